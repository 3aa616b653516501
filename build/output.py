"""Writing a graph folder: everything beside the old one, then swapped in, so that a failed build damages nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.errors import BuildError
from kg.iri import Iris
from kg.store import MANIFEST, NQUADS, TURTLE, is_graph_folder, prefixes, write_store


def check_output(folder: Path) -> None:
    """Raise `BuildError` where `folder` cannot become a graph folder; called before any work is done."""
    if folder.is_file():
        raise BuildError(f"{folder}: is a file; give a folder for the graph")
    if folder.is_dir() and any(folder.iterdir()) and not is_graph_folder(folder):
        raise BuildError(f"{folder}: is not empty and not a graph folder; give a new folder, or empty this one")


def write_graph(
    folder: Path, quads: Sequence[ox.Quad], iris: Iris, manifest: dict[str, object], page: Callable[[Path], None] | None
) -> None:
    """Write `graph.ttl`, `graph.nq`, the store, the page and the manifest into `folder`, replacing an earlier graph.

    `page` is called with the unfinished folder, in which the store is ready. Raises `BuildError` where the disk refuses.
    """
    check_output(folder)
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        _write_files(partial, quads, iris, manifest)
        if page is not None:
            page(partial)
        _swap(partial, folder)
    except OSError as error:
        raise BuildError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write_files(folder: Path, quads: Sequence[ox.Quad], iris: Iris, manifest: dict[str, object]) -> None:
    triples = dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    ox.serialize(triples, str(folder / TURTLE), format=ox.RdfFormat.TURTLE, prefixes=prefixes(iris.base))
    ox.serialize(quads, str(folder / NQUADS), format=ox.RdfFormat.N_QUADS)
    write_store(folder, quads)
    manifest = {"format": "kg graph", "version": __version__, "base": iris.base} | manifest
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _swap(partial: Path, folder: Path) -> None:
    """Put `partial` in the place of `folder`; the old folder is gone only when the new one stands."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    try:
        partial.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
