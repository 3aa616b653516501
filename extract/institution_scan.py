"""How far a name reaches to the left of its ending: word by word, from right to left.

市第五医院 in 推动市第五医院 starts at the marker 市, 新圩中心卫生院 in 盯紧新圩中心卫生院 at the township, 海宁市中医院 at the
place. Whose institution it is, is decided in `institution_linking.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.extract.context import Context
from kg.ontology.institutions import WordRole, townships, word_roles
from kg.ontology.place_finder import PlaceMatch
from kg.ontology.places import Gazetteer, Place

MARKER = re.compile(r"(?:自治区|自治州|自治县|自治旗|生产建设兵团|兵团|地区|特区|国家|中国|师市|师|省|市|区|县|旗|州|盟)(?:级)?$")
"""The administrative word before a name that stands for a place: 市第五医院, 省级紧急医学救援队."""
ZONE = re.compile(
    r"(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|高新区|经开区|开发区|新区|度假区|示范区|保税区|管理区|矿区|林区)$"
)
"""A functional zone without a name of its own."""

MAX_PROPER = 6
"""A proper name without place, marker or township is at most this long (calibrated on names of private hospitals)."""
_MAX_WORD = 14
_STRONG = frozenset("在与和及由对为到将让被向以从的是了等我有把按至并或经除含使抓促做因据就则且而但也都又再还只仅均已未不非最更很较超逾之者得着跟给往于本所好")
_SUFFIX = re.compile(r"自治州|自治县|自治旗|州|盟|地区(?!医)")
_AFFILIATION = ("附属", "医学院附属", "大学附属", "学院附属")
_HEAD_BEFORE = re.compile(r"(?:医院|卫生院|保健院|服务中心|控制中心|疾控中心|服务站)$")
"""Another institution's ending: its name is not part of what follows."""
_TOWNSHIP_END = ("街道", "镇", "乡", "苏木")
_OPENERS = frozenset("原该现即含暨另")
"""Before a name these are words of their own where nothing precedes them: (原太平人民医院), not 太原."""
_SCHOOL = re.compile(
    r"(?:职业|技术|医学|医科|医药|卫生|护理|高等|专科|师范|民族|中医药|健康|理工|科技|工业|农业|财经|能源|交通)*"
    r"(?:大学|学院|学校|高职院|职院|医专|卫校|高专)$"
)
"""What a school's name ends with after its place (常德|职业技术学院)."""
_OF_A_SCHOOL = re.compile(r"(?:第[一二三四五六七八九十]+)?附属|第[一二三四五六七八九十]+(?:临床)?医(?:院|学院)")


@dataclass(frozen=True, slots=True)
class TextView:
    """A text prepared for scanning: its place names by where they end, the words and townships that count in it.

    `province` begins the codes of the jurisdiction's province, `own_names` are the jurisdiction's own, ambiguous ones included.
    """

    text: str
    places: Mapping[int, PlaceMatch]
    roles: Mapping[str, WordRole]
    townships: frozenset[str]
    province: str = ""
    own_names: frozenset[str] = frozenset()

    def word(self, end: int) -> tuple[str, WordRole | None]:
        """The longest listed word that ends at `end`, and its role; a township of the jurisdiction is a `class` word."""
        for length in range(min(_MAX_WORD, end), 0, -1):
            word = self.text[end - length : end]
            role = self.roles.get(word)
            if role is not None and not self._straddles(end - length, end) and not self._overlaps(end - length, role):
                return word, role
        return "", None

    def _overlaps(self, begin: int, role: WordRole) -> bool:
        """Whether a university's short form begins inside another word: 上中医 in 二级以|上中医医院."""
        return role == "university" and self.text[max(begin - 1, 0) : begin + 1] in self.roles

    def is_near(self, place: PlaceMatch) -> bool:
        """Whether a written place may be in the province of the jurisdiction, or is so where none is known."""
        return not self.province or any(p.code.startswith(self.province) for p in place.places)

    def _straddles(self, begin: int, end: int) -> bool:
        """Whether the end of a place that begins earlier lies inside: 县城 in 宁海县|城关医院 is no word."""
        return any(at in self.places and self.places[at].begin < begin for at in range(begin + 1, end))

    def township(self, end: int) -> str:
        """The longest township of the jurisdiction that ends at `end`, empty if there is none; 建设 without 镇 is none."""
        for length in range(min(9, end), 1, -1):
            name = self.text[end - length : end]
            if name in self.townships and self.roles.get(name) not in ("stop", "verb", "category"):
                return name
        return ""


