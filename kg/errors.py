"""The errors a user can meet: one base, one class a stage; each says what was found, where, and what to do."""

from pathlib import Path


class KgError(Exception):
    """Base of every error this project raises on purpose; the command line prints it and exits with 1."""


class ReadError(KgError):
    """A source file cannot be read as text; `path` is the file, `reason` one line for the user."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class VocabularyError(KgError):
    """A row of a vocabulary or decision file is wrong; the message starts with `file:line`."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class BuildError(KgError):
    """The graph cannot be built or written."""


class StoreError(KgError):
    """A folder is not a graph this project built, or its store cannot be opened."""


class QueryError(KgError):
    """A SPARQL query is malformed or fails."""
