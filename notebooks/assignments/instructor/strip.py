"""A release without what a solution's run has left."""

from nbgrader.preprocessors import NbGraderPreprocessor

KEPT_METADATA = {"kernelspec", "language_info"}


class Strip(NbGraderPreprocessor):
    """Keep what a release needs, and no widgets or execution times of a solution."""

    def preprocess(self, nb, resources):
        for key in set(nb.metadata) - KEPT_METADATA:
            del nb.metadata[key]
        for cell in nb.cells:
            for key in ("execution", "tags"):
                cell.metadata.pop(key, None)
        return nb, resources
