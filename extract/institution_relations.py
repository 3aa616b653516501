"""Who works with whom: pairing, trusteeship, joint building and alliances between institutions, and what is part of what.

Only what one sentence says counts; every relation carries the clause. `implements` is the business of another module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.extract.clauses import sentences
from kg.extract.context import Context
from kg.model import Mention, Predicate, Relation, Span

_BOND = re.compile(
    r"对口(?:帮扶|支援|协作|合作|联系)|结对|签(?:订|约|署|下)|共建|合作|协作|托管|帮扶|支援|联盟|医联体|医共体|医疗集团|抱团|携手|牵手|联手|对接|加盟|共同|成员"
)
"""Words that make a pair of bodies a pair of partners."""
_STRONG_BOND = re.compile(r"对口|结对|签(?:订|约|署|下)|共建|合作|协作|牵手|携手|联手|托管|共同组建|共同成立")
_BETWEEN = re.compile(r"^(?:分别|正式|已|成功|继续|深入|还|全面|[,“])*(?:与|同|跟|及|和)(?:[^,。;、]{0,6}的)?[“”]?$|^[—-]{1,2}$")
_LINK = re.compile(
    r"^(?:[^,。;]{0,8})(?:成为|加入|挂牌|加挂|增挂|依托|由|被|受|接受|对口帮扶|对口支援|对口协作|结对帮扶|结对|帮扶|支援|托管|委托|携手|牵手|联合|引入|对接)"
    r"(?:了)?[^,。;、]{0,6}[“”]?$"
)
_JOINED = re.compile(r"^[、,]?(?:和|及|以及)?$")
_LEAD = re.compile(r"^(?:为|担任|作为)?(?:龙头|牵头|核心|总院|主体|依托)")
_MEMBERS = re.compile(r"(?:为)?(?:成员|分院|组成|组建|加入|参与|共同|成立|联盟|医联体|医共体|集团)")
_TOGETHER = re.compile(r"抱团|组建|组成|结成|联合成立")
_PART = re.compile(r"^[^,。;]{0,6}(?:并入|划归|隶属于?|归属|作为)[^,。;、]{0,4}$")
_ENDED = re.compile(r"解除|终止|不再|取消|退出")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between commas with the bodies and classes of bodies it names."""

    span: Span
    bodies: tuple[Mention, ...]
    classes: tuple[Mention, ...]


def institution_relations(context: Context, mentions: Iterable[Mention]) -> tuple[Relation, ...]:
    """`collaboratesWith` and `subOrganizationOf` between the institutions among `mentions`, each pair once a clause."""
    named = tuple(m for m in mentions if m.kind in ("institution", "category"))
    found: dict[tuple[str, str, str], Relation] = {}
    for sentence in sentences(context.text):
        inside = [m for m in named if sentence.contains(m.span)]
        if not any(m.kind == "institution" for m in inside):
            continue
        for relation in _in_sentence(context.text, sentence, inside):
            ends = sorted((relation.subject, relation.object)) if relation.predicate == "collaboratesWith" else None
            first, second = ends or (relation.subject, relation.object)
            found.setdefault((relation.predicate, first, second), relation)
    return tuple(sorted(found.values(), key=lambda r: (r.span, r.subject, r.object)))


def _in_sentence(text: str, sentence: Span, mentions: list[Mention]) -> Iterator[Relation]:
    segments = _segments(text, sentence, mentions)
    carried = False
    for segment in reversed(segments):
        words = segment.span.of(text)
        if _ENDED.search(words):
            carried = False
            continue
        bond = bool(_BOND.search(words)) or carried
        if bond:
            yield from _pairs(text, segment, carried)
        carried = bond and bool(segment.bodies) and bool(re.search(r"[与同]", words))
    yield from _led(text, segments)
    yield from _parts(text, segments)


