"""Which place pilots which programme: a named place that is told to try, build or create it, or says that it does.

A place that only won an award, that a figure is given for or where something is held pilots nothing; nor does the place
that the document speaks for, or one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.context import Context
from kg.extract.programme_actors import LEAD_IN, NUMBER
from kg.extract.programme_passing import in_passing
from kg.extract.programme_scenes import LINK, NOTE, PLACE, PROGRAMME, Scene
from kg.model import Relation, Span
from kg.ontology.programme_words import load_programme_words

LONGEST_GAP = 30
"""Characters between a place and the programme it pilots; farther apart they stand in different phrases."""

_ITEM = rf"{PLACE}+(?:自治州|自治县|地区|州|盟|师市)?{NOTE}"
_LEVEL = r"个?(?:县市区|县\(市、区\)|县\(市\)|市\(州\)|州\(市\)|市州|地市|县区|区县|县市|旗县|试点(?:地区|县|市|区)|地区|市县|[县市区州旗地])"
_GROUP = re.compile(rf"{_ITEM}(?:(?:{LINK}|,(?={PLACE})){_ITEM})*(?:等)?(?:{NUMBER})?{_LEVEL}?(?![级域内委])")
_CLASS_ACTS = re.compile(
    r"(?:的|所有|各|辖区|部分|\d+[家个所])*(?:二级|三级|县级|市级|公立|基层(?:医疗|卫生|机构)|乡镇|村级|各级|医院|卫生院|医疗机构|医疗卫生机构|居民|群众|患者)"
    r"|[^,。;ⓅⒾ以由将把依在选遴]{0,6}?[ⓀⒾ]"
)
"""Not the place acts but the institutions in it."""
_BODIES_ACT = re.compile(
    r"[^,在由以将把组指推支依选遴“]{0,14}(?:Ⓚ|医院|卫生院|卫生室|机构|服务站|团队|单位|集团|学校|企业)(?:\d+[家所个])?(?:均|都|全部|全面|已|率先|共同|分别|普遍)*$"
)
"""Between a place and a verb: it is a class of bodies there that acts (甲县Ⓟ成员单位|开展)."""
_OUTCOME = re.compile(
    r"[”]?(?:体系|服务|工作)?(?:建设|创建|改革|项目)?(?:工作|任务)?(?:取得|成效|初见成效|见成效|达标|实现|居|位居|排名|排在|走在|完成|通过|获|率)"
)
"""A result follows the programme's name; 试点 before it still tells of a trial."""
_PART_OF_NAME = re.compile(
    r"(?:分院|院区|医院|卫生院|分中心|籍|人民|路|大道|专家|医疗队|代表团|经验|考察|记者)"
)
_TURNED_TO = re.compile(
    r"(?:与|同|和|跟|向|学习|借鉴|赴|前往|对口(?:帮扶|支援|协作)?|帮扶|支援|援助|支持新疆|对|给|从|比|较|来自|经|受|获|获得|按照|根据|落实|贯彻|衔接|融入|对接|把握|除|距|巩固|保持|拓展)$"
)
_LOCATED = re.compile(r"(?:在|于|到)$")
_HERE = re.compile(r"试点|试行|先行|先试|探索|启动|建设|创建|打造|争创|设立|建立|组建|试建")
"""What makes a place the ground of a trial where it is only said to be the ground."""
_TRIAL = re.compile(
    r"试点|先行|试验|试行|示范(?:项目|点|单位|创建)|建设(?:单位|项目|城市|名单|县|市|区|点)|创建(?:单位|城市|名单|县|市|区)|名单|培育"
)
_PUSH = re.compile(
    r"(?:推进|完成|加快|支持|启动|做好|抓好|指导|推动|实施|打造|办好|深化|争取|力争|确保|高标准建设|建设|开展|扩大|总结|推广|提升|深入|[—:、]|以及|和|及)[“]?$"
)
_BEFORE_PROGRAMME = re.compile(
    r"的?(?:国家级?|全国|省级?|市级?|首个|首批|农村|城市|城乡|社区|基层|老年|[\u4e00-\u9fff]{1,3}[江湖山湾岛海溪泉])?[“]?"
)
_UNDER_WAY = re.compile(
    r"[”]?(?:国家|全国|省级|市级|省|市)?(?:综合)?(?:试点|建设|创建|先行|的?做法|的?经验|模式|项目|示范|改革|试验|等?(?:两|几|\d+)?[个项]?(?:典型|优秀)?案例|提质|提档|提标)"
)
_SAME_LIST = re.compile(rf"[”]?(?:{LINK}{PLACE}+的?[^,。;ⓅⒾ]{{0,4}}{PROGRAMME}[”]?)*")
"""Further places with their programmes: what follows the last one is said of all."""
_FIGURE = re.compile(r"[”]?(?:[^,。;]{0,3}率|[^,。;]{0,3}覆盖|[^,。;ⓅⒾ]{0,6}\d[\d.万]*(?:人|例|万人|人次|%))")
_REVIEWED = re.compile(r"[”]?(?:称号|工作|创建)?(?:复审|复核|复评|迎检|巩固|国家复审|届满)")
"""What is done with something that the place has already."""
_CHOSEN = re.compile(r"(?:确定|选定|选择|选取|遴选|将|把|列|命名|明确|择优)[^,。;]{0,6}$")
"""Before places that are then said to be the ground of a trial: 确定Ⓛ为Ⓟ试点."""
_HELD = re.compile(r"[^,。;ⓅⒾ]{0,12}?(?:在|于|由|落户|花落|依托|布局在|选择|选定)[“]?$")
_HAPPENS = re.compile(
    r"(?:地)?(?:率先|先行|成功|首批|正式|全面|同步|先期)*(?:试点|试行|先试|落地|启动|开展|推开|实施|承担|牵头|探索|$)"
)
_TRIED = re.compile(
    r"(?:开展|启动|率先|先行|首批|首先|列入|列为|纳入|成为|入选|作为|被列为|被确定为|为|开展了)*(?:国家|全国|省级?|市级?|首批)*(?:试点|先行先试|试行|先试)"
)
_TRIAL_PLACES = re.compile(
    rf"[”]?[^,。;{PROGRAMME}]{{0,6}}(?:试点|先行|示范|创建)[^,。;{PROGRAMME}]{{0,6}}(?:为|包括|有|是|:|\()$"
)
_TRIAL_GROUND = re.compile(
    r"[^,。;ⓅⒾ]{0,4}?(?:为|作为)[^,。;ⓅⒾ]{0,6}?(?:试点|重点|样板|突破口|龙头|先行|示范)"
)
_GOES_ON = re.compile(
    rf"{LEAD_IN}(?:(?:并|还|同时)(?:积极|大力|继续)?|积极)?(?:争创|争取|创建|打造|探索|试点|申报|申创)"
)


