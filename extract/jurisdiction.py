"""The place a document speaks for, decided from the votes of `place_votes.py`, and the reasons kept.

Where the best place does not stand out there is none: never a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kg.extract.issuers import has_level
from kg.extract.place_votes import Ballot, Reading, add_townships, collect_votes
from kg.ontology.places import Gazetteer, Place

ABOVE_SHARE, BELOW_SHARE = 0.25, 0.2
FEW_PARTS, PARTS_WEIGHT = 3.0, 0.7
"""A text that names more than three parts of a place (districts of a city) speaks for the place a little more with each."""

WRONG_LEVEL = 0.35
"""What is left of a place's score when the text calls its own area by another level (全县 in a document of a 市)."""

ENOUGH, MARGIN, ABOVE_MARGIN = 1.5, 1.35, 1.1
"""A score that decides, how far it must exceed the next place's, and a place's lead over one that lies inside it."""

SINGLED_OUT = 0.6
"""The share of the best place's score at which the only place inside it that the text dwells on is taken instead."""

FEW_MARKS = 3
"""With fewer than this many 全市, 我县 and the like the level is not held against a place."""

NAMESAKE_LEAD = 0.5
"""How much more the places above one of two namesakes must count than those above the other."""


_TO_PROVINCES = re.compile(r"(?m)^各省、自治区、直辖市")
HEAD_REACH = 1500
"""How far into a document its recipients may stand."""
_MASKED = re.compile(r"(?:XX|××|\*{2}|[○〇]{2}|某某?)(?:自治州|[省市县区旗州盟])")
MASKS, MASKED_ENOUGH = 2, 6.0
"""So many masked places make an anonymised copy, in which a place named once (the superior's) is not the document's own."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place found (`None`: the evidence does not suffice) and one Chinese sentence naming what it rests on."""

    place: Place | None
    basis: str


def find_jurisdiction(reading: Reading, gazetteer: Gazetteer, source_file: str = "") -> Jurisdiction:
    """The jurisdiction of a cleaned document, `source_file` consulted only to break a tie."""
    offices = reading.offices
    if any(office.place == "国家" or office.name == "卫生部" for office in offices[:1]):
        return Jurisdiction(gazetteer.get("100000"), f"“{offices[0].surface}”为国家机关")
    if _TO_PROVINCES.search(reading.text[:HEAD_REACH]) and not any(office.place for office in offices):
        return Jurisdiction(gazetteer.get("100000"), "主送各省、自治区、直辖市")
    ballot = collect_votes(reading, gazetteer)
    ranked = _ranked(ballot, gazetteer)
    if not _decided(ranked, ballot, gazetteer):
        add_townships(ballot, reading.text, gazetteer)
        ranked = _ranked(ballot, gazetteer)
    masked = len(_MASKED.findall(reading.text)) >= MASKS
    return _verdict(ballot, ranked, gazetteer, source_file, masked=masked)


def _ranked(ballot: Ballot, gazetteer: Gazetteer) -> list[tuple[float, Place]]:
    """Places with votes, and the places above them, best first."""
    marks = _marks_allowed(ballot)
    pool = {code: gazetteer.get(code) for code in ballot.direct}
    places = {code: place for code, place in pool.items() if place is not None}
    for place in tuple(places.values()):
        places.update({above.code: above for above in gazetteer.ancestors(place) if above.level != "country"})
    below: dict[str, float] = defaultdict(float)
    parts: dict[str, float] = defaultdict(float)
    for code, weight in ballot.direct.items():
        found = places.get(code)
        for step, above in enumerate(gazetteer.ancestors(found) if found else ()):
            below[above.code] += min(weight, 4.0)
            if step == 0:
                parts[above.code] += min(weight, 1.0)
    ranked = []
    for place in places.values():
        above_votes = sum(min(ballot.direct.get(a.code, 0.0), 8.0) for a in gazetteer.ancestors(place))
        score = ballot.direct.get(place.code, 0.0)
        score += (ABOVE_SHARE * above_votes if score else 0.0) + BELOW_SHARE * min(below[place.code], 20.0)
        score += PARTS_WEIGHT * max(parts[place.code] - FEW_PARTS, 0.0)
        if not place.current:
            score *= 0.9
        if marks and not any(has_level(place, mark) for mark in marks):
            score *= WRONG_LEVEL
        ranked.append((score, place))
    return _promoted(sorted(ranked, key=lambda pair: (-pair[0], pair[1].code)), ballot, gazetteer)


