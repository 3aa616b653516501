"""Sections follow the markers that open paragraphs, whatever order of markers a writer uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.structure import path, section_at, sections

CASES = [
    (
        "han, bracketed han, arabic",
        "标题\n一、甲\n(一)乙\n1.丙丙。丁丁\n2.戊\n(二)己\n二、庚",
        ["一、/甲", "一、/(一)/乙", "一、/(一)/1./丙丙", "一、/(一)/2./戊", "一、/(二)/己", "二、/庚"],
    ),
    (
        "running numbers under changing parents",
        "一、任务\n(一)甲\n(二)乙\n二、工作\n——扩面工程。内容\n(三)丙\n——提质工程。内容\n(四)丁",
        ["一、/任务", "一、/(一)/甲", "一、/(二)/乙", "二、/工作", "二、/——/扩面工程", "二、/——/(三)/丙", "二、/——/提质工程", "二、/——/(四)/丁"],
    ),
    ("parts above han numbers", "第一部分总结\n一、甲\n第二部分要点\n一、乙", ["第一部分/总结", "第一部分/一、/甲", "第二部分/要点", "第二部分/一、/乙"]),
    ("a long first sentence is no heading", "1." + "推进" * 30 + "。完成", ["1./"]),
    ("no markers", "只有一段文字。", []),
    ("a decimal opens nothing", "1.5万人接受服务", []),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_sections(text: str, expected: list[str]) -> None:
    tree = sections(text)
    found = ["/".join([*(s.number for s in reversed(list(path(tree, i)))), tree[i].heading]) for i in range(len(tree))]

    assert found == expected


lines = st.lists(st.sampled_from(["一、甲", "二、乙", "(一)丙", "1.丁", "2、戊", "①己", "——庚工程。", "平文。", "第一章总则"]), max_size=20)


@given(lines)
def test_a_section_lies_inside_its_parent_and_siblings_do_not_overlap(parts: list[str]) -> None:
    tree = sections("\n".join(parts))

    for section in tree:
        if section.parent is not None:
            assert tree[section.parent].span.contains(section.span)
            assert tree[section.parent].level == section.level - 1
    for a in tree:
        for b in tree:
            if a is not b and a.parent == b.parent:
                assert not a.span.overlaps(b.span)


@given(lines)
def test_section_at_is_the_innermost(parts: list[str]) -> None:
    text = "\n".join(parts)
    tree = sections(text)

    for offset in range(len(text)):
        index = section_at(tree, offset)
        holding = [i for i, s in enumerate(tree) if s.span.begin <= offset < s.span.end]
        assert index == (max(holding, key=lambda i: tree[i].level) if holding else None)
