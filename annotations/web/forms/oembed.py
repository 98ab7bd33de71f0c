from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve


class OEmbedForm(forms.Form):
    """What an oEmbed consumer asks: a public address of ours, and how much room there is."""

    url = forms.CharField(max_length=2000)
    maxwidth = forms.IntegerField(min_value=1, required=False)
    maxheight = forms.IntegerField(min_value=1, required=False)
    format = forms.CharField(max_length=20, required=False)

    def is_json(self) -> bool:
        return self.cleaned_data["format"] in ("", "json")

    def match(self) -> ResolverMatch | None:
        """What of ours is at the address, if anything."""
        asked = self.cleaned_data["url"]
        if not asked.startswith(f"{settings.SITE_URL}/"):
            return None
        try:
            return resolve(urlsplit(asked).path)
        except (Resolver404, ValueError):
            return None
