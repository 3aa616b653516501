"""How quantities are written: one pattern of named groups, a figure with every unit of the list behind it."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.numerals import ARABIC, HAN
from kg.ontology.target_words import any_of, details
from kg.ontology.units import units

_UNREAD_DIMENSIONS = {
    "grade",
    "rank",
    "pressure",
    "temperature",
    "concentration",
    "sound",
    "index",
    "frequency",
}
_UNREAD_UNITS = {
    "千",
    "步",
    "万步",
    "毫米",
    "厘米",
    "里",
    "M",
    "千兆",
    "GB",
    "毫克",
    "微克",
    "U",
    "月龄",
    "周龄",
}

PARTS = {"百分之": "%", "千分之": "‰", "万分之": "/万", "十万分之": "/10万", "百万分之": "/百万"}
"""What stands before a value spelled 百分之五, with the unit that it means."""

_RANGE = r"(?:-|—{1,2}|~|至|到)"


@cache
def _unit_pattern() -> str:
    """Every written unit that may follow a figure, longest first, with what must not follow it."""
    forbidden = details("not_before")
    pieces = []
    for form, unit in sorted(units().items(), key=lambda item: -len(item[0])):
        if unit.dimension in _UNREAD_DIMENSIONS or unit.name in _UNREAD_UNITS or unit.dimension == "ratio":
            continue
        if re.fullmatch(r"[A-Za-z]", form) or form == "个人":
            continue
        if form in forbidden and not forbidden[form]:
            continue
        piece = " ?/ ?" + re.escape(form[1:]) if form.startswith("/") else re.escape(form)
        if form[0] in "%‰":
            piece = " ?" + piece
        if form in forbidden:
            piece += f"(?![{forbidden[form]}])"
        if form.isascii() and form[-1].isalpha():
            piece += "(?![A-Za-z])"
        pieces.append(piece)
    return "(?:" + "|".join(pieces) + ")"


@cache
def quantity_pattern() -> re.Pattern[str]:
    """A quantity in any of its written forms; the groups that match say which one."""
    unit = _unit_pattern()
    figure = rf"(?:{ARABIC}|{HAN})"
    part = "|".join(sorted(PARTS, key=len, reverse=True))
    return re.compile(
        "|".join(
            (
                rf"(?P<part>{part})(?P<part_value>{figure})(?:{_RANGE}(?:{part})?(?P<part_upper>{figure}))?",
                r"(?P<half>半数|(?<=[过减])半(?![年月天日小径])|一半)(?!个)|(?P<whole>百分之?百)",
                r"(?P<han_denominator>[二三四五六七八九十])分之(?P<han_numerator>[一二两三四五六七八九])",
                r"(?<![\d./])(?P<numerator>\d{1,2})/(?P<denominator>\d{1,2})(?![\d万千百十人天日])",
                rf"(?<![\d.:])1(?:[:∶]|比)(?P<ratio>{ARABIC})(?![\d:])",
                rf"(?<![\d.:])(?P<to_one>{ARABIC})[:∶]1(?![\d:.])",
                r"(?P<hours>\d+)(?:个)?小时(?P<hour_minutes>\d+)分钟?",
                r"(?P<minutes>\d+)分(?:钟)?(?P<seconds>\d+(?:\.\d+)?)秒钟?",
                rf"(?<![A-Za-z\d.])(?P<low>{figure})(?P<low_scale>[万亿](?=[-—~至到和]))?(?P<low_unit>{unit})?(?:{_RANGE}|(?P<between>和|与)(?=[^,;。]{{1,14}}之间))"
                rf"(?P<high>{figure})(?P<high_scale>[万亿])?(?P<range_unit>{unit})",
                r"(?P<tenths>[一二三四五六七八九\d])成(?P<half_tenth>[一二三四五六七八九])?(?![立为功员果效本熟长人])",
                rf"(?P<han_list>[一二三四五六七八九])、?(?P<han_next>[二三四五六七八九])(?P<list_unit>{any_of('counter_han')})",
                rf"(?<![A-Za-z\d.])(?P<minus>(?<=[为是达到率长、和])-)?(?P<figure>\d{{1,3}}(?: \d{{3}})+(?={unit})|{figure})(?P<scale>[百千万亿])?(?P<more>余|多)?(?P<unit>{unit})(?P<more_after>余|多(?![元样种层发学点]))?(?P<per>/(?:日|天|年|月|周|小时|床日)(?!均))?",
                rf"(?<![A-Za-z\d.])(?P<bare>{ARABIC}|(?<=[为是])零(?=[,;。、)]|$))(?P<bare_scale>[万亿])?(?![\d.A-Za-z+])",
            )
        )
    )
