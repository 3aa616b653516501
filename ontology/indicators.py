"""The standing indicators of the health system: the names they go by, what they count against, which way is better.

`indicators.csv` is the list; `alt` holds name templates (see `templates.py`) separated by `;`. An indicator that is not
listed stays a name of its own: nothing is matched by likeness.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError
from kg.ontology.templates import expand

INDICATORS_FILE = "indicators.csv"
COLUMNS = (
    "id", "label", "label_en", "alt", "unit", "dimension", "denominator", "population", "direction", "definition", "source",
)  # fmt: skip
DIRECTIONS = ("up", "down", "range", "none")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One standing indicator. `names` are all its written forms, the label first; `direction` is what is better: up, down, staying in a range, or none."""

    id: str
    label: str
    label_en: str
    names: tuple[str, ...]
    unit: str
    dimension: str
    denominator: str
    population: str
    direction: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class Indicators:
    """All standing indicators by id, and by each of their names."""

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def by_label(self, name: str) -> Indicator | None:
        """The standing indicator that `name` is a listed form of; a closing 数 or 人数 may be left out or added."""
        key = _key(name)
        stem = key.removesuffix("人数") if key.endswith("人数") else key.removesuffix("数")
        forms = (key, f"{stem}数", f"{stem}人数", stem)
        return next((self.by_name[form] for form in forms if form in self.by_name), None)


@cache
def load_indicators() -> Indicators:
    """The shipped indicators.

    Raises `VocabularyError` naming file and line for a malformed row, an id that stands twice or a name that two
    indicators claim.
    """
    by_id: dict[str, Indicator] = {}
    by_name: dict[str, Indicator] = {}
    text = files("kg.ontology").joinpath(INDICATORS_FILE).read_text(encoding="utf-8")
    for line, indicator in _rows(text):
        if indicator.id in by_id:
            raise VocabularyError(INDICATORS_FILE, line, f"id {indicator.id!r} stands twice")
        for name in map(_key, indicator.names):
            holder = by_name.setdefault(name, indicator)
            if holder.id != indicator.id:
                raise VocabularyError(INDICATORS_FILE, line, f"{name!r} is a name of {holder.id!r} already")
        by_id[indicator.id] = indicator
    return Indicators(by_id, by_name)


def _rows(text: str) -> Iterator[tuple[int, Indicator]]:
    reader = csv.DictReader(text.splitlines())
    missing = set(COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise VocabularyError(INDICATORS_FILE, 1, f"has no column {', '.join(sorted(missing))}")
    for row in reader:
        line = reader.line_num
        if not row["id"] or not row["label"]:
            raise VocabularyError(INDICATORS_FILE, line, "an indicator needs an id and a label")
        if row["direction"] not in DIRECTIONS:
            raise VocabularyError(
                INDICATORS_FILE, line, f"direction {row['direction']!r} is none of {', '.join(DIRECTIONS)}"
            )
        try:
            names = (row["label"], *(n for part in row["alt"].split(";") if part for n in expand(part)))
        except ValueError as error:
            raise VocabularyError(INDICATORS_FILE, line, str(error)) from error
        values = {column: row[column] for column in COLUMNS if column not in {"alt"}}
        yield line, Indicator(names=tuple(dict.fromkeys(names)), **values)


def _key(name: str) -> str:
    """A name without the marks that writers vary."""
    return "".join(c for c in name if c not in "“”\"' 　、,的")
