"""Sentences partition any text, and end where a reader would end them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.text.segment import paragraphs, segment

SEED = Path(__file__).parents[2] / "seeds" / "000_8571044f9f1d5040.txt"

any_text = st.text(st.characters(exclude_categories=()), max_size=200)
# Text made of what rules look at, so that they meet each other.
crafted = st.lists(
    st.sampled_from(
        ["A", "b", "Mr", "U.S", "a.m", "The", "said", "5", ".", "!", "?", "…", " ", "\n", "\r\n"]
        + ['"', "“", "”", "'", "’", "(", ")", "[1]", "«", "»", "\u00a0", "。", "\x00", "\ud800"]
        + ["👩‍👩‍👧", "e\u0301", "שלום", "\u2028", "\ufdd0"]
    ),
    max_size=40,
).map("".join)


def sentences(text, language="en"):
    return [text[start:end].strip() for start, end in segment(text, language)]


def is_partition(text, spans):
    ends = [0, *(end for _start, end in spans)]
    starts = [*(start for start, _end in spans), len(text)]
    return ends == starts and all(start < end for start, end in spans)


@settings(max_examples=75, deadline=None)
@given(any_text | crafted, st.sampled_from(["en", "de", "fr", "zh", "xx", ""]))
@example("", "en")
@example("\r\n \u2028", "en")
def test_the_spans_partition_any_text(text, language):
    assert is_partition(text, segment(text, language))


@settings(max_examples=50, deadline=None)
@given(crafted)
def test_no_sentence_but_the_first_begins_with_a_blank(text):
    assert not any(text[start].isspace() for start, _end in segment(text)[1:])


def test_an_empty_text_has_no_sentence():
    assert segment("") == []


def test_blanks_alone_are_one_sentence():
    assert segment(" \n ") == [(0, 3)]


def test_the_seed_article_has_twenty_one_sentences():
    text = SEED.read_bytes().decode()

    assert len(segment(text)) == 21


def test_the_seed_articles_quotation_is_cut_where_a_sentence_of_it_ends():
    assert "“And it needs prospects that are beyond ours, our energy.”" in sentences(
        SEED.read_bytes().decode()
    )


def parts(text):
    """The sentences of a text in which a bar stands for the blank between two of them."""
    return [part.strip() for part in text.split("|")]


QUOTATIONS = [
    "“Stop!” shouted the guard.|Nobody moved.",
    "“We are late!” Gov. Ann Lee (D-Ohio) said.|“Hurry!”",
    "“Who paid?” the clerk asked.|No answer came.",
    "“Will it pass?” House Speaker Ann Lee asked on Monday.|Nobody knew.",
    "“Lock the door!” the crowd chanted.|He smiled.",
    "“Go home!”|The crowd roared.",
    "“Go home!”|Officials say it is safe.",
    "“Go home!”|Byron ran off.|He told the police later.",
    "She called it “a farce.”|Others left.",
    "She called it “a farce”.|Others left.",
    "“It rained.|The road was gone.|We walked,” said Ada Byron.",
    "“This,” he said, “is it.”|It was.",
    "‘He waved,’ she said.|‘Then he ran.’",
    "'I never said that,' Ms Reid told the court.|'It is a lie.'",
    "“She said, ‘Help!’ and I ran,” he said.|“I was scared.”",
    "“He told me, ‘I quit.’|I believed him,” she said.",
    "The workers' union struck.|The bosses' did not.",
    "Are you serious?!|“Of course not?!” he cried.",
    "The song “Help!” was a hit.|It still is.",
    "Police said: “He ran.”|They chased him.",
]

ABBREVIATIONS = [
    "J. K. Rowling wrote it.|J.R.R. Tolkien did not.",
    "The U.S. President spoke.|He left the U.S. on Friday.",
    "He lives in the U.S.|She lives in Peru.",
    "The U.S. Navy sent a ship.|It arrived.",
    "The march began in Washington, D.C.|Police counted 5,000 people.",
    "Pa. Gov. Ann Lee signed it.|Calif. did not.",
    "He moved to St. Louis, Mo., in 2003.|She lives on Oak St.|They met.",
    "Mt. Etna and Ft. Worth are far apart.|Nobody walks.",
    "Shares of Weir Bros. Ltd. rose.|Nobody knew why.",
    "She joined Weir Inc. in May.|Voters cheered.",
    "Dr. Ada Byron met Lt. Gen. Roe at No. 10.|They talked.",
    "Staff Sgt. Lee, Spc. Roe and ex-Gov. Day came.|Assoc. Prof. Poe did not.",
    "The No. 1 seed lost.|The answer is no.|Voters left.",
    "See p. 12, Fig. 3 and Sec. 4.|Turn to pp. 14-16.",
    "Brown v. Board came first.|It was 3.5 percent vs. 2.1 percent.",
    "Some metals, e.g. gold, rose.|Smith et al. said why.",
    "It sells cars, vans, etc. in Ohio.|It sells ships, etc.|The rest failed.",
    "She has a Ph.D. in physics.|He has none.",
    "He weighs 180 lbs. and stands 6 ft. 2 in. tall.|It took 5 min.|Fans cheered.",
    "He was freed on Feb. 9.|In Sept. he left.|On Wed. she did.",
    "His father fell ill.|Doctors came.|He sat.|Nobody spoke.",
    "He lost his ID.|Guards let him in.|It was OK.|Police left.",
    "His friend—Mr. Roe—knew ‘K. K. K.’ well.|She did not.",
    "Vitamin C.|It helps.|He and I.|They left.",
]

TIMES = [
    "Talks open at 8 a.m. Friday and close at 6 p.m.|Dinner follows.",
    "The train left at 7:15 p.m. GMT.|It was late.",
    "Polls close at 8 p.m. London time.|Results come later.",
    "At 9 a.m. Officer Lee arrived.|By 10 p.m. Police had left.",
    "The court sits at 10 a.m.|Judge Lee presides.",
]

MARKS = [
    "(The paper regrets the error.)|It has no comment.",
    "He teaches (she knew it) in Leeds.|It is far. (See p. 5.)".replace(" (See", "|(See"),
    "She waited…|Then she left.",
    "He said no... and yes.|Fine.",
    "“I was... I was scared,” she said.|He left.",
    "“We are here. […]|We stay,” he said.",
    "It grew.[3] The rest fell.[4][5] Nobody knew.".replace("] ", "]|"),
    "It was wrong.[citation needed]|Others agreed.",
    "Prices rose in 2019.|2020 was worse.",
    "It cost $1.5 million.|Wages rose 0.3%.|48 hours later he left.",
    "Write to ada@example.org.|See www.example.org/a.b.|It is free.",
    "Node.js and Amazon.com fell.|The .com boom ended.",
    "Yahoo! said it would close.|Why now?",
    "The firm sells phones.|iPhone sales fell.",
    "PARIS (AP) — The museum closed.|It reopens in May.",
    "KYIV, Ukraine, Oct. 3 (Reuters) - Two died.|It rained.",
    "© 2024 Weir Ltd.|All rights reserved.",
    "It was the best of times; it was the worst: nobody knew.|So he wrote.",
]

LINES = [
    "1. Norway|2. Chile",
    "5. Italy|The country reported 2,100 cases.",
    "a) It is new.|b) It is old.",
    "• It passed.|• It now goes to the Senate.",
    "Trump Returns to U.S. After Trip|He landed.",
    "How the U.S. Is Losing|By Ada Byron",
]


@pytest.mark.parametrize("text", [*QUOTATIONS, *ABBREVIATIONS, *TIMES, *MARKS])
def test_it_cuts_english_where_a_reader_would(text):
    assert sentences(text.replace("|", " ")) == parts(text)


@pytest.mark.parametrize("text", LINES)
def test_it_leaves_headings_and_items_of_lists_whole(text):
    assert sentences(text.replace("|", "\n")) == parts(text)


def test_a_blank_that_was_left_out_hides_no_sentence():
    assert sentences("He left the city.The rest stayed.") == [
        "He left the city.",
        "The rest stayed.",
    ]


def test_marks_alone_are_no_sentence():
    assert sentences("It ended. […] Then it began.") == ["It ended. […]", "Then it began."]


def test_marks_at_the_start_belong_to_the_first_sentence():
    assert sentences("… “Then it began. It went on.”")[0] == "… “Then it began."


@pytest.mark.parametrize(
    "text",
    [
        "Im 19. Jahrhundert war das anders.|Dann kam die Bahn.",
        "Sie rief: „Halt!“|Niemand hörte es.",
        "„Halt!“, rief Dr. Roth.|„Wer kommt?“, fragte sie.|„Wir.“",
        "„Wir kommen.|Wir bleiben“, sagte er.|»Gut.«|Sie ging.",
        "„Er sagte ‚Nein‘ zu mir“, erzählte sie.|„Ich ging.“",
        "Er kam am 3. August.|1999 ging er.",
        "Kaiser Wilhelm II. dankte ab.|Der 1. FC Köln verlor.|Er wurde Dritter.",
        "Er landete auf Platz 3.|Müller gewann 2:1.|Sie ist 45.|Er nicht.",
        "Es gilt z. B. für Bauern, d. h. für alle.|Es kostet ca. 5 Mio. Euro.",
        "Er starb 814 n. Chr. in Aachen.|Er wohnt in der Berliner Str. 12.|Sie auch.",
        "Er mag mich.|Berlin mag ich nicht.",
    ],
)
def test_it_cuts_german(text):
    assert sentences(text.replace("|", " "), "de") == parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "« Je pars. »|Elle resta.",
        "« Pourquoi ? » a-t-il demandé.|« Je pars », a dit M. Roux.",
        "« C’est faux ! » s’est exclamé le Dr Roux.|Il sortit.",
        "« Il pleut.|Je reste », a-t-elle dit.",
        "Elle a parlé de « farce ».|D’autres non.",
        "Elle a dit : “Non.”|Puis elle est partie.",
        "M. Le Drian a vu J.-P. Roux.|Ils ont ri.",
        "Il naquit vers 50 av. J.-C. à Rome.|Voir p. 12 et art. 5.",
        "— Tu viens ? demanda-t-il.|— Non.",
        "Vive l’art.|Il aime les fruits, etc. et le vin.",
    ],
)
def test_it_cuts_french(text):
    assert sentences(text.replace("|", " "), "fr") == parts(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Nació en EE. UU. en 1990.|¿Y ahora?"),
        ("es", "—¡Alto! —gritó el Sr. Paz.|Llegó a las 5 p. m. del lunes."),
        ("es", "Dijo: «No».|Luego calló.|Era para comer.|Nadie comió."),
        ("ru", "Он сказал: «Нет.»|Она ушла."),
        ("ru", "«Почему?» — спросил А. С. Орлов.|Он родился в 1916 г.|Москва росла."),
        ("ru", "В 2020 г. Россия выросла.|Дом на ул. Ленина и др. закрыты.|Он пуст."),
        ("ar", "قال د. أحمد إن الوضع صعب.|لماذا؟|لا أحد يعرف!"),
        ("ar", "انتظر... ثم ذهب.|ولد عام 1950 م.|وكان شاعراً."),
        ("hi", "वह आया।|वह गया।"),
        ("hi", "डॉ. ए. पी. जे. अब्दुल कलाम आए।|“क्यों?” उसने पूछा।|वे गए।"),
    ],
)
def test_it_knows_the_quotation_marks_and_abbreviations_of_other_languages(language, text):
    assert sentences(text.replace("|", " "), language) == parts(text)


def test_chinese_needs_no_blanks():
    assert sentences("他说：“走吧。”我们走了。2012年回来。", "zh") == [
        "他说：“走吧。”",
        "我们走了。",
        "2012年回来。",
    ]


def test_a_chinese_quotation_is_one_sentence_with_its_speaker():
    assert sentences("“为什么？”他问。没人回答。", "zh") == ["“为什么？”他问。", "没人回答。"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_a_line_is_a_paragraph(end):
    assert sentences(f"Council votes{end}By Ada Byron") == ["Council votes", "By Ada Byron"]


def test_an_unclosed_quotation_does_not_swallow_the_rest():
    assert len(segment("“It began. It went on. It ended. Nobody noticed.")) == 4


def test_paragraphs_are_counted_by_lines_that_are_not_blank():
    text = "\n\nOne. Two.\n\n \nThree. Four.\nFive."

    assert paragraphs(text, segment(text)) == [1, 1, 2, 2, 3]


def test_a_line_longer_than_a_piece_is_not_cut_where_the_piece_ends():
    assert len(segment("word " * 5_000)) == 1


def test_sentences_of_a_long_line_are_all_found():
    assert len(segment("The cat sat on the mat. " * 1_000)) == 1_000
