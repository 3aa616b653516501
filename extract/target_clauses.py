"""A sentence cut into segments, a segment into items: the words left and right of each quantity that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.clauses import clauses
from kg.extract.quantities import Quantity, find_quantities
from kg.extract.target_coverage import find_coverage
from kg.extract.target_filters import EARLIER_VALUES, stated_quantities
from kg.extract.target_wording import AND
from kg.model import Change, Span
from kg.ontology.target_words import any_of

_SEPARATOR = re.compile(rf"、|以及|{AND}|及(?!时|其|以上|以下)|并(?!发|且)|与|其中|另有?|或")
"""What parts the members of a list."""

_MARKER_INSIDE = re.compile(r"(?<![、和及至第])\([一二三四五六七八九十]{1,3}\)(?![、和及至项款条期])")
"""The number of an item that runs on in a line: 总结(一)签约率达到80%."""
_CUTS = re.compile(rf"\t|(?<!\d):|:(?!\d)|{_MARKER_INSIDE.pattern}")


@dataclass(frozen=True, slots=True)
class Item:
    """One quantity with the words of its own: `left` runs up to the number, `right` follows it; both may be empty.

    `segment` is the part of the sentence between commas in which it stands; `first` says that nothing stands before the
    item in its segment. `shared` are words after a later number of the segment that hold for this one too. `names` is
    the indicator where 分别 deals names out. `of` is the number of items that 分别 deals to, of which this is the `order`-th;
    0 where it does not. `alike` says that they share one name, so that it is years or populations that are dealt out.
    """

    quantity: Quantity
    segment: Span
    left: Span | None
    right: Span | None
    first: bool
    shared: str = ""
    names: str | None = None
    order: int = 0
    of: int = 0
    alike: bool = False


def segments(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of a sentence between commas, colons and semicolons; a bracket with a number is a part of its own."""
    for clause in _clauses(text, sentence):
        at = clause.begin
        part = clause.of(text)
        for match in re.finditer(r"\(([^()]{4,})\)", part):
            inner = Span(clause.begin + match.start() + 1, clause.begin + match.end() - 1)
            if not find_quantities(text, inner):
                continue
            if clause.begin + match.start() > at:
                yield Span(at, clause.begin + match.start())
            yield from _clauses(text, inner)
            at = clause.begin + match.end()
        if at < clause.end:
            yield Span(at, clause.end)


def _clauses(text: str, within: Span) -> Iterator[Span]:
    """The clauses of a stretch of text; a colon inside a ratio (1:1.6) parts nothing."""
    for clause in clauses(text, within, ",;。!?"):
        begin = clause.begin
        for match in _CUTS.finditer(clause.of(text)):
            if clause.begin + match.start() > begin:
                yield Span(begin, clause.begin + match.start())
            begin = clause.begin + match.end()
        if begin < clause.end:
            yield Span(begin, clause.end)


def items(text: str, segment: Span) -> tuple[Item, ...]:
    """The items of one segment, in order; quantities that are no aim or result of their own are left out."""
    found = _without_coverage_clash(text, segment, stated_quantities(text, segment))
    if not found:
        return ()
    if paired := _respectively(text, segment, found):
        return paired
    cut = list(_regions(text, segment, _without_actors(text, segment, found)))
    return tuple(_levels_of_one_noun(text, _shared_predicate(text, cut)))


def _without_coverage_clash(text: str, segment: Span, numbers: list[Quantity]) -> list[Quantity]:
    """Numbers and coverage words of a segment together: a share states the coverage itself, a count says of whom."""
    words = list(find_coverage(text, segment))
    if not words:
        return numbers
    for word in words:
        inside = [q for q in numbers if q.outer.end > word.span.begin]
        before = [q for q in numbers if q.outer.end <= word.span.begin]
        if any(q.unit == "%" and q.value == word.value for q in numbers):
            return numbers
        if word.rule in {"coverage-every", "coverage-all-do"}:
            if any(
                q.dimension in {"share", "ratio", "percentage-point", "money", "duration"} or q.unit is None
                for q in inside
            ):
                continue
            every = re.search("所有|全部", text[segment.begin : word.span.end])
            if inside and not (every and all(q.value == 1 for q in inside)):
                continue
        elif any(q.dimension == "share" for q in inside) or (
            word.rule == "coverage-all-of" and inside and not re.search("所有|全部", word.span.of(text))
        ):
            continue
        kept = [
            q
            for q in before
            if _SEPARATOR.search(text[q.outer.end : word.span.begin]) and _complete(text, q, word)
        ]
        return [*kept, word]
    return numbers


