from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.web.forms.refusable import LongText, RefusableForm


class CommentForm(RefusableForm):
    """Something to say. How long it may be, and whether it says anything, `discussing` decides."""

    text = LongText(
        label=_("Comment"),
        max_length=10_000,
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    @classmethod
    def to_start(cls, data=None):
        return cls(data, auto_id="start_%s")

    @classmethod
    def to_reply(cls, thread, data=None):
        return cls(data, auto_id=f"reply-{thread.pk}_%s")


class ThreadFilter(forms.Form):
    """Which discussions of an article; what does not fit is left out rather than refused."""

    STATES = [("open", _("Open")), ("resolved", _("Resolved"))]

    state = forms.ChoiceField(choices=STATES, required=False)

    def state_wanted(self) -> str:
        return (self.cleaned_data.get("state") if self.is_valid() else "") or "open"

    def narrow(self, threads):
        return threads.filter(resolved_at__isnull=self.state_wanted() == "open")


class ReadForm(forms.Form):
    """The newest notice that the page showed: what came later has not been read."""

    upto = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
