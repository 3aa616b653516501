"""The linter of the programme vocabulary: what an analyst or a contributor could break in `ontology/programmes/*.csv`."""

from __future__ import annotations

import csv
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


def test_a_wrong_row_of_an_own_file_is_named_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,label,alt,broader\nmine,潮湾健康,潮湾健康(品牌,\n", encoding="utf-8")

    with pytest.raises(VocabularyError, match=r"own\.csv:2: unmatched bracket"):
        load_vocabulary(own)
