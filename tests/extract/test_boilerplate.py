"""Every row of the boilerplate table is a kind, a pattern that compiles and a note."""

import csv
import re
from importlib.resources import files


def test_rows() -> None:
    with files("kg.extract").joinpath("boilerplate.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            assert row["kind"] in {"navigation", "metadata"}
            assert set(row) == {"kind", "pattern", "note"}
            assert row["note"]
            assert not re.compile(row["pattern"]).search("")
