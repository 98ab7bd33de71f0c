"""Agreement figures: published worked examples, what is undefined, and what must not matter."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.reports import reliability
from annotations.reports.reliability import Measure, Reading, Undefined


def units(*raters):
    """Of strings, one a rater: each character is a mark, a dot is none."""
    return [Counter(mark for mark in unit if mark != ".") for unit in zip(*raters, strict=True)]


def counts(rows):
    return [dict(enumerate(row)) for row in rows]


def table(rows):
    return {(i, j): n for i, row in enumerate(rows) for j, n in enumerate(row)}


# -- Krippendorff's alpha ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raters", "published"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
        ((".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
    ],
    ids=["two, binary", "two, five categories", "four, marks missing", "three, many missing"],
)
def test_alpha_is_as_published(raters, published):
    assert reliability.alpha(units(*raters)).value == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("raters", "why"),
    [
        (("vd.",), Undefined.NO_PAIRS),
        (("v.", ".d"), Undefined.NO_PAIRS),
        (("vvv", "vvv"), Undefined.NO_VARIATION),
        (("", ""), Undefined.NO_PAIRS),
    ],
)
def test_alpha_says_why_it_is_undefined(raters, why):
    assert reliability.alpha(units(*raters)) == Measure(None, why)


@pytest.mark.parametrize(
    ("raters", "value"),
    [(("vds", "vds"), 1.0), (("vdvd", "dvdv"), -0.75), (("vdsv", "vds."), 1.0)],
    ids=["all agree", "none agrees", "a single mark does not count"],
)
def test_alpha_at_its_ends(raters, value):
    assert reliability.alpha(units(*raters)).value == pytest.approx(value, abs=1e-12)


marks = st.lists(st.lists(st.sampled_from("vds."), min_size=4, max_size=4), max_size=12)


@given(marks, st.permutations(range(4)))
def test_the_order_of_raters_does_not_matter(rows, order):
    shuffled = [[row[rater] for rater in order] for row in rows]

    assert figures(shuffled) == figures(rows)


@given(marks, st.permutations("vds"))
def test_the_names_of_categories_do_not_matter(rows, names):
    other = dict(zip("vds.", [*names, "."], strict=True))
    renamed = [[other[mark] for mark in row] for row in rows]

    assert figures(renamed) == figures(rows)


@given(marks)
def test_alpha_is_one_only_where_nobody_differs(rows):
    same, alpha, kappa = (one.value for one in figures(rows))

    assert alpha is None or (alpha <= 1 and (alpha == 1) == (same == 1))
    assert kappa is None or kappa <= 1


def figures(rows):
    found = [Counter(mark for mark in row if mark != ".") for row in rows]
    return [measure(found) for measure in (reliability.observed, reliability.alpha, fleiss_of_two)]


def fleiss_of_two(found):
    """Of the units with just two marks."""
    return reliability.fleiss(unit for unit in found if unit.total() == 2)


# -- the interval ---------------------------------------------------------------------------------


def test_the_interval_holds_alpha_and_is_the_same_again():
    marks = units("vdsvdsvdsvdsvvvd", "vdsvdsvdsvsdvvdd", "vdsvddvdsvds.vvd")

    found = reliability.interval(marks)

    assert found.low < reliability.alpha(marks).value < found.high <= 1
    assert found == reliability.interval(marks)


def test_the_interval_does_not_depend_on_the_order_of_units():
    marks = units("vdsvdsvv", "vdsvddvd")

    assert reliability.interval(marks) == reliability.interval(marks[::-1])


def test_resamples_without_variation_are_left_out():
    found = reliability.interval(units("vvvvd", "vvvdd"))

    assert found.resamples == 1000
    assert 0 < found.undefined < 1000


@pytest.mark.parametrize("raters", [("vv", "vv"), ("vd", "vd"), ("v.", ".d")])
def test_without_disagreement_there_is_no_interval(raters):
    assert reliability.interval(units(*raters)) is None


def test_more_units_narrow_the_interval():
    few, many = (reliability.interval(units("vdsv" * n, "vdsd" * n)) for n in (5, 50))

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.8, Reading.RELIABLE),
        (0.7999, Reading.TENTATIVE),
        (0.667, Reading.TENTATIVE),
        (0.666, Reading.TOO_LOW),
        (-1, Reading.TOO_LOW),
    ],
)
def test_a_reading_begins_at_its_threshold(value, said):
    assert reliability.reading(value) == said


# -- kappa -----------------------------------------------------------------------------------------

FLEISS_1971 = """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
    10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
    00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""


