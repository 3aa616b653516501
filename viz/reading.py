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

from kg.namespaces import DCTERMS, HS, ITSRDF, NIF, ORG, RDF, RDFS, SKOS
from kg.store import base_of, open_store, query

Term = ox.NamedNode | ox.BlankNode | ox.Literal
"""An object of a triple; a build writes no triple about triples."""

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
    "institution": {"type": HS.institutionKind, "resolution": HS.resolution, "candidates": HS.candidate, "decision": HS.decision},
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
    "closeMatch": SKOS.closeMatch,
}
"""The links of the page, and their properties; `mentions` is counted from the mentions themselves."""

SECTIONS = """
SELECT ?section ?begin ?end ?level { ?section hs:level ?level ; nif:beginIndex ?begin ; nif:endIndex ?end }
"""

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
    basis: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered part of a text, its own parts included."""

    begin: int
    end: int
    level: int
    number: str
    title: str


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
    triples = Triples(open_store(folder))
    things = _things(triples)
    index = {thing.iri: at for at, thing in enumerate(things)}
    texts = _texts(triples, index)
    links = _links(triples, index, texts)
    by_document = {text.document: text.text for text in texts}
    return Graph(
        base_of(folder),
        things,
        links,
        texts,
        tuple(_target_evidence(triples, things, index, by_document)),
        tuple(_statement_evidence(triples, index, links, by_document)),
    )


class Triples:
    """The triples of a store by predicate; what several parts of the page need is read once."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._values: dict[ox.NamedNode, dict[str, str]] = {}

    def pairs(self, predicate: ox.NamedNode) -> Iterator[tuple[str, Term]]:
        """The subjects and objects of a predicate."""
        for subject, term in self.select(f"SELECT ?s ?o {{ ?s {predicate} ?o }}"):
            yield subject.value, term

    def select(self, sparql: str) -> ox.QuerySolutions:
        """The rows of a SELECT query."""
        rows = query(self.store, sparql)
        assert isinstance(rows, ox.QuerySolutions)
        return rows

    def values(self, predicate: ox.NamedNode) -> dict[str, str]:
        """One value a subject, the first in order of text where there are several."""
        if predicate not in self._values:
            found: dict[str, str] = {}
            for subject, term in self.pairs(predicate):
                value = term.value
                if subject not in found or value < found[subject]:
                    found[subject] = value
            self._values[predicate] = found
        return self._values[predicate]


