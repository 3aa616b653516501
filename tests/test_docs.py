"""The documentation is true: every query on a page gives the answer beside it, every link leads somewhere."""

import re
from pathlib import Path

import pytest

from kg import results, store

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ANSWERED = re.compile(r"```sparql\n(?P<query>.*?)```\n\n```\n(?P<answer>.*?)```", re.DOTALL)
IN_README = re.compile(r"kg query -d out '(?P<query>SELECT[^']*)'\n```\n\n```\n(?P<answer>.*?)```", re.DOTALL)


def answer(query: str, graph: Path) -> str:
    base = store.base_of(graph)
    return results.render(store.query(store.open_store(graph), query, base), "table", store.prefixes(base))


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/queries.md"])
def test_queries_give_the_answers_beside_them(page: str, samples_graph: Path, refresh: bool) -> None:
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    pattern = IN_README if page.startswith("README") else ANSWERED
    assert pattern.search(text)

    current = pattern.sub(
        lambda m: m.group().replace(f"```\n{m['answer']}```", f"```\n{answer(m['query'], samples_graph)}```"), text
    )
    if refresh:
        path.write_text(current, encoding="utf-8")
    assert text == current


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_two_readmes_show_the_same_commands() -> None:
    command = re.compile(r"^(?:kg \w+|python3 bootstrap.py \w+)", re.MULTILINE)
    english, chinese = (command.findall((ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh.md"))

    assert english == chinese
