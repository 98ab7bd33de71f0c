"""A document as running text with a numbered footnote on each claim."""

from annotations.reports.footnoted import Footnoted


def claim(number, start, end, **said):
    empty = {"reason": "", "dissent": [], "evidence": []}
    return {"number": number, "start": start, "end": end, "outcome": "verified", **empty, **said}


def sentence(start, end, paragraph=1):
    return {"paragraph": paragraph, "start": start, "end": end}


def document(text, sentences, claims):
    return {"text": text, "sentences": sentences, "claims": claims, "corrections": []}


def cut(content):
    return [
        [(piece.text, [one.number for one in piece.ends]) for piece in paragraph]
        for paragraph in Footnoted(content).paragraphs
    ]


def test_a_passage_is_cut_out_and_numbered_where_it_ends():
    content = document("One 😀 two.", [sentence(0, 10)], [claim(1, 4, 9)])

    assert cut(content) == [[("One ", []), ("😀 two", [1]), (".", [])]]


def test_claims_that_overlap_are_each_numbered_at_their_end():
    content = document("abcdef", [sentence(0, 6)], [claim(1, 0, 4), claim(2, 2, 6)])

    assert cut(content) == [[("ab", []), ("cd", [1]), ("ef", [2])]]


def test_a_claim_across_sentences_is_numbered_once():
    content = document("Ab. Cd.", [sentence(0, 4), sentence(4, 7)], [claim(1, 1, 6)])

    assert sum(len(ends) for paragraph in cut(content) for _, ends in paragraph) == 1


def test_without_the_text_there_are_footnotes_alone():
    printed = Footnoted(document("", [], [claim(1, 4, 9, reason="exaggerated")]))

    assert printed.paragraphs == []
    assert printed.footnotes[0].why == "Exaggerated"