@dataclass(frozen=True, slots=True)
class _Places:
    """Places listed together: their range in the scene's words, and the codes of those that may pilot something."""

    begin: int
    end: int
    codes: tuple[str, ...]


def pilots(context: Context, scene: Scene) -> Iterator[Relation]:
    """The places of a sentence that try, build or create a programme, other than the one that the document speaks for."""
    carried: _Places | None = None
    mentioned: list[int] = []
    for clause in scene.clauses():
        signs = [i for i in range(clause.begin, clause.end) if scene.words[i] == PROGRAMME]
        modifiers = _modifiers(scene, signs)
        programmes = [i for i in signs if i not in modifiers and not in_passing(scene, clause, i)]
        here = list(_places(context, scene, clause))
        if here:
            yield from _in_clause(scene, clause, here, programmes)
            if not signs and mentioned:
                yield from _tried(scene, clause, here, mentioned)
            carried = here[0] if len(here) == 1 and _leads_on(scene, clause, here[0], programmes) else None
        elif carried is not None and _goes_on(scene, clause, carried):
            yield from _relations(
                scene, carried, programmes, Span(carried.begin, clause.end), "place-carried"
            )
        else:
            carried = None
        mentioned = programmes


def _in_clause(
    scene: Scene, clause: Span, here: Sequence[_Places], programmes: Sequence[int]
) -> Iterator[Relation]:
    """What the groups of places in a clause do with the programmes after them, and those placed there before them."""
    for group, following in zip(here, [*here[1:], None], strict=True):
        end = following.begin if following else clause.end
        yield from _of_group(scene, clause, group, [i for i in programmes if group.end <= i < end])
        yield from _before_group(scene, clause, group, [i for i in programmes if i < group.begin])


def _places(context: Context, scene: Scene, clause: Span) -> Iterator[_Places]:
    """The lists of places in a clause, without the document's own place and those above it."""
    own = context.jurisdiction
    for match in _GROUP.finditer(scene.words, clause.begin, clause.end):
        codes: list[str] = []
        for index in range(*match.span()):
            last = scene.words[index : index + 2] != PLACE * 2
            if scene.words[index] != PLACE or not last or scene.words.rfind("(", match.start(), index) > 0:
                continue
            place = context.gazetteer.get(scene.at(index).name)
            if place is not None and not (own is not None and context.gazetteer.contains(place, own)):
                codes.append(place.code)
        yield _Places(*match.span(), tuple(dict.fromkeys(codes)))


