"""Checking a built graph against the SHACL shapes of the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.store import TURTLE, is_graph_folder

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a graph breaks a shape."""

    focus: str
    path: str
    message: str
    value: str


def validate_folder(folder: Path) -> tuple[int, list[Violation]]:
    """The number of triples checked and the violations in a graph folder, sorted; empty where it conforms."""
    if not is_graph_folder(folder):
        raise StoreError(f"{folder}: not a graph folder; give the folder that kg build wrote")
    import rdflib

    try:
        graph = rdflib.Graph().parse(folder / TURTLE, format="turtle")
    except (OSError, ValueError, SyntaxError) as error:
        reason = " ".join(str(error).split())[:120]
        raise StoreError(f"{folder / TURTLE}: cannot be read ({reason}); build the graph again") from error
    return len(graph), violations(graph)


def violations(graph: rdflib.Graph) -> list[Violation]:
    """The violations of the project's shapes in an rdflib graph, sorted by node and path."""
    import rdflib
    from pyshacl import validate
    from rdflib.namespace import RDF, SH

    ontology = rdflib.Graph()
    shapes = rdflib.Graph()
    folder = files("kg.ontology")
    ontology.parse(data=folder.joinpath("hs.ttl").read_text(encoding="utf-8"), format="turtle")
    shapes.parse(data=folder.joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    _, report, _ = validate(graph, shacl_graph=shapes, ont_graph=ontology, inference="none", meta_shacl=False)
    assert isinstance(report, rdflib.Graph)
    found = [
        Violation(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            str(report.value(result, SH.resultMessage) or ""),
            str(report.value(result, SH.value) or ""),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return sorted(found, key=lambda v: (v.focus, v.path, v.message, v.value))
