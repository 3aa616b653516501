"""The linter of the programme vocabulary: what an analyst or a contributor could break in `ontology/programmes/*.csv`."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.ontology.templates import MAX_NAMES, expand
from kg.ontology.vocabulary import COLUMNS, Concept, Vocabulary, load_vocabulary

FOLDER = Path(__file__).parents[2] / "ontology" / "programmes"
FILES = sorted(FOLDER.glob("*.csv"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def where(concept: Concept) -> str:
    return f"{concept.file}:{concept.line} {concept.label}"


def test_there_are_at_least_eight_hundred_programmes(vocabulary: Vocabulary) -> None:
    assert sum(not concept.domain for concept in vocabulary.concepts.values()) >= 800


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_has_the_columns_in_order(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))

    assert tuple(header) == COLUMNS


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_row_has_as_many_cells_as_the_header(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))

    assert [row[0] for row in rows if len(row) != len(COLUMNS)] == []


def test_no_two_concepts_share_a_label(vocabulary: Vocabulary) -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for concept in vocabulary.concepts.values():
        seen[concept.label].append(where(concept))

    assert {label: places for label, places in seen.items() if len(places) > 1} == {}


def test_no_name_is_claimed_by_two_concepts(vocabulary: Vocabulary) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for concept in vocabulary.concepts.values():
        for name in concept.names:
            seen[name].add(where(concept))

    assert {name: sorted(places) for name, places in seen.items() if len(places) > 1} == {}


def test_no_concept_is_broader_than_itself(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts.values():
        above, seen = concept.broader, {concept.id}
        while above is not None:
            assert above not in seen, f"{where(concept)} is in a circle of broader concepts"
            seen.add(above)
            above = vocabulary.concepts[above].broader


def test_every_programme_stands_below_a_heading(vocabulary: Vocabulary) -> None:
    orphans = [
        where(concept)
        for concept in vocabulary.concepts.values()
        if not concept.domain and not any(above.domain for above in vocabulary.ancestors(concept.id))
    ]

    assert orphans == []


def test_every_concept_has_a_definition_and_an_english_label(vocabulary: Vocabulary) -> None:
    lacking = [where(c) for c in vocabulary.concepts.values() if not c.definition or not c.label_en]

    assert lacking == []


def test_no_name_is_a_single_character(vocabulary: Vocabulary) -> None:
    assert [name for name in vocabulary.by_name if len(name) < 2] == []


def test_a_negative_string_is_never_a_name_of_the_same_concept(vocabulary: Vocabulary) -> None:
    wrong = [where(c) for c in vocabulary.concepts.values() if set(c.negatives) & set(c.names)]

    assert wrong == []


def test_names_are_written_in_cleaned_form(vocabulary: Vocabulary) -> None:
    marks = set("，；：（）％！？ 　\t")

    assert [name for name in vocabulary.by_name if marks & set(name)] == []


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_no_template_explodes(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for template in filter(None, row["alt"].split(";")):
                assert len(expand(template)) <= MAX_NAMES


WRONG = {
    "a template that does not close": ("id,label,alt\nmine,潮湾健康,潮湾健康(品牌\n", 2, "unmatched bracket"),
    "no label": ("id,label\nmine,\n", 2, "a concept needs an id and a label"),
    "a label of the vocabulary": ("id,label\nmine,安宁疗护\n", 2, "label '安宁疗护' is that of 'hospice-care' at ageing.csv:"),
    "a label twice": ("id,label\none,潮湾健康\ntwo,潮湾健康\n", 3, "label '潮湾健康' is that of 'one'"),
    "a label that differs in width": ("id,label\none,潮湾A\ntwo,潮湾Ａ\n", 3, "label '潮湾Ａ' is that of 'one'"),
    "an id of the vocabulary": ("id,label\nageing,潮湾健康\n", 2, "id 'ageing' stands already at domains.csv:"),
    "a name of one character": ("id,label,alt\nmine,潮湾健康,潮\n", 2, "name '潮' is too short"),
    "an unknown column": ("id,label,alias\nmine,潮湾健康,潮湾\n", 1, "has a column 'alias'"),
    "a broader concept that is none": ("id,label,broader\nmine,潮湾健康,nothing\n", 2, "broader 'nothing' is no concept's id"),
    "a concept broader than itself": ("id,label,broader\nmine,潮湾健康,mine\n", 2, "broader leads from 'mine' back to itself"),
    "a circle": (
        "id,label,broader\nout,潮湾门诊,one\none,潮湾健康,two\ntwo,潮湾小屋,one\n",
        3,
        "broader leads from 'one' back to itself",
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_row_of_an_own_file_is_named_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(VocabularyError, match=re.escape(f"own.csv:{line}: {message}")):
        load_vocabulary(own)


def test_an_own_file_wins_for_names(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,label,alt,documents,mentions,sentence\nmine,潮湾关怀,安宁疗护;临终关怀,1,2,设潮湾关怀。\n", encoding="utf-8")

    loaded = load_vocabulary(own)

    assert {loaded.by_name[name].id for name in ("潮湾关怀", "安宁疗护", "临终关怀")} == {"mine"}
    assert loaded.concepts["hospice-care"].label == "安宁疗护"


def test_a_file_called_domains_holds_programmes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("domains.csv").write_text("id,label\nmine,潮湾健康\n", encoding="utf-8")

    assert load_vocabulary(Path("domains.csv")).by_name["潮湾健康"].id == "mine"
