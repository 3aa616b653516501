"""The command line: parse, call one function, print. Results go to stdout, everything else to stderr.

Only click is imported here; a command imports what it needs when it runs, so that `kg --help` is instant.
"""

from __future__ import annotations

from pathlib import Path

import click

from kg import __version__
from kg.errors import KgError

FOLDER = click.Path(path_type=Path, file_okay=False)


class Commands(click.Group):
    """A group that prints the project's own errors as one line and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a `KgError` becomes a message, a closed pipe is not an error."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise click.ClickException(str(error)) from error


def graph_option(command):  # type: ignore[no-untyped-def]  # click's decorators are untyped callables
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
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=FOLDER, default=Path("out"), show_default=True, help="The folder to write; an earlier graph in it is replaced.")
@click.option("--base", default=None, metavar="IRI", help="The base of entity IRIs.")
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
    from kg.terminal import progress_bar, print_report

    for path in paths:
        if not path.exists():
            raise KgError(f"{path}: no such file or folder")
    options = Options(base or DEFAULT_BASE, vocab, decisions, page)
    with progress_bar(enabled=not quiet) as progress:
        report = run(paths, output, options, progress)
    if not quiet:
        print_report(report, output)


@main.command()
@click.argument("sparql", required=False)
@click.option("-f", "--file", "source", type=click.File("r", encoding="utf-8"), help="Read the query from a file (- for stdin).")
@graph_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "ttl"]), default="table", show_default=True)
def query(sparql: str | None, source: click.utils.LazyFile | None, folder: Path, form: str) -> None:
    """Ask a built graph a question in SPARQL; all prefixes of the graph are known.

    \b
    Example: kg query 'SELECT ?name WHERE { ?i a hs:Institution ; skos:prefLabel ?name } LIMIT 5' -d out
    """
    from kg import results, store

    if (sparql is None) == (source is None):
        raise click.UsageError("give the query as an argument, or a file with -f, not both and not neither")
    text = sparql if sparql is not None else source.read()  # type: ignore[union-attr]
    base = store.base_of(folder)
    answer = store.query(store.open_store(folder), text, base)
    click.echo(results.render(answer, form, store.prefixes(base)), nl=False)


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
