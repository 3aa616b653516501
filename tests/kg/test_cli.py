"""The command line: every command has help with an example, every mistake gets one clear line and the right exit code."""

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.store import MANIFEST, NQUADS, PAGE, STORE, TURTLE

TEXT = "海宁市卫生健康局2024年工作要点\n一、推进普惠托育服务,千人托位数达到4.5张。\n市中医院建设胸痛中心。\n"


def kg(*arguments: str | Path) -> Result:
    """Run kg; an exception that reaches the top is a failure of the test, not a result."""
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    return folder


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("command", commands(main), ids=" ".join)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    result = kg(*command, "-h")

    assert result.exit_code == 0
    assert f"Example: kg {' '.join(command)}" in result.output


def test_build_writes_the_whole_folder(documents: Path, tmp_path: Path) -> None:
    result = kg("build", documents, "-o", tmp_path / "out")

    assert result.exit_code == 0
    assert "1 documents read, 0 skipped" in result.stderr
    assert result.stdout == ""
    assert {p.name for p in (tmp_path / "out").iterdir()} == {TURTLE, NQUADS, STORE, PAGE, MANIFEST}


def test_two_builds_are_the_same_bytes(documents: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        kg("build", documents, "-o", tmp_path / name)

    for file in (TURTLE, NQUADS, PAGE):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_the_base_of_iris_can_be_chosen(documents: Path, tmp_path: Path) -> None:
    kg("build", documents, "-o", tmp_path / "out", "--base", "https://example.org/id/", "--no-page")

    turtle = (tmp_path / "out" / TURTLE).read_text(encoding="utf-8")
    assert "<https://example.org/id/institution/>" in turtle
    assert "health-system-kg/id/" not in turtle


def test_a_bad_file_is_reported_and_stops_nothing(documents: Path, tmp_path: Path) -> None:
    (documents / "empty.txt").write_bytes(b"")
    (documents / "image.txt").write_bytes(b"\x89PNG\x00\x00")
    (documents / "twin.txt").write_text(TEXT, encoding="utf-8")
    (documents / "slides.pptx").write_bytes(b"PK\x03\x04")

    result = kg("build", documents, "-o", tmp_path / "out", "--no-page")

    assert result.exit_code == 0
    assert "1 documents read, 4 skipped" in result.stderr
    assert "empty.txt: is empty" in result.stderr
    assert "image.txt: is not text/plain: it holds binary data" in result.stderr
    assert "twin.txt: has the same bytes as plan.txt, which was read" in result.stderr
    assert "slides.pptx: has no reader: formats read are .txt" in result.stderr


BAD_INPUT = [
    ("missing path", ["build", "{tmp}/nowhere", "-o", "{tmp}/out"], 1, "Error: {tmp}/nowhere: no such file or folder\n"),
    ("empty folder", ["build", "{tmp}/empty", "-o", "{tmp}/out"], 1, "Error: {tmp}/empty: no files there; kg reads .txt\n"),
    (
        "nothing readable",
        ["build", "{tmp}/bad", "-o", "{tmp}/out"],
        1,
        "Error: {tmp}/bad: no document could be read:\n  {tmp}/bad/a.txt: is empty\n",
    ),
    (
        "output is a file",
        ["build", "{tmp}/documents", "-o", "{tmp}/documents/plan.txt"],
        2,
        "Directory '{tmp}/documents/plan.txt' is a file.\n",
    ),
    (
        "output is a folder of something else",
        ["build", "{tmp}/documents", "-o", "{tmp}/bad"],
        1,
        "Error: {tmp}/bad: is not empty and not a graph folder; give a new folder, or empty this one\n",
    ),
    (
        "no graph there",
        ["query", "ASK {{}}", "-d", "{tmp}/nowhere"],
        1,
        "Error: {tmp}/nowhere: no such folder; build a graph first: kg build DOCUMENTS -o {tmp}/nowhere\n",
    ),
    (
        "a store that is not ours",
        ["query", "ASK {{}}", "-d", "{tmp}/documents"],
        1,
        "Error: {tmp}/documents: not a graph folder: it has no kg.json; give the folder that kg build wrote\n",
    ),
    ("neither query nor file", ["query", "-d", "{tmp}/documents"], 2, "Error: give the query as an argument, or a file with -f\n"),
    (
        "validate what is no graph",
        ["validate", "{tmp}/documents"],
        1,
        "Error: {tmp}/documents: not a graph folder; give the folder that kg build wrote\n",
    ),
    (
        "a vocabulary that is missing",
        ["build", "{tmp}/documents", "-o", "{tmp}/out", "--vocab", "{tmp}/none.csv"],
        1,
        "Error: {tmp}/none.csv:1: cannot be read: No such file or directory\n",
    ),
    (
        "a base that is no IRI",
        ["build", "{tmp}/documents", "-o", "{tmp}/out", "--base", "example"],
        2,
        "'example' is no absolute IRI, such as https://example.org/id/\n",
    ),
    (
        "a query that is not UTF-8",
        ["query", "-f", "{tmp}/gbk.rq", "-d", "{tmp}/documents"],
        1,
        "Error: the query is not UTF-8 (byte 1): save it as UTF-8 and try again\n",
    ),
    (
        "an unknown programme",
        ["vocab", "show", "不存在的项目"],
        1,
        "Error: 不存在的项目: no such programme in the vocabulary; try kg vocab search 不存在的项目\n",
    ),
    (
        "a search for nothing",
        ["vocab", "search", " "],
        2,
        "Error: give a name, an English word or pinyin to search for; kg vocab list shows the domains\n",
    ),
    ("no depth", ["vocab", "list", "--depth", "0"], 2, "Error: Invalid value for '--depth': 0 is not in the range x>=1.\n"),
    (
        "no limit",
        ["vocab", "unknown", "--limit", "0"],
        2,
        "Error: Invalid value for '--limit': 0 is not in the range x>=1.\n",
    ),
]


@pytest.mark.parametrize(("arguments", "code", "message"), [c[1:] for c in BAD_INPUT], ids=[c[0] for c in BAD_INPUT])
def test_bad_input_gets_one_clear_line(arguments: list[str], code: int, message: str, documents: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.txt").write_bytes(b"")
    (tmp_path / "gbk.rq").write_bytes("#查询".encode("gb18030"))

    result = kg(*(a.format(tmp=tmp_path) for a in arguments))

    assert result.exit_code == code
    assert result.stderr.endswith(message.format(tmp=tmp_path))
    assert "Traceback" not in result.output


def test_a_syntax_error_in_a_query_says_where(samples_graph: Path) -> None:
    result = kg("query", "SELECT ?x WHERE { ?x a", "-d", samples_graph)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: the query is not SPARQL: error at 1:")


def test_a_damaged_store_says_so(samples_graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(samples_graph, folder)
    shutil.rmtree(folder / STORE)

    result = kg("query", "ASK {}", "-d", folder)

    assert result.exit_code == 1
    assert "the store cannot be opened" in result.stderr
    assert "build the graph again" in result.stderr


def test_a_failed_build_leaves_the_earlier_graph(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg("build", documents, "-o", out)
    before = (out / TURTLE).read_bytes()
    (documents / "plan.txt").write_bytes(b"")

    assert kg("build", documents, "-o", out).exit_code == 1
    assert (out / TURTLE).read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["documents", "out"]


COUNT = "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d hs:sourceFile ?f }"


@pytest.mark.parametrize(
    ("form", "expected"),
    [("table", "n\n─\n5\n(1 row)\n"), ("csv", "n\n5\n"), ("tsv", "?n\n5\n")],
)
def test_query_formats(samples_graph: Path, form: str, expected: str) -> None:
    assert kg("query", COUNT, "-d", samples_graph, "--format", form).stdout.replace("\r", "") == expected


def test_query_as_json_and_from_a_file(samples_graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(COUNT)

    result = kg("query", "-f", file, "-d", samples_graph, "--format", "json")

    assert json.loads(result.stdout)["results"]["bindings"][0]["n"]["value"] == "5"


def test_a_construct_query_gives_turtle(samples_graph: Path) -> None:
    sparql = "CONSTRUCT { ?d dcterms:title ?t } WHERE { ?d hs:sourceFile ?f ; dcterms:title ?t }"

    assert kg("query", sparql, "-d", samples_graph).stdout.count("dcterms:title") == 5
    refused = kg("query", sparql, "-d", samples_graph, "--format", "csv")
    assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (
        1,
        "Error: a CONSTRUCT or DESCRIBE query gives a graph: use --format ttl instead of csv",
    )


def test_a_triple_stated_by_two_documents_counts_once(samples_graph: Path) -> None:
    sparql = 'SELECT (COUNT(*) AS ?n) WHERE { ?p skos:prefLabel "安宁疗护"@zh }'

    assert kg("query", sparql, "-d", samples_graph, "--format", "csv").stdout.split() == ["n", "1"]


def test_the_samples_conform_to_the_shapes(samples_graph: Path) -> None:
    result = kg("validate", samples_graph)

    assert result.exit_code == 0, result.output
    assert "conform to the shapes" in result.stderr


def test_targets_as_csv_have_the_sentence_and_the_file(samples_graph: Path) -> None:
    result = kg("targets", "-d", samples_graph, "--indicator", "千人托位数", "--format", "csv")

    header, row = result.stdout.splitlines()
    assert header.startswith("地区,年份,状态,项目,指标,标准指标,比较,数值")
    assert row.startswith("海宁市,2024,已达成,普惠托育,") and ",等于,4.43,,张," in row
    assert "每千人拥有托位4.43张" in row
    assert "haining-2024-report-2025-plan.txt" in row


def test_targets_as_excel(samples_graph: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "targets.xlsx"
    result = kg("targets", "-d", samples_graph, "--status", "achieved", "--excel", file)
    rows = list(load_workbook(file).active.values)  # type: ignore[union-attr]

    assert result.stderr == f"{len(rows) - 1} targets written to {file}\n"
    assert {row[2] for row in rows[1:]} == {"已达成"}
    assert isinstance(rows[1][7], int | float)


def test_a_workbook_has_a_workbooks_name(samples_graph: Path, tmp_path: Path) -> None:
    result = kg("targets", "-d", samples_graph, "--excel", tmp_path / "t.csv")

    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {tmp_path}/t.csv: Excel opens workbooks named .xlsx only; name it t.xlsx\n",
    )


def test_a_place_holds_for_the_places_in_it(samples_graph: Path) -> None:
    rows = kg("targets", "-d", samples_graph, "--place", "浙江", "--format", "csv").stdout.splitlines()[1:]

    assert {row.split(",")[0] for row in rows} == {"嘉兴市", "海宁市"}


def test_files_of_one_name_in_two_folders_are_told_apart(documents: Path, tmp_path: Path) -> None:
    (documents / "b").mkdir()
    (documents / "b" / "plan.txt").write_text(TEXT + "第二份\n", encoding="utf-8")
    kg("build", documents, "-o", tmp_path / "out", "--no-page")

    files = kg("query", "SELECT ?f WHERE { ?d hs:sourceFile ?f } ORDER BY ?f", "-d", tmp_path / "out", "--format", "tsv").stdout.splitlines()

    assert len(files) == 3
    assert '"plan.txt"' in files
    assert any(file.endswith('documents/b/plan.txt"') for file in files)


def test_a_table_fits_the_terminal() -> None:
    from kg.results import table

    lines = table(["名称", "原文"], [["安宁疗护", "推进安宁疗护服务" * 20]], width=40).splitlines()

    assert max(sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines) <= 40


def test_explain_says_why(samples_graph: Path) -> None:
    output = kg("explain", "市第五医院", "-d", samples_graph).stdout

    assert output.startswith("市第五医院 → 厦门市第五医院（机构）")
    assert "xiangan-2024-plan.txt" in output
    assert "翔安区" in output


def test_explain_of_an_unknown_name(samples_graph: Path) -> None:
    result = kg("explain", "不存在医院", "-d", samples_graph)

    assert result.exit_code == 1
    assert "no document in" in result.stderr


def test_explain_offers_names_that_are_like_it(samples_graph: Path) -> None:
    assert "names like it: 市中医院、海宁市中医院" in kg("explain", "甲市中医院", "-d", samples_graph).stderr


@pytest.mark.parametrize("text", ["安宁疗护", "anningliaohu", "anlh", "hospice"])
def test_vocab_search_by_any_name(text: str) -> None:
    assert "安宁疗护" in kg("vocab", "search", text).stdout


def test_vocab_show_tells_names_place_and_use(samples_graph: Path) -> None:
    output = kg("vocab", "show", "县域医共体", "-d", samples_graph).stdout

    assert output.startswith("医共体")
    assert "上级  公立医院改革" in output
    assert "haining-2024-report-2025-plan.txt" in output


def test_vocab_new_lists_discovered_programmes_with_a_sentence(samples_graph: Path) -> None:
    output = kg("vocab", "new", "-d", samples_graph, "--format", "csv").stdout

    assert output.startswith("id,label,label_en,alt,not,needs,definition,broader,documents,mentions,sentence\n")
    assert "jian-xin-ke-ting,健心客厅," in output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_vocab_new_writes_is_a_vocabulary(samples_graph: Path, documents: Path, tmp_path: Path, encoding: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(kg("vocab", "new", "-d", samples_graph, "--format", "csv").stdout, encoding=encoding)

    assert "jian-xin-ke-ting" in kg("vocab", "search", "健心客厅", "--vocab", own).stdout
    assert kg("build", documents, "-o", tmp_path / "out", "--vocab", own, "--no-page").exit_code == 0
    assert kg("vocab", "new", "-d", samples_graph, "--vocab", own, "--format", "csv").stdout.count("\n") == 1


def test_vocab_search_says_how_many_more_there_are() -> None:
    result = kg("vocab", "search", "健康", "--limit", "3")

    assert "(3 rows)" in result.stdout
    assert re.fullmatch(r"… 3 of \d{2,} shown\n", result.stderr)


def test_vocab_export_is_skos() -> None:
    import rdflib
    from rdflib.namespace import SKOS

    graph = rdflib.Graph().parse(data=kg("vocab", "export").stdout, format="turtle")

    assert len(set(graph.subjects(SKOS.prefLabel, None))) >= 800


def test_an_analysts_own_vocabulary_is_found_in_text(documents: Path, tmp_path: Path) -> None:
    (documents / "plan.txt").write_text("海宁市卫生健康局2024年工作要点\n推进夕阳暖心小屋建设。\n", encoding="utf-8")
    own = tmp_path / "own.csv"
    own.write_text("id,label,broader,definition\nwarm-hut,夕阳暖心小屋,ageing,社区老年人服务点\n", encoding="utf-8")

    kg("build", documents, "-o", tmp_path / "out", "--vocab", own, "--no-page")
    sparql = 'ASK { ?d hs:mentions ?p . ?p skos:prefLabel "夕阳暖心小屋"@zh ; hs:origin hs:Standing }'

    assert kg("query", sparql, "-d", tmp_path / "out").stdout == "yes\n"


def test_decisions_are_applied_and_stale_ones_reported(documents: Path, tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_text(
        "decision,surface,document,name,other,by,date,note\n"
        "full_name,市中医院,,海宁市中医医院,,王,2025-01-02,\n"
        "full_name,市三院,,海宁市第三人民医院,,王,2025-01-02,\n",
        encoding="utf-8",
    )

    result = kg("build", documents, "-o", tmp_path / "out", "--decisions", file, "--no-page")

    assert f"{file}:3: stale decision, it matches nothing: full_name 市三院" in result.stderr
    assert "市中医院 → 海宁市中医医院" in kg("explain", "市中医院", "-d", tmp_path / "out").stdout
