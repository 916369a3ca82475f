"""Noise, the number of rows, and what a neuron's two scores say about it."""

from functools import lru_cache

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from ...measures import r_squared

TARGETS = {
    "x₁ + x₂": lambda x1, x2: x1 + x2,
    "x₁ − x₂": lambda x1, x2: x1 - x2,
    "|x₁ − x₂|": lambda x1, x2: np.abs(x1 - x2),
}
CREASE = "|x₁ − x₂|"
SIZES = (3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 300)
UNSEEN, DRAWS = 300, 200
VARIANCE = 2 / 3  # of x₁ + x₂ and of x₁ − x₂, both numbers between −1 and 1


# What is computed.
def with_ones(X):
    return np.concatenate([X, np.ones((*X.shape[:-1], 1))], axis=-1)


def fit(X, y):
    """Weights and bias (3,) with the smallest squared error on rows X (n, 2), y (n,). Also for stacks of data."""
    return (np.linalg.pinv(with_ones(X)) @ y[..., np.newaxis])[..., 0]


def predict(neuron, X):
    """w₁ x₁ + w₂ x₂ + b for each row of X (n, 2)."""
    return (with_ones(X) @ neuron[..., np.newaxis])[..., 0]


@lru_cache(maxsize=4)
def draws(seed):
    """200 data sets of pairs and standard noise: X (200, 600, 2), noise (200, 600). The last 300 rows are unseen."""
    rng = np.random.default_rng(seed)
    n = max(SIZES) + UNSEEN
    return rng.uniform(-1, 1, (DRAWS, n, 2)), rng.normal(size=(DRAWS, n))


@lru_cache(maxsize=128)
def fitted(target, n, seed=0):
    """The neurons that n rows of each draw give to the pure target and to the standard noise: two arrays (200, 3).

    The neuron for target + noise is the first plus noise times the second.
    """
    X, standard = draws(seed)
    few = X[:, :n]
    solve = np.linalg.pinv(with_ones(few))
    pure = TARGETS[target](few[..., 0], few[..., 1])
    return tuple((solve @ y[..., np.newaxis])[..., 0] for y in (pure, standard[:, :n]))


def rows(target, noise, n, seed=0):
    """n training rows and 300 unseen ones, of each of 200 draws: (X, y, X_unseen, y_unseen). y = target + noise."""
    X, standard = draws(seed)
    y = TARGETS[target](X[..., 0], X[..., 1]) + noise * standard
    return X[:, :n], y[:, :n], X[:, -UNSEEN:], y[:, -UNSEEN:]


@lru_cache(maxsize=512)
def scores(target, noise, n, seed=0):
    """R² of the neuron on its own n training rows and on unseen rows: two arrays (200,), one number a draw."""
    X, y, X_unseen, y_unseen = rows(target, noise, n, seed)
    pure, standard = fitted(target, n, seed)
    neuron = pure + noise * standard
    return r_squared(y, predict(neuron, X)), r_squared(y_unseen, predict(neuron, X_unseen))


def ceiling(target, noise):
    """The R² that no neuron can pass on many rows: what it explains of all variance, noise included."""
    return 0.0 if target == CREASE else VARIANCE / (VARIANCE + noise**2)


def verdict(target, noise, n, own, unseen):
    """In words: what the two scores of one draw say."""
    if target == CREASE and (n >= 50 or own <= 0.1):
        return "One neuron cannot bend. More rows do not help; another kind of model would."
    if target == CREASE:
        return "On a few rows the neuron seems to have found something. Unseen rows show that it is not there."
    if noise == 0:
        return "Without noise three rows are enough: the neuron is right everywhere."
    if n == 3:
        return "Three numbers to choose, three rows: it fits them perfectly, noise and all. That score means nothing."
    if own - unseen > 0.1 and n < 50:  # with more rows such a gap is luck: the noise moves the neuron too little
        return "The neuron took noise for the rule: it pays for that on unseen rows."
    if unseen > 0.95:
        return "Enough rows, little noise: the neuron is nearly right, and both scores say so."
    if max(abs(own - ceiling(target, noise)), abs(unseen - ceiling(target, noise))) > 0.1:
        advice = "Add rows." if n < SIZES[-1] else "Look at another draw."
        return f"A draw with luck or without it: these rows do not tell how good the neuron is. {advice}"
    return "Both scores are close to each other and to the limit: no model does better on these targets."


# What is shown.
LOWEST = -2


