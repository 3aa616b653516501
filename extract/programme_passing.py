"""Programmes that a clause only speaks of: a training about it, a demand named in passing; nobody carries them out there."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.programme_grades import AIM_LABEL, REVIEW_LABEL
from kg.extract.programme_scenes import PROGRAMME, Scene
from kg.model import Span
from kg.ontology.programme_words import load_programme_words

_GRADES = frozenset({AIM_LABEL, REVIEW_LABEL})
"""Aims of a hospital itself, whatever stands before them: 对照三甲标准, 围绕三甲创建."""

_TASK = r"(?:建设|工作|项目|服务|创建|活动|试点|技术|管理|制度|政策|业务|专题|相关|专项|能力|健康|科普|改革|落实|推进|[省市县]级)*"
_ON_THE_WAY = (
    r"(?:做好|落实|推进|实施|深入|国家|全国|全[省市县区]|[省市县]级?|新一轮|创建|建设|Ⓛ|[“”、和及ⓅⒹ])*$"
)
_FRAME = re.compile(
    rf"{PROGRAMME}科(?!普|研|技|学)|在[“]?{PROGRAMME}[”]?{_TASK}(?:中|上|方面|基础上|背景下|框架下|过程中|领域)"
    rf"|为[“]?{PROGRAMME}[”]?{_TASK}(?:提供|奠定|打下|注入|贡献|作出|做出|增添|保驾|积累|创造|打好|夯实)"
    rf"|{PROGRAMME}[”]?{_TASK}(?:奠定|打下).{{0,4}}基础"
    rf"|{PROGRAMME}[”]?[^,。;ⓅⒾ]{{0,8}}(?:不足|不均|滞后|薄弱|短缺|偏低|不到位|不够|缺口|有待|不平衡)"
)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(load_programme_words().any_of("passing-before") + "(?:了|好|以)?" + _ON_THE_WAY)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[”]?{_TASK}(?:的)?" + load_programme_words().any_of("passing-after"))


def in_passing(scene: Scene, clause: Span, index: int) -> bool:
    """Whether the programme whose sign stands at `index` is only spoken of in its clause."""
    if scene.at(index).name in _GRADES:
        return False
    words = scene.words
    if _before().search(words, clause.begin, index) or _after().match(words, index + 1, clause.end):
        return True
    return any(m.start() <= index < m.end() for m in _FRAME.finditer(words, clause.begin, clause.end))
