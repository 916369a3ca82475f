"""A line over noisy points. Its loss is a bowl in each of its two numbers, and a step goes down both."""

import numpy as np

from ... import style
from ...live import Clock, LiveFigure, Slider, present

RIGHT = 1.5, -0.5  # the line under the points
START = -0.8, 1.0  # what the reader finds: tilted the wrong way and too high
MOST = {"w": 2.6, "b": 3.0}  # how far the sliders go to both sides
WHAT = {"w": "Tilt", "b": "Height"}
SEEN = 0.15  # a shorter step of a weight is not drawn
TURNS = -0.7, 0.7  # where arrows show how the next step turns and lifts the line
HANDLE = 0.5  # nearer to the middle than this the line is lifted, not tilted
LEVEL = 0.005  # a slope below it counts as 0

# ---- what is computed ----


def points(n=30, seed=3):
    """x (n,) from −1 to 1 and y (n,) beside the line RIGHT: the noise has deviation 0.25."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, n)
    return x, RIGHT[0] * x + RIGHT[1] + rng.normal(0, 0.25, n)


def loss(w, b, x, y):
    """½ (w x + b − y)², the mean over the points. w and b may be arrays that fit together."""
    error = np.multiply.outer(w, x) + np.asarray(b)[..., np.newaxis] - y
    return 0.5 * np.mean(error**2, axis=-1)


def slopes(w, b, x, y, h=1e-5):
    """The slopes of the loss in w and in b, by nudging each to both sides."""
    return (
        float(loss(w + h, b, x, y) - loss(w - h, b, x, y)) / (2 * h),
        float(loss(w, b + h, x, y) - loss(w, b - h, x, y)) / (2 * h),
    )


def signed(number):
    return f"{number + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def after_a_step(w, b, x, y, lr):
    """w and b one step against their slopes, and the names of those that leave the picture."""
    moved = [number - lr * slope for number, slope in zip((w, b), slopes(w, b, x, y), strict=True)]
    return moved, [name for name, number in zip(MOST, moved, strict=True) if abs(number) > MOST[name]]


def asked(slope_w, slope_b):
    """What the two slopes ask for, in words."""
    asks = [
        f"{name} is fine" if abs(slope) < LEVEL else f"{name} should go {'up' if slope < 0 else 'down'}"
        for name, slope in (("w", slope_w), ("b", slope_b))
    ]
    return f"The slopes say: {asks[0]}, {asks[1]}."


def verdict(w, far, here, then, settled, leaving=()):
    """What is wrong with a line that rises by w and is up to far off, and how a step changes its loss, here to then.

    settled: both slopes are 0. leaving: the names of those that the next step takes out of sight.
    """
    if leaving:
        return f"The next step takes {' and '.join(leaving)} out of the picture: lr is too large for this place."
    if settled:
        return f"Both slopes are 0: this is the best line. A loss of {here:.2f} is left, because the points are noisy."
    fault = "The points go up, this line goes down." if w < 0 else f"The line is up to {far:.1f} off."
    if f"{here:.2f}" == f"{then:.2f}":
        return f"{fault} One step hardly changes its loss, {here:.2f}."
    return f"{fault} One step {'cuts' if then < here else 'raises'} its loss from {here:.2f} to {then:.2f}."


# ---- what is shown ----


def build():
    """Present the controls and the figure. Returns (live, clock)."""
    x, y = points()
    tall = 4.2
    live, live_bowls = LiveFigure(3.2, 3.1), [LiveFigure(2.5, 3.1) for _ in MOST]
    left, bowls = live.figure.subplots(), [bowl.figure.subplots() for bowl in live_bowls]
    misses = left.vlines(x, y, y, color=style.PALE, lw=1.2)
    (dots,) = left.plot(x, y, "o", color=style.INK, mec="white", ms=5.5)
    (drawn,) = left.plot([], [], color=style.CURE, lw=2.4)
    small = dict(fontsize=9.5, path_effects=style.HALO)
    large = small | dict(fontsize=15, fontweight="bold")
    farthest = left.text(0, 0, "", color=style.TEXT[style.FAULT], **large)
    pointer = dict(arrowstyle="-|>", color=style.INK, lw=2.4, shrinkA=0, shrinkB=0)
    (after,) = left.plot([], [], color=style.CURE, lw=2, ls=(0, (5, 2)))
    after_said = left.text(0, 0, "next step", **small)
    turns = [left.annotate("", (0, 0), (0, 0), arrowprops=pointer) for _ in TURNS]
    left.set(xlim=(-1.1, 1.1), ylim=(-3.1, 3.1), xlabel="x", ylabel="y", title="Drag the line p = w x + b")
    left.set(xticks=[-1, 0, 1], yticks=[-2, 0, 2])
    parts = []
    for ax, (name, most) in zip(bowls, MOST.items(), strict=True):
        values = np.linspace(-most, most, 81)
        (ground,) = ax.fill([], [], color="#E6EBF0", lw=0, zorder=0)
        (curve,) = ax.plot([], [], color="#8FA3B8", lw=1.6)
        (tangent,) = ax.plot([], [], color=style.INK, lw=2.2)
        (dot,) = ax.plot([], [], "o", color=style.CURE, mec="white", ms=9)
        arrow = ax.annotate("", (0, 0), (0, 0), arrowprops=pointer)
        words = ax.annotate("", (0, 0), (0, 0), textcoords="offset points", annotation_clip=True, **small)
        tip = ax.annotate("next step", (0, 0), (0, 0), textcoords="offset points", va="center", **small)
        ax.set(xlim=(-most, most), ylim=(0, tall), xlabel=name, ylabel="loss")
        ax.set_title(f"{WHAT[name]} {name}: drag the dot", fontsize=11)
        ax.set(xticks=[-2, 0, 2], yticks=[0, 1, 2, 3, 4])
        parts.append((values, ground, curve, tangent, dot, arrow, words, tip))
    live.freeze(misses, dots, after, drawn, *turns, after_said, farthest)
    for bowl, (_, *artists) in zip(live_bowls, parts, strict=True):
        bowl.freeze(*artists)

    knobs = [
        Slider(words, (-most, most, 0.02), begin, text=signed)
        for begin, most, words in zip(START, MOST.values(), ("weight w", "bias b"), strict=True)
    ]
    rate = Slider("learning rate lr", (0.05, 2.2, 0.05), 0.6, text=lambda lr: f"{lr:.2f}")
    state = {"steps": 0, "quiet": False}

    def tilted(at, height):
        """Bring the line to where it is touched: tilt it by an end, lift it in the middle."""
        w, b = numbers()
        if abs(at) > HANDLE:
            knobs[0].value = round((height - b) / at, 2)
        else:
            knobs[1].value = round(height - w * at, 2)

    live.on_touch(tilted, upright=True)
    for bowl, knob in zip(live_bowls, knobs, strict=True):
        bowl.on_touch(lambda at, _, knob=knob: knob.set_trait("value", round(at, 2)))

    def numbers():
        return tuple(knob.value for knob in knobs)

    def put(values, steps):
        """Move both sliders, and draw once."""
        state.update(quiet=True, steps=steps)
        for knob, value in zip(knobs, values, strict=True):
            knob.value = value
        state["quiet"] = False
        redraw()

    def tick():
        moved, leaving = after_a_step(*numbers(), x, y, rate.value)
        if leaving:  # the verdict says so already
            return True
        put(moved, state["steps"] + 1)
        return max(map(abs, slopes(*numbers(), x, y))) < LEVEL

    def redraw(_=None):
        if state["quiet"]:
            return
        w, b = numbers()
        here, both = float(loss(w, b, x, y)), slopes(w, b, x, y)
        moved, leaving = after_a_step(w, b, x, y, rate.value)
        drawn.set_data([-1.1, 1.1], [b - 1.1 * w, b + 1.1 * w])
        misses.set_segments([[(xi, yi), (xi, w * xi + b)] for xi, yi in zip(x, y, strict=True)])
        worst = np.arange(len(x)) == np.argmax(np.abs(w * x + b - y))
        misses.set(color=np.where(worst, style.FAULT, style.PALE), linewidths=np.where(worst, 2.6, 1.2))
        at, far = x[worst][0], np.abs(w * x + b - y).max()
        ends = y[worst][0], w * at + b
        side = dict(y=min(ends) - 0.3, ha="left", va="top") if at < 0 else dict(y=max(ends) + 0.15, ha="right")
        farthest.set(x=at, va="bottom", text=f"{far:.1f} off")
        farthest.set(**side | dict(y=np.clip(side["y"], -2.6, 2.6)))
        for i, ((values, ground, curve, tangent, dot, arrow, words, tip), slope) in enumerate(
            zip(parts, both, strict=True)
        ):
            number = (w, b)[i]
            curve.set_data(values, loss(values, np.full(81, b), x, y) if i == 0 else loss(np.full(81, w), values, x, y))
            ground.set_xy([(values[0], 0), *curve.get_xydata(), (values[-1], 0)])
            ends = 0.55 * np.array([-1, 1])
            tangent.set_data(number + ends, here + slope * ends)
            dot.set_data([number], [here])
            words.xy = number, min(here, 0.97 * tall)
            rightward = number < (0.15 if slope < 0 else -0.3) * values[-1]  # where there is room
            words.set(
                text=f"slope {signed(slope)}" if here < tall else f"loss {here:.1f} ↑",
                position=(8 if rightward else -8, 12 if here < 0.85 * tall else -20),
            )
            words.set_ha("left" if rightward else "right")
            arrow.set_position((number, here))
            arrow.xy = (np.clip(moved[i], *bowls[i].get_xlim()), here)
            arrow.set_visible(abs(rate.value * slope) > SEEN)
            tip.xy = moved[i], here
            tip.set(position=(4 if slope < 0 else -4, 0), ha="left" if slope < 0 else "right")
            tip.set_visible(arrow.get_visible() and -np.sign(slope) * moved[i] < 0.25 * values[-1])
        then, settled = float(loss(*moved, x, y)), max(map(abs, both)) < LEVEL
        after.set_data([-1.1, 1.1], [moved[1] - 1.1 * moved[0], moved[1] + 1.1 * moved[0]])
        for at, turn in zip(TURNS, turns, strict=True):
            turn.set_position((at, w * at + b))
            turn.xy = at, moved[0] * at + moved[1]
            ends = turn.get_position()[1], turn.xy[1]
            turn.set_visible(abs(ends[0] - ends[1]) > 0.25 and max(map(abs, ends)) < 3.1)
        beside, way = moved[1] + moved[0] * np.array([0.55, 1.07]), moved[0] + moved[1] - w - b
        beyond = dict(y=max(beside) + 0.1, va="bottom") if way > 0 else dict(y=min(beside) - 0.1, va="top")
        after_said.set(x=1.07, ha="right", visible=abs(way) > 0.3 and abs(beyond["y"]) < 2.7, **beyond)
        said = verdict(w, far, here, then, settled, leaving)
        hint = "" if settled or leaving else " Press Step, and they do."
        counted = f" Steps so far: {state['steps']}." if state["steps"] else hint
        live.show(
            f"The line p = w x + b over 30 noisy points, with w = {signed(w)} and b = {signed(b)}: loss {here:.2f}. "
            f"Each point is joined to the line; the farthest, in orange, is {far:.1f} off. "
            f"Dashed: the line after the next step, loss {then:.2f}.",
            f"<b>{said}</b><br>{asked(*both)}{counted}",
        )
        for bowl, name, number, slope in zip(live_bowls, MOST, (w, b), both, strict=True):
            step = ", and an arrow, the next step" if abs(rate.value * slope) > SEEN else ""
            bowl.show(
                f"The loss while only {name} changes: a bowl with a dot at {name} = {signed(number)}, where the loss "
                f"is {here:.2f}, a bar with its slope, {signed(slope)}{step}."
            )

    def by_hand(_):
        if not state["quiet"]:
            state["steps"] = 0
        redraw()

    for knob in knobs:
        knob.observe(by_hand, "value")
    rate.observe(redraw, "value")
    clock = Clock(tick, lambda: put(START, 0))
    redraw()
    present("line", *knobs, rate, clock, live, *live_bowls)
    return live, clock


def line():
    """A line over noisy points, and the loss while only w or only b changes. Drag w and b, or let it step."""
    build()
