"""Whom a target holds for: place, programme and institution, from the mentions around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.structure import section_at
from kg.model import Mention, Span
from kg.ontology.places import Place

_WIDER = re.compile(r"(?:全|我)(?P<level>省|市)(?!级)")
_EXAMPLE = re.compile(r"等\d+个(?:重点|重大)?项目")
_ACTS_AFTER = re.compile(r"^(?:要|将|已|在|再|新增|增加|添|建成|完成|开展|培训|引进|获|成功|牵头|承担|全年|年内|共|累计|的|“|三|四|C|微)")
_RESPONSIBLE = re.compile(r"(?:责任|牵头|主办|承办|实施)(?:单位|部门|科室|处室)[::]?")


@dataclass(frozen=True, slots=True)
class Links:
    """The mentions of a document, ready to be asked for those around a target."""

    context: Context
    places: tuple[Mention, ...]
    programmes: tuple[Mention, ...]
    institutions: tuple[Mention, ...]

    @classmethod
    def of(cls, context: Context, mentions: Sequence[Mention]) -> Links:
        """The links of one document from all its mentions."""
        ordered = sorted(mentions, key=lambda m: (m.span.begin, -m.span.end))
        return cls(
            context,
            *(tuple(m for m in ordered if m.kind == kind) for kind in ("place", "programme", "institution")),
        )

    def place(self, sentence: Span, target: Span, number_begin: int) -> str | None:
        """The place code: a district named as the subject, the wider place of 全市 in a district's document, else the
        document's own."""
        own = self.context.jurisdiction
        named = [m for m in self.places if target.begin <= m.span.begin < number_begin]
        if len(named) == 1 and own is not None and named[0].span.begin - target.begin <= 3:
            place = self.context.gazetteer.get(named[0].name)
            if place is not None and place.code != own.code and self.context.gazetteer.contains(own, place):
                return place.code
        words = self.context.text[target.begin : number_begin]
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

    def programme(self, sentence: Span, target: Span, segment: Span, number: Span) -> str | None:
        """The programme of the target's own clause, else of the sentence before it, else of its item's heading."""
        text = self.context.text
        if _EXAMPLE.search(segment.of(text)):
            return None
        inside = [m for m in self.programmes if target.overlaps(m.span)]
        if inside:
            return inside[0].name
        around = [m for m in self.programmes if segment.overlaps(m.span)]
        if around:
            return around[0].name
        earlier = [m for m in self.programmes if sentence.begin <= m.span.begin < target.begin]
        if earlier:
            between = text[earlier[-1].span.end : target.begin]
            if "。" not in between and ";" not in between:
                return earlier[-1].name
        return self._of_heading(target)

    def _of_heading(self, target: Span) -> str | None:
        """The one programme of the heading of the innermost item, where the target stands in the item's first paragraph."""
        index = section_at(self.context.sections, target.begin)
        if index is None:
            return None
        section = self.context.sections[index]
        if not section.heading or section.level < 2:
            return None
        end = section.span.begin + len(section.number) + len(section.heading) + 1
        named = [m for m in self.programmes if section.span.begin <= m.span.begin and m.span.end <= end]
        names = {m.name for m in named}
        return named[0].name if len(names) == 1 and len(section.heading) <= 16 else None

    def institution(self, sentence: Span, target: Span, segment: Span, number: Span) -> str | None:
        """The institution that the clause names as acting, or that the item's 责任单位 names."""
        text = self.context.text
        meta = self.context.metadata
        before = text[segment.begin : number.begin]
        if re.match(r"(?:我|本)(?:院|中心)", before) and meta.issuer and meta.issuer.endswith(("医院", "中心", "院")):
            return meta.issuer
        earlier = [m for m in self.institutions if sentence.begin <= m.span.begin < number.begin]
        if re.match(r"(?:\W*)(?:该院|该中心|其)", before) and earlier:
            return earlier[-1].name
        subject = [m for m in earlier if m.span.begin <= target.begin + 3 and m.span.end <= number.begin and m.span.begin >= segment.begin - 1]
        if len(subject) == 1 and _ACTS_AFTER.match(text[subject[0].span.end :]):
            return subject[0].name
        relied = [m for m in earlier if re.search(r"(?:依托|由)$", text[max(0, m.span.begin - 2) : m.span.begin])]
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
