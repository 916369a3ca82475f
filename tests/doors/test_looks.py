"""Exported lessons as a reader meets them: described, readable by ear, whole on a phone. No server and no network.

Three lessons, and all of them where the environment variable CI is set.
"""

import contextlib
import json

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import AS_ROOT, CHROMIUM, DRIVEN, FLAGS, STICKS_OUT
from nbconvert import HTMLExporter

sync_api = pytest.importorskip("playwright.sync_api")
OURS = "main .jp-RenderedMarkdown, main .jp-OutputArea-output"
NOT_OURS = {"rules": {"link-in-text-block": {"enabled": False}}}  # the theme decides how a link looks
WIDTHS = 390, 800, 1280
SHOWN = "main .jp-OutputArea-output *, main .jp-RenderedMarkdown *"


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    with (
        sync_api.sync_playwright() as playwright,
        contextlib.closing(
            playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=not AS_ROOT)
        ) as opened,
    ):
        yield opened


@pytest.fixture(scope="module", params=DRIVEN, ids=lambda path: path.stem)
def page(request, browser):
    html, _ = HTMLExporter().from_notebook_node(nbformat.read(request.param, 4))
    with contextlib.closing(browser.new_page()) as page:
        page.route("**/*", lambda route: route.abort())
        page.set_content(html, wait_until="domcontentloaded")
        yield page


def test_every_picture_is_described(page):
    pictures = page.locator(".jp-OutputArea-output img").evaluate_all("all => all.map(image => image.alt)")
    ours = [alt for alt in pictures if not alt.startswith("No description")]  # what nbconvert says for want of one
    assert pictures and ours == pictures and all(len(alt) > 40 for alt in pictures)


def test_axe_finds_nothing_that_is_ours(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    found = Axe().run(page, context=OURS, options=NOT_OURS).response["violations"]
    facts = [(rule["id"], rule["help"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]
    assert facts == [], json.dumps(facts, indent=1)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate(STICKS_OUT, SHOWN) == []
