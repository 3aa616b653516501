"""The vocabularies the graph uses, and short constructors for its terms and literals."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode


class Namespace:
    """A namespace whose attributes and items are its terms: `HS.Document`, `DCTERMS["title"]`."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        """The term called `name`."""
        if name not in self._terms:
            self._terms[name] = NamedNode(self.iri + name)
        return self._terms[name]

    def __getattr__(self, name: str) -> NamedNode:
        """The term called `name`, where that is a Python name."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]


HS = Namespace("https://w3id.org/health-system-kg/ontology#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "dcterms": DCTERMS.iri,
    "hs": HS.iri,
    "itsrdf": ITSRDF.iri,
    "nif": NIF.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}
"""The prefixes of every file and query; entity prefixes are added for the base in use."""


def zh(text: str) -> Literal:
    """A Chinese label or text."""
    return Literal(text, language="zh")


def en(text: str) -> Literal:
    """An English label or text."""
    return Literal(text, language="en")


def integer(value: int) -> Literal:
    """A whole number that counts or points (nif offsets are non-negative integers)."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def decimal(value: Decimal) -> Literal:
    """A decimal in plain notation: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal(text, datatype=XSD.decimal)


def year(value: int) -> Literal:
    """A calendar year."""
    return Literal(f"{value:04d}", datatype=XSD.gYear)
