// A picture or a formula that is wider than the page is scrolled: with the keyboard, too.
function makeStopsOfWhatIsScrolled() {
  for (const frame of document.querySelectorAll(".nn-figure, mjx-container[display], span.math")) {
    const content = frame.querySelector("img, mjx-math")
    if (content?.getBoundingClientRect().width > frame.clientWidth + 1) frame.tabIndex = 0
    else frame.removeAttribute("tabindex")
  }
}
addEventListener("resize", makeStopsOfWhatIsScrolled)
addEventListener("load", async () => {
  await window.MathJax?.startup.promise // formulas are drawn after the page has loaded
  makeStopsOfWhatIsScrolled()
})
