"""Names of institutions in a text, as written: where they begin and end, what their parts are.

Every ending of `institution_heads.csv` is followed to the left as far as the name reaches, known names are looked up, and
centres that only a place tells from a class (市安宁疗护指导中心) are read from their marker on. Names that share a part of a
list are completed in `institution_lists.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from kg.extract.institution_centres import find_centres
from kg.extract.institution_scan import Left, TextView, scan_left
from kg.model import InstitutionKind, Span
from kg.ontology.institutions import Head, Known, head_finder, known_by_name, word_roles

CAMPUS = re.compile(r"的?((?:[东西南北中]|本|总)(?:院区|院部|院(?![内外长前士感])|区(?![域县县市]))|[\u4e00-\u9fff]{2,4}(?:院区|分院|分中心))")
"""A campus or branch right after a hospital's name: 东院区, 通州院区, 针灸推拿分院."""
_NOT_CAMPUS = re.compile(r"^[新老旧各两多个]|[及和与等在的]|一期|二期|三期|建设|启动|推进|迁建|扩建|改造|主体|项目|成立|[设建办拓](?:院区|分院|分中心)")
_BRANCH_TAIL = re.compile(r"附属|第|(?:脑科|妇产|妇儿|儿童|肿瘤|口腔|眼科|骨科|康复|老年|胸科|心血管病?|心脑血管病?|传染病|感染)医院$")
"""What a hospital inside another one is called by, right after the other's name (市人民医院脑科医院)."""
_NOT_AFTER: dict[str, re.Pattern[str]] = {
    "short": re.compile(r"(?:[\u4e00-\u9fff]|[“(])(?<![和与及等牵承会负将要])|(?:和与)?(?:体系|系统|机构|工作|事业|改革|队伍)"),
    "school": re.compile(r"(?:附属|生(?!命)|城|毕业|教授|专家|实习|老师|学生|本科|专科|路|第[一二三四五六])"),
    "number": re.compile(r"[校士长系所内外前感务部子落墙级线]"),
    "office": re.compile(r"委员|系统(?!外)|(?<=委)属"),
    "hospital": re.compile(r"(?:专科|专病)?联盟|管理(?:中心|局)|(?:感染管理|管理[^局处]?研究所|协会|学会)"),
    "township": re.compile(r"协会"),
}
"""What must not follow an ending of a group for it to be one."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name as written. `tail` is the part after place or marker, the ending spelled out (第五医院, 疾病预防控制中心).

    `known` are the institutions that bear exactly this name; `elided` is set where the name borrows from its neighbour
    in a list; then `lender` is the span of the name that lends it place or ending.
    """

    span: Span
    left: Left
    tail: str
    kind: InstitutionKind
    group: str
    bare: str
    rule: str
    known: tuple[Known, ...] = ()
    campus: str = ""
    lender: Span | None = None


def find_names(view: TextView) -> tuple[Name, ...]:
    """All names and classes of institutions in the text, in order, none overlapping another."""
    known = tuple(_known_names(view))
    headed = [_branch_of_known(view.text, name, known) for name in _headed_names(view)]
    return _merge_branches(view.text, _longest([*known, *headed, *find_centre_names(view)]))


def _headed_names(view: TextView) -> Iterator[Name]:
    for begin, end, head in head_finder().find(view.text):
        blocked = _NOT_AFTER.get(head.group)
        if blocked and blocked.match(view.text, end):
            continue
        left = scan_left(view, begin)
        if _cut_word(view, begin, end, head, left):
            continue
        yield named(view.text, left, begin, end, head)


def named(text: str, left: Left, begin: int, end: int, head: Head) -> Name:
    """The name that `left` and the ending at `begin`,`end` make, with its campus."""
    tail = text[left.core : begin] + (head.full or text[begin:end])
    campus = _campus(text, end) if head.group in ("hospital", "number", "affiliate", "short", "marked", "township") else None
    if campus is not None:
        tail += campus[1]
        end += campus[0]
    return Name(
        Span(left.begin, end), left, tail, head.kind, head.group, head.bare, "name", campus=campus[1] if campus else ""
    )


def _campus(text: str, end: int) -> tuple[int, str] | None:
    """The length and the name of a campus written at `end`."""
    match = CAMPUS.match(text, end)
    if match is None or _NOT_CAMPUS.search(match.group(1)):
        return None
    words = word_roles()
    body = match.group(1).removesuffix("院区").removesuffix("分院").removesuffix("分中心")
    if any(words.get(body[i:j]) in ("stop", "verb") for i in range(len(body)) for j in range(i + 2, len(body) + 1)):
        return None
    return len(match.group()), match.group(1)


def _cut_word(view: TextView, begin: int, end: int, head: Head, left: Left) -> bool:
    """Whether the ending is only a piece of an ordinary word or phrase (统一院内, 第一院区)."""
    if head.group == "number":
        before = view.text[begin - 1 : begin]
        return not (left.marker or left.places or left.proper or before in tuple("、和与及"))
    return head.group in ("short", "marked") and not (left.marker or left.places)


