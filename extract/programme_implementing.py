"""Which institution implements which programme, from the grammar of its sentence.

Within a clause an institution has what stands after it (its own programme, or the object of its verb) and what a clause
places with it (落户, 由…承担). Beyond its clause it has something only where the next clause has no subject of its own and
goes on with a verb, or speaks of a part of it (胸痛中心通过验收).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.programme_actors import LEAD_IN, NUMBER, Group, groups
from kg.extract.programme_grades import AIM_LABEL
from kg.extract.programme_passing import in_passing
from kg.extract.programme_scenes import INSTITUTION, LINK, PROGRAMME, Scene, list_of
from kg.model import Relation, Span
from kg.ontology.programme_words import load_programme_words

_PROGRAMMES = re.compile(list_of(PROGRAMME, "[”]?"))
_OWN = re.compile(
    r"(?:的|暨|\([^()]*\))?[“]?(?:(?:国家|全国|[省市县区])级?|首个|首批|首家|\d{4}年|[^,。;ⓅⒾⓀⓁ建设立成开创获入通推承]{1,6}(?:科|专业|病区|学科))?[“]?"
)
"""Between an institution and a programme that is its own."""
_OF_AUTHORITY = re.compile(r"(?:大赛|竞赛|平台|工程|行动|活动|计划|项目)$")
"""What an administration runs itself where the name stands right after its own: 省卫生健康委…大赛."""
_PASSED_ON = re.compile(
    r"(?:指导|支持|帮助|协助|督促|带动|引导|鼓励|推动|要求|动员|帮扶|支援|辐射)[^,ⓅⒾ]{0,12}(?:[ⓀⓁ]|各|基层|乡镇|下级|成员|县级|村|社区|分院)"
    r"|(?:赴|前往|深入|走进|到)[^,]{0,12}(?:指导|考察|调研|学习|参观|培训)"
)
"""The programme after this is for others to carry out."""
_PLACED_WITH = re.compile(
    r"[^,。;ⓅⒾ]{0,10}?(?:落户|落地|花落|落在|设在|设于|放在|依托|由|委托|交由|交给|归|授予|挂靠|选定|选在|布局在|安排在)(?:于|在|至|到)?[“]?$"
)
_FALLS_TO = re.compile(
    r"(?:全部|均|都|分别|率先|成功|正式|其中\d+个)*(?:落户|落地|花落|落在|设在|设于|交给|交由|由|归)(?:于|在|至)?"
)
_HELD_AT = re.compile(r"[^,。;ⓅⒾ]{0,12}?(?:在|于)$")
_HAPPENS = re.compile(
    r"(?:成功|正式|顺利|率先|先行|全面|同步|[^,。;ⓅⒾ]{0,4})?(?:挂牌|启用|落成|成立|运行|启动|上线|试点|试行|开展|揭牌|落地|落户|建成|开诊|实施)"
)
_BUILT_TO = re.compile(r"^(?:的?(?:标准|要求))?(?:建设|建成|新建|打造|建好)$")
"""Between a grade and the hospital that is built to it: 按三甲标准建成Ⓘ."""
_BRACKET = re.compile(
    rf"{PROGRAMME}[”]?[^,。;(){PROGRAMME}]{{0,8}}\((?:[^()ⓅⒾ]{{0,6}}(?:单位|医院|机构|牵头|实施)[:为]?)?(?P<list>{list_of(INSTITUTION, '')})[^()ⓅⒾ]{{0,12}}\)"
)
_COLON = re.compile(
    rf"{PROGRAMME}[”]?[^,。;(){PROGRAMME}{INSTITUTION}]{{0,10}}:(?P<list>{list_of(INSTITUTION)})(?:等)?(?=$|[,。;])"
)
_TOPIC = re.compile(r"”?(?:方面|上|工作)$")

_PRONOUN = re.compile(rf"{LEAD_IN}(?:目前|现|同时)?(?:该[院所站校]|该中心|该县医院|医院(?=[^,]))")
_ADDRESSED = re.compile(r"(?:要|须|必须|应|应当|务必|力争要|需)")
_RELIED_ON = re.compile(r"(?:依托|以|借助|依靠|由)$")
_NO_SUBJECT = re.compile(r"(?:在|于|到|将|把)(?:原)?$")
"""Before an institution that is no subject: a place where something happens, or something that is dealt with."""
_BASIS = re.compile(
    r"(?:(?:和|及|、)[^,。;ⓅⒾ]{0,10})?(?:为(?:龙头|牵头单位|牵头|依托|核心|主体|基础|载体))?(?:牵头|组织|承担|负责|的?(?:优势|资源|技术|平台|力量))*"
)
"""What may stand after a body that is the basis of the next clause."""
_TOLD = re.compile(
    r"(?:支持|指导|鼓励|推动|协助|帮助|督促|推进|加快|确保|争取|力争|加强|完成|启动|做好|抓好|实施|全面启动)[“]?$"
)
_AIM = re.compile(rf"{LEAD_IN}(?:积极|力争|全力|加快|努力)?(?:争创|创建|冲刺|争取|申创|创评|晋升)")
_NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]是|\([一二三四五六七八九十\d]+\)|[①-⑳]|\d{1,2}[、.])")
_OTHER_SUBJECT = re.compile(
    rf"{LEAD_IN}(?:[在向对为]?(?:[ⓀⓁ]|{NUMBER}(?:家|所|名|人|张|件|个?(?:Ⓚ|县|区|市|乡镇|镇|街道|社区|村|医院|医疗机构|单位))|全[市县区省州国旗]|各[市县区地级单类]|基层)|二级|三级|公立|乡镇|村|社区"
    r"|我[市县区省局委州旗]|县域|区域内|市、县|省、市|城乡|居民|户籍|每|到\d{4}年|截至|年内|此外|其中|另|总投资|中心卫生院|卫生院|医疗机构|符合条件|群众|患者|其他|以上)"
)
_OPENS = re.compile(rf"{LEAD_IN}(?:并|还|又|已|积极|先后|成功|同时|继续|主动)*(?:与|同|跟|联合|携手|牵手|和)")
_TURNS = re.compile(rf"{LEAD_IN}(?:并|还|又|同时)?(?:与|同|和|跟|联合|携手)")
"""Opens a clause about other partners."""
_IN_CHARGE = re.compile(rf"{LEAD_IN}(?:并|还|共同|同时)?(?:承担|负责|牵头|承接)")
_RUN_BY = re.compile(r"托管|帮扶|支援|接管|对口")
"""Between two institutions; which of them the next clause is about cannot be told."""
_COUNTED = re.compile(rf"[”]?(?:建设|项目)?{NUMBER}(?:个|家|项|所)")
_PART_DOES = re.compile(
    r"[^,。;ⓅⒾ]{0,10}?(?:通过|入选|入围|获|挂牌|成为|建成|拿下|列|跻身|启用|运行|开诊|上线|达到|进入|被|投入|开设|完成|成立|过关)"
)
_PART = re.compile(
    rf"{LEAD_IN}[^,。;{PROGRAMME}{INSTITUTION}]{{1,8}}(?:科|门诊|中心|学科|专业|病区|团队|实验室|病房)(?:成功|顺利|均|先后)?(?:拿下|获|入选|入围|通过|成为|被|跻身|建成|晋升|创成)"
)
_BRAND = re.compile(r"健康(?!体检|管理|小屋|驿站|码|卡|档案|教育基地)")
"""Opens the name of a place's brand: 健康浙江."""
_ALLIANCE = re.compile(r"联盟|医联体|医共体|集团|协作|联合体|共同体")
"""Programmes whose partners are members."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who may go on acting in the next clause.

    `partners` go on only in alliances. `addressed`: the whole sentence tells this one what to do. `relied_on`: it was only
    named as the basis of the next clause. `aims_only`: it was an object and goes on only in an aim (争创…). `author`: the
    document's own author, who acts wherever no other subject stands.
    """

    names: tuple[str, ...]
    begin: int
    partners: tuple[str, ...] = ()
    addressed: bool = False
    relied_on: bool = False
    aims_only: bool = False
    author: bool = False


