"""What makes no sense is refused, or kept as it is: never a fault."""

import pytest

from tests.api.conftest import sent
from tests.web.test_nonsense import NONSENSE

ODD = ["%00", "%ed%a0%80", "9" * 400, "-1", "../../etc/passwd", "' OR 1=1 --", "null", "[]", "é"]


def kept(text: str) -> str:
    return text.strip().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/articles", ["text", "byline", "publisher"]),
        ("/annotations/{}/evidence", ["title", "publisher", "origin", "quote", "locator"]),
        ("/annotations/{}/attempts", ["place", "note"]),
    ],
)
def test_in_words_it_is_kept_or_refused(for_bela, claim, subtests, address, fields):
    for nonsense in NONSENSE:
        said = dict.fromkeys(fields, nonsense[:300])
        with subtests.test(ascii(nonsense)):
            answer = sent(for_bela, "post", address.format(claim.pk), said)

            if answer.status_code != 422:
                told = answer.json()
                assert {name: told[name] for name in fields[1:]} == dict.fromkeys(
                    fields[1:], kept(nonsense[:300])
                )


def test_in_an_address_it_is_refused(for_bela, claim):
    pages = ["/articles?q={}", "/articles?cursor={}", "/articles/dam/annotations?cursor={}"]
    pages += ["/articles/{}", "/annotations/{}", "/verdicts/{}", "/exports/verdicts.csv?include={}"]

    answers = {sent(for_bela, "get", page.format(one)).status_code for page in pages for one in ODD}

    assert answers <= {200, 400, 404, 422}
