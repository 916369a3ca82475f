// A bench of instruments: touch a tile to ask it; below, its worst reading slides to where it lies beside the limit.

drawings.examination = (tell) => {
  const id = newId()
  const tiles = make("div", { class: "nn-exam-tiles", role: "toolbar", "aria-label": "instruments" })
  const name = make("b"), asks = make("span"), which = make("span"), limit = make("span")
  const line = (look) => {
    const who = make("span"), said = make("b"), mark = make("span", { class: "nn-exam-mark" }, make("i", { class: look }), said)
    return { who, said, mark, row: [who, make("span", { class: "nn-exam-track" }, mark)] }
  }
  const ill = line("nn-exam-dot"), well = line("nn-exam-square")
  well.who.textContent = "healthy network"
  const gauge = make("div", { class: "nn-exam-gauge" }, which,
    make("span", { class: "nn-exam-ends" }, make("b", { class: "nn-exam-well" }, "healthy"), limit, make("b", { class: "nn-exam-ill" }, "alarm")),
    ...well.row, ...ill.row)
  const readings = make("ul")
  const about = make("div", { class: "nn-exam-about", "aria-live": "polite" }, make("p", {}, name, " ", asks), gauge, readings)
  const root = make("div", { class: "nn-exam", role: "group" }, tiles, about)

  let data, buttons = [], stop = 0

  const moveTo = (place) => {
    stop = Math.min(Math.max(place, 0), buttons.length - 1)
    buttons.forEach(({ button }, i) => (button.tabIndex = i === stop ? 0 : -1))
    buttons[stop].button.focus()
  }
  tiles.addEventListener("keydown", (event) => {
    const below = getComputedStyle(tiles).gridTemplateColumns.split(" ").length
    const to = { ArrowRight: stop + 1, ArrowLeft: stop - 1, ArrowDown: stop + below, ArrowUp: stop - below, Home: 0, End: buttons.length - 1 }
    if (!(event.key in to)) return
    moveTo(to[event.key])
    event.preventDefault()
  })

  const build = () => {
    buttons = data.rows.map(({ name }, place) => {
      const answer = make("span", { class: "nn-exam-answer", "aria-hidden": "true" })
      const found = make("span", { class: "nn-exam-found", id: `${id}-${place}` })
      const button = make("button", { type: "button", class: "nn-exam-tile", "aria-label": name, "aria-describedby": found.id, tabindex: -1 },
        make("span", { class: "nn-exam-name" }, name), answer)
      button.addEventListener("click", () => (moveTo(place), tell({ tool: place })))
      tiles.append(make("div", {}, button, found))
      return { button, answer, found }
    })
  }

  const paintTile = ({ button, answer, found }, { worst, rule }, place) => {
    place === data.hand ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current")
    button.tabIndex = place === stop ? 0 : -1
    button.classList.toggle("nn-exam-asked", Boolean(worst))
    button.classList.toggle("nn-exam-raised", Boolean(worst?.alarm))
    found.textContent = worst ? `${worst.said}, ${rule}` : "not asked yet"
    answer.replaceChildren(...(worst
      ? [make("b", {}, `${worst.alarm ? "⚑" : "✓"}\u00a0${worst.said}`), make("small", {}, rule)]
      : [make("span", { class: "nn-exam-ask" }, "ask")]))
  }

  const put = ({ said, mark }, reading) => {
    said.textContent = reading.said
    mark.style.left = `${reading.at}%`
    mark.classList.toggle("nn-exam-before", (reading.at > 20 && reading.at < 50) || reading.at > 75)
    mark.classList.toggle("nn-exam-alarm", reading.alarm)
  }

  const paintAbout = (row) => {
    const several = row.every.length > 1
    name.textContent = `${row.name}:`
    asks.textContent = row.asks
    which.textContent = several ? "at worst" : row.worst.what
    limit.textContent = `limit ${row.limit}`
    ill.who.textContent = `patient ${data.patient}`
    put(ill, row.worst)
    put(well, row.healthy)
    readings.replaceChildren(...(several ? row.every : []).map((each) => make("li",
      { class: each.alarm ? "nn-exam-alarm" : each.what === row.worst.what ? "nn-exam-most" : "" },
      make("span", {}, each.what), make("b", {}, each.said))))
  }

  return [root, (sent, alt) => {
    data = sent
    if (!buttons.length) (build(), (stop = data.hand))
    root.setAttribute("aria-label", alt)
    data.rows.forEach((row, place) => paintTile(buttons[place], row, place))
    paintAbout(data.rows[data.hand])
  }]
}
