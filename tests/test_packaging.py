"""What is installed is what is in the checkout: packages, data files, the command, types."""

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"kg": "kg", "ontology": "kg.ontology", "extract": "kg.extract", "build": "kg.build", "viz": "kg.viz"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def packages() -> dict[str, Path]:
    """Every folder with Python modules, by its import name."""
    found = {}
    for folder, name in FOLDERS.items():
        for init in (ROOT / folder).rglob("__init__.py"):
            inside = init.parent.relative_to(ROOT / folder).parts
            found[".".join([name, *inside])] = init.parent
    return found


def test_setup_cfg_lists_every_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = {name.strip() for name in config["options"]["packages"].split(",")}
    folders = dict(line.split(" = ") for line in config["options"]["package_dir"].strip().splitlines())

    assert listed == set(packages())
    assert {name: ROOT / folder for name, folder in folders.items()} == packages()


def test_the_wheel_holds_every_module_and_data_file(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    for name, folder in packages().items():
        for path in folder.rglob("*"):
            if path.suffix in {".py", ".csv", ".ttl", ".html", ".css", ".js", ".json", ".typed"}:
                assert f"{name.replace('.', '/')}/{path.relative_to(folder).as_posix()}" in held


def test_the_wheel_installs_no_top_level_but_kg(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0] for name in wheel.namelist() if ".dist-info" not in name} == {"kg"}


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kg.cli import main; CliRunner().invoke(main, ['--help'])\n"
        "print(sorted(m for m in ('rdflib', 'pyoxigraph', 'networkx', 'pyvis', 'jieba', 'opencc') if m in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_checkout_and_an_installation_import_the_same_modules() -> None:
    code = "import kg.build.graph, kg.extract.clean; print(kg.build.graph.__file__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()

    assert Path(found) == ROOT / "build" / "graph.py"
