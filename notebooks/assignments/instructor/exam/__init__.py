"""Examiner and student, two processes: the tests run in one, the answers to them are computed in the other."""
