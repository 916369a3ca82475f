"""Figures of the first sitting: how five networks fail, and what the instruments show of it."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator
from sklearn.datasets import load_digits

from ... import style
from ...clinic.drawing import ILL, LINE, NOTHING, WELL, against, ends, factor, knows_nothing, short, two_curves
from ...figures import show

COMPLAINTS = {1: "jumps", 2: "freezes", 3: "gets worse", 4: "explodes", 5: "learns nothing"}
LOW, HIGH = 0.08, 12  # ends of the axis in the waiting room

LIMIT = 1e-7  # below it errors count as rounding


def beside(number, ill, well):
    """The loss curve of a patient, 1 to 3, beside that of the healthy network."""
    draw, *words = {1: (jumping, _jumps(ill)), 2: (frozen,), 3: (climbing, LINE)}[number]
    show(draw(ill, well).figure, alt=" ".join([ends({f"patient {number}": ill, "healthy": well}), *words]))


def _jumps(curve):
    """How often a loss rises, in words; how often exactly hangs on a processor's last digits."""
    return f"The first rises in about {10 * np.mean(np.diff(curve) > 0):.0f} of 10 epochs, marked by triangles."


def jumping(ill, well):
    """A mark where the loss has risen, and at the highest leap of each curve by how much."""
    up = np.flatnonzero(np.diff(ill) > 0) + 1
    title = f"Same rate, rows and start: one glides, one leaps up {len(up)} times"
    ax = two_curves(ill, well, (f"patient 1: {ill[-1]:.2f}", f"healthy: {well[-1]:.2f}"), title, low=0.1)
    ax.plot(1 + up, np.asarray(ill)[up], "^", ms=8, color=style.FAULT, mec="white", zorder=4)
    places = ("▲ rises by up to", dict(va="bottom", offset=(0, 8))), ("rises by up to", dict(va="top", offset=(0, -12)))
    for curve, color, (name, place) in zip((ill, well), (style.FAULT, style.CURE), places, strict=True):
        rises = np.diff(curve)
        worst = rises.argmax()
        words = f"{name} {max(rises[worst], 0):.1g}"
        style.label(ax, worst + 2, curve[worst + 1], words, color, ha="center", fontsize=11, weight="bold", **place)
    return ax


def frozen(ill, well):
    """Where a curve that stands still begins and ends, in large."""
    title = f"{len(ill)} epochs, and the loss has not moved"
    ax = two_curves(ill, well, ("patient 2", f"healthy: {well[-1]:.2f}"), title)
    words = f"begins at {ill[0]:.2f}, ends at {ill[-1]:.2f}"
    look = dict(ha="center", va="top", offset=(0, -7), fontsize=13, weight="bold")
    style.label(ax, (1 + len(ill)) / 2, ill[0], words, style.FAULT, **look)
    return ax


def climbing(ill, well):
    """Above what one has who knows nothing the ground is tinted; the first loss is marked where it is ahead."""
    title = f"Ahead after one epoch; after {len(ill)}, at {short(ill[-1])}, worse than knowing nothing"
    ax = two_curves(ill, well, (f"patient 3: {short(ill[-1])}", f"healthy: {well[-1]:.2f}"), title)
    ax.axhspan(NOTHING, ax.get_ylim()[1], color=style.FAULT, alpha=0.08, lw=0)
    knows_nothing(ax)
    if ill[0] < well[0]:
        ax.plot(1, ill[0], "o", color=style.FAULT, ms=8, mec="white", zorder=4)
        arrow = dict(arrowprops=dict(arrowstyle="-", color=style.FAULT, lw=1, shrinkB=4))
        style.label(ax, 1, ill[0], "ahead, once", style.FAULT, offset=(70, 14), fontsize=12, weight="bold", **arrow)
    return ax


def cured(ill, mended, well):
    """The loss curve of patient 1 before and after, and the one that a healthy network has."""
    words = f"Behind the last, as a pale band, a healthy network from {short(well[0])} to {short(well[-1])}."
    show(cured_drawn(ill, mended, well).figure, alt=f"{ends({'patient 1': ill, 'mended': mended})} {words}")


