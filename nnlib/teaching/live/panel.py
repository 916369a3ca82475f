"""An explorable on the page: controls, a sentence and pictures, in one widget."""

from pathlib import Path

import anywidget
import traitlets
from IPython.display import display

from ..figures import figure_html, small
from .clock import Clock
from .controls import Control
from .drawing import Drawing
from .figure import LiveFigure

BROWSER = Path(__file__).parent / "browser"
_shown = {}


class Panel(anywidget.AnyWidget):
    """parts: controls, LiveFigures and Drawings in their order; columns: at most so many controls side by side.

    Each part stands in a trait of its own, part0, part1, …, so that only what has changed is sent.
    The browser sends {"number": n, "todo": [[part, what], …]} and nothing more until {"done": n} comes back, so that
    a slow machine skips what lies between and never stays behind.
    """

    title, columns = traitlets.Unicode().tag(sync=True), traitlets.Int().tag(sync=True)
    parts = traitlets.List().tag(sync=True)  # of dictionaries: what each part is
    sentence = traitlets.Unicode().tag(sync=True)

    def __init__(self, title, parts, columns):
        drawings = sorted({part.kind for part in parts if isinstance(part, Drawing)})
        files = ["panel.js", *(f"{kind}.js" for kind in drawings)]  # one module: the page can't fetch others
        self._esm = "\n".join((BROWSER / file).read_text(encoding="utf-8") for file in files)
        self._css = "\n".join(path.read_text(encoding="utf-8") for path in sorted(BROWSER.glob("*.css")))
        self.members = parts
        super().__init__(
            title=title,
            columns=columns,
            parts=[_spec(part) for part in parts],
            sentence=_sentence(parts),
        )
        self.add_traits(**{f"part{place}": traitlets.Dict().tag(sync=True) for place in range(len(parts))})
        for place, part in enumerate(parts):
            setattr(self, f"part{place}", _state(part))
            part.observe(self._changed)
        self.on_msg(self._do)

    def _changed(self, change):
        setattr(self, f"part{self.members.index(change['owner'])}", _state(change["owner"]))
        self.sentence = _sentence(self.members)

    def _do(self, _, message, buffers):
        try:
            with self.hold_sync():
                for place, what in message["todo"]:
                    self.members[place].put(what)
        finally:
            self.send({"done": message["number"]})

    def _repr_mimebundle_(self, **options):
        """Where no widget can be drawn (GitHub, print, a phone), the pictures of the start stand for it."""
        bundle = super()._repr_mimebundle_(**options)
        bundle, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
        stills = [(part.alt, *still) for part in self.members if (still := _still(part))]
        bundle = dict(bundle or {}) | {"text/plain": " ".join(alt for alt, *_ in stills)}
        if stills:
            bundle["text/html"] = f"<p>{self.sentence}</p>" + "".join(
                figure_html(small(png), width, height, alt) for alt, png, width, height in stills
            )
        return (bundle, *metadata) if metadata else bundle


def _still(part):
    if isinstance(part, LiveFigure):
        return part.png, part.width, part.height
    return part.still() if isinstance(part, Drawing) else None


def _spec(part):
    if isinstance(part, Control):
        return part.spec()
    if isinstance(part, LiveFigure):
        touch = part.touched and ("upright" if part.upright else "across")
        return {"kind": "figure", "width": part.width, "height": part.height, "touch": touch}
    return {"kind": "drawing", "draws": part.kind}


def _state(part):
    if isinstance(part, Control):
        return part.state()
    if isinstance(part, LiveFigure):
        return {"png": part.png, "alt": part.alt}
    return {"data": part.data, "alt": part.alt}


def _sentence(parts):
    return "<br>".join(part.caption for part in parts if not isinstance(part, Control) and part.caption)


def present(title, *parts, columns=2):
    """Display a Panel and return it. A cell that is run again stops and closes its earlier copy."""
    if title in _shown:
        for part in _shown[title].members:
            part.unobserve_all()
            if isinstance(part, Clock):
                part.pause()
        _shown.pop(title).close()
    panel = _shown[title] = Panel(title, list(parts), columns)
    display(panel)
    return panel
