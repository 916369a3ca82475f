"""Nothing of a student's runs in anybody's browser: no script, frame, or trick with TeX.

What was written stays as it is; it is cleaned when it is shown. What was printed, and
what hides in metadata, is cleaned once, before it is stored.
"""

import base64
import binascii
import re

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

try:
    from jinja2 import pass_context
except ImportError:  # an old one
    from jinja2 import contextfilter as pass_context

TAGS = nh3.ALLOWED_TAGS - {"area", "map", "bdo"} | {"input"}
ATTRIBUTES = {name: set(values) for name, values in nh3.ALLOWED_ATTRIBUTES.items()} | {
    "span": {"class"},  # colors of code
    "div": {"class"},
    "code": {"class"},
    "pre": {"class"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "input": {"type", "disabled", "checked"},
}
CLASSES = re.compile(r"(highlight|hl-\w+|[a-z]{1,2}\d?|language-\w+|math)(\s|$)")
PICTURES = ("image/png", "image/jpeg", "image/gif")
SHOWN = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*$")
# what is relative leads to the lecturer's Jupyter, also to files that were handed in
LINK = re.compile(r"(https?://|mailto:|#)", re.I)
KEPT_METADATA = ("nbgrader", "deletable", "editable")
# what leads out of a formula: links, styles, names, files, other packages
TEX = re.compile(r"\\(href|url|class|cssId|style|data|html\w*|mmlToken|require|include\w*|unicode|bbox)(?![A-Za-z])")


def clean_html(html):
    """HTML without script, styles, frames, forms, and pictures from elsewhere."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )


def _attribute(tag, name, value):
    if name == "src":
        return value if SHOWN.match(value) else None
    if name == "href":
        return value if LINK.match(value.strip()) else None
    if name == "class":
        return value if CLASSES.match(value) else None
    if (tag, name) == ("input", "type"):
        return "checkbox"  # of a list of tasks
    return value


def clean_tex(text):
    r"""Formulas without \href and its kind: only their names are left."""
    return TEX.sub(r"\\text{\1}", text)


@pass_context
def markdown2html(context, source):
    """nbconvert's filter of this name, and what it makes is cleaned."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return clean_html(MarkdownWithMath(renderer=renderer).render(clean_tex(source)))


class Clean(NbGraderPreprocessor):
    """Keep of a notebook what is text, a picture, or cleaned HTML."""

    display_data_priority = List().tag(config=True)  # not used; where it can't be set, nbgrader warns the lecturer

    def preprocess(self, nb, resources):
        kept = {"kernelspec": nb.metadata.get("kernelspec", {})}
        nb.metadata = nb.metadata.__class__(kept | {"language_info": {"name": "python"}})
        nb.cells = [self._cell(cell, number) for number, cell in enumerate(nb.cells)]
        return nb, resources

    def _cell(self, cell, number):
        if cell.cell_type not in ("code", "markdown"):  # a raw one is shown as it is
            cell = new_markdown_cell(_fenced(cell.source), id=cell.get("id", f"raw-{number}"))
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(cell.get("id", "x"))):
            cell.id = f"cell-{number}"
        kept = {name: cell.metadata[name] for name in KEPT_METADATA if name in cell.metadata}
        cell.metadata = cell.metadata.__class__(kept)
        pictures = {
            str(name): {kind: data for kind, data in bundle.items() if _is_picture(kind, data)}
            for name, bundle in cell.pop("attachments", {}).items()
        }
        if cell.cell_type == "markdown" and any(pictures.values()):
            cell.attachments = {name: kinds for name, kinds in pictures.items() if kinds}
        for output in cell.get("outputs", []):
            if "data" in output:
                output.metadata = {}
                output.data = output.data.__class__(_shown(output.data))
        return cell


def _shown(data):
    """Of the forms of an output those that may be shown."""
    texts = {
        "text/plain": str,
        "text/html": clean_html,
        "text/latex": clean_tex,
        "text/markdown": str,
    }
    shown = {kind: made(_text(data[kind])) for kind, made in texts.items() if kind in data}
    shown |= {kind: data[kind] for kind in PICTURES if kind in data and _is_picture(kind, data[kind])}
    return shown or {"text/plain": f"(not shown: {', '.join(map(str, data))[:200]})"}


def _text(value):
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_picture(kind, data):
    try:
        return kind in PICTURES and bool(base64.b64decode(re.sub(r"\s", "", _text(data)), validate=True))
    except (binascii.Error, ValueError):
        return False


def _fenced(text):
    fence = "`" * (3 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"
