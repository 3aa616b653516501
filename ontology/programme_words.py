"""The words around names of programmes, from `ontology/programme_words.csv` (kind, word, note).

A mistake of the finder is most often put right here: a slogan it took for a brand, a plain activity it took for a programme,
a verb it took for the beginning of a name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import VocabularyError

WORDS_FILE = "programme_words.csv"

KINDS: Mapping[str, str] = {
    "head": "ends an unquoted name: 工程, 行动计划",
    "head-body": "ends the name of a body that several institutions form: 联盟",
    "head-campaign": "ends the name of a campaign, where the name goes into somewhere or has a day: 活动",
    "head-circle": "ends the name of a reach: 急救圈",
    "head-designation": "ends the name of something that is awarded: 示范区",
    "head-digital": "ends the name of a platform or a system",
    "head-event": "ends the name of a day, a week or a contest",
    "head-project": "ends the name of a project",
    "head-room": "ends the name of a clinic or a studio",
    "quoted-head-in": "may follow a quoted name and stays outside it: “…”活动",
    "quoted-head-out": "follows a quoted name and belongs to it: “…”病房",
    "quote-verb": "stands before a quoted brand: 打造“…”",
    "lead": "never part of a name: what follows begins one",
    "lead-weak": "begins no name, but may stand inside one",
    "strip": "words of level, number and order before a name",
    "level": "words of level that add nothing to a name",
    "trim-before": "words that a vocabulary name may begin with and the shortest name does not need",
    "trim-after": "generic tails of vocabulary names",
    "health": "marks a name as one of the health system",
    "brand": "characters that brands are made with",
    "broader": "word:heading, the heading under which a new name with that word stands; the first that fits counts",
    "plain": "names of the vocabulary that are plain activities unless quoted or followed by a head",
    "plain-tail": "the same for all variants that end so",
    "plain-name": "headed names that are no programmes: 重点项目",
    "plain-suffix": "the same for all names that end so",
    "building": "words of building works",
    "government": "drives of the whole government",
    "slogan": "quoted words that name no programme",
    "slogan-after": "what follows a slogan: “…”要求",
    "area": "marks a programme of a place or its people, not of one institution: 分级诊疗, 示范区",
    "carry": "opens a clause that goes on with the subject before it: 推进, 获评",
    "body-of-orders": "ends the name of a body that gives orders and carries nothing out itself",
    "passing-before": "before a programme that is only spoken of: 按照, 围绕",
    "passing-after": "after a programme that is only spoken of: 培训班, 现场会",
    "turned-to": "before an institution that another one turns to: 学习, 邀请",
    "pilot-verb": "what a place does with a programme that it pilots: 探索, 创建",
    "award-verb": "how a place comes to a programme; a trial only where 试点 or the like follows: 入选",
}
"""Every kind of word, with what it is for."""


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The words of `programme_words.csv` by kind."""

    kinds: Mapping[str, tuple[str, ...]]

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
    """The shipped words. Raises `VocabularyError` naming file and line for a row without a word or of an unknown kind."""
    kinds: dict[str, list[str]] = {}
    text = files("kg.ontology").joinpath(WORDS_FILE).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        if not row["word"]:
            raise VocabularyError(WORDS_FILE, reader.line_num, "a row needs a word")
        if row["kind"] not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise VocabularyError(
                WORDS_FILE, reader.line_num, f"{row['kind']!r} is no kind; kinds are {known}"
            )
        kinds.setdefault(row["kind"], []).append(row["word"])
    return ProgrammeWords({kind: tuple(words) for kind, words in kinds.items()})
