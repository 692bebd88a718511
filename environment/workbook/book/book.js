// What is wider than its place scrolls, by keyboard too.
const reach = () => {
  for (const part of document.querySelectorAll("pre, div.cell_output, div.table-wrapper")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
};
addEventListener("load", reach);
addEventListener("resize", reach);
