"""What of a lesson goes on slides, in its order. No code and nothing folded but the options of predictions."""

import itertools
import re
from dataclasses import dataclass

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

PREDICTION = "**Predict before you run.**"
RIGHT = "**Right.**"
FOLD = re.compile(r"<details><summary>(.+?)</summary>(.*?)</details>", re.S)
PICTURE = re.compile(r"<img (alt=\"[^\"]*\" width=\"(\d+)\"[^>]*? src=\"data:image/png;base64,[^\"]+\")>")
LETTERS = "ABCDEFGH"
LETTERS_OF_A_TASK = 640  # with its paragraphs so far
WIDE = 60  # letters in its longest line: from there on it is set smaller


@dataclass
class Slide:
    """kind is a class of slides.html's style; heading is plain text, and body HTML."""

    kind: str
    heading: str
    body: str


def slides(notebook):
    """The slides of a lesson: its question, then pictures, predictions and exercises, and what to recall."""
    head, *cells = notebook.cells
    section = head.source.splitlines()[0].removeprefix("# ")
    found, asked = opening(head.source), False
    for cell in cells:
        if cell.cell_type == "code":
            found += shown(cell, section, with_text=asked)
            asked = False
            continue
        for part in re.split(r"^(?=##)", cell.source, flags=re.M):
            heading = re.match(r"#+ (.+)", part)
            if heading and heading[1].startswith("Your turn"):
                found.append(Slide("turn", plain(heading[1]), html(task(part))))
            elif heading:
                section = plain(heading[1])
            if section == "Recap":
                found += recall(part)
            for question in part.split(PREDICTION)[1:]:
                found += prediction(question)
                asked = True
    return found


def opening(head):
    """A slide for each paragraph above the table of the first cell, and one for the question that ends them."""
    title, *story = head.partition("\n\n| **Time**")[0].split("\n\n")
    last = story.pop()
    bold = last.startswith("**") and last.count("**") == 2
    *before, question = [last] if bold else re.split(r"(?<=[.!?])\s+(?=\**[A-Z])", last)
    while before and before[-1].endswith("?"):
        question = f"{before.pop()} {question}"
    story += [" ".join(before)] if before else []
    first = Slide("title", plain(title.removeprefix("# ")), html(story[0]) if story else "")
    more = [Slide("story", first.heading, html(paragraph)) for paragraph in story[1:]]
    return [first, *more, Slide("question", first.heading, html(question.replace("**", "")))]


def shown(cell, section, with_text):
    """The pictures of a cell, those of one output side by side; and what it printed, where that answers a question."""
    found, text = [], ""
    for output in cell.outputs:
        page = output.get("data", {}).get("text/html", "")
        if pictures := PICTURE.findall(page):
            shares = (f"<img {attributes} style=flex-grow:{width}>" for attributes, width in pictures)
            found.append(Slide("picture", section, "".join(shares)))
        text += output.get("text", "")
    if with_text and text:
        kind = "printed wide" if max(map(len, text.splitlines())) > WIDE else "printed"
        found.insert(0, Slide(kind, section, f"<pre>{escaped(text)}</pre>"))
    return found


def prediction(question):
    """Two slides: for a show of hands, and with the answer."""
    options = FOLD.findall(question)
    asked = html(question.partition("<details>")[0])
    choose = "".join(f"<li>{html(option)}</li>" for option, _ in options)
    answer = "".join(
        f"<li{' class=right' * (RIGHT in reply)}>{html(option)}{html(reply)}</li>" for option, reply in options
    )
    right = [RIGHT in reply for _, reply in options].index(True)
    return [
        Slide("hands", "Raise your hand", f"{asked}<ol type=A>{choose}</ol>"),
        Slide("answer", f"Right is {LETTERS[right]}", f"<ol type=A>{answer}</ol>"),
    ]


def recall(part):
    """The questions of the recap, without their answers."""
    questions = [question for question, _ in FOLD.findall(part)]
    listed = "".join(f"<li>{html(question)}</li>" for question in questions)
    return [Slide("recall", "What do you recall?", f"<ul>{listed}</ul>")] if questions else []


def task(part):
    """What an exercise asks for: its first paragraphs, as many as fit."""
    paragraphs = re.split("<details>|```|" + re.escape(PREDICTION), part)[0].strip().split("\n\n")[1:]
    lengths = itertools.accumulate(map(len, paragraphs))
    return "\n\n".join(text for text, so_far in zip(paragraphs, lengths, strict=True) if so_far <= LETTERS_OF_A_TASK)


def plain(markdown):
    return re.sub(r"<[^>]+>", "", html(markdown)).strip()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


class Renderer(IPythonRenderer):
    """Formulas as MathML, and words in place of links, since a deck stands alone."""

    def inline_math(self, body):
        return f"<span class=formula>{convert(body)}</span>"

    def block_math(self, body):
        return convert(body, display="block")

    def link(self, text, url, title=None):
        return text


def html(markdown):
    """HTML of a passage, in which a formula keeps the comma or period behind it."""
    page = MarkdownWithMath(renderer=Renderer(escape=False)).render(markdown.strip())
    return re.sub(r"(</math>)</span>([.,:;?!]+)", r"\1\2</span>", page)
