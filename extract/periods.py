"""The years a document covers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from kg.extract.dates import five_year_plan, year_range, years
from kg.extract.header import Header
from kg.extract.titles import Title

ANNUAL = frozenset({"工作要点", "工作计划", "工作总结", "公报"})
OPENING = 320
"""Characters from the start in which a report names its year and a plan its five years."""

_GOAL = re.compile(
    r"(?:(?<![升降增减提])(?:到|至)(?!20\d\d年的)|截至|力争|确保|争取)(?P<a>20\d\d)年|(?P<b>20\d\d)年(?:底|末|年底)?(?:前|以前|之前|实现|达到|,(?:全|实现|达|建))"
)
_SINCE = re.compile(r"(?:从|由|比|较)(?:19|20)\d\d年")
"""A review that measures from an earlier year covers the years between."""
_CITED_NUMBER = re.compile(r"[〔\[](?P<y>(?:19|20)\d\d)[〕\]]\d{1,4}号")
_CITED_TITLE = re.compile(r"《[^《》]*》(?:\([^()]*\))?")
LONGEST_PLAN = 15
"""No plan of the genre reaches further ahead (健康中国2030 of 2016)."""
_PLAN_YEARS = re.compile(
    r"(?:计划|行动|规划|方案|实施期限|期限)[^。\n]{0,12}?[(为:]*(?P<r>20\d\d年?\s*[—\-~至]+\s*20\d\d)年?"
)
_LONG_TERM = re.compile(r"健康[\u4e00-\u9fff]{2,4}2030|(?:2030|2035)")
_REPORT_AND_PLAN = re.compile(r"(?:总结|回顾|小结)[和与及暨、]*(?:(?:下年|明年|来年|下一)(?:年|年度)?)?(?:工作)?(?:计划|打算|思路|安排|要点|设想)")
"""A report with the plan of the year after, the title naming only the first: 2025医院工作总结和计划."""
_LAST_YEAR_REVIEW = re.compile(r"成绩单|回顾|过去一年|上一年|去年|一年来")
_BACKGROUND_PLAN = re.compile(r"“?十[一二三四五]五”?(?:期间|时期|以来|末|规划实施)")


def find_period(
    title: Title | None, header: Header, text: str, kind: str | None, issued: date | None
) -> tuple[int, int] | None:
    """First and last year covered, `None` where the text does not let them be known."""
    named = _in_title(title, kind, header, issued)
    if named is not None:
        return named
    if kind in ANNUAL:
        return _annual(text, issued)
    if kind is None or kind == "其他":
        explained = title is not None and title.text.endswith("解读")
        return (_planned(_CITED_TITLE.sub("", text), header, issued) if explained else None) or _reported(text, issued)
    return _planned(text, header, issued)


def _in_title(
    title: Title | None, kind: str | None, header: Header, issued: date | None
) -> tuple[int, int] | None:
    for part in (title.text, title.notice) if title is not None else ():
        found = year_range(part)
        if found:
            return found
        plan = five_year_plan(part)
        listed = years(part)
        if plan:
            return plan
        if not listed:
            continue
        if kind in ("规划", "行动计划", "意见") and len(listed) == 1 and _LONG_TERM.search(part):
            start = _start(header, issued)
            return (start, listed[0]) if start and start < listed[0] else None
        if kind == "其他" and re.search("年鉴", part):
            return listed[0] - 1, listed[0] - 1
        if len(listed) == 1 and _REPORT_AND_PLAN.search(part):
            return listed[0], listed[0] + 1
        return min(listed), max(listed)
    return None


def _annual(text: str, issued: date | None) -> tuple[int, int] | None:
    """The year of a report or plan that its title does not name: the one its opening speaks of most."""
    opening = _GOAL.sub("", re.sub(r"20\d\d年?目标", "", text[:OPENING]))
    first = re.match(r"\s*(20\d\d)年", re.sub(r"^[^\n]{0,60}\n", "", opening)) or re.match(
        r"(20\d\d)年", opening
    )
    if first:
        return int(first[1]), int(first[1])
    counts = Counter(int(y) for y in re.findall(r"(?<!\d)(20\d\d)年", opening))
    if not counts:
        return (issued.year, issued.year) if issued else None
    year = max(counts, key=lambda y: (counts[y], y))
    return year, year


def _reported(text: str, issued: date | None) -> tuple[int, int] | None:
    """The years of a news report or an entry: a five-year review, last year and this, or the one year it speaks of."""
    opening = text[:OPENING]
    plan = five_year_plan(opening) if re.search("“十[一二三四五]五”(?!中)", opening) else None
    if plan:
        return plan
    if issued is not None:
        year = issued.year
    else:
        spoken_of = _spoken_of(_GOAL.sub("", opening))
        if not spoken_of:
            return None
        year = max(spoken_of)
        if _SINCE.search(opening) and min(spoken_of) < year:
            return min(spoken_of), year
    before = f"{year - 1}年" in text and bool(_LAST_YEAR_REVIEW.search(text)) and f"{year}年" in text
    return (year - 1, year) if before else (year, year)


def _spoken_of(text: str) -> tuple[int, ...]:
    """The years that running text writes as such (2020年, 2020—2022); 2000亿元 is none."""
    return years(" ".join(re.findall(r"(?:19|20)\d\d(?=年|[—\-~至])", text)))


def _planned(text: str, header: Header, issued: date | None) -> tuple[int, int] | None:
    """The years of a plan that its title does not name: written out, a five-year plan's, or from its start to its last goal."""
    match = _PLAN_YEARS.search(text[:1500])
    if match:
        return year_range(match["r"])
    opening = _BACKGROUND_PLAN.sub("", text[:OPENING])
    plan = five_year_plan(re.sub(r"第(十[一二三四五]?)个五年规划", r"“\1五”", opening))
    if plan:
        return plan[1] - 4, plan[1]
    start = _start(header, issued) or _latest_cited(text)
    goals = [int(m["a"] or m["b"]) for m in _GOAL.finditer(text)]
    if start is None:
        return _undated(goals, text)
    goals = [year for year in goals if start <= year <= start + LONGEST_PLAN]
    return (start, max(goals)) if goals else None


def _undated(goals: list[int], text: str) -> tuple[int, int] | None:
    """The years of a plan that says nothing of its start: its goals', else the first year of its own text."""
    spoken_of = sorted(goals) or _spoken_of(_CITED_TITLE.sub("", text))[:1]
    if not spoken_of or spoken_of[-1] - spoken_of[0] > LONGEST_PLAN:
        return None
    return spoken_of[0], spoken_of[-1]


def _start(header: Header, issued: date | None) -> int | None:
    if issued is not None:
        return issued.year
    number = re.search(r"〔(\d{4})〕", header.document_number or "")
    if number:
        return int(number[1])
    listed = years(header.notes)
    return max(listed) if listed else None


def _latest_cited(text: str) -> int | None:
    """The year of the newest document that the opening refers to by number: this one cannot be older."""
    cited = [int(m["y"]) for m in _CITED_NUMBER.finditer(text[:1500])]
    return max(cited) if cited else None
