"""Where the things of the first view stand, computed beforehand: the same graph always gives the same map.

Places stand on a ring in the order of their codes, which is the order of the country's atlas; documents stand outside
their place; programmes and institutions stand at the weighted middle of those who speak of them, so that what all share
is in the centre and what is particular to one place is near it. Coordinates lie in [-1, 1]; the page stretches them to
the window and moves labels apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.viz.reading import Graph, Kind

DOCUMENTS_LINKED = 16
"""Up to this many documents, programmes are linked to documents; beyond, to the documents' places."""

PLACES_APART = 36
"""Up to this many places stand for themselves; beyond, each is represented by its province."""

BONDS_EACH = 5
"""From a programme or institution, lines lead to this many of those who speak of it most."""

POOL: Mapping[Kind, int] = {"programme": 160, "institution": 110}
"""How many of the most connected things have a position; the page draws as many of them as fit."""

PLACE_RADIUS, DOCUMENT_RADIUS, SHARED_RADIUS = 0.7, 0.94, 0.62
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing of the first view: its position, how connected it is, and how many documents stand behind it."""

    thing: int
    x: float
    y: float
    weight: float
    documents: int


@dataclass(frozen=True, slots=True)
class Bond:
    """A line of the first view; `documents` is the number of documents behind it."""

    source: int
    target: int
    documents: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first view: spots in order of importance within each kind, and the lines between them."""

    spots: tuple[Spot, ...]
    bonds: tuple[Bond, ...]


def overview(graph: Graph) -> Overview:
    """The first view of a graph."""
    seats = _seats(graph)
    angles = _angles(graph, seats)
    spots = _ring(graph, seats, angles)
    mentions = _mentions(graph)
    anchor = _anchors(graph, seats)
    speakers: dict[int, Counter[int]] = defaultdict(Counter)
    for document, thing, _ in mentions:
        speakers[thing][anchor[document]] += 1
    for kind in ("programme", "institution"):
        spots.extend(_shared(graph, kind, mentions, speakers, {spot.thing: (spot.x, spot.y) for spot in spots}))
    return Overview(tuple(spots), tuple(_bonds(graph, seats, spots, speakers)))


def _mentions(graph: Graph) -> list[tuple[int, int, int]]:
    """Document, thing, and how often the one mentions the other."""
    return [(link.source, link.target, link.count) for link in graph.links if link.relation == "mentions"]


def _seats(graph: Graph) -> dict[int, int | None]:
    """The place at which each document that was read stands, `None` without one; provinces where places are many."""
    seats: dict[int, int | None] = {at: None for at, t in enumerate(graph.things) if t.kind == "document"}
    parents: dict[int, int] = {}
    for link in graph.links:
        if link.relation == "jurisdiction":
            seats[link.source] = link.target
        elif link.relation == "locatedIn" and graph.things[link.source].kind == "place":
            parents[link.source] = link.target
    if len({place for place in seats.values() if place is not None}) > PLACES_APART:
        return {at: None if place is None else _province(graph, place, parents) for at, place in seats.items()}
    return seats


def _province(graph: Graph, place: int, parents: Mapping[int, int]) -> int:
    while graph.things[place].facts.get("level") not in ("province", "country") and place in parents:
        place = parents[place]
    return place


def _anchors(graph: Graph, seats: Mapping[int, int | None]) -> dict[int, int]:
    """What stands for each document among the speakers of a programme: itself in a small graph, else its place."""
    if len(seats) <= DOCUMENTS_LINKED:
        return {document: document for document in seats}
    return {document: document if place is None else place for document, place in seats.items()}


