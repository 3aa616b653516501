"""Programmes in a text: the known ones by the vocabulary, new ones by the marks that the text itself gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.programme_matcher import ProgrammeMatcher
from kg.model import Mention, Programme
from kg.ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ProgrammeFindings:
    """The programme mentions of a text, and one `Programme` for each distinct name."""

    mentions: tuple[Mention, ...]
    programmes: tuple[Programme, ...]


class ProgrammeFinder:
    """Finds programmes; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._matcher = ProgrammeMatcher(vocabulary)

    def find(self, context: Context, taken: Iterable[Mention]) -> ProgrammeFindings:
        """The programmes of a document outside the names in `taken` (cited titles, institutions)."""
        blocked = [m.span for m in taken if m.kind in ("document", "institution")]
        mentions = []
        programmes: dict[str, Programme] = {}
        for match in self._matcher.matches(context.text):
            if any(match.span.overlaps(span) for span in blocked):
                continue
            label = match.concept.label
            mentions.append(Mention(match.span, match.span.of(context.text), "programme", label, "vocabulary"))
            programmes.setdefault(label, Programme(label, match.concept.id))
        return ProgrammeFindings(tuple(mentions), tuple(programmes.values()))
