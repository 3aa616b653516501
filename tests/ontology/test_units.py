"""Values in base units compare only where denominator and population agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.units import normalise, units


def base(value: str, unit: str | None, indicator: str) -> tuple[Decimal, str]:
    found = normalise(Decimal(value), unit, indicator)
    assert found is not None
    return found.value, found.dimension


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("4.5", "张", "每千人口床位数"), ("4500", "张", "每百万人口床位数")),
        (("4.5", "张/千人", "床位数"), ("4500", "张", "每百万人口床位数")),
        (("2.18", "亿元", "投资"), ("21800", "万元", "总投资")),
        (("20", "/10万", "孕产妇死亡率"), ("0.2", "‰", "孕产妇死亡率")),
        (("829.14", "万人次", "门急诊人次"), ("8291400", "人次", "门急诊人次")),
        (("10", "分钟", "平均反应时间"), ("600", "秒", "平均反应时间")),
        (("45", "万亩", "种植面积"), ("30000", "公顷", "种植面积")),
        (("7.5", "亩", "占地面积"), ("5000", "平方米", "占地面积")),
        (("1", "百分点", "签约率"), ("10", "千分点", "签约率")),
    ],
)
def test_the_same_amount_in_other_units_is_the_same_value(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """Scale, unit and denominator are worked into the value."""
    assert base(*one) == base(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("5", "%", "签约率"), ("5", "百分点", "签约率")),
        (("2.5", "人", "每千常住人口医师数"), ("2.5", "人", "每千户籍人口医师数")),
        (("2.5", "人", "每千人口医师数"), ("2.5", "人", "医师数")),
        (("4.5", "个", "千人托位数"), ("4.5", "个", "每千名3岁以下婴幼儿托位数")),
        (("8", "‰", "常住人口自然增长率"), ("8", "‰", "户籍人口自然增长率")),
        (("3", "家", "三甲医院数"), ("3", "人", "医师数")),
        (("111", None, "出生人口性别比"), ("111", None, "健康指数")),
    ],
)
def test_what_differs_in_kind_or_population_never_compares(
    one: tuple[str, str | None, str], other: tuple[str, str | None, str]
) -> None:
    """Percentages and points, residents and registered, per head and total are dimensions of their own."""
    assert base(*one)[1] != base(*other)[1]


def test_an_unknown_unit_and_one_without_factor_are_not_normalised() -> None:
    """番 is a power of two, 桶 is not listed."""
    assert normalise(Decimal(1), "番", "产值") is None
    assert normalise(Decimal(1), "桶", "消毒液") is None


@given(
    st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False),
    st.sampled_from(sorted({u.name for u in units().values()})),
)
def test_normalising_keeps_zero_and_order(value: Decimal, unit: str) -> None:
    """A larger value stays the larger one, zero stays zero."""
    zero, low, high = (normalise(v, unit, "指标") for v in (Decimal(0), value, value + 1))
    if zero is None or low is None or high is None:
        return

    assert zero.value == 0 and low.value < high.value
