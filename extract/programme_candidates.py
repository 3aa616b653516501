"""What the programme finders propose, and the choice among proposals that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Span

_PAIRED = re.compile(r"[\u4e00-\u9fff]{2}(?P<head>[\u4e00-\u9fff]{2})(?:[、,][\u4e00-\u9fff]{2}(?P=head))+")
"""Two aims with one head in one name are a slogan, not a programme: 民生卫生、平安卫生."""

_MARKS = dict.fromkeys(map(ord, "“”‘’《》_ \t\n"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the cleaned text that may name a programme.

    `name` is its canonical name, `names` other forms of it; `concept` is the id of the vocabulary's concept or `None`
    for a discovered one, whose `broader` says where it belongs. Of two that overlap the lower `rank` wins, then the
    longer one, then the known one.
    """

    span: Span
    name: str
    rule: str
    concept: str | None = None
    broader: str | None = None
    names: tuple[str, ...] = ()
    rank: int = 1


class Ground:
    """The characters of a text that names have taken."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._taken: set[int] = set()
        for span in spans:
            self.take(span)

    def take(self, span: Span) -> None:
        """Marks the characters of `span` as taken."""
        self._taken.update(range(span.begin, span.end))

    def is_free(self, span: Span) -> bool:
        """Whether no character of `span` is taken."""
        return self._taken.isdisjoint(range(span.begin, span.end))


def canonical(surface: str) -> str:
    """A surface without quotation marks, title brackets and the line break of a broken line."""
    return surface.translate(_MARKS)


def choose(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that stand, in text order: none overlaps another, and none that is new is a slogan."""
    chosen: list[Candidate] = []
    ground = Ground()
    for candidate in sorted(candidates, key=_preference):
        if candidate.concept is None and _PAIRED.fullmatch(candidate.name):
            continue
        if ground.is_free(candidate.span):
            ground.take(candidate.span)
            chosen.append(candidate)
    return tuple(sorted(chosen, key=lambda c: c.span))


def _preference(candidate: Candidate) -> tuple[int, int, bool, int, str]:
    length = candidate.span.end - candidate.span.begin
    return candidate.rank, -length, candidate.concept is None, candidate.span.begin, candidate.name
