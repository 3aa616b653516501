"""One document through all extractors, and back to the offsets of its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.citations import find_citations
from kg.extract.clean import CleanText, clean
from kg.extract.context import Context
from kg.extract.institution_relations import institution_relations
from kg.extract.institutions import find_institutions, issuer_kind
from kg.extract.metadata import read_metadata
from kg.extract.places import find_places
from kg.extract.programme_relations import programme_relations
from kg.extract.programmes import ProgrammeFinder
from kg.extract.structure import sections
from kg.extract.targets import find_targets
from kg.model import Document, Extraction, Institution, Mention, Metadata, Span
from kg.ontology.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Extractor:
    """The extractors with the data they need, built once and used for any number of documents."""

    gazetteer: Gazetteer
    programmes: ProgrammeFinder

    def extract(self, document: Document) -> Extraction:
        """Everything the document yields, every span in offsets of `document.text`."""
        context = self._context(document)
        citations = find_citations(context.text)
        institutions = find_institutions(context)
        names = outside(institutions.mentions, citations)
        programmes = self.programmes.find(context, (*citations, *names))
        places = find_places(context, (*citations, *names))
        mentions = (*citations, *names, *programmes.mentions, *places)
        targets = find_targets(context, mentions)
        relations = (
            *institution_relations(context, mentions),
            *programme_relations(context, mentions, targets),
        )
        extraction = Extraction(
            document=document,
            metadata=context.metadata,
            sections=context.sections,
            mentions=mentions,
            institutions=with_issuer(institutions.institutions, context.metadata),
            programmes=programmes.programmes,
            targets=targets,
            relations=relations,
        )
        return to_source(extraction, context.clean.body)

    def _context(self, document: Document) -> Context:
        cleaned = clean(document.text)
        tree = sections(cleaned.body.text)
        metadata = read_metadata(cleaned, self.gazetteer, document.source_file)
        return Context(document, cleaned, tree, metadata, self.gazetteer)


def outside(mentions: Iterable[Mention], blocks: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions that overlap none of `blocks`: a name inside a 《…》 is not a mention."""
    taken = [block.span for block in blocks]
    return tuple(m for m in mentions if not any(m.span.overlaps(span) for span in taken))


def with_issuer(institutions: tuple[Institution, ...], metadata: Metadata) -> tuple[Institution, ...]:
    """The institutions of a document, its issuer among them even where the body does not name it."""
    if metadata.issuer is None or any(i.name == metadata.issuer for i in institutions):
        return institutions
    return (*institutions, Institution(metadata.issuer, issuer_kind(metadata.issuer), metadata.jurisdiction))


def to_source(extraction: Extraction, text: CleanText) -> Extraction:
    """The extraction with every span moved from the cleaned text to the file's text, sorted by position."""
    source = extraction.document.text

    def move(span: Span) -> Span:
        return text.source_span(span)

    def moved(mention: Mention) -> Mention:
        span = move(mention.span)
        return replace(mention, span=span, surface=span.of(source))

    metadata = extraction.metadata
    return replace(
        extraction,
        metadata=replace(
            metadata,
            title_span=move(metadata.title_span) if metadata.title_span else None,
            issuer_span=move(metadata.issuer_span) if metadata.issuer_span else None,
        ),
        sections=tuple(replace(s, span=move(s.span)) for s in extraction.sections),
        mentions=tuple(sorted((moved(m) for m in extraction.mentions), key=lambda m: (m.span, m.kind, m.name))),
        targets=tuple(
            sorted(
                (replace(t, span=move(t.span), number=move(t.number)) for t in extraction.targets),
                key=lambda t: (t.number, t.indicator),
            )
        ),
        relations=tuple(
            sorted(
                (replace(r, span=move(r.span)) for r in extraction.relations),
                key=lambda r: (r.span, r.predicate, r.subject, r.object),
            )
        ),
    )
