// What the tests of the page share: reports made by presub, and pages of Chromium that keep a record.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const presubPath = path.resolve(process.env.PRESUB ?? "build/presub");
export const pictures = path.resolve(process.env.PICTURES ?? "build/browser");
const axePath = createRequire(import.meta.url).resolve("axe-core");
let browser = null;
let folder = null;

export async function begin() {
  folder = mkdtempSync(path.join(tmpdir(), "presub-browser-"));
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
}

export async function end() {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
}

export const inFolder = (name) => path.join(folder, name);

/** Runs presub; its status and output. */
export function presub(...words) {
  const run = spawnSync(presubPath, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return run;
}

const made = new Map();

/** The address of the report that these words make, which is made once. */
export function report(...words) {
  const key = JSON.stringify(words);
  if (!made.has(key)) {
    const file = inFolder(`report-${made.size}.html`);
    const run = presub("report", ...words, "-o", file);
    if (run.status !== 0 && run.status !== 3) throw new Error(`status ${run.status}: ${run.stderr}`);
    made.set(key, `file://${file}`);
  }
  return made.get(key);
}

/** Opens an address. What the page prints, throws and asks for is in page.record. */
export async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.record = { requests: [], said: [] };
  page.on("request", (request) => page.record.requests.push(request.url()));
  page.on("console", (message) => page.record.said.push(message.text()));
  page.on("pageerror", (error) => page.record.said.push(String(error)));
  page.on("dialog", (dialog) => page.record.said.push(`dialog: ${dialog.message()}`) && dialog.dismiss());
  await page.goto(address);
  return page;
}

export async function close(page) {
  await page.context().close();
}

/** What axe-core finds wrong, one line each. */
export async function accessibility(page) {
  const source = (await import("node:fs")).readFileSync(axePath, "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate("axe.run()");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}

/** Keeps a picture, for people to look at. */
export function picture(page, name, options = {}) {
  return page.screenshot({ path: path.join(pictures, `${name}.png`), ...options });
}
