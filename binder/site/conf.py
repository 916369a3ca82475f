"""The course as a website: the stored notebooks, the README, the guide and the library's docstrings, by Sphinx.

.venv/bin/sphinx-build -W -c binder/site . site/html
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from nnlib.teaching.lessons.start_here.pictures import COURSE, PARTS

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))

project = "Neural networks from scratch"
copyright = "text and figures CC BY 4.0, code MIT"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "landing", "trim"]
root_doc = "README"
include_patterns = [
    "README.md",
    "notebooks/*.ipynb",
    "notebooks/*.md",
    "notebooks/assignments/*.md",
    "binder/site/*.md",
]
exclude_patterns = [".*", "site", "tests"]  # folders that need not be walked through
nb_execution_mode = "off"
nb_merge_streams = True
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]  # needs a kernel
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
autodoc_default_options = {"members": True, "undoc-members": False, "member-order": "bysource"}

mathjax_path = "mathjax/startup.js"
mathjax3_config = {"loader": {"load": ["core", "input/tex", "output/chtml", "a11y/assistive-mml"]}}

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_favicon = "static/favicon.svg"
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_sidebars = {"**": ["home.html", "search-button-field.html", "sbt-sidebar-nav.html"]}
templates_path = ["templates"]
html_additional_pages = {"index": "landing.html"}
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],
    "footer_content_items": ["copyright.html"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def toctree(caption, *entries):
    lines = ["```{toctree}", ":hidden:", f":caption: {caption}", "", *entries, "```"]
    return "\n\n" + "\n".join(lines)


def add_toctrees(app, page, source):
    """The order of the pages, put under the README: it has none, because GitHub would show it."""
    if page != root_doc:
        return
    for part, caption in enumerate(PARTS, start=1):
        lessons = [f"notebooks/{stem}" for stem, (*_, of, _) in zip(LESSONS, COURSE, strict=True) if of == part]
        source[0] += toctree(f"{part} {caption}", *lessons)
    beside = ["Your computer, versions <self>", "notebooks/TROUBLESHOOTING", "binder/site/library"]
    beside += [f"notebooks/assignments/{name}" for name in ("README", "COURSE", "HUB")]
    source[0] += toctree("Beside the lessons", *beside)


def as_written(app, what, name, thing, options, lines):
    """Docstrings are plain text: no mark in them means anything, and what is indented keeps its lines."""
    found = []
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines).strip()):
        if re.search(r"^ ", paragraph, re.M):
            found += ["::", "", *(f"    {line}" for line in paragraph.split("\n")), ""]
        else:
            found += [re.sub(r"([^\w\s]|_)", r"\\\1", paragraph.replace("\n", " ")), ""]
    lines[:] = found


def setup(app):
    app.connect("source-read", add_toctrees)
    app.connect("autodoc-process-docstring", as_written)
