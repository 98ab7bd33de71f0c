"""What makes no sense, in every address and every form: an answer, and never a fault.

Each page gets a fifth of the nonsense, its neighbours the rest.
"""

from urllib.parse import quote

import pytest

from tests.web import test_policy_matrix as matrix
from tests.web.addresses import TABLE
from tests.web.test_policy_matrix import OURS, undone

everybody = matrix.desk  # the fixture: a client for each role, and where everything is

NONSENSE = [
    "\0",
    "a\0b",
    "a" * 5000,
    "9" * 400,
    "-1",
    "0",
    "é",
    "e\u0301",
    "\u202eabc",
    "\u200b",
    "\ufeff",
    "\uffff",
    "😀" * 300,
    "%",
    "%zz",
    "%ff%fe",
    "%ed%a0%80",
    "%c0%ae%c0%ae",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "\r\nSet-Cookie: a=b",
    "2026-02-30",
    "[]",
    "null",
]
FIELDS = ["q", "page", "since", "claim", "kind", "s", "n", "quote", "start", "end", "version"]
FIELDS += ["supersedes", "next", "verdict", "reason", "reviewer", "article", "from", "to"]
FIELDS += ["waiting", "outcome", "whose", "verb", "person", "team", "first", "second", "looks"]
FIELDS += ["include", "bom", "after", "before", "user__password__startswith", "_connector"]


READ = [name for name in OURS if TABLE[name][0]]
WRITTEN = [name for name in OURS if TABLE[name][1]]


def in_tens(names: list[str]) -> list[list[str]]:
    """To make the desk takes longer than to ask a page of it: ten share one."""
    return [names[at : at + 10] for at in range(0, len(names), 10)]


def calm(answer):
    assert answer.status_code < 500, answer.request
    assert answer.headers.get("Set-Cookie") is None


@pytest.mark.parametrize(
    "path", ["", "articles/", "annotations/", "verdicts/", "evidence/", "exports/", "admin/"]
)
def test_nonsense_in_a_path_breaks_nothing(everybody, subtests, path):
    client = everybody[0]["bela"]

    for nonsense in NONSENSE:
        piece = nonsense if "%" in nonsense else quote(nonsense, safe="")
        with subtests.test(ascii(nonsense)):
            for end in ["", "/", "/changes/", "/history/"]:
                calm(client.get(f"/{path}{piece}{end}"))


@pytest.mark.parametrize("names", in_tens(READ))
def test_nonsense_in_a_query_breaks_nothing(everybody, subtests, names):
    clients, where = everybody
    pieces = [one if "%" in one else quote(one, safe="") for one in NONSENSE]

    for number, name in enumerate(names):
        with subtests.test(name):
            for piece in pieces[number % 5 :: 5]:
                query = "&".join(f"{field}={piece}" for field in FIELDS)
                calm(clients["ada"].get(f"{where[name].partition('?')[0]}?{query}"))


@pytest.mark.parametrize("names", in_tens(WRITTEN))
def test_nonsense_in_a_form_breaks_nothing(everybody, subtests, names):
    clients, where = everybody
    ours = ["uuid", "title", "text", "url", "note", "evidence", "stance", "opened_on", "claim_date"]
    ours += ["username", "password", "single_keys", "old_password", "prefix", "suffix", "kind"]

    ours += ["reviews", "target", "place", "reply", "body", "votes", "digest", "fingerprint"]
    forms = [dict.fromkeys([*FIELDS, *ours], nonsense) for nonsense in NONSENSE]

    for number, name in enumerate(names):
        with subtests.test(name):
            for typed in forms[number % 5 :: 5]:
                assert undone(clients["otto"], "post", where[name], typed).status_code < 500


@pytest.mark.parametrize("names", in_tens(READ))
def test_a_few_odd_fields_break_no_page(everybody, subtests, names):
    clients, where = everybody

    for name in names:
        with subtests.test(name):
            for at in range(0, len(FIELDS), 8):
                odd = dict.fromkeys(FIELDS[at : at + 8], ("9" * 400, "-1")[at % 16 // 8])
                calm(clients["ada"].get(where[name], odd))
