// A plane: the map of scores in bands, smooth between the dots that Python sends; the boundary; points to be touched.
drawings.plane = (tell) => {
  const [W, H, REACH, STEP] = [450, 320, 26, 0.05]
  const canvas = make("canvas", { "aria-hidden": "true" })
  const border = svg("path", { class: "nn-border" })
  const [others, points, ring] = [svg("g", { class: "nn-hollow" }), svg("g"), svg("g", { class: "nn-ring" })]
  const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, "aria-hidden": "true" }, border, others, points, ring)
  const [hint, spoken, words, key] = [newId(), make("span", { class: "nn-hidden", "aria-live": "polite" }),
    make("p", { class: "nn-hidden", id: newId() }), make("p", { class: "nn-key" })]
  const touch = make("div", {
    class: "nn-touch", tabindex: 0, role: "application", "aria-describedby": `${words.id} ${hint}`,
  }, canvas, picture)
  const title = make("b")
  const help = make("p", { class: "nn-help", id: hint })
  const node = make("div", { class: "nn-plane" }, make("div", { class: "nn-head" }, title, key), touch, words, help, spoken)

  let data = { points: [], view: [0, 1, 0, 1] }
  let drawn = [], hollow = []
  let chosen = -1, held = null, cross = null // the point that the keys have chosen; what is moved; where the keys would add
  const place = ([x1, x2]) => {
    const [left, right, low, high] = data.view
    return [((x1 - left) / (right - left)) * W, ((high - x2) / (high - low)) * H]
  }
  const clip = ([x1, x2]) => {
    const [left, right, low, high] = data.view
    return [Math.min(Math.max(x1, left), right), Math.min(Math.max(x2, low), high)].map((x) => Math.round(100 * x) / 100)
  }
  const where = (event) => {
    const box = picture.getBoundingClientRect()
    const [left, right, low, high] = data.view
    return clip([left + ((event.clientX - box.left) / box.width) * (right - left),
      high - ((event.clientY - box.top) / box.height) * (high - low)])
  }
  const nearest = (at, reach) => {
    const [x, y] = place(at)
    let best = -1
    data.points.forEach((point, i) => {
      const [a, b] = place(point)
      const far = Math.hypot(a - x, b - y)
      if (far < reach) [best, reach] = [i, far]
    })
    return best
  }
  const adds = () => typeof data.tool === "number"
  const number = (x) => x.toFixed(2).replace("-", "−")
  const say = (text) => (spoken.textContent = text)
  const sayPoint = (i, more = "") => {
    const [x1, x2, k] = data.points[i]
    say(`Point ${i + 1} of ${data.points.length}, ${data.names[k]}, at x1 ${number(x1)}, x2 ${number(x2)}.${more}`)
  }

  // ---- drawing ----
  const mark = ([x1, x2, k], size) => {
    const [x, y] = place([x1, x2])
    return k ? svg("rect", { class: "nn-one", x: x - size, y: y - size, width: 2 * size, height: 2 * size })
      : svg("circle", { class: "nn-zero", cx: x, cy: y, r: size * 1.12 })
  }
  const drawPoints = () => {
    drawn = data.points.map((point) => [...point])
    points.replaceChildren(...data.points.map((point) => {
      const [x, y] = place(point)
      return svg("g", {}, svg("circle", { class: "nn-grip", cx: x, cy: y, r: 15 }), mark(point, 5))
    }))
  }
  const drawRing = () => {
    const at = cross || data.points[held ? held.i : chosen]
    if (!at) return ring.replaceChildren()
    const [x, y] = place(at)
    const shape = cross ? svg("path", { d: `M${x - 12} ${y}H${x + 12}M${x} ${y - 12}V${y + 12}` })
      : svg("circle", { cx: x, cy: y, r: 11 })
    ring.setAttribute("data-held", Boolean(held))
    ring.replaceChildren(shape)
  }
  const same = (a, b) => a.length === b.length && a.every((point, i) => point.every((x, k) => x === b[i][k]))
  let painted = null
  const paint = () => {
    const scores = data.scores
    const width = Math.round(canvas.clientWidth * Math.min(2, window.devicePixelRatio || 1))
    const height = Math.round((width * H) / W)
    if (!width || !scores || !scores.byteLength || (painted === scores && canvas.width === width)) return
    painted = scores
    if (canvas.width !== width) (canvas.width = width), (canvas.height = height)
    const [h, w] = data.shape
    const map = new Int16Array(scores.buffer.slice(scores.byteOffset, scores.byteOffset + scores.byteLength))
    const edges = Array.from({ length: 9 }, (_, i) => Math.log((i + 1) / (9 - i)) * 800)
    const colors = data.bands.map((hex) => (0xff000000 | (parseInt(hex.slice(5, 7), 16) << 16)
      | (parseInt(hex.slice(3, 5), 16) << 8) | parseInt(hex.slice(1, 3), 16)) >>> 0)
    const image = new ImageData(width, height)
    const dots = new Uint32Array(image.data.buffer)
    const row = new Float32Array(w)
    const [from, share] = [new Uint16Array(width), new Float32Array(width)]
    for (let x = 0; x < width; x += 1) {
      const at = (x * (w - 1)) / (width - 1)
      from[x] = Math.min(Math.floor(at), w - 2)
      share[x] = at - from[x]
    }
    for (let y = 0; y < height; y += 1) {
      const at = ((height - 1 - y) * (h - 1)) / (height - 1)
      const low = Math.min(Math.floor(at), h - 2), part = at - low
      for (let x = 0; x < w; x += 1) row[x] = map[low * w + x] * (1 - part) + map[(low + 1) * w + x] * part
      for (let x = 0; x < width; x += 1) {
        const score = row[from[x]] + share[x] * (row[from[x] + 1] - row[from[x]])
        let band = score > edges[4] ? 5 : 0
        while (band < 9 && score > edges[band]) band += 1
        dots[y * width + x] = colors[band]
      }
    }
    canvas.getContext("2d").putImageData(image, 0, 0)
  }
  new ResizeObserver(paint).observe(canvas)

  // ---- by mouse and finger ----
  const moveTo = (i, at) => {
    data.points[i] = [...at, data.points[i][2]]
    drawn[i] = [...data.points[i]]
    points.children[i]?.replaceWith(svg("g", {}, svg("circle", { class: "nn-grip", ...grip(at) }), mark(data.points[i], 5)))
    drawRing()
    tell({ move: i, to: at }, true)
  }
  const grip = (at) => {
    const [cx, cy] = place(at)
    return { cx, cy, r: 15 }
  }
  const under = (event) => (data.tool === "move" ? nearest(where(event), REACH) : -1)
  hold(picture, (finger) => under(finger) >= 0)
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return
    const i = under(event)
    cross = null
    if (i < 0) return
    event.preventDefault()
    touch.focus({ preventScroll: true })
    held = { i, pointer: event.pointerId }
    chosen = i
    picture.setPointerCapture(event.pointerId)
    drawRing()
  })
  picture.addEventListener("pointermove", (event) => held?.pointer === event.pointerId && moveTo(held.i, where(event)))
  const drop = (event) => {
    if (held?.pointer !== event.pointerId) return
    held = null
    drawRing()
  }
  for (const type of ["pointerup", "pointercancel"]) picture.addEventListener(type, drop)
  picture.addEventListener("click", (event) => {
    const at = where(event)
    if (adds()) tell({ add: [...at, data.tool] })
    else if (data.tool === "erase" && nearest(at, REACH) >= 0) tell({ erase: nearest(at, REACH) })
  })

  // ---- by keyboard ----
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
  const beside = (i, [right, up]) => {
    let best = -1, least = Infinity
    data.points.forEach((point, j) => {
      const [a, b] = [point[0] - data.points[i][0], point[1] - data.points[i][1]]
      const ahead = a * right + b * up, aside = Math.abs(a * up) + Math.abs(b * right)
      if (j !== i && ahead > 0 && aside <= ahead && ahead + aside < least) [best, least] = [j, ahead + aside]
    })
    return best < 0 ? i : best
  }
  touch.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key], n = data.points.length
    const enter = event.key === "Enter" || event.key === " "
    if (!arrow && !enter && !["Escape", "PageUp", "PageDown"].includes(event.key)) return
    if (event.ctrlKey || event.metaKey || event.altKey || (enter && event.shiftKey)) return
    event.preventDefault()
    const far = STEP * (event.shiftKey ? 5 : 1)
    if (adds()) {
      cross ||= clip([(data.view[0] + data.view[1]) / 2, (data.view[2] + data.view[3]) / 2])
      if (arrow) cross = clip([cross[0] + far * arrow[0], cross[1] + far * arrow[1]])
      if (enter) tell({ add: [...cross, data.tool] })
      say(`${enter ? `A point of ${data.names[data.tool]} added at` : "At"} x1 ${number(cross[0])}, x2 ${number(cross[1])}.`)
    } else if (n) {
      cross = null
      if (event.key === "Escape") held = null
      else if (held && arrow) {
        const [x1, x2] = data.points[held.i]
        moveTo(held.i, clip([x1 + far * arrow[0], x2 + far * arrow[1]]))
      } else if (held && enter) held = null
      else if (chosen < 0) chosen = 0
      else if (arrow) chosen = beside(chosen, arrow)
      else if (enter && data.tool === "erase") {
        tell({ erase: chosen })
        say(`Point ${chosen + 1} erased.`)
        chosen = Math.min(chosen, n - 2)
        drawRing()
        return
      } else if (enter) held = { i: chosen }
      else chosen = (chosen + (event.key === "PageUp" ? n - 1 : 1)) % n
      sayPoint(chosen, held ? " Arrows move it." : "")
    }
    drawRing()
  })
  touch.addEventListener("focus", () => {
    if (chosen < 0 && data.points.length && !adds() && touch.matches(":focus-visible")) chosen = 0
    drawRing()
  })
  touch.addEventListener("blur", () => {
    ;[chosen, held, cross] = [-1, null, null]
    drawRing()
  })

  const HELP = {
    move: "Drag a filled point. Keys: arrows choose one, Enter takes it, arrows move it.",
    erase: "Click a filled point to erase it. Keys: arrows choose one, Enter erases it.",
    add: "Click to add a point. Keys: arrows move the cross, Enter adds one.",
  }
  return [node, (sent, alt, waiting) => {
    const mine = held && data.points[held.i] // under the reader's hand
    const keep = waiting && sent.points.length === data.points.length
    data = { ...sent, points: keep ? data.points : sent.points.map((point) => [...point]) }
    if (mine && held.i < data.points.length) data.points[held.i] = mine
    else held = null
    if (chosen >= data.points.length) chosen = -1
    touch.dataset.tool = adds() ? "add" : data.tool
    title.textContent = data.label
    touch.setAttribute("aria-label", data.label)
    key.replaceChildren(make("span", { class: "nn-zero" }, `● ${data.names[0]}`), " ",
      make("span", { class: "nn-one" }, `■ ${data.names[1]}`), data.others.length ? ` · ${data.key}` : "")
    help.textContent = HELP[touch.dataset.tool]
    words.textContent = alt
    border.setAttribute("d", data.border.map((line) => line.reduce((d, x, i) =>
      i % 2 ? d : `${d}${i ? "L" : "M"}${place([x, line[i + 1]]).map((at) => at.toFixed(1)).join(" ")}`, "")).join(""))
    if (!same(data.points, drawn)) drawPoints()
    if (!same(data.others, hollow)) others.replaceChildren(...(hollow = data.others).map((point) => mark(point, 3.6)))
    drawRing()
    paint()
  }, true]
}