def implementations(scene: Scene, author: str | None) -> Iterator[Relation]:
    """What the institutions of a sentence carry out; `author` is the institution that a document without another is about."""
    own = _Subject((author,), 0, addressed=True, author=True) if author else None
    subject = own
    topic: tuple[int, ...] = ()
    mentioned: list[int] = []
    for clause in scene.clauses():
        here = groups(scene, clause)
        programmes = [i for i in _signs(scene, clause) if not in_passing(scene, clause, i)]
        yield from _listed(scene, clause, programmes)
        if here:
            yield from _in_clause(scene, clause, here, programmes, subject)
            yield from _placed_later(scene, clause, here[0], mentioned)
            subject = _left_by(scene, clause, here, subject) or own
            if topic and subject is not None and here[0].role == "acts":
                yield from _relations(scene, here[0].names, topic, clause, "topic")
        else:
            if subject is not None:
                yield from _carried(scene, clause, programmes, subject)
            subject = _kept(scene, clause, subject) or own
        mentioned = programmes
        topic = tuple(i for i in programmes if _TOPIC.fullmatch(scene.words, i + 1, clause.end))


def _signs(scene: Scene, clause: Span) -> tuple[int, ...]:
    """Where the programmes of a clause stand."""
    return tuple(i for i in range(clause.begin, clause.end) if scene.words[i] == PROGRAMME)


