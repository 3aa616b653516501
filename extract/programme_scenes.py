"""The sentences of a text with each name as one sign: what the rules for relations of programmes read.

In 支持枣阳市、宜城市开展安宁疗护试点 the rules see 支持Ⓛ、Ⓛ开展Ⓟ试点, whatever the names are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clauses import clauses, sentences
from kg.model import Mention, MentionKind, Span

INSTITUTION, PROGRAMME, PLACE, CATEGORY, DOCUMENT = "Ⓘ", "Ⓟ", "Ⓛ", "Ⓚ", "Ⓓ"
_SIGNS: dict[MentionKind, str] = {
    "document": DOCUMENT,
    "institution": INSTITUTION,
    "programme": PROGRAMME,
    "place": PLACE,
    "category": CATEGORY,
}
"""The sign of each kind, in the order in which kinds win where names overlap."""

LINK = r"[”“]?(?:、|和|及|以及|暨)[”“]?"
"""What stands between the names of a list."""

NOTE = rf"(?:\([^(){PROGRAMME}]{{1,24}}\))?"
"""A remark in brackets after a name."""

_ONLY_NAMES = re.compile(rf"\s*(?:[{INSTITUTION}{PLACE}]{NOTE}(?:{LINK})?)+")

NOT_IMPLEMENTED = frozenset({"对口帮扶", "组团式对口帮扶"})
"""Programmes that join two institutions; their relations are those of the institutions."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence. `words` is its text with a sign for each name; `names` and `begins` belong to the characters of `words`."""

    words: str
    names: tuple[Mention | None, ...]
    begins: tuple[int, ...]

    def clauses(self) -> Iterator[Span]:
        """The clauses of the sentence, as ranges of `words`; a separator in brackets or quotes does not count.

        A clause of nothing but names belongs to the next one: Ⓘ、Ⓘ,要……
        """
        begin: int | None = None
        for clause in clauses(self.words, Span(0, len(self.words)), ",;:。!?"):
            first = clause.begin if begin is None else begin
            only_names = _ONLY_NAMES.fullmatch(self.words, clause.begin, clause.end) is not None
            if only_names and self.words.startswith(",", clause.end):
                begin = first
            else:
                begin = None
                yield Span(first, clause.end)
        if begin is not None:
            yield Span(begin, len(self.words))

    def named(self, kind: MentionKind, begin: int, end: int) -> tuple[Mention, ...]:
        """The mentions of a kind in a range of `words`."""
        return tuple(m for m in self.names[begin:end] if m is not None and m.kind == kind)

    def at(self, index: int) -> Mention:
        """The mention whose sign stands at `index`. Raises `ValueError` where there is none."""
        mention = self.names[index]
        if mention is None:
            raise ValueError(f"no name at {index} of {self.words!r}")
        return mention

    def span(self, begin: int, end: int) -> Span:
        """A range of `words` as a span of the text."""
        return Span(self.begins[begin], self.begins[end])


def scenes(text: str, mentions: Sequence[Mention]) -> Iterator[Scene]:
    """The sentences of `text` that name a programme."""
    ordered = sorted(mentions, key=lambda m: m.span)
    begins = [m.span.begin for m in ordered]
    for sentence in sentences(text):
        here = ordered[bisect_left(begins, sentence.begin) : bisect_left(begins, sentence.end)]
        if any(m.kind == "programme" and m.name not in NOT_IMPLEMENTED for m in here):
            yield _scene(text, sentence, here)


def _scene(text: str, sentence: Span, mentions: Iterable[Mention]) -> Scene:
    words: list[str] = []
    names: list[Mention | None] = []
    begins: list[int] = []
    at = sentence.begin
    for mention in _apart(mentions):
        words += text[at : mention.span.begin]
        names += [None] * (mention.span.begin - at)
        begins += range(at, mention.span.begin)
        words.append(_SIGNS[mention.kind])
        names.append(mention)
        begins.append(mention.span.begin)
        at = mention.span.end
    end = max(sentence.end, at)
    words += text[at:end]
    names += [None] * (end - at)
    begins += range(at, end + 1)
    return Scene("".join(words), tuple(names), tuple(begins))


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in text order; of two that overlap the one whose kind comes first in `_SIGNS`."""
    order = list(_SIGNS)
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (order.index(m.kind), m.span)):
        if mention.name not in NOT_IMPLEMENTED and not any(mention.span.overlaps(k.span) for k in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))



def list_of(sign: str, note: str = NOTE) -> str:
    """A pattern for names of one kind joined as a list: Ⓘ、Ⓘ(…)和Ⓘ."""
    item = rf"{re.escape(sign)}{note}"
    return rf"{item}(?:{LINK}{item})*"