def _segments(text: str, sentence: Span, mentions: list[Mention]) -> list[_Segment]:
    found: list[_Segment] = []
    begin = sentence.begin
    inside = [m.span for m in mentions]
    for at in range(sentence.begin, sentence.end + 1):
        closes = at == sentence.end or (text[at] in ",;:" and not any(s.begin <= at < s.end for s in inside))
        if closes and at > begin:
            span = Span(begin, at)
            here = [m for m in mentions if span.contains(m.span)]
            bodies = tuple(m for m in here if m.kind == "institution")
            found.append(_Segment(span, bodies, tuple(m for m in here if m.kind == "category")))
        if closes:
            begin = at + 1
    return found


def _groups(text: str, bodies: tuple[Mention, ...]) -> list[list[Mention]]:
    """Bodies listed one after another, as groups."""
    groups: list[list[Mention]] = []
    gaps = [text[a.span.end : b.span.begin] for a, b in pairwise(bodies)]
    paired = [i for i, gap in enumerate(gaps) if _BETWEEN.match(gap) or _LINK.match(gap)]
    for index, body in enumerate(bodies):
        gap = gaps[index - 1] if index else ""
        new_pair = index - 2 in paired and index in paired
        if groups and _JOINED.match(gap) and gap not in ("和",) and not new_pair:
            groups[-1].append(body)
        else:
            groups.append([body])
    return groups


def _pairs(text: str, segment: _Segment, carried: bool) -> Iterator[Relation]:
    groups = _groups(text, segment.bodies)
    words = segment.span.of(text)
    for left, right in pairwise(groups):
        gap = text[left[-1].span.end : right[0].span.begin]
        if gap == "和" and not _STRONG_BOND.search(text[right[-1].span.end : segment.span.end]):
            continue
        if gap in ("、", ",", ";"):
            continue
        rest = text[right[-1].span.end : segment.span.end]
        if _BETWEEN.match(gap) and (carried or _BOND.search(rest) or _BOND.search(gap)):
            yield from _cross(left, right, segment.span, "pair")
        elif _LINK.match(gap) and (_BOND.search(gap) or _BOND.search(rest)):
            yield from _cross(left, right, segment.span, "link")
    if len(groups) == 1 and 2 <= len(groups[0]) <= 8 and segment.classes and _TOGETHER.search(words):
        for first, second in combinations(groups[0], 2):
            yield from _cross([first], [second], segment.span, "together")


def _cross(left: list[Mention], right: list[Mention], span: Span, rule: str) -> Iterator[Relation]:
    for one in left:
        for other in right:
            if one.name != other.name:
                yield _relation("collaboratesWith", one.name, other.name, span, rule)


def _relation(predicate: Predicate, subject: str, other: str, span: Span, rule: str) -> Relation:
    return Relation(predicate, subject, other, span, rule)


def _led(text: str, segments: list[_Segment]) -> Iterator[Relation]:
    """以县人民医院为龙头,甲、乙卫生院为成员: the lead with every member."""
    for at, segment in enumerate(segments):
        for index, lead in enumerate(segment.bodies):
            after = text[lead.span.end : segment.span.end]
            if not _LEAD.match(after):
                continue
            following = segments[at + 1] if at + 1 < len(segments) else None
            members = segment.bodies[index + 1 :]
            span = segment.span
            if not members and following is not None:
                members, span = following.bodies, Span(segment.span.begin, following.span.end)
            if members and _MEMBERS.search(text[members[-1].span.end : span.end] + text[lead.span.end : members[0].span.begin]):
                yield from _cross([lead], list(members), span, "led")


def _parts(text: str, segments: list[_Segment]) -> Iterator[Relation]:
    """甲并入乙, 甲作为乙的分院."""
    for segment in segments:
        groups = _groups(text, segment.bodies)
        for parts, (whole, *_) in pairwise(groups):
            gap = text[parts[-1].span.end : whole.span.begin]
            if not _PART.match(gap) or parts[-1].name == whole.name:
                continue
            if "作为" in gap and not re.match(r"的?(?:分院|院区|分中心)", text[whole.span.end :][:5]):
                continue
            for part in parts:
                yield _relation("subOrganizationOf", part.name, whole.name, segment.span, "part")
