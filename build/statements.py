"""The triples of what a document states: targets, and relations with their reified statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.build.document import DocumentNodes, describe_span
from kg.build.entities import EntityNodes
from kg.model import Relation, Target
from kg.namespaces import DCTERMS, HS, ORG, RDF, RDFS, SKOS, decimal, year, zh
from kg.ontology.units import normalise


def describe_targets(nodes: DocumentNodes, entity: EntityNodes) -> Iterator[Triple]:
    """Every target with all its fields, the clause that states it and the number inside the clause."""
    used: Counter[str] = Counter()
    for target in nodes.extraction.targets:
        key = f"{target.number.begin}-{target.number.end}"
        used[key] += 1
        if used[key] > 1:
            key += f"-{used[key]}"
        yield from _target(NamedNode(nodes.iris.target(nodes.iri, key)), target, nodes, entity)


def _target(node: NamedNode, target: Target, nodes: DocumentNodes, entity: EntityNodes) -> Iterator[Triple]:
    yield Triple(node, RDF.type, HS.Target)
    yield Triple(nodes.node, HS.setsTarget, node)
    yield Triple(node, DCTERMS.isPartOf, nodes.node)
    yield Triple(node, RDFS.label, zh("".join(target.span.of(nodes.extraction.document.text).split())))
    yield Triple(node, HS.indicator, NamedNode(nodes.iris.indicator(target.indicator)))
    yield Triple(node, HS.comparator, HS[target.comparator])
    yield Triple(node, HS.value, decimal(target.value))
    if target.upper is not None:
        yield Triple(node, HS.upperValue, decimal(target.upper))
    if target.unit:
        yield Triple(node, HS.unit, Literal(target.unit))
    if target.change:
        yield Triple(node, HS.change, HS[target.change])
    if target.year:
        yield Triple(node, HS.targetYear, year(target.year))
    yield Triple(node, HS.status, HS[target.status])
    if target.place:
        yield Triple(node, HS.appliesToPlace, entity.place(target.place))
    if target.programme:
        yield Triple(node, HS.concerns, entity.programme(target.programme))
    if target.institution:
        yield Triple(node, HS.responsibleParty, entity.institution(target.institution))
    if target.rule:
        yield Triple(node, HS.rule, Literal(target.rule))
    yield from _normalised(node, target)
    yield Triple(node, HS.evidence, nodes.span(target.span))
    yield from describe_span(nodes, target.span)
    yield Triple(node, HS.quantity, nodes.span(target.number))
    yield from describe_span(nodes, target.number)
    section = nodes.section_of(target.span)
    if section is not None:
        yield Triple(node, HS.inSection, section)


def _normalised(node: NamedNode, target: Target) -> Iterator[Triple]:
    """The value in base units beside the value as written, with the dimension in which it may be compared."""
    normalised = normalise(target.value, target.unit, target.indicator)
    if normalised is None:
        return
    yield Triple(node, HS.normalisedValue, decimal(normalised.value))
    yield Triple(node, HS.normalisedUnit, Literal(normalised.unit))
    yield Triple(node, HS.dimension, Literal(normalised.dimension))


def describe_relations(nodes: DocumentNodes, entity: EntityNodes) -> Iterator[Triple]:
    """Every relation as a triple, and as a statement that carries its evidence."""
    for relation in nodes.extraction.relations:
        yield from _relation(relation, nodes, entity)


def _relation(relation: Relation, nodes: DocumentNodes, entity: EntityNodes) -> Iterator[Triple]:
    predicate = {"subOrganizationOf": ORG.subOrganizationOf, "broader": SKOS.broader}.get(
        relation.predicate, HS[relation.predicate]
    )
    subject, obj = _ends(relation, entity)
    if relation.predicate == "collaboratesWith":
        subject, obj = sorted((subject, obj), key=str)
        yield Triple(obj, predicate, subject)
    yield Triple(subject, predicate, obj)
    statement = NamedNode(nodes.iris.statement(subject.value, predicate.value, obj.value))
    yield Triple(statement, RDF.type, RDF.Statement)
    yield Triple(statement, RDF.subject, subject)
    yield Triple(statement, RDF.predicate, predicate)
    yield Triple(statement, RDF.object, obj)
    yield Triple(statement, HS.evidence, nodes.span(relation.span))
    if relation.rule:
        yield Triple(statement, HS.rule, Literal(relation.rule))
    yield from describe_span(nodes, relation.span)


def _ends(relation: Relation, entity: EntityNodes) -> tuple[NamedNode, NamedNode]:
    match relation.predicate:
        case "implements":
            return entity.institution(relation.subject), entity.programme(relation.object)
        case "pilots":
            return entity.place(relation.subject), entity.programme(relation.object)
        case "broader":
            return entity.programme(relation.subject), entity.programme(relation.object)
        case _:
            return entity.institution(relation.subject), entity.institution(relation.object)
