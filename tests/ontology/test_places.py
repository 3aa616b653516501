"""The gazetteer: sound as a table, and right about which namesake is meant."""

import csv
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest

from kg.ontology.places import LEVELS, Gazetteer, load_gazetteer

RANK = {level: rank for rank, level in enumerate(LEVELS)}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with files("kg.ontology").joinpath("places.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_codes_are_unique_and_sorted(rows: list[dict[str, str]]) -> None:
    """No code stands twice, and the file is in the order of its codes."""
    codes = [row["code"] for row in rows]

    assert codes == sorted(set(codes))


def test_counts_are_those_of_the_yearbook(gazetteer: Gazetteer) -> None:
    """34 provinces, 333 prefecture-level and about 2,845 county-level divisions are current."""
    counts = Counter(place.level for place in gazetteer if place.current)

    assert counts["province"] == 34
    assert counts["prefecture"] == 333
    assert abs(counts["county"] - 2845) <= 10


def test_every_parent_exists_and_stands_above(gazetteer: Gazetteer) -> None:
    """Levels nest: nothing lies in a place of its own level, but for the divisions of the 兵团."""
    wrong = []
    for place in gazetteer:
        above = gazetteer.parent(place)
        if place.level == "country":
            continue
        if above is None or (RANK[above.level] >= RANK[place.level] and "bingtuan" not in place.code):
            wrong.append((place.code, place.name, place.parent))

    assert wrong == []


def test_no_place_lies_in_itself(gazetteer: Gazetteer) -> None:
    """Every chain of parents ends at the country within five steps."""
    ends = {list(gazetteer.ancestors(place))[-1].code for place in gazetteer if place.level != "country"}

    assert ends == {"100000"}
    assert max(len(list(gazetteer.ancestors(place))) for place in gazetteer) <= 5


def test_every_abolished_place_has_a_current_successor(gazetteer: Gazetteer) -> None:
    """Following successors ends at a division that exists."""
    wrong = [p.name for p in gazetteer if not p.current and not gazetteer.current(p).current]

    assert wrong == []


def test_no_form_is_a_single_character(gazetteer: Gazetteer) -> None:
    """One-character forms live among the abbreviations alone, and all of those are one character."""
    assert [
        p.name for p in gazetteer for n in (p.name, *p.short_names, *p.ambiguous_names) if len(n) < 2
    ] == []
    assert [p.name for p in gazetteer for a in p.abbreviations if len(a) != 1] == []


@pytest.mark.parametrize(
    "name", ["公安", "合作", "会同", "比如", "资源", "通道", "城关", "平安", "长安", "新华", "康县"]
)
def test_ordinary_words_never_stand_alone(gazetteer: Gazetteer, name: str) -> None:
    """A word of everyday prose is no plain name of a place."""
    assert [
        p.name for p in gazetteer if name in (p.name, *p.short_names) and name not in p.ambiguous_names
    ] == []


NAMES = {
    "district takes its city": ("翔安区", "350213", "厦门市翔安区"),
    "district of a municipality": ("朝阳区", "110105", "北京市朝阳区"),
    "new area that is a district": ("浦东新区", "310115", "上海市浦东新区"),
    "county-level city": ("海宁市", "330481", "海宁市"),
    "county": ("彭阳县", "640425", "彭阳县"),
    "county of a municipality": ("城口县", "500229", "城口县"),
    "prefecture": ("嘉兴市", "330400", "嘉兴市"),
    "province": ("贵州省", "520000", "贵州省"),
    "autonomous county": ("景宁畲族自治县", "331127", "景宁畲族自治县"),
    "county-level city below a province": ("济源市", "419001", "济源市"),
    "forest district": ("神农架林区", "429021", "神农架林区"),
    "city of the 兵团": ("石河子市", "659001", "石河子市"),
    "zone": ("贵安新区", "Z-520000-guian", "贵州贵安新区"),
}


@pytest.mark.parametrize(("name", "code", "full"), NAMES.values(), ids=NAMES.keys())
def test_full_names(gazetteer: Gazetteer, name: str, code: str, full: str) -> None:
    """The display name follows the annotation guide's ruling on districts."""
    place = gazetteer.get(code)

    assert place is not None
    assert place in gazetteer.candidates(name)
    assert gazetteer.full_name(place) == full


RESOLVED = [
    # name, document's place, expected full name (None: unresolved), rule
    ("朝阳区", None, None, "homonym"),
    ("朝阳区", "北京市", "北京市朝阳区", "inside"),
    ("朝阳区", "长春市", "长春市朝阳区", "inside"),
    ("朝阳区", "吉林省", "长春市朝阳区", "inside"),
    ("朝阳区", "广东省", None, "homonym"),
    ("鼓楼区", None, None, "homonym"),
    ("鼓楼区", "福州市", "福州市鼓楼区", "inside"),
    ("鼓楼区", "福建省", "福州市鼓楼区", "inside"),
    ("鼓楼区", "江苏省", None, "homonym"),
    ("鼓楼区", "徐州市", "徐州市鼓楼区", "inside"),
    ("鼓楼区", "开封市", "开封市鼓楼区", "inside"),
    ("永定区", "龙岩市", "龙岩市永定区", "inside"),
    ("永定区", "厦门市翔安区", "龙岩市永定区", "province"),
    ("永定区", "湖南省", "张家界市永定区", "inside"),
    ("永定区", "贵州省", None, "homonym"),
    ("市中区", "济南市", "济南市市中区", "inside"),
    ("市中区", "乐山市", "乐山市市中区", "inside"),
    ("市中区", None, None, "homonym"),
    ("城关区", "兰州市", "兰州市城关区", "inside"),
    ("城关区", "西藏自治区", "拉萨市城关区", "inside"),
    ("城关区", None, None, "homonym"),
    ("海州区", "连云港市", "连云港市海州区", "inside"),
    ("南山区", "深圳市", "深圳市南山区", "inside"),
    ("南山区", "鹤岗市", "鹤岗市南山区", "inside"),
    ("城中区", "西宁市", "西宁市城中区", "inside"),
    ("城中区", "柳州市", "柳州市城中区", "inside"),
    ("江北区", "宁波市", "宁波市江北区", "inside"),
    ("江北区", "重庆市", "重庆市江北区", "inside"),
    ("新华区", "石家庄市", "石家庄市新华区", "inside"),
    ("新华区", "沧州市", "沧州市新华区", "inside"),
    ("普陀区", "舟山市", "舟山市普陀区", "inside"),
    ("普陀", None, None, "homonym"),
    ("普陀", "上海市浦东新区", "上海市普陀区", "sibling"),
    ("南湖区", "海宁市", "嘉兴市南湖区", "sibling"),
    ("海盐", "海宁市", "海盐县", "sibling"),
    ("海盐", None, "海盐县", "unique"),
    ("贵阳市", "贵阳市", "贵阳市", "own"),
    ("贵州", "毕节市", "贵州省", "own"),
    ("吉林", None, "吉林省", "unique"),
    ("吉林市", None, "吉林市", "unique"),
    ("恩施", None, "恩施土家族苗族自治州", "unique"),
    ("恩施", "恩施土家族苗族自治州", "恩施市", "inside"),
    ("恩施州", None, "恩施土家族苗族自治州", "unique"),
    ("黔东南", None, "黔东南苗族侗族自治州", "unique"),
    ("黔东南州", None, "黔东南苗族侗族自治州", "unique"),
    ("甘孜州", None, "甘孜藏族自治州", "unique"),
    ("甘孜县", None, "甘孜县", "unique"),
    ("伊犁州", None, "伊犁哈萨克自治州", "unique"),
    ("内蒙古", None, "内蒙古自治区", "unique"),
    ("兵团", None, "新疆生产建设兵团", "unique"),
    ("西海岸新区", "青岛市", "青岛市黄岛区", "inside"),
    ("黄岛区", None, "青岛市黄岛区", "unique"),
    ("毕节地区", None, "毕节地区", "unique"),
    ("铜仁地区", "贵州省", "铜仁地区", "inside"),
    ("襄樊市", "湖北省", "襄樊市", "inside"),
    ("崇文区", "北京市", "北京市崇文区", "inside"),
    ("宣武区", None, "北京市宣武区", "unique"),
    ("卢湾区", None, "上海市卢湾区", "unique"),
    ("闸北区", None, "上海市闸北区", "unique"),
    ("江东区", "宁波市", "宁波市江东区", "inside"),
    ("莱芜市", None, "莱芜市", "unique"),
    ("巢湖市", None, "巢湖市", "unique"),
    ("大方县", "毕节地区", "大方县", "inside"),
    ("龙岩市永定区", None, "龙岩市永定区", "hierarchy"),
    ("福建龙岩永定区", None, "龙岩市永定区", "hierarchy"),
    ("宁夏彭阳县", None, "彭阳县", "hierarchy"),
    ("浙江省嘉兴市海盐县", None, "海盐县", "hierarchy"),
    ("北京朝阳区", None, "北京市朝阳区", "hierarchy"),
    ("徐州市鼓楼区", "福州市", "徐州市鼓楼区", "hierarchy"),
    ("贵州毕节", None, "毕节市", "hierarchy"),
    ("合肥高新区", None, "合肥高新技术产业开发区", "hierarchy"),
    ("高新区", "贵阳市", "贵阳高新技术产业开发区", "zone"),
    ("经开区", "遵义市", "遵义经济技术开发区", "zone"),
    ("高新区", None, None, "unknown"),
    ("大城县城", None, None, "unknown"),
]


@pytest.mark.parametrize(
    ("name", "context", "full", "rule"), RESOLVED, ids=[f"{row[0]}@{row[1] or '-'}" for row in RESOLVED]
)
def test_resolution(
    gazetteer: Gazetteer, name: str, context: str | None, full: str | None, rule: str
) -> None:
    """The document's own place decides between namesakes; without it they stay unresolved."""
    place = gazetteer.resolve(context).place if context else None

    found = gazetteer.resolve(name, place)

    assert (gazetteer.full_name(found.place) if found.place else None, found.rule) == (full, rule)
    assert found.basis


def test_zones_by_rule_keep_their_code(gazetteer: Gazetteer) -> None:
    """A zone made on demand is found again by its code."""
    zone = gazetteer.resolve("合肥高新区").place

    assert zone is not None
    assert gazetteer.get(zone.code) == zone
    assert [p.name for p in gazetteer.ancestors(zone)] == ["合肥市", "安徽省", "中国"]


def test_a_former_prefecture_contains_what_its_successor_does(gazetteer: Gazetteer) -> None:
    """纳雍县 lay in 毕节地区 and lies in 毕节市."""
    before, county = gazetteer.resolve("毕节地区").place, gazetteer.resolve("纳雍县").place

    assert before is not None and county is not None
    assert gazetteer.contains(before, county)
    assert not gazetteer.contains(county, before)


FOUND = {
    "hierarchy is followed": ("与福建龙岩永定区结对", ["福建省", "龙岩市", "龙岩市永定区"]),
    "list of short forms": ("覆盖北仑、宁海两地", ["宁波市北仑区", "宁海县"]),
    "a full name beats a short form that straddles it": ("赴宁海县调研", ["宁海县"]),
    "ordinary words are no places": ("会同公安部门推进平安医院建设，合作共建，互助友好", []),
    "health county is no 康县": ("推进健康县建设，加强管理县级医院", []),
    "康县 with its city": ("陇南市康县率先建成", ["陇南市", "康县"]),
    "康县 before a hospital": ("由康县人民医院牵头", ["康县"]),
    "平安区 beside its city": ("海东市平安区", ["海东市", "海东市平安区"]),
    "region is no district": ("打造区域医疗中心，朝阳区域中心", ["朝阳市"]),
    "streets are no places": ("南京路步行街设点", []),
    "county scope keeps the county": ("海盐县域医共体", ["海盐县"]),
    "abolished names are found": ("原毕节地区和襄樊市", ["毕节地区", "襄樊市"]),
    "zones are found": ("贵安新区、西咸新区", ["贵州贵安新区", "西咸新区"]),
}


@pytest.mark.parametrize(("text", "names"), FOUND.values(), ids=FOUND.keys())
def test_find(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    """Names are found longest first; ordinary words are left alone."""
    matches = list(gazetteer.find(text))

    assert [gazetteer.full_name(match.places[0]) for match in matches] == names
    assert all(a.end <= b.begin for a, b in pairwise(matches))


def test_full_names_lead_back(gazetteer: Gazetteer) -> None:
    """A display name needs no context: it resolves to its place, or to the current bearer of a former name."""
    wrong = []
    for place in gazetteer:
        found = gazetteer.resolve(gazetteer.full_name(place)).place
        if found != place and (place.current or found is None or not found.current):
            wrong.append((place.code, gazetteer.full_name(place)))

    assert wrong == []
