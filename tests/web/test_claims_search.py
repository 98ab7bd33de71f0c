"""What `claims:search` takes for this desk's own site."""

import pytest

from annotations.web.forms.claims_search import ClaimsSearch


@pytest.mark.parametrize(
    ("site", "is_elsewhere"),
    [
        ("desk.example", False),
        ("www.desk.example", False),
        ("DESK.example", False),
        ("paper.desk.example", True),
        ("example", False),
        ("k.example", True),
        ("https", True),
    ],
)
def test_a_site_is_named_whole_or_by_the_domain_above(settings, site, is_elsewhere):
    settings.SITE_URL = "https://desk.example:8443"

    form = ClaimsSearch({"reviewPublisherSiteFilter": site})

    assert form.is_valid()
    assert form.is_elsewhere() is is_elsewhere
