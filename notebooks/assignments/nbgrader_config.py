"""How nbgrader makes, collects, runs and exports these assignments; see README.md."""

import os
import sys
import warnings
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    GetGrades,
    IgnorePattern,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from sqlalchemy.exc import SAWarning

sys.path.insert(0, str(Path(__file__).parent))  # where the folder instructor is

from instructor.clean import Clean, markdown2html  # noqa: E402
from instructor.collect import Unpack  # noqa: E402
from instructor.examine import Examine  # noqa: E402
from instructor.late import PerDay  # noqa: E402
from instructor.marks import Marks  # noqa: E402
from instructor.mend import Mend  # noqa: E402
from instructor.shorten import Shorten  # noqa: E402
from instructor.strip import Strip  # noqa: E402

bin_folder = Path(sys.executable).parent  # nbgrader calls alembic, which is there
os.environ["PATH"] = os.pathsep.join([str(bin_folder), os.environ["PATH"]])

# SQLAlchemy 2.1 says this of nbgrader's own code, once for each student
warnings.filterwarnings("ignore", message="Object of type <Submitted", category=SAWarning)

c = get_config()  # noqa: F821, nbgrader provides it
c.CourseDirectory.course_id = "nn-from-scratch"
c.Application.log_level = "WARN"  # what is printed is what a person should look at

c.GenerateAssignment.preprocessors.append(Strip)
c.ClearSolutions.code_stub = {"python": "# Your code here.\n..."}
c.ClearSolutions.text_stub = "*Your answer here.*"

c.Execute.timeout = 30  # seconds for each cell
c.Execute.iopub_timeout = 30
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]
# nbgrader gives 0 points for a test cell with any text on stderr, even a warning.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\s\S]"
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    Clean,
    Mend,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Examine,
    IgnorePattern,
    Shorten,
    Clean,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
# Students' HTML is shown without script, in Formgrader and in the feedback.
c.HTMLExporter.filters = {"markdown2html": markdown2html}
c.GenerateFeedback.preprocessors = [GetGrades, Clean, CSSHTMLHeaderPreprocessor]

c.AssignLatePenalties.plugin_class = PerDay
c.PerDay.percent = 0  # of the points, for each day that has begun after the due date

c.ZipCollectApp.extractor_plugin = Unpack  # writes extracted/STUDENT/...
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\]+)[/\\](?P<file_id>[^/\\]+)\.\w+"
)
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".txt"]  # notebook and timestamp.txt
c.ExportApp.plugin_class = Marks
