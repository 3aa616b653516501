"""An analyst's decisions survive every build, and say so when they no longer match anything."""

from pathlib import Path

import pytest

from kg.build.decisions import apply_decisions, read_decisions
from kg.errors import VocabularyError
from kg.model import Document, Extraction, Institution, Mention, Metadata, Relation, Span

HEADER = "decision,surface,document,name,other,by,date,note\n"
TEXT = "市二院与市医院结对,推进胸痛中心建设。"


def extraction(file: str = "a.txt") -> Extraction:
    return Extraction(
        Document(file, "0" * 64, TEXT, "utf-8", "text/plain"),
        Metadata(),
        mentions=(
            Mention(Span(0, 3), "市二院", "institution", "甲市第二人民医院", "marker"),
            Mention(Span(4, 7), "市医院", "institution", "甲市医院", "marker"),
        ),
        institutions=(Institution("甲市第二人民医院", "hospital"), Institution("甲市医院", "hospital")),
        relations=(Relation("collaboratesWith", "甲市第二人民医院", "甲市医院", Span(0, 9)),),
    )


def decided(tmp_path: Path, *rows: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """After the rows: mention names, institution names, relation ends, stale rows' kinds."""
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    applied = apply_decisions([extraction()], read_decisions(path))
    result = applied.extractions[0]
    return (
        [m.name for m in result.mentions],
        sorted(i.name for i in result.institutions),
        [f"{r.subject} {r.object}" for r in result.relations],
        [d.kind for d in applied.stale],
    )


def test_a_full_name_replaces_the_one_the_rules_chose(tmp_path: Path) -> None:
    names, institutions, relations, stale = decided(tmp_path, "full_name,市二院,,甲市第二医院,,李,2025-03-10,官网")

    assert names == ["甲市第二医院", "甲市医院"]
    assert institutions == ["甲市医院", "甲市第二医院"]
    assert relations == ["甲市第二医院 甲市医院"]
    assert stale == []


def test_same_as_merges_into_the_full_name(tmp_path: Path) -> None:
    names, institutions, _, _ = decided(tmp_path, "same_as,,,甲市医院,甲市人民医院,李,,")

    assert names == ["甲市第二人民医院", "甲市人民医院"]
    assert "甲市医院" not in institutions


def test_not_an_institution_takes_its_relations_along(tmp_path: Path) -> None:
    names, institutions, relations, _ = decided(tmp_path, "not_institution,市医院,a.txt,,,李,,")

    assert (names, institutions, relations) == (["甲市第二人民医院"], ["甲市第二人民医院"], [])


def test_different_keeps_a_mention_apart(tmp_path: Path) -> None:
    names, _, _, _ = decided(tmp_path, "different,市二院,,甲市第二人民医院,,李,,另一家")

    assert names == ["市二院", "甲市医院"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_spreadsheets_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + "not_institution,市医院,,,,李,,\n", encoding=encoding)

    assert [d.surface for d in read_decisions(path)] == ["市医院"]


@pytest.mark.parametrize(
    "row", ["full_name,市三院,,甲市第三人民医院,,,,", "full_name,市二院,b.txt,甲市第二医院,,,,", "same_as,,,乙市医院,乙市人民医院,,,"]
)
def test_a_decision_that_matches_nothing_is_stale(tmp_path: Path, row: str) -> None:
    names, _, _, stale = decided(tmp_path, row)

    assert names == ["甲市第二人民医院", "甲市医院"]
    assert stale == [row.split(",")[0]]


def test_who_and_when_stand_beside_the_mention(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(HEADER + "full_name,市二院,,甲市第二医院,,李,2025-03-10,官网\n", encoding="utf-8")

    mention = apply_decisions([extraction()], read_decisions(path)).extractions[0].mentions[0]

    assert (mention.rule, mention.basis) == ("decision", "人工判定(李 2025-03-10):官网")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("merge,市二院,,,,,,", "d.csv:2: decision is 'merge'; it can be full_name, not_institution, same_as, different"),
        ("full_name,市二院,,,,,,", "d.csv:2: full_name needs name"),
        ("full_name,市二院,,甲市第二医院,,李,三月,", "d.csv:2: date is '三月'; write it as 2025-03-10"),
    ],
)
def test_a_wrong_row_names_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "d.csv"
    path.write_text(HEADER + row + "\n", encoding="utf-8")

    with pytest.raises(VocabularyError) as caught:
        read_decisions(path)
    assert str(caught.value).endswith(message)
