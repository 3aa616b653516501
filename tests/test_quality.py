"""The figures on the samples' gold may not fall below the floors in evaluate/floors.json."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = json.loads((ROOT / "evaluate" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures(samples_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by metric, from the scorer itself."""
    out = tmp_path_factory.mktemp("score") / "figures.json"
    command = [sys.executable, ROOT / "evaluate" / "score.py", samples_graph / "graph.ttl", ROOT / "evaluate" / "gold", "--json", out]
    subprocess.run(command, check=True, capture_output=True)
    return json.loads(out.read_text(encoding="utf-8"))


def test_the_gold_is_the_one_the_floors_were_set_on() -> None:
    digest = hashlib.sha256()
    for path in sorted([*(ROOT / "samples").iterdir(), *(ROOT / "evaluate" / "gold").iterdir()]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())

    assert digest.hexdigest()[:16] == FLOORS["samples"]


@pytest.mark.parametrize("metric", sorted(FLOORS["f1"]))
def test_a_figure_reaches_its_floor(metric: str, figures: dict[str, dict[str, float]]) -> None:
    assert figures[metric]["f1"] >= FLOORS["f1"][metric]
