"""Which institution implements which programme, from the grammar of its sentence.

Within a clause an institution has what stands after it (its own programme, or the object of its verb) and what a clause
places with it (落户, 由…承担). Beyond its clause it has something only where the next clause has no subject of its own and
goes on with a verb, or speaks of a part of it (胸痛中心通过验收).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.programme_actors import Group, groups
from kg.extract.programme_carrying import (
    Subject,
    carried,
    is_area,
    is_other,
    kept,
    left_by,
    opens,
    relations,
)
from kg.extract.programme_grades import AIM_LABEL
from kg.extract.programme_passing import in_passing
from kg.extract.programme_scenes import INSTITUTION, LINK, PROGRAMME, Scene, list_of
from kg.model import Relation, Span

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


def implementations(scene: Scene, author: str | None) -> Iterator[Relation]:
    """What the institutions of a sentence carry out; `author` is the institution that a document without another is about."""
    own = Subject((author,), 0, addressed=True, author=True) if author else None
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
            subject = left_by(scene, clause, here, subject) or own
            if topic and subject is not None and here[0].role == "acts":
                yield from relations(scene, here[0].names, topic, clause, "topic")
        else:
            if subject is not None:
                yield from carried(scene, clause, programmes, subject)
            subject = kept(scene, clause, subject) or own
        mentioned = programmes
        topic = tuple(i for i in programmes if _TOPIC.fullmatch(scene.words, i + 1, clause.end))


def _signs(scene: Scene, clause: Span) -> tuple[int, ...]:
    """Where the programmes of a clause stand."""
    return tuple(i for i in range(clause.begin, clause.end) if scene.words[i] == PROGRAMME)


def _in_clause(
    scene: Scene, clause: Span, here: Sequence[Group], programmes: Sequence[int], subject: Subject | None
) -> Iterator[Relation]:
    """What the groups of a clause do with its programmes."""
    for at, group in enumerate(here):
        end = here[at + 1].begin if at + 1 < len(here) else clause.end
        after = [i for i in programmes if group.end <= i < end]
        own = _owned(scene, group, after) if group.role != "partner" else []
        authority = [i for i in own if _OF_AUTHORITY.search(scene.at(i).name)]
        yield from relations(scene, group.names, own, clause, "possessive")
        yield from relations(scene, (m.name for m in group.members), authority, clause, "possessive")
        done = [i for i in after if i not in own and not _PASSED_ON.search(scene.words, group.end, i)]
        yield from _with_verb(scene, clause, here[: at + 1], done, subject)
        placed = _placed(scene, clause, group, programmes)
        yield from relations(scene, group.names, placed, clause, "object-first")


def _with_verb(
    scene: Scene, clause: Span, here: Sequence[Group], done: Sequence[int], subject: Subject | None
) -> Iterator[Relation]:
    """The last group of `here` as subject of `done`, with those that it is the partner of, or that it only judges."""
    for group in reversed(here):
        if group.role in ("acts", "partner"):
            yield from _distributed(scene, clause, group, done)
        if group.role not in ("partner", "judges"):
            return
    other_side = here[0].role == "partner" and opens(scene, clause, here[0])
    if other_side and subject is not None and not subject.aims_only and not is_other(scene, clause, subject):
        span = Span(min(subject.begin, clause.begin), clause.end)
        yield from relations(scene, subject.names, done, span, "subject-carried")


def _distributed(scene: Scene, clause: Span, group: Group, done: Sequence[int]) -> Iterator[Relation]:
    """Every member with every programme, or with 分别 each with its own."""
    if len(done) > 1 and len(done) == len(group.names) and scene.words.startswith("分别", group.end):
        for name, index in zip(group.names, done, strict=True):
            yield from relations(scene, (name,), (index,), clause, "subject")
    else:
        yield from relations(scene, group.names, done, clause, "subject")


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
        yield from relations(
            scene, group.names, mentioned[-1:], Span(mentioned[-1], clause.end), "object-first"
        )


def _listed(scene: Scene, clause: Span, programmes: Sequence[int]) -> Iterator[Relation]:
    """A programme with its institutions in brackets or after a colon: 社区医院2家(甲卫生院、乙卫生院)."""
    for pattern, rule in ((_BRACKET, "bracketed"), (_COLON, "after-colon")):
        for index in programmes:
            match = pattern.match(scene.words, index)
            if match and not (rule == "after-colon" and is_area(scene.at(index).name)):
                names = [m.name for m in scene.named("institution", *match.span("list"))]
                yield from relations(scene, names, (index,), Span(index, match.end()), rule)