def _in_clause(
    scene: Scene, clause: Span, here: Sequence[Group], programmes: Sequence[int], subject: _Subject | None
) -> Iterator[Relation]:
    """What the groups of a clause do with its programmes."""
    for at, group in enumerate(here):
        end = here[at + 1].begin if at + 1 < len(here) else clause.end
        after = [i for i in programmes if group.end <= i < end]
        own = _owned(scene, group, after) if group.role != "partner" else []
        authority = [i for i in own if _OF_AUTHORITY.search(scene.at(i).name)]
        yield from _relations(scene, group.names, own, clause, "possessive")
        yield from _relations(scene, (m.name for m in group.members), authority, clause, "possessive")
        done = [i for i in after if i not in own and not _PASSED_ON.search(scene.words, group.end, i)]
        yield from _with_verb(scene, clause, here[: at + 1], done, subject)
        placed = _placed(scene, clause, group, programmes)
        yield from _relations(scene, group.names, placed, clause, "object-first")


def _with_verb(
    scene: Scene, clause: Span, here: Sequence[Group], done: Sequence[int], subject: _Subject | None
) -> Iterator[Relation]:
    """The last group of `here` as subject of `done`, with those that it is the partner of, or that it only judges."""
    for group in reversed(here):
        if group.role in ("acts", "partner"):
            yield from _distributed(scene, clause, group, done)
        if group.role not in ("partner", "judges"):
            return
    opens = here[0].role == "partner" and _opens(scene, clause, here[0])
    if opens and subject is not None and not subject.aims_only and not _is_other(scene, clause, subject):
        span = Span(min(subject.begin, clause.begin), clause.end)
        yield from _relations(scene, subject.names, done, span, "subject-carried")


def _distributed(scene: Scene, clause: Span, group: Group, done: Sequence[int]) -> Iterator[Relation]:
    """Every member with every programme, or with 分别 each with its own."""
    if len(done) > 1 and len(done) == len(group.names) and scene.words.startswith("分别", group.end):
        for name, index in zip(group.names, done, strict=True):
            yield from _relations(scene, (name,), (index,), clause, "subject")
    else:
        yield from _relations(scene, group.names, done, clause, "subject")


def _opens(scene: Scene, clause: Span, group: Group) -> bool:
    """Whether nothing but 并与, 还同 and the like stands before a group: its other side is the subject before."""
    return _OPENS.fullmatch(scene.words, clause.begin, group.begin) is not None


def _owned(scene: Scene, group: Group, after: Sequence[int]) -> list[int]:
    """The programmes right after a group, with those listed with them."""
    found: list[int] = []
    for index in after:
        previous = found[-1] + 1 if found else group.end
        pattern = rf"[”“]?(?:{LINK})?[”“]?" if found else _OWN
        if not re.fullmatch(pattern, scene.words[previous:index]):
            break
        found.append(index)
    return found


def _placed(scene: Scene, clause: Span, group: Group, programmes: Sequence[int]) -> list[int]:
    """The programmes before a group that the clause places with it."""
    before = [i for i in programmes if i < group.begin]
    if not before or group.role == "named":
        return []
    between = scene.words[before[-1] + 1 : group.begin]
    graded = scene.at(before[-1]).name == AIM_LABEL and _BUILT_TO.search(between)
    held = _HELD_AT.fullmatch(between) and _HAPPENS.match(scene.words, group.end, clause.end)
    if not held and not graded and not _PLACED_WITH.fullmatch(between):
        return []
    found = [before[-1]]
    for index in reversed(before[:-1]):
        if not re.fullmatch(rf"{LINK}|[”“]*", scene.words[index + 1 : found[-1]]):
            break
        found.append(index)
    return found


def _placed_later(scene: Scene, clause: Span, group: Group, mentioned: Sequence[int]) -> Iterator[Relation]:
    """The programme of the clause before, where this one says whose it is: 重点专科新增3个,全部花落Ⓘ."""
    before = scene.words[clause.begin : group.begin]
    if mentioned and group.role == "acts" and _FALLS_TO.fullmatch(before):
        yield from _relations(
            scene, group.names, mentioned[-1:], Span(mentioned[-1], clause.end), "object-first"
        )


