// The page of presub report in a real browser.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { accessibility, begin, close, end, inFolder, open, picture, presub, report } from "./page.mjs";

before(begin);
after(end);

const rfc = ["rfc6121"];
const mixed = ["rfc6121", "openfire", "--in-flight", "2", "--loss", "1"];

const checked = (words) => JSON.parse(presub("check", ...words, "--format", "json").stdout);
const number = (text) => Number(text.replace(/,/g, ""));

// The states and transitions that the page says its filter leaves.
async function left(page) {
  const text = await page.textContent("#filter-result");
  const [, states, transitions] = text.match(/^(?:All )?([\d,]+) (?:of|states?).*; ([\d,]+) transition/);
  return { states: number(states), transitions: number(transitions) };
}

async function clear(page) {
  if (await page.isEnabled("#filter-clear")) await page.click("#filter-clear");
}

test("the page is one request, says nothing and is shown", async () => {
  const page = await open(report(...rfc));
  assert.equal(await page.title(), "romeo and juliet: rfc6121 (RFC 6121, Appendix A)");
  await page.waitForSelector("#state-next button");
  await page.click("#state-next button");
  await page.locator("#cell-1-2").click();
  assert.equal(page.record.requests.length, 1);
  assert.deepEqual(page.record.said, []);
  await close(page);
});

test("served by HTTP it is one request too", async () => {
  const text = readFileSync(new URL(report(...rfc)));
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "text/html" }).end(text);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const page = await open(`http://127.0.0.1:${server.address().port}/report.html`);
  await page.waitForSelector("#state-next button");
  assert.deepEqual(asked, ["/report.html"]);
  assert.deepEqual(page.record.said, []);
  await close(page);
  server.close();
});

test("the policy lets nothing in", async () => {
  const page = await open(report(...rfc));
  const blocked = await page.evaluate(async () => {
    const found = [];
    document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
    document.body.append(Object.assign(document.createElement("script"), { textContent: "document.title = 'in'" }));
    document.body.append(Object.assign(document.createElement("img"), { src: "https://example.org/a.png" }));
    document.body.setAttribute("style", "color: red");
    await new Promise((done) => setTimeout(done, 300));
    return found.sort();
  });
  assert.deepEqual(blocked, ["img-src", "script-src-elem", "style-src-attr"]);
  assert.notEqual(await page.title(), "in");
  await close(page);
});

test("without JavaScript the matrix, the verdicts and the charts are shown, and nothing that does nothing", async () => {
  const page = await open(report(...rfc), { javaScriptEnabled: false });
  assert.ok(await page.isVisible("#matrix .presub-matrix"));
  assert.equal(await page.locator("article .presub-chart").count(), 2);
  assert.ok(await page.isVisible("#property-no-leak .presub-chart"));
  assert.ok(await page.isVisible("noscript .note"));
  for (const hidden of ["#filters", "#states", "#stepper", "#property-no-leak .button"]) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  }
  assert.equal(await page.locator("button:visible").count(), 0);
  await picture(page, "no-javascript", { fullPage: true });
  await close(page);
});

for (const words of [rfc, mixed]) {
  test(`filters give the figures of presub check ${words.join(" ")}`, async () => {
    const page = await open(report(...words));
    const json = checked(words);
    assert.deepEqual(await left(page), { states: json.states, transitions: json.transitions });
    await page.check("#filter-settled");
    assert.equal((await left(page)).states, json.settled);
    await clear(page);
    const offered = await page.locator("#filter-property option").allTextContents();
    for (const { name, count } of json.properties) {
      const option = offered.findIndex((text) => text.startsWith(`${name} `));
      assert.equal(option >= 0, count > 0, name);
      if (count === 0) continue;
      await page.selectOption("#filter-property", { index: option });
      assert.equal((await left(page)).states, count, name);
      assert.ok(await page.isVisible(`#property-${name}`));
    }
    await close(page);
  });
}

test("a filter by an event gives the transitions that presub export aut has with its label", async () => {
  const page = await open(report(...mixed));
  const labels = new Map();
  for (const [, label] of presub("export", "aut", ...mixed).stdout.matchAll(/^\(\d+,"(.*)",\d+\)$/gm)) labels.set(label, (labels.get(label) ?? 0) + 1);
  const offered = (await page.locator("#filter-event option").allTextContents()).slice(1);
  assert.deepEqual([...offered].sort(), [...labels.keys()].sort());
  for (const label of offered) {
    await page.selectOption("#filter-event", { label });
    assert.equal((await left(page)).transitions, labels.get(label), label);
  }
  await close(page);
});

