"""Noise, the number of rows, and what a neuron's two scores say about it."""

from functools import lru_cache

import numpy as np

from ... import style
from ...live import LiveFigure, Menu, Slider, present
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
    pure = TARGETS[target](X[:, :n, 0], X[:, :n, 1])
    return tuple((_inverses(n, seed) @ y[..., np.newaxis])[..., 0] for y in (pure, standard[:, :n]))


@lru_cache(maxsize=2 * len(SIZES))
def _inverses(n, seed):
    return np.linalg.pinv(with_ones(draws(seed)[0][:, :n]))


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
        return "Three rows, three numbers to choose: a perfect score, and it means nothing."
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
    """Present the controls and the two pictures. Returns (cloud, curves)."""
    cloud = LiveFigure(3.7, 3.9)
    left = cloud.figure.subplots()
    ends = [-4, 4]
    left.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    left.text(3.6, 3.15, "exact", ha="right", va="bottom", fontsize=9.5, color=style.TEXT[style.GRAY], rotation=45)
    unseen_look = dict(ls="", marker="o", ms=4.2, mfc="white", mec=style.PURPLE, mew=1)
    (hollow,) = left.plot([], [], **unseen_look)
    (filled,) = left.plot([], [], "o", color=style.INK, ms=6.5, mec="white")
    left.set(xlim=ends, ylim=ends, xlabel="target, with its noise", ylabel="prediction", aspect="equal")
    left.set(xticks=[-4, -2, 0, 2, 4], yticks=[-4, -2, 0, 2, 4])
    left.set_title("One draw of rows", pad=24)
    above = dict(transform=left.transAxes, clip_on=False)
    left.plot(0.03, 1.055, "o", color=style.INK, ms=6.5, mec="white", **above)
    left.plot(0.45, 1.055, **unseen_look, **above)
    verdicts = [
        left.text(right, 1.05, "", fontsize=10.5, va="center", color=style.TEXT[color], **above)
        for right, color in ((0.07, style.INK), (0.49, style.PURPLE))
    ]
    cloud.freeze(hollow, filled, *verdicts)

    curves = LiveFigure(4.2, 3.9)
    right = curves.figure.subplots()
    places = np.array(SIZES)
    (limit,) = right.plot([2.2, 1.1 * places[-1]], [0, 0], color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    limit_name = right.text(1.15 * places[-1], 0, "", fontsize=10.5, va="center", color=style.TEXT[style.GRAY])
    here = right.axvline(SIZES[0], color=style.GRAY, lw=1.4)
    top = dict(transform=right.get_xaxis_transform(), clip_on=False)
    look = dict(va="center", fontsize=10.5, fontweight="bold", color=style.TEXT[style.CURE])
    this = right.text(SIZES[0], 1, "", **look, **top)
    (grip,) = right.plot([], [], marker="s", ms=10, color=style.CURE, mec="white", zorder=3, **top)
    note = f"lines: the median of {DRAWS} draws\nbands: their middle half"
    right.text(0.98, 0.06, note, transform=right.transAxes, ha="right", fontsize=10, color=style.TEXT[style.GRAY])
    bands, medians, marks, names = [], [], [], []
    for split, words, up, alpha in (("train", "its own rows", 10, 0.16), ("test", "unseen rows", -11, 0.3)):
        color = style.SPLIT[split]["color"]
        bands.append(right.fill([3, 4, 4], [0, 0, 1], color=color, alpha=alpha, lw=0)[0])
        medians.append(right.plot([], [], **style.SPLIT[split])[0])
        names.append(style.label(right, places[-1], 0, words, color, ha="right", offset=(0, up)))
    marks.append(right.plot([], [], "o", color=style.INK, ms=8, mec="white")[0])
    marks.append(right.plot([], [], "o", mfc="white", mec=style.PURPLE, ms=7.5, mew=1.8)[0])
    right.set(
        xscale="log",
        xlim=(2.2, 2 * places[-1]),
        ylim=(LOWEST - 0.15, 1.35),
        xlabel="number of training rows",
        ylabel="R²",
    )
    right.set_yticks([LOWEST, -1, 0, 1], [f"−{-LOWEST}\nor less", "−1", "0", "1"])
    ticks = (3, 5, 10, 30, 100, 300)
    right.set_xticks(ticks, [str(n) for n in ticks])
    right.minorticks_off()
    right.set_title("Its two scores, by number of rows", pad=24)
    right.grid(axis="y")
    curves.freeze(limit, limit_name, *bands, *medians, here, this, grip, *marks, *names)

    target = Menu("target", list(TARGETS))
    noise = Slider("deviation of the noise", (0, 1.6, 0.1), 0.8, text=lambda value: f"{value:.1f}")
    n_rows = Slider("training rows", list(SIZES), 3, text="rows")
    draw = Slider("draw of the rows", range(1, DRAWS + 1), 1, text=f"of {DRAWS}")

    def redraw(_=None):
        key, n, i = (target.value, noise.value), n_rows.value, draw.value - 1
        X, y, X_unseen, y_unseen = (part[i] for part in rows(*key, n))
        neuron = fit(X, y)
        filled.set_data(y, predict(neuron, X))
        hollow.set_data(y_unseen[:150], predict(neuron, X_unseen)[:150])
        one, most = [part[i] for part in scores(*key, n)], ceiling(*key)
        spread = np.percentile([scores(*key, size) for size in SIZES], [25, 50, 75], axis=-1)  # (3, n_sizes, 2)
        for k, (low, middle, high) in enumerate(np.maximum(spread, LOWEST).transpose(2, 0, 1)):
            bands[k].set_xy(np.column_stack([np.r_[places, places[::-1]], np.r_[low, high[::-1]]]))
            medians[k].set_data(places, middle)
            names[k].xy = places[-1], middle[-1]
            marks[k].set_data([n], [max(one[k], LOWEST)])
        here.set_xdata([n, n])
        grip.set_data([n], [1])
        this.set(text=f"drag: {n} rows", x=n * 1.15 if n < 50 else n / 1.15, ha="left" if n < 50 else "right")
        limit.set_ydata([most] * 2)
        limit_name.set(y=most, text=f"limit\n{most:.2f}")
        own, unseen = map(_number, one)
        for words, name, score in zip(verdicts, ("own", "unseen"), (own, unseen), strict=True):
            words.set_text(f"{name}: R² {score}")
        cloud.show(
            f"Predictions against targets, {target.value} with noise of deviation {key[1]:.1f}: "
            f"{n} training rows as dots, 150 unseen ones as rings, and the diagonal, where both are equal.",
            f"<b>{verdict(*key, n, *one)}</b><br>R² of this draw: <b>{own}</b> on its own {n} rows, <b>{unseen}</b> "
            f"on unseen rows. The limit for a neuron: {most:.2f}.",
        )
        ends = [[_number(spread[1, end, k]) for end in (0, -1)] for k in (0, 1)]
        curves.show(
            f"R² against the number of training rows, {SIZES[0]} to {SIZES[-1]}. On its own rows the median goes from "
            f"{ends[0][0]} to {ends[0][1]}, on unseen rows from {ends[1][0]} to {ends[1][1]}. "
            f"At {n} rows this draw is marked: {own} and {unseen}."
        )

    def touched(n, _):
        n_rows.value = min(SIZES, key=lambda size: abs(np.log(size / n)))

    curves.on_touch(touched)
    for control in (target, noise, n_rows, draw):
        control.observe(redraw, "value")
    redraw()
    present("noise_and_rows", target, noise, n_rows, draw, cloud, curves)
    return cloud, curves


def noise_and_rows():
    """How noise and the number of rows move a neuron's two scores: on its own rows, and on unseen ones."""
    build()
