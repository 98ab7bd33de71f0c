"""The module that counts code points, run in Chromium against the file the Python tests read."""

import json
from pathlib import Path

import pytest

# Outside the page's own scripts the policy lets nobody import a module.
pytestmark = pytest.mark.browser_context_args(bypass_csp=True)

GOLDEN = Path(__file__).parent.parent / "golden/offsets.json"
CASES = json.loads(GOLDEN.read_text(encoding="utf-8"))
ALL = """async ([path, cases]) => {
  const { points, units, slice } = await import(path);
  return cases.map(({ text, start, end }) => ({
    points: points(text),
    units: [units(text, start), units(text, end)],
    quote: slice(text, start, end),
  }));
}"""
MODULE = "/static/annotations/js/offsets.js"


@pytest.fixture
def offsets(page):
    """`offsets("points", "text")`: what the module answers."""
    page.goto("/login/")

    def call(name, *arguments):
        return page.evaluate(
            "async ([path, name, list]) => (await import(path))[name](...list)",
            [MODULE, name, list(arguments)],
        )

    return call


@pytest.fixture(scope="module")
def counted(browser, base_url):
    """What the module answers to every golden case, asked for at once."""
    context = browser.new_context(base_url=base_url, bypass_csp=True)
    page = context.new_page()
    page.goto("/login/")
    answers = page.evaluate(ALL, [MODULE, CASES])
    context.close()
    return dict(zip([case["name"] for case in CASES], answers, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_counts_as_python_does(counted, case):
    assert counted[case["name"]] == {
        "points": len(case["text"]),
        "units": [case["utf16_start"], case["utf16_end"]],
        "quote": case["quote"],
    }


def test_trimmed_leaves_blanks_out(offsets):
    assert offsets("trimmed", "  🎉 word \n", 0, 10) == {"start": 2, "end": 8}


def test_trimmed_of_blanks_alone_is_nothing(offsets):
    assert offsets("trimmed", " \n ", 0, 3) is None


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The pre-war 1,000 people.", "en", ["The", "pre", "war", "1,000", "people"]),
        ("Cafe\u0301 🎉 open", "fr", ["Cafe\u0301", "open"]),
        ("خمسين شخصا", "ar", ["خمسين", "شخصا"]),
        ("人口は多い。", "ja", ["人口", "は", "多い"]),
    ],
)
def test_words_are_found_in_every_script(offsets, text, language, words):
    found = offsets("words", text, language)

    assert [text[start:end] for start, end in found] == words


@pytest.mark.parametrize(
    ("edge", "step", "moved"),
    [
        ("end", -1, {"start": 4, "end": 7}),
        ("end", 1, {"start": 4, "end": 18}),
        ("start", 1, {"start": 8, "end": 13}),
        ("start", -1, {"start": 0, "end": 13}),
    ],
)
def test_moved_takes_an_end_to_the_next_word(offsets, edge, step, moved):
    found = offsets("words", "One two three four", "en")

    assert offsets("moved", {"start": 4, "end": 13}, edge, step, found) == moved


@pytest.mark.parametrize(("edge", "step"), [("start", 1), ("end", -1)])
def test_moved_leaves_one_word(offsets, edge, step):
    found = offsets("words", "One two three", "en")
    word = {"start": 4, "end": 7}

    assert offsets("moved", word, edge, step, found) == word


def test_moved_stops_at_the_ends_of_the_text(offsets):
    found = offsets("words", "One two", "en")
    whole = {"start": 0, "end": 7}

    assert offsets("moved", whole, "start", -1, found) == whole
    assert offsets("moved", whole, "end", 1, found) == whole
