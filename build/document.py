"""A document's own triples: what it says of itself, its text as a NIF context, its sections, its mentions, its provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg import __version__
from kg.extract.structure import section_at
from kg.iri import Iris
from kg.model import Extraction, Mention, Section, Span
from kg.namespaces import DCTERMS, HS, ITSRDF, NIF, PROV, RDF, RDFS, SKOS, XSD, integer, year, zh

EntityIri = Callable[[Mention], NamedNode]
"""The entity a mention of the document at hand refers to."""


class DocumentNodes:
    """The IRIs of one document's parts, computed once and shared by all that describe it."""

    def __init__(self, extraction: Extraction, iris: Iris) -> None:
        self.extraction = extraction
        self.iris = iris
        self.iri = iris.document(extraction.document.sha256)
        self.node = NamedNode(self.iri)
        self.graph = NamedNode(iris.named_graph(self.iri))
        self.context = NamedNode(iris.mention(self.iri, 0, len(extraction.document.text)))
        self.sections = tuple(
            NamedNode(iris.section(self.iri, path)) for path in _section_paths(extraction.sections)
        )

    def span(self, span: Span) -> NamedNode:
        """The resource of a range of the document's characters."""
        return NamedNode(self.iris.mention(self.iri, span.begin, span.end))

    def section_of(self, span: Span) -> NamedNode | None:
        """The innermost section in which a span begins."""
        index = section_at(self.extraction.sections, span.begin)
        return None if index is None else self.sections[index]


def _section_paths(sections: tuple[Section, ...]) -> list[tuple[int, ...]]:
    """Each section's ordinals, outermost first: the second part's first item is (2, 1)."""
    paths: list[tuple[int, ...]] = []
    children: dict[int | None, int] = {}
    for section in sections:
        children[section.parent] = children.get(section.parent, 0) + 1
        above = () if section.parent is None else paths[section.parent]
        paths.append((*above, children[section.parent]))
    return paths


def describe_document(nodes: DocumentNodes) -> Iterator[Triple]:
    """Title, issuer, jurisdiction, dates, type; the cited documents and entities mentioned follow with the mentions."""
    document, metadata, iris = nodes.extraction.document, nodes.extraction.metadata, nodes.iris
    node = nodes.node
    yield Triple(node, RDF.type, HS.Document)
    yield Triple(node, HS.sourceFile, Literal(document.source_file))
    yield Triple(node, HS.encoding, Literal(document.encoding))
    yield Triple(node, DCTERMS.format, Literal(document.media_type))
    title = metadata.title or document.source_file
    yield Triple(node, DCTERMS.title, zh(title))
    yield Triple(node, RDFS.label, zh(title))
    for other in metadata.other_titles:
        yield Triple(node, SKOS.altLabel, zh(other))
    if metadata.issuer:
        yield Triple(node, DCTERMS.publisher, NamedNode(iris.institution(metadata.issuer)))
    if metadata.jurisdiction:
        yield Triple(node, HS.jurisdiction, NamedNode(iris.place(metadata.jurisdiction)))
    if metadata.jurisdiction_basis:
        yield Triple(node, HS.jurisdictionBasis, zh(metadata.jurisdiction_basis))
    if metadata.issued:
        yield Triple(node, DCTERMS.issued, Literal(metadata.issued.isoformat(), datatype=XSD.date))
    if metadata.period_start:
        yield Triple(node, HS.periodStart, year(metadata.period_start))
    if metadata.period_end:
        yield Triple(node, HS.periodEnd, year(metadata.period_end))
    if metadata.document_type:
        genre = NamedNode(iris.document_type(metadata.document_type))
        yield Triple(node, HS.documentType, genre)
        yield Triple(genre, RDF.type, SKOS.Concept)
        yield Triple(genre, SKOS.prefLabel, zh(metadata.document_type))
        yield Triple(genre, SKOS.inScheme, NamedNode(iris.scheme("document-types")))
    if metadata.document_number:
        yield Triple(node, HS.documentNumber, Literal(metadata.document_number))


