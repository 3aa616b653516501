"""Graphs and pages for the tests of `viz/`, and a browser to open them in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generated import Size, collection
from kg.build.graph import Knowledge, graph_quads
from kg.build.output import write_graph
from kg.iri import Iris
from kg.model import (
    Document,
    Extraction,
    Institution,
    Mention,
    Metadata,
    Programme,
    Relation,
    Section,
    Span,
    Target,
)
from kg.ontology.places import load_gazetteer
from kg.ontology.vocabulary import load_vocabulary
from kg.store import MANIFEST, write_store
from kg.viz.page import write_page

CHROMIUM = "/usr/bin/chromium"
HOSTILE = '</script><img src=x onerror="document.title=1"><b>粗</b>'

REPORT = f"""海宁市2024年卫生健康工作总结
一、医疗服务。
市中医院推进安宁疗护，全年医养结合签约率达到82.5%。𠮷祥医院同步开展。
二、{HOSTILE}
市中医院与市四院开展协作。普惠托育千人托位数达到4.2个。
"""
PLAN = """海宁市2025年卫生健康工作要点
一、重点任务。
海宁市中医院继续推进安宁疗护和医养结合，医养结合签约率达到90%以上。
普惠托育千人托位数不少于4.8个。参照《健康浙江行动方案》执行。
"""
CITY = """嘉兴市2023年卫生健康工作计划
支持海宁市试点普惠托育。两癌筛查覆盖率达到80%。
"""


@dataclass(slots=True)
class Draft:
    """A text in which names and clauses are found by themselves, so that cases need no counting."""

    text: str
    mentions: list[Mention] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def span(self, words: str) -> Span:
        """Where `words` stand first."""
        begin = self.text.index(words)
        return Span(begin, begin + len(words))

    def mention(self, surface: str, kind: Any, name: str, basis: str = "") -> None:
        """Every occurrence of `surface` names `name`."""
        at = self.text.find(surface)
        while at >= 0:
            self.mentions.append(Mention(Span(at, at + len(surface)), surface, kind, name, "test", basis))
            at = self.text.find(surface, at + 1)

    def target(self, clause: str, number: str, indicator: str, value: str, unit: str, **more: Any) -> None:
        """The clause states a target; `number` stands in it."""
        span = self.span(clause)
        begin = span.begin + clause.index(number)
        self.targets.append(
            Target(span, Span(begin, begin + len(number)), indicator, more.pop("comparator", "Equal"), Decimal(value), unit, **more)
        )

    def document(self, file: str) -> Document:
        """The text as a file that was read."""
        return Document(file, hashlib.sha256(self.text.encode()).hexdigest(), self.text, "utf-8", "text/plain")


HOSPITAL = Institution("海宁市中医院", "hospital", "330481")
FOURTH = Institution("海宁市第四人民医院", "hospital", "330481")


def report() -> Extraction:
    """A report of 2024 with results, a relation, a hostile heading and a character outside the basic plane."""
    draft = Draft(REPORT)
    draft.mention("市中医院", "institution", "海宁市中医院", "文件所属地区为海宁市，“市中医院”指海宁市中医院")
    draft.mention("市四院", "institution", "海宁市第四人民医院", "“四院”是第四人民医院的简称")
    draft.mention("𠮷祥医院", "institution", HOSTILE)
    for name in ("安宁疗护", "医养结合", "普惠托育"):
        draft.mention(name, "programme", name)
    draft.target("医养结合签约率达到82.5%", "82.5%", "医养结合签约率", "82.5", "%", status="Achieved", year=2024, place="330481", programme="医养结合")
    draft.target("普惠托育千人托位数达到4.2个", "4.2个", "千人托位数", "4.2", "个", status="Achieved", year=2024, place="330481", programme="普惠托育")
    first, second = draft.span("一、"), draft.span("二、")
    return Extraction(
        draft.document("report.txt"),
        Metadata("海宁市2024年卫生健康工作总结", Span(0, 16), "海宁市卫生健康局", None, "330481", "标题中的“海宁市”", date(2025, 1, 20), 2024, 2024, "工作总结"),
        (
            Section(Span(first.begin, second.begin), 1, "一、", "医疗服务", None),
            Section(Span(second.begin, len(draft.text)), 1, "二、", HOSTILE, None),
        ),
        tuple(draft.mentions),
        (HOSPITAL, FOURTH, Institution(HOSTILE, "other", None, False, ("甲医院", "乙医院")), Institution("海宁市卫生健康局", "administration", "330481")),
        tuple(Programme(name, None) for name in ("安宁疗护", "医养结合", "普惠托育")),
        tuple(draft.targets),
        (
            Relation("implements", "海宁市中医院", "安宁疗护", draft.span("市中医院推进安宁疗护")),
            Relation("collaboratesWith", "海宁市中医院", "海宁市第四人民医院", draft.span("市中医院与市四院开展协作")),
        ),
    )


def plan() -> Extraction:
    """A plan of 2025 with aims for what the report tells results of, and a citation."""
    draft = Draft(PLAN)
    draft.mention("海宁市中医院", "institution", "海宁市中医院", "全称")
    draft.mention("《健康浙江行动方案》", "document", "健康浙江行动方案")
    for name in ("安宁疗护", "医养结合", "普惠托育"):
        draft.mention(name, "programme", name)
    draft.target("医养结合签约率达到90%以上", "90%", "医养结合签约率", "90", "%", status="Planned", year=2025, place="330481", programme="医养结合", comparator="AtLeast")
    draft.target("千人托位数不少于4.8个", "4.8个", "千人托位数", "4.8", "个", status="Planned", year=2025, place="330481", programme="普惠托育", comparator="AtLeast")
    return Extraction(
        draft.document("plan.txt"),
        Metadata("海宁市2025年卫生健康工作要点", Span(0, 16), "海宁市卫生健康局", None, "330481", "标题中的“海宁市”", date(2025, 3, 10), 2025, 2025, "工作要点"),
        (Section(Span(draft.span("一、").begin, len(draft.text)), 1, "一、", "重点任务", None),),
        tuple(draft.mentions),
        (HOSPITAL, Institution("海宁市卫生健康局", "administration", "330481")),
        tuple(Programme(name, None) for name in ("安宁疗护", "医养结合", "普惠托育")),
        tuple(draft.targets),
    )


def city() -> Extraction:
    """A plan of the city above, with a pilot in the county below, under a hostile title."""
    draft = Draft(CITY)
    draft.mention("海宁市", "place", "330481")
    draft.mention("普惠托育", "programme", "普惠托育")
    draft.mention("两癌筛查", "programme", "两癌筛查")
    draft.target("两癌筛查覆盖率达到80%", "80%", "两癌筛查覆盖率", "80", "%", status="Planned", year=2023, place="330400", programme="两癌筛查")
    return Extraction(
        draft.document("=city.txt"),
        Metadata(HOSTILE, None, None, None, "330400", "标题", None, 2023, 2023, "工作计划"),
        (),
        tuple(draft.mentions),
        (),
        tuple(Programme(name, None) for name in ("普惠托育", "两癌筛查")),
        tuple(draft.targets),
        (Relation("pilots", "330481", "普惠托育", draft.span("支持海宁市试点普惠托育")),),
    )


def bare() -> Extraction:
    """A document of which nothing is known but its text."""
    return Extraction(Draft("今天天气晴朗。\n").document("bare.txt"), Metadata())


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The gazetteer and the vocabulary."""
    return Knowledge(load_gazetteer(), load_vocabulary())


def write_folder(folder: Path, extractions: list[Extraction], knowledge: Knowledge) -> Path:
    """A graph folder of these extractions with its page."""
    iris = Iris()
    write_graph(folder, graph_quads(extractions, knowledge, iris), iris, {}, lambda made: write_page(made, made / "graph.html"))
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A graph of three documents."""
    return write_folder(tmp_path_factory.mktemp("small") / "out", [report(), plan(), city()], knowledge)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A graph of one document in which nothing was found."""
    return write_folder(tmp_path_factory.mktemp("empty") / "out", [bare()], knowledge)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A made-up graph of more than 10,000 things: its store and its page, without the other files of a build."""
    folder, iris = tmp_path_factory.mktemp("large"), Iris()
    extractions = collection(knowledge, Size(programmes_each=12))
    write_store(folder, graph_quads(list(extractions), knowledge, iris))
    (folder / MANIFEST).write_text(json.dumps({"base": iris.base}), encoding="utf-8")
    write_page(folder, folder / "graph.html")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser; without one the test is skipped."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
