"""Indicator tables that a conversion has flattened to lines: 序号 指标 单位 2020年 2025年 性质.

A row is a line of cells without sentence punctuation: a name, perhaps a unit, one or more values. The header above it,
where there is one, says which year a column holds; in a plan the earliest column is the baseline and states no aim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.numerals import number as read_number
from kg.extract.quantities import Quantity, find_quantities
from kg.model import Comparator, Span
from kg.ontology.units import units

_CELL = re.compile(r"[^\t]+")
_VALUE = re.compile(
    r"^(?:[≥≤<>=≧≦~约]|不[低高少大]于|不超过|低于|高于|超过)*\s*\d[\d.,]*(?:[-—~]\d[\d.,]*)?[%‰]?(?!年|月)[^\d\t]{0,6}$"
)
_YEAR = re.compile(r"(20\d\d)\s*年?")
_BASE_COLUMN = re.compile(r"基期|现状|基线|基准|基数|完成值|实际值")
_NO_INDICATOR = re.compile(r"(?:编码|邮编|电话|传真|网址|邮箱|索引号|文号|序号|编号|日期|时间):?$|[::]$")
"""Names in the first cell of a row that holds a fact of the page, not an indicator: 邮政编码."""

_UNIT_AT_END = re.compile(r"(?P<unit>[%‰])$")
_NATURE = re.compile(r"^(?:预期性|约束性|预期|约束|指导性|倡导性|监测)$")
_UNIT_IN_NAME = re.compile(r"[(](?P<unit>[^()]{1,8})[)]$")
_LOOSE_ROW = re.compile(
    r"^(?P<name>[\u4e00-\u9fff][^\t,;。]{3,}?[\u4e00-\u9fff)])(?P<unit>[%‰])(?P<value>[≥≤<>]\d[\d.]*)$"
)
_SIGNS: dict[str, Comparator] = {
    "≥": "AtLeast",
    "≧": "AtLeast",
    "≤": "AtMost",
    "≦": "AtMost",
    "<": "LessThan",
    ">": "MoreThan",
}


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a table hold: per column its year, and whether it is a baseline."""

    years: tuple[int | None, ...]
    baseline: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a table row: the indicator's name as written, its place, the quantity, and the column's year."""

    name: str
    span: Span
    quantity: Quantity
    year: int | None


def read_header(line: str) -> Header | None:
    """The columns of a header line, or `None` where the line is none."""
    cells = line.split("\t") if "\t" in line else line.split(" ")
    if len(cells) < 2 or not re.search("指标|目标|项目|内容", line) or re.search("[,;。]", line):
        return None
    years = tuple(int(m[1]) if (m := _YEAR.search(cell)) else None for cell in cells)
    held = tuple(bool(_BASE_COLUMN.search(cell)) for cell in cells)
    if not any(years) and not re.search("目标值|单位", line):
        return None
    return Header(years, held)


def is_row(line: str) -> bool:
    """Whether a line reads as a table row: cells with at least one value behind a name."""
    if _LOOSE_ROW.match(line):
        return True
    if read_header(line) is not None:
        return False
    cells = line.split("\t")
    return (
        (len(cells) >= 3 or bool(_UNIT_IN_NAME.search(cells[0]) or _UNIT_AT_END.search(cells[0])))
        and any(_VALUE.match(c) for c in cells[1:])
        and any(len(re.findall("[\u4e00-\u9fff]", c)) >= 3 for c in cells)
    )


def read_row(text: str, line: Span, header: Header | None, start: int | None, *, plan: bool) -> Iterator[Row]:
    """The values of a row, without the baseline where the document plans. `start` is the first year of its period."""
    if loose := _LOOSE_ROW.match(line.of(text)):
        value = Span(line.begin + loose.start("value"), line.begin + loose.end("value"))
        if quantity := _quantity(text, value, loose["unit"]):
            yield Row(loose["name"], line, quantity, _target_year(header))
        return
    cells = [Span(line.begin + m.start(), line.begin + m.end()) for m in _CELL.finditer(line.of(text))]
    while cells and _NATURE.match(cells[-1].of(text)):
        cells.pop()
    values: list[Span] = []
    while cells and _VALUE.match(cells[-1].of(text)):
        values.insert(0, cells.pop())
    unit = ""
    if len(cells) > 1 and _written_unit(cells[-1].of(text)):
        unit = _written_unit(cells.pop().of(text))
    names = [c for c in cells if re.search("[\u4e00-\u9fff]{2}", c.of(text))]
    if not names or not values:
        return
    name = names[-1].of(text)
    if _NO_INDICATOR.search(name.strip()):
        return
    for pattern in (_UNIT_IN_NAME, _UNIT_AT_END):
        if (inside := pattern.search(name)) and (written := _written_unit(inside["unit"])):
            unit, name = written, name[: inside.start()]
    columns = _columns(header, len(values))
    for value, (year, baseline) in zip(values, columns, strict=True):
        if plan and (baseline or _is_base(columns, year, start)):
            continue
        if quantity := _quantity(text, value, unit):
            yield Row(re.sub(r"^\d+[.、]?", "", name), Span(names[-1].begin, value.end), quantity, year)


def _columns(header: Header | None, count: int) -> list[tuple[int | None, bool]]:
    """Year and baseline of the last `count` columns; without a header the first of several is the baseline."""
    if header is None:
        return [(None, count > 1 and i == 0) for i in range(count)]
    pairs = list(zip(header.years, header.baseline, strict=True))
    dated = [p for p in pairs if p[0] is not None or p[1]]
    if len(dated) >= count:
        return dated[-count:]
    return [(None, False)] * count


def _target_year(header: Header | None) -> int | None:
    years = [y for y in header.years if y is not None] if header else []
    return years[-1] if years else None


def _is_base(columns: list[tuple[int | None, bool]], year: int | None, start: int | None) -> bool:
    years = [y for y, _ in columns if y is not None]
    return len(years) > 1 and year == min(years) and (start is None or year < start or start == max(years))


def _written_unit(cell: str) -> str:
    """The unit that a cell or bracket names, empty where it names none."""
    cell = cell.strip().removeprefix("1") if cell.strip().startswith("1/") else cell.strip()
    return units()[cell].name if cell in units() else ""


def _quantity(text: str, cell: Span, unit: str) -> Quantity | None:
    found = find_quantities(text, cell)
    if found and (found[0].unit or not unit):
        return found[0]
    written = cell.of(text)
    number = re.search(r"\d[\d,]*(?:\.\d+)?", written)
    if number is None:
        return None
    value = read_number(number.group())
    if value is None:
        return None
    comparator: Comparator = next(
        (c for sign, c in _SIGNS.items() if sign in written[: number.start()]), "Equal"
    )
    span = Span(cell.begin + number.start(), cell.begin + number.end())
    quantity = Quantity(
        span=span, outer=cell, value=value, unit=unit or None, comparator=comparator, rule="table"
    )
    return replace(quantity, dimension=units()[unit].dimension if unit in units() else "")
