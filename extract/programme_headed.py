"""New programmes named without quotation marks: a head (工程, 行动, 联盟, 平台 …) and the words before it back to the verb.

What is no programme is told by word lists: plain names (重点项目), building works, drives of the whole government.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.programme_candidates import Candidate, canonical
from kg.model import Span
from kg.ontology.programme_words import ProgrammeWords

HEAD_KINDS = (
    "head",
    "head-project",
    "head-body",
    "head-circle",
    "head-designation",
    "head-digital",
    "head-event",
    "head-room",
    "head-campaign",
)
LONGEST_NAME = 32
"""Characters; a longer run before a head is a clause, not a name."""

SHORTEST_CORE = 2

_STOP = re.compile(r"[,。;:!?\n\t、“”《》()\[\]…—|【】/~]|\d+(?:\.\d+)?[个家名人项张万亿元%‰]+")
_COORDINATED_HEAD = re.compile(r"(?:行动|工程|计划|项目|平台|联盟|活动|门诊|基地|示范区)(?:和|及|与|以及|暨)")
_NUMBERED = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十百千两几]+)(?:多|余)?(?:个|项|家|所|批|轮|大类|条|名|类|支|套)(?!年行动|进)"
)
_YEAR = re.compile(r"\d{1,2}·\d{1,2}|(?:19|20)\d\d(?:[-—~]\d{2,4})?年?(?:度)?")
_HAN_OR_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+·@\-]+")
_LEVEL = re.compile(r"[省市县区州](?![域级乡内外直属场民政校县区镇本容委立疾人中二一第])")
_OPEN_CORE = re.compile(r"(?:和|及|与|等|的|类|各|其他|以及|集中|持续|专项)$|等(?=[^等]{0,2}$)")
_CAMPAIGN = re.compile(
    r"进(?:农村|社区|校园|学校|企业|机关|家庭|乡村|基层|礼堂|课堂|军营|万家|工地|寺庙|医院|景区|商圈|网格)|下基层|走基层|宣传[周月日年]|活动?[周月]$|管理年$"
)
_OPENED = re.compile(r"(?:开设|设立|设置|增设|建成|开通|开放|推出|新增|成立|打造)了?$")
"""A clinic that is opened is a named one, however short its name."""

_MADE = frozenset({"head-body", "head-room", "head-designation"})
"""Kinds of names that an activity ends with, not begins: 组建|医联体 is no name."""

_PLACE_ACTS = re.compile(
    r"[\u4e00-\u9fff]{1,7}(?:[省市县区旗盟]|自治州)(?=(?:创建|共建|共同|联合|加强|提升|建设|培育|深化|优化|强化)[\u4e00-\u9fff]{4})"
)
"""A place as the subject of a verb: 武陵区|加强……行动."""

_BODY = re.compile(r"[\u4e00-\u9fff]{2,}(?:医院|保健院|大学|学院)(?=[\u4e00-\u9fff]{2})")
"""A body in whose name an alliance is joined: 中国医科大学附属第一医院|专科联盟."""

_NOT_IN_WORD = r"(?!(?<=[医养防急体])结合)"
"""医养结合, 中西医结合 are words; their 结合 begins nothing."""

_TIME_ONLY = re.compile(r"(?:\d{2,4}年度?|[上下]半年|季度|\d+月份?|本年度?|明年|今年|年度)$")
"""A name that is only a time: 2024年|计划."""

_AFTER_IS_OTHER = {
    "工程": re.compile(r"师|学|建设者|质量|造价|车|院"),
    "计划": re.compile(r"生育|单列|免疫|经济|财务|内|外|任务|表|书"),
    "行动": re.compile(r"不便|能力|力|自如|路线|轨迹|指南|方案领导"),
    "项目": re.compile(
        r"建设单位|资金|负责|实施|进度|申报|经费|库|法人|审批|投资|组|评审|管理|用地|前期|落地"
    ),
    "门诊": re.compile(
        r"部|楼|量|人次|患者|病人|统筹|慢|特|医保|报销|费|用药|共济|大厅|医生|服务|号|挂号|综合|急诊|流程|保障|次均|住院|、?住院|均次|质量|就诊"
    ),
    "平台": re.compile(r"期|作用"),
    "联盟": re.compile(r"采购|集采|带量"),
}


@dataclass(frozen=True, slots=True)
class HeadedNames:
    """The rules for unquoted names, compiled once from the word lists."""

    head: re.Pattern[str]
    kind_of: dict[str, str]
    lead: re.Pattern[str]
    weak_lead: re.Pattern[str]
    strip: re.Pattern[str]
    plain: frozenset[str]
    government: re.Pattern[str]
    building: re.Pattern[str]
    health: re.Pattern[str]
    plain_suffix: re.Pattern[str]

    @classmethod
    def build(cls, words: ProgrammeWords) -> HeadedNames:
        """The rules of the shipped word lists."""
        return cls(
            head=re.compile(words.any_of(*HEAD_KINDS)),
            kind_of={word: kind for kind in HEAD_KINDS for word in words.of(kind)},
            lead=re.compile(_NOT_IN_WORD + words.any_of("lead")),
            weak_lead=re.compile(words.any_of("lead-weak")),
            strip=re.compile(words.any_of("strip") + "(?![域级设立成])"),
            plain=frozenset(words.of("plain-name")),
            government=re.compile(words.any_of("government")),
            building=re.compile(words.any_of("building")),
            health=re.compile(words.any_of("health")),
            plain_suffix=re.compile(words.any_of("plain-suffix") + "$"),
        )

    def candidates(self, text: str, blocked: Iterable[Span]) -> Iterator[Candidate]:
        """The names in `text`; what lies in `blocked` ends a name to its left."""
        floors = sorted(span.end for span in blocked)
        for match in self.head.finditer(text):
            after = _AFTER_IS_OTHER.get(match.group()[-2:])
            if after is not None and after.match(text, match.end()):
                continue
            below = bisect_right(floors, match.start())
            floor = floors[below - 1] if below else 0
            begin = self._begin(text, match.start(), floor, self.kind_of[match.group()])
            if begin is None:
                continue
            span = Span(begin, match.end())
            if self._is_name(text, span, match.group()):
                name = canonical(span.of(text))
                yield Candidate(span, name, "head-" + match.group(), names=_short_names(name, match.group()))

    def _begin(self, text: str, head_begin: int, floor: int, kind: str) -> int | None:
        """Where the name before the head begins, `None` where nothing that could be a name stands there."""
        begin = max(floor, head_begin - LONGEST_NAME)
        for stop in _STOP.finditer(text, begin, head_begin):
            begin = stop.end()
        for joined in _COORDINATED_HEAD.finditer(text, begin, head_begin):
            begin = joined.end()
        for lead in self.lead.finditer(text, begin, head_begin):
            if head_begin - lead.end() >= SHORTEST_CORE:
                begin = lead.end()
            elif lead.end() == head_begin and kind in _MADE:
                return None
        place = _PLACE_ACTS.match(text, begin, head_begin)
        body = _BODY.match(text, begin, head_begin) if kind == "head-body" else None
        begin = max(m.end() for m in (place, body) if m) if place or body else begin
        begin = self._stripped(text, begin, head_begin)
        weak = self.weak_lead.match(text, begin, head_begin)
        if weak and head_begin - weak.end() >= 4 and not text.startswith(("行动", "计划"), head_begin):
            begin = self._stripped(text, weak.end(), head_begin)
        return begin if begin < head_begin else None

    def _stripped(self, text: str, begin: int, end: int) -> int:
        """`begin` moved past years, counts and words of level (全市, 新一轮, 3个)."""
        while True:
            for pattern in (_YEAR, _NUMBERED, _LEVEL, self.strip):
                match = pattern.match(text, begin, end)
                if match and end - match.end() >= SHORTEST_CORE:
                    begin = match.end()
                    break
            else:
                return begin

    def _is_name(self, text: str, span: Span, head: str) -> bool:
        surface = span.of(text)
        core = surface[: -len(head)]
        kind = self.kind_of[head]
        if _TIME_ONLY.search(core):
            return False
        if self.plain_suffix.search(surface) or _OPEN_CORE.search(core):
            return False
        if surface in self.plain or len(core) < SHORTEST_CORE or not _HAN_OR_WORD.fullmatch(core):
            return False
        if self.government.search(text, max(0, span.begin - 8), span.end + 2) or self.building.search(
            surface
        ):
            return False
        if head == "门诊" and _OPENED.search(text, max(0, span.begin - 6), span.begin):
            return not core.endswith("科")
        if kind == "head-campaign":
            return bool(_CAMPAIGN.search(core)) and not core.endswith(("宣传日", "宣传周", "宣传月"))
        if head.endswith(("整治", "治理")):
            return bool(self.health.search(core))
        if kind in ("head", "head-circle", "head-body"):
            return len(core) >= 4 or bool(self.health.search(core))
        return bool(self.health.search(core)) and len(core) >= 4


def _short_names(name: str, head: str) -> tuple[str, ...]:
    """Other names of a headed name: without its head where enough is left."""
    core = name[: -len(head)]
    return (core,) if len(core) >= 4 else ()
