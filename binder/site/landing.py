"""The first page and the row of doors on each lesson. Pictures are outputs that lesson 00 stores."""

import html
import re

import nbformat

PLACEHOLDER = "OWNER/REPOSITORY"  # a fork puts its name there, in the README
LITE = "lite/lab/index.html"  # where the lessons run in the browser, if that is built


def is_lesson(page):
    return re.fullmatch(r"notebooks/\d\d-[\w-]+", page)


def stored(path, line):
    """The HTML output of the cell that has this line."""
    cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    (cell,) = [cell for cell in cells if line in cell.source.splitlines()]
    return cell.outputs[0].data["text/html"]


def binder_address(readme):
    """The start of an address of Binder for this repository, or None while the README has the placeholder."""
    address, name = re.search(r"(https://mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/HEAD)", readme).groups()
    return None if name == PLACEHOLDER else address


def doors_of(name, source, lite, binder):
    """The links under a lesson's title, as HTML. Without an address of JupyterLite or Binder there is no such link."""
    doors = [("Run in the browser", lite and f"{lite}?path={name}", "")]
    doors += [("Open in Binder", binder and f"{binder}?urlpath=lab/tree/notebooks/{name}", "")]
    doors += [("Download", source, f' download="{name}"')]
    links = [f'<a href="{html.escape(to)}"{more}>{text}</a>' for text, to, more in doors if to]
    return f'<p class="doors">{" ".join(links)}</p>'


def fill(app, page, template, context, doctree):
    """What the first page's template shows, and on a lesson its doors."""
    binder = binder_address((app.srcdir / "README.md").read_text("utf-8"))
    lite = context["pathto"](LITE, 1) if context["lite"] else None
    if page == "index":
        first = app.srcdir / "notebooks/00-start-here.ipynb"
        context |= {
            "wrong": stored(first, "pictures.published_answers(x1, x2, abs(x1 - x2), published)"),
            "pad": stored(first, "explore.pad(net)"),
            "map": stored(first, "pictures.course_map()"),
            "binder": binder and f"{binder}?urlpath=lab/tree/notebooks",
            "lite_address": lite and f"{lite}?path={first.name}",
            "lessons": [(name, title.astext()) for name, title in app.env.titles.items() if is_lesson(name)],
        }
    elif is_lesson(page):
        name = page.removeprefix("notebooks/") + ".ipynb"
        links = doors_of(name, context["pathto"](f"_sources/{page}.ipynb", 1), lite, binder)
        context["body"] = context["body"].replace("</h1>", f"</h1>{links}", 1)


def note_lite(app, config):
    """Buttons to lessons that run in the page stand only where these are built; all pages are written again."""
    config.html_context["lite"] = (app.outdir / LITE).exists()


def setup(app):
    app.connect("config-inited", note_lite)
    app.connect("html-page-context", fill)
