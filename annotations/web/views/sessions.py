from axes.helpers import get_cool_off
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from annotations.web import throttle
from annotations.web.forms.account import SignInForm

# Django refuses to redirect to anything much longer.
LONGEST = 2000


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """The one door for passwords, the admin's too."""
    if request.method != "POST":
        return page(request, SignInForm(request))
    if wait := throttle.seconds_to_wait(request):
        return too_many(request, wait)
    form = SignInForm(request, request.POST)
    if not form.is_valid():
        return page(request, form, status=422)
    login(request, form.get_user())
    return redirect(onward(request) or "articles")


@login_not_required
@never_cache
@require_POST
def delete(request):
    logout(request)
    return redirect("login")


def locked(request, response=None, credentials=None):
    """What axes answers for a name that was guessed at too often from one address."""
    return too_many(request, int(get_cool_off(request).total_seconds()))


def too_many(request, seconds: int):
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "registration/locked.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def page(request, form, status=200):
    context = {"form": form, "next": onward(request)}
    return render(request, "registration/login.html", context, status=status)


def onward(request) -> str:
    """The address of ours that was asked for before the login page came, else nothing."""
    asked = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if ours and asked.startswith("/") and len(asked) < LONGEST else ""
