"""Templates stand for exactly the names their brackets allow."""

import pytest

from kg.ontology.templates import expand


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("安宁疗护", ("安宁疗护",)),
        ("[县域]医共体", ("医共体", "县域医共体")),
        ("(预防/防治)", ("预防", "防治")),
        ("[综合/三级]防治", ("防治", "综合防治", "三级防治")),
        ("[紧密型[县域]]医共体", ("医共体", "紧密型医共体", "紧密型县域医共体")),
        ("执业(助理)医师", ("执业(助理)医师",)),
        ("互联网+[医疗]健康", ("互联网+健康", "互联网+医疗健康")),
    ],
)
def test_expand(template: str, names: tuple[str, ...]) -> None:
    assert expand(template) == names


@pytest.mark.parametrize("template", ["[县域医共体", "县域)医共体", "县域]医共体", "(a/b)" * 12])
def test_a_malformed_or_exploding_template_is_an_error(template: str) -> None:
    with pytest.raises(ValueError):
        expand(template)
