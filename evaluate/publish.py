#!/usr/bin/env python3
"""Write the figures of a graph of the samples into docs/quality.md.

python evaluate/publish.py out/graph.ttl
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- figures: written by evaluate/publish.py -->", "<!-- end of figures -->"


def score(graph: Path) -> tuple[dict[str, dict[str, float]], str]:
    """The scorer's figures by metric, and its list of errors."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, ROOT / "evaluate" / "score.py", graph, ROOT / "evaluate" / "gold", "--json", out, "--errors", "all"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return json.loads(out.read_text(encoding="utf-8")), printed


def table(figures: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table."""
    rows = ["| metric | P | R | F1 | gold | found |", "| --- | --- | --- | --- | --- | --- |"]
    for name, row in figures.items():
        rows.append(f"| {name} | {row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f} | {row['gold']:.0f} | {row['found']:.0f} |")
    return "\n".join(rows)


def main() -> None:
    """Replace the table in the page by the one of the graph named on the command line; print the errors."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    figures, printed = score(Path(sys.argv[1]))
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(figures)}\n\n{END}{after}", encoding="utf-8")
    sys.stdout.write(printed)


if __name__ == "__main__":
    main()
