"""Making a new plug-in from the running example: copied file by file with its names replaced."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from værdig.errors import UserError

EXAMPLE = "vaerdig_eksempel"
EXAMPLE_TITLE = "Eksempel"
EXAMPLE_CODE = "EKS-1"
"""The code of the example's metric; codes are used once, so the copy gets one from its own name."""
SKIPPED = ("__pycache__",)


def new_plugin(plugin_id: str, folder: Path, title: str) -> Path:
    """Copy the example to `folder/<plugin_id>` under its new names, and return where it is.

    Raises UserError when the id is not a lower-case ASCII word, or the folder is taken.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,60}[a-z0-9]", plugin_id):
        raise UserError("Plug-in'ens id skal være små bogstaver a-z, tal og _, fx vaerdig_spor_unge.")
    target = folder / plugin_id
    if target.exists():
        raise UserError(f"Der er allerede en mappe, der hedder {plugin_id}.")
    if find_spec(plugin_id) is not None:
        raise UserError(f"Navnet {plugin_id} er allerede taget af et andet Python-modul.")
    source = example_folder()
    for path in sorted(source.rglob("*")):
        if path.is_file() and not set(SKIPPED) & set(path.parts):
            _copy(path, target / _renamed(str(path.relative_to(source)), plugin_id), plugin_id, title)
    return target


def example_folder() -> Path:
    """Return where the running example lies; raises UserError when it is not installed."""
    spec = find_spec(EXAMPLE)
    if spec is None or not spec.submodule_search_locations:
        raise UserError(f"Eksemplet {EXAMPLE} er ikke installeret her.")
    return Path(next(iter(spec.submodule_search_locations)))


def _copy(path: Path, target: Path, plugin_id: str, title: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        rf'(title=_l\("){EXAMPLE_TITLE}("\))', lambda found: found[1] + title.replace('"', "”") + found[2], text
    )
    text = re.sub(
        r"^ *default_on=False,.*\n", "", text, flags=re.MULTILINE
    )  # the example is off; a new plug-in is wanted
    text = text.replace(EXAMPLE_CODE, f"{plugin_id.rpartition('_')[2].upper()}-1")
    target.write_text(_renamed(text, plugin_id), encoding="utf-8")


def _renamed(text: str, plugin_id: str) -> str:
    return text.replace(EXAMPLE, plugin_id)
