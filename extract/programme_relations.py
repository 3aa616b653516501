"""Who implements and who pilots a programme, and which is part of which, each with the clause that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.context import Context
from kg.extract.programme_implementing import implementations
from kg.extract.programme_piloting import pilots
from kg.extract.programme_scenes import Scene, scenes
from kg.model import Mention, Relation, Span, Target

_AUTHOR = re.compile(r"(?:医院|卫生院|保健院|疾病预防控制中心|社区卫生服务中心)$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}大?(?:工程|行动|计划|专项行动|中心|体系|改革)$")
_LISTED = re.compile(r"”?(?:\s)?(?::|,?(?:即|包括|分别为|分别是|涵盖)(?::)?)")


def programme_relations(
    context: Context, mentions: Sequence[Mention], targets: Sequence[Target]
) -> tuple[Relation, ...]:
    """The relations between institutions, places and programmes that a text states; each pair once, at its first place."""
    found: dict[tuple[str, str, str], Relation] = {}
    author = _author(context)
    for scene in scenes(context.text, mentions):
        for relation in (*implementations(scene, author), *pilots(context, scene), *_parts(scene)):
            found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    return tuple(found.values())


def _author(context: Context) -> str | None:
    """The hospital or health centre that speaks of itself, where a document is its own."""
    issuer = context.metadata.issuer
    return issuer if issuer and _AUTHOR.search(issuer) else None


def _parts(scene: Scene) -> Iterator[Relation]:
    """“八大工程”:A、B、C makes each of the listed programmes a part of the first."""
    for whole, following in pairwise(scene.programmes):
        if not _NUMBERED.search(whole.name):
            continue
        lead = _LISTED.match(scene.text, whole.span.end)
        if lead is None or following.span.begin - lead.end() > 2:
            continue
        end = whole.span.end
        for part in scene.programmes:
            if part.span.begin < lead.end():
                continue
            if end != whole.span.end and not re.fullmatch(
                r"[”“、和及与]*|以及", scene.text[end : part.span.begin]
            ):
                break
            yield Relation(
                "broader", part.name, whole.name, Span(whole.span.begin, part.span.end), "numbered-list"
            )
            end = part.span.end
