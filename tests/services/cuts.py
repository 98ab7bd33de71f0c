"""Sentences, and what a person makes of them, in the words of a test."""

from annotations.services import correcting


def sentence(article, number):
    return article.current().sentences.get(number=number)


def texts(article):
    return [one.text for one in article.current().sentences.order_by("number")]


def merge(article, number, by, edition=None):
    edition = edition or article.current().edition
    return correcting.merge(sentence(article, number), by=by, edition=edition)


def split(article, word, by, edition=None, **more):
    """Before `word`, in the sentence in which it stands."""
    revision = article.current()
    at = revision.text.index(word)
    here = revision.sentences.filter(start__lte=at, end__gt=at).get()
    edition = edition or revision.edition
    return correcting.split(here, at, by=by, edition=edition, **more)
