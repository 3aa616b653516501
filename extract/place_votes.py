"""What points to the place a document speaks for: every hint one weighted vote with its reason.

Weights are in mentions: a place named once in running text counts 1. They were set together on documents of all levels and
are to be changed together. Counting and deciding is `jurisdiction.py`.
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
    import ahocorasick

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
MARK_LEAD = 1.3
"""How far 全市 must outnumber 全县 and the like to be taken as the level the text speaks of."""

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
_RECIPIENTS = re.compile(r"(?m)^各[^\n。]{4,200}:$")
"""The line of those a notice is sent to: offices below its own place, singled out for being exceptions."""
_CITES = re.compile(
    r"(?:人民政府|政府|[省市县区州盟旗]?委|卫生健康委(?:员会)?|卫健委|爱卫会|爱国卫生运动委员会)+(?:办公[室厅])?(?:[^,。;《》\n]{0,6}(?:印发|出台|下发|发布))?(?:的|了)?《"
)
"""What follows the place of an office whose documents are cited: 湖南省人民政府《……》."""
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
class Reading:
    """What has been read of a document so far: the cleaned body, its header, title and offices."""

    text: str
    header: Header
    title: Title | None
    offices: tuple[Office, ...]


@dataclass(slots=True)
class Ballot:
    """Votes of one document: weight by place, and the reasons with their weight."""

    direct: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    reasons: defaultdict[str, defaultdict[str, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )
    marks: Counter[str] = field(default_factory=Counter)

    def vote(self, places: Iterable[Place], weight: float, reason: str) -> None:
        """Count `weight` for each of `places`, namesakes alike; the country is no candidate."""
        for place in places:
            if place.level != "country":
                self.direct[place.code] += weight
                self.reasons[place.code][reason] += weight

    def leading_mark(self) -> str:
        """The level mark that the text uses most for its own area; empty where none leads."""
        top = self.marks.most_common(2)
        if not top or (len(top) == 2 and top[0][1] < MARK_LEAD * top[1][1]):
            return ""
        return top[0][0]


def collect_votes(reading: Reading, gazetteer: Gazetteer) -> Ballot:
    """The votes of offices, title, page head and running text; those of townships are for `add_townships`."""
    ballot = Ballot()
    _count_levels(ballot, reading)
    _vote_offices(ballot, reading.offices, gazetteer)
    _vote_title(ballot, reading, gazetteer)
    _vote_text(ballot, reading.text, gazetteer)
    _vote_bare_forms(ballot, reading.text, gazetteer)
    return ballot


def _count_levels(ballot: Ballot, reading: Reading) -> None:
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


def _vote_offices(ballot: Ballot, offices: tuple[Office, ...], gazetteer: Gazetteer) -> None:
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


def _vote_title(ballot: Ballot, reading: Reading, gazetteer: Gazetteer) -> None:
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
            for healthy in _HEALTHY.finditer(part):
                bearers = [p for p in gazetteer.candidates(healthy["name"]) if healthy["name"] in p.ambiguous_names]
                ballot.vote(bearers, TITLE_WEIGHT, f"标题“{part}”写有健康{healthy['name']}")
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


def _vote_text(ballot: Ballot, text: str, gazetteer: Gazetteer) -> None:
    """Mentions in running text: more for 健康X and X委、X政府, less for titles cited and places far away."""
    cited = _cited_mask(text)
    recipients = [m.span() for m in _RECIPIENTS.finditer(text)]
    votes: dict[str, float] = defaultdict(float)
    places: dict[str, tuple[Place, ...]] = {}
    for match in gazetteer.find(text):
        name = text[match.begin : match.end]
        before, after = text[max(match.begin - 6, 0) : match.begin], text[match.end : match.end + 12]
        weight = 1.3 if match.begin < 600 else 1.0
        quoted = cited[match.begin] or _CITES.match(text, match.end)
        kind = "所引文件标题中的" if quoted else ""
        if kind:
            weight = CITED_WEIGHT
        if _EXAMPLE.match(after):
            weight = 0.0
        elif any(begin <= match.begin < end for begin, end in recipients) or _FARAWAY.search(before):
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


def _vote_bare_forms(ballot: Ballot, text: str, gazetteer: Gazetteer) -> None:
    """Ambiguous short forms: in 健康X as much as any other, else (天台, 南湖) a little where a place above them is named."""
    healthy = Counter(m["name"] for m in _HEALTHY.finditer(text))
    for name, count in healthy.items():
        bearers = [p for p in gazetteer.candidates(name) if name in p.ambiguous_names and name != p.name]
        ballot.vote(bearers, min(HEALTHY_WEIGHT * count, 6.0), f"正文写有“健康{name}”")
    mark = ballot.leading_mark()
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


def add_townships(ballot: Ballot, text: str, gazetteer: Gazetteer) -> None:
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
