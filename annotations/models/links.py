from django.db.models import Q


def is_web_link(field: str) -> Q:
    """`field` is empty or a link of the web: links of other schemes could run in a browser."""
    links = Q(**{f"{field}__startswith": "http://"}) | Q(**{f"{field}__startswith": "https://"})
    return Q(**{field: ""}) | links
