// A browser that does what it is told: reads a line of JSON, `{"op": …, …}`, and writes one, `{"ok": …}` or `{"error": …}`.

const readline = require("node:readline");
const { chromium } = require("playwright-core");

const TIMEOUT_MS = 15000;
const problems = [];
let browser;
let page;

const OPS = {
  /** A new window of this size and colours, in this language. */
  async open({ url, width = 1280, height = 900, colors = "light", language = "zh-CN" }) {
    await page?.context().close();
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: colors, locale: language });
    page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("request", (request) => new URL(request.url()).origin !== new URL(url).origin && problems.push(`asked for ${request.url()}`));
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(url);
  },
  click: ({ what }) => page.locator(what).first().click(),
  fill: ({ what, text }) => page.locator(what).first().fill(text),
  choose: ({ what, value }) => page.locator(what).first().selectOption(value).then(() => null),
  upload: ({ what, file }) => page.locator(what).setInputFiles(file),
  /** Clicks, and keeps what is saved then. */
  async download({ what, file }) {
    const [saved] = await Promise.all([page.waitForEvent("download"), page.locator(what).first().click()]);
    await saved.saveAs(file);
  },
  press: ({ key }) => page.keyboard.press(key),
  /** Waits until this text is there. */
  see: ({ what, text }) => page.locator(what).filter({ hasText: text }).first().waitFor(),
  text: ({ what }) => page.locator(what).first().innerText(),
  count: ({ what }) => page.locator(what).count(),
  run: ({ script }) => page.evaluate(script),
  shot: ({ file }) => page.screenshot({ path: file, fullPage: true }).then(() => file),
  /** What went wrong since the last time that this was asked. */
  problems: () => problems.splice(0),
};

async function main() {
  browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { op, ...inputs } = JSON.parse(line);
    let answer;
    try {
      answer = { ok: (await OPS[op](inputs)) ?? null };
    } catch (error) {
      answer = { error: error.message };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await browser.close();
}

main();
