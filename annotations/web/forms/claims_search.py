from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST = 100


class ClaimsSearch(forms.Form):
    """What somebody asks of the published claims; names and meanings are Google's."""

    query = forms.CharField(max_length=200, required=False)
    languageCode = forms.CharField(max_length=35, required=False)
    reviewPublisherSiteFilter = forms.CharField(max_length=253, required=False)
    maxAgeDays = forms.IntegerField(min_value=0, max_value=100_000, required=False)
    pageSize = forms.IntegerField(min_value=1, required=False)
    pageToken = forms.IntegerField(min_value=0, max_value=10**9, required=False)
    offset = forms.IntegerField(min_value=0, max_value=10**9, required=False)

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not (said.get("query") or said.get("reviewPublisherSiteFilter")):
            raise forms.ValidationError(_("Set query or reviewPublisherSiteFilter."))
        return said

    @property
    def size(self) -> int:
        return min(self.cleaned_data["pageSize"] or 10, MOST)

    @property
    def first(self) -> int:
        return self.cleaned_data["pageToken"] or self.cleaned_data["offset"] or 0

    def is_elsewhere(self) -> bool:
        """Whether it asks for the reviews of another site than this."""
        site = self.cleaned_data["reviewPublisherSiteFilter"].removeprefix("www.").lower()
        ours = urlsplit(settings.SITE_URL.lower()).hostname or ""
        return bool(site) and not f".{ours}".endswith(f".{site}")

    def wants(self, claim) -> bool:
        """Whether a claim (`reports.searching`) fits."""
        said = self.cleaned_data
        language = said["languageCode"].lower().partition("-")[0]
        if language and claim.language.lower().partition("-")[0] != language:
            return False
        if said["maxAgeDays"] is not None:
            since = timezone.now() - timedelta(days=said["maxAgeDays"])
            if claim.judged_at < since.strftime("%Y-%m-%dT%H:%M:%SZ"):
                return False
        return all(word in claim.words for word in said["query"].casefold().split())
