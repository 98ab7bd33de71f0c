"""A body that is too large is refused before anything reads it, the CSRF check included."""

from django.conf import settings

from annotations.web.problems import refuse


def limits(get_response):
    """Answer 413 from the announced length alone."""

    def middleware(request):
        if announced_length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return refuse(request, 413)
        return get_response(request)

    return middleware


def announced_length(request) -> int:
    """As Django reads it: what is no number announces nothing, and nothing is read."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
