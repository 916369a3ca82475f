"""Build the lessons that run in a page of the browser, and check them: python binder/site/lite/build.py FOLDER

Needs the extra `lite` and Python 3.12 or newer. FOLDER is a site of its own, or a part of one, for any static server.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE = HERE.parent.parent.parent
PYODIDE = "https://cdn.jsdelivr.net/pyodide/v314.0.3/full"  # Python itself, and compiled packages: not in FOLDER
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


OTHER = shutil.ignore_patterns(".*", "build", "notebooks", "tests", "*.egg-info", "__pycache__")


def build(folder, pyodide=PYODIDE):
    """folder: a new one. pyodide: the address that the page has Python from; its list of packages is read, too."""
    with tempfile.TemporaryDirectory() as scratch:

        def run(*command):
            subprocess.run([sys.executable, "-m", *map(str, command)], cwd=scratch, check=True)

        shutil.copytree(COURSE, f"{scratch}/course", ignore=OTHER)  # or a wheel leaves its traces there
        run("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir=wheels", "./course")
        config = json.loads((HERE / "jupyter_lite_config.json").read_text("utf-8"))
        config["LiteBuildConfig"] |= {"contents": [f"{COURSE}/notebooks"], "output_dir": f"{folder.resolve()}"}
        config["PyodideLockAddon"] |= {"wheels": ["wheels"], "pyodide_lock_url": f"{pyodide}/pyodide-lock.json"}
        Path(scratch, "jupyter_lite_config.json").write_text(json.dumps(config), "utf-8")
        run("jupyterlite_core", "build")
        settings = folder / "jupyter-lite.json"
        content = json.loads(settings.read_text("utf-8"))
        content["jupyter-config-data"]["litePluginSettings"][KERNEL]["pyodideUrl"] = f"{pyodide}/pyodide.mjs"
        settings.write_text(json.dumps(content, indent=1), "utf-8")
        run("jupyterlite_core", "check")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pyodide", default=PYODIDE, help="where the page has Python from (default: %(default)s)")
    build(**vars(parser.parse_args()))