def _listed(scene: Scene, clause: Span, programmes: Sequence[int]) -> Iterator[Relation]:
    """A programme with its institutions in brackets or after a colon: 社区医院2家(甲卫生院、乙卫生院)."""
    for pattern, rule in ((_BRACKET, "bracketed"), (_COLON, "after-colon")):
        for index in programmes:
            match = pattern.match(scene.words, index)
            if match and not (rule == "after-colon" and _is_area(scene.at(index).name)):
                names = [m.name for m in scene.named("institution", *match.span("list"))]
                yield from _relations(scene, names, (index,), Span(index, match.end()), rule)


def _left_by(scene: Scene, clause: Span, here: Sequence[Group], subject: _Subject | None) -> _Subject | None:
    """The subject that a clause with institutions leaves for the next ones."""
    first = here[0]
    partners = tuple(name for group in here if group.role == "partner" for name in group.names)
    if first.role == "partner":
        if subject is not None and _opens(scene, clause, first):
            return replace(subject, partners=partners)
        return _Subject((), clause.begin, partners)
    if first.role not in ("acts", "built") or not first.names:
        return None
    before, after = scene.words[clause.begin : first.begin], scene.words[first.end : clause.end]
    if _NO_SUBJECT.search(before) or (len(here) > 1 and _RUN_BY.search(after)):
        return None
    relied_on = _RELIED_ON.search(before) is not None and _BASIS.fullmatch(after) is not None
    return _Subject(
        first.names,
        clause.begin,
        partners,
        addressed=_ADDRESSED.match(after) is not None
        or (not after and scene.words.startswith(":", clause.end)),
        relied_on=relied_on,
        aims_only=first.role == "built" or _TOLD.search(before) is not None,
    )


def _carried(scene: Scene, clause: Span, programmes: Sequence[int], subject: _Subject) -> Iterator[Relation]:
    """What the subject before does in a clause that names no institution."""
    wanted = [i for i in programmes if _goes_on(scene, clause, i, subject)]
    span = Span(min(subject.begin, clause.begin), clause.end)
    yield from _relations(
        scene, subject.names, wanted, span, "author" if subject.author else "subject-carried"
    )
    if _carry().match(scene.words, clause.begin, clause.end) and not _TURNS.match(scene.words, clause.begin):
        members = [i for i in programmes if _ALLIANCE.search(scene.at(i).name)]
        yield from _relations(scene, subject.partners, members, span, "partner-carried")


def _goes_on(scene: Scene, clause: Span, index: int, subject: _Subject) -> bool:
    words = scene.words
    if subject.relied_on or _PRONOUN.match(words, clause.begin):
        return True
    if _is_other(scene, clause, subject):
        return False
    if subject.author:
        return True
    area = _is_area(scene.at(index).name)
    if subject.aims_only:
        counted = _COUNTED.match(words, index + 1) is not None
        return not area and not counted and _AIM.match(words, clause.begin) is not None
    if _carry().match(words, clause.begin, clause.end):
        return subject.addressed or not area or _IN_CHARGE.match(words, clause.begin) is not None
    if area:
        return False
    begins = re.fullmatch(rf"{LEAD_IN}[“]?(?:{PROGRAMME}{LINK})*", words[clause.begin : index]) is not None
    if begins:
        return _PART_DOES.match(words, _list_end(words, index), clause.end) is not None
    return _PART.match(words, clause.begin, index) is not None


def _list_end(words: str, index: int) -> int:
    """Where the list of programmes that goes on at `index` ends."""
    match = _PROGRAMMES.match(words, index)
    return match.end() if match else index + 1


def _is_other(scene: Scene, clause: Span, subject: _Subject) -> bool:
    """Whether a clause without institutions has a subject of its own, or is a task of its own."""
    words = scene.words
    if _OTHER_SUBJECT.match(words, clause.begin, clause.end):
        return True
    if subject.addressed:
        return False
    separator = words[clause.begin - 1] if clause.begin else ""
    return separator == ";" or _NUMBERED.match(words, clause.begin) is not None


def _kept(scene: Scene, clause: Span, subject: _Subject | None) -> _Subject | None:
    """The subject that is still there after a clause without institutions."""
    if subject is None or subject.relied_on or _is_other(scene, clause, subject):
        return None
    return subject


@cache
def _carry() -> re.Pattern[str]:
    return re.compile(LEAD_IN + load_programme_words().any_of("carry"))


def _is_area(name: str) -> bool:
    return _BRAND.match(name) is not None or _area().search(name) is not None


@cache
def _area() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("area"))


def _relations(
    scene: Scene, names: Iterable[str], programmes: Iterable[int], where: Span, rule: str
) -> Iterator[Relation]:
    wanted = [scene.at(i).name for i in programmes]
    span = scene.span(where.begin, where.end)
    for name in names:
        for programme in wanted:
            yield Relation("implements", name, programme, span, rule)
