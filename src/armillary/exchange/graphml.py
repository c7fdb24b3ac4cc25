"""Judged ties as GraphML, for networkx, igraph, yEd, Cytoscape and R."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from armillary.exchange.network import NODE, TIE, Network, Values, network_of, spell
from armillary.exchange.protocol import Released, Writes

SPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(released: Released) -> Mapping[str, bytes]:
    """The ties of a release as one graph."""
    return {"ties.graphml": graphml(network_of(released))}


WRITES = Writes("graphml", "the judged ties as a graph, for networkx, igraph, yEd and Cytoscape", write_graphml)


def graphml(network: Network) -> bytes:
    """A network as GraphML; every tie is directed, `symmetric` says which run both ways."""
    root = Xml.Element("graphml", xmlns=SPACE)
    keys = {("node", "label"): "string", **{("node", name): kind for name, (kind, _) in NODE.items()}}
    keys |= {("edge", "label"): "string", **{("edge", name): kind for name, (kind, _) in TIE.items()}}
    keys |= {("graph", name): "string" for name in ("title", "release", "as_of")}
    for (of, name), kind in keys.items():
        Xml.SubElement(root, "key", {"id": f"{of}_{name}", "for": of, "attr.name": name, "attr.type": kind})
    graph = Xml.SubElement(root, "graph", id="ties", edgedefault="directed")
    _data(graph, "graph", {"title": network.title, "release": network.release, "as_of": network.as_of})
    for end in network.ends:
        _data(Xml.SubElement(graph, "node", id=end.id), "node", {"label": end.label, **end.values})
    for edge in network.edges:
        made = Xml.SubElement(graph, "edge", id=edge.id, source=edge.subject, target=edge.object)
        _data(made, "edge", {"label": edge.label, **edge.values})
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _data(parent: Xml.Element, of: str, values: Values) -> None:
    for name, value in values.items():
        Xml.SubElement(parent, "data", key=f"{of}_{name}").text = spell(value)
