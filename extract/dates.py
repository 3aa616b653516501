"""Calendar dates and spans of years as official Chinese writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

FIRST_YEAR, LAST_YEAR = 1990, 2049
"""Years outside are typing errors or not years at all: the genre begins with the health reforms of the nineties."""

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "O": "0",
}
_ARABIC_DATE = r"(?<![\d])(?P<y>(?:19|20)\d\d)(?:年|[-/.])(?P<m>0?[1-9]|1[0-2])(?:月|[-/.])(?P<d>3[01]|[12]\d|0?[1-9])(?:日|号)?(?!\d)"
_HAN_DATE = (
    r"(?P<hy>[一二][〇○零O一二三四五六七八九]{3})年(?P<hm>十[一二]?|[一二三四五六七八九])月"
    r"(?P<hd>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
DATE = re.compile(f"{_ARABIC_DATE}|{_HAN_DATE}")
"""A full date: 2023年6月30日, 2023-06-30, 2023/6/30, 二〇二三年六月三十日."""

_YEAR_RANGE = re.compile(
    r"(?<!\d)(?P<a>(?:19|20)\d\d)年?度?(?:\s*(?:-{1,2}|—{1,2}|~{1,2}|至|到))\s*(?P<b>(?:19|20)?\d\d)(?!\d)年?"
)
_YEAR = re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?![\d.])")
_HAN_YEAR = re.compile(r"(?P<y>[一二][〇○零O一二三四五六七八九]{3})年")
_FIVE_YEAR_PLAN = re.compile(
    r"(?:“|第)?(?P<n>十[一二三四五六]?)个?五(?:”|年规划|规划|时期|期间|(?=[^\d年月日、个十]))"
)
_PLAN_NUMBER = {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}


def dates(text: str) -> Iterator[tuple[int, int, date]]:
    """The valid dates in `text` with their half-open offsets."""
    for match in DATE.finditer(text):
        if match["y"]:
            parts = (int(match["y"]), int(match["m"]), int(match["d"]))
        else:
            parts = (han_year(match["hy"]), _han_number(match["hm"]), _han_number(match["hd"]))
        try:
            found = date(*parts)
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            yield match.start(), match.end(), found



def han_year(text: str) -> int:
    """The year written digit by digit: 二〇二一 is 2021."""
    return int("".join(_DIGITS[char] for char in text))


def five_year_plan(text: str) -> tuple[int, int] | None:
    """First and last year of the five-year plans that `text` names: “十四五” is 2021 to 2025, 十一五 2006 to 2010."""
    numbers = [_PLAN_NUMBER[m["n"]] for m in _FIVE_YEAR_PLAN.finditer(text)]
    if not numbers:
        return None
    return 1951 + 5 * min(numbers), 1955 + 5 * max(numbers)


def year_range(text: str) -> tuple[int, int] | None:
    """The first span of years written as such: 2019—2022年, 2023-2025年, 2021至25年."""
    for match in _YEAR_RANGE.finditer(text):
        first = int(match["a"])
        last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
        if FIRST_YEAR <= first < last <= LAST_YEAR and last - first <= 25:
            return first, last
    return None


def years(text: str) -> tuple[int, ...]:
    """The years that `text` names, in order, repeated ones once; numbers that are no years are left out."""
    found = [(m.start(), int(m["y"])) for m in _YEAR.finditer(text)]
    found += [(m.start(), han_year(m["y"])) for m in _HAN_YEAR.finditer(text)]
    return tuple(dict.fromkeys(y for _, y in sorted(found) if FIRST_YEAR <= y <= LAST_YEAR))


def _han_number(text: str) -> int:
    if "十" not in text:
        return int(_DIGITS[text])
    tens, ones = text.split("十")
    return 10 * (int(_DIGITS[tens]) if tens else 1) + (int(_DIGITS[ones]) if ones else 0)
