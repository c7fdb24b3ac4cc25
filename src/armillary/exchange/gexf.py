"""Judged ties as GEXF 1.3, for Gephi: each tie stands from the first day it was seen to hold to the last."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as Xml

from armillary.exchange.network import NODE, TIE, Network, Values, network_of, spell
from armillary.exchange.protocol import Released, Writes

SPACE = "http://gexf.net/1.3"
LOOKS = "http://gexf.net/1.3/viz"
KINDS = {"string": "string", "double": "double", "int": "integer", "boolean": "boolean"}


def write_gexf(released: Released) -> Mapping[str, bytes]:
    """The ties of a release as one graph in time."""
    return {"ties.gexf": gexf(network_of(released))}


WRITES = Writes("gexf", "the judged ties as a graph in time, for Gephi", write_gexf)


def gexf(network: Network) -> bytes:
    """A network as GEXF; several ties between two ends are edges with a kind each, as 1.3 has it.

    All are directed, as readers refuse to mix both; `symmetric` says which run both ways.
    """
    root = Xml.Element("gexf", {"xmlns": SPACE, "xmlns:viz": LOOKS, "version": "1.3"})
    meta = Xml.SubElement(root, "meta")
    Xml.SubElement(meta, "creator").text = "Armillary"
    Xml.SubElement(meta, "description").text = f"{network.title} (as of {network.as_of}, release {network.release})"
    dynamic = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = Xml.SubElement(root, "graph", {"defaultedgetype": "directed", **dynamic})
    for of, known in (("node", NODE), ("edge", TIE)):
        attributes = Xml.SubElement(graph, "attributes", {"class": of, "mode": "static"})
        for name, (kind, _) in known.items():
            Xml.SubElement(attributes, "attribute", id=f"{of}_{name}", title=name, type=KINDS[kind])
    nodes = Xml.SubElement(graph, "nodes", count=str(len(network.ends)))
    for end in network.ends:
        _values(Xml.SubElement(nodes, "node", id=end.id, label=end.label), "node", end.values)
    edges = Xml.SubElement(graph, "edges", count=str(len(network.edges)))
    for edge in network.edges:
        said = {"id": edge.id, "source": edge.subject, "target": edge.object, "label": edge.label}
        said |= {"kind": str(edge.values["relation"])}
        said |= {"weight": spell(edge.weight)} if edge.weight is not None else {}
        said |= {key: day for key, day in (("start", edge.first), ("end", edge.last)) if day}
        made = Xml.SubElement(edges, "edge", said)
        _values(made, "edge", edge.values)
        red, green, blue = (str(int(edge.colour[at : at + 2], 16)) for at in (0, 2, 4))
        Xml.SubElement(made, "viz:color", r=red, g=green, b=blue)
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _values(parent: Xml.Element, of: str, values: Values) -> None:
    held = Xml.SubElement(parent, "attvalues")
    for name, value in values.items():
        Xml.SubElement(held, "attvalue", {"for": f"{of}_{name}", "value": spell(value)})
