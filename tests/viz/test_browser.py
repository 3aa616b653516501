"""The page in a browser, driven as a user would: what is asserted is what can be seen."""

from __future__ import annotations

import csv
import io
import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

HOSTILE = '</script><img src=x onerror="document.title=1"><b>粗</b>'
HOSPITAL = "institution/海宁市中医院"
FONT_SLACK = 4
"""Pixels by which the lowest label may be taller than computed: fonts differ between machines."""
HOSPICE = "programme/安宁疗护"

Open = Callable[..., Any]


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Open]:
    """Open a graph's page at an address; the test fails where the page asks for anything or reports an error."""
    contexts, faults = [], []

    def opened(folder: Path, fragment: str = "", **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN"} | options)
        contexts.append(context)
        page = context.new_page()
        address = (folder / "graph.html").as_uri()
        page.on("request", lambda request: None if request.url.split("#")[0] == address else faults.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(f"{address}#{fragment}" if fragment else address)
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()

    assert faults == []


def where(page: Any, thing: str) -> dict[str, float]:
    place: dict[str, float] = page.evaluate("id => graphPage.where(id)", thing)
    assert place is not None, f"{thing} is not drawn"
    return place


def drawn(page: Any) -> set[str]:
    return set(page.evaluate("graphPage.drawn()"))


def eventually(page: Any, condition: str) -> None:
    """Wait until an expression holds in the page; asked from outside, since the page's policy allows no evaluation inside."""
    deadline = time.monotonic() + 5
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"never true: {condition}"
        page.wait_for_timeout(20)


def click_node(page: Any, thing: str) -> None:
    place = where(page, thing)
    page.mouse.click(place["x"], place["y"])


def heading(page: Any) -> str:
    text: str = page.locator("#card h2").inner_text()
    return text


def search(page: Any, query: str) -> list[str]:
    page.keyboard.press("/")
    page.locator("#search").press_sequentially(query)
    names: list[str] = page.locator("#matches [role=option] .match-name").all_inner_texts()
    return names


def saved(page: Any, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def test_first_view_shows_what_is_in_the_graph(small: Path, open_page: Open) -> None:
    page = open_page(small)

    assert "3 份文件" in page.locator(".brand").inner_text()
    assert {HOSPITAL, HOSPICE, "place/330481"} <= drawn(page)
    legend = dict(zip(page.locator(".kind-name").all_inner_texts(), page.locator(".kind .count").all_inner_texts(), strict=True))
    assert legend["文件"] == "3"
    assert legend["目标"] == "5"


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "narrow"])
def test_labels_of_the_first_view_do_not_overlap(size: tuple[int, int], large: Path, open_page: Open) -> None:
    page = open_page(large, viewport={"width": size[0], "height": size[1]})

    boxes = [where(page, thing) for thing in drawn(page)]
    clashes = [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 2 and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 2
    ]
    assert len(boxes) >= 14
    assert clashes == []


def test_click_focuses_and_back_returns(small: Path, open_page: Open) -> None:
    page = open_page(small)
    overview = drawn(page)

    click_node(page, HOSPITAL)
    page.wait_for_selector("#back")
    assert heading(page) == "海宁市中医院"
    assert drawn(page) >= {HOSPITAL, HOSPICE, "institution/海宁市第四人民医院"}
    assert "两癌筛查" not in drawn(page)

    page.click("#back")
    page.wait_for_selector("#home", state="detached")
    assert drawn(page) == overview


def test_expand_and_collapse(small: Path, open_page: Open) -> None:
    page = open_page(small, f"focus={HOSPITAL}&node=place/330481")
    before = drawn(page)

    page.click("#expand")
    page.get_by_role("button", name="收起邻居").wait_for()
    assert drawn(page) > before

    page.click("#expand")
    page.get_by_role("button", name="展开邻居").wait_for()
    assert drawn(page) == before


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("安宁", "安宁疗护"),
        ("anlh", "安宁疗护"),
        ("anninglh", "安宁疗护"),
        ("醫養結合", "医养结合"),
        ("市四院", "海宁市第四人民医院"),
        ("hnszyy", "海宁市中医院"),
        ("report.txt", "海宁市2024年卫生健康工作总结"),
    ],
)
def test_search_finds_by_any_name(query: str, name: str, small: Path, open_page: Open) -> None:
    page = open_page(small)

    assert any(found.startswith(name) for found in search(page, query))


