"""Refers to a permission nobody has declared."""

from værdig.api import FormSpec, PluginInfo, VaerdigForm, hookimpl

PLUGIN = PluginInfo(id="bad_permission", title="Ukendt rettighed")


@hookimpl
def register_forms():
    yield FormSpec(
        id="bad_permission.form",
        title="Form",
        form_class=VaerdigForm,
        permission="bad_permission.nobody_knows",
        submit=lambda data: "",
    )