@cache
def _known_automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, known in known_by_name().items():
        if len(name) >= 3 and (known[0].kind != "academic" or name == known[0].name):
            automaton.add_word(name, (name, known))
    automaton.make_automaton()
    return automaton


@cache
def is_generic(name: str) -> bool:
    """Whether a short name could be of any place: 儿童医院, 友谊医院, 市九院; not 华西医院."""
    if re.match(r"[省市区县]", name):
        return True
    roles = word_roles()
    stem = re.sub(r"(?:医院|中心|院)$", "", name)
    return bool(stem) and roles.get(stem) in ("class", "category")


def _is_place(view: TextView, begin: int, end: int) -> bool:
    """Whether the name is 医院 after a place of the document's province: 太和医院 is another in a document of 太和县."""
    stem = view.text[begin:end].removesuffix("医院")
    place = view.places.get(begin + len(stem))
    near = place is not None and place.begin == begin and bool(view.province) and view.is_near(place)
    return near or stem in view.own_names


def _belongs(view: TextView, end: int, known: tuple[Known, ...]) -> bool:
    """Whether a name that could be of any place is that of a known one: in its province, or where a branch's place follows
    (南方医院|赣州医院).
    """  # fmt: skip
    return any(k.place[:2] == view.province for k in known) or any(p.begin == end for p in view.places.values())


def _known_names(view: TextView) -> Iterator[Name]:
    for last, (name, known) in _known_automaton().iter(view.text):
        begin, end = last + 1 - len(name), last + 1
        academic = known[0].kind == "academic"
        if known[0].kind == "hospital" and _NOT_AFTER["hospital"].match(view.text, end):
            continue
        if (is_generic(name) or _is_place(view, begin, end)) and not _belongs(view, end, known):
            continue
        if academic and _NOT_AFTER["school"].match(view.text, end):
            continue
        campus = _campus(view.text, end) if known[0].kind == "hospital" else None
        reach = end + (campus[0] if campus else 0)
        left = Left(begin, begin, proper=True)
        group = "school" if academic else "office" if known[0].kind == "administration" else "hospital"
        if (group == "office" and view.text[begin - 1 : begin] == "原") or (group == "office" and view.text.startswith("系统", end)):
            continue
        yield Name(
            Span(begin, reach), left, name + (campus[1] if campus else ""), known[0].kind, group, "never", "known",
            known, campus[1] if campus else "",
        )  # fmt: skip


def find_centre_names(view: TextView) -> Iterator[Name]:
    """Centres, teams and societies that a place or its marker makes one body."""
    for left, end, tail, kind in find_centres(view):
        yield Name(Span(left.begin, end), left, tail, kind, "centre", "never", "centre")


def _branch_of_known(text: str, name: Name, known: tuple[Name, ...]) -> Name:
    """A name that goes on from a known hospital's as that hospital's branch: 南京鼓楼医院 and 集团宿迁医院."""
    start = next(
        (k for k in known if k.group == "hospital" and k.span.begin == name.span.begin and k.span.end < name.span.end), None
    )
    if start is None or start.campus or not name.left.places:
        return name
    branch = text[start.span.end : name.span.end]
    return replace(start, span=name.span, tail=start.tail + branch, campus=branch)


def _longest(names: Iterable[Name]) -> list[Name]:
    """`names` without those that overlap a longer one; of two alike the known one, in order of the text."""
    order = {"known": 0, "name": 1, "centre": 2}
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: (n.span.begin - n.span.end, order[n.rule], n.span.begin)):
        if any(at in taken for at in (name.span.begin, name.span.end - 1)):
            continue
        kept.append(name)
        taken.update(range(name.span.begin, name.span.end))
    return sorted(kept, key=lambda n: n.span.begin)


def _merge_branches(text: str, names: list[Name]) -> tuple[Name, ...]:
    """浙大二院 followed at once by 嘉兴医院 is one name: a branch; the same with 附属 endings after a university."""
    merged: list[Name] = []
    for name in names:
        before = merged[-1] if merged else None
        if before is not None and before.span.end == name.span.begin and _is_branch(before, name):
            written = text[name.span.begin : name.span.end]
            merged[-1] = replace(
                before, span=Span(before.span.begin, name.span.end), tail=before.tail + written, campus=before.campus + written
            )
        else:
            merged.append(name)
    return tuple(merged)


def _is_branch(before: Name, name: Name) -> bool:
    if name.group not in ("hospital", "school") or before.group not in ("hospital", "number", "school", "affiliate"):
        return False
    written_in_full = bool(before.left.proper or before.left.places or before.left.marker or before.known)
    return written_in_full and not name.left.marker and not name.left.category and (
        bool(name.left.places) or name.left.proper or bool(_BRANCH_TAIL.match(name.tail))
    )
