"""What a student writes is shown as it is meant, and what could run is not shown."""

import re
import sys

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from test_assignments import COURSE
from traitlets.config import Config

sys.path.insert(0, str(COURSE))
from instructor.clean import Clean, clean_html, markdown2html  # noqa: E402

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
HONEST = {
    "a < b and c > d": "a &lt; b and c &gt; d",
    "`a < b`": "<code>a &lt; b</code>",
    "$w_1 < w_2$": "$w_1 &lt; w_2$",
    "**bold** x<sub>1</sub><br>y": "<strong>bold</strong> x<sub>1</sub><br>y",
    "| a | b |\n|---|---|\n| 1 | 2 |": "<td>1</td>",
    "```python\nif a < b: pass\n```": '<span class="o">&lt;</span>',
    "[a page](https://numpy.org)": '<a href="https://numpy.org"',
    "[above](#top)": '<a href="#top"',
    f"![curve](data:image/png;base64,{PNG})": f'src="data:image/png;base64,{PNG}"',
}
RUNS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<iframe src='https://example.org'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x'></object><embed src='x'>",
    "<a href='JaVa&#09;Script:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](  &#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.org/seen.png)",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;top:0'>x</p>",
    "<form action='https://example.org'><input name=p type=password></form>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href='https://example.org'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    r"$\href{javascript:alert(1)}{x}$",
    r"$$\style{position:fixed}{x}\class{a}{b}\mmlToken{mi}[href='javascript:alert(1)']{x}$$",
    "[x](handed-in.html)",
    "<a href='/formgrader/submissions/1/handed-in.html'>x</a>",
    "<a href='http:handed-in.html'>x</a>",
    "<a href='//localhost:8888/lab'>x</a>",
    "<p class='jp-Notebook btn-danger' id='submit-all'>x</p>",
]
FORBIDDEN = re.compile(
    r"<(script|svg|iframe|object|embed|style|form|meta|base|math|noscript)\b|<[^>]*\s(on\w+|style|srcdoc|id)\s*="
    r"|<[^>]*\b(href|src)\s*=\s*[\"']?\s*(java|data:text)|href=\"(?!https?://)|src=\"https?:|\\(href|style|class|mmlToken)|btn-danger",
    re.I,
)


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_answer_stays_readable(text):
    assert HONEST[text] in markdown2html({"cell": {}}, text)


@pytest.mark.parametrize("text", RUNS)
def test_nothing_that_runs_or_comes_from_elsewhere_is_shown(text):
    shown = markdown2html({"cell": {}}, f"before {text} after\n\n{text}\n")
    assert "before" in shown
    assert not FORBIDDEN.search(shown.replace("&lt;", "").replace("&amp;", "")), shown
    assert "\\" in text or not FORBIDDEN.search(clean_html(text))


def hostile_notebook():
    script = "<script>alert(1)</script>"
    data = [
        {"text/html": script + "<table><tr><td>7</td></tr></table>", "text/plain": "table"},
        {"application/javascript": "alert(1)"},
        {"image/svg+xml": f"<svg>{script}</svg>"},
        {"image/png": '"><script>alert(1)</script>'},
        {"image/png": PNG, "text/plain": "picture"},
        {"text/latex": r"$\href{javascript:alert(1)}{x}$ <svg onload=alert(1)>"},
        {"text/markdown": f"{script}\n\n**shown**"},
        {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}},
    ]
    outputs = [new_output("display_data", data=one, metadata={"image/png": {"width": '1"><script>'}}) for one in data]
    outputs.append(new_output("error", ename=script, evalue=script, traceback=[script]))
    cells = [
        new_code_cell(f"'{script}'", outputs=outputs, metadata={"tags": [script], "nbgrader": {}}),
        new_markdown_cell(script, attachments={script: {"text/html": script}, "p.png": {"image/png": PNG}}),
        new_raw_cell(script, metadata={"raw_mimetype": "text/html"}),
    ]
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = new_notebook(cells=cells, metadata={"widgets": {"x": script}, "title": script, "kernelspec": kernel})
    notebook.cells[0].id = '"><script>'
    return notebook


def test_outputs_metadata_attachments_and_raw_cells_are_cleaned():
    notebook, _ = Clean().preprocess(hostile_notebook(), {})
    code, written, raw = notebook.cells
    nbformat.validate(notebook)
    kinds = [sorted(output.data) for output in code.outputs if "data" in output]
    text = ["text/plain"]
    assert kinds == [
        ["text/html", *text],
        text,
        text,
        text,
        ["image/png", *text],
        ["text/latex"],
        ["text/markdown"],
        text,
    ]
    assert "<td>7</td>" in code.outputs[0].data["text/html"] and "script" not in code.outputs[0].data["text/html"]
    assert set(notebook.metadata) == {"kernelspec", "language_info"} and set(code.metadata) == {"nbgrader"}
    assert list(written.attachments) == ["p.png"] and raw.cell_type == "markdown"


def test_the_settings_of_a_page_warn_nobody(caplog):
    Clean(config=Config({"NbConvertBase": {"display_data_priority": ["text/html"]}}))
    assert caplog.text == ""


def test_a_page_made_of_it_has_no_script_of_the_students():
    notebook, _ = Clean().preprocess(hostile_notebook(), {})
    config = Config({"HTMLExporter": {"filters": {"markdown2html": markdown2html}}})
    page, _ = HTMLExporter(config=config, template_name="basic").from_notebook_node(notebook)
    assert not re.search(r"<script>alert|<svg|=.?javascript:", page) and "<strong>shown</strong>" in page
    hostile = hostile_notebook()
    hostile.cells[0].id = "valid"
    del hostile.metadata["widgets"], hostile.cells[0].outputs[7]  # of which nbconvert makes nothing
    raw, _ = HTMLExporter(template_name="basic").from_notebook_node(hostile)
    assert "<script>alert" in raw, "without cleaning it would have one"
