from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.services import intake
from annotations.web.forms.articles import ArticleForm, Step


@login_required
@require_safe
def new(request):
    policy.require(request.user, policy.IMPORT)
    return render(request, "articles/new.html", {"form": ArticleForm()})


@login_required
@require_POST
def create(request):
    """First the sentences as they will be cut, then, once told so, the article."""
    policy.require(request.user, policy.IMPORT)
    form = ArticleForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "articles/new.html", {"form": form}, status=422)
    if not Step(request.POST).is_save():
        return render(request, "articles/new.html", {"form": form.filled(), **preview_of(form)})
    details = form.details()
    twice = intake.stored_just_now(form.draft.text, details["title"], by=request.user)
    return redirect(twice or intake.store_draft(form.draft, by=request.user, **details))


def preview_of(form: ArticleForm) -> dict:
    draft = form.draft
    sentences = intake.sentences_of(draft.text, form.details()["language"])
    lines = [(sentence, draft.text[sentence.start : sentence.end]) for sentence in sentences]
    return {"draft": draft, "lines": lines, "details": form.details()}
