"""Identifiers: every IRI of the graph is a pure function of what it names, so that graphs built apart merge by union."""

from __future__ import annotations

import hashlib
import unicodedata
from urllib.parse import quote

DEFAULT_BASE = "https://w3id.org/health-system-kg/id/"
"""Where entities live unless the user sets another base."""


def local_name(name: str) -> str:
    """`name` as the last part of an IRI: letters and digits of any script stay, all else is percent-encoded.

    Injective on NFKC-normalised names: distinct names give distinct results.

    >>> local_name("DRG付费(试点)")
    'DRG付费%28试点%29'
    """
    return "".join(
        char if char.isalnum() or char in "-_" else quote(char, safe="")
        for char in unicodedata.normalize("NFKC", name)
    )


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that stand for `parts`, in order; the boundary between parts counts."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:20]


class Iris:
    """The IRIs below one base. `document` arguments are document IRIs, `name` canonical names, `code` place codes."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not base.endswith(("/", "#")):
            base += "/"
        self.base = base

    def document(self, sha256: str) -> str:
        """A read document, named by the SHA-256 of its file."""
        return f"{self.base}document/{sha256[:16]}"

    def cited_document(self, title: str) -> str:
        """A document known by its title only."""
        return f"{self.base}document/title/{local_name(title)}"

    def mention(self, document: str, begin: int, end: int) -> str:
        """A range of a document's characters (RFC 5147)."""
        return f"{document}#char={begin},{end}"

    def section(self, document: str, path: tuple[int, ...]) -> str:
        """A numbered part: the ordinals of the part and its ancestors, outermost first."""
        return f"{document}/section/{'.'.join(map(str, path))}"

    def target(self, document: str, key: str) -> str:
        """A target of a document; `key` is unique in the document."""
        return f"{document}/target/{key}"

    def named_graph(self, document: str) -> str:
        """The named graph that holds what one document says."""
        return f"{document}/graph"

    def file(self, sha256: str) -> str:
        """The bytes that were read."""
        return f"{self.base}file/{sha256}"

    def institution(self, name: str) -> str:
        """An institution with a known full name."""
        return f"{self.base}institution/{local_name(name)}"

    def unresolved_institution(self, document: str, name: str) -> str:
        """An institution whose full name is not known: one node a document and written name, never merged."""
        return f"{self.base}institution/unresolved/{digest(document, name)}"

    def category(self, name: str) -> str:
        """A category of institutions."""
        return f"{self.base}category/{local_name(name)}"

    def programme(self, name: str) -> str:
        """A programme, standing or discovered."""
        return f"{self.base}programme/{local_name(name)}"

    def place(self, code: str) -> str:
        """An administrative division."""
        return f"{self.base}place/{local_name(code)}"

    def indicator(self, name: str) -> str:
        """What a target measures."""
        return f"{self.base}indicator/{local_name(name)}"

    def document_type(self, name: str) -> str:
        """A genre of documents."""
        return f"{self.base}document-type/{local_name(name)}"

    def statement(self, subject: str, predicate: str, obj: str) -> str:
        """The reified statement of one triple."""
        return f"{self.base}statement/{digest(subject, predicate, obj)}"

    def decision(self, *parts: str) -> str:
        """An analyst's decision, by what it decides."""
        return f"{self.base}decision/{digest(*parts)}"

    def scheme(self, name: str) -> str:
        """A concept scheme."""
        return f"{self.base}scheme/{local_name(name)}"

    def software(self, version: str) -> str:
        """The program that made the graph."""
        return f"{self.base}software/kg-{version}"
