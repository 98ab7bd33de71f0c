from django.shortcuts import get_object_or_404
from ninja import Query, Router

from annotations import policy
from annotations.api.access import ApiRequest
from annotations.api.answers import created, first_of, paged, shown
from annotations.exchange.inputs import ArticleFilter, NewArticle
from annotations.exchange.shapes import ArticlePage, ArticleShape, WholeArticle
from annotations.models import Article, Revision
from annotations.services import intake

router = Router(tags=["articles"])


def article_for(user, slug: str) -> Article:
    return get_object_or_404(Article.objects.visible_to(user), slug=slug)


@router.get("/articles", url_name="articles", response=ArticlePage)
def list(request: ApiRequest, wanted: Query[ArticleFilter]):
    """The articles of the desk, in the order in which they came in."""
    policy.require(request.auth, policy.READ)
    found = Article.objects.visible_to(request.auth).matching(wanted.q)
    found = found.filter(language=wanted.language) if wanted.language else found
    rows = found.filter(pk__gt=wanted.cursor).order_by("pk")
    page, is_last = first_of(rows, wanted.limit)
    newest = current_of(page)
    shapes = [ArticleShape.of(article, newest[article.pk]) for article in page]
    following = None if is_last else str(page[-1].pk)
    return paged(request, ArticlePage(articles=shapes, next=following), wanted)


def current_of(articles) -> dict[int, Revision]:
    """The newest revision of each, without its text. One query."""
    rows = Revision.objects.filter(article__in=articles, is_current=True)
    return {row.article_id: row for row in rows.only("article", "number", "sha256")}


@router.post("/articles", url_name="articles", response={201: WholeArticle, 200: WholeArticle})
def create(request: ApiRequest, said: NewArticle):
    """Store a text. The same text under the same title is stored once for each person."""
    policy.require(request.auth, policy.IMPORT)
    draft = intake.read(said.text, said.raw_kind)
    details = details_of(said, draft)
    same = intake.stored(draft.text, details["title"]).filter(created_by=request.auth)
    first = same.filter(deleted_at=None).first()
    article = first or intake.store_once(draft, by=request.auth, **details)
    shape = WholeArticle.whole(article, article.current())
    return created(shape, "articles.show", article.slug, is_new=first is None)


def details_of(said: NewArticle, draft: intake.Draft) -> dict:
    """What was said of the article, else what its text says of itself."""
    given = said.model_dump(exclude={"text", "raw_kind"})
    return {name: value or getattr(draft, name, value) for name, value in given.items()}


@router.get("/articles/{slug:slug}", url_name="articles.show", response=WholeArticle)
def show(request: ApiRequest, slug: str):
    """An article with its text and sentences."""
    policy.require(request.auth, policy.READ)
    article = article_for(request.auth, slug)
    return shown(request, WholeArticle.whole(article, article.current()))
