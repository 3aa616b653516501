"""Renamed offices of one place are linked in the order of their times; offices of different places never are."""

import pytest

from kg.build.successions import successions


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (["海宁市卫生局", "海宁市卫生健康局"], [("海宁市卫生局", "海宁市卫生健康局")]),
        (
            ["四川省卫生厅", "四川省卫生和计划生育委员会", "四川省卫生健康委员会"],
            [("四川省卫生厅", "四川省卫生和计划生育委员会"), ("四川省卫生和计划生育委员会", "四川省卫生健康委员会")],
        ),
        (["海宁市卫生局", "海盐县卫生健康局"], []),
        (["厦门市卫生健康委员会", "厦门市翔安区卫生局"], []),
        (["海宁市卫生监督局", "海宁市卫生健康局"], []),
        (["海宁市卫生健康局"], []),
    ],
)
def test_successions(names: list[str], pairs: list[tuple[str, str]]) -> None:
    assert successions(names) == sorted(pairs)
