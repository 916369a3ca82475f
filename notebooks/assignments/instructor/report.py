"""python -m instructor report 1-data: how the class did, as a page without any script."""

import base64
import io
from html import escape
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from nnlib.teaching.style import CURE, PALE, RC

from . import course, faults
from .marks import penalty_plugin, table, task

KINDS = {"example": "visible", "hidden": "hidden", "edges": "hidden"}  # of test cells
FEW = 0.4  # of all points: less is few
GAP = 0.5  # share of the visible tests' points minus that of the hidden ones': more is wide
MOST = 3  # mistakes that are shown for each task
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse } td, th { padding: .3rem .8rem; text-align: left; border-bottom: 1px solid #d9d9d9 }
td.number, th.number { text-align: right } img { max-width: 100% } li { overflow-wrap: anywhere }
"""


def arguments(parser):
    parser.add_argument("assignment")


def run(options):
    app, name = course.application(), options.assignment
    root = Path(app.coursedir.root)
    with course.gradebook(app) as book:
        rows = table(book, app.coursedir, course.assignment(book, name), penalty_plugin(app))
    graded = [row for row in rows if row["points"]]
    if not graded:
        raise SystemExit(f"Nobody's {name} is graded yet. First: nbgrader autograde {name}")
    notebooks = {row["id"]: root / "autograded" / row["id"] / name / f"{name}.ipynb" for row in graded}
    page = root / "reports" / f"{name}.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(html(name, rows, shares(graded), faults.counted(notebooks, task)), "utf-8")
    print(f"{page.relative_to(root)}: {len(graded)} of {len(rows)} students are graded.")


def shares(graded):
    """{task: {"visible", "hidden" or "read": mean share of the points}}, in the order of the assignment."""
    found = {}
    for cell in dict.fromkeys(cell for row in graded for cell in row["points"]):
        kind = _kind(cell)  # an answer that waits for a reader has no share
        rows = graded if kind != "read" else [row for row in graded if row["state"] == "graded"]
        got = [row["points"][cell] for row in rows if cell in row["points"]]
        if got:
            found.setdefault(task(cell), {}).setdefault(kind, []).extend(got)
    return {part: {kind: _ratio(got) for kind, got in kinds.items()} for part, kinds in found.items()}


def words(rows):
    """{why: [(row, detail), ...]} of the students who need a word."""
    found = {"handed in nothing": [], "not graded": [], "few points": [], "the hidden tests fail": []}
    for row in rows:
        tests = {kind: _share(row, kind) for kind in ("visible", "hidden")}
        if row["state"] == "not submitted":
            found["handed in nothing"].append((row, ""))
        elif not row["points"]:
            found["not graded"].append((row, row["state"]))
        elif tests["visible"] - tests["hidden"] > GAP:
            detail = f"visible tests {tests['visible']:.0%}, hidden tests {tests['hidden']:.0%}"
            found["the hidden tests fail"].append((row, detail))
        elif _total(row) < FEW:
            found["few points"].append((row, f"{_total(row):.0%} of the points of the tests"))
    return {why: people for why, people in found.items() if people}


def _kind(cell):
    """visible or hidden, of a test; read, of a written answer."""
    return KINDS.get(cell.rpartition("-")[2], "read")


def _share(row, *kinds):
    return _ratio([points for cell, points in row["points"].items() if _kind(cell) in kinds])


def _ratio(got):
    return sum(score for score, _ in got) / (sum(most for _, most in got) or 1)


def _total(row):
    return _share(row, "visible", "hidden")


def picture(by_task):
    """A PNG: two bars for each task, visible and hidden tests."""
    with mpl.rc_context(RC):
        figure = Figure(figsize=(8, 0.7 * len(by_task) + 1.2), layout="constrained")
        axes = figure.add_subplot()
        for place, kinds in enumerate(by_task.values()):
            for kind, share in kinds.items():
                shift = {"visible": -0.2, "hidden": 0.2, "read": 0}[kind]
                axes.barh(place + shift, 100 * share, 0.36, color=PALE if kind == "visible" else CURE)
                axes.text(100 * share + 1, place + shift, f"{kind} {share:.0%}", va="center", fontsize=9)
        axes.set(xlim=(0, 118), xticks=range(0, 101, 20), yticks=range(len(by_task)), xlabel="points reached, percent")
        axes.set_yticklabels(by_task)
        axes.invert_yaxis()
        axes.spines[["top", "right"]].set_visible(False)
        file = io.BytesIO()
        figure.savefig(file, dpi=110)
    return base64.b64encode(file.getvalue()).decode()


def html(name, rows, by_task, mistakes):
    """The page. Names, mail addresses and what students' code has said are escaped."""
    graded = sum(bool(row["points"]) for row in rows)
    told = "; ".join(
        f"{part}: {', '.join(f'{k} {s:.0%}' for k, s in kinds.items())}" for part, kinds in by_task.items()
    )
    lines = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(name)}: the class</title>",
        f'<meta http-equiv=Content-Security-Policy content="{POLICY}"><style>{STYLE}</style>',
        f"<h1>{escape(name)}: the class</h1>",
        f"<p>{len(rows)} students, {graded} graded. A bar is the class's share of the points of a test.</p>",
        f'<img alt="Points reached: {escape(told)}" src="data:image/png;base64,{picture(by_task)}">',
        "<table><tr><th>task<th class=number>visible test<th class=number>hidden test<th class=number>read by a person",
        *(_line(part, kinds) for part, kinds in by_task.items()),
        "</table><h2>What the tests said most often</h2>",
    ]
    for part, said in ((part, mistakes[part]) for part in by_task if part in mistakes):
        lines += [
            f"<h3>{escape(part)}</h3><ul>",
            *(f"<li>{len(who)} × {escape(text)}" for text, who in said[:MOST]),
            "</ul>",
        ]
        if len(said) > MOST:
            lines.append(f"<p>and {len(said) - MOST} more.</p>")
    lines.append("<h2>Who needs a word</h2>")
    for why, people in words(rows).items():
        lines.append(f"<h3>{escape(why)} ({len(people)})</h3><table><tr><th>student<th>mail<th>what")
        lines += [f"<tr><td>{_who(row)}<td>{escape(row['email'])}<td>{escape(detail)}" for row, detail in people]
        lines.append("</table>")
    return "\n".join([*lines, "</html>\n"])


def _line(part, kinds):
    cells = (f"{kinds[kind]:.0%}" if kind in kinds else "" for kind in ("visible", "hidden", "read"))
    return f"<tr><td>{escape(part)}" + "".join(f"<td class=number>{cell}" for cell in cells)


def _who(row):
    return escape(f"{row['first_name']} {row['last_name']} ({row['id']})".strip())
