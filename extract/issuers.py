"""Who issued a document: every office that its header, title or first lines name as its own voice.

`offices.csv` lists the kinds of offices and their full forms. An office written without its place (市卫生健康委, 卫计局) gets
it from the document's jurisdiction, which `jurisdiction.py` decides; nothing is made up where neither says it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.extract.header import Header, Line
from kg.extract.institution_names import Name, find_names
from kg.extract.institution_scan import TextView
from kg.extract.titles import Title
from kg.model import Span
from kg.ontology.institutions import word_roles
from kg.ontology.places import Gazetteer, Place

Source = Literal["signature", "title", "field", "letterhead", "source", "body"]

LEVEL_MARKS = ("自治区", "省", "市", "区", "县", "州", "盟", "旗", "地区")
COUNTY_COMMITTEES = frozenset(
    ["北京市", "天津市", "上海市", "重庆市", "江苏省", "安徽省", "江西省", "河南省", "海南省", "内蒙古自治区", "新疆维吾尔自治区"]
)
"""Provinces whose counties and districts have a 卫生健康委员会; elsewhere a county has a 卫生健康局."""

_YEARLY_WORK = re.compile(r"(?:卫生健康|卫健|卫生(?:和)?计(?:划)?生(?:育)?|卫计|卫生)(?:系统|事业)?(?:发展)?(?:(?:重点)?工作(?!队|站|者)|统计)")

BODY_REACH = 500
"""How many characters of running text may name the document's voice: its first paragraph or two."""

