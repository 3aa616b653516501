"""Browsing the programme vocabulary, alone or with what a built graph says of a concept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology.vocabulary import NOTES, Concept, Vocabulary
from kg.store import query

NEW_COLUMNS = ("id", "label", "label_en", "alt", "not", "needs", "definition", "broader", *NOTES)
"""Columns of `vocabulary_rows`: those an analyst fills in, and what the graph says of the name."""

_PINYIN_QUERY = frozenset("abcdefghijklmnopqrstuvwxyz")


def tree(vocabulary: Vocabulary, root: str | None = None, depth: int = 1) -> Iterator[tuple[int, Concept]]:
    """The concepts below `root` (the domains where it is `None`) to `depth` levels, each with its own level from 0."""
    tops = [c for c in vocabulary.concepts.values() if c.broader is None] if root is None else vocabulary.narrower(root)
    for concept in tops:
        yield from _branch(vocabulary, concept, 0, depth)


def _branch(vocabulary: Vocabulary, concept: Concept, level: int, depth: int) -> Iterator[tuple[int, Concept]]:
    yield level, concept
    if level + 1 < depth:
        for below in vocabulary.narrower(concept.id):
            yield from _branch(vocabulary, below, level + 1, depth)


def count_below(vocabulary: Vocabulary, concept_id: str) -> int:
    """How many concepts lie below a concept, at any depth."""
    return sum(1 for c in vocabulary.concepts for above in vocabulary.ancestors(c) if above.id == concept_id)


def find(vocabulary: Vocabulary, text: str) -> Concept | None:
    """The concept with this id, label or other name."""
    named = vocabulary.concepts.get(text) or vocabulary.by_name.get(text)
    if named is not None:
        return named
    return next((c for c in vocabulary.concepts.values() if text in (c.label, c.label_en)), None)


def search(vocabulary: Vocabulary, text: str) -> list[Concept]:
    """The concepts one of whose names, English label, pinyin or pinyin initials hold `text`; best first."""
    wanted = text.strip().lower()
    scored = [(score, c.label, c) for c in vocabulary.concepts.values() if (score := _score(c, wanted)) is not None]
    return [concept for _, _, concept in sorted(scored, key=lambda s: s[:2])]


def _score(concept: Concept, wanted: str) -> int | None:
    """0 for a name itself, 1 for the start of one, 2 for a part, 3 for English or pinyin; `None` for no match."""
    names = [name.lower() for name in (concept.label, *concept.names)]
    if wanted in names or wanted == concept.id:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names):
        return 2
    if wanted in concept.label_en.lower() or wanted in concept.id:
        return 3
    if _PINYIN_QUERY.issuperset(wanted.replace(" ", "")) and any(
        wanted.replace(" ", "") in form for form in pinyin_forms(concept.label)
    ):
        return 3
    return None


def pinyin_forms(name: str) -> tuple[str, str]:
    """A name in pinyin without tones, and its initials.

    >>> pinyin_forms("安宁疗护")
    ('anningliaohu', 'anlh')
    """
    from pypinyin import lazy_pinyin

    syllables = [s.lower() for s in lazy_pinyin(name)]
    return "".join(syllables), "".join(s[:1] for s in syllables)


@dataclass(frozen=True, slots=True)
class Use:
    """Where a graph mentions a programme: the file, how often, how many targets concern it there."""

    file: str
    title: str
    mentions: int
    targets: int


def uses(store: ox.Store, iri: str, base: str) -> list[Use]:
    """The documents of a graph that mention a programme, by file name."""
    sparql = f"""
    SELECT ?file ?title (COUNT(DISTINCT ?mention) AS ?mentions) (COUNT(DISTINCT ?target) AS ?targets) WHERE {{
      ?mention itsrdf:taIdentRef <{iri}> ; nif:referenceContext/hs:textOf ?document .
      ?document hs:sourceFile ?file ; dcterms:title ?title .
      OPTIONAL {{ ?document hs:setsTarget ?target . ?target hs:concerns <{iri}> }}
    }} GROUP BY ?file ?title ORDER BY ?file"""
    solutions = query(store, sparql, base)
    assert isinstance(solutions, ox.QuerySolutions)
    return [
        Use(s["file"].value, s["title"].value, int(s["mentions"].value), int(s["targets"].value)) for s in solutions
    ]


@dataclass(frozen=True, slots=True)
class NewName:
    """A programme that was discovered in text: its name, where it seems to belong, how often it occurs, a sentence."""

    name: str
    broader: str
    documents: int
    mentions: int
    sentence: str


_NEW_QUERY = """
SELECT ?name (COALESCE(MIN(?standing), MIN(?any)) AS ?broader) (COUNT(DISTINCT ?document) AS ?documents)
       (COUNT(DISTINCT ?mention) AS ?mentions) (MIN(?mention) AS ?first) WHERE {
  ?programme a hs:Programme ; hs:origin hs:Discovered ; skos:prefLabel ?name .
  ?mention itsrdf:taIdentRef ?programme ; nif:referenceContext/hs:textOf ?document .
  OPTIONAL { ?programme skos:broader ?above . ?above hs:origin hs:Standing ; skos:prefLabel ?standing }
  OPTIONAL { ?programme skos:broader/skos:prefLabel ?any }
} GROUP BY ?name ORDER BY DESC(?documents) DESC(?mentions) ?name
"""


def discovered(store: ox.Store, base: str) -> list[NewName]:
    """The discovered programmes of a graph, the widest spread first."""
    from kg.targets import sentence_around

    solutions = query(store, _NEW_QUERY, base)
    assert isinstance(solutions, ox.QuerySolutions)
    found = []
    for solution in solutions:
        begin, end, text = _place_of(store, solution["first"].value)
        found.append(
            NewName(
                solution["name"].value,
                solution["broader"].value if solution["broader"] is not None else "",
                int(solution["documents"].value),
                int(solution["mentions"].value),
                sentence_around(text, begin, end),
            )
        )
    return found


def _place_of(store: ox.Store, mention: str) -> tuple[int, int, str]:
    from kg.namespaces import NIF

    def value(subject: ox.NamedNode, predicate: ox.NamedNode) -> ox.Literal | ox.NamedNode:
        term = next(store.quads_for_pattern(subject, predicate, None)).object
        assert isinstance(term, ox.Literal | ox.NamedNode)
        return term

    node = ox.NamedNode(mention)
    context = value(node, NIF.referenceContext)
    assert isinstance(context, ox.NamedNode)
    begin, end = value(node, NIF.beginIndex).value, value(node, NIF.endIndex).value
    return int(begin), int(end), value(context, NIF.isString).value


def as_rows(names: Sequence[NewName]) -> list[list[str]]:
    """Discovered names as rows: name, broader concept, documents, mentions, a sentence."""
    return [[n.name, n.broader, str(n.documents), str(n.mentions), n.sentence] for n in names]


def vocabulary_rows(names: Sequence[NewName], vocabulary: Vocabulary) -> list[list[str]]:
    """Discovered names as rows of `NEW_COLUMNS` that `kg build --vocab` takes; names that `vocabulary` has are left out."""
    labels = {concept.label: concept.id for concept in vocabulary.concepts.values()}
    new = [n for n in names if n.name not in labels]
    taken = set(vocabulary.concepts)
    for n in sorted(new, key=lambda n: n.name):
        labels[n.name] = slug(n.name, taken)
        taken.add(labels[n.name])
    return [
        [labels[n.name], n.name, "", "", "", "", "", labels.get(n.broader, ""), str(n.documents), str(n.mentions), n.sentence]
        for n in new
    ]


def slug(name: str, taken: Collection[str]) -> str:
    """A name in pinyin syllables with hyphens, as an id that is not in `taken`.

    >>> slug("e护康", ())
    'e-hu-kang'
    """
    from pypinyin import lazy_pinyin

    plain = re.sub("[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower()).strip("-") or "programme"
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found


def labels(store: ox.Store, base: str) -> set[str]:
    """All names of the entities of a graph."""
    solutions = query(store, "SELECT DISTINCT ?name WHERE { ?entity skos:prefLabel|skos:altLabel ?name }", base)
    assert isinstance(solutions, ox.QuerySolutions)
    return {solution["name"].value for solution in solutions}


def texts(store: ox.Store, base: str) -> list[str]:
    """The cleaned texts of a graph's documents, by file name."""
    from kg.extract.clean import clean

    sparql = "SELECT ?text WHERE { ?context hs:textOf ?d ; nif:isString ?text . ?d hs:sourceFile ?file } ORDER BY ?file"
    solutions = query(store, sparql, base)
    assert isinstance(solutions, ox.QuerySolutions)
    return [clean(solution["text"].value).body.text for solution in solutions]
