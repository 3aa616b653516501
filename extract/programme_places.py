"""The brand that each place makes of a national one: 健康中国, 健康浙江, 健康嘉兴行动, 平安医院's 平安X left aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.context import Context
from kg.extract.programme_candidates import Candidate
from kg.model import Span
from kg.ontology.places import Place

_BRAND = re.compile(r"健康(?=[\u4e00-\u9fff]{2})")
_TAIL = re.compile(r"(?:专项)?行动(?!计划领导)(?:计划)?|科普资源库|行(?!动|业|政|列|为)")
_NATIONAL = ("中国",)
LONGEST_PLACE = 6
"""The longest short name of a place that a brand is made with (characters)."""


def place_brands(context: Context) -> Iterator[Candidate]:
    """健康X where X is the document's own place, one above it or inside it; any full name where that is unknown."""
    text = context.text
    for match in _BRAND.finditer(text):
        place_end = _place_end(context, match.end())
        if place_end is None:
            continue
        tail = _TAIL.match(text, place_end)
        end = tail.end() if tail else place_end
        name = text[match.start() : end]
        if tail and tail.group().startswith("专项行动"):
            name = text[match.start() : place_end] + "行动"
        span = Span(match.start(), end)
        yield Candidate(span, name, "place-brand", broader="health-promotion", rank=0 if tail else 1)


def _place_end(context: Context, begin: int) -> int | None:
    """Where the place name that starts at `begin` ends, `None` where none starts."""
    text = context.text
    if text.startswith(_NATIONAL, begin):
        return begin + 2
    for length in range(LONGEST_PLACE, 1, -1):
        word = text[begin : begin + length]
        places = context.gazetteer.candidates(word)
        if len(word) == length and any(_fits(context, place, word) for place in places):
            return begin + length
    return None


def _fits(context: Context, place: Place, word: str) -> bool:
    own = context.jurisdiction
    if own is None:
        return place.level in ("province", "prefecture") and word not in place.ambiguous_names
    gazetteer = context.gazetteer
    return gazetteer.contains(place, own) or gazetteer.contains(own, place)
