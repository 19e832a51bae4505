// The catalogue: every documented operation, found by its name in Chinese, its URL or its product.

import { operations } from "./api.js";
import { fill, h } from "./dom.js";
import { matches } from "./search.js";
import { t } from "./text.js";

const SHOWN = 100;

export async function catalogue({ view, query }) {
  const known = await operations();
  const search = h("input", {
    type: "search",
    value: query.get("q") ?? "",
    placeholder: t("searchOperations"),
    "aria-label": t("searchOperations"),
  });
  const count = h("p", { class: "dim small", role: "status" });
  const list = h("ul", { class: "rows" });
  const show = () => {
    const found = ranked(known, search.value.trim());
    count.textContent = found.length === 0 ? t("noneFound") : `${found.length} ${t("found")}`;
    list.hidden = found.length === 0;
    fill(list, found.slice(0, SHOWN).map((one) => h("li", {}, row(one))));
    history.replaceState(null, "", `#/catalogue?${new URLSearchParams({ q: search.value })}`);
  };
  search.addEventListener("input", show);
  fill(view, h("div", { class: "bar" }, h("div", { class: "grow" }, search)), count, list);
  show();
  search.focus();
}

/** What is called so before what only contains it. */
function ranked(known, wanted) {
  const found = known.filter((one) => matches(wanted, one.line, one.title, one.product));
  const rank = (one) => (one.title === wanted || one.line.endsWith(wanted) ? 0 : one.title.includes(wanted) ? 1 : 2);
  return wanted === "" ? found : found.map((one) => [rank(one), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
}

function row(one) {
  const [verb, path] = one.line.split(" ");
  return h(
    "a",
    { class: "row operation", href: `#/catalogue/${encodeURIComponent(one.line)}` },
    h("span", { class: "badge" }, verb),
    h("strong", {}, one.title),
    h("span", { class: "mono dim" }, path),
  );
}
