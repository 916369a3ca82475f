"""Two explorables: two units that draw a bent line, and a network with the numbers that flow through it."""

import numpy as np

from ... import style
from ...live import Choice, LiveFigure, LiveNetwork, Slider, present
from ...network import number
from .pictures import DASHED, DOTTED, INPUTS, KEY, OUTPUTS, flow_title, listed, wanted

# ---- two units: what is computed ----
END = 3.0  # the picture runs from x = -END to END
X = np.linspace(-END, END, 241)
GOALS = {"|x|": np.abs, "x": lambda x: x, "ramp": lambda x: np.clip(x + 1, 0, 2)}


def contributions(x, w, b, v):
    """v relu(x w + b) for each unit: x (n,), w, b, v (n_units,) -> (n, n_units). Its row sums are the function."""
    return v * np.maximum(np.outer(x, w) + b, 0)


def kinks(w, b):
    """Where each unit switches on or off, x = -b / w: (n_units,); nan for a unit of weight 0, which never does."""
    return np.divide(-b, w, out=np.full(len(w), np.nan), where=w != 0) + 0.0


def pieces(w, b, v):
    """The straight pieces of the function from left to right: places of its kinks (k,), slopes (k + 1,)."""
    places = kinks(w, b)
    places = np.unique(places[np.isfinite(places)])
    inside = (
        np.concatenate([places[:1] - 1, (places[1:] + places[:-1]) / 2, places[-1:] + 1])
        if len(places)
        else np.zeros(1)
    )
    slopes = ((np.outer(inside, w) + b > 0) * (w * v)).sum(axis=1)
    bends = slopes[1:] != slopes[:-1]
    return places[bends], slopes[np.append(True, bends)]


def gap(w, b, v, goal):
    """Where in the picture the function is farthest from the goal: x, the function and the goal there."""
    made, wanted = contributions(X, w, b, v).sum(axis=1), GOALS[goal](X)
    far = np.abs(made - wanted).argmax()
    return X[far], made[far], wanted[far]


def distance(w, b, v, goal):
    """The largest distance between the function and the goal, within the picture."""
    _, made, wanted = gap(w, b, v, goal)
    return float(abs(made - wanted))


def shape_in_words(w, b, v):
    """'2 straight pieces with slopes −1 and 1, joined at x = 0'."""
    places, slopes = pieces(w, b, v)
    if len(slopes) == 1:
        return f"one straight line of slope {_number(slopes[0])}"
    joints, rises = _listed(places), _listed(slopes)
    return f"{len(slopes)} straight pieces with slopes {rises}, joined at x = {joints}"


def unit_in_words(w, b):
    """Where one unit is on: 'on to the right of x = 0'."""
    if w == 0:
        return (
            f"is on everywhere, with the same output {_number(b)}: its weight is 0"
            if b > 0
            else "is never on: its weight is 0"
        )
    place = -b / w + 0.0
    outside = ", outside the picture" if abs(place) > END else ""
    return f"is on to the {'right' if w > 0 else 'left'} of x = {_number(place)}{outside}"


def verdict(w, b, v, goal):
    """What the sliders have drawn, and how far it is from the goal."""
    away = distance(w, b, v, goal)
    off = "exactly" if away < 1e-9 else f"up to {_number(away)} off"
    return f"The two hinges add up to {shape_in_words(w, b, v)}: {off} the goal {goal}."


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _listed(values):
    *first, last = map(_number, values)
    return f"{', '.join(first)} and {last}" if first else last


# ---- two units: what is shown ----
UNITS = [dict(color=style.CURE, ls=DASHED, marker="o"), dict(color=style.PURPLE, ls=DOTTED, marker="s")]
DOTS = f"var(--cure, {style.CURE})", style.PURPLE  # in words: as the pictures look in either theme
START = {"weight": (1, -1), "bias": (0, 0), "output weight": (1, -1)}  # one slider away from |x|


def at_end(text, y, side):
    """Write inside the picture at an end of the line y over X, on its free side. side: 1 is right, −1 left."""
    outward = y[::-side]  # from that end on
    seen = int(np.argmax(np.abs(outward) <= 0.82 * END))
    up = 1 if outward[seen] >= outward[min(seen + 1, len(y) - 1)] else -1
    text.xy = X[::-side][seen], outward[seen]
    text.set(position=(-4 * side, 5 * up), ha="right" if side > 0 else "left", va="bottom" if up > 0 else "top")
    text.set_visible(bool(abs(outward[seen]) <= END))


