// A network: units as circles with numbers or as small maps, weights as lines. One stop of the Tab key for all units.

drawings.network = (tell) => {
  const HEAD = 26, RAIL = 30, BAR = 62, TALL = 420, BESIDE = 94
  const STOPS = ["B34E00", "CE8864", "E5BFAD", "F7F7F7", "AFCBE2", "689ECB", "0072B2"] // style.DIVERGING
    .map((code) => [0, 2, 4].map((from) => parseInt(code.slice(from, from + 2), 16)))
  const COLORS = Array.from({ length: 256 }, (_, byte) => {
    const place = Math.min(Math.abs(byte - 1) / 254 * 6, 5.999), left = Math.floor(place)
    return STOPS[left].map((from, k) => from + (place - left) * (STOPS[left + 1][k] - from))
  })

  const canvas = make("canvas", { class: "nn-net-maps", "aria-hidden": "true" })
  const lineGroup = svg("g", { "aria-hidden": "true" })
  const wordGroup = svg("g", { "aria-hidden": "true", class: "nn-net-words" })
  const unitGroup = svg("g")
  const picture = svg("svg", {}, lineGroup, wordGroup, unitGroup)
  const bar = make("div", { class: "nn-net-bar", role: "toolbar", "aria-label": "hidden layers and their units" })
  const key = make("div", { class: "nn-net-key", "aria-hidden": "true" })
  const stage = make("div", { class: "nn-net-stage" }, bar, canvas, picture, key)
  const about = make("div", { class: "nn-net-about", id: newId() })
  const root = make("div", { class: "nn-net", role: "group" }, stage, about)

  let data, units = [], lines = [], built, width = 0
  let pointed = null, focused = null, stop = [1, 0], dragged = null

  const at = (table, layer, i) => table?.[layer]?.[i]
  const first = () => (data.drag ? 1 : 0)
  const last = () => data.sizes.length - 1
  const nameOf = (layer, i) => {
    if (layer === 0) return data.inputs[i] ?? `input ${i}`
    if (layer === last()) return data.outputs[i] ?? `output ${i}`
    return `layer ${layer}, unit ${i}`
  }
  const slides = (layer) => layer === 0 && Boolean(data.drag)

  // ---- what is touched ----
  const walk = (layer, i, key) => {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key]
    const to = Math.min(Math.max(layer + right, first()), last())
    if (to === layer) return [layer, Math.min(Math.max(i + down, 0), data.sizes[layer] - 1)]
    const heights = units[to].map((unit) => Math.abs(unit.y - units[layer][i].y))
    return [to, heights.indexOf(Math.min(...heights))]
  }
  const moveTo = (i, value) => {
    const [least, most, step] = data.drag
    const near = least + step * Math.round((Math.min(Math.max(value, least), most) - least) / step)
    const rounded = Number(near.toFixed(9))
    if (rounded === data.numbers[i]) return
    data.numbers[i] = rounded
    paintSlider(i, String(rounded).replace("-", "−"))
    tell({ input: i, value: rounded }, i)
  }
  const press = (layer, i) => (event) => {
    const { key } = event
    if (slides(layer)) {
      const [least, most, step] = data.drag
      const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[key]
      if (by) moveTo(i, data.numbers[i] + by * step)
      else if (key === "Home" || key === "End") moveTo(i, key === "Home" ? least : most)
      else return
    } else if (key.startsWith("Arrow")) {
      const [toLayer, to] = walk(layer, i, key)
      units[toLayer][to].node.focus()
    } else if (key === "Enter" || key === " ") touch(layer, i)
    else return
    event.preventDefault()
  }
  const touch = (layer, i) => data.switch && layer > 0 && layer < last() && tell({ unit: [layer, i] })
  const grab = (unit, i) => {
    hold(unit.node)
    unit.node.addEventListener("pointerdown", (event) => {
      if (event.button) return
      unit.node.setPointerCapture(event.pointerId)
      unit.node.focus()
      if (event.target === unit.rail) moveTo(i, valueAt(unit, event.clientY))
      dragged = { y: event.clientY, value: data.numbers[i] }
      event.preventDefault()
    })
    unit.node.addEventListener("pointermove", (event) => {
      if (!dragged) return
      const [least, most] = data.drag
      moveTo(i, dragged.value + (dragged.y - event.clientY) / unit.length * (most - least))
    })
    for (const end of ["pointerup", "pointercancel"]) unit.node.addEventListener(end, () => (dragged = null))
  }
  const valueAt = (unit, y) => {
    const [least, most] = data.drag
    const bottom = picture.getBoundingClientRect().top + unit.y + unit.length / 2
    return least + (bottom - y) / unit.length * (most - least)
  }
  // What moves away under a pointer that rests is not pointed at.
  let rests = ""
  const point = (what, event) => {
    const here = `${event.screenX} ${event.screenY}`
    if (here === rests) return
    rests = here
    pointed = what
    mark()
  }
  const leave = () => ((pointed = null), mark())
  const lift = (event) => { // a finger that has pointed at a line can be lifted, and what it found still be read
    if (event.pointerType === "touch") document.addEventListener("pointerdown", leave, { once: true, capture: true })
    else leave()
  }
  root.addEventListener("pointermove", (event) => (rests = `${event.screenX} ${event.screenY}`))

  // ---- layers and units are added and removed: one stop of the Tab key for all buttons ----
  const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`
  const sign = (more, name, can, message, layer) => {
    const button = make("button", { type: "button", "aria-label": name, "aria-disabled": !can }, more > 0 ? "+" : "−")
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "false" && tell(message))
    button.dataset.layer = layer
    button.dataset.more = more
    return button
  }
  const buildBar = () => {
    const was = bar.contains(document.activeElement) ? document.activeElement.dataset : null
    const [mostLayers, mostUnits] = data.grow ?? [], hidden = data.sizes.slice(1, -1)
    bar.replaceChildren()
    if (!data.grow) return
    const depth = count(hidden.length, "hidden layer")
    bar.append(make("span", { class: "nn-net-depth" },
      sign(-1, `remove the last of ${depth}`, hidden.length > 0, { layers: -1 }, 0), depth,
      sign(1, `add a layer to ${depth}`, hidden.length < mostLayers, { layers: 1 }, 0)))
    hidden.forEach((size, i) => bar.append(make("span", { class: "nn-net-size" },
      sign(-1, `remove a unit from layer ${i + 1}, ${count(size, "unit")}`, size > 1, { units: [i + 1, -1] }, i + 1),
      sign(1, `add a unit to layer ${i + 1}, ${count(size, "unit")}`, size < mostUnits, { units: [i + 1, 1] }, i + 1))))
    const buttons = [...bar.querySelectorAll("button")]
    const same = was && buttons.find((button) => button.dataset.layer === was.layer && button.dataset.more === was.more)
    rove(same ?? buttons[was ? 0 : 1], Boolean(was))
  }
  const rove = (button, take) => {
    for (const other of bar.querySelectorAll("button")) other.tabIndex = other === button ? 0 : -1
    if (take) button.focus()
  }
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    if (!by) return
    const buttons = [...bar.querySelectorAll("button")]
    rove(buttons[(buttons.indexOf(event.target) + by + buttons.length) % buttons.length], true)
    event.preventDefault()
  })

  // ---- what stands there ----
  const build = () => {
    const here = unitGroup.contains(document.activeElement)
    buildBar()
    key.replaceChildren(...data.key.map(([sign, words]) => {
      const line = svg("line", { x2: 44, y1: 6, y2: 6, class: "nn-net-line", "data-sign": sign, "stroke-width": 5 })
      line.toggleAttribute("data-mute", !sign)
      return make("span", {}, svg("svg", { width: 44, height: 12 }, line), words)
    }))
    lineGroup.replaceChildren()
    unitGroup.replaceChildren()
    lines = []
    data.lines.forEach((_, layer) => {
      for (let from = 0; from < data.sizes[layer]; from += 1)
        for (let to = 0; to < data.sizes[layer + 1]; to += 1) {
          const line = { layer, from, to, k: from * data.sizes[layer + 1] + to, seen: svg("line"), hit: svg("line") }
          line.seen.setAttribute("class", "nn-net-line")
          line.hit.setAttribute("class", "nn-net-hit")
          line.hit.addEventListener("pointerenter", (event) => point(line, event))
          line.hit.addEventListener("pointerleave", lift)
          lines.push(line)
        }
    })
    lineGroup.append(...lines.map((line) => line.seen), ...lines.map((line) => line.hit))
    units = data.sizes.map((size, layer) => Array.from({ length: size }, (_, i) => {
      const unit = { layer, i }
      const map = Boolean(data.maps?.known[layer])
      unit.shape = map ? svg("rect") : svg("circle")
      unit.shape.setAttribute("class", map ? "nn-net-frame" : "nn-net-circle")
      unit.arc = svg("circle", { class: "nn-net-arc" })
      unit.cross = svg("path", { class: "nn-net-cross" })
      unit.value = svg("text", { class: "nn-net-value" })
      unit.gradient = svg("text", { class: "nn-net-gradient" })
      unit.node = svg("g", { "aria-describedby": about.id, tabindex: -1 }, unit.shape, unit.arc, unit.cross, unit.value,
        unit.gradient)
      if (slides(layer)) {
        unit.track = svg("line", { class: "nn-net-track" })
        unit.full = svg("line", { class: "nn-net-full" })
        unit.knob = svg("circle", { class: "nn-net-knob", r: 10 })
        unit.rail = svg("rect", { class: "nn-net-rail" })
        unit.node.append(unit.track, unit.full, unit.knob, unit.rail)
        grab(unit, i)
      } else unit.node.addEventListener("click", () => touch(layer, i))
      unit.node.addEventListener("keydown", press(layer, i))
      unit.node.addEventListener("pointerenter", (event) => point(unit, event))
      unit.node.addEventListener("pointerleave", () => leave())
      unit.node.addEventListener("focus", () => {
        focused = unit
        pointed = null
        if (!slides(layer)) stop = [layer, i]
        paintStops()
        mark()
      })
      unit.node.addEventListener("blur", () => ((focused = null), mark()))
      unitGroup.append(unit.node)
      return unit
    }))
    stop[0] = Math.min(Math.max(stop[0], first()), last())
    stop[1] = Math.min(stop[1], data.sizes[stop[0]] - 1)
    pointed = focused = null
    if (here) units[stop[0]][stop[1]].node.focus()
  }

  const place = () => {
    const beside = data.beside?.length > 0, foot = data.touch.length ? 22 : 0
    const wide = (names) => Math.max(0, ...names.map((name) => 7.4 * name.length + 8))
    const maps = Boolean(data.maps), narrow = width < (maps ? 480 : 430)
    const above = narrow && data.outputs.length > 0 && (maps || width < 290) // names of outputs: no room beside them
    const shape = maps ? data.maps.width / data.maps.height : 1, room = 0.3 * width / data.sizes.length / shape
    const tight = Boolean(data.grow) && width / data.sizes.length < 72 // no room for two buttons side by side
    const halfOf = (layer) => (data.maps?.known[layer]
      ? Math.max(6, Math.min(narrow ? 17 : 22, room, TALL / data.sizes[layer] / 2 - 2)) : narrow ? 17 : data.gradients ? 22 : 20)
    const gapOf = (layer) => (maps && halfOf(layer) < 16 ? 4 : data.gradients ? 22 : 10)
    const spread = (layer) => slides(layer) || (above && layer === last())
    const pitchOf = (layer) => (slides(layer) ? 110 : 2 * halfOf(layer) + gapOf(layer) + (above && layer === last() ? 16 + 15 * beside : 0))
    const counts = data.between?.length ? 38 : 0
    const wideOf = (layer) => halfOf(layer) * (data.maps?.known[layer] ? shape : 1)
    const head = (data.grow ? BAR + (tight ? 28 : 0) : 0) + counts + (data.layers.length ? HEAD : 6)
    const tall = Math.max(...data.sizes.map((size, layer) => size * pitchOf(layer)))
    const height = head + tall + foot + 6
    const left = wideOf(0) + 4 + (data.drag ? RAIL + (narrow ? 2 : 10) : wide(data.inputs))
    const right = width - wideOf(last()) - 4 - (above ? 8 : Math.max(wide(data.outputs), BESIDE * beside) - (narrow ? 6 : 0))
    const gap = (right - left) / Math.max(last(), 1)
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`)
    picture.setAttribute("width", width)
    picture.setAttribute("height", height)
    wordGroup.replaceChildren()
    const write = (x, y, text, anchor, kind) =>
      wordGroup.append(svg("text", { x, y, "text-anchor": anchor, class: kind }, text))
    const middle = head + tall / 2
    units.forEach((layer, l) => {
      const apart = spread(l) ? tall / layer.length : pitchOf(l), half = halfOf(l)
      layer.forEach((unit, i) => {
        unit.x = left + l * gap
        unit.y = middle + (i - (layer.length - 1) / 2) * apart
        // a unit that has nothing to say is a dot
        const round = unit.shape.tagName !== "rect", silent = data.values && !data.values[l] && !data.gradients?.[l]
        const radius = round && silent ? 8 : half, broad = round ? radius : wideOf(l)
        unit.broad = broad
        const { x, y } = unit
        if (unit.shape.tagName === "rect")
          for (const [name, value] of Object.entries({ x: x - broad, y: y - half, width: 2 * broad, height: 2 * half, rx: 3 }))
            unit.shape.setAttribute(name, value)
        else
          for (const shape of [unit.shape, unit.arc])
            for (const [name, value] of Object.entries({ cx: x, cy: y, r: radius })) shape.setAttribute(name, value)
        unit.half = radius
        unit.arc.setAttribute("transform", `rotate(-90 ${x} ${y})`)
        const [far, up] = [0.72 * broad, 0.72 * half]
        unit.cross.setAttribute("d", `M${x - far} ${y + up}L${x + far} ${y - up}`)
        for (const [text, down] of [[unit.value, 0], [unit.gradient, half + 11]]) {
          text.setAttribute("x", x)
          text.setAttribute("y", y + down)
        }
        if (slides(l)) {
          unit.length = apart - 34
          const rail = RAIL / 2, top = y - unit.length / 2, bottom = y + unit.length / 2
          for (const line of [unit.track, unit.full])
            for (const [name, value] of Object.entries({ x1: rail, x2: rail, y1: bottom, y2: top }))
              line.setAttribute(name, value)
          unit.knob.setAttribute("cx", rail)
          for (const [name, value] of Object.entries({ x: 0, y: top - 10, width: RAIL, height: unit.length + 20 }))
            unit.rail.setAttribute(name, value)
          write(x, y - half - 8, data.inputs[i] ?? "", "middle", "nn-net-name nn-net-input")
        } else if (l === 0) write(x - broad - 7, y, data.inputs[i] ?? "", "end", "nn-net-name")
        if (l === last()) {
          const start = above ? Math.min(x + broad, width) : x + broad + (narrow ? 4 : 7), anchor = above ? "end" : "start"
          const kind = `nn-net-name${above ? " nn-net-over" : ""}`, up = above ? half + 9 : 9 * beside
          write(start, y - up, data.outputs[i] ?? "", anchor, kind)
          if (beside) write(start, y + up, "", anchor, `${kind} nn-net-beside`)
          if (data.gradients && i === 0 && !above) write(start, y + half + 11, "gradient", "start", "nn-net-head")
        }
      })
      if (data.layers[l]) {
        const anchor = l === 0 && left < 44 ? "start" : "middle"
        write(anchor === "start" ? 2 : left + l * gap, (data.grow ? 36 : 0) + counts + 12, data.layers[l], anchor, "nn-net-head")
      }
    })
    data.touch.forEach((words, l) => write(slides(l) ? 2 : left + l * gap, height - 12, words, slides(l) ? "start" : "middle", "nn-net-head nn-net-touch"))
    data.between?.forEach((_, l) => ["nn-net-count", "nn-net-head nn-net-counted"].forEach((kind, row) =>
      write(left + (l + 0.5) * gap, 12 + 18 * row, "", "middle", kind)))
    bar.classList.toggle("nn-net-tight", tight)
    bar.querySelectorAll(".nn-net-size").forEach((node, i) => (node.style.left = `${left + (i + 1) * gap}px`))
    for (const line of lines) {
      const start = units[line.layer][line.from], end = units[line.layer + 1][line.to]
      const ends = { x1: start.x + start.broad, y1: start.y, x2: end.x - end.broad, y2: end.y }
      for (const [name, value] of Object.entries(ends)) (line.seen.setAttribute(name, value), line.hit.setAttribute(name, value))
    }
  }

  const paintSlider = (i, text) => {
    const unit = units[0][i], [least, most] = data.drag, share = (data.numbers[i] - least) / (most - least)
    const y = unit.y + unit.length * (0.5 - share)
    unit.knob.setAttribute("cy", y)
    unit.full.setAttribute("y2", y)
    unit.value.textContent = text
    for (const [name, value] of Object.entries({ role: "slider", "aria-orientation": "vertical", "aria-label": nameOf(0, i),
      "aria-valuemin": least, "aria-valuemax": most, "aria-valuenow": data.numbers[i], "aria-valuetext": text, tabindex: 0 }))
      unit.node.setAttribute(name, value)
  }
  const paintStops = () => {
    for (const unit of units.flat())
      if (!slides(unit.layer)) unit.node.setAttribute("tabindex", unit.layer === stop[0] && unit.i === stop[1] ? 0 : -1)
  }
  const stateOf = (layer, i) =>
    at(data.off, layer, i) ? "off" : at(data.dead, layer, i) ? "dead"
    : at(data.dying, layer, i) ? "dying" : at(data.silent, layer, i) ? "silent" : ""
  const SAID = { off: "switched off", dead: "dead", dying: "nearly dead", silent: "", "": "" }

  const paint = () => {
    for (const [row, kind] of ["count", "counted"].entries())
      wordGroup.querySelectorAll(`.nn-net-${kind}`).forEach((node, l) => (node.textContent = data.between[l][row]))
    wordGroup.querySelectorAll(".nn-net-beside").forEach((node, i) => (node.textContent = data.beside[i]))
    picture.classList.toggle("nn-net-slopes", Boolean(data.lineGradients))
    for (const line of lines) {
      const part = data.lines[line.layer][line.k], size = Math.abs(part), broad = 0.6 + 5.4 * size
      line.seen.setAttribute("stroke-width", broad)
      line.seen.style.setProperty("--dashes", `${5 + 3 * broad} ${2 + 0.4 * broad}`)
      line.seen.style.setProperty("--strength", part ? 0.25 + 0.6 * size : 0.5)
      line.seen.dataset.sign = Math.sign(part)
      const mute = stateOf(line.layer, line.from) || stateOf(line.layer + 1, line.to) === "dead"
        || data.lineGradients?.[line.layer][line.k] === "0"
      line.seen.toggleAttribute("data-mute", Boolean(mute)) // nothing comes through it
    }
    for (const unit of units.flat()) {
      const { layer, i } = unit, text = at(data.values, layer, i) ?? "", gradient = at(data.gradients, layer, i)
      const state = stateOf(layer, i)
      unit.node.dataset.state = state
      unit.value.textContent = text
      unit.value.style.fontSize = text.length > 4 ? `${Math.max(9, 2.7 * unit.half / text.length)}px` : ""
      unit.gradient.textContent = gradient ?? ""
      unit.gradient.dataset.sign = at(data.signs, layer, i) ?? 0
      const share = at(data.shares, layer, i), round = 2 * Math.PI * unit.half
      unit.arc.style.display = share == null ? "none" : ""
      if (share != null) unit.arc.setAttribute("stroke-dasharray", `${share * round} ${round}`)
      unit.cross.style.display = state === "off" ? "" : "none"
      if (slides(layer)) paintSlider(i, text)
      else {
        const inside = layer > 0 && layer < last()
        unit.node.setAttribute("role", data.switch && inside ? "button" : "img")
        const picked = at(data.picked, layer, i)
        unit.node.toggleAttribute("data-picked", Boolean(picked))
        if (data.switch && inside) unit.node.setAttribute("aria-pressed", picked ?? state !== "off")
        unit.node.setAttribute("aria-label", [told(layer, i), SAID[state]].filter(Boolean).join(", "))
      }
    }
    paintStops()
    paintMaps()
    mark()
  }

  const paintMap = (context, unit, x, y, wide, tall) => {
    const { height, width: across, bytes, known } = data.maps
    const count = data.sizes.reduce((sum, size, layer) => sum + (known[layer] && layer < unit.layer ? size : 0), 0) + unit.i
    const image = new ImageData(across, height), start = count * height * across
    for (let k = 0; k < height * across; k += 1) {
      image.data.set(COLORS[bytes.getUint8(start + k)], 4 * k)
      image.data[4 * k + 3] = 255
    }
    const small = make("canvas", { width: across, height })
    small.getContext("2d").putImageData(image, 0, 0)
    context.drawImage(small, x, y, wide, tall)
  }
  const sharpen = (target, wide, tall) => {
    const sharp = window.devicePixelRatio || 1
    if (target.width !== Math.round(wide * sharp) || target.height !== Math.round(tall * sharp)) {
      target.width = Math.round(wide * sharp)
      target.height = Math.round(tall * sharp)
      target.style.width = `${wide}px`
      target.style.height = `${tall}px`
    }
    const context = target.getContext("2d")
    context.setTransform(sharp, 0, 0, sharp, 0, 0)
    context.clearRect(0, 0, wide, tall)
    return context
  }
  const paintMaps = () => {
    canvas.style.display = data.maps ? "" : "none"
    if (!data.maps || !width) return
    const context = sharpen(canvas, width, Number(picture.getAttribute("height")))
    for (const unit of units.flat())
      if (data.maps.known[unit.layer]) paintMap(context, unit, unit.x - unit.broad, unit.y - unit.half, 2 * unit.broad, 2 * unit.half)
  }

  // ---- what is looked at ----
  const weightOf = (line) => data.weights[line.layer][line.k]
  const slopeOf = (line) => data.lineGradients?.[line.layer][line.k]
  const large = make("canvas", { class: "nn-net-large", "aria-hidden": "true" })
  const mark = () => {
    const what = pointed ?? focused
    const near = (line) => what === line || (what && !what.seen &&
      ((line.layer === what.layer && line.from === what.i) || (line.layer + 1 === what.layer && line.to === what.i)))
    picture.classList.toggle("nn-net-looking", Boolean(what))
    for (const line of lines) line.seen.classList.toggle("nn-net-near", near(line))
    tellAbout(what)
  }
  const tellAbout = (what) => {
    about.replaceChildren()
    if (!what) return about.append(...data.hint.split("\n").map((line) => make("p", {}, line)))
    if (what.seen) {
      const slope = slopeOf(what)
      about.append(make("p", {}, make("b", {}, `weight ${weightOf(what)}`), slope ? `, gradient ${slope}` : ""),
        make("p", {}, `from ${told(what.layer, what.from)}`), make("p", {}, `to ${told(what.layer + 1, what.to)}`))
      return
    }
    const { layer, i } = what, bias = at(data.biases, layer, i), gradient = at(data.gradients, layer, i)
    const more = [bias && `bias ${bias}`, gradient && `gradient ${gradient}`, SAID[stateOf(layer, i)]].filter(Boolean)
    about.append(make("p", {}, make("b", {}, told(layer, i)), ...more.map((words) => `, ${words}`)))
    if (data.picked) return // the picture below tells more, and must not move
    if (data.maps?.known[layer]) {
      about.append(large)
      const tall = 132 * data.maps.height / data.maps.width
      paintMap(sharpen(large, 132, tall), what, 0, 0, 132, tall)
    }
    const inside = (layer) => layer > 0 && layer < last()
    const short = (layer, i) => { // the layer stands above the table
      const word = at(data.values, layer, i)
      return (inside(layer) ? `unit ${i}` : nameOf(layer, i)) + (word ? `: ${word}` : "")
    }
    const table = (title, mine, other) => {
      if (!mine.length) return
      const sign = (text) => (text.startsWith("−") ? -1 : text === "0" ? 0 : 1)
      const cell = (text) => make("td", { "data-sign": sign(text) }, text)
      const slopes = slopeOf(mine[0]) !== undefined
      const head = [title, "weight", ...(slopes ? ["gradient"] : [])].map((text) => make("th", { scope: "col" }, text))
      about.append(make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...mine.map((line) =>
        make("tr", {}, make("th", { scope: "row" }, short(...other(line))), cell(weightOf(line)),
          ...(slopes ? [cell(slopeOf(line))] : []))))))
    }
    const named = (layer) => (inside(layer) ? ` layer ${layer}` : "")
    table(`from${named(layer - 1)}`, lines.filter((line) => line.layer + 1 === layer && line.to === i), (line) => [line.layer, line.from])
    table(`to${named(layer + 1)}`, lines.filter((line) => line.layer === layer && line.from === i), (line) => [line.layer + 1, line.to])
  }
  const told = (layer, i) => {
    const value = at(data.values, layer, i)
    return nameOf(layer, i) + (value ? `: ${value}` : "")
  }

  new ResizeObserver(() => {
    if (stage.clientWidth === width || !stage.clientWidth) return
    width = stage.clientWidth
    if (data) (place(), paint())
  }).observe(stage)

  return [root, (sent, alt, waiting) => {
    const mine = waiting && data?.drag && data.sizes[0] === sent.sizes[0]
    data = mine ? { ...sent, numbers: data.numbers, values: [data.values[0], ...sent.values.slice(1)] } : sent
    root.setAttribute("aria-label", alt)
    const wanted = JSON.stringify([data.sizes, data.inputs, data.outputs, data.layers, data.drag, data.maps?.known, data.grow,
      data.values?.map(Boolean), Boolean(data.gradients)])
    if (built !== wanted) (build(), (built = wanted), width && place())
    if (width) paint()
  }, true]
}