@dataclass(frozen=True, slots=True)
class Left:
    """What stands to the left of an ending. The name starts at `begin`, its own words (after place or marker) at `core`.

    `places` are written places, outermost first; `category` is set where a word makes a class of it; `proper` where
    something names one body: a township, a university, a name of its own; `ordinal` where it is numbered.
    """

    begin: int
    core: int
    places: tuple[PlaceMatch, ...] = ()
    marker: str = ""
    zone: str = ""
    township: str = ""
    university: str = ""
    proper: bool = False
    ordinal: bool = False
    category: bool = False


@dataclass(slots=True)
class _State:
    """The scan so far; `unknown` counts characters of a proper name in front of what was recognised."""

    at: int
    unknown: int = 0
    left: Left = field(default_factory=lambda: Left(0, 0))


def text_view(context: Context) -> TextView:
    """The view of a document's cleaned text."""
    found = (_with_suffix(context.text, match) for match in context.gazetteer.find(context.text))
    places = {match.end: match for match in found}
    place = context.jurisdiction
    province = context.gazetteer.province(place) if place else None
    local = _local_townships(context.gazetteer, place)
    own = frozenset((*place.short_names, *place.ambiguous_names)) if place else frozenset()
    return TextView(context.text, places, word_roles(), local, province.code[:2] if province else "", own)


def _with_suffix(text: str, match: PlaceMatch) -> PlaceMatch:
    """A short form with the kind of its division written out is one name: 黔西南 and 自治州."""
    suffix = _SUFFIX.match(text, match.end)
    written = text[match.begin : match.end]
    places = tuple(p for p in match.places if suffix and p.name.endswith(suffix.group()) and p.name != written)
    return PlaceMatch(match.begin, suffix.end(), places) if suffix and places else match


def _local_townships(gazetteer: Gazetteer, place: Place | None) -> frozenset[str]:
    """The townships of a county or of all counties of a prefecture; a province has too many to tell names by them."""
    if place is None or place.level in ("country", "province"):
        return frozenset()
    code = place.code.split("-")[0]
    prefix = code[:4] if place.level == "prefecture" else code
    return frozenset(name for county, names in townships().items() if county.startswith(prefix) for name in names)


def scan_left(view: TextView, head_begin: int) -> Left:
    """The reach of the name whose ending starts at `head_begin`."""
    state = _State(head_begin, left=Left(head_begin, head_begin))
    while state.at > 0 and _step(view, state):
        pass
    return _settled(view, state)


def _step(view: TextView, state: _State) -> bool:
    """Take one word to the left into the name; false where the name ends."""
    at = state.at
    if _take_school(view, state):
        return False
    word, role = view.word(at)
    place = view.places.get(at)
    if place is not None and _is_verb_and_marker(view, place):
        place = None
    town = view.township(at)
    if place is not None and len(town) >= place.end - place.begin and not view.is_near(place):
        place = None
    if place is not None and not (role == "university" and len(word) > place.end - place.begin):
        return _take_place(view, state, place)
    if role == "university":
        return _take_university(state, word)
    if town and len(town) >= len(word) and (len(town) > 2 or state.unknown == 0):
        return _take(state, len(town), township=town, proper=True)
    zone = ZONE.search(view.text, max(0, at - 12), at)
    if zone and len(zone.group()) >= len(word) and not state.left.zone:
        return _take(state, len(zone.group()), zone=zone.group())
    marker = MARKER.search(view.text, max(0, at - 8), at)
    if marker and (len(word) < len(marker.group()) or (len(word) == len(marker.group()) and role != "category")):
        return _take_marker(view, state, marker.group())
    return _take_word(view, state, word, role)


