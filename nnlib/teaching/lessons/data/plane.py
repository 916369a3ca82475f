"""Lesson 01: how noise and the number of training rows decide how well a plane fits."""

from functools import lru_cache

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from ...measures import r_squared

TARGETS = {"a + b": lambda a, b: a + b, "a − b": lambda a, b: a - b, "|a − b|": lambda a, b: np.abs(a - b)}
SIZES = (3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 300)
UNSEEN, DRAWS = 400, 20
SPREAD = 100 / np.sqrt(12)  # standard deviation of a number drawn between 0 and 100


# What is computed.
def fit_plane(X, y):
    """The least squares plane through rows X (n, 2), y (n,): the numbers (w_a, w_b, c). Also for stacks of data."""
    ones = np.ones((*X.shape[:-1], 1))
    return (np.linalg.pinv(np.concatenate([X, ones], axis=-1)) @ y[..., np.newaxis])[..., 0]


def predict(plane, X):
    """w_a a + w_b b + c for each row of X (n, 2)."""
    return (X @ plane[..., :2, np.newaxis])[..., 0] + plane[..., 2:]


@lru_cache(maxsize=4)
def draws(seed):
    """20 data sets of pairs and standard noise: X (20, 700, 2), noise (20, 700). The last 400 rows are unseen."""
    rng = np.random.default_rng(seed)
    n = max(SIZES) + UNSEEN
    return rng.uniform(0, 100, (DRAWS, n, 2)), rng.normal(size=(DRAWS, n))


def rows(target, noise, n, seed=0):
    """n training rows and 400 unseen ones, of each of 20 draws: (X, y, X_unseen, y_unseen). y = target + noise."""
    X, standard = draws(seed)
    y = TARGETS[target](X[..., 0], X[..., 1]) + noise * standard
    return X[:, :n], y[:, :n], X[:, -UNSEEN:], y[:, -UNSEEN:]


@lru_cache(maxsize=256)
def scores(target, noise, n, seed=0):
    """R² of the fitted plane on its own n training rows and on unseen rows: two arrays (20,), one number a draw."""
    X, y, X_unseen, y_unseen = rows(target, noise, n, seed)
    plane = fit_plane(X, y)
    return r_squared(y, predict(plane, X)), r_squared(y_unseen, predict(plane, X_unseen))


def ceiling(target, noise):
    """The R² that no plane can pass on many rows: what a plane explains of all variance, noise included."""
    if target == "|a − b|":
        return 0.0
    return 2 * SPREAD**2 / (2 * SPREAD**2 + noise**2)


def verdict(target, noise, n, train, unseen):
    """In words: what the scores of one draw say."""
    if target == "|a − b|" and (n >= 50 or train <= 0.1):
        return "No plane fits a crease. More rows do not help; another kind of model would."
    if target == "|a − b|":
        return "On a few rows the plane seems to have found something. Unseen rows show that it is not there."
    if noise == 0:
        return "Without noise, three rows are enough: they hold the plane, and it is right everywhere."
    if n == 3:
        return "Three rows hold a plane exactly, noise and all. A perfect score on them means nothing."
    if train - unseen > 0.1 and n < 50:  # with more rows such a gap is luck: the noise moves the plane too little
        return "The plane has tilted towards the noise of its few rows: on unseen rows it is worse."
    if unseen > 0.95:
        return "Enough rows, little noise: the plane is nearly right, and both scores say so."
    if max(abs(train - ceiling(target, noise)), abs(unseen - ceiling(target, noise))) > 0.1:
        advice = "Add rows." if n < SIZES[-1] else "Look at another draw."
        return f"A draw with luck or without it: these rows do not tell how good the plane is. {advice}"
    return "Both scores are close: the plane is about as good as this noise allows."


