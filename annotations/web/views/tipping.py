"""A reader sends evidence about a published claim. The form is a page of its own: only there is a
cookie set, the one against forged forms, and the pages that people read stay without.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.services import tipping
from annotations.web import throttle
from annotations.web.forms.tips import TipForm
from annotations.web.views.public import page, told_claim

PER_HOUR = 5


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, slug, pk):
    version, said, claim = told_claim(slug, pk)
    context = {"version": version, "document": said, "claim": claim}
    if request.method != "POST":
        return page(request, "tipping/new.html", form=TipForm(), **context)
    form = TipForm(request.POST)
    if not form.is_valid():
        return page(request, "tipping/new.html", 422, form=form, **context)
    if wait := throttle.seconds_until_free(request, "tips", PER_HOUR):
        late = page(request, "tipping/new.html", 429, form=form, wait=wait // 60 + 1, **context)
        late.headers["Retry-After"] = wait
        return late
    about = get_object_or_404(version.article.annotations.select_related("article"), pk=pk)
    tipping.send(about, **form.cleaned_data)
    return page(request, "tipping/sent.html", **context)
