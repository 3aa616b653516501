"""The standing indicators of the health system with their names, from `ontology/indicators.csv`.

Columns: id, label, label_en, alt, unit, dimension, denominator, population, direction, definition, source. `alt` holds
templates separated by `;` (see `templates.py`); a bracket that belongs to a name is written full-width there.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError
from kg.ontology.templates import expand

_HALF_WIDTH = str.maketrans("（）", "()")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One standing indicator; `names` are all its names, the label first; `direction` is up, down, range or none."""

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
    """All standing indicators by id and by name."""

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]

    def by_label(self, label: str) -> Indicator | None:
        """The indicator with that preferred label."""
        found = self.by_name.get(label)
        return found if found is not None and found.label == label else None


@cache
def load_indicators() -> Indicators:
    """The shipped indicators; raises `VocabularyError` for a malformed row or a repeated id."""
    by_id: dict[str, Indicator] = {}
    with files("kg.ontology").joinpath("indicators.csv").open(encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            indicator = _indicator(row, reader.line_num)
            if indicator.id in by_id:
                raise VocabularyError("indicators.csv", reader.line_num, f"id {indicator.id!r} stands twice")
            by_id[indicator.id] = indicator
    by_name = {indicator.label: indicator for indicator in by_id.values()}
    for indicator in by_id.values():
        for name in indicator.names:
            by_name.setdefault(name, indicator)
    return Indicators(by_id, by_name)


def _indicator(row: dict[str, str], line: int) -> Indicator:
    try:
        templates = [cell.strip() for cell in row["alt"].split(";") if cell.strip()]
        variants = [name.translate(_HALF_WIDTH) for template in templates for name in expand(template)]
    except ValueError as error:
        raise VocabularyError("indicators.csv", line, str(error)) from error
    return Indicator(
        id=row["id"],
        label=row["label"],
        label_en=row["label_en"],
        names=tuple(dict.fromkeys((row["label"], *variants))),
        unit=row["unit"],
        dimension=row["dimension"],
        denominator=row["denominator"],
        population=row["population"],
        direction=row["direction"],
        definition=row["definition"],
        source=row["source"],
    )