def _modifiers(scene: Scene, programmes: Sequence[int]) -> tuple[int, ...]:
    """The programmes that only say what a quoted one right after them is made of: 家庭病床、养老床位“三床融合”."""
    found: list[int] = []
    following: int | None = None
    for index in reversed(programmes):
        if following is not None:
            between = scene.words[index + 1 : following]
            if between == "“" or (following in found and between in ("、", "与", "和", "及")):
                found.append(index)
        following = index
    return tuple(found)


def _of_group(scene: Scene, clause: Span, group: _Places, after: Sequence[int]) -> Iterator[Relation]:
    """What the places of a group do with the programmes after it."""
    words = scene.words
    if not group.codes or _TURNED_TO.search(words, clause.begin, group.begin):
        return
    if _CLASS_ACTS.match(words, group.end, clause.end) or _PART_OF_NAME.match(words, group.end):
        return
    wanted = [i for i in after if _is_piloted(scene, clause, group, i)]
    if len(wanted) > 1 and len(wanted) == len(group.codes) and words.startswith("分别", group.end):
        for code, index in zip(group.codes, wanted, strict=True):
            yield from _relations(
                scene, _Places(group.begin, group.end, (code,)), (index,), clause, "place-in-clause"
            )
        return
    yield from _relations(scene, group, wanted, clause, "place-in-clause")


def _is_piloted(scene: Scene, clause: Span, group: _Places, index: int) -> bool:
    words = scene.words
    between = words[group.end : index]
    if "Ⓘ" in between or len(between) > LONGEST_GAP:
        return False
    after = _SAME_LIST.match(words, index + 1, clause.end)
    follows = words[after.end() if after else index + 1 : clause.end][:12]
    trial = _TRIAL.search(between + follows) is not None or _TRIAL.search(scene.at(index).name) is not None
    if _LOCATED.search(words, clause.begin, group.begin):
        return trial or _HERE.search(between) is not None
    if _REVIEWED.match(follows):
        return False
    if _FIGURE.match(follows) and not trial:
        return False
    if _award().search(between):
        return trial
    if (act := _pilot().search(between)) is not None:
        return _BODIES_ACT.match(between[: act.start()]) is None
    if between.endswith(("把", "将", "给", "为")) and _pilot().search(follows[:6]):
        return True
    chosen = _CHOSEN.search(words[clause.begin : group.begin])
    if chosen and between.startswith(("为", "作为", "开展", "列为")):
        return True
    if not _BEFORE_PROGRAMME.fullmatch(between) or _OUTCOME.match(follows):
        return False
    pushed = _PUSH.search(words, clause.begin, group.begin) is not None
    return pushed or _UNDER_WAY.match(follows) is not None


def _before_group(scene: Scene, clause: Span, group: _Places, before: Sequence[int]) -> Iterator[Relation]:
    """The last programme before a group of places, where the clause places it there: P在Ⓛ试点, P试点县(Ⓛ、Ⓛ)."""
    if not before or not group.codes:
        return
    between = scene.words[before[-1] + 1 : group.begin]
    held = _HELD.fullmatch(between) and _HAPPENS.match(scene.words, group.end, clause.end)
    if held or _TRIAL_PLACES.fullmatch(between):
        yield from _relations(scene, group, before[-1:], clause, "place-after")


def _tried(
    scene: Scene, clause: Span, here: Sequence[_Places], mentioned: Sequence[int]
) -> Iterator[Relation]:
    """The programmes of the clause before, where this one has places try them: 探索家庭病床,在Ⓛ、Ⓛ先行试点."""
    for group in here:
        if _TRIED.match(scene.words, group.end, clause.end):
            yield from _relations(scene, group, mentioned, Span(mentioned[0], clause.end), "place-after")


def _leads_on(scene: Scene, clause: Span, group: _Places, programmes: Sequence[int]) -> bool:
    """Whether the next clause may go on with a group of places."""
    if scene.words[group.begin - 1 : group.begin] == "以":
        return not programmes and _TRIAL_GROUND.match(scene.words, group.end, clause.end) is not None
    return any(i > group.end and _is_piloted(scene, clause, group, i) for i in programmes)


def _goes_on(scene: Scene, clause: Span, carried: _Places) -> bool:
    """Whether a clause without places says more of those before it."""
    ground = scene.words[carried.begin - 1 : carried.begin] == "以"
    return ground or _GOES_ON.match(scene.words, clause.begin, clause.end) is not None


@cache
def _pilot() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("pilot-verb"))


@cache
def _award() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("award-verb"))


def _relations(
    scene: Scene, group: _Places, programmes: Sequence[int], where: Span, rule: str
) -> Iterator[Relation]:
    span = scene.span(where.begin, where.end)
    for code in group.codes:
        for index in programmes:
            yield Relation("pilots", code, scene.at(index).name, span, rule)
