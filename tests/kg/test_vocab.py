"""Discovered names become rows that an analyst edits and the vocabulary takes."""

import pytest

from kg.ontology.vocabulary import load_vocabulary
from kg.vocab import NEW_COLUMNS, NewName, slug, vocabulary_rows


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("夕阳小屋", (), "xi-yang-xiao-wu"),
        ("夕阳小屋", ("xi-yang-xiao-wu", "xi-yang-xiao-wu-2"), "xi-yang-xiao-wu-3"),
        ("AED·15分钟“救”在身边", (), "aed-15-fen-zhong-jiu-zai-shen-bian"),
        ("绿色+", (), "lv-se"),
        ("“·”", (), "programme"),
    ],
)
def test_an_id_is_pinyin_and_unique(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert slug(name, taken) == expected


def test_broader_is_the_id_of_a_concept_or_of_another_new_name() -> None:
    names = [
        NewName("夕阳暖屋", "老龄健康与医养结合", 2, 3, "建夕阳暖屋。"),
        NewName("夕阳晨屋", "夕阳暖屋", 1, 1, "设夕阳晨屋。"),
        NewName("安宁疗护", "", 1, 1, "推进安宁疗护。"),
    ]

    rows = [dict(zip(NEW_COLUMNS, row, strict=True)) for row in vocabulary_rows(names, load_vocabulary())]

    assert [(row["id"], row["broader"], row["documents"]) for row in rows] == [
        ("xi-yang-nuan-wu", "ageing", "2"),
        ("xi-yang-chen-wu", "xi-yang-nuan-wu", "1"),
    ]
