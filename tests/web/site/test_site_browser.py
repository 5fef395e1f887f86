"""The site in a real browser, served over loopback from an invented archive.

Needs Debian's chromium; skips with a word without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from careo.web.site import assets
from support import ROOT
from web.site.invented import COUNTERPART, MAIN

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
URL = f"/news/{MAIN.slug}/"
PAGES = (
    "/", "/es/", URL, f"/es/noticias/{COUNTERPART.slug}/", f"{URL}republish/", "/news/hostile/",
    "/type/brief/", "/database/", "/database/lantern-circle/", "/search/?q=torvane", "/archive/",
    "/tags/", "/countries/", "/series/", "/nope/",
)  # fmt: skip
AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def base(request: pytest.FixtureRequest) -> str:
    """The address of a running site."""
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium")
    return str(request.getfixturevalue("served").base)


@pytest.fixture(scope="module")
def browser(base: str) -> Iterator[Any]:
    """One Chromium for the module; each test gets a fresh profile in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A tab and what it did beside showing the page."""

    page: Any
    base: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def to(self, path: str) -> Any:
        self.page.goto(self.base + path, wait_until="load")
        return self.page


@contextmanager
def visiting(browser: Any, base: str, **options: Any) -> Iterator[Visit]:
    context = browser.new_context(**options)
    page = context.new_page()
    visit = Visit(page, base)
    page.on("request", lambda request: visit.asked.append(request.url))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("console", lambda m: visit.complaints.append(m.text) if m.type == "error" else None)
    yield visit
    context.close()


@pytest.fixture
def visit(browser: Any, base: str) -> Iterator[Visit]:
    with visiting(browser, base) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_and_has_no_complaint(visit: Visit, path: str) -> None:
    page = visit.to(path)
    assert page.locator("h1").count() == 1
    assert [url for url in visit.asked if not url.startswith(f"{visit.base}/")] == []
    expected = 1 if path == "/nope/" else 0  # the browser reports the 404 itself
    assert len(visit.complaints) == expected, visit.complaints
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Any, base: str, width: int) -> None:
    with visiting(browser, base, viewport={"width": width, "height": 800}) as visit:
        for path in PAGES:
            page = visit.to(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [320, 768])
def test_text_of_double_size_makes_no_page_scroll_sideways(
    browser: Any, base: str, width: int
) -> None:
    # WCAG 2.2, 1.4.4 with 1.4.10. Sizes are in rem: the root's size is the reader's.
    with visiting(browser, base, viewport={"width": width, "height": 800}) as visit:
        beyond = {}
        for path in PAGES:
            page = visit.to(path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            beyond[path] = page.evaluate(BEYOND)
        assert {path: found for path, found in beyond.items() if found} == {}


BEYOND = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > width + 0.5)
    .map((e) => `${e.tagName}.${e.getAttribute("class")}`);
}"""

LENGTHEN = """() => {
  for (const e of document.querySelectorAll("main :is(a, p, h1, h2, h3, li, dd, cite, mark, b)")) {
    if (e.closest("button, .button, .machine, .hidden-text, time, nav.tabs, nav.pager")) continue;
    const text = [...e.childNodes].find((n) => n.nodeType === 3 && n.textContent.trim());
    if (text) text.textContent = "Quebrantahuesos".repeat(20);
  }
}"""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_words_of_any_length_widen_no_page(browser: Any, base: str, width: int) -> None:
    with visiting(browser, base, viewport={"width": width, "height": 800}) as visit:
        for path in PAGES:
            page = visit.to(path)
            page.evaluate(LENGTHEN)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_no_word_of_a_button_is_broken(browser: Any, base: str) -> None:
    with visiting(browser, base, viewport={"width": 768, "height": 800}) as visit:
        for path in ("/search/?q=torvane", f"{URL}republish/", URL):
            page = visit.to(path)
            heights = page.evaluate(
                "[...document.querySelectorAll('main :is(button, .button)')]"
                ".map((e) => e.getBoundingClientRect().height)"
            )
            assert heights
            assert max(heights) < 60, path


