"""What the usual error texts of NumPy and Python mean in a learner's function."""

import re

SHAPE_ERROR = "Write the shapes of both sides beside the line."
GENERATOR = r"has no attribute '(rand|randn|randint|randperm|random_sample|seed)'"

MEANINGS = [  # (pattern in "Type: text", what to do about it)
    (
        r"only integer scalar arrays can be converted to a scalar index",
        "A function got an array where a whole number belongs (its length?). `np.max(0, z)` reads z as an axis: the "
        "larger of the two is `np.maximum(0, z)`. `np.concatenate` and its kind want one list of arrays: `([a, b])`.",
    ),
    (
        r"truth value of an array",
        "`if`, `and`, `not`, `max` and `min` want one True or False; an array has many. "
        "Compare whole arrays: np.where, &, |, ~, np.maximum, or .any() and .all(). "
        "A chain such as a > b == c > d asks for one, too: (a > b) == (c > d) has brackets.",
    ),
    (
        r"only (0-dimensional|length-1|size-1) arrays can be converted",
        "Functions of `math` and `float` take one number. NumPy's take whole arrays: np.exp, np.sqrt, np.log.",
    ),
    (
        GENERATOR,
        "That is a name of np.random. The generator rng has rng.normal(size=…), rng.integers(low, high), "
        "rng.random(size) and rng.permutation(n).",
    ),
    (
        r"'?NoneType'?",
        "Something is None there. `rng.shuffle(a)`, `a.sort()`, `a.append(…)` and `np.fill_diagonal(a, 0)` change a "
        "and return None; so does a function without return.",
    ),
    (
        r"IndexError: (index \d+ is out of bounds for axis|list index out of range)",
        "Positions run from 0 to the size less 1. How long is that array, and what does the loop count? "
        "(`x.size` counts all numbers of a table, `len(x)` its rows.)",
    ),
    (r"IndexError: only integers, slices", "Positions are whole numbers: divide with //, or write int(…)."),
    (r"(slice indices must be integers|'float' object cannot be interpreted)", "Whole numbers are wanted there: //."),
    (r"Cannot interpret '.*' as a data type", "A shape is one thing: `np.zeros((2, 3))`, with two brackets."),
    (
        r"unsupported operand type.*'list'|not supported between instances of 'list'",
        "Lists can't be calculated with as a whole: make arrays of them, np.array(…).",
    ),
    (r"'(list|float|int)' object has no attribute", "Make an array of it first: np.array(…)."),
    (
        r"'numpy\.ndarray' object has no attribute '(append|extend)'",
        "An array keeps its length. Collect in a list, then make an array of it: np.array(collected).",
    ),
    (
        r"'numpy\.ndarray' object has no attribute '(clone|detach|t|mm|matmul|numpy|view_as|unsqueeze|item_)'",
        "That is a method of PyTorch's tensors. These are NumPy arrays.",
    ),
    (r"'Generator' object is not callable", "Name what to draw: rng.normal(0, 1, size=…)."),
    (r"'numpy\.ndarray' object is not callable", "Round brackets call a function; square ones pick from an array."),
    (
        r"axis \d+ is out of bounds for array of dimension",
        "Print the shape there: a sum over an axis takes this axis away, unless keepdims=True.",
    ),
    (
        r"too many indices for array|invalid index to scalar|tuple index out of range",
        "Print the shape there: it has fewer axes than you think.",
    ),
    (r"(mismatch in its core dimension|not aligned)", "In A @ B the inner two sizes must be equal. " + SHAPE_ERROR),
    (r"could not (be )?broadcast|non-broadcastable output", SHAPE_ERROR),
    (r"builtin_function_or_method|'(method|function)' (and|object)", "Round brackets are missing: x.mean() calls it."),
    (r"can't multiply sequence by non-int", "Make an array of the list first: np.array(…)."),
    (r"inhomogeneous shape", "Rows of different lengths make no table. (The larger of z and 0 is np.maximum(z, 0).)"),
    (
        r"Cannot cast ufunc",
        "An array of whole numbers can't take fractions in place. Start with floats: np.zeros(n), or x.astype(float).",
    ),
    (r"boolean subtract", "Make numbers of True and False before you subtract: 1.0 * mask."),
    (r"boolean negative", "`~mask` turns True and False around. If numbers are meant: 1.0 * mask."),
    (r"ufunc 'invert' not supported", "`~` is for True and False, and comes before `>`: write ~(a > 0)."),
    (
        r"boolean index did not match",
        "A mask picks from an array of its own length. Or are positions wanted, not a mask?",
    ),
    (
        r"not supported between instances of '(float' and 'str|str' and 'float)'",
        "A gap among words is a float: .dropna() first.",
    ),
    (
        r"Cannot cast array data from dtype\('<U|arrays used as indices must be of integer",
        "These are words, no positions: np.unique(y, return_inverse=True) numbers them.",
    ),
    (r"larger sample than population", "replace=False draws no row twice, so there are not enough: leave it out."),
    (r"takes at most \d+ positional arguments? \(\d+ given\)", "A shape is one thing: size=(2, 3), with brackets."),
    (r"unexpected keyword argument '(dim|keepdim)'", "NumPy says axis and keepdims."),
    (r"NameError: name '(np|numpy)'", "Has the lesson's import cell run?"),
    (
        r"(NameError: name|UnboundLocalError)",
        "Is it spelled like that where it is made, and made before? A name made in one method or function is gone in "
        "the next; a method keeps it for the others as `self.name`.",
    ),
    (r"(stack|concatenate)\(\) takes 1 positional", "It wants one list of arrays: ([a, b])."),
    (
        r"(\d+ positional arguments? but \d+ (was|were) given|missing \d+ required positional)",
        "What does that function want? If it is your own: Compare the line that starts with `def` with the stub's.",
    ),
    (
        r"(not enough|too many) values to unpack",
        "Left of the = there must be as many names as values come on the right.",
    ),
]


def meaning(error):
    """A sentence on the usual cause of an exception, or ""."""
    text = f"{type(error).__name__}: {error}"
    return next((words for pattern, words in MEANINGS if re.search(pattern, text)), "")
