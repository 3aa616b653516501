"""A build from end to end: the edge where files are read and written and progress is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.build.decisions import apply_decisions, read_decisions
from kg.build.graph import Knowledge, graph_quads
from kg.build.output import check_output, write_graph
from kg.errors import BuildError, ReadError
from kg.extract.pipeline import Extractor
from kg.extract.programmes import ProgrammeFinder
from kg.extract.reader import Loss, read_document, readable, source_files, supported_suffixes
from kg.iri import DEFAULT_BASE, Iris
from kg.model import Extraction
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary
from kg.store import PAGE

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its steps are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose about a build."""

    base: str = DEFAULT_BASE
    vocabulary: Path | None = None
    decisions: Path | None = None
    page: bool = True


@dataclass(slots=True)
class Report:
    """What a build did, for the closing summary."""

    documents: int = 0
    skipped: list[ReadError] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    triples: int = 0
    seconds: float = 0.0


def build(paths: Sequence[Path], output: Path, options: Options, progress: Progress) -> Report:
    """Read the documents below `paths` and write their graph to the folder `output`.

    Raises `BuildError` where nothing can be read or the output cannot be written; a single bad file is skipped
    and reported.
    """
    started = time.monotonic()
    check_output(output)
    decisions = read_decisions(options.decisions) if options.decisions else ()
    report = Report()
    files = list(source_files(paths, report.skipped.append))
    extractions = _extract_all(files, options, report, progress)
    if not extractions:
        raise BuildError(_nothing_read(paths, report))
    progress("linking", 0, 1)
    applied = apply_decisions(extractions, decisions)
    extractions = list(applied.extractions)
    report.notes += [f"{options.decisions}:{d.line}: stale decision, it matches nothing: {d.kind} {d.surface or d.name}" for d in applied.stale]
    iris = Iris(options.base)
    knowledge = Knowledge(load_gazetteer(), load_vocabulary(options.vocabulary), applied.effective)
    quads = graph_quads(extractions, knowledge, iris)
    report.triples = len({(q.subject, q.predicate, q.object) for q in quads})
    report.counts = _counts(extractions)
    progress("writing", 0, 1)
    write_graph(output, quads, iris, {"documents": len(extractions)}, _page_writer if options.page else None)
    report.seconds = time.monotonic() - started
    return report


def _extract_all(files: Sequence[Path], options: Options, report: Report, progress: Progress) -> list[Extraction]:
    extractor = Extractor(load_gazetteer(), ProgrammeFinder(load_vocabulary(options.vocabulary)))
    found: dict[str, Extraction] = {}
    names: set[str] = set()
    for done, path in enumerate(files):
        progress("reading", done, len(files))
        try:
            document, loss = read_document(path)
        except ReadError as error:
            report.skipped.append(error)
            continue
        if loss is not None:
            report.losses.append(loss)
        if document.sha256 in found:
            twin = found[document.sha256].document.source_file
            report.skipped.append(ReadError(path, f"has the same bytes as {twin}, which was read"))
            continue
        if document.source_file in names:
            document = replace(document, source_file=readable(path.as_posix()))
        names.add(document.source_file)
        try:
            found[document.sha256] = extractor.extract(document)
        except Exception as error:  # a fault of ours in one document must not cost the user the others
            report.skipped.append(ReadError(path, f"met a fault in kg, please report it: {type(error).__name__}: {error}"))
            continue
        report.documents += 1
    return list(found.values())


def _nothing_read(paths: Iterable[Path], report: Report) -> str:
    where = ", ".join(map(str, paths))
    if not report.skipped:
        return f"{where}: no files there; kg reads {', '.join(supported_suffixes())}"
    reasons = "".join(f"\n  {error}" for error in report.skipped[:20])
    return f"{where}: no document could be read:{reasons}"


def _counts(extractions: Sequence[Extraction]) -> dict[str, int]:
    return {
        "institutions": len({i.name for e in extractions for i in e.institutions}),
        "programmes": len({p.name for e in extractions for p in e.programmes}),
        "targets": sum(len(e.targets) for e in extractions),
        "relations": sum(len(e.relations) for e in extractions),
        "mentions": sum(len(e.mentions) for e in extractions),
    }


def _page_writer(folder: Path) -> None:
    from kg.viz.page import write_page

    write_page(folder, folder / PAGE)
