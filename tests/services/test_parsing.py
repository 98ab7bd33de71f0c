import pytest

from annotations.services import parsing
from annotations.text.refusal import TextRefused
from tests.documents import archive, docx, pdf

# Readers of this file, which runs in the child too.
HERE = "tests.services.test_parsing:"


def read_forever(content):
    while True:
        pass


def read_much(content):
    return {"size": len(bytearray(2_000_000_000))}


def write_a_file(content, path):
    with open(path, "w") as file:
        file.write("x")
    return {}


@pytest.mark.parametrize(
    ("name", "options"),
    [("read_forever", {}), ("read_much", {}), ("write_a_file", {"path": "x"})],
)
def test_a_reader_that_takes_too_much_dies_alone(tmp_path, name, options):
    options = {key: str(tmp_path / value) for key, value in options.items()}

    with pytest.raises(parsing.Unreadable):
        parsing._ask([f"{HERE}{name}", parsing.json.dumps(options)], b"x", 1.0)


def test_a_refusal_comes_through_with_its_words():
    with pytest.raises(TextRefused, match="longer than 2 MB") as refusal:
        parsing.read_in_child("markdown", b"a" * 2_000_001)

    assert refusal.value.key == "markdown_too_long"


def test_the_child_says_what_the_reader_says_here():
    content = "<p>Straße 😀. Zwei.</p>".encode()

    assert parsing.read_in_child("html", content) == parsing.read_here("html", content)


def test_a_word_file_is_read():
    said = parsing.read_here("docx", docx("The dam &amp; the river.", "It is safe."))

    assert said["text"] == "The dam & the river.\n\nIt is safe."


def test_a_pdf_is_read_without_furniture_and_with_its_words_whole():
    pages = [
        "\n".join(
            [
                "The Daily",
                f"The {word} officials called the dam safe and the res-",
                f"ervoir {word}",
                "Page 1",
            ]
        )
        for word in ("full.", "empty.", "new.")
    ]

    said = parsing.read_here("pdf", pdf(*pages))

    assert "The Daily" not in said["text"]
    assert "officials called the dam safe and the reservoir empty." in said["text"]
    assert said["language"] == "en-GB"


DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("kind", "content", "key"),
    [
        ("docx", archive({"word/document.xml": b"0" * 20_000_001}), "unpacks_to_too_much"),
        ("docx", archive({"word/document.xml": b"0" * 1_000_000}), "unpacks_to_too_much"),
        ("docx", archive({str(n): b"" for n in range(501)}), "unpacks_to_too_much"),
        ("docx", docx("&x;", before=DTD), "dtd"),
        ("docx", docx("x", **{"word/other.xml": (DTD + "<w/>").encode("utf-16")}), "dtd"),
        ("docx", docx("x")[:-40], "damaged"),
        ("docx", archive({"a.txt": b"x"}), "damaged"),
        ("pdf", pdf(""), "no_text_layer"),
        ("pdf", b"%PDF-1.7", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(kind, content, key):
    with pytest.raises(TextRefused) as refusal:
        parsing.read_here(kind, content)

    assert refusal.value.key == key


@pytest.mark.parametrize(("kind", "package"), [("docx", "mammoth"), ("pdf", "pypdf")])
def test_without_the_extra_it_says_what_is_missing(monkeypatch, kind, package):
    monkeypatch.setitem(parsing.sys.modules, package, None)

    with pytest.raises(TextRefused, match=r"factcheck\[intake\]"):
        parsing.read_here(kind, docx("x"))
