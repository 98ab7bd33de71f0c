from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import ByPolicy, Readable
from annotations.models import DeskRules
from annotations.models.conflict import Conflict


class RulesForm(forms.ModelForm):
    """The rules that are to be in force from now on; begins with those that are."""

    seen = forms.IntegerField(widget=forms.HiddenInput)  # the number of those that were opened

    class Meta:
        model = DeskRules
        fields = DeskRules.NAMES

    def __init__(self, *args, **kwargs):
        now = DeskRules.in_force()
        kwargs["initial"] = now.said() | {"seen": now.number} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "seen" in cleaned and cleaned["seen"] != DeskRules.in_force().number:
            raise ValidationError(
                _("Somebody changed the rules while you had them open. Nothing was saved."),
                code="conflict",
            )
        return cleaned


@admin.register(DeskRules)
class DeskRulesAdmin(ByPolicy, Readable):
    """The rules in force are the newest; earlier ones stay to be read."""

    add_action = policy.RUN_DESK
    form = RulesForm
    list_display = [
        "set_at",
        columns.text("set_by.username", _("set by")),
        "evidence_rule",
        "required_reviews",
        "is_blind",
        "target",
        "second_person",
        "names_hidden",
    ]
    list_select_related = ["set_by"]
    ordering = ["-number"]

    def get_fields(self, request, obj=None):
        return ["set_at", *DeskRules.NAMES] if obj else ["seen", *DeskRules.NAMES]

    def save_model(self, request, obj, form, change):
        """In the place of those in force; an earlier row is never changed."""
        rules = {name: form.cleaned_data[name] for name in DeskRules.NAMES}
        try:
            now: Any = DeskRules.in_force().replace(by=request.user, **rules)
        except Conflict as conflict:  # somebody was faster by a blink: theirs stand
            now = conflict.current
        obj.pk = now.pk

    def log_addition(self, request, obj, message):
        """The row says itself who set it, and when."""

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, _("These rules are in force."))
        return HttpResponseRedirect(reverse("admin:annotations_deskrules_changelist"))
