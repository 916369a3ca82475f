"""Lesson 03: the same gradient descent over the bowl of raw and of standardized inputs."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from .pictures import LOOKS, bowl_ground

START = np.array([0.0, 1.0])  # weights of area and age to begin with: both far off
REACH = {"raw": 3.7, "standardized": 2.4}  # half the width of what is shown of each bowl
MOST_STEPS = 40
MARKS = {
    name: f'<span style="color:{look["color"]}">{dict(o="●", s="■")[look["marker"]]}</span>'
    for name, look in LOOKS.items()
}
SMALLEST, LARGEST = 2e-6, 100  # what the axis of the loss can show

# ---- what is computed ----


def houses(n=200, seed=0):
    """Invented houses. X (n, 2): area in 100 m², age in decades. y (n,): price in 100,000."""
    rng = np.random.default_rng(seed)
    area = rng.uniform(0.5, 1.9, n)
    age = rng.uniform(2, 7.5, n) - area  # larger houses tend to be newer
    return np.column_stack([area, age]), 2 + 3 * area - 0.5 * age + rng.normal(0, 0.2, n)


def bowl(X, y):
    """The loss 1/2 mean (X w - y)² is the bowl 1/2 (w - best)ᵀ H (w - best) + a constant. Returns H and best."""
    H = X.T @ X / len(X)
    return H, np.linalg.solve(H, X.T @ y / len(X))


def two_bowls():
    """{"raw": (H, best), "standardized": (H, best)} for the houses, all means subtracted."""
    X, y = houses()
    X, y = X - X.mean(axis=0), y - y.mean()
    return {"raw": bowl(X, y), "standardized": bowl(X / X.std(axis=0), y)}


def descend(H, best, rate, steps, start=START):
    """Gradient descent over a bowl: the weights (steps + 1, 2), stopped from growing at a million."""
    path = [np.asarray(start, dtype=float)]
    for _ in range(steps):
        path.append(np.clip(path[-1] - rate * H @ (path[-1] - best), -1e6, 1e6))
    return np.array(path)


def excess(H, best, w):
    """The loss above the floor of the bowl at weights w (..., 2)."""
    d = w - best
    return 0.5 * np.einsum("...i,ij,...j", d, H, d)


def largest_rate(H):
    """2 / λ_max: from this learning rate on, the steps grow."""
    return 2 / np.linalg.eigvalsh(H)[-1]


def grid(H, best, reach, n=160):
    """w1 (n,), w2 (n,) around the best weights, and the loss above the floor (n, n), for a contour plot."""
    w1, w2 = (np.linspace(center - reach, center + reach, n) for center in best)
    return w1, w2, excess(H, best, np.stack(np.meshgrid(w1, w2), axis=-1))


def verdict(rate, limit, left):
    """What this rate does in this bowl. limit: the largest stable rate; left: share of the starting loss left."""
    stable = f"(stable below {limit:.2f})"
    if rate > limit:
        return f"climbs out of the bowl: its steps grow {stable}"
    if left > 0.9999:
        return f"stands at the start {stable}"
    if left < 1e-3:
        return f"is at the bottom: less than 0.1% of the loss is left {stable}"
    how = "zig-zags across the valley" if rate > 0.5 * limit else "creeps" if left > 0.02 else "walks down"
    return f"{how}: {left:.1%} of the loss is left {stable}"


# ---- what is shown ----


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    bowls = two_bowls()
    live = LiveFigure(8, 3.1)
    *grounds, right = live.figure.subplots(1, 3)
    moving = {}
    for ax, (name, (H, best)) in zip(grounds, bowls.items(), strict=True):
        color, marker = LOOKS[name]["color"], LOOKS[name]["marker"]
        bowl_ground(ax, grid(H, best, REACH[name]), best, f"{name} inputs", color)
        ax.set(xticks=[], yticks=[])
        moving[name] = [
            *ax.plot([], [], "-", color=color, lw=1.5, marker=marker, ms=4.4, mec="white", mew=0.6),
            *ax.plot([], [], marker, color=color, ms=6.5, mec="white", mew=1.3),
            *right.plot([], [], "-", color=color),
            *right.plot([], [], marker, color=color, ms=7.5, mec="white", mew=1),
            right.text(0, 0, name, color=style.TEXT[color], fontsize=10, fontweight="bold", va="center"),
        ]
    style.label(grounds[0], *bowls["raw"][1], "best weights", ha="center", offset=(0, -15), fontsize=9.5)
    right.set(yscale="log", xlim=(-1, 1.9 * MOST_STEPS), ylim=(1e-6, 1e3), xlabel="step", box_aspect=1)
    right.set_yticks([1e-6, 1e-4, 1e-2, 1, 100], ["≤10⁻⁶", "10⁻⁴", "10⁻²", "1", "≥100"])
    right.set_xticks(range(0, MOST_STEPS + 1, 10))
    right.minorticks_off()
    right.set_title("loss above the floor")
    right.grid(axis="y")
    live.freeze(*(artist for artists in moving.values() for artist in artists))

    rate = widgets.FloatLogSlider(
        value=0.63,
        min=-2,
        max=0.3,
        step=0.02,
        description="learning rate",
        readout_format=".2f",
        style={"description_width": "90px"},
        layout={"width": "390px"},
    )
    steps = widgets.IntSlider(
        value=20,
        max=MOST_STEPS,
        description="steps",
        style={"description_width": "44px"},
        layout={"width": "340px"},
    )

    def redraw(_=None):
        n, lines, ends = steps.value, [], []
        for name, (H, best) in bowls.items():
            path = descend(H, best, rate.value, n)
            loss = excess(H, best, path)
            far = np.abs(path - best).max(axis=1) > REACH[name]
            drawn = path[: far.argmax() + 1] if far.any() else path  # once out of the picture, draw no more
            shown = np.clip(loss, SMALLEST, LARGEST)
            trail, head, curve, end, _ = moving[name]
            trail.set_data(*drawn.T)
            head.set_data(*path[-1:].T)
            curve.set_data(range(n + 1), shown)
            end.set_data([n], shown[-1:])
            ends.append(shown[-1])
            lines.append((name, verdict(rate.value, largest_rate(H), loss[-1] / loss[0])))
        place_names(n, ends)
        heading = f"After {n} {'step' if n == 1 else 'steps'} at learning rate {rate.value:.2f}"
        caption = "".join(f"<br>{MARKS[name]} <b>{name}</b> {words}" for name, words in lines)
        alt = f"Two bowls with the path of gradient descent, and the loss at each step. {heading}: "
        live.show(alt + "; ".join(f"{name} {words}" for name, words in lines) + ".", f"<b>{heading}</b>{caption}")

    def place_names(n, ends):
        """A name stands beside the end of its line, and never on the other name."""
        close = 1 / 6 < ends[0] / ends[1] < 6
        for (*_, note), end, apart in zip(moving.values(), ends, (6 if close else 1, 1), strict=True):
            note.set(x=n + 3, y=end * apart)

    for slider in (rate, steps):
        slider.observe(redraw, "value")
    redraw()
    present("descent", controls(rate, steps), live.widget)
    return live, redraw


def explore():
    """Show it in a notebook."""
    build()
