"""The year that a statement holds for, read along a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?<!\d)(?:19|20)\d\d"
_PLANS = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}
_EVENT = re.compile(
    rf"(?P<low>{_YEAR})年?(?:-|—{{1,2}}|~|至|到)(?P<high>{_YEAR})年"
    rf"|(?P<year>{_YEAR})年(?P<after>度|底|末|前|初|起|以来|的?同期|的?基础|版|第)?"
    r"|“?(?P<plan>十[一二三四五])五”?(?P<plan_part>末|期末|期间|时期|收官|以来)"
    r"|(?P<this>今年|本年|年内|年底前?|年末|全年|本年度)"
    r"|(?P<last>去年|上年|上一年)(?P<last_after>同期)?"
    r"|(?P<next>明年|下一年)|(?P<same>同年)"
)
_COMPARED = re.compile(r"(?:比|较|与|同|(?<!年)(?<!年底)和|于|超|自|从|由|对)(?:照)?$")
_BASELINE_AFTER = re.compile(
    r"^(?:度)?(?:的)?(?:(?:全国|全省|全市)?(?:目标值|平均水平|考核|评价)|同期|基础|水平|相比|持平|[\d.]+倍|[\d.]+[%‰]?(?:提高|上升|下降|降|升|增|提升|减))"
)


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year that the text names at `at`; `explicit` is false for words that mean the document's own year.

    A year inside brackets dates nothing beyond `bracket_end`.
    """

    at: int
    year: int
    explicit: bool
    bracket_end: int = 0


def year_marks(sentence: str, base: int | None) -> list[YearMark]:
    """The years that a sentence names, in order, without those it only compares with.

    `base` is the year that 今年 means here; without it such words name nothing.
    """
    marks: list[YearMark] = []
    titles = [m.span() for m in re.finditer(r"《[^》]*》|〔[^〕]*〕|\([^()]*版\)", sentence)]
    brackets = [m.span() for m in re.finditer(r"\([^()]*\)", sentence)]
    for match in _EVENT.finditer(sentence):
        if any(a <= match.start() < b for a, b in titles):
            continue
        year, explicit = _year(match, base, marks)
        if year is None or _only_compared(sentence, match):
            continue
        closing = next((b for a, b in brackets if a <= match.start() < b), 0)
        marks.append(YearMark(match.start(), year, explicit, closing))
    return marks


def year_before(marks: list[YearMark], at: int) -> YearMark | None:
    """The mark that dates what stands at `at`: the last one before it that is not shut in brackets."""
    return next((m for m in reversed(marks) if m.at < at and (not m.bracket_end or at < m.bracket_end)), None)


def _year(match: re.Match[str], base: int | None, marks: list[YearMark]) -> tuple[int | None, bool]:
    if match["high"]:
        return int(match["high"]), True
    if match["year"]:
        return (None if match["after"] in {"以来", "版", "第", "起"} else int(match["year"])), True
    if match["plan"]:
        return _PLANS[match["plan"]], match["plan_part"] != "以来"
    if match["same"]:
        return (marks[-1].year if marks else base), True
    if base is None:
        return None, False
    if match["last"]:
        return base - 1, True
    return (base + 1, True) if match["next"] else (base, False)


def _only_compared(sentence: str, match: re.Match[str]) -> bool:
    """Whether the year is one of comparison (较2020年提高, 2020年的基础上), which dates nothing."""
    if match["last_after"] or (match["after"] or "").endswith(("同期", "基础")):
        return True
    if _COMPARED.search(sentence[: match.start()]):
        return True
    return bool(_BASELINE_AFTER.match(sentence[match.end() :]))
