// Paper to draw on with mouse, finger or keys. Ink under the pen shows at once; Python gets the whole stroke each time.

drawings.pad = (tell) => {
  const NEAR = 0.5 // dots: nearer points of a stroke are left out
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [-1, -1], PageUp: [-1, 1], End: [1, -1], PageDown: [1, 1] }

  const grid = svg("path", { class: "nn-pad-grid" })
  const ink = svg("path", { class: "nn-pad-ink" })
  const pen = svg("circle", { class: "nn-pad-pen" })
  const sheet = svg("svg", { x: -0.5, y: -0.5 }, svg("rect", { class: "nn-pad-sheet", x: -0.5, y: -0.5 }), grid, ink, pen)
  const names = svg("g", { class: "nn-pad-names" })
  const picture = svg("svg", { "aria-hidden": "true" }, names, sheet)
  const hint = make("p", { class: "nn-pad-hint", id: newId() },
    "Draw with mouse or finger. Or with keys: arrows move the pen (Home, End and the Page keys aslant), ",
    make("kbd", {}, "Space"), " puts it down and lifts it, ", make("kbd", {}, "Delete"), " takes back a stroke.")
  const heard = make("span", { class: "nn-pad-heard", "aria-live": "polite" })
  const paper = make("div", { class: "nn-pad-paper", role: "application", tabindex: 0, "aria-describedby": hint.id },
    picture)
  const root = make("figure", { class: "nn-pad" }, make("figcaption", {}, "Draw here"), paper, hint, heard)

  let data, built, number = 0, pointer = null
  let stroke = null // what is being drawn: its number and its points
  let place = null // the pen of the keys

  const inside = (value) => Math.min(Math.max(value, 0), data.size - 1)
  const begin = (point) => ((stroke = { number: `${hint.id}-${(number += 1)}`, points: [point] }), send())
  const send = () => {
    root.toggleAttribute("data-moving", true)
    paint()
    tell({ stroke: stroke.number, points: stroke.points }, stroke.number)
  }
  const lift = () => {
    if (!stroke) return
    root.removeAttribute("data-moving")
    const { number, points } = stroke
    data.strokes = strokes()
    data.last = number
    stroke = null
    tell({ stroke: number, points }, number)
  }
  const strokes = () => {
    if (!stroke) return data.strokes
    const earlier = data.last === stroke.number ? data.strokes.slice(0, -1) : data.strokes
    return [...earlier, stroke.points]
  }

  // ---- with mouse or finger ----
  const pointAt = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse())
    return [at.y, at.x].map((value) => Math.round(10 * inside(value)) / 10)
  }
  paper.addEventListener("pointerdown", (event) => {
    if (event.button || pointer !== null) return
    lift()
    pointer = event.pointerId
    paper.setPointerCapture(pointer)
    paper.focus({ preventScroll: true })
    root.classList.remove("nn-pad-keys")
    begin(pointAt(event))
    event.preventDefault()
  })
  paper.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer || !stroke) return
    const before = stroke.points.length
    const passed = event.getCoalescedEvents?.() ?? []
    for (const each of passed.length ? passed : [event]) {
      const [row, column] = pointAt(each), [lastRow, lastColumn] = stroke.points[stroke.points.length - 1]
      if (Math.hypot(row - lastRow, column - lastColumn) >= NEAR) stroke.points.push([row, column])
    }
    if (stroke.points.length > before) send()
  })
  for (const end of ["pointerup", "pointercancel"])
    paper.addEventListener(end, (event) => {
      if (event.pointerId !== pointer) return
      pointer = null
      lift()
    })

  // ---- with keys ----
  const steps = () => data.size / data.step
  const dot = (count) => data.step * (count + 0.5) - 0.5
  const counts = (value) => Math.min(Math.max(Math.round((value + 0.5) / data.step - 0.5), 0), steps() - 1)
  const square = () => {
    const [row, column] = place.map((value) => Math.floor((value + 0.5) / data.block))
    return `${"abcdefgh"[column]}${row + 1}`
  }
  paper.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    if (step) {
      place = place.map((value, axis) => dot(Math.min(Math.max(counts(value) + step[axis], 0), steps() - 1)))
      if (stroke) (stroke.points.push(place), send())
    } else if (event.key === " ") stroke ? lift() : begin(place)
    else if (event.key === "Delete" || event.key === "Backspace") (lift(), tell({ undo: true }))
    else return
    root.classList.add("nn-pad-keys")
    heard.textContent = `${square()}${stroke ? ", pen down" : event.key === " " ? ", pen up" : ""}`
    paint()
    event.preventDefault()
  })
  paper.addEventListener("focus", () => root.classList.toggle("nn-pad-keys", pointer === null))
  paper.addEventListener("blur", () => (lift(), root.classList.remove("nn-pad-keys"), paint()))

  // ---- what stands there ----
  const build = () => {
    const { size, block, named } = data, edge = named ? 3 : 0.2
    picture.setAttribute("viewBox", `${-0.5 - edge} ${-0.5 - edge} ${size + edge + 0.2} ${size + edge + 0.2}`)
    for (const node of [sheet, sheet.firstChild])
      for (const side of ["width", "height"]) node.setAttribute(side, size)
    sheet.setAttribute("viewBox", `-0.5 -0.5 ${size} ${size}`)
    const lines = Array.from({ length: size / block - 1 }, (_, i) => block * (i + 1) - 0.5)
    grid.setAttribute("d", !named ? "" : lines.map((at) => `M${at} -0.5v${size}M-0.5 ${at}h${size}`).join(""))
    if (named)
      for (let i = 0; i < size / block; i += 1) {
        const at = block * (i + 0.5) - 0.5
        names.append(svg("text", { x: at, y: -1.3, "text-anchor": "middle" }, "abcdefgh"[i]),
          svg("text", { x: -1.2, y: at + 0.8, "text-anchor": "end" }, i + 1))
      }
    place = [dot(steps() / 2), dot(steps() / 2)]
    built = true
  }
  const paint = () => {
    const round = ([row, column]) => `${column} ${row}`
    ink.setAttribute("d", strokes().map((line) => `M${round(line[0])}L${line.map(round).join("L")}`).join(""))
    ink.setAttribute("stroke-width", 2 * data.pen)
    pen.setAttribute("cx", place[1])
    pen.setAttribute("cy", place[0])
    pen.setAttribute("r", Math.max(data.pen, 1.2))
    pen.classList.toggle("nn-pad-down", stroke !== null)
  }

  return [root, (sent, alt) => {
    data = { ...sent }
    paper.setAttribute("aria-label", alt)
    if (!built) build()
    paint()
  }]
}
