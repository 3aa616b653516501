"""The subject that a clause leaves, and what it does in the clauses after it that name no institution.

A subject goes on only where the grammar supports it: the next clause begins with a verb, or speaks of a part of the subject
(胸痛中心通过验收), and has no subject of its own. What belongs to a whole place (分级诊疗) goes on only with one that the
whole sentence addresses, or that is said to be in charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.programme_actors import LEAD_IN, NUMBER, Group
from kg.extract.programme_scenes import INSTITUTION, LINK, PROGRAMME, Scene, list_of
from kg.model import Relation, Span
from kg.ontology.programme_words import load_programme_words

_PROGRAMMES = re.compile(list_of(PROGRAMME, "[”]?"))
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
class Subject:
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


def left_by(scene: Scene, clause: Span, here: Sequence[Group], subject: Subject | None) -> Subject | None:
    """The subject that a clause with institutions leaves for the next ones."""
    first = here[0]
    partners = tuple(name for group in here if group.role == "partner" for name in group.names)
    if first.role == "partner":
        if subject is not None and opens(scene, clause, first):
            return replace(subject, partners=partners)
        return Subject((), clause.begin, partners)
    if first.role not in ("acts", "built") or not first.names:
        return None
    before, after = scene.words[clause.begin : first.begin], scene.words[first.end : clause.end]
    if _NO_SUBJECT.search(before) or (len(here) > 1 and _RUN_BY.search(after)):
        return None
    relied_on = _RELIED_ON.search(before) is not None and _BASIS.fullmatch(after) is not None
    return Subject(
        first.names,
        clause.begin,
        partners,
        addressed=_ADDRESSED.match(after) is not None
        or (not after and scene.words.startswith(":", clause.end)),
        relied_on=relied_on,
        aims_only=first.role == "built" or _TOLD.search(before) is not None,
    )


def kept(scene: Scene, clause: Span, subject: Subject | None) -> Subject | None:
    """The subject that is still there after a clause without institutions."""
    if subject is None or subject.relied_on or is_other(scene, clause, subject):
        return None
    return subject


def carried(scene: Scene, clause: Span, programmes: Sequence[int], subject: Subject) -> Iterator[Relation]:
    """What the subject before does in a clause that names no institution."""
    wanted = [i for i in programmes if _goes_on(scene, clause, i, subject)]
    span = Span(min(subject.begin, clause.begin), clause.end)
    yield from relations(
        scene, subject.names, wanted, span, "author" if subject.author else "subject-carried"
    )
    if _carry().match(scene.words, clause.begin, clause.end) and not _TURNS.match(scene.words, clause.begin):
        members = [i for i in programmes if _ALLIANCE.search(scene.at(i).name)]
        yield from relations(scene, subject.partners, members, span, "partner-carried")


def _goes_on(scene: Scene, clause: Span, index: int, subject: Subject) -> bool:
    words = scene.words
    if subject.relied_on or _PRONOUN.match(words, clause.begin):
        return True
    if is_other(scene, clause, subject):
        return False
    if subject.author:
        return True
    area = is_area(scene.at(index).name)
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


def is_other(scene: Scene, clause: Span, subject: Subject) -> bool:
    """Whether a clause without institutions has a subject of its own, or is a task of its own."""
    words = scene.words
    if _OTHER_SUBJECT.match(words, clause.begin, clause.end):
        return True
    if subject.addressed:
        return False
    separator = words[clause.begin - 1] if clause.begin else ""
    return separator == ";" or _NUMBERED.match(words, clause.begin) is not None


def opens(scene: Scene, clause: Span, group: Group) -> bool:
    """Whether nothing but 并与, 还同 and the like stands before a group: its other side is the subject before."""
    return _OPENS.fullmatch(scene.words, clause.begin, group.begin) is not None


def is_area(name: str) -> bool:
    """Whether a programme is one of a place or its people rather than of one institution."""
    return _BRAND.match(name) is not None or _area().search(name) is not None


@cache
def _carry() -> re.Pattern[str]:
    return re.compile(LEAD_IN + load_programme_words().any_of("carry"))


@cache
def _area() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("area"))


def relations(
    scene: Scene, names: Iterable[str], programmes: Iterable[int], where: Span, rule: str
) -> Iterator[Relation]:
    """Each of `names` with each of the programmes whose signs stand at `programmes`; `where` is the evidence."""
    wanted = [scene.at(i).name for i in programmes]
    span = scene.span(where.begin, where.end)
    for name in names:
        for programme in wanted:
            yield Relation("implements", name, programme, span, rule)
