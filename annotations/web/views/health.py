from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from annotations.web.access import uncounted


@uncounted
@login_not_required
@require_safe
def show(request):
    """The process answers. Reads nothing, so that a load balancer may ask often."""
    return HttpResponse("ok\n", content_type="text/plain")
