"""What a document's jurisdiction makes of the places in names: of 市 and 区, of a short form, of a township."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.institution_forms import known_tails
from kg.ontology.institutions import Known, known_by_name, townships
from kg.ontology.places import Gazetteer, Place

_COMMON_ZONE = re.compile(r"(?:[东西南北中]部|滨[海江湖河]|[江湖城河][东西南北]|临[港空]|空港|高铁|产业|科技)新[区城]")
_ENDINGS = {"师市": "师", "自治州": "州", "自治县": "县", "自治旗": "旗", "生产建设兵团": "兵团"}


@dataclass(frozen=True, slots=True)
class Scope:
    """The gazetteer, and the place that the document speaks for, `None` where it is not known."""

    gazetteer: Gazetteer
    jurisdiction: Place | None

    @property
    def full_name(self) -> str:
        """The full name of the jurisdiction, empty where it is not known."""
        return self.gazetteer.full_name(self.jurisdiction) if self.jurisdiction else ""

    @property
    def is_county(self) -> bool:
        """Whether the document speaks for a county, district, county-level city or zone."""
        return self.jurisdiction is not None and self.jurisdiction.level in ("county", "zone")

    def marked_place(self, marker: str) -> Place | None:
        """What 市, 省, 区 … mean in this document, `None` where it has no such division of its own or above it."""
        own = self.jurisdiction
        if own is None:
            return None
        marker = marker.removesuffix("级") or marker
        chain = [own, *self.gazetteer.ancestors(own)]
        if marker == "省":
            return next((p for p in chain if p.level == "province"), None)
        if marker in ("自治区", "区") and (found := self._region(chain, marker)) is not None:
            return found
        ending = _ENDINGS.get(marker, marker)
        wanted = [p for p in chain if p.level != "country" and p.name.endswith(ending)]
        if marker == "自治区":
            return None
        if marker in ("区", "县", "旗"):
            wanted = [p for p in wanted if p.level in ("county", "zone")]
        if marker == "市" and not wanted and own.level == "zone":
            wanted = [p for p in chain if p.name.endswith("市")]
        return wanted[0] if wanted else None

    def _region(self, chain: list[Place], marker: str) -> Place | None:
        region = next((p for p in chain if p.level == "province" and p.name.endswith("自治区")), None)
        if region is None or marker == "自治区":
            return region
        lower = [p for p in chain if p.level in ("county", "zone") and p.name.endswith("区")]
        return None if lower or chain[0].level == "county" else region if chain[0].level == "province" else None

    def known_here(self, tail: str) -> Known | None:
        """The known hospital of the jurisdiction whose own words are `tail`."""
        return known_tails().get((self.jurisdiction.code, tail)) if self.jurisdiction else None

    def near(self, found: tuple[Known, ...]) -> tuple[Known, ...]:
        """Those of several bearers of a short name that lie in the document's province, all if none does."""
        here = self.gazetteer.province(self.jurisdiction) if self.jurisdiction else None
        inside = tuple(k for k in found if here is not None and self._lies_in(here, k.place))
        return inside or found

    def is_own(self, code: str | None) -> bool:
        """Whether the place with this code is the jurisdiction, lies in it or above it; true where none is known."""
        own = self.jurisdiction
        place = self.gazetteer.get(code) if code else None
        if own is None or place is None:
            return own is None
        return self.gazetteer.contains(own, place) or self.gazetteer.contains(place, own)

    def _lies_in(self, province: Place, code: str) -> bool:
        place = self.gazetteer.get(code)
        return place is not None and self.gazetteer.contains(province, place)

    def county_of(self, township: str) -> Place | None:
        """The one county of a prefecture's jurisdiction that has this township."""
        own = self.jurisdiction
        if own is None or own.level != "prefecture":
            return None
        homes = [code for code, names in townships().items() if code.startswith(own.code[:4]) and township in names]
        return self.gazetteer.get(homes[0]) if len(homes) == 1 else None

    def named(self, written: str, place: Place) -> str:
        """The full name; a new area keeps the name it is written by (贵安新区, 青岛西海岸新区 for 西海岸新区)."""
        if place.name.startswith("新疆生产建设兵团") and "师" in written:
            return place.name + written.rpartition("师")[2]
        if not written.endswith("新区") or (place.name.endswith(written) and place.level != "zone"):
            return self.gazetteer.full_name(place)
        longer = [n for n in place.short_names if n.endswith(written)]
        return written if place.level == "zone" else max(longer, key=len, default=written)

    def is_local_zone(self, written: str, place: Place) -> bool:
        """Whether 滨海新区 and other names that many cities gave is rather the document's own zone than one elsewhere."""
        own = self.jurisdiction
        here = self.gazetteer.province(own) if own else None
        return here is not None and bool(_COMMON_ZONE.fullmatch(written)) and not self.gazetteer.contains(here, place)

    def kept_short(self, written: str, place: Place) -> str:
        """A place written short in a name of its own (翔安医院): a district of the document's own city with the city."""
        above = self.gazetteer.parent(place)
        own = self.jurisdiction
        if own is None or above is None or not self.gazetteer.full_name(place).startswith(above.name):
            return written
        return above.name + written if self.gazetteer.contains(above, own) else written

    def exists_short(self, tail: str, place: Place) -> bool:
        """Whether the body's official name has the place in its short form (龙岩人民医院, 北京急救中心)."""
        short = place.short_names[0] if place.short_names else place.name
        return short + tail in known_by_name() or (place.level == "province" and place.name.endswith("市"))
