from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.services import holding, intake
from annotations.services.rates import IMPORTS
from annotations.text.refusal import TextRefused
from annotations.web.forms.articles import ArticleForm, Step
from annotations.web.throttle import held_back, late

PREVIEWED = 500  # sentences; nobody reads more of them before saving


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
    held = form.cleaned_data["held"]
    draft = holding.with_origin(form.draft, held, by=request.user)
    is_save = Step(request.POST).is_save()
    if is_save and (wait := IMPORTS.wait_of(request.user)):
        return put_off(request, form, draft, wait)
    try:
        if not is_save:
            return preview(request, form, draft)
        article = intake.store_once(draft, by=request.user, **form.details())
    except TextRefused as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "raw", refusal.message)
        return render(request, "articles/new.html", {"form": form}, status=422)
    holding.release(held, by=request.user)
    return redirect(article)


def preview(request, form, draft):
    context = preview_of(form)
    filled = form.filled(held_key(request, draft))
    return render(request, "articles/new.html", {"form": filled, **context})


def put_off(request, form, draft, wait):
    """The same form, with all that was typed or read, for who has to wait."""
    filled = form.filled(held_key(request, draft))
    filled.is_valid()
    status = held_back(filled, wait)
    return late(render(request, "articles/new.html", {"form": filled}, status=status), wait)


def held_key(request, draft):
    kept = holding.hold(draft, by=request.user)
    return kept.pk if kept else None


def preview_of(form: ArticleForm) -> dict:
    text, details = form.draft.text, form.details()
    sentences = intake.sentences_of(text, details["language"])
    shown = sentences[:PREVIEWED]
    return {
        "draft": form.draft,
        "details": details,
        "number": len(sentences),
        "rest": len(sentences) - len(shown),
        "lines": [(sentence, text[sentence.start : sentence.end]) for sentence in shown],
    }