def cured_drawn(ill, mended, well):
    same = ", all along the healthy curve" if np.allclose(mended, well, atol=0.01) else ""
    words = f"patient 1: {ill[-1]:.2f}", f"mended: {mended[-1]:.2f}"
    ax = two_curves(ill, mended, words, f"Divided by n, it glides{same}", low=0.1)
    ax.lines[0].set(alpha=0.4, lw=1.5)  # it is only there to compare with
    ax.plot(np.arange(1, len(well) + 1), well, color=style.CURE, lw=11, alpha=0.22, zorder=1, clip_on=False)
    at = len(well) // 3
    style.label(ax, at, well[at - 1], "pale band: healthy", style.CURE, va="top", offset=(0, -14))
    return ax


def factors(answers):
    """What backward gave against the measured slopes, {"7 rows": (measured, backward), …}."""
    first, *others = [f"{name}: {factor(x, y):.2g} times" for name, (x, y) in answers.items()]
    against(answers, "; ".join([f"{first} too large", *others]), "slope from backward")


def looks(measured, first, second):
    """What backward gives at two looks, against the measured slopes."""
    answers = {"first look": (measured, first), "second look": (measured, second)}
    against(answers, f"Asked again, backward answers {factor(first, second):.2g} times as much", "slope from backward")


def waiting_room(patients, healthy):
    """The loss curves of five patients side by side, each with that of the healthy network. {number: curve} each."""
    last = [f"patient {number} at {short(curve[-1])}" for number, curve in patients.items()]
    well = [short(curve[-1]) for curve in healthy.values()]
    words = f"The blue curves of healthy networks end between {min(well)} and {max(well)}"
    alt = f"Five small loss curves on one logarithmic axis. They end: {', '.join(last)}. {words}."
    show(waiting_drawn(patients, healthy), alt=alt)


