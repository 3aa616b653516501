"""Numbers read back from every way of writing them."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import number, percentage


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,200", "1200"),
        ("16'201", "16201"),
        ("829.14", "829.14"),
        ("十", "10"),
        ("三十", "30"),
        ("两百零五", "205"),
        ("一千零三", "1003"),
        ("三千六百", "3600"),
        ("廿三", "23"),
        ("三点五", "3.5"),
        ("九十五点零六", "95.06"),
        ("千", "1000"),
        ("百万", "1000000"),
        ("贰佰", "200"),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    """Digits, grouped digits, Chinese and financial numerals give the exact decimal."""
    assert Decimal(value) == number(text)


@pytest.mark.parametrize("text", ["", "三分之二", "1/3", "12a", "四川", "点五", "1,20"])
def test_what_is_no_number_phrase_is_not_read(text: str) -> None:
    """Fractions, words and malformed grouping are not numbers."""
    assert number(text) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_chinese_numeral_reads_back(value: int) -> None:
    """What a converter writes in Chinese figures is read as the same number."""
    assert number(cn2an.an2cn(value)) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_thousands_read_back(value: int) -> None:
    """Commas between thousands change nothing."""
    assert number(f"{value:,}") == value


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False))
def test_a_decimal_reads_back(value: Decimal) -> None:
    """A decimal keeps every digit."""
    assert number(str(value)) == value


@pytest.mark.parametrize(
    ("top", "bottom", "value"), [(1, 3, "33.33"), (2, 3, "66.67"), (1, 5, "20"), (1, 8, "12.5")]
)
def test_a_fraction_is_a_percentage_with_two_decimals_at_most(top: int, bottom: int, value: str) -> None:
    """1/3 is 33.33 %, 1/5 is 20 %, without trailing zeros."""
    assert str(percentage(Decimal(top), Decimal(bottom))) == value
