"""The indicator of a coverage word: what is covered, what with, and the rate that says so."""

from __future__ import annotations

import re

from kg.extract.target_wording import YEARS, Wording, tidy, without_link
from kg.ontology.target_words import any_of

_ACTS = {
    "签": "签约",
    "防": "防控",
    "检": "检测",
    "治": "治疗",
    "接": "接种",
    "种": "接种",
    "查": "筛查",
    "管": "管理",
    "保": "参保",
    "收": "收治",
    "转": "转诊",
    "建": "建立",
    "兑": "兑现",
    "纳": "纳入",
    "救": "救治",
    "助": "救助",
    "评": "评估",
    "筛": "筛查",
}
"""What the verb of 应X尽X is as a noun."""

_EACH = re.compile(
    r"(?P<place>[\u4e00-\u9fff])(?P=place)(?:都|均)?(?:建?有|设有|建成|通|达标|覆盖)(?P<what>[\u4e00-\u9fff]*)"
)


def coverage(left: str, word: str, rule: str) -> Wording:
    """The indicator of a coverage word: what is covered, what with, and 率."""
    before = tidy(YEARS.sub("", left))
    if rule == "coverage-full":
        return _covered(before)
    if rule == "coverage-should":
        what = re.sub(r"^应(.{1,2})尽\1$", r"\1", word)
        act = _ACTS.get(what, what)
        noun = re.sub(r"(?:服务)?(?:做到|实现|基本|确保|坚持|落实|推进)*$", "", without_link(before))
        noun = noun.removesuffix(act) if len(noun) > len(act) + 1 else noun
        return Wording(f"{noun}{act}率", "", noun)
    if rule == "coverage-all-of":
        what = re.sub(
            r"^覆盖(?:了|到|至)?(?:所有|全部|各|全[市县区省州旗](?:的)?(?:所有|全部|各)?)?(?:的)?", "", word
        )
        what = re.sub(r"\d+个?", "", what) or what
        return Wording(f"{without_link(before)}{what}覆盖率", "", what)
    if rule == "coverage-all-do":
        return _all_do(before, word)
    if rule == "coverage-each" and (each := _EACH.match(word)):
        return Wording(f"{each['place']}{each['what']}覆盖率", "", each["what"])
    return _every(before, word)


def _covered(before: str) -> Wording:
    text = re.sub(
        r"(?:实现|达到|做到|基本实现|推进|推动|确保|完成|(?:年内|同年)?(?:也)?要|提前实现|开展|建设|的)+$",
        "",
        without_link(before),
    )
    match = re.match(
        r"^(?P<what>.+?)(?:在|对(?!口)|向)(?P<where>[^在对向]{3,}?)(?:的)?(?:中|内)?(?:实现|达到|做到)?$",
        text,
    )
    if match:
        return Wording(f"{match['where']}{match['what'].rstrip('的')}覆盖率", "", match["what"])
    text = re.sub(r"(?:实现|达到|做到)(?=[^实现]{2,})", "", text)
    return Wording(f"{text}覆盖率", "", text)


def _all_do(before: str, word: str) -> Wording:
    act = re.sub(
        r"^(?:均|全部|都|全员|一律|普遍|无一遗漏、?全部)(?:要|应|须|已经?|能够?|可|会|按期|如期|按时|顺利|基本|成功|予以)*",
        "",
        word,
    )
    subject = re.sub(r"^(?:确保|实现)", "", before)
    subject = re.sub(r"(?:所有|全部|各类|各级)", "", subject).strip("的,、")
    verb = re.match(any_of("achieve"), act)
    if verb and len(act) == len(verb.group()):
        name = f"{act}率"
        return Wording(f"{subject}{name}", "", subject)
    thing = re.sub(rf"^{any_of('achieve')}(?:了|有)?(?:\d+[个家所名张]|一[个家所名张支])?", "", act)
    thing = _head(thing)
    kind = verb.group() if verb else ""
    if kind in {"达到", "达", "符合", "够得上"}:
        return Wording(f"{subject}{thing}达标率", "", subject)
    if kind in {"建成", "建有", "建立", "设有", "设立", "设置", "成立", "组建"}:
        return Wording(f"{subject}{thing}建成率", "", subject)
    if kind in {"完成", "配备", "配齐", "通过"}:
        return Wording(f"{subject}{thing}{kind.replace('齐', '备')}率", "", subject)
    return Wording(f"{subject}{thing}覆盖率", "", subject)


def _every(before: str, word: str) -> Wording:
    if match := re.match(r"^(?:完成|实现)(?:了)?(?:全部|所有)(?P<what>.+)$", word):
        return Wording(f"{match['what']}完成率", "", match["what"])
    body = re.sub(r"^(?:所有|全部)(?:的)?", "", word)
    match = re.match(
        rf"^(?P<noun>.+?)(?:均|都|全部)?(?:要|基本|已)?(?P<verb>{any_of('achieve')})(?P<rest>.*)$", body
    )
    if not match:
        return Wording(f"{before}{body}覆盖率", "", body)
    noun = f"{before}{match['noun']}"
    rest = _head(re.sub(r"^\d+[个家所名张]", "", match["rest"]))
    if match["verb"] in {"有", "建有", "设有", "拥有"}:
        return Wording(f"有{rest}的{noun}比例", "", noun)
    if match["verb"] in {"达到", "符合"}:
        return Wording(f"{noun}{rest}达标率", "", noun)
    return Wording(f"{noun}{rest}{match['verb']}率", "", noun)


def _head(phrase: str) -> str:
    """The noun that a long attribute ends in: 人财物统一管理、信息共享的县域医共体 is 县域医共体."""
    head = phrase.rsplit("的", 1)[-1]
    return head if len(phrase) > 14 and len(head) >= 4 else phrase
