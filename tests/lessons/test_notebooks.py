"""What holds for every lesson as a file. That its outputs are right is nbval's part (see addopts in pyproject.toml)."""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from numpy._core._multiarray_umath import __cpu_features__
from reading import stored_pictures
from rerun import fingerprints, rerun
from threadpoolctl import threadpool_info

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "notebooks").rglob("*.md")),
    *sorted((ROOT / "notebooks").rglob("*.ipynb")),
]


def name(path):
    return path.stem


@pytest.fixture(params=LESSONS, ids=name)
def lesson(request):
    return nbformat.read(request.param, as_version=4)


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def without_code_fences(text):
    return re.sub(r"```.*?```", "", text, flags=re.S)


def test_there_are_lessons():
    assert LESSONS


def test_format_is_valid(lesson):
    nbformat.validate(lesson)


def test_one_h1_at_the_top_and_headings_in_order(lesson):
    levels = [len(mark) for text in markdown(lesson) for mark in re.findall(r"^(#+) ", without_code_fences(text), re.M)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in zip(levels, levels[1:], strict=False))


def test_run_from_top_to_bottom_without_error_or_warning(lesson):
    counts = [cell.execution_count for cell in code(lesson)]
    assert counts == list(range(1, len(counts) + 1))
    for cell in code(lesson):
        for out in cell.outputs:
            assert out.output_type != "error" and out.get("name") != "stderr", cell.source


def test_cells_that_show_something_have_a_stored_output_to_compare(lesson):
    for cell in code(lesson):
        if re.search(r"\b(print|show)\(", re.sub(r"^def .*?(?=^\S)", "", cell.source, flags=re.M | re.S)):
            assert cell.outputs, cell.source
        assert not cell.source.rstrip().endswith(";"), cell.source


def test_nbval_compares_all_cells_but_the_explorable(lesson):
    tags = [tag for cell in lesson.cells for tag in cell.metadata.get("tags", [])]
    assert set(tags) <= {"exercise", "nbval-ignore-output"}
    ignored = [cell.source for cell in code(lesson) if "nbval-ignore-output" in cell.metadata.get("tags", [])]
    assert all("explore" in source or "progress()" in source for source in ignored)


def test_explorables_store_a_still_and_progress_nothing(lesson):
    """Without a kernel a stored widget shows only an error, and what progress() prints belongs to one learner."""
    for cell in code(lesson):
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            kinds = [set(out.get("data", {})) for out in cell.outputs]
            assert kinds == ([] if "progress()" in cell.source else [{"text/html", "text/plain"}]), cell.source


def test_nothing_of_the_machine_is_stored(lesson):
    assert set(lesson.metadata) <= {"kernelspec", "language_info", "shipped"}
    assert lesson.metadata.kernelspec.name == "python3"
    for cell in lesson.cells:
        assert "execution" not in cell.metadata
    assert not re.search(r"/(home|root|tmp|usr|Users)/", nbformat.writes(lesson))


def test_each_cell_is_stamped(lesson):
    """So that an update sees what a reader wrote; python tests/rerun.py stamps, with --stamp without running."""
    assert lesson.metadata.shipped == fingerprints(lesson)


def test_printed_lines_fit_into_the_column(lesson):
    """JupyterLab breaks longer ones inside words on a screen of 1280 pixels."""
    for cell in code(lesson):
        for out in cell.outputs:
            text = out.get("text") or out.get("data", {}).get("text/plain", "")
            if "text/html" not in out.get("data", {}):
                assert [line for line in text.splitlines() if len(line) > 90] == [], cell.source


def test_pictures_are_small_and_described(lesson):
    for alt, png in (picture for cell in code(lesson) for picture in stored_pictures(cell)):
        assert len(png) < 60_000 and png.startswith(b"\x89PNG")
        assert len(alt) > 40


def test_the_first_cell_says_time_needs_and_goals_and_the_last_what_comes_next(lesson):
    first, last = markdown(lesson)[0], markdown(lesson)[-1]
    assert "minutes" in first and "**You need**" in first
    goals = re.findall(r"^\* ", first, re.M)
    assert "you will be able to" in first and 3 <= len(goals) <= 5
    assert "## Recap" in last and re.search(r"\]\([\w./-]+\)", last.splitlines()[-1])


def test_predictions_offer_three_or_more_answers_each_with_a_reply(lesson):
    for text in markdown(lesson):
        for question in text.split("**Predict before you run.**")[1:]:
            answers = re.findall(r"<details><summary>(.+?)</summary>\n\n(.+?)\n\n</details>", question, re.S)
            assert len(answers) >= 3
            assert all(len(reply) > 20 for _, reply in answers)


