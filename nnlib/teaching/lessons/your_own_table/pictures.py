"""Answers on the scale, a table with its gaps, scores by fold, prices of shortcuts, a rare class, two borders."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

from ... import style
from ...figures import show

SPECIES = (
    ("Adelie", style.FAULT, "o"),
    ("Chinstrap", style.GREEN, "^"),
    ("Gentoo", style.CURE, "s"),
)
SEX = (("female", style.FAULT, "o"), ("male", style.CURE, "s"))


def signed(number, digits=0):
    """With a sign, a true minus, and none for zero."""
    text = f"{number:+,.{digits}f}"
    return text.lstrip("+-") if not text.strip("+-0.,") else text.replace("-", "−")


# ---- on the scale ----


def on_the_scale(truth, answers):
    """Answers {name: (n,)} in grams against the truth (n,): a panel each, with the mean's own error for comparison."""
    words = "; ".join(f"{name}: off by {abs(p - truth).mean():.0f} g on average" for name, p in answers.items())
    alt = f"Answer against weight, {len(truth)} test penguins, a point each; a line where both are equal. {words}."
    low = [name for name, p in answers.items() if (np.asarray(p) < truth).all()]
    alt += "".join(f" Every answer of {name} lies below the line." for name in low)
    show(draw_on_the_scale(truth, answers), alt=alt)


def draw_on_the_scale(truth, answers):
    """A thread from each answer to the line says how far it is off."""
    alone = len(answers) == 1
    fig, axes = plt.subplots(1, len(answers), figsize=(8, 3.8), sharey=True, squeeze=False)
    off = {name: abs(p - truth).mean() for name, p in answers.items()}
    weights = np.asarray(truth) / 1000
    for ax, (name, p) in zip(axes[0], answers.items(), strict=True):
        good = off[name] == min(off.values()) and not alone
        look = dict(color=style.CURE, marker="s") if good else dict(color=style.FAULT, marker="o")
        ax.plot([2.5, 6.5], [2.5, 6.5], color=style.INK, lw=1.8, zorder=1.5 if alone else 3)
        said = np.asarray(p) / 1000
        ax.vlines(weights, said, weights, color=look["color"], lw=1, alpha=0.4, zorder=1)
        ax.plot(weights, said, ls="", mec="white", ms=5.5 if alone else 4.5, **look)
        ax.set(xlim=(2.5, 6.5), ylim=(0, 6.6), xlabel="weight (kg)", xticks=range(3, 7), yticks=range(0, 7, 2))
        if not alone:
            ax.set_title(f"{name}\noff by {off[name]:,.0f} g", fontsize=10.5, color=style.TEXT[look["color"]])
    axes[0, 0].set_ylabel("the network's answer (kg)")
    place = dict(xy=(4.1, 5), ha="right") if alone else dict(xy=(2.65, 5.75), ha="left")
    style.label(axes[0, 0], *place.pop("xy"), "right answers lie\non this line", style.INK, **place)
    if alone:
        low = int(np.argmax(weights))
        middle = (weights[low] + said[low]) / 2
        much = (weights - said).mean()
        big = style.label(axes[0, 0], 6.6, middle, f"{much:.1f} kg", style.FAULT, fontsize=24, weight="bold")
        words = "the average thread:\nso much is missing"
        style.label(axes[0, 0], 0, -0.1, words, style.FAULT, xycoords=big, va="top", offset=(0, 0))
        which = "Every answer is too low, by" if (said < weights).all() else "Answers are off by"
        title = f"{which} {off[name] / 1000:.1f} kg on average"
    else:
        none, half, *_ = off.values()
        worse = "worse than none" if half > none else "better than none"
        title = f"Half of the repair is {worse}: off by {half:,.0f} g against {none:,.0f} g"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- the table ----


def the_table(table):
    """The file as a strip, and enlarged beside it every row that has a gap."""
    gaps = table.isna().to_numpy()
    each = ", ".join(f"{name} {n}" for name, n in table.isna().sum().items() if n)
    alt = f"The file as a strip, {len(table)} rows down, one color a species. Beside it, enlarged, the "
    alt += f"{gaps.any(axis=1).sum()} rows that have a gap, a box for each cell, black where it is empty: {each}."
    show(draw_the_table(table, gaps), alt=alt)


