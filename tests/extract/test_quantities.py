"""Quantities in text, against a table of phrases, and laws that hold for every quantity."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.clean import clean
from kg.extract.quantities import Quantity, find_quantities
from kg.extract.target_clauses import items
from kg.extract.target_coverage import find_coverage
from kg.model import Span

DATA = Path(__file__).parents[1] / "data"
IN_CONTEXT = {"baseline", "count-in-context"}
"""Groups whose phrases hold a second number that only the clause rules out."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read(phrase: str, *, in_context: bool = False) -> list[Quantity]:
    text = clean(phrase).body.text
    if not text:
        return []
    whole = Span(0, len(text))
    if in_context:
        return [item.quantity for item in items(text, whole)]
    return [*find_quantities(text), *find_coverage(text, whole)]


@pytest.mark.parametrize("row", rows("quantities.csv"), ids=lambda row: row["text"])
def test_a_phrase_is_read_as_its_quantity(row: dict[str, str]) -> None:
    """Each phrase of the table holds exactly the quantity beside it."""
    found = read(row["text"], in_context=row["group"] in IN_CONTEXT)

    assert [(q.value, q.upper, q.unit or "", q.comparator, q.change or "") for q in found] == [
        (
            Decimal(row["value"]),
            Decimal(row["upper"]) if row["upper"] else None,
            row["unit"],
            row["comparator"],
            row["change"],
        )
    ]


@pytest.mark.parametrize("row", rows("not_quantities.csv"), ids=lambda row: row["text"])
def test_what_only_looks_like_a_quantity_states_nothing(row: dict[str, str]) -> None:
    """Ages, dates, ordinals, names and the like yield no target."""
    assert read(row["text"], in_context=True) == []


UNITS = st.sampled_from(["%", "‰", "人", "名", "家", "张", "万人次", "亿元", "个百分点", "场", "项"])
VALUES = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(99999), places=2, allow_nan=False)
COMPARED = st.sampled_from(
    [
        ("达到{}", "Equal"),
        ("{}以上", "AtLeast"),
        ("不少于{}", "AtLeast"),
        ("至少{}", "AtLeast"),
        ("控制在{}以内", "AtMost"),
        ("不超过{}", "AtMost"),
        ("超过{}", "MoreThan"),
        ("突破{}", "MoreThan"),
        ("低于{}", "LessThan"),
        ("{}左右", "Approximately"),
        ("约{}", "Approximately"),
    ]
)


def written_unit(unit: str) -> str:
    return unit.removeprefix("个") if unit == "个百分点" else unit


@given(VALUES, UNITS, COMPARED)
def test_a_quantity_reads_back_in_every_comparison(
    value: Decimal, unit: str, compared: tuple[str, str]
) -> None:
    """Value, unit and comparator survive writing and reading."""
    pattern, comparator = compared

    (found,) = find_quantities("指标" + pattern.format(f"{value}{unit}") + "。")

    assert (found.value, found.unit, found.comparator) == (value, written_unit(unit), comparator)


@given(st.integers(min_value=11, max_value=9999), st.sampled_from(["家", "所", "名", "个", "项", "场"]))
def test_a_count_reads_back_in_chinese_figures(value: int, unit: str) -> None:
    """新建三十家 is a count of 30."""
    (found,) = find_quantities(f"新建{cn2an.an2cn(value)}{unit}。")

    assert (found.value, found.unit) == (value, unit)


@given(
    st.integers(min_value=1, max_value=98),
    st.integers(min_value=1, max_value=60),
    st.sampled_from(["-", "—", "~", "至"]),
)
def test_a_range_reads_back_with_both_ends(low: int, width: int, dash: str) -> None:
    """35%~40%, 1-3个百分点, 30至40家."""
    for text, unit in ((f"{low}%{dash}{low + width}%", "%"), (f"{low}{dash}{low + width}家", "家")):
        (found,) = find_quantities(text)

        assert (found.value, found.upper, found.unit, found.comparator) == (low, low + width, unit, "Between")


@given(st.integers(min_value=1, max_value=99))
def test_a_percentage_reads_back_from_words(value: int) -> None:
    """百分之九十五 is 95 %, 千分之七 is 7 ‰, 十万分之十五 is 15 /10万."""
    for prefix, unit in (("百分之", "%"), ("千分之", "‰"), ("十万分之", "/10万")):
        (found,) = find_quantities(prefix + cn2an.an2cn(value))

        assert (found.value, found.unit) == (value, unit)


@given(st.integers(min_value=0, max_value=59), st.integers(min_value=1, max_value=59))
def test_a_compound_duration_is_one_number_in_the_smaller_unit(minutes: int, seconds: int) -> None:
    """9分28秒 is 568 秒."""
    (found,) = find_quantities(f"平均反应时间{minutes + 1}分{seconds}秒")

    assert (found.value, found.unit) == ((minutes + 1) * 60 + seconds, "秒")


@given(st.text(alphabet="0123456789.,%‰万亿元人次家个第年月日至-—/:“”《》()一二三十百达到以上", max_size=40))
def test_any_text_is_read_without_overlap(text: str) -> None:
    """Quantities stand in order, lie inside the text and never overlap."""
    found = find_quantities(text)

    assert all(q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.begin for a, b in pairwise(found))
