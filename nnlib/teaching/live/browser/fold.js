// A sheet with creases, and beside it the same sheet on its way to where a hidden layer folds it.
// tell({end, by}) or ({end, x, y}): an end of the crease is moved along the rim; tell({point, x, y}): a point is.

drawings.fold = (tell) => {
  const SIDE = 350, TALL = 364, LEFT = 42, TOP = 30, WIDE = 296
  let data
  const set = (node, attributes) => build(node, attributes, [])
  const group = (name) => svg("g", { class: `nn-fold-${name}` })

  // ---- a square with axes: (x, y) of the plane to the picture, and back ----
  const board = (title, shape) => {
    const ground = set(group("axes"), { "aria-hidden": "true" }), marks = group("marks")
    const clip = newId()
    const inside = svg("g", { "clip-path": `url(#${clip})` })
    const window_ = svg("clipPath", { id: clip }, svg("rect", { x: LEFT, y: TOP, width: WIDE, height: WIDE - 8 }))
    const picture = svg("svg", { viewBox: `0 0 ${SIDE} ${TALL}`, ...shape }, window_, ground, inside, marks)
    let low = [0, 0], size = 1, drawn
    const at = (x, y) => [LEFT + (x - low[0]) / size * WIDE, TOP + WIDE - 8 - (y - low[1]) / size * WIDE]
    const where = (event) => {
      const box = picture.getBoundingClientRect()
      const x = (event.clientX - box.left) / box.width * SIDE, y = (event.clientY - box.top) / box.height * TALL
      return { x: low[0] + (x - LEFT) / WIDE * size, y: low[1] + (TOP + WIDE - 8 - y) / WIDE * size }
    }
    const scale = (limits, ticks, names) => {
      const wanted = JSON.stringify([limits, ticks, names])
      if (wanted === drawn) return
      drawn = wanted
      low = limits.slice(0, 2)
      size = limits[2]
      const floor = TOP + WIDE - 8, right = LEFT + WIDE
      const word = (x, y, text, anchor, kind = "tick") => svg("text", { x, y, "text-anchor": anchor, class: `nn-fold-${kind}` }, text)
      ground.replaceChildren(
        word(LEFT, 16, title, "start", "title"),
        svg("path", { d: `M${LEFT} ${TOP}V${floor}H${right}` }),
        ...ticks[0].flatMap((tick) => {
          const [x] = at(tick, 0)
          return [svg("path", { d: `M${x} ${floor}v4` }), word(x, floor + 18, `${tick}`, "middle")]
        }),
        ...ticks[1].flatMap((tick) => {
          const [, y] = at(0, tick)
          return [svg("path", { d: `M${LEFT} ${y}h-4` }), word(LEFT - 8, y + 4, `${tick}`, "end")]
        }),
        word((LEFT + right) / 2, floor + 34, names[0], "middle", "name"),
        set(word(0, 0, names[1], "middle", "name"), { transform: `translate(13 ${(TOP + floor) / 2}) rotate(-90)` }))
    }
    return { picture, inside, marks, at, where, scale }
  }

  const plane = board("The sheet", { role: "group" })
  const bent = board("On its way to the hidden space", { role: "img" })
  const hint = make("p", { class: "nn-fold-hint" })
  const root = make("div", { class: "nn-fold" }, make("div", { class: "nn-fold-two" }, plane.picture, bent.picture), hint)

  // ---- what stands on both: the sheet, and four points with their names ----
  const sheetOn = (target) => {
    const paint = group("paint"), net = svg("path", { class: "nn-fold-net" })
    target.append(paint, net)
    return (at, places, colors) => {
      const n = Math.round(Math.sqrt(places.length / 2))
      const spot = (i, j) => at(places[2 * (n * i + j)], places[2 * (n * i + j) + 1]).map((part) => part.toFixed(1))
      const spots = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => spot(i, j).join(" ")))
      if (paint.childElementCount !== colors.length)
        paint.replaceChildren(...colors.map((color) => svg("path", { fill: color, stroke: color })))
      colors.forEach((_, k) => {
        let d = ""
        for (let i = 0; i < n - 1; i += 1) {
          const j = k - (n - 2) + i
          if (j >= 0 && j < n - 1) d += `M${spots[i][j]}L${spots[i][j + 1]}L${spots[i + 1][j + 1]}L${spots[i + 1][j]}Z`
        }
        paint.children[k].setAttribute("d", d)
      })
      let d = ""
      for (let i = 0; i < n; i += 2) d += `M${spots[i].join("L")}M${spots.map((row) => row[i]).join("L")}`
      net.setAttribute("d", d)
    }
  }
  const named = (text, [x, y]) => svg("text", { x, y: y + 4, class: "nn-fold-label", "text-anchor": "middle", "aria-hidden": "true" }, text)
  const pointsOn = (target, large) => {
    const nodes = [0, 1, 2, 3].map((row) => {
      const one = row === 1 || row === 2, half = one || !large ? 6.5 : 8.5 // two may share a spot
      const shape = one ? svg("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half }) : svg("circle", { r: half })
      const node = svg("g", { class: `nn-fold-point nn-fold-${one ? "one" : "zero"}` }, shape)
      const name = svg("text", { class: "nn-fold-label", "aria-hidden": "true" })
      return { node, name }
    })
    target.append(...[0, 3, 1, 2].map((row) => nodes[row].node), ...nodes.map(({ name }) => name))
    return (at, places, names) => nodes.forEach(({ node, name }, row) => {
      const [x, y] = at(...places[row])
      set(node, { transform: `translate(${x} ${y})` })
      const [text, side, up] = names[row]
      name.textContent = text
      set(name, { x: x + 10 * side, y: y + (up ? -11 : 21), "text-anchor": ["end", "middle", "start"][side + 1] })
    })
  }

  // ---- the plane: the crease and its two ends ----
  const drawPlane = sheetOn(plane.inside)
  const creases = group("creases")
  plane.inside.append(creases)
  const drawCorners = pointsOn(plane.marks, false)
  const ends = [0, 1].map((end) => {
    const node = svg("g", { class: "nn-fold-end", role: "slider", tabindex: 0, "aria-label": `end ${end + 1} of the crease`,
      "aria-valuemin": 0, "aria-valuemax": 4 }, svg("circle", { r: 22, class: "nn-fold-hit" }), svg("circle", { r: 9 }))
    let held = false
    hold(node)
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return
      held = true
      node.setPointerCapture(event.pointerId)
      node.focus()
      event.preventDefault()
    })
    node.addEventListener("pointermove", (event) => held && tell({ end, ...plane.where(event) }, `end ${end}`))
    for (const stop of ["pointerup", "pointercancel"]) node.addEventListener(stop, () => (held = false))
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key]
      if (!step) return
      tell({ end, by: step })
      event.preventDefault()
    })
    plane.marks.append(node)
    return node
  })

  // ---- the way to the hidden space: dashed segments, a line between them, and points that can be pulled ----
  const drawBent = sheetOn(bent.inside)
  const ways = svg("path", { class: "nn-fold-ways" })
  const line = svg("line", { class: "nn-fold-line" })
  const segments = ["zero", "one"].map((kind) => svg("line", { class: `nn-fold-segment nn-fold-${kind}` }))
  const names = group("names")
  bent.inside.append(ways, line, ...segments, names)
  const drawMoved = pointsOn(bent.marks, true)
  const grips = [0, 1, 2, 3].map((point) => {
    const node = svg("circle", { r: 20, class: "nn-fold-hit" })
    let held = false
    hold(node)
    node.addEventListener("pointerdown", (event) => {
      if (event.button) return
      held = true
      node.setPointerCapture(event.pointerId)
      event.preventDefault()
    })
    node.addEventListener("pointermove", (event) => held && tell({ point, ...bent.where(event) }, "pull"))
    for (const stop of ["pointerup", "pointercancel"]) node.addEventListener(stop, () => (held = false))
    bent.marks.append(node)
    return node
  })

  const paint = () => {
    plane.scale([data.rim[0] - 0.2, data.rim[0] - 0.2, data.rim[1] - data.rim[0] + 0.4], [[0, 1], [0, 1]], ["x₁", "x₂"])
    drawPlane(plane.at, data.flat, data.colors)
    creases.replaceChildren(...data.creases.map(([x1, y1, x2, y2]) => {
      const [[a, b], [c, d]] = [plane.at(x1, y1), plane.at(x2, y2)]
      return svg("line", { x1: a, y1: b, x2: c, y2: d, class: data.soft ? "nn-fold-soft" : "" })
    }), ...data.creased.map((spot) => named("crease", plane.at(...spot))))
    drawCorners(plane.at, data.corners, data.names)
    ends.forEach((node, end) => {
      const mine = data.ends[end]
      node.style.display = mine ? "" : "none"
      if (!mine) return
      const [x, y] = plane.at(mine.x, mine.y)
      set(node, { transform: `translate(${x} ${y})`, "aria-valuenow": mine.place, "aria-valuetext": mine.text })
    })

    bent.scale(data.limits, data.ticks, ["unit 1, when fully folded", "unit 2, when fully folded"])
    drawBent(bent.at, data.sheet, data.colors)
    drawMoved(bent.at, data.places, data.words)
    const spots = data.places.map((place) => bent.at(...place))
    ;[[0, 3], [1, 2]].forEach(([from, to], kind) => {
      const [[x1, y1], [x2, y2]] = [spots[from], spots[to]]
      set(segments[kind], { x1, y1, x2, y2 })
    })
    line.style.display = data.line.length ? "" : "none"
    if (data.line.length) {
      const [[x1, y1], [x2, y2]] = [bent.at(...data.line.slice(0, 2)), bent.at(...data.line.slice(2))]
      set(line, { x1, y1, x2, y2 })
    }
    ways.setAttribute("d", data.ways.map(([x1, y1, x2, y2]) => `M${bent.at(x1, y1)}L${bent.at(x2, y2)}`).join(""))
    const notes = []
    if (data.was.length) {
      const [cx, cy] = bent.at(...data.was)
      notes.push(svg("circle", { cx, cy, r: 7, class: "nn-fold-was" }), named(data.was[2], [cx, cy - 17]))
    }
    if (data.line.length) notes.push(named("a line fits", bent.at(...data.fits)))
    names.replaceChildren(...notes)
    grips.forEach((node, point) => {
      const [x1, y1, x2, y2] = data.ways[point]
      node.style.display = Math.hypot(x2 - x1, y2 - y1) > 0.1 ? "" : "none"
      set(node, { cx: spots[point][0], cy: spots[point][1] })
    })
    hint.textContent = data.hint
  }

  return [root, (sent, alt) => {
    data = sent
    plane.picture.setAttribute("aria-label", data.about)
    bent.picture.setAttribute("aria-label", alt)
    paint()
  }, true]
}
