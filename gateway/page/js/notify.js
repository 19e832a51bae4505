// Notifications: any documented event with any fields, sent now; and what became of those that were sent.

import { deliveries, event, events, resend, sendNotification } from "./api.js";
import { action, fill, h, refill, toast } from "./dom.js";
import { form } from "./form.js";
import { clockTime } from "./format.js";
import { matches } from "./search.js";
import { own, t } from "./text.js";

const REFRESH_MS = 2000;
const LOOKS = { delivered: "good", given_up: "bad", waiting: "warn", sending: "warn" };

export async function notify({ view, query, signal }) {
  const known = await events();
  const writing = h("section", { class: "card" });
  const sent = h("section", { class: "card" });
  fill(view, h("div", { class: "cards" }, writing, sent));
  await write(writing, known, query.get("event") ?? "TransactionSuccess", () => refresh());
  const refresh = await follow(sent, query.get("delivery"), signal);
}

/** The form: an event, where to, and its fields. */
async function write(section, known, name, told) {
  const chosen = await event(name);
  const search = h("input", { type: "search", placeholder: t("searchEvents"), "aria-label": t("searchEvents") });
  const select = h("select", { id: "event", "aria-label": t("event") });
  const list = () => {
    const found = known.filter((one) => one.variant === name || matches(search.value, one.title, one.variant, one.event_types.join(" ")));
    fill(select, found.map((one) => h("option", { value: one.variant, selected: one.variant === name }, `${one.title} · ${one.variant}`)));
  };
  search.addEventListener("input", list);
  list();
  select.addEventListener("change", () => write(section, known, select.value, told).catch((failure) => toast(failure.message)));

  const types = chosen.event_types.map((type) => h("option", { value: type }, type));
  const eventType = h("select", { "aria-label": t("eventType") }, types);
  const url = h("input", { type: "url", id: "notify-url", value: localStorage.getItem("notify_url") ?? "", placeholder: "http://127.0.0.1:8080/notify", "aria-label": t("notifyUrl") });
  const after = h("input", { type: "number", min: "0", value: "0", id: "after" });
  const copies = h("input", { type: "number", min: "1", value: "1", id: "copies" });
  const payload = editor(chosen);
  const send = action(t("send"), async () => {
    localStorage.setItem("notify_url", url.value);
    const fields = payload.read();
    await sendNotification({
      event: name,
      event_type: eventType.value || undefined,
      fields,
      without: missing(chosen.example, fields),
      notify_url: url.value,
      after_secs: Number(after.value),
      duplicates: Number(copies.value) - 1,
    });
    toast(t("sent"));
    await told();
  }, { class: "first", id: "send" });

  fill(
    section,
    h("h2", {}, chosen.title),
    h("div", { class: "bar" }, h("div", { class: "grow" }, search)),
    h("div", { class: "bar" }, select, types.length > 0 && eventType),
    h(
      "div",
      { class: "fields" },
      [[url, "notifyUrl"], [after, "after"], [copies, "copies"]].map(([input, name]) =>
        h("div", { class: "field" }, h("label", { for: input.id }, t(name)), input),
      ),
    ),
    h("div", { class: "bar" }, send),
    // On a phone what was sent would be far below all fields.
    h("details", { open: matchMedia("(min-width: 40rem)").matches }, h("summary", {}, t("payload")), payload.toggle, payload.element),
  );
}

/** JSON pointers to what the example has and the payload has not: the gateway starts with its example. */
function missing(example, payload, pointer = "") {
  return Object.entries(example).flatMap(([name, value]) => {
    const at = `${pointer}/${name}`;
    if (payload?.[name] === undefined) return [at];
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? missing(value, payload[name], at) : [];
  });
}

/** The payload as a form or as JSON, whichever the reader likes; both start with the documented example. */
function editor(chosen) {
  let fields = form(chosen.form, chosen.example);
  const text = h("textarea", { rows: 24, "aria-label": t("payload"), spellcheck: "false" });
  const element = h("div", { class: "payload" }, fields.element);
  let isJson = false;
  const read = () => (isJson ? JSON.parse(text.value) : fields.read() ?? {});
  const toggle = action(t("asJson"), async (button) => {
    const payload = read();
    isJson = !isJson;
    button.textContent = t(isJson ? "asForm" : "asJson");
    if (isJson) {
      text.value = JSON.stringify(payload, null, 2);
      fill(element, text);
    } else {
      fields = form(chosen.form, payload);
      fill(element, fields.element);
    }
  });
  return { element, toggle, read };
}

/** The list of what was sent; gives what refreshes it. */
async function follow(section, asked, signal) {
  const list = h("div");
  fill(section, h("h2", {}, t("deliveries")), list);
  let shown = "";
  let open = [`delivery-${asked}`];
  async function refresh() {
    const found = await deliveries();
    const state = JSON.stringify(found);
    if (state === shown || signal.aborted) return;
    shown = state;
    if (list.childElementCount > 0) open = [...list.querySelectorAll("details[open]")].map((one) => one.id);
    refill(list, found.length === 0 ? h("p", { class: "dim" }, t("noDeliveries")) : found.map((one) => delivery(one, open)));
  }
  await refresh();
  const timer = setInterval(() => refresh().catch(() => {}), REFRESH_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return refresh;
}

function delivery(one, open) {
  const id = `delivery-${one.number}`;
  const attempts = one.attempts.map((attempt) =>
    h("li", {}, `${clockTime(attempt.at / 1000)} · ${attempt.status ?? "—"} · ${own(attempt.verdict.reason)}`),
  );
  const sent = one.attempts.at(-1)?.sent;
  return h(
    "details",
    { id, open: open.includes(id) },
    h(
      "summary",
      {},
      `#${one.number} `,
      h("strong", {}, one.notice.event),
      " ",
      h("span", { class: `badge ${LOOKS[one.state.is]}` }, t(one.state.is)),
      h("span", { class: "dim small" }, ` ${clockTime(one.created_at / 1000)} → ${one.notice.notify_url || "—"}`),
    ),
    h("p", {}, own(one.summary)),
    h("ol", { class: "small" }, attempts),
    action(t("again"), () => resend(one.number)),
    h("pre", { tabindex: "0" }, JSON.stringify(one.notice.payload, null, 2)),
    sent && onTheWire(sent),
  );
}

/** What a program was sent that refuses it, and what it has to check the signature over. */
function onTheWire(sent) {
  const headers = sent.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    h("h3", {}, t("onTheWire")),
    h("pre", { tabindex: "0" }, `${headers}\n\n${sent.body}`),
    sent.checked && [h("h3", {}, t("checkedOver")), h("pre", { class: "sent", tabindex: "0" }, sent.checked)],
  ];
}
