"""Whom a target holds for: place and institution, from the mentions around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.context import Context
from kg.model import Mention, Span
from kg.ontology.places import Place

_WIDER = re.compile(r"(?:全|我)(?P<level>省|市)(?!级)")
_ACTS_AFTER = re.compile(
    r"^(?:要|将|已|在|再|新增|增加|添|建成|完成|开展|培训|引进|获|成功|牵头|承担|全年|年内|共|累计|的|“|三|四|C|微)"
)
_UP_TO_NUMBER = re.compile(r"[(:]?(?:分别)?(?:达到?|为|是)?")
"""Between a place and the number said of it: 乙县81%, 乙县(81%)."""

_JOINTS = frozenset("、和及与")

_SESSION = re.compile(r"专场")
"""After a place in the headline: the province's press conference on that place, which then speaks of itself."""

HEADLINE = 200
"""Characters from the start in which a headline stands."""

_OWN_FACILITY = re.compile(
    r"(?:医院|卫生院|保健院|保健计划生育服务中心|卫生服务中心|血站|中心血站|急救中心)$"
)
"""An issuer that runs a facility reports and plans for itself."""

_RESPONSIBLE = re.compile(r"(?:责任|牵头|主办|承办|实施)(?:单位|部门|科室|处室)[::]?")


@dataclass(frozen=True, slots=True)
class Links:
    """The mentions of a document, ready to be asked for those around a target."""

    context: Context
    places: tuple[Mention, ...]
    institutions: tuple[Mention, ...]
    home: Place | None
    """The place that 全市 and sentences without a place speak of."""

    @classmethod
    def of(cls, context: Context, mentions: Sequence[Mention]) -> Links:
        """The links of one document from all its mentions."""
        ordered = sorted(mentions, key=lambda m: (m.span.begin, -m.span.end))
        places, institutions = (
            tuple(m for m in ordered if m.kind == kind) for kind in ("place", "institution")
        )
        return cls(context, places, institutions, _home(context, places))

    def place(self, segment: Span, target: Span, number_begin: int, dealt: str = "") -> str | None:
        """The place code: a district named as the subject, the wider place of 全市 in a district's document, else the
        document's own. `dealt` is the name that a list (甲县、乙县X率分别为) deals out to this number.
        """
        own = self.home
        named = [m for m in self.places if target.begin <= m.span.begin < number_begin]
        if dealt and (first := [m for m in named if dealt.strip().startswith(m.surface)]):
            named, target = first[:1], first[0].span
        elif self._is_alone_beside(named, number_begin):
            named, target = named[-1:], named[-1].span
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

    def _is_alone_beside(self, named: Sequence[Mention], number_begin: int) -> bool:
        """Whether the last of the places named stands next to the number and is no member of a list of places."""
        text = self.context.text
        if not named or not _UP_TO_NUMBER.fullmatch(text[named[-1].span.end : number_begin]):
            return False
        return len(named) == 1 or text[named[-2].span.end : named[-1].span.begin] not in _JOINTS

    def without_place(self, name: str, code: str | None) -> str:
        """An indicator without the place that it opens with, where that is the target's and not the document's."""
        if self.home is None or code == self.home.code:
            return name
        surfaces = {m.surface for m in self.places if m.name == code and name.startswith(m.surface)}
        return name[len(max(surfaces, key=len)) :] if surfaces else name

    def _wider(self, own: Place, level: str) -> Place | None:
        gazetteer = self.context.gazetteer
        if level == "省":
            return gazetteer.province(own) if own.level in {"prefecture", "county"} else None
        if own.level == "county" and not own.name.endswith("市"):
            return gazetteer.prefecture(own) or gazetteer.province(own)
        return None

    def actors_end(self, target: Span) -> int:
        """Where the list of bodies or places that a clause opens with ends; its begin where it opens with none."""
        text, end = self.context.text, target.begin
        for mention in sorted((*self.places, *self.institutions), key=lambda m: m.span):
            if mention.span.begin >= end and re.fullmatch(
                r"[、和及与]?(?:以及)?", text[end : mention.span.begin]
            ):
                end = mention.span.end
                if bracket := re.compile(r"\([^()]{1,20}\)").match(text, end):
                    end = bracket.end()
        return min(end, target.end)

    def institution(self, sentence: Span, target: Span, segment: Span, number: Span) -> str | None:
        """The institution that the clause names as acting, or that the item's 责任单位 names."""
        text = self.context.text
        meta = self.context.metadata
        before = text[segment.begin : number.begin]
        if meta.issuer and _OWN_FACILITY.search(meta.issuer):
            return meta.issuer
        opens = text.rfind(";", sentence.begin, number.begin) + 1 or sentence.begin
        earlier = [m for m in self.institutions if opens <= m.span.begin < number.begin]
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


def _home(context: Context, places: Sequence[Mention]) -> Place | None:
    """The place that a headline's 专场 is about, where it lies in the document's own; else the document's own."""
    own, gazetteer = context.jurisdiction, context.gazetteer
    for mention in places:
        if mention.span.begin > HEADLINE:
            break
        place = gazetteer.get(mention.name)
        after = _SESSION.match(context.text, mention.span.end)
        if own is not None and place is not None and after and gazetteer.contains(own, place):
            return place
    return own
