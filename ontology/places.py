"""The administrative divisions of China: who contains whom, and which one a name means.

`places.csv` holds the facts (see `SOURCES.md`); nothing is read before `load_gazetteer` is called. Finding names in
running text is `place_finder.py`; deciding which place a document speaks for is no business of this file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

from kg.errors import VocabularyError

if TYPE_CHECKING:
    from kg.ontology.place_finder import PlaceFinder, PlaceMatch

Level = Literal["country", "province", "prefecture", "county", "zone"]
Rule = Literal[
    "hierarchy", "own", "inside", "sibling", "prefecture", "province", "unique", "zone", "homonym", "unknown"
]
"""How a name was decided: written-out hierarchy, the context itself, inside it, beside it under the same parent, in its
prefecture, in its province, the only one in the country, a functional zone; or not: several remain, none is known."""

LEVELS: tuple[Level, ...] = ("country", "province", "prefecture", "county", "zone")
PLACES_FILE = "places.csv"
COLUMNS = (
    "code", "name", "short", "ambiguous", "abbr", "level", "parent", "status", "successor", "note",
)  # fmt: skip

_DISTRICT = re.compile(r"(?<!林)(?<!特)区$")
_ZONE_SUFFIX = re.compile(
    r"(?:国家级?)?(?P<suffix>高新技术产业开发区|高新技术开发区|高新技术产业园区|高新区|经济技术开发区|经济开发区|经开区"
    r"|综合保税区|保税区|旅游度假区|风景名胜区|城乡一体化示范区|开发区|示范区|工业园区)$"
)
_ZONE_FULL = {
    "高新区": "高新技术产业开发区",
    "高新技术开发区": "高新技术产业开发区",
    "经开区": "经济技术开发区",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division or functional zone.

    `code` is its GB/T 2260 code; a zone without one has `Z-…`, a name that a code bore earlier has the code and the year
    in which the name ended (`420600-2010`). `ambiguous_names` need a neighbouring place or an administrative word to be
    read as the place. `successor` is the code of what an abolished division became, the largest part if several.
    """

    code: str
    name: str
    short_names: tuple[str, ...]
    ambiguous_names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    level: Level
    parent: str | None
    current: bool
    successor: str | None


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """What a name was taken to mean. `place` is `None` where several `candidates` remain or there is none."""

    place: Place | None
    candidates: tuple[Place, ...]
    rule: Rule
    basis: str


