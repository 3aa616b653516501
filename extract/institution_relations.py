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
from kg.extract.institutions import issuer_kind, self_mentions
from kg.model import Mention, Predicate, Relation, Span

_BOND = re.compile(
    r"对口(?:帮扶|支援|协作|合作|联系)|结对|签(?:订|约|署|下)|共建|合作|协作|托管|帮扶|支援|联盟|医联体|医共体|医疗集团|抱团|携手|牵手|联手|对接|加盟|共同|成员|教学医院|指导医院"
)
"""Words that make a pair of bodies a pair of partners."""
_STRONG_BOND = re.compile(r"对口|结对|签(?:订|约|署|下)|共建|合作|协作|牵手|携手|联手|托管|共同组建|共同成立")
_BETWEEN = re.compile(r"^(?:分别|先后|陆续|积极|主动|正式|已|成功|继续|深入|还|全面|[,“])*(?:与|同|跟|及|和)(?:[^,。;、]{0,6}的)?[“”]?$|^[—-]{1,2}$")
_LINK = re.compile(
    r"^(?:[^,。;]{0,8})(?:成为|加入|融入|纳入|挂牌|加挂|增挂|依托|由|被|受|接受|对口帮扶|对口支援|对口协作|结对帮扶|结对|帮扶|支援|托管|委托|携手|牵手|联合|引入|对接)"
    r"(?:了)?[^,。;、]{0,6}[“”]?$"
)
_UNION = r"(?:紧密型|松散型|县域|区域|城市|专科|综合|中医|妇幼)*(?:医共体|医联体|医疗共同体|医疗联合体|医疗集团|联盟|总医院|集团)"
_MEMBER = re.compile(rf"^(?:牵头的?)?(?:{_UNION})?的?(?:成员(?:单位|医院|机构)?|分院)(?:单位)?(?:包括|为|有|是|:)?$")
"""Between a lead and its members: 县人民医院|医共体成员单位|南坝镇卫生院."""
_JOINED = re.compile(r"^(?:\([^()]{1,12}\))?[、,]?(?:和|及|以及)?$")
_BY_TURNS = re.compile(r"分别|依次|逐一|一一")
_LEAD = re.compile(r"^(?:为|担任|作为)?(?:龙头|牵头|核心|总院|主体|依托)(?!单位名|的工作)")
_LED_BY = re.compile(r"^为(?:龙头|牵头|核心|总院|主体|依托)")
"""With 以 before it the main clause that follows names the members: 以县人民医院为龙头,联合……."""
_MEMBERS = re.compile(r"(?:为)?(?:成员|分院|组成|组建|加入|参与|共同|成立|联盟|医联体|医共体|集团)")
_AS_MEMBERS = re.compile(r"^(?:等)?[^,。;]{0,6}?(?:为|作为|担任|是)?(?:成员|分院|参与|参加|加入|共同|协同|配合)")
_CALLED_MEMBERS = re.compile(r"(?:成员(?:单位|医院|机构)?|分院)(?:包括|为|有|是)?$|^(?:联合|带领|携|吸纳|辐射带动)$")
_OPENS = re.compile(
    r"^[\s(一二三四五六七八九十\d).、]*(?:并|还|先后|积极|主动|成功|继续|深入|同时|已|正式|年内|今年|(?:20\d\d)?年)*(?:分别)?(?:与|同|跟|携手|联合)$"
)
"""Before the first body of a clause whose subject stands earlier: ,与北京天坛医院深化合作."""
_SUBJECT = re.compile(r"^[\s(一二三四五六七八九十\d).、-]*(?:支持|推动|推进|依托|由|鼓励|指导|其中|同时|目前|年内|今年|(?:20\d\d)年)*$")
_TOGETHER = re.compile(r"抱团|组建|组成|结成|联合成立")
_PART = re.compile(
    r"^[^,。;]{0,6}(?:并入|划归|划入|隶属于?|归属|整合(?:组建|成立|组成)?[为成]|合并(?:组建|成立|组成)?[为成]?|挂牌(?:成立|为|成为)?|成为|作为|更名为|改为)[^,。;、]{0,4}$"
)
_NEEDS_BRANCH = re.compile(r"作为|成为|挂牌|更名|改为")
"""These make the one a part of the other only where the other's 分院 or 院区 is spoken of."""
_ENDED = re.compile(r"解除|终止|不再|取消|退出")


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch between commas with the bodies and classes of bodies it names."""

    span: Span
    bodies: tuple[Mention, ...]
    classes: tuple[Mention, ...]


def institution_relations(context: Context, mentions: Iterable[Mention]) -> tuple[Relation, ...]:
    """`collaboratesWith` and `subOrganizationOf` between the institutions among `mentions`, each pair once a clause."""
    named = tuple(m for m in (*mentions, *self_mentions(context)) if m.kind in ("institution", "category"))
    speaker = _speaker(context)
    found: dict[tuple[str, str, str], Relation] = {}
    for sentence in sentences(context.text):
        inside = sorted((m for m in named if sentence.contains(m.span)), key=lambda m: m.span)
        if not any(m.kind == "institution" for m in inside):
            continue
        for relation in _in_sentence(context.text, sentence, inside, speaker):
            ends = sorted((relation.subject, relation.object)) if relation.predicate == "collaboratesWith" else None
            first, second = ends or (relation.subject, relation.object)
            found.setdefault((relation.predicate, first, second), relation)
    return tuple(sorted(found.values(), key=lambda r: (r.span, r.subject, r.object)))


def _speaker(context: Context) -> str | None:
    """The house whose own report or plan this is: who acts where a clause names nobody. An office acts through others."""
    issuer = context.metadata.issuer
    return issuer if issuer is not None and issuer_kind(issuer) in ("hospital", "primary_care", "public_health") else None


def _in_sentence(text: str, sentence: Span, mentions: list[Mention], speaker: str | None) -> Iterator[Relation]:
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
    yield from _opened(text, segments, speaker)
    yield from _led(text, segments)
    yield from _parts(text, segments)


def _opened(text: str, segments: list[_Segment], speaker: str | None) -> Iterator[Relation]:
    """…,与甲、乙深化合作: the subject of the clause before, or the house that speaks, with every partner."""
    for at, segment in enumerate(segments):
        if not segment.bodies or _ENDED.search(segment.span.of(text)):
            continue
        partners = _groups(text, segment.bodies)[0]
        rest = text[partners[-1].span.end : segment.span.end]
        if not _OPENS.match(text[segment.span.begin : partners[0].span.begin]) or not _BOND.search(rest):
            continue
        before = [] if text[max(segment.span.begin - 1, 0)] == ";" else segments[:at]
        subject = _subject_before(text, before)
        names = [m.name for m in subject] if subject else [speaker] if speaker and not _named(before) else []
        for name in names:
            for partner in partners:
                if partner.name != name:
                    yield _relation("collaboratesWith", name, partner.name, segment.span, "subject-before")


def _named(segments: list[_Segment]) -> bool:
    """Whether the stretches name a body or a class of bodies."""
    return any(segment.bodies or segment.classes for segment in segments)


def _subject_before(text: str, segments: list[_Segment]) -> list[Mention]:
    """The bodies that open the last of the stretches naming any; empty where something else is its subject."""
    for segment in reversed(segments):
        if not segment.bodies and not segment.classes:
            continue
        group = _groups(text, segment.bodies)[0] if segment.bodies else []
        opens = bool(group) and _SUBJECT.match(text[segment.span.begin : group[0].span.begin])
        return group if opens else []
    return []


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
            yield from _dealt(left, right, segment.span, "pair", by_turns=_by_turns(gap, rest))
        elif _MEMBER.match(gap):
            yield from _cross(left, right, segment.span, "member")
        elif _LINK.match(gap) and (_BOND.search(gap) or _BOND.search(rest)):
            yield from _dealt(left, right, segment.span, "link", by_turns=_by_turns(gap, rest))
    if len(groups) == 1 and 2 <= len(groups[0]) <= 8 and segment.classes and _TOGETHER.search(words):
        for first, second in combinations(groups[0], 2):
            yield from _cross([first], [second], segment.span, "together")


def _by_turns(gap: str, rest: str) -> bool:
    """Whether 分别 or the like stands between two lists or right after the second."""
    return bool(_BY_TURNS.search(gap) or _BY_TURNS.match(rest))


def _dealt(left: list[Mention], right: list[Mention], span: Span, rule: str, *, by_turns: bool) -> Iterator[Relation]:
    """Each of one list with its counterpart where two equal lists go by turns, else each with each."""
    if not (by_turns and len(left) == len(right)):
        yield from _cross(left, right, span, rule)
        return
    for one, other in zip(left, right, strict=True):
        yield from _cross([one], [other], span, rule)


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
            if members and _are_members(text, lead, list(members), span):
                yield from _cross([lead], list(members), span, "led")


def _are_members(text: str, lead: Mention, members: list[Mention], span: Span) -> bool:
    """Whether the bodies after a lead are said to be its members, not merely named next."""
    after, between = text[members[-1].span.end : span.end], text[lead.span.end : members[0].span.begin]
    if "," not in between and ";" not in between:
        return bool(_MEMBERS.search(after + between))
    if ";" in between:
        return False
    led = bool(_LED_BY.match(between)) and text[max(lead.span.begin - 1, 0)] == "以"
    called = _CALLED_MEMBERS.search(re.split("[,:]", between)[-1])
    return bool(called or _AS_MEMBERS.match(after) or (led and _MEMBERS.search(after)))


def _parts(text: str, segments: list[_Segment]) -> Iterator[Relation]:
    """甲并入乙, 甲作为乙的分院."""
    for segment in segments:
        groups = _groups(text, segment.bodies)
        for parts, (whole, *_) in pairwise(groups):
            gap = text[parts[-1].span.end : whole.span.begin]
            if not _PART.match(gap) or parts[-1].name == whole.name:
                continue
            if _NEEDS_BRANCH.search(gap) and not re.match(r"的?(?:分院|院区|分中心)", text[whole.span.end :][:5]):
                continue
            for part in parts:
                yield _relation("subOrganizationOf", part.name, whole.name, segment.span, "part")
