#!/usr/bin/env python3
"""Print how long the commands take: start-up, building the samples many times over, asking the store.

python benchmarks/commands.py [COPIES]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERY = "SELECT ?p (COUNT(?d) AS ?n) WHERE { ?d hs:mentions ?p . ?p a hs:Programme } GROUP BY ?p ORDER BY DESC(?n) LIMIT 10"


def seconds(*arguments: str | Path) -> float:
    """The wall-clock time of one `kg` command, the interpreter's start included."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", *map(str, arguments)], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def copies(folder: Path, count: int) -> None:
    """`count` documents made of the samples, each with a line of its own."""
    samples = sorted((ROOT / "samples").glob("*.txt"))
    folder.mkdir()
    for number in range(count):
        text = samples[number % len(samples)].read_text(encoding="utf-8")
        (folder / f"{number:04}.txt").write_text(f"{text}\n第{number}号\n", encoding="utf-8")


def main() -> None:
    """Run the commands and print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as scratch:
        documents, out = Path(scratch, "documents"), Path(scratch, "out")
        copies(documents, count)
        rows = [
            ("kg --help", seconds("--help")),
            ("kg build samples", seconds("build", "samples", "-o", out)),
            ("kg query", seconds("query", QUERY, "-d", out)),
            (f"kg build {count} documents", seconds("build", documents, "-o", out)),
            (f"kg query {count} documents", seconds("query", QUERY, "-d", out)),
            (f"kg targets {count} documents", seconds("targets", "-d", out, "--format", "csv")),
        ]
    sys.stdout.write("".join(f"{name:<32}{value:>8.2f} s\n" for name, value in rows))


if __name__ == "__main__":
    main()
