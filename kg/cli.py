"""The command line: parse, call one function, print. Results go to stdout, everything else to stderr.

Only click is imported here; a command imports what it needs when it runs, so that `kg --help` is instant.
"""

from __future__ import annotations

import errno
import io
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.ontology.vocabulary import Concept, Vocabulary

Command = TypeVar("Command", bound=Callable[..., object])

FOLDER = click.Path(path_type=Path, file_okay=False)


class Commands(click.Group):
    """A group that prints the project's own errors as one line and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a `KgError` or a disk that refuses becomes a message, a closed pipe is not an error."""
        _speak_utf8()
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


def _speak_utf8() -> None:
    """Write UTF-8 where output goes to a file, whatever the system's code page: half of what we print is Chinese."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty() and stream.encoding.lower() != "utf-8":
        stream.reconfigure(encoding="utf-8")


def _terminal_width() -> int | None:
    """The columns of the terminal that results go to; `None` where they go to a file or a pipe."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _iri(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An absolute IRI, or a usage error that says what is wrong."""
    if value is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value):
        raise click.BadParameter(f"{value!r} is no absolute IRI, such as https://example.org/id/")
    return value


def graph_option(command: Command) -> Command:
    """The folder of a built graph, `-d`."""
    return click.option(
        "-d", "--graph", "folder", type=FOLDER, default=Path("out"), show_default=True, help="The folder that kg build wrote."
    )(command)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="kg")