def sentence_span(text: str, begin: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence that holds [begin, end): up to a stop, a line break, or the reach."""
    left = max(begin - SENTENCE_REACH, 0)
    right = min(end + SENTENCE_REACH, len(text))
    start = max((text.rfind(stop, left, begin) + 1 for stop in "。！？\n"), default=0) or left
    stops = [at for stop in "。！？\n" if (at := text.find(stop, end, right)) >= 0]
    finish = min(stops) + (text[min(stops)] != "\n") if stops else right
    return start, finish


def _things(triples: Triples) -> tuple[Thing, ...]:
    kinds = _kinds(triples)
    chinese, english = _labels(triples)
    others = defaultdict(set)
    for subject, term in triples.pairs(SKOS.altLabel):
        others[subject].add(term.value)
    facts = _facts(triples, kinds, chinese)
    ordered = sorted(kinds, key=lambda iri: (KINDS.index(kinds[iri]), iri))
    return tuple(
        Thing(
            iri,
            kinds[iri],
            chinese.get(iri) or english.get(iri) or unquote(iri.rsplit("/", 1)[-1]),
            english.get(iri, ""),
            tuple(sorted(others[iri])) if iri in others else (),
            facts.get(iri, {}),
        )
        for iri in ordered
    )


def _kinds(triples: Triples) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for kind, cls in CLASSES.items():
        for (subject,) in triples.select(f"SELECT ?s {{ ?s a {cls} }}"):
            kinds[subject.value] = kind
    read = triples.values(HS.sourceFile)
    return {iri: "cited" if kind == "document" and iri not in read else kind for iri, kind in kinds.items()}


def _labels(triples: Triples) -> tuple[dict[str, str], dict[str, str]]:
    """The names of things in Chinese and in English."""
    chinese = triples.values(DCTERMS.title) | triples.values(SKOS.prefLabel)
    rows = triples.select("SELECT ?s ?o { ?s skos:inScheme ?x ; rdfs:label ?o FILTER(lang(?o) = 'en') }")
    return chinese, {subject.value: label.value for subject, label in rows}


def _facts(
    triples: Triples, kinds: Mapping[str, Kind], labels: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    wanted: dict[ox.NamedNode, dict[Kind, str]] = defaultdict(dict)
    for kind, facts in FACTS.items():
        for name, predicate in facts.items():
            wanted[predicate][kind] = name
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for predicate, names in wanted.items():
        for subject, term in triples.pairs(predicate):
            fact = names.get(kinds[subject]) if subject in kinds else None
            if fact is not None:
                _add_fact(found[subject], fact, labels.get(term.value, "") if fact == "genre" else _plain(term))
    for institution, decision in _decisions(triples):
        found[institution]["decision"] = decision
    return found


def _decisions(triples: Triples) -> Iterator[tuple[str, str]]:
    """Each institution that rests on an analyst's decision, with what was decided, by whom and when."""
    for institution, decision in sorted(triples.values(HS.decision).items()):
        said = (triples.values(p).get(decision, "") for p in (RDFS.label, DCTERMS.creator, DCTERMS.date, RDFS.comment))
        yield institution, " · ".join(filter(None, said))


def _add_fact(facts: dict[str, str], name: str, value: str) -> None:
    """Several values of one fact (candidates, rules) stand in one text, in order."""
    facts[name] = "、".join(sorted({*facts[name].split("、"), value})) if name in facts else value


def _plain(term: Term) -> str:
    """A literal's text; the last part of one of our own terms; any other IRI whole."""
    value = str(term.value)
    return value.removeprefix(HS.iri) if isinstance(term, ox.NamedNode) else value


def _texts(triples: Triples, index: Mapping[str, int]) -> tuple[Text, ...]:
    texts = {subject.split("#", 1)[0]: text for subject, text in triples.values(NIF.isString).items()}
    marks = _marks(triples, index)
    headings = _headings(triples)
    return tuple(
        Text(index[iri], texts[iri], tuple(headings.get(iri, ())), tuple(sorted(marks[iri], key=lambda m: (m.begin, -m.end))))
        for iri in sorted(texts)
        if iri in index
    )


def _marks(triples: Triples, index: Mapping[str, int]) -> dict[str, list[Mark]]:
    bases = triples.values(HS.basis)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for subject, term in triples.pairs(ITSRDF.taIdentRef):
        thing = index.get(term.value)
        if thing is not None:
            document, begin, end = parse_mention(subject)
            marks[document].append(Mark(begin, end, thing, bases.get(subject, "")))
    return marks


def parse_mention(iri: str) -> tuple[str, int, int]:
    """The document and the offsets that a mention's IRI names (RFC 5147).

    >>> parse_mention("https://example.org/document/1#char=3,8")
    ('https://example.org/document/1', 3, 8)
    """
    document, _, offsets = iri.partition("#char=")
    begin, _, end = offsets.partition(",")
    return document, int(begin), int(end)


def _headings(triples: Triples) -> dict[str, list[Heading]]:
    """The parts of each document, in the order of the text, the larger before those inside it."""
    numbers, titles = triples.values(HS.sectionNumber), triples.values(DCTERMS.title)
    found: dict[str, list[Heading]] = defaultdict(list)
    for node, begin, end, level in triples.select(SECTIONS):
        section = node.value
        found[section.partition("/section/")[0]].append(
            Heading(
                int(begin.value), int(end.value), int(level.value), numbers.get(section, ""), titles.get(section, "")
            )
        )
    return {document: sorted(headings, key=lambda h: (h.begin, -h.end, h.level)) for document, headings in found.items()}


def _links(triples: Triples, index: Mapping[str, int], texts: Sequence[Text]) -> tuple[Link, ...]:
    counts = Counter((text.document, mark.thing) for text in texts for mark in text.marks)
    links = [Link(document, "mentions", thing, count) for (document, thing), count in sorted(counts.items())]
    for relation, predicate in RELATIONS.items():
        if relation != "mentions":
            links.extend(Link(a, relation, b) for a, b in sorted(_ends(triples, relation, predicate, index)))
    return tuple(links)


def _ends(
    triples: Triples, relation: str, predicate: ox.NamedNode, index: Mapping[str, int]
) -> set[tuple[int, int]]:
    ends = {
        (index[subject], index[term.value])
        for subject, term in triples.pairs(predicate)
        if subject in index and term.value in index
    }
    if relation == "collaboratesWith":
        return {(a, b) for a, b in ends if a < b or (b, a) not in ends}
    return ends


def _target_evidence(
    triples: Triples, things: Sequence[Thing], index: Mapping[str, int], texts: Mapping[int, str]
) -> Iterator[Evidence]:
    clauses, quantities = triples.values(HS.evidence), triples.values(HS.quantity)
    for at, thing in enumerate(things):
        if thing.kind == "target" and thing.iri in clauses:
            number = parse_mention(quantities[thing.iri])[1:] if thing.iri in quantities else None
            found = _evidence(at, clauses[thing.iri], number, index, texts)
            if found is not None:
                yield found


def _statement_evidence(
    triples: Triples, index: Mapping[str, int], links: Sequence[Link], texts: Mapping[int, str]
) -> Iterator[Evidence]:
    names = {predicate.value: name for name, predicate in RELATIONS.items()}
    place = {(link.source, link.relation, link.target): at for at, link in enumerate(links)}
    predicates, objects = triples.values(RDF.predicate), triples.values(RDF.object)
    subjects = triples.values(RDF.subject)
    pairs = sorted((s, term.value) for s, term in triples.pairs(HS.evidence) if s in subjects)
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
