"""The whole graph as quads: one named graph a document, and one for the vocabulary terms the documents use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.build.decisions import Decision
from kg.build.document import (
    DocumentNodes,
    describe_citations,
    describe_document,
    describe_mentions,
    describe_provenance,
    describe_span,
    describe_text,
)
from kg.build.entities import (
    EntityNodes,
    describe_categories,
    describe_concept,
    describe_decision,
    describe_indicator,
    describe_institutions,
    describe_place,
    describe_programmes,
)
from kg.build.resolution import Entities, resolve
from kg.build.statements import describe_relations, describe_targets
from kg.build.successions import successions
from kg.iri import Iris
from kg.model import Extraction
from kg.namespaces import DCTERMS, HS, OWL, RDF, RDFS, SKOS, zh
from kg.ontology.indicators import load_indicators
from kg.ontology.places import Gazetteer
from kg.ontology.vocabulary import Vocabulary
from kg.store import prefixes

SCHEMES = {
    "programmes": "卫生健康政策项目",
    "indicators": "指标",
    "institution-categories": "机构类别",
    "document-types": "文种",
}
"""The concept schemes of the graph with their Chinese titles."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the build knows besides the documents."""

    gazetteer: Gazetteer
    vocabulary: Vocabulary
    decisions: tuple[Decision, ...] = ()
    """The analyst's decisions that changed something."""


def graph_quads(extractions: Sequence[Extraction], knowledge: Knowledge, iris: Iris) -> list[Quad]:
    """All quads of a collection, sorted and without repeats; the order of `extractions` does not matter."""
    entities = resolve(extractions)
    quads: set[Quad] = set()
    for extraction in extractions:
        nodes = DocumentNodes(extraction, iris)
        quads.update(Quad(t.subject, t.predicate, t.object, nodes.graph) for t in _document(nodes, entities, knowledge))
    shared = NamedNode(iris.base + "graph/vocabulary")
    quads.update(Quad(t.subject, t.predicate, t.object, shared) for t in _shared(extractions, knowledge, iris))
    return sorted(quads, key=_order)


def vocabulary_turtle(vocabulary: Vocabulary, iris: Iris) -> str:
    """The programme vocabulary as a SKOS concept scheme in Turtle, all names included."""
    triples: set[Triple] = set(_scheme("programmes", iris))
    for concept in vocabulary.concepts.values():
        triples.update(describe_concept(concept, vocabulary, iris))
        node = NamedNode(iris.programme(concept.label))
        triples.update(Triple(node, SKOS.altLabel, zh(name)) for name in concept.names if name != concept.label)
    ordered = sorted(triples, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes(iris.base)) or b"").decode()


def _scheme(name: str, iris: Iris) -> Iterator[Triple]:
    node = NamedNode(iris.scheme(name))
    yield Triple(node, RDF.type, SKOS.ConceptScheme)
    yield Triple(node, DCTERMS.title, zh(SCHEMES[name]))


def _order(quad: Quad) -> tuple[str, str, str, str]:
    """Subjects together, `rdf:type` first among the predicates."""
    predicate = "" if quad.predicate == RDF.type else quad.predicate.value
    return str(quad.subject), predicate, str(quad.object), str(quad.graph_name)


def _document(nodes: DocumentNodes, entities: Entities, knowledge: Knowledge) -> Iterator[Triple]:
    entity = EntityNodes(nodes)
    yield from describe_document(nodes)
    yield from describe_provenance(nodes)
    yield from describe_text(nodes)
    yield from describe_mentions(nodes, entity.of)
    yield from describe_citations(nodes, entities.titles)
    for span in (nodes.extraction.metadata.title_span, nodes.extraction.metadata.issuer_span):
        if span is not None:
            yield from describe_span(nodes, span)
    yield from describe_institutions(nodes, entities, entity)
    yield from describe_categories(nodes, entity)
    yield from describe_programmes(nodes, entities, entity, knowledge.vocabulary)
    yield from describe_targets(nodes, entity)
    yield from describe_relations(nodes, entity)


def _shared(extractions: Sequence[Extraction], knowledge: Knowledge, iris: Iris) -> Iterator[Triple]:
    for name in SCHEMES:
        yield from _scheme(name, iris)
    yield from _value_labels()
    for code in sorted(_place_codes(extractions, knowledge.gazetteer)):
        place = knowledge.gazetteer.get(code)
        if place is not None:
            yield from describe_place(place, knowledge.gazetteer, iris)
    for concept_id in sorted(_concept_ids(extractions, knowledge.vocabulary)):
        yield from describe_concept(knowledge.vocabulary.concepts[concept_id], knowledge.vocabulary, iris)
    for decision in knowledge.decisions:
        yield from describe_decision(decision, iris)
    for former, present in successions({i.name for e in extractions for i in e.institutions if i.resolved}):
        yield Triple(NamedNode(iris.institution(former)), HS.formerNameOf, NamedNode(iris.institution(present)))
    yield from _indicators(extractions, iris)


def _indicators(extractions: Sequence[Extraction], iris: Iris) -> Iterator[Triple]:
    """Each indicator under the name its text gives it, tied to the standing indicator that it is a form of."""
    indicators = load_indicators()
    for name in sorted({t.indicator for e in extractions for t in e.targets}):
        standing = indicators.by_label(name)
        if standing is None or standing.label == name:
            yield from describe_indicator(name, standing, iris)
            continue
        yield from describe_indicator(name, None, iris)
        yield from describe_indicator(standing.label, standing, iris)
        yield Triple(NamedNode(iris.indicator(name)), SKOS.closeMatch, NamedNode(iris.indicator(standing.label)))



def _value_labels() -> Iterator[Triple]:
    """The ontology's values (`hs:Planned`, `hs:AtLeast` …) with their labels, so that answers can be read."""
    ontology = list(parse(files("kg.ontology").joinpath("hs.ttl").read_bytes(), format=RdfFormat.TURTLE))
    classes = {q.subject for q in ontology if q.predicate == OWL.oneOf}
    values = {q.subject for q in ontology if q.predicate == RDF.type and q.object in classes}
    for quad in ontology:
        if quad.subject in values and quad.predicate in (RDF.type, RDFS.label):
            yield quad.triple


def _place_codes(extractions: Iterable[Extraction], gazetteer: Gazetteer) -> set[str]:
    """The codes of all places referred to, and of the places they lie in."""
    codes: set[str] = set()
    for extraction in extractions:
        codes.update(m.name for m in extraction.mentions if m.kind == "place")
        codes.update(i.place for i in extraction.institutions if i.place)
        codes.update(t.place for t in extraction.targets if t.place)
        codes.update(r.subject for r in extraction.relations if r.predicate == "pilots")
        if extraction.metadata.jurisdiction:
            codes.add(extraction.metadata.jurisdiction)
    places = [place for code in codes if (place := gazetteer.get(code)) is not None]
    return codes | {above.code for place in places for above in gazetteer.ancestors(place)}


def _concept_ids(extractions: Iterable[Extraction], vocabulary: Vocabulary) -> set[str]:
    """The ids of all concepts referred to, and of the broader ones."""
    used = {
        concept
        for extraction in extractions
        for programme in extraction.programmes
        for concept in (programme.concept, programme.broader)
        if concept and concept in vocabulary.concepts
    }
    return used | {above.id for concept in used for above in vocabulary.ancestors(concept)}
