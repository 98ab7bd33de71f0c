from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotations import policy
from annotations.models import Notice
from annotations.reports.inbox import inbox
from annotations.web.forms.comments import ReadForm

PAGE = 30


def notices_for(user, pk):
    """The notice of `user`, as rows that can be marked."""
    notices = Notice.objects.visible_to(user).filter(pk=pk)
    get_object_or_404(notices)
    return notices


def page_of(request, status=200):
    notices = inbox(request.user)
    page = Paginator(notices, PAGE).get_page(request.GET.get("page"))
    newest = notices.aggregate(newest=Max("pk"))["newest"] or 0
    context = {"page": page, "all": ReadForm(initial={"upto": newest})}
    return render(request, "inbox/list.html", context, status=status)


@login_required
@require_safe
def list(request):
    policy.require(request.user, policy.READ)
    return page_of(request)


@login_required
@require_POST
def open(request, pk):
    """Go where it was said: to the passage, with the discussion open. It has been read then."""
    policy.require(request.user, policy.READ)
    notices = notices_for(request.user, pk)
    thread = notices.get().comment.thread
    notices.read()
    return redirect(thread)


@login_required
@require_POST
def read(request, pk):
    policy.require(request.user, policy.READ)
    notices_for(request.user, pk).read()
    return redirect("inbox")


@login_required
@require_POST
def read_all(request):
    """All that the page showed, or could have shown on the pages after it."""
    policy.require(request.user, policy.READ)
    form = ReadForm(request.POST)
    if form.is_valid():
        seen = Notice.objects.visible_to(request.user)
        seen.filter(pk__lte=form.cleaned_data["upto"]).read()
        return redirect("inbox")
    return page_of(request, 422)