@pytest.mark.parametrize("path", PAGES)
def test_every_word_can_be_read_in_both_schemes(browser: Any, base: str, path: str) -> None:
    for scheme in ("light", "dark"):
        with visiting(browser, base, color_scheme=scheme) as visit:
            assert visit.to(path).evaluate(POOR_CONTRAST) == []


# The contrast of every visible text with the nearest opaque background (WCAG 2.2, 1.4.3:
# 4.5:1, or 3:1 from 24 px, or from 18.66 px bold). Colours are read back through a canvas.
POOR_CONTRAST = """() => {
  const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const f = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const [a, b] = [light(rgba(style.color)), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${walk.currentNode.data.trim()}: ${ratio}`);
  }
  return poor;
}"""


def test_the_pages_work_without_scripts(browser: Any, base: str) -> None:
    with visiting(browser, base, java_script_enabled=False) as visit:
        page = visit.to("/")
        page.get_by_role("searchbox").fill("castano surrender")
        page.get_by_role("button", name="Search").click()
        page.locator("main article h2 a").first.click()
        assert page.locator("h1").inner_text() == MAIN.title
        assert page.locator("button:visible").count() == 1  # the search's own
        page.get_by_role("link", name="Republish this article").click()
        assert page.locator("#as-html").input_value().startswith("<p>")


def test_a_reader_goes_from_a_name_to_its_sentence_and_back_to_the_article(visit: Visit) -> None:
    page = visit.to(URL)
    page.locator("a.entity", has_text="Ansel Torvane").first.click()
    assert page.locator("h1").inner_text() == "Ansel Torvane"
    assert page.locator(".evidence mark").first.inner_text() == "Ansel Torvane"
    page.locator(f'.evidence a[href="{URL}"]').click()
    assert page.locator("h1").inner_text() == MAIN.title


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit.to(URL)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_control_and_landmark_has_a_name(visit: Visit) -> None:
    for path in PAGES:
        nameless = visit.to(path).evaluate(
            """() => [...document.querySelectorAll('a, button, input, textarea, nav')]
                .filter(n => n.checkVisibility())
                .filter(n => !(n.innerText || '').trim() && !n.getAttribute('aria-label')
                    && !(n.labels && n.labels.length) && !n.querySelector('img[alt]'))
                .map(n => n.outerHTML)"""
        )
        assert nameless == [], path


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core (npm ci in assets/)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_auditor_of_accessibility_finds_nothing(browser: Any, base: str, scheme: str) -> None:
    script = AXE.read_text(encoding="utf-8")
    options = {"color_scheme": scheme, "viewport": {"width": 390, "height": 800}}
    with visiting(browser, base, bypass_csp=True, **options) as visit:
        for path in PAGES:
            page = visit.to(path)
            page.evaluate(script)
            found = page.evaluate("axe.run(document)")
            assert len(found["passes"]) > 20
            assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], path


