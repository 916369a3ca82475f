"""Baselines, sets of 100 rows, leaks with their errors, a confusion, folds, and a threshold on the probability."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show
from .counting import counts

# ---- the same 100 rows ----


def baselines(programs, published):
    """{name: (numbers learned, accuracies on the 100 rows)}, the simplest first, and the published accuracy."""
    words = "; ".join(f"{name}, {n:,}: {np.min(s):.2f} to {np.max(s):.2f}" for name, (n, s) in programs.items())
    show(
        draw_baselines(programs, published),
        alt="A row for each program: a square with as much area as it learns numbers, and a mark a start for the share "
        f"of the same 100 rows right. {words}. A dashed line at the published {published:.2f}.",
    )


def draw_baselines(programs, published):
    """Squares to the left have true areas: a number is as large in each."""
    fig, (sizes, ax) = plt.subplots(1, 2, figsize=(8, 3.9), width_ratios=[1, 2.2])
    rows = np.array([0, 0.8, 1.65, 3.55])[-len(programs) :]
    few, many = (list(programs.values())[i][0] for i in (-2, -1))
    for row, (n, scores) in zip(rows, programs.values(), strict=True):
        values, main = np.atleast_1d(scores), row in rows[-2:]
        color = (style.INK if n == many else style.CURE) if main else style.GRAY
        sizes.plot(0, row, "s", ms=0.85 * np.sqrt(n), color=color, mew=0, clip_on=False)
        inside = n == many
        place = dict(ha="center", offset=(0, 0), fontsize=12, weight="bold") if inside else dict(offset=(9, 0))
        style.label(sizes, 0, row, f"{n:,}\nnumbers" if inside else f"{n:,}", "white" if inside else color, **place)
        pile(ax, values, row, ms=4.8, step=0.16, color=color, mew=0)
        words = dict(
            offset=(12, 0), fontsize=15 if main else 11, weight="bold" if main else "normal", path_effects=style.HALO
        )
        style.label(ax, 1, row, f"{100 * values.mean():.0f} %", color, **words)
        if len(values) > 1:
            mean, small = f"mean of\n{len(values)} starts", dict(fontsize=9.5, path_effects=style.HALO)
            style.label(ax, 1, row + 0.3, mean, color, va="top", offset=(12, 0), **small)
    ax.axvline(published, color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
    name = f"published: {100 * published:.0f} %"
    style.label(ax, published, -0.6, name, style.GRAY, offset=(-5, -8), ha="right", fontsize=10)
    ends = (4.9, -0.6)
    ax.set(xlim=(0.6, 1.1), ylim=ends, xlabel="of the 100 rows right; a square is one start", yticks=[])
    ax.set_xticks([0.6, 0.7, 0.8, 0.9, 1])
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    ax.spines["left"].set_visible(False)
    style.end_axis(ax, 0.6, 1)
    sizes.set(xlim=(-1, 1), ylim=ends, xticks=[])
    sizes.set_yticks(rows, list(programs))
    sizes.spines[:].set_visible(False)
    sizes.set_xlabel("numbers learned,\nas areas")
    for each in (ax, sizes):
        each.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    small, large = (np.mean(list(programs.values())[i][1]) for i in (-2, -1))
    verdict = "do no worse" if small >= large else "do worse"
    fig.suptitle(f"{few:,} numbers {verdict} than {many:,} on the same 100 rows", **style.HEADLINE)
    return fig


def pile(ax, values, row, *, apart=0.004, step=0.13, middle=True, **look):
    """Marks for values (n,) in a row; those nearer than apart are stacked, so that they can be counted."""
    values = np.sort(np.asarray(values, dtype=float))
    level = style.swarm(values, apart)
    at = row - step * level
    if middle:  # each pile about the middle of its row
        at += step * np.array([(level[np.abs(values - x) < apart].max()) / 2 for x in values])
    ax.plot(values, at, **dict(ls="", marker="s", mec="white") | look)


def hundreds(random_sets, first, published):
    """Accuracies on random sets of 100 rows (n,), on the first 100 rows (starts,), and published ones."""
    show(
        draw_hundreds(random_sets, first, published),
        alt=f"Two piles over one axis, rows right out of 100. Above, a square for each of {len(random_sets)} random "
        f"test sets, from {np.min(random_sets):.2f} to {np.max(random_sets):.2f}, mean {np.mean(random_sets):.3f}. "
        f"Below, a circle for each of {len(first)} starts on the first 100 rows, {np.min(first):.2f} to "
        f"{np.max(first):.2f}. "
        f"Two lines: published are {' and '.join(map(str, published))}.",
    )


def piled(values):
    """Whole numbers (n,) as marks: (x, row), equal ones on top of each other."""
    x = np.sort(np.round(values).astype(int))
    return x, np.arange(len(x)) - np.searchsorted(x, x)


def draw_hundreds(random_sets, first, published):
    fig, ax = plt.subplots(figsize=(8, 4))
    sides = ((random_sets, 1, style.CURE, "s", "random rows"), (first, -1, style.INK, "o", "the first 100 rows"))
    piles = [piled(100 * np.asarray(scores)) for scores, *_ in sides]
    top, bottom = (side * (row.max() + 4.2) for side, (_, row) in zip((1, -1), piles, strict=True))
    dashes = dict(color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
    for (scores, side, color, marker, name), (x, row) in zip(sides, piles, strict=True):
        look = dict(mec="white", mew=0.6, ms=7.6) if side > 0 else dict(mfc="white", mew=1.3, ms=5.6)
        ax.plot(x, side * (row + 1.9), ls="", marker=marker, color=color, **look)
        each = f"{len(x)} draws of" if side > 0 else f"{len(x)} starts on"
        style.label(ax, 88.1, side * 4.2, f"{each}\n{name}", color, offset=(0, 0), weight="bold")
        ax.axhline(side * 1.2, color=style.GRAY, lw=0.9)
        end, beyond = (top, bottom)[side < 0], dict(ha="center", va="bottom" if side > 0 else "top")
        for value, many in zip(*np.unique(x, return_counts=True), strict=True):
            place = dict(offset=(0, 4 * side), fontsize=9.5, path_effects=style.HALO)  # on its pile, off the lines
            style.label(ax, value, side * (many + 1.2), str(many), color, **place, **beyond)
        mean = 100 * np.mean(scores)
        ax.vlines(mean, *sorted((1.2 * side, end)), color=color, lw=1.6)
        words = f"mean{chr(10) if side > 0 else ' '}{mean:.1f}"
        style.label(ax, mean, end, words, color, offset=(0, 4 * side), weight="bold", **beyond)
    for value in range(90, 101):
        ax.text(value, 0, str(value), ha="center", va="center", fontsize=11)
    above = dict(ha="center", va="bottom", offset=(0, 4))
    for value in published:
        ax.vlines(100 * value, 3.6 + np.sum(piles[0][0] == round(100 * value)), top, **dashes)  # above pile and count
        style.label(ax, 100 * value, top, f"published:\n{100 * value:.0f} of 100", style.GRAY, **above)
    low, high = np.round(100 * np.min(random_sets)), np.round(100 * np.max(random_sets))
    style.label(ax, 88.1, 0, "right of 100:", style.GRAY, offset=(0, 0))
    ax.set(xlim=(88, 100.6), ylim=(bottom - 1.7, top), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    inside = all(low <= 100 * value <= high for value in published)
    both = ". Both published scores lie inside" if inside and len(published) == 2 else ""
    ax.set_title(f"{len(random_sets)} draws: {low:.0f} to {high:.0f} of 100 rows right{both}", pad=44)
    return fig


# ---- leaks ----


LEAKED = {  # what the test rows had a say in
    "columns": "columns,\npicked on all rows",
    "epoch": "epoch,\nthe best on test rows",
    "scaler": "scaler,\nfitted to all rows",
}


def leaks(panels):
    """{data: {leak: (gains in points, error of their mean)}}: bars from 0 to the mean, two errors to both sides."""
    words = "; ".join(
        f"{data}, {name}: {np.mean(gains):+.1f} ± {error:.1f} points".replace("-", "−")
        for data, rows in panels.items()
        for name, (gains, error) in rows.items()
    )
    show(
        draw_leaks(panels),
        alt="Gain in test accuracy by leak, for each kind of data: a bar from 0 to the mean over the splits, with a "
        f"line of two standard errors to both sides. {words}.".replace("\n", " "),
    )


def draw_leaks(panels):
    """A panel a kind of data, over one axis; the leak that gains most in the first panel stands above."""
    first, *others = panels
    order = sorted(panels[first], key=lambda leak: -np.mean(panels[first][leak][0]))
    reach = [max(np.mean(gains) + 2 * error for gains, error in rows.values()) for rows in panels.values()]
    limits = [(-0.12 * max(reach), end + 0.55 * max(reach)) for end in reach]
    look = dict(figsize=(8, 3.6), sharey=True, squeeze=False, width_ratios=np.ptp(limits, axis=1))  # one scale
    fig, axes = plt.subplots(1, len(panels), **look)
    for ax, limit, (data, rows) in zip(axes[0], limits, panels.items(), strict=True):
        for row, leak in enumerate(order):
            if leak not in rows:
                continue
            gains, error = rows[leak]
            mean = np.mean(gains)
            sure = mean > 2 * error
            color = style.FAULT if sure else style.GRAY
            ax.barh(row, mean, height=0.5, color=color)
            ends = [mean - 2 * error, mean + 2 * error]
            ax.plot(ends, [row] * 2, color=style.INK, lw=1.6, marker="|", ms=11, mew=1.6)
            look = dict(offset=(8, 0), path_effects=style.HALO)
            words = f"{mean:+.1f}".replace("-", "−")
            look |= dict(fontsize=20, weight="bold") if sure else dict(fontsize=12)
            style.label(ax, max(ends[1], 0), row, words, color, **look)
        ax.axvline(0, color=style.INK, lw=1.4, zorder=3)
        style.label(ax, 0, -0.62, "0: the honest score", fontsize=10, offset=(6, 0))
        ax.set(ylim=(len(order) - 0.5, -0.8), xlim=limit)
        ax.set_title(data)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
    axes[0, 0].set_yticks(range(len(order)), [LEAKED.get(leak, leak) for leak in order], fontsize=11)
    fig.supxlabel("gain in test accuracy (points); line at the end: ± two standard errors", fontsize=11)
    most = max(np.mean(gains) for gains, _ in panels[first].values())
    sure = any(np.mean(gains) > 2 * error for data in others for gains, error in panels[data].values())
    rest = f". On {others[0].split(',')[0]} no gain is clear of 0" if others and not sure else ""
    title = f"The worst leak makes {most:.0f} points out of {first.split(',')[0]}{rest}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- folds and thresholds ----


def confusion(counts):
    """counts[i, j]: validation rows of class i, 0 benign and 1 malignant, called j."""
    show(
        draw_confusion(counts),
        alt=f"Confusion matrix, a mark for each row. Of {counts[0].sum()} benign validation rows {counts[0, 0]} are "
        f"called benign and {counts[0, 1]} malignant; of {counts[1].sum()} malignant ones {counts[1, 0]} are called "
        f"benign and {counts[1, 1]} malignant.",
    )


def draw_confusion(counts):
    fig, ax = plt.subplots(figsize=(8, 3.9))
    names, across = ("benign", "malignant"), 13
    for i, j in np.ndindex(2, 2):
        n, wrong = counts[i, j], i != j
        ax.add_patch(plt.Rectangle((j + 0.02, i + 0.02), 0.96, 0.96, fc=style.CLASS[j]["color"], alpha=0.08, lw=0))
        row, column = np.divmod(np.arange(n), across)
        large = wrong and n <= 5  # as large as their number
        x, y = (
            (0.31 + 0.14 * column, 0.32 + 0 * row)
            if large
            else (0.26 + 0.053 * column, 0.5 + 0.117 * (row - row.max(initial=0) / 2))
        )
        look = dict(mec=style.INK, mew=2, ms=22 if large else 7.5) if wrong else dict(mew=0, alpha=0.6, ms=7)
        ax.plot(j + x, i + y, ls="", **style.CLASS[i], **look)
        color = style.TEXT[style.CLASS[i]["color"]]
        size = dict(fontsize=34 if wrong else 17, fontweight="bold", color=color)
        ax.text(j + 0.13, i + 0.5, str(n), ha="center", va="center", **size)
        if wrong:
            who = f"{'person' if n == 1 else 'people'}\n" + ("missed" if i else "frightened")
            ax.text(
                j + 0.26,
                i + (0.7 if large else 0.5),
                who,
                ha="left",
                va="center",
                fontsize=15,
                fontweight="bold",
                color=color,
            )
    ax.set(xlim=(0, 2), ylim=(2, 0), xlabel="answer of the network", ylabel="true class")
    ax.set_xticks([0.5, 1.5], [f"called {name}" for name in names], fontsize=11)
    ax.set_yticks([0.5, 1.5], [f"{mark} {name}" for mark, name in zip("●■", names, strict=True)], fontsize=12)
    for name, look in zip(ax.get_yticklabels(), style.CLASS, strict=True):
        name.set_color(style.TEXT[look["color"]])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    right = f"{100 * np.trace(counts) / counts.sum():.0f} % of all rows are right"
    fig.suptitle(f"{right}, and {counts[1, 0]} of {counts[1].sum()} malignant ones missed", **style.HEADLINE)
    return fig


def folds(scores):
    """{name: accuracies on the same folds}, two of them."""
    words = "; ".join(
        f"{name}: {np.min(s):.2f} to {np.max(s):.2f}, mean {np.mean(s):.3f}" for name, s in scores.items()
    )
    marks = " and ".join(f"a {mark} for {name}" for mark, name in zip(("square", "circle"), scores, strict=True))
    alt = f"A row for each fold, the hardest below, joins two marks of accuracy, {marks}"
    show(draw_folds(scores), alt=f"{alt}. {words}; the folds of one lie far wider apart than the two means.")


def draw_folds(scores):
    """A row for each fold, in order of what it gave on average."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    values = np.array(list(scores.values()), dtype=float)
    values = values[:, np.argsort(-values.mean(axis=0), kind="stable")]
    rows = np.arange(values.shape[1])
    ax.hlines(rows, values.min(axis=0), values.max(axis=0), color="#8C8C8C", lw=2)
    looks = (
        dict(color=style.CURE, marker="s", ms=8, mec="white", zorder=3),
        dict(mfc="white", mec=style.INK, marker="o", ms=12, mew=1.4),
    )
    means, floor = values.mean(axis=1), len(rows)
    foot = 1.75 / (len(rows) + 2.3)  # band and dashes end above the words
    for each, mean, name, look in zip(values, means, scores, looks, strict=True):
        color = look.get("color", style.INK)
        ax.plot(each, rows, ls="", **look)
        ax.axvline(mean, foot, color=color, lw=1.2, ls=(0, (2, 2)), zorder=0)
        right = mean == means.max()
        words = f"{'■' if color == style.CURE else '○'} {name}: mean {100 * mean:.1f} %"
        side = dict(ha="left" if right else "right", va="bottom", offset=(5 if right else -5, 1))
        style.label(ax, mean, -0.9, words, color, weight="bold", **side)
    widest = int(np.ptp(values, axis=1).argmax())
    ends, color = (values[widest].min(), values[widest].max()), (style.CURE, style.INK)[widest]
    ax.annotate(
        "",
        (ends[0], floor),
        (ends[1], floor),
        arrowprops=dict(arrowstyle="|-|", color=color, lw=1.4, shrinkA=0, shrinkB=0, mutation_scale=4),
    )
    apart = f"the folds of {list(scores)[widest]}: {100 * np.ptp(ends):.1f} points"
    bold = dict(weight="bold", ha="center", va="top")
    style.label(ax, np.mean(ends), floor, apart, color, offset=(0, -5), fontsize=16, **bold)
    style.label(ax, means.mean(), -0.9, f"{100 * np.ptp(means):.1f}", offset=(0, -2), fontsize=16, **bold)
    ax.axvspan(*np.sort(means), foot, color="#D3E0EA", lw=0, zorder=0)
    ax.set(
        ylim=(len(rows) + 1.4, -0.9),
        xlabel="accuracy on the fold; each row is a fold",
    )
    ax.set_yticks(rows[[0, -1]], ["easiest", "hardest\nfold"])
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    far, near = np.ptp(values, axis=1).max(), np.ptp(means)
    title = f"The folds of one network lie up to {100 * far:.1f} points apart, the two means {100 * near:.1f}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def chosen_by(reached, goal, malignant):
    """{who chose: recalls on the test rows, one a cut}, the recall asked for, and how many test rows are malignant."""
    missed = {name: np.round((1 - np.asarray(recalls)) * malignant).astype(int) for name, recalls in reached.items()}
    allowed = int((1 - goal) * malignant + 1e-9)
    words = "; ".join(f"{name} chose: {kept(each, allowed)}, at worst {each.max()}" for name, each in missed.items())
    show(
        draw_chosen_by(missed, allowed, malignant),
        alt=f"A pile for each number of {malignant} malignant test rows missed, a mark a cut: squares up to the "
        f"{allowed} asked for, circles beyond. {words}.",
    )


