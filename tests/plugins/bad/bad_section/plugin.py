"""Loads well; its report sections raise or return nonsense."""

from værdig.api import Figure, Line, Paragraph, PluginInfo, ReportSection, SectionContent, Table, hookimpl

PLUGIN = PluginInfo(id="bad_section", title="Bygger forkert")


def raises(context):
    raise LookupError("no such figure")


def nothing(context):
    return None


def number_as_text(context):
    return SectionContent(blocks=[Paragraph(text=float("nan"))])


def nan_in_text(context):
    return SectionContent(blocks=[Paragraph(text=f"Tallet er {float('nan')} procent.")])


def uneven_table(context):
    return SectionContent(blocks=[Table(caption="Tabel", columns=["a", "b"], rows=[["1"]])])


def uneven_line(context):
    return SectionContent(blocks=[Line(caption="Linje", unit="u", periods=["2021Q1"], values=[1.0, 2.0])])


def silent_gap(context):
    figure = Figure(id="x", label="l", value=None, unit="u", definition="d", source="s", period="2021H1")
    return SectionContent(blocks=[], figures=[figure])


def markup(context):
    return SectionContent(blocks=["<script>alert(1)</script>"])


@hookimpl
def register_report_sections():
    for build in (raises, nothing, number_as_text, nan_in_text, uneven_table, uneven_line, silent_gap, markup):
        yield ReportSection(id=f"bad_section.{build.__name__}", title=build.__name__, build=build)