def _complete(text: str, q: Quantity, word: Quantity) -> bool:
    """Whether a number before a coverage word is a statement of its own: 建成3家、实现全覆盖."""
    between = text[q.outer.end : word.span.begin]
    return between.startswith(("、", "并", "和")) and bool(
        re.match(r"(?:、|并|和)(?:实现|做到|基本)", between)
    )


_ACTOR_BEFORE = re.compile(
    r"(?:组织|指导|推动|支持|督促|安排|协调|依托|由|对|为|向|在|带领|牵头|联合|会同|协同)(?:[全辖我]?[市县区省州院局](?!级)|辖区)?$"
)


def _says_of_whom(between: str, following: Quantity) -> bool:
    """Whether the words between a count and a number make the count the subject of that number."""
    if following.dimension == "share" and _RATE_OF.match(between):
        return True
    return bool(re.search(r"(?:分别|各自?|均|每[个家所])", between)) and _phrase_inside(
        between.replace("、", "")
    )


_RATE_OF = re.compile(
    r"^的?[^、,;。\d]{0,14}(?:率|占比|比例)(?:分别|均|都|全部)?(?:达到?|为|是|保持在|稳定在)?$"
)
"""What stands between a count and the share that is said of those it counts: 9.8万人参保率达到100%."""


def _without_actors(text: str, segment: Span, found: list[Quantity]) -> list[Quantity]:
    """Without counts that only say who acts where the same stretch of words goes on to a number of its own."""
    kept: list[Quantity] = []
    located: set[Span] = set()
    for i, q in enumerate(found):
        if q.span in located:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        if following is None or following.coverage or not q.dimension.startswith("count"):
            kept.append(q)
            continue
        between = text[q.outer.end : following.outer.begin]
        left = text[kept[-1].outer.end if kept else segment.begin : q.outer.begin]
        if (
            re.search(r"(?:在|为|对|向|于|由|给|与|同)$", between)
            and text[following.outer.end : following.outer.end + 1] not in ",;。"
        ):
            kept.append(q)
            located.add(following.span)
        elif _says_of_whom(between, following):
            continue
        elif (
            _SEPARATOR.search(between)
            and not between.startswith(("、", "和"))
            and not _phrase_inside(between)
        ):
            kept.append(q)
        elif (
            _phrase_inside(between)
            and not re.search(rf"{any_of('verb_drop', 'verb_front', 'verb_after')}$", left)
        ) or (_phrase_inside(between) and _ACTOR_BEFORE.search(left)):
            continue
        else:
            kept.append(q)
    return _without_conditions(text, kept)


def _phrase_inside(between: str) -> bool:
    return bool(
        re.match(rf"[^、,;]{{2,}}?{any_of('verb_phrase', 'verb_drop', 'verb_front', 'verb_after')}", between)
    )


_DESCRIBED_CLASS = re.compile(r"的[^的、]{2,}?(?:占|达|比例|占比|率)")


def _without_conditions(text: str, found: list[Quantity]) -> list[Quantity]:
    """Without the number that only describes the class of a share: 30%的村卫生室有1名医师, 配有1名医师的村卫生室占30%."""
    kept: list[Quantity] = []
    for i, q in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if following is not None and following.dimension == "share" and q.dimension.startswith("count"):
            words = text[q.outer.end : following.outer.begin + 1]
            if _DESCRIBED_CLASS.search(words):
                continue
        if kept and kept[-1].dimension == "share" and q.dimension.startswith("count"):
            between = text[kept[-1].outer.end : q.outer.begin]
            if re.match(r"的?[^、,;]{2,}(?:有|配备|建|设|达到|配有|拥有)", between) and not _SEPARATOR.search(
                between[-2:]
            ):
                continue
        kept.append(q)
    return kept


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
_LEVEL = r"[省市州县区乡镇村]"
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道)")
_AFTER_PLACE = re.compile(rf"(?<=[市州盟县区旗镇乡道])(?<=..)(?:(?!{_LEVEL}).)+$")
"""What follows the last of several listed places: 阜南县、颍上县基层诊疗占比."""