def _angles(graph: Graph, seats: Mapping[int, int | None]) -> dict[int, float]:
    """The angle of every place and document on the ring: a share of the circle for each place, by its documents."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for document, place in seats.items():
        groups[place].append(document)
    ordered = sorted(groups, key=lambda place: _atlas_order(graph, place))
    shares = [1 + math.sqrt(len(groups[place])) for place in ordered]
    angles: dict[int, float] = {}
    at = -math.pi
    for place, share in zip(ordered, shares, strict=True):
        width = 2 * math.pi * share / sum(shares)
        if place is not None:
            angles[place] = at + width / 2
        for step, document in enumerate(sorted(groups[place], key=lambda d: _age(graph, d)), 1):
            angles[document] = at + width * step / (len(groups[place]) + 1)
        at += width
    return angles


def _atlas_order(graph: Graph, place: int | None) -> tuple[bool, str]:
    return place is None, "" if place is None else graph.things[place].facts.get("code", "")


def _age(graph: Graph, document: int) -> tuple[str, str]:
    facts = graph.things[document].facts
    return facts.get("start", ""), graph.things[document].iri


def _ring(graph: Graph, seats: Mapping[int, int | None], angles: Mapping[int, float]) -> list[Spot]:
    behind = Counter(place for place in seats.values() if place is not None)
    places = [_at_angle(place, angles[place], PLACE_RADIUS, count) for place, count in sorted(behind.items())]
    places.sort(key=lambda spot: -spot.documents)
    return places + [_at_angle(document, angles[document], DOCUMENT_RADIUS, 1) for document in seats]


def _at_angle(thing: int, angle: float, radius: float, documents: int) -> Spot:
    return Spot(thing, radius * math.cos(angle), radius * math.sin(angle), documents, documents)


def _shared(
    graph: Graph,
    kind: Kind,
    mentions: Sequence[tuple[int, int, int]],
    speakers: Mapping[int, Counter[int]],
    positions: Mapping[int, Point],
) -> list[Spot]:
    """The most connected things of a kind, each at the middle of those who speak of it, turned a little by its rank."""
    weights: dict[int, float] = defaultdict(float)
    documents: Counter[int] = Counter()
    for _, thing, count in mentions:
        if graph.things[thing].kind == kind:
            weights[thing] += 1 + math.log(max(count, 1))
            documents[thing] += 1
    for link in graph.links:
        if link.relation in ("implements", "pilots", "concerns", "responsibleParty"):
            for end in (link.source, link.target):
                if end in weights:
                    weights[end] += 0.5
    best = sorted(weights, key=lambda thing: (-weights[thing], graph.things[thing].iri))[: POOL[kind]]
    return [
        Spot(thing, *_middle(rank, speakers[thing], positions), round(weights[thing], 2), documents[thing])
        for rank, thing in enumerate(best)
    ]


def _middle(rank: int, speakers: Counter[int], positions: Mapping[int, Point]) -> Point:
    known = {speaker: count for speaker, count in speakers.items() if speaker in positions}
    total = sum(known.values()) or 1
    x = sum(positions[speaker][0] * count for speaker, count in known.items()) / total
    y = sum(positions[speaker][1] * count for speaker, count in known.items()) / total
    turn = 0.04 + 0.05 * math.sqrt(rank)
    x, y = x * SHARED_RADIUS + turn * math.cos(rank * GOLDEN_ANGLE), y * SHARED_RADIUS + turn * math.sin(rank * GOLDEN_ANGLE)
    reach = max(math.hypot(x, y), 1e-9)
    return (x, y) if reach <= 1 else (x / reach, y / reach)


def _bonds(
    graph: Graph, seats: Mapping[int, int | None], spots: Sequence[Spot], speakers: Mapping[int, Counter[int]]
) -> list[Bond]:
    drawn = {spot.thing for spot in spots}
    bonds = [Bond(d, place, 1) for d, place in seats.items() if place is not None and d in drawn]
    for spot in spots:
        if graph.things[spot.thing].kind in POOL:
            known = sorted((-count, speaker) for speaker, count in speakers[spot.thing].items() if speaker in drawn)
            bonds.extend(Bond(spot.thing, speaker, -count) for count, speaker in known[:BONDS_EACH])
    return bonds
