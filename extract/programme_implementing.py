"""Which institution implements which programme, from the grammar of the clause.

An institution that opens a clause is the subject of the programmes after it, also in the following clauses of the sentence
until another subject appears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.programme_scenes import Scene
from kg.model import Mention, Relation, Span

_HAN_NUMBER = r"[一二三四五六七八九十两\d]+"
_DIRECT = re.compile(r"[“《(]?(?:的|暨|省级|国家级?|市级)?[“]?")
_BUILT_BEFORE = re.compile(
    r"(?:建设|建立|成立|设立|新建|改扩建|扩建|筹建|组建|迁建|办好|打造|办|建|建成|初步建成|抓紧)(?:好|成)?(?:一批|了)?$"
)
_BUILT_AFTER = re.compile(
    r"等(?:\d+个)?(?:重点)?项目|等?(?:的)?(?:新院区|二期|一期|三期|迁建|改扩建|扩建|异地|搬迁|大楼|实验大楼|综合楼|主体|开工|竣工|投入使用|投用|建设(?=$|[、]|项目|进度|工程|步伐)|发展(?=$)|成立(?=$|[、,])|等?机构整合|稳妥整合|整合"
    r"|门诊楼|装修|重建|开门|改建|平台|工作|火灾|事故)"
)
_NOT_ACTING = re.compile(
    r"(?:邀请|聘请|特邀|引进|学习|借鉴|参观|考察|赴|前往|来自|送往|转诊至|上转|对接|争取|师从|比|接受|送至)$"
)
"""Before an institution these make it somebody that another one turns to."""

_OTHER_SUBJECT = re.compile(
    rf"(?:{_HAN_NUMBER}\+?(?:多|余)?(?:家|个|所|间|名|人|张|件|座|辆)|全[市县区省州国]|各[市县区地级单类]|基层|二级|三级|公立|乡镇|村|社区|我[市县区省局委]"
    r"|县域|区域|市、县|省、市|城乡|居民|户籍|每|到\d{4}年|截至|年内|同时|此外|其中|另|总投资|中心卫生院|卫生院|村卫生室|健康|医疗机构|符合条件)"
)
_CARRIES = re.compile(
    r"(?:要|并|也|还|将|已|均|共同|积极|大力|持续|全面|扎实|深入|进一步|不断|加强|加大|加快|推进|推动|推行|开展|实施|争创|争取|力争|创建|打造|建设|建成|建立|组建|成立"
    r"|开设|设立|落实|深化|探索|提升|强化|完善|申报|参与|承担|牵头|培育|引进|发挥|通过|获评?|入选|荣获|成为|办好|做[优强大实]|试点|启动|完成|做|全年为)"
)
_OF_AUTHORITY = re.compile(r"(?:大赛|竞赛|平台|工程|行动|活动|计划|项目)$")
"""What an administration runs itself where the name stands right after its own: 省卫生健康委…大赛."""

_NO_CARRY = re.compile(r"签订|协议|结对|整合|合并|互访|会商|签约仪式|(?:支持|指导|鼓励|推动|协助|帮助|督促)$")
_TOPIC = re.compile(r"”?(?:方面|上|工作)$")
_ADMINISTRATION = re.compile(
    r"(?:卫生健康委员会|卫生健康局|卫生和计划生育(?:局|委员会)|卫生局|卫健[委局]|管理局|保障局|协会|学会|人民政府|领导小组|办公室|爱卫办)$"
)
"""Bodies that give the orders rather than carry them out."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The institutions that act, and the clause that names them."""

    names: tuple[str, ...]
    clause: Span


