"""Known and new names weighed against each other, before the longest of those that overlap are chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.programme_candidates import Candidate
from kg.model import Span

Qualifies = Callable[[str, Span, Span], bool]
"""Whether the first span of a text adds to the name in the second only a level, a group or a generic tail."""

_ADVANCES = re.compile(
    r"(?:项目)?(?:建设|创建|推进|提升|试点|服务|工作|提质|达标|示范)*(?:[一二三四五六七八九十]{1,2}年)?"
    r"(?:专项|攻坚|提质|提升|推进|创建|建设)?(?:行动计划|行动|计划|活动|项目|试点|工程)?"
)
"""What a name may add to a programme's and still mean the programme: 社区医院 + 建设三年行动."""

_OWN_NAME = re.compile(
    r"(?:提升|促进|保障|关爱|防治|示范|服务|能力|质量)\w*(?:工程|行动|计划)$|(?<!建设)(?<!创建)工程$"
)
"""A name that ends so is one of its own, whatever programme it begins with: 远程医疗提升工程."""

_SAME_END = re.compile(r"head-(?:项目|门诊|工作室|.*示范|.*先行区|.*试验区|强|标杆单位|平台|.*系统|.*库)")
"""Heads before which a known name says all: 村卫生室远程门诊 is 远程门诊."""

LONG_NAME = 6
"""A known name of this many characters at the end of a new one is the whole name, whatever the head."""


@dataclass(frozen=True, slots=True)
class _Field:
    """The candidates of one text by kind."""

    text: str
    known: Sequence[Candidate]
    headed: Sequence[Candidate]
    brands: Sequence[Candidate]


def weighed(candidates: Sequence[Candidate], text: str, qualifies: Qualifies) -> Iterator[Candidate]:
    """The candidates without new ones that only wrap a known name and known ones that cut a new one apart."""
    field = _Field(
        text,
        [c for c in candidates if c.rule == "vocabulary"],
        [c for c in candidates if c.rule.startswith("head-")],
        [c for c in candidates if c.rule == "place-brand"],
    )
    for candidate in candidates:
        if candidate.concept is not None:
            if not _gives_way(candidate, field):
                yield candidate
        elif not _only_wraps(candidate, field, qualifies):
            yield _as_known(candidate, field)


def repeats(chosen: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Every place where a name stands that the text has once put in quotation marks as a brand."""
    brands = {c.name: c for c in chosen if c.rule.startswith("quoted-b") and c.span.end - c.span.begin >= 3}
    for brand in brands.values():
        surface = brand.span.of(text)
        for match in re.finditer(re.escape(surface), text):
            yield replace(brand, span=Span(*match.span()), rule="repeat")


def _gives_way(candidate: Candidate, field: _Field) -> bool:
    """Whether a known name is really part of another word or of a longer name."""
    if candidate.rule == "vocabulary":
        return any(_crosses(candidate.span, brand.span) for brand in field.brands)
    if candidate.rule == "grade":
        return any(_inside(candidate, other) for other in field.headed)
    wholes = [k for k in field.known if not k.span.of(field.text).endswith("中心")]
    return candidate.rule == "shared-head" and any(_inside(candidate, whole) for whole in wholes)


def _inside(candidate: Candidate, other: Candidate) -> bool:
    return other.span != candidate.span and other.span.contains(candidate.span)


def _crosses(one: Span, other: Span) -> bool:
    return one.overlaps(other) and not one.contains(other) and not other.contains(one)


def _only_wraps(candidate: Candidate, field: _Field, qualifies: Qualifies) -> bool:
    """Whether the vocabulary already has what a new name holds: its end, or the parts of a coordination."""
    inside = [k for k in field.known if candidate.span.contains(k.span)]
    if any(qualifies(field.text, candidate.span, k.span) for k in inside):
        return True
    if not candidate.rule.startswith("head-"):
        return False
    at_end = [k for k in inside if k.span.end == candidate.span.end]
    if at_end and (
        _SAME_END.match(candidate.rule) or any(k.span.end - k.span.begin >= LONG_NAME for k in at_end)
    ):
        return True
    return len(inside) >= 2 and any(
        field.text.startswith(("和", "、", "及", "与"), k.span.end) for k in inside
    )


def _as_known(candidate: Candidate, field: _Field) -> Candidate:
    """A new name that only advances a known programme (社区医院建设三年行动) taken for that programme."""
    starts = (
        k for k in field.known if k.span.begin == candidate.span.begin and candidate.span.contains(k.span)
    )
    base = next(starts, None)
    if base is None or candidate.rule == "place-brand" or _OWN_NAME.search(candidate.name):
        return candidate
    rest = field.text[base.span.end : candidate.span.end].strip("“”")
    if not _ADVANCES.fullmatch(rest):
        return candidate
    return replace(candidate, name=base.name, concept=base.concept, names=(), rule=candidate.rule + "+known")
