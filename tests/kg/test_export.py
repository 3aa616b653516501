"""The network for other tools holds every document, institution, programme and place with their relations."""

from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from kg import store
from kg.cli import main
from kg.export import to_networkx


def by_label(graph: nx.MultiDiGraph, label: str) -> str:
    return next(node for node, values in graph.nodes(data=True) if values["label"] == label)


def test_relations_are_edges(samples_graph: Path) -> None:
    graph = to_networkx(store.open_store(samples_graph), store.base_of(samples_graph))
    hospital, centre = by_label(graph, "厦门市第五医院"), by_label(graph, "胸痛中心")

    assert graph.has_edge(hospital, centre, key="implements")
    assert graph.nodes[hospital]["place"] == "厦门市"
    assert {values["kind"] for _, values in graph.nodes(data=True)} == {"document", "institution", "programme", "place"}


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_the_file_is_read_back(samples_graph: Path, tmp_path: Path, suffix: str, read) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"network{suffix}"
    result = CliRunner().invoke(main, ["export", str(path), "-d", str(samples_graph)], catch_exceptions=False)

    assert "nodes and" in result.stderr
    assert by_label(read(path), "安宁疗护")


def test_another_suffix_is_refused(samples_graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.txt"
    result = CliRunner().invoke(main, ["export", str(path), "-d", str(samples_graph)])

    assert (result.exit_code, result.stderr) == (1, f"Error: {path}: unknown format; name the file with .graphml or .gexf\n")
