// Opens a notebook of so many saved outputs in both themes; prints what it saw as one line of JSON.
// node test_charts.mjs CHROMIUM MODULES ADDRESS TOKEN FOLDER_FOR_PICTURES NOTEBOOK COUNT
import { createRequire } from "node:module";

const [chromiumPath, modules, address, token, pictures, notebook, count] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(`${modules}/playwright-core`);
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
await page.goto(`${address}/lab?reset&token=${token}`);
await page.waitForFunction(() => window.jupyterapp?.restored?.then(() => true), null, { timeout: 60000 });

const command = (name, args) => page.evaluate(([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => {}), [name, args]);

// In the page: what each output shows, and the least contrast (1 to 21) of its text and its pictures with what is behind them.
const look = () => {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(parse(getComputedStyle(e).backgroundColor));
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => (Math.max(light(one), light(other)) + 0.05) / (Math.min(light(one), light(other)) + 0.05);

  const outputs = [...document.querySelectorAll(".jp-Notebook .jp-OutputArea-output")];
  const images = outputs.flatMap((output) => [...output.querySelectorAll("img")]).map((img) => {
    const canvas = new OffscreenCanvas(img.naturalWidth || 1, img.naturalHeight || 1);
    const context = canvas.getContext("2d");
    context.drawImage(img, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    const under = behind(img);
    const shades = new Uint32Array(4096); // how often each colour is seen on this page, by four bits of red, green and blue
    for (let i = 0; i < pixels.length; i += 4) {
      const share = pixels[i + 3] / 255;
      let shade = 0;
      for (let c = 0; c < 3; c++) shade = (shade << 4) | ((pixels[i + c] * share + under[c] * (1 - share)) >> 4);
      shades[shade]++;
    }
    const colour = (shade) => [shade >> 8, (shade >> 4) & 15, shade & 15].map((c) => c << 4);
    const ground = colour(shades.indexOf(Math.max(...shades)));
    const inks = [...shades.keys()].filter((shade) => shades[shade] > pixels.length / 4 / 2000).map((shade) => contrast(colour(shade), ground));
    return { width: img.naturalWidth, shown: img.getBoundingClientRect().width, alt: img.alt, contrast: Math.max(...inks) };
  });
  const texts = outputs
    .flatMap((output) => [...output.querySelectorAll("figcaption, th, td, p, pre")])
    .filter((e) => e.innerText.trim() && e.getBoundingClientRect().width)
    .map((e) => ({ text: e.innerText.slice(0, 40), contrast: contrast(over(parse(getComputedStyle(e).color), behind(e)), behind(e)) }))
    .sort((a, b) => a.contrast - b.contrast);
  return { images, outputs: outputs.length, texts: texts.length, faintest: texts[0], page: behind(document.querySelector(".jp-Notebook")).join() };
};

await command("docmanager:open", { path: notebook, factory: "Notebook", kernelPreference: { shouldStart: false, canStart: false } });
const seen = {};
for (const theme of ["Light", "Dark"]) {
  await command("apputils:change-theme", { theme: `JupyterLab ${theme}` });
  await page.waitForFunction((dark) => document.body.dataset.jpThemeLight === String(!dark), theme === "Dark");
  await page.waitForFunction((count) => {
    const outputs = [...document.querySelectorAll(".jp-Notebook .jp-OutputArea-output")];
    return outputs.length >= count && outputs.every((output) => [...output.querySelectorAll("img")].every((img) => img.complete));
  }, Number(count), { timeout: 60000 });
  await page.waitForTimeout(1000); // the colours change
  seen[theme] = await page.evaluate(look);
  if (process.env.PADWISE_PICTURES) await page.screenshot({ path: `${pictures}/outputs-${theme}.png` });
}
await browser.close();
console.log(JSON.stringify(seen));
