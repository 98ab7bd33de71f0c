"""What every write endpoint is asked alike, and what the answers are compared with.

A test file subclasses `Questions` and gives two fixtures: `address`, which Ada may post to, and
`missing`, addresses of what nobody can see.
"""

import re
from contextlib import contextmanager
from uuid import UUID

from annotations import models

HTMX = {"HX-Request": "true"}
NOWHERE = UUID("00000000-0000-4000-8000-00000000dead")
NOUNS = (
    "Adjudication",
    "Annotation",
    "Article",
    "Assignment",
    "Attempt",
    "Comment",
    "Correction",
    "DeskRules",
    "Event",
    "Evidence",
    "Notice",
    "Placement",
    "Publication",
    "Revision",
    "Sentence",
    "SignOff",
    "Skip",
    "Source",
    "SourceText",
    "Thread",
    "Tip",
    "Verdict",
)

# The parts of the desk that an update can hold.
PART = re.compile(
    r'<(span|ol|div) class="(?:s|s s--aside|margin|progress)"[^>]*? id="([\w-]+)".*?</\1>',
    re.DOTALL,
)
# What differs although nothing does: the mark of an update, and the mask of a CSRF token.
PASSING = re.compile(r' hx-swap-oob="true"|(?<=name="csrfmiddlewaretoken" value=")\w+')


class Questions:
    refused = ("get", "head", "put", "patch", "delete")

    def test_a_stranger_logs_in(self, client, address):
        with nothing_written():
            answer = client.post(address)

        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")

    def test_an_account_without_a_role_is_refused(self, as_cleo, address):
        with nothing_written():
            assert as_cleo.post(address).status_code == 403

    def test_what_nobody_can_see_is_not_found(self, as_ada, missing):
        with nothing_written():
            assert {as_ada.post(one).status_code for one in missing} == {404}

    def test_only_its_own_methods_are_allowed(self, as_ada, address):
        with nothing_written():
            answers = {getattr(as_ada, method)(address).status_code for method in self.refused}

        assert answers == {405}


@contextmanager
def nothing_written():
    before = record()
    yield
    assert record() == before


def record() -> list[list[dict]]:
    """Every row of the desk."""
    nouns = (getattr(models, noun) for noun in NOUNS)
    return [list(noun.objects.order_by("pk").values()) for noun in nouns]


def parts(answer) -> dict[str, str]:
    """The sentences, margins and the progress strip of a page or of an update, by id."""
    return {found[2]: found[0] for found in PART.finditer(lasting(answer))}


def lasting(answer) -> str:
    """The HTML of an answer without what differs from one answer to the next."""
    return PASSING.sub("", answer.text)


def undo_of(answer) -> str:
    """The address behind the Undo of the toast."""
    return re.search(r'action="([^"]+)"[^>]*data-undo', answer.text)[1]
