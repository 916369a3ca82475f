"""One neuron, half its squared error, and the slope of that in every number: line by line."""

from ...network import number

GIVEN = ("x₁", "w₁", "x₂", "w₂", "b", "y")
LEARNED = ("w₁", "w₂", "b")
FORWARD = [("m₁",), ("m₂",), ("p",), ("e",), ("L",)]
BACKWARD = [("L",), ("e",), ("p", "y"), ("m₁", "m₂", "b"), ("x₁", "w₁"), ("x₂", "w₂")]
LAST = len(FORWARD) + len(BACKWARD)
TOO_FAR = 1e6  # no step is taken from a loss above this


def values(x1, w1, x2, w2, b, y):
    """Every value on the way to L = ½ (x₁ w₁ + x₂ w₂ + b − y)², {name: number}."""
    m1, m2 = x1 * w1, x2 * w2
    p = m1 + m2 + b
    e = p - y
    given = {"x₁": x1, "w₁": w1, "x₂": x2, "w₂": w2, "b": b, "y": y}
    return given | {"m₁": m1, "m₂": m2, "p": p, "e": e, "L": e**2 / 2}


def gradients(v):
    """∂L/∂(each name) from the values, by the chain rule, last to first."""
    de = v["e"]
    products = {f"{f}{i}": de * v[f"{g}{i}"] for i in "₁₂" for f, g in ("xw", "wx")}
    return {"L": 1.0, "e": de, "p": de, "y": -de, "m₁": de, "m₂": de, "b": de} | products


def stepped(v, lr):
    """The values after one step of w₁, w₂ and b against their gradients."""
    d = gradients(v)
    return values(*(v[name] - lr * d[name] * (name in LEARNED) for name in GIVEN))


def known(line):
    """Which values and which gradients stand in the graph after so many lines: two sets of names."""
    back = BACKWARD[: max(line - len(FORWARD), 0)]
    return {*GIVEN, *(n for names in FORWARD[:line] for n in names)}, {n for names in back for n in names}


def active(line):
    """The names that this line has just filled in."""
    return () if line == 0 else (FORWARD + BACKWARD)[line - 1]


def shown(value):
    """Three significant digits; what only rounding has left over is 0."""
    return number(0 if abs(value) < 1e-12 else value)


def factor(value):
    """As shown, a negative one in parentheses."""
    text = shown(value)
    return f"({text})" if text.startswith("−") else text


def sentence(line, v):
    """What this line does, with its numbers, and why."""
    d = gradients(v)

    def product(i):
        return (
            f"dw{i} = dm{i} · x{i} = {factor(d[f'm{i}'])} · {factor(v[f'x{i}'])} = {shown(d[f'w{i}'])} and "
            f"dx{i} = dm{i} · w{i} = {factor(d[f'm{i}'])} · {factor(v[f'w{i}'])} = {shown(d[f'x{i}'])}. "
            "× swaps: each factor gets the gradient times the other's value."
        )

    return (
        "The inputs, the weights, the bias and the target are given. Nothing is computed yet.",
        f"m₁ = x₁ · w₁ = {factor(v['x₁'])} · {factor(v['w₁'])} = {shown(v['m₁'])}.",
        f"m₂ = x₂ · w₂ = {factor(v['x₂'])} · {factor(v['w₂'])} = {shown(v['m₂'])}.",
        f"p = m₁ + m₂ + b = {factor(v['m₁'])} + {factor(v['m₂'])} + {factor(v['b'])} = {shown(v['p'])}.",
        f"e = p − y = {factor(v['p'])} − {factor(v['y'])} = {shown(v['e'])}.",
        f"L = ½ e² = ½ · {factor(v['e'])}² = {shown(v['L'])}.",
        "dL = 1. If L rises by a little, L rises by just that.",
        f"de = dL · e = {shown(d['e'])}. The slope of ½ e² is e.",
        f"dp = de · 1 = {shown(d['p'])}: p enters e = p − y with slope 1, and y with slope −1.",
        f"dm₁ = dm₂ = db = dp = {shown(d['b'])}. + hands the same gradient to all.",
        product("₁"),
        product("₂"),
    )[line]


def verdict(v, before=None, steps=0):
    """What the last step has done to the loss, and what the next one would do."""
    d = gradients(v)
    if v["L"] > TOO_FAR:
        return f"L = {shown(v['L'])}: the steps fly out. This learning rate is too large; press Reset."
    done = f"L = {shown(v['L'])}, no step taken yet." if not steps else f"After step {steps} L is {shown(v['L'])}."
    if steps and before is not None and before != v["L"]:
        fell = v["L"] < before
        done = f"Step {steps}: L {'fell' if fell else 'rose'} from {shown(before)} to {shown(v['L'])}."
        done += "" if fell else " The step was too long."
    if abs(v["e"]) < 5e-4:
        return f"{done} The answer p = {shown(v['p'])} is right: hardly any gradient is left, nothing to learn."
    ways = ", ".join(f"{name} {'down' if d[name] > 0 else 'up'}" for name in LEARNED if d[name])
    return f"{done} The answer {shown(v['p'])} is too {'large' if v['e'] > 0 else 'small'}. To lower L: {ways}."