def test_search_is_driven_by_keyboard(small: Path, open_page: Open) -> None:
    page = open_page(small)

    names = search(page, "托")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("#card:not([hidden])")
    assert heading(page) in names[0]

    page.keyboard.press("Escape")
    page.wait_for_selector("#card", state="hidden")
    page.keyboard.press("Escape")
    page.wait_for_selector("#home", state="detached")


def test_network_is_driven_by_keyboard(small: Path, open_page: Open) -> None:
    page = open_page(small, f"focus={HOSPITAL}")
    page.locator("#canvas").focus()

    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#card:not([hidden])")
    chosen = heading(page)
    assert page.locator("#live").inner_text().endswith(chosen)

    page.keyboard.press("Enter")
    assert page.locator(".trail .here").inner_text() in chosen


def test_filters_narrow_and_never_blank(small: Path, open_page: Open) -> None:
    page = open_page(small)
    page.uncheck("[data-kind=institution]")
    eventually(page, "!graphPage.drawn().some((id) => id.startsWith('institution/'))")
    page.check("[data-kind=institution]")

    page.select_option("[data-filter=year]", "2023")
    eventually(page, f"!graphPage.drawn().includes('{HOSPITAL}')")
    assert "programme/两癌筛查" in drawn(page)

    for box in page.locator("[data-kind]").all():
        box.uncheck()
    assert page.get_by_text("没有符合筛选条件的内容").is_visible()
    page.locator(".nothing").get_by_role("button", name="清除筛选").click()
    eventually(page, f"graphPage.drawn().includes('{HOSPITAL}')")


def test_hiding_mentions_leaves_relations(small: Path, open_page: Open) -> None:
    page = open_page(small, f"focus={HOSPITAL}")
    assert any(thing.startswith("document/") for thing in drawn(page))

    page.check("[data-filter=quiet]")
    eventually(page, "!graphPage.drawn().some((id) => id.startsWith('document/'))")
    assert HOSPICE in drawn(page)


def test_institution_card_gives_names_with_reasons_and_relations(small: Path, open_page: Open) -> None:
    card = open_page(small, f"node={HOSPITAL}").locator("#card")

    text = card.inner_text()
    assert "文件所属地区为海宁市，“市中医院”指海宁市中医院" in text
    for expected in ("医院", "海宁市", "实施的项目", "安宁疗护", "协作机构", "海宁市第四人民医院", "提及此项的文件"):
        assert expected in text


def test_programme_card_counts_every_form_of_its_name(small: Path, open_page: Open) -> None:
    card = open_page(small, f"node={HOSPICE}").locator("#card")

    entry = card.locator("section", has_text="原文写法").locator("li").inner_text()
    assert entry == "安宁疗护2 处"


def test_tooltip_goes_with_a_click(small: Path, open_page: Open) -> None:
    page = open_page(small)
    place = where(page, HOSPITAL)
    page.mouse.move(place["x"] - 3, place["y"])
    page.mouse.move(place["x"], place["y"])
    eventually(page, "document.querySelector('.vis-tooltip')?.style.visibility === 'visible'")

    click_node(page, HOSPITAL)
    page.wait_for_selector("#back")
    assert page.locator(".vis-tooltip").evaluate("tooltip => tooltip.style.visibility") == "hidden"


def test_relation_leads_to_its_sentence(small: Path, open_page: Open) -> None:
    page = open_page(small, f"node={HOSPITAL}")

    page.locator("#card section", has_text="实施的项目").locator("a.quote").click()
    page.wait_for_selector(".text .aimed")
    assert "".join(page.locator(".text .aimed").all_inner_texts()) == "市中医院推进安宁疗护"
    assert page.locator(".text .aimed").first.is_visible()
    assert "海宁市2024年卫生健康工作总结" in page.locator(".reader h1").inner_text()


