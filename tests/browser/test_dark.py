"""Dark mode, forced colours and the five looks: told apart by more than colour."""

import pytest

from tests import factories

UNDERLINE = "one => getComputedStyle(one).textDecorationStyle"
BACKGROUND = "one => getComputedStyle(one).backgroundColor"
# The brightness of the page, 0 to 255.
PAPER = """() => {
  const found = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g);
  return Math.max(...found.slice(0, 3).map(Number));
}"""
KINDS = ["verified", "disputed", "sourced"]


@pytest.fixture
def five(seed, ada, bela):
    """A claim of each look; the last is unchecked."""
    quotes = ["Trump says", "Islamic State", "in a statement", "more than 90 percent", "UN"]
    claims = [factories.Annotation(article=seed, by=bela, quote=quote) for quote in quotes]
    for claim, kind in zip(claims, [*KINDS, "verified"], strict=False):
        factories.Verdict(annotation=claim, by=bela, kind=kind)
    factories.Verdict(annotation=claims[3], by=ada, kind="disputed")
    return claims


def test_the_page_is_dark_where_the_reader_wants_it_dark(desk):
    desk.page.emulate_media(color_scheme="dark")

    assert desk.page.evaluate(PAPER) < 60


def test_the_page_is_light_otherwise(desk):
    desk.page.emulate_media(color_scheme="light")

    assert desk.page.evaluate(PAPER) > 230


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_look_has_its_own_underline(five, desk, scheme):
    desk.page.emulate_media(color_scheme=scheme)

    styles = [desk.marks(claim).first.evaluate(UNDERLINE) for claim in five]

    assert styles == ["solid", "wavy", "double", "dotted", "dashed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_look_has_its_own_colour(five, desk, scheme):
    desk.page.emulate_media(color_scheme=scheme)

    colours = {desk.marks(claim).first.evaluate(BACKGROUND) for claim in five}

    assert len(colours) == 5


def test_each_look_has_its_own_symbol_and_word(five, desk):
    badges = desk.page.locator(".card__summary .badge").all_inner_texts()

    assert [badge.split() for badge in badges] == [
        ["✓", "Verified"],
        ["≠", "Disputed"],
        ["§", "Sourced"],
        ["⇄", "Contested"],
        ["○", "Unchecked"],
    ]


def test_the_underlines_stay_in_forced_colours(five, desk):
    desk.page.emulate_media(forced_colors="active")

    styles = [desk.marks(claim).first.evaluate(UNDERLINE) for claim in five]

    assert styles == ["solid", "wavy", "double", "dotted", "dashed"]


def test_paper_is_white_even_in_the_dark(desk):
    desk.page.emulate_media(color_scheme="dark", media="print")

    assert desk.page.evaluate(PAPER) > 230
