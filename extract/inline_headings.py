"""Where the headings of a document begin that a copy has run into one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG_LINE = 150
"""A shorter line is a paragraph of its own; markers in it count things rather than open sections."""
MIN_GAP = 10
"""Markers nearer to each other than this enumerate words (一、二、三级), not sections."""

AFTER_STOP = re.compile(
    r"(?<=[。!?;”)])(?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?![\d%‰])|\(\d{1,2}\)[^,。;)])"
)
"""A marker after the end of a sentence opens a section whatever the length of the line."""

_FAMILIES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?<![第、(一二三四五六七八九十])(?P<n>[一二三四五六七八九十]{1,3})、(?=[\u4e00-\u9fff“《\d])"),
    re.compile(r"\((?P<n>[一二三四五六七八九十]{1,3})\)(?=[\u4e00-\u9fff“《\d])"),
    re.compile(r"(?<![\d.、(])(?P<n>\d{1,2})[.、](?=[\u4e00-\u9fff“《])"),
)
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}


def heading_starts(line: str) -> set[int]:
    """The offsets in `line` at which a section begins, the start of the line left out."""
    starts = {m.start() for m in AFTER_STOP.finditer(line)}
    if len(line) >= LONG_LINE:
        for family in _FAMILIES:
            starts |= set(_counted(line, family))
    return starts - {0}


def _counted(line: str, family: re.Pattern[str]) -> Iterator[int]:
    """The markers of one family that count up from one, where there are at least two of them in a row."""
    run: list[int] = []
    for match in family.finditer(line):
        number = _value(match["n"])
        if number == len(run) + 1 and (not run or match.start() - run[-1] >= MIN_GAP):
            run.append(match.start())
        elif number == 1:
            yield from run if len(run) > 1 else ()
            run = [match.start()]
    yield from run if len(run) > 1 else ()


def _value(numeral: str) -> int:
    """The number of 七, 十二, 二十一 or 12."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    high = _DIGITS.get(tens, 1) * 10 if ten else 0
    return high + _DIGITS.get(units, 0)
