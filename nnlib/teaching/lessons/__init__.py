"""One room a lesson, named like its notebook. No room imports another one: what two of them need stands outside.

check.py      checkers of exercises, one function an exercise
pictures.py   still figures; each gets numbers, draws them, and returns the figure or axes
others        explorables, pictures that answer to sliders: what is computed, then what is shown; and what these need
"""

LESSONS = {  # room: what progress() calls the lesson
    "start_here": "lesson00",
    "data": "lesson01",
    "standardization": "lesson03",
    "forward_pass": "lesson04",
    "backpropagation": "lesson05",
    "sum_and_difference": "lesson07",
    "xor": "lesson08",
    "moons": "lesson09",
    "digits": "lesson10",
    "keras_like_api": "lesson11",
    "debugging_clinic": "lesson12",
}
