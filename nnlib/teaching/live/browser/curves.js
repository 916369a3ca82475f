// Curves over one axis, with names at their ends and named levels. All numbers come from Python, places are shares.
drawings.curves = () => {
  const [W, H, LEFT, RIGHT, TOP, LOW] = [380, 210, 34, 76, 8, 34]
  const title = make("b")
  const picture = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img" })
  const node = make("div", { class: "nn-curves" }, title, picture)
  return [node, (data, alt) => {
    const [endX, endY] = data.ends
    const x = (value) => (LEFT + (value / (1.26 * endX)) * (W - LEFT - RIGHT)).toFixed(1)
    const y = (value) => (H - LOW - (value / endY) * (H - LOW - TOP)).toFixed(1)
    const text = (at, words, more = {}) => svg("text", { x: at[0], y: at[1], ...more }, words)
    title.textContent = data.title
    picture.setAttribute("aria-label", alt)
    const inside = { x: LEFT, y: TOP, width: W - LEFT - RIGHT, height: H - LOW - TOP }
    picture.replaceChildren(
      svg("clipPath", { id: (picture.dataset.clip ||= newId()) }, svg("rect", inside)),
      ...data.ticksY.map((tick) => svg("g", {},
        svg("path", { class: "nn-grid", d: `M${LEFT} ${y(tick)}H${W - RIGHT}` }),
        text([LEFT - 6, y(tick)], String(tick), { class: "nn-tick", "text-anchor": "end", dy: "0.35em" }))),
      ...data.ticksX.map((tick) => text([x(tick), H - LOW + 17], String(tick), { class: "nn-tick", "text-anchor": "middle" })),
      text([(LEFT + W - RIGHT) / 2, H - 3], data.axis, { class: "nn-tick", "text-anchor": "middle" }),
      ...data.levels.filter(([, at]) => at <= endY).map(([, at]) =>
        svg("path", { class: "nn-level", d: `M${LEFT} ${y(at)}H${W - RIGHT}` })),
      ...data.levels.filter(([, at]) => at <= endY).map(([words, , high]) =>
        text([W - RIGHT + 5, y(high)], words, { class: "nn-tick", dy: "0.35em" })),
      svg("g", { "clip-path": `url(#${picture.dataset.clip})` }, ...data.curves.map(({ look, across, up }) =>
        svg("path", { class: `nn-curve nn-${look}`, d: `M${across.map((at, i) => `${x(at)} ${y(up[i])}`).join("L")}` }))),
      ...data.curves.map(({ look, name, across, high }) =>
        text([Number(x(across[across.length - 1])) + 4, y(high)], name, { class: `nn-name nn-${look}`, dy: "0.35em" })))
  }]
}
