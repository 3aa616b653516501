"""The triples of entities: institutions, categories, programmes, places, indicators. One description each, the same in every graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.build.decisions import Decision
from kg.build.document import DocumentNodes
from kg.build.resolution import Entities
from kg.extract.script import simplify
from kg.iri import Iris
from kg.model import Institution, Mention, Programme
from kg.namespaces import DCTERMS, HS, ORG, RDF, RDFS, SKOS, XSD, en, zh
from kg.ontology.indicators import Indicator
from kg.ontology.places import Gazetteer, Place
from kg.ontology.vocabulary import Concept, Vocabulary


class EntityNodes:
    """The IRIs of the entities that one document mentions."""

    def __init__(self, nodes: DocumentNodes) -> None:
        self._iris = nodes.iris
        self._document = nodes.iri
        self._unresolved = {i.name for i in nodes.extraction.institutions if not i.resolved}

    def of(self, mention: Mention) -> NamedNode:
        """The entity that a mention refers to."""
        if mention.kind == "institution":
            return self.institution(mention.name)
        if mention.kind == "programme":
            return self.programme(mention.name)
        if mention.kind == "category":
            return NamedNode(self._iris.category(mention.name))
        if mention.kind == "place":
            return self.place(mention.name)
        return NamedNode(self._iris.cited_document(mention.name))

    def institution(self, name: str) -> NamedNode:
        """The institution of that name; one that could not be resolved belongs to this document alone."""
        if name in self._unresolved:
            return NamedNode(self._iris.unresolved_institution(self._document, name))
        return NamedNode(self._iris.institution(name))

    def programme(self, name: str) -> NamedNode:
        """The programme of that name."""
        return NamedNode(self._iris.programme(name))

    def place(self, code: str) -> NamedNode:
        """The place of that code."""
        return NamedNode(self._iris.place(code))


def other_names(mentions: Iterable[Mention]) -> dict[tuple[str, str], set[str]]:
    """The names, other than its own, under which each entity (kind, name) was met; simplified, line breaks removed."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        name = "".join(simplify(mention.surface).split())
        if mention.kind in ("institution", "programme", "category") and name != mention.name:
            seen[mention.kind, mention.name].add(name)
    return seen


def describe_institutions(nodes: DocumentNodes, entities: Entities, entity: EntityNodes) -> Iterator[Triple]:
    """The institutions that one document mentions or that issued it."""
    names = other_names(nodes.extraction.mentions)
    for own in nodes.extraction.institutions:
        institution = entities.institutions.get(own.name, own) if own.resolved else own
        node = entity.institution(institution.name)
        yield from _institution(node, institution, entity)
        for name in sorted(names["institution", institution.name]):
            yield Triple(node, SKOS.altLabel, zh(name))


def _institution(node: NamedNode, institution: Institution, entity: EntityNodes) -> Iterator[Triple]:
    yield Triple(node, RDF.type, HS.Institution)
    yield Triple(node, RDF.type, ORG.Organization)
    yield Triple(node, SKOS.prefLabel, zh(institution.name))
    yield Triple(node, HS.institutionKind, HS[institution.kind.title().replace("_", "")])
    yield Triple(node, HS.resolution, HS.Resolved if institution.resolved else HS.Unresolved)
    for candidate in institution.candidates:
        yield Triple(node, HS.candidate, zh(candidate))
    if institution.place:
        yield Triple(node, HS.locatedIn, entity.place(institution.place))
    for predicate, other in (
        (ORG.subOrganizationOf, institution.parent),
        (HS.secondNameOf, institution.second_name_of),
    ):
        if other:
            target = entity.institution(other)
            yield Triple(node, predicate, target)
            yield Triple(target, RDF.type, HS.Institution)
            yield Triple(target, RDF.type, ORG.Organization)
            yield Triple(target, SKOS.prefLabel, zh(other))


def describe_categories(nodes: DocumentNodes, entity: EntityNodes) -> Iterator[Triple]:
    """The categories of institutions that one document mentions."""
    names = other_names(nodes.extraction.mentions)
    for mention in nodes.extraction.mentions:
        if mention.kind == "category":
            node = entity.of(mention)
            yield Triple(node, RDF.type, HS.InstitutionCategory)
            yield Triple(node, RDF.type, SKOS.Concept)
            yield Triple(node, SKOS.prefLabel, zh(mention.name))
            yield Triple(node, SKOS.inScheme, NamedNode(nodes.iris.scheme("institution-categories")))
            for name in sorted(names["category", mention.name]):
                yield Triple(node, SKOS.altLabel, zh(name))


