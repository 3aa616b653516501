"""Whose hospital is it? From a written name to the full name of one institution, with the rule and its grounds.

The jurisdiction of the document says what 市, 省, 区 mean; the document's own fuller mentions come before conventions; what
neither decides stays unresolved with its candidates. Nothing is guessed across places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from kg.extract.institution_lists import is_bare
from kg.extract.institution_names import Name
from kg.extract.institution_scan import TextView
from kg.model import InstitutionKind, Span
from kg.ontology.institutions import Known, known_by_name, known_institutions, townships, university_names
from kg.ontology.places import Gazetteer, Place

Verdict = Literal["institution", "category"]

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)(人民)?医?院$")
_COUNTY_BARE = frozenset(("人民医院", "中医院", "中医医院", "中西医结合医院", "中心医院", "县医院", "蒙医医院", "藏医院", "蒙医院", "民族医院"))
_WIDE_GROUPS = frozenset(("office", "health"))
_FULL_FORM = re.compile(r"[省市区县旗州盟]$|兵团$")
_GENERIC_TAIL = re.compile(r"(?:部队|军队|社区|专科|互联网|教学|临床|区域|国际|民族|康复|护理|急救|公立|妇产|儿科|医学|康养|养老)+医院$")
"""Kinds of hospitals that a list does not make one body."""
_ATTRIBUTE = re.compile(r"无|百强|标杆|低碳|节水|疗护|友善|友好|示范|智能|数智|未来|[型化级类性式]")
"""What a hospital is like or rated, not what it is called: 无烟医院, 标杆医院, 研究型医院."""
_GUIDING = re.compile(r"指导中心|质量控制中心|质控中心|会诊中心|研究中心")
_GENERIC_LEVEL = re.compile(r"级$")


@dataclass(frozen=True, slots=True)
class Link:
    """The institution a written name means. `name` is as written where `resolved` is false."""

    name: str
    kind: InstitutionKind
    place: str | None
    rule: str
    basis: str
    resolved: bool = True
    candidates: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(slots=True)
class Linker:
    """Links the names of one document. `seen` maps the own words of names linked so far to their links."""

    gazetteer: Gazetteer
    jurisdiction: Place | None
    view: TextView
    seen: dict[str, list[Link]] = field(default_factory=dict)
    by_span: dict[Span, Link] = field(default_factory=dict)

    def judge(self, name: Name) -> Verdict | None:
        """Whether `name` is one body or a class of them; `None` where it is neither."""
        left = name.left
        if left.category:
            return "category"
        if name.tail == "医院" and is_bare(name):
            return None
        if name.known:
            return "institution"
        if left.places:
            return "category" if self._only_township_class(name) else "institution"
        if left.marker:
            return self._judge_marked(name)
        if left.zone:
            return "institution"
        if left.proper and self._coined(name):
            return None
        if name.group in ("village", "clinic"):
            return "category"
        if left.proper:
            return None if name.group in ("office", "health") and not left.township and not left.university else "institution"
        return self._judge_bare(name)

    def _coined(self, name: Name) -> bool:
        """Whether a name in quotes is a drive's (“智安医院”创建), not a body's."""
        text, span = self.view.text, name.span
        if name.left.university or name.left.township:
            return False
        if _ATTRIBUTE.search(text[name.left.core : span.end]) and not (name.left.places or name.left.marker):
            return True
        quoted = text[span.begin - 1 : span.begin] == "“" and text[span.end : span.end + 1] == "”"
        return quoted or bool(re.match(r"(?:[一二三]年)?创建", text[span.end : span.end + 4]))

    def _only_township_class(self, name: Name) -> bool:
        if name.tail.startswith("卫生服务中心"):
            return False
        if name.left.proper or name.group not in ("township", "village", "clinic"):
            return name.group in ("village", "clinic") and not name.left.proper
        written = self.view.text[name.left.places[-1].begin : name.left.places[-1].end]
        return bool(re.search(r"[省市区县旗州]$", written))

    def _judge_marked(self, name: Name) -> Verdict:
        left = name.left
        if name.group in ("township", "village", "clinic") and not left.proper and name.tail != "卫生服务中心":
            return "category"
        if self.jurisdiction is None:
            return "institution"
        place = self.marked_place(left.marker)
        if place is None and left.marker not in ("国家", "中国"):
            return "category"
        if _GENERIC_LEVEL.search(left.marker) and not self._one_of_its_level(name, place):
            return "category"
        if name.group == "hospital" and name.tail == "医院" and left.marker[0] in "省市":
            full = self.gazetteer.full_name(place) + "医院" if place else ""
            return "institution" if full in known_by_name() or (place and place.level == "county") else "category"
        if left.marker in ("国家", "中国") and name.group in ("hospital", "township", "health", "care"):
            return "category"
        return "institution"

    def _one_of_its_level(self, name: Name, place: Place | None) -> bool:
        """Whether 省级X or 市级X is the one body of the document's own level (a ruling of the annotation guide)."""
        if name.group != "centre" or place is None or place != self.jurisdiction:
            return False
        return place.level == "province" or (name.left.marker == "市级" and bool(_GUIDING.search(name.tail)))

    def _judge_bare(self, name: Name) -> Verdict:
        lender = self.by_span.get(name.lender) if name.lender else None
        if _self_contained(name.tail):
            return "institution"
        if name.lender is not None and lender is not None and name.bare != "never" and not _GENERIC_TAIL.match(name.tail):
            return "institution"
        county = self.jurisdiction is not None and self.jurisdiction.level in ("county", "zone")
        if name.bare == "modifier":
            if name.left.ordinal and not name.tail.startswith(("第一附属", "第二附属", "第三附属")) and "附属" not in name.tail:
                return "institution"
            if self._known_here(name) and self._among_bodies(name):
                return "institution"
            return "institution" if county and name.tail in _COUNTY_BARE and not self._class_context(name) else "category"
        return "institution" if county and name.bare == "county" and not self._class_context(name) else "category"

    def _class_context(self, name: Name) -> bool:
        """Whether the neighbourhood speaks of all such bodies: after a bracket of levels, or 各, or beside 等机构."""
        before = self.view.text[max(0, name.span.begin - 12) : name.span.begin]
        after = self.view.text[name.span.end : name.span.end + 8]
        return bool(
            re.search(r"\)$|(?:各|各级|二级以上|级|县\(市、区\)|所有|全市|全省|公立)[^,。;]{0,6}、?$", before)
            or re.match(r"(?:、[^,。;]{2,8})?等(?:各级|医疗|公共卫生|机构)|级|类", after)
        )

    def _among_bodies(self, name: Name) -> bool:
        """Whether a bare name stands beside linked ones, or, for an ordinary name (中医院), is being built there too."""
        near = any(abs(span.begin - name.span.end) <= 16 or abs(name.span.begin - span.end) <= 16 for span in self.by_span)
        after = self.view.text[name.span.end : name.span.end + 4]
        built = bool(re.match(r"新院|新址|迁建|搬迁|[一二三]期|选址", after))
        return near and built if name.tail in _COUNTY_BARE else near or built

    def _known_here(self, name: Name) -> tuple[Known, ...]:
        if self.jurisdiction is None:
            return ()
        return _known_tails().get((self.jurisdiction.code, name.tail), ())

    def link(self, name: Name) -> Link:
        """The institution that `name` means; remembered for the names that follow."""
        link = self._link(name)
        if name.campus and link.resolved:
            parent = link.name.removesuffix(name.campus)
            link = Link(link.name, link.kind, link.place, link.rule, link.basis, parent=parent)
        self.by_span[name.span] = link
        if link.resolved:
            self.seen.setdefault(name.tail, []).append(link)
        return link

    def _link(self, name: Name) -> Link:
        left = name.left
        if name.known:
            return self._link_known(name)
        if left.places:
            return self._link_placed(name)
        if left.marker:
            return self._link_marked(name)
        if left.zone and self.jurisdiction is not None:
            return self._link_zone(name)
        if is_bare(name):
            return self._link_bare(name)
        return self._link_proper(name)

    def _link_known(self, name: Name) -> Link:
        written = name.tail.removesuffix(name.campus) if name.campus else name.tail
        found = name.known
        if len(found) > 1 and self.jurisdiction is not None:
            here = self.gazetteer.province(self.jurisdiction)
            near = tuple(k for k in found if here is not None and self._within(here, k.place))
            found = near or found
        if len(found) > 1:
            names = tuple(k.name for k in found)
            return self._unresolved(name, names, f"“{written}”可指{'、'.join(names)},文中不足以区分")
        known = found[0]
        basis = f"“{written}”是{known.name}的通用简称" if written != known.name else f"“{written}”是全称"
        return Link(known.name + name.campus, known.kind, known.place, "known", basis, parent=known.parent)

    def _within(self, province: Place, code: str) -> bool:
        place = self.gazetteer.get(code)
        return place is not None and self.gazetteer.contains(province, place)

    def _link_placed(self, name: Name) -> Link:
        places = name.left.places
        written = self.view.text[places[0].begin : places[-1].end].replace("\n", "")
        resolution = self.gazetteer.resolve(written, self.jurisdiction)
        place = resolution.place
        if place is None and len(places[-1].places) == 1:
            place = places[-1].places[0]
        if place is None:
            candidates = tuple(self.gazetteer.full_name(p) + name.tail for p in places[-1].places)
            return self._unresolved(name, candidates, resolution.basis)
        full = self._named_place(written, place)
        if not _FULL_FORM.search(written) and not self._expands(name, place):
            return self._made(self._short_prefix(written, place), name, place, "written-place", f"名称自身写明“{written}”")
        basis = f"名称自身写明“{written}”" + (f",即{full}" if written != full else "")
        return self._made(full, name, place, "written-place", basis)

    def _named_place(self, written: str, place: Place) -> str:
        """The full name; a new area keeps the name it is written by (贵安新区, 青岛西海岸新区 for 西海岸新区)."""
        if not written.endswith("新区") or (place.name.endswith(written) and place.level != "zone"):
            return self.gazetteer.full_name(place)
        longer = [n for n in place.short_names if n.endswith(written)]
        return written if place.level == "zone" else max(longer, key=len, default=written)

    def _expands(self, name: Name, place: Place) -> bool:
        """Whether a place written short (嘉兴) takes its full form in the name: for offices and plain endings, not for
        names of their own (北京长峰医院, 重庆健康教育促进中心).
        """  # fmt: skip
        if name.group in ("office", "short", "number", "township") or name.lender is not None:
            return True
        if self.gazetteer.full_name(place) + name.tail in known_by_name():
            return True
        plain = not name.left.proper and name.tail not in ("医院", "医院集团")
        if name.group == "centre" or name.group in ("school", "society"):
            return False
        return plain and place.level in ("county", "prefecture", "province") and not self._exists_short(name, place)

    def _short_prefix(self, written: str, place: Place) -> str:
        """A place written short in a name of its own: a district of the document's own city with the city's name."""
        above = self.gazetteer.parent(place)
        own = self.jurisdiction
        if own is None or above is None or not self.gazetteer.full_name(place).startswith(above.name):
            return written
        return above.name + written if self.gazetteer.contains(above, own) else written

    def _exists_short(self, name: Name, place: Place) -> bool:
        short = place.short_names[0] if place.short_names else place.name
        return short + name.tail in known_by_name() or (place.level == "province" and place.name.endswith("市"))

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
        ending = {"自治州": "州", "自治县": "县", "自治旗": "旗", "生产建设兵团": "兵团"}.get(marker, marker)
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

    def _link_marked(self, name: Name) -> Link:
        marker = name.left.marker
        own = self.jurisdiction
        if marker in ("国家", "中国"):
            return Link(marker + _spelled(name.tail), name.kind, "100000", "national", f"“{marker}”指全国性机构")
        place = self.marked_place(marker)
        if own is None or place is None:
            return self._unresolved(name, (), f"文件所属地区未知,“{marker}”无从确定")
        full = self.gazetteer.full_name(place)
        basis = f"文件代表{self.gazetteer.full_name(own)},“{marker}”指{full}"
        return self._made(full, name, place, "jurisdiction", basis)

    def _link_zone(self, name: Name) -> Link:
        own = self.jurisdiction
        assert own is not None
        zone = self.gazetteer.resolve(name.left.zone, own).place
        prefix = self.gazetteer.full_name(own) if own.level != "zone" else own.name
        if own.level != "zone":
            prefix += name.left.zone
        basis = f"文件代表{self.gazetteer.full_name(own)},“{name.left.zone}”取其功能区"
        return self._made(prefix, name, zone or own, "zone", basis)

    def _link_bare(self, name: Name) -> Link:
        if _self_contained(name.tail):
            return Link(name.tail, name.kind, None, "own-name", "名称自成一体,未写明地区")
        lender = self.by_span.get(name.lender) if name.lender else None
        if lender is not None and lender.resolved:
            prefix = self._lent_prefix(name, lender)
            if prefix is not None:
                place = self.gazetteer.get(lender.place) if lender.place else None
                known = known_by_name().get((place.short_names[0] if place and place.short_names else prefix) + name.tail, ())
                if len(known) == 1:
                    return Link(known[0].name, known[0].kind, known[0].place, "known", f"承前省略,即{known[0].name}")
                basis = f"与“{lender.name}”并列,承前省略“{prefix}”"
                return self._made(prefix, name, place, "shared-place", basis)
        tail = self._numbered_tail(name.tail)
        earlier = {link.name: link for key in (name.tail, tail) for link in self.seen.get(key, ())}
        if len(earlier) == 1:
            link = next(iter(earlier.values()))
            return Link(link.name, link.kind, link.place, "earlier-mention", f"文中已有“{link.name}”", parent=link.parent)
        return self._link_bare_here(name)

    def _link_bare_here(self, name: Name) -> Link:
        own = self.jurisdiction
        if own is None:
            return self._unresolved(name, (), "文件所属地区未知,名称未写明地区")
        known = self._known_here(name)
        if known:
            basis = f"文件代表{self.gazetteer.full_name(own)},当地此名的机构是{known[0].name}"
            return Link(known[0].name + name.campus, known[0].kind, known[0].place, "known-here", basis)
        if name.left.ordinal and own.level == "county" and own.name.endswith("区"):
            return self._ordinal_in_district(name, own)
        if own.level == "province" and name.left.ordinal:
            return self._unresolved(name, (self.gazetteer.full_name(own) + name.tail,), "省级文件中未写明地区,可指各地同名医院")
        full = self.gazetteer.full_name(own)
        return self._made(full, name, own, "own-body", f"未写明地区,文件代表{full}")

    def _ordinal_in_district(self, name: Name, own: Place) -> Link:
        """A numbered hospital in a district's document is usually the city's; only a known one is taken to be."""
        above = self.gazetteer.parent(own)
        city = self.gazetteer.full_name(above) if above else ""
        if city + name.tail in known_by_name():
            return self._made(city, name, above, "known-above", f"文件代表{self.gazetteer.full_name(own)},{city}有此医院")
        candidates = (city + name.tail, self.gazetteer.full_name(own) + name.tail)
        return self._unresolved(name, candidates, f"未写明地区,可属{city}或{own.name}")

    def _lent_prefix(self, name: Name, lender: Link) -> str | None:
        """What the lender lends: the university before 附属, else its place."""
        university = re.match(r"(.+?(?:大学|学院))(?=第|附属)", lender.name)
        if "附属" in name.tail or name.group == "affiliate":
            return university.group(1) if university else None
        place = self.gazetteer.get(lender.place) if lender.place else None
        if place is None or place.level == "country":
            return None
        return self.gazetteer.full_name(place)

    def _link_proper(self, name: Name) -> Link:
        own = self.jurisdiction
        left = name.left
        if left.university:
            full = university_names()[left.university] + _affiliated(name.tail.removeprefix(left.university))
            known = known_by_name().get(full)
            return Link(known[0].name if known and len(known) == 1 else full, name.kind, None, "written-university", f"名称自身写明“{left.university}”")
        if own is None or _self_contained(name.tail):
            return Link(name.tail, name.kind, None, "own-name", "名称自成一体,未写明地区")
        place, basis = own, f"未写明地区,文件代表{self.gazetteer.full_name(own)}"
        if left.township and own.level == "prefecture":
            county = self._county_of(left.township, own)
            if county is not None:
                place, basis = county, f"{left.township}属{self.gazetteer.full_name(county)}"
        return self._made(self.gazetteer.full_name(place), name, place, "own-body", basis)

    def _county_of(self, township: str, own: Place) -> Place | None:
        homes = [code for code, names in townships().items() if code.startswith(own.code[:4]) and township in names]
        return self.gazetteer.get(homes[0]) if len(homes) == 1 else None

    def _made(self, prefix: str, name: Name, place: Place | None, rule: str, basis: str) -> Link:
        tail = self._tail(name, prefix, place)
        full = self._as_mentioned(prefix, tail, name)
        known = known_by_name().get(full.removesuffix(name.campus) if name.campus else full, ())
        if len(known) == 1 and known[0].name == full.removesuffix(name.campus):
            return Link(full, known[0].kind, known[0].place, rule, basis, parent=known[0].parent)
        return Link(full, name.kind, place.code if place else None, rule, basis)

    def _as_mentioned(self, prefix: str, tail: str, name: Name) -> str:
        """The form the document uses elsewhere for the same body: 中医医院 for 中医院, 平桥镇中心卫生院 for 平桥 in a list."""
        swapped = tail.replace("中医医院", "中医院") if "中医医院" in tail else tail.replace("中医院", "中医医院")
        used = {link.name for key in (tail, swapped) for link in self.seen.get(key, ())}
        if name.left.marker and prefix + tail not in used and prefix + swapped in used:
            return prefix + swapped
        if name.lender is not None and name.group == "township":
            stem = re.sub(r"(?:街道|镇|乡)$", "", name.span.of(self.view.text))
            fuller = [
                link
                for span, link in self.by_span.items()
                if span.begin < name.span.begin and link.name.startswith(prefix + stem) and link.kind == "primary_care"
            ]
            if len({link.name for link in fuller}) == 1:
                return fuller[0].name
        return prefix + tail

    def _tail(self, name: Name, prefix: str, place: Place | None) -> str:
        tail = name.tail.removesuffix(name.campus) if name.campus else name.tail
        numbered = _NUMBERED.match(tail)
        if name.group == "affiliate":
            tail = _affiliated(tail)
        if numbered and name.group in ("number", "hospital"):
            tail = self._numbered(numbered.group(1), prefix, place, people=bool(numbered.group(2)))
        elif tail == "医院" and name.left.marker[:1] in tuple("县区旗") and place is not None and place.level == "county":
            tail = "人民医院" if prefix + "医院" not in known_by_name() else tail
        return tail + name.campus

    def _numbered_tail(self, tail: str) -> str:
        match = _NUMBERED.match(tail)
        return f"第{match.group(1)}人民医院" if match else tail

    def _numbered(self, number: str, prefix: str, place: Place | None, *, people: bool) -> str:
        """The full form of 一院: as the document has it, as the place's known hospital is called, else 第一人民医院."""
        forms = [f"第{number}人民医院", f"第{number}医院", f"第{number}中心医院", f"第{number}中心人民医院"]
        for form in forms:
            if any(link.name == prefix + form for link in self.seen.get(form, ())):
                return form
        known = known_by_name()
        return next((form for form in forms if prefix + form in known), forms[0]) if not people else forms[0]

    def _unresolved(self, name: Name, candidates: tuple[str, ...], basis: str) -> Link:
        written = name.span.of(self.view.text).replace("\n", "")
        return Link(written, name.kind, None, "unresolved", basis, resolved=False, candidates=candidates)


