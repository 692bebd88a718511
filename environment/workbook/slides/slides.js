// Each slide is measured before the show. Letters shrink until all fits, down to a size that the last row can read; of a table
// that is still too large the first rows and columns stay.
const [largest, smallest] = [28, 18];
const tooWide = (slide) =>
  [...slide.querySelectorAll("*")].some((part) => part.clientWidth && part.scrollWidth > part.clientWidth + 1)
  || [...slide.querySelectorAll("table")].some((table) => table.offsetWidth > slide.clientWidth - 70);
const fits = (slide) => slide.scrollHeight <= slide.clientHeight && !tooWide(slide);

const shorten = (slide) => {
  for (const table of slide.querySelectorAll("table")) {
    const left = { row: 0, column: 0 };
    const foot = table.createTFoot();
    const tell = () => {
      const missing = Object.entries(left).filter(([, count]) => count).map(([what, count]) => `${count} more ${what}${count > 1 ? "s" : ""}`);
      foot.innerHTML = `<tr><td colspan="${table.rows[0].cells.length}">… ${missing.join(" and ")} in the notebook</td></tr>`;
    };
    while (table.offsetWidth > slide.clientWidth - 70 && table.rows[0].cells.length > 2) {
      for (const row of [...table.tHead.rows, ...table.tBodies[0].rows]) row.deleteCell(-1);
      left.column++;
      tell();
    }
    while (slide.scrollHeight > slide.clientHeight && table.tBodies[0].rows.length > 1) {
      table.tBodies[0].deleteRow(-1);
      left.row++;
      tell();
    }
  }
};

const deck = document.querySelector(".reveal");
deck.classList.add("measured");
for (const slide of deck.querySelectorAll(".slides > section > section")) {
  const code = [...slide.querySelectorAll("pre")];
  for (const wrap of ["pre", "pre-wrap"]) { // lines break where even the smallest letters are too wide for them
    code.forEach((part) => { part.style.whiteSpace = wrap; });
    for (let size = largest; size >= smallest && (size === largest || !fits(slide)); size--) slide.style.fontSize = `${size}px`;
    if (fits(slide)) break;
  }
  if (!fits(slide)) shorten(slide);
}
deck.classList.remove("measured");
Reveal.initialize({ width: 1280, height: 720, margin: 0.02, center: false, hash: true, controls: false,
  slideNumber: "c/t", transition: "none", backgroundTransition: "none", plugins: [RevealNotes] });
