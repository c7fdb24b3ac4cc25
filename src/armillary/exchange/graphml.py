"""Judged ties as GraphML, for networkx, igraph, yEd, Cytoscape and R."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from armillary.exchange.network import NODE, TIE, Network, Values, network_of, spell
from armillary.exchange.protocol import Released, Writes

_NO_TOKEN = re.compile(r"[^A-Za-z0-9._:-]")
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
    keys[("edge", "weight")] = "double"
    keys |= {("graph", name): "string" for name in ("title", "release", "as_of")}
    for (of, name), kind in keys.items():
        Xml.SubElement(root, "key", {"id": f"{of}_{name}", "for": of, "attr.name": name, "attr.type": kind})
    graph = Xml.SubElement(root, "graph", id="ties", edgedefault="directed")
    _data(graph, "graph", {"title": network.title, "release": network.release, "as_of": network.as_of})
    ids = [end.id for end in network.ends]
    tokens = dict(zip(ids, _tokens(ids), strict=True))
    for end in network.ends:
        _data(Xml.SubElement(graph, "node", id=tokens[end.id]), "node", {"label": end.label, **end.values})
    for token, edge in zip(_tokens([edge.id for edge in network.edges]), network.edges, strict=True):
        made = Xml.SubElement(graph, "edge", id=token, source=tokens[edge.subject], target=tokens[edge.object])
        weight: Values = {"weight": edge.weight} if edge.weight is not None else {}
        _data(made, "edge", {"label": edge.label, **weight, **edge.values})
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _data(parent: Xml.Element, of: str, values: Values) -> None:
    for name, value in values.items():
        Xml.SubElement(parent, "data", key=f"{of}_{name}").text = spell(value)


def _tokens(ids: list[str]) -> list[str]:
    """A name token of XML for each id, no two alike; readers take an edge whose id is none for one without values."""
    taken: dict[str, None] = {}
    for identity in ids:
        begin = token = _NO_TOKEN.sub("_", identity)
        number = 2
        while token in taken:
            token, number = f"{begin}_{number}", number + 1
        taken[token] = None
    return list(taken)
