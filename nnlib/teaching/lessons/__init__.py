"""One room a lesson, named like its notebook. No room imports another one: what two of them need stands outside.

check.py      checkers of exercises, one function an exercise
pictures.py   still figures, one function each: it gets numbers, draws, describes and shows
explore.py    the explorable, a picture that answers to sliders: what is computed, then what is shown
"""

LESSONS = (  # in the order of the notebooks
    "start_here",
    "data",
    "honest_scores",
    "standardization",
    "forward_pass",
    "backpropagation",
    "gradient_check",
    "sum_and_difference",
    "stuck",
    "xor",
    "what_training_finds",
    "moons",
    "knowing_by_heart",
    "digits",
    "choose_and_test",
    "keras_like_api",
    "what_96_percent_is_worth",
    "your_own_table",
    "debugging_clinic",
    "second_sitting",
)
