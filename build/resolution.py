"""Across documents: one record an institution and programme, whatever each document knew of it.

Decisions are computed from all extractions at once and do not depend on their order, so a build over shards equals
a build over everything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.model import Extraction, Institution, Programme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a whole collection, by name; unresolved institutions stay with their documents and are not here."""

    institutions: Mapping[str, Institution]
    programmes: Mapping[str, Programme]
    titles: Mapping[str, str]
    """Titles of the documents read, each with the SHA-256 of the file."""


def resolve(extractions: Sequence[Extraction]) -> Entities:
    """The merged entities of `extractions`."""
    institutions = defaultdict(list)
    programmes = defaultdict(list)
    titles: dict[str, str] = {}
    for extraction in sorted(extractions, key=lambda e: e.document.sha256):
        for institution in extraction.institutions:
            if institution.resolved:
                institutions[institution.name].append(institution)
        for programme in extraction.programmes:
            programmes[programme.name].append(programme)
        if extraction.metadata.title:
            titles.setdefault(extraction.metadata.title, extraction.document.sha256)
    return Entities(
        {name: _merge_institution(name, seen) for name, seen in sorted(institutions.items())},
        {name: _merge_programme(name, seen) for name, seen in sorted(programmes.items())},
        titles,
    )


def _merge_institution(name: str, seen: Sequence[Institution]) -> Institution:
    return Institution(
        name,
        kind=_majority(i.kind for i in seen) or "other",
        place=_majority(i.place for i in seen if i.place),
        parent=_majority(i.parent for i in seen if i.parent and i.parent != name),
        second_name_of=_majority(i.second_name_of for i in seen if i.second_name_of and i.second_name_of != name),
    )


def _merge_programme(name: str, seen: Sequence[Programme]) -> Programme:
    known = [p for p in seen if p.concept]
    if known:
        return replace(known[0], broader=None)
    return Programme(name, None, _majority(p.broader for p in seen if p.broader))


def _majority(values: Iterable[T]) -> T | None:
    """The most frequent value, the first in sorted order among equals; `None` of nothing."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], str(v))) if counts else None
