"""The still pictures of the lessons. Each gets numbers, draws them on ax (a new one if None) and returns ax."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from . import style

MISTAKES = LinearSegmentedColormap.from_list("mistakes", [style.PAPER, style.FAULT])


def _axes(ax, size=(8, 3.6)):
    return plt.subplots(figsize=size)[1] if ax is None else ax


def loss_curves(curves, ax=None, *, title="Loss", ylabel="loss", log=(), styles=None, floor=None):
    """One line for each name in curves, {name: one number an epoch}, the name at its end.

    A history from fit can be given as it is: "loss" is drawn as train, "val_loss" as validation.
    log: "x", "y" or "xy". styles: {name: keywords of ax.plot}. floor: (height, words), a line that no curve crosses.
    """
    ax = _axes(ax)
    names = {"loss": "train", "val_loss": "validation"}
    for name, values in curves.items():
        name = names.get(name, name)
        (line,) = ax.plot(np.arange(1, len(values) + 1), values, **(styles or {}).get(name, style.SPLIT.get(name, {})))
        style.label(ax, len(values), values[-1], name, line.get_color(), va="bottom")
    if floor:
        ax.axhline(floor[0], color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        place = dict(xycoords=ax.get_yaxis_transform(), textcoords="offset points", ha="right", va="top")
        ax.annotate(floor[1], (0.99, floor[0]), (0, -3), fontsize=9.5, color=style.TEXT[style.GRAY], **place)
    ax.set(xlabel="epoch", ylabel=ylabel, title=title)
    for axis in log:
        getattr(ax, f"set_{axis}scale")("log")
        getattr(ax, f"{axis}axis").set_major_formatter("{x:g}")
    ax.grid(axis="y")
    return ax


def predicted_against_true(y, p, ax=None, *, title="Predicted against true", color=style.CURE, size=3.2, unit=""):
    """A point for each row: true value y (n,) to the right, prediction p (n,) up. On the diagonal they are equal."""
    ax = _axes(ax, (3.6, 3.6))
    ends = [min(y.min(), p.min()), max(y.max(), p.max())]
    ax.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    ax.plot(y, p, "o", ms=size, color=color, mec="white" if size > 5 else "none", alpha=1 if size > 5 else 0.5)
    unit = f" ({unit})" if unit else ""
    ax.set(xlabel=f"true{unit}", ylabel=f"predicted{unit}", title=title, aspect="equal")
    return ax


def live_units(shares, ax=None, *, title="On how many rows is each unit on?"):
    """A row of boxes for each hidden layer, a box for each unit: the share of data rows on which its output is above 0.

    shares: a list of arrays (n_units,), each number from 0 to 1. Units that are never on are marked as dead.
    """
    ax = _axes(ax, (8, 0.5 + 0.85 * len(shares)))
    for row, layer in enumerate(shares):
        for column, share in enumerate(layer):
            dead = share == 0
            box = dict(fc=style.SEQUENTIAL(0.75 * share), ec=style.FAULT if dead else style.PALE, lw=2.2 if dead else 1)
            ax.add_patch(plt.Rectangle((column + 0.05, row + 0.08), 0.9, 0.84, **box))
            words = "dead" if dead else f"{share:.1%}" if share < 0.01 or 0.99 < share < 1 else f"{share:.0%}"
            color = style.TEXT[style.FAULT] if dead else "white" if share > 0.6 else style.INK
            ax.text(column + 0.5, row + 0.5, words, ha="center", va="center", color=color, fontsize=10.5)
    width = max(len(layer) for layer in shares)
    ax.set(xlim=(0, width), ylim=(len(shares), 0), title=title, xlabel="unit", ylabel="hidden layer")
    ax.set_xticks(np.arange(width) + 0.5, [str(i) for i in range(width)])
    ax.set_yticks(np.arange(len(shares)) + 0.5, [str(i + 1) for i in range(len(shares))])
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return ax


def regions(x1, x2, p, X, y, ax=None, *, title="What the network predicts", test=None, xlabel="$x_1$", ylabel="$x_2$"):
    """Pale bands of the probability of class 1, the boundary at one half, and the points on top.

    p: (len(x2), len(x1)), on the grid of x1 (to the right) and x2 (up). X: (n, 2), y: (n,) or (n, 1) of 0 and 1.
    test: (X, y) of more points, drawn hollow.
    """
    ax = _axes(ax, (4.4, 3.6))
    ax.contourf(x1, x2, p, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
    ax.contour(x1, x2, p, levels=[0.5], colors=style.INK, linewidths=1.8)
    for points, labels, hollow in [(X, y, False), *([(*test, True)] if test else [])]:
        for number, look in enumerate(style.CLASS):
            fill = dict(mfc="white", mec=look["color"], mew=1.3) if hollow else dict(mec="white")
            ax.plot(*np.asarray(points)[np.ravel(labels) == number].T, ls="", **look, **fill)
    ax.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), aspect="equal", xlabel=xlabel, ylabel=ylabel, title=title)
    return ax


def _tiled(images, columns, fill):
    """Images (n, height, width) side by side in rows, with a frame of two pixels of fill."""
    n, height, width = images.shape
    rows = -(-n // columns)
    sheet = np.full((rows * (height + 2), columns * (width + 2)), fill, dtype=float)
    for i, image in enumerate(images):
        top, left = np.array(divmod(i, columns)) * [height + 2, width + 2]
        sheet[top + 1 : top + 1 + height, left + 1 : left + 1 + width] = image
    return sheet


def digit_gallery(images, captions=(), ax=None, *, columns=10, title="Digits", colors=None):
    """Images (n, 8, 8), 0 paper to 16 ink, with a caption below each. colors: a color for each caption."""
    images = np.asarray(images, dtype=float)
    lines = max([caption.count("\n") + 1 for caption in captions], default=0)
    gap = 2.2 * lines
    rows = -(-len(images) // columns)
    ax = _axes(ax, (8, 0.4 + rows * (10 + gap) * 8 / (10 * columns)))
    padded = np.concatenate([images, np.zeros((len(images), round(gap), 8))], axis=1) if lines else images
    ax.imshow(_tiled(padded, columns, 0), vmin=0, vmax=16)
    height = padded.shape[1] + 2
    for i in range(len(images)):
        row, column = divmod(i, columns)
        left, top = column * 10 + 0.5, row * height + 0.5
        ax.add_patch(plt.Rectangle((left, top), 8, 8, fill=False, ec=style.PALE, lw=1))
        if captions:
            color = style.TEXT.get(colors[i], colors[i]) if colors else style.INK
            ax.text(left + 4, top + 8.6, captions[i], ha="center", va="top", fontsize=9, color=color, linespacing=1.05)
    ax.set_title(title)
    ax.axis("off")
    return ax


def confusion_matrix(counts, ax=None, *, title="Confusion matrix"):
    """counts[i, j]: how many rows of true class i were called class j. Mistakes are tinted, the diagonal is not."""
    ax = _axes(ax, (5.2, 4.6))
    mistakes = counts * (1 - np.eye(len(counts)))
    ax.imshow(mistakes, cmap=MISTAKES, vmin=0, vmax=1.25 * max(mistakes.max(), 1))
    for (i, j), count in np.ndenumerate(counts):
        if count:
            weight = "normal" if i == j else "bold"
            color = style.TEXT[style.GRAY] if i == j else style.INK
            ax.text(j, i, f"{count:.0f}", ha="center", va="center", fontsize=10, color=color, fontweight=weight)
    ax.set(
        xlabel="answer of the network",
        ylabel="true class",
        title=title,
        xticks=range(len(counts)),
        yticks=range(len(counts)),
    )
    ax.spines[:].set(visible=True, color=style.PALE)
    ax.tick_params(length=0)
    return ax
