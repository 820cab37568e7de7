"""The Danish names of settings, as the page of settings shows them; what each does stands where it is declared."""

from __future__ import annotations

from typing import Any

from værdig.i18n import _l

NAMES: dict[str, Any] = {
    # a municipality's
    "example_data": _l("Eksempeldata"),
    "colour": _l("Farve"),
    "unit_name": _l("Enhedens navn i en sætning"),
    "unit_title": _l("Enhedens navn"),
    "address": _l("Adresse"),
    "phone": _l("Telefon"),
    "email": _l("E-mail"),
    "acute_help": _l("Hjælp i krise"),
    "dpo_contact": _l("Databeskyttelsesrådgiver"),
    "controller": _l("Dataansvarlig"),
    "legal_basis": _l("Retsgrundlag"),
    "borgerraadgiver_name": _l("Borgerrådgiverens navn"),
    "borgerraadgiver_contact": _l("Borgerrådgiverens telefon og tid"),
    "whistleblower": _l("Whistleblowerordning"),
    "survey_threshold": _l("Færrest svar bag et tal"),
    "case_threshold": _l("Færrest sager bag et tal"),
    "closing_days": _l("Egne lukkedage"),
    "beretning_year": _l("Årsberetningens år begynder"),
    "other_units": _l("Andre dele af kommunen"),
    "citizens_in_contact": _l("Borgere i kontakt med enheden"),
    "opening_hours": _l("Åbningstid"),
    "committee_name": _l("Udvalg"),
    "committee_short": _l("Udvalgets forkortelse"),
    "director_title": _l("Direktørens titel"),
    "agenda_profile": _l("Dagsordenens form"),
    "agenda_order": _l("Dagsordenens rækkefølge"),
    "answer_days": _l("Frist for første svar"),
    "department_days": _l("Frist for afdelingens svar"),
    "interpreter_days": _l("Mål for bekræftet tolk"),
    "translation_days": _l("Mål for oversættelse"),
    "office_opens": _l("Kontortiden begynder"),
    "office_ends": _l("Kontortiden slutter"),
    "staff_mail": _l("E-mail om dagens frister"),
    "criticism_scale": _l("Kritikskala"),
    "inbox_idle_minutes": _l("Indbakken låser sig selv"),
    "case_idle_minutes": _l("Borgerens sag lukker sig selv"),
    "remind_unused_only": _l("Påmind kun dem, der mangler"),
    "survey_weighting": _l("Vægtede tal"),
    "survey_deletion_months": _l("Sletning af svar"),
    "names_told": _l("Navne på dem, der åbner en sag"),
    "screen_idle_seconds": _l("Fælles skærm rydder sig selv"),
    "paper_typed_twice": _l("Papir tastes to gange"),
    "case_keep_years": _l("Opbevaring af sager"),
    "case_keep_years_by_type": _l("Opbevaring af bestemte slags sager"),
    "show_unapproved_translations": _l("Vis oversættelser, der ikke er godkendt"),
    # the machine's
    "database": _l("Database"),
    "key_backend": _l("Hovednøglens sted"),
    "round_keys": _l("Rundernes nøgler"),
    "keys_dir": _l("Mappe til nøgler"),
    "plugins": _l("Plug-ins, der må indlæses"),
    "plugins_off": _l("Plug-ins, der er valgt fra"),
    "strict_plugins": _l("Stop ved fejl i en plug-in"),
    "default_municipality": _l("Kommune, når adressen ikke siger det"),
    "public_url": _l("Borgernes adresse"),
    "trusted_proxies": _l("Proxyer foran"),
    "trusted_hosts": _l("Værtsnavne"),
    "max_form_bytes": _l("Største formular"),
    "max_upload_bytes": _l("Største fil"),
    "virus_scanner": _l("Virusskanner"),
    "staff_session_minutes": _l("Log af uden brug"),
    "secure_cookies": _l("Cookies kun over https"),
    "mail_server": _l("Mailserver"),
    "mail_port": _l("Mailserverens port"),
    "mail_security": _l("Kryptering til mailserveren"),
    "mail_user": _l("Brugernavn til mailserveren"),
    "mail_password": _l("Adgangskode til mailserveren"),
    "mail_sender": _l("Afsender af e-mail"),
    "sms_gateway": _l("Sms gennem mailserveren"),
    "jobs_in_web": _l("Baggrundsarbejde i webserveren"),
    "metrics_token": _l("Nøgleord til driftstal"),
    "errors_in_full": _l("Fejl med alle ord"),
    "testing": _l("Prøvedrift"),
}


def name_of(setting_id: str) -> Any:
    """Return the name of a setting; a plug-in's own goes by its id, since its help says what it is."""
    return NAMES.get(setting_id, setting_id)
