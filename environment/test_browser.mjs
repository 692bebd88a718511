// Drives JupyterLab as a learner would; prints what it saw as one line of JSON.
// node test_browser.mjs CHROMIUM MODULES ADDRESS TOKEN FOLDER_FOR_PICTURES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [chromiumPath, modules, address, token, pictures] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
await page.goto(`${address}/lab/tree/try.ipynb?token=${token}`);

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

const seen = {};
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
await browser.close();
console.log(JSON.stringify(seen));
