"""Whatever was stored is text to readers, and to whoever shows it elsewhere."""

import pytest

from annotations.models import DeskRules
from tests import factories

LIVE = "<img src=x onerror=alert(1)>"
BREAKS = f"</script></textarea></title>\"'>{LIVE}"


@pytest.fixture
def version(ada):
    """Payloads in all that a version tells."""
    DeskRules.in_force().replace(
        by=ada, **dict.fromkeys(("desk_name", "method", "corrections_policy", "funding"), BREAKS)
    )
    details = dict.fromkeys(("title", "byline", "publisher"), BREAKS)
    article = factories.Article(
        text=f"It said {BREAKS} then.", slug="dam", language="en", by=ada, **details
    )
    said = {"claim_text": BREAKS, "claimant": BREAKS}
    claim = factories.Annotation(article=article, by=ada, quote=BREAKS, **said)
    words = dict.fromkeys(("title", "publisher", "origin", "quote", "locator"), BREAKS)
    item = factories.Evidence(annotation=claim, by=ada, stance="refutes", **words)
    item.answer(BREAKS, by=ada)
    first = factories.Verdict(annotation=claim, by=ada, kind="sourced", note=BREAKS)
    factories.Publication(article=article, by=ada)
    first.withdraw(by=ada)
    factories.Verdict(annotation=claim, by=ada, note=BREAKS, evidence=[item])
    factories.Tip(annotation=claim, words=BREAKS, contact=BREAKS)
    return factories.Publication(article=article, by=ada, note=BREAKS, reasons={claim.pk: BREAKS})


def test_nothing_of_it_is_live(as_ada, version):
    key = version.content["claims"][0]["id"]
    claim = f"/published/dam/claims/{key}/"
    places = ["/published/", "/published/dam/", "/published/dam/1/", claim, f"{claim}evidence/"]
    places += ["/published/method/", "/published/corrections/", "/embed/dam/"]
    places += [f"/embed/claims/{key}/", "/articles/dam/publish/", "/tips/"]

    for place in places:
        page = as_ada.get(place).text
        assert "onerror" in page, place
        assert LIVE not in page, place
