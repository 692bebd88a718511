// Opens the front page, in light and dark, and from there a notebook, and touches nothing; prints as one line of JSON what axe-core
// says of the page, whether the notebook is changed, and which kernels it offers.
// node test_untouched.mjs CHROMIUM MODULES ADDRESS TOKEN FOLDER_FOR_PICTURES NOTEBOOK
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [chromiumPath, modules, address, token, pictures, link] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(`${address}/lab/tree/index.md?reset&token=${token}`);
const front = page.locator(".jp-MarkdownViewer");
await front.getByRole("link", { name: link }).last().waitFor({ timeout: 60000 });
await page.evaluate(readFileSync(`${modules}/axe-core/axe.min.js`, "utf-8"));
const seen = { table: await front.locator("thead").innerText(), rows: await front.locator("tbody tr").count(), axe: [], letters: [] };
for (const theme of ["Light", "Dark"]) {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: /^Settings$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: /^Theme$/ }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: new RegExp(`^JupyterLab ${theme}$`) }).click();
  await page.locator(`body[data-jp-theme-light="${theme === "Light"}"]`).waitFor({ state: "attached" });
  await page.waitForTimeout(1000);
  const { violations } = await page.evaluate(() => axe.run(".jp-MarkdownViewer .jp-RenderedMarkdown"));
  seen.axe.push(...violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`));
  seen.letters.push(await front.locator("h1").evaluate((it) => getComputedStyle(it).color));
  await page.screenshot({ path: `${pictures}/front-${theme}.png` });
}
await front.getByRole("link", { name: link }).last().click();
await page.getByText("Java | Idle").waitFor({ timeout: 120000 });
await page.waitForTimeout(3000);
seen.changed = await page.locator(".lm-DockPanel .jp-mod-dirty").count();
await page.locator(".jp-Notebook .jp-CodeCell .jp-Editor:visible").first().click();
await page.keyboard.type("x");
await page.locator(".lm-DockPanel .jp-mod-dirty").first().waitFor({ timeout: 10000 }); // else nothing would show a change
const specs = await page.evaluate(async (url) => (await fetch(url)).json(), `${address}/api/kernelspecs?token=${token}`);
seen.kernels = Object.keys(specs.kernelspecs);
console.log(JSON.stringify(seen));
await browser.close();