def build_two_units():
    """Present it. Returns the two figures, the sliders as {(what, unit): slider}, and the choice of the goal."""
    alone, together = LiveFigure(4.1, 3.3), LiveFigure(4.1, 3.3)
    for live, title in ((alone, "Unit × output weight: drag a hinge"), (together, "Their sum and the goal")):
        ax = live.figure.subplots()
        ax.set(
            xlim=(-END - 0.2, END + 0.2), ylim=(-END - 0.2, END + 0.2), xlabel="input x", ylabel="output", title=title
        )
        ax.set(xticks=range(-3, 4), yticks=range(-3, 4))
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.grid()
    left, right = alone.figure.axes[0], together.figure.axes[0]
    (goal_line,) = right.plot([], [], color=style.PALE, lw=9, solid_capstyle="butt")
    (total,) = right.plot([], [], color=style.INK, lw=3.4)
    lines = [left.plot([], [], color=look["color"], ls=look["ls"], lw=2.6)[0] for look in UNITS]
    dots = [
        left.plot([], [], look["marker"], color=look["color"], ms=size, mec="white")[0]
        for look, size in zip(UNITS, (14, 7), strict=True)  # both are seen where they meet
    ]
    bold = dict(fontweight="bold", offset=(0, 0))
    names = [style.label(left, 0, 0, f"unit {i + 1}", look["color"], **bold) for i, look in enumerate(UNITS)]
    (bar,) = right.plot([], [], color=style.FAULT, lw=5, solid_capstyle="butt")
    large = dict(fontsize=13, fontweight="bold", path_effects=style.HALO)
    said_bar = style.label(right, 0, 0, "", style.FAULT, **large)
    said_goal, said_sum = style.label(right, 0, 0, "", style.GRAY, **bold), style.label(right, 0, 0, "sum", **bold)
    alone.freeze(*lines, *dots, *names)
    together.freeze(goal_line, bar, total, said_bar, said_goal, said_sum)

    sliders = {
        (what, unit): Slider(f"unit {unit}: {what}", (-2, 2, 0.25), value, text=_number)
        for what, values in START.items()
        for unit, value in enumerate(values, start=1)
    }
    goal = Choice("goal", list(GOALS))

    def touched(x, _):
        """Bring the nearest hinge there, of two at one place that which rises on this side: its bias moves it."""
        w, b = ([sliders[what, unit].value for unit in (1, 2)] for what in ("weight", "bias"))
        places = kinks(np.array(w), np.array(b))
        away = np.nan_to_num(np.abs(places - x), nan=np.inf)  # weight 0: no hinge
        if np.isfinite(away.min()):
            near = np.flatnonzero(away == away.min())
            unit = int(next((i for i in near if w[i] * (x - places[i]) > 0), near[0]))
            sliders["bias", unit + 1].value = round(-w[unit] * x / 0.25) * 0.25 + 0.0

    alone.on_touch(touched)

    def redraw(_=None):
        w, b, v = (np.array([sliders[what, unit].value for unit in (1, 2)]) for what in START)
        parts, places = contributions(X, w, b, v), kinks(w, b)
        goal_line.set_data(X, GOALS[goal.value](X))
        total.set_data(X, parts.sum(axis=1))
        for i in range(2):
            lines[i].set_data(X, parts[:, i])
            dots[i].set_data([places[i]], [0])
            at_end(names[i], parts[:, i], -1 if w[i] < 0 else 1)
        at_end(said_goal, GOALS[goal.value](X), -1)
        at_end(said_sum, parts.sum(axis=1), 1)
        said_goal.set_text(f"goal {goal.value}")
        far, *ends = gap(w, b, v, goal.value)
        bar.set_data([far, far], ends)
        away = distance(w, b, v, goal.value)
        side = -1 if far > 0 else 1
        said_bar.xy = far, np.clip(np.mean(ends), 0.3 - END, END - 0.3)
        said_bar.set(text=f"{_number(away)} off" if away > 1e-9 else "", position=(9 * side, 12))
        said_bar.set_ha("left" if side > 0 else "right")
        found = verdict(w, b, v, goal.value)
        units = "".join(
            f'<br><span aria-hidden="true" style="color:{DOTS[i]}">{"●■"[i]}</span> '
            f"Unit {i + 1} ({('dashed', 'dotted')[i]}) {unit_in_words(w[i], b[i])}."
            for i in range(2)
        )
        alone.show(
            "Output against input x from −3 to 3: two hinges, a mark where each switches. "
            + " ".join(
                f"Unit {i + 1} {unit_in_words(w[i], b[i])}; times its output weight it has slope "
                f"{_number(w[i] * v[i] + 0.0)} there."
                for i in range(2)
            ),
            f"<b>{found}</b>{units}",
        )
        together.show(f"The sum of the two, a black line, over the goal {goal.value}, a pale one. {found}")

    for control in (*sliders.values(), goal):
        control.observe(redraw, "value")
    redraw()
    present("two_units", *sliders.values(), goal, alone, together)
    return alone, together, sliders, goal


