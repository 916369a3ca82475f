"""What the names that learning platforms give to files say: who handed in, and when.

Moodle      Ann Lee_1234_assignsubmission_file_/work.ipynb, and "Participant" where marking is blind.
            The number is the participant's in this one assignment.
Canvas      leeann_LATE_1234_5678_work.ipynb, and anon_x1Y2z_5678_work.ipynb where names are hidden.
            The first number is the user's, the second one the file's.
Blackboard  Homework 1_alee_attempt_2026-11-28-15-00-00_work.ipynb, with the login.
ILIAS       Lee_Ann_alee_1234/work.ipynb, with the login and the user's number.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

FORMS = {
    "moodle": re.compile(r"(?P<name>.*?)[_ ](?P<number>\d+)_assignsubmission_[^_]+(_.*)?"),
    "blackboard": re.compile(r"(?P<login>.+)_attempt_(?P<time>\d{4}(-\d\d){5})([_.].*)?"),
    "canvas anonymous": re.compile(r"(?P<late>LATE_)?anon_(?P<number>[^_]+)_\d+_.*"),
    "canvas": re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_\d+_.*"),
    "ilias": re.compile(r"(?P<name>[^_]+_[^_]+)_(?P<login>[^_]+)_(?P<number>\d+)"),  # a folder only
}


@dataclass(frozen=True)
class Handed:
    """Where a file lies in the archive, and what the platform's name for it says; "" where it says nothing."""

    path: str
    platform: str = ""  # "" is a name that no platform gave
    part: int = 0  # which part of the path the platform named
    name: str = ""
    number: str = ""
    login: str = ""
    time: datetime | None = None  # without a zone: that of the platform, which is taken for this machine's
    late: bool = False

    @property
    def parts(self):
        return self.path.split("/")

    def page(self, assignment):
        """Where the platform looks for feedback to this file: beside it, or in its place."""
        *above, own = self.parts[: self.part + 1]
        stem = re.sub(r"\.[^.]*$", "", own) if self.part == len(self.parts) - 1 else own
        in_its_place = self.platform.startswith(("canvas", "blackboard")) or own != stem
        return "/".join([*above, f"{stem}.html" if in_its_place else f"{own}/{assignment}.html"])


def read(path):
    """The Handed of a path such as "Ann Lee_1234_assignsubmission_file_/work.ipynb"."""
    path = unicodedata.normalize("NFC", path)
    parts = path.split("/")
    for number, part in enumerate(parts):
        for form, pattern in FORMS.items():
            found = pattern.fullmatch(part)
            if not found or (form == "ilias" and number == len(parts) - 1):
                continue
            said = found.groupdict()
            time = said.get("time")
            return Handed(
                path,
                form.split()[0],
                number,
                said.get("name") or "",
                said.get("number", ""),
                said.get("login") or "",
                datetime.strptime(time, "%Y-%m-%d-%H-%M-%S") if time else None,
                bool(said.get("late")),
            )
    return Handed(path)
