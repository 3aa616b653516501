"""Whom a target holds for: place, programme and institution, from the mentions around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from kg.extract.context import Context
from kg.extract.structure import section_at
from kg.model import Mention, Span
from kg.ontology.places import Place
from kg.ontology.target_words import any_of, details

_WIDER = re.compile(r"(?:全|我)(?P<level>省|市)(?!级)")
_EXAMPLE = re.compile(r"等\d+个(?:重点|重大)?项目")
_COUNTED = re.compile(r"[^\d、,;]{0,5}\d(?!\d{0,3}年)")
"""A number close behind a programme: it is what is counted there, and the next member of the list is another thing."""

_LISTED = re.compile(r"^[“”、和与及]{1,3}$")
_LEAD = re.compile(r"[一二三四五六七八九十]是[^。;]{2,28}。")
_TOP_NUMBER = re.compile(r"^(?:——|[一二三四五六七八九十]+、|第)|^$")
_UMBRELLA = re.compile(r"医改$|改革$|体系$|^健康[\u4e00-\u9fff]{2}$")
_ACTS_AFTER = re.compile(
    r"^(?:要|将|已|在|再|新增|增加|添|建成|完成|开展|培训|引进|获|成功|牵头|承担|全年|年内|共|累计|的|“|三|四|C|微)"
)
_OWN_FACILITY = re.compile(
    r"(?:医院|卫生院|保健院|保健计划生育服务中心|卫生服务中心|血站|中心血站|急救中心)$"
)
"""An issuer that runs a facility reports and plans for itself."""

_RESPONSIBLE = re.compile(r"(?:责任|牵头|主办|承办|实施)(?:单位|部门|科室|处室)[::]?")


_CLOSED = re.compile(r"[”」]?[^\d,;:。、]{0,6},")
"""What may stand between a programme that is carried out and the comma that closes its clause: 工作, 建设."""


@cache
def _carries_out() -> re.Pattern[str]:
    return re.compile(rf"{any_of('carry_out')}[^,;、]{{0,8}}$")


def _related(mention: Mention, words: str, topic: frozenset[str]) -> bool:
    """Whether a clause takes up a programme named before: a telling pair of characters stands in both.

    `topic` are the pairs of the document's title, which tell only of a programme that is itself the topic.
    """
    named = _pairs(mention.name) | _pairs(mention.surface)
    return bool((named - topic or named) & _pairs(words) or _themes(mention.name) & _themes(words))


@lru_cache(maxsize=4096)
def _themes(text: str) -> frozenset[str]:
    """The fields of work that words of `text` belong to, where different words name one thing: 控烟, 吸烟率."""
    return frozenset(theme for word, theme in details("theme").items() if word in text)


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters in the words of `text` that are not common to the whole field."""
    pieces = re.split(rf"[^\u4e00-\u9fff]+|{any_of('link_common')}", text)
    return frozenset(piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1))


