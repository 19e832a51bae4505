// The frame: which view is shown, in which language and colours, and what every view needs.

import { status } from "./api.js";
import { catalogue } from "./catalogue.js";
import { action, copy, fill, h } from "./dom.js";
import { entry } from "./entry.js";
import { faults } from "./faults.js";
import { clockTime } from "./format.js";
import { journal } from "./journal.js";
import { notify } from "./notify.js";
import { operation } from "./operation.js";
import { orders } from "./orders.js";
import { settings } from "./settings.js";
import { language, switchLanguage, t } from "./text.js";
import { nextTheme, theme } from "./theme.js";

const TABS = [
  ["journal", journal, entry],
  ["orders", orders],
  ["notify", notify],
  ["faults", faults],
  ["catalogue", catalogue, operation],
  ["settings", settings],
];

const view = document.getElementById("view");
let leave = new AbortController();
/** The place of the row that was opened last. */
let opened = "";

/** `#/journal/12?verdict=refused` as its parts. */
function place() {
  const [path, query] = location.hash.slice(2).split("?");
  const [tab, ...rest] = path.split("/").map(decodeURIComponent);
  return { tab, rest, query: new URLSearchParams(query) };
}

async function show() {
  leave.abort();
  leave = new AbortController();
  const { tab, rest, query } = place();
  const [name, list, detail] = TABS.find(([known]) => known === tab) ?? TABS[0];
  frame(name);
  const render = rest.length > 0 && detail ? detail : list;
  fill(view, h("p", { class: "nothing" }, t("loading")));
  try {
    await render({ view, rest, query, signal: leave.signal });
  } catch (failure) {
    if (failure.name !== "AbortError") fill(view, h("p", { class: "nothing" }, failure.message));
  }
}

function frame(current) {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.title = `${t(current)} · ${t("title")}`;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  fill(
    document.getElementById("tabs"),
    TABS.map(([name]) => h("a", { href: `#/${name}`, "aria-current": name === current && "page" }, t(name))),
  );
  document.querySelector("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "nearest" });
  document.getElementById("language").textContent = t("switchLanguage");
  document.getElementById("theme").textContent = t(theme());
}

async function facts() {
  const line = document.getElementById("facts");
  try {
    const now = await status();
    fill(
      line,
      action(now.base_url, copy, { class: "mono", title: t("copy") }),
      h("span", { class: "mchid" }, `mchid ${now.mchid}`),
      h("a", { href: "#/settings" }, `${clockTime(now.now)} · ${t(now.is_standing ? "standing" : "running")}`),
    );
  } catch {
    fill(line, h("span", { class: "badge bad" }, t("unreachable")));
  }
}

/** Keys that a reader of a long list wants; not while something is typed. */
function keys(event) {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && isTyping) event.target.blur();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key >= "1" && event.key <= String(TABS.length)) location.hash = `#/${TABS[event.key - 1][0]}`;
  if (event.key === "/") {
    view.querySelector("input[type=search]")?.focus();
    event.preventDefault();
  }
  if (event.key === "Escape" && place().rest.length > 0) history.back();
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
}

/** From the row that is chosen, or the one that was opened last. */
function step(by) {
  const rows = [...view.querySelectorAll("a.row")];
  const chosen = rows.indexOf(document.activeElement);
  const at = chosen < 0 ? rows.findIndex((row) => row.hash === opened) : chosen;
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

document.getElementById("language").addEventListener("click", () => {
  switchLanguage();
  show();
  facts();
});
document.getElementById("theme").addEventListener("click", (event) => {
  event.currentTarget.textContent = t(nextTheme());
});
document.addEventListener("keydown", keys);
// Its address is this page's, not a place in it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  view.focus();
});
addEventListener("hashchange", () => {
  if (place().rest.length > 0) opened = location.hash;
  view.focus();
  show();
});
show();
facts();
setInterval(facts, 5000);
