"""The distribution: a wheel that carries everything, and works when installed away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.packaging


PAGES = """
from værdig import create_app
from værdig.municipality import service
app = create_app()
with app.app_context():
    service.create("prove", "Prøve Kommune")
for address in ("/", "/stab/log-ind", "/findes-ikke"):
    print(app.test_client().get(address).status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel without the network."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("vaerdig-*.whl"))


def _site_packages(environment: Path) -> Path:
    return next(environment.glob("lib/python*/site-packages"))


def _environment(folder: Path, *install: str) -> Path:
    """Make a virtual environment that sees the packages of this one but nothing of the checkout, and install into it."""
    venv.create(folder, with_pip=False, symlinks=True)
    here = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    links = _site_packages(folder)
    for entry in here.iterdir():
        if "vaerdig" not in entry.name and not (links / entry.name).exists():
            (links / entry.name).symlink_to(entry)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    command = [*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "--quiet", *install]
    subprocess.run(command, check=True, capture_output=True, cwd="/")
    return folder


def _run(environment: Path, instance: Path, *arguments: str) -> str:
    env = {"PATH": os.environ["PATH"], "VAERDIG_INSTANCE": str(instance), "PYTHONUTF8": "1", "HOME": str(instance)}
    command = [str(environment / "bin" / arguments[0]), *arguments[1:]]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd="/", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_wheel_carries_what_it_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "værdig/app.py",
        "værdig/migrations/env.py",
        "værdig/ui/templates/base_public.html",
        "værdig/ui/static/vaerdig.css",
        "værdig/ui/static/dkfds/css/dkfds.min.css",
        "værdig/translations/messages.pot",
        "værdig/catalogue/data/goals.json",
        "vaerdig_maal_sagsbehandling/plugin.py",
        "vaerdig_maal_sagsbehandling/definitions/albertslund_2020_2022.json",
        "vaerdig_eksempel/plugin.py",
    ):
        assert wanted in names, wanted
    assert any(name.startswith("værdig/migrations/versions/0001") for name in names)
    assert not any(name.startswith(("tests/", "plugins/", "instance/")) or "__pycache__" in name for name in names)


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_it_works_when_installed(wheel: Path, kind: str, tmp_path: Path) -> None:
    install = [str(wheel)] if kind == "wheel" else ["--editable", str(ROOT)]
    environment = _environment(tmp_path / "env", *install)
    instance = tmp_path / "instance"
    assert "core: ingen" in _run(environment, instance, "vaerdig", "db", "status")
    _run(environment, instance, "vaerdig", "db", "upgrade")
    plugins = json.loads(_run(environment, instance, "vaerdig", "plugins", "--json"))
    states = {plugin["id"]: plugin["state"] for plugin in plugins}
    assert states["vaerdig_maal_sagsbehandling"] == "loaded"
    assert set(states.values()) <= {"loaded", "off"}
    assert "albertslund_2020_2022" in _run(environment, instance, "vaerdig", "plan", "list")
    assert _run(environment, instance, "python", "-c", PAGES).split() == ["200", "200", "404"]
