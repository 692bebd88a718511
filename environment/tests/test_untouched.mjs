// Opens a notebook and touches nothing; prints as one line of JSON whether it is changed, and which kernels a page offers.
// node test_untouched.mjs CHROMIUM MODULES ADDRESS TOKEN FOLDER_FOR_PICTURES NOTEBOOK
import { createRequire } from "node:module";

const [chromiumPath, modules, address, token, , notebook] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(`${address}/lab/tree/${notebook}?reset&token=${token}`);
await page.getByText("Java | Idle").waitFor({ timeout: 120000 });
await page.waitForTimeout(3000);
const seen = { changed: await page.locator(".lm-DockPanel .jp-mod-dirty").count() };
await page.locator(".jp-Notebook .jp-CodeCell .jp-Editor:visible").first().click();
await page.keyboard.type("x");
await page.locator(".lm-DockPanel .jp-mod-dirty").first().waitFor({ timeout: 10000 }); // else nothing would show a change
const specs = await page.evaluate(async (url) => (await fetch(url)).json(), `${address}/api/kernelspecs?token=${token}`);
seen.kernels = Object.keys(specs.kernelspecs);
console.log(JSON.stringify(seen));
await browser.close();