def two_units():
    """Show it in a notebook."""
    build_two_units()


# ---- a network: what is computed ----
def flow(x, layers, off=()):
    """What each layer gives for one pair x (n_in,), x first: a list of arrays. ReLU after each layer but the last.

    off: hidden units that give 0 whatever comes in, as (layer, unit); the inputs are layer 0.
    """
    outs = [np.asarray(x, dtype=float)]
    for W, b in layers[:-1]:
        outs.append(np.maximum(outs[-1] @ W + b, 0))
        outs[-1][[i for layer, i in off if layer == len(outs) - 1]] = 0
    W, b = layers[-1]
    return [*outs, outs[-1] @ W + b]


def answer_in_words(outs):
    """How far the answer is from the three targets."""
    return f"Answer {listed(outs[-1])}; the targets are {listed(wanted(outs))}."


def headline(outs):
    """What becomes of the pair."""
    if not outs[-1].any():
        return "The network is silent: every answer is 0."
    return f"The pair gets through: the worst answer is {np.abs(outs[-1] - wanted(outs)).max():.0f} off."


def flow_in_words(outs, off=()):
    """Which hidden units give 0. off: those that the reader has switched off."""
    hidden = outs[1:-1]
    zero, units = sum(int((out == 0).sum()) for out in hidden), sum(len(out) for out in hidden)
    silent = [i for i, out in enumerate(hidden, start=1) if not out.any()]
    by_you = f", {len(off)} switched off by you" if off else ""
    because = f" Hidden layer {silent[0]} is silent, so the pair is lost." if silent else ""
    return f"{zero} of {units} hidden units give 0{by_you}.{because}"


# ---- a network: what is shown ----
def build_network(layers, start=(70, 30)):
    """Present the network of these layers (W, b): its inputs can be dragged, its units switched off. Returns it."""
    pair, off = list(start), []
    columns = ["inputs", *(f"hidden {k}" for k in range(1, len(layers))), "answer"]
    sizes = [len(layers[0][0]), *(len(b) for _, b in layers)]
    touch = ["↕ drag", *["click"] * (len(layers) - 1), ""]
    names = dict(inputs=INPUTS, outputs=OUTPUTS, layers=columns, touch=touch)
    live = LiveNetwork(sizes, drag=(0, 100, 1), switch=True, key=KEY, **names)

    def redraw():
        outs = flow(pair, layers, off)
        live.show(
            f"The network {'-'.join(map(str, sizes))} with its numbers for the pair ({', '.join(map(number, pair))}). "
            f"{answer_in_words(outs)} {flow_in_words(outs, off)}",
            f"<b>{headline(outs)}</b><br>{flow_in_words(outs, off)}",
            weights=[W for W, _ in layers],
            values=outs,
            biases=[None, *(b for _, b in layers)],
            off=[[(k, i) in off for i in range(size)] for k, size in enumerate(sizes)],
            title=flow_title(outs),
            beside=[f"wanted {number(target)}" for target in wanted(outs)],
        )

    live.follow(pair, off, redraw)
    redraw()
    present("network", live)
    return live


def network(layers):
    """Show it in a notebook."""
    build_network(layers)
