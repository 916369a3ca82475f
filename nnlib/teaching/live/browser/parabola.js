// A weight on the parabola of its loss, and its steps. Its start can be dragged, or moved with the arrow keys.

drawings.parabola = (tell) => {
  const LEFT = 36, RIGHT = 10, TOP = 32, BOTTOM = 42
  const clip = newId()
  const box = svg("rect", { x: LEFT, y: TOP })
  const axes = svg("g", { class: "nn-para-axes" })
  const ground = svg("path", { class: "nn-para-ground" })
  const curve = svg("path", { class: "nn-para-curve" })
  const path = svg("path", { class: "nn-para-path" })
  const points = svg("g")
  const best = svg("g")
  const head = svg("circle", { class: "nn-para-head", r: 7 })
  const inside = svg("g", { "clip-path": `url(#${clip})` }, curve, best, path, points, head)
  const words = svg("g", { class: "nn-para-words" })
  const knob = svg("g", { class: "nn-para-knob", tabindex: 0, role: "slider", "aria-label": "start weight" },
    svg("circle", { r: 18, class: "nn-para-reach" }), svg("circle", { r: 10 }), svg("path", { d: "M-4 -3L-7 0L-4 3M4 -3L7 0L4 3" }))
  const picture = svg("svg", {}, svg("clipPath", { id: clip }, box),
    svg("g", { "aria-hidden": "true" }, svg("g", { "clip-path": `url(#${clip})` }, ground), axes, inside, words), knob)
  const root = make("div", { class: "nn-para", role: "group" }, picture)

  let data, width = 0, height = 0, steps = 0, dragging = false, wanted

  const across = (weight) => LEFT + (weight - data.x[0]) / (data.x[1] - data.x[0]) * (width - LEFT - RIGHT)
  const up = (loss) => height - BOTTOM - (loss - data.y[0]) / (data.y[1] - data.y[0]) * (height - TOP - BOTTOM)
  const joined = (pairs) => pairs.map(([weight, loss], i) => `${i ? "L" : "M"}${across(weight)} ${up(loss)}`).join("")
  const hops = (pairs) => pairs.map(([weight, loss], i) => {
    const x = across(weight), y = up(loss)
    if (!i) return `M${x} ${y}`
    const from = [across(pairs[i - 1][0]), up(pairs[i - 1][1])]
    return `Q${(from[0] + x) / 2} ${(from[1] + y) / 2 - data.lift * Math.abs(x - from[0])} ${x} ${y}`
  }).join("")
  const seen = ([weight, loss]) => weight > data.x[0] && weight < data.x[1] && loss < data.y[1]

  // ---- what is touched ----
  const moveTo = (weight) => {
    const [least, most, step] = data.drag
    const near = Number((step * Math.round(Math.min(Math.max(weight, least), most) / step)).toFixed(9))
    if (near === wanted) return
    wanted = near
    tell({ start: near }, "start")
  }
  const under = (event) =>
    data.x[0] + (event.clientX - picture.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT) * (data.x[1] - data.x[0])
  const drag = (event) => {
    dragging = true
    knob.focus()
    moveTo(under(event))
  }
  follow(picture, drag, () => (dragging = false))
  knob.addEventListener("keydown", (event) => {
    const [least, most, step] = data.drag
    const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (by) moveTo(wanted + by * step)
    else if (event.key === "Home" || event.key === "End") moveTo(event.key === "Home" ? least : most)
    else return
    event.preventDefault()
  })

  // ---- what stands there ----
  const write = (x, y, text, anchor = "middle", kind = "") => svg("text", { x, y, "text-anchor": anchor, class: kind }, text)
  const place = () => {
    height = Math.min(Math.max(0.86 * width, 240), 340, Math.max(240, 0.66 * window.innerHeight))
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
      picture.setAttribute(name, value)
    box.setAttribute("width", width - LEFT - RIGHT)
    box.setAttribute("height", height - TOP - BOTTOM)
    const floor = height - BOTTOM
    axes.replaceChildren(
      svg("path", { d: `M${LEFT} ${TOP}V${floor}H${width - RIGHT}` }),
      write(width < 330 ? 2 : LEFT, 18, data.title, "start", "nn-para-title"),
      write(across((data.x[0] + data.x[1]) / 2), height - 6, "weight"),
      write(LEFT + 6, TOP + 8, "loss", "start"),
      write(across(data.best[0]), up(data.best[1]) + 24, "best weight", "middle", "nn-para-name"),
      ...data.ticks[0].map((at) => write(across(at), floor + 17, String(at).replace("-", "−"), "middle", "nn-para-tick")),
      ...data.ticks[1].map((at) => write(LEFT - 6, up(at) + 4, at, "end", "nn-para-tick")),
    )
    curve.setAttribute("d", joined(data.curve))
    ground.setAttribute("d", `${joined(data.curve)}V${floor}H${LEFT}z`)
    const [weight, loss] = data.best
    best.replaceChildren(svg("circle", { cx: across(weight), cy: up(loss), r: 9, class: "nn-para-best" }))
  }
  const paint = () => {
    root.classList.toggle("nn-para-out", data.out)
    root.classList.toggle("nn-para-slides", steps !== data.path.length && !dragging)
    steps = data.path.length
    path.setAttribute("d", hops(data.path))
    points.replaceChildren(...data.path.slice(1).map(([weight, loss]) => data.out
      ? svg("circle", { cx: across(weight), cy: up(loss), r: 4.5 })
      : svg("rect", { x: across(weight) - 4, y: up(loss) - 4, width: 8, height: 8 })))
    const last = data.path[data.path.length - 1], first = data.path[0]
    head.style.transform = `translate(${across(last[0])}px, ${up(last[1])}px)`
    knob.setAttribute("transform", `translate(${across(first[0])} ${up(first[1])})`)
    const x = across(first[0]), outside = first[0] < data.best[0] ? -1 : 1
    const side = x + 54 * outside > LEFT && x + 54 * outside < width ? outside : -outside
    words.replaceChildren(write(x + 17 * side, up(first[1]) + 5, "start", side < 0 ? "end" : "start"))
    if (steps > 1 && seen(last) && Math.abs(up(last[1]) - up(first[1])) > 22 && data.out)
      words.append(write(across(last[0]) + (last[0] < data.best[0] ? 14 : -14), up(last[1]) - 4, data.said,
        last[0] < data.best[0] ? "start" : "end"))
    for (const [name, value] of Object.entries({ "aria-valuemin": data.drag[0], "aria-valuemax": data.drag[1],
      "aria-valuenow": data.start, "aria-valuetext": data.told }))
      knob.setAttribute(name, value)
  }

  new ResizeObserver(() => {
    if (root.clientWidth === width || !root.clientWidth) return
    width = root.clientWidth
    if (data) (place(), paint())
  }).observe(root)

  return [root, (sent, alt) => {
    data = sent
    wanted = data.start
    root.setAttribute("aria-label", alt)
    if (width) (axes.hasChildNodes() || place(), paint())
  }]
}
