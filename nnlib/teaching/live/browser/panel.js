// The page's side of an explorable: native controls, a sentence that is read aloud, pictures. Nothing is computed here.

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

const make = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children)

const svg = (tag, attributes = {}, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children)

// Each file beside this one adds a kind of drawing: drawings.KIND = (tell) => [element, update(data, alt, waiting), follows].
// waiting: what comes is older than what the reader has moved meanwhile. follows: it wants that, too, and keeps what is
// dragged where the reader has it; without, it is drawn again when nothing waits.
const drawings = {}

// at(event) wherever the mouse drags or a finger does; end() afterward. A finger that scrolls, as touch-action lets it,
// moves nothing: it counts once it goes where nothing scrolls, or is lifted where it came down.
function follow(node, at, end = () => {}) {
  let unsure
  const scrolls = (event) => {
    const sideways = Math.abs(event.clientX - unsure.clientX) > Math.abs(event.clientY - unsure.clientY)
    return (sideways ? /pan-x|manipulation/ : /pan-y|manipulation/).test(getComputedStyle(node).touchAction)
  }
  node.addEventListener("pointerdown", (event) => {
    if (event.button) return
    event.preventDefault()
    node.setPointerCapture(event.pointerId)
    unsure = event.pointerType === "touch" ? event : null
    if (!unsure) at(event)
  })
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId)) return
    if (unsure && scrolls(event)) return
    unsure = null
    at(event)
  })
  node.addEventListener("pointerup", () => unsure && at(unsure))
  node.addEventListener("lostpointercapture", end)
}

// A part of a drawing that is dragged: no finger on it scrolls the page. Chromium heeds no touch-action inside an SVG.
const hold = (node, held = () => true) =>
  node.addEventListener("touchstart", (event) => held(event.touches[0]) && event.preventDefault(), { passive: false })

let named = 0
const newId = () => `nn-${Date.now().toString(36)}-${(named += 1)}`

