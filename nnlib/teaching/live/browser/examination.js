// A bench of instruments: touch one to ask it, and its readings slide from the limit to where they belong.

drawings.examination = (tell) => {
  const LANES = [0, -9, 9], APART = 2.6 // pixels up and down; percent of a track

  const id = newId()
  const rows = make("div", { class: "nn-exam-rows", role: "toolbar", "aria-orientation": "vertical", "aria-label": "instruments" })
  const head = make("div", { class: "nn-exam-head", "aria-hidden": "true" },
    make("span", {}, ""), make("span", { class: "nn-exam-ends" },
      make("span", { class: "nn-exam-well" }, "healthy: ÷ 100"), make("span", {}, "limit"), make("span", { class: "nn-exam-ill" }, "alarm: × 100")))
  const key = make("div", { class: "nn-exam-key", "aria-hidden": "true" },
    make("span", {}, make("i", { class: "nn-exam-dot" }), "the patient"),
    make("span", {}, make("i", { class: "nn-exam-dot nn-exam-alarm" }), "alarm"),
    make("span", {}, make("i", { class: "nn-exam-square" }), "healthy network, worst reading"),
    make("span", {}, make("b", {}, "ask"), "press an instrument"))
  const about = make("div", { class: "nn-exam-about" })
  const root = make("div", { class: "nn-exam", role: "group" }, make("div", {}, head, rows, key), about)

  let data, buttons = [], stop = 0

  const moveTo = (place) => {
    stop = Math.min(Math.max(place, 0), buttons.length - 1)
    buttons.forEach(({ button }, i) => (button.tabIndex = i === stop ? 0 : -1))
    buttons[stop].button.focus()
  }
  rows.addEventListener("keydown", (event) => {
    const to = { ArrowDown: stop + 1, ArrowRight: stop + 1, ArrowUp: stop - 1, ArrowLeft: stop - 1, Home: 0, End: buttons.length - 1 }
    if (!(event.key in to)) return
    moveTo(to[event.key])
    event.preventDefault()
  })

  const build = () => {
    buttons = data.rows.map(({ name }, place) => {
      const rule = make("small", { class: "nn-exam-rule" })
      const track = make("span", { class: "nn-exam-track", "aria-hidden": "true" })
      const found = make("span", { class: "nn-exam-found", id: `${id}-${place}` })
      const button = make("button", { type: "button", class: "nn-exam-row", "aria-label": name, "aria-describedby": found.id, tabindex: -1 },
        make("span", { class: "nn-exam-name" }, name, rule), track)
      button.addEventListener("click", () => (moveTo(place), tell({ tool: place })))
      rows.append(button, found)
      return { button, rule, track, found, marks: [] }
    })
  }

  // Dots that would hide each other: three lanes, then a step toward the limit.
  const spread = (dots) => {
    const taken = LANES.map(() => [])
    return [...dots.keys()].sort((a, b) => Math.abs(dots[b].at - 50) - Math.abs(dots[a].at - 50)).map((i) => {
      let at = dots[i].at, lane
      const back = at > 50 ? -APART : APART
      const free = () => taken.findIndex((places) => places.every((other) => Math.abs(other - at) >= APART))
      while ((lane = free()) < 0 && Math.abs(at - 50) > APART) at += back
      lane = Math.max(lane, 0)
      taken[lane].push(at)
      return { i, at, up: LANES[lane] }
    })
  }

  const paintRow = ({ button, rule, track, found, marks }, row, place) => {
    const inHand = place === data.hand
    inHand ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current")
    button.tabIndex = place === stop ? 0 : -1
    const alarms = row.dots?.filter((dot) => dot.alarm) ?? []
    found.textContent = !row.dots ? "not asked yet" : alarms.length ? "alarm" : "as in a healthy network"
    rule.textContent = row.rule ?? ""
    track.classList.toggle("nn-exam-open", !row.dots)
    button.classList.toggle("nn-exam-raised", alarms.length > 0)
    const wanted = row.dots ? row.dots.length + 1 : 0
    if (marks.length !== wanted) {
      marks.splice(0, Infinity, ...Array.from({ length: wanted }, () => make("i", { style: "left: 50%" })))
      track.replaceChildren(...marks)
      if (root.isConnected) track.getBoundingClientRect() // so that they slide from the limit
    }
    if (!row.dots) return
    marks[0].className = "nn-exam-square"
    marks[0].style.left = `${row.healthy.at}%`
    for (const { i, at, up } of spread(row.dots)) {
      marks[i + 1].className = row.dots[i].alarm ? "nn-exam-dot nn-exam-alarm" : "nn-exam-dot"
      marks[i + 1].style.left = `${at}%`
      marks[i + 1].style.marginTop = `${up}px`
    }
  }

  const paintAbout = (row) => {
    const chips = row.dots.map((dot) => make("li", dot.alarm ? { class: "nn-exam-alarm" } : {},
      make("span", {}, dot.what), make("b", {}, dot.said)))
    about.replaceChildren(make("b", {}, row.name), make("p", {}, `${row.asks} ${row.limit}`),
      make("ul", {}, ...chips), make("p", { class: "nn-exam-well" }, `Healthy network: ${row.healthy.said}`))
  }

  return [root, (sent, alt) => {
    data = sent
    if (!buttons.length) (build(), (stop = data.hand))
    root.setAttribute("aria-label", alt)
    data.rows.forEach((row, place) => paintRow(buttons[place], row, place))
    paintAbout(data.rows[data.hand])
  }]
}
