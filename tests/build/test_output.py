"""A build replaces its own files and nothing else, whatever else happens beside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build.output import write_graph
from kg.errors import BuildError
from kg.iri import Iris
from kg.store import MANIFEST, STORE, TURTLE

OURS = {MANIFEST, "graph.nq", STORE, TURTLE}


def write(folder: Path) -> None:
    write_graph(folder, [], Iris(), {}, None)


def test_the_users_own_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out)
    (out / "notes.md").write_text("mine")
    (out / "docs").mkdir()
    (out / "docs" / "plan.txt").write_text("source")

    write(out)

    assert (out / "notes.md").read_text() == "mine"
    assert (out / "docs" / "plan.txt").read_text() == "source"
    assert {p.name for p in out.iterdir()} == OURS | {"notes.md", "docs"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_page_that_fails_leaves_the_old_graph(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    write(out)
    before = (out / MANIFEST).read_bytes()

    with pytest.raises(BuildError, match="cannot be written: No space left on device"):
        write_graph(out, [], Iris(), {"documents": 9}, fail)
    assert (out / MANIFEST).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real", target_is_directory=True)

    write(tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / MANIFEST).is_file()


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f".out.{gone.pid}.partial").mkdir()
    (tmp_path / f".out.{os.getppid()}.partial").mkdir()

    write(tmp_path / "out")

    assert {p.name for p in tmp_path.iterdir()} == {"out", f".out.{os.getppid()}.partial"}


def test_builds_at_the_same_moment_both_end_with_a_whole_graph(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.build.output import write_graph; from kg.iri import Iris\n"
        "[write_graph(Path(sys.argv[1]), [], Iris(), {}, None) for _ in range(4)]"
    )
    builds = [subprocess.Popen([sys.executable, "-c", code, tmp_path / "out"], stderr=subprocess.PIPE) for _ in range(3)]

    assert [(b.wait(), b.communicate()[1].decode()) for b in builds] == [(0, "")] * 3
    assert {p.name for p in (tmp_path / "out").iterdir()} == OURS
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