// Each maker gets what the part is and tell(what, on), and returns [element, update(state)]. on: a name of the movement
// that this is part of; of one movement only the last message need arrive.
const makers = {
  slider({ label, texts }, tell) {
    const id = newId()
    const track = make("input", { type: "range", id, min: 0, max: texts.length - 1, step: 1 })
    const value = make("output", { for: id, "aria-live": "off" })
    const say = (text) => {
      value.textContent = text
      track.setAttribute("aria-valuetext", text)
      const share = track.max > 0 ? track.value / track.max : 0
      track.style.setProperty("--share", `${100 * share}%`)
    }
    const moved = () => (say(texts[track.value]), tell(Number(track.value), true))
    let before // where it was when a finger came down that scrolls the page: the browser moves it all the same
    track.addEventListener("pointerdown", () => (before = track.value))
    track.addEventListener("pointercancel", () => ((track.value = before), moved()))
    track.addEventListener("input", moved)
    const node = make("div", { class: "nn-slider" }, make("label", { for: id }, label), track, value)
    return [node, (state) => ((track.value = state.value), (track.disabled = state.disabled), say(state.text))]
  },

  choice({ label, texts }, tell) {
    const name = newId()
    const inputs = texts.map((_, place) => {
      const input = make("input", { type: "radio", name, id: newId() })
      input.addEventListener("change", () => tell(place))
      return input
    })
    const options = inputs.map((input, place) =>
      make("span", { class: "nn-option" }, input, make("label", { for: input.id }, texts[place])))
    const wide = texts.length > 4 || texts.join("").length > 24, many = texts.length > 8
    const node = make("fieldset", { class: `nn-choice${wide ? " nn-wide" : ""}${many ? " nn-many" : ""}` },
      make("legend", {}, label), make("span", { class: "nn-options" }, ...options))
    if (many) node.style.setProperty("--half", Math.ceil(texts.length / 2)) // two equal rows, none with one alone
    return [node, (state) => inputs.forEach((input, place) => {
      input.checked = place === state.value
      input.disabled = state.disabled
    })]
  },

  menu({ label, texts }, tell) {
    const id = newId()
    const select = make("select", { id }, ...texts.map((text, place) => make("option", { value: place }, text)))
    select.addEventListener("change", () => tell(Number(select.value)))
    const node = make("div", { class: "nn-menu" }, make("label", { for: id }, label), select)
    return [node, (state) => ((select.value = state.value), (select.disabled = state.disabled))]
  },

  toggle({ label }, tell) {
    const button = make("button", { type: "button" }, label)
    button.addEventListener("click", () => tell(button.getAttribute("aria-pressed") !== "true"))
    return [button, (state) => {
      button.setAttribute("aria-pressed", state.value)
      button.disabled = state.disabled
    }]
  },

  button({ label }, tell) {
    const button = make("button", { type: "button" }, label)
    button.addEventListener("click", () => tell(true))
    return [button, (state) => (button.disabled = state.disabled)]
  },

  clock(_, tell) {
    const button = (sign, word, what) => {
      const node = make("button", { type: "button" }, make("span", { "aria-hidden": "true" }, sign), word)
      node.addEventListener("click", () => tell(what()))
      return node
    }
    let playing = false
    const play = button("▶\uFE0E", "Play", () => (playing ? "pause" : "play"))
    const rest = [button("⇥", "Step", () => "step"), button("↺", "Reset", () => "reset")]
    const node = make("div", { class: "nn-clock", role: "group", "aria-label": "training" }, play, ...rest)
    return [node, (state) => {
      playing = state.value
      play.lastChild.textContent = playing ? "Pause" : "Play"
      play.firstChild.textContent = playing ? "❚❚" : "▶\uFE0E"
      for (const button of [play, ...rest]) button.disabled = state.disabled
    }]
  },

  figure({ width, height, touch }, tell) {
    const least = `min-width: ${0.6 * width}px` // smaller, its letters could not be read: it is scrolled instead
    const image = make("img", { width, height, decoding: "sync", draggable: "false", style: least })
    const node = make("figure", { class: "nn-live", style: `flex: 1 1 ${0.72 * width}px; max-width: ${width}px` }, image)
    const sizes = new ResizeObserver(() => { // what is scrolled is a stop of the Tab key
      if (node.scrollWidth > node.clientWidth) node.tabIndex = 0
      else node.removeAttribute("tabindex")
    })
    for (const part of [node, image]) sizes.observe(part)
    if (touch) {
      node.classList.add("nn-touched", `nn-${touch}`)
      let last
      const at = (event) => {
        const box = image.getBoundingClientRect()
        last = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
        node.dataset.moving = ""
        tell(last, true)
      }
      follow(image, at, () => {
        delete node.dataset.moving
        if (last) tell(last, true)
        last = null
      })
    }
    let shown
    return [node, (state) => {
      const old = shown
      shown = URL.createObjectURL(new Blob([state.png], { type: "image/png" }))
      image.onload = () => old && URL.revokeObjectURL(old)
      image.src = shown
      image.alt = state.alt
    }]
  },

  drawing({ draws }, tell) {
    const [node, update, follows] = drawings[draws](tell)
    return [node, (state, waiting) => update(state.data, state.alt, waiting), follows]
  },
}

const PICTURES = ["figure", "drawing"]
const ALIGNED = ["slider", "menu", "choice"]
const BUTTONS = ["button", "toggle", "clock"]
const BEAT = 40 // milliseconds from tick to tick, at least

// Neighbors that belong into one row: pictures, which wrap where the page is narrow, and buttons.
function kindOfRow(kind) {
  return PICTURES.includes(kind) ? "nn-pictures" : BUTTONS.includes(kind) ? "nn-buttons" : ""
}