def implementations(scene: Scene, author: str | None) -> Iterator[Relation]:
    """What the institutions of a sentence carry out; `author` is the institution that a document without another is about."""
    subject: _Subject | None = _Subject((author,), scene.sentence) if author else None
    topic: tuple[Mention, ...] = ()
    for clause in scene.clauses():
        inside = [m for m in scene.institutions if clause.contains(m.span)]
        programmes = [m for m in scene.programmes if clause.contains(m.span)]
        yield from _bracketed(scene.text, inside, programmes)
        groups = list(_groups(scene.text, inside))
        if groups:
            subject = None
            for group, following in zip(groups, [*groups[1:], None], strict=True):
                end = following[0].span.begin if following else clause.end
                yield from _of_group(scene.text, clause, group, programmes, end)
            subject = _acting(scene.text, clause, groups[-1])
            if topic and subject:
                yield from _pairs(subject.names, topic, clause, "topic")
        elif subject is not None and _carries(scene.text, clause):
            span = Span(min(subject.clause.begin, clause.begin), clause.end)
            yield from _pairs(subject.names, programmes, span, "subject-carried")
        elif subject is not None and author is None:
            subject = None
        topic = tuple(p for p in programmes if _TOPIC.fullmatch(scene.text[p.span.end : clause.end]))


def _groups(text: str, institutions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """The institutions of a clause, those joined by 、 and the like together."""
    group: list[Mention] = []
    for mention in institutions:
        if group:
            between = text[group[-1].span.end : mention.span.begin]
            if not re.fullmatch(r"[、和与及暨“”]*|以及|等?和", between):
                yield tuple(group)
                group = []
        group.append(mention)
    if group:
        yield tuple(group)


def _of_group(
    text: str, clause: Span, group: tuple[Mention, ...], programmes: Sequence[Mention], end: int
) -> Iterator[Relation]:
    """What a group of institutions does with the programmes after it, and those that a clause puts before it."""
    names = _acting_names(group)
    first, last = group[0].span, group[-1].span
    after = [p for p in programmes if last.end <= p.span.begin < end]
    direct = [p for p in after if _DIRECT.fullmatch(text[last.end : p.span.begin])]
    if direct:
        own = [p for p in direct if _OF_AUTHORITY.search(p.name)]
        yield from _pairs(names, direct, clause, "possessive")
        yield from _pairs((m.name for m in group if m.name not in names), own, clause, "possessive")
    if _acts(text, clause, group):
        yield from _pairs(names, after, clause, "subject")
    before = text[clause.begin : first.begin]
    preceding = [p for p in programmes if p.span.end <= first.begin]
    if preceding and re.search(r"(?:落户|由|花落|依托|授予|在|标准建成)$", before):
        yield from _pairs(names, preceding[-1:], clause, "object-first")


def _acting_names(group: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(m.name for m in group if not _ADMINISTRATION.search(m.name))


def _acts(text: str, clause: Span, group: tuple[Mention, ...]) -> bool:
    """Whether a group is the subject of its clause, not something that is built."""
    before, after = text[clause.begin : group[0].span.begin], text[group[-1].span.end : clause.end]
    return not (_BUILT_BEFORE.search(before) or _BUILT_AFTER.match(after) or _NOT_ACTING.search(before))


def _acting(text: str, clause: Span, group: tuple[Mention, ...]) -> _Subject | None:
    """The subject that a clause leaves for the next ones."""
    names = _acting_names(group)
    before, after = text[clause.begin : group[0].span.begin], text[group[-1].span.end : clause.end]
    if not names or not _acts(text, clause, group) or _NO_CARRY.search(before) or _NO_CARRY.search(after):
        return None
    return _Subject(names, clause)


def _carries(text: str, clause: Span) -> bool:
    """Whether a clause without a subject of its own goes on with the one before."""
    words = clause.of(text)
    if _CARRIES.match(words):
        return True
    return not _OTHER_SUBJECT.match(words) and (clause.begin == 0 or text[clause.begin - 1] in ",\n。")


def _bracketed(
    text: str, institutions: Sequence[Mention], programmes: Sequence[Mention]
) -> Iterator[Relation]:
    """A programme with its institution in brackets right after it: 县域医疗次中心(县第二人民医院)."""
    for programme in programmes:
        for institution in institutions:
            if re.fullmatch(r"[^,。;()]{0,8}\(", text[programme.span.end : institution.span.begin] or "-"):
                yield Relation(
                    "implements",
                    institution.name,
                    programme.name,
                    Span(programme.span.begin, institution.span.end),
                    "bracketed",
                )


def _pairs(names: Iterable[str], programmes: Iterable[Mention], span: Span, rule: str) -> Iterator[Relation]:
    wanted = [p.name for p in programmes]
    for name in names:
        for programme in wanted:
            yield Relation("implements", name, programme, span, rule)
