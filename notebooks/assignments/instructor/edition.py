"""python -m instructor edition: what students get, as a folder and a zip file, without solutions and hidden tests."""

import re
import shutil
from pathlib import Path

from . import course

FOLDER = "neural-networks-from-scratch"  # edition/FOLDER and edition/FOLDER.zip
FILES = ["requirements.txt", "pyproject.toml", "setup.py", "LICENSE", "LICENSE-TEXT", "nnlib", "notebooks/data"]
FILES += ["notebooks/environment.py", "notebooks/pictures", "notebooks/update", "notebooks/TROUBLESHOOTING.md"]
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")
README = """# Neural networks from scratch

Jupyter notebooks in which you build neural networks with NumPy, from random numbers to a digit classifier.

## Start

You need Python 3.11 or newer. In this folder, these lines make a virtual environment, install what the lessons need
and open JupyterLab:

```sh
python3 -m venv .venv
.venv/bin/pip install -r requirements.txt
.venv/bin/jupyter lab --LabApp.default_url=/lab/tree/notebooks
```

On Windows the same, line by line, in a terminal that is open in the folder:

```bat
py -m venv .venv
.venv\\Scripts\\pip install -r requirements.txt
.venv\\Scripts\\jupyter lab --LabApp.default_url=/lab/tree/notebooks
```

Open `00-start-here.ipynb` first. [When something does not work](notebooks/TROUBLESHOOTING.md): what you see, and the
command that helps.
{assignments}
## Lessons

{lessons}

Each lesson needs the ones before it. The minutes are a reader's, with exercises. An exercise is a cell with `...`,
a checker that says what is wrong with an answer, hints and a folded solution. No later cell needs your answer.

## License

Code: [MIT](LICENSE). Text and figures: [CC BY 4.0](LICENSE-TEXT).
"""
ASSIGNMENTS = """
## Assignments

{links}

Each says what to do, and how long it takes. Hand in the notebook, saved, under the name that it has.
"""


def arguments(parser):
    parser.add_argument("assignments", nargs="*", help="those that go with it, as 1-data; without any, all")
    parser.add_argument("--to", default="edition", help="the folder that is made; what is in it is replaced")


def run(options):
    here = Path(course.application().coursedir.root)
    there = [path.parent.name for path in sorted(here.glob("release/*/*.ipynb"))]
    if unknown := set(options.assignments) - set(there):
        raise SystemExit(f"There is no release of {', '.join(sorted(unknown))}, only of {', '.join(there)}.")
    folder = make(here, Path(options.to), options.assignments or there)
    archive = shutil.make_archive(str(folder), "zip", folder.parent, folder.name)
    print(f"{archive}: {sum(path.is_file() for path in folder.rglob('*'))} files.")


def make(here, to, assignments):
    """Copy what a student may have from the course, whose assignments are in the folder here. Returns the new one."""
    root, folder = here.parent.parent, to / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    for name in FILES:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, folder / name, **({"ignore": LEFT_OUT} if copy is shutil.copytree else {}))
    for path in sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb")):
        shutil.copy(path, notebooks)
    for name in assignments:
        shutil.copytree(here / "release" / name, notebooks / "assignments" / name, ignore=LEFT_OUT)
    links = [f"* [{name}](notebooks/assignments/{name}/{name}.ipynb)" for name in assignments]
    lessons = re.search(r"^## Lessons\n\n((\|.*\n)+)", (root / "README.md").read_text("utf-8"), re.M)[1]
    text = README.format(assignments=ASSIGNMENTS.format(links="\n".join(links)), lessons=lessons.strip())
    (folder / "README.md").write_text(text, "utf-8")
    return folder
