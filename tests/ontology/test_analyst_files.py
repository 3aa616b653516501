"""Files as spreadsheets and editors save them are read; what is no table is refused with its line."""

from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.ontology.analyst_files import read_rows, read_text

TEXT = "id,label\r\nhut,夕阳小屋䶮\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_analysts_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(TEXT.encode(encoding))

    assert read_text(path) == TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEXT.encode("utf-16"), "own.csv:1: is not UTF-8 or GB18030: save it as CSV in UTF-8 and try again"),
        (None, "own.csv:1: cannot be read: No such file or directory"),
    ],
    ids=["another encoding", "no file"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "own.csv"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(VocabularyError, match=message):
        read_text(path)


def test_rows_come_trimmed_with_their_line() -> None:
    text = 'id, label ,,\n,,,\nhut,"夕阳\n小屋",,\n\nroom\n'

    rows = list(read_rows(text, "own.csv", ("id", "label", "alt"), ("id",)))

    assert rows == [
        (4, {"id": "hut", "label": "夕阳\n小屋", "alt": "", "": ""}),
        (6, {"id": "room", "label": "", "alt": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "own.csv:1: has no column 'id', 'label'; columns are id, label"),
        ("label\n夕阳小屋\n", "own.csv:1: has no column 'id'; columns are id, label"),
        ("id,label\nhut,夕阳小屋,夕阳\n", "own.csv:2: has more cells than the header: put quotes around"),
        ('id,label\nhut,"夕阳小屋\n', "own.csv:2: is no CSV: unexpected end of data"),
    ],
    ids=["empty", "a column is missing", "an unquoted comma", "an open quote"],
)
def test_what_is_no_table_is_refused(text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        list(read_rows(text, "own.csv", ("id", "label"), ("id", "label")))
