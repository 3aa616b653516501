"""The institutions and classes of institutions that a document names, each linked to its full name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.context import Context
from kg.extract.institution_linking import Link, Linker
from kg.extract.institution_lists import complete, is_bare
from kg.extract.institution_names import Name, find_names
from kg.extract.institution_scan import TextView, text_view
from kg.extract.institution_scope import Scope
from kg.extract.institution_verdicts import Judge
from kg.model import Institution, InstitutionKind, Mention, Span
from kg.ontology.institutions import known_by_name

_TITLE = re.compile(r"《[^《》]*》")
_SELF = re.compile(r"(?<![基原日成根文自])(?:我|本)(?:院(?!区)|局(?!限)|委(?!员)|中心|所(?![有属在以])|站|厅|校|馆)")
_KIND_OF_ISSUER: tuple[tuple[str, InstitutionKind], ...] = (
    (r"卫生院|社区卫生服务|社区健康服务", "primary_care"),
    (r"委员会$|局$|厅$|办公室$|政府$|委$|部$", "administration"),
    (r"医院|保健院|精神卫生中心|妇幼保健", "hospital"),
    (r"疾病预防|疾控|卫生监督|血站|血液中心|急救|健康教育|健康促进|防治所|防治院", "public_health"),
    (r"大学$|学院$|学校$|科学院$|研究院$|研究所$", "academic"),
)


@dataclass(frozen=True, slots=True)
class InstitutionFindings:
    """Mentions of kind institution and category, in order of the text; one `Institution` for every distinct name."""

    mentions: tuple[Mention, ...]
    institutions: tuple[Institution, ...]


def find_institutions(context: Context) -> InstitutionFindings:
    """Every institution the text names, elided parts of lists included, and every class of institutions."""
    view = text_view(context)
    linker = Linker(Scope(context.gazetteer, context.jurisdiction), view.text)
    judge = Judge(linker.scope, view.text, linker.by_span)
    names = [name for name in complete(view, find_names(view)) if not _in_title(view, name.span)]
    classes = _class_lenders(judge, names)
    mentions: list[Mention] = []
    links: list[Link] = []
    for name in _in_reading_order(names):
        verdict = "category" if name.span in classes else judge.verdict(name)
        if verdict == "institution":
            link = linker.link(name)
            links.append(link)
            mentions.append(_mention(view, name, link))
        elif verdict == "category":
            mentions.append(_category(view, name))
    ordered = tuple(sorted(mentions, key=lambda m: m.span))
    return InstitutionFindings(ordered, tuple(_institutions(context, ordered, links)))


def self_reference(context: Context, span: Span) -> str | None:
    """The full name of the issuer where `span` covers 我院, 本局, 我委 and the like; `None` for anything else."""
    written = span.of(context.text)
    if not _SELF.fullmatch(written) or context.metadata.issuer is None:
        return None
    ending = {"委": "委", "局": "局", "厅": "厅", "院": "院", "所": "所", "站": "站", "校": "校", "馆": "馆", "心": "中心"}[written[-1]]
    return context.metadata.issuer if ending in context.metadata.issuer else None


def self_mentions(context: Context) -> tuple[Mention, ...]:
    """The issuer wherever the text says 我院, 本中心 and the like: no mentions of a name, but subjects of what is said."""
    found = []
    for match in _SELF.finditer(context.text):
        span = Span(match.start(), match.end())
        name = self_reference(context, span)
        if name is not None:
            found.append(Mention(span, match.group(), "institution", name, "self-reference", f"“{match.group()}”指发文的{name}"))
    return tuple(found)


def issuer_kind(name: str) -> InstitutionKind:
    """The kind of an issuing body, by its name."""
    return next((kind for pattern, kind in _KIND_OF_ISSUER if re.search(pattern, name)), "other")


def _in_title(view: TextView, span: Span) -> bool:
    """Whether a span lies inside the title of a document, 《…》."""
    opening = view.text.rfind("《", max(0, span.begin - 120), span.begin)
    return opening >= 0 and view.text.rfind("》", opening, span.begin) < 0 and view.text.find("》", span.end, span.end + 120) >= 0


def _in_reading_order(names: list[Name]) -> list[Name]:
    """Names that say whose they are first, so that those that borrow or refer back find them; else as in the text."""
    return sorted(names, key=lambda n: (3 if is_bare(n) else 2 if n.lender else 1 if n.left.marker else 0, n.span))


def _class_lenders(judge: Judge, names: list[Name]) -> set[Span]:
    """The spans of all parts of a list of markers one of which means a class: 市、县疾控中心 in a province's document."""
    groups: dict[Span, list[Name]] = {}
    for name in names:
        if name.left.marker and name.lender is not None:
            groups.setdefault(name.lender, []).append(name)
    lenders = {name.span: name for name in names}
    found: set[Span] = set()
    for lender, parts in groups.items():
        whole = [*parts, *([lenders[lender]] if lender in lenders else [])]
        if any(judge.verdict(part) == "category" for part in whole):
            found.update(part.span for part in whole)
    return found


def _mention(view: TextView, name: Name, link: Link) -> Mention:
    surface = name.span.of(view.text)
    written = surface.replace("\n", "")
    basis = f"{written} → {link.name}:{link.basis}" if link.resolved else f"{written}:{link.basis}"
    return Mention(name.span, surface, "institution", link.name, link.rule, basis)


def _category(view: TextView, name: Name) -> Mention:
    surface = name.span.of(view.text)
    span = Span(name.left.core, name.span.end) if name.left.places else name.span
    surface = span.of(view.text)
    lead = re.match(r"(?:各级各类|各级|各|所有|全部|每个|每家|其他|其它|有关|相关|[个家所])+", surface)
    if lead and lead.end() < len(surface):
        span = Span(span.begin + lead.end(), span.end)
    surface = span.of(view.text)
    return Mention(span, surface, "category", surface.replace("\n", ""), "category", f"“{surface}”指一类机构")


def _institutions(context: Context, mentions: tuple[Mention, ...], links: list[Link]) -> Iterator[Institution]:
    second = _second_names(context.text, mentions)
    for name, link in sorted({link.name: link for link in reversed(links)}.items()):
        known = known_by_name().get(name, ()) if link.resolved else ()
        official = known[0].name if len(known) == 1 and known[0].name != name else None
        yield Institution(
            name, link.kind, link.place, link.resolved, link.candidates, link.parent, second.get(name) or official
        )  # fmt: skip


def _second_names(text: str, mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Names in brackets right after another institution's, or hung beside it (加挂…牌子), by the name they belong to."""
    found: dict[str, str] = {}
    bodies = [m for m in mentions if m.kind == "institution"]
    for first, second in itertools.pairwise(bodies):
        between = text[first.span.end : second.span.begin]
        hung = re.search(r"^[^。;、]{0,24}?(?:加挂|挂牌为?|增挂|挂)[“”]?$", between) and "牌" in text[second.span.begin - 6 : second.span.end + 6]
        bracketed = between == "(" and text[second.span.end : second.span.end + 1] == ")"
        if (bracketed or hung) and first.name != second.name:
            found[second.name] = first.name
    return found
