from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.web.forms.refusable import LongText, RefusableForm


class ReplyForm(RefusableForm):
    """What is said to a piece of evidence; empty takes it back."""

    reply = LongText(
        label=_("Reply"),
        max_length=10_000,
        required=False,
        help_text=_("Why the claim holds all the same, or what follows from it."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    @classmethod
    def showing(cls, item):
        said = item.reply if item.shows_reply else ""
        return cls(auto_id=f"e{item.pk}_%s", initial={"reply": said})
