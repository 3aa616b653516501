"""The folder a build writes, and the embedded store in it: opening, loading, querying. The only module that touches Oxigraph."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iri import DEFAULT_BASE
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    import rdflib

TURTLE = "graph.ttl"
NQUADS = "graph.nq"
STORE = "store"
PAGE = "graph.html"
MANIFEST = "kg.json"


_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(?:INSERT|DELETE|CLEAR|LOAD|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
"""How a SPARQL update begins."""


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """All prefixes of a graph with that base, the entity prefixes included."""
    kinds = (
        "category", "decision", "document", "document-type", "file", "indicator", "institution", "place", "programme",
        "scheme", "statement",
    )  # fmt: skip
    return PREFIXES | {kind: f"{base}{kind}/" for kind in kinds}


def is_graph_folder(folder: Path) -> bool:
    """Whether `folder` was written by a build."""
    return (folder / MANIFEST).is_file()


def base_of(folder: Path) -> str:
    """The base of the entity IRIs in a built graph; the default where the folder does not say."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return str(manifest["base"])
    except (OSError, ValueError, KeyError, TypeError):
        return DEFAULT_BASE


def open_store(folder: Path) -> ox.Store:
    """The store of a built graph, read-only.

    Raises `StoreError` where the folder is missing, is not ours, or the store is damaged.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder}: no such folder; build a graph first: kg build DOCUMENTS -o {folder}")
    if not is_graph_folder(folder):
        raise StoreError(f"{folder}: not a graph folder: it has no {MANIFEST}; give the folder that kg build wrote")
    try:
        return ox.Store.read_only(str(folder / STORE))
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(f"{folder / STORE}: the store cannot be opened ({error}); build the graph again") from error


def write_store(folder: Path, quads: Sequence[ox.Quad]) -> None:
    """Create the store of a graph folder from `quads`.

    The default graph holds every triple once, the named graphs say which document it comes from: a query over a union
    of named graphs would count a triple once for each document that states it.
    """
    store = ox.Store(str(folder / STORE))
    store.bulk_extend(quads)
    store.bulk_extend(dict.fromkeys(ox.Quad(q.subject, q.predicate, q.object) for q in quads))
    store.optimize()
    store.flush()
    del store


def query(
    store: ox.Store, sparql: str, base: str = DEFAULT_BASE
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """The result of a SPARQL query over everything the documents say; `GRAPH ?g` tells which document says it. The graph's
    prefixes are predeclared.

    Raises `QueryError` with line and column where the query does not parse.
    """
    if _UPDATE.match(sparql):
        raise QueryError("the store is read-only: kg query answers SELECT, ASK, CONSTRUCT and DESCRIBE")
    try:
        return store.query(sparql, prefixes=prefixes(base))
    except SyntaxError as error:
        raise QueryError(f"the query is not SPARQL: {' '.join(str(error).split())[:200]}") from error
    except (ValueError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error


def to_rdflib(folder: Path) -> rdflib.Dataset:
    """A built graph as an rdflib Dataset in memory, for callers who want rdflib's API; slower than the store."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(folder / NQUADS, format="nquads")
    return dataset