function render({ model, el }) {
  const parts = model.get("parts")
  const root = make("section", { class: "nn-panel", "aria-label": model.get("title").replaceAll("_", " ") })
  root.style.setProperty("--columns", model.get("columns"))
  const longest = Math.max(0, ...parts.map((part) => (ALIGNED.includes(part.kind) ? part.label.length : 0)))
  root.style.setProperty("--label", `${0.52 * longest + 0.8}em`)
  const values = parts.flatMap((part) => (part.kind === "slider" ? part.texts.map((text) => text.length) : []))
  root.style.setProperty("--value", `${0.55 * Math.max(0, ...values) + 0.6}em`)
  const sentence = make("div", { class: "nn-sentence", role: "status", "aria-live": "polite" })
  const controls = make("div", { class: "nn-controls" })
  root.append(controls, sentence)

  // One message is under way at a time; of a control that moves on meanwhile only the last value is sent.
  let number = 0, busy = false, todo = []
  const tell = (place, what, on) => {
    const last = todo[todo.length - 1]
    if (on !== undefined && last?.place === place && last.on === on) last.what = what
    else todo.push({ place, what, on })
    send()
  }
  const send = () => {
    if (busy || !todo.length) return
    busy = true
    root.dataset.waiting = ""
    number += 1
    model.send({ number, todo: todo.map(({ place, what }) => [place, what]) })
    todo = []
  }

  let row
  const updates = parts.map((part, place) => {
    const [node, update, follows] = makers[part.kind](part, (what, on) => tell(place, what, on))
    const rowKind = kindOfRow(part.kind)
    if (!rowKind) (row = null), controls.append(node)
    else {
      if (!row || row.className !== rowKind) {
        row = make("div", { class: rowKind })
        ;(rowKind === "nn-pictures" ? root : controls).append(row)
      }
      row.append(node)
    }
    return { update, follows }
  })

  const clocks = parts.flatMap((part, place) => (part.kind === "clock" ? [place] : []))
  const playing = () => clocks.filter((place) => model.get(`part${place}`).value)
  let lastTick = 0, timer = 0
  const tick = () => {
    lastTick = performance.now()
    todo.push(...playing().map((place) => ({ place, what: "tick" })))
  }
  const beat = () => {
    clearTimeout(timer)
    if (busy || !playing().length) return
    timer = setTimeout(() => {
      tick()
      send()
    }, Math.max(0, BEAT - (performance.now() - lastTick)))
  }
  // While a clock plays, or a drawing says by data-moving that it is being touched, the sentence changes unheard.
  let heard = ""
  let wide = 0, tall = 0 // longer words push the pictures down once, shorter ones do not pull them up again
  const keep = () => {
    if (sentence.clientWidth !== wide) (wide = sentence.clientWidth), (tall = 0)
    sentence.style.minHeight = ""
    tall = Math.max(tall, sentence.offsetHeight)
    sentence.style.minHeight = `${tall}px`
  }
  const say = () => {
    const words = model.get("sentence"), quiet = playing().length || root.querySelector("[data-moving]")
    sentence.setAttribute("aria-live", quiet ? "off" : "polite")
    if (sentence.dataset.words !== words || (!quiet && heard !== words)) {
      sentence.innerHTML = sentence.dataset.words = words
      keep()
    }
    if (!quiet) heard = words
  }

  const listening = [], late = new Set() // late: parts to be shown again once nothing is under way
  const listen = (event, function_) => (model.on(event, function_), listening.push([event, function_]))
  const refresh = (place, waiting) => updates[place].update(model.get(`part${place}`), waiting)
  parts.forEach((part, place) => {
    const update = () => {
      const waiting = todo.some((one) => one.place === place)
      if (waiting) late.add(place)
      if (!waiting || updates[place].follows) refresh(place, waiting)
      if (part.kind === "clock") say(), beat()
    }
    listen(`change:part${place}`, update)
    update()
  })
  listen("change:sentence", say)
  listen("msg:custom", (message) => {
    if (message.done !== number) return
    busy = false
    if (!todo.length) {
      delete root.dataset.waiting
      for (const place of late) refresh(place, false)
      late.clear()
    }
    if (todo.length && performance.now() - lastTick > BEAT) tick() // or a long drag would stop the clock
    send()
    say()
    beat()
  })
  say()

  // A letter that is pressed on a slider must not reach the notebook, where "b" would insert a cell.
  for (const type of ["keydown", "keypress", "keyup"])
    root.addEventListener(type, (event) => {
      const meant = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter")
      if (!meant) event.stopPropagation()
    })

  el.append(root)
  const widths = new ResizeObserver(keep)
  widths.observe(sentence)
  return () => {
    widths.disconnect()
    clearTimeout(timer)
    for (const [event, function_] of listening) model.off(event, function_)
  }
}

export default { render }
