"""What is known of Chinese health institutions: how their names end, what may stand inside a name, which ones exist.

Reads `institution_heads.csv` (endings), `institution_words.csv` (words inside and around names),
`institution_common_words.csv` (ordinary words, from jieba's dictionary, MIT), `institution_known.csv` (institutions with
their usual short names) and `institution_townships.csv` (townships by county, National Bureau of Statistics). Finding
names in text and deciding whose they are is the business of `extract/`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from kg.errors import VocabularyError
from kg.model import InstitutionKind

Bare = Literal["county", "list", "modifier", "never"]
"""When an ending without place or marker still names one body: in a county's document, only as part of a list that
names the place, as its modifiers decide (第五医院), or never."""
WordRole = Literal["class", "ordinal", "category", "stop", "verb", "noun", "university"]
"""`class` stands inside names (中医, 肿瘤), `category` makes a class of what follows (各, 二级), `stop` ends a name to the
left (支持, 由), `verb` and `noun` are ordinary words that do so too where nothing better is known."""

_TOWNSHIP_SUFFIX = re.compile(r"(?:街道|民族乡|镇|乡|苏木)$")


@dataclass(frozen=True, slots=True)
class Head:
    """One ending of names. `full` replaces an abbreviated ending, empty where it stays as written."""

    pattern: str
    full: str
    kind: InstitutionKind
    bare: Bare
    group: str


@dataclass(frozen=True, slots=True)
class Known:
    """An institution that exists. `place` is the code of the division it belongs to, `parent` another known name."""

    name: str
    short: tuple[str, ...]
    kind: InstitutionKind
    place: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class HeadFinder:
    """All endings as one pattern; the first row that fits at a place wins."""

    heads: tuple[Head, ...]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[tuple[int, int, Head]]:
        """The endings in `text` as begin, end and the row, in order, not overlapping."""
        for match in self.pattern.finditer(text):
            yield match.start(), match.end(), self.heads[int(cast(str, match.lastgroup)[1:])]


@cache
def head_finder() -> HeadFinder:
    """The endings of `institution_heads.csv`; a pattern there must hold no capturing group."""
    heads = tuple(_heads())
    return HeadFinder(heads, re.compile("|".join(f"(?P<h{i}>{h.pattern})" for i, h in enumerate(heads))))


@cache
def word_roles() -> Mapping[str, WordRole]:
    """The role of every listed word; universities and academies of the known institutions are words too."""
    roles: dict[str, WordRole] = {}
    for name in ("institution_common_words.csv", "institution_words.csv"):
        for line, row in _rows(name, ("word", "role")):
            if row["role"] not in get_args(WordRole):
                raise VocabularyError(name, line, f"role {row['role']!r} is none of {', '.join(get_args(WordRole))}")
            roles[row["word"]] = cast(WordRole, row["role"])
    roles.update(dict.fromkeys(university_names(), "university"))
    return roles


@cache
def university_names() -> Mapping[str, str]:
    """Universities and academies by every form that opens a hospital's name: 深圳大学, 深大, 南方医科大."""
    found: dict[str, str] = {}
    for known in known_institutions():
        if known.kind == "academic":
            shortened = (known.name[:-1],) if known.name.endswith("医科大学") else ()
            found.update(dict.fromkeys((known.name, *shortened, *known.short), known.name))
    return found


@cache
def known_institutions() -> tuple[Known, ...]:
    """The institutions of `institution_known.csv`."""
    name = "institution_known.csv"
    found = []
    for line, row in _rows(name, ("name", "short", "kind", "place", "parent")):
        _check_kind(name, line, row["kind"])
        short = tuple(part for part in row["short"].split(";") if part)
        kind = cast(InstitutionKind, row["kind"])
        found.append(Known(row["name"], short, kind, row["place"], row["parent"] or None))
    return tuple(found)


@cache
def known_by_name() -> Mapping[str, tuple[Known, ...]]:
    """Known institutions by each of their names, full and short."""
    found: dict[str, tuple[Known, ...]] = {}
    for known in known_institutions():
        for name in dict.fromkeys((known.name, *known.short)):
            found[name] = (*found.get(name, ()), known)
    return found


@cache
def townships() -> Mapping[str, tuple[str, ...]]:
    """The townships and streets of every county, by its code; 海昌街道 is listed so and as 海昌."""
    found: dict[str, tuple[str, ...]] = {}
    for _, row in _rows("institution_townships.csv", ("county", "names", "source")):
        names = row["names"].split(";")
        stems = (_TOWNSHIP_SUFFIX.sub("", name) for name in names)
        found[row["county"]] = tuple(dict.fromkeys((*names, *(stem for stem in stems if len(stem) >= 2))))
    return found


def _heads() -> Iterator[Head]:
    name = "institution_heads.csv"
    for line, row in _rows(name, ("pattern", "full", "kind", "bare", "group")):
        _check_kind(name, line, row["kind"])
        if row["bare"] not in get_args(Bare):
            raise VocabularyError(name, line, f"bare {row['bare']!r} is none of {', '.join(get_args(Bare))}")
        try:
            groups = re.compile(row["pattern"]).groups
        except re.error as error:
            raise VocabularyError(name, line, f"pattern {row['pattern']!r}: {error}") from error
        if groups:
            raise VocabularyError(name, line, f"pattern {row['pattern']!r} captures; write (?:…)")
        kind, bare = cast(InstitutionKind, row["kind"]), cast(Bare, row["bare"])
        yield Head(row["pattern"], row["full"], kind, bare, row["group"])


def _check_kind(file: str, line: int, kind: str) -> None:
    if kind not in get_args(InstitutionKind):
        raise VocabularyError(file, line, f"kind {kind!r} is none of {', '.join(get_args(InstitutionKind))}")


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with files("kg.ontology").joinpath(name).open(encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != columns:
            raise VocabularyError(name, 1, f"columns must be {', '.join(columns)}")
        for row in reader:
            if None in row or None in row.values():
                raise VocabularyError(name, reader.line_num, f"a row has {len(columns)} fields")
            yield reader.line_num, row
