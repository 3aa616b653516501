"""What a page needs of a built graph, as plain values: things, links between them, texts with their marks, evidence.

Only this module of `viz/` touches the store. Nothing here knows how anything is drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pyoxigraph as ox

from kg.namespaces import DCTERMS, HS, ITSRDF, NIF, ORG, RDF, SKOS
from kg.store import base_of, open_store

Kind = Literal["document", "cited", "place", "institution", "category", "programme", "indicator", "target"]

CLASSES: Mapping[Kind, ox.NamedNode] = {
    "document": HS.Document,
    "place": HS.Place,
    "institution": HS.Institution,
    "category": HS.InstitutionCategory,
    "programme": HS.Programme,
    "indicator": HS.Indicator,
    "target": HS.Target,
}
"""The class behind each kind of thing; a document that was not read is of the kind `cited`."""

KINDS: tuple[Kind, ...] = (
    "document", "cited", "place", "institution", "category", "programme", "indicator", "target",
)  # fmt: skip

FACTS: Mapping[Kind, Mapping[str, ox.NamedNode]] = {
    "document": {
        "file": HS.sourceFile,
        "number": HS.documentNumber,
        "issued": DCTERMS.issued,
        "start": HS.periodStart,
        "end": HS.periodEnd,
        "genre": HS.documentType,
        "basis": HS.jurisdictionBasis,
    },
    "cited": {},
    "place": {"code": DCTERMS.identifier, "level": HS.placeLevel},
    "institution": {"type": HS.institutionKind, "resolution": HS.resolution, "candidates": HS.candidate},
    "category": {},
    "programme": {
        "definition": SKOS.definition,
        "source": DCTERMS.source,
        "origin": HS.origin,
        "notation": SKOS.notation,
    },
    "indicator": {"definition": SKOS.definition, "origin": HS.origin},
    "target": {
        "comparator": HS.comparator,
        "value": HS.value,
        "upper": HS.upperValue,
        "unit": HS.unit,
        "change": HS.change,
        "year": HS.targetYear,
        "status": HS.status,
        "rule": HS.rule,
        "normal": HS.normalisedValue,
        "normalUnit": HS.normalisedUnit,
        "dimension": HS.dimension,
    },
}
"""What the page tells of a thing besides its names: the fact's name in the page, and its property."""

RELATIONS: Mapping[str, ox.NamedNode] = {
    "mentions": HS.mentions,
    "setsTarget": HS.setsTarget,
    "references": DCTERMS.references,
    "hasVersion": DCTERMS.hasVersion,
    "publisher": DCTERMS.publisher,
    "jurisdiction": HS.jurisdiction,
    "indicator": HS.indicator,
    "appliesToPlace": HS.appliesToPlace,
    "concerns": HS.concerns,
    "responsibleParty": HS.responsibleParty,
    "implements": HS.implements,
    "pilots": HS.pilots,
    "collaboratesWith": HS.collaboratesWith,
    "subOrganizationOf": ORG.subOrganizationOf,
    "secondNameOf": HS.secondNameOf,
    "formerNameOf": HS.formerNameOf,
    "locatedIn": HS.locatedIn,
    "broader": SKOS.broader,
}
"""The links of the page, and their properties."""

