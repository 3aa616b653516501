"""The graph of entities for network tools (Gephi, Cytoscape, notebooks), as a networkx graph and its file formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.store import query

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES = (".graphml", ".gexf")

_NODES = """
SELECT DISTINCT ?node ?kind ?label ?place ?file WHERE {
  VALUES (?class ?kind) { (hs:Document "document") (hs:Institution "institution") (hs:Programme "programme") (hs:Place "place") }
  ?node a ?class .
  { ?node skos:prefLabel ?label } UNION { ?node dcterms:title ?label }
  OPTIONAL { ?node hs:sourceFile ?file }
  OPTIONAL { ?node hs:locatedIn|hs:jurisdiction ?in . ?in skos:prefLabel ?place }
} ORDER BY ?node
"""
_EDGES = """
SELECT ?subject ?relation ?object (COUNT(DISTINCT ?m) AS ?count) WHERE {
  VALUES (?predicate ?relation) {
    (hs:implements "implements") (hs:pilots "pilots") (hs:collaboratesWith "collaboratesWith") (skos:broader "broader")
    (org:subOrganizationOf "subOrganizationOf") (hs:locatedIn "locatedIn") (hs:mentions "mentions")
    (dcterms:references "references") (dcterms:publisher "publisher") }
  ?subject ?predicate ?object .
  OPTIONAL { ?m itsrdf:taIdentRef ?object ; nif:referenceContext/hs:textOf ?subject }
} GROUP BY ?subject ?relation ?object ORDER BY ?subject ?relation ?object
"""


def to_networkx(store: ox.Store, base: str) -> nx.MultiDiGraph:
    """Documents, institutions, programmes and places as nodes (`kind`, `label`, `place`, `file`, `centrality`), their relations
    as edges (`relation`, `weight`: for a mention the number of places in the text, else 1).
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for solution in _rows(store, _NODES, base):
        values = {name: solution[name].value for name in ("kind", "label", "place", "file") if solution[name] is not None}
        graph.add_node(solution["node"].value, **values)
    for solution in _rows(store, _EDGES, base):
        subject, obj = solution["subject"].value, solution["object"].value
        if subject in graph and obj in graph:
            relation = solution["relation"].value
            graph.add_edge(subject, obj, key=relation, relation=relation, weight=max(1, int(solution["count"].value)))
    nx.set_node_attributes(graph, nx.degree_centrality(graph), "centrality")
    return graph


def _rows(store: ox.Store, sparql: str, base: str) -> ox.QuerySolutions:
    solutions = query(store, sparql, base)
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions


def write_network(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write GraphML or GEXF, by the suffix of `path`; raises `KgError` for another suffix or a disk that refuses."""
    import networkx as nx

    writers = {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}
    if path.suffix.lower() not in writers:
        raise KgError(f"{path}: unknown format; name the file with {' or '.join(SUFFIXES)}")
    try:
        writers[path.suffix.lower()](graph, path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error