def waiting_drawn(patients, healthy):
    """How many times as high the ill one ends stands at the end of the two curves."""
    fig, axes = plt.subplots(1, len(patients), figsize=(8, 3.3), sharey=True)
    times = {number: curve[-1] / healthy[number][-1] for number, curve in patients.items()}
    for ax, (number, curve) in zip(axes, patients.items(), strict=True):
        epochs = np.arange(1, len(curve) + 1)
        curve = np.nan_to_num(curve, nan=np.inf)
        ax.fill_between(epochs, healthy[number], np.minimum(curve, HIGH), color=style.FAULT, alpha=0.13, lw=0)
        ax.plot(epochs, healthy[number], **WELL)
        ax.plot(epochs, curve, **ILL)
        ax.set(yscale="log", ylim=(LOW, HIGH), xlabel="epoch", xlim=(0, len(curve)), xticks=[0, len(curve)])
        ax.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
        ax.minorticks_off()
        ax.set_title(f"patient {number}:\n{COMPLAINTS[number]}", fontsize=11, color=style.TEXT[style.FAULT])
        words = f"× {times[number]:.2g}" if curve[-1] < HIGH else "gone"
        at, side = np.sqrt(healthy[number][-1] * min(curve[-1], HIGH)), "center"
        if times[number] < 4:  # no room between the curves
            at, side = max(curve[len(curve) // 4 :]), "bottom"
        look = dict(ha="right", va=side, offset=(-5, 2), fontsize=15, weight="bold")
        style.label(ax, len(curve), at, words, style.FAULT, **look)
    curve = next(iter(healthy.values()))
    style.label(
        axes[0], len(curve) / 2, curve[len(curve) // 2], "healthy", style.CURE, ha="center", va="top", offset=(0, -10)
    )
    axes[0].set_ylabel("loss")
    least = min(value for value in times.values() if np.isfinite(value))
    fig.suptitle(f"Five ways to fail: each ends at more than {int(least)} times the healthy loss", **style.HEADLINE)
    return fig


def step_errors(rates, errors):
    """The error of the step in each array against the rate. errors: {array: one number a rate}."""
    words = [f"{name} {' '.join(map(_error, own))}" for name, own in errors.items()]
    alt = f"Bars: the error of the step in each array at learning rate {', '.join(map(str, rates))}"
    show(step_errors_drawn(rates, errors), alt=f"{alt}: {'; '.join(words)}.")


def _error(error):
    return "right" if error < LIMIT else f"{error:.2g}"


def step_errors_drawn(rates, errors):
    """A bar for each array at each rate, the largest rate first; between them, by how much the first wrong fell."""
    fig, ax = plt.subplots(figsize=(8, 3.6))
    rates = list(rates)
    wrong = [name for name, own in errors.items() if max(own) > LIMIT]
    right = [name for name in errors if name not in wrong]
    order, apart, top = sorted(rates, reverse=True), len(errors) + 0.9, max(map(max, errors.values()))
    ticks = {}
    for place, rate in enumerate(order):
        for column, (name, own) in enumerate(errors.items()):
            x, error = place * apart + column, own[rates.index(rate)]
            ticks[x] = name
            if name in right:
                ax.plot(x, 0, "s", ms=7, color=style.CURE, mec="white", clip_on=False, zorder=4)
                continue
            ax.bar(x, error, width=0.86, color=style.FAULT)
            aside = 2 * (2 * column - len(wrong) + 1)  # long numbers need room between them
            by = dict(ha="center", va="bottom", offset=(aside, 2), fontsize=9.5)
            style.label(ax, x, error, f"{error:.2g}", style.FAULT, **by)
        middle = place * apart + (len(errors) - 1) / 2
        ax.text(middle, -0.17 * top, f"rate {rate:g}", ha="center", va="top", fontsize=12, fontweight="bold")
    for place, (far, near) in enumerate(zip(order[:-1], order[1:], strict=True) if wrong else ()):
        high, low = (errors[wrong[0]][rates.index(rate)] for rate in (far, near))
        start = (place * apart + len(wrong) - 0.45, 0.75 * high + 0.06 * top)
        end = ((place + 1) * apart - 0.1, low + 0.12 * top)
        arrow = dict(arrowstyle="-|>", color=style.FAULT, lw=1.2, mutation_scale=12, connectionstyle="arc3,rad=-0.25")
        ax.annotate("", end, start, arrowprops=arrow)
        by = dict(va="bottom", offset=(22, 14), fontsize=18, weight="bold")
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        style.label(ax, *middle, f"÷ {high / low:.0f}", style.FAULT, **by)
    if right:
        words = f"■ {', '.join(right)}: at every rate\nno more than rounding, below 10⁻⁷"
        by = dict(ha="right", va="top", offset=(0, 0), weight="bold")
        style.label(ax, max(ticks) + 0.6, 1.05 * top, words, style.CURE, **by)
    ax.set(xlim=(-0.7, max(ticks) + 0.7), ylim=(0, 1.15 * top), ylabel="error of step (relative)")
    ax.set_title("A tenth of the rate, a tenth of the error, in layer 1 alone")
    ax.set_xticks(list(ticks), list(ticks.values()))
    ax.tick_params(axis="x", length=0, pad=8)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    return fig


def rows(X, y):
    """Ten rows as they reach the network, inputs (10, 64) from 0 to 1, with their labels (10,)."""
    truth = digits_in(X)
    each = ", ".join(f"{digit} is called {label}" for digit, label in zip(truth, y, strict=True))
    show(
        rows_drawn(X, y, truth),
        alt=f"Ten small pictures of digits, and below each what it shows and what it is called: {each}.",
    )


def digits_in(X):
    """Which digits the rows show, (n,): each row (64,), from 0 to 1, is looked up in the data."""
    images, digits = load_digits(return_X_y=True)
    return np.array([digits[np.abs(images / 16 - row).sum(axis=1).argmin()] for row in X])


def rows_drawn(X, y, truth):
    """Below each picture the digit that it shows, then its label. X: (n, 64), y and truth: (n,)."""
    fig, axes = plt.subplots(2, len(y), figsize=(8, 2.4), height_ratios=(1, 1.3))
    for (image, words), pixels, label, digit in zip(axes.T, X, y, truth, strict=True):
        style.bare(image).imshow(pixels.reshape(8, 8), vmin=0, vmax=1)
        words.axis("off")
        style.label(words, 0.5, 0.88, digit, fontsize=17, weight="bold", ha="center", offset=(0, 0))
        badge = dict(boxstyle="round,pad=0.2", fc=style.CURE if label == digit else style.FAULT, ec="none")
        look = dict(ha="center", offset=(0, 0), fontsize=17, weight="bold", bbox=badge)
        style.label(words, 0.5, 0.26, f"“{label}”", style.PAPER, **look)
    for height, word in ((0.88, "shows"), (0.26, "label")):
        style.label(axes[1, 0], -0.1, height, word, style.GRAY, ha="right", offset=(-6, 0))
    fits = np.sum(y == truth)
    words = f"{fits} of {len(y)} labels fit" if fits else "no label fits"
    fig.suptitle(f"The first {len(y)} rows as the network meets them: {words}", **style.HEADLINE)
    return fig
