"""Times of the page beside pyvis's own page of the same graph, in one headless Chromium.

Run from the root of the project: python -m benchmarks.page [FOLDER ...]. Without a folder it takes made-up graphs of about
300, 1,000, 3,000 and 10,000 things. Prints one row a graph: seconds of Python to write the page, its size, seconds from
opening to the first stable drawing, and frames a second while it is panned.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.generated import Size, collection
from kg.build.graph import Knowledge, graph_quads
from kg.iri import Iris
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary
from kg.store import MANIFEST, write_store
from kg.viz.layout import GOLDEN_ANGLE
from kg.viz.network import SHAPES
from kg.viz.page import write_page
from kg.viz.reading import Graph, read_graph

CHROMIUM = "/usr/bin/chromium"
DOCUMENTS = (7, 27, 85, 300)
STEPS = 60
CORNER = (1400, 90)
COUNT_FRAMES = """
window.counted = { frames: 0, began: performance.now() };
(function count() { counted.frames += 1; requestAnimationFrame(count); })();
"""


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured of one page."""

    build: float
    size: float
    first: float
    frames: float

    def cells(self) -> str:
        """The figures as cells of a Markdown table."""
        return f"{self.build:.2f} s | {self.size:.1f} MB | {self.first:.2f} s | {self.frames:.0f} /s"


def main(folders: Sequence[Path]) -> None:
    """Print the table for graph folders, or for made-up graphs where none is given."""
    from playwright.sync_api import sync_playwright

    head = "build | size | first drawing | frames"
    print(f"| things | ours: {head} | pyvis, positions given: {head} |", f"|{' --- |' * 9}", sep="\n")  # noqa: T201
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for folder in folders or _made_up(Path(scratch)):
            graph = read_graph(folder)
            ours, theirs = _ours(browser, folder), _theirs(browser, folder, graph)
            print(f"| {len(graph.things):,} | {ours.cells()} | {theirs.cells()} |", flush=True)  # noqa: T201
        browser.close()


def _made_up(scratch: Path) -> Iterator[Path]:
    knowledge, iris = Knowledge(load_gazetteer(), load_vocabulary()), Iris()
    for documents in DOCUMENTS:
        folder = scratch / str(documents)
        folder.mkdir()
        size = Size(documents=documents, programmes=3 * documents)
        write_store(folder, graph_quads(list(collection(knowledge, size)), knowledge, iris))
        (folder / MANIFEST).write_text(json.dumps({"base": iris.base}), encoding="utf-8")
        yield folder


def _ours(browser: Any, folder: Path) -> Times:
    page = folder / "graph.html"
    started = time.perf_counter()
    write_page(folder, page)
    return _measure(browser, page, time.perf_counter() - started)


def _theirs(browser: Any, folder: Path, graph: Graph) -> Times:
    """Pyvis's page of all things and links at given positions, with vis-network in the file and physics off."""
    page = folder / "pyvis.html"
    started = time.perf_counter()
    page.write_text(_pyvis_page(graph), encoding="utf-8")
    return _measure(browser, page, time.perf_counter() - started)


def _pyvis_page(graph: Graph) -> str:
    """Its own template loads style sheets from other hosts; those lines are left out so that nothing waits for a network.

    Edges are put into its list directly: `add_edge` looks through all earlier ones.
    """
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    network.toggle_physics(False)
    for at, thing in enumerate(graph.things):
        x, y = _sunflower(at)
        network.add_node(at, label=thing.label, shape=SHAPES[thing.kind], x=x, y=y)
    network.edges = [{"from": link.source, "to": link.target} for link in graph.links]
    html = network.generate_html(notebook=False)
    kept = "\n".join(line for line in html.split("\n") if "cdn" not in line or len(line) > 10_000)
    watched = "network = new vis.Network(container, data, options);"
    return kept.replace(watched, f"{watched} network.once('afterDrawing', () => {{ document.body.dataset.ready = 'true'; }});").replace(
        "src='lib/bindings/utils.js'", ""
    )


def _sunflower(at: int) -> tuple[float, float]:
    """Points that fill a disc evenly, however many there are."""
    reach, angle = 60 * math.sqrt(at), at * GOLDEN_ANGLE
    return reach * math.cos(angle), reach * math.sin(angle)


def _measure(browser: Any, file: Path, build: float) -> Times:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    started = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector("body[data-ready=true]", timeout=120_000)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    first = time.perf_counter() - started
    frames = _pan(page)
    page.close()
    return Times(build, file.stat().st_size / 1e6, first, frames)


def _pan(page: Any) -> float:
    """How many frames a second the browser draws while the network is moved with the mouse, from an empty corner."""
    page.mouse.move(*CORNER)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for step in range(STEPS):
        page.mouse.move(CORNER[0] - 4 * step, CORNER[1] + 3 * step)
    rate: float = page.evaluate("1000 * counted.frames / (performance.now() - counted.began)")
    page.mouse.up()
    return rate


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
