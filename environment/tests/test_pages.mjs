// Opens HTML files with the network off, walks through their slides if they have some, and lets axe-core judge
// them; what is no slides, in dark, too.
// node test_pages.mjs CHROMIUM MODULES FOLDER_FOR_PICTURES FILE...     prints one line of JSON
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [chromiumPath, modules, pictures, ...files] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const axe = readFileSync(`${modules}/axe-core/axe.min.js`, "utf-8");
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });

// Goes on by so many slides. Notes what of each sticks out of its frame or is cut off, and which letters are small.
const walk = (steps) => {
  const found = [];
  const inspect = (slide, number) => {
    const frame = slide.getBoundingClientRect();
    const say = (part, what) => found.push(`slide ${number}: ${part.tagName} ${part.textContent.slice(0, 40)} ${what}`);
    for (const part of slide.querySelectorAll("*:not(.notes, .notes *)")) {
      const box = part.getBoundingClientRect();
      if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) say(part, `is too high or low, by ${Math.round(box.bottom - frame.bottom)}`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1) say(part, `is too wide, by ${Math.round(box.right - frame.right)}`);
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0) say(part, "is cut off");
      if (part.textContent.trim() && parseFloat(getComputedStyle(part).fontSize) < 17.9) say(part, "is small");
      if (part.tagName === "IMG" && !(part.complete && part.naturalWidth)) say(part, "has no picture");
    }
  };
  let [last, count] = [false, 0];
  for (let step = 0; step < steps && !last; step++) {
    inspect(Reveal.getCurrentSlide(), Reveal.getSlidePastCount() + 1);
    count++;
    last = Reveal.isLastSlide();
    Reveal.next();
  }
  return { found, last, count };
};

// All slides at once, one below the other, for axe sees only what is shown.
const unroll = () => {
  Reveal.destroy();
  document.querySelectorAll("section").forEach((section) => {
    section.removeAttribute("hidden");
    section.removeAttribute("aria-hidden");
    section.style.cssText = "display: block !important; position: static; visibility: visible; opacity: 1; transform: none; height: auto";
  });
};

const judge = async (page) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(({ id, help, nodes }) => ({ id, help, count: nodes.length, nodes: nodes.slice(0, 3).map((n) => `${n.target} ${n.html.slice(0, 200)} ${n.failureSummary.slice(0, 200)}`) }));
};

const look = async (file) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, offline: true });
  const page = await context.newPage();
  const seen = { file: basename(file), requests: [], errors: [], slides: 0, frame: [] };
  page.on("request", (request) => /^(file|data|blob|about):/.test(request.url()) || seen.requests.push(request.url()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  if (await page.evaluate(() => typeof Reveal !== "undefined")) {
    await page.waitForFunction(() => Reveal.isReady());
    for (let number = 1, done = false; !done; number++) {
      if (pictures !== "-") await page.screenshot({ path: `${pictures}/${basename(file, ".html")}-${String(number).padStart(3, "0")}.png` });
      const { found, last, count } = await page.evaluate(walk, pictures === "-" ? Infinity : 1);
      seen.frame.push(...found);
      seen.slides += count;
      done = last;
    }
    await page.evaluate(unroll);
  }
  seen.axe = await judge(page);
  if (!seen.slides) {
    await page.emulateMedia({ colorScheme: "dark" });
    seen.axe.push(...(await judge(page)));
  }
  await context.close();
  return seen;
};

const results = [];
const queue = [...files];
await Promise.all([0, 1].map(async () => {
  while (queue.length) results.push(await look(queue.shift()));
}));
await browser.close();
console.log(JSON.stringify(results.sort((a, b) => (a.file < b.file ? -1 : 1))));