def kept(missed, allowed):
    return f"{np.sum(missed <= allowed)} of {len(missed)} keep it"


def draw_chosen_by(missed, allowed, malignant):
    """A row of piles for each who chose; what was asked for ends between two piles."""
    fig, ax = plt.subplots(figsize=(8, 3.7))
    worst, start, edge = max(map(max, missed.values())), -2.4, allowed + 0.5
    end, large = worst + 1, dict(weight="bold", fontsize=17, va="center")
    for ends, color in (((start, edge), style.CURE), ((edge, end), style.FAULT)):
        ax.axvspan(*ends, color=color, alpha=0.08, lw=0)
    for row, each in enumerate(missed.values()):
        for which, color, marker in ((each <= allowed, style.CURE, "s"), (each > allowed, style.FAULT, "o")):
            pile(ax, each[which], row + 0.4, apart=0.5, step=0.105, middle=False, color=color, marker=marker, ms=8)
        style.label(ax, start, row, kept(each, allowed).replace(" keep", "\nkeep"), style.CURE, **large)
        more = f"{np.sum(each > allowed)} of {len(each)} miss more"
        style.label(ax, end, row - 0.2, more, style.FAULT, ha="right", offset=(-8, 0), **large)
        above = dict(ha="center", offset=(0, 15), fontsize=12, weight="bold")
        style.label(ax, each.max(), row + 0.4, f"worst: {each.max()}", style.FAULT, **above)
        ax.axhline(row + 0.47, color=style.PALE, lw=0.9, zorder=0)
    ax.set(xlim=(start, end), ylim=(len(missed) - 0.53, -0.5), xticks=range(worst + 1))
    ax.set_yticks(range(len(missed)), [f"threshold\nfrom {name}" for name in missed], fontsize=11)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(f"malignant test rows missed, of {malignant}; a mark is one cut")
    above = dict(va="bottom", fontsize=11, weight="bold")
    style.label(ax, edge, -0.5, f"asked for: {allowed} at most", style.CURE, ha="right", offset=(-5, 3), **above)
    style.label(ax, edge, -0.5, "too many →", style.FAULT, offset=(5, 3), **above)
    first = next(iter(missed.values()))
    found = f"{np.sum(first > allowed)} of {len(first)} cuts miss more, up to {first.max()}"
    fig.suptitle(f"Asked to miss at most {allowed} of {malignant}: {found}", **style.HEADLINE)
    return fig