def _take(state: _State, length: int, *, township: str = "", zone: str = "", proper: bool = False) -> bool:
    state.at -= length
    left = state.left
    state.unknown = 0
    state.left = replace(
        left,
        begin=state.at,
        core=left.core if zone or left.zone else state.at,
        township=township or left.township,
        zone=zone or left.zone,
        proper=proper or left.proper,
    )
    return not zone or state.at > 0


def _take_university(state: _State, word: str) -> bool:
    begin = state.at - len(word)
    state.left = replace(state.left, university=word, proper=True, begin=begin, core=begin)
    state.at = begin
    return False


def _take_school(view: TextView, state: _State) -> bool:
    """An unlisted school that an affiliated hospital belongs to: 常德职业技术学院|附属第二医院; false where there is none."""
    if not _OF_A_SCHOOL.match(view.text, state.at):
        return False
    school = _SCHOOL.search(view.text, max(0, state.at - 14), state.at)
    place = view.places.get(school.start()) if school else None
    if place is None:
        return False
    name = view.text[place.begin : state.at]
    state.left = replace(state.left, university=name, proper=True, begin=place.begin, core=place.begin)
    state.at = place.begin
    return True


def _take_place(view: TextView, state: _State, place: PlaceMatch) -> bool:
    """A written place, with the places written before it (福建省厦门市翔安区), closes the name."""
    chain = [place]
    while (above := view.places.get(chain[0].begin)) is not None:
        chain.insert(0, above)
    begin = chain[0].begin
    word, role = view.word(begin)
    if word in _AFFILIATION:
        return _take(state, state.at - begin, proper=True)
    if role == "university":
        state.left = replace(state.left, begin=begin - len(word), core=begin - len(word), university=word, proper=True)
    else:
        police = re.search(r"(?:武警|武装警察部队)$", view.text[max(0, begin - 12) : begin])
        owner = scan_left(view, begin - 2) if view.text.endswith("集团", 0, begin) else None
        if police:
            whole = begin - len(police.group())
            state.left = replace(state.left, begin=whole, core=whole, proper=True)
        elif owner is not None and not owner.category and (owner.places or owner.proper):
            state.left = replace(owner, proper=True)
        else:
            state.left = replace(state.left, begin=begin, core=state.at, places=tuple(chain))
    state.at = state.left.begin
    return False


def _take_marker(view: TextView, state: _State, marker: str) -> bool:
    """市, 省 and the like: a marker where nothing of a name stands before it, else the end of an unknown place's name."""
    begin = state.at - len(marker)
    before, role = view.word(begin)
    open_left = begin == 0 or not _is_han(view.text[begin - 1]) or view.text[begin - 1] in _STRONG or view.text[begin - 1] == "某"
    if open_left or role is not None or begin in view.places or marker in ("国家", "中国") or _joins(view.text[begin - 1]):
        generic = before in ("全", "各", "每", "两", "多", "跨", "外", "邻") or view.text[begin - 1 : begin] in "全各每两多跨外邻级"
        state.left = replace(
            state.left, begin=begin, core=state.at, marker=marker, category=state.left.category or (generic and begin > 0)
        )
        state.at = begin
        return False
    state.at = begin
    state.unknown += len(marker)
    state.left = replace(state.left, begin=begin, core=begin)
    return state.unknown <= MAX_PROPER + 2


def _is_verb_and_marker(view: TextView, place: PlaceMatch) -> bool:
    """Whether a county of another province is rather a verb and a marker: 会同|县医保局 outside Hunan."""
    written = view.text[place.begin : place.end]
    elsewhere = not (view.province and view.is_near(place))
    return elsewhere and len(written) == 3 and view.roles.get(written[:2]) in ("stop", "verb", "category") and written[2] in "县区市"


