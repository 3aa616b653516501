"""The data files behind institutions are well-formed, and errors in them name file and line."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.ontology import institutions
from kg.ontology.institutions import head_finder, known_by_name, known_institutions, townships, word_roles
from kg.ontology.places import load_gazetteer


def test_every_known_institution_lies_in_a_place_of_the_gazetteer() -> None:
    gazetteer = load_gazetteer()

    assert [k.name for k in known_institutions() if gazetteer.get(k.place) is None] == []


def test_every_parent_is_known() -> None:
    assert [k.name for k in known_institutions() if k.parent and k.parent not in known_by_name()] == []


def test_known_names_are_distinct() -> None:
    names = [k.name for k in known_institutions()]

    assert len(names) == len(set(names))


def test_no_word_has_two_roles() -> None:
    with files("kg.ontology").joinpath("institution_words.csv").open(encoding="utf-8") as stream:
        words = [row["word"] for row in csv.DictReader(stream)]

    assert len(words) == len(set(words))


def test_a_township_is_listed_with_and_without_its_suffix() -> None:
    assert {"海昌街道", "海昌", "袁花镇", "袁花"} <= set(townships()["330481"])


def test_words_and_endings_load() -> None:
    assert word_roles()["支持"] == "stop"
    assert [head.kind for _, _, head in head_finder().find("疾控中心")] == ["public_health"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("医院,,clinic,never,hospital", "kind"),
        ("医院,,hospital,sometimes,hospital", "bare"),
        ("(医院,,hospital,never,hospital", "pattern"),
        ("(医)院,,hospital,never,hospital", "captures"),
    ],
)
def test_a_malformed_ending_is_reported_with_its_line(
    row: str, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "institution_heads.csv").write_text(f"pattern,full,kind,bare,group\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(institutions, "files", lambda package: tmp_path)
    head_finder.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=rf"institution_heads.csv:2: .*{reason}"):
            head_finder()
    finally:
        head_finder.cache_clear()
