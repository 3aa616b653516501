"""The place a document speaks for, decided by weighing everything that points to one, and the reasons kept.

Weights are in mentions: a place named once in running text counts 1. They were set on documents of all levels and are
to be changed together. Where the best place does not stand out there is none: never a guess.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.header import Header
from kg.extract.issuers import Office, has_level
from kg.extract.titles import Title
from kg.ontology.institutions import townships
from kg.ontology.places import Gazetteer, Place

if TYPE_CHECKING:
    import ahocorasick  # type: ignore[import-not-found]  # a C extension without stubs

OFFICE_WEIGHT = {
    "signature": 12.0,
    "title": 11.0,
    "field": 10.0,
    "letterhead": 8.0,
    "source": 6.0,
    "body": 5.0,
}
TITLE_WEIGHT, HEAD_WEIGHT, NUMBER_WEIGHT = 9.0, 3.0, 2.0
MENTION_CAP, HEALTHY_WEIGHT, RULED_WEIGHT, PURPOSE_WEIGHT = 10.0, 2.0, 2.5, 1.0
CITED_WEIGHT, CITED_CAP = 0.6, 1.8
TOWNSHIP_WEIGHT, TOWNSHIP_CAP = 2.0, 6.0
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

_OWN_AREA = re.compile(
    r"(?:全|我|本)(?P<mark>自治区|省|市|区(?!域)|县|州|盟|旗)(?!人大代|政协委|级医|场|民政|域)"
)
_OWN_RULERS = re.compile(r"(?P<mark>自治区|省|市|区|县|州|盟|旗)委[、和]?(?P=mark)?(?:人民)?政府")
_OWN_OFFICE = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<mark>省|市|区|县|州|盟|旗)(?:卫生健康|卫健|卫生局|卫计|疾控|人民医院|中医|妇幼)"
)
_RULED = re.compile(
    r"(?:[省市县区州盟旗]?委|党委|人民政府|政府|行署|卫生健康[局委]|卫健[局委]|卫生局|卫计[局委]|卫生计生)"
)
_FARAWAY = re.compile(
    r"(?:考察|视察|支援|对口|帮扶|援|赴|来自|协作|同|与|和|学习|借鉴|引进|驻|邀请|至|转诊|飞往|[网报社])$"
)
_PURPOSE = re.compile(r"(?:推动|推进|促进|加快|提升|实现|加强|助力|结合|立足|建设|服务|为)$")
_HEALTHY = re.compile(r"健康(?!平安|和谐|幸福)(?P<name>[\u4e00-\u9fff]{2,4}?)(?=建设|行动|”|“|2030|[,。;])")
_EXAMPLE = re.compile(r"(?:市|省)?(?:医改|模式|经验|做法|样板)")
_INSTITUTION_NAME = re.compile(
    r"(?:大学|医科|第[一二三四五六七八九十]+(?:人民)?医院|医学院|协和|中医药|军医)"
)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The place found (`None`: the evidence does not suffice) and one Chinese sentence naming what it rests on."""

    place: Place | None
    basis: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What has been read of a document so far: the cleaned body, its header, title and offices."""

    text: str
    header: Header
    title: Title | None
    offices: tuple[Office, ...]


@dataclass(slots=True)
class _Ballot:
    """Votes of one document: weight by place, and the reasons with their weight."""

    direct: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    reasons: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    marks: Counter[str] = field(default_factory=Counter)

    def vote(self, places: Iterable[Place], weight: float, reason: str) -> None:
        for place in places:
            if place.level != "country":
                self.direct[place.code] += weight
                self.reasons[place.code][reason] += weight  # type: ignore[assignment]  # weights are fractions


def find_jurisdiction(reading: Reading, gazetteer: Gazetteer, source_file: str = "") -> Jurisdiction:
    """The jurisdiction of a cleaned document, `source_file` consulted only to break a tie."""
    text, offices = reading.text, reading.offices
    if any(office.place == "国家" or office.name == "卫生部" for office in offices[:1]):
        return Jurisdiction(gazetteer.get("100000"), f"“{offices[0].surface}”为国家机关")
    ballot = _Ballot()
    _count_levels(ballot, reading)
    _vote_offices(ballot, offices, gazetteer)
    _vote_title(ballot, reading, gazetteer)
    _vote_text(ballot, text, gazetteer)
    _vote_bare_forms(ballot, text, gazetteer)
    ranked = _ranked(ballot, gazetteer)
    if not _decided(ranked, ballot, gazetteer):
        _vote_townships(ballot, text, gazetteer)
        ranked = _ranked(ballot, gazetteer)
    return _verdict(ballot, ranked, gazetteer, source_file)


def _count_levels(ballot: _Ballot, reading: Reading) -> None:
    """How often the text calls its own area 全市, 我县, 区委 …; the offices' and the title's marks weigh most."""
    title, text = reading.title, reading.text
    for office in reading.offices:
        if office.level:
            ballot.marks[office.level] += 12 if office.source != "body" else 4
    if title is not None:
        for match in re.finditer(r"(?:^|全|(?<=\d年))(?P<mark>省|市|区|县|州|盟|旗)(?!级)", title.text):
            ballot.marks[match["mark"]] += 8
    for match in _OWN_AREA.finditer(text):
        ballot.marks[match["mark"]] += 2 if match.group()[0] != "全" else 1
    for match in _OWN_RULERS.finditer(text):
        ballot.marks[match["mark"]] += 1
    for match in _OWN_OFFICE.finditer(text):
        ballot.marks[match["mark"]] += 1


def _vote_offices(ballot: _Ballot, offices: tuple[Office, ...], gazetteer: Gazetteer) -> None:
    kinds = {
        "signature": "署名",
        "title": "标题",
        "field": "发布机构",
        "letterhead": "文首",
        "source": "来源",
        "body": "正文",
    }
    for office in offices:
        if office.place and not office.level:
            found = gazetteer.resolve(office.place)
            ballot.vote(
                found.candidates, OFFICE_WEIGHT[office.source], f"{kinds[office.source]}“{office.surface}”"
            )


def _vote_title(ballot: _Ballot, reading: Reading, gazetteer: Gazetteer) -> None:
    header, title, seen = reading.header, reading.title, ""
    if title is not None:
        seen = title.text + title.notice
        for part in dict.fromkeys((title.text, title.notice)):
            for match in gazetteer.find(part):
                far = _FARAWAY.search(part[: match.begin])
                ballot.vote(
                    match.places,
                    2 if far else TITLE_WEIGHT,
                    f"标题“{part}”写有{part[match.begin : match.end]}",
                )
    around = [
        line.text
        for line in header.head[:10]
        if len(line.text) <= 45 and line.text not in seen and not re.search("[,。;]", line.text)
    ]
    for part in (*around, *header.notes.split("\n")):
        for match in gazetteer.find(part):
            ballot.vote(match.places, HEAD_WEIGHT, f"页首“{part[:20]}”")
    if header.document_number:
        for place in gazetteer:
            if place.current and header.document_number[0] in place.abbreviations:
                ballot.vote((place,), NUMBER_WEIGHT, f"文号{header.document_number}")


def _vote_text(ballot: _Ballot, text: str, gazetteer: Gazetteer) -> None:
    """Mentions in running text: more for 健康X and X委、X政府, less for titles cited and places far away."""
    cited = _cited_mask(text)
    votes: dict[str, float] = defaultdict(float)
    places: dict[str, tuple[Place, ...]] = {}
    for match in gazetteer.find(text):
        name = text[match.begin : match.end]
        before, after = text[max(match.begin - 6, 0) : match.begin], text[match.end : match.end + 12]
        weight = 1.3 if match.begin < 600 else 1.0
        kind = "所引文件标题中的" if cited[match.begin] else ""
        if kind:
            weight = CITED_WEIGHT
        if _EXAMPLE.match(after):
            weight = 0.0
        elif _FARAWAY.search(before):
            weight = 0.2
        elif _INSTITUTION_NAME.match(after):
            weight = 0.4
        elif re.search(r"(?:健康|平安|幸福|美丽|五个|品质|卫健|善育在)$", before):
            weight += HEALTHY_WEIGHT
        elif _RULED.match(after):
            weight += RULED_WEIGHT
        elif not kind and _PURPOSE.search(before):
            weight += PURPOSE_WEIGHT
        key = kind + name + "|" + ",".join(p.code for p in match.places)
        places[key] = match.places
        votes[key] += weight
    for key, weight in votes.items():
        ballot.vote(
            places[key],
            min(weight, CITED_CAP if key.startswith("所引") else MENTION_CAP),
            f"正文提及{key.split('|')[0]}",
        )


def _cited_mask(text: str) -> bytearray:
    mask = bytearray(len(text) + 1)
    for match in re.finditer(r"《[^《》]{2,80}》", text):
        mask[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return mask


def _vote_bare_forms(ballot: _Ballot, text: str, gazetteer: Gazetteer) -> None:
    """Ambiguous short forms: in 健康X as much as any other, else (天台, 南湖) a little where a place above them is named."""
    healthy = Counter(m["name"] for m in _HEALTHY.finditer(text))
    for name, count in healthy.items():
        bearers = [p for p in gazetteer.candidates(name) if name in p.ambiguous_names and name != p.name]
        ballot.vote(bearers, min(HEALTHY_WEIGHT * count, 6.0), f"正文写有“健康{name}”")
    mark = _mark(ballot)
    named = {code for code, weight in ballot.direct.items() if weight >= 0.5}
    for place in gazetteer:
        if place.level != "county" or not place.current or (mark and not has_level(place, mark)):
            continue
        if not any(
            above.code in named
            for above in gazetteer.ancestors(place)
            if above.level in ("province", "prefecture")
        ):
            continue
        for form in place.ambiguous_names:
            count = text.count(form) if len(form) > 1 and form != place.name else 0
            if count:
                ballot.vote((place,), min(0.7 * count, 3.0), f"正文提及{form}")


def _vote_townships(ballot: _Ballot, text: str, gazetteer: Gazetteer) -> None:
    """Towns named in the text vote for their county, each by how few counties have a town of that name."""
    weights: dict[str, float] = defaultdict(float)
    for name in {name for _, name in _townships().iter(text)} if text else ():
        counties = _township_counties()[name]
        for code in counties:
            weights[code] += 1 / len(counties)
    named = {code for code, weight in ballot.direct.items() if weight >= 0.5}
    for code, weight in weights.items():
        place = gazetteer.get(code)
        if place is None or weight < 0.5:
            continue
        known = any(p.code in named for p in (place, *gazetteer.ancestors(place)))
        share = TOWNSHIP_WEIGHT if known else TOWNSHIP_WEIGHT / 2
        ballot.vote(
            (place,), min(share * weight, TOWNSHIP_CAP), f"正文所列乡镇街道属{gazetteer.full_name(place)}"
        )


@cache
def _township_counties() -> dict[str, tuple[str, ...]]:
    """Counties by the name of a township as it stands in text: 石山镇, 石山中心卫生院, 海昌街道社区卫生服务中心."""
    counties: dict[str, list[str]] = defaultdict(list)
    for code, names in townships().items():
        for name in names:
            if name.endswith(("镇", "乡", "街道")) and len(name) >= 3:
                counties[name].append(code)
            elif len(name) >= 2:
                for tail in ("卫生院", "中心卫生院", "社区卫生服务中心"):
                    counties[name + tail].append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in counties.items()}


@cache
def _townships() -> ahocorasick.Automaton:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in sorted(_township_counties()):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


def _mark(ballot: _Ballot) -> str:
    """The level mark that the text uses most for its own area; empty where none leads."""
    top = ballot.marks.most_common(2)
    if not top or (len(top) == 2 and top[0][1] < 1.3 * top[1][1]):
        return ""
    return top[0][0]


def _ranked(ballot: _Ballot, gazetteer: Gazetteer) -> list[tuple[float, Place]]:
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
    ranked: list[tuple[float, Place]], ballot: _Ballot, gazetteer: Gazetteer
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


def _marks_of(ballot: _Ballot, place: Place) -> int:
    return sum(count for mark, count in ballot.marks.items() if has_level(place, mark))


def _marks_allowed(ballot: _Ballot) -> tuple[str, ...]:
    """The level marks that may be the document's own: those with at least 60 % of the leader's count."""
    top = max(ballot.marks.values(), default=0)
    if top < FEW_MARKS:
        return ()
    return tuple(mark for mark, count in ballot.marks.items() if count >= 0.6 * top)


def _decided(ranked: list[tuple[float, Place]], ballot: _Ballot, gazetteer: Gazetteer) -> bool:
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


def _stands_above(best: Place, namesake: Place, ballot: _Ballot, gazetteer: Gazetteer) -> bool:
    """Whether the text names what lies above the one namesake, and clearly less of what lies above the other."""
    ours = {p.code for p in gazetteer.ancestors(best)}
    theirs = {p.code for p in gazetteer.ancestors(namesake)}
    votes = ballot.direct
    lead = sum(votes.get(c, 0.0) for c in ours - theirs) - sum(votes.get(c, 0.0) for c in theirs - ours)
    return lead >= NAMESAKE_LEAD


def _verdict(
    ballot: _Ballot, ranked: list[tuple[float, Place]], gazetteer: Gazetteer, source_file: str
) -> Jurisdiction:
    if _decided(ranked, ballot, gazetteer):
        best = ranked[0][1]
        return Jurisdiction(best, _because(ballot, best, gazetteer) + _conflict(best, source_file, gazetteer))
    rivals = [place for score, place in ranked if ranked and score >= max(ranked[0][0] / MARGIN, 1.0)]
    named = [p for match in gazetteer.find(source_file) for p in match.places]
    by_name = [place for place in rivals if any(gazetteer.contains(above, place) for above in named)]
    if len(by_name) == 1:
        return Jurisdiction(by_name[0], _because(ballot, by_name[0], gazetteer) + "；文件名据以取舍")
    listed = "、".join(dict.fromkeys(gazetteer.full_name(place) for place in rivals[:4]))
    return Jurisdiction(None, f"证据不足：可能为{listed}" if listed else "文中没有指明地方的证据")


def _because(ballot: _Ballot, place: Place, gazetteer: Gazetteer) -> str:
    reasons = [reason for reason, _ in ballot.reasons[place.code].most_common(3)]
    if not reasons:
        return f"文中地名均属{gazetteer.full_name(place)}"
    mark = _mark(ballot)
    own = f"，文中自称“全{mark}”一级" if mark and has_level(place, mark) else ""
    return "；".join(reasons) + own


def _conflict(place: Place, source_file: str, gazetteer: Gazetteer) -> str:
    """A warning where the file's name points to places of which none is, holds or lies in the one found."""
    named = [p for match in gazetteer.find(source_file) for p in match.places]
    if not named or any(gazetteer.contains(p, place) or gazetteer.contains(place, p) for p in named):
        return ""
    return f"；文件名提示{gazetteer.full_name(named[0])}，与正文不符"
