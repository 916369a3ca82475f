"""Take the README's picture: the playground in JupyterLab, after a few seconds of training.

    python tests/readme_picture.py

Needs what tests/doors/test_browser.py needs. Look at notebooks/pictures/playground.png afterwards.
"""

import io
import shutil
import tempfile
from pathlib import Path

from doors.browser import AS_ROOT, CHROMIUM, FLAGS, Explorable, Lesson, server
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "notebooks" / "pictures" / "playground.png"
SIZE = {"width": 1000, "height": 1300}


def take(page, work, where):
    lesson = Lesson(page, work / "12-knowing-by-heart.ipynb", *where)
    lesson.start()
    lesson.finish()
    page.keyboard.press("Control+b")  # no list of files
    index = next(i for i, cell in enumerate(lesson.cells) if "explore.playground" in cell.source)
    explorable = Explorable(lesson, index)
    explorable.button("Play").press("Space")
    lesson.page.wait_for_timeout(4000)
    explorable.button("Pause").press("Space")
    page.evaluate("document.activeElement.blur()")  # no ring of focus
    return explorable.output.locator(".nn-panel").first.screenshot()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "notebooks", folder / "work")
        with server(folder) as where, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *["--no-sandbox"] * AS_ROOT])
            png = take(chromium.new_page(viewport=SIZE), folder / "work", where)
            chromium.close()
    PICTURE.parent.mkdir(exist_ok=True)
    picture = ImageOps.expand(Image.open(io.BytesIO(png)).convert("RGB"), 10, "white")
    picture.quantize(200, Image.Quantize.MAXCOVERAGE).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")
