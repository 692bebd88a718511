// Drives JupyterLab as a learner would; prints what it saw as one line of JSON.
// node test_browser.mjs CHROMIUM MODULES ADDRESS TOKEN FOLDER_FOR_PICTURES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [chromiumPath, modules, address, token, pictures] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
const seen = { chart: {}, loaded: [] };
page.on("request", (request) => {
  if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) seen.loaded.push(request.url());
});
await page.goto(`${address}/lab/tree/try.ipynb?reset&token=${token}`);

const cell = (i) => page.locator(".jp-Notebook .jp-CodeCell").nth(i);
const output = async (i) => (await cell(i).locator(".jp-OutputArea-output").allInnerTexts()).join("\n");
const menu = async (title, item) => {
  await page.locator(".lm-MenuBar-itemLabel", { hasText: new RegExp(`^${title}$`) }).click();
  await page.locator(".lm-Menu-itemLabel", { hasText: item }).first().click();
};
const idle = () => page.getByText("Java | Idle").waitFor({ timeout: 60000 });
const until = async (i, text) => {
  for (let tries = 0; tries < 600; tries++) {
    if ((await output(i)).includes(text)) return;
    await page.waitForTimeout(100);
  }
  await page.screenshot({ path: `${pictures}/failed.png` });
  throw new Error(`cell ${i} never says ${text}: ${await output(i)}`);
};
const runCell = async (i) => {
  await cell(i).locator(".jp-Editor").click();
  await page.keyboard.press("Control+Enter");
};

await cell(0).waitFor({ timeout: 60000 });
await idle();
await page.waitForTimeout(1000);
await menu("Run", /^Run All Cells$/);
await until(2, "ArithmeticException");
await page.waitForTimeout(1500);
seen.error = (await output(2)).replaceAll("\n", " ");
seen.behindError = (await output(3)) + (await output(4)) + (await output(5));
seen.figures = await page.locator(".jp-OutputArea-output table, .jp-OutputArea-output img").count();
await page.screenshot({ path: `${pictures}/light.png` });

// What axe-core finds in our outputs, and in what JupyterLab builds around them.
const judge = async () => {
  await page.evaluate(readFileSync(`${modules}/axe-core/axe.min.js`, "utf-8"));
  return page.evaluate(async () => {
    const { violations } = await axe.run(".jp-NotebookPanel", { resultTypes: ["violations"] });
    const found = { ours: [], jupyterlabs: [] };
    for (const { id, nodes } of violations) {
      for (const { target, html } of nodes) {
        const part = document.querySelector(target[target.length - 1]);
        const output = part && part.closest(".jp-OutputArea-output, .jp-MarkdownOutput");
        if (output && output !== part) found.ours.push(`${id}: ${html.slice(0, 200)}`);
        else if (!found.jupyterlabs.includes(id)) found.jupyterlabs.push(id);
      }
    }
    return found;
  });
};
const { ours, jupyterlabs } = await judge();
Object.assign(seen, { ours, jupyterlabs });

await runCell(4);
await page.waitForTimeout(1500);
const begin = Date.now();
await page.locator('[data-command="notebook:interrupt-kernel"], jp-button[title*="nterrupt"], button[title*="nterrupt"]').first().click();
await until(4, "Interrupted");
seen.seconds = (Date.now() - begin) / 1000;
seen.interrupted = await output(4);
await runCell(5);
await until(5, "kept");
seen.afterInterrupt = await output(5);

await menu("Kernel", /^Restart Kernel…$/);
await page.locator(".jp-Dialog button", { hasText: "Restart" }).click();
await page.waitForTimeout(3000);
await runCell(5);
await until(5, "cannot find symbol");
seen.afterRestart = await output(5);
seen.untrusted = await page.locator("text=/untrusted/i").allInnerTexts();

await page.keyboard.press("Escape");
await page.evaluate(() => document.body.setAttribute("data-jp-theme-light", "false"));
await menu("Settings", /^Theme$/);
await page.locator(".lm-Menu-itemLabel", { hasText: /^JupyterLab Dark$/ }).click();
await page.waitForTimeout(2000);
await page.screenshot({ path: `${pictures}/dark.png` });
seen.ours.push(...(await judge()).ours.map((found) => `dark, ${found}`));

// A chart that answers to the mouse: its colours where the heads are, before, while and after pointing at a token.
const look = async (theme, place) => {
  const canvas = page.locator(".vega-embed canvas").first();
  await canvas.waitFor({ timeout: 60000 });
  await page.waitForTimeout(1500);
  const box = await canvas.boundingBox();
  const heads = { x: box.x, y: box.y + 120, width: box.width, height: box.height - 120 };
  const shot = async () => {
    await page.waitForTimeout(500);
    return (await page.screenshot({ clip: heads })).toString("base64");
  };
  await page.mouse.move(box.x + 40, box.y - 10);
  const before = await shot();
  await page.mouse.move(box.x + place * box.width, box.y + 60, { steps: 5 });
  const pointing = await shot();
  await page.mouse.move(box.x + 40, box.y - 10);
  const after = await shot();
  const white = await canvas.evaluate((it) => [...it.getContext("2d").getImageData(3, 3, 1, 1).data].every((part) => part === 255));
  seen.chart[theme] = { white, pointing: pointing !== before, staying: after === pointing };
  await page.screenshot({ path: `${pictures}/chart-${theme}.png` });
};
await page.goto(`${address}/lab/tree/chart.ipynb?token=${token}`);
await cell(0).waitFor({ timeout: 60000 });
await idle();
await page.waitForTimeout(1000);
await menu("Run", /^Run All Cells$/);
await look("dark", 0.5);
await menu("Settings", /^Theme$/);
await page.locator(".lm-Menu-itemLabel", { hasText: /^JupyterLab Light$/ }).click();
await page.waitForTimeout(2000);
await look("light", 0.3);
await browser.close();
console.log(JSON.stringify(seen));
