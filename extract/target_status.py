"""Whether a part of a document reports or plans, and the year it speaks of where its sentences name none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.structure import path, section_at
from kg.model import Status

_YEAR = re.compile(r"(20\d\d)年")
_BACKGROUND_HEADING = re.compile(r"现状|基础|背景|回顾|成就|成效")
_PLAN_HEADING = re.compile(r"要点|计划|打算|安排|思路|下一步|下步|下一阶段|明年|目标|展望|举措")
_REPORT_PART = re.compile(
    r"(?:总结|回顾|情况|(?:工作|主要|取得的?|及|重点)成[效绩]|进展|亮点|做法)$|(?:19|20)\d\d年[^年]{0,10}(?:总结|回顾|情况|成效)"
)
_PLAN_PART = re.compile(
    r"(?:要点|(?<!生育)计划|打算|安排|思路|工作重点|(?:工作|重点|主要)任务|工作举措|谋划|工作目标|工作建议)$"
)
_TURN = re.compile(
    r"(?:^|\n)(?:[一二三四五六七]、|\([一二三四五六七]\))?(?P<year>20\d\d)年(?:是|[^。;\n]{0,40}(?:总体要求|总体思路|工作思路|指导思想"
    r"|工作目标|工作要求|工作重点|重点工作|总的要求|主要任务))"
)
_TURN_WITHOUT_YEAR = re.compile(
    r"(?:^|\n)(?:[一二三四五六七、()]{0,3})?(?P<turn>(?:下半年|下一?步|下一阶段|明年)(?:工作)?(?:打算|安排|计划|要求|举措|思路|重点)?[:,])"
)
"""A paragraph that opens the plan without naming its year: 下半年打算:…"""
_TURN_INSIDE = re.compile(
    r"(?<=。)(?:下一?步|下一阶段|下阶段|接下来|今后|会议(?:要求|强调|部署))(?=[,:]|[^,。;\n]{0,12}(?:将|要|力争|计划))"
)
"""A sentence inside a paragraph that goes over to the plan for the rest of it: ……600人。下一步,……"""

MAX_PART_HEADING = 30
"""A heading that names a part of the document (2024年工作总结) is short."""

EARLIEST_TURN = 0.2
"""The plan does not open in the first fifth of a document that reports."""

_STRONG_PLAN_HEADING = re.compile(
    r"下一步|下步|下一阶段|明年|工作打算|工作计划|工作思路|工作安排|工作要点|努力方向|重点工作安排"
)
_REPORT_TYPES = {"工作总结", "公报"}
_PLAN_TYPES = {"工作要点", "工作计划", "行动计划", "规划", "实施方案", "意见"}
_REPORTING_NOTICE = re.compile(r"通报|情况|结果|公布|表彰|表扬|命名|总结")
"""A notice asks for something to be done, unless its title tells of what was."""

_EXPLAINED_PLAN = re.compile(
    r"(?:方案|规划|计划|纲要|要点|意见|措施|办法|行动|细则).*(?:解读|图解|读懂|问答|起草说明|编制说明)"
    r"|(?:解读|图解|读懂).*(?:方案|规划|计划|纲要|要点|意见|措施|办法|行动|细则)"
)
"""A title that explains a plan: what the text promises is still to come."""

_REPORT_TITLE = re.compile(r"成效|成绩|提升$|建成|年鉴|概况|显著|纪实|综述|亮点|情况$|收官|丰硕|突破")
_PLAN_CUE = re.compile(
    r"将(?!军|来|近)|(?<![主重需纲])要(?=[^求素点闻,。;、])|力争|确保|争取(?!到)|拟|下一步|任务书|部署|今年[^,。]{0,8}任务|目标是|到20\d\d年(?=[,,底])"
)
_REPORT_CUE = re.compile(
    r"(?<!为)了(?!解)|已(?!知)|截至|截止|成效|以来|成绩单|荣?获(?!得感)|建成|完成|达到|累计|通过验收|投入使用|挂牌|揭牌|增至|升至|降至|首次|成功"
)
_DONE = re.compile(
    r"已(?:经)?(?:建|完|达|实现|开|成|覆盖|签|培|累计|在|有|整|投|启|通|获|纳入|组|设|配|全|发|办|超|突破)|截至|当前|截止|截至目前|目前|迄今|现有|现已|如今"
    r"|(?:建成|完成|达到|新增|实现|创建|培训|增加|获得|开展|成立|组建|投入|引进|通过|下降|提高|提升)了"
)
_INTENDED = re.compile(
    r"力争|确保|争取|拟|计划(?!生育)|预计|目标|将(?!军|来|.{1,12}(?:纳入|作为|列入))|努力|要(?!求|素|点)|下一步|推动|到20\d\d年|(?<![当目])前(?=,)"
)


_STILL_INTENDED = re.compile(
    r"^[一二三四五六]要|(?:^|[,。年])(?:计划(?!生育|免疫|怀孕)|力争|拟(?!定)|预计|下一步|明年)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of a document does by default: report or plan, and for which year."""

    status: Status
    year: int | None


