"""The units that numbers of health-policy documents carry, and what it takes to compare two of them.

`units.csv` is the list. A value is comparable only within one dimension, and the dimension holds the denominator and
the population: beds per thousand residents and beds per million residents compare, per registered resident never.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError

UNITS_FILE = "units.csv"

POPULATIONS = ("常住人口", "户籍人口", "服务人口", "城镇人口", "农村人口", "户籍人数", "人口", "人")
"""What a rate may be counted against, the longer name first; 人 and 人口 are one."""

SIGNIFICANT = Context(prec=15)
"""A factor that does not end (2000/3 square metres to the 亩) is listed to a few digits more."""

_PER = {"": 1, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_SCALE = r"(?P<digits>\d*)(?P<scale>百万|十万|[百千万]?)"
_DENOMINATOR = re.compile(rf"^{_SCALE}(?P<population>{'|'.join(POPULATIONS)})?$")
_PER_PEOPLE = re.compile(
    rf"每?(?P<digits>\d*)(?P<scale>百万|十万|[百千万])(?:名|个|位)?(?P<population>{'|'.join(POPULATIONS)})"
)
_PER_OTHER = re.compile(
    r"每(?P<digits>\d*)(?P<scale>百万|十万|[百千万]?)(?:名|个|位|家|所|张|人次)?"
    r"(?P<population>[\u4e00-\u9fff\d—~-]{1,20}?(?:儿童|婴幼儿|妇女|老年人|学生|医师|护士|床位|病床|人口|[县市区州镇乡村院床]))"
)

_PERIODS = ("日", "天", "周", "月", "年", "小时", "床日")
"""What a throughput or a yearly quota is counted by: 万管/日, 人/年."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the graph writes it; `factor` of `base` make one of it. Without a factor it is not convertible (番)."""

    name: str
    dimension: str
    base: str
    factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Normalised:
    """A value in base units; two compare only where `dimension` is the same string."""

    value: Decimal
    unit: str
    dimension: str


@cache
def units() -> dict[str, Unit]:
    """Every unit by each of its written forms, half-width."""
    table: dict[str, Unit] = {}
    text = files("kg.ontology").joinpath(UNITS_FILE).read_text(encoding="utf-8")
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            factor = Decimal(row["factor"]) if row["factor"] else None
            unit = Unit(row["unit"], row["dimension"], row["base_unit"], factor)
        except (KeyError, InvalidOperation, TypeError) as error:
            reason = "a row needs unit, dimension, base_unit and a number as factor"
            raise VocabularyError(UNITS_FILE, line, reason) from error
        for form in (unit.name, *filter(None, row["variants"].split(";"))):
            table.setdefault(_half_width(form), unit)
    return table


def normalise(value: Decimal, unit: str | None, indicator: str) -> Normalised | None:
    """`value` in base units with its full dimension, or `None` for a unit outside the list.

    >>> normalise(Decimal("4.5"), "张", "每千常住人口床位数") == normalise(Decimal(4500), "张", "每百万常住人口床位数")
    True
    """
    if unit is None:
        return Normalised(value, "", f"index:{indicator}")
    left, slash, right = unit.partition("/")
    denominator = _DENOMINATOR.match(right) if slash and left else None
    counted = units().get(left)
    if denominator and counted and counted.factor:
        return _per(value * counted.factor, counted, denominator, indicator)
    known = units().get(_half_width(unit))
    if known is None and counted and counted.factor and right in _PERIODS:
        return Normalised(
            _plain(value * counted.factor), f"{counted.base}/{right}", f"{counted.dimension}/{right}"
        )
    if known is None or known.factor is None:
        return None
    if known.dimension in {"share", "percentage-point"}:
        return Normalised(
            _plain(value * known.factor), known.base, known.dimension + _population_of(indicator)
        )
    against = _PER_PEOPLE.search(indicator) or _PER_OTHER.search(indicator)
    if against:
        return _per(value * known.factor, known, against, indicator)
    return Normalised(_plain(value * known.factor), known.base, known.dimension)


def _per(value: Decimal, counted: Unit, against: re.Match[str], indicator: str) -> Normalised:
    scale = Decimal(against["digits"] or 1) * _PER[against["scale"]]
    population = _population(against["population"] or "人口")
    if population == "人口":
        population = _population_of(indicator).lstrip("/") or population
    return Normalised(
        _plain(value / scale), f"{counted.base}/{population}", f"{counted.dimension}/{population}"
    )


def _population(name: str) -> str:
    return "人口" if name in {"人", "人口"} else name


def _population_of(indicator: str) -> str:
    """The population that an indicator names outright, as the tail of a dimension."""
    return next((f"/{name}" for name in POPULATIONS[:-2] if name in indicator), "")


def _plain(value: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros, to as many digits as a factor is good for."""
    return Decimal(f"{SIGNIFICANT.plus(value).normalize():f}")


def _half_width(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)
