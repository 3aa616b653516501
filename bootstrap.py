#!/usr/bin/env python3
"""Set up the project in its own virtual environment and run it; needs Python 3.11 or later and nothing else.

    python3 bootstrap.py samples    build the graph of the shipped samples into out/
    python3 bootstrap.py test       run the tests
    python3 bootstrap.py install    only set up, for your own `kg` commands
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")


def set_up(project: str) -> None:
    """Make the environment where it is missing, and install `project` (`.` with its extras) in it."""
    if not (SCRIPTS / ("python.exe" if sys.platform == "win32" else "python")).exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(f"cannot make a virtual environment ({error}); on Debian and Ubuntu: apt install python3-venv")
    run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", project)


def run(program: str, *arguments: str) -> None:
    """Run a program of the environment in the project's folder; its failure is ours."""
    code = subprocess.call([str(SCRIPTS / program), *arguments], cwd=ROOT)
    if code:
        sys.exit(code)


def main() -> None:
    """Do what the command line asks for."""
    if sys.version_info < (3, 11):
        sys.exit(f"kg needs Python 3.11 or later, this is {sys.version.split()[0]}")
    match sys.argv[1:]:
        case ["samples"]:
            set_up(".")
            run("kg", "build", "samples", "--output", "out")
            sys.stderr.write("Open out/graph.html in a browser, or ask: kg query, kg targets, kg vocab (see README.md)\n")
        case ["test", *arguments]:
            set_up(".[test]")
            run("python", "-m", "pytest", *arguments)
        case ["install"]:
            set_up(".[dev]")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
