// A line of Python to copy.
drawings.code = () => {
  const id = newId()
  const label = make("label", { for: id })
  const line = make("input", { id, type: "text", readonly: "", spellcheck: "false" })
  const copy = make("button", { type: "button" }, "Copy")
  const done = make("span", { class: "nn-hidden", role: "status" })
  line.addEventListener("focus", () => line.select())
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(line.value)
    } catch {
      line.select() // where a page may not write to the clipboard, the line is selected, ready for Ctrl+C
      if (!document.execCommand("copy")) return
    }
    copy.textContent = "Copied"
    done.textContent = "Copied."
    setTimeout(() => ((copy.textContent = "Copy"), (done.textContent = "")), 1500)
  })
  const node = make("div", { class: "nn-code" }, label, line, copy, done)
  return [node, (data) => ((label.textContent = data.label), (line.value = data.text))]
}