test("each cell of the matrix leaves the states that the table gives it", async () => {
  const page = await open(report(...rfc));
  await page.click("text=The same as a table");
  const rows = await page.locator("#matrix tbody tr").evaluateAll((list) => list.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.equal(rows.length, 81);
  for (const [a, b, states, settled, violated] of rows.filter((_, i) => i % 7 === 0)) {
    await page.selectOption("#filter-a", { label: a });
    await page.selectOption("#filter-b", { label: b });
    assert.equal((await left(page)).states, number(states));
    const shown = await page.locator("[data-property]:visible").evaluateAll((list) => list.map(({ id }) => id.replace("property-", "")));
    assert.deepEqual(shown, violated === "" ? [] : violated.split(", "));
    await page.check("#filter-settled");
    assert.equal((await left(page)).states, number(settled));
    await page.uncheck("#filter-settled");
  }
  await close(page);
});

test("a cell filters, and the same cell again does not", async () => {
  const page = await open(report(...rfc));
  const cell = page.locator("#cell-6-2");
  await cell.click();
  assert.equal(await cell.getAttribute("aria-pressed"), "true");
  assert.equal(await page.inputValue("#filter-a"), "6");
  assert.equal(await page.locator("#matrix .cell.out").count(), 80);
  const { states } = await left(page);
  assert.equal(await page.locator("#states-rows tr").count(), Math.min(states, 50));
  await picture(page, "filtered");
  await cell.click();
  assert.equal(await cell.getAttribute("aria-pressed"), "false");
  assert.equal((await left(page)).states, 5449);
  await close(page);
});

test("a search finds states by words and by number", async () => {
  const page = await open(report(...rfc));
  await page.fill("#filter-words", "267");
  assert.equal((await left(page)).states, 1);
  await page.click("#states-rows a");
  assert.equal(await page.textContent("#state-title"), "State 267, settled");
  await page.fill("#filter-words", "no such word");
  assert.equal((await left(page)).states, 0);
  assert.equal(await page.locator("#states-rows tr").count(), 0);
  await close(page);
});

// Presses the button of a step.
function press(page, step) {
  const exactly = new RegExp(`^${step.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
  return page.locator("#state-next button", { has: page.locator(".step", { hasText: exactly }) }).click({ timeout: 5000 });
}

// Presses the buttons of a trace; the page must say at its end that the property is violated.
async function stepThrough(page, { name, trace }) {
  if (await page.isEnabled("#run-start")) await page.click("#run-start");
  for (const step of trace) await press(page, step);
  assert.ok((await page.locator("#state-card .marks .violated strong").allTextContents()).includes(`✗ ${name}`), name);
}

test("every counterexample is stepped to its violation, saved, and replayed by presub", async () => {
  const page = await open(report(...mixed));
  for (const property of checked(mixed).properties.filter(({ trace }) => trace)) {
    await stepThrough(page, property);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#run-save")]);
    const file = inFolder(`${property.name}.trace`);
    await download.saveAs(file);
    assert.equal(readFileSync(file, "utf8"), await page.textContent("#run-trace"));
    const replay = presub("replay", file);
    assert.equal(replay.status, 0, replay.stderr);
    assert.ok(replay.stdout.includes(`# ${property.trace.length} steps`));
    assert.deepEqual(readFileSync(file, "utf8").match(/^[^#\n]+(?=#)/gm).slice(1).map((step) => step.trim()), property.trace);
  }
  await picture(page, "stepper", { fullPage: true });
  await close(page);
});

/* Waits until the run that is shown has so many steps: links change the address first, and then the page. */
const shows = (page, steps) =>
  page.waitForFunction((n) => document.querySelectorAll("#run-chart .number").length === n, steps);

test("the links of a counterexample and its healing open them", async () => {
  const page = await open(report(...rfc));
  const { properties } = checked(rfc);
  for (const { name, trace, healing } of properties.filter((property) => property.trace)) {
    const links = page.locator(`#property-${name} .button`);
    await links.nth(0).click();
    await page.locator("#state-card .violated strong", { hasText: `✗ ${name}` }).first().waitFor();
    await shows(page, trace.length);
    await links.nth(1).click();
    await shows(page, trace.length + healing.length);
    assert.equal(await page.locator("#state-card .violated").count(), 0);
  }
  await close(page);
});

test("the address opens the same run again, back and forward", async () => {
  const page = await open(report(...rfc));
  for (const choice of [0, 1, 0]) await page.click(`[data-choice="${choice}"]`);
  await page.waitForURL(/#state=\d+&run=0\.1\.0$/);
  const [state, trace] = [await page.textContent("#state-title"), await page.textContent("#run-trace")];
  const again = await open(page.url());
  assert.equal(await again.textContent("#state-title"), state);
  assert.equal(await again.textContent("#run-trace"), trace);
  await page.click("#run-back");
  assert.equal(await page.locator("#run-chart .number").count(), 2);
  await page.click("#run-forward");
  assert.equal(await page.textContent("#state-title"), state);
  assert.ok(await page.isDisabled("#run-forward"));
  await page.click("#run-start");
  assert.match(await page.textContent("#state-title"), /^State 0/);
  await close(again);
  await close(page);
});

test("the shortest way here is shorter, and leads here", async () => {
  const page = await open(report(...rfc));
  for (const step of ["romeo subscribe", "romeo remove", "romeo subscribe", "juliet receives subscribe"]) {
    await press(page, step);
  }
  const title = await page.textContent("#state-title");
  const text = await page.textContent("#state-position");
  const [, least] = text.match(/the shortest way here has (\d+) step/) ?? [text, "4"];
  if (await page.isEnabled("#run-shortest")) await page.click("#run-shortest");
  assert.equal(await page.textContent("#state-title"), title);
  assert.equal(await page.locator("#run-chart .number").count(), Number(least));
  await close(page);
});

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.choice || document.activeElement.tagName);

async function tabTo(page, wanted, most = 60) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (wanted.test(await focused(page))) return;
  }
  assert.fail(`no ${wanted} after ${most} tabs`);
}

test("the keyboard alone reaches and does everything", async () => {
  const page = await open(report(...rfc));
  await tabTo(page, /^cell-/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "cell-1-1");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("#cell-1-1", "aria-pressed"), "true");
  await page.keyboard.press(" ");
  assert.equal(await page.getAttribute("#cell-1-1", "aria-pressed"), "false");
  await tabTo(page, /^filter-words$/);
  await page.keyboard.type("both");
  await tabTo(page, /^filter-clear$/);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "filter-words");
  await page.locator("#run-save").focus();
  await tabTo(page, /^0$/);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "state-title");
  assert.equal(await page.locator("#run-chart .number").count(), 1);
  assert.match(await page.textContent("#state-said"), /^State 1\. romeo: None \+ Pending Out\. .*to juliet: subscribe/);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator("#run-chart .number").count(), 0);
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#run-chart .number").count(), 1);
  await picture(page, "keyboard");
  await close(page);
});

