"""Names of the programme vocabulary in text: longest match, quotes inside a name ignored, negative contexts respected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick

from kg.extract.clauses import sentences
from kg.model import Span
from kg.ontology.vocabulary import Concept, Vocabulary

_QUOTES = "“”‘’"


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A name of a concept at a span of the cleaned text."""

    span: Span
    concept: Concept


class ProgrammeMatcher:
    """An Aho-Corasick automaton over all names and negative strings of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._automaton = ahocorasick.Automaton()
        entries: dict[str, Concept | None] = {}
        for concept in vocabulary.concepts.values():
            for negative in concept.negatives:
                entries[_unquoted(negative)] = None
        for name, concept in vocabulary.by_name.items():
            entries.setdefault(_unquoted(name), concept)
        for name, entry in entries.items():
            self._automaton.add_word(name, (len(name), entry))
        self._automaton.make_automaton()

    def matches(self, text: str) -> Iterator[ConceptMatch]:
        """The non-overlapping matches in `text`, leftmost longest; a negative string hides what lies inside it."""
        view, origin = _view(text)
        bounds = [(s.begin, s.end) for s in sentences(text)]
        for begin, end, concept in self._leftmost_longest(view):
            span = _with_quotes(text, origin[begin], origin[end - 1] + 1)
            if concept is not None and _in_context(concept, text, span, bounds):
                yield ConceptMatch(span, concept)

    def _leftmost_longest(self, view: str) -> Iterator[tuple[int, int, Concept | None]]:
        hits = [
            (last - length + 1, last + 1, concept)
            for last, (length, concept) in self._automaton.iter(view)
            if _whole_word(view, last - length + 1, last + 1)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        free_from = 0
        for begin, end, concept in hits:
            if begin >= free_from:
                yield begin, end, concept
                free_from = end


def _unquoted(name: str) -> str:
    return "".join(char for char in name if char not in _QUOTES)


def _view(text: str) -> tuple[str, list[int]]:
    """`text` without quotation marks, and where each character of that stands in `text`."""
    kept = [(char, i) for i, char in enumerate(text) if char not in _QUOTES]
    return "".join(char for char, _ in kept), [i for _, i in kept]


def _with_quotes(text: str, begin: int, end: int) -> Span:
    """The span, an opening quote before it included where its closing quote lies inside, and the reverse."""
    inside = text[begin:end]
    if inside.count("”") > inside.count("“") and text[begin - 1 : begin] == "“":
        begin -= 1
    if inside.count("“") > inside.count("”") and text[end : end + 1] == "”":
        end += 1
    return Span(begin, end)


def _whole_word(view: str, begin: int, end: int) -> bool:
    """Whether a match that begins or ends with a Latin letter or digit is not part of a longer word."""
    before, after = view[begin - 1 : begin] if begin else "", view[end : end + 1]
    return not (_latin(view[begin]) and _latin(before)) and not (_latin(view[end - 1]) and _latin(after))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _in_context(concept: Concept, text: str, span: Span, bounds: list[tuple[int, int]]) -> bool:
    if not concept.needs:
        return True
    begin, end = next(((b, e) for b, e in bounds if b <= span.begin < e), (0, len(text)))
    around = text[begin : span.begin] + text[span.end : end]
    return any(word in around for word in concept.needs)
