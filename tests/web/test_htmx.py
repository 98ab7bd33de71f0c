"""Who gets a fragment, who the page; and that caches can tell them apart."""

import pytest
from django.urls import reverse

from tests import factories

FRAGMENT = {"HX-Request": "true"}
PAGES = [
    {},
    {"HX-Request": "false"},
    {"HX-Boosted": "true"},
    {"HX-Request": "true", "HX-Boosted": "true"},
    {"HX-Request": "true", "HX-History-Restore-Request": "true"},
]
FORMS = ["annotations.edit", "verdicts.new", "verdicts", "evidence.new"]


@pytest.fixture
def claim(ada):
    return factories.Annotation(by=ada)


@pytest.mark.parametrize("name", FORMS)
def test_htmx_gets_a_fragment(as_ada, claim, name):
    answer = as_ada.get(reverse(name, args=[claim.pk]), headers=FRAGMENT)

    assert "<html" not in answer.text


@pytest.mark.parametrize("headers", PAGES, ids=lambda headers: " ".join(headers) or "plain")
@pytest.mark.parametrize("name", FORMS)
def test_others_get_the_page(as_ada, claim, name, headers):
    answer = as_ada.get(reverse(name, args=[claim.pk]), headers=headers)

    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("name", FORMS)
def test_both_say_what_they_depend_on(as_ada, claim, name, headers):
    answer = as_ada.get(reverse(name, args=[claim.pk]), headers=headers)

    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("name", FORMS)
def test_the_page_includes_the_fragment(as_ada, claim, name):
    address = reverse(name, args=[claim.pk])

    fragment, page = as_ada.get(address, headers=FRAGMENT), as_ada.get(address)

    assert fragment.templates[0].name in [template.name for template in page.templates]


def test_a_boosted_write_redirects(as_ada, claim):
    address = reverse("annotations.restore", args=[claim.pk])

    assert as_ada.post(address, headers=FRAGMENT | {"HX-Boosted": "true"}).status_code == 302


def test_an_update_leaves_the_element_that_asked_alone(as_ada, claim):
    answer = as_ada.post(reverse("annotations.restore", args=[claim.pk]), headers=FRAGMENT)

    assert answer["HX-Reswap"] == "none"
    assert "HX-Request" in answer["Vary"]


def test_every_part_of_an_update_knows_its_place(as_ada, claim):
    answer = as_ada.post(reverse("annotations.restore", args=[claim.pk]), headers=FRAGMENT)

    for root in ('<span class="s"', '<ol class="margin"', 'id="progress"', 'id="flash"'):
        assert all(
            'hx-swap-oob="true"' in tag.partition(">")[0] for tag in answer.text.split(root)[1:]
        )
