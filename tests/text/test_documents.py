"""What a document takes to be read may not be installed: it is not offered then, and said so."""

import pytest

from annotations.text import documents
from annotations.text.refusal import TextRefused
from tests.documents import docx


@pytest.fixture
def bare(monkeypatch):
    """An installation without the extra `intake`."""
    monkeypatch.setattr(documents, "LIBRARIES", {".docx": "no_such_library", ".pdf": "nor_this"})


def test_a_document_is_offered_where_it_can_be_read():
    assert documents.is_readable(".docx")
    assert documents.is_readable(".txt")


def test_one_that_cannot_be_read_here_is_not_offered(bare):
    assert not documents.is_readable(".docx")
    assert documents.is_readable(".txt")


def test_one_that_comes_all_the_same_is_refused_in_words(bare):
    with pytest.raises(TextRefused, match=r"can not read \.docx"):
        documents.read_docx(docx("A dam."))
