"""A context for one written sentence."""

from __future__ import annotations

from kg.extract.clean import clean
from kg.extract.context import Context
from kg.extract.structure import sections
from kg.model import Document, Metadata
from kg.ontology.places import load_gazetteer


def context_of(text: str, jurisdiction: str = "", issuer: str | None = None) -> Context:
    """The context of `text` in a document of the place with this name, of no known place if it is empty."""
    gazetteer = load_gazetteer()
    code = None
    if jurisdiction:
        place = gazetteer.resolve(jurisdiction).place
        assert place is not None, f"{jurisdiction} is no place"
        code = place.code
    cleaned = clean(text)
    document = Document("case.txt", "0" * 64, text, "utf-8", "text/plain")
    metadata = Metadata(jurisdiction=code, issuer=issuer)
    return Context(document, cleaned, sections(cleaned.body.text), metadata, gazetteer)