def _number(value):
    return f"{round(value, 2) + 0:.2f}".replace("-", "−")


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.8)
    left, right = live.figure.subplots(1, 2, width_ratios=[1, 1.2])
    ends = [-4, 4]
    left.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    unseen_look = dict(ls="", marker="o", ms=4.2, mfc="white", mec=style.PURPLE, mew=1)
    (hollow,) = left.plot([], [], **unseen_look)
    (filled,) = left.plot([], [], "o", color=style.INK, ms=6.5, mec="white")
    left.set(xlim=ends, ylim=ends, xlabel="target, with its noise", ylabel="prediction", aspect="equal")
    left.set(xticks=[-4, -2, 0, 2, 4], yticks=[-4, -2, 0, 2, 4])
    left.set_title("One draw", pad=24)
    above = dict(transform=left.transAxes, clip_on=False)
    left.plot(0.03, 1.055, "o", color=style.INK, ms=6.5, mec="white", **above)
    left.plot(0.45, 1.055, **unseen_look, **above)
    left.text(0.07, 1.05, "its own rows", fontsize=10.5, va="center", **above)
    left.text(0.49, 1.05, "unseen rows", fontsize=10.5, va="center", color=style.TEXT[style.PURPLE], **above)

    place = np.arange(len(SIZES))
    limit = right.axhline(0, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    here = right.axvline(0, color=style.PALE, lw=6, zorder=0)
    bands, curves, marks, names = [], [], [], []
    for split, words, up, alpha in (("train", "its own rows", 10, 0.16), ("test", "unseen rows", -11, 0.3)):
        color = style.SPLIT[split]["color"]
        bands.append(right.fill([0, 1, 1], [0, 0, 1], color=color, alpha=alpha, lw=0)[0])
        curves.append(right.plot([], [], **style.SPLIT[split])[0])
        names.append(style.label(right, 0, 0, words, color, ha="right", offset=(0, up)))
    marks.append(right.plot([], [], "o", color=style.INK, ms=8, mec="white")[0])
    marks.append(right.plot([], [], "o", mfc="white", mec=style.PURPLE, ms=7.5, mew=1.8)[0])
    right.set(xlim=(-0.4, place[-1] + 0.4), ylim=(LOWEST - 0.15, 1.35), xlabel="number of training rows", ylabel="R²")
    right.set_yticks([LOWEST, -1, 0, 1], [f"−{-LOWEST}\nor less", "−1", "0", "1"])
    right.set_xticks(place[::2], [str(n) for n in SIZES[::2]])
    right.set_title(f"Middle half of {DRAWS} draws", pad=24)
    right.grid(axis="y")
    live.freeze(here, limit, *bands, *curves, *marks, *names, hollow, filled)

    look = {"style": {"description_width": "130px"}, "layout": {"width": "390px"}}
    target = widgets.Dropdown(options=list(TARGETS), description="target", **look)
    noise = widgets.FloatSlider(value=0.8, min=0, max=1.6, step=0.1, description="noise (deviation)", **look)
    n_rows = widgets.SelectionSlider(options=SIZES, value=3, description="training rows", **look)
    draw = widgets.IntSlider(value=1, min=1, max=DRAWS, description="draw of the rows", **look)

    def redraw(_=None):
        key, n, i = (target.value, round(noise.value, 1)), n_rows.value, draw.value - 1
        X, y, X_unseen, y_unseen = (part[i] for part in rows(*key, n))
        neuron = fit(X, y)
        filled.set_data(y, predict(neuron, X))
        hollow.set_data(y_unseen[:150], predict(neuron, X_unseen)[:150])
        at, one = SIZES.index(n), [part[i] for part in scores(*key, n)]
        spread = np.percentile([scores(*key, size) for size in SIZES], [25, 50, 75], axis=-1)  # (3, n_sizes, 2)
        for k, (low, middle, high) in enumerate(np.maximum(spread, LOWEST).transpose(2, 0, 1)):
            bands[k].set_xy(np.column_stack([np.r_[place, place[::-1]], np.r_[low, high[::-1]]]))
            curves[k].set_data(place, middle)
            names[k].xy = place[-1], middle[-1]
            marks[k].set_data([at], [max(one[k], LOWEST)])
        here.set_xdata([at, at])
        limit.set_ydata([ceiling(*key)] * 2)
        own, unseen = map(_number, one)
        live.show(
            f"Left: predictions against targets for {target.value}, noise {key[1]}, {n} training rows. Right: R² "
            f"against the number of training rows. R² of this draw: {own} on its own rows, {unseen} on unseen rows",
            f"<b>{verdict(*key, n, *one)}</b><br>R² of this draw: <b>{own}</b> on its own {n} rows, <b>{unseen}</b> "
            f"on unseen rows. Dashed on the right: {ceiling(*key):.2f}, the limit for a neuron.",
        )

    for control in (target, noise, n_rows, draw):
        control.observe(redraw, "value")
    redraw()
    present("noise_and_rows", controls(target, noise, n_rows, draw), live.widget)
    return live, redraw


def noise_and_rows():
    """Show it in a notebook."""
    build()
