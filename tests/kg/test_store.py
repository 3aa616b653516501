"""The store opens read-only, and rdflib sees the same graph."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import store
from kg.errors import QueryError, StoreError


def test_rdflib_sees_the_same_triples(samples_graph: Path) -> None:
    dataset = store.to_rdflib(samples_graph)
    asked = store.query(store.open_store(samples_graph), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")

    assert isinstance(asked, ox.QuerySolutions)
    assert len(set(dataset.triples((None, None, None)))) == int(next(asked)["n"].value)


def test_each_document_has_a_named_graph(samples_graph: Path) -> None:
    asked = store.query(
        store.open_store(samples_graph),
        "SELECT DISTINCT ?g ?d WHERE { GRAPH ?g { ?d hs:sourceFile ?f } ?g prov:wasDerivedFrom/hs:sha256 ?digest }",
    )

    assert isinstance(asked, ox.QuerySolutions)
    assert len(list(asked)) == 5


def test_an_update_is_refused(samples_graph: Path) -> None:
    with pytest.raises(QueryError, match="the store is read-only"):
        store.query(store.open_store(samples_graph), "DELETE WHERE { ?s ?p ?o }")


def test_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"it has no kg\.json"):
        store.open_store(tmp_path)
