"""What the programme tests share: the context of a sentence, and one finder for all."""

from __future__ import annotations

from functools import cache

from kg.extract.clean import clean
from kg.extract.context import Context
from kg.extract.programmes import ProgrammeFinder
from kg.extract.structure import sections
from kg.model import Document, Metadata
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary


@cache
def finder() -> ProgrammeFinder:
    """A finder for the shipped vocabulary."""
    return ProgrammeFinder(load_vocabulary())


def context_of(text: str, place: str = "") -> Context:
    """The context of `text` in a document of the place with this name, of no known place if it is empty."""
    gazetteer = load_gazetteer()
    found = gazetteer.resolve(place).place if place else None
    cleaned = clean(text)
    document = Document("case.txt", "0" * 64, text, "utf-8", "text/plain")
    metadata = Metadata(jurisdiction=found.code if found else None)
    return Context(document, cleaned, sections(cleaned.body.text), metadata, gazetteer)
