"""What may be done to a text before it is quoted: words may go or be masked, nothing may be added; no database.

Where words go, that is seen: each gap becomes »[…]«, so that »jeg er ikke glad« never turns into »jeg er glad«.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from værdig.errors import UserError
from værdig.i18n import _
from værdig.masking.rules import MARKS

GAP = "[…]"
_MARKS = (*MARKS.values(), GAP)
_PIECE = re.compile("|".join([*map(re.escape, (*_MARKS, "[...]")), r"[^\W_]+(?:[-'’][^\W_]+)*", r"[^\s]"]))


@dataclass
class _Cut:
    """A text on its way: what is kept of it so far, and the marks waiting for the next gap."""

    original: str
    end: int = 0
    marks: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        """Keep the words from `start` to `end`; what lies between them and the last kept ones is a gap."""
        self._close(start)
        self.kept.append(self.original[start:end])
        self.end = end

    def finish(self) -> str:
        self._close(len(self.original.rstrip()))
        return "".join(self.kept).strip()

    def _close(self, start: int) -> None:
        skipped = self.original[self.end : start]
        if not skipped.strip():
            if self.marks:
                raise UserError(
                    _("Der kan kun stå et mærke, hvor du har fjernet noget. Tag »%(mark)s« væk.", mark=self.marks[0])
                )
            self.kept.append(skipped)
            return
        before = " " if self.kept and (skipped[0].isspace() or not self.marks) else ""
        after = " " if start < len(self.original.rstrip()) and skipped[-1].isspace() else ""
        self.kept.append(f"{before}{' '.join(self.marks or [GAP])}{after}")
        self.marks = []


def shorten(original: str, edited: str) -> str:
    """Return a text as it was edited, with a mark at each gap; raises UserError where anything was added or nothing is left.

    Words, their order and what stands between them are the original's; a mark (»[navn]«, »[…]«) may stand for what was removed.
    """
    try:
        return _shortened(original, edited, marks_stay=True)
    except UserError:
        return _shortened(original, edited, marks_stay=False)


def _shortened(original: str, edited: str, *, marks_stay: bool) -> str:
    """Return the text as edited. With `marks_stay`, a mark that comes later in the text is that mark, not one for a gap before it."""
    cut, words = _Cut(original), list(_PIECE.finditer(original))
    place = 0
    for piece in _PIECE.findall(edited):
        sign = GAP if piece == "[...]" else piece
        found = next((at for at in range(place, len(words)) if words[at].group() == sign), None)
        if sign in _MARKS and (found is None or (found != place and not marks_stay)):
            cut.marks.append(sign)
            continue
        if found is None:
            raise UserError(
                _("Du kan kun fjerne ord eller skjule dem. »%(word)s« står ikke dér i teksten.", word=piece)
            )
        cut.keep(*words[found].span())
        place = found + 1
    if not any(piece not in _MARKS and piece[0].isalnum() for piece in _PIECE.findall("".join(cut.kept))):
        raise UserError(_("Der er ingen ord tilbage at citere."))
    return cut.finish()