class Gazetteer:
    """All places, by code and by name. Build one with `load_gazetteer`."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code: Mapping[str, Place] = {place.code: place for place in places}
        self._by_name: dict[str, tuple[Place, ...]] = {}
        for place in self._by_code.values():
            for name in dict.fromkeys((place.name, *place.short_names, *place.ambiguous_names)):
                self._by_name[name] = (*self._by_name.get(name, ()), place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Place | None:
        """The place with this code, `None` for an unknown one. Zones made by the rule for 高新区, 经开区 are known too."""
        place = self._by_code.get(code)
        if place is None and code.startswith("Z-") and code.count("-") == 2:
            base = self._by_code.get(code.split("-")[1])
            return _zone(base, code.split("-")[2]) if base else None
        return place

    def parent(self, place: Place) -> Place | None:
        """The division directly above."""
        return self._by_code.get(place.parent) if place.parent else None

    def ancestors(self, place: Place) -> Iterator[Place]:
        """The divisions above `place`, nearest first, the country last."""
        above = self.parent(place)
        while above is not None:
            yield above
            above = self.parent(above)

    def province(self, place: Place) -> Place | None:
        """The province that `place` is or lies in; `None` for the country."""
        return next((p for p in (place, *self.ancestors(place)) if p.level == "province"), None)

    def prefecture(self, place: Place) -> Place | None:
        """The prefecture-level division that `place` is or lies in, if there is one."""
        return next((p for p in (place, *self.ancestors(place)) if p.level == "prefecture"), None)

    def contains(self, ancestor: Place, place: Place) -> bool:
        """Whether `place` is `ancestor` or lies in it; an abolished prefecture contains what its successor does."""
        wanted = {ancestor.code, self._heir(ancestor).code}
        return any(p.code in wanted or self._heir(p).code in wanted for p in (place, *self.ancestors(place)))

    def current(self, place: Place) -> Place:
        """`place` itself, or what an abolished division finally became."""
        while not place.current and place.successor and place.successor in self._by_code:
            place = self._by_code[place.successor]
        return place

    def _heir(self, place: Place) -> Place:
        """The successor where it is a division of the same level, else the place itself."""
        heir = self.current(place)
        return heir if heir.level == place.level else place

    def full_name(self, place: Place) -> str:
        """The name that needs no context: a district with its city (厦门市翔安区), all others as they are (海宁市)."""
        above = self.parent(place)
        if place.level == "county" and _DISTRICT.search(place.name) and above is not None:
            return above.name + place.name if above.level in ("prefecture", "province") else place.name
        return place.name

    def candidates(self, name: str) -> tuple[Place, ...]:
        """The places that bear `name` as full or short form, ambiguous forms included; empty for an unknown name."""
        return self._by_name.get(name, ())

    def resolve(self, name: str, context: Place | None = None) -> PlaceResolution:
        """The place that `name` means in a document that speaks for `context`.

        The name may write its hierarchy out (福建龙岩永定区) or name a zone by rule (合肥高新区). A place inside the
        context wins over one beside it, then one in its prefecture, then in its province, then the only one in the country.
        """
        found = self.candidates(name)
        if found:
            return self.resolve_among(name, found, context)
        chain = self._hierarchy(name, context)
        if chain:
            found = _distinct(places[-1] for places in chain)
            if len(found) == 1:
                above = "、".join(place.name for place in chain[0][:-1])
                return PlaceResolution(found[0], found, "hierarchy", f"“{name}”自身写明上级{above}")
            return self.resolve_among(name, found, context)
        zone = self._functional_zone(name, context)
        if zone is not None:
            above_zone = cast(Place, self.parent(zone))
            return PlaceResolution(zone, (zone,), "zone", f"“{name}”是{above_zone.name}的功能区")
        return PlaceResolution(None, (), "unknown", f"没有名为“{name}”的行政区划")

    def find(self, text: str) -> Iterator[PlaceMatch]:
        """The place names in `text`, longest first, not overlapping, in order; see `place_finder.py`."""
        return self._finder.find(text)

    @cached_property
    def _finder(self) -> PlaceFinder:
        from kg.ontology.place_finder import PlaceFinder

        return PlaceFinder(self)

    def resolve_among(
        self, name: str, found: tuple[Place, ...], context: Place | None = None
    ) -> PlaceResolution:
        """The one of `found` that `name` means; for a `PlaceMatch` whose neighbour has already narrowed its places."""
        for rule, tier in self._tiers(found, context):
            chosen = self.prefer(tier)
            if len(chosen) == 1:
                return PlaceResolution(chosen[0], found, rule, _basis(name, chosen[0], rule, context, self))
            if chosen:
                break
        names = "、".join(self._distinguishing_name(p) for p in found[:6])
        return PlaceResolution(
            None, found, "homonym", f"“{name}”有{len(found)}处同名（{names}），文中不足以区分"
        )

    def _distinguishing_name(self, place: Place) -> str:
        province = self.province(place)
        full = self.full_name(place)
        return full if province is None or full.startswith(province.name) else province.name + full

    def _tiers(
        self, found: tuple[Place, ...], context: Place | None
    ) -> Iterator[tuple[Rule, tuple[Place, ...]]]:
        if context is not None and context.level != "country":
            inside = tuple(p for p in found if p.code != context.code and self.contains(context, p))
            yield "inside", tuple(p for p in inside if p.name not in (context.name,))
            yield "own", tuple(p for p in found if p.code == context.code)
            yield "own", tuple(p for p in found if self.contains(p, context) and p.level != "country")
            above = self.parent(context)
            yield "sibling", tuple(p for p in found if above is not None and p.parent == above.code)
            for rule, wider in (
                ("prefecture", self.prefecture(context)),
                ("province", self.province(context)),
            ):
                yield (
                    cast(Rule, rule),
                    tuple(p for p in found if wider is not None and self.contains(wider, p)),
                )
        yield "unique", found

    def prefer(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """`places` without those that another of them stands for: abolished ones beside current ones, the county-level
        namesake of a prefecture or province that is among them.
        """  # fmt: skip
        kept = tuple(places)
        if any(p.current for p in kept):
            kept = tuple(p for p in kept if p.current)
        highest = min((LEVELS.index(p.level) for p in kept), default=0)
        if highest < LEVELS.index("county"):
            kept = tuple(p for p in kept if LEVELS.index(p.level) == highest)
        return kept

    def _hierarchy(self, name: str, context: Place | None) -> tuple[tuple[Place, ...], ...]:
        """All readings of `name` as a chain of two or more places, each inside the one before."""
        chains: list[tuple[Place, ...]] = []
        for cut in range(len(name) - 2, 1, -1):
            heads, rest = self.candidates(name[:cut]), name[cut:]
            if not heads:
                continue
            for head in heads:
                for tail in (*self.candidates(rest), *self._zone_of(rest, head)):
                    if tail.code != head.code and self.contains(head, tail):
                        chains.append((head, tail))
                chains += [
                    (head, *rest_chain)
                    for rest_chain in self._hierarchy(rest, head)
                    if self.contains(head, rest_chain[0])
                ]
        current = tuple(chain for chain in chains if chain[-1].current)
        return current or tuple(chains)

    def _zone_of(self, rest: str, head: Place) -> tuple[Place, ...]:
        match = _ZONE_SUFFIX.fullmatch(rest)
        return (_zone(head, match["suffix"]),) if match and head.level != "country" else ()

    def _functional_zone(self, name: str, context: Place | None) -> Place | None:
        """The zone that `name` is by rule: a place and 高新区, 经开区 and the like, or those words alone in a context."""
        match = _ZONE_SUFFIX.search(name)
        if match is None or name.endswith(("社区", "小区")):
            return None
        base = context if not name[: match.start()] else self.resolve(name[: match.start()], context).place
        return (
            _zone(base, match["suffix"])
            if base is not None and base.level in ("province", "prefecture", "county")
            else None
        )


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer. Raises `VocabularyError` naming file and line for a malformed row."""
    text = files("kg.ontology").joinpath(PLACES_FILE).read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise VocabularyError(PLACES_FILE, 1, f"columns must be {', '.join(COLUMNS)}")
    return Gazetteer([_place(row, reader.line_num) for row in reader])