def _take_word(view: TextView, state: _State, word: str, role: WordRole | None) -> bool:
    char = view.text[state.at - 1]
    if not _is_name_char(view.text, state.at - 1) or _HEAD_BEFORE.search(view.text, max(0, state.at - 5), state.at):
        return False
    if word == "和" and state.at - 2 in view.places:
        role = None
    if _counts(view.text, state.at):
        state.left = replace(state.left, category=True, begin=state.at, core=state.at)
        return False
    if char in _OPENERS and not (state.at > 1 and _is_han(view.text[state.at - 2]) and view.text[state.at - 2] not in _STRONG):
        return False
    if role == "stop" and (len(word) > 1 or char in _STRONG or state.unknown == 0):
        return False
    if role == "category" and (len(word) > 1 or state.unknown == 0):
        if state.unknown or state.left.proper:
            return False
        state.left = replace(state.left, category=True, begin=state.at - len(word), core=state.at - len(word))
        state.at -= len(word)
        return True
    if state.left.category and role in ("class", "ordinal"):
        return False
    if role in ("class", "ordinal") and not (state.unknown and len(word) == 1):
        ordinal = state.left.ordinal or role == "ordinal"
        state.at -= len(word)
        if word not in _TOWNSHIP_END:
            state.unknown = 0 if not state.unknown else state.unknown
        state.left = replace(state.left, begin=state.at, core=_core(state), ordinal=ordinal)
        return True
    if role in ("verb", "noun") and state.at - len(word) in view.places and view.text.startswith(_TOWNSHIP_END, state.at):
        return _take(state, len(word), township=word, proper=True)
    if role == "noun" and len(word) == 2 and not state.unknown and _names_after_place(view, state):
        state.unknown += 2
        state.at -= 2
        state.left = replace(state.left, begin=state.at, core=_core(state))
        return True
    if role in ("verb", "noun") or state.left.category:
        return False
    state.unknown += 1
    state.at -= 1
    state.left = replace(state.left, begin=state.at, core=_core(state))
    return state.unknown <= MAX_PROPER + 2


def _names_after_place(view: TextView, state: _State) -> bool:
    """Whether an ordinary word before 医院 is the hospital's own name: 石河子|绿洲|医院, 附属|天坛|医院."""
    begin = state.at - 2
    named = begin in view.places or view.text.endswith("附属", 0, begin)
    return named and view.text.startswith("医院", state.at) and not state.left.category


def _counts(text: str, at: int) -> bool:
    """Whether a counter with its number ends at `at`: what follows is counted (14个|团场医院), not named."""
    return bool(re.search(r"[\d一二三四五六七八九十两余多几][个家所]$", text[max(0, at - 2) : at]))


def _core(state: _State) -> int:
    """Where the name's own words begin: here, or after the functional zone they belong to."""
    return state.left.core if state.left.zone else state.at


def _settled(view: TextView, state: _State) -> Left:
    """The finished scan: an unknown run is a proper name if it is of a name's length and cleanly bounded."""
    left = state.left
    if left.zone and not left.places and not left.marker:
        return replace(left, zone=view.text[left.begin : left.core])
    if 2 <= state.unknown <= MAX_PROPER:
        return replace(left, proper=True)
    if state.unknown == 1 and (left.places or left.marker or left.township):
        return replace(left, proper=True)
    if state.unknown > MAX_PROPER and not (left.places or left.marker):
        return Left(state.at + state.unknown, state.at + state.unknown, category=True)
    return left


def _joins(char: str) -> bool:
    return char in "、和与及或至到由"


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _is_name_char(text: str, at: int) -> bool:
    """Han characters, and the digits of a numbered hospital (解放军第903医院) that are no year (2025医院工作总结)."""
    if _is_han(text[at]):
        return True
    number = re.search(r"\d+$", text[max(0, at - 8) : at + 1])
    follows = re.match(r"(\d*)医院", text[at + 1 : at + 9])
    digits = number.group() + follows.group(1) if number and follows else ""
    return 0 < len(digits) <= 4 and not re.fullmatch(r"(?:19|20)\d\d", digits)