SENTENCE_REACH = 240
"""How many characters a sentence may go on either side of what it is shown for; longer ones are cut there."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A node of the page. `names` are its other names, `facts` its literal properties as text."""

    iri: str
    kind: Kind
    label: str
    english: str
    names: tuple[str, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two things, given by their indexes; `count` is the number of mentions behind it, else 1."""

    source: int
    relation: str
    target: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention: characters [begin, end) of a text that name the thing with that index."""

    begin: int
    end: int
    thing: int
    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered part of a text; `parent` is an index into the same tuple."""

    begin: int
    end: int
    level: int
    number: str
    title: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text of a document that was read, its parts and its mentions in order."""

    document: int
    text: str
    headings: tuple[Heading, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters [begin, end) of a document that state a target (`about` is a thing) or a relation (a link).

    [quantity_begin, quantity_end) is the number of a target; `sentence` is the text around, from `sentence_begin`.
    """

    about: int
    document: int
    begin: int
    end: int
    quantity: tuple[int, int] | None
    sentence: str
    sentence_begin: int


@dataclass(frozen=True, slots=True)
class Graph:
    """All that the page shows. Indexes of things and links count in these tuples."""

    base: str
    things: tuple[Thing, ...]
    links: tuple[Link, ...]
    texts: tuple[Text, ...]
    targets: tuple[Evidence, ...]
    statements: tuple[Evidence, ...]


def read_graph(folder: Path) -> Graph:
    """The graph in a folder written by a build; the order of everything depends on its content alone."""
    store = open_store(folder)
    things = _things(store)
    index = {thing.iri: at for at, thing in enumerate(things)}
    texts = _texts(store, index)
    links = _links(store, index, texts)
    by_document = {text.document: text.text for text in texts}
    return Graph(
        base_of(folder),
        things,
        links,
        texts,
        tuple(_target_evidence(store, things, index, by_document)),
        tuple(_statement_evidence(store, index, links, by_document)),
    )


def sentence_span(text: str, begin: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence that holds [begin, end): up to a stop, a line break, or the reach."""
    left = max(begin - SENTENCE_REACH, 0)
    right = min(end + SENTENCE_REACH, len(text))
    start = max((text.rfind(stop, left, begin) + 1 for stop in "。！？\n"), default=0) or left
    stops = [at for stop in "。！？\n" if (at := text.find(stop, end, right)) >= 0]
    finish = min(stops) + (text[min(stops)] != "\n") if stops else right
    return start, finish


def _pairs(store: ox.Store, predicate: ox.NamedNode) -> Iterator[tuple[str, ox.Term]]:
    for quad in store.quads_for_pattern(None, predicate, None, ox.DefaultGraph()):
        yield quad.subject.value, quad.object


def _values(store: ox.Store, predicate: ox.NamedNode) -> dict[str, str]:
    """One value a subject, the first in order of text where there are several."""
    found: dict[str, str] = {}
    for subject, term in _pairs(store, predicate):
        value = term.value
        if subject not in found or value < found[subject]:
            found[subject] = value
    return found


def _things(store: ox.Store) -> tuple[Thing, ...]:
    kinds = _kinds(store)
    chinese, english = _labels(store)
    others = defaultdict(set)
    for subject, term in _pairs(store, SKOS.altLabel):
        others[subject].add(term.value)
    facts = _facts(store, kinds)
    ordered = sorted(kinds, key=lambda iri: (KINDS.index(kinds[iri]), iri))
    return tuple(
        Thing(
            iri,
            kinds[iri],
            chinese.get(iri) or english.get(iri) or unquote(iri.rsplit("/", 1)[-1]),
            english.get(iri, ""),
            tuple(sorted(others[iri])) if iri in others else (),
            facts[iri] if iri in facts else {},
        )
        for iri in ordered
    )


def _kinds(store: ox.Store) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for kind, cls in CLASSES.items():
        for quad in store.quads_for_pattern(None, RDF.type, cls, ox.DefaultGraph()):
            kinds[quad.subject.value] = kind
    read = {subject for subject, _ in _pairs(store, HS.sourceFile)}
    return {iri: "cited" if kind == "document" and iri not in read else kind for iri, kind in kinds.items()}


def _labels(store: ox.Store) -> tuple[dict[str, str], dict[str, str]]:
    chinese = _values(store, DCTERMS.title)
    english: dict[str, str] = {}
    for subject, term in _pairs(store, SKOS.prefLabel):
        labels = english if isinstance(term, ox.Literal) and term.language == "en" else chinese
        labels[subject] = term.value
    return chinese, english


def _facts(store: ox.Store, kinds: Mapping[str, Kind]) -> dict[str, dict[str, str]]:
    wanted: dict[ox.NamedNode, dict[Kind, str]] = defaultdict(dict)
    for kind, facts in FACTS.items():
        for name, predicate in facts.items():
            wanted[predicate][kind] = name
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for predicate, names in wanted.items():
        for subject, term in _pairs(store, predicate):
            kind = kinds.get(subject)
            if kind in names:
                _add_fact(found[subject], names[kind], _plain(term))
    genres = _values(store, SKOS.prefLabel)
    for facts_of in found.values():
        if "genre" in facts_of:
            facts_of["genre"] = genres.get(facts_of["genre"], facts_of["genre"])
    return found


def _add_fact(facts: dict[str, str], name: str, value: str) -> None:
    """Several values of one fact (candidates, rules) stand in one text, in order."""
    facts[name] = "、".join(sorted({*facts[name].split("、"), value})) if name in facts else value


def _plain(term: ox.Term) -> str:
    """A literal's text; the last part of one of our own terms; any other IRI whole."""
    value = str(term.value)
    return value.removeprefix(HS.iri) if isinstance(term, ox.NamedNode) else value


def _texts(store: ox.Store, index: Mapping[str, int]) -> tuple[Text, ...]:
    whole = _values(store, NIF.isString)
    texts = {subject.split("#", 1)[0]: text for subject, text in whole.items()}
    marks = _marks(store, index)
    headings = _headings(store)
    return tuple(
        Text(index[iri], texts[iri], tuple(headings[iri]), tuple(sorted(marks[iri], key=lambda m: (m.begin, -m.end))))
        for iri in sorted(texts)
        if iri in index
    )


def _marks(store: ox.Store, index: Mapping[str, int]) -> dict[str, list[Mark]]:
    rules, bases = _values(store, HS.rule), _values(store, HS.basis)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for subject, term in _pairs(store, ITSRDF.taIdentRef):
        thing = index.get(term.value)
        if thing is not None:
            document, begin, end = parse_mention(subject)
            marks[document].append(Mark(begin, end, thing, rules.get(subject, ""), bases.get(subject, "")))
    return marks


def parse_mention(iri: str) -> tuple[str, int, int]:
    """The document and the offsets that a mention's IRI names (RFC 5147).

    >>> parse_mention("https://example.org/document/1#char=3,8")
    ('https://example.org/document/1', 3, 8)
    """
    document, _, offsets = iri.partition("#char=")
    begin, _, end = offsets.partition(",")
    return document, int(begin), int(end)


def _headings(store: ox.Store) -> dict[str, list[Heading]]:
    """The parts of each document, in the order of the text."""
    above = _values(store, DCTERMS.isPartOf)
    begins, ends = _values(store, NIF.beginIndex), _values(store, NIF.endIndex)
    levels, numbers, titles = _values(store, HS.level), _values(store, HS.sectionNumber), _values(store, DCTERMS.title)
    parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for section, order in _values(store, HS.order).items():
        parts[section.partition("/section/")[0]].append((int(order), section))
    found: dict[str, list[Heading]] = defaultdict(list)
    for document, ordered in parts.items():
        ordered.sort()
        place = {section: at for at, (_, section) in enumerate(ordered)}
        found[document] = [
            Heading(
                int(begins[section]),
                int(ends[section]),
                int(levels[section]),
                numbers.get(section, ""),
                titles.get(section, ""),
                place.get(above[section]),
            )
            for _, section in ordered
        ]
    return found


def _links(store: ox.Store, index: Mapping[str, int], texts: Sequence[Text]) -> tuple[Link, ...]:
    counts = Counter((text.document, mark.thing) for text in texts for mark in text.marks)
    links: list[Link] = []
    for relation, predicate in RELATIONS.items():
        ends = {
            (index[subject], index[term.value])
            for subject, term in _pairs(store, predicate)
            if subject in index and term.value in index
        }
        if relation == "collaboratesWith":
            ends = {(a, b) for a, b in ends if a < b or (b, a) not in ends}
        links.extend(Link(a, relation, b, counts[a, b] if relation == "mentions" else 1) for a, b in sorted(ends))
    return tuple(links)


def _target_evidence(
    store: ox.Store, things: Sequence[Thing], index: Mapping[str, int], texts: Mapping[int, str]
) -> Iterator[Evidence]:
    clauses, quantities = _values(store, HS.evidence), _values(store, HS.quantity)
    for at, thing in enumerate(things):
        if thing.kind == "target" and thing.iri in clauses:
            number = parse_mention(quantities[thing.iri])[1:] if thing.iri in quantities else None
            found = _evidence(at, clauses[thing.iri], number, index, texts)
            if found is not None:
                yield found


def _statement_evidence(
    store: ox.Store, index: Mapping[str, int], links: Sequence[Link], texts: Mapping[int, str]
) -> Iterator[Evidence]:
    names = {predicate.value: name for name, predicate in RELATIONS.items()}
    place = {(link.source, link.relation, link.target): at for at, link in enumerate(links)}
    predicates, objects = _values(store, RDF.predicate), _values(store, RDF.object)
    subjects = _values(store, RDF.subject)
    pairs = sorted((s, term.value) for s, term in _pairs(store, HS.evidence) if s in subjects)
    for statement, mention in pairs:
        ends = index.get(subjects[statement]), index.get(objects[statement])
        name = names.get(predicates[statement], "")
        about = place.get((ends[0], name, ends[1]), place.get((ends[1], name, ends[0])))  # type: ignore[arg-type]
        found = None if about is None else _evidence(about, mention, None, index, texts)
        if found is not None:
            yield found


def _evidence(
    about: int, mention: str, quantity: tuple[int, int] | None, index: Mapping[str, int], texts: Mapping[int, str]
) -> Evidence | None:
    document, begin, end = parse_mention(mention)
    at = index.get(document)
    if at is None or at not in texts:
        return None
    left, right = sentence_span(texts[at], begin, end)
    return Evidence(about, at, begin, end, quantity, texts[at][left:right], left)