_HOSPITAL = (
    r"(?:第?[一二三四五六七八九十]{1,3})?(?:人民|中医|中西医结合|妇幼保健|妇女儿童|儿童|中心|精神卫生|传染病|肿瘤|口腔|附属|协和|红十字会?|总|职业病|康复|胸科"
    r"|中医药大学[^,。]{0,6}|大学[^,。]{0,10}|医科大学[^,。]{0,10}|医学院[^,。]{0,10})*(?:医院|妇幼保健院|保健院|妇幼保健(?:与|和)?计划生育服务(?:中心|站)|卫生院|社区卫生服务中心"
    r"|急救中心|中心血站|血液中心|卫生监督所|卫生监督局|健康教育所|健康教育中心)"
)
_ISSUED_BY = (
    "发布机构",
    "发文机关",
    "发布单位",
    "发文单位",
    "制发机关",
    "制发单位",
    "印发机关",
    "印发单位",
    "公开主体",
    "公开机构",
    "发布机关",
    "责任单位",
    "发布者",
    "发布",
    "单位名称",
)
_SOURCES = ("信息来源", "来源", "稿件来源", "文章来源", "稿源")
_HOUSES = ("hospital", "township", "health")
_OWN_PAPER = re.compile(r"(?:\([^()]{2,20}\))?\s*(?:关于|(?:19|20)\d\d|“?十[一二三四五]五|[上下]半年|年度|工作|开展|落实|贯彻|深化|医改|基本公共|公共卫生)")
"""What goes on after a house's name in the title of a paper of its own, not of one about it (…迁建方案)."""
_NOISE_BEFORE = re.compile(r"^(?:中共|(?:19|20)\d\d年?(?:度|上半年|下半年)?|[“《【\[]|各|本站|原标题[:：])+")
_JOINT = re.compile(r"(?:中共|国家)?[\u4e00-\u9fff]{2,40}(?:部|委|局|厅|办|会|办公室|政府|总队|支队)")
"""The other offices on a line that begins with the one that leads."""
_CITED = re.compile(r"《[^《》]*》|“[^“”]*”")
_OTHERS_VOICE = re.compile(
    r"(?:按照|根据|遵照|依据|依照|对照|贯彻|落实|由|经|向|被|受|在|与|和|会同|联合|获|获得|得到|同|及|、|纳入|争取|报|是)$"
)
_NEWS = re.compile(
    r"记者|本报|新华社|中新[网社]|[网报社]\w{0,6}\d{1,2}月\d{1,2}日[电讯]|通讯员|近日,|据[^,。]{2,12}(?:介绍|消息|报道)|发布会|出席会议|主持会议|主持召开|会上,|[总副]?[市县区州省]长[^,。]{2,4}(?:要求|强调|指出)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """One naming of an office: `place` as written before it (嘉兴市, 市, or empty), `name` its full form without place.

    `official` is the whole full name where it is known and does not begin with the place (中山大学附属第五医院).
    """

    place: str
    name: str
    surface: str
    span: Span | None
    source: Source
    official: str = ""

    @property
    def level(self) -> str:
        """The bare level mark that stands for the place, or an empty string."""
        return self.place if self.place in LEVEL_MARKS else ""


def find_offices(header: Header, title: Title | None, body: str, gazetteer: Gazetteer) -> tuple[Office, ...]:
    """The offices that speak as the document's issuer, the most telling first."""
    found: list[Office] = []
    for signature in header.signatures:
        if signature.organisation:
            found += _in(signature.organisation, signature.span, "signature", gazetteer)
    if title is not None:
        for text, span in ((title.text, title.span), (title.notice, None)):
            house = _house(text, span, "title", gazetteer)
            found += house or _in(_before_about(text), span, "title", gazetteer, start=True)
    field = header.field(*_ISSUED_BY)
    found += _in(field, None, "field", gazetteer)
    found += [office for line in header.head[:12] for office in _letterhead(line, gazetteer)]
    found += _in(header.field(*_SOURCES), None, "source", gazetteer)
    found += _closing(header, gazetteer)
    if not found and not is_news(body):
        found += _first_voice(body, gazetteer)
    return tuple(found)


def issuer_name(office: Office, jurisdiction: Place | None, gazetteer: Gazetteer) -> str | None:
    """The office's full official name, `None` where its place is not known."""
    if office.official:
        return office.official
    if office.place == "国家" or office.name == "卫生部":
        return office.place + office.name
    place = jurisdiction
    if office.place and not office.level:
        resolved = gazetteer.resolve(office.place, jurisdiction).place
        if resolved is None:
            return office.place + office.name if len(office.place) > 2 else None
        place = jurisdiction if gazetteer.current(resolved) == jurisdiction else resolved
    elif office.level and jurisdiction is not None:
        place = at_level(jurisdiction, office.level, gazetteer)
    if place is None:
        return None
    full = gazetteer.full_name(place)
    if place.name.startswith("新疆生产建设兵团") and "师" in office.place:
        full = place.name + office.place.rpartition("师")[2]
    return full + _by_level(office.name, place)


def at_level(place: Place, mark: str, gazetteer: Gazetteer) -> Place | None:
    """The place that a level mark means in a document of `place`: 省 in a document of 海宁市 is 浙江省."""
    if has_level(place, mark):
        return place
    return next((above for above in gazetteer.ancestors(place) if has_level(above, mark)), None)


def has_level(place: Place, mark: str) -> bool:
    """Whether a place calls itself by this mark: 全区 is said in a district, an autonomous region and a zone."""
    if mark == "区":
        return place.name.endswith("区") and place.name != "中国"
    return place.name.endswith(mark)


def is_news(body: str) -> bool:
    """Whether the first lines read as a newspaper's, not as an office's."""
    return bool(_NEWS.search(body[:300]))



def _in(
    text: str, span: Span | None, source: Source, gazetteer: Gazetteer, *, start: bool = False
) -> list[Office]:
    """The first office in a short text, with the place written before it."""
    match = _pattern().search(text)
    if match is None:
        return []
    before = _NOISE_BEFORE.sub("", text[: match.start()])
    place = _place_before(before, gazetteer)
    if start and before != place and not re.search(r"[】:：]" + re.escape(place) + "$", before):
        return []
    if before and not place and source in ("title", "source"):
        return []
    return [Office(place, _full(match.group()), place + match.group(), span, source)]


def _house(text: str, span: Span | None, source: Source, gazetteer: Gazetteer) -> list[Office]:
    """The hospital, health centre or other house whose own paper a title is, or that stands alone on a line."""
    noise = _NOISE_BEFORE.match(text)
    begin = noise.end() if noise else 0
    places = {match.end: match for match in gazetteer.find(text)}
    names = find_names(TextView(text, places, word_roles(), frozenset()))
    name = next((n for n in names if n.span.begin == begin), None)
    if name is None or name.left.category or name.group not in _HOUSES or not name.left.proper | bool(name.left.places):
        return []
    alone = name.span.end == len(text)
    if (source == "title" and not _OWN_PAPER.match(text, name.span.end)) or (source != "title" and not alone):
        return []
    return _house_office(text, name, span, source, gazetteer)


def _house_office(text: str, name: Name, span: Span | None, source: Source, gazetteer: Gazetteer) -> list[Office]:
    written = text[name.span.begin : name.span.end]
    if len(name.known) == 1:
        known = name.known[0]
        home = gazetteer.get(known.place)
        return [Office(gazetteer.full_name(home) if home else "", known.name, written, span, source, known.name + name.campus)]
    if name.known or name.left.university or (source == "title" and not name.left.places):
        return []
    places = name.left.places
    place = text[places[0].begin : places[-1].end] if places else ""
    return [Office(place, name.tail, written, span, source)]


def _before_about(title: str) -> str:
    return re.split(r"关于|印发", title, maxsplit=1)[0]


def _letterhead(line: Line, gazetteer: Gazetteer) -> list[Office]:
    """An office that stands alone on a line of the head, 文件 or its number beside it, or first of several that sign."""
    text = re.sub(r"(?:文件|办公室文件)$|\([^)]*\)$", "", line.text)
    if len(text) <= 30 and not re.search("[,。;:《》、>]", text) and (house := _house(text, line.span, "letterhead", gazetteer)):
        return house
    match = _pattern().search(text)
    if match is not None and _JOINT.fullmatch(text, match.end()) and "关于" not in text:
        return _in(text, line.span, "letterhead", gazetteer, start=True)
    if match is None or match.end() != len(text) or len(text) > 30 or re.search("[,。;:《》、>]", text):
        return []
    if match.group() in ("政府", "人民政府") or "信息公开" in text:
        return []
    return _in(text, line.span, "letterhead", gazetteer)


def _closing(header: Header, gazetteer: Gazetteer) -> list[Office]:
    """The office in brackets that ends a report: (自贡市卫生局)."""
    for line in header.lines[-6:]:
        match = re.search(r"[。!”]\((?:供稿|来源|作者|单位)?[:：]?([^()。,]{4,24})\)", line.text)
        if match and not re.search("[报网社]$", match[1]):
            return _in(
                match[1],
                Span(line.begin + match.start(1), line.begin + match.end(1)),
                "letterhead",
                gazetteer,
            )
    return []


def _first_voice(body: str, gazetteer: Gazetteer) -> list[Office]:
    """The office that the first sentences speak of as the one who acts."""
    reach = body[:BODY_REACH]
    cited = [(m.start(), m.end()) for m in _CITED.finditer(reach)]
    for match in _pattern().finditer(reach):
        office = any(re.fullmatch(pattern, match.group()) for pattern, _ in _offices())
        if not office or "政府" in match.group() or any(a <= match.start() < b for a, b in cited):
            continue
        start = max(match.start() - 14, 0)
        before = re.split(r"[,。;:!?\n\t、]", reach[start : match.start()])[-1]
        place = _place_before(before, gazetteer)
        if place in ("", "国家", "省", "自治区") or _OTHERS_VOICE.search(before.removesuffix(place)):
            continue
        begin = match.start() - len(place)
        return [
            Office(place, _full(match.group()), reach[begin : match.end()], Span(begin, match.end()), "body")
        ]
    return []


def _place_before(before: str, gazetteer: Gazetteer) -> str:
    """The longest end of `before` that names a place, else a bare level mark, else an empty string."""
    for cut in range(max(len(before) - 16, 0), len(before) - 1):
        tail = before[cut:]
        if tail == "国家" or gazetteer.resolve(tail).rule not in ("unknown",):
            return tail
    mark = next((m for m in LEVEL_MARKS if before.endswith(m)), "")
    return (
        mark
        if before == mark
        or (mark and not re.search(r"[\u4e00-\u9fff]", before[: -len(mark)][-1:]))
        or _bare(before, mark)
        else ""
    )


def _bare(before: str, mark: str) -> bool:
    """Whether the mark stands for the place itself: after a word that is no part of a name (现将市卫生健康委…)."""
    return bool(mark) and bool(
        re.search(r"(?:[将由在于是我本各年度,。:】]|其中|以来)$", before[: -len(mark)])
    )


def _full(surface: str) -> str:
    for pattern, name in _offices():
        if re.fullmatch(pattern, surface):
            return surface if name == "=" else name
    return surface


def _by_level(name: str, place: Place) -> str:
    """The form a level uses: provinces have a 人民政府办公厅, others a 人民政府办公室."""
    if name == "人民政府办公室" and place.level == "province":
        return "人民政府办公厅"
    return name


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    text = files("kg.extract").joinpath("offices.csv").read_text(encoding="utf-8")
    return tuple((row["pattern"], row["name"]) for row in csv.DictReader(text.splitlines()))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join([*(pattern for pattern, _ in _offices()), _HOSPITAL]))