def main() -> None:
    """Chinese health-policy documents to a knowledge graph with exact evidence.

    \b
    kg build documents -o out      read a folder, write graph.ttl, graph.html and a store
    kg query 'SELECT ...' -d out   ask the graph in SPARQL
    kg validate out                check the graph against its shapes
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--output", type=FOLDER, default=Path("out"), show_default=True, help="The folder to write; an earlier graph in it is replaced.")
@click.option("--base", default=None, metavar="IRI", callback=_iri, help="The base of entity IRIs.")
@click.option("--vocab", type=click.Path(path_type=Path, dir_okay=False), help="Your own programmes: a CSV with the vocabulary's columns.")
@click.option("--decisions", type=click.Path(path_type=Path, dir_okay=False), help="Your decisions on institutions: a CSV.")
@click.option("--page/--no-page", default=True, help="Write graph.html.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def build(
    paths: tuple[Path, ...], output: Path, base: str | None, vocab: Path | None, decisions: Path | None, page: bool, quiet: bool
) -> None:
    """Build the graph of the documents in PATHS (files or folders).

    \b
    Example: kg build path/to/documents -o out
    """
    from kg.iri import DEFAULT_BASE
    from kg.pipeline import Options
    from kg.pipeline import build as run
    from kg.terminal import print_report, progress_bar

    for path in paths:
        if not path.exists():
            raise KgError(f"{path}: no such file or folder")
    options = Options(base or DEFAULT_BASE, vocab, decisions, page)
    with progress_bar(enabled=not quiet) as progress:
        report = run(paths, output, options, progress)
    if not quiet:
        print_report(report, output)


@main.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False, readable=False))
@click.option("--vocab", type=click.Path(path_type=Path, dir_okay=False), help="Your own programmes: a CSV with the vocabulary's columns.")
def extract(path: Path, vocab: Path | None) -> None:
    """Print everything one document yields as JSON.

    \b
    Example: kg extract plan.txt | jq .targets
    """
    from kg.exchange import to_json
    from kg.extract.pipeline import Extractor
    from kg.extract.programmes import ProgrammeFinder
    from kg.extract.reader import read_document
    from kg.ontology.places import load_gazetteer
    from kg.ontology.vocabulary import load_vocabulary

    document, _ = read_document(path)
    extractor = Extractor(load_gazetteer(), ProgrammeFinder(load_vocabulary(vocab)))
    click.echo(to_json(extractor.extract(document)), nl=False)


@main.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "source", type=click.File("rb"), help="Read the query from a file (- for stdin).")
@graph_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "ttl"]), default="table", show_default=True)
def query(sparql: str | None, source: BinaryIO | None, folder: Path, form: str) -> None:
    """Ask a built graph a question in SPARQL; all prefixes of the graph are known.

    \b
    Example: kg query 'SELECT ?name WHERE { ?i a hs:Institution ; skos:prefLabel ?name } LIMIT 5' -d out
    """
    from kg import results, store

    if (sparql is None) == (source is None):
        raise click.UsageError("give the query as an argument, or a file with -f")
    try:
        text = sparql or (source.read() if source else b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KgError(f"the query is not UTF-8 (byte {error.start}): save it as UTF-8 and try again") from error
    base = store.base_of(folder)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine does not look for Ctrl-C; nothing is open for writing
    answer = store.query(store.open_store(folder), text, base)
    click.echo(results.render(answer, form, store.prefixes(base), _terminal_width()), nl=False)


@main.command()
@click.argument("folder", type=FOLDER, default=Path("out"))
def validate(folder: Path) -> None:
    """Check the graph in FOLDER against the SHACL shapes; exit code 1 where it breaks one.

    \b
    Example: kg validate out
    """
    from kg.validation import validate_folder

    triples, found = validate_folder(folder)
    for violation in found[:50]:
        click.echo(f"{violation.focus}  {violation.path}  {violation.message}  {violation.value}")
    if found:
        raise KgError(f"{folder}: {len(found)} violations in {triples:,} triples")
    click.echo(f"{folder}: {triples:,} triples conform to the shapes", err=True)


@main.command()
@graph_option
@click.option("--place", help="Part of a place's name.")
@click.option("--programme", help="Part of a programme's name.")
@click.option("--indicator", help="Part of an indicator's name.")
@click.option("--year", type=int, help="The target year.")
@click.option("--status", type=click.Choice(["planned", "achieved"]), help="Aims or results.")
@click.option("--document", help="Part of a document's title or file name.")
@click.option("--sort", "key", type=click.Choice(["document", "place", "year", "indicator", "programme", "value", "status"]), help="Sort by this column.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@click.option("--excel", type=click.Path(path_type=Path, dir_okay=False), help="Write an Excel workbook instead.")
def targets(
    folder: Path, place: str | None, programme: str | None, indicator: str | None, year: int | None, status: str | None,
    document: str | None, key: str | None, form: str, excel: Path | None,
) -> None:
    """List the targets of a built graph with the sentence that states each.

    \b
    Example: kg targets --programme 普惠托育 --year 2025 -d out
    """
    from kg import results, store
    from kg import targets as listing

    base = store.base_of(folder)
    filters = listing.Filters(place, programme, indicator, year, status, document)
    rows = [row for row in listing.read_targets(store.open_store(folder), base) if filters.keep(row)]
    if key:
        rows = listing.sort_rows(rows, key)
    if excel is not None:
        listing.write_excel(rows, excel)
        click.echo(f"{len(rows)} targets written to {excel}", err=True)
    elif form == "csv":
        click.echo(listing.to_csv(rows), nl=False)
    else:
        header = ["地区", "年份", "状态", "指标", "数值", "项目", "文件", "原文"]
        body = [
            [r.place, str(r.year or ""), listing.STATES[r.status], r.indicator, r.amount, r.programme, r.file, r.sentence] for r in rows
        ]
        click.echo(results.table(header, body, _terminal_width()), nl=False)


@main.command()
@click.argument("name")
@graph_option
def explain(name: str, folder: Path) -> None:
    """Say which entity NAME stands for in each document, and why.

    \b
    Example: kg explain 市第五医院 -d out
    """
    from kg import explain as reasons
    from kg import store

    base = store.base_of(folder)
    opened = store.open_store(folder)
    readings = reasons.explain(opened, name, base)
    if not readings:
        near = reasons.similar(opened, name, base)
        hint = f"names like it: {'、'.join(near)}" if near else "search the names in graph.html"
        raise KgError(f"{name}: no document in {folder} uses this name; {hint}")
    for reading in readings:
        click.echo(f"{reading.surface} → {reading.label}（{reading.kind}{'' if reading.resolved else ',未确定'}）")
        click.echo(f"    {reading.file}，{reading.count} 处，首见于第 {reading.first} 字；规则 {reading.rule}")
        if reading.basis:
            click.echo(f"    {reading.basis}")
        if not reading.resolved:
            click.echo(f"    候选：{'、'.join(reasons.candidates(opened, reading.entity, base)) or '文中没有依据'}")


@main.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@graph_option
def export(path: Path, folder: Path) -> None:
    """Write the network of documents, institutions, programmes and places to PATH, a .graphml or .gexf file.

    \b
    Example: kg export network.gexf -d out
    """
    from kg import store
    from kg.export import to_networkx, write_network

    network = to_networkx(store.open_store(folder), store.base_of(folder))
    write_network(network, path)
    click.echo(f"{network.number_of_nodes():,} nodes and {network.number_of_edges():,} edges written to {path}", err=True)


@main.group()
def vocab() -> None:
    """Browse the programme vocabulary: list, search, show, new, unknown, export."""


def vocab_option(command: Command) -> Command:
    """An analyst's own vocabulary file, `--vocab`."""
    return click.option("--vocab", "extra", type=click.Path(path_type=Path, dir_okay=False), help="Your own vocabulary file, added to ours.")(command)


@vocab.command("list")
@click.argument("concept", required=False)
@click.option("--depth", type=click.IntRange(min=1), default=1, show_default=True, help="How many levels to print.")
@vocab_option
def vocab_list(concept: str | None, depth: int, extra: Path | None) -> None:
    """List the domains, or what lies below CONCEPT.

    \b
    Example: kg vocab list 托育服务 --depth 2
    """
    from kg import vocab as browse
    from kg.ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(extra)
    root = _concept(vocabulary, concept).id if concept else None
    for level, found in browse.tree(vocabulary, root, depth):
        below = browse.count_below(vocabulary, found.id)
        click.echo(f"{'  ' * level}{found.label}  {found.label_en}" + (f"  ({below})" if below else ""))