def test_fleiss_kappa_is_as_published_in_1971():
    rows = [[int(digit) for digit in row] for row in FLEISS_1971.split()]

    assert reliability.fleiss(counts(rows)).value == pytest.approx(0.430, abs=0.0005)


def test_fleiss_kappa_of_fourteen_raters():
    rows = [
        (0, 0, 0, 0, 14),
        (0, 2, 6, 4, 2),
        (0, 0, 3, 5, 6),
        (0, 3, 9, 2, 0),
        (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0),
        (2, 5, 3, 2, 2),
        (6, 5, 2, 1, 0),
        (0, 2, 2, 3, 7),
    ]

    assert reliability.fleiss(counts(rows)).value == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(
    ("raters", "why"),
    [
        (("vd", "v."), Undefined.UNEQUAL),
        (("vd",), Undefined.NO_PAIRS),
        (("", ""), Undefined.NO_PAIRS),
        (("vv", "vv"), Undefined.NO_VARIATION),
    ],
)
def test_fleiss_kappa_says_why_it_is_undefined(raters, why):
    assert reliability.fleiss(units(*raters)) == Measure(None, why)


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        ([(20, 5), (10, 15)], 0.4),
        ([(45, 15), (25, 15)], 0.1304),
        ([(25, 35), (5, 35)], 0.2593),
        ([(88, 14, 18), (10, 40, 10), (2, 6, 12)], 0.4915),
    ],
)
def test_cohens_kappa_is_as_published(rows, published):
    assert reliability.cohen(table(rows)).value == pytest.approx(published, abs=0.0005)


def test_cohens_kappa_says_why_it_is_undefined():
    assert reliability.cohen({}) == Measure(None, Undefined.NO_PAIRS)
    assert reliability.cohen(table([(9, 0), (0, 0)])) == Measure(None, Undefined.NO_VARIATION)


def test_one_rater_without_variation_leaves_kappa_defined():
    assert reliability.cohen(table([(9, 3), (0, 0)])).value == 0


def test_percent_agreement_counts_pairs_of_marks():
    assert reliability.agreeing(table([(20, 5), (10, 15)])).value == 0.7
    assert reliability.observed(units("vv", "vd", "v.")).percent == 75
    assert reliability.agreeing({}) == reliability.observed([]) == Measure(None, Undefined.NO_PAIRS)


# -- passages --------------------------------------------------------------------------------------


def test_passages_are_compared_in_three_ways():
    found = reliability.spans([(0, 10), (20, 30), (40, 50)], [(0, 10), (22, 30), (60, 70)])

    assert found == pytest.approx((1 / 3, 2 / 3, 36 / 58))


@pytest.mark.parametrize(
    ("first", "second", "value"), [([], [], 1), ([(5, 9)], [], 0), ([], [(5, 9)], 0)]
)
def test_where_somebody_marked_nothing(first, second, value):
    assert reliability.spans(first, second) == (value, value, value)


def test_passages_side_by_side_do_not_overlap():
    assert reliability.spans([(0, 5)], [(5, 9)]) == (0, 0, 0)


ends = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda at: (at[0], at[0] + at[1]))
passages = st.lists(ends, min_size=1, max_size=8)


@given(passages, passages)
def test_sweeping_finds_what_comparing_each_with_each_does(first, second):
    mine, theirs = set(first), set(second)

    assert reliability.spans(first, second) == pytest.approx(each_with_each(mine, theirs))


@settings(max_examples=20)
@given(passages, passages)
def test_who_comes_first_does_not_matter(first, second):
    assert reliability.spans(first, second) == pytest.approx(reliability.spans(second, first))


def each_with_each(mine, theirs):
    def met(some, others):
        return sum(any(s < e2 and s2 < e for s2, e2 in others) for s, e in some) / len(some)

    def characters(some):
        return {at for start, end in some for at in range(start, end)}

    precision, recall = met(mine, theirs), met(theirs, mine)
    one, other = characters(mine), characters(theirs)
    return (
        2 * len(mine & theirs) / (len(mine) + len(theirs)),
        2 * precision * recall / (precision + recall) if precision + recall else 0,
        2 * len(one & other) / (len(one) + len(other)),
    )
