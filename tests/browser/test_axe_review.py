"""The pages of the review, and of what goes in and out: no fault that axe-core can find, and none
wider than a phone.
"""

import pytest

from annotations.exchange import csv_table, verdict_sheet
from annotations.services import assigning, discussing
from annotations.services.keeping import keep
from tests import factories
from tests.browser.accessibility import faults

CLAIM = "dozens of civilians were killed every day"
PAGES = [
    "/waiting/",
    "/inbox/",
    "/recheck/?whose=all",
    "/trash/",
    "/decisions/",
    "/agreement/",
    "/adjudications/",
    "/articles/seed/ledger/",
    "/articles/seed/ledger/galley/",
    "/articles/seed/agreement/",
    "/articles/seed/history/",
    "/articles/seed/threads/",
    "/articles/seed/review/",
    "/articles/seed/sign-off/",
    "/articles/seed/corrections/",
    "/articles/seed/adjudications/accept/",
    "/articles/seed/delete/",
    "/articles/seed/report/",
    "/articles/seed/readiness/",
    "/articles/seed/revisions/",
    "/articles/seed/publish/",
    "/articles/new/",
    "/imports/new/",
    "/imports/verdicts/new/",
    "/tips/",
    "/account/programs/",
]
ON_CLAIM = ["adjudication/", "threads/", "skip/new/", "attempts/new/"]


@pytest.fixture
def reviewed(seed, ada, bela):
    """A contested claim with all that can be on one, a decided one, a tried one, a deleted one."""
    claim = factories.Annotation(article=seed, by=bela, quote=CLAIM)
    evidence = factories.Evidence(annotation=claim, by=bela, stance="refutes")
    keep(evidence, by=bela, text="Nothing of it.", how="pasted")
    factories.Verdict(annotation=claim, by=bela, note="None named.", evidence=[evidence])
    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    discussing.start(claim, by=bela, text="Who said so, @ada? See https://example.org/")
    decided = factories.Annotation(article=seed, by=bela, quote="faulty planning")
    votes = [factories.Verdict(annotation=decided, kind="sourced").pk]
    decided.adjudicate(by=ada, kind="sourced", note="Seen together.", votes=votes)
    tried = factories.Annotation(article=seed, by=bela, quote="safe corridors")
    tried.attempt(by=bela, place="Library")
    tried.skip(by=ada, reason="Not my field.")
    gone = factories.Annotation(article=seed, by=bela, quote="besieged city")
    gone.delete_softly(by=bela, version=1)
    assigning.assign(seed, bela, by=ada, first=3, last=9)
    return claim


def test_every_page_is_faultless_and_fits_a_phone(page, sign_in, ada, reviewed):
    sign_in(ada)
    on_claim = [f"/annotations/{reviewed.pk}/{path}" for path in ON_CLAIM]
    sheet = b"".join(csv_table.stream(csv_table.VerdictFilter(include=["unchecked"])))
    batch = verdict_sheet.upload("verdicts.csv", sheet, by=ada)
    found = {}

    for where in [*PAGES, *on_claim, f"/imports/verdicts/{batch.pk}/"]:
        page.goto(where)
        found[where] = faults(page) + wide(page)

    assert {where: told for where, told in found.items() if told} == {}


def wide(page) -> list[str]:
    """Whether it scrolls sideways; the last look was a phone's."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px wide"] if width > 390 else []


def test_a_card_with_everything_on_it_is_faultless(page, sign_in, ada, reviewed):
    sign_in(ada)
    page.goto(reviewed.get_absolute_url())
    page.locator(".card[data-claim] details[open]").wait_for()

    assert faults(page) + wide(page) == []
