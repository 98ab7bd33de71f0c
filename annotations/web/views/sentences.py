from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from annotations import policy
from annotations.models import Article, Sentence
from annotations.models.conflict import Conflict
from annotations.reports.sentences import around
from annotations.services import correcting
from annotations.web.answers import desk_update
from annotations.web.forms.sentences import MarkForm, MergeForm, SplitForm
from annotations.web.htmx import wants_fragment


def sentence_for(user, slug, number):
    """A sentence of the newest revision, with its revision and article."""
    articles = Article.objects.visible_to(user).filter(slug=slug)
    here = Sentence.objects.filter(revision__article__in=articles, revision__is_current=True)
    sentences = here.select_related("revision__article").defer("revision__raw")
    return get_object_or_404(sentences, number=number)


def page(request, sentence, status=200, **sent):
    """The sentence with its forms; `sent` is one that came back, or the reason of a refusal."""
    forms = {"mark": MarkForm, "merge": MergeForm, "split": SplitForm}
    shown = {name: form.showing(sentence) for name, form in forms.items()} | sent
    words = shown["split"].words(sentence)
    context = {"around": around(sentence, request.user), "words": words}
    return render(request, "sentences/show.html", shown | context, status=status)


def desk_at(sentence) -> str:
    return f"{sentence.revision.article.get_absolute_url()}#s{sentence.number}"


@login_required
@require_safe
def show(request, slug, number):
    policy.require(request.user, policy.READ)
    return page(request, sentence_for(request.user, slug, number))


@login_required
@require_POST
def mark(request, slug, number):
    """Say why there is nothing to check in it, or that there is."""
    sentence = sentence_for(request.user, slug, number)
    policy.require(request.user, policy.MARK_SENTENCE, sentence)
    form = MarkForm.sent_with(request)
    try:
        if form.accepted_by(correcting.mark, sentence, by=request.user):
            return marked(request, sentence, form.cleaned_data)
    except Conflict:
        return changed_meanwhile(request, slug, number)
    return not_done(request, sentence, mark=form)


@login_required
@require_POST
def merge(request, slug, number):
    """Make one sentence of it and the next."""
    sentence = sentence_for(request.user, slug, number)
    policy.require(request.user, policy.CORRECT_SENTENCES, sentence)
    form = MergeForm.sent_with(request)
    back = halves(sentence)
    try:
        if form.accepted_by(correcting.merge, sentence, by=request.user):
            text = _("Sentences merged.")
            return corrected(request, form.result, text, "sentences.split", **back)
    except Conflict:
        return changed_meanwhile(request, slug, number)
    return not_done(request, sentence, merge=form)


@login_required
@require_POST
def split(request, slug, number):
    """Make two sentences of it."""
    sentence = sentence_for(request.user, slug, number)
    policy.require(request.user, policy.CORRECT_SENTENCES, sentence)
    form = SplitForm.sent_with(request)
    try:
        if form.accepted_by(correcting.split, sentence, by=request.user):
            return corrected(request, form.result[0], _("Sentence split."), "sentences.merge")
    except Conflict:
        return changed_meanwhile(request, slug, number)
    return not_done(request, sentence, split=form)


# -- answers --------------------------------------------------------------------------------------


def marked(request, sentence, said):
    """The desk at the sentence, or its parts; with the way back."""
    back = {"kind": said["before"], "before": said["kind"], "edition": said["edition"]}
    text = _("Marked as not checkable.") if said["kind"] else _("Marked as checkable.")
    messages.success(request, text, extra_tags=way_back("sentences.mark", sentence, back))
    if wants_fragment(request):
        return desk_parts(request, sentence)
    return redirect(desk_at(sentence))


def corrected(request, sentence, text, undo, **back):
    """The desk at the sentence. One that is open is loaded again: its numbers are others now."""
    back |= {"edition": sentence.revision.edition}
    messages.success(request, text, extra_tags=way_back(undo, sentence, back))
    return HttpResponseClientRefresh() if wants_fragment(request) else redirect(desk_at(sentence))


def halves(sentence) -> dict:
    """What splits it from the next one again, once they are merged: each had its mark."""
    following = sentence.revision.sentences.filter(number=sentence.number + 1).first()
    marks = {"first": sentence.not_checkable, "second": following and following.not_checkable}
    return {"at": sentence.end, "across": "on"} | marks


def way_back(name, sentence, said) -> str:
    where = reverse(name, args=[sentence.revision.article.slug, sentence.number])
    return f"{where}?{urlencode(said)}"


def changed_meanwhile(request, slug, number):
    """Nothing was written; the sentence as it is by now."""
    sentence = sentence_for(request.user, slug, number)
    text = _("This sentence was changed meanwhile. Nothing was saved: look again.")
    return refused(request, sentence, 409, text)


def not_done(request, sentence, **form):
    """The page with what is wrong; the desk, where an undo came from, has a message for it."""
    return refused(request, sentence, 422, _("This cannot be done any more."), **form)


def refused(request, sentence, status, text, **form):
    if not wants_fragment(request):
        reason = {} if form else {"reason": text}
        return page(request, sentence, status, **form, **reason)
    messages.error(request, text)
    response = desk_parts(request, sentence)
    response.status_code = status
    return response


def desk_parts(request, sentence):
    spans = [(sentence.start, sentence.end)]
    return desk_update(request, sentence.revision.article, set(), spans, flash=True)
