"""What a plug-in's import adds to the shared tables and mappers: the rules it must keep, and taking it out again."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase, Mapper, RelationshipProperty

from værdig.db import Base
from værdig.hooks.contracts import ModelSet
from værdig.hooks.records import Plugin, Refused

OWNER = "vaerdig_plugin"
"""The key in a table's `info` that says which plug-in made it; it outlives the host that saw the import."""


@contextmanager
def watched(plugin: Plugin) -> Iterator[None]:
    """Note on `plugin` what the block adds to modules, tables and declarative bases, also when it raises."""
    modules, tables = set(sys.modules), set(Base.metadata.tables)
    bases = set(DeclarativeBase.__subclasses__())
    try:
        yield
    finally:
        package = plugin.candidate.module.partition(".")[0]
        plugin.new_modules |= {name for name in sys.modules.keys() - modules if name.partition(".")[0] == package}
        plugin.new_bases |= {base for base in set(DeclarativeBase.__subclasses__()) - bases if not _is_core(base)}
        # A plug-in may be the first to import a part of the core; the tables that brings are still the core's.
        core = {str(mapper.local_table) for mapper in Base.registry.mappers if _is_core(mapper.class_)}
        for name in Base.metadata.tables.keys() - tables - core:
            plugin.new_tables.add(name)
            Base.metadata.tables[name].info[OWNER] = plugin.id


def _is_core(made: type) -> bool:
    return made.__module__.partition(".")[0] == "værdig"


def tables_of(plugin_id: str) -> list[Table]:
    """Return the tables a plug-in has made, in this or an earlier host of the process."""
    return [table for table in Base.metadata.tables.values() if table.info.get(OWNER) == plugin_id]


def check_tables(plugin: Plugin, models: Collection[ModelSet], known_ids: Iterable[str]) -> None:
    """Raise Refused for a table or base that breaks a rule of ownership."""
    tables = tables_of(plugin.id)
    if len(models) > 1:
        raise Refused("register_models må kun give ét ModelSet.")
    if tables and not models:
        raise Refused(f"Tabellen »{tables[0].name}« er lavet uden register_models.")
    for given in models:
        _check_base(plugin, given)
    for table in tables:
        _check_name(plugin, table, known_ids)
        _check_owned(table)
        _check_keys(plugin, table)
    for mapper in _core_mappers(plugin):
        raise Refused(f'Klassen »{mapper.class_.__name__}« skal bygge på plugin_base("{plugin.id}"), ikke på kernens.')


def _check_base(plugin: Plugin, given: ModelSet) -> None:
    if given.prefix != plugin.id:
        raise Refused(f"Tabellernes præfiks skal være »{plugin.id}«, ikke »{given.prefix}«.")
    registry = getattr(given.base, "registry", None)
    if registry is None or registry is Base.registry or registry.metadata is not Base.metadata:
        raise Refused(f'Basen i register_models skal komme fra plugin_base("{plugin.id}").')


def _check_name(plugin: Plugin, table: Table, known_ids: Iterable[str]) -> None:
    owners = [known for known in {*known_ids, plugin.id} if table.name.startswith(f"{known}_")]
    if max(owners, key=len, default="") != plugin.id:
        raise Refused(f"Tabellen »{table.name}« skal hedde »{plugin.id}_…«.")


def _check_owned(table: Table) -> None:
    if not table.info.get("reference") and "municipality_id" not in table.columns:
        raise Refused(
            f"Tabellen »{table.name}« mangler municipality_id. Bland Owned ind, eller mærk den som opslagsdata."
        )


def _check_keys(plugin: Plugin, table: Table) -> None:
    for key in table.foreign_keys:
        target = Base.metadata.tables.get(key.target_fullname.rpartition(".")[0])
        if target is None:
            raise Refused(f"Fremmednøglen {table.name}.{key.parent.name} peger på en tabel, der ikke findes.")
        if target.info.get(OWNER, plugin.id) != plugin.id:
            raise Refused(f"Fremmednøglen {table.name}.{key.parent.name} peger på en anden plug-in's tabel.")


def personal_columns(plugin_id: str) -> list[str]:
    """Return `table.column` for every column marked as personal."""
    return [
        f"{table.name}.{column.name}"
        for table in tables_of(plugin_id)
        for column in table.columns
        if column.info.get("personal")
    ]


def check_mappers(plugin: Plugin, models: Collection[ModelSet]) -> None:
    """Configure the plug-in's mappers by themselves; a back-reference onto another registry is refused before it is made."""
    for given in models:
        registry = given.base.registry  # type: ignore[attr-defined]
        for mapper in registry.mappers:
            _refuse_backrefs(mapper)
        registry.configure(cascade=True)
        for mapper in registry.mappers:
            _refuse_populating(mapper)


def _refuse_backrefs(mapper: Mapper[Any]) -> None:
    # Asking a mapper for its relationships would configure it and so make the back-reference; what was declared is read
    # instead.
    for name, prop in mapper._init_properties.items():
        if isinstance(prop, RelationshipProperty) and prop.backref is not None:
            raise Refused(f"Relationen »{mapper.class_.__name__}.{name}« må ikke bruge backref.")


def _refuse_populating(mapper: Mapper[Any]) -> None:
    for relation in mapper.relationships:
        if relation.back_populates and relation.mapper.registry is not mapper.registry:
            raise Refused(f"Relationen »{relation}« må ikke bruge back_populates på kernens klasser.")


def _core_mappers(plugin: Plugin) -> list[Mapper[Any]]:
    package = plugin.candidate.module.partition(".")[0]
    return [m for m in Base.registry.mappers if m.class_.__module__.partition(".")[0] == package]


def take_out(plugin: Plugin) -> None:
    """Undo what the plug-in's import added: mappers, bases, tables and modules."""
    for mapper in _core_mappers(plugin):
        # There is no public way to dispose of one class of a registry; this is what disposing of all of them does to each.
        manager = mapper.class_manager
        Base.registry._managers.pop(manager, None)
        Base.registry._dispose_manager_and_mapper(manager)
    for base in plugin.new_bases:
        base.registry.dispose()
    for name in plugin.new_tables:
        table = Base.metadata.tables.get(name)
        if table is not None:
            Base.metadata.remove(table)
    for name in plugin.new_modules:
        sys.modules.pop(name, None)
    plugin.new_modules, plugin.new_tables, plugin.new_bases = set(), set(), set()
