"""A sentence cut into segments, a segment into items: the words left and right of each quantity that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.clauses import clauses
from kg.extract.quantities import Quantity, find_quantities
from kg.extract.target_coverage import find_coverage
from kg.extract.target_dealing import levels_of_one_noun, respectively
from kg.extract.target_filters import stated_quantities
from kg.extract.target_items import SEPARATOR, Item
from kg.model import Span
from kg.ontology.target_words import any_of

_MARKER_INSIDE = re.compile(r"(?<![、和及至第])\([一二三四五六七八九十]{1,3}\)(?![、和及至项款条期])")
"""The number of an item that runs on in a line: 总结(一)签约率达到80%."""
_CUTS = re.compile(rf"\t|(?<!\d):|:(?!\d)|{_MARKER_INSIDE.pattern}")


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
    if paired := respectively(text, segment, found):
        return paired
    cut = list(_regions(text, segment, _without_actors(text, segment, found)))
    return tuple(levels_of_one_noun(text, _shared_predicate(text, cut)))


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
            if SEPARATOR.search(text[q.outer.end : word.span.begin]) and _complete(text, q, word)
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
            SEPARATOR.search(between) and not between.startswith(("、", "和")) and not _phrase_inside(between)
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
            if re.match(r"的?[^、,;]{2,}(?:有|配备|建|设|达到|配有|拥有)", between) and not SEPARATOR.search(
                between[-2:]
            ):
                continue
        kept.append(q)
    return kept


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
    separators = list(SEPARATOR.finditer(between))
    if not separators:
        if re.match(rf"(?:的)?{any_of('verb_drop', 'verb_front', 'verb_after')}", between):
            return begin, begin
        return (end, end) if between else (begin, begin)
    chosen = separators[0] if separators[0].start() == 0 else separators[-1]
    keep = chosen.start() if chosen.group() == "并" else chosen.end()
    return begin + chosen.start(), begin + keep


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