# What is shown.
LOWEST = -1


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.7)
    left, right = live.figure.subplots(1, 2, width_ratios=[1, 1.15])
    ends = [-150, 350]
    left.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    unseen_look = dict(ls="", marker="o", ms=4.2, mfc="white", mec=style.PURPLE, mew=1)
    (hollow,) = left.plot([], [], **unseen_look)
    (filled,) = left.plot([], [], "o", color=style.INK, ms=5.5, mec="white")
    left.set(xlim=ends, ylim=ends, xlabel="target, with its noise", ylabel="prediction of the plane", aspect="equal")
    left.set(xticks=[-100, 0, 100, 200, 300], yticks=[-100, 0, 100, 200, 300])
    left.set_title("one draw")
    above = dict(transform=left.transAxes, clip_on=False)
    left.plot(0.4, 1.055, "o", color=style.INK, ms=5.5, mec="white", **above)
    left.plot(0.75, 1.055, **unseen_look, **above)
    left.text(0.425, 1.05, "training", fontsize=10.5, va="center", **above)
    left.text(0.775, 1.05, "unseen", fontsize=10.5, va="center", color=style.TEXT[style.PURPLE], **above)

    place = np.arange(len(SIZES))
    limit = right.axhline(0, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    here = right.axvline(0, color=style.PALE, lw=6, zorder=0)
    curves = {
        name: right.plot([], [], **style.SPLIT[split])[0] for name, split in (("training", "train"), ("unseen", "test"))
    }
    marks = [
        right.plot([], [], "o", color=style.INK, ms=7.5, mec="white")[0],
        right.plot([], [], "o", mfc="none", mec=style.PURPLE, ms=7.5, mew=1.8)[0],
    ]
    names = [
        style.label(right, 0, 0, "training", style.INK, ha="right", offset=(0, 9)),
        style.label(right, 0, 0, "unseen", style.PURPLE, ha="right", offset=(0, -10)),
    ]
    right.set(
        xlim=(-0.4, place[-1] + 0.6), ylim=(LOWEST - 0.12, 1.12), xlabel="training rows", yticks=[-1, -0.5, 0, 0.5, 1]
    )
    right.set_yticks(right.get_yticks(), ["−1\nor less", "−0.5", "0", "0.5", "1"])
    right.set_xticks(place[::2], [str(n) for n in SIZES[::2]])
    right.set_title("R², median of 20 draws")
    right.grid(axis="y")
    live.freeze(here, limit, *curves.values(), *marks, *names, hollow, filled)

    look = {"style": {"description_width": "130px"}, "layout": {"width": "390px"}}
    target = widgets.Dropdown(options=list(TARGETS), description="target", **look)
    noise = widgets.IntSlider(value=40, min=0, max=80, step=5, description="noise (deviation)", **look)
    n_rows = widgets.SelectionSlider(options=SIZES, value=6, description="training rows", **look)
    draw = widgets.IntSlider(value=1, min=1, max=DRAWS, description="draw of the rows", **look)

    def redraw(_=None):
        key, i = (target.value, noise.value), draw.value - 1
        X, y, X_unseen, y_unseen = (part[i] for part in rows(*key, n_rows.value))
        plane = fit_plane(X, y)
        filled.set_data(y, predict(plane, X))
        hollow.set_data(y_unseen[:150], predict(plane, X_unseen)[:150])
        medians = np.median([scores(*key, n) for n in SIZES], axis=-1).T
        for curve, values in zip(curves.values(), medians, strict=True):
            curve.set_data(place, np.maximum(values, LOWEST))
        at = SIZES.index(n_rows.value)
        one = [part[i] for part in scores(*key, n_rows.value)]
        for mark, value in zip(marks, one, strict=True):
            mark.set_data([at], [max(value, LOWEST)])
        for name, value in zip(names, medians[:, -1], strict=True):
            name.xy = place[-1], max(value, LOWEST)
        here.set_xdata([at, at])
        limit.set_ydata([ceiling(*key)] * 2)
        numbers = " and ".join(f"{round(value, 2) + 0:.2f}" for value in one).replace("-", "−")
        live.show(
            f"Left: predictions against targets for {target.value}, noise {noise.value}, {n_rows.value} training rows. "
            f"Right: R² against the number of training rows. R² on training and unseen rows here: {numbers}",
            f"<b>{verdict(*key, n_rows.value, *one)}</b><br>R² of this draw on its {n_rows.value} training rows and on "
            f"unseen rows: <b>{numbers}</b>. Dashed: {ceiling(*key):.2f}, the most that a plane can reach.",
        )

    for control in (target, noise, n_rows, draw):
        control.observe(redraw, "value")
    redraw()
    present("plane", controls(target, noise, n_rows, draw), live.widget)
    return live, redraw


def explore():
    """Show it in a notebook."""
    build()
