"""What flows through the pipeline: plain frozen values, JSON in and out; no file, no graph, no rule lives here.

Offsets are half-open and count Unicode code points. Inside `extract/` they count in the cleaned text of a
document; in a finished `Extraction` they count in `Document.text`, the decoded file unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

MentionKind = Literal["institution", "category", "programme", "document", "place"]
InstitutionKind = Literal["hospital", "primary_care", "public_health", "administration", "academic", "other"]
Comparator = Literal["Equal", "AtLeast", "AtMost", "MoreThan", "LessThan", "Between", "Approximately"]
Change = Literal["Increase", "Decrease"]
Status = Literal["Planned", "Achieved"]
Predicate = Literal["implements", "pilots", "collaboratesWith", "subOrganizationOf", "broader"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of characters."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end:
            raise ValueError(f"not a span: {self.begin},{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.begin : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as decoded: `text` is unchanged, `sha256` is of the file's bytes."""

    source_file: str
    sha256: str
    text: str
    encoding: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. `None` means that the text does not say.

    `issuer` is a full official name, `jurisdiction` a place code of `ontology/places.csv`, `jurisdiction_basis` a
    short Chinese sentence naming the evidence; the period is in years, both ends included. `other_titles` are the title
    without its bracketed years, and that of the notice that issues the document.
    """

    title: str | None = None
    title_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    jurisdiction: str | None = None
    jurisdiction_basis: str = ""
    issued: date | None = None
    period_start: int | None = None
    period_end: int | None = None
    document_type: str | None = None
    document_number: str | None = None
    other_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document, its subsections included.

    `number` is the marker as written (一、 (二) 1. ——), `heading` is empty where the item runs straight into text,
    `parent` is an index into the same tuple of sections, `level` counts from 1.
    """

    span: Span
    level: int
    number: str
    heading: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters that name an entity. `name` is the entity's key: its canonical name, or the code of a place.

    `rule` names the rule that decided, `basis` says in one Chinese sentence what the decision rested on.
    """

    span: Span
    surface: str
    kind: MentionKind
    name: str
    rule: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """An organisation as one document lets us know it; `name` is its full name.

    `resolved` is false where the full name could not be decided; `candidates` then lists the full names in question.
    `parent` and `second_name_of` are full names of other institutions.
    """

    name: str
    kind: InstitutionKind
    place: str | None = None
    resolved: bool = True
    candidates: tuple[str, ...] = ()
    parent: str | None = None
    second_name_of: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as one document names it; `concept` is its id in the vocabulary, `None` for a discovered one.

    `broader` is a concept id of the vocabulary: for a discovered programme, where it seems to belong. `names` are other
    names of a discovered one: with the head noun that follows the quoted name, or without it.
    """

    name: str
    concept: str | None = None
    broader: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified aim or result. `span` is the clause that states it, `number` the quantity inside the clause.

    `value` is as written (90 for 90 %); `unit` is a unit of `ontology/units.csv` or `None` for a bare index; `place`
    is a place code, `programme` and `institution` are names of entities of the same extraction; `indicator_id` is an
    id of `ontology/indicators.csv` where the indicator is a standing one.
    """

    span: Span
    number: Span
    indicator: str
    comparator: Comparator
    value: Decimal
    unit: str | None
    status: Status
    upper: Decimal | None = None
    change: Change | None = None
    year: int | None = None
    place: str | None = None
    programme: str | None = None
    institution: str | None = None
    indicator_id: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement between two entities, by their names (a place by its code), with the clause that says it."""

    predicate: Predicate
    subject: str
    object: str
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one document yields; the unit that is stored, exchanged and merged."""

    document: Document
    metadata: Metadata
    sections: tuple[Section, ...] = ()
    mentions: tuple[Mention, ...] = ()
    institutions: tuple[Institution, ...] = ()
    programmes: tuple[Programme, ...] = ()
    targets: tuple[Target, ...] = ()
    relations: tuple[Relation, ...] = ()
