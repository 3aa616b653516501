"""Place names in running text: an automaton over all forms, and the checks that keep ordinary words out.

A full name or a distinctive short form stands alone; an ambiguous form (平安, 公安, 合作, 康县) counts only beside another
place or before an administrative word. Which of several namesakes is meant is left to `Gazetteer.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick

from kg.ontology.places import Gazetteer, Place

_NOT_FULL = re.compile(
    r"区(?=域)|市(?=场|容|辖|政(?!府))|县(?=域)|[县市区](?=级)|市(?=民(?!政))|区(?=间|别|块|位|划)"
)
"""A full name that ends so is cut short: in 海盐县域 only 海盐 is the place."""

_NOT_SHORT = re.compile(
    r"(?:北|南|东|中|西|大)?(?:路(?!径|线)|大道|大街)|街|镇(?![街村级])|乡(?![镇村级])|村(?![卫医级民居])|社区(?!卫生)|小区"
    r"|久安|人民广场|大学|山(?!区|县)|河(?!道|湖)|江(?!水)|[桥站寺庙]|(?:火车|高铁|地铁)站"
)
"""After a short form these make another thing's name: 南京路, 海宁街, 普陀山."""

_ADMINISTRATIVE = re.compile(
    r"[省市州县区旗]?(?:级)?(?:卫生|卫健|疾控|疾病|人民政府|人民医院|人民[党大]|中医|中西医|妇幼|医保|医疗保障|第[一二三四五六七八九十]+[人医中]"
    r"|总医院|中心医院|医疗集团|医共体|紧急|血站|中心血站|红十字|市委|县委|区委)"
)
"""What may follow an ambiguous form to make it a place: 平安区卫生健康局, 公安县人民医院."""

_ADMINISTRATIVE_LEVEL = re.compile(r"[省市州县区旗]")
_GENERIC = frozenset({"城区", "郊区", "矿区", "东区", "西区"})
"""Districts with the name of a kind of district: only beside their city, or in a list with its other districts."""

_JOINTS = "、和及与跟或至到/·—-"
_WORD_BEFORE_SHORT_COUNTY = '在赴于到对与和及为向由、,。;:!?(（“"《\n \t'
"""Only these may stand before a county of two characters (康县): 健康县 and 管理县 are no counties."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place name in a text, half-open; `places` are all it may mean, narrowed by a place written right before it."""

    begin: int
    end: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """One name and the places that bear it; `guarded` where it needs a neighbour."""

    name: str
    places: tuple[Place, ...]
    full: bool
    guarded: bool


class PlaceFinder:
    """The automaton over all forms of one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._automaton = ahocorasick.Automaton()
        for form in _forms(gazetteer):
            self._automaton.add_word(form.name, form)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[PlaceMatch]:
        """The matches in `text` in order, the longest at each place, none overlapping another."""
        hits: dict[int, list[_Form]] = {}
        for last, form in self._automaton.iter(text):
            begin = last + 1 - len(form.name)
            hits.setdefault(begin, []).append(form)
        previous: PlaceMatch | None = None
        position = 0
        for begin in sorted(hits):
            if begin < position:
                continue
            for form in sorted(hits[begin], key=lambda f: -len(f.name)):
                match = self._accept(text, begin, form, previous, hits)
                if match is not None:
                    yield match
                    previous, position = match, match.end
                    break

    def _accept(
        self, text: str, begin: int, form: _Form, previous: PlaceMatch | None, hits: dict[int, list[_Form]]
    ) -> PlaceMatch | None:
        end = begin + len(form.name)
        if form.full and _NOT_FULL.match(text, end - 1):
            return None
        if not form.full and _NOT_SHORT.match(text, end):
            return None
        if self._straddles(text, begin, end, form, hits):
            return None
        adjacent = previous is not None and previous.end == begin
        narrowed = self._inside(previous, form.places) if adjacent and previous is not None else ()
        if form.guarded and not narrowed and not self._supported(text, begin, end, form, previous):
            return None
        return PlaceMatch(begin, end, narrowed or form.places)

    def _straddles(self, text: str, begin: int, end: int, form: _Form, hits: dict[int, list[_Form]]) -> bool:
        """Whether a full name begins inside this short form and reaches beyond it: 南宁|海县 yields to 宁海县."""
        if form.full:
            return False
        return any(
            other.full and not other.guarded and at + len(other.name) > end
            for at in range(begin + 1, end)
            for other in hits.get(at, ())
        )

    def _inside(self, previous: PlaceMatch | None, places: tuple[Place, ...]) -> tuple[Place, ...]:
        if previous is None:
            return ()
        return tuple(
            p
            for p in places
            if any(q.code != p.code and self._gazetteer.contains(q, p) for q in previous.places)
        )

    def _supported(self, text: str, begin: int, end: int, form: _Form, previous: PlaceMatch | None) -> bool:
        """Whether the neighbourhood makes an ambiguous form a place."""
        before = text[begin - 1] if begin else "\n"
        if form.name in _GENERIC:
            return self._joined(text, begin, form, previous)
        after = text[end] if end < len(text) else "\n"
        free = not _is_han(before)
        if form.full and len(form.name) == 2:
            return before in _WORD_BEFORE_SHORT_COUNTY and bool(
                not _is_han(after)
                or _ADMINISTRATIVE.match(text, end)
                or self._joined(text, begin, form, previous)
            )
        if form.full and free:
            return True
        if _ADMINISTRATIVE.match(text, end):
            return free or before in _WORD_BEFORE_SHORT_COUNTY or form.full
        return self._joined(text, begin, form, previous)

    def _joined(self, text: str, begin: int, form: _Form, previous: PlaceMatch | None) -> bool:
        """Whether the form goes on with a list of places of one province: 北仑、象山、宁海."""
        if previous is None or previous.end != begin - 1 or text[begin - 1] not in _JOINTS:
            return False
        ours = {p.code for place in form.places for p in [self._gazetteer.parent(place)] if p is not None}
        theirs = {
            p.code for place in previous.places for p in [self._gazetteer.parent(place)] if p is not None
        }
        return bool(ours & theirs)


def _forms(gazetteer: Gazetteer) -> Iterator[_Form]:
    """Every name once, with all its bearers; a name that is ambiguous for one bearer and plain for another is plain."""
    bearers: dict[str, dict[str, Place]] = {}
    plain: set[str] = set()
    full: set[str] = set()
    for place in gazetteer:
        if place.level == "country":
            continue
        for name in (place.name, *place.short_names, *place.ambiguous_names):
            bearers.setdefault(name, {})[place.code] = place
        full.update(n for n in (place.name, *place.short_names) if _is_full(n))
        plain.update(n for n in (place.name, *place.short_names) if n not in place.ambiguous_names)
    for name in sorted(bearers):
        yield _Form(name, tuple(bearers[name].values()), name in full, name not in plain)


def _is_full(name: str) -> bool:
    return bool(_ADMINISTRATIVE_LEVEL.search(name[-1]))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
