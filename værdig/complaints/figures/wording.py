"""The Danish names of what is counted, and what is said under a table; nothing is counted here."""

from __future__ import annotations

from værdig.i18n import _, _l

HELPED = {"ja": _l("Ja"), "delvist": _l("Delvist"), "nej": _l("Nej")}
"""The answers to whether it helped to complain, best first."""

EXPLAINED = {
    "complaints.type": _l(
        "Typen er, hvad sagen samlet er. Hver sag tælles én gang. »Klage over optræden« er kun de sager, der mest handler om det."
    ),
    "complaints.theme": _l(
        "Temaet er, hvad et klagepunkt handler om. En klage over sagsbehandling kan have et punkt om optræden, og en sag uden "
        "klagepunkter har intet tema. Derfor er tallene ikke de samme som efter type."
    ),
    "complaints.principle": _l(
        "Princippet følger af klagepunkternes tema. En sag uden klagepunkter er ikke med. Derfor er tallene ikke de samme som "
        "efter type."
    ),
    "complaints.formality": _l(
        "Formalitet er, hvordan sagen er behandlet, og realitet er, hvad der er besluttet. En sag med klagepunkter af begge slags står "
        "under begge dele. Aktindsigt er de sager, der ikke handler om andet."
    ),
    "complaints.after": _l(
        "En sag, der både er fastholdt og åbnet igen, tælles som åbnet igen. »Ingen af delene« er også sager, der ikke er "
        "besvaret endnu."
    ),
    "complaints.repeat": _l("Tallet er kun de sager, hvor medarbejderne har noteret, at borgeren har haft en sag før."),
    "complaints.decision": _l(
        "Kommunen skal vurdere afgørelsen igen, før en klage går til Ankestyrelsen. Ankestyrelsens egen afgørelse er ikke talt med."
    ),
}
"""What is said under a table of cases, since the same words count different things in them."""


def labels_of() -> dict[str, dict[str, str]]:
    """Return the names of the members by the table they stand in."""
    return {
        "method": {
            "dialog": _("Talt igennem med borgeren"),
            "afdeling": _("Besvaret af afdelingen"),
            "undersoegelse": _("Undersøgt af borgerrådgiveren"),
            "afgoerelse": _("Klage over afgørelse"),
            "vejledt": _("Vejledt eller vist videre"),
            "andet": _("Andet, fx trukket"),
            "aaben": _("Endnu ikke taget stilling"),
        },
        "result": {
            "medhold": _("Medhold helt eller delvist"),
            "ikke_medhold": _("Ikke medhold, eller kan ikke afklares"),
            "loest": _("Løst i dialog"),
            "andet": _("Andet udfald, fx vejledt"),
            "uden_udfald": _("Endnu uden udfald"),
        },
        "after": {
            "fastholdt": _("Fastholdt klagen"),
            "genaabnet": _("Fik sagen åbnet igen"),
            "ingen": _("Ingen af delene"),
        },
        "repeat": {
            "fornyet": _("Har haft en sag før"),
            "foerste": _("Ingen tidligere sag er noteret"),
        },
        "decision": {
            "aendret": _("Afgørelsen blev ændret"),
            "sendt": _("Sendt til Ankestyrelsen"),
            "venter": _("Venter på at blive vurderet igen"),
            "andet": _("Afsluttet på en anden måde"),
        },
    }
