from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.web.access import role_not_required
from annotations.web.forms.account import KeysForm, PasswordForm


@role_not_required
@login_required
@require_safe
def show(request):
    keys = "on" if request.user.single_keys else "off"
    return page(request, KeysForm(initial={"single_keys": keys}))


@role_not_required
@login_required
@require_POST
def keys(request):
    form = KeysForm(request.POST)
    if not form.is_valid():
        return page(request, form, status=422)
    request.user.prefer(**form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("account")


@role_not_required
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    """Changing it ends every other session of this account."""
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "account/password.html", {"form": form}, status=status)
    request.user.renew_password(form.cleaned_data["new_password1"])
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is changed. Other sessions are signed out."))
    return redirect("account")


def page(request, form, status=200):
    return render(request, "account/show.html", {"form": form}, status=status)
