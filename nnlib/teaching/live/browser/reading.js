// What a network gets of a drawing, 64 numbers, and what it answers: ten bars, and a slope for each number.

drawings.reading = () => {
  const SIDE = 8, EDGE = 0.62
  const block = (title, ...children) => {
    const caption = make("figcaption", {}, title)
    const node = make("figure", { class: "nn-reading-block" }, caption, ...children)
    return { node, caption }
  }
  const squares = (kind) => {
    const cells = Array.from({ length: SIDE * SIDE }, (_, k) => {
      const x = k % SIDE, y = Math.floor(k / SIDE)
      return { square: svg("rect", { x, y, width: 1, height: 1 }), text: svg("text", { x: x + 0.5, y: y + 0.5 }) }
    })
    const frame = svg("rect", { class: "nn-reading-frame", width: SIDE, height: SIDE })
    const names = svg("g", { class: "nn-reading-names" })
    const picture = svg("svg", { class: kind }, ...cells.map((cell) => cell.square), frame,
      ...cells.map((cell) => cell.text), names)
    const name = (named) => {
      const edge = named ? EDGE : 0.05
      picture.setAttribute("viewBox", `${-edge} ${-edge} ${SIDE + edge + 0.05} ${SIDE + edge + 0.05}`)
      names.replaceChildren()
      for (let i = 0; named && i < SIDE; i += 1)
        names.append(svg("text", { x: i + 0.5, y: -0.33 }, "abcdefgh"[i]), svg("text", { x: -0.33, y: i + 0.5 }, i + 1))
    }
    return { picture, cells, name }
  }

  const numbers = squares("nn-reading-numbers"), slopes = squares("nn-reading-slopes")
  const gets = block("", numbers.picture)
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const bar = make("span", { class: "nn-reading-bar" }), share = make("span", { class: "nn-reading-share" })
    return { bar, share, node: make("div", { class: "nn-reading-row" }, make("span", {}, digit),
      make("span", { class: "nn-reading-track" }, bar, share)) }
  })
  const says = make("b", {}), sure = make("span", {}), large = make("div", { class: "nn-reading-large" }, says, sure)
  const answers = block("", large, ...rows.map((row) => row.node),
    make("div", { class: "nn-reading-axis" }, ...["0", "50 %", "100 %"].map((text) => make("span", {}, text))))
  const key = make("p", {}, make("b", { "data-sign": 1 }, "+ blue"), ": add ink", make("br"), make("b", { "data-sign": -1 }, "− orange"), ": take ink away")
  const asks = block("", slopes.picture, key)
  answers.node.classList.add("nn-reading-answers")
  const root = make("div", { class: "nn-reading", role: "img" }, gets.node, answers.node, asks.node)

  return [root, (data, alt) => {
    root.setAttribute("aria-label", alt)
    for (const each of [numbers, slopes])
      if (each.named !== data.named) (each.name(data.named), (each.named = data.named))
    numbers.cells.forEach(({ square, text }, k) => {
      square.style.fillOpacity = data.numbers[k] / 16
      text.textContent = data.numbers[k]
      text.dataset.dark = data.numbers[k] > 8
      text.dataset.none = data.numbers[k] === 0
    })
    rows.forEach(({ bar, share, node }, digit) => {
      const [p, words] = data.bars[digit]
      bar.style.width = `${100 * p}%`
      share.textContent = words
      node.dataset.best = digit === data.best
      node.dataset.long = p > 0.7
    })
    const asked = data.slope != null // Python's None is undefined where Python runs in the page
    root.dataset.asks = asked
    root.dataset.wrong = data.wrong
    gets.caption.textContent = asked ? "64 numbers" : "It gets 64 numbers"
    answers.caption.textContent = asked ? "How sure" : "It answers"
    asks.node.hidden = !asked
    large.hidden = asked
    says.textContent = data.best
    sure.textContent = `${data.bars[data.best][1]} sure`
    if (!asked) return
    asks.caption.textContent = data.title
    slopes.cells.forEach(({ square, text }, k) => {
      square.dataset.sign = Math.sign(data.slope[k])
      square.style.fillOpacity = Math.abs(data.slope[k])
      const mark = data.marks.findIndex((place) => place && SIDE * place[0] + place[1] === k)
      text.textContent = ["+", "−"][mark] ?? ""
      square.dataset.mark = mark
    })
  }]
}
