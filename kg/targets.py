"""The targets of a built graph as rows: read, filtered, sorted, and written as CSV or Excel with the sentence beside each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.store import query

COMPARATORS = {
    "Equal": "=",
    "AtLeast": "≥",
    "AtMost": "≤",
    "MoreThan": ">",
    "LessThan": "<",
    "Between": "",
    "Approximately": "≈",
}
COMPARATOR_NAMES = {
    "Equal": "等于",
    "AtLeast": "不低于",
    "AtMost": "不高于",
    "MoreThan": "超过",
    "LessThan": "低于",
    "Between": "介于",
    "Approximately": "约",
}
STATES = {"Planned": "计划", "Achieved": "已达成"}
CHANGES = {"Increase": "增加", "Decrease": "减少", "": ""}
HEADERS = {
    "place": "地区",
    "year": "年份",
    "status": "状态",
    "programme": "项目",
    "indicator": "指标",
    "standing": "标准指标",
    "comparator": "比较",
    "value": "数值",
    "upper": "上限",
    "unit": "单位",
    "change": "变化",
    "normalised": "标准化数值",
    "normalised_unit": "基准单位",
    "institution": "责任机构",
    "section": "条目",
    "sentence": "原文",
    "document": "文件",
    "file": "文件名",
    "begin": "起",
    "end": "止",
}
"""Column titles of an export, in order."""

_QUERY = """
SELECT ?target ?indicator ?standing ?comparator ?value ?upper ?unit ?change ?year ?status ?place ?programme ?institution
       ?normalised ?normalisedUnit ?begin ?end ?text ?title ?file ?section WHERE {
  ?document hs:setsTarget ?target ; hs:sourceFile ?file ; dcterms:title ?title .
  ?target hs:indicator/skos:prefLabel ?indicator ; hs:comparator ?comparator ; hs:value ?value ; hs:status ?status ;
          hs:evidence ?evidence .
  ?evidence nif:beginIndex ?begin ; nif:endIndex ?end ; nif:referenceContext/nif:isString ?text .
  OPTIONAL { ?target hs:indicator/skos:closeMatch/skos:prefLabel ?standing }
  OPTIONAL { ?target hs:upperValue ?upper }
  OPTIONAL { ?target hs:unit ?unit }
  OPTIONAL { ?target hs:change ?change }
  OPTIONAL { ?target hs:targetYear ?year }
  OPTIONAL { ?target hs:appliesToPlace/skos:prefLabel ?place }
  OPTIONAL { ?target hs:concerns/skos:prefLabel ?programme }
  OPTIONAL { ?target hs:responsibleParty/skos:prefLabel ?institution }
  OPTIONAL { ?target hs:normalisedValue ?normalised ; hs:normalisedUnit ?normalisedUnit }
  OPTIONAL { ?target hs:inSection/dcterms:title ?section }
}
"""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target; `standing` is the vocabulary's indicator where the text's is a form of it, `sentence` is the whole sentence as written, `begin` and `end` the offsets of the clause in the file's text."""

    place: str
    year: int | None
    status: str
    programme: str
    indicator: str
    standing: str
    comparator: str
    value: Decimal
    upper: Decimal | None
    unit: str
    change: str
    normalised: Decimal | None
    normalised_unit: str
    institution: str
    section: str
    sentence: str
    document: str
    file: str
    begin: int
    end: int
    within: tuple[str, ...] = ()

    @property
    def amount(self) -> str:
        """The number as a person reads it: ≥90%, 1–3百分点, ↓2.3百分点."""
        arrow = {"Increase": "↑", "Decrease": "↓"}.get(self.change, "")
        number = f"{self.value}–{self.upper}" if self.upper is not None else str(self.value)
        unit = self.unit if self.unit != "1:" else ""
        number = f"1:{number}" if self.unit == "1:" else number
        return f"{arrow}{COMPARATORS[self.comparator] if self.comparator != 'Equal' else ''}{number}{unit}"


def read_targets(store: ox.Store, base: str) -> list[TargetRow]:
    """All targets of the graph, in the order of file and place in it."""
    solutions = query(store, _QUERY, base)
    assert isinstance(solutions, ox.QuerySolutions)
    above = _places_above(store, base)
    rows = {solution["target"].value: _row(solution, above) for solution in solutions}
    return sorted(rows.values(), key=lambda row: (row.file, row.begin, row.end, row.indicator))


def _places_above(store: ox.Store, base: str) -> dict[str, tuple[str, ...]]:
    """The names of the places that each place lies in."""
    sparql = "SELECT ?name ?above WHERE { ?p a hs:Place ; skos:prefLabel ?name ; hs:locatedIn+/skos:prefLabel ?above } ORDER BY ?name ?above"
    solutions = query(store, sparql, base)
    assert isinstance(solutions, ox.QuerySolutions)
    above: dict[str, tuple[str, ...]] = {}
    for solution in solutions:
        name = solution["name"].value
        above[name] = (*above.get(name, ()), solution["above"].value)
    return above


