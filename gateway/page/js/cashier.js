// The cashier: what a customer's phone shows for one order.

import { failOrder, order, payOrder } from "./api.js";
import { action, facts, fill, h, toast } from "./dom.js";
import { money } from "./format.js";
import { stateBadge } from "./orders.js";
import { language, t } from "./text.js";
import "./theme.js";

const view = document.getElementById("view");
const asked = decodeURIComponent(location.pathname.split("/").pop());
/** Where a merchant's H5 page wants its customer back: appended to the `h5_url`. */
const merchant = new URLSearchParams(location.search).get("redirect_url");
const REFRESH_MS = 2000;
let shown = "";

async function show() {
  const found = await order(asked);
  const state = JSON.stringify(found);
  if (state === shown) return;
  shown = state;
  fill(
    view,
    h("p", { class: "dim" }, found.descriptions.join(" · ")),
    h("p", { class: "amount" }, money(found.total, found.currency)),
    h("p", { id: "state" }, stateBadge(found.trade_state)),
    found.refunded > 0 && h("p", { id: "refunded" }, `${t("refunded")} ${money(found.refunded, found.currency)}`),
    found.has_lapsed && h("p", { id: "lapsed" }, t("lapsed")),
    found.is_open && code(),
    found.is_open && choices(found),
    facts([
      ["out_trade_no", found.out_trade_no],
      ["mchid", found.mchids.join(", ")],
      ["trade_type", found.trade_type],
    ]),
    isAddress(merchant) && h("p", { class: "back" }, h("a", { id: "merchant", href: merchant }, t("toMerchant"))),
    h("p", { class: "back" }, h("a", { href: "../#/orders" }, t("back"))),
  );
}

/** A link of another kind could run a script here. */
function isAddress(text) {
  return /^https?:\/\//i.test(text ?? "");
}

/** Leads a phone that can reach the gateway to this page. */
function code() {
  const text = location.href;
  const source = `../qr?${new URLSearchParams({ text })}`;
  const drawn = h("img", { src: source, alt: text, width: 200, height: 200 });
  return [h("div", { class: "qr" }, drawn), h("p", { class: "dim small" }, t("scan"))];
}

function choices(found) {
  const does = (run, told) => async () => {
    await run(asked);
    toast(t(told));
    await show();
  };
  return h(
    "div",
    { class: "choices" },
    action(`${t("pay")} ${money(found.total, found.currency)}`, does(payOrder, "paid"), { class: "first", id: "pay" }),
    action(t("fail"), does(failOrder, "failed"), { class: "bad", id: "fail" }),
    action(t("cancel"), async () => toast(t("cancelled")), { id: "cancel" }),
  );
}

async function start() {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.title = t("cashier");
  try {
    await show();
    setInterval(() => show().catch(() => {}), REFRESH_MS);
  } catch (failure) {
    fill(view, h("p", { class: "nothing" }, failure.message), h("p", {}, h("a", { href: "../#/orders" }, t("back"))));
  }
}

start();
