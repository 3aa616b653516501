"""Which place pilots which programme: a named place that a clause has try, build or win it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.context import Context
from kg.extract.programme_scenes import Scene
from kg.model import Mention, Relation, Span

_PILOT_VERB = re.compile(
    r"探索|创新|建设|建成|建立|开展|创建|创成|试点|试行|先行|做|摘得|着手|争创|争取|入选|获评|获批|成为|荣获|评上|评为|启动|推进|推行|承担|落户|列入|列为|打造|实施|承接|命名|被确定|确定为|通过|组建|推广|实现|成功"
)
_PILOT_BEFORE = re.compile(r"(?:与|同|向|学习|借鉴|赴|对口|帮扶|支援|对|给|从|比|把握|援助)$")
LONGEST_PILOT_GAP = 30
"""Characters between a place and the programme it pilots; farther apart they stand in different phrases."""


def pilots(context: Context, scene: Scene) -> Iterator[Relation]:
    """The places of a sentence that try, build or win a programme, other than the one that the document speaks for."""
    own = context.jurisdiction
    for clause in scene.clauses():
        programmes = [m for m in scene.programmes if clause.contains(m.span)]
        places = [m for m in scene.places if clause.contains(m.span)]
        if not programmes or not places:
            continue
        modifiers = _modifiers(scene.text, programmes)
        for place in places:
            resolved = context.gazetteer.get(place.name)
            if resolved is None or (own is not None and context.gazetteer.contains(resolved, own)):
                continue
            for programme in programmes:
                if programme not in modifiers and _is_piloted(scene, place, programme, clause):
                    yield Relation("pilots", place.name, programme.name, clause, "place-in-clause")


def _modifiers(text: str, programmes: Sequence[Mention]) -> tuple[Mention, ...]:
    """The programmes that only say what a quoted one right after them is made of: 家庭病床、养老床位“三床融合”."""
    found: list[Mention] = []
    following: Mention | None = None
    for programme in reversed(programmes):
        if following is not None:
            between = text[programme.span.end : following.span.begin]
            if between == "“" or (following in found and between in ("、", "与", "和", "及")):
                found.append(programme)
        following = programme
    return tuple(found)


def _is_piloted(scene: Scene, place: Mention, programme: Mention, clause: Span) -> bool:
    text = scene.text
    if programme.span.begin < place.span.end or place.span.overlaps(programme.span):
        return False
    between = text[place.span.end : programme.span.begin]
    if any(place.span.end <= i.span.begin < programme.span.begin for i in scene.institutions):
        return False
    if _PILOT_BEFORE.search(text[clause.begin : place.span.begin]) or len(between) > LONGEST_PILOT_GAP + 40:
        return False
    chain = re.sub(
        r"[\u4e00-\u9fff]{2,8}(?:市|县|区|州|盟|旗)(?=、|和|\d|[一二三四五六七八九十]|做|建|开|创)|、",
        "",
        between,
    )
    if len(chain) > LONGEST_PILOT_GAP:
        return False
    return (len(between) <= 8 and "的" not in between[:-1]) or bool(_PILOT_VERB.search(between))
