"""Writing a graph folder: everything beside the old one, then swapped in, so that a failed build damages nothing.

What a user keeps in the folder beside the graph (a workbook, notes, even the documents) stays there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.errors import BuildError
from kg.iri import Iris
from kg.store import MANIFEST, NQUADS, PAGE, STORE, TURTLE, is_graph_folder, prefixes, write_store

OURS = frozenset({MANIFEST, NQUADS, PAGE, STORE, TURTLE, "text"})
"""What a build writes, and what the next one replaces."""
SWAP_TRIES = 5
"""So often a swap is tried where another build changes the same folder at the same moment."""


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
    place = folder.resolve()
    partial = _beside(place, "partial")
    try:
        _sweep(place)
        partial.mkdir(parents=True)
        _write_files(partial, quads, iris, manifest)
        if page is not None:
            page(partial)
        _swap(partial, place)
    except OSError as error:
        raise BuildError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _beside(folder: Path, role: str) -> Path:
    """A hidden folder beside `folder` that belongs to this process alone."""
    return folder.with_name(f".{folder.name}.{os.getpid()}.{role}")


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed have left beside `folder`."""
    for role in ("partial", "old"):
        for left in folder.parent.glob(f".{folder.name}.*.{role}"):
            pid = left.name.removeprefix(f".{folder.name}.").removesuffix(f".{role}")
            if pid.isdigit() and (int(pid) == os.getpid() or not _runs(int(pid))):
                shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    """Whether a process with that number exists; where the system does not say, it does."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_files(folder: Path, quads: Sequence[ox.Quad], iris: Iris, manifest: dict[str, object]) -> None:
    triples = dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    ox.serialize(triples, str(folder / TURTLE), format=ox.RdfFormat.TURTLE, prefixes=prefixes(iris.base))
    ox.serialize(quads, str(folder / NQUADS), format=ox.RdfFormat.N_QUADS)
    write_store(folder, quads)
    manifest = {"format": "kg graph", "version": __version__, "base": iris.base} | manifest
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _swap(partial: Path, folder: Path) -> None:
    """Put `partial` in the place of `folder`, the user's own files in it included; the old graph goes last."""
    old = _beside(folder, "old")
    for tries_left in reversed(range(SWAP_TRIES)):
        try:
            if folder.exists():
                folder.rename(old)
            partial.rename(folder)
            break
        except OSError:
            if old.exists() and not folder.exists():
                old.rename(folder)
            if not tries_left:
                raise
    if old.exists():
        for kept in old.iterdir():
            if kept.name not in OURS and not (folder / kept.name).exists():
                kept.rename(folder / kept.name)
        shutil.rmtree(old, ignore_errors=True)
