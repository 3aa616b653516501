"""Files are read without silent loss; what cannot be read says why."""

import os
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.extract.reader import read_document, source_files

SIMPLIFIED = "全市卫生健康工作要点:推进家庭医生签约服务,加强医疗机构管理,提升公共卫生服务能力。"
TRADITIONAL = "全市衛生健康工作要點:推進家庭醫生簽約服務,加強醫療機構管理,提升公共衛生服務能力。"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_detected(tmp_path: Path, text: str, encoding: str, expected: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))

    document, loss = read_document(path)

    assert (document.text, document.encoding, loss) == (text, expected, None)


def test_a_few_broken_bytes_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((SIMPLIFIED * 60).encode() + b"\xff" + SIMPLIFIED.encode())

    document, loss = read_document(path)

    assert loss is not None
    assert (loss.count, loss.encoding) == (1, "utf-8")
    assert document.text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is not text/plain: it holds binary data"),
        ("zeros.txt", b"abc\x00def", "is not text/plain: it holds binary data"),
        ("noise.txt", bytes(range(0x80, 0x100)) * 20, "cannot be decoded as"),
        ("plan.pdf", b"%PDF-1.7", "has no reader: formats read are .txt"),
        ("marks.txt", "——。。".encode(), "holds no text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ReadError, match=reason) as caught:
        read_document(path)
    assert str(path) in str(caught.value)


def test_files_come_sorted_once_and_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    unread: list[ReadError] = []
    found = [p.relative_to(tmp_path).as_posix() for p in source_files([tmp_path, tmp_path / "a.txt"], unread.append)]

    assert (found, unread) == (["a.txt", "b.txt", "sub/c.txt"], [])


def test_what_a_build_wrote_is_no_document(tmp_path: Path) -> None:
    for name in ("plan.txt", "out/kg.json", "out/graph.ttl", "out/store/1.sst", "out/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    found = [p.relative_to(tmp_path).as_posix() for p in source_files([tmp_path], lambda error: None)]

    assert found == ["plan.txt", "out/notes.txt"]


def test_a_name_from_an_archive_in_gb18030_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "工作要点.txt".encode("gb18030")))
    path.write_text(SIMPLIFIED, encoding="utf-8")

    assert read_document(path)[0].source_file == "工作要点.txt"