@vocab.command("search")
@click.argument("text")
@vocab_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to list.")
def vocab_search(text: str, extra: Path | None, limit: int) -> None:
    """Find programmes by any of their names, in English, or in pinyin; the nearest first.

    \b
    Example: kg vocab search anlh
    """
    from kg import results
    from kg import vocab as browse
    from kg.ontology.vocabulary import load_vocabulary

    if not text.strip():
        raise click.UsageError("give a name, an English word or pinyin to search for; kg vocab list shows the domains")
    found = browse.search(load_vocabulary(extra), text)
    if not found:
        raise KgError(f"{text}: no programme of the vocabulary has such a name; kg vocab list shows the domains")
    rows = [[c.label, c.label_en, c.id, c.definition] for c in found[:limit]]
    click.echo(results.table(["名称", "English", "id", "定义"], rows), nl=False)
    if len(found) > limit:
        click.echo(f"… {limit} of {len(found)} shown", err=True)


@vocab.command("show")
@click.argument("concept")
@graph_option
@vocab_option
def vocab_show(concept: str, folder: Path, extra: Path | None) -> None:
    """Print one programme: names, definition, where it stands, and the documents and targets of a graph.

    \b
    Example: kg vocab show 安宁疗护 -d out
    """
    from kg import store
    from kg import targets as listing
    from kg import vocab as browse
    from kg.iri import Iris
    from kg.ontology.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(extra)
    found = _concept(vocabulary, concept)
    click.echo(f"{found.label}  {found.label_en}  [{found.id}]\n{found.definition}")
    click.echo("上级  " + " > ".join(c.label for c in reversed(list(vocabulary.ancestors(found.id)))))
    for title, values in (
        ("下级", [c.label for c in vocabulary.narrower(found.id)]),
        ("别名", [name for name in found.names if name != found.label]),
        ("不指", list(found.negatives)),
        ("来源", [found.source] if found.source else []),
        ("年份", [f"{found.year_from}–{found.year_to}"] if found.year_from else []),
    ):
        if values:
            click.echo(f"{title}  {'、'.join(values)}")
    if store.is_graph_folder(folder):
        base = store.base_of(folder)
        opened = store.open_store(folder)
        for use in browse.uses(opened, Iris(base).programme(found.label), base):
            click.echo(f"文件  {use.file}  {use.title}:{use.mentions} 处,{use.targets} 项目标")
        for row in listing.read_targets(opened, base):
            if row.programme == found.label:
                click.echo(f"目标  {row.place} {row.year or ''} {row.indicator} {row.amount}")


@vocab.command("new")
@graph_option
@vocab_option
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
def vocab_new(folder: Path, extra: Path | None, form: str) -> None:
    """List the programmes that were discovered in the text, with counts and a sentence each.

    The CSV has the columns of the vocabulary: delete the rows you do not want, add other names and definitions, and
    build with --vocab.

    \b
    Example: kg vocab new -d out --format csv > new.csv
    """
    import csv
    import io

    from kg import results, store
    from kg import vocab as browse
    from kg.ontology.vocabulary import load_vocabulary

    names = browse.discovered(store.open_store(folder), store.base_of(folder))
    if form == "csv":
        stream = io.StringIO()
        rows = browse.vocabulary_rows(names, load_vocabulary(extra))
        csv.writer(stream, lineterminator="\n").writerows([browse.NEW_COLUMNS, *rows])
        click.echo(stream.getvalue(), nl=False)
    else:
        click.echo(results.table(["名称", "归属", "文件", "处", "例句"], browse.as_rows(names)), nl=False)


@vocab.command("unknown")
@graph_option
@vocab_option
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to list.")
def vocab_unknown(folder: Path, extra: Path | None, limit: int) -> None:
    """List frequent terms of the documents that no programme, institution or place accounts for.

    \b
    Example: kg vocab unknown -d out --limit 30
    """
    from kg import results, store, terms
    from kg.ontology.vocabulary import load_vocabulary
    from kg.vocab import labels, texts

    opened, base = store.open_store(folder), store.base_of(folder)
    known = {*load_vocabulary(extra).by_name, *labels(opened, base)}
    found = terms.unknown_terms(texts(opened, base), known, terms.tokenizer(sorted(known)))
    rows = [[t.text, str(t.documents), str(t.occurrences), str(t.cohesion)] for t in found[:limit]]
    click.echo(results.table(["词语", "文件", "处", "凝合度"], rows), nl=False)


@vocab.command("export")
@click.option("--base", default=None, metavar="IRI", callback=_iri, help="The base of entity IRIs.")
@vocab_option
def vocab_export(base: str | None, extra: Path | None) -> None:
    """Write the whole vocabulary as a SKOS concept scheme in Turtle.

    \b
    Example: kg vocab export > programmes.ttl
    """
    from kg.build.graph import vocabulary_turtle
    from kg.iri import DEFAULT_BASE, Iris
    from kg.ontology.vocabulary import load_vocabulary

    click.echo(vocabulary_turtle(load_vocabulary(extra), Iris(base or DEFAULT_BASE)), nl=False)


def _concept(vocabulary: Vocabulary, name: str) -> Concept:
    from kg.vocab import find

    found = find(vocabulary, name)
    if found is None:
        raise KgError(f"{name}: no such programme in the vocabulary; try kg vocab search {name}")
    return found
