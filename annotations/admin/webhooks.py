import json

from django import forms
from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from annotations import policy
from annotations.admin import columns
from annotations.admin.base import ByPolicy, Readable
from annotations.models import Delivery, Webhook
from annotations.services import webhooks
from annotations.services.addresses import NotPublic, place
from annotations.templatetags.annotations_ui import reveal


class WebhookForm(forms.ModelForm):
    """Where a program is, and what it is to be told."""

    url = forms.URLField(label=_("address"), max_length=2000, assume_scheme="https")
    kinds = forms.MultipleChoiceField(
        label=_("what it is told"),
        choices=[(name, f"{name}: {kind.label}") for name, kind in webhooks.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Webhook
        fields = ("url", "kinds")

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            place(url)
        except NotPublic as refusal:
            raise forms.ValidationError(
                _("Only addresses that begin with http:// or https://, at their usual ports.")
            ) from refusal
        return url


@admin.action(description=_("Send a test"), permissions=["run"])
def send_test(model_admin, request, queryset):
    for webhook in queryset:
        _status, failure = webhooks.send_test(webhook)
        level = messages.ERROR if failure else messages.SUCCESS
        said = {"url": webhook.url, "answer": failure or _("it arrived.")}
        model_admin.message_user(request, _("Test to %(url)s: %(answer)s") % said, level)


@admin.action(description=_("Tell it nothing any more"), permissions=["run"])
def pause(model_admin, request, queryset):
    for webhook in queryset:
        webhook.switch(on=False)


@admin.action(description=_("Tell it what happens from now on"), permissions=["run"])
def resume(model_admin, request, queryset):
    for webhook in queryset:
        webhook.switch(on=True)


@admin.display(description=_("what it is told"))
def kinds(webhook):
    return ", ".join(webhook.kinds)


WEBHOOK = [
    columns.weblink("url", _("address")),
    kinds,
    "is_active",
    "secret",
    "created_at",
    columns.text("created_by.username", _("made by")),
]
DELIVERY = [
    "kind",
    "attempts",
    columns.text("status", _("last answer")),
    columns.text("failure", _("what went wrong")),
    "next_at",
    "delivered_at",
]


@admin.display(description=_("message"))
def payload(delivery):
    listed = json.dumps(delivery.payload, indent=2, ensure_ascii=False)
    return format_html('<pre class="words" dir="auto">{}</pre>', reveal(listed))


@admin.register(Webhook)
class WebhookAdmin(ByPolicy, Readable):
    """Programs that are told what happens. Made once, then switched on and off, never rewritten:
    for another address or other news there is another webhook.
    """

    view_action = add_action = policy.RUN_WEBHOOKS
    form = WebhookForm
    actions = [send_test, pause, resume]
    list_display = [columns.text("url", _("address")), "is_active", kinds, "created_at"]
    list_filter = ["is_active"]
    search_fields = ["url"]
    ordering = ["-pk"]

    def get_fields(self, request, obj=None):
        return WEBHOOK if obj else ["url", "kinds"]

    def get_readonly_fields(self, request, obj=None):
        return WEBHOOK if obj else []

    def save_model(self, request, obj, form, change):
        made = Webhook.register(by=request.user, **form.cleaned_data)
        obj.pk = made.pk
        text = _("It is told what happens from now on. Its secret is on its page.")
        self.message_user(request, text)

    def log_addition(self, request, obj, message):
        """The row says itself who made it, and when."""

    def has_run_permission(self, request):
        return self.allows(request, policy.RUN_WEBHOOKS)


@admin.register(Delivery)
class DeliveryAdmin(ByPolicy, Readable):
    """What was sent, and what is still to be sent."""

    view_action = policy.RUN_WEBHOOKS
    list_display = ["created_at", columns.link("webhook", _("webhook")), *DELIVERY]
    list_select_related = ["webhook"]
    list_filter = ["kind", "status", "created_at"]
    ordering = ["-pk"]
    fields = readonly_fields = [*list_display, payload]
