"""Names of the programme vocabulary in text: longest match, quotes inside a name ignored, negative contexts respected."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick

from kg.extract.clauses import sentences
from kg.extract.programme_candidates import Candidate
from kg.model import Span
from kg.ontology.programme_words import ProgrammeWords
from kg.ontology.vocabulary import Concept, Vocabulary

_UNSEEN = "“”‘’_"
"""Characters that writers put into a name or leave out of it."""

_NAMING_AFTER = re.compile(r"”?(?:项目|工程|行动|试点|活动|计划|制度|平台|服务项目|建设项目|示范|创建)")
"""What makes a plain activity the name of something that is run."""

_PHRASE = re.compile(r"开设|设立|设置|^(?:加强(?!型)|加快|扩大|提高|做好|完善|推进)")
"""A name with such a verb is an activity put into words."""

_DESIGNATION = re.compile(r"(?:示范|先进|标杆|优质|友善|友好|特色|试点|无烟|清廉|平安|健康促进).{0,6}$")
"""What makes a plain class of bodies a designation that is won."""

LONGEST_QUOTED_LEAD = 8
"""Characters of a quotation before the name that closes it: “5G+智慧急救”平台."""

_BREAK = re.compile(r"[“”,。;:、\n]")
_QUOTED_PART = re.compile(r"“(?P<core>[^“”]+)”")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A string of the automaton: a name of `concept`, or a negative string where that is `None`."""

    length: int
    concept: Concept | None
    plain: bool = False


