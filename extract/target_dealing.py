"""Lists whose names and numbers stand apart: A、B和C分别为x、y、z, or 60个省级、120个县级重点专科."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.quantities import Quantity
from kg.extract.target_filters import EARLIER_VALUES
from kg.extract.target_items import SEPARATOR, Item
from kg.extract.target_scope import AFTER_PLACE
from kg.model import Change, Span

_LEVEL = r"[省市州县区乡镇村]"
_RESPECTIVELY = re.compile(r"(?:分别|依次|各)")
_EACH_OF = re.compile(r"各(?:有|为|达到?)?$")
_WHOSE = r"(?:患者|病人|人群|人口|居民|儿童|新生儿|对象|病例)"
_HOW = r"(?:规范化?|系统|健康|全程|监测|检测|筛查|任务|报告|随访|目标|及时|有效|首针|加强)"
_NAME_TAIL = re.compile(
    rf"{_WHOSE}?{_HOW}*(?:[\u4e00-\u9fff]{{2}}率|比例|占比|水平|(?:管理|签约|筛查)?人数|总数|人次|医师数|护士数|数)$"
)
"""What the last of several listed names says for all of them: 高血压、糖尿病患者规范管理率."""

_PEOPLE = re.compile(rf"(?:{_WHOSE}|婴儿|妇女?|孕产妇|老年人|者)$")
"""A name that says whom it is about needs no second one from the tail: 新生儿、5岁以下儿童死亡率."""

_OWN_TAIL = re.compile(r"(?:[\u4e00-\u9fff]{2}率|比例|占比|水平|人数|总数|人次|数|比|度|额|量)$")
_QUOTED = re.compile(r"“[^“”]+”")
"""Names told apart by their quotation marks alone: 评上“A”的评上“B”的分别有6个、3个."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道)")


def respectively(text: str, segment: Span, found: Sequence[Quantity]) -> tuple[Item, ...]:
    """Items of “A、B和C分别为x、y、z”: the names are dealt out to the numbers in order."""
    head = text[segment.begin : found[0].outer.begin]
    match = next(reversed(list(_RESPECTIVELY.finditer(head))), None)
    if match is None or len(found) < 2:
        return ()
    names_part = EARLIER_VALUES.sub("", _YEAR_LIST.sub("", head[: match.start()]))
    listed = [part for part in SEPARATOR.split(names_part) if part.strip()]
    if match.group() == "各" and not (_EACH_OF.search(head) and len(listed) == len(found)):
        return ()
    found = _alike(found)
    if len(listed) < len(found) and (longer := _names_before(text, segment, len(found) - len(listed))):
        listed = [*longer, *listed]
    if len(listed) < len(found) == len(quoted := _QUOTED.findall(names_part)):
        listed = quoted
    if len(names_part.strip(" 、,在")) < 2:
        return tuple(Item(q, segment, None, None, True, order=i, of=len(found)) for i, q in enumerate(found))
    head_span = Span(segment.begin, found[0].outer.begin)
    if len(listed) < len(found):
        return tuple(
            Item(q, segment, head_span, None, True, names=names_part, order=i, of=len(found), alike=True)
            for i, q in enumerate(found)
        )
    return tuple(
        Item(q, segment, head_span, None, True, names=name, order=i, of=len(found))
        for i, (q, name) in enumerate(zip(found, _ended(listed[-len(found) :]), strict=True))
    )


def _names_before(text: str, segment: Span, missing: int) -> list[str]:
    """The names that a list of clauses (A率,B率,C率分别为) puts before its last segment; empty unless all are there."""
    begin = max(text.rfind(mark, 0, segment.begin) for mark in "。;:!?\n") + 1
    names: list[str] = []
    for part in reversed([part for part in text[begin : segment.begin].split(",") if part.strip()]):
        if len(names) >= missing or not _OWN_TAIL.search(part) or re.search(r"\d[%‰]", part):
            break
        names = [*_ended([name for name in SEPARATOR.split(part) if name.strip()]), *names]
    return names if len(names) == missing else []


def _ended(names: Sequence[str]) -> Iterator[str]:
    """Listed names with what only the last of them spells out: its measure, or all but its level (市、县疾控中心)."""
    last = names[-1]
    tail = match.group() if (match := _NAME_TAIL.search(last)) else None
    if len(names) > 1 and all(_PLACE.fullmatch(name.strip()) for name in names[:-1]):
        tail = match["rest"] if (match := AFTER_PLACE.match(last)) else tail
    for name in names:
        if re.fullmatch(rf"{_LEVEL}级?", name) and (level := re.match(rf"{_LEVEL}级?", last)):
            yield name + last[level.end() :]
        elif tail is None or _OWN_TAIL.search(name):
            yield name
        else:
            yield name + (re.sub(f"^{_WHOSE}", "", tail) if _PEOPLE.search(name) else tail)


_YEAR_LIST = re.compile(
    r"(?:到|至|在)?(?:19|20)\d\d年(?:底|末)?(?:(?:、|和|及)(?:到|至)?(?:19|20)\d\d年(?:底|末)?)*"
)


def _alike(found: Sequence[Quantity]) -> list[Quantity]:
    """Quantities of one list with the comparator and the direction that stand beside the first or the last of them."""
    first, last = found[0], found[-1]
    shared = first.comparator if first.comparator != "Equal" else last.comparator
    if shared == "Between":
        shared = "Equal"
    return [
        replace(
            q,
            value=abs(q.value) if first.change else q.value,
            comparator=shared if q.comparator == "Equal" else q.comparator,
            change=_change_in(q, first),
        )
        for q in found
    ]


def _change_in(q: Quantity, first: Quantity) -> Change | None:
    """The direction of one member of a list whose first member carries the verb: 分别增长5%、-1%."""
    if q.change or first.change is None or q.dimension != first.dimension:
        return q.change
    return "Decrease" if q.value < 0 else first.change


_ONLY_LEVEL = re.compile(rf"^(?:国家|自治区|{_LEVEL})级$")
_LEVEL_AND_NOUN = re.compile(rf"^(?:国家|自治区|{_LEVEL})级(?P<noun>[^、,;。]{{2,}})$")


def levels_of_one_noun(text: str, cut: Iterable[Item]) -> Iterator[Item]:
    """Items that name only a level (60个省级、120个县级重点专科) with the noun that the last of them spells out."""
    listed = list(cut)
    last = listed[-1].right.of(text) if listed and listed[-1].right is not None else ""
    match = _LEVEL_AND_NOUN.match(last.rstrip("。;, "))
    verb = listed[0].left.of(text) if match and listed[0].left is not None else ""
    for item in listed:
        right = item.right.of(text) if item.right is not None else ""
        if match and _ONLY_LEVEL.match(right):
            yield replace(item, names=f"{verb}{right}{match['noun']}")
        else:
            yield item
