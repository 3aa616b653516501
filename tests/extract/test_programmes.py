"""Programmes in written sentences: what is a mention, with which span and canonical name, and what is none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.citations import find_citations
from kg.extract.programme_candidates import Candidate, canonical, choose
from kg.extract.programmes import ProgrammeFinder, ProgrammeFindings
from kg.model import Span
from kg.ontology.vocabulary import load_vocabulary
from tests.extract.programme_cases import context_of, finder

CASES = Path(__file__).parents[1] / "data" / "programme_mentions.csv"


def cases() -> list[pytest.param]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=row["note"]) for row in csv.DictReader(stream)]


def find(text: str, place: str = "") -> ProgrammeFindings:
    context = context_of(text, place)
    return finder().find(context, find_citations(context.text))


@pytest.mark.parametrize("row", cases())
def test_mentions_of_a_sentence(row: dict[str, str]) -> None:
    found = find(row["text"], row["place"])

    assert "|".join(f"{m.surface}={m.name}" for m in found.mentions) == row["expected"]


def test_a_known_programme_carries_its_concept() -> None:
    (programme,) = find("推进医共体建设。").programmes

    assert programme.concept == load_vocabulary().by_name["医共体"].id
    assert programme.broader is None


def test_a_new_programme_gets_a_heading_and_its_other_names() -> None:
    (programme,) = find("打响“潮里中医”品牌。").programmes

    assert programme.concept is None
    assert programme.broader == "tcm"
    assert programme.names == ("潮里中医品牌",)


def test_names_inside_other_mentions_are_left_out() -> None:
    text = "依托市安宁疗护中心,推进安宁疗护。"
    context = context_of(text)
    from kg.model import Mention

    taken = Mention(Span(2, 9), text[2:9], "institution", "潮州市安宁疗护中心", "case")

    (mention,) = finder().find(context, (taken,)).mentions

    assert mention.span == Span(12, 16)


def test_a_canonical_name_has_no_quotes_and_no_line_break() -> None:
    assert canonical("“医养\n结合”行动") == "医养结合行动"


def test_a_finder_gives_the_same_answer_twice() -> None:
    text = "推进“潮里护理”和远程医疗,实施乡村健康提升工程。"

    assert find(text) == ProgrammeFinder(load_vocabulary()).find(context_of(text), ())


spans = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(spans, max_size=8), st.randoms())
@settings(max_examples=60, deadline=None)
def test_chosen_candidates_never_overlap_and_do_not_depend_on_order(
    drawn: list[Span], random: object
) -> None:
    candidates = [Candidate(span, f"n{i}", "case") for i, span in enumerate(dict.fromkeys(drawn))]
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    chosen = choose(candidates)

    assert [c.span for c in chosen] == [c.span for c in choose(shuffled)]
    assert all(not a.span.overlaps(b.span) for a in chosen for b in chosen if a != b)
