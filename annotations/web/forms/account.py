from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from annotations.models.user import LONGEST_NAME


class SignInForm(AuthenticationForm):
    """Says the same of an unknown name, a wrong password and a closed account."""

    error_messages = {
        "invalid_login": _("That name and password do not belong together. Mind capital letters."),
        "inactive": _("That name and password do not belong together. Mind capital letters."),
    }

    def clean_username(self):
        """Django checks the length in the browser only, and the log of failures has 255 places."""
        name = self.cleaned_data["username"]
        if len(name) > LONGEST_NAME:
            raise self.get_invalid_login_error()
        return name


class PasswordForm(PasswordChangeForm):
    """Guessing the old password in somebody's open session is counted like guessing at the door."""

    def __init__(self, request, *args, **kwargs):
        self.request = request
        super().__init__(request.user, *args, **kwargs)

    @sensitive_variables("password")
    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.username, password=password) is None:
            raise ValidationError(self.error_messages["password_incorrect"])
        return password


class KeysForm(forms.Form):
    single_keys = forms.TypedChoiceField(
        label=_("Single-letter keys"),
        help_text=_(
            "v, d, s, m, u, j, k and ? act without Ctrl or Alt. "
            "Turn them off when you dictate, or press keys by accident."
        ),
        choices=[("on", _("On")), ("off", _("Off"))],
        coerce="on".__eq__,
        widget=forms.RadioSelect,
    )
