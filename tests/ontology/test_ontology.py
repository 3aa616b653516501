"""The ontology defines every term the graph uses, in both languages; the shapes accept sound data and refuse unsound data."""

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg.validation import violations

ROOT = Path(__file__).parents[2]
HS = rdflib.Namespace("https://w3id.org/health-system-kg/ontology#")
CONTRACT = (
    "Document Institution InstitutionCategory Programme Place Indicator Target sourceFile jurisdiction periodStart periodEnd "
    "documentType mentions setsTarget locatedIn indicator comparator value upperValue unit change targetYear status "
    "appliesToPlace concerns responsibleParty evidence implements pilots collaboratesWith Equal AtLeast AtMost MoreThan "
    "LessThan Between Approximately Increase Decrease Planned Achieved"
).split()


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "hs.ttl")


@pytest.mark.parametrize("term", CONTRACT)
def test_the_fixed_core_is_there(ontology: rdflib.Graph, term: str) -> None:
    assert (HS[term], RDF.type, None) in ontology


def test_every_term_has_labels_and_definitions_in_chinese_and_english(ontology: rdflib.Graph) -> None:
    terms = {s for s in ontology.subjects(RDF.type) if str(s).startswith(str(HS))}
    assert len(terms) > 60
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            assert sorted(str(o.language) for o in ontology.objects(term, predicate)) == ["en", "zh"], term


def test_every_term_in_the_code_is_defined(ontology: rdflib.Graph) -> None:
    used = set()
    for folder in ("kg", "build", "viz", "ontology"):
        for path in (ROOT / folder).rglob("*.py"):
            used |= set(re.findall(r"\bHS\.([A-Za-z]\w*)", path.read_text(encoding="utf-8")))
            used |= set(re.findall(r"\bhs:([A-Za-z]\w*)", path.read_text(encoding="utf-8")))
    used.discard("iri")
    assert {term for term in used if (HS[term], RDF.type, None) not in ontology} == set()


def test_the_version_of_the_ontology_is_the_programs(ontology: rdflib.Graph) -> None:
    from kg import __version__

    version = next(ontology.objects(None, OWL.versionIRI))
    assert str(version).endswith("/" + __version__)


def test_every_class_has_a_shape(ontology: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    shaped = set(shapes.objects(None, SH.targetClass))
    enumerated = set(ontology.subjects(OWL.oneOf))
    classes = {c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(str(HS))}

    assert classes - enumerated - shaped == set()


CASES = sorted((Path(__file__).parent / "shapes").glob("*.ttl"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_shape_accepts_or_refuses(path: Path) -> None:
    """A file says in its first line what is wrong with it, `# refused: MESSAGE`, or that nothing is, `# conforms`."""
    verdict = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    messages = {v.message for v in violations(rdflib.Graph().parse(path))}

    assert messages == (set() if verdict == "conforms" else {verdict.removeprefix("refused: ")})


def test_each_shape_has_a_file_of_each_kind() -> None:
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    names = {re.split("[#/]", str(s))[-1].lower() for s in shapes.subjects(RDF.type, SH.NodeShape)}
    stems = {path.stem for path in CASES}

    assert stems >= {f"{name}-{kind}" for name in names for kind in ("conforms", "refused")}
