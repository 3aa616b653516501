"""The data of a page as compact JSON: one block with the graph, one for each text, so that a text is read when it is opened.

Tables carry their field names once. Offsets count Unicode code points, as in the graph.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.viz.layout import overview
from kg.viz.names import readings, traditional_forms
from kg.viz.network import draw
from kg.viz.reading import FACTS, KINDS, RELATIONS, Evidence, Graph, Kind, Mark, Text, Thing

NAMED: tuple[Kind, ...] = ("institution", "programme", "category")
"""Kinds whose written names are listed with a place in the text and the reason for the reading."""

LEVEL = 5
"""Compression: on texts like ours higher levels cost twice the time for a few per cent."""

Row = list[object]


def graph_payload(graph: Graph) -> dict[str, object]:
    """Everything but the texts."""
    order = {relation: at for at, relation in enumerate(RELATIONS)}
    spoken = [name for t in graph.things if t.kind != "target" for name in (t.label, *t.names)]
    return {
        "base": graph.base,
        "kinds": list(KINDS),
        "relations": list(RELATIONS),
        "things": {kind: _table(graph, kind) for kind in KINDS},
        "links": [part for link in graph.links for part in (link.source, order[link.relation], link.target, link.count)],
        "targets": [_evidence_row(evidence) for evidence in graph.targets],
        "statements": [_evidence_row(evidence) for evidence in graph.statements],
        "surfaces": _surfaces(graph),
        "readings": readings(spoken),
        "traditional": traditional_forms(spoken),
        "network": draw(graph, overview(graph)),
    }


def text_payload(text: Text) -> dict[str, object]:
    """One document's text, outline and mentions; a reason that many mentions share stands once in `notes`."""
    notes = sorted({mark.basis for mark in text.marks})
    place = {note: at for at, note in enumerate(notes)}
    return {
        "text": text.text,
        "headings": [[h.begin, h.end, h.level, h.number, h.title] for h in text.headings],
        "marks": [[m.begin, m.end, m.thing, place[m.basis]] for m in text.marks],
        "notes": notes,
    }


def pack(data: Mapping[str, object]) -> str:
    """`data` as JSON, compressed, in base64: nothing in it can end a script element."""
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(raw, LEVEL)).decode()


def _table(graph: Graph, kind: Kind) -> dict[str, object]:
    """All things of a kind; the rows stand in the order of the graph, so that indexes count on from kind to kind."""
    facts = [*FACTS[kind], *({"document": ["short"], "programme": ["depth"]}.get(kind, []))]
    things = [(at, thing) for at, thing in enumerate(graph.things) if thing.kind == kind]
    added = _short_titles(graph) if kind == "document" else _depths(graph) if kind == "programme" else {}
    rows: list[Row] = []
    for at, thing in things:
        known = [thing.facts.get(fact, "") for fact in FACTS[kind]]
        rows.append([_local(graph, thing), thing.label, thing.english, list(thing.names), *known])
        if added:
            rows[-1].append(added[at])
    return {"fields": ["id", "label", "english", "names", *facts], "rows": rows}


def _local(graph: Graph, thing: Thing) -> str:
    return thing.iri.removeprefix(graph.base)


def _evidence_row(evidence: Evidence) -> Row:
    """About, document, clause, number, sentence: the last four as offsets and one text."""
    number = evidence.quantity or (evidence.begin, evidence.begin)
    return [
        evidence.about, evidence.document, evidence.begin, evidence.end, *number, evidence.sentence_begin, evidence.sentence,
    ]  # fmt: skip


def _surfaces(graph: Graph) -> list[Row]:
    """Thing, written name, how often, where first, why: one row for each way a thing is written in a document."""
    found: dict[tuple[int, str, int], list[Mark]] = defaultdict(list)
    for text in graph.texts:
        for mark in text.marks:
            if graph.things[mark.thing].kind in NAMED:
                surface = "".join(text.text[mark.begin : mark.end].split())
                found[mark.thing, surface, text.document].append(mark)
    return [
        [thing, surface, document, len(marks), marks[0].begin, marks[0].end, marks[0].basis]
        for (thing, surface, document), marks in sorted(found.items(), key=lambda item: item[0])
    ]


def _short_titles(graph: Graph) -> dict[int, str]:
    """A document's place, years and genre where the graph knows them, else its title."""
    places = {link.source: graph.things[link.target] for link in graph.links if link.relation == "jurisdiction"}
    titles: dict[int, str] = {}
    for at, thing in enumerate(graph.things):
        if thing.kind == "document":
            facts = thing.facts
            years = "–".join(dict.fromkeys(y for y in (facts.get("start"), facts.get("end")) if y))
            genre = facts.get("genre", "").replace("其他", "") or "文件"
            titles[at] = f"{_short_place(places[at])}{years}年{genre}" if at in places and years else thing.label
    return titles


def _short_place(place: Thing) -> str:
    """翔安区 for 厦门市翔安区: the shortest name that keeps the last character of the full one."""
    return min((name for name in (place.label, *place.names) if name[-1:] == place.label[-1:]), key=len)


def _depths(graph: Graph) -> dict[int, int]:
    """How deep each programme lies below a top of the vocabulary, from 1."""
    above: dict[int, int] = {link.source: link.target for link in graph.links if link.relation == "broader"}
    depths: dict[int, int] = {}
    for at, thing in enumerate(graph.things):
        if thing.kind == "programme":
            depths[at] = len(_chain(at, above))
    return depths


def _chain(at: int, above: Mapping[int, int]) -> Sequence[int]:
    """A thing and all above it; a circle ends where it closes."""
    chain = [at]
    while above.get(chain[-1]) is not None and above[chain[-1]] not in chain:
        chain.append(above[chain[-1]])
    return chain
