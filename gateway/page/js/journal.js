// The journal: exchanges as they happen, the newest first.

import { clearJournal, exchanges } from "./api.js";
import { action, fill, h } from "./dom.js";
import { clockTime } from "./format.js";
import { status } from "./api.js";
import { t } from "./text.js";

const SHOWN = 200;
const LOOKS = { accepted: "good", refused: "bad", unknown: "warn" };

/** A verdict as a badge. */
export function verdictBadge(verdict) {
  return h("span", { class: `badge ${LOOKS[verdict.is]}` }, t(verdict.is));
}

/** Shows the list until `signal` says that another view is shown. */
export async function journal({ view, query, signal }) {
  const filter = { operation: query.get("operation") ?? "", verdict: query.get("verdict") ?? "" };
  const rows = h("ol", { class: "rows", reversed: true });
  const empty = h("div", { class: "nothing" });
  let isPaused = false;
  const pause = action(t("pause"), async () => {
    isPaused = !isPaused;
    pause.textContent = t(isPaused ? "resume" : "pause");
  });
  const clear = action(t("clear"), async () => {
    await clearJournal();
    fill(rows);
    await tell();
  });
  fill(view, bar(filter, pause, clear), rows, empty, h("p", { class: "dim small keys" }, t("keysHint")));

  async function tell() {
    rows.hidden = rows.childElementCount === 0;
    empty.hidden = !rows.hidden;
    const { base_url } = await status();
    fill(empty, h("p", {}, t("journalEmpty")), h("code", {}, base_url));
  }

  await tell();
  let since = 0;
  while (!signal.aborted) {
    const found = await exchanges({ ...filter, since, limit: SHOWN, signal });
    if (isPaused) continue;
    for (const entry of found) {
      since = Math.max(since, entry.number);
      rows.prepend(h("li", {}, row(entry)));
    }
    while (rows.childElementCount > SHOWN) rows.lastChild.remove();
    rows.hidden = rows.childElementCount === 0;
    empty.hidden = !rows.hidden;
  }
}

function bar(filter, ...buttons) {
  const operation = h("input", {
    type: "search",
    value: filter.operation,
    placeholder: t("filterOperation"),
    "aria-label": t("filterOperation"),
  });
  const verdict = h(
    "select",
    { "aria-label": t("verdict") },
    ["", "accepted", "refused", "unknown"].map((kind) =>
      h("option", { value: kind, selected: kind === filter.verdict }, t(kind || "all")),
    ),
  );
  const go = (event) => {
    event?.preventDefault();
    const query = new URLSearchParams({ operation: operation.value, verdict: verdict.value });
    location.hash = `#/journal?${query}`;
  };
  verdict.addEventListener("change", go);
  return h("form", { class: "bar", onsubmit: go }, h("div", { class: "grow" }, operation), verdict, buttons);
}

function row(entry) {
  const status = entry.answer?.status ?? "—";
  const isGood = status >= 200 && status < 300;
  return h(
    "a",
    { class: "row exchange", href: `#/journal/${entry.number}` },
    h("span", { class: "dim small when" }, clockTime(entry.at / 1000)),
    h("span", { class: "what" }, h("strong", {}, entry.method), " ", h("span", { class: "mono" }, entry.target)),
    h("span", { class: `badge ${isGood ? "" : "bad"}` }, status),
    verdictBadge(entry.verdict),
  );
}
