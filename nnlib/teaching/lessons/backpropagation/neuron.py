"""One neuron, half its squared error, and the slope of that in every number: line by line."""

from ...network import number

GIVEN = ("x₁", "w₁", "x₂", "w₂", "b", "y")
LEARNED = ("w₁", "w₂", "b")
FORWARD = [("m₁",), ("m₂",), ("p",), ("e",), ("L",)]
BACKWARD = [("L",), ("e",), ("p", "y"), ("m₁", "m₂", "b"), ("x₁", "w₁"), ("x₂", "w₂")]
LAST = len(FORWARD) + len(BACKWARD)
ALL = LAST + 1  # after the last line: all is there, and none is looked at
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
    return () if line in (0, ALL) else (FORWARD + BACKWARD)[line - 1]


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
    """What the last step has done to the answer and to the loss, or what the next one would do: two sentences."""
    d, p, y, loss = gradients(v), shown(v["p"]), shown(v["y"]), shown(v["L"])
    if v["L"] > TOO_FAR:
        return f"The steps fly out: the loss L is {loss}.", "This learning rate is too large; press Reset."
    if abs(v["e"]) < 5e-4:
        return f"The answer {p} is right.", "Hardly any gradient is left: nothing to learn."
    ways = ", ".join(f"{name} {'down' if d[name] > 0 else 'up'}" for name in LEARNED if d[name])
    if before is None or before["y"] != v["y"]:
        off = f"{shown(abs(v['e']))} {'above' if v['e'] > 0 else 'below'}"
        return f"The answer {p} is {off} its target {y}.", f"The loss L is {loss}. Press Step: {ways}."
    fell, past = v["L"] < before["L"], v["e"] * before["e"] < 0
    way = f"{'past' if past else 'toward'} its target{'' if fell else ' and too far'}"
    return (
        f"Step {steps}: the answer hops {way}.",
        f"The loss L {'falls' if fell else 'rises'} from {shown(before['L'])} to {loss}. Next step: {ways}.",
    )