def draw_the_table(table, gaps):
    """gaps (rows, columns): True where a cell is empty. A thread leads from each row in the strip to its cells."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    colors = {name: style.TEXT[color] for name, color, _ in SPECIES}
    first, rows = table.iloc[:, 0].to_numpy(), np.flatnonzero(gaps.any(axis=1))
    edges = np.flatnonzero(np.r_[True, first[1:] != first[:-1], True])
    scale, middle = len(rows) / len(table), dict(ha="center", va="center")
    for start, end in zip(edges[:-1] * scale, edges[1:] * scale, strict=True):
        name = first[round(start / scale)]
        ax.fill_between([-3.1, -1.9], start, end, color=colors.get(name, style.GRAY), lw=0)
        words = f"{name}\n{(end - start) / scale:.0f} rows"
        ax.text(-2.5, (start + end) / 2, words, color="white", fontsize=10, **middle)
    for line, row in enumerate(rows):
        color = colors.get(first[row], style.GRAY)
        ax.plot([-1.88, -1.7, -0.7], [(row + 0.5) * scale] * 2 + [line + 0.5], color=color, lw=1)
        ax.text(-0.12, line + 0.5, row, ha="right", va="center", fontsize=10, color=style.TEXT[style.GRAY])
        for column, gap in enumerate(gaps[row]):
            face = dict(fc=style.INK) if gap else dict(fc=color, alpha=0.16)
            ax.add_patch(plt.Rectangle((column + 0.04, line + 0.08), 0.92, 0.84, lw=0, **face))
        ax.text(0.5, line + 0.52, first[row], color=color, fontsize=10, **middle)
    head = dict(ha="center", va="bottom", fontsize=10)
    for column, (name, count) in enumerate(zip(table.columns, gaps.sum(axis=0), strict=True)):
        ax.text(column + 0.5, -0.15, "\n".join(name.split("_")[:2]), **head)  # without the unit
        if count:
            ax.text(column + 0.5, len(rows) + 0.55, count, fontsize=13, fontweight="bold", **middle)
    ax.text(-0.12, -0.15, "row", color=style.TEXT[style.GRAY], **head | dict(ha="right"))
    ax.text(-0.12, len(rows) + 0.55, "gaps", ha="right", va="center", fontweight="bold")
    ax.set(xlim=(-3.1, gaps.shape[1]), ylim=(len(rows) + 0.9, -1))
    ax.axis("off")
    most = int(gaps.sum(axis=0).argmax())
    only = int((gaps[:, most] & (gaps.sum(axis=1) == 1)).sum())
    title = f"{len(rows)} of {len(table)} rows have gaps (black): {only} lack only {table.columns[most]}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- scores ----


def rivals(errors):
    """Errors in grams {name: (folds,)}: a mark a fold, and in large their mean."""
    words = "; ".join(f"{name} {e.mean():.0f} g, folds {e.min():.0f} to {e.max():.0f}" for name, e in errors.items())
    ours = next(iter(errors))
    alt = f"A row for each program over its error in grams, from 0: a mark a fold, squares for the {ours} "
    alt += f"and circles for the others, and the mean beside them. {words}."
    show(draw_rivals(errors), alt=alt)


def draw_rivals(errors):
    fig, ax = plt.subplots(figsize=(8, 3.6))
    ours = next(iter(errors.values()))
    ax.axvspan(ours.min(), ours.max(), color="#E3EEF6", lw=0, zorder=0)
    head = dict(ha="center", va="bottom", offset=(0, 3), fontsize=10)
    style.label(ax, (ours.min() + ours.max()) / 2, -0.6, "the network's folds", style.CURE, **head)
    for row, e in enumerate(errors.values()):
        look = dict(color=style.INK, marker="o") if row else dict(color=style.CURE, marker="s")
        e, color = np.sort(e), look["color"]
        levels = style.swarm(e, 14)
        ax.plot(e, row + 0.15 * (levels.max() / 2 - levels), ls="", ms=7, mec="white", **look)
        style.label(ax, e.max(), row, f"{e.mean():.0f} g", color, offset=(14, 0), fontsize=20, weight="bold")
    ax.set_yticks(range(len(errors)), list(errors), fontsize=12, color=style.INK)
    ax.set(ylim=(len(errors) - 0.55, -0.6), xlim=(0, 1.02 * max(map(max, errors.values()))))
    ax.set(xlabel="off by (g); a mark is a fold, the number their average")
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    fig.suptitle(_alike([e.mean() for e in errors.values()], list(errors)[-1]), **style.HEADLINE)
    return fig


def _alike(means, last):
    """What mean errors (programs,) come to; the last is of the program with this name."""
    *others, worst = (round(mean) for mean in means)
    low, high = min(others), max(others)
    if len(others) > 1 and high <= 1.05 * low and worst > 1.5 * high:
        many = {2: "Two", 3: "Three", 4: "Four"}.get(len(others), str(len(others)))
        return f"{many} are alike, off by {low} to {high} g; {last} is off by {worst} g"
    return f"Off by {min(low, worst)} to {max(high, worst)} g on average"


def prices(scales, others, error):
    """Prices in grams {name: (folds,)}, all on one scale of the picture. error(d): the error of the mean of d."""
    costs = scales | others
    words = "; ".join(f"{name} {signed(d.mean())} ± {error(d):.0f} g" for name, d in costs.items())
    alt = "Price of each shortcut in grams on one scale: a bar from 0, its number, dots for folds that differ much. "
    show(draw_prices(scales, others, error), alt=f"{alt}{words}.".replace("\n", " "))


def draw_prices(scales, others, error):
    """Orange is what costs more than twice its error; the bars of the others can hardly be seen, and that is so."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    costs = scales | others
    means = [d.mean() for d in costs.values()]
    for row, (d, mean) in enumerate(zip(costs.values(), means, strict=True)):
        spread = error(d)
        costly = mean > 2 * spread and mean > 0.5
        color = style.FAULT if costly else style.GRAY
        ax.barh(row, mean, height=0.5, color=color)
        if np.ptp(d) > 0.1 * max(means):  # else they lie on each other
            ax.plot(d, np.full(len(d), row + 0.4), ls="", marker="o", ms=5.5, color=style.GRAY, alpha=0.6, mew=0)
        text = f"{signed(mean)} g" if mean > 0.5 or spread else "0 g"
        look = dict(fontsize=17 if costly else 12, weight="bold")
        name = style.label(ax, max(mean, d.max()), row, text, color, offset=(10, 0), **look)
        words = f"± {spread:.0f}" if costly else f"± {spread:.0f}: may be chance"
        style.label(ax, 1, 0.4, words, style.GRAY, xycoords=name, offset=(8, 0))
    ax.axvline(0, color=style.INK, lw=1.2)
    ax.set_yticks(range(len(costs)), list(costs), color=style.INK)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set(major_formatter="{x:,.0f}", major_locator=MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    ax.set(ylim=(len(costs) - 0.4, -0.5), xlim=(-0.02 * max(means), 1.3 * max(means)))
    ax.set_xlabel("grams more error than the whole recipe: mean ± its error; a dot is a fold")
    least, most = min(d.mean() for d in scales.values()), max(d.mean() for d in others.values())
    title = f"On average a scale left out costs {least:,.0f} g or more; words and gaps, {most:,.0f} g at most"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- a rare class ----


def percent(share):
    """In whole percent, but nothing that is not all becomes 100."""
    return f"{100 * share:.1f} %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def birds(pairs, name):
    """Of draws (y, answers), by draw: accuracies, how many of class `name` are found, and how many there are.

    And a number: how many others are called so in all.
    """
    own, called = ([np.asarray(each[i]) == name for each in pairs] for i in (0, 1))
    accuracy = np.array([(np.asarray(y) == p).mean() for y, p in pairs])
    found = np.array([(here & said).sum() for here, said in zip(own, called, strict=True)])
    there = np.array([here.sum() for here in own])
    return accuracy, found, there, int(sum(said.sum() for said in called) - found.sum())


def named_wrongly(others, name):
    return f"{others} {'other' if others == 1 else 'others'} called {name}"


def rare(results, name):
    """{way: [(y, answers), ...]}: each bird of class `name`, found or not, and each other that is called so."""
    counted = {way: birds(pairs, name) for way, pairs in results.items()}
    words = "; ".join(
        f"{way}: {found.sum()} of {there.sum()} found, {named_wrongly(others, name)}, "
        f"{percent(accuracy.mean())} of all right"
        for way, (accuracy, found, there, others) in counted.items()
    )
    begin = f"A panel for each way, a square for each {name}, filled if found, a dot for each other that is called so"
    show(draw_rare(counted, name), alt=f"{begin}. {words}.")


def draw_rare(counted, name):
    """A row of squares is one draw."""
    fig, axes = plt.subplots(1, len(counted), figsize=(8, 4), sharey=True, sharex=True)
    most = max(others for *_, others in counted.values())
    for ax, (way, (accuracy, found, there, others)) in zip(np.ravel(axes), counted.items(), strict=True):
        for row, (hits, n) in enumerate(zip(found, there, strict=True)):
            look = dict(ls="", marker="s", ms=9.5, mec=style.CURE, mew=1.2)
            ax.plot(np.arange(hits), np.full(hits, row), mfc=style.CURE, **look)
            ax.plot(np.arange(hits, n), np.full(n - hits, row), mfc="white", **look)
        below = len(found) + 1.5
        at = np.arange(others)
        ax.plot(at % 15 * 0.643, below + at // 15 * 0.643, "o", ms=6, color=style.FAULT, mec="white")
        head = dict(va="center", fontsize=10.5, fontweight="bold")
        ax.text(-0.6, -1.1, f"{found.sum()} of {there.sum()} found", color=style.TEXT[style.CURE], **head)
        ax.text(-0.6, below - 1.05, named_wrongly(others, name), color=style.TEXT[style.FAULT], **head)
        ax.set_title(way, fontsize=11.5, pad=6)
        ax.set_xlabel(f"{percent(accuracy.mean())} of all birds right", loc="left")
        ax.set(xlim=(-0.6, 9.7), ylim=(below + 0.643 * (most // 15) + 0.5, -1.5), aspect="equal", xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    each = ", ".join(f"{found.sum()} {way}" for way, (_, found, *_) in counted.items())
    total = sum(next(iter(counted.values()))[2])
    fig.suptitle(f"Of {total} {name}s found: {each}", **style.HEADLINE)
    draws = len(next(iter(counted.values()))[1])
    key = f"■ a {name}, found      □ missed      a row of squares: one of {draws} draws"
    fig.supxlabel(key, x=0.01, ha="left", fontsize=10, color=style.TEXT[style.GRAY])
    return fig


# ---- when a network is worth it ----


def grid():
    """Flipper lengths, masses, and their pairs (n, 2), for the ground of a picture."""
    flipper, mass = np.linspace(168, 236, 69), np.linspace(2500, 6500, 81)
    return flipper, mass, np.column_stack([part.ravel() for part in np.meshgrid(flipper, mass)])


def frame(ax):
    ax.set(xlim=(168, 236), ylim=(2.5, 6.5), xlabel="flipper (mm)", yticks=range(3, 7), xticks=range(170, 240, 20))


def points(ax, X, sex, **options):
    look = dict(ls="", ms=4, mec="white", mew=0.5) | options
    return [
        ax.plot(X[sex == name, 0], X[sex == name, 1] / 1000, color=color, marker=marker, **look)[0]
        for name, color, marker in SEX
    ]


def sex_names(ax):
    """The two words, where they stand in the plane: in its two empty corners."""
    return [
        style.label(
            ax,
            *place,
            f"{'●' if name == 'female' else '■'} {name}",
            color,
            ha="center",
            weight="bold",
            bbox=dict(fc=style.PAPER, lw=0, pad=1.5, alpha=0.8),
        )  # fmt: skip
        for (name, color, _), place in zip(SEX, ((226, 2.85), (178, 6.1)), strict=True)
    ]


def ground(ax, p):
    flipper, mass, _ = grid()
    p = p.reshape(len(mass), len(flipper))
    return ax.contourf(flipper, mass / 1000, p, levels=np.linspace(0, 1, 11), cmap=style.BANDS, antialiased=False)


def borders(X, sex, models, scores):
    """The plane of flipper and mass as each fitted model {name: model} sees it; scores: {name: accuracy by fold}."""
    words = "; ".join(f"{name}: {100 * score.mean():.0f} % right" for name, score in scores.items())
    alt = f"Maps of flipper length and body mass, where each model says male, with {len(sex)} penguins. {words}. "
    alt += "Both shares are of birds kept apart. The maps are of models that saw all; birds called wrongly are large."
    show(draw_borders(X, sex, models, scores), alt=alt)


def draw_borders(X, sex, models, scores):
    fig, axes = plt.subplots(1, len(models), figsize=(8, 3.7), sharey=True)
    flipper, mass, pairs = grid()
    for ax, (name, model) in zip(axes, models.items(), strict=True):
        p = model.predict_proba(pairs)[:, 1]
        ground(ax, p)
        ax.contour(flipper, mass / 1000, p.reshape(len(mass), -1), levels=[0.5], colors=style.INK, linewidths=1.8)
        wrong = model.predict(X) != sex
        points(ax, X[~wrong], sex[~wrong], alpha=0.25)
        points(ax, X[wrong], sex[wrong], ms=6)
        frame(ax)
        ax.set_title(f"{name}: {100 * scores[name].mean():.0f} % right", fontsize=11)
    axes[0].set_ylabel("body mass (kg)")
    sex_names(axes[0])
    bay = dict(ha="left", va="center", fontsize=10, arrowprops=dict(arrowstyle="-", color=style.INK, lw=1))
    axes[0].annotate("Gentoo\nfemales", (215, 4.75), (219, 3.6), **bay)
    axes[-1].annotate("most of them\ncalled male", (213, 4.72), (212, 3.3), **bay)
    key = "the maps: models that saw all birds; large: a bird called wrongly there, pale: rightly"
    fig.supxlabel(key, x=0.01, ha="left", fontsize=10)
    bent, straight = (100 * scores[name].mean() for name in models)
    fig.suptitle(
        f"A bent border has {bent:.0f} % of unseen birds right, a straight one {straight:.0f} %", **style.HEADLINE
    )
    return fig
