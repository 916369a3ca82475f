"""Long outputs are cut."""

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int


class Shorten(NbGraderPreprocessor):
    """Cut what a cell printed. Errors stay, because a grade hangs on them."""

    characters = Int(10_000).tag(config=True)

    def preprocess_cell(self, cell, resources, index):
        left, kept = self.characters, []
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = output.evalue[: self.characters]
                output.traceback = [line[: self.characters] for line in output.traceback[-50:]]
            elif left <= 0:
                continue
            elif output.output_type == "stream":
                if len(output.text) > left:
                    output.text = output.text[:left] + "\n... cut ...\n"
                left -= len(output.text)
            else:
                left -= 100
            kept.append(output)
        if cell.cell_type == "code":
            cell.outputs = kept
        return cell, resources
