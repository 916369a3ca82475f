"""Show a figure in a notebook: a small file, sharp on the screen, with a description."""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from PIL import Image

from . import style

SCALE = 1.5  # picture pixels for each screen pixel
DPI = 100 * SCALE * (1 + 1e-11)  # matplotlib before 3.11 cuts 809.9999999999999 pixels down to 809
COLORS = 64
LEAST = 520  # screen pixels: a page that is narrower scrolls a wide picture, so that its words stay readable
CODE = np.array([65536, 256, 1], dtype=np.int32)  # red, green and blue as one number
# In a dark theme light and dark change places, and colors stay what they mean.
DARK = (
    '<style>:is([data-jp-theme-light="false"],html[data-theme="dark"],.vscode-dark) .nn-figure img'
    "{filter:invert(.93) hue-rotate(180deg)}.nn-figure{margin:0;overflow-x:auto}"
    f".nn-figure img{{max-width:100%;min-width:{LEAST}px;height:auto}}</style>"
)


def png(fig):
    """A figure as (bytes, width, height): a PNG of few colors; width and height in screen pixels."""
    drawn = io.BytesIO()
    fig.savefig(drawn, dpi=DPI, pil_kwargs={"compress_level": 0})  # packed once, in small
    image = Image.open(drawn)
    return small(drawn.getvalue()), round(image.width / SCALE), round(image.height / SCALE)


def small(data):
    """A PNG for a stored notebook: few colors, packed well; those of the course stay as they are. data: any PNG."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    rest = image.quantize(COLORS - len(style.SOLID), dither=Image.Dither.NONE).getpalette()
    palette = np.concatenate([style.SOLID, np.reshape(rest, (-1, 3))]).astype(int)
    codes = np.asarray(image) @ CODE
    nearest = np.zeros(1 << 24, dtype=np.uint8)  # of each color that is found, its place in the palette
    nearest[codes] = 1
    found = np.flatnonzero(nearest)
    colors = found[:, np.newaxis] // CODE % 256
    nearest[found] = ((colors[:, np.newaxis] - palette) ** 2).sum(axis=2).argmin(axis=1)
    few = Image.fromarray(nearest[codes])
    few.putpalette(palette.astype(np.uint8).tobytes())
    packed = io.BytesIO()
    few.save(packed, "png", optimize=True)
    return packed.getvalue()


def figure_html(data, width, height, alt):
    """A picture as HTML: image outputs of a notebook lose their description in JupyterLab and in exported pages."""
    source = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    narrow = f' style="min-width:{width}px"' if width < LEAST else ""
    image = f'<img alt="{html.escape(alt)}" width="{width}" height="{height}"{narrow} src="{source}">'
    return f'{DARK}<figure class="nn-figure">{image}</figure>'


def show(fig, alt):
    """Display fig and close it. alt: one or two sentences for those who do not see it. Raises ValueError without."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(
            "show(fig, alt=...) needs a description; write what kind of picture, which axes, what it shows"
        )
    data, width, height = png(fig)
    text = f"<Figure size {width}x{height} with {len(fig.axes)} Axes>"
    display({"text/html": figure_html(data, width, height, alt), "text/plain": text}, raw=True)
    plt.close(fig)
