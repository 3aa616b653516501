"""The page without a browser: what is read, where things are put, what is written."""

from __future__ import annotations

import base64
import json
import math
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.viz.layout import overview
from kg.viz.names import readings, traditional_forms
from kg.viz.network import SHAPES, draw, library
from kg.viz.page import SCRIPTS, STYLES, render
from kg.viz.payload import graph_payload, pack, text_payload
from kg.viz.reading import RELATIONS, Graph, Thing, parse_mention, read_graph, sentence_span

TEMPLATE = Path(__file__).parents[2] / "viz" / "template"


@pytest.fixture(scope="module")
def graph(small: Path) -> Graph:
    return read_graph(small)


def named(graph: Graph, label: str) -> Thing:
    return next(thing for thing in graph.things if thing.label == label)


def unpack(packed: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_documents_are_told_from_cited_ones(graph: Graph) -> None:
    kinds = {thing.label: thing.kind for thing in graph.things}

    assert kinds["海宁市2025年卫生健康工作要点"] == "document"
    assert kinds["健康浙江行动方案"] == "cited"


def test_facts_are_plain_text(graph: Graph) -> None:
    document = named(graph, "海宁市2024年卫生健康工作总结")
    target = next(thing for thing in graph.things if thing.facts.get("value") == "90")

    assert document.facts["start"] == "2024"
    assert document.facts["genre"] == "工作总结"
    assert (target.facts["comparator"], target.facts["status"]) == ("AtLeast", "Planned")


def test_evidence_slices_back_to_its_words(graph: Graph) -> None:
    texts = {text.document: text.text for text in graph.texts}

    for evidence in (*graph.targets, *graph.statements):
        text = texts[evidence.document]
        assert text[evidence.sentence_begin :].startswith(evidence.sentence)
        assert evidence.sentence_begin <= evidence.begin < evidence.end <= evidence.sentence_begin + len(evidence.sentence)


def test_mentions_are_counted(graph: Graph) -> None:
    hospital = graph.things.index(named(graph, "海宁市中医院"))
    counts = {graph.things[link.source].label: link.count for link in graph.links if link.relation == "mentions" and link.target == hospital}

    assert counts == {"海宁市2024年卫生健康工作总结": 2, "海宁市2025年卫生健康工作要点": 1}


@given(st.text(alphabet="甲乙。！\n1", min_size=1, max_size=60), st.data())
def test_a_sentence_holds_what_it_is_asked_for(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    left, right = sentence_span(text, begin, end)

    assert 0 <= left <= begin < end <= right <= len(text)


def test_mention_iris_are_parsed() -> None:
    assert parse_mention("https://example.org/id/document/ab#char=10,12") == ("https://example.org/id/document/ab", 10, 12)


def test_readings_and_forms_of_characters() -> None:
    assert readings(["安宁 A1"])["安"] == "an"
    assert "chang" in readings(["长"])["长"].split()
    assert traditional_forms(["医养"]) == {"养": "養", "医": "醫"}


def test_the_map_is_the_same_each_time_and_inside_its_bounds(graph: Graph) -> None:
    view = overview(graph)

    assert overview(graph) == view
    assert all(-1 <= spot.x <= 1 and -1 <= spot.y <= 1 for spot in view.spots)
    assert len({(spot.x, spot.y) for spot in view.spots}) == len(view.spots)


def test_places_stand_in_the_order_of_their_codes(graph: Graph) -> None:
    places = [spot for spot in overview(graph).spots if graph.things[spot.thing].kind == "place"]
    turned = sorted(places, key=lambda spot: math.atan2(spot.y, spot.x))

    assert [graph.things[spot.thing].facts["code"] for spot in turned] == ["330400", "330481"]


def test_pyvis_draws_the_first_view_without_physics(graph: Graph) -> None:
    drawing: Any = draw(graph, overview(graph))
    shapes = {node["group"]: node["shape"] for node in drawing["nodes"]}

    assert drawing["options"]["physics"] == {"enabled": False}
    assert shapes["document"] == "square"
    assert len(set(shapes.values())) == len(shapes)
    assert all({"x", "y"} <= node.keys() for node in drawing["nodes"])


def test_an_empty_graph_has_a_page() -> None:
    empty = Graph("https://example.org/id/", (), (), (), (), ())

    assert "</html>" in render(empty)


def test_a_circle_of_broader_programmes_ends(graph: Graph) -> None:
    things = [at for at, thing in enumerate(graph.things) if thing.kind == "programme"][:2]
    links = tuple(replace(graph.links[0], source=a, relation="broader", target=b) for a, b in (things, things[::-1]))
    payload: Any = graph_payload(replace(graph, links=links))

    assert [row[-1] for row in payload["things"]["programme"]["rows"][:2]] == [2, 2]


def test_packed_data_is_whole_and_cannot_end_a_script(graph: Graph) -> None:
    packed = pack(graph_payload(graph))

    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed)
    assert unpack(packed)["base"] == graph.base
    assert unpack(pack(text_payload(graph.texts[0])))["text"] == graph.texts[0].text


def test_the_page_is_the_same_each_time_and_asks_for_nothing(small: Path, graph: Graph) -> None:
    page = render(graph)
    ours = page.replace(library(), "")

    assert page == render(read_graph(small)) == (small / "graph.html").read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)=["']?https?:""", ours)
    assert "default-src 'none'" in page
    assert "unsafe" not in ours
    assert "eval(" not in ours
    assert "innerHTML" not in ours
    assert "@license" in page


