"""The words that the target rules go by, from `target_words.csv`: one list a kind, editable without touching a rule."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError

_FILE = "target_words.csv"


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = defaultdict(dict)
    text = files("kg.ontology").joinpath(_FILE).read_text(encoding="utf-8")
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if not row.get("kind") or not row.get("word"):
            raise VocabularyError(_FILE, line, "a row needs a kind and a word")
        if row["word"] in table[row["kind"]]:
            raise VocabularyError(_FILE, line, f"{row['word']!r} is listed twice as {row['kind']}")
        table[row["kind"]][row["word"]] = row.get("detail") or ""
    return table


def words(kind: str) -> tuple[str, ...]:
    """The words of a kind, longer ones first."""
    return tuple(sorted(_table()[kind], key=lambda word: (-len(word), word)))


def details(kind: str) -> Mapping[str, str]:
    """The words of a kind with what the list says of each."""
    return _table()[kind]


def any_of(*kinds: str) -> str:
    """A pattern that matches any word of the kinds, longest first.

    Raises `ValueError` for kinds without words: an empty alternation would match everywhere.
    """
    found = sorted((word for kind in kinds for word in words(kind)), key=lambda word: (-len(word), word))
    if not found:
        raise ValueError(f"no words of kind {', '.join(kinds)}")
    return "(?:" + "|".join(map(re.escape, found)) + ")"
