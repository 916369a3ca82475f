"""Show a figure in a notebook: a small file, sharp on the screen, with a description."""

import io

import matplotlib.pyplot as plt
from IPython.display import display
from PIL import Image

SCALE = 1.5  # picture pixels for each screen pixel
COLORS = 256


def png(fig):
    """A figure as (bytes, width, height): a PNG of at most 256 colors; width and height in screen pixels."""
    drawn, small = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, dpi=100 * SCALE)
    image = Image.open(drawn).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(small, "png", optimize=True)
    return small.getvalue(), round(image.width / SCALE), round(image.height / SCALE)


def show(fig, alt):
    """Display fig and close it. alt: one or two sentences for those who do not see it. Raises ValueError without."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(
            "show(fig, alt=...) needs a description; write what kind of picture, which axes, what it shows"
        )
    data, width, height = png(fig)
    text = f"<Figure size {width}x{height} with {len(fig.axes)} Axes>"
    metadata = {"image/png": {"alt": alt, "width": width, "height": height}}
    display({"image/png": data, "text/plain": text}, raw=True, metadata=metadata)
    plt.close(fig)
