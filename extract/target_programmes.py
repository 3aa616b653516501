"""The programme that a target belongs to, from the mentions in its clause, its sentence, its item and its heading.

The clause's own mention comes first; then one named before it that its words take up, one that the sentence sets out to
carry out, and last the one that the item's lead or heading consists of. An example (A等3个项目) links nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kg.extract.context import Context
from kg.extract.structure import section_at
from kg.extract.target_before import Before
from kg.extract.target_items import Item
from kg.extract.target_wording import Wording, measure, starts_with_verb
from kg.model import Mention, Span
from kg.ontology.target_words import any_of, details, words

_EXAMPLE = re.compile(
    r"等\d+个(?:重点|重大)?项目|”(?:[两二三四五六七八九十]|\d+)个(?:重点|重大|整治|专项)?项目"
)
_LISTED = re.compile(r"^(?:”?(?:[、和与及]|以及)“?|”“)$")
_COUNTED = re.compile(r"[^\d、,;:。\s]{0,5}\d(?!\d{0,3}年)")
"""A number close behind a programme: it is what is counted there, and the next member of the list is another thing."""

_CLOSED = re.compile(r"[”」]?[^\d,;:。、]{0,6},")
"""What may stand between a programme that is carried out and the comma that closes its clause: 工作, 建设."""

_LEAD = re.compile(r"(?:[一二三四五六七八九十]是[^。;]{2,28}|(?<=\n)[^,。;:\d(—]{4,16})。")
"""A short sentence that says what the rest of an enumerated point or of a paragraph is about."""

_POINT = re.compile(r"(?<=[。;,:\s])[一二三四五六七八九十](?:是|、)|\([一二三四五六七八九十]\)")
"""Where the next enumerated point begins."""

_OUTCOME = re.compile(
    r"死亡率|[预期]期?寿命|发病率|患病率|素养水平|就诊率|住院日|药占比|占比$|出生|总诊疗|门急诊|业务收入"
)
"""What the whole system achieves: no single programme is to thank for it unless the clause names it."""

_TOP_NUMBER = re.compile(r"^(?:——|[一二三四五六七八九十]+、|第)|^$")
_UMBRELLA = re.compile(r"医改$|改革$|体系$|^健康[\u4e00-\u9fff]{2}$")
_TAIL = r"[”」]?(?:建设|工作|服务|体系|管理|制度|活动)*"
SHARED_BY_COUNTS = 3
"""So many characters in a row must agree before one counted thing is taken for a kind of another."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a target stands: its sentence, the segment between commas, and the clause itself."""

    sentence: Span
    segment: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Programmes:
    """The programme mentions of a document in text order. `topic` are the telling pairs of its title."""

    context: Context
    mentions: tuple[Mention, ...]
    topic: frozenset[str]

    @classmethod
    def of(cls, context: Context, mentions: Sequence[Mention]) -> Programmes:
        """The programmes among all mentions of one document."""
        named = sorted(
            (m for m in mentions if m.kind == "programme"), key=lambda m: (m.span.begin, -m.span.end)
        )
        return cls(context, tuple(named), _pairs(context.metadata.title or ""))

    def of_item(self, at: Clause, item: Item, wording: Wording, before: Before) -> str | None:
        """The programme of a target. `before` is what the sentence has said so far."""
        text = self.context.text
        if _EXAMPLE.search(at.segment.of(text)):
            return None
        if item.names is not None and (dealt := self._dealt(at, item.names)) is not None:
            return dealt
        if inside := self._in(at.target):
            return self._chosen(inside).name
        if wording.inherits == "item":
            return before.programme
        if wording.inherits == "subject" and before.subject is not None:
            return self._last_in(Span(min(at.sentence.begin, before.subject.begin), at.target.end))
        bracketed = text[at.segment.begin - 1 : at.segment.begin] == "("
        if before.programme and before.named and (bracketed or wording.noun in words("belonging")):
            return before.programme
        if (cell := self._cell_before(at)) is not None:
            return cell
        return self._named_before(at, item, wording) or self._carried_out(at, item) or self._led(at, wording)

    def last_before(self, span: Span) -> Mention | None:
        """The last programme that begins in a stretch of text."""
        return next((m for m in reversed(self.mentions) if span.begin <= m.span.begin < span.end), None)

    def _in(self, span: Span) -> list[Mention]:
        return [m for m in self.mentions if span.overlaps(m.span)]

    def _last_in(self, span: Span) -> str | None:
        named = self._in(span)
        return named[-1].name if named else None

    def _chosen(self, inside: list[Mention]) -> Mention:
        """Of several programmes in one clause: the first of a list, else the last, which the others only introduce."""
        text = self.context.text
        between = [text[a.span.end : b.span.begin] for a, b in pairwise(inside)]
        return inside[0] if all(_LISTED.match(words) for words in between) else inside[-1]

    def _dealt(self, at: Clause, names: str) -> str | None:
        """The programme of the name that 分别 or 各 deals to a number."""
        whole = Span(at.segment.begin, at.segment.end)
        return next((m.name for m in self._in(whole) if m.surface in names), None)

    def _cell_before(self, at: Clause) -> str | None:
        """The programme of the table cell before the target's own."""
        text = self.context.text
        own = text.rfind("\t", at.sentence.begin, at.target.begin)
        if own < 0:
            return None
        return self._last_in(Span(text.rfind("\t", at.sentence.begin, own) + 1 or at.sentence.begin, own))

    def _named_before(self, at: Clause, item: Item, wording: Wording) -> str | None:
        """The programme that governs the list in which the target stands, or one before it that its words take up."""
        text = self.context.text
        leading = [m for m in self.mentions if at.segment.begin <= m.span.begin < at.target.begin]
        if leading and not _COUNTED.match(text, leading[-1].span.end, at.target.begin):
            return leading[-1].name
        begin = min(self._item_begin(at.target.begin), at.sentence.begin)
        said = wording.name + at.target.of(text)
        for mention in reversed(self.mentions):
            if begin <= mention.span.begin < at.target.begin and self._takes_up(mention, said, at, item):
                return mention.name
        return None

    def _takes_up(self, mention: Mention, said: str, at: Clause, item: Item) -> bool:
        """Whether a clause takes up a programme named before: a telling pair of characters or a field in both.

        Pairs of the document's title tell only of a programme that is itself its topic.
        """
        counted = _COUNTED.match(self.context.text, mention.span.end, at.target.begin)
        if counted and item.quantity.dimension.startswith("count"):
            return any(run in said and not _pairs(run) <= self.topic for run in _runs(mention.surface))
        named = _pairs(mention.name) | _pairs(mention.surface)
        return bool((named - self.topic or named) & _pairs(said) or _themes(mention.name) & _themes(said))

    def _carried_out(self, at: Clause, item: Item) -> str | None:
        """The programme that the sentence sets out to carry out before it counts what comes of it: 实施X,完成a、b."""
        text, begin, end = self.context.text, at.sentence.begin, at.target.begin
        mention = self.last_before(Span(begin, end)) if begin < end else None
        does = starts_with_verb(text[at.segment.begin : item.quantity.span.end])
        if mention is None or measure(item.quantity) != "count" or not does:
            return None
        clause = max(begin, *(text.rfind(mark, begin, mention.span.begin) + 1 for mark in ",;:"))
        led = _carries_out().search(text[clause : mention.span.begin])
        closed = _CLOSED.match(text, mention.span.end, end)
        return mention.name if led and closed and ";" not in text[mention.span.end : end] else None

    def _led(self, at: Clause, wording: Wording) -> str | None:
        """The programme of the lead sentence or heading, which a result of the whole system does not take."""
        if _OUTCOME.search(wording.name):
            return None
        lead = self._lead_of(at.sentence)
        if lead is None:
            return self._of_heading(at.target)
        named = self._in(lead)
        only_named = bool(named) and lead.begin == named[0].span.begin and lead.end - named[-1].span.end < 3
        return None if only_named or not named else named[-1].name

    def _item_begin(self, offset: int) -> int:
        """Where the innermost item that holds `offset` begins; its own paragraph for an item of several."""
        index = section_at(self.context.sections, offset)
        paragraph = self.context.text.rfind("\n", 0, offset) + 1
        return max(paragraph, self.context.sections[index].span.begin) if index is not None else paragraph

    def _lead_of(self, sentence: Span) -> Span | None:
        """The short lead sentence that opens the point in which a sentence stands: 二是X有力度。"""
        text = self.context.text
        paragraph = max(text.rfind("\n", 0, sentence.begin), 0)
        leads = list(_LEAD.finditer(text, paragraph, sentence.begin))
        if not leads or _POINT.search(text, leads[-1].end(), sentence.begin + 2):
            return None
        return Span(leads[-1].start(), leads[-1].end())

    def _of_heading(self, target: Span) -> str | None:
        """The programme that the heading of the innermost item consists of, umbrella actions and reforms apart."""
        index = section_at(self.context.sections, target.begin)
        if index is None:
            return None
        section = self.context.sections[index]
        if not section.heading or _TOP_NUMBER.match(section.number):
            return None
        end = section.span.begin + len(section.number) + len(section.heading) + 1
        named = [m for m in self.mentions if section.span.begin <= m.span.begin and m.span.end <= end]
        if len({m.name for m in named}) != 1 or _UMBRELLA.search(named[0].name):
            return None
        closes = re.search(rf"{re.escape(named[0].surface)}{_TAIL}$", section.heading)
        return named[0].name if closes or len(section.heading) <= len(named[0].surface) + 4 else None


@cache
def _carries_out() -> re.Pattern[str]:
    return re.compile(rf"{any_of('carry_out')}[^,;、]{{0,8}}$")


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters in the words of `text` that are not common to the whole field."""
    pieces = re.split(rf"[^\u4e00-\u9fff]+|{any_of('link_common')}", text)
    return frozenset(piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1))


@lru_cache(maxsize=4096)
def _themes(text: str) -> frozenset[str]:
    """The fields of work that words of `text` belong to, where different words name one thing: 控烟, 吸烟率."""
    return frozenset(theme for word, theme in details("theme").items() if word in text)


def _runs(surface: str) -> Iterator[str]:
    """The runs of characters by which one counted thing is known in another, none of them common words alone."""
    for i in range(len(surface) - SHARED_BY_COUNTS + 1):
        if _pairs(run := surface[i : i + SHARED_BY_COUNTS]):
            yield run
