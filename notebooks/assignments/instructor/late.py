"""What being late costs."""

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY = 24 * 3600


class PerDay(LateSubmissionPlugin):
    """A share of the points for each day that has begun since the assignment was due."""

    percent = Float(0, help="percent of the points that each day costs").tag(config=True)

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * min(1, self.percent / 100 * math.ceil(total_seconds_late / DAY))
