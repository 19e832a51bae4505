// The journal: exchanges as they happen, the newest first.

import { clearJournal, exchanges, status, Unreachable } from "./api.js";
import { action, fill, h } from "./dom.js";
import { clockTime } from "./format.js";
import { t } from "./text.js";

const SHOWN = 200;
/** No more are kept. */
const MOST = 1000;
const AGAIN_MS = 2000;
const LOOKS = { accepted: "good", refused: "bad", faulted: "warn", unknown: "warn" };

/** A verdict as a badge. */
export function verdictBadge(verdict) {
  return h("span", { class: `badge ${LOOKS[verdict.is]}` }, t(verdict.is));
}

/** Shows the list until `signal` says that another view is shown. */
export async function journal({ view, query, signal }) {
  const filter = { text: query.get("text") ?? "", verdict: query.get("verdict") ?? "" };
  const most = Number(query.get("most")) || SHOWN;
  const rows = h("ol", { class: "rows", reversed: true });
  const empty = h("div", { class: "nothing" });
  const more = h("p", { class: "nothing" }, h("a", { href: address({ ...filter, most: MOST }) }, t("more")));
  const pause = pausing(signal);
  const clear = action(t("clear"), async () => {
    await clearJournal();
    fill(rows);
    tell();
  });
  fill(view, bar(filter, pause.button, clear), rows, more, empty, h("p", { class: "dim small keys" }, t("keysHint")));

  function tell() {
    rows.hidden = rows.childElementCount === 0;
    empty.hidden = !rows.hidden;
    more.hidden = rows.childElementCount < most || most >= MOST;
  }

  tell();
  fill(empty, await nothing(filter));
  let since = 0;
  while (!signal.aborted) {
    const { isAnew, last, exchanges: found } = await asked({ ...filter, since, limit: most, signal });
    await pause.over();
    // The gateway has started again, and so have its numbers.
    if (isAnew || last < since) {
      fill(rows);
      since = 0;
    }
    for (const entry of found) {
      since = Math.max(since, entry.number);
      rows.prepend(h("li", {}, row(entry)));
    }
    while (rows.childElementCount > most) rows.lastChild.remove();
    tell();
  }
}

/** What happened; a gateway that does not answer is asked again until it does, and then for all. */
async function asked(filter) {
  for (let isAnew = false; ; isAnew = true) {
    try {
      return { isAnew, ...(await exchanges(isAnew ? { ...filter, since: 0 } : filter)) };
    } catch (failure) {
      if (!(failure instanceof Unreachable)) throw failure;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

/** A button that stops the list and lets it go on. */
function pausing(signal) {
  let waiting = null;
  let goOn;
  const button = action(t("pause"), async () => {
    if (waiting) {
      waiting = null;
      goOn();
    } else {
      waiting = new Promise((done) => { goOn = done; });
    }
    button.textContent = t(waiting ? "resume" : "pause");
  });
  signal.addEventListener("abort", () => goOn?.());
  return { button, over: () => waiting };
}

/** What a list says that has no rows. */
async function nothing({ text, verdict }) {
  if (text !== "" || verdict !== "") return h("p", {}, t("journalNoneSuch"));
  const { base_url } = await status();
  return [h("p", {}, t("journalEmpty")), h("code", {}, base_url)];
}

function address(filter) {
  const filled = Object.entries(filter).filter(([, value]) => value !== "");
  return filled.length === 0 ? "#/journal" : `#/journal?${new URLSearchParams(filled)}`;
}

function bar(filter, ...buttons) {
  const text = h("input", {
    type: "search",
    value: filter.text,
    placeholder: t("searchJournal"),
    "aria-label": t("searchJournal"),
  });
  const verdict = h(
    "select",
    { "aria-label": t("verdict") },
    ["", "accepted", "refused", "faulted", "unknown"].map((kind) =>
      h("option", { value: kind, selected: kind === filter.verdict }, t(kind || "all")),
    ),
  );
  const go = (event) => {
    event?.preventDefault();
    location.hash = address({ text: text.value.trim(), verdict: verdict.value });
  };
  verdict.addEventListener("change", go);
  return h("form", { class: "bar", onsubmit: go }, h("div", { class: "grow" }, text), verdict, buttons);
}

function row(entry) {
  const status = entry.answer?.status ?? "—";
  const isGood = status >= 200 && status < 300;
  const code = entry.verdict.refusal?.code;
  return h(
    "a",
    { class: "row exchange", href: `#/journal/${entry.number}` },
    h("span", { class: "dim small when" }, clockTime(entry.at / 1000)),
    h(
      "span",
      { class: "what" },
      h("strong", {}, entry.method),
      " ",
      h("span", { class: "mono" }, entry.target),
      code && h("span", { class: "dim mono" }, ` ${code}`),
    ),
    h("span", { class: `badge ${isGood ? "" : "bad"}` }, status),
    verdictBadge(entry.verdict),
  );
}
