"""Programmes in a text: the known ones by the vocabulary, new ones by the marks that the text itself gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.programme_candidates import Candidate, Ground, choose
from kg.extract.programme_grades import grade_aims
from kg.extract.programme_headed import HeadedNames
from kg.extract.programme_lists import elided_heads
from kg.extract.programme_matcher import ProgrammeMatcher
from kg.extract.programme_places import place_brands
from kg.extract.programme_quoted import QuotedNames
from kg.extract.programme_weighing import repeats, weighed
from kg.model import Mention, Programme, Span
from kg.ontology.programme_words import load_programme_words
from kg.ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ProgrammeFindings:
    """The programme mentions of a text, and one `Programme` for each distinct name."""

    mentions: tuple[Mention, ...]
    programmes: tuple[Programme, ...]


class ProgrammeFinder:
    """Finds programmes; built once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = load_programme_words()
        self._vocabulary = vocabulary
        self._matcher = ProgrammeMatcher(vocabulary, words)
        self._quoted = QuotedNames.build(words)
        self._headed = HeadedNames.build(words)
        self._headings = tuple(tuple(entry.split(":", 1)) for entry in words.of("broader"))

    def find(self, context: Context, taken: Iterable[Mention]) -> ProgrammeFindings:
        """The programmes of a document outside the names in `taken` (cited titles, institutions)."""
        text = context.text
        blocked = [m.span for m in taken if m.kind in ("document", "institution")]
        ground = Ground(blocked)
        free = [c for c in self._candidates(context, blocked) if ground.is_free(c.span)]
        stand = list(weighed(free, text, self._matcher.is_qualified))
        again = [c for c in repeats(choose(stand), text) if ground.is_free(c.span)]
        chosen = choose([*stand, *again])
        mentions = tuple(Mention(c.span, c.span.of(text), "programme", c.name, c.rule) for c in chosen)
        return ProgrammeFindings(mentions, tuple(self._programmes(chosen)))

    def _candidates(self, context: Context, blocked: list[Span]) -> Iterator[Candidate]:
        text = context.text
        yield from self._matcher.candidates(text)
        yield from grade_aims(text, self._vocabulary)
        yield from elided_heads(text, self._matcher.names)
        yield from place_brands(context)
        yield from self._quoted.candidates(context)
        yield from self._headed.candidates(text, blocked)

    def _programmes(self, chosen: Iterable[Candidate]) -> Iterator[Programme]:
        """One programme for each name, with the other names that any of its mentions gives it."""
        seen: dict[str, Programme] = {}
        for candidate in chosen:
            earlier = seen.get(candidate.name)
            names = (*(earlier.names if earlier else ()), *candidate.names)
            broader = None if candidate.concept else candidate.broader or self._heading(candidate.name)
            seen[candidate.name] = Programme(
                candidate.name, candidate.concept, broader, tuple(dict.fromkeys(names))
            )
        yield from seen.values()

    def _heading(self, name: str) -> str | None:
        """The vocabulary's heading that a word of a new name points to."""
        return next((heading for word, heading in self._headings if word in name), None)
