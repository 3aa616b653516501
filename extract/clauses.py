"""Sentences and clauses of cleaned text, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?[”)》]?")
_BRACKETS = {"(": ")", "“": "”", "《": "》", "[": "]", "‘": "’", "【": "】"}


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """The sentences of `text` (of its part `within`), each inside one paragraph, full stop included."""
    begin, end = (within.begin, within.end) if within else (0, len(text))
    for match in _SENTENCE.finditer(text, begin, end):
        if match.group().strip():
            yield Span(match.start(), match.end())


def clauses(text: str, within: Span, separators: str = ",;:。!?") -> Iterator[Span]:
    """The parts of `within` between `separators`; a separator inside brackets or quotes does not count.

    A comma between two digits that groups thousands (1,200) separates nothing.
    """
    begin = within.begin
    closing: list[str] = []
    for i in range(within.begin, within.end):
        char = text[i]
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _BRACKETS and text.find(_BRACKETS[char], i, within.end) > 0:
            closing.append(_BRACKETS[char])
        elif char in separators and not closing and not _groups_thousands(text, i):
            if i > begin:
                yield Span(begin, i)
            begin = i + 1
    if within.end > begin:
        yield Span(begin, within.end)


def _groups_thousands(text: str, i: int) -> bool:
    return text[i] == "," and bool(re.match(r"\d,\d{3}(?!\d)", text[max(i - 1, 0) : i + 5]))
