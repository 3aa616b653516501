"""The first view as a pyvis network: pyvis makes the nodes, edges and options that vis-network draws in the page.

pyvis's template is not used: it loads style sheets and scripts from other hosts. Edges are put into its list directly,
because `add_edge` looks through all earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

from kg.viz.layout import Overview
from kg.viz.reading import Graph, Kind

SCALE = 1000
"""Units of the drawing for a coordinate of 1."""

SHAPES: Mapping[Kind, str] = {
    "document": "square",
    "cited": "square",
    "place": "triangleDown",
    "institution": "hexagon",
    "category": "star",
    "programme": "dot",
    "indicator": "triangle",
    "target": "diamond",
}
"""A shape for each kind, so that kinds are told apart without colour."""

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {"hover": True, "tooltipDelay": 120, "zoomSpeed": 0.7, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "shapeProperties": {"interpolation": False}},
    "edges": {"smooth": False, "hoverWidth": 0.6, "selectionWidth": 1},
}
"""How vis-network behaves: still from the start, no physics."""

LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network as pyvis ships it."""


def draw(graph: Graph, view: Overview) -> dict[str, object]:
    """The nodes, edges and options of the first view, ready for vis-network."""
    from pyvis.network import Network

    network = Network(height="100%", width="100%")
    network.set_options(json.dumps(OPTIONS))
    for spot in view.spots:
        thing = graph.things[spot.thing]
        network.add_node(
            spot.thing,
            label=thing.label,
            shape=SHAPES[thing.kind],
            group=thing.kind,
            x=round(spot.x * SCALE),
            y=round(spot.y * SCALE),
            value=spot.weight,
            documents=spot.documents,
        )
    network.edges = [{"from": bond.source, "to": bond.target, "documents": bond.documents} for bond in view.bonds]
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options) if isinstance(options, str) else options}


def library() -> str:
    """The source of vis-network, its licence notice included."""
    source = (files("pyvis") / LIBRARY).read_text(encoding="utf-8")
    return source.partition("//# sourceMappingURL")[0].strip()