def _row(solution: ox.QuerySolution, above: dict[str, tuple[str, ...]]) -> TargetRow:
    def text(name: str) -> str:
        term = solution[name]
        return term.value if term is not None else ""

    def number(name: str) -> Decimal | None:
        return Decimal(text(name)) if text(name) else None

    begin, end = int(text("begin")), int(text("end"))
    return TargetRow(
        place=text("place"),
        year=int(text("year")) if text("year") else None,
        status=_local(text("status")),
        programme=text("programme"),
        indicator=text("indicator"),
        standing=text("standing"),
        comparator=_local(text("comparator")),
        value=Decimal(text("value")),
        upper=number("upper"),
        unit=text("unit"),
        change=_local(text("change")),
        normalised=number("normalised"),
        normalised_unit=text("normalisedUnit"),
        institution=text("institution"),
        section=text("section"),
        sentence=sentence_around(text("text"), begin, end),
        document=text("title"),
        file=text("file"),
        begin=begin,
        end=end,
        within=above.get(text("place"), ()),
    )


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


def sentence_around(text: str, begin: int, end: int) -> str:
    """The sentence of `text` that holds [begin, end), line breaks removed; stops are 。！？ and blank lines."""
    starts = [text.rfind(stop, 0, begin) + len(stop) for stop in ("。", "！", "？", "\n\n") if stop in text[:begin]]
    ends = [at + (0 if stop == "\n\n" else 1) for stop in ("。", "！", "？", "\n\n") if (at := text.find(stop, end)) >= 0]
    return "".join(text[max(starts, default=0) : min(ends, default=len(text))].split())


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows to keep: texts are found inside the names (a place's name or that of a place it lies in), `year` and `status` are exact; `None` keeps all."""

    place: str | None = None
    programme: str | None = None
    indicator: str | None = None
    year: int | None = None
    status: str | None = None
    document: str | None = None

    def keep(self, row: TargetRow) -> bool:
        """Whether a row passes every filter."""
        return (
            (self.place is None or any(self.place in name for name in (row.place, *row.within)))
            and (self.programme is None or self.programme in row.programme)
            and (self.indicator is None or self.indicator in row.indicator or self.indicator in row.standing)
            and (self.year is None or self.year == row.year)
            and (self.status is None or self.status.lower() == row.status.lower())
            and (self.document is None or self.document in row.document or self.document in row.file)
        )


def sort_rows(rows: Iterable[TargetRow], key: str) -> list[TargetRow]:
    """Rows by one of their fields; rows without that field come last."""
    chosen: Callable[[TargetRow], object] = lambda row: getattr(row, key)  # noqa: E731  # one key of many
    return sorted(rows, key=lambda row: (chosen(row) in (None, ""), chosen(row) if chosen(row) is not None else 0, row.file, row.begin))


def cells(row: TargetRow) -> list[object]:
    """A row's fields in the order of `HEADERS`, closed sets in Chinese; numbers stay numbers."""
    names = {"comparator": COMPARATOR_NAMES, "status": STATES, "change": CHANGES}
    return [names[name][getattr(row, name)] if name in names else getattr(row, name) for name in HEADERS]


def to_csv(rows: Sequence[TargetRow]) -> str:
    """CSV with Chinese headers; a field that a spreadsheet would take for a formula is quoted with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADERS.values())
    for row in rows:
        writer.writerow(["" if value is None else _harmless(value) for value in cells(row)])
    return stream.getvalue()


def write_excel(rows: Sequence[TargetRow], path: Path) -> None:
    """An Excel workbook with one sheet: frozen header, filters, numbers as numbers, sentences wrapped.

    Raises `KgError` where `path` is not named as a workbook.
    """
    if path.suffix.lower() != ".xlsx":
        raise KgError(f"{path}: Excel opens workbooks named .xlsx only; name it {path.with_suffix('.xlsx').name}")
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "目标"
    sheet.append(list(HEADERS.values()))
    for row in rows:
        sheet.append([None if value is None else _harmless(value) for value in cells(row)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    widths = {"indicator": 36, "sentence": 80, "document": 36, "section": 28, "programme": 18, "place": 14, "file": 24}
    for column, name in enumerate(HEADERS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(name, 10)
    sentence = list(HEADERS).index("sentence") + 1
    for (cell,) in sheet.iter_rows(min_row=2, min_col=sentence, max_col=sentence):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)


def _harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula made plain text, control characters left out."""
    if not isinstance(value, str):
        return value
    text = "".join(char for char in value if char.isprintable())
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


