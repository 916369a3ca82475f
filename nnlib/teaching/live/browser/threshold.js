// Two piles of patients on one axis of probability, the ill above and the well below, and a line that is dragged.

drawings.threshold = (tell) => {
  const LEAST = 0.01, MOST = 0.99 // beyond them patients stand in a block
  const COLUMNS = 8, HEAD = 104, AXIS = 34, FOOT = 48, TITLE = 22

  const sides = ["benign", "malignant"].map((name) => svg("rect", { class: `nn-cut-${name}` }))
  const dots = svg("g"), words = svg("g")
  const line = svg("line", { class: "nn-cut-line" })
  const knob = svg("rect", { class: "nn-cut-knob", width: 92, height: 28, rx: 14, y: 2 })
  const number = svg("text", { class: "nn-cut-number", y: 16 })
  const hint = svg("text", { y: 16 }, "drag")
  const handle = svg("g", { role: "slider", tabindex: 0, "aria-label": "threshold", "aria-valuemin": 0,
    "aria-valuemax": MOST }, knob, number)
  const drawn = svg("g", { role: "img" }, ...sides, dots, line, words)
  const picture = svg("svg", {}, drawn, hint, handle)
  const root = make("div", { class: "nn-cut" }, picture)

  let data, width = 0, axis, dragged = false

  const at = (t) => (t < LEAST ? 4 : axis.left + (t - LEAST) / (MOST - LEAST) * (axis.right - axis.left))
  const thresholdAt = (x) => {
    if (x < at(LEAST) / 2) return 0
    const share = (x - axis.left) / (axis.right - axis.left)
    return Math.round(100 * Math.min(Math.max(LEAST + share * (MOST - LEAST), LEAST), MOST)) / 100
  }
  const moveTo = (t) => {
    if (t === data.threshold) return
    data.threshold = t
    paintLine()
    tell({ threshold: t }, true)
  }
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (by) moveTo(Math.min(Math.max(Math.round(100 * data.threshold + by), 0), 100 * MOST) / 100)
    else if (event.key === "Home" || event.key === "End") moveTo(event.key === "Home" ? 0 : MOST)
    else return
    event.preventDefault()
  })
  const drag = (event) => {
    dragged = true
    handle.focus({ focusVisible: false })
    moveTo(thresholdAt(event.clientX - picture.getBoundingClientRect().left))
  }
  follow(picture, drag, () => (dragged = false))

  // Places of a class, [x, steps from the axis] for each p in order: at its own x, higher where another is in the way.
  const places = (values, pitch) => {
    const rows = [], below = values.filter((p) => p < LEAST).length, above = values.findIndex((p) => p >= MOST)
    return values.map((p, i) => {
      if (p < LEAST) {
        const k = below - 1 - i
        return [axis.left - axis.gap - (k % COLUMNS + 0.5) * pitch, Math.floor(k / COLUMNS)]
      }
      if (p >= MOST) {
        const k = i - above
        return [axis.right + axis.gap + (k % COLUMNS + 0.5) * pitch, Math.floor(k / COLUMNS)]
      }
      const x = at(p)
      let row = rows.findIndex((last) => x - last >= pitch)
      if (row < 0) row = rows.length
      rows[row] = x
      return [x, row]
    })
  }

  const place = () => {
    const narrow = width < 460, pitch = width < 330 ? 6.5 : narrow ? 7.5 : 9.5, block = COLUMNS * pitch, gap = 10
    axis = { gap, left: 6 + block + gap, right: width - 6 - block - gap }
    const found = { malignant: places(data.malignant, pitch), benign: places(data.benign, pitch) }
    const tall = (name) => (Math.max(...found[name].map(([, row]) => row)) + 1) * pitch
    const upper = HEAD + tall("malignant"), lower = upper + AXIS, bottom = lower + tall("benign") + 8
    const height = bottom + FOOT, whole = height + TITLE
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${whole}`, width, height: whole }))
      picture.setAttribute(name, value)
    dots.replaceChildren()
    const size = pitch - 1.5
    const marks = { malignant: ([x, row]) => svg("rect", { x: x - size / 2, y: upper - (row + 0.5) * pitch - size / 2,
      width: size, height: size, rx: 1, class: "nn-cut-ill" }),
    benign: ([x, row]) => svg("circle", { cx: x, cy: lower + (row + 0.5) * pitch, r: size / 2, class: "nn-cut-well" }) }
    axis.marks = Object.fromEntries(Object.entries(found).map(([name, spots]) => [name, spots.map(marks[name])]))
    dots.append(...Object.values(axis.marks).flat())
    words.replaceChildren()
    const write = (x, y, text, anchor, kind = "soft") => {
      const node = svg("text", { x, y, "text-anchor": anchor, class: `nn-cut-${kind}` }, text)
      words.append(node)
      return node
    }
    write(8, 46, "called benign", "start")
    write(width - 8, 46, "called malignant", "end")
    const count = (x, y, text, anchor, kind) => (write(x, y + 21, text, anchor, kind), write(x, y, "", anchor, `${kind} nn-cut-count`))
    const [ill, well] = narrow ? ["■", "●"] : ["■ malignant", "● benign"]
    axis.counts = { missed: count(8, 66, `${ill} missed`, "start", "malignant-word"),
      found: count(width - 8, 66, `${ill} found`, "end", "malignant-word"),
      alone: count(8, height - 35, `${well} left alone`, "start", "benign-word"),
      alarms: count(width - 8, height - 35, "● false alarms", "end", "benign-word") }
    for (const y of [upper, lower]) words.append(svg("line", { x1: axis.left, x2: axis.right, y1: y, y2: y, class: "nn-cut-axis" }))
    write(width / 2, height + 12, "probability of malignant", "middle")
    const middle = upper + AXIS / 2
    for (const [x, text] of [[6, "< 0.01"], [width - 6 - block, "≥ 0.99"]]) { // each under its block, and as wide
      words.append(svg("rect", { x, y: upper, width: block, height: AXIS, fill: "none", class: "nn-cut-axis" }))
      write(x + block / 2, middle, text, "middle")
    }
    for (const p of width < 330 ? [0.5] : narrow ? [0.25, 0.5, 0.75] : [0.2, 0.4, 0.6, 0.8])
      write(at(p), middle, String(p), "middle")
    for (const [side, fill] of [[sides[0], "benign"], [sides[1], "malignant"]]) {
      side.setAttribute("y", 32)
      side.setAttribute("height", height - 32)
      side.setAttribute("class", `nn-cut-${fill}`)
    }
    line.setAttribute("y1", 30)
    line.setAttribute("y2", height)
  }

  const paintLine = () => {
    const x = at(data.threshold)
    line.setAttribute("x1", x)
    line.setAttribute("x2", x)
    const middle = Math.min(Math.max(x, 48), width - 48), left = middle > width / 2
    knob.setAttribute("x", middle - 46)
    number.setAttribute("x", middle)
    number.textContent = `‹ t = ${data.threshold.toFixed(2)} ›`
    hint.setAttribute("x", middle + (left ? -52 : 52))
    hint.setAttribute("text-anchor", left ? "end" : "start")
    handle.setAttribute("aria-valuenow", data.threshold)
    handle.setAttribute("aria-valuetext", data.threshold.toFixed(2))
    sides[0].setAttribute("width", x)
    sides[1].setAttribute("x", x)
    sides[1].setAttribute("width", width - x)
  }

  const paint = () => {
    paintLine()
    const { found, missed, alarms, alone } = data.counts
    axis.marks.malignant.forEach((mark, i) => mark.classList.toggle("nn-cut-wrong", i < missed))
    axis.marks.benign.forEach((mark, i) => mark.classList.toggle("nn-cut-wrong", i >= alone))
    axis.counts.missed.textContent = `${missed} of ${found + missed}`
    axis.counts.found.textContent = `${found} of ${found + missed}`
    axis.counts.alone.textContent = `${alone} of ${alone + alarms}`
    axis.counts.alarms.textContent = `${alarms} of ${alone + alarms}`
  }

  new ResizeObserver(() => {
    if (root.clientWidth === width || !root.clientWidth) return
    width = root.clientWidth
    if (data) (place(), paint())
  }).observe(root)

  return [root, (sent, alt) => {
    const { threshold } = data ?? sent
    data = dragged ? { ...sent, threshold } : { ...sent }
    drawn.setAttribute("aria-label", alt)
    if (width) paint()
  }]
}
