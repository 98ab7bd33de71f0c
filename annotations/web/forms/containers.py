import re

from django import forms

LDP = "http://www.w3.org/ns/ldp#"
OA = "http://www.w3.org/ns/oa#"
INCLUDE = re.compile(r'include="([^"]*)"')


class ContainerForm(forms.Form):
    """Which page of a container is asked for, and how its annotations are told: by query, as the
    addresses of pages say it, or by the `Prefer` header.
    """

    page = forms.IntegerField(min_value=0, max_value=10**6, required=False)
    iris = forms.IntegerField(min_value=0, max_value=1, required=False)

    def __init__(self, *args, prefer: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        found = INCLUDE.search(prefer)
        self.preferred = set(found[1].split()) if found else set()

    @property
    def number(self) -> int | None:
        return self.cleaned_data["page"]

    def is_minimal(self) -> bool:
        """Whether nothing that is contained is wanted."""
        return f"{LDP}PreferMinimalContainer" in self.preferred

    def is_iris(self) -> bool:
        """Whether addresses are wanted, not descriptions, which are the default."""
        if self.cleaned_data["iris"] is not None:
            return bool(self.cleaned_data["iris"])
        return f"{OA}PreferContainedIRIs" in self.preferred
