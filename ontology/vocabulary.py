"""The programme vocabulary: concepts of the Chinese health system with their names, from `ontology/programmes/*.csv`.

Columns: id, label, label_en, alt, not, needs, definition, broader, level, from, to, source. `alt`, `not` and `needs`
hold lists separated by `;`; `alt` entries are templates (see `templates.py`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import VocabularyError
from kg.ontology.templates import expand

COLUMNS = ("id", "label", "label_en", "alt", "not", "needs", "definition", "broader", "level", "from", "to", "source")
DOMAINS_FILE = "domains.csv"


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
    """The shipped vocabulary, with an analyst's own file of the same columns added after it.

    Raises `VocabularyError` naming file and line for a row that is malformed, a label that two concepts claim,
    or a broader concept that does not exist.
    """
    concepts: dict[str, Concept] = {}
    folder = files("kg.ontology.programmes")
    for entry in sorted(folder.iterdir(), key=lambda e: (e.name != DOMAINS_FILE, e.name)):
        if entry.name.endswith(".csv"):
            with entry.open(encoding="utf-8") as stream:
                _add(concepts, _rows(stream, entry.name))
    if extra is not None:
        try:
            with extra.open(encoding="utf-8-sig", newline="") as stream:
                _add(concepts, _rows(stream, str(extra)))
        except OSError as error:
            raise VocabularyError(extra, 0, f"cannot be read: {error.strerror}") from error
    for concept in concepts.values():
        if concept.broader is not None and concept.broader not in concepts:
            raise VocabularyError(concept.file, concept.line, f"broader {concept.broader!r} is no concept's id")
    return Vocabulary(concepts, _index(concepts.values()))


def _rows(stream: Iterable[str], name: str) -> Iterator[Concept]:
    reader = csv.DictReader(stream)
    missing = {"id", "label"} - set(reader.fieldnames or ())
    if missing:
        raise VocabularyError(name, 1, f"has no column {', '.join(sorted(missing))}; columns are {', '.join(COLUMNS)}")
    for row in reader:
        yield _concept({column: (row.get(column) or "").strip() for column in COLUMNS}, name, reader.line_num)


def _concept(row: dict[str, str], file: str, line: int) -> Concept:
    if not row["id"] or not row["label"]:
        raise VocabularyError(file, line, "a concept needs an id and a label")
    domain = file == DOMAINS_FILE
    try:
        names = (row["label"], *(name for template in _split(row["alt"]) for name in expand(template)))
    except ValueError as error:
        raise VocabularyError(file, line, str(error)) from error
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


def _add(concepts: dict[str, Concept], rows: Iterable[Concept]) -> None:
    for concept in rows:
        if concept.id in concepts:
            earlier = concepts[concept.id]
            raise VocabularyError(concept.file, concept.line, f"id {concept.id!r} stands already at {earlier.file}:{earlier.line}")
        concepts[concept.id] = concept


def _index(concepts: Iterable[Concept]) -> dict[str, Concept]:
    """Each name's concept; a preferred label wins over another concept's variant, else the first in file order."""
    ordered = list(concepts)
    index = {concept.label: concept for concept in ordered if not concept.domain}
    for concept in ordered:
        for name in concept.names:
            index.setdefault(name, concept)
    return index
