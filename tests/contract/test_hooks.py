"""Specifications, guide, core and tutorial are one: every hook is declared, described, called, and used."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from contract.imports import PACKAGE, PLUGINS, parsed
from plugin_folder import BAD, forget, host_of, site_of

from værdig import api
from værdig.hooks import specs
from værdig.hooks.collect import RETURNS
from værdig.hooks.contracts import Slot
from værdig.hooks.records import Stage
from værdig.hooks.sections import MetricData

GUIDE = (PLUGINS / "README.md").read_text(encoding="utf-8")
EXAMPLE = PLUGINS / "vaerdig_eksempel"

HOOKS: dict[str, FunctionType] = {
    name: function
    for name, function in vars(specs).items()
    if isinstance(function, FunctionType) and function.__module__ == specs.__name__
}


def signatures() -> dict[str, str]:
    """Return each hook's signature as it is written in `specs.py`."""
    functions = [node for node in parsed(PACKAGE / "hooks" / "specs.py").body if isinstance(node, ast.FunctionDef)]
    return {
        node.name: f"{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns or ast.Constant(None))}"
        for node in functions
    }


def calls(path: Path, *methods: str) -> Iterator[str]:
    """Yield the constant first argument of each call of one of the methods in a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def texts(path: Path) -> set[str]:
    """Return every text constant of a file."""
    return {
        node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def implemented(path: Path) -> set[str]:
    """Return the functions of a `plugin.py` that carry `@hookimpl`."""
    return {
        node.name
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and any("hookimpl" in ast.unparse(mark) for mark in node.decorator_list)
    }


def test_names_carry_a_verb() -> None:
    assert HOOKS
    assert [name for name in HOOKS if not name.startswith(("register_", "render_", "on_"))] == []


def test_the_guide_has_a_heading_with_each_hooks_exact_signature_in_the_same_order() -> None:
    headings = re.findall(r"^### `(.+)`$", GUIDE, re.MULTILINE)
    assert headings == list(signatures().values())


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_each_says_when_it_is_called_what_comes_back_and_what_an_error_does(name: str) -> None:
    said = inspect.getdoc(HOOKS[name]) or ""
    assert "Called" in said
    if name.startswith(("register_", "render_")):
        assert "Returns: " in said
        assert "Error: " in said


def test_each_declaring_hook_has_its_type() -> None:
    assert set(RETURNS) == {name for name in HOOKS if name.startswith("register_")}
    written = signatures()
    for name, wanted in RETURNS.items():
        assert written[name].endswith((f"[{wanted.__name__}]", f".{wanted.__name__}]"))


def test_the_tutorial_implements_every_hook_once() -> None:
    assert implemented(EXAMPLE / "plugin.py") == set(HOOKS)


def test_everything_declared_is_asked_for_and_nothing_else_is() -> None:
    asked = {name for path in PACKAGE.rglob("*.py") for name in calls(path, "collect", "active", "find")}
    asked = {name for name in asked if name.startswith("register_")}
    mounted = texts(PACKAGE / "hooks" / "routes.py") | texts(PACKAGE / "hooks" / "host.py")
    asked |= {name for name in mounted if name in RETURNS}
    assert asked == set(RETURNS)


def test_everything_that_can_happen_is_told_and_nothing_else_is() -> None:
    told = {name for path in PACKAGE.rglob("*.py") for name in texts(path) if re.fullmatch(r"on_[a-z_]+", name)}
    assert told & set(HOOKS) == {name for name in HOOKS if name.startswith("on_")}
    fired = {name for path in PACKAGE.rglob("*.py") for name in calls(path, "fire", "_tell")}
    assert fired <= set(HOOKS)


@pytest.mark.parametrize("slot", Slot)
def test_each_slot_is_rendered_exactly_once(slot: Slot) -> None:
    pattern = re.compile(rf"render_slot\(\s*[\"']{slot}[\"']")
    places = [path for path in PACKAGE.rglob("*.html") for _hit in pattern.findall(path.read_text(encoding="utf-8"))]
    assert len(places) == 1


def test_every_slot_rendered_is_declared() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html"))
    assert set(re.findall(r"render_slot\(\s*[\"'](\w+)", pages)) == set(Slot)


def table_after(heading: str) -> list[str]:
    """Return the names in the first column of the first table after a heading of the guide."""
    found = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", GUIDE, re.MULTILINE)
    assert found, heading
    return re.findall(r"^\| `(\w+)` \|", found[1], re.MULTILINE)


def test_the_guide_lists_every_slot() -> None:
    assert table_after("Slot") == [str(slot) for slot in Slot]


def test_the_guide_lists_every_stage_in_order() -> None:
    assert table_after("Stage") == [str(stage) for stage in Stage]


def test_the_guide_names_all_that_may_be_imported() -> None:
    chapter = GUIDE[GUIDE.index("## What a plug-in may import") : GUIDE.index("## What happens when")]
    assert set(re.findall(r"`([A-Za-z_]+)`", chapter)) == set(api.__all__)
    assert sorted(api.__all__, key=str) == sorted(set(api.__all__))
    assert [name for name in api.__all__ if not hasattr(api, name)] == []


def smallest() -> str:
    found = re.search(r"<!-- smallest -->\n```python\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


def test_the_smallest_plug_in_runs_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "plugins" / "vaerdig_maal_handicap"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "plugin.py").write_text(smallest(), encoding="utf-8")
    site = site_of(tmp_path / "instance", folder.parent, plugins="vaerdig_maal_handicap")
    host = site.extensions["vaerdig_host"]
    assert [(known.id, known.failure) for known in host.plugins if not known.is_core and known.selected] == [
        ("vaerdig_maal_handicap", None)
    ]
    metric = host.find("register_metrics", "vaerdig_maal_handicap.andel")
    data = MetricData({"i_arbejde": [("2021Q1", 30.0), ("2021Q2", None)], "alle": [("2021Q1", 60.0), ("2021Q2", 60.0)]})
    with host.batch() as batch:
        assert batch.compute(metric, data, "2021H1").value == {"2021Q1": 50.0, "2021Q2": None}
    forget(host)


def test_each_argument_a_hook_has_reaches_who_names_it() -> None:
    """`bad_argument` asks for one more than there is, and is stopped; the tutorial asks for all there are."""
    host = host_of(BAD, plugins="bad_argument", strict=False)
    plugin = host.plugin("bad_argument")
    assert plugin is not None
    assert plugin.failure is not None
    assert "answers" in plugin.failure.text
    forget(host)
    functions = {node.name: node for node in parsed(EXAMPLE / "plugin.py").body if isinstance(node, ast.FunctionDef)}
    for name, function in HOOKS.items():
        asked = [argument.arg for argument in functions[name].args.args]
        assert asked == list(inspect.signature(function).parameters), name
