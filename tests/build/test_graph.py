"""The graph of a collection does not depend on the order or grouping of its documents, and every statement can be traced."""

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build.graph import Knowledge, graph_quads
from kg.extract.pipeline import Extractor
from kg.extract.programmes import ProgrammeFinder
from kg.extract.reader import read_document
from kg.iri import Iris
from kg.model import Document, Extraction, Institution, Mention, Metadata, Programme, Relation, Span, Target
from kg.namespaces import HS, ITSRDF, NIF, RDF, SKOS
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
TEXT = "市中医院要建设胸痛中心,培训50名医护人员。"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer(), load_vocabulary())


@pytest.fixture(scope="module")
def extractions(knowledge: Knowledge) -> tuple[Extraction, ...]:
    extractor = Extractor(knowledge.gazetteer, ProgrammeFinder(knowledge.vocabulary))
    return tuple(extractor.extract(read_document(path)[0]) for path in SAMPLES)


def one(**changes: object) -> Extraction:
    """An extraction of `TEXT` with a hospital that builds a centre, and a target."""
    fields: dict[str, object] = {
        "document": Document("a.txt", "a" * 64, TEXT, "utf-8", "text/plain"),
        "metadata": Metadata(title="要点", jurisdiction="330481"),
        "mentions": (
            Mention(Span(0, 4), "市中医院", "institution", "海宁市中医院", "jurisdiction", "“市”指海宁市"),
            Mention(Span(7, 11), "胸痛中心", "programme", "胸痛中心", "vocabulary"),
        ),
        "institutions": (Institution("海宁市中医院", "hospital", "330481"),),
        "programmes": (Programme("胸痛中心", "chest-pain-centre"),),
        "targets": (Target(Span(12, 21), Span(14, 17), "医护人员培训人数", "Equal", Decimal(50), "名", "Planned", year=2025),),
        "relations": (Relation("implements", "海宁市中医院", "胸痛中心", Span(0, 11)),),
    }
    return Extraction(**(fields | changes))  # type: ignore[arg-type]


def triples(quads: list[ox.Quad]) -> set[ox.Triple]:
    return {ox.Triple(q.subject, q.predicate, q.object) for q in quads}


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(len(SAMPLES))))
def test_order_changes_nothing(extractions: tuple[Extraction, ...], knowledge: Knowledge, order: list[int]) -> None:
    assert graph_quads([extractions[i] for i in order], knowledge, Iris()) == graph_quads(extractions, knowledge, Iris())


def test_graphs_built_apart_merge_by_union(extractions: tuple[Extraction, ...], knowledge: Knowledge) -> None:
    apart = [graph_quads([e], knowledge, Iris()) for e in extractions]

    assert set().union(*apart) == set(graph_quads(extractions, knowledge, Iris()))


def test_no_blank_nodes(extractions: tuple[Extraction, ...], knowledge: Knowledge) -> None:
    terms = {t for q in graph_quads(extractions, knowledge, Iris()) for t in (q.subject, q.object, q.graph_name)}

    assert not any(isinstance(term, ox.BlankNode) for term in terms)


def test_every_mention_gives_its_exact_text(extractions: tuple[Extraction, ...]) -> None:
    for extraction in extractions:
        for mention in extraction.mentions:
            assert mention.span.of(extraction.document.text) == mention.surface


def test_targets_and_relations_name_entities_of_their_extraction(extractions: tuple[Extraction, ...]) -> None:
    for extraction in extractions:
        institutions = {i.name for i in extraction.institutions}
        programmes = {p.name for p in extraction.programmes}
        for target in extraction.targets:
            assert target.programme is None or target.programme in programmes
            assert target.institution is None or target.institution in institutions
        for relation in extraction.relations:
            if relation.predicate == "implements":
                assert (relation.subject in institutions, relation.object in programmes) == (True, True)


def test_a_mention_carries_its_rule_and_basis(knowledge: Knowledge) -> None:
    iris = Iris()
    found = triples(graph_quads([one()], knowledge, iris))
    mention = ox.NamedNode(iris.mention(iris.document("a" * 64), 0, 4))

    assert ox.Triple(mention, ITSRDF.taIdentRef, ox.NamedNode(iris.institution("海宁市中医院"))) in found
    assert ox.Triple(mention, NIF.anchorOf, ox.Literal("市中医院")) in found
    assert ox.Triple(mention, HS.rule, ox.Literal("jurisdiction")) in found
    assert ox.Triple(mention, HS.basis, ox.Literal("“市”指海宁市", language="zh")) in found


def test_a_relation_is_a_triple_and_a_statement_with_evidence(knowledge: Knowledge) -> None:
    iris = Iris()
    found = triples(graph_quads([one()], knowledge, iris))
    hospital, centre = ox.NamedNode(iris.institution("海宁市中医院")), ox.NamedNode(iris.programme("胸痛中心"))
    statement = ox.NamedNode(iris.statement(hospital.value, HS.implements.value, centre.value))

    assert ox.Triple(hospital, HS.implements, centre) in found
    assert ox.Triple(statement, RDF.object, centre) in found
    assert ox.Triple(statement, HS.evidence, ox.NamedNode(iris.mention(iris.document("a" * 64), 0, 11))) in found


def test_an_unresolved_name_is_a_node_of_its_document(knowledge: Knowledge) -> None:
    unresolved = (Institution("中心医院", "hospital", resolved=False, candidates=("甲市中心医院", "乙市中心医院")),)
    mention = (Mention(Span(0, 4), "市中医院", "institution", "中心医院", "unresolved"),)
    a = one(institutions=unresolved, mentions=mention, relations=())
    b = one(
        document=Document("b.txt", "b" * 64, TEXT, "utf-8", "text/plain"), institutions=unresolved, mentions=mention, relations=()
    )

    found = triples(graph_quads([a, b], knowledge, Iris()))
    named = {t.subject for t in found if t.predicate == SKOS.prefLabel and t.object == ox.Literal("中心医院", language="zh")}

    assert len(named) == 2


def test_a_cited_document_is_tied_to_the_one_that_was_read(knowledge: Knowledge) -> None:
    cites = one(
        document=Document("b.txt", "b" * 64, TEXT, "utf-8", "text/plain"),
        metadata=Metadata(title="总结"),
        mentions=(Mention(Span(0, 4), "市中医院", "document", "要点", "title-in-brackets"),),
        relations=(),
    )
    iris = Iris()

    found = triples(graph_quads([one(), cites], knowledge, iris))

    tie = [t for t in found if t.predicate.value.endswith("hasVersion")]
    assert [(t.subject.value, t.object.value) for t in tie] == [(iris.cited_document("要点"), iris.document("a" * 64))]


@pytest.mark.parametrize(("written", "standing"), [("每千常住人口托位数", "千人托位数"), ("人均期望寿命", "人均预期寿命")])
def test_a_form_of_a_standing_indicator_is_tied_to_it(knowledge: Knowledge, written: str, standing: str) -> None:
    target = Target(Span(12, 21), Span(14, 17), written, "Equal", Decimal(4), "张", "Planned", year=2025)
    iris = Iris()

    found = triples(graph_quads([one(targets=(target,))], knowledge, iris))

    assert ox.Triple(ox.NamedNode(iris.indicator(written)), SKOS.closeMatch, ox.NamedNode(iris.indicator(standing))) in found
    assert ox.Triple(ox.NamedNode(iris.indicator(standing)), HS.origin, HS.Standing) in found
