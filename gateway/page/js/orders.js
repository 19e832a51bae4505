// Orders: what is to be paid, and the button that pays it.

import { failOrder, orderList, payOrder } from "./api.js";
import { action, fill, h, refill, toast } from "./dom.js";
import { money, time } from "./format.js";
import { t } from "./text.js";

const LOOKS = { SUCCESS: "good", NOTPAY: "warn", USERPAYING: "warn", PAYERROR: "bad", ABNORMAL: "bad", PROCESSING: "warn" };
const REFRESH_MS = 2000;

/** The state of an order or a refund as a badge. */
export function stateBadge(state) {
  return h("span", { class: `badge ${LOOKS[state] ?? ""}` }, state);
}

export async function orders({ view, signal }) {
  const list = h("ul", { class: "rows" });
  const empty = h("p", { class: "nothing" }, t("ordersEmpty"));
  fill(view, list, empty);
  let shown = "";
  async function refresh() {
    const found = await orderList();
    const state = JSON.stringify(found);
    if (state === shown || signal.aborted) return;
    shown = state;
    list.hidden = found.length === 0;
    empty.hidden = !list.hidden;
    refill(list, found.map((order) => h("li", { id: `order-${key(order)}` }, row(order, refresh))));
  }
  await refresh();
  const timer = setInterval(() => refresh().catch(() => {}), REFRESH_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}

/** What no other order has. */
function key({ party, out_trade_no }) {
  return [party.mchid, party.sub_mchid ?? "", out_trade_no].join("-");
}

function row(order, refresh) {
  const isOpen = !order.has_lapsed && (order.trade_state === "NOTPAY" || order.trade_state === "USERPAYING");
  const does = (run, told) => async () => {
    await run(order.cashier);
    toast(t(told));
    await refresh();
  };
  return h(
    "div",
    { class: "row order" },
    h(
      "div",
      {},
      h("strong", {}, order.description || order.out_trade_no),
      " ",
      stateBadge(order.trade_state),
      order.has_lapsed && [" ", h("span", { class: "badge bad", title: t("lapsed") }, t("lapsedBadge"))],
      h("div", { class: "dim small" }, `${order.out_trade_no} · ${order.trade_type} · ${time(order.created)}`),
      order.refunds.map(refund),
    ),
    h("strong", {}, money(order.total, order.currency)),
    h(
      "div",
      { class: "bar" },
      isOpen && action(t("pay"), does(payOrder, "paid"), { class: "first" }),
      isOpen && action(t("fail"), does(failOrder, "failed"), { class: "bad" }),
      order.trade_type !== "MICROPAY" && h("a", { class: "button", href: `pay/${encodeURIComponent(order.cashier)}` }, t("openCashier")),
    ),
  );
}

function refund({ refund, currency, out_refund_no, status }) {
  return h("div", { class: "small" }, `${t("refund")} ${money(refund, currency)} · ${out_refund_no} `, stateBadge(status));
}
