"""The standing indicators and the names they are found by."""

from __future__ import annotations

import pytest

from kg.ontology.indicators import load_indicators

AT_LEAST = 200
"""The vocabulary covers the system's standing indicators, not a sample of them."""


def test_the_vocabulary_is_complete_and_consistent() -> None:
    """Every indicator has a definition, and no name belongs to two (loading would fail)."""
    indicators = load_indicators()

    assert len(indicators) >= AT_LEAST
    assert all(i.definition for i in indicators)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("孕产妇死亡率", "maternal-mortality"),
        ("每千人口床位数", "beds-per-1000"),
        ("每千人口注册护士人数", "nurses-per-1000"),
        ("千人托位数", "childcare-per-1000"),
        ("居民健康素养水平", "health-literacy"),
    ],
)
def test_a_listed_form_is_found(name: str, found: str) -> None:
    """Variants and a closing 数 or 人数 lead to the indicator."""
    indicator = load_indicators().by_label(name)

    assert indicator is not None
    assert indicator.id == found


@pytest.mark.parametrize("name", ["市级示范病区数", "中医馆满意率波动", "孕产妇死亡率下降幅度"])
def test_a_name_that_is_not_listed_stays_its_own(name: str) -> None:
    """Nothing is matched by likeness."""
    assert load_indicators().by_label(name) is None
