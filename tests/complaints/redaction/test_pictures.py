"""Pictures with black squares: what is under them has no part in a single byte of what is given out."""

from __future__ import annotations

import io

import pytest
from complaints.attachments import files
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from værdig.complaints.redaction import pictures
from værdig.errors import UserError


def noise(seed: int, size: tuple[int, int]) -> Image.Image:
    from random import Random

    return Image.frombytes("RGB", size, Random(seed).randbytes(size[0] * size[1] * 3))


def colours(picture: Image.Image) -> set[object]:
    return {colour for _count, colour in picture.getcolors(picture.width * picture.height)}


SIZES = st.tuples(st.integers(16, 90), st.integers(16, 90))


@settings(deadline=None, max_examples=25)
@given(st.data(), SIZES, st.integers(0, 2**32))
def test_what_lies_under_the_black_changes_nothing(data: st.DataObject, size: tuple[int, int], seed: int) -> None:
    one, other = noise(seed, size), noise(seed + 1, size)
    cells = data.draw(st.sets(st.sampled_from(pictures.squares(pictures.rows_of(one))), min_size=1, max_size=30))
    under = Image.new("1", size, 0)
    for cell in cells:
        left, top, right, bottom = pictures._box(one, cell, pictures.rows_of(one))
        under.paste(1, (left, top, right + 1, bottom + 1))
    same_but_under = Image.composite(other, one, under)
    first, second = (pictures.packed(pictures.blackened(each, cells)) for each in (one, same_but_under))
    assert first == second
    black = pictures.blackened(one, cells)
    assert colours(Image.composite(black, Image.new("RGB", size), under)) == {(0, 0, 0)}
    outside = Image.composite(Image.new("RGB", size), black, under)
    assert outside.tobytes() == Image.composite(Image.new("RGB", size), one, under).tobytes(), (
        "and the rest is as it was"
    )


def test_it_is_black_before_it_is_made_smaller() -> None:
    """Were it made smaller first, the points beside the black would have something of what is under it."""
    size = (pictures.LONGEST_SIDE * 2, 800)
    one, other = Image.new("RGB", size, "white"), Image.new("RGB", size, "white")
    box = pictures._box(one, "C2", pictures.rows_of(one))
    other.paste("red", (box[0], box[1], box[2] + 1, box[3] + 1))
    first, second = (pictures.packed(pictures.blackened(each, ["C2"])) for each in (one, other))
    assert first == second


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_keeps_its_points_and_nothing_else(kind: str) -> None:
    taken = files.photo(kind)
    made = pictures.packed(pictures.of_photo(taken))
    assert files.SECRET.encode() not in made
    with Image.open(io.BytesIO(made)) as opened:
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_is_clear_in_a_picture_does_not_show_what_is_behind() -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert colours(pictures.of_photo(out.getvalue())) == {(255, 255, 255)}


def test_every_point_is_under_a_square() -> None:
    picture = Image.new("RGB", (203, 317), "white")
    cells = pictures.squares(pictures.rows_of(picture))
    assert colours(pictures.blackened(picture, cells)) == {(0, 0, 0)}


@pytest.mark.parametrize(
    ("typed", "cells"),
    [("A1", ["A1"]), ("a1-b2", ["A1", "B1", "A2", "B2"]), ("B2-A1", ["A1", "B1", "A2", "B2"]), ("3", [f"{c}3" for c in "ABCDEFGH"]),
     ("C2-3", ["C2", "C3"]), ("A1, H4", ["A1", "H4"]), ("", [])],
)  # fmt: skip
def test_squares_can_be_typed(typed: str, cells: list[str]) -> None:
    assert sorted(pictures.typed_squares(typed, 4)) == sorted(cells)


@pytest.mark.parametrize("typed", ["I1", "A5", "A0", "x", "A1:", "12-"])
def test_squares_that_are_not_there_are_refused(typed: str) -> None:
    with pytest.raises(UserError):
        pictures.typed_squares(typed, 4)
