"""The sentences of a text with what is named in each: where relations of programmes are looked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clauses import clauses, sentences
from kg.model import Mention, Span

NOT_IMPLEMENTED = frozenset({"对口帮扶", "组团式对口帮扶"})
"""Programmes that join two institutions; their relations are those of the institutions."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what is named in it, each kind in text order."""

    text: str
    sentence: Span
    institutions: tuple[Mention, ...]
    programmes: tuple[Mention, ...]
    places: tuple[Mention, ...]

    def clauses(self) -> Iterator[Span]:
        """The clauses of the sentence."""
        return clauses(self.text, self.sentence, ",;:。!?")


def scenes(text: str, mentions: Sequence[Mention]) -> Iterator[Scene]:
    """The sentences of `text` that name a programme; a place inside another name is none."""
    ordered = sorted(mentions, key=lambda m: m.span)
    begins = [m.span.begin for m in ordered]
    for sentence in sentences(text):
        here = ordered[bisect_left(begins, sentence.begin) : bisect_left(begins, sentence.end)]
        programmes = tuple(m for m in here if m.kind == "programme" and m.name not in NOT_IMPLEMENTED)
        if programmes:
            names = [m.span for m in here if m.kind in ("institution", "document")]
            yield Scene(
                text,
                sentence,
                tuple(m for m in here if m.kind == "institution"),
                programmes,
                tuple(m for m in here if m.kind == "place" and not any(m.span.overlaps(n) for n in names)),
            )
