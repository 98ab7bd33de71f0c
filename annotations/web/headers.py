"""Response headers that no setting of Django's covers."""

from csp.constants import SELF
from django.urls import reverse

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def headers(get_response):
    """Stands outside everything that answers, so that error pages are covered too."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(reverse("admin:index")):
            # Django's admin carries no nonces; all its scripts are files of ours.
            response._csp_replace = {"script-src": [SELF]}
        return response

    return middleware
