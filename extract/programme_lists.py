"""Names whose head is written once for a whole list: 胸痛、卒中、创伤等急诊急救中心, 服务价格、医保支付等改革."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.programme_candidates import Candidate
from kg.model import Span
from kg.ontology.vocabulary import Concept

_HAN = r"[\u4e00-\u9fff]"
_SHARED_HEAD = re.compile(
    r"(?:、|和|及|以及|与)(?P<last>[\u4e00-\u9fff“”]{2,14}?)(?:等)?(?P<count>[一二三四五六七八九十\d]+(?:大|个|类|项|种))?"
    r"(?P<level>国家级?|省级|市级)?(?P<head>[\u4e00-\u9fff]{0,8}?(?:区域医疗中心|中心|改革|筛查|联盟|医联体|行动|工程|计划))"
)
_SEPARATOR = re.compile(r"、|以及|和|及|与")
_PART = re.compile(rf"{_HAN}{{2,10}}$")
_VERB = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:推进|建设|创建|支持|争创|建成|新建|设立|申报|布局|打造|设置|争取|培育|规划|启动))"
)
"""What a list's first item may begin with."""

_ENDINGS = (
    "中心",
    "救治中心",
    "诊疗中心",
    "建设",
    "改革",
    "筛查",
    "联盟",
    "付费",
    "制度改革",
    "价格改革",
    "行动",
    "工程",
    "行动计划",
    "提升行动",
    "促进行动",
)


def elided_heads(text: str, names: Mapping[str, Concept]) -> Iterator[Candidate]:
    """The parts of lists that share a written head, each with the head restored, where that makes a known name.

    `names` are the vocabulary's names without marks. Parts of a list of regional or national centres
    (心血管病、呼吸、肿瘤3个国家区域医疗中心) get the head as written.
    """
    for match in _SHARED_HEAD.finditer(text):
        head = match["head"]
        parts = [*_last_part(text, match, names), *_parts_before(text, match.start())]
        national = match["level"] == "国家" and head == "医学中心"
        found = [] if national else [c for part in parts for c in _restored(text, part, head, names)]
        if match["count"] and (national or head.endswith("区域医疗中心")):
            known = [c.span for c in found]
            found += [
                _regional_centre(text, p, match) for p in parts if not any(p.overlaps(k) for k in known)
            ]
        if len(found) >= 2 or (found and _known_head(match, names)):
            yield from found


def _last_part(text: str, match: re.Match[str], names: Mapping[str, Concept]) -> Iterator[Span]:
    """The list's last item, unless it is a whole name together with the head that follows it."""
    begin, end = match.span("last")
    if not any(text[i : match.end()] in names for i in range(begin, end)) or match["count"]:
        yield Span(begin, end)


def _regional_centre(text: str, part: Span, match: re.Match[str]) -> Candidate:
    verb = _VERB.match(text, part.begin, part.end - 1)
    part = Span(verb.end(), part.end) if verb else part
    head = (match["level"] or "") + match["head"]
    return Candidate(part, part.of(text) + head, "shared-head", broader="regional-layout", rank=0)


def _known_head(match: re.Match[str], names: Mapping[str, Concept]) -> bool:
    return match["last"] + match["head"] in names or match["head"] in names


def _parts_before(text: str, end: int) -> Iterator[Span]:
    """The list items that stand before `end`, nearest first, each after a separator or at the start of the list."""
    while True:
        part = _PART.search(text[max(0, end - 12) : end])
        if part is None:
            return
        begin = max(0, end - 12) + part.start()
        separators = [m for m in _SEPARATOR.finditer(text, begin, end) if m.start() > begin]
        if separators:
            begin = separators[-1].end()
        yield Span(begin, end) if begin < end else Span(end - 1, end)
        before = next((s for s in ("以及", "、", "和", "及", "与") if text.endswith(s, 0, begin)), None)
        if before is None:
            return
        end = begin - len(before)


def _restored(text: str, part: Span, head: str, names: Mapping[str, Concept]) -> Iterator[Candidate]:
    """The end of `part` that makes a known name together with the head of its list, a preferred label first."""
    endings = dict.fromkeys((head, *(e for e in _ENDINGS if head.endswith(e[-2:]))))
    found: list[Candidate] = []
    for begin in range(part.begin, part.end - 1):
        word = text[begin : part.end]
        if word in names:
            return
        for ending in endings:
            concept = names.get(word + ending)
            if concept is not None:
                is_label = concept.label == word + ending
                restored = Candidate(Span(begin, part.end), concept.label, "shared-head", concept.id, rank=0)
                found.insert(0 if is_label else len(found), restored)
    yield from found[:1]
