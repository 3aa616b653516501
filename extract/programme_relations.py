"""Who implements and who pilots a programme, and which is part of which, each with the clause that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.context import Context
from kg.extract.institutions import self_mentions
from kg.extract.programme_actors import gives_orders
from kg.extract.programme_implementing import implementations
from kg.extract.programme_piloting import pilots
from kg.extract.programme_scenes import PROGRAMME, Scene, scenes
from kg.model import Mention, Relation, Target

_AUTHOR = re.compile(r"(?:医院|卫生院|保健院|院区|中心|血站|门诊部|疗养院|研究所|研究院|医疗集团|急救站)$")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,2}大?(?:工程|行动|计划|专项行动|中心|体系|改革)$")
_LISTED = re.compile(r"”?(?:\s)?(?::|,?(?:即|包括|分别为|分别是|涵盖)(?::)?)[“\s]{0,2}(?=Ⓟ)")


def programme_relations(
    context: Context, mentions: Sequence[Mention], targets: Sequence[Target]
) -> tuple[Relation, ...]:
    """The relations between institutions, places and programmes that a text states; each pair once, at its first place."""
    found: dict[tuple[str, str, str], Relation] = {}
    author = _author(context, mentions)
    for scene in scenes(context.text, (*mentions, *self_mentions(context))):
        for relation in (*implementations(scene, author), *pilots(context, scene), *_parts(scene)):
            found.setdefault((relation.predicate, relation.subject, relation.object), relation)
    return tuple(found.values())


def _author(context: Context, mentions: Sequence[Mention]) -> str | None:
    """The body that speaks of itself, or that a title names before a colon; none that gives orders to others."""
    metadata = context.metadata
    if metadata.issuer and _AUTHOR.search(metadata.issuer) and not gives_orders(metadata.issuer):
        return metadata.issuer
    title = metadata.title_span
    for mention in mentions:
        opens = title is not None and mention.kind == "institution" and mention.span.begin == title.begin
        if opens and context.text.startswith(":", mention.span.end) and not gives_orders(mention.name):
            return mention.name
    return None


def _parts(scene: Scene) -> Iterator[Relation]:
    """“八大工程”:A、B、C makes each of the listed programmes a part of the first."""
    signs = [i for i, char in enumerate(scene.words) if char == PROGRAMME]
    for whole, first in pairwise(signs):
        lead = _LISTED.match(scene.words, whole + 1)
        if lead is None or lead.end() != first or not _NUMBERED.search(scene.at(whole).name):
            continue
        end = first
        for part in signs[signs.index(first) :]:
            if part != first and not re.fullmatch(r"[”“、和及与]*|[”“]*以及[“]?", scene.words[end:part]):
                break
            span = scene.span(whole, part + 1)
            yield Relation("broader", scene.at(part).name, scene.at(whole).name, span, "numbered-list")
            end = part + 1
