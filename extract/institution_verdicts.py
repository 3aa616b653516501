"""Is it one body or a class of bodies? What 市第五医院, 县级医院, 三级医院 and 智安医院 are in a given document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.extract.institution_forms import self_contained
from kg.extract.institution_linking import MASKED, Link
from kg.extract.institution_lists import is_bare
from kg.extract.institution_names import Name
from kg.extract.institution_scope import Scope
from kg.model import Span
from kg.ontology.institutions import known_by_name
from kg.ontology.places import Place

Verdict = Literal["institution", "category"]

_COUNTY_BARE = frozenset(("人民医院", "中医院", "中医医院", "中西医结合医院", "中心医院", "县医院", "蒙医医院", "藏医院", "蒙医院", "民族医院"))
_GENERIC_TAIL = re.compile(r"(?:部队|军队|社区|专科|互联网|教学|临床|区域|国际|民族|康复|护理|急救|公立|妇产|儿科|医学|康养|养老)+医院$")
"""Kinds of hospitals that a list does not make one body."""
_ATTRIBUTE = re.compile(r"无|百强|标杆|低碳|节水|疗护|友善|友好|示范|智能|数智|未来|[型化级类性式]")
"""What a hospital is like or rated, not what it is called: 无烟医院, 标杆医院, 研究型医院."""
_GUIDING = re.compile(r"指导中心|质量控制中心|质控中心|会诊中心|研究中心")
_GENERIC_LEVEL = re.compile(r"级$")
_COUNTY_VOICE = re.compile(r"[全我本][县旗]|[全我]区(?!域)|[县旗]委、?[县旗]政府")
_COUNTED = re.compile(r"\d{1,4}[家所个]")
"""A count right after a name tells that it is a class: 直免医院8家."""
_ACTS = re.compile(r"(?:也|已|年内|新院)?(?:完成|启动|通过|创建|建成|获|达到|晋升|迁建|[一二三]期|改扩建|新建|成功|顺利)")
SIBLING_REACH = 40
"""How many characters after a named body a bare name may still be its neighbour's."""
_LEVELLED = ("township", "village", "clinic")


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells bodies from classes in one text; `linked` are the spans of the names that are linked already."""

    scope: Scope
    text: str
    linked: Mapping[Span, Link]

    def verdict(self, name: Name) -> Verdict | None:
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
        if left.proper and not (left.township or left.university or name.lender) and _COUNTED.match(self.text, name.span.end):
            return "category"
        if name.group in ("village", "clinic"):
            return "category"
        if left.proper:
            return None if name.group in ("office", "health") and not left.township and not left.university else "institution"
        return self._judge_bare(name)

    def _coined(self, name: Name) -> bool:
        """Whether a name in quotes is a drive's (“智安医院”创建), not a body's."""
        text, span = self.text, name.span
        if name.left.university or name.left.township:
            return False
        if _ATTRIBUTE.search(text[name.left.core : span.end]) and not (name.left.places or name.left.marker):
            return True
        quoted = text[span.begin - 1 : span.begin] == "“" and text[span.end : span.end + 1] == "”"
        return quoted or bool(re.match(r"(?:[一二三]年)?创建", text[span.end : span.end + 4]))

    def _only_township_class(self, name: Name) -> bool:
        if name.tail.startswith("卫生服务中心"):
            return False
        if name.left.proper or name.group not in _LEVELLED:
            return name.group in ("village", "clinic") and not name.left.proper
        written = self.text[name.left.places[-1].begin : name.left.places[-1].end]
        return bool(re.search(r"[省市区县旗州]$", written))

    def _judge_marked(self, name: Name) -> Verdict:
        left = name.left
        if MASKED.search(self.text, max(0, left.begin - 3), left.begin):
            return "institution"
        if name.group in _LEVELLED and not left.proper and name.tail != "卫生服务中心":
            return "category"
        if self.scope.jurisdiction is None:
            return "institution"
        place = self.scope.marked_place(left.marker)
        if place is None and left.marker not in ("国家", "中国"):
            return "category"
        if _GENERIC_LEVEL.search(left.marker) and not self._one_of_its_level(name, place):
            return "category"
        if name.group == "hospital" and name.tail == "医院" and left.marker[0] in "省市":
            full = self.scope.gazetteer.full_name(place) + "医院" if place else ""
            return "institution" if full in known_by_name() or (place and place.level == "county") else "category"
        if left.marker in ("国家", "中国") and name.group in ("hospital", "township", "health", "care"):
            return "category"
        return "institution"

    def _one_of_its_level(self, name: Name, place: Place | None) -> bool:
        """Whether 省级X or 市级X is the one body of the document's own level (a ruling of the annotation guide)."""
        if name.group != "centre" or place is None or place != self.scope.jurisdiction:
            return False
        return place.level == "province" or (name.left.marker == "市级" and bool(_GUIDING.search(name.tail)))

    def _judge_bare(self, name: Name) -> Verdict:
        if self_contained(name.tail):
            return "institution"
        if name.lender in self.linked and name.bare != "never" and not _GENERIC_TAIL.match(name.tail):
            return "institution"
        county = self.scope.is_county or self._unnamed_county()
        if not county and self._follows_sibling(name):
            return "institution"
        if name.bare == "modifier":
            if name.left.ordinal and not name.tail.startswith(("第一附属", "第二附属", "第三附属")) and "附属" not in name.tail:
                return "institution"
            if self.scope.known_here(name.tail) and self._among_bodies(name):
                return "institution"
            return "institution" if county and name.tail in _COUNTY_BARE and not self._class_context(name) else "category"
        return "institution" if county and name.bare == "county" and not self._class_context(name) else "category"

    def _follows_sibling(self, name: Name) -> bool:
        """Whether a bare name opens the clause after one about a body of the document's own place: …,藏医院完成评审."""
        own = self.scope.jurisdiction
        ordinary = name.bare == "county" or (name.bare == "modifier" and name.tail in _COUNTY_BARE)
        if own is None or not ordinary or not _ACTS.match(self.text, name.span.end):
            return False
        if self.text[name.span.begin - 1 : name.span.begin] not in (",", ";"):
            return False
        near = (s for s in self.linked if 0 < name.span.begin - s.end <= SIBLING_REACH)
        return any(
            self.linked[span].place == own.code and not re.search("[。!?\n]", self.text[span.end : name.span.begin]) for span in near
        )

    def _unnamed_county(self) -> bool:
        """Whether a document of no known place speaks of its area as a county."""
        return self.scope.jurisdiction is None and bool(_COUNTY_VOICE.search(self.text))

    def _class_context(self, name: Name) -> bool:
        """Whether the neighbourhood speaks of all such bodies: after a bracket of levels, or 各, or beside 等机构."""
        before = self.text[max(0, name.span.begin - 12) : name.span.begin]
        after = self.text[name.span.end : name.span.end + 8]
        return bool(
            re.search(r"\)$|(?:各|各级|二级以上|级|县\(市、区\)|所有|全市|全省|公立)[^,。;]{0,6}、?$", before)
            or re.match(r"(?:、[^,。;]{2,8})?等(?:各级|医疗|公共卫生|机构)|级|类", after)
        )

    def _among_bodies(self, name: Name) -> bool:
        """Whether a bare name stands beside linked ones, or, for an ordinary name (中医院), is being built there too."""
        near = any(abs(span.begin - name.span.end) <= 16 or abs(name.span.begin - span.end) <= 16 for span in self.linked)
        after = self.text[name.span.end : name.span.end + 4]
        built = bool(re.match(r"新院|新址|迁建|搬迁|[一二三]期|选址", after))
        return near and built if name.tail in _COUNTY_BARE else near or built