def _spelled(tail: str) -> str:
    """The words of a name with an abbreviated commission inside spelled out (国家卫生健康委西南培训中心)."""
    return re.sub(r"(?:卫生健康委|卫健委)(?!员会)", "卫生健康委员会", tail)


def _affiliated(tail: str) -> str:
    """一附院, 附二院 and the like as 第一附属医院; everything else unchanged."""
    match = re.fullmatch(r"(?:附(?:属)?)?([一二三四五六七八九])附?(?:医)?院", tail)
    return f"第{match.group(1)}附属医院" if match and "附" in tail else "附属医院" if tail == "附院" else tail


def _self_contained(tail: str) -> bool:
    """Whether a name needs no place: an army hospital, a national body."""
    return bool(re.match(r"(?:中国人民)?解放军|武警|联勤|[东西南北中]部战区|中华|中国|国家|国药|中铁|中建|中核|中航|航天|国家电网|\d{3,4}医院|(?:陆|海|空|火箭)军", tail))


@cache
def _known_tails() -> Mapping[tuple[str, str], tuple[Known, ...]]:
    """Known hospitals by the code of their place and the words of their name that follow the place's own name."""
    found: dict[tuple[str, str], tuple[Known, ...]] = {}
    for known in known_institutions():
        if known.kind != "hospital":
            continue
        for name in (known.name, *known.short):
            tail = re.match(r"^(?:[\u4e00-\u9fff]{2,7}?(?:省|市|自治区|自治州)|北京|上海|天津|重庆|武汉)?((?:第?[一二三四五六七八九十]|人民|中医|口腔|儿童|妇产|妇幼|妇女|肿瘤|胸科|眼科|骨科|精神|传染|中心|康复|老年|安定|佑安|友谊|朝阳|同仁|安贞|协和|同济).{0,8}院)$", name)
            if tail:
                key = (known.place, tail.group(1))
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), known)))
    return {key: value for key, value in found.items() if len(value) == 1}
