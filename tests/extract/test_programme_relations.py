"""Relations of programmes in written sentences: who carries out, who pilots, what is part of what."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.extract.context import Context
from kg.extract.places import find_places
from kg.extract.programme_relations import programme_relations
from kg.model import Mention, MentionKind, Relation, Span
from tests.extract.programme_cases import context_of, finder

CASES = Path(__file__).parents[1] / "data" / "programme_relations.csv"


def cases() -> list[pytest.param]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=row["note"]) for row in csv.DictReader(stream)]


def institutions(text: str, cell: str) -> Iterator[Mention]:
    """The bodies that a case names: `surface=full name`, `surface` alone for a full name, `surface=` for a class of bodies."""
    for entry in filter(None, cell.split("|")):
        surface, sign, name = entry.partition("=")
        begin = text.index(surface)
        kind: MentionKind = "category" if sign and not name else "institution"
        yield Mention(Span(begin, begin + len(surface)), surface, kind, name or surface, "case")


def relations(context: Context, cell: str) -> tuple[Relation, ...]:
    named = tuple(institutions(context.text, cell))
    programmes = finder().find(context, named).mentions
    places = find_places(context, named)
    return programme_relations(context, (*named, *programmes, *places), ())


def shown(context: Context, relation: Relation) -> str:
    place = context.gazetteer.get(relation.subject)
    subject = context.gazetteer.full_name(place) if place else relation.subject
    return f"{relation.predicate} {subject} {relation.object}"


@pytest.mark.parametrize("row", cases())
def test_relations_of_a_sentence(row: dict[str, str]) -> None:
    context = context_of(row["text"], row["place"])

    found = relations(context, row["institutions"])

    assert sorted(shown(context, r) for r in found) == sorted(filter(None, row["expected"].split("|")))


def test_the_evidence_is_the_clause_of_subject_and_programme() -> None:
    context = context_of("年内,市二院要加强胸痛中心建设,并推行日间手术。")

    first, second = relations(context, "市二院=潮州市第二人民医院")

    assert first.span.of(context.text) == "市二院要加强胸痛中心建设"
    assert second.span.of(context.text) == "市二院要加强胸痛中心建设,并推行日间手术"
