"""The programme vocabulary: concepts of the Chinese health system with their names, from `ontology/programmes/*.csv`.

Columns: id, label, label_en, alt, not, needs, definition, broader, level, from, to, source. `alt`, `not` and `needs`
hold lists separated by `;`; `alt` entries are templates (see `templates.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import VocabularyError
from kg.ontology.analyst_files import read_rows, read_text
from kg.ontology.templates import expand

COLUMNS = ("id", "label", "label_en", "alt", "not", "needs", "definition", "broader", "level", "from", "to", "source")
NOTES = ("documents", "mentions", "sentence")
"""Columns of `kg vocab new` that tell the analyst what a name is; the vocabulary passes them over."""

DOMAINS_FILE = "domains.csv"
MIN_NAME = 2
"""A name of one character would be found inside other words."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One programme. `names` are all strings that may stand for it in text, the label among them; `domain` concepts
    are headings and have none. `negatives` are longer strings in which a name is not this programme; where `needs` is not
    empty, one of its words must stand in the same sentence.
    """

    id: str
    label: str
    label_en: str
    names: tuple[str, ...]
    negatives: tuple[str, ...]
    needs: tuple[str, ...]
    definition: str
    broader: str | None
    level: str
    year_from: str
    year_to: str
    source: str
    domain: bool
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts by id, and the concepts that a name stands for."""

    concepts: Mapping[str, Concept]
    by_name: Mapping[str, Concept]

    def ancestors(self, concept_id: str) -> Iterator[Concept]:
        """The broader concepts of a concept, nearest first."""
        concept = self.concepts[concept_id]
        while concept.broader is not None:
            concept = self.concepts[concept.broader]
            yield concept

    def narrower(self, concept_id: str) -> tuple[Concept, ...]:
        """The concepts directly below a concept, by label."""
        below = [c for c in self.concepts.values() if c.broader == concept_id]
        return tuple(sorted(below, key=lambda c: c.label))


@cache
def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, with an analyst's own file of the same columns added after it; its names win over ours.

    Raises `VocabularyError` naming file and line for a row that is malformed, a label that two concepts claim,
    a name of one character, a column that is none of ours, or a broader concept that does not exist or leads in a circle.
    """
    concepts: dict[str, Concept] = {}
    folder = files("kg.ontology.programmes")
    for entry in sorted(folder.iterdir(), key=lambda e: (e.name != DOMAINS_FILE, e.name)):
        if entry.name.endswith(".csv"):
            _add(concepts, _read(entry.read_text(encoding="utf-8"), entry.name, domain=entry.name == DOMAINS_FILE))
    names = _index(concepts.values())
    if extra is not None:
        own = tuple(_read(read_text(extra), str(extra)))
        _add(concepts, own)
        own_names = _index(own)
        names = own_names | {name: concept for name, concept in names.items() if name not in own_names}
    _check_broader(concepts)
    return Vocabulary(concepts, names)


def _read(text: str, file: str, domain: bool = False) -> Iterator[Concept]:
    for line, row in read_rows(text, file, COLUMNS, required=("id", "label")):
        unknown = [column for column in row if column and column not in COLUMNS + NOTES]
        if unknown:
            known = ", ".join(COLUMNS)
            raise VocabularyError(file, 1, f"has a column {unknown[0]!r} that the vocabulary does not know; columns are {known}")
        yield _concept(row, file, line, domain)


def _concept(row: Mapping[str, str], file: str, line: int, domain: bool) -> Concept:
    if not row["id"] or not row["label"]:
        raise VocabularyError(file, line, "a concept needs an id and a label")
    try:
        names = (row["label"], *(name for template in _split(row["alt"]) for name in expand(template)))
    except ValueError as error:
        raise VocabularyError(file, line, str(error)) from error
    short = next((name for name in names if len(name) < MIN_NAME), None)
    if short is not None:
        raise VocabularyError(file, line, f"name {short!r} is too short and would be found inside other words: write a longer one")
    return Concept(
        id=row["id"],
        label=row["label"],
        label_en=row["label_en"],
        names=() if domain else tuple(dict.fromkeys(names)),
        negatives=_split(row["not"]),
        needs=_split(row["needs"]),
        definition=row["definition"],
        broader=row["broader"] or None,
        level=row["level"],
        year_from=row["from"],
        year_to=row["to"],
        source=row["source"],
        domain=domain,
        file=file,
        line=line,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.replace("；", ";").split(";") if part.strip())


def _add(concepts: dict[str, Concept], new: Iterable[Concept]) -> None:
    labels = {_key(concept.label): concept for concept in concepts.values()}
    for concept in new:
        same_id, same_label = concepts.get(concept.id), labels.get(_key(concept.label))
        if same_id is not None:
            raise VocabularyError(
                concept.file, concept.line, f"id {concept.id!r} stands already at {same_id.file}:{same_id.line}: choose another"
            )
        if same_label is not None:
            place = f"{same_label.file}:{same_label.line}"
            raise VocabularyError(
                concept.file,
                concept.line,
                f"label {concept.label!r} is that of {same_label.id!r} at {place}: take out the row, or give it a label of its own",
            )
        concepts[concept.id] = labels[_key(concept.label)] = concept


def _key(label: str) -> str:
    """A label as IRIs tell it from others."""
    return unicodedata.normalize("NFKC", label)


def _check_broader(concepts: Mapping[str, Concept]) -> None:
    for concept in concepts.values():
        above, seen = concept, {concept.id}
        while above.broader is not None:
            if above.broader not in concepts:
                raise VocabularyError(above.file, above.line, f"broader {above.broader!r} is no concept's id; kg vocab search shows ids")
            above = concepts[above.broader]
            if above.id in seen:
                raise VocabularyError(above.file, above.line, f"broader leads from {above.id!r} back to itself: name a concept outside the circle")
            seen.add(above.id)


def _index(concepts: Iterable[Concept]) -> dict[str, Concept]:
    """Each name's concept; a preferred label wins over another concept's variant, else the first in file order."""
    ordered = list(concepts)
    index = {concept.label: concept for concept in ordered if not concept.domain}
    for concept in ordered:
        for name in concept.names:
            index.setdefault(name, concept)
    return index
