"""The keys of recommendations: made for a draft, given to the management with it, and opened; who is asking has been settled before."""

from __future__ import annotations

from collections.abc import Mapping

from værdig.complaints import keys as keyring
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.recommendations.models import Recommendation, RecommendationKey
from værdig.crypto import box_open, box_seal, new_key
from værdig.db import db, new_id
from værdig.errors import NotYours, RuleBroken

TABLE, STEPS = "recommendation", "recommendation_step"


def new_keys(row: Recommendation) -> Keys:
    """Make a draft's key and wrap it to the borgerraadgiver; raises RuleBroken where she has no key pair yet."""
    keys = Keys(row.id, {Part.CASE: new_key()})
    grant(keys, Reader.BORGERRAADGIVER)
    return keys


def grant(keys: Keys, reader: Reader) -> None:
    """Wrap a recommendation's key to one more office."""
    office = keyring.current_reader_key(reader)
    if office is None:
        raise RuleBroken(f"{reader} has no key")
    wrapped = box_seal(office.public, keys.parts[Part.CASE])
    row = RecommendationKey(
        id=new_id(), recommendation_id=keys.case_id, reader=reader, reader_key_id=office.id, wrapped=wrapped
    )
    db.session.add(row)


def open_for(row: Recommendation, reader: Reader, private: Mapping[str, bytes]) -> Keys:
    """Open a recommendation with an office's private keys (by key id); raises NotYours where it is not wrapped to that office."""
    for each in row.keys:
        if each.reader == reader and each.reader_key_id in private:
            return Keys(row.id, {Part.CASE: box_open(private[each.reader_key_id], each.wrapped)})
    raise NotYours
