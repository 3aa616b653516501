"""Title, issuer, jurisdiction, date, years, kind and number, on documents of many provinces, levels and times."""

import json
from datetime import date
from pathlib import Path

import pytest

from kg.extract.clean import clean
from kg.extract.dates import dates, five_year_plan, year_range, years
from kg.extract.metadata import read_metadata
from kg.extract.titles import type_of_title
from kg.model import Metadata
from kg.ontology.places import Gazetteer, load_gazetteer

CASES = Path(__file__).parent / "metadata_cases.txt"
SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = Path(__file__).parents[2] / "evaluate" / "gold"
FIELDS = ("title", "issuer", "jurisdiction", "issued", "period", "type", "number")


def read_cases() -> list[tuple[str, dict[str, str], str]]:
    """Name, expected fields and text of every case in the file."""
    cases = []
    for block in CASES.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, expected, text = block.split("\n", 2)
        cells = [cell.strip() for cell in expected.split(" | ")]
        cases.append((name, dict(zip(FIELDS, cells, strict=True)), text))
    return cases


def as_row(found: Metadata, gazetteer: Gazetteer) -> dict[str, str]:
    """Metadata in the notation of the case file."""
    place = gazetteer.get(found.jurisdiction) if found.jurisdiction else None
    return {
        "title": found.title or "-",
        "issuer": found.issuer or "-",
        "jurisdiction": gazetteer.full_name(place) if place else "-",
        "issued": found.issued.isoformat() if found.issued else "-",
        "period": f"{found.period_start}-{found.period_end}" if found.period_start else "-",
        "type": found.document_type or "-",
        "number": found.document_number or "-",
    }


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("expected", "text"), [case[1:] for case in read_cases()], ids=[c[0] for c in read_cases()]
)
def test_metadata(gazetteer: Gazetteer, expected: dict[str, str], text: str) -> None:
    """Every field is as the case says, `*` where it is not asked."""
    cleaned = clean(text)

    found = read_metadata(cleaned, gazetteer)

    row = as_row(found, gazetteer)
    asked = {key: value for key, value in expected.items() if value != "*"}
    assert {key: row[key] for key in asked} == asked
    assert found.jurisdiction_basis


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.gold.json")), ids=lambda path: path.name.split(".")[0])
def test_samples(gazetteer: Gazetteer, gold: Path) -> None:
    """The samples' metadata are those of their annotation, where that gives a field."""
    annotation = json.loads(gold.read_text(encoding="utf-8"))
    expected = annotation["document"]

    row = as_row(
        read_metadata(clean((SAMPLES / annotation["source"]).read_text(encoding="utf-8")), gazetteer),
        gazetteer,
    )

    wanted = {key: expected[key] or "-" for key in ("title", "issuer", "jurisdiction", "issued", "type")}
    wanted["period"] = f"{expected['period'][0]}-{expected['period'][1]}"
    assert {key: row[key] for key in wanted} == wanted


def test_the_file_name_decides_only_between_rivals(gazetteer: Gazetteer) -> None:
    """Without a place in the text both 朝阳区 remain; the file's name picks one of them and the basis says so."""
    text = "朝阳区2022年卫生健康工作要点\n2022年，全区卫生健康工作要突出预防为主。\n"

    alone = read_metadata(clean(text), gazetteer)
    named = read_metadata(clean(text), gazetteer, "长春市-2022.txt")

    assert alone.jurisdiction is None
    assert named.jurisdiction == "220104"
    assert "文件名" in named.jurisdiction_basis


def test_a_file_name_at_odds_with_the_text_is_reported(gazetteer: Gazetteer) -> None:
    """The text wins, and the basis names the conflict."""
    text = "海宁市卫生健康局2023年工作总结\n2023年，海宁市卫生健康局完成全年任务，健康海宁建设成效明显。\n"

    found = read_metadata(clean(text), gazetteer, "桐乡市2023.txt")

    assert found.jurisdiction == "330481"
    assert "文件名提示桐乡市" in found.jurisdiction_basis


@pytest.mark.parametrize("text", [case[2] for case in read_cases()], ids=[case[0] for case in read_cases()])
def test_spans_lie_in_the_text(gazetteer: Gazetteer, text: str) -> None:
    """The title's span covers the title; line breaks inside it are all that may differ."""
    cleaned = clean(text)

    found = read_metadata(cleaned, gazetteer)

    if found.title_span is not None and found.title is not None:
        assert found.title in found.title_span.of(cleaned.body.text).replace("\n", "").replace("》和《", "和")
    if found.issuer_span is not None:
        assert found.issuer_span.end <= len(cleaned.body.text)


DATES = {
    "2023年6月30日": date(2023, 6, 30),
    "2023-06-30 09:09": date(2023, 6, 30),
    "2023/6/3": date(2023, 6, 3),
    "2023.12.01": date(2023, 12, 1),
    "二〇二一年三月五日": date(2021, 3, 5),
    "二○○九年十二月三十一日": date(2009, 12, 31),
    "二零一五年十月二十日": date(2015, 10, 20),
    "2023年2月30日": None,
    "2023年6月": None,
    "12023-06-300": None,
}


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_dates(text: str, expected: date | None) -> None:
    """Dates are read in every usual notation; impossible ones are no dates."""
    assert next((found for _, _, found in dates(text)), None) == expected


YEARS = {
    "行动计划(2019—2022年)": (2019, 2022),
    "2023-2025年": (2023, 2025),
    "2021年至2023年": (2021, 2023),
    "规划(2017—30年)": (2017, 2030),
    "2023年": None,
    "电话2019-2022345": None,
}


@pytest.mark.parametrize(("text", "expected"), YEARS.items())
def test_year_ranges(text: str, expected: tuple[int, int] | None) -> None:
    """A span of years is two years joined by a dash or 至."""
    assert year_range(text) == expected


PLANS = {
    "“十四五”规划": (2021, 2025),
    "十三五规划": (2016, 2020),
    "“十一五”时期": (2006, 2010),
    "“十五五”规划": (2026, 2030),
    "“十三五”总结和“十四五”规划": (2016, 2025),
    "二十五个项目": None,
    "十五年": None,
}


@pytest.mark.parametrize(("text", "expected"), PLANS.items())
def test_five_year_plans(text: str, expected: tuple[int, int] | None) -> None:
    """A five-year plan is its years; the numbers 十五, 二十五 in counts are none."""
    assert five_year_plan(text) == expected


def test_years_are_listed_once_in_order() -> None:
    """Both notations are read, repeats dropped."""
    assert years("2023年总结和二〇二四年要点、2023年") == (2023, 2024)


TYPES = {
    "2023年工作总结和2024年工作要点": "工作要点",
    "2023年工作总结及2024年工作计划": "工作计划",
    "2023年工作总结和2024年工作思路": "工作计划",
    "关于2023年工作总结和2024年工作计划的报告": "工作计划",
    "卫生健康工作情况": "工作总结",
    "三年行动计划(2023—2025年)": "行动计划",
    "健康促进行动方案": "行动计划",
    "健康贵州行动实施方案": "实施方案",
    "“健康贵州2030”规划纲要": "规划",
    "“十四五”规划": "规划",
    "关于推进医养结合的实施意见": "意见",
    "关于做好签约服务工作的通知": "通知",
    "事业发展统计公报": "公报",
    "2024年工作总结及2025年工作重点": "工作要点",
    "家门口的好医院": None,
}


@pytest.mark.parametrize(("title", "expected"), TYPES.items())
def test_types(title: str, expected: str | None) -> None:
    """A title's last words say what the document is."""
    assert type_of_title(title) == expected
