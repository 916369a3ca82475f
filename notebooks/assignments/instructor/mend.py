"""A submission is brought back to the cells that were handed out."""

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum

SCHEMA = 3  # of nbgrader's cell metadata


class Mend(NbGraderPreprocessor):
    """Bring a submission back to the cells that were handed out; say what was changed.

    Test cells get their tests and points again, deleted cells come back at the end,
    further copies of a cell become plain cells. What the student wrote stays as it is.
    """

    def preprocess(self, nb, resources):
        info = resources["nbgrader"]
        with Gradebook(info["db_url"]) as gradebook:
            released = gradebook.find_notebook(info["notebook"], info["assignment"])
            points = {cell.name: cell.max_score for cell in released.grade_cells}
            solutions = {cell.name for cell in released.solution_cells}
            handed_out = {
                cell.name: (cell.cell_type, cell.source, cell.locked, cell.checksum) for cell in released.source_cells
            }
        found = {}
        for cell in nb.cells:
            changed, marks = _changed(cell), cell.metadata.pop("nbgrader", None)
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if name not in handed_out:
                continue
            if name in found:
                self.tell(info, f"cell {name} is there twice; the last one counts")
            elif handed_out[name][2] and changed:
                self.tell(info, f"test cell {name} was changed; graded as handed out")
            found[name] = cell
        for name, (kind, source, locked, checksum) in handed_out.items():
            if name not in found:
                self.tell(info, f"cell {name} was deleted; graded as handed out")
                new_cell = new_code_cell if kind == "code" else new_markdown_cell
                found[name] = new_cell(source)
                nb.cells.append(found[name])
            cell = found[name]
            if locked:
                cell.source = source
            cell.metadata.nbgrader = {
                "grade_id": name,
                "grade": name in points,
                "solution": name in solutions,
                "locked": locked,
                "task": False,
                "schema_version": SCHEMA,
                "cell_type": kind,
                "checksum": checksum,
            } | ({"points": points[name]} if name in points else {})
        return nb, resources

    def tell(self, info, what):
        self.log.warning("%s, %s: %s", info["student"], info["assignment"], what)


def _changed(cell):
    """Has the cell another checksum than when it was handed out?"""
    try:
        return cell.metadata.nbgrader.checksum != compute_checksum(cell)
    except (AttributeError, KeyError, TypeError, ValueError):
        return True