const looks = {
  light: {},
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  "zoom-200": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  narrow: { viewport: { width: 320, height: 640 } },
};

for (const [name, look] of Object.entries(looks)) {
  test(`the page is accessible and fits: ${name}`, async () => {
    const page = await open(report(...mixed), look);
    assert.deepEqual(await accessibility(page), []);
    await page.locator("#property-no-leak .button").first().click();
    await page.locator("#states-rows a").first().focus();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    assert.deepEqual(await accessibility(page), []);
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= window, `${wide} pixels in a window of ${window}`);
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, name, { fullPage: true });
    await picture(page, `${name}-first`);
    await close(page);
  });
}

test("dark is dark, and paper is white", async () => {
  const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const page = await open(report(...rfc), { colorScheme: "dark" });
  assert.equal(await background(page), "rgb(21, 24, 28)");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await background(page), "rgb(255, 255, 255)");
  assert.equal(await page.isVisible("#stepper"), false);
  assert.equal(await page.isVisible("#property-no-leak .presub-chart"), true);
  await picture(page, "print", { fullPage: true });
  await close(page);
});

test("names, titles and properties that are markup stay text", async () => {
  const names = ["</script><script>alert`1`", "\"'><img/src/onerror"];
  const profile = inFolder("hostile.profile");
  const text = readFileSync("model/profiles/rfc6121.profile", "utf8").replace(/^Title=.*$/m, "Title=</title></script><img src=x onerror=\"alert(1)\">&lt;");
  writeFileSync(profile, text);
  const words = [profile, "--in-flight", "1", "--names", names.join(","), "--property", "reachable met \"</script><b>&amp;\": in_flight > 0"];
  const run = presub("report", ...words, "-o", inFolder("hostile.html"));
  assert.equal(run.status, 0, run.stderr);
  const page = await open(`file://${inFolder("hostile.html")}`);
  const title = await page.title();
  assert.ok(title.includes("</script><script>alert`1`") && title.includes("onerror"), title);
  await page.click("#cell-0-0");
  await page.click("[data-choice=\"0\"]");
  await page.click("[data-choice=\"0\"]");
  assert.equal(await page.locator("img, main b").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  assert.ok((await page.textContent("#state-next")).includes("\"'><img/src/onerror"));
  assert.ok((await page.textContent("#property-met")).includes("</script><b>&amp;"));
  assert.equal(page.record.requests.length, 1);
  assert.deepEqual(page.record.said, []);
  assert.deepEqual(await accessibility(page), []);
  await close(page);
});

test("of a large world the page has the counterexamples and what is near, and says so", async () => {
  const large = ["rfc6121", "--in-flight", "4"];
  const page = await open(report(...large));
  const json = checked(large);
  const note = await page.textContent("#matrix .note:not(noscript *)");
  const { states } = await left(page);
  assert.ok(note.includes("25,748 states, more than the 20,000"), note);
  assert.ok(states < 20000 && note.includes(`have ${states.toLocaleString("en-US")} of them`), note);
  for (const property of json.properties.filter(({ trace }) => trace)) await stepThrough(page, property);
  await page.fill("#filter-words", String(json.states));
  const edge = await page.evaluate(() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    return data.numbers[data.cut[0]];
  });
  const other = await open(`${report(...large)}#state=${edge}`);
  assert.match(await other.textContent("#state-next .note"), /more transitions? out of this state leads? to states that this page has not/);
  assert.deepEqual(page.record.said, []);
  await close(other);
  await close(page);
});

test("a search that did not finish is said to be unfinished", async () => {
  const page = await open(report("rfc6121", "--max-states", "300"));
  assert.match(await page.textContent(".figures"), /no, ended by the limit of 300 states/);
  assert.equal((await left(page)).states, 300);
  assert.deepEqual(page.record.said, []);
  await close(page);
});
