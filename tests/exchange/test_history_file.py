"""The file is the documented one, and no byte of it can be changed unseen."""

import hashlib
import io
import json
from random import Random

import pytest

from annotations.exchange.history_file import HistoryFile, NoHistory, encoded, stream
from annotations.models.event import FIRST
from annotations.reports import verification
from tests import chronicle

FLIPS = 100


@pytest.fixture
def article(ada):
    return chronicle.article(ada)


@pytest.fixture
def file(article):
    return b"".join(stream(article))


def found(file):
    try:
        return [*HistoryFile(io.BytesIO(file)).findings()]
    except NoHistory as refusal:
        return [refusal]


def test_nothing_is_found_in_what_was_written(file):
    assert found(file) == []


def test_the_first_line_says_whose_it_is(article, file):
    assert json.loads(file.splitlines()[0]) == {
        "format": "factcheck history",
        "version": 1,
        "article": article.pk,
        "slug": "dam",
        "title": article.title,
        "events": article.last_event,
        "last_hash": article.events.last().hash,
    }


def test_an_outsider_needs_the_documentation_alone(file):
    last = FIRST
    for number, line in enumerate(file.splitlines()[1:-1], start=1):
        said = json.loads(line)
        event = json.dumps(said["event"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert (said["event"]["sequence"], said["event"]["prev_hash"]) == (number, last)
        last = hashlib.sha256(event.encode()).hexdigest()
        assert said["hash"] == last


def test_it_names_people_beside_their_keys(article, ada, file):
    line = json.loads(file.splitlines()[2])

    assert line["people"] == {str(ada.pk): "ada"}
    assert line["event"]["annotation"] == str(article.annotations.first().pk)


def test_no_byte_can_be_flipped_unseen(file):
    chance, missed = Random(4), []
    for position in chance.sample(range(len(file)), FLIPS):
        flipped = bytearray(file)
        flipped[position] ^= 1 << chance.randrange(8)
        if not found(bytes(flipped)):
            missed.append(position)

    assert missed == []


def forged(file, change, number=6):
    """The file with another line `number`, and its last line made anew."""
    lines = file.splitlines(keepends=True)[:-1]
    lines[number : number + 1] = change(lines[number])
    body = b"".join(lines)
    return body + encoded({"sha256": hashlib.sha256(body).hexdigest()})


@pytest.mark.parametrize(
    "change",
    [
        lambda line: [],
        lambda line: [line, line],
        lambda line: [line.replace(b'"verb":"', b'"verb":"x')],
        lambda line: [line.replace(b'"verb":', b'"verb":"x","verb":')],
        lambda line: [line.replace(b'{"event"', b'{ "event"')],
        lambda line: [b"[" * 100_000 + b"\n"],
        lambda line: [b'{"event":[],"hash":"\\ud800"}\n'],
        lambda line: [b"\xff\n"],
        lambda line: [b"7\n"],
    ],
    ids=["gone", "twice", "verb", "key twice", "blank", "deep", "surrogate", "bytes", "number"],
)
def test_a_line_cannot_be_forged_even_if_the_end_is_made_anew(file, change):
    assert found(forged(file, change))


@pytest.mark.parametrize("end", [b"", b"\n", b"{}\n"])
def test_a_file_that_breaks_off_is_not_complete(file, end):
    lines = file.splitlines(keepends=True)

    assert found(b"".join(lines[:-1]) + end)
    assert found(b"".join(lines[:-3]) + lines[-1])


@pytest.mark.parametrize("file", [b"", b"\n", b"[]\n", b'"x"\n', b"\xff", b'{"format":"x"}\n'])
def test_another_file_is_none(file):
    with pytest.raises(NoHistory):
        HistoryFile(io.BytesIO(file))


def test_it_has_the_same_lines_as_the_desk(article, file):
    lines = [*HistoryFile(io.BytesIO(file)).lines()]

    assert lines == [*verification.lines_of(article)]
