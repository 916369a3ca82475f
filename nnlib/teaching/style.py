"""Colors, markers and figure defaults of the course. One meaning for each color, everywhere."""

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.patheffects import withStroke
from PIL import Image

INK, GRAY, PALE, PAPER = "#222222", "#6B6B6B", "#D9D9D9", "#FFFFFF"
FAULT, CURE = "#D55E00", "#0072B2"  # also: negative and class 0, positive and class 1
GREEN, PURPLE = "#009E73", "#CC79A7"

# The same hues for small words: contrast of 5.5 and more on white.
TEXT = {FAULT: "#A84A00", CURE: "#005A8C", GREEN: "#00664A", PURPLE: "#8E3B6C", INK: INK, GRAY: "#595959"}

SPLIT = {
    "train": dict(color=INK, ls="-"),
    "validation": dict(color=GREEN, ls=(0, (5, 2))),
    "test": dict(color=PURPLE, ls=(0, (1.2, 1.2))),
}
CLASS = [dict(color=FAULT, marker="o"), dict(color=CURE, marker="s")]
DIVERGING = LinearSegmentedColormap.from_list(
    "course_diverging", ["#B34E00", "#CE8864", "#E5BFAD", "#F7F7F7", "#AFCBE2", "#689ECB", "#0072B2"]
)
SEQUENTIAL = LinearSegmentedColormap.from_list(
    "course_sequential", ["#F7F7F7", "#AFCBE2", "#689ECB", "#0072B2", "#003A5D"]
)
BANDS = LinearSegmentedColormap.from_list("course_bands", ["#E2B098", "#F2E2DB", "#F7F7F7", "#DCE7F0", "#94BBDA"], N=10)
BOWL = LinearSegmentedColormap.from_list("course_bowl", ["#FFFFFF", "#EEF2F6", "#D9E2EB", "#BCCBD9"])

# The colors that have a meaning, (n, 3) from 0 to 255: no picture with few colors mixes them with others.
SOLID = np.round(
    [
        255 * np.array(to_rgb(color))
        for color in {**dict.fromkeys([PAPER, PALE, "#B34E00", *TEXT]), **dict.fromkeys(TEXT.values())}
    ]
)


def tint(color, share):
    """The color faded to paper, this share of it left. It is opaque: marks that cross do not darken each other."""
    return 1 - share * (1 - np.array(to_rgb(color)))


def picture_palette():
    """The colors of a live picture, fixed so that nothing shimmers: every color fading to paper, and the maps."""
    fading = [
        tint(color, t)
        for color in (INK, GRAY, FAULT, CURE, GREEN, PURPLE, TEXT[FAULT], TEXT[CURE], TEXT[GREEN], TEXT[PURPLE])
        for t in np.linspace(0.12, 1, 8)
    ]
    maps = [(DIVERGING, 49), (BANDS, 10), (BOWL, 31), (SEQUENTIAL, 21), (mpl.colormaps["gray"], 17)]
    colors = np.concatenate([fading, *(colormap(np.linspace(0, 1, n))[:, :3] for colormap, n in maps)])
    colors = colors[colors.min(axis=1) < 0.965]  # nothing so near white that paper could turn into it
    image = Image.new("P", (1, 1))
    image.putpalette((255 * np.concatenate([[(1, 1, 1)], colors])).round().astype(np.uint8).tobytes())
    return image


PALETTE = picture_palette()

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.labelsize": 11,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "xtick.color": GRAY,
    "ytick.color": GRAY,
    "xtick.labelcolor": "#444444",
    "ytick.labelcolor": "#444444",
    "axes.edgecolor": GRAY,
    "axes.linewidth": 0.9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.major.size": 3.5,
    "ytick.major.size": 3.5,
    "lines.linewidth": 2.2,
    "lines.markersize": 5.5,
    "lines.markeredgewidth": 0.7,
    "lines.solid_capstyle": "round",
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "image.cmap": "gray_r",
    "image.interpolation": "nearest",
    "figure.figsize": (8, 3.6),
    "figure.dpi": 100,
    "savefig.dpi": "figure",
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.08,
    "axes.prop_cycle": mpl.cycler(color=[CURE, FAULT, GREEN, PURPLE, INK]),
}
mpl.rcParams.update(RC)


HEADLINE = dict(x=0.01, ha="left", fontsize=12, fontweight="bold")  # of a figure with several panels


HALO = [withStroke(linewidth=3, foreground=PAPER)]  # path_effects of words that stand on a picture


def label(ax, x, y, text, color=INK, **options):
    """Write beside the thing instead of into a legend. offset: (right, up) in points."""
    options = {"ha": "left", "va": "center", "fontsize": 10.5, "annotation_clip": False} | options
    offset = options.pop("offset", (5, 0))
    return ax.annotate(text, (x, y), offset, textcoords="offset points", color=TEXT.get(color, color), **options)


def end_axis(ax, low, high):
    """End the line at the bottom at low and high, its words centered below it. The limits are set before."""
    ax.spines["bottom"].set_bounds(low, high)
    ends = ax.transAxes.inverted().transform(
        ax.transData.transform([(low, ax.get_ylim()[0]), (high, ax.get_ylim()[0])])
    )
    ax.xaxis.label.set_x(ends[:, 0].mean())


def swarm(places, apart):
    """A level, 0, 1, …, for each dot: those nearer than apart lie above each other, a pile that can be counted."""
    levels, last = np.zeros(len(places), dtype=int), []  # last: the place of the last dot on each level
    for i in np.argsort(places, kind="stable"):
        level = next((k for k, place in enumerate(last) if places[i] - place >= apart), len(last))
        last[level : level + 1] = [places[i]]
        levels[i] = level
    return levels


def bare(ax):
    """Turn an axes into the frame of a picture: no ticks."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, color=PALE, linewidth=1)
    return ax
