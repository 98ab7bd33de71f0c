"""/api/v1/: every address, and the description of them all (OpenAPI 3.1)."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import URLPattern, path
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router

from annotations.api import annotations, articles, attempts, evidence, exports, problems, verdicts
from annotations.api.access import Bearer
from annotations.exchange.shapes import Problem

app_name = "api"
NOUNS = (articles, annotations, verdicts, evidence, attempts, exports)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
REFUSALS = (400, 401, 403, 404, 409, 412, 413, 422, 423, 428, 429)


class Desk(NinjaAPI):
    def get_openapi_operation_id(self, operation) -> str:
        noun = operation.view_func.__module__.rpartition(".")[2]
        return f"{noun}.{operation.view_func.__name__}"


# No pages of its own: theirs load scripts from elsewhere.
api = Desk(
    title="Factcheck",
    version="1",
    description="The desk for programs. A program acts for the person whose token it shows.",
    urls_namespace=app_name,
    auth=Bearer(),
    openapi_url=None,
    docs_url=None,
)
nothing = Router()
for router in (*(noun.router for noun in NOUNS), nothing):
    api.add_router("", router)
problems.told_by(api)


def description() -> dict:
    """The OpenAPI description; each operation with the refusals that it shares with all."""
    told = api.get_openapi_schema(path_prefix="/api/v1/")
    told["components"]["schemas"]["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    told["components"]["schemas"] |= told["components"]["schemas"]["Problem"].pop("$defs")
    shape = {"schema": {"$ref": "#/components/schemas/Problem"}}
    refusal = {"description": "A refusal", "content": {problems.MEDIA_TYPE: shape}}
    for operations in told["paths"].values():
        for operation in operations.values():
            operation["responses"] |= {str(status): refusal for status in REFUSALS}
    return told


@api.get("/openapi.json", auth=None, include_in_schema=False, url_name="openapi")
def openapi(request):
    return JsonResponse(description())


@nothing.api_operation(
    METHODS, "/{path:rest}", auth=None, include_in_schema=False, url_name="nowhere"
)
def nowhere(request, rest: str):
    return problems.problem(404, _("There is no such address."))


def at_door(view):
    """What holds for every address here.

    Its key is the token, which no foreign page can make a browser send: so the library leaves out
    the check of forms (CSRF), and nobody is sent to the page for logging in.
    """

    @login_not_required
    @wraps(view)
    def answer(request, *args, **kwargs):
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked  # the server drops the body
        response = view(request, *args, **kwargs)
        request.method = asked
        if response.status_code == 405:
            allowed = ", ".join(sorted(response.headers["Allow"].split(", ")))
            response = problems.problem(405, _("Not here."), headers={"Allow": allowed})
        patch_vary_headers(response, ["Authorization"])
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


urlpatterns = [
    path(str(one.pattern), at_door(one.callback), name=one.name)
    for one in api.urls[0]
    if isinstance(one, URLPattern) and one.name != "api-root"
]