def is_plan(context: Context) -> bool:
    """Whether the document is or explains one that plans: its years are aims, even those past when it was issued."""
    meta = context.metadata
    title = meta.title or ""
    asks = meta.document_type == "通知" and not _REPORTING_NOTICE.search(title)
    explains = meta.document_type not in _REPORT_TYPES and bool(_EXPLAINED_PLAN.search(title))
    return asks or explains or meta.document_type in _PLAN_TYPES


def reports_by_default(context: Context) -> bool:
    """Whether a statement of the document that nothing else decides is a result: by its type, else by its wording."""
    meta = context.metadata
    title = meta.title or ""
    if meta.document_type in _REPORT_TYPES or _is_report(title):
        return True
    if is_plan(context):
        return False
    turn = _TURN_INSIDE.search(context.text)
    told = context.text[: turn.start()] if turn else context.text
    plan = len(_PLAN_CUE.findall(told))
    report = len(_REPORT_CUE.findall(told)) + (3 if _REPORT_TITLE.search(title) else 0)
    return report >= plan


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where a text goes over from report to plan, how far that holds, and the year it plans for."""

    begin: int
    end: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What each stretch of one document does. `turns` are the places where its text goes over from report to plan."""

    context: Context
    reports: bool
    both: bool
    turns: tuple[_Turn, ...]

    @classmethod
    def of(cls, context: Context) -> Parts:
        """The parts of a document, from its type, title, headings and opening sentences."""
        both = _is_both(context)
        reports = not both and reports_by_default(context)
        turns = sorted(_turns(context), key=lambda turn: turn.begin) if both or reports else ()
        return cls(context, reports, both, tuple(turns))

    def at(self, offset: int) -> Part:
        """The part that the character at `offset` stands in."""
        meta = self.context.metadata
        start, end = meta.period_start, meta.period_end
        turn = next((turn for turn in reversed(self.turns) if turn.begin <= offset < turn.end), None)
        for section in path(self.context.sections, section_at(self.context.sections, offset)):
            if turn is not None and section.span.begin <= turn.begin:
                return Part("Planned", turn.year)
            part = self._of_heading(section.heading, start, end) if section.heading else None
            if part is not None:
                return part
        if turn is not None:
            return Part("Planned", turn.year)
        if self.both:
            # before the first heading that tells: the report comes first
            return Part("Achieved", start)
        return Part("Achieved" if self.reports else "Planned", end)

    def _of_heading(self, heading: str, start: int | None, end: int | None) -> Part | None:
        found = _YEAR.search(heading)
        year = int(found[1]) if found else None
        if self.both and len(heading) <= MAX_PART_HEADING:
            if _REPORT_PART.search(heading):
                return Part("Achieved", year or start)
            if _PLAN_PART.search(heading):
                return Part("Planned", year or end)
        if (
            (self.both or self.reports)
            and _STRONG_PLAN_HEADING.search(heading)
            and not _REPORT_PART.search(heading)
        ):
            return Part("Planned", year or end)
        background = (
            _BACKGROUND_HEADING.search(heading) and not _PLAN_HEADING.search(heading) and len(heading) < 16
        )
        if background and not (self.both or self.reports):
            return Part("Achieved", start - 1 if start is not None else None)
        return None


def _turns(context: Context) -> Iterator[_Turn]:
    """Where a text opens the plan: a paragraph for a later year (2025年工作的总体要求是…), a sentence (下一步,…)."""
    meta, text = context.metadata, context.text
    first = meta.period_start
    earliest = len(text) * EARLIEST_TURN
    for match in _TURN.finditer(text):
        year = int(match["year"])
        if first is not None and year > first and match.start() > earliest:
            yield _Turn(match.start("year"), len(text), year)
    for match in _TURN_WITHOUT_YEAR.finditer(text):
        if meta.period_end is not None and match.start() > earliest:
            later = match["turn"].startswith("明年")
            year = meta.period_end + (1 if later and first == meta.period_end else 0)
            yield _Turn(match.start("turn"), len(text), year)
    for match in _TURN_INSIDE.finditer(text):
        line_end = text.find("\n", match.end())
        yield _Turn(match.start(), len(text) if line_end < 0 else line_end, meta.period_end)


def _is_report(title: str) -> bool:
    return bool(re.search(r"总结|情况(?:报告|汇报)?$|公报|回顾", title)) and not re.search(
        r"计划|要点|打算|思路|安排", title
    )


def _is_both(context: Context) -> bool:
    """Whether one document is both a report and a plan."""
    title = context.metadata.title or context.text[:80].split("。")[0]
    return bool(
        re.search(r"总结|情况|回顾", title)
        and re.search(r"计划|要点|打算|思路|安排|规划|重点|举措|任务|谋划", title)
    )


def status_of(part: Part, words: str, year: int | None, *, past: bool) -> Status:
    """The status of a statement whose clause and sentence so far are `words`.

    `past` says that its year is over before the part's own year begins; a later year than the part's is a plan.
    """
    if past:
        return "Achieved"
    if part.status == "Achieved":
        later = year is not None and part.year is not None and year > part.year
        return "Planned" if later or _STILL_INTENDED.search(words) else "Achieved"
    if _DONE.search(words) and not _INTENDED.search(words):
        return "Achieved"
    return "Planned"
