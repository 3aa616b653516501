"""An analyst's decisions on institutions: read from a CSV, applied at every build, the ones that match nothing reported.

Columns: decision, surface, document, name, other, by, date, note. `document` is a file name; empty means every document.

full_name        `surface` stands for the institution `name`
not_institution  `surface` is no institution
same_as          `name` is the same institution as `other`, which is its full name
different        what `surface` stands for is not `name`: it is `other`, or unresolved where `other` is empty
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from kg.errors import VocabularyError
from kg.model import Extraction, Institution, Mention, Relation
from kg.ontology.analyst_files import read_rows, read_text

DecisionKind = Literal["full_name", "not_institution", "same_as", "different"]
COLUMNS = ("decision", "surface", "document", "name", "other", "by", "date", "note")
_NEEDED: dict[DecisionKind, tuple[str, ...]] = {
    "full_name": ("surface", "name"),
    "not_institution": ("surface",),
    "same_as": ("name", "other"),
    "different": ("surface", "name"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: what an analyst decided, who and when, and where the row stands."""

    kind: DecisionKind
    surface: str
    document: str
    name: str
    other: str
    by: str
    date: str
    note: str
    line: int

    def applies_to(self, document: str, mention: Mention) -> bool:
        """Whether the decision speaks of this mention of the document with that file name."""
        if mention.kind != "institution" or (self.document and self.document != document):
            return False
        surface = "".join(mention.surface.split())
        match self.kind:
            case "same_as":
                return mention.name == self.name
            case "different":
                return surface == self.surface and mention.name == self.name
            case _:
                return surface == self.surface

    @property
    def outcome(self) -> str | None:
        """The full name that mentions get; `None` where they stop being mentions."""
        match self.kind:
            case "full_name":
                return self.name
            case "same_as":
                return self.other
            case "different":
                return self.other or self.surface
            case _:
                return None

    @property
    def basis(self) -> str:
        """Who decided, when, and their note."""
        who = " ".join(part for part in (self.by, self.date) if part)
        return "人工判定" + (f"({who})" if who else "") + (f":{self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Applied:
    """The extractions after all decisions, the decisions that changed something, and the stale ones that matched nothing."""

    extractions: tuple[Extraction, ...]
    effective: tuple[Decision, ...]
    stale: tuple[Decision, ...]


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in a CSV file; raises `VocabularyError` with file and line for a row that is not one."""
    rows = read_rows(read_text(path), path, COLUMNS, required=("decision",))
    return tuple(_decision({column: row[column] for column in COLUMNS}, path, line) for line, row in rows)


def _decision(cells: dict[str, str], path: Path, line: int) -> Decision:
    kinds = get_args(DecisionKind)
    kind = next((k for k in kinds if k == cells["decision"]), None)
    if kind is None:
        raise VocabularyError(path, line, f"decision is {cells['decision']!r}; it can be {', '.join(kinds)}")
    missing = [column for column in _NEEDED[kind] if not cells[column]]
    if missing:
        raise VocabularyError(path, line, f"{kind} needs {' and '.join(missing)}")
    if cells["date"]:
        try:
            date.fromisoformat(cells["date"])
        except ValueError as error:
            raise VocabularyError(path, line, f"date is {cells['date']!r}; write it as 2025-03-10") from error
    del cells["decision"]
    return Decision(kind, **cells, line=line)


def apply_decisions(extractions: Sequence[Extraction], decisions: Sequence[Decision]) -> Applied:
    """Every decision applied to every extraction, in the order of the rows."""
    used: set[Decision] = set()
    changed = tuple(_apply(extraction, decisions, used) for extraction in extractions)
    return Applied(
        changed, tuple(d for d in decisions if d in used), tuple(d for d in decisions if d not in used)
    )


def _apply(extraction: Extraction, decisions: Sequence[Decision], used: set[Decision]) -> Extraction:
    mentions: list[Mention] = []
    for mention in extraction.mentions:
        decided: Mention | None = mention
        for decision in decisions:
            if decided is not None and decision.applies_to(extraction.document.source_file, decided):
                used.add(decision)
                decided = _decided(decided, decision)
        if decided is not None:
            mentions.append(decided)
    if mentions == list(extraction.mentions):
        return extraction
    return _rebuilt(extraction, tuple(mentions), decisions)


def _decided(mention: Mention, decision: Decision) -> Mention | None:
    name = decision.outcome
    return None if name is None else replace(mention, name=name, rule="decision", basis=decision.basis)


def _rebuilt(extraction: Extraction, mentions: tuple[Mention, ...], decisions: Sequence[Decision]) -> Extraction:
    """The extraction with institutions, targets and relations that follow its changed mentions."""
    renamed = _renamed(extraction.mentions, mentions)
    named = {m.name for m in mentions if m.kind == "institution"}
    dropped = {m.name for m in extraction.mentions if m.kind == "institution"} - named - set(renamed)

    def follow(name: str) -> str:
        return renamed.get(name, name)

    kept = [i for i in extraction.institutions if i.name not in dropped and i.name not in renamed]
    known = {i.name for i in kept}
    apart = {d.surface for d in decisions if d.kind == "different" and not d.other}
    for old in extraction.institutions:
        new = renamed.get(old.name)
        if new is not None and new not in known:
            kept.append(replace(old, name=new, resolved=new not in apart, candidates=()))
            known.add(new)
    kept += [Institution(name, "other", resolved=name not in apart) for name in sorted(named - known)]
    return replace(
        extraction,
        mentions=mentions,
        institutions=tuple(kept),
        targets=tuple(
            replace(t, institution=None if t.institution in dropped else follow(t.institution)) if t.institution else t
            for t in extraction.targets
        ),
        relations=tuple(_relations(extraction.relations, dropped, renamed)),
    )


def _renamed(before: Iterable[Mention], after: Iterable[Mention]) -> dict[str, str]:
    """The names of which every mention got one new name; a name that keeps a mention keeps its links."""
    now = {m.span: m.name for m in after if m.kind == "institution"}
    outcomes: dict[str, set[str]] = {}
    for mention in before:
        if mention.kind == "institution" and mention.span in now:
            outcomes.setdefault(mention.name, set()).add(now[mention.span])
    return {name: next(iter(new)) for name, new in outcomes.items() if len(new) == 1 and name not in new}


def _relations(relations: Iterable[Relation], dropped: set[str], renamed: dict[str, str]) -> Iterable[Relation]:
    for relation in relations:
        ends = _institution_ends(relation)
        if not dropped.intersection(ends):
            subject = renamed.get(relation.subject, relation.subject) if relation.subject in ends else relation.subject
            obj = renamed.get(relation.object, relation.object) if relation.object in ends else relation.object
            yield replace(relation, subject=subject, object=obj)


def _institution_ends(relation: Relation) -> tuple[str, ...]:
    match relation.predicate:
        case "implements":
            return (relation.subject,)
        case "collaboratesWith" | "subOrganizationOf":
            return relation.subject, relation.object
        case _:
            return ()
