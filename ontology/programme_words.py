"""The words around names of programmes: heads, verbs before a name, slogans, government-wide drives, plain activities.

They stand in `ontology/programme_words.csv` (kind, word, note); what each kind is for is said there in the notes and in
`docs`. The rules that use them are in `extract/programme_*.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError

WORDS_FILE = "programme_words.csv"


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The words of `programme_words.csv` by kind."""

    kinds: dict[str, tuple[str, ...]]

    def of(self, kind: str) -> tuple[str, ...]:
        """The words of one kind, in file order. Raises `KeyError` for a kind that the file does not have."""
        return self.kinds[kind]

    def any_of(self, *kinds: str) -> str:
        """A regular expression that matches any word of the kinds, longest first."""
        return alternation(word for kind in kinds for word in self.of(kind))


def alternation(words: Iterable[str]) -> str:
    """A group that matches any of `words`, longest first. Raises `ValueError` where there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        raise ValueError("an alternation of no words would match everywhere")
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


@cache
def load_programme_words() -> ProgrammeWords:
    """The shipped words. Raises `VocabularyError` naming file and line for a row without a kind or a word."""
    kinds: dict[str, list[str]] = {}
    text = files("kg.ontology").joinpath(WORDS_FILE).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        if not row["kind"] or not row["word"]:
            raise VocabularyError(WORDS_FILE, reader.line_num, "a row needs a kind and a word")
        kinds.setdefault(row["kind"], []).append(row["word"])
    return ProgrammeWords({kind: tuple(words) for kind, words in kinds.items()})
