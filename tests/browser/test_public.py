"""The public pages as strangers get them: no scripts, no cookie, and in any frame or in none."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests import factories
from tests.browser.accessibility import faults

HOSTILE = """<!doctype html><title>Elsewhere</title>
<iframe id="app" src="{desk}{page}"></iframe>
<iframe id="claim" src="{desk}/embed/claims/{key}/" height="10"></iframe>
<iframe id="whole" src="{desk}/embed/{slug}/" height="10"></iframe>
<script>addEventListener("message", ({{ origin, source, data }}) => {{
  for (const frame of document.querySelectorAll("iframe")) {{
    if (origin === "{desk}" && frame.contentWindow === source) frame.height = data.factcheckHeight;
  }}
}});</script>"""


class Elsewhere(BaseHTTPRequestHandler):
    def __init__(self, page, *args):
        self.page = page
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def version(roles, ada):
    return factories.Publication(by=ada)


@pytest.fixture
def elsewhere(version, base_url):
    """The address of a page of somebody else's, on another site, that frames pages of ours."""
    slug, key = version.article.slug, version.content["claims"][0]["id"]
    known = {"desk": base_url, "slug": slug, "key": key, "page": f"/published/{slug}/"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, HOSTILE.format(**known)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_strangers_read_everything_without_scripts_or_cookies(browser, base_url, version):
    slug, key = version.article.slug, version.content["claims"][1]["id"]
    places = ["", "method/", "corrections/", f"{slug}/", f"{slug}/1/", f"{slug}/claims/{key}/"]
    places = [f"/published/{place}" for place in places]
    places += [f"/embed/{slug}/", f"/embed/claims/{key}/"]
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page, asked = context.new_page(), set()
    context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

    for place in places:
        assert page.goto(place).status == 200
    assert context.cookies() == []
    assert asked == {urlsplit(base_url).netloc}
    page.goto(f"/published/{slug}/")
    page.get_by_role("link", name="السد آمن").click()
    assert page.locator(f"#claim-{key}:target").is_visible()
    page.locator(f"#claim-{key}").get_by_role("link", name="Report evidence").click()
    page.get_by_label("What it says, and where").fill("The council counted again.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    context.close()


def test_every_page_is_faultless_and_only_embeds_stand_in_a_hostile_frame(
    page, context, base_url, version, elsewhere
):
    slug, key = version.article.slug, version.content["claims"][1]["id"]
    claim = f"/published/{slug}/claims/{key}/"
    found = {}
    for place in (f"/published/{slug}/", claim, f"{claim}evidence/", "/published/method/"):
        page.goto(place)
        found[place] = faults(page)
    page.goto(f"/embed/{slug}/")
    found["embed"] = faults(page)
    context.clear_cookies()

    page.goto(elsewhere)
    page.wait_for_function("document.querySelector('#whole').height > 200")

    assert {place: told for place, told in found.items() if told} == {}
    assert "40 Millionen Liter" in page.frame_locator("#claim").locator("main").inner_text()
    blocked = next(one for one in page.frames if one.parent_frame and "/embed/" not in one.url)
    assert blocked.url == "chrome-error://chromewebdata/"
    assert settings.CSRF_COOKIE_NAME not in {one["name"] for one in context.cookies()}
    assert context.cookies() == []
