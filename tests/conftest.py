"""Shared by all tests: the graph of the samples, built once."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


@pytest.fixture(scope="session")
def samples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the shipped samples, page included."""
    from kg.pipeline import Options, build

    folder = tmp_path_factory.mktemp("samples") / "out"
    build([SAMPLES], folder, Options(), lambda stage, done, total: None)
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh` rewrites expected answers in the documentation; read the difference before you keep it."""
    parser.addoption("--refresh", action="store_true", help="rewrite the answers in the documentation")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether expected answers are to be rewritten."""
    return bool(request.config.getoption("--refresh"))
