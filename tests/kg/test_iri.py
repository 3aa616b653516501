"""IRIs are pure, injective and stable."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iri import DEFAULT_BASE, Iris, digest, local_name

names = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("海宁市中医院", "海宁市中医院"),
        ("互联网+医疗健康", "互联网%2B医疗健康"),
        ("DRG付费(试点)", "DRG付费%28试点%29"),
        ("ＤＲＧ", "DRG"),
        ("100%", "100%25"),
    ],
)
def test_local_name_keeps_letters_and_encodes_the_rest(name: str, expected: str) -> None:
    assert local_name(name) == expected


@given(names, names)
def test_distinct_keys_give_distinct_digests_whatever_their_boundary(a: str, b: str) -> None:
    assert digest(a, b) != digest(a + b)
    assert (digest(a, b) == digest(b, a)) == (a == b)


@given(names)
def test_a_local_name_is_valid_in_an_iri(name: str) -> None:
    import pyoxigraph

    assert pyoxigraph.NamedNode(Iris().programme(name)).value.startswith(DEFAULT_BASE)


def test_a_base_gets_its_slash() -> None:
    assert Iris("https://example.org/x").place("330481") == "https://example.org/x/place/330481"


def test_an_iri_is_the_same_in_another_process() -> None:
    code = "from kg.iri import Iris; print(Iris().statement('a', 'b', 'c'))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert other.stdout.strip() == Iris().statement("a", "b", "c")
