"""Title, issuer, jurisdiction, date, years, kind and number, on documents of many provinces, levels and times."""

import json
from datetime import date
from pathlib import Path

import pytest

from kg.extract.clean import clean
from kg.extract.dates import dates, five_year_plan, year_range, years
from kg.extract.metadata import read_metadata
from kg.extract.titles import type_of_title
from kg.model import Metadata
from kg.ontology.places import Gazetteer, load_gazetteer

CASES = Path(__file__).parent / "metadata_cases.txt"
FIELDS = ("title", "issuer", "jurisdiction", "issued", "period", "type", "number")


def read_cases() -> list[tuple[str, dict[str, str], str]]:
    """Name, expected fields and text of every case in the file."""
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, expected, text = block.split("\n", 2)
        cells = [cell.strip() for cell in expected.split(" | ")]
        cases.append((name, dict(zip(FIELDS, cells, strict=True)), text))
    return cases


def as_row(found: Metadata, gazetteer: Gazetteer) -> dict[str, str]:
    """Metadata in the notation of the case file."""
    place = gazetteer.get(found.jurisdiction) if found.jurisdiction else None
    return {
        "title": found.title or "-",
        "issuer": found.issuer or "-",
        "jurisdiction": gazetteer.full_name(place) if place else "-",
        "issued": found.issued.isoformat() if found.issued else "-",
        "period": f"{found.period_start}-{found.period_end}" if found.period_start else "-",
        "type": found.document_type or "-",
        "number": found.document_number or "-",
    }


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(("expected", "text"), [case[1:] for case in read_cases()], ids=[c[0] for c in read_cases()])
def test_metadata(gazetteer: Gazetteer, expected: dict[str, str], text: str) -> None:
    """Every field is as the case says, `*` where it is not asked."""
    cleaned = clean(text)

    found = read_metadata(cleaned, gazetteer)

    row = as_row(found, gazetteer)
    asked = {key: value for key, value in expected.items() if value != "*"}
    assert {key: row[key] for key in asked} == asked
    assert found.jurisdiction_basis