class ProgrammeMatcher:
    """An Aho-Corasick automaton over all names and negative strings of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, words: ProgrammeWords) -> None:
        self._automaton = ahocorasick.Automaton()
        self.names: dict[str, Concept] = {unmarked(name): c for name, c in vocabulary.by_name.items()}
        self._before = re.compile(
            words.any_of("trim-before") + r"|\d+[-—~至]\d+周?岁(?:以下)?|\d+岁(?:以下|及以上|以上)|第\d+个"
        )
        self._after = re.compile(words.any_of("trim-after") + "$")
        self._level = re.compile(words.any_of("trim-before", "level") + "+")
        plain = frozenset(words.of("plain"))
        tail = re.compile(words.any_of("plain-tail") + "$")
        entries: dict[str, _Entry] = {}
        for name, concept in vocabulary.by_name.items():
            key = unmarked(name)
            is_plain = key in plain or (
                name != concept.label
                and bool(tail.search(key) or _PHRASE.search(key))
                and not _DESIGNATION.search(key)
            )
            entries.setdefault(key, _Entry(len(key), concept, is_plain))
        for concept in vocabulary.concepts.values():
            for negative in map(unmarked, concept.negatives):
                entries.setdefault(negative, _Entry(len(negative), None))
        for name, entry in entries.items():
            self._automaton.add_word(name, entry)
        self._automaton.make_automaton()

    def candidates(self, text: str) -> Iterator[Candidate]:
        """The non-overlapping names in `text`, leftmost longest; a negative string hides what lies inside it."""
        if not self.names:
            return
        view, origin = _view(text)
        bounds = [(s.begin, s.end) for s in sentences(text)]
        for begin, end, entry in self._leftmost_longest(view, text, origin):
            span = _with_quotes(text, origin[begin], origin[end - 1] + 1)
            concept = entry.concept
            if concept is None or not _in_context(concept, text, span, bounds):
                continue
            yield Candidate(self._shortest(text, span, concept), concept.label, "vocabulary", concept.id)

    def _leftmost_longest(self, view: str, text: str, origin: list[int]) -> Iterator[tuple[int, int, _Entry]]:
        hits = [
            (last - entry.length + 1, last + 1, entry)
            for last, entry in self._automaton.iter(view)
            if _whole_word(view, last - entry.length + 1, last + 1)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        free_from = 0
        plain = (0, 0)
        for begin, end, entry in hits:
            inside_plain = plain[0] < begin and end <= plain[1]
            if begin < free_from or inside_plain:
                continue
            if entry.plain and not _named(text, origin[begin], origin[end - 1] + 1):
                plain = (begin, end)
                continue
            yield begin, end, entry
            free_from = end

    def _shortest(self, text: str, span: Span, concept: Concept) -> Span:
        """The shortest complete name inside a match: the quoted part, or the match without group, level and generic tail.

        感染“乙类乙管” is “乙类乙管”, 0-6岁儿童孤独症筛查 is 孤独症筛查; the concept's own label is never cut.
        """
        quoted = _QUOTED_PART.search(text, span.begin, span.end)
        if quoted and self.names.get(unmarked(quoted["core"])) is concept:
            return Span(*quoted.span("core"))
        while unmarked(span.of(text)) != unmarked(concept.label):
            cut = next((c for c in self._cuts(text, span, concept) if self._names(text, c, concept)), None)
            if cut is None:
                return span
            span = cut
        return span

    def _cuts(self, text: str, span: Span, concept: Concept) -> Iterator[Span]:
        """The spans left when words of level, group or age are cut in front, then those without a generic tail."""
        begin = span.begin
        while (before := self._before.match(text, begin, span.end)) and before.end() + 1 < span.end:
            if concept.label.startswith(before.group()):
                break
            begin = before.end()
            yield Span(begin, span.end)
        after = self._after.search(text, span.begin, span.end)
        if after and span.begin + 1 < after.start():
            yield Span(span.begin, after.start())

    def is_qualified(self, text: str, whole: Span, name: Span) -> bool:
        """Whether `whole` adds nothing to the name inside it but a level, a group or a generic tail."""
        before, after = text[whole.begin : name.begin], text[name.end : whole.end]
        return bool(
            (not before or self._level.fullmatch(before)) and (not after or self._after.fullmatch(after))
        )

    def _names(self, text: str, span: Span, concept: Concept) -> bool:
        surface = span.of(text)
        return surface.count("“") == surface.count("”") and self.names.get(unmarked(surface)) is concept


def unmarked(name: str) -> str:
    """A name without the characters that may stand inside it in one text and not in another."""
    return "".join(char for char in name if char not in _UNSEEN)


def _view(text: str) -> tuple[str, list[int]]:
    """`text` without quotation marks, and where each character of that stands in `text`."""
    kept = [(char, i) for i, char in enumerate(text) if char not in _UNSEEN]
    return "".join(char for char, _ in kept), [i for _, i in kept]


def _with_quotes(text: str, begin: int, end: int) -> Span:
    """The span, an opening quote before it included where its closing quote lies inside, and the reverse."""
    inside = text[begin:end]
    if inside.count("”") > inside.count("“"):
        opening = text.rfind("“", max(0, begin - LONGEST_QUOTED_LEAD), begin)
        begin = opening if opening >= 0 and not _BREAK.search(text, opening + 1, begin) else begin
    if inside.count("“") > inside.count("”") and text[end : end + 1] == "”":
        end += 1
    return Span(begin, end)


def _named(text: str, begin: int, end: int) -> bool:
    """Whether the text marks a plain activity as the name of something: by quotes or a head right after it."""
    quoted = text[begin - 1 : begin] == "“" and text[end : end + 1] == "”"
    built = text.startswith("建设", end) and text.endswith(("医院", "专科", "门诊"), 0, end)
    return quoted or built or bool(_NAMING_AFTER.match(text, end))


def _whole_word(view: str, begin: int, end: int) -> bool:
    """Whether a match that begins or ends with a Latin letter or digit is not part of a longer word."""
    before, after = view[begin - 1 : begin] if begin else "", view[end : end + 1]
    return not (_latin(view[begin]) and _latin(before)) and not (_latin(view[end - 1]) and _latin(after))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _in_context(concept: Concept, text: str, span: Span, bounds: list[tuple[int, int]]) -> bool:
    """Whether a word that the concept needs stands in the sentence, the name included; the label needs none."""
    if not concept.needs or span.of(text) == concept.label:
        return True
    at = bisect_right(bounds, (span.begin, len(text))) - 1
    begin, end = bounds[at] if at >= 0 else (0, len(text))
    return any(word in text[begin:end] for word in concept.needs)
