"""Same names in different places: every row of `institution_linking.csv` says whose institution a name is, or that the
document does not tell."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.extract.institutions import find_institutions
from tests.extract.institution_contexts import context_of

TABLE = Path(__file__).parents[1] / "data" / "institution_linking.csv"
ACCURACY_FLOOR = 0.98


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def linked(row: dict[str, str]) -> str:
    """The full name found for the row's surface, `unresolved`, or `missed`; of several the last."""
    found = find_institutions(context_of(row["text"], row["jurisdiction"]))
    unresolved = {i.name for i in found.institutions if not i.resolved}
    names = [m.name for m in found.mentions if m.kind == "institution" and m.surface == row["surface"]]
    if not names:
        return "missed"
    return "unresolved" if names[-1] in unresolved else names[-1]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['surface']}@{row['jurisdiction'] or '—'}")
def test_a_name_means_the_institution_of_its_document(row: dict[str, str]) -> None:
    assert linked(row) == row["expected"]


def test_no_name_is_merged_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong merges and refusals are counted apart: a refusal costs a link, a wrong merge the users' trust."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    merges, refusals = [], []
    for row in rows():
        found = linked(row)
        total[row["group"]] += 1
        right[row["group"]] += found == row["expected"]
        if found != row["expected"]:
            (refusals if found in ("unresolved", "missed") else merges).append((row["text"], row["expected"], found))
    with capsys.disabled():
        lines = [f"  {group:<14}{right[group]:>4}/{total[group]}" for group in sorted(total)]
        lines.append(f"  wrong merges {len(merges)}, refusals {len(refusals)}, rows {sum(total.values())}")
        sys.stdout.write("\n" + "\n".join(lines) + "\n")

    assert merges == []
    assert sum(right.values()) / sum(total.values()) >= ACCURACY_FLOOR


def test_the_table_is_broad() -> None:
    assert len(rows()) >= 170
    assert len({row["jurisdiction"] for row in rows()}) >= 70
