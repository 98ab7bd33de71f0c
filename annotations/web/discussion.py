"""How a discussion is shown and how a write to it is answered, wherever it is held."""

from dataclasses import dataclass
from typing import Any, Self

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap

from annotations.models import Annotation, Sentence, Thread
from annotations.web.forms.comments import CommentForm
from annotations.web.htmx import fragments, wants_fragment


@dataclass(frozen=True)
class Place:
    """Where something is discussed: its threads and addresses. A thread whose sentence is gone is
    a place of its own, where nothing new can be started.
    """

    key: Any  # of the claim, else nothing
    article: Any
    quote: str
    threads: Any
    address: str
    back: str
    start: str = ""

    @classmethod
    def of(cls, about: Annotation | Sentence | Thread) -> Self:
        """The place where `about` is discussed. A query for a thread about a sentence."""
        if isinstance(about, Annotation):
            return cls.of_claim(about)
        if isinstance(about, Sentence):
            return cls.of_sentence(about)
        if about.annotation:
            return cls.of_claim(about.annotation)
        sentence = about.sentence()
        return cls.of_sentence(sentence) if sentence else cls.of_the_gone(about)

    @classmethod
    def of_claim(cls, claim: Annotation) -> Self:
        address, start = (reverse(name, args=[claim.pk]) for name in ("threads", "threads.create"))
        return cls(
            key=claim.pk,
            article=claim.article,
            quote=claim.place.passage if claim.place else claim.quote,
            threads=Thread.objects.filter(annotation=claim),
            address=address,
            back=claim.get_absolute_url(),
            start=start,
        )

    @classmethod
    def of_sentence(cls, sentence: Sentence) -> Self:
        article = sentence.in_article()
        where = [article.slug, sentence.number]
        return cls(
            key="",
            article=article,
            quote=sentence.text,
            threads=Thread.objects.about_sentence(sentence),
            address=reverse("sentences.threads", args=where),
            back=reverse("sentences.show", args=where),
            start=reverse("sentences.threads.create", args=where),
        )

    @classmethod
    def of_the_gone(cls, thread: Thread) -> Self:
        return cls(
            key="",
            article=thread.article,
            quote=thread.quote,
            threads=Thread.objects.filter(pk=thread.pk),
            address=thread.get_absolute_url(),
            back=reverse("articles.threads", args=[thread.article.slug]),
        )

    def landing(self, reader, land: str) -> str:
        """The address of the element `land`; of the list, when nothing is left to read here."""
        is_there = self.start or self.threads.visible_to(reader).exists()
        return f"{self.address}#{land}" if is_there else self.back

    def rows(self, reader, replying: Thread | None = None, form=None) -> list[tuple]:
        """The threads that `reader` may see, each with the form for a reply; `form` is one that
        came back.
        """
        threads = self.threads.visible_to(reader).for_discussion(reader)
        return [
            (thread, form if thread == replying else CommentForm.to_reply(thread))
            for thread in threads
        ]


def shown(request, place: Place, status: int = 200, *, start=None, **reply) -> HttpResponse:
    """The discussion, alone for a card, or as a page; `start` is a form that came back."""
    template = "threads/_list.html" if wants_fragment(request) else "threads/list.html"
    context = {"rows": place.rows(request.user, **reply), "form": start or CommentForm.to_start()}
    return fragments(request, template, status=status, place=place, **context)


def written(request, thread: Thread, text: str, undo: str = "", land: str = "") -> HttpResponse:
    """Say what was done, with the address that takes it back, and show the discussion as it is.

    `land` is the id of the element to show.
    """
    messages.success(request, text, extra_tags=undo)
    place, land = Place.of(thread), land or f"thread-{thread.pk}"
    if not wants_fragment(request):
        return HttpResponseRedirect(place.landing(request.user, land))
    rows = place.rows(request.user)
    context = {"place": place, "rows": rows, "form": CommentForm.to_start(), "land": land}
    count = sum(len(row.said) for row, _form in rows)
    response = fragments(request, "threads/_update.html", oob=True, comments=count, **context)
    return reswap(response, "none")


def said(request, comment) -> HttpResponse:
    undo = reverse("comments.remove", args=[comment.pk])
    return written(request, comment.thread, _("Comment added."), undo, f"comment-{comment.pk}")
