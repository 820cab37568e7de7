"""Places: their one name in Værdig, and the other ways files write them; which places belong together is the caller's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MUNICIPALITIES = """
Albertslund, Allerød, Assens, Ballerup, Billund, Bornholm, Brøndby, Brønderslev, Dragør, Egedal, Esbjerg, Fanø, Favrskov,
Faxe, Fredensborg, Fredericia, Frederiksberg, Frederikshavn, Frederikssund, Furesø, Faaborg-Midtfyn, Gentofte, Gladsaxe,
Glostrup, Greve, Gribskov, Guldborgsund, Haderslev, Halsnæs, Hedensted, Helsingør, Herlev, Herning, Hillerød, Hjørring,
Holbæk, Holstebro, Horsens, Hvidovre, Høje-Taastrup, Hørsholm, Ikast-Brande, Ishøj, Jammerbugt, Kalundborg, Kerteminde,
Kolding, København, Køge, Langeland, Lejre, Lemvig, Lolland, Lyngby-Taarbæk, Læsø, Mariagerfjord, Middelfart, Morsø,
Norddjurs, Nordfyns, Nyborg, Næstved, Odder, Odense, Odsherred, Randers, Rebild, Ringkøbing-Skjern, Ringsted, Roskilde,
Rudersdal, Rødovre, Samsø, Silkeborg, Skanderborg, Skive, Slagelse, Solrød, Sorø, Stevns, Struer, Svendborg, Syddjurs,
Sønderborg, Thisted, Tønder, Tårnby, Vallensbæk, Varde, Vejen, Vejle, Vesthimmerlands, Viborg, Vordingborg, Ærø, Aabenraa,
Aalborg, Aarhus
"""
MUNICIPALITIES = tuple(" ".join(_MUNICIPALITIES.split()).split(", "))
WIDER = (
    "Hele landet", "Uoplyst område",
    "Region Hovedstaden", "Region Sjælland", "Region Syddanmark", "Region Midtjylland", "Region Nordjylland",
    "RAR Hovedstaden", "RAR Sjælland", "RAR Fyn", "RAR Sydjylland", "RAR Østjylland", "RAR Vestjylland",
    "RAR Nordjylland", "RAR Bornholm",
)  # fmt: skip


def _key(name: str) -> str:
    """Return what two spellings of one place share: `å` as `aa`, no case, no hyphens, single spaces."""
    text = unicodedata.normalize("NFC", name).casefold().replace("å", "aa").replace("-", " ")
    return " ".join(text.split())


_KNOWN = {_key(name): name for name in (*MUNICIPALITIES, *WIDER)}
_ALIASES = {
    "landet": "Hele landet",
    "danmark": "Hele landet",
    "i alt, hele landet": "Hele landet",
    "københavns": "København",
    "bornholms": "Bornholm",
    "bornholms regions": "Bornholm",
    "nordfyn": "Nordfyns",
    "vesthimmerland": "Vesthimmerlands",
    "hovedstaden": "Region Hovedstaden",
    "uoplyst": "Uoplyst område",
}
_PREFIX = re.compile(r"^jobcenter(?:et|\s+i)?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\s+kommune|(?<=regions)kommune)$", re.IGNORECASE)
_RAR = re.compile(r"^rar(?:\s+|-)områdes?\s+", re.IGNORECASE)


@lru_cache(maxsize=1000)
def canonical(name: str) -> str:
    """Return a place's one name: `Albertslund Kommune` and `Jobcenter Albertslund` are `Albertslund`.

    A name that is not known is kept as written, without those additions. (Until 1 January 2022 *Jobcenter Vallensbæk* served
    Ishøj too: a file that means both must say `Vallensbæk og Ishøj`.)
    """
    text = " ".join(unicodedata.normalize("NFC", name).replace("\u00a0", " ").split())
    text = _RAR.sub("RAR ", _SUFFIX.sub("", _PREFIX.sub("", text)))
    key = _key(text)
    return _ALIASES.get(key) or _KNOWN.get(key) or text


def is_known(name: str) -> bool:
    """Tell whether the text names one of the 98 municipalities, a region, a labour-market council's area or the country."""
    return _key(canonical(name)) in _KNOWN
