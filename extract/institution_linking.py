"""Whose hospital is it? From a written name to the full name of one institution, with the rule and its grounds.

The jurisdiction of the document says what 市, 省, 区 mean; the document's own fuller mentions come before conventions; what
neither decides stays unresolved with its candidates. Nothing is guessed across places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.extract.institution_forms import (
    NUMBERED,
    affiliated,
    affiliated_forms,
    numbered_forms,
    school_name,
    self_contained,
    spelled,
)
from kg.extract.institution_lists import is_bare
from kg.extract.institution_names import Name
from kg.extract.institution_scope import Scope
from kg.model import InstitutionKind, Span
from kg.ontology.institutions import known_by_name, university_names
from kg.ontology.places import Place

_FULL_FORM = re.compile(r"[省市区县旗州盟]$|兵团$")
_PROVINCIAL = re.compile(r"(?:第[一二三四五六七八九十]+)?(?:人民|中医|中西医结合|儿童|肿瘤|口腔|胸科)医院|中医院|妇幼保健院|疾病.*|卫生.*")
"""The bodies every province has: 贵州人民医院 is 贵州省人民医院, while 广西国际壮医医院 is its own full name."""
_SHORT_ORDINAL = re.compile(r"([一二三四五六七八九])(中医(?:医)?院|中西医结合医院|中心医院|妇幼保健院)")
"""A numbered hospital without its 第: 市一中医院."""
_CONVENTION = "按通例取"
MASKED = re.compile(r"(?:XX|××|\*{2}|[○〇]{2}|某某?)$")
"""What stands for a place's name in an anonymised copy: XX市, 某县."""
_NATIONAL = ("国家", "中国")


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

    scope: Scope
    text: str
    seen: dict[str, list[Link]] = field(default_factory=dict)
    by_span: dict[Span, Link] = field(default_factory=dict)

    def link(self, name: Name) -> Link:
        """The institution that `name` means; remembered for the names that follow."""
        link = self._link(name)
        if name.campus and link.resolved:
            parent = link.name.removesuffix(name.campus)
            link = Link(link.name, link.kind, link.place, link.rule, link.basis, parent=parent)
        self.by_span[name.span] = link
        if link.resolved:
            for words in dict.fromkeys((name.tail, self._own_words(link))):
                self.seen.setdefault(words, []).append(link)
        return link

    def _own_words(self, link: Link) -> str:
        """The full name without the place it begins with."""
        place = self.scope.gazetteer.get(link.place) if link.place else None
        return link.name.removeprefix(self.scope.gazetteer.full_name(place)) if place else link.name

    def _link(self, name: Name) -> Link:
        left = name.left
        if name.known:
            return self._link_known(name)
        if left.places:
            return self._link_placed(name)
        if left.marker:
            return self._link_marked(name)
        if left.zone and self.scope.jurisdiction is not None:
            return self._link_zone(name)
        if is_bare(name):
            return self._link_bare(name)
        return self._link_proper(name)

    def _link_known(self, name: Name) -> Link:
        written = name.tail.removesuffix(name.campus) if name.campus else name.tail
        found = self.scope.near(name.known) if len(name.known) > 1 else name.known
        if len(found) > 1:
            names = tuple(k.name for k in found)
            return self._unresolved(name, names, f"“{written}”可指{'、'.join(names)},文中不足以区分")
        known = found[0]
        basis = f"“{written}”是{known.name}的通用简称" if written != known.name else f"“{written}”是全称"
        return Link(known.name + name.campus, known.kind, known.place, "known", basis, parent=known.parent)

    def _link_placed(self, name: Name) -> Link:
        places = name.left.places
        written = self.text[places[0].begin : places[-1].end].replace("\n", "")
        resolution = self.scope.gazetteer.resolve(written, self.scope.jurisdiction)
        place = resolution.place
        if place is None and len(places[-1].places) == 1:
            place = places[-1].places[0]
        if place is None:
            candidates = tuple(self.scope.gazetteer.full_name(p) + name.tail for p in places[-1].places)
            return self._unresolved(name, candidates, resolution.basis)
        own = self.scope.jurisdiction
        if own is not None and self.scope.is_local_zone(written, place):
            basis = f"文件代表{self.scope.full_name},“{written}”取其功能区"
            return self._made(self.scope.full_name + written, name, own, "zone", basis)
        full = self.scope.named(written, place)
        if not _FULL_FORM.search(written) and not self._expands(name, place):
            return self._made(self.scope.kept_short(written, place), name, place, "written-place", f"名称自身写明“{written}”")
        basis = f"名称自身写明“{written}”" + (f",即{full}" if written != full else "")
        return self._made(full, name, place, "written-place", basis)

    def _expands(self, name: Name, place: Place) -> bool:
        """Whether a place written short (嘉兴) takes its full form in the name: for offices and plain endings, not for
        names of their own (北京长峰医院, 重庆健康教育促进中心).
        """  # fmt: skip
        if name.group in ("office", "short", "number", "township") or name.lender is not None:
            return True
        if self.scope.gazetteer.full_name(place) + name.tail in known_by_name():
            return True
        plain = not name.left.proper and name.tail not in ("医院", "医院集团")
        if name.group == "centre" or name.group in ("school", "society"):
            return False
        if place.level == "province" and not _PROVINCIAL.fullmatch(name.tail):
            return False
        return plain and place.level in ("county", "prefecture", "province") and not self.scope.exists_short(name.tail, place)

    def _link_marked(self, name: Name) -> Link:
        marker = name.left.marker
        own = self.scope.jurisdiction
        if MASKED.search(self.text, max(0, name.left.begin - 3), name.left.begin):
            return self._unresolved(name, (), f"原文隐去了“{marker}”的名称")
        if marker in _NATIONAL:
            return Link(marker + spelled(name.tail), name.kind, "100000", "national", f"“{marker}”指全国性机构")
        place = self.scope.marked_place(marker)
        if own is None or place is None:
            unknown = self._unresolved(name, (), f"文件所属地区未知,“{marker}”无从确定")
            return self._mentioned(name) or unknown
        full = self.scope.gazetteer.full_name(place)
        basis = f"文件代表{self.scope.full_name},“{marker}”指{full}"
        return self._made(full, name, place, "jurisdiction", basis)

    def _link_zone(self, name: Name) -> Link:
        own = self.scope.jurisdiction
        assert own is not None
        zone = self.scope.gazetteer.resolve(name.left.zone, own).place
        prefix = self.scope.full_name if own.level != "zone" else own.name
        if own.level != "zone":
            prefix += name.left.zone
        basis = f"文件代表{self.scope.full_name},“{name.left.zone}”取其功能区"
        return self._made(prefix, name, zone or own, "zone", basis)

    def _link_bare(self, name: Name) -> Link:
        if self_contained(name.tail):
            return Link(name.tail, name.kind, None, "own-name", "名称自成一体,未写明地区")
        division = re.match(r"第[一二三四五六七八九十]+师", name.tail)
        place = self.scope.gazetteer.resolve(division.group(), self.scope.jurisdiction).place if division else None
        if division and place is not None:
            whole = replace(name, tail=name.tail.removeprefix(division.group()))
            return self._made(place.name, whole, place, "written-place", f"名称自身写明“{division.group()}”")
        return self._link_borrowed(name) or self._mentioned(name) or self._link_bare_here(name)

    def _link_borrowed(self, name: Name) -> Link | None:
        """The body that takes its place or university from the name before it in a list."""
        lender = self.by_span.get(name.lender) if name.lender else None
        prefix = self._lent_prefix(name, lender) if lender is not None and lender.resolved else None
        if lender is None or prefix is None:
            return None
        namesakes = known_by_name().get(name.tail, ())
        if namesakes and not self.scope.is_own(lender.place):
            names = tuple(k.name for k in namesakes)
            return self._unresolved(name, names, f"“{name.tail}”可指{'、'.join(names)},文中不足以区分")
        place = self.scope.gazetteer.get(lender.place) if lender.place else None
        short = place.short_names[0] if place and place.short_names else prefix
        known = known_by_name().get(short + name.tail, ())
        if len(known) == 1:
            return Link(known[0].name, known[0].kind, known[0].place, "known", f"承前省略,即{known[0].name}")
        return self._made(prefix, name, place, "shared-place", f"与“{lender.name}”并列,承前省略“{prefix}”")

    def _mentioned(self, name: Name) -> Link | None:
        """The one body of the jurisdiction that the document names in full with the same words."""
        numbered = NUMBERED.match(name.tail)
        tails = (name.tail, *(numbered_forms(numbered.group(1)) if numbered else ()))
        found = {
            link.name: link
            for tail in tails
            for link in self.seen.get(tail, ())
            if self.scope.is_own(link.place) and self._fits(name.left.marker, link)
        }
        if len(found) != 1:
            return None
        (link,) = found.values()
        return Link(link.name, link.kind, link.place, "earlier-mention", f"文中已有“{link.name}”", parent=link.parent)

    def _fits(self, marker: str, link: Link) -> bool:
        """Whether a body lies in a place of the kind a marker means: 县人民医院 is not 江苏省人民医院."""
        place = self.scope.gazetteer.get(link.place) if link.place else None
        return not marker or place is None or place.name.endswith(marker.removesuffix("级") or marker)

    def _link_bare_here(self, name: Name) -> Link:
        own = self.scope.jurisdiction
        if own is None:
            return self._unresolved(name, (), "文件所属地区未知,名称未写明地区")
        known = self.scope.known_here(name.tail)
        if known is not None:
            basis = f"文件代表{self.scope.full_name},当地此名的机构是{known.name}"
            return Link(known.name + name.campus, known.kind, known.place, "known-here", basis)
        if name.left.ordinal and own.level == "county" and own.name.endswith("区"):
            return self._ordinal_in_district(name, own)
        if own.level == "province" and name.left.ordinal:
            return self._unresolved(name, (self.scope.full_name + name.tail,), "省级文件中未写明地区,可指各地同名医院")
        full = self.scope.full_name
        return self._made(full, name, own, "own-body", f"未写明地区,文件代表{full}")

    def _ordinal_in_district(self, name: Name, own: Place) -> Link:
        """A numbered hospital in a district's document is usually the city's; only a known one is taken to be."""
        above = self.scope.gazetteer.parent(own)
        city = self.scope.gazetteer.full_name(above) if above else ""
        if city + name.tail in known_by_name():
            return self._made(city, name, above, "known-above", f"文件代表{self.scope.full_name},{city}有此医院")
        candidates = (city + name.tail, self.scope.full_name + name.tail)
        return self._unresolved(name, candidates, f"未写明地区,可属{city}或{own.name}")

    def _lent_prefix(self, name: Name, lender: Link) -> str | None:
        """What the lender lends: the university before 附属, else its place."""
        university = re.match(r"(.+?(?:大学|学院))(?=第|附属)", lender.name)
        if "附属" in name.tail or name.group == "affiliate":
            return university.group(1) if university else None
        place = self.scope.gazetteer.get(lender.place) if lender.place else None
        if place is None or place.level == "country":
            return None
        return self.scope.gazetteer.full_name(place)

    def _link_proper(self, name: Name) -> Link:
        own = self.scope.jurisdiction
        left = name.left
        if left.university:
            return self._link_affiliated(name)
        if own is None or self_contained(name.tail):
            return Link(name.tail, name.kind, None, "own-name", "名称自成一体,未写明地区")
        place, basis = own, f"未写明地区,文件代表{self.scope.full_name}"
        county = self.scope.county_of(left.township) if left.township else None
        if county is not None:
            place, basis = county, f"{left.township}属{self.scope.gazetteer.full_name(county)}"
        return self._made(self.scope.gazetteer.full_name(place), name, place, "own-body", basis)

    def _link_affiliated(self, name: Name) -> Link:
        """A university's hospital: known under its name, with 医学院 restored, or by another order of 附属; else as written."""
        written = name.left.university
        school = university_names().get(written) or school_name(written)
        tail = name.tail.removeprefix(written)
        basis = f"名称自身写明“{written}”"
        forms = affiliated_forms(tail)
        home = known_by_name().get(school, ())
        city = self.scope.gazetteer.get(home[0].place) if len(home) == 1 else None
        seated = tuple("附属" + short + tail.removeprefix("附属") for short in (city.short_names[:1] if city else ()))
        for form in (*forms, *seated):
            known = known_by_name().get(school + form, ())
            if len(known) == 1:
                found = known[0]
                return Link(found.name, found.kind, found.place, "written-university", basis, parent=found.parent)
        place = self._place_in(tail) or (city.code if city else None)
        return Link(school + forms[0], name.kind, place, "written-university", basis)

    def _place_in(self, tail: str) -> str | None:
        """The place that a branch's own words name: 深圳 in 附属深圳医院."""
        match = re.fullmatch(r"(?:附属|第[一二三四五六七八九十]+附属)?(.{2,4}?)(?:中心|人民|中医)?医院", tail)
        place = self.scope.gazetteer.resolve(match.group(1), self.scope.jurisdiction).place if match else None
        return place.code if place else None

    def _made(self, prefix: str, name: Name, place: Place | None, rule: str, basis: str) -> Link:
        tail = self._tail(name, prefix, place)
        full = self._as_mentioned(prefix, tail, name)
        basis += self._convention(name, full)
        known = known_by_name().get(full.removesuffix(name.campus) if name.campus else full, ())
        if len(known) == 1:
            parent = known[0].parent if known[0].name == full.removesuffix(name.campus) else None
            return Link(full, known[0].kind, known[0].place, rule, basis, parent=parent)
        return Link(full, name.kind, place.code if place else None, rule, basis)

    def _convention(self, name: Name, full: str) -> str:
        """The remark that a number was filled up by convention, for want of a known or mentioned hospital."""
        numbered = NUMBERED.match(name.tail)
        if name.group != "number" or numbered is None or numbered.group(2) or full in known_by_name():
            return ""
        links = (link for form in numbered_forms(numbered.group(1)) for link in self.seen.get(form, ()))
        if any(link.name == full and _CONVENTION not in link.basis for link in links):
            return ""
        return f",“{name.tail}”{_CONVENTION}“第{numbered.group(1)}人民医院”"

    def _as_mentioned(self, prefix: str, tail: str, name: Name) -> str:
        """The form the document uses elsewhere for the same body: 中医医院 for 中医院, 平桥镇中心卫生院 for 平桥 in a list."""
        swapped = tail.replace("中医医院", "中医院") if "中医医院" in tail else tail.replace("中医院", "中医医院")
        used = {link.name for key in (tail, swapped) for link in self.seen.get(key, ())}
        if name.left.marker and prefix + tail not in used and prefix + swapped in used:
            return prefix + swapped
        if name.lender is not None and name.group == "township":
            stem = re.sub(r"(?:街道|镇|乡)$", "", name.span.of(self.text))
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
        numbered = NUMBERED.match(tail)
        if name.group == "affiliate":
            tail = affiliated(tail)
        ordinal = _SHORT_ORDINAL.fullmatch(tail)
        if ordinal:
            tail = f"第{ordinal.group(1)}{self._spelling(prefix, f'第{ordinal.group(1)}', ordinal.group(2))}"
        if numbered and name.group in ("number", "hospital"):
            tail = self._numbered(numbered.group(1), prefix, people=bool(numbered.group(2)))
        elif tail == "医院" and name.left.marker[:1] in tuple("县区旗") and place is not None and place.level == "county":
            tail = "人民医院" if prefix + "医院" not in known_by_name() else tail
        return tail + name.campus

    def _spelling(self, prefix: str, number: str, ending: str) -> str:
        """中医院 or 中医医院 as the document, then as the known hospitals of the place spell it."""
        for form in (ending, "中医医院", "中医院"):
            named = prefix + number + form
            if named in known_by_name() or any(link.name == named for link in self.seen.get(number + form, ())):
                return form
        return ending

    def _numbered(self, number: str, prefix: str, *, people: bool) -> str:
        """The full form of 一院: as the document has it, as the place's known hospital is called, else 第一人民医院."""
        forms = numbered_forms(number)
        for form in forms:
            if any(link.name == prefix + form for link in self.seen.get(form, ())):
                return form
        known = known_by_name()
        return next((form for form in forms if prefix + form in known), forms[0]) if not people else forms[0]

    def _unresolved(self, name: Name, candidates: tuple[str, ...], basis: str) -> Link:
        written = name.span.of(self.text).replace("\n", "")
        return Link(written, name.kind, None, "unresolved", basis, resolved=False, candidates=candidates)