def _promoted(
    ranked: list[tuple[float, Place]], ballot: Ballot, gazetteer: Gazetteer
) -> list[tuple[float, Place]]:
    """The ranking with the one place inside the best put first where the text is rather about that.

    A document of a district names its city again and again; one of the city rarely dwells on a single district.
    """
    if len(ranked) < 2:
        return ranked
    (best_score, best), (score, place) = ranked[:2]
    others = [s for s, p in ranked[2:] if gazetteer.contains(best, p) and not gazetteer.contains(place, p)]
    if (
        gazetteer.contains(best, place)
        and score >= SINGLED_OUT * best_score
        and max(others, default=0.0) < score / 2
        and _marks_of(ballot, best) <= _marks_of(ballot, place)
    ):
        return [(best_score, place), (score, best), *ranked[2:]]
    return ranked


def _marks_of(ballot: Ballot, place: Place) -> int:
    return sum(count for mark, count in ballot.marks.items() if has_level(place, mark))


def _marks_allowed(ballot: Ballot) -> tuple[str, ...]:
    """The level marks that may be the document's own: those with at least 60 % of the leader's count."""
    top = max(ballot.marks.values(), default=0)
    if top < FEW_MARKS:
        return ()
    return tuple(mark for mark, count in ballot.marks.items() if count >= 0.6 * top)


def _decided(ranked: list[tuple[float, Place]], ballot: Ballot, gazetteer: Gazetteer) -> bool:
    if not ranked or ranked[0][0] < ENOUGH:
        return False
    best_score, best = ranked[0]
    for score, place in ranked[1:]:
        if place.name == best.name:
            if not _stands_above(best, place, ballot, gazetteer):
                return False
            continue
        above = gazetteer.contains(place, best)
        margin = 1.0 if above else ABOVE_MARGIN if gazetteer.contains(best, place) else MARGIN
        if best_score < score * margin:
            return False
    return True


def _stands_above(best: Place, namesake: Place, ballot: Ballot, gazetteer: Gazetteer) -> bool:
    """Whether the text names what lies above the one namesake, and clearly less of what lies above the other."""
    ours = {p.code for p in gazetteer.ancestors(best)}
    theirs = {p.code for p in gazetteer.ancestors(namesake)}
    votes = ballot.direct
    lead = sum(votes.get(c, 0.0) for c in ours - theirs) - sum(votes.get(c, 0.0) for c in theirs - ours)
    return lead >= NAMESAKE_LEAD


def _verdict(
    ballot: Ballot, ranked: list[tuple[float, Place]], gazetteer: Gazetteer, source_file: str, *, masked: bool
) -> Jurisdiction:
    if masked and (not ranked or ranked[0][0] < MASKED_ENOUGH):
        return Jurisdiction(None, "原文隐去了地名")
    if _decided(ranked, ballot, gazetteer):
        best = _renamed(ranked[0][1], ballot, gazetteer)
        return Jurisdiction(best, _because(ballot, best, gazetteer) + _conflict(best, source_file, gazetteer))
    rivals = [place for score, place in ranked if ranked and score >= max(ranked[0][0] / MARGIN, 1.0)]
    named = [p for match in gazetteer.find(source_file) for p in match.places]
    by_name = [place for place in rivals if any(gazetteer.contains(above, place) for above in named)]
    if len(by_name) == 1:
        return Jurisdiction(by_name[0], _because(ballot, by_name[0], gazetteer) + "；文件名据以取舍")
    listed = "、".join(dict.fromkeys(gazetteer.full_name(place) for place in rivals[:4]))
    return Jurisdiction(None, f"证据不足：可能为{listed}" if listed else "文中没有指明地方的证据")


def _renamed(place: Place, ballot: Ballot, gazetteer: Gazetteer) -> Place:
    """The place itself, or what it became where the text names that too: 沙县 in a document that also says 沙县区."""
    heir = gazetteer.current(place)
    return heir if heir.level == place.level and ballot.direct.get(heir.code, 0.0) >= ENOUGH else place


def _because(ballot: Ballot, place: Place, gazetteer: Gazetteer) -> str:
    weighed = sorted(ballot.reasons[place.code].items(), key=lambda item: (-item[1], item[0]))
    reasons = [reason for reason, _ in weighed[:3]]
    if not reasons:
        return f"文中地名均属{gazetteer.full_name(place)}"
    mark = ballot.leading_mark()
    own = f"，文中自称“全{mark}”一级" if mark and has_level(place, mark) else ""
    return "；".join(reasons) + own


def _conflict(place: Place, source_file: str, gazetteer: Gazetteer) -> str:
    """A warning where the file's name points to places of which none is, holds or lies in the one found."""
    named = [p for match in gazetteer.find(source_file) for p in match.places]
    if not named or any(gazetteer.contains(p, place) or gazetteer.contains(place, p) for p in named):
        return ""
    return f"；文件名提示{gazetteer.full_name(named[0])}，与正文不符"