def test_target_card_marks_the_number(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=targets")
    page.locator("#target-table tr", has_text="82.5%").locator("a.indicator").click()
    page.wait_for_selector("#card .quotation")

    card = page.locator("#card")
    assert card.locator("mark b").inner_text() == "82.5%"
    assert card.locator("mark").inner_text() == "医养结合签约率达到82.5%"
    assert "一、 医疗服务" in card.locator(".section-path").inner_text()
    assert "已达成" in card.locator(".figure").inner_text()


def test_programme_card_sets_plans_against_results(small: Path, open_page: Open) -> None:
    card = open_page(small, "node=programme/医养结合").locator("#card")

    row = card.locator("section", has_text="计划与达成对照").locator("tbody tr").inner_text()
    assert "≥90%" in row
    assert "82.5%" in row
    assert card.locator(".bars li").count() == 2


def test_document_text_marks_mentions_beyond_the_basic_plane(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=docs")
    page.get_by_role("link", name="海宁市2024年卫生健康工作总结").click()
    page.wait_for_selector("#text")

    mentions = page.locator("#text .mention.programme").all_inner_texts()
    assert mentions == ["安宁疗护", "医养结合", "普惠托育"]
    page.locator("#text .mention", has_text="𠮷祥医院").click()
    eventually(page, "document.querySelector('#card h2').textContent.includes('onerror')")
    assert "甲医院" in page.locator("#card").inner_text()


def test_target_table_sorts_filters_and_saves(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=targets")
    amounts = page.locator("#target-table td.amount")
    page.click("[data-sort=amount]")
    page.wait_for_selector("th[aria-sort=ascending]")
    assert amounts.first.inner_text() == "4.2个"

    page.locator("#query").press_sequentially("托位")
    eventually(page, "document.querySelectorAll('#target-table tbody tr').length === 2")
    content = saved(page, "#csv")

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["值"] for row in rows] == ["4.2", "4.8"]
    assert rows[1]["比较方式"] == "不低于"
    assert rows[1]["原文依据"] == "普惠托育千人托位数不少于4.8个。"


def test_target_table_is_searched_by_what_it_shows(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=targets&q=签约率")
    marks = page.locator("#target-table td.evidence mark").all_inner_texts()
    assert marks == ["签约率", "签约率"]

    page.fill("#query", "市中医院")
    page.get_by_text("没有符合筛选条件的内容").wait_for()


@pytest.mark.parametrize("node", ["", HOSPICE], ids=["alone", "beside a card"])
def test_target_table_fits_its_window(node: str, samples_graph: Path, open_page: Open) -> None:
    page = open_page(samples_graph, f"view=targets&node={node}")

    heights = page.locator("#target-table td.place span").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 30
    assert page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('.scroll'))") <= 0


def test_the_whole_head_of_a_column_sorts(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=targets")
    box = page.locator("#target-table th").nth(3).bounding_box()

    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + 4)
    page.wait_for_selector("th[aria-sort=ascending]")


def test_csv_holds_no_formula(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=docs")

    rows = list(csv.reader(io.StringIO(saved(page, "#csv").decode("utf-8-sig"))))
    assert "'=city.txt" in [row[-1] for row in rows]


def test_matrix_tells_silence_from_absence(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=matrix")
    assert page.locator("#matrix td.missing").count() == 0

    page.click("[data-axis=year]")
    page.wait_for_selector("#matrix td.missing")
    row = page.locator("#matrix tbody tr", has_text="安宁疗护").locator("td")
    heads = page.locator("#matrix thead th").all_inner_texts()
    cells = dict(zip(heads, (cell.get_attribute("class") for cell in row.all()), strict=True))
    assert cells["海宁市 2023"] == "cell missing"
    assert cells["海宁市 2024"] == "cell heat-1"
    assert cells["嘉兴市 2023"] == "cell absent"


def test_matrix_headings_are_whole_and_tell_how_years_count(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=matrix")
    cut = page.locator("#matrix .turned span", has_text="海宁市").evaluate_all(
        "all => all.filter(one => one.scrollHeight > one.clientHeight).length"
    )
    assert cut == 0

    page.click("[data-axis=year]")
    page.locator(".legend", has_text="计入其涵盖的每一年").wait_for()
    assert "海宁市2025年卫生健康工作要点" in page.locator("#matrix .turned", has_text="海宁市 2025").get_attribute("title")


def test_matrix_cell_leads_to_the_mention(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=matrix")

    page.locator("#matrix tbody tr", has_text="两癌筛查").get_by_role("button").click()
    page.wait_for_selector(".text .aimed")
    assert page.locator(".text .aimed").all_inner_texts() == ["两癌筛查"]


def test_timeline_shows_documents_and_filters_by_year(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=time")
    assert page.locator("#timeline .span").count() == 3

    page.get_by_role("button", name="2025", exact=True).click()
    eventually(page, "document.querySelectorAll('#timeline .span').length === 1")


@pytest.mark.parametrize("width", [1440, 390])
def test_timeline_begins_with_the_first_years(width: int, large: Path, open_page: Open) -> None:
    page = open_page(large, "view=time", viewport={"width": width, "height": 844})

    lefts = page.locator("#timeline .span").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    names = page.locator("#timeline tbody th").first.bounding_box()
    assert lefts == sorted(lefts)
    assert names["x"] + names["width"] <= lefts[0] < width
    assert names["width"] < 0.4 * width


def test_address_reproduces_the_view(small: Path, open_page: Open) -> None:
    page = open_page(small)
    search(page, "anlh")
    page.keyboard.press("Enter")
    page.wait_for_selector("#back")
    page.select_option("[data-filter=status]", "Planned")
    page.click("#theme")
    eventually(page, "document.documentElement.dataset.theme === 'dark'")

    again = open_page(small, page.url.split("#", 1)[1])
    assert heading(again) == heading(page) == "安宁疗护"
    assert drawn(again) == drawn(page)
    assert again.locator("[data-filter=status]").input_value() == "Planned"
    assert again.locator("html").get_attribute("data-theme") == "dark"


def test_path_between_two_things(small: Path, open_page: Open) -> None:
    page = open_page(small, f"node=institution/海宁市第四人民医院&focus={HOSPITAL}")

    page.click("#path-start")
    page.wait_for_selector("#path-prompt")
    search(page, "anlh")
    page.keyboard.press("Enter")
    eventually(page, "location.hash.includes('path=')")
    assert {"institution/海宁市第四人民医院", HOSPICE} < drawn(page)
    assert len(drawn(page)) == 3


def test_language_and_theme_switch(small: Path, open_page: Open) -> None:
    page = open_page(small, "view=targets", color_scheme="light")

    page.click("#language")
    page.get_by_role("heading", name="Targets").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("button", name="Save CSV").is_visible()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    eventually(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("view", ["net", "targets", "matrix", "time", "docs"])
def test_hostile_names_stay_text(view: str, small: Path, open_page: Open) -> None:
    page = open_page(small, f"view={view}")
    title = page.title()
    found = search(page, "onerror")

    assert any(HOSTILE in name for name in found)
    page.keyboard.press("Enter")
    page.wait_for_selector("#card:not([hidden])")
    assert HOSTILE in heading(page)
    assert page.locator("img, b:text-is('粗')").count() == 0
    assert title != "1"


def test_policy_blocks_scripts_that_are_not_ours(small: Path, chromium: Any) -> None:
    page = chromium.new_page()
    page.goto((small / "graph.html").as_uri())
    page.wait_for_selector("body[data-ready]")

    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.intruded = 1' }))")
    assert page.evaluate("window.intruded") is None
    page.close()


def test_old_browser_is_told(small: Path, chromium: Any) -> None:
    page = chromium.new_page(locale="zh-CN")
    page.add_init_script("delete window.DecompressionStream")
    page.goto((small / "graph.html").as_uri())

    assert "浏览器过旧" in page.get_by_role("alert").inner_text()
    page.close()


def test_narrow_screen_has_drawer_and_sheet(small: Path, open_page: Open) -> None:
    page = open_page(small, f"node={HOSPITAL}", viewport={"width": 390, "height": 844}, has_touch=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#card").bounding_box()["width"] == 390
    page.click("#card-close")
    assert not page.locator("#filters").is_visible()
    page.click("#open-filters")
    page.wait_for_selector(".drawer #filters")
    assert page.get_by_label("年份").is_visible()


@pytest.mark.parametrize("node", ["", "place/330481"], ids=["alone", "above a card"])
@pytest.mark.parametrize("height", [844, 667])
def test_narrow_screen_shows_all_neighbours(height: int, node: str, samples_graph: Path, open_page: Open) -> None:
    page = open_page(samples_graph, f"focus=place/330481&node={node}", viewport={"width": 390, "height": height}, has_touch=True)

    trail = page.locator("#trail").bounding_box()
    below = page.locator("#card" if node else "#notes").bounding_box()
    for thing in drawn(page):
        box = where(page, thing)
        assert box["left"] >= 0
        assert box["right"] <= 390
        assert box["top"] >= trail["y"] + trail["height"]
        assert box["bottom"] <= below["y"] + FONT_SLACK


def test_unknown_thing_in_the_address_leads_to_the_overview(small: Path, open_page: Open) -> None:
    page = open_page(small, "node=nothing&focus=nothing&path=a~b", viewport={"width": 390, "height": 844})

    assert not page.locator("#card").is_visible()
    assert HOSPITAL in drawn(page)
    assert "此图谱中没有这一项" in page.locator("#notes").inner_text()


@pytest.mark.parametrize("view", ["net", "targets", "matrix", "time", "docs"])
def test_narrow_screen_never_scrolls_sideways(view: str, small: Path, open_page: Open) -> None:
    page = open_page(small, f"view={view}", viewport={"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("view", "shown"), [("net", "bare.txt"), ("targets", "没有符合"), ("matrix", "没有符合"), ("time", "没有符合"), ("docs", "bare.txt")]
)
def test_a_graph_with_nothing_in_it(view: str, shown: str, empty: Path, open_page: Open) -> None:
    page = open_page(empty, f"view={view}&axis=year")

    if view == "net":
        click_node(page, next(iter(drawn(page))))
        page.wait_for_selector("#card:not([hidden])")
    assert shown in page.locator("body").inner_text()


def test_printing_a_card_leaves_the_rest_out(small: Path, open_page: Open) -> None:
    page = open_page(small, f"node={HOSPITAL}")
    page.emulate_media(media="print")

    assert page.locator("#card h2").is_visible()
    for rest in ("#bar", "#filters", "#stage"):
        assert not page.locator(rest).is_visible()


def test_picture_and_turtle_of_what_is_drawn(small: Path, open_page: Open) -> None:
    page = open_page(small, f"focus={HOSPITAL}")

    assert saved(page, "#png").startswith(b"\x89PNG")
    store = ox.Store()
    store.load(saved(page, "#ttl"), format=ox.RdfFormat.TURTLE)
    known = {quad.triple for quad in ox.parse(path=str(small / "graph.ttl"))}
    assert len({quad.subject for quad in store}) == len(drawn(page))
    assert {quad.triple for quad in store} <= known


def test_every_control_has_a_name(small: Path, open_page: Open) -> None:
    page = open_page(small, f"node={HOSPITAL}")

    nameless = page.evaluate(
        """[...document.querySelectorAll("button, a, input, select")].filter((control) =>
            !(control.textContent.trim() || control.getAttribute("aria-label") || control.labels?.length)).length"""
    )
    assert nameless == 0


def test_page_of_the_samples_is_small_and_quick(samples_graph: Path, open_page: Open) -> None:
    seconds = []
    for _ in range(3):
        started = time.monotonic()
        page = open_page(samples_graph)
        seconds.append(time.monotonic() - started)

    assert "5 份文件" in page.locator(".brand").inner_text()
    assert (samples_graph / "graph.html").stat().st_size < 3_000_000
    assert min(seconds) < 5


def test_ten_thousand_things_are_drawn_in_time(large: Path, open_page: Open) -> None:
    started = time.monotonic()
    page = open_page(large)
    seconds = time.monotonic() - started

    assert "10," in page.locator("#notes").inner_text()
    assert len(drawn(page)) <= 400
    assert seconds < 3


def test_ten_thousand_things_pan_smoothly(large: Path, open_page: Open) -> None:
    page = open_page(large)
    page.mouse.move(820, 780)
    page.mouse.down()
    page.evaluate(
        "window.frames_ = 0; (function count() { window.frames_ += 1; requestAnimationFrame(count); })(); window.began_ = performance.now()"
    )
    for step in range(40):
        page.mouse.move(820 + 4 * step, 780 - 3 * step)
    rate = page.evaluate("1000 * window.frames_ / (performance.now() - window.began_)")
    page.mouse.up()

    assert rate >= 20


def test_ten_thousand_things_can_be_searched_and_listed(large: Path, open_page: Open) -> None:
    page = open_page(large)
    started = time.monotonic()
    assert len(search(page, "rmyy")) == 12
    assert time.monotonic() - started < 3
    page.keyboard.press("Escape")

    page.click("[data-view=targets]")
    page.wait_for_selector("#target-table")
    assert page.locator("#target-table tbody tr").count() == 50
    page.click("[data-view=matrix]")
    page.wait_for_selector("#matrix")
    assert page.locator("#matrix tbody tr").count() == 40