# ---- a line over two piles ----
LEAST, MOST, COLUMNS = 0.01, 0.99, 8  # beyond LEAST and MOST patients stand in a block of so many columns
LIGHT = ("#E69D66", "#66AACF")  # benign, malignant: 60 % of the class's color on white, so that no line shines through
PITCH = 0.019  # from patient to patient, on the axis of probability
GAP = 0.022  # between the block and the axis
CORNER = 0.1  # of the ROC curve: so much of both axes is shown once more, larger


def places(p):
    """x and row of each of the sorted probabilities p (n,): at its own x, a row higher where another is in the way."""
    below, above = np.count_nonzero(p < LEAST), np.count_nonzero(p < MOST)
    found, last = [], []
    for i, x in enumerate(p):
        if x < LEAST or x >= MOST:
            side, k = (-1, below - 1 - i) if x < LEAST else (1, i - above)
            row, column = divmod(k, COLUMNS)
            edge = LEAST if side < 0 else MOST
            found.append((edge + side * (GAP + (column + 0.5) * PITCH), row))
            continue
        row = next((row for row, taken in enumerate(last) if x - taken >= PITCH), len(last))
        last[row : row + 1] = [x]
        found.append((x, row))
    return np.array(found).reshape(-1, 2).T


def draw_piles(ax, y, p, threshold, size, grip=False):
    """A mark of this size for each patient, malignant above the axis, benign below, cut at the threshold.

    grip: may the reader drag the cut?
    """
    found, missed, alarms, alone = counts(y, p, threshold)
    block = GAP + COLUMNS * PITCH
    left, right, gap = LEAST - block - 0.01, MOST + block + 0.01, 1.6
    tall = {}
    for number, name, side in ((1, "malignant", 1), (0, "benign", -1)):
        values = np.sort(p[y == number])
        x, row = places(values)
        tall[name] = row.max() + 1
        height = side * (gap + row + 0.5)
        wrong = (values < threshold) == bool(number)
        look = dict(ls="", **style.CLASS[number])
        ax.plot(x[~wrong], height[~wrong], ms=size, mew=0, **look | dict(color=LIGHT[number]))
        ax.plot(x[wrong], height[wrong], ms=size + 0.8, mec=style.INK, mew=1, **look)
    top, bottom = gap + tall["malignant"] + 3.4, -gap - tall["benign"] - 2.4
    at = threshold if threshold >= LEAST else left
    for ends, color in (((left, at), style.FAULT), ((at, right), style.CURE)):
        ax.axvspan(*ends, color=color, alpha=0.08, lw=0)
    ax.plot([at, at], [bottom, top], color=style.INK, lw=1.8, zorder=1)
    knob = dict(boxstyle="round,pad=0.35,rounding_size=1", fc=style.CURE, lw=0) if grip else None
    words = f"‹  t = {threshold:.2f}  ›" if grip else f"t = {threshold:.2f}"
    color, up = ("white", 7) if grip else (style.INK, 2)
    style.label(ax, at, top, words, color, ha="center", va="bottom", offset=(0, up), weight="bold", bbox=knob)
    for side in (gap, -gap):
        ax.plot([LEAST, MOST], [side, side], color=style.GRAY, lw=0.9)
    soft = dict(fontsize=10, va="center", color=style.TEXT[style.GRAY])
    for x in (0.2, 0.4, 0.6, 0.8):
        ax.text(x, 0, f"{x:g}", ha="center", path_effects=style.HALO, **soft)  # readable on the line, too
    for start, words in ((LEAST - block, "< 0.01"), (MOST + GAP, "≥ 0.99")):  # each under its block, and as wide
        frame = dict(fc=style.PAPER, ec=style.GRAY, lw=0.9, zorder=2)
        ax.add_patch(plt.Rectangle((start, -gap), COLUMNS * PITCH, 2 * gap, **frame))
        ax.text(start + COLUMNS * PITCH / 2, 0, words, ha="center", **soft | dict(fontsize=9.5))
    high, low = top - 1.2, bottom + 1.0
    aside = dict(rotation=90, ha="right", va="center", fontsize=11, offset=(-3, 0))
    for end, words, number in ((top, "■ malignant", 1), (bottom, "● benign", 0)):
        style.label(ax, left, (end + np.sign(end) * gap) / 2, words, style.CLASS[number]["color"], **aside)
    words = dict(va="center", fontsize=10.5, weight="bold")
    blue, red = style.TEXT[style.CURE], style.TEXT[style.FAULT]
    ax.text(left + 0.01, high, f"■ missed: {missed} of {found + missed}", color=blue, **words)
    ax.text(right - 0.01, high, f"■ found: {found} of {found + missed}", color=blue, ha="right", **words)
    ax.text(left + 0.01, low, f"● left alone: {alone} of {alone + alarms}", color=red, **words)
    ax.text(right - 0.01, low, f"● false alarms: {alarms} of {alone + alarms}", color=red, ha="right", **words)
    ax.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[], xlabel="probability of malignant")
    ax.spines[:].set_visible(False)


