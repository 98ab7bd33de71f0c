"""The sentence with its marks: the one place that joins HTML by hand."""

from html.parser import HTMLParser
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Outcome
from annotations.models.sentence import NotCheckable
from annotations.reports.desk import Line, Mark
from annotations.templatetags.highlighted import sentence

# What HTML is written with, what it escapes to, and letters of more than one code unit.
ALPHABET = "<>&\"'/=; \nabl#g\u0301א😀\u202e\u200b"
texts = st.text(st.one_of(st.sampled_from(ALPHABET), st.characters(codec="utf-8")), min_size=1)


@st.composite
def lines(draw):
    """A sentence somewhere in a text, with marks that overlap, nest, repeat and reach beyond it."""
    text = draw(texts)
    offset = draw(st.integers(0, 50))
    edges = st.integers(max(offset - 5, 0), offset + len(text) + 5)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted(draw(st.lists(edges, min_size=2, max_size=2, unique=True)))
        if start < offset + len(text) and offset < end:
            outcome = draw(st.sampled_from(Outcome))
            marks.append(Mark(UUID(int=number), start, end, outcome, draw(st.booleans())))
    kind = draw(st.sampled_from(["", *NotCheckable.values]))
    return Line(1, 7, 2, offset, offset + len(text), kind, marks, text=text)


class Read(HTMLParser):
    """What a browser makes of it: each character with the tags it stands in."""

    def __init__(self, html):
        super().__init__()
        self.characters, self.tags, self.around, self.begins = [], [], [], []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.around.append((tag, dict(attributes)))
        if tag == "i":
            self.begins.append((dict(attributes)["id"], len(self.characters)))

    def handle_endtag(self, tag):
        assert self.around.pop()[0] == tag

    def handle_data(self, data):
        self.characters += [(character, list(self.around)) for character in data]

    @property
    def text(self):
        return "".join(character for character, _ in self.characters)

    def claims_at(self, place):
        _, around = self.characters[place]
        named = [attributes["data-claims"].split() for tag, attributes in around if tag == "mark"]
        return {UUID(one) for names in named for one in names}


def covering(line, place):
    at = line.start + place
    return [mark for mark in line.marks if mark.start <= at < mark.end]


@given(lines())
def test_the_text_is_that_of_the_sentence(line):
    assert Read(sentence(line)).text == line.text


@given(lines())
def test_each_character_names_exactly_the_claims_over_it(line):
    read = Read(sentence(line))

    for place in range(len(line.text)):
        assert read.claims_at(place) == {mark.id for mark in covering(line, place)}


@given(lines())
def test_there_are_no_tags_but_ours(line):
    ours = {
        "span": {"class", "id", "data-start", "data-end", "tabindex"}
        | ({"data-aside"} if line.not_checkable else set()),
        "mark": {"class", "data-claims"},
        "i": {"id"},
    }

    for tag, attributes in Read(sentence(line)).tags:
        assert attributes.keys() == ours[tag]


@given(lines())
def test_marks_never_nest(line):
    for _, around in Read(sentence(line)).characters:
        assert [tag for tag, _ in around] in (["span"], ["span", "mark"])


@given(lines())
def test_a_piece_looks_like_its_shortest_claim(line):
    read = Read(sentence(line))

    for place in range(len(line.text)):
        over = sorted(covering(line, place), key=lambda mark: mark.end - mark.start)
        if not over:
            continue
        _, (_, mark) = read.characters[place][1]
        shortest = [one for one in over if one.end - one.start == over[0].end - over[0].start]
        assert set(mark["class"].split()) - {"is-stale"} in [
            {"m", f"m--{one.outcome}", *(["m--several"] if len(over) > 1 else [])}
            for one in shortest
        ]
        assert UUID(mark["data-claims"].split()[0]) in {one.id for one in shortest}


@given(lines())
def test_a_permalink_lands_once_where_its_claim_begins(line):
    inside = [mark for mark in line.marks if mark.start >= line.start]

    assert sorted(Read(sentence(line)).begins) == sorted(
        (f"at-{mark.id}", mark.start - line.start) for mark in inside
    )


@given(lines())
def test_in_an_update_only_the_mark_of_one_is_added(line):
    assert sentence(line, oob=True).replace(' hx-swap-oob="true"', "") == sentence(line)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize(("stale", "extra"), [(False, ""), (True, " is-stale")])
def test_every_outcome_has_its_class(outcome, stale, extra):
    line = Line(1, 1, 1, 0, 3, "", [Mark(UUID(int=1), 0, 3, outcome, stale)], text="dam")

    assert f'<mark class="m m--{outcome.value}{extra}"' in sentence(line)


def test_an_outcome_that_is_none_never_becomes_a_class():
    line = Line(1, 1, 1, 0, 3, "", [Mark(UUID(int=1), 0, 3, '"><script>', stale=False)], text="dam")

    with pytest.raises(ValueError, match="script"):
        sentence(line)


@pytest.mark.parametrize("kind", list(NotCheckable))
def test_what_is_not_checkable_says_so(kind):
    tag, attributes = Read(sentence(Line(1, 1, 1, 0, 3, kind.value, [], text="dam"))).tags[0]

    assert (tag, attributes["class"]) == ("span", "s s--aside")
    assert attributes["data-aside"] == str(kind.label)


def test_a_translation_is_escaped(monkeypatch):
    monkeypatch.setattr(NotCheckable.OPINION, "_label_", '"><b>&')

    _, attributes = Read(sentence(Line(1, 1, 1, 0, 3, "opinion", [], text="dam"))).tags[0]

    assert attributes["data-aside"] == '"><b>&'


def test_a_kind_that_is_none_never_becomes_html():
    with pytest.raises(ValueError, match="script"):
        sentence(Line(1, 1, 1, 0, 3, '"><script>', [], text="dam"))


def test_the_whole_of_a_sentence():
    first, second = UUID(int=1), UUID(int=2)
    marks = [Mark(first, 12, 19, "disputed", False), Mark(second, 15, 30, "sourced", True)]
    line = Line(1, 4, 2, 10, 22, "", marks, text="1 < 2 & 3 > 2")

    assert sentence(SimpleNamespace(**vars(line))) == (
        '<span class="s" id="s4" data-start="10" data-end="22" tabindex="-1">1 '
        f'<i id="at-{first}"></i><mark class="m m--disputed" data-claims="{first}">&lt; 2</mark>'
        f'<i id="at-{second}"></i>'
        f'<mark class="m m--disputed m--several" data-claims="{first} {second}"> &amp; 3</mark>'
        f'<mark class="m m--sourced is-stale" data-claims="{second}"> &gt; 2</mark></span>'
    )