def describe_provenance(nodes: DocumentNodes) -> Iterator[Triple]:
    """Which bytes the document's graph was made of, and by which version of the program."""
    document = nodes.extraction.document
    file = NamedNode(nodes.iris.file(document.sha256))
    software = NamedNode(nodes.iris.software(__version__))
    yield Triple(nodes.graph, RDF.type, PROV.Entity)
    yield Triple(nodes.graph, PROV.wasDerivedFrom, file)
    yield Triple(nodes.graph, PROV.wasAttributedTo, software)
    yield Triple(nodes.node, PROV.wasDerivedFrom, file)
    yield Triple(file, RDF.type, PROV.Entity)
    yield Triple(file, HS.sha256, Literal(document.sha256))
    yield Triple(software, RDF.type, PROV.SoftwareAgent)
    yield Triple(software, RDFS.label, Literal(f"kg {__version__}"))


def describe_text(nodes: DocumentNodes) -> Iterator[Triple]:
    """The NIF context with the whole text, and the tree of sections."""
    text = nodes.extraction.document.text
    yield Triple(nodes.context, RDF.type, NIF.Context)
    yield Triple(nodes.context, RDF.type, NIF.RFC5147String)
    yield Triple(nodes.context, NIF.isString, Literal(text))
    yield Triple(nodes.context, NIF.beginIndex, integer(0))
    yield Triple(nodes.context, NIF.endIndex, integer(len(text)))
    yield Triple(nodes.context, HS.textOf, nodes.node)
    for order, (section, node) in enumerate(zip(nodes.extraction.sections, nodes.sections, strict=True), 1):
        above = nodes.node if section.parent is None else nodes.sections[section.parent]
        yield Triple(node, RDF.type, HS.Section)
        yield Triple(node, DCTERMS.isPartOf, above)
        yield Triple(node, HS.order, integer(order))
        yield Triple(node, HS.level, integer(section.level))
        if section.number:
            yield Triple(node, HS.sectionNumber, Literal(section.number))
        if section.heading:
            yield Triple(node, DCTERMS.title, zh(section.heading))
        yield Triple(node, NIF.beginIndex, integer(section.span.begin))
        yield Triple(node, NIF.endIndex, integer(section.span.end))
        yield Triple(node, NIF.referenceContext, nodes.context)


def describe_mentions(nodes: DocumentNodes, entity: EntityIri) -> Iterator[Triple]:
    """Every mention with its span, its entity and the rule that decided; `hs:mentions` from the document."""
    for mention in nodes.extraction.mentions:
        node, target = nodes.span(mention.span), entity(mention)
        yield from describe_span(nodes, mention.span)
        yield Triple(node, ITSRDF.taIdentRef, target)
        yield Triple(node, HS.rule, Literal(mention.rule))
        if mention.basis:
            yield Triple(node, HS.basis, zh(mention.basis))
        yield Triple(nodes.node, HS.mentions, target)
        if mention.kind == "document":
            yield Triple(nodes.node, DCTERMS.references, target)


def describe_span(nodes: DocumentNodes, span: Span) -> Iterator[Triple]:
    """A range of characters as a NIF string, tied to its context and section."""
    node = nodes.span(span)
    yield Triple(node, RDF.type, HS.Mention)
    yield Triple(node, RDF.type, NIF.RFC5147String)
    yield Triple(node, NIF.beginIndex, integer(span.begin))
    yield Triple(node, NIF.endIndex, integer(span.end))
    yield Triple(node, NIF.anchorOf, Literal(span.of(nodes.extraction.document.text)))
    yield Triple(node, NIF.referenceContext, nodes.context)
    section = nodes.section_of(span)
    if section is not None:
        yield Triple(node, HS.inSection, section)


def describe_citations(nodes: DocumentNodes, titles: Mapping[str, str]) -> Iterator[Triple]:
    """The cited documents, each tied to the read document of the same title where there is one."""
    for title in sorted({m.name for m in nodes.extraction.mentions if m.kind == "document"}):
        cited = NamedNode(nodes.iris.cited_document(title))
        yield Triple(cited, RDF.type, HS.Document)
        yield Triple(cited, DCTERMS.title, zh(title))
        yield Triple(cited, RDFS.label, zh(title))
        if title in titles:
            yield Triple(cited, DCTERMS.hasVersion, NamedNode(nodes.iris.document(titles[title])))
