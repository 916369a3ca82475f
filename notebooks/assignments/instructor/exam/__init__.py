"""Two processes: the tests run in the examiner's, the answers in the student's."""
