// A bench of instruments: touch one to ask it, and its worst reading slides from the limit to where it belongs.

drawings.examination = (tell) => {
  const id = newId()
  const rows = make("div", { class: "nn-exam-rows", role: "toolbar", "aria-orientation": "vertical", "aria-label": "instruments" })
  const head = make("div", { class: "nn-exam-head", "aria-hidden": "true" },
    make("span", {}, "press to ask"),
    make("span", { class: "nn-exam-ends" },
      make("b", { class: "nn-exam-well" }, "healthy"), make("b", { class: "nn-exam-ill" }, "alarm")),
    make("span", {}, "worst reading"))
  const key = make("div", { class: "nn-exam-key", "aria-hidden": "true" },
    make("span", {}, make("i", { class: "nn-exam-dot" }), "the patient"),
    make("span", {}, make("i", { class: "nn-exam-square" }), "a healthy network"))
  const ticks = make("span", { class: "nn-exam-track nn-exam-ticks" })
  const scale = make("div", { class: "nn-exam-head", "aria-hidden": "true" }, make("span", {}, "beside the limit"), ticks)
  const about = make("div", { class: "nn-exam-about" })
  const root = make("div", { class: "nn-exam", role: "group" }, make("div", {}, head, rows, scale, key), about)

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
    ticks.append(...data.ticks.map(([at, word]) => make("span", { style: `left: ${at}%` }, word)))
    buttons = data.rows.map(({ name }, place) => {
      const rule = make("small", { class: "nn-exam-rule" })
      const track = make("span", { class: "nn-exam-track", "aria-hidden": "true" })
      const reading = make("span", { class: "nn-exam-reading", "aria-hidden": "true" })
      const found = make("span", { class: "nn-exam-found", id: `${id}-${place}` })
      const button = make("button", { type: "button", class: "nn-exam-row", "aria-label": name, "aria-describedby": found.id, tabindex: -1 },
        make("span", { class: "nn-exam-name" }, name, rule), track, reading)
      button.addEventListener("click", () => (moveTo(place), tell({ tool: place })))
      rows.append(button, found)
      return { button, rule, track, reading, found }
    })
  }

  const paintRow = ({ button, rule, track, reading, found }, row, place) => {
    const inHand = place === data.hand, { worst, healthy } = row
    inHand ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current")
    button.tabIndex = place === stop ? 0 : -1
    found.textContent = !worst ? "not asked yet" : worst.alarm ? "alarm" : "as in a healthy network"
    rule.textContent = row.limit ?? ""
    reading.textContent = worst?.said ?? ""
    track.classList.toggle("nn-exam-open", !worst)
    button.classList.toggle("nn-exam-raised", Boolean(worst?.alarm))
    if (!worst) return track.replaceChildren()
    if (!track.children.length) {
      track.append(...["square", "dot"].map((look) => make("i", { class: `nn-exam-${look}`, style: "left: 50%" })))
      if (root.isConnected) track.getBoundingClientRect() // so that they slide from the limit
    }
    const [square, dot] = track.children
    square.style.left = `${healthy.at}%`
    dot.style.left = `${worst.at}%`
    dot.classList.toggle("nn-exam-alarm", worst.alarm)
  }

  const paintAbout = (row) => {
    const chips = row.every.map((each) => make("li",
      { class: each.alarm ? "nn-exam-alarm" : row.worst.said.startsWith(`${each.what}:`) ? "nn-exam-most" : "" },
      make("span", {}, each.what), make("b", {}, each.said)))
    about.replaceChildren(make("b", {}, row.name), make("p", {}, row.asks),
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
