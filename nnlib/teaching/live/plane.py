"""A plane with the map of a network's scores, their boundary, and points that can be moved, added and erased."""

import numpy as np
from contourpy import contour_generator
from matplotlib.colors import to_hex

from .. import style
from ..figures import png
from .drawing import Drawing

MOST = 40  # scores are drawn up to here; their sigmoid is 1 long before
UNIT = MOST / 32000  # of a score, as it is sent


class Plane(Drawing):
    """view: ((x1 from, to), (x2 from, to)). shape: (height, width) of the map; at (height · width, 2): its dots.

    What the reader does comes to on_touch: {"move": point, "to": [x1, x2]}, {"add": [x1, x2, class]} or
    {"erase": point}; points count from 0.
    """

    def __init__(self, label, view, shape, names=("class 0", "class 1")):
        self.x1, self.x2 = np.linspace(*view[0], shape[1]), np.linspace(*view[1], shape[0])
        self.at = np.stack(np.meshgrid(self.x1, self.x2), axis=-1).reshape(-1, 2)
        bands = [to_hex(color) for color in style.BANDS(np.arange(10))]
        super().__init__("plane", self._still, label=label, view=[*view[0], *view[1]], shape=[*shape], bands=bands)
        self.show(
            "",
            names=[*names],
            key="filled: training, hollow: new",
            points=[],
            others=[],
            tool="move",
            scores=b"",
            border=[],
        )

    def draw(self, alt, caption="", scores=None, **data):
        """As show. scores (height · width,): of the map, 0 on the boundary. points, others: see dots. tool: "move",
        "erase", or the number of the class that a click adds."""
        if scores is not None:
            self.scores = np.reshape(scores, (len(self.x2), len(self.x1)))
            pieces = contour_generator(self.x1, self.x2, self.scores).lines(0.0)
            data["border"] = [piece.round(3).ravel().tolist() for piece in pieces]
            data["scores"] = (self.scores.clip(-MOST, MOST) / UNIT).astype("<i2").tobytes()
        self.show(alt, caption, **data)

    def _still(self):
        from matplotlib.figure import Figure

        figure = Figure((4.4, 3.4), layout="constrained")
        ax = style.bare(figure.subplots())
        ax.set(xlim=self.x1[[0, -1]], ylim=self.x2[[0, -1]], aspect="equal", title=self.data["label"])
        p = 0.5 + 0.5 * np.tanh(self.scores / 2)
        ax.contourf(self.x1, self.x2, p, levels=np.linspace(0, 1, 11), cmap=style.BANDS, antialiased=False)
        ax.contour(self.x1, self.x2, self.scores, levels=[0], colors=style.INK, linewidths=1.8)
        for filled, dots in ((False, self.data["others"]), (True, self.data["points"])):
            for k, look in enumerate(style.CLASS):
                at = np.array([dot[:2] for dot in dots if dot[2] == k]).reshape(-1, 2)
                edge = dict(mec="white") if filled else dict(mfc="white", mec=look["color"], mew=1.3)
                ax.plot(*at.T, ls="", **look, **edge)
        ax.set_xlabel(self.data["key"], fontsize=10, color=style.TEXT[style.GRAY])
        return png(figure)


def dots(X, y):
    """Points X (n, 2) of the classes y (n,) or (n, 1), as a Plane takes them: [[x1, x2, class], …]."""
    return np.column_stack([np.round(X, 3), np.ravel(y)]).tolist()
