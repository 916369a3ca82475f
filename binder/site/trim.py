"""What makes a first visit small, and free of other hosts: MathJax's files that are used, icons that are shown."""

import re
import shutil
from pathlib import Path

import mathjax  # MathJax 3.2.2 as a Python package (it is called django-static-mathjax)

USED = ("startup.js", "core.js", "input/tex.js", "input/tex/", "output/chtml", "a11y/assistive-mml.js")
ICON = re.compile(r'(?:"([\w-]+)"|\b(\w+)):\[\d+,\d+,\[[^\]]*\],"[0-9a-f]+",(?:"[^"]*"|\["[^"]*","[^"]*"\])\],?')


def copy_mathjax(app):
    source, target = Path(mathjax.__file__).parent / "static/mathjax/es5", app.outdir / "_static/mathjax"
    for path in source.rglob("*.*"):
        name = path.relative_to(source)
        if name.as_posix().startswith(USED):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / name)


def keep_shown_icons(app):
    """The theme brings 2000 icons, 1.5 MB; its pages show a dozen."""
    scripts = app.outdir / "_static/scripts"
    places = [*app.outdir.glob("*.html"), *(app.outdir / "notebooks").rglob("*.html"), *scripts.glob("*-theme.js")]
    shown = {name for path in places for name in re.findall(r"\bfa-([a-z-]+)", path.read_text("utf-8"))}
    script = scripts / "fontawesome.js"
    kept = ICON.sub(lambda icon: icon[0] if (icon[1] or icon[2]) in shown else "", script.read_text("utf-8"))
    script.write_text(kept, "utf-8")


def finish(app, error):
    if error is None and app.builder.format == "html":
        copy_mathjax(app)
        keep_shown_icons(app)
        for unused in [*(app.outdir / "_static").rglob("*.map"), app.outdir / "_static/locales"]:
            shutil.rmtree(unused) if unused.is_dir() else unused.unlink()


def setup(app):
    app.connect("build-finished", finish)