@dataclass(frozen=True, slots=True)
class Links:
    """The mentions of a document, ready to be asked for those around a target."""

    context: Context
    places: tuple[Mention, ...]
    programmes: tuple[Mention, ...]
    institutions: tuple[Mention, ...]
    topic: frozenset[str]

    @classmethod
    def of(cls, context: Context, mentions: Sequence[Mention]) -> Links:
        """The links of one document from all its mentions."""
        ordered = sorted(mentions, key=lambda m: (m.span.begin, -m.span.end))
        places, programmes, institutions = (
            tuple(m for m in ordered if m.kind == kind) for kind in ("place", "programme", "institution")
        )
        return cls(context, places, programmes, institutions, _pairs(context.metadata.title or ""))

    def place(self, segment: Span, target: Span, number_begin: int) -> str | None:
        """The place code: a district named as the subject, the wider place of 全市 in a district's document, else the
        document's own.
        """
        own = self.context.jurisdiction
        named = [m for m in self.places if target.begin <= m.span.begin < number_begin]
        if len(named) == 1 and own is not None and named[0].span.begin - target.begin <= 3:
            place = self.context.gazetteer.get(named[0].name)
            if place is not None and place.code != own.code and self.context.gazetteer.contains(own, place):
                return place.code
        words = self.context.text[segment.begin : number_begin]
        if own is not None and (match := _WIDER.match(words)):
            wider = self._wider(own, match["level"])
            if wider is not None:
                return wider.code
        return own.code if own is not None else None

    def _wider(self, own: Place, level: str) -> Place | None:
        gazetteer = self.context.gazetteer
        if level == "省":
            return gazetteer.province(own) if own.level in {"prefecture", "county"} else None
        if own.level == "county" and not own.name.endswith("市"):
            return gazetteer.prefecture(own) or gazetteer.province(own)
        return None

    def programme(self, sentence: Span, target: Span, segment: Span, words: str) -> str | None:
        """The programme that the target's own clause names, else one named before it in the sentence or item that its
        words (`words`: indicator and clause) take up, else the one that the item's heading is about.
        """
        text = self.context.text
        if _EXAMPLE.search(segment.of(text)):
            return None
        inside = [m for m in self.programmes if target.overlaps(m.span)]
        if inside:
            return self._chosen(inside).name
        before = [m for m in self.programmes if segment.begin <= m.span.begin < target.begin]
        if before and not _COUNTED.match(text, before[-1].span.end, target.begin):
            return before[-1].name
        item = self._item_begin(target.begin)
        earlier = [m for m in self.programmes if min(item, sentence.begin) <= m.span.begin < target.begin]
        related = next((m for m in reversed(earlier) if _related(m, words, self.topic)), None)
        if related is not None:
            return related.name
        lead = self._lead_of(sentence)
        return self.within(lead) if lead is not None else self._of_heading(target)

    def carried_out(self, sentence: Span, target: Span) -> str | None:
        """The programme that the sentence sets out to carry out before it counts what comes of it: 实施X,完成a、b."""
        text = self.context.text
        for mention in reversed(self.programmes):
            if not sentence.begin <= mention.span.begin < target.begin:
                continue
            clause = max(text.rfind(mark, sentence.begin, mention.span.begin) for mark in ",;:") + 1
            begin = max(clause, sentence.begin)
            led = _carries_out().search(text[begin : mention.span.begin])
            closed = _CLOSED.match(text, mention.span.end, target.begin)
            return mention.name if led and closed and ";" not in text[mention.span.end : target.begin] else None
        return None

    def within(self, span: Span) -> str | None:
        """The last programme named in a stretch of text."""
        named = [m for m in self.programmes if span.overlaps(m.span)]
        return named[-1].name if named else None

    def last_before(self, span: Span) -> Mention | None:
        """The last programme that begins in a stretch of text."""
        named = [m for m in self.programmes if span.begin <= m.span.begin < span.end]
        return named[-1] if named else None

    def _chosen(self, inside: list[Mention]) -> Mention:
        """Of several programmes in one clause: the first of a list, else the last, which the others only introduce."""
        text = self.context.text
        between = [text[a.span.end : b.span.begin] for a, b in pairwise(inside)]
        return inside[0] if all(_LISTED.match(words) for words in between) else inside[-1]

    def _item_begin(self, offset: int) -> int:
        """Where the innermost item that holds `offset` begins; its own paragraph for an item of several."""
        index = section_at(self.context.sections, offset)
        paragraph = self.context.text.rfind("\n", 0, offset) + 1
        return max(paragraph, self.context.sections[index].span.begin) if index is not None else paragraph

    def _lead_of(self, sentence: Span) -> Span | None:
        """The short lead sentence that opens the enumerated point in which a sentence stands: 二是X有力度。"""
        paragraph = self.context.text.rfind("\n", 0, sentence.begin) + 1
        leads = list(_LEAD.finditer(self.context.text, paragraph, sentence.begin))
        return Span(leads[-1].start(), leads[-1].end()) if leads else None

    def _of_heading(self, target: Span) -> str | None:
        """The programme that the heading of the innermost item consists of, umbrella actions and reforms apart."""
        index = section_at(self.context.sections, target.begin)
        if index is None:
            return None
        section = self.context.sections[index]
        if not section.heading or _TOP_NUMBER.match(section.number):
            return None
        end = section.span.begin + len(section.number) + len(section.heading) + 1
        named = [m for m in self.programmes if section.span.begin <= m.span.begin and m.span.end <= end]
        if len({m.name for m in named}) != 1 or _UMBRELLA.search(named[0].name):
            return None
        closes = re.search(
            rf"{re.escape(named[0].surface)}[”」]?(?:建设|工作|服务|体系|管理|制度|活动)*$", section.heading
        )
        return named[0].name if closes or len(section.heading) <= len(named[0].surface) + 4 else None

    def institution(self, sentence: Span, target: Span, segment: Span, number: Span) -> str | None:
        """The institution that the clause names as acting, or that the item's 责任单位 names."""
        text = self.context.text
        meta = self.context.metadata
        before = text[segment.begin : number.begin]
        if meta.issuer and _OWN_FACILITY.search(meta.issuer):
            return meta.issuer
        earlier = [m for m in self.institutions if sentence.begin <= m.span.begin < number.begin]
        if re.match(r"(?:\W*)(?:该院|该中心|其)", before) and earlier:
            return earlier[-1].name
        subject = [
            m
            for m in earlier
            if m.span.begin <= target.begin + 3
            and m.span.end <= number.begin
            and m.span.begin >= segment.begin - 1
        ]
        if len(subject) == 1 and _ACTS_AFTER.match(text[subject[0].span.end :]):
            return subject[0].name
        relied = [
            m for m in earlier if re.search(r"(?:依托|由)$", text[max(0, m.span.begin - 2) : m.span.begin])
        ]
        if relied:
            return relied[-1].name
        return self._responsible(target)

    def _responsible(self, target: Span) -> str | None:
        text = self.context.text
        line_end = text.find("\n", target.end)
        line_end = len(text) if line_end < 0 else line_end
        match = _RESPONSIBLE.search(text, target.end, line_end)
        if not match:
            return None
        named = [m for m in self.institutions if match.end() <= m.span.begin <= match.end() + 2]
        return named[0].name if named else None