def anchors(path):
    """What GitHub makes of a Markdown file's headings. JupyterLab makes something else: link to whole notebooks."""
    headings = (
        re.findall(r"^#+ (.+)$", without_code_fences(path.read_text("utf-8")), re.M) if path.suffix == ".md" else []
    )
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page):
    """The internal links of a page, Markdown or notebook, that lead nowhere."""
    texts = markdown(nbformat.read(page, as_version=4)) if page.suffix == ".ipynb" else [page.read_text("utf-8")]
    found = re.findall(r"\]\(([^)]+)\)|<(?:a|img)[^>]+(?:href|src)=.([^'\"]+)", without_code_fences("\n".join(texts)))
    broken = []
    for target in ("".join(link).replace("\\", "") for link in found):
        place, _, anchor = target.partition("#")
        there = page.parent / place if place else page
        if not target.startswith("https://") and not (there.exists() and (not anchor or anchor in anchors(there))):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_internal_links_lead_somewhere(page):
    assert broken_links(page) == []


def test_a_broken_link_is_noticed(tmp_path):
    (tmp_path / "other.md").write_text("# What it is, and isn't\n")
    (tmp_path / "page.md").write_text(
        "[a](other.md) [b](other.md#what-it-is-and-isnt) [c](other.md#gone) [d](gone.md) ![e](#gone) [f](https://x.org/#y)"
    )
    assert broken_links(tmp_path / "page.md") == ["other.md#gone", "gone.md", "#gone"]


def test_the_minutes_of_the_sections_add_up(lesson):
    time = re.search(r"\*\*Time\*\* \| (.+?) \|\n", markdown(lesson)[0])[1]
    total, sections = re.match(r"(\d+) minutes[^:]*: (.+)", time).groups()
    assert sum(int(number) for number in re.findall(r" (\d+)(?:,|$)", sections)) == int(total)


def test_a_changed_number_is_noticed(tmp_path):
    """Two cells under the project's own pytest options, the number below the second changed."""
    cells = [
        nbformat.v4.new_code_cell(
            "print(6 * 7)",
            execution_count=count,
            outputs=[nbformat.v4.new_output("stream", name="stdout", text=stored)],
        )
        for count, stored in enumerate(("42\n", "43\n"), start=1)
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "small.ipynb")
    with start_pytest(tmp_path / "small.ipynb", text=True) as run:
        output, _ = run.communicate()
    assert run.returncode == pytest.ExitCode.TESTS_FAILED and "1 failed, 1 passed" in output


def test_rerun_saves_a_notebook_as_the_course_keeps_it(tmp_path):
    path = tmp_path / "small.ipynb"
    cells = [
        nbformat.v4.new_code_cell(
            "import ipywidgets\nipywidgets.FloatSlider()", metadata={"tags": ["nbval-ignore-output"]}
        ),
        nbformat.v4.new_code_cell("print(6 * 7)"),
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    rerun(path)
    slider, number = nbformat.read(path, as_version=4).cells
    assert (slider.outputs, number.outputs[0].text) == ([], "42\n")
    assert [cell.execution_count for cell in (slider, number)] == [1, 2] and "execution" not in number.metadata
    saved = nbformat.read(path, as_version=4)
    assert set(saved.metadata) == {"kernelspec", "language_info", "shipped"}
    assert saved.metadata.shipped == fingerprints(saved) and len(saved.metadata.shipped) == 2


AVX512 = ["AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL", "AVX512_ICL", "AVX512_SPR", "X86_V4"]
OLDER_PROCESSORS = {
    "Haswell": {
        "OPENBLAS_CORETYPE": "Haswell",
        "NPY_DISABLE_CPU_FEATURES": " ".join(feature for feature in AVX512 if __cpu_features__.get(feature)),
    },
    "Prescott": {"OPENBLAS_CORETYPE": "Prescott"},
}


def start_pytest(*arguments, environment=(), **options):
    """Another pytest process, with the options of this project."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml"]
    command += arguments
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | dict(environment), stdout=subprocess.PIPE, **options)


@pytest.fixture(scope="module")
def older_processors():
    """All lessons under nbval as each older processor, side by side. Only a cell that hangs needs half an hour."""
    runs = {
        processor: start_pytest(
            "notebooks", "--nbval-cell-timeout=1800", environment=environment, stderr=subprocess.STDOUT, text=True
        )
        for processor, environment in OLDER_PROCESSORS.items()
    }
    yield runs
    for run in runs.values():
        run.kill()
        if not run.stdout.closed:
            run.communicate()


def kernels_have_blocks_of_another_processor():
    """OpenBLAS 0.3.34 on an AMD processor with AVX-512 gives the processor's own block sizes to kernels that are asked
    for by name, too; these then write past their buffers or never end (OpenMathLib/OpenBLAS#6021)."""
    blas = any((library["version"] or "").startswith("0.3.34") for library in threadpool_info())
    processor = Path("/proc/cpuinfo")
    amd = processor.exists() and "AuthenticAMD" in processor.read_text()
    return blas and amd and __cpu_features__["AVX512F"]


@pytest.mark.long  # runs all lessons twice more
@pytest.mark.skipif(kernels_have_blocks_of_another_processor(), reason="OpenBLAS 0.3.34 hangs here, OpenBLAS#6021")
@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="these are names of x86 processors")
@pytest.mark.parametrize("processor", OLDER_PROCESSORS)
def test_stored_numbers_hold_on_older_processors(older_processors, processor):
    output, _ = older_processors[processor].communicate()
    assert older_processors[processor].returncode == 0, output[-3000:]
