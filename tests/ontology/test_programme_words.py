"""The word lists of the programme finder."""

from __future__ import annotations

import re

import pytest

from kg.ontology.programme_words import KINDS, alternation, load_programme_words
from kg.ontology.vocabulary import load_vocabulary


def test_every_kind_has_words() -> None:
    assert set(load_programme_words().kinds) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_word_stands_twice_in_a_kind(kind: str) -> None:
    words = load_programme_words().of(kind)

    assert len(words) == len(set(words))


def test_headings_of_new_names_are_headings_of_the_vocabulary() -> None:
    concepts = load_vocabulary().concepts

    assert [
        entry for entry in load_programme_words().of("broader") if entry.split(":")[1] not in concepts
    ] == []


def test_the_longest_word_matches_first() -> None:
    match = re.match(alternation(("行动", "行动计划")), "行动计划书")

    assert match is not None
    assert match.group() == "行动计划"


def test_an_empty_alternation_is_refused() -> None:
    with pytest.raises(ValueError, match="match everywhere"):
        alternation(())
