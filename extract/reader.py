"""Source files to `Document`: which reader a file needs, and the text in it without silent loss.

One reader a format, chosen by what the bytes are and then by the suffix. Adding a format is adding a `Reader`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document

MAX_LOSS = 0.001
"""The share of characters that may be undecodable in a text that is otherwise sound; more is the wrong encoding."""

_COMMON = frozenset(
    "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "与及服务医院卫疗健康建设推进管理全市县区省制度体系机构基层公共实施加强完善提升"
    "與為國時來們動發對會務醫療衛建設進縣區體構層實強與開關機應標準覆蓋擴總"
)
"""Frequent characters of Chinese prose, simplified and traditional, by which a wrong decoding betrays itself."""


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and what they say; the longer before the shorter that begins it."""

GRAPH_MANIFEST = "kg.json"
GRAPH_FILES = frozenset({GRAPH_MANIFEST, "graph.ttl", "graph.nq", "graph.html"})
"""What a build wrote is no document, where the graph lies inside the folder that is read."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Characters of a file that could not be decoded and stand as U+FFFD in the text."""

    path: Path
    count: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is read: `suffixes` with the dot, `recognises` looks at the bytes, `decode` gives text and encoding."""

    media_type: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    decode: Callable[[Path, bytes], tuple[str, str]]


class UnknownFormatError(ReadError):
    """A file of a format that no reader knows."""


def source_files(paths: Iterable[Path], onerror: Callable[[ReadError], None]) -> Iterator[Path]:
    """The files below `paths` that may be documents, sorted; each file once, hidden ones and built graphs left out.

    `onerror` is told of every folder that cannot be looked into.
    """
    seen = set()
    for path in paths:
        for file in _files_below(path, onerror) if path.is_dir() else [path]:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _files_below(folder: Path, onerror: Callable[[ReadError], None]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        onerror(ReadError(str(error.filename), f"cannot be looked into: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=report):
        graph = GRAPH_MANIFEST in names
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (graph and name == "store"))
        for name in sorted(names):
            if not name.startswith(".") and not (graph and name in GRAPH_FILES):
                yield Path(place, name)


def read_document(path: Path) -> tuple[Document, Loss | None]:
    """The document in the file at `path`, and what was lost in decoding it.

    Raises `ReadError` with a one-line reason where the file cannot be read as text.
    """
    if path.exists() and not path.is_file():
        raise ReadError(path, "is not a regular file")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror}") from error
    if not data.strip():
        raise ReadError(path, "is empty")
    reader = _reader_for(path, data)
    text, encoding = reader.decode(path, data)
    if not any(char.isalnum() for char in text):
        raise ReadError(path, "holds no text")
    count = text.count("\ufffd")
    document = Document(readable(path.name), hashlib.sha256(data).hexdigest(), text, encoding, reader.media_type)
    return document, Loss(path, count, encoding) if count else None


def readable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 (archives from Chinese systems) are read as GB18030."""
    return os.fsencode(name).decode("gb18030", errors="replace") if not name.isprintable() and _surrogates(name) else name


def _surrogates(name: str) -> bool:
    return any("\udc80" <= char <= "\udcff" for char in name)


def supported_suffixes() -> tuple[str, ...]:
    """The suffixes of all formats that can be read."""
    return tuple(suffix for reader in READERS for suffix in reader.suffixes)


def _reader_for(path: Path, data: bytes) -> Reader:
    for reader in READERS:
        if path.suffix.lower() in reader.suffixes and reader.recognises(data):
            return reader
    for reader in READERS:
        if path.suffix.lower() in reader.suffixes:
            raise ReadError(path, f"is not {reader.media_type}: it holds binary data")
    raise UnknownFormatError(path, f"has no reader: formats read are {', '.join(supported_suffixes())}")


def _is_plain_text(data: bytes) -> bool:
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    binary = data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b"))
    return not binary and b"\x00" not in data


def _decode_plain(path: Path, data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_loss(path, data, (encoding,))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _with_loss(path, data, ("utf-8", "gb18030", "big5hkscs"))


def _with_loss(path: Path, data: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    """The decoding that reads most like Chinese prose among those that lose next to nothing."""
    candidates = []
    for encoding in encodings:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= MAX_LOSS * len(text):
            candidates.append((sum(char in _COMMON for char in text) / len(text), encoding, text))
    if not candidates:
        tried = ", ".join(encodings)
        raise ReadError(path, f"cannot be decoded as {tried}: save it as UTF-8 and try again")
    _, encoding, text = max(candidates)
    return text, encoding


READERS: tuple[Reader, ...] = (Reader("text/plain", (".txt",), _is_plain_text, _decode_plain),)