def _place(row: dict[str, str], line: int) -> Place:
    if row["level"] not in LEVELS:
        raise VocabularyError(PLACES_FILE, line, f"level {row['level']!r} is none of {', '.join(LEVELS)}")
    if row["status"] not in ("current", "abolished"):
        raise VocabularyError(PLACES_FILE, line, f"status {row['status']!r} is neither current nor abolished")
    return Place(
        code=row["code"],
        name=row["name"],
        short_names=_split(row["short"]),
        ambiguous_names=_split(row["ambiguous"]),
        abbreviations=_split(row["abbr"]),
        level=row["level"],
        parent=row["parent"] or None,
        current=row["status"] == "current",
        successor=row["successor"] or None,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _distinct(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.code: place for place in places}.values())


def _zone(base: Place, suffix: str) -> Place:
    """The zone of `base` with that generic name; made on demand, the same each time."""
    kind = _ZONE_FULL.get(suffix, suffix)
    short = base.short_names[0] if base.short_names else base.name
    return Place(f"Z-{base.code}-{kind}", short + kind, (), (), (), "zone", base.code, True, None)


def _basis(name: str, place: Place, rule: Rule, context: Place | None, gazetteer: Gazetteer) -> str:
    where = gazetteer.full_name(context) if context is not None else ""
    shared = {"prefecture": gazetteer.prefecture(place), "province": gazetteer.province(place)}.get(rule)
    return {
        "own": f"“{name}”即文件所属的{gazetteer.full_name(place)}",
        "inside": f"文件代表{where}，“{name}”取其下属的{gazetteer.full_name(place)}",
        "sibling": f"文件代表{where}，“{name}”取与其同属一个上级的{gazetteer.full_name(place)}",
        "prefecture": f"文件代表{where}，“{name}”取同属{shared.name if shared else ''}的{gazetteer.full_name(place)}",
        "province": f"文件代表{where}，“{name}”取同属{shared.name if shared else ''}的{gazetteer.full_name(place)}",
    }.get(rule, f"全国现行区划中“{name}”只指{gazetteer.full_name(place)}")
