// The catalogue: every documented operation, found by its name in Chinese, its URL, its product or its fields.

import { operations } from "./api.js";
import { fill, h, toast } from "./dom.js";
import { t } from "./text.js";

const SHOWN = 100;

export async function catalogue({ view, query, signal }) {
  const search = h("input", {
    type: "search",
    value: query.get("q") ?? "",
    placeholder: t("searchOperations"),
    "aria-label": t("searchOperations"),
  });
  const count = h("p", { class: "dim small", role: "status" });
  const list = h("ul", { class: "rows" });
  let asked = 0;
  const show = async () => {
    const turn = (asked += 1);
    const wanted = search.value.trim();
    const found = await operations(wanted, 2000);
    // A slower answer to an earlier question comes too late.
    if (turn !== asked || signal.aborted) return;
    count.textContent = found.length === 0 ? t("noneFound") : `${found.length} ${t("found")}`;
    list.hidden = found.length === 0;
    fill(list, ranked(found, wanted).slice(0, SHOWN).map((one) => h("li", {}, row(one))));
    history.replaceState(null, "", `#/catalogue?${new URLSearchParams({ q: search.value })}`);
  };
  search.addEventListener("input", () => show().catch((failure) => toast(failure.message)));
  fill(view, h("div", { class: "bar" }, h("div", { class: "grow" }, search)), count, list);
  await show();
  search.focus();
}

/** What is called so before what only contains it. */
function ranked(found, wanted) {
  const rank = (one) => (one.title === wanted || one.operation.endsWith(wanted) ? 0 : one.title.includes(wanted) ? 1 : 2);
  return wanted === "" ? found : [...found].sort((one, other) => rank(one) - rank(other));
}

function row(one) {
  const [verb, path] = one.operation.split(" ");
  return h(
    "a",
    { class: "row operation", href: `#/catalogue/${encodeURIComponent(one.operation)}` },
    h("span", { class: "badge" }, verb),
    h("strong", {}, one.title),
    h("span", { class: "mono dim" }, path),
  );
}
