// A picture or a formula that is wider than the page is scrolled: with the keyboard, too.
function makeStopsOfWhatIsScrolled() {
  for (const wide of document.querySelectorAll(".nn-figure, mjx-container[display], span.math")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0
    else wide.removeAttribute("tabindex")
  }
}
addEventListener("resize", makeStopsOfWhatIsScrolled)
addEventListener("load", async () => {
  await window.MathJax?.startup.promise // formulas are drawn after the page has loaded
  makeStopsOfWhatIsScrolled()
})