def test_what_is_filled_in_is_not_read_again() -> None:
    hostile = Graph("{{script}}", (), (), (), (), ())

    assert render(hostile).count("(() => {") == render(Graph("", (), (), (), (), ())).count("(() => {")


def test_the_interface_speaks_both_languages() -> None:
    strings = json.loads((TEMPLATE / "strings.json").read_text(encoding="utf-8"))
    source = "".join((TEMPLATE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    used = set(re.findall(r'\bt\("([^"]+)"', source))
    slots = {key: set(re.findall(r"\{\w+\}", text)) for key, text in strings["zh"].items()}

    assert strings["zh"].keys() == strings["en"].keys()
    assert used <= strings["zh"].keys()
    assert all(set(re.findall(r"\{\w+\}", text)) == slots[key] for key, text in strings["en"].items())


def test_every_relation_has_a_name_a_line_and_a_rank() -> None:
    strings = json.loads((TEMPLATE / "strings.json").read_text(encoding="utf-8"))
    drawing, neighbours = ((TEMPLATE / f"{name}.js").read_text(encoding="utf-8") for name in ("drawing", "neighbours"))

    for relation in RELATIONS:
        assert f"rel.{relation}" in strings["zh"]
        assert re.search(rf"\b{relation}: \"", drawing), relation
        assert f'"{relation}"' in neighbours, relation


def test_every_script_and_style_is_in_the_page() -> None:
    assert {path.stem for path in TEMPLATE.glob("*.js")} == set(SCRIPTS)
    assert {path.stem for path in TEMPLATE.glob("*.css")} == set(STYLES)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_sound(name: str) -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed; the browser tests run the scripts too")

    subprocess.run(["node", "--check", TEMPLATE / f"{name}.js"], check=True, capture_output=True)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_have_contrast(theme: int) -> None:
    style = (TEMPLATE / "theme.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", re.findall(r":root[^{]*\{(.*?)\n\}", style, re.S)[theme]))

    for text in ("text", "soft", "accent"):
        for ground in ("surface", "stage", "panel"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for kind in SHAPES:
        assert contrast(colours[kind], colours["stage"]) >= 3, kind
    for ground in ("mark", "aim", "accent-soft", "heat-1"):
        assert contrast(colours["text"], colours[ground]) >= 4.5, ground
