"""Where names begin and end, and what is no institution: `institution_spans.csv` marks every name with 【】."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.institutions import find_institutions
from tests.extract.institution_contexts import context_of

TABLE = Path(__file__).parents[1] / "data" / "institution_spans.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["marked_text"])
def test_a_sentence_names_exactly_the_marked_institutions(row: dict[str, str]) -> None:
    found = find_institutions(context_of(re.sub("[【】]", "", row["marked_text"]), row["jurisdiction"]))

    assert [m.surface for m in found.mentions if m.kind == "institution"] == re.findall("【(.*?)】", row["marked_text"])


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("加强乡镇卫生院建设", "乡镇卫生院"),
        ("二级以上综合医院设立老年医学科", "二级以上综合医院"),
        ("推进县级医院提标", "县级医院"),
        ("各级疾控中心加强监测", "疾控中心"),
        ("全部三级医院完成接入", "三级医院"),
    ],
)
def test_a_class_of_institutions_is_a_category(text: str, surface: str) -> None:
    found = find_institutions(context_of(text, "贵州省"))

    assert [(m.kind, m.surface) for m in found.mentions] == [("category", surface)]


PIECES = st.lists(
    st.sampled_from(
        ["市第五医院", "与", "、", "支持", "彭阳县中医院", "省", "市卫健委", "。", "袁花", "等4家卫生院", "(", ")", "第二", "各级", "\n", "区", "院区", "中心"]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_mentions_lie_in_order_in_the_text_and_never_overlap(text: str) -> None:
    context = context_of(text, "厦门市翔安区")
    found = find_institutions(context)
    spans = [m.span for m in found.mentions]

    assert all(m.span.of(context.text) == m.surface for m in found.mentions)
    assert all(a.end <= b.begin for a, b in itertools.pairwise(spans))
    assert {m.name for m in found.mentions if m.kind == "institution"} == {i.name for i in found.institutions}
