"""What a build tells its user: a progress line on a terminal, and a closing summary; all on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.extract.reader import UnknownFormatError
from kg.pipeline import Progress, Report

LISTED = 3
"""So many files of unknown formats are listed one by one; more are counted."""


@contextmanager
def progress_bar(*, enabled: bool) -> Iterator[Progress]:
    """A function that shows progress on stderr while the block runs; silent where stderr is no terminal."""
    stream = sys.stderr
    shown = enabled and stream.isatty()

    def show(stage: str, done: int, total: int) -> None:
        if shown:
            count = f" {done}/{total}" if total > 1 else ""
            click.echo(f"\r\x1b[K{stage}{count} …", nl=False, err=True)

    try:
        yield show
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def print_report(report: Report, output: Path) -> None:
    """The closing summary: documents read and skipped, what was lost in decoding, what the graph holds, seconds."""
    unknown = [error for error in report.skipped if isinstance(error, UnknownFormatError)]
    for error in report.skipped:
        if error not in unknown or len(unknown) <= LISTED:
            click.echo(f"skipped  {error}", err=True)
    if len(unknown) > LISTED:
        suffixes = ", ".join(sorted({Path(error.path).suffix or "no suffix" for error in unknown}))
        click.echo(f"skipped  {len(unknown)} files of formats that kg does not read ({suffixes})", err=True)
    for loss in report.losses:
        click.echo(f"warning  {loss.path}: {loss.count} characters could not be decoded as {loss.encoding}", err=True)
    for note in report.notes:
        click.echo(f"note     {note}", err=True)
    counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
    click.echo(
        f"{report.documents} documents read, {len(report.skipped)} skipped; {counts}; {report.triples:,} triples; "
        f"{report.seconds:.1f} s\n{output}",
        err=True,
    )
