// Looks at pages of the book with the network off: in light and dark, wide and on a phone, on paper, with axe-core and the keyboard;
// and searches.
// node test_book.mjs CHROMIUM MODULES FOLDER_FOR_PICTURES BOOK     prints a line of JSON for each look
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [chromiumPath, modules, pictures, book] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf-8");
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });

const judge = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  return violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0].target} ${nodes[0].html.slice(0, 120)} ${nodes[0].failureSummary.slice(0, 300)}`);
};

// The chart's tokens by keyboard alone: Tab to the choice, one step down, and the heads show something else.
const choose = async (page) => {
  const canvas = page.locator(".vega-embed canvas").first();
  await canvas.waitFor({ timeout: 60000 });
  await page.waitForTimeout(1000);
  const shot = () => canvas.evaluate((it) => it.toDataURL());
  const before = await shot();
  await page.locator("h2, h3").first().click();
  let reached = false;
  for (let tabs = 0; tabs < 300 && !reached; tabs++) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement.tagName === "SELECT");
  }
  await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(500);
  return { reached, answers: (await shot()) !== before };
};

// On paper: what is still shown beside the text, what stays folded, what the sheet cuts off.
const paper = async (page) => {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 720, height: 1000 });
  const found = await page.evaluate(() => {
    const shown = (part) => part.getClientRects().length > 0 && getComputedStyle(part).visibility !== "hidden";
    const count = (selector, bad) => [...document.querySelectorAll(selector)].filter(bad).length;
    return {
      sides: count(".sidebar-drawer, .toc-drawer, .related-pages, .copybtn, .mobile-header", shown),
      folded: count("details > :not(summary)", (part) => !shown(part)),
      cut: [...document.querySelectorAll("article pre, article img, article table, article .cell_output")]
        .filter((part) => shown(part) && (part.getBoundingClientRect().right > innerWidth + 1 || part.scrollWidth > part.clientWidth + 1))
        .map((part) => `${part.tagName} ${part.className} ${part.textContent.trim().slice(0, 60)}`),
    };
  });
  await page.emulateMedia({ media: "screen" });
  return found;
};

for (const name of ["index", "04_masked_attention", "16_real_bert"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
      const page = await context.newPage();
      const seen = { page: name, width, requests: [], errors: [] };
      page.on("request", (request) => /^(file|data|blob|about):/.test(request.url()) || seen.requests.push(request.url()));
      page.on("pageerror", (error) => seen.errors.push(String(error)));
      await page.goto(pathToFileURL(`${book}/${name}.html`).href);
      seen.ground = await page.evaluate(() => (parseInt(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) > 127 ? "light" : "dark"));
      if (name === "16_real_bert") seen.chart = await choose(page);
      await page.screenshot({ path: `${pictures}/book-${name}-${colorScheme}-${width}.png` });
      seen.wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      seen.axe = await judge(page);
      seen.paper = await paper(page);
      console.log(JSON.stringify(seen));
      await context.close();
    }
  }
}
for (const query of ["-100", "−100", "0.5", "padding", "0.123456"]) {
  const page = await browser.newPage({ offline: true });
  await page.goto(`${pathToFileURL(`${book}/search.html`).href}?q=${encodeURIComponent(query)}`);
  await page.locator("#search-results .search-summary", { hasText: /found|did not match/ }).waitFor();
  const found = await page.locator("#search-results li a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  console.log(JSON.stringify({ query, found }));
}
await browser.close();