def _respectively(text: str, segment: Span, found: Sequence[Quantity]) -> tuple[Item, ...]:
    """Items of “A、B和C分别为x、y、z”: the names are dealt out to the numbers in order."""
    head = text[segment.begin : found[0].outer.begin]
    match = next(reversed(list(_RESPECTIVELY.finditer(head))), None)
    if match is None or len(found) < 2:
        return ()
    names_part = EARLIER_VALUES.sub("", _YEAR_LIST.sub("", head[: match.start()]))
    listed = [part for part in _SEPARATOR.split(names_part) if part.strip()]
    if match.group() == "各" and not (_EACH_OF.search(head) and len(listed) == len(found)):
        return ()
    found = _alike(found)
    if len(listed) < len(found) and (longer := _names_before(text, segment, len(found) - len(listed))):
        listed = [*longer, *listed]
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
        names = [*_ended([name for name in _SEPARATOR.split(part) if name.strip()]), *names]
    return names if len(names) == missing else []


def _ended(names: Sequence[str]) -> Iterator[str]:
    """Listed names with what only the last of them spells out: its measure, or all but its level (市、县疾控中心)."""
    last = names[-1]
    tail = _NAME_TAIL.search(last)
    if len(names) > 1 and all(_PLACE.fullmatch(name.strip()) for name in names[:-1]):
        tail = _AFTER_PLACE.search(last) or tail
    for name in names:
        if re.fullmatch(rf"{_LEVEL}级?", name) and (level := re.match(rf"{_LEVEL}级?", last)):
            yield name + last[level.end() :]
        elif tail is None or _OWN_TAIL.search(name):
            yield name
        else:
            measure = tail.group()
            yield name + (re.sub(f"^{_WHOSE}", "", measure) if _PEOPLE.search(name) else measure)


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


def _regions(text: str, segment: Span, found: Sequence[Quantity]) -> Iterator[Item]:
    """Each quantity with the words from the cut before it to the cut after it."""
    begin = segment.begin
    for i, q in enumerate(found):
        following = found[i + 1].outer.begin if i + 1 < len(found) else None
        if following is None:
            end, next_begin = segment.end, segment.end
        else:
            end, next_begin = _cut(text, q.outer.end, following)
        left = Span(begin, q.outer.begin) if begin < q.outer.begin else None
        right = Span(q.outer.end, end) if q.outer.end < end and not q.coverage else None
        if following is not None and re.fullmatch(r"共?计?|合计", text[q.outer.end : following]):
            right = _noun_after(
                text, found[i + 1], found[i + 2].outer.begin if i + 2 < len(found) else segment.end
            )
        yield Item(q, segment, left, right, first=i == 0, order=i)
        begin = next_begin


def _noun_after(text: str, q: Quantity, end: int) -> Span | None:
    """The noun after a number that a number before it shares: 四类12项监督任务."""
    match = re.match(r"的?(?P<noun>[^、,;。]+)", text[q.outer.end : end])
    if match is None:
        return None
    return Span(q.outer.end + match.start("noun"), q.outer.end + match.end("noun"))


def _cut(text: str, begin: int, end: int) -> tuple[int, int]:
    """Where the words between two numbers part: (end of the first one's, begin of the second one's)."""
    between = text[begin:end]
    separators = list(_SEPARATOR.finditer(between))
    if not separators:
        if re.match(rf"(?:的)?{any_of('verb_drop', 'verb_front', 'verb_after')}", between):
            return begin, begin
        return (end, end) if between else (begin, begin)
    chosen = separators[0] if separators[0].start() == 0 else separators[-1]
    keep = chosen.start() if chosen.group() == "并" else chosen.end()
    return begin + chosen.start(), begin + keep


_ONLY_LEVEL = re.compile(rf"^(?:国家|自治区|{_LEVEL})级$")
_LEVEL_AND_NOUN = re.compile(rf"^(?:国家|自治区|{_LEVEL})级(?P<noun>[^、,;。]{{2,}})$")


def _levels_of_one_noun(text: str, cut: Iterable[Item]) -> Iterator[Item]:
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


def _shared_predicate(text: str, cut: Iterable[Item]) -> Iterator[Item]:
    """Items whose noun has no predicate get the one that follows the last noun: 1/3的A和1/5的B分别达到…."""
    listed = list(cut)
    last = listed[-1]
    predicate = ""
    if last.right is not None and (
        match := re.search(rf"(?:分别|均|都|全部)(?P<rest>{any_of('verb_phrase')}.*)", last.right.of(text))
    ):
        predicate = match["rest"]
    for item in listed:
        if (
            predicate
            and item is not last
            and item.right is not None
            and not _phrase_inside(item.right.of(text))
        ):
            yield replace(item, shared=predicate)
        else:
            yield item
