"""python -m instructor slides 07: a deck of a lesson's own question, pictures and predictions, one file for a browser.

Right and left turn the slides, and printing makes a PDF of them. A file needs no network.
"""

from pathlib import Path

import nbformat
from jinja2 import Environment, FileSystemLoader

from . import deck

NOTEBOOKS = Path(__file__).resolve().parents[2]


def arguments(parser):
    parser.add_argument("lessons", nargs="*", metavar="lesson", help="its number, such as 07; without any, all")
    parser.add_argument("--to", type=Path, default=Path("slides"))


def run(options):
    paths = [lesson(number) for number in options.lessons] or sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    options.to.mkdir(parents=True, exist_ok=True)
    for path in paths:
        slides = deck.slides(nbformat.read(path, as_version=4))
        file = options.to / f"{path.stem}.html"
        file.write_text(page(slides), "utf-8")
        print(f"{file}: {len(slides)} slides.")


def lesson(number):
    """The notebook of a lesson. Raises SystemExit, with the numbers that there are."""
    found = {path.stem[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))}
    if number.zfill(2) not in found:
        raise SystemExit(f"There is no lesson {number}, only {min(found)} to {max(found)}. Write, for example, 07.")
    return found[number.zfill(2)]


def page(slides):
    """HTML of a deck."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return templates.get_template("slides.html").render(slides=slides)