def test_headings_never_skip_a_level(visit: Visit) -> None:
    for path in PAGES:
        levels = visit.to(path).evaluate(
            "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1, path
        for before, after in pairwise(levels):
            assert after <= before + 1, (path, levels)


def test_nothing_hostile_runs(visit: Visit) -> None:
    said: list[str] = []
    visit.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    scripts = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
    asked = [f"/search/?q={words}" for words in scripts]
    for path in ("/news/hostile/", "/news/hostile/republish/", "/", "/tags/", *asked):
        visit.to(path)
    assert said == []
    assert visit.complaints == []


def test_the_policy_stops_what_would_slip_through(visit: Visit) -> None:
    page = visit.to("/")
    ran = page.evaluate(
        """() => {
            const node = document.createElement('div');
            node.innerHTML = '<img src=x onerror="window.ran = 1">';
            const script = document.createElement('script');
            script.textContent = 'window.ran = 2';
            document.body.append(node, script);
            return new Promise(done => setTimeout(() => done(window.ran || 0), 300));
        }"""
    )
    assert ran == 0


def test_paper_gets_the_article_and_its_address_and_no_furniture(visit: Visit) -> None:
    page = visit.to(URL)
    page.emulate_media(media="print")
    assert page.locator(".prose").is_visible()
    assert page.locator(".printed-address").is_visible()
    for furniture in (".nav", ".after", ".foot", ".rail", ".search-box"):
        assert not page.locator(furniture).first.is_visible()


needs_build = pytest.mark.skipif(
    not (assets.FOLDER / "built" / "manifest.json").exists(),
    reason="needs the front-end build (npm ci && npm run build in assets/)",
)


@needs_build
def test_the_colours_can_be_turned_and_stay_turned(browser: Any, base: str) -> None:
    with visiting(browser, base, color_scheme="light") as visit:
        page = visit.to("/")
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Dark colours").click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != before
        visit.to(URL)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        assert page.context.cookies() == []


@needs_build
def test_a_link_can_be_copied(browser: Any, base: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with visiting(browser, base, permissions=allowed) as visit:
        page = visit.to(URL)
        page.get_by_role("button", name="Copy link").click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").endswith(URL)


@needs_build
def test_a_name_in_the_text_tells_what_it_is_and_how_we_know(visit: Visit) -> None:
    page = visit.to(URL)
    page.locator("a.entity", has_text="Ansel Torvane").first.hover()
    card = page.get_by_role("tooltip")
    assert card.inner_text().split("\n") == [
        "Ansel Torvane", "Person, Mexico", "machine-read, not reviewed",
    ]  # fmt: skip
    card.hover()
    page.wait_for_timeout(300)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()


@needs_build
def test_letters_are_our_own(visit: Visit) -> None:
    page = visit.to(URL)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px Newsreader')")
    assert any("newsreader-latin" in url for url in visit.asked)


def until(page: Any, expression: str) -> None:
    """Waits for it to be true; playwright's own way is stopped by the policy."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_show_whole_within_the_column(browser: Any, base: str, width: int) -> None:
    with visiting(browser, base, viewport={"width": width, "height": 800}) as visit:
        page = visit.to(URL)
        page.locator(".prose figure img").scroll_into_view_if_needed()
        until(page, "[...document.images].every(i => i.complete)")
        images = page.evaluate(
            "[...document.querySelectorAll('article img')].map(i => [i.naturalWidth,"
            " i.width / i.height, i.getBoundingClientRect().right])"
        )
        assert [(round(i[0]), round(i[1], 1)) for i in images] == [(1600, 1.8), (300, 0.3)]
        assert all(right <= width for *_, right in images)
        assert visit.complaints == []


def test_nothing_moves_when_a_picture_arrives(browser: Any, base: str) -> None:
    height = "document.querySelector('article img').getBoundingClientRect().height"
    styled = "getComputedStyle(document.querySelector('article img')).maxWidth === '100%'"
    with visiting(browser, base, viewport={"width": 360, "height": 800}) as visit:
        held: list[Any] = []

        def hold(route: Any) -> None:
            held.append(route)

        visit.page.route("**/media/*", hold)
        visit.page.goto(base + URL, wait_until="domcontentloaded")
        until(visit.page, styled)
        before = visit.page.evaluate(height)
        for route in held:
            route.continue_()
        until(visit.page, "document.querySelector('article img').complete")
        assert visit.page.evaluate(height) == before > 100


def test_a_picture_opened_by_itself_can_do_nothing(visit: Visit) -> None:
    src = visit.to(URL).evaluate("document.querySelector('article img').src")
    response = visit.page.goto(src)
    assert response is not None
    assert response.headers["content-type"] == "image/png"
    assert "sandbox" in response.headers["content-security-policy"]
