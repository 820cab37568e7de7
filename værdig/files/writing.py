"""Why a file cannot be written, in Danish; what the operating system says of it is English."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any

from værdig.i18n import _, _l

_REASONS: Mapping[int, Any] = {
    errno.ENOENT: _l("mappen findes ikke"),
    errno.ENOTDIR: _l("en del af stien er ikke en mappe"),
    errno.EISDIR: _l("det er en mappe"),
    errno.EEXIST: _l("filen findes allerede"),
    errno.EACCES: _l("du har ikke adgang til at skrive der"),
    errno.EPERM: _l("du har ikke adgang til at skrive der"),
    errno.EROFS: _l("der kan kun læses på disken"),
    errno.ENOSPC: _l("der er ikke mere plads på disken"),
    errno.EDQUOT: _l("der er ikke mere plads til dig på disken"),
    errno.EFBIG: _l("filen er for stor til disken"),
    errno.ENAMETOOLONG: _l("navnet er for langt"),
    errno.EINVAL: _l("navnet kan ikke bruges"),
}


def why_not_written(error: OSError) -> str:
    """Return the reason in a few words, to stand after a colon."""
    number = error.errno or 0
    if number in _REASONS:
        return str(_REASONS[number])
    return _("systemet melder fejl nr. %(number)s", number=number)
