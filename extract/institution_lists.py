"""Names that borrow from their neighbours in a list.

遵义市、毕节市中医医院 lends its ending backwards, 省、市卫健委 too; 袁花、黄湾等4家卫生院 lends it across a count; 市第一、第二人民医院
across a number; in 市人民医院、中医院 and 贵州医科大学第一附属医院和第二附属医院 the first lends its place forwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.institution_names import Name
from kg.extract.institution_scan import Left, TextView, scan_left
from kg.model import Span

SEPARATOR = re.compile(r"(?:、|和|与|及|以及|\n?、)$")
_GAP = re.compile(r"(?:[一二三]期|新院区|院区)?(?:、|和|与|及|以及|,|\(|或)")
_ITEM_MARKER = re.compile(r"(?:国家|自治区|省|市|区|县|州|旗|盟)$")
_COUNT = re.compile(
    r"(?:等)?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家|所)(?:(?:建制)?(?:乡镇|镇街|街镇|镇|乡|街道|市|县|区|市\(州\)|县\(市、区\))|三级|二级|公立|中心|基层|政府办)*$"
)
_COUNTED_UNITS = re.compile(r"(?:等)?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})?(?:个|家|所)?(?:单位|中心|卫生院所)")
_ORDINAL = re.compile(r"(第?[一二三四五六七八九十]{1,3})(?:、|和|与|及)$")
_TAIL_ORDINAL = re.compile(r"^第?([一二三四五六七八九十]{1,3})")
_LISTED_WORD = re.compile(r"(?:^|(?<=[、,;。:(\n]))[\u4e00-\u9fff]{2,3}$")
_LISTED_AFTER = re.compile(r"[、和与及(]|等(?!级)|建成|挂牌|启用|竣工|开诊")
_LIST_CLASS = re.compile(r"社区卫生|卫生服务|专科|乡镇|镇街|街道|基层|民营|公立|部队|企业|社会|综合|定点|城区|农村|县域|重点|下属|所属|辖区|[各全该本我其]")
"""What makes a class, not a name, of an ending in a list."""
_SHARED_GROUPS = ("township", "hospital", "health", "office", "short", "number", "care", "centre")


def complete(view: TextView, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """`names` with the parts of lists that only a neighbour makes names, in order of the text."""
    names = tuple(_own_word(view, name) for name in names)
    taken = {name.span.end for name in names}
    found: list[Name] = []
    for name in names:
        found += [*_before(view, name, taken), name]
    found += _counted_units(view, names)
    ordered = _distinct(found)
    return tuple(_borrowed(view, ordered))


def _own_word(view: TextView, name: Name) -> Name:
    """A bare name in a list with the ordinary word before it as its own: 木引 in 县中医院、木引卫生院."""
    if not is_bare(name) or name.known or name.group not in ("township", "hospital") or _LIST_CLASS.match(name.tail):
        return name
    word = _LISTED_WORD.search(view.text, max(0, name.left.begin - 4), name.left.begin)
    if word is None or not _LISTED_AFTER.match(view.text, name.span.end):
        return name
    found, role = view.word(name.left.begin)
    if (len(found) > 1 and role in ("category", "stop", "verb")) or role == "category" or _LIST_CLASS.match(word.group()):
        return name
    if name.tail == "医院" and view.text[word.start() - 1] != "、":
        return name
    left = replace(name.left, begin=word.start(), core=word.start(), proper=True)
    return replace(name, span=Span(word.start(), name.span.end), left=left, tail=word.group() + name.tail)


def _distinct(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span.begin, -n.span.end)):
        if not kept or name.span.begin >= kept[-1].span.end:
            kept.append(name)
    return kept


def _before(view: TextView, name: Name, taken: set[int]) -> list[Name]:
    """The elided names written before `name` that share its ending."""
    if name.known or name.group not in _SHARED_GROUPS or name.campus:
        return []
    count = _COUNT.search(view.text, max(0, name.span.begin - 16), name.span.begin + _category_width(view, name))
    if count and name.left.category | (not name.left.proper and not name.left.marker):
        return _items(view, name, count.start(), taken, _plain_tail(view, name))
    if name.left.category:
        return []
    separator = SEPARATOR.search(view.text, 0, name.span.begin)
    if separator is None:
        return []
    if name.left.marker:
        return _markers(view, name, separator.start())
    if name.left.places and not name.left.proper:
        return [item for item in _items(view, name, separator.start(), taken) if item.left.places]
    if name.left.ordinal or name.group == "number":
        return _ordinals(view, name)
    if name.group in ("township", "care") and name.left.proper:
        return [item for item in _items(view, name, separator.start(), taken) if not item.left.places or item.left.proper]
    return []


def _category_width(view: TextView, name: Name) -> int:
    """How many characters of a counted class belong to the count (家 in 4家卫生院, 个市(州) in 6个市(州)中医医院)."""
    text = view.text[name.span.begin : name.span.end]
    match = re.match(r"(?:个|家|所)?(?:乡镇|镇街|街镇|镇|乡|街道|三级|二级|公立|中心|基层|政府办)*", text)
    return match.end() if match and name.left.category else 0


def _plain_tail(view: TextView, name: Name) -> str:
    """The written ending without the words of the count before it."""
    text = view.text[name.span.begin : name.span.end]
    return re.sub(r"^(?:个|家|所)?(?:乡镇|镇街|街镇|镇|乡|街道|三级|二级|公立|基层|政府办)*(?=.)", "", text) if name.left.category else name.tail


def _markers(view: TextView, name: Name, at: int) -> list[Name]:
    found: list[Name] = []
    while (match := _ITEM_MARKER.search(view.text, max(0, at - 3), at)) is not None:
        word, _ = view.word(at)
        if len(word) > len(match.group()) or match.start() in view.places or at in view.places:
            break
        left = Left(match.start(), at, marker=match.group())
        found.insert(0, replace(name, span=Span(match.start(), at), left=left, rule="shared-ending", lender=name.span))
        separator = SEPARATOR.search(view.text, 0, match.start())
        if separator is None:
            break
        at = separator.start()
    return found


def _items(view: TextView, name: Name, at: int, taken: set[int], counted: str = "") -> list[Name]:
    """The list items that end at `at`: places, townships, or short names of their own; any words of two to four characters
    where a count sums them up with the ending `counted`.
    """  # fmt: skip
    found: list[Name] = []
    while at > 0 and at not in taken:
        left = _item(view, at) or (_listed_word(view, at) if counted else None)
        if left is None:
            break
        own = view.text[left.core : at]
        tail = own + _without_township(own, counted or _ending(view, name))
        item = replace(name, span=Span(left.begin, at), left=left, rule="shared-ending", lender=name.span, tail=tail)
        found.insert(0, item)
        separator = SEPARATOR.search(view.text, 0, left.begin)
        if separator is None:
            break
        at = separator.start()
    sure = [i for i in found if i.left.township or i.left.places]
    return found if len(found) >= 2 or not counted else sure


def _without_township(own: str, ending: str) -> str:
    """The shared ending without the 街道 or 镇 that the item writes itself: 打浦桥街道 and 街道社区卫生服务中心."""
    kind = re.match(r"街道|镇|乡", ending)
    return ending[kind.end() :] if kind and own.endswith(("街道", "镇", "乡")) else ending


def _ending(view: TextView, name: Name) -> str:
    """The ending of `name` without its own proper words: 社区卫生服务中心 of 穿紫河社区卫生服务中心."""
    if name.left.places or name.left.marker:
        return name.tail
    match = re.search(r"(?:街道|镇|乡)?(?:社区)?(?:卫生服务(?:中心|站)|(?:中心)?卫生院|医院|养老院|敬老院|福利院|托育中心)$", name.tail)
    return match.group() if match else name.tail


def _item(view: TextView, at: int) -> Left | None:
    place = view.places.get(at)
    town = view.township(at)
    if place is not None and (not town or place.end - place.begin > len(town)):
        chain = [place]
        while (above := view.places.get(chain[0].begin)) is not None:
            chain.insert(0, above)
        return Left(chain[0].begin, at, places=tuple(chain))
    if town:
        return Left(at - len(town), at - len(town), township=town, proper=True)
    left = scan_left(view, at)
    length = at - left.begin
    if left.proper and not left.category and 2 <= length <= 5 and not left.marker:
        return left
    return None


def _listed_word(view: TextView, at: int) -> Left | None:
    """A word of two to four characters between two separators or after a stop."""
    match = re.search(r"(?<=[、,。;:\n和与及同将把])[\u4e00-\u9fff]{2,4}$", view.text[max(0, at - 6) : at])
    if match and view.word(at)[1] in ("stop", "category", "verb"):
        return None
    return Left(at - len(match.group()), at - len(match.group()), proper=True) if match else None


def _ordinals(view: TextView, name: Name) -> list[Name]:
    """市第一 in 市第一、第二人民医院: the same ending with another number."""
    found: list[Name] = []
    at = name.span.begin
    while (match := _ORDINAL.search(view.text, max(0, at - 6), at)) is not None and not name.left.marker:
        left = scan_left(view, match.start(1))
        tail = _TAIL_ORDINAL.sub(match.group(1) if name.tail.startswith("第") == match.group(1).startswith("第") else "第" + match.group(1), name.tail)
        found.insert(0, replace(name, span=Span(left.begin, match.end(1)), left=left, tail=tail, rule="shared-ending", lender=name.span))
        at = left.begin
    if found and not (found[0].left.marker or found[0].left.places):
        return []
    return found


def _counted_units(view: TextView, names: tuple[Name, ...]) -> list[Name]:
    """刘老庄、赵集、码头单位: townships summed up as 单位, read with the ending that townships had before in the text."""
    township = [name for name in names if name.group == "township"]
    found: list[Name] = []
    for match in re.finditer(r"(?:等)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?:个|家|所)?单位", view.text):
        earlier = [name for name in township if name.span.begin < match.start()]
        if not earlier:
            continue
        ending = re.search(r"(?:社区卫生服务中心|卫生院)$", earlier[-1].tail)
        items = _items(view, earlier[-1], match.start(), set(), ending.group() if ending else "")
        if ending and len(items) >= 2 and any(i.left.township for i in items):
            found += items
    return found


def _borrowed(view: TextView, names: list[Name]) -> Iterator[Name]:
    """`names`, each bare one that follows another in a list marked with that one as its lender."""
    before: Name | None = None
    for name in names:
        if before is not None and is_bare(name) and _GAP.fullmatch(view.text[before.span.end : name.span.begin].strip("\n")):
            lender = before.lender if is_bare(before) and before.lender else before.span
            name = replace(name, lender=lender)
        yield name
        before = name


def is_bare(name: Name) -> bool:
    """Whether nothing written says whose the body is: no place, marker, known or proper name."""
    left = name.left
    return not (name.known or left.places or left.marker or left.zone or left.proper or left.category)
