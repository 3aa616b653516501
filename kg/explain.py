"""Why a name stands for an entity: the decisions behind every mention of it, from the graph."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.store import query

_QUERY = """
SELECT DISTINCT ?kind ?entity ?label ?surface ?rule ?basis ?file ?state (COUNT(DISTINCT ?mention) AS ?count) (MIN(?begin) AS ?first) WHERE {
  VALUES (?class ?kind) { (hs:Institution "机构") (hs:Programme "项目") (hs:InstitutionCategory "类别") (hs:Place "地区") }
  ?mention itsrdf:taIdentRef ?entity ; nif:anchorOf ?surface ; nif:beginIndex ?begin ; nif:referenceContext/hs:textOf/hs:sourceFile ?file .
  ?entity a ?class ; skos:prefLabel ?label .
  OPTIONAL { ?mention hs:rule ?rule }
  OPTIONAL { ?mention hs:basis ?basis }
  OPTIONAL { ?entity hs:resolution ?state }
}
GROUP BY ?kind ?entity ?label ?surface ?rule ?basis ?file ?state
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one document reads a written name: the entity's `label`, the `rule`, the `basis`, how often, and where first."""

    kind: str
    entity: str
    label: str
    surface: str
    rule: str
    basis: str
    file: str
    resolved: bool
    count: int
    first: int


def explain(store: ox.Store, name: str, base: str) -> list[Reading]:
    """The readings of `name`, as a written name or as the full name of an entity, by file and place in it."""
    wanted = "".join(name.split())
    solutions = query(store, _QUERY, base)
    assert isinstance(solutions, ox.QuerySolutions)
    found = []
    for solution in solutions:
        surface = "".join(solution["surface"].value.split())
        if wanted in (surface, solution["label"].value):
            found.append(_reading(solution, surface))
    return sorted(found, key=lambda r: (r.kind, r.label, r.file, r.first))


def _reading(solution: ox.QuerySolution, surface: str) -> Reading:
    def text(name: str) -> str:
        term = solution[name]
        return term.value if term is not None else ""

    return Reading(
        kind=text("kind"),
        entity=text("entity"),
        label=text("label"),
        surface=surface,
        rule=text("rule"),
        basis=text("basis"),
        file=text("file"),
        resolved=not text("state").endswith("Unresolved"),
        count=int(text("count")),
        first=int(text("first")),
    )


def similar(store: ox.Store, name: str, base: str, most: int = 8) -> list[str]:
    """Names of entities in the graph that hold `name` or the longest end of it, for a hint."""
    sparql = "SELECT DISTINCT ?name WHERE { ?e skos:prefLabel|skos:altLabel ?name ; a ?c FILTER(?c IN (hs:Institution, hs:Programme, hs:Place)) }"
    solutions = query(store, sparql, base)
    assert isinstance(solutions, ox.QuerySolutions)
    names = sorted({solution["name"].value for solution in solutions}, key=lambda n: (len(n), n))
    for cut in range(len(name) - 1):
        found = [other for other in names if name[cut:] in other]
        if found:
            return found[:most]
    return []


def candidates(store: ox.Store, entity: str, base: str) -> list[str]:
    """The full names in question for an unresolved institution."""
    solutions = query(store, f"SELECT ?name WHERE {{ <{entity}> hs:candidate ?name }} ORDER BY ?name", base)
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution["name"].value for solution in solutions]
