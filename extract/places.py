"""Administrative divisions named in a text, each resolved from where the document speaks."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.context import Context
from kg.model import Mention, Span


def find_places(context: Context, named: Iterable[Mention]) -> tuple[Mention, ...]:
    """The places of a text outside other names; `name` is the place's code. A homonym that nothing decides is left out."""
    taken = sorted((m.span for m in named if m.kind != "category"), key=lambda span: span.begin)
    found = []
    for match in context.gazetteer.find(context.text):
        span = Span(match.begin, match.end)
        if any(span.overlaps(other) for other in taken):
            continue
        surface = span.of(context.text)
        resolution = context.gazetteer.resolve_among(surface, match.places, context.jurisdiction)
        if resolution.place is not None and resolution.place.level != "country":
            found.append(Mention(span, surface, "place", resolution.place.code, resolution.rule, resolution.basis))
    return tuple(found)
