"""What a reader wrote in a lesson, put into a newer edition of it: cell by cell, told apart by their ids."""

import hashlib
import json
import re

PARTS = {"cell_type", "id", "metadata", "source"}  # of a cell
NOTE = "**Yours, kept by the update:** the cell above is new, below is what you had in its place."
MARKS = {
    "<<<<<<<": "ours",
    "|||||||": "base",
    "=======": "theirs",
    ">>>>>>>": "both",
}  # of a conflict in git


def source(cell):
    return "".join(cell["source"]).rstrip()


def fingerprint(cell):
    return hashlib.sha256(f"{cell['cell_type']}\n{source(cell)}".encode()).hexdigest()[:8]


def fingerprints(notebook):
    """{id: fingerprint} of every cell: the lesson's metadata "shipped" shows what was changed."""
    return {cell["id"]: fingerprint(cell) for cell in notebook["cells"]}


def written(cell, shipped):
    """Did the reader write it? Where nothing is listed: is it an exercise without its ...?"""
    if shipped:
        return fingerprint(cell) != shipped.get(cell["id"])
    is_exercise = "exercise" in cell["metadata"].get("tags", [])
    return is_exercise and not re.search(r"^\s*\.\.\.\s*$", source(cell), re.M)


def merged(new, old, shipped=None, both=False):
    """(cells, kept): the cells of new with what the reader wrote in old, and how many those are.

    shipped: fingerprints of the edition that old was; if None, those that it lists itself.
    Of a cell that the reader changed and the course did not, the reader's stands. Where both did,
    the reader's follows the new one, and so runs last. Cells that the reader added come after the
    same neighbor as before. Empty ones are left out. both: follow the new one in any case.
    """
    shipped = shipped or old["metadata"].get("shipped", {})
    yours = {cell["id"]: cell for cell in old["cells"]}
    groups = {None: []} | {cell["id"]: [cell] for cell in new["cells"]}
    kept, neighbor = 0, None
    for cell in new["cells"]:
        your = yours.get(cell["id"], cell)
        again = f"yours-{fingerprint(your)}"  # its id, if it does not stand alone
        if source(your) == source(cell) or again in groups or not written(your, shipped):
            continue
        kept += 1
        if not both and (not shipped or fingerprint(cell) == shipped.get(cell["id"])):
            groups[cell["id"]] = [your | {"metadata": cell["metadata"]}]
        else:
            note = {
                "cell_type": "markdown",
                "id": f"note-{fingerprint(your)}",
                "metadata": {},
            }
            groups[cell["id"]] += [note | {"source": [NOTE]}, your | {"id": again}]
    for cell in old["cells"]:
        if cell["id"] in groups:
            neighbor = cell["id"]
        elif source(cell) and fingerprint(cell) != shipped.get(cell["id"]):
            groups[neighbor].append(cell)
            kept += 1
    return [cell for group in groups.values() for cell in group], kept


def sides(text):
    """The files that git's conflict markers have mixed, [one, other]; without markers [text]."""
    files, place = {"ours": "", "theirs": ""}, "both"
    for line in text.splitlines(keepends=True):
        mark = MARKS.get(line.rstrip("\r\n").split(" ")[0])
        place = mark or place
        for name in files if not mark else ():
            files[name] += line if place in (name, "both") else ""
    return [text] if text == files["ours"] else list(files.values())


def notebooks(text):
    """[notebook], or both sides of one with conflict markers. ValueError for anything else."""
    found = []
    for side in sides(text):
        try:
            found.append(json.loads(side))
        except ValueError as error:
            if "<<<<<<<" not in text:
                raise ValueError(f"is no notebook ({error})") from None
    for notebook in found:
        cells = notebook.get("cells") if isinstance(notebook, dict) and "metadata" in notebook else None
        if not isinstance(cells, list) or not all(isinstance(cell, dict) and set(cell) >= PARTS for cell in cells):
            raise ValueError("is no notebook whose cells have ids, as Jupyter writes them")
    if not found:
        raise ValueError("has conflict markers of git, and neither side of them is a notebook")
    return found


def text_of(notebook):
    """As Jupyter writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
