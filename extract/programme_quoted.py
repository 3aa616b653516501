"""New programmes that a text puts in quotation marks: “浙里护理”, “智慧助老”行动, “守正创新年”活动.

A quoted name counts where a head follows it, or where it reads as a brand: a health word or the place's own character in it and a
verb of making or using before it. Slogans, drives of the whole government and ordinary emphasis are told by word lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.programme_candidates import Candidate, canonical
from kg.model import Span
from kg.ontology.programme_words import ProgrammeWords

SHORTEST, LONGEST = 2, 36
"""Characters inside the quotation marks."""

SHORTEST_BRAND, LONGEST_BRAND = 3, 14
"""Without a head after it a shorter quotation is an ordinary word, a longer one a saying."""

_QUOTE = re.compile(r"“(?P<name>[^“”\n]+)”")
_NUMERAL_HEAD = re.compile(r"[一二三四五六七八九十百]{1,2}大?(?:工程|行动|专项行动|计划|提升工程)$")
_OWN_HEAD = re.compile(
    r"(?:工程|行动|计划|项目|活动|工作室|讲堂|门诊|联盟|平台|驿站|中心|年|日|周|月|行|圈|云|通|站|班|小屋|客厅|大脑|码|一张图)$"
)
_SLOGAN = re.compile(
    r"^(?:[一二三四五六七八九十两零\d]+(?:个|大|项|条|类|级|种|张|字|位|支|重|新)(?!健康|中心|慢|医|卫|专科)|零)|不|最|难|贵|应.尽.|就近|[,;。!?]|一公里|优先|主义|总书记|党的|代表|委员"
    r"|^(?:20|19)\d\d|^[\d.]+$|为主线|之路|的$|是|以人民|—|备案$|注册$|登记$|等级$|案例$|先进(?:集体|单位|个人)$|标兵$|称号$|(?:模式|经验|样板|文化|做法|现象|意识|系列|[^医]式|型|[^身]化|\+)$"
)
_STRONG_HEAD = re.compile(r"[\u4e00-\u9fff]{2}(?:工程|行动|计划)$")
_FIGURES = re.compile(r"[\dA-Za-zN+\-·*]+")
"""A name made of figures (“2+5+1+N”, “12812”) is one together with the words after it."""

_FIGURES_HEAD = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:行动|工程|体系|模式|机制|工作|计划|项目|布局|套餐|服务包)"
)
_PLACE_HEAD = re.compile(
    r"[\u4e00-\u9fff]{2}(?:工作室|讲堂|课堂|驿站|小屋|客厅|门诊|联盟|大脑|一张[图网]|管理年|服务年|义诊行|基层行|小程序)$"
)
_CLAUSE_START = re.compile(r"(?:^|[,。;:、\n)])$")
_CHAIN = re.compile(r"”(?:、|和|与|及|以及|,)?$")


@dataclass(frozen=True, slots=True)
class QuotedNames:
    """The rules for quoted names, compiled once from the word lists."""

    inside: re.Pattern[str]
    outside: re.Pattern[str]
    slogan_after: re.Pattern[str]
    slogans: frozenset[str]
    government: re.Pattern[str]
    building: re.Pattern[str]
    verb: re.Pattern[str]
    health: re.Pattern[str]

    @classmethod
    def build(cls, words: ProgrammeWords) -> QuotedNames:
        """The rules of the shipped word lists."""
        return cls(
            inside=re.compile(words.any_of("quoted-head-in")),
            outside=re.compile(words.any_of("quoted-head-out")),
            slogan_after=re.compile(words.any_of("slogan-after")),
            slogans=frozenset(words.of("slogan")),
            government=re.compile(words.any_of("government")),
            building=re.compile(words.any_of("building")),
            verb=re.compile(words.any_of("quote-verb") + r"[^,。;“”]{0,6}$"),
            health=re.compile(words.any_of("health", "brand")),
        )

    def candidates(self, context: Context) -> Iterator[Candidate]:
        """The quoted programmes of a document; a name joined to an accepted one by 、 or 和 is accepted with it."""
        text = context.text
        own = _place_characters(context)
        accepted_end = -1
        for match in _QUOTE.finditer(text):
            joined = accepted_end >= 0 and bool(
                re.fullmatch("(?:、|和|与|及|以及)?", text[accepted_end : match.start()])
            )
            candidate = self._candidate(text, match, own, joined=joined)
            if candidate is not None:
                yield candidate
                accepted_end = match.end()

    def _candidate(
        self, text: str, match: re.Match[str], own: frozenset[str], *, joined: bool
    ) -> Candidate | None:
        quoted = match["name"]
        bare = canonical(quoted)
        if not SHORTEST <= len(bare) <= LONGEST or bare in self.slogans:
            return None
        if self.government.search(text, max(0, match.start() - 8), match.end() + 6):
            return None
        inner = Span(match.start("name"), match.end("name"))
        outside, inside = self.outside.match(text, match.end()), self.inside.match(text, match.end())
        slogan = bool(_SLOGAN.search(bare))
        if _FIGURES.fullmatch(bare):
            outside = _FIGURES_HEAD.match(text, match.end())
            if outside is None or self.building.search(outside.group()):
                return None
            slogan = False
        head = max((m for m in (outside, inside) if m), key=lambda m: m.end(), default=None)
        if _NUMERAL_HEAD.search(bare):
            return Candidate(inner, bare, "quoted-numeral")
        if head is not None and not slogan and not _is_plain_head(bare, head.group()):
            return self._headed(text, match, head, is_outside=head is outside)
        if slogan or self.slogan_after.match(text, match.end()):
            return None
        verb = bool(self.verb.search(text, max(0, match.start() - 14), match.start()))
        starts_clause = bool(_CLAUSE_START.search(text[max(0, match.start() - 2) : match.start()]))
        if not SHORTEST_BRAND <= len(bare) <= LONGEST_BRAND and "·" not in bare:
            return None
        if (
            _STRONG_HEAD.search(bare)
            or (verb and _PLACE_HEAD.search(bare))
            or (
                self._brand(bare, own)
                and (verb or joined or starts_clause or "+" in bare or "·" in bare or _OWN_HEAD.search(bare))
            )
        ):
            return Candidate(inner, bare, "quoted-brand")
        return Candidate(inner, bare, "quoted-joined") if joined and len(bare) >= 3 else None

    def _headed(self, text: str, match: re.Match[str], head: re.Match[str], *, is_outside: bool) -> Candidate:
        bare = canonical(match["name"])
        full = bare + head.group()
        inner = Span(match.start("name"), match.end("name"))
        if is_outside or len(bare) <= 2:
            return Candidate(Span(match.start(), head.end()), full, "quoted-with-head", names=(bare,))
        names = (full,) if len(head.group()) <= 4 else ()
        return Candidate(inner, bare, "quoted-before-head", names=names)

    def _brand(self, bare: str, own: frozenset[str]) -> bool:
        return (
            "·" in bare or "+" in bare or bool(self.health.search(bare)) or any(char in own for char in bare)
        )


def _is_plain_head(bare: str, head: str) -> bool:
    """Whether quotes and head together are ordinary words: “银龄”服务, “月统计、季分析”机制."""
    if "、" in bare and head in ("机制", "制度", "体系", "工作", "工作机制", "模式", "管理模式"):
        return True
    return len(bare) <= 2 and head in ("服务", "建设", "模式", "队伍", "帮扶", "做法", "经验")


def _place_characters(context: Context) -> frozenset[str]:
    """The characters that brands take from the names of the document's place and its province (嘉, 浙)."""
    own = context.jurisdiction
    if own is None:
        return frozenset()
    places = [own, *context.gazetteer.ancestors(own)]
    words = [
        w for p in places if p.level != "country" for w in (*(n[:2] for n in p.short_names), *p.abbreviations)
    ]
    return frozenset("".join(words)) - frozenset("中大新安和平江山海水南北东西上下长州")