def describe_programmes(
    nodes: DocumentNodes, entities: Entities, entity: EntityNodes, vocabulary: Vocabulary
) -> Iterator[Triple]:
    """The programmes that one document mentions, under the names it uses."""
    names = other_names(nodes.extraction.mentions)
    for own in nodes.extraction.programmes:
        programme = entities.programmes.get(own.name, own)
        node = entity.programme(programme.name)
        yield Triple(node, RDF.type, HS.Programme)
        yield Triple(node, RDF.type, SKOS.Concept)
        yield Triple(node, SKOS.prefLabel, zh(programme.name))
        if programme.concept is None:
            yield from _discovered(node, programme, entity, vocabulary)
        for name in sorted(names["programme", programme.name] | set(own.names) - {programme.name}):
            yield Triple(node, SKOS.altLabel, zh(name))


def _discovered(node: NamedNode, programme: Programme, entity: EntityNodes, vocabulary: Vocabulary) -> Iterator[Triple]:
    yield Triple(node, HS.origin, HS.Discovered)
    if programme.broader and programme.broader in vocabulary.concepts:
        yield Triple(node, SKOS.broader, entity.programme(vocabulary.concepts[programme.broader].label))


def describe_concept(concept: Concept, vocabulary: Vocabulary, iris: Iris) -> Iterator[Triple]:
    """A programme of the vocabulary with its definition and its place in the scheme."""
    node = NamedNode(iris.programme(concept.label))
    yield Triple(node, RDF.type, HS.Programme)
    yield Triple(node, RDF.type, SKOS.Concept)
    yield Triple(node, SKOS.prefLabel, zh(concept.label))
    if concept.label_en:
        yield Triple(node, RDFS.label, en(concept.label_en))
    yield Triple(node, SKOS.inScheme, NamedNode(iris.scheme("programmes")))
    yield Triple(node, HS.origin, HS.Standing)
    yield Triple(node, SKOS.notation, Literal(concept.id))
    if concept.definition:
        yield Triple(node, SKOS.definition, zh(concept.definition))
    if concept.source:
        yield Triple(node, DCTERMS.source, zh(concept.source))
    if concept.broader:
        yield Triple(node, SKOS.broader, NamedNode(iris.programme(vocabulary.concepts[concept.broader].label)))
    else:
        yield Triple(node, SKOS.topConceptOf, NamedNode(iris.scheme("programmes")))


def describe_decision(decision: Decision, iris: Iris) -> Iterator[Triple]:
    """An analyst's decision, who took it and when, tied to the institution it names."""
    node = NamedNode(iris.decision(decision.kind, decision.surface, decision.document, decision.name, decision.other))
    yield Triple(node, RDF.type, HS.Decision)
    yield Triple(node, HS.decisionKind, Literal(decision.kind))
    yield Triple(node, RDFS.label, zh(" ".join(filter(None, (decision.surface, decision.name, decision.other)))))
    if decision.by:
        yield Triple(node, DCTERMS.creator, Literal(decision.by))
    if decision.date:
        yield Triple(node, DCTERMS.date, Literal(decision.date, datatype=XSD.date))
    if decision.note:
        yield Triple(node, RDFS.comment, zh(decision.note))
    if decision.kind in ("full_name", "same_as") and decision.outcome:
        yield Triple(NamedNode(iris.institution(decision.outcome)), HS.decision, node)


def describe_place(place: Place, gazetteer: Gazetteer, iris: Iris) -> Iterator[Triple]:
    """A place with its code, names and the place it belongs to."""
    node = NamedNode(iris.place(place.code))
    yield Triple(node, RDF.type, HS.Place)
    yield Triple(node, SKOS.prefLabel, zh(gazetteer.full_name(place)))
    yield Triple(node, DCTERMS.identifier, Literal(place.code))
    yield Triple(node, HS.placeLevel, Literal(place.level))
    for name in sorted({place.name, *place.short_names} - {gazetteer.full_name(place)}):
        yield Triple(node, SKOS.altLabel, zh(name))
    parent = gazetteer.parent(place)
    if parent is not None:
        yield Triple(node, HS.locatedIn, NamedNode(iris.place(parent.code)))


def describe_indicator(name: str, standing: Indicator | None, iris: Iris) -> Iterator[Triple]:
    """What targets measure; a standing indicator carries its definition, unit and direction."""
    node = NamedNode(iris.indicator(name))
    yield Triple(node, RDF.type, HS.Indicator)
    yield Triple(node, RDF.type, SKOS.Concept)
    yield Triple(node, SKOS.prefLabel, zh(name))
    yield Triple(node, SKOS.inScheme, NamedNode(iris.scheme("indicators")))
    if standing is None:
        yield Triple(node, HS.origin, HS.Discovered)
        return
    yield Triple(node, HS.origin, HS.Standing)
    yield Triple(node, SKOS.notation, Literal(standing.id))
    if standing.label_en:
        yield Triple(node, RDFS.label, en(standing.label_en))
    if standing.definition:
        yield Triple(node, SKOS.definition, zh(standing.definition))
