"""The README's map of the folders is the tree's, and its commands are the Makefile's."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _mapped() -> set[str]:
    """Return the folders and files named at the start of the lines of the map."""
    found = re.search(r"<!-- map -->\n```text\n(.*?)```", README, re.DOTALL)
    assert found, "the README has no map"
    named, folder = set(), ""
    for line in found[1].splitlines():
        name = re.match(r"(\s*)(\S+)", line)
        if name:
            indent, word = len(name[1]), name[2]
            folder = word if indent == 0 else folder
            named.add(word if indent == 0 else f"{folder}{word}")
    return named


def test_what_the_map_names_is_there() -> None:
    for name in _mapped():
        assert (ROOT / name).exists(), name


def test_every_folder_is_on_the_map() -> None:
    hidden = {"__pycache__"}
    top = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    features = {
        f"værdig/{path.name}/" for path in (ROOT / "værdig").iterdir() if path.is_dir() and path.name not in hidden
    }
    plugins = {
        f"plugins/{path.name}/" for path in (ROOT / "plugins").iterdir() if path.is_dir() and path.name not in hidden
    }
    missing = {name for name in top | features | plugins if name not in _mapped()}
    assert not missing - {"dist/", "build/"}


def test_the_two_commands_and_all_others_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", README))
    assert {"run", "test"} <= named
    assert named <= targets


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
