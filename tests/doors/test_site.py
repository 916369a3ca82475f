"""The website as its readers meet it: links, pictures, formulas, sizes; on a phone, in the dark, by ear. No network.

The site is built once, by the README's command, into a folder of the tests. That and 48 visits of a browser take about
a minute, so they run where the environment variable CI is set: CI=1 pytest tests/doors/test_site.py
"""

import contextlib
import functools
import html
import http.server
import json
import os
import re
import shlex
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import AS_ROOT, CHROMIUM, FLAGS, STICKS_OUT
from bs4 import BeautifulSoup
from reading import stored_pictures

sync_api = pytest.importorskip("playwright.sync_api")
ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = ["index.html", "README.html", "search.html", "binder/site/library.html"]
PAGES += [
    "notebooks/TROUBLESHOOTING.html",
    *(f"notebooks/assignments/{name}.html" for name in ("README", "COURSE", "HUB")),
]
PAGES += [f"notebooks/{path.stem}.html" for path in LESSONS]
LITE = "lite/lab/index.html"  # where the lessons run in the page: built by another command
FIRST_VISIT, A_PAGE = 2_500_000, 1_500_000  # bytes, as they lie in the folder
SHOWN = ".bd-article-container :not(mjx-assistive-mml *, mjx-assistive-mml)"
LOOKS = {"phone-dark": (390, "dark"), "desktop-light": (1280, "light")}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site, with an empty page where the lessons that run in the browser would be."""
    if not os.environ.get("CI"):
        pytest.skip("builds the website, where CI is set")
    folder = tmp_path_factory.mktemp("site") / "html"
    (folder / LITE).parent.mkdir(parents=True)
    (folder / LITE).write_text("<!doctype html><title>JupyterLite</title>")
    program, *options, source, target = shlex.split(re.search(r"^\S*sphinx-build .+$", README, re.M)[0])
    assert program == ".venv/bin/sphinx-build" and "-W" in options and (source, target) == (".", "site/html")
    command = [sys.executable, "-m", "sphinx", *options, source, folder]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def soup(site):
    return functools.cache(lambda page: BeautifulSoup((site / page).read_text("utf-8"), "html.parser"))


@pytest.fixture(scope="module")
def address(site):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with server:
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(site):
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    with (
        sync_api.sync_playwright() as playwright,
        contextlib.closing(
            playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=not AS_ROOT)
        ) as opened,
    ):
        yield opened


class Visit:
    """One page in a browser that has seen nothing yet. sizes: {path: bytes}; strangers: addresses on other hosts."""

    def __init__(self, browser, address, page, width, scheme):
        self.sizes, self.strangers, self.complaints = {}, [], []
        self.page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.page.route(lambda url: not url.startswith((address, "data:", "blob:")), self.refuse)
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        answers = []
        self.page.on("response", lambda answer: answers.append(answer))
        self.page.goto(address + page, wait_until="networkidle")
        for answer in answers:
            if answer.url.startswith(address) and answer.ok:
                self.sizes[urlsplit(answer.url).path.lstrip("/")] = len(answer.body())

    def refuse(self, route):
        self.strangers.append(route.request.url)
        route.abort()


@pytest.fixture(scope="module")
def visited(browser, address):
    with contextlib.ExitStack() as stack:

        @functools.cache
        def visit(page, look):
            made = Visit(browser, address, page, *LOOKS[look])
            stack.callback(made.page.close)
            return made

        yield visit


def every_page(site):
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html") if "_static" not in path.parts)


def test_no_page_is_missing_and_none_came_along(site):
    assert every_page(site) == sorted([*PAGES, LITE])


def test_links_and_anchors_lead_somewhere(site, soup):
    broken, seen = [], 0
    for page in every_page(site):
        for tag in soup(page).select("[href], [src]"):
            link = urlsplit(tag.get("href") or tag.get("src") or "")
            if link.scheme or link.netloc:
                continue
            seen += 1
            place = (site / page).parent / unquote(link.path) if link.path else site / page
            place = place.resolve()
            if not place.is_file():
                broken.append((page, link.geturl()[:100]))
            elif link.fragment and place.suffix == ".html":
                there = soup(place.relative_to(site.resolve()).as_posix())
                if not there.find(id=unquote(link.fragment)):
                    broken.append((page, link.geturl()[:100]))
    assert broken == [] and seen > 1000


def test_no_page_asks_another_host(site, soup):
    for page in every_page(site):
        for tag in soup(page).select("link[href], [src]"):
            assert not (tag.get("src") or tag["href"]).startswith(("http:", "https:", "//")), (page, tag)
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", style.read_text("utf-8")), style


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_its_pictures_folds_neighbors_and_doors(path, site, soup):
    page = soup(f"notebooks/{path.stem}.html")
    notebook = nbformat.read(path, 4)
    alts = [html.unescape(alt) for cell in notebook.cells for alt, _ in stored_pictures(cell)]
    shown = [image["alt"] for image in page.select(".nn-figure img")]
    assert shown == alts and alts
    folds = sum(cell.source.count("<details>") for cell in notebook.cells if cell.cell_type == "markdown")
    assert len(page.select("article details:not(.admonition)")) >= folds > 0
    at = LESSONS.index(path)
    for kind, beside in (("left-prev", at - 1), ("right-next", at + 1)):
        if 0 <= beside < len(LESSONS):
            assert page.select_one(f"a.{kind}")["href"] == f"{LESSONS[beside].stem}.html"
    run, download = page.select(".doors a")
    assert (run.text, run["href"]) == ("Run in the browser", f"../{LITE}?path={path.name}")
    assert (download.text, download["download"]) == ("Download", path.name)
    copy = (site / "notebooks" / download["href"]).resolve()
    assert nbformat.read(copy, 4) == notebook


def test_doors_stand_only_where_they_lead_somewhere(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "binder/site")
    landing = pytest.importorskip("landing")
    link = "[x](https://mybinder.org/v2/gh/NAME/HEAD?urlpath=lab)"
    assert landing.binder_address(link.replace("NAME", landing.PLACEHOLDER)) is None
    binder = landing.binder_address(link.replace("NAME", "ada/course"))
    assert binder == "https://mybinder.org/v2/gh/ada/course/HEAD"
    row = BeautifulSoup(landing.doors_of("09-xor.ipynb", "09.ipynb", None, binder), "html.parser")
    assert [link["href"] for link in row.select("a")] == [
        f"{binder}?urlpath=lab/tree/notebooks/09-xor.ipynb",
        "09.ipynb",
    ]
    assert "Binder" not in landing.doors_of("09-xor.ipynb", "09.ipynb", "lite", None)


def test_the_first_page_shows_before_it_explains(soup):
    main = soup("index.html").select_one("article")
    first, second = [image["alt"] for image in main.select("img")][:2]
    assert "766, the network says −64" in first and "draw a digit" in second
    assert [heading.text.strip("#") for heading in main.select("h2")] == ["Ways in", "The way"]
    links = [link["href"] for link in main.select(".lessons a")]
    assert links == [f"notebooks/{path.stem}.html" for path in LESSONS]
    assert f"{LITE}?path={LESSONS[0].name}" in [link["href"] for link in main.select(".ways a")]


def test_the_library_page_names_all_that_nnlib_offers_and_keeps_marks(soup):
    import nnlib

    page = soup("binder/site/library.html")
    described = {name["id"].rpartition(".")[2] for name in page.select("dt[id]")}
    assert set(nnlib.__all__) - described == set()
    sigmoid = page.select_one('dt[id="nnlib.activations.sigmoid"] + dd p').text
    assert sigmoid == nnlib.sigmoid.__doc__.splitlines()[0]


def test_hidden_tests_and_solutions_of_assignments_are_nowhere(site):
    sources = [nbformat.read(path, 4) for path in sorted((ROOT / "notebooks/assignments/source").rglob("*.ipynb"))]
    secrets = [
        text
        for book in sources
        for cell in book.cells
        for text in re.findall(r"### BEGIN HIDDEN TESTS\n(.+)", cell.source)
    ]
    assert len(secrets) > 20
    text = "".join(
        path.read_text("utf-8") for kind in ("*.html", "*.ipynb", "*.md", "*.js", "*.txt") for path in site.rglob(kind)
    )
    assert [secret for secret in secrets if secret.strip() in text] == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_nothing_is_cut_and_no_host_is_asked(page, look, visited):
    visit = visited(page, look)
    assert visit.strangers == [] and visit.complaints == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look][0]
    assert visit.page.evaluate(STICKS_OUT, SHOWN) == []
    found = Axe().run(visit.page, options={"resultTypes": ["violations"]}).response["violations"]
    facts = [(rule["id"], rule["help"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]
    assert facts == [], json.dumps(facts, indent=1)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_formulas_are_drawn(path, visited, soup):
    page = visited(f"notebooks/{path.stem}.html", "desktop-light").page
    written = len(soup(f"notebooks/{path.stem}.html").select(".math"))
    assert page.locator(".math mjx-container").count() == written
    assert page.locator("mjx-merror").count() == 0


def test_first_visit_and_each_page_are_small(visited, record_property):
    first, own = {}, {}
    for page in PAGES:
        sizes = visited(page, "desktop-light").sizes
        first[page] = sum(sizes.values())
        own[page] = sum(size for path, size in sizes.items() if not path.startswith("_static"))
    heaviest, largest = max(first, key=first.get), max(own, key=own.get)
    record_property("largest first visit", f"{first[heaviest] / 1e6:.2f} MB, {heaviest}")
    record_property("largest page beside the theme's files", f"{own[largest] / 1e6:.2f} MB, {largest}")
    assert 100_000 < first[heaviest] <= FIRST_VISIT and own[largest] <= A_PAGE


def test_search_finds_a_lesson(visited):
    page = visited("search.html", "desktop-light").page
    page.locator("#searchbox input[name=q], .bd-search-container input[name=q]").first.fill("softmax")
    page.keyboard.press("Enter")
    page.locator("ul.search a", has_text="13 Ten classes").wait_for()
