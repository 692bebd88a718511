// Draws each chart of the page where its picture stands.
for (const chart of document.querySelectorAll("script.vega-lite")) {
  vegaEmbed(chart.previousElementSibling, JSON.parse(chart.textContent), { actions: false });
}