def own_office(body: str, jurisdiction: Place | None, gazetteer: Gazetteer) -> str | None:
    """The issuer of a text that calls itself 我局 or 我委 and names no office: the health office of its time."""
    voice = re.search(r"我(?P<kind>[局委])(?![员托派])", body)
    if voice is None or jurisdiction is None:
        return None
    committee = voice["kind"] == "委"
    stem = _health_office(body)
    if stem == "卫生":
        return None if committee else gazetteer.full_name(jurisdiction) + "卫生局"
    return gazetteer.full_name(jurisdiction) + stem + ("委员会" if committee else "局")


def office_by_genre(title: str, jurisdiction: Place | None, gazetteer: Gazetteer) -> str | None:
    """The health office whose yearly work a title such as 2023年绵阳市卫生健康工作要点 is, in the form its level has.

    Such papers are the office's own even where they do not repeat its name. `None` for the work of a single field or house.
    """
    if jurisdiction is None or jurisdiction.level == "zone" or not _YEARLY_WORK.search(title):
        return None
    stem = _health_office(title)
    place = gazetteer.full_name(jurisdiction)
    if stem == "卫生":
        province = jurisdiction.level == "province" and not jurisdiction.name.endswith("市")
        return place + ("卫生厅" if province else "卫生局")
    if jurisdiction.level in ("province", "prefecture"):
        return place + stem + "委员会"
    above = gazetteer.province(jurisdiction)
    committee = stem == "卫生健康" and above is not None and above.name in COUNTY_COMMITTEES
    return place + stem + ("委员会" if committee else "局")


def _health_office(text: str) -> str:
    """What the health offices are called in the years of a text, by its own words."""
    if "卫生健康" in text or "卫健" in text:
        return "卫生健康"
    return "卫生和计划生育" if re.search("卫生(?:和)?计(?:划)?生|卫计", text) else "卫生"
