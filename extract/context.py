"""What every extractor of one document is given: the cleaned text with its structure and what the document says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.clean import CleanDocument
from kg.model import Document, Metadata, Section
from kg.ontology.places import Gazetteer, Place


@dataclass(frozen=True, slots=True)
class Context:
    """One document ready for extraction. Offsets of `sections` and `metadata` count in `text`."""

    document: Document
    clean: CleanDocument
    sections: tuple[Section, ...]
    metadata: Metadata
    gazetteer: Gazetteer

    @property
    def text(self) -> str:
        """The cleaned body that all extractors read."""
        return self.clean.body.text

    @property
    def jurisdiction(self) -> Place | None:
        """The place that the document speaks for."""
        code = self.metadata.jurisdiction
        return self.gazetteer.get(code) if code else None
