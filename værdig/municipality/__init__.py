"""The municipalities of an installation and their dated settings; what settings mean is known by those who use them."""

from værdig.municipality.declaration import MunicipalSetting
from værdig.municipality.memory import forget, known, known_lately, remembered
from værdig.municipality.models import Municipality
from værdig.municipality.queries import all_municipalities, example_data, get, name, setting, setting_since
from værdig.municipality.settings import DECLARED

__all__ = [
    "DECLARED",
    "MunicipalSetting",
    "Municipality",
    "all_municipalities",
    "example_data",
    "forget",
    "get",
    "known",
    "known_lately",
    "name",
    "remembered",
    "setting",
    "setting_since",
]
