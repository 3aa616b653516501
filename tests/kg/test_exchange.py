"""An extraction survives JSON unchanged, so that extracting and building can happen on different machines."""

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import ReadError
from kg.exchange import from_json, to_json
from kg.model import Extraction, Span

st.register_type_strategy(Span, st.tuples(st.integers(0, 10**6), st.integers(1, 999)).map(lambda p: Span(p[0], sum(p))))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(-(2**63), 2**63))
SAMPLES = Path(__file__).parents[2] / "samples"


@given(st.from_type(Extraction))
def test_json_round_trip(extraction: Extraction) -> None:
    assert from_json(to_json(extraction)) == extraction


def test_extract_prints_one_line_of_json() -> None:
    result = CliRunner().invoke(main, ["extract", str(SAMPLES / "xiangan-2024-plan.txt")], catch_exceptions=False)
    extraction = from_json(result.stdout_bytes)

    assert extraction.document.source_file == "xiangan-2024-plan.txt"
    assert len(extraction.sections) > 15


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"document": 3}'])
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="is not an extraction in JSON"):
        from_json(data)


@given(st.integers(-3, 9), st.integers(-3, 9))
def test_a_span_is_never_empty_or_reversed(begin: int, end: int) -> None:
    if 0 <= begin < end:
        assert Span(begin, end).of("0123456789") == "0123456789"[begin:end]
    else:
        with pytest.raises(ValueError, match="not a span"):
            Span(begin, end)