def draw_alone(y, p, threshold):
    """The piles without the ROC curve, as the explorable shows them."""
    fig, ax = plt.subplots(figsize=(6.2, 3.4))
    draw_piles(ax, y, p, threshold, 4.6, grip=True)
    plt.close(fig)
    return fig


class RocPoint:
    """A ROC curve (false alarms, recall) on ax, its corner once more and larger, and a point that moves along both."""

    def __init__(self, ax, curve):
        ax.plot([0, 1], [0, 1], color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.text(0.57, 0.625, "guessing", rotation=45, rotation_mode="anchor", fontsize=10, color=style.TEXT[style.GRAY])
        corner = ax.inset_axes([0.52, 0.11, 0.37, 0.37])  # in the empty half, as large as fits
        corner.set(xlim=(-0.003, CORNER), ylim=(1 - CORNER, 1.003), xticks=[0, CORNER], yticks=[1 - CORNER, 1])
        corner.set(xticklabels=["0", f"{CORNER:g}"], yticklabels=[f"{1 - CORNER:g}", "1"])
        corner.tick_params(labelsize=9, length=2, pad=2, labelleft=False, labelright=True, left=False, right=True)
        corner.get_yticklabels()[0].set_va("bottom")  # clear of the last x tick
        corner.spines[:].set(visible=True, color=style.GRAY)
        frame = dict(fill=False, ec=style.GRAY, lw=0.9)
        ax.add_patch(plt.Rectangle((-0.02, 1 - CORNER), CORNER + 0.02, CORNER + 0.02, **frame))
        ax.annotate("", (0.53, 0.47), (CORNER, 1 - CORNER), arrowprops=dict(arrowstyle="-", color=style.GRAY, lw=0.9))
        self.points = []
        for each, size in ((ax, 5), (corner, 8)):
            each.plot(*curve, color=style.CURE)
            self.points += each.plot([], [], "D", ms=size, mfc="none", mec=style.INK, mew=1.6)
        ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xlabel="benign called malignant", ylabel="recall")
        ax.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1], title="ROC curve", aspect="equal")
        self.words = ax.text(0, 0, "", fontsize=10.5, va="center", path_effects=style.HALO)

    def artists(self):
        return *self.points, self.words

    def fill(self, threshold, false_alarms, recall):
        for point in self.points:
            point.set_data([false_alarms], [recall])
        right = false_alarms < 0.6
        self.words.set(text=f"t = {threshold:.2f}", ha="left" if right else "right")
        aside = CORNER + 0.04 if right else -0.06  # beside the frame of the corner
        self.words.set_position((false_alarms + aside, max(recall - 0.07, 0)))


def threshold(y, p, curve, threshold, false_alarms, recall):
    """Both for one threshold, still."""
    fig = draw_threshold(y, p, curve, threshold, false_alarms, recall)
    found, missed, alarms, alone = counts(y, p, threshold)
    show(
        fig,
        alt="A square for each malignant validation row above an axis of the probability of malignant, a circle for "
        f"each benign one below, cut at {threshold:g}: {missed} malignant and {alone} benign left of the cut, {found} "
        f"and {alarms} right of it. And the ROC curve, close to the upper left corner, which is drawn once more, "
        f"larger, with a point at recall {recall:.2f}, false alarms {false_alarms:.2f}.",
    )


def draw_threshold(y, p, curve, threshold, false_alarms, recall):
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.8), width_ratios=(2, 1))
    draw_piles(left, y, p, threshold, 3.5)
    missed, alarms = counts(y, p, threshold)[1:3]
    few = f"{alarms} false alarm{'' if alarms == 1 else 's'}"
    fig.suptitle(f"{few}, at the price of {missed} malignant missed", **style.HEADLINE)
    RocPoint(right, curve).fill(threshold, false_alarms, recall)
    return fig
