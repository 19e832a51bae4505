// One operation: its examples, the call in Rust, a signed curl, and a button that sends it.

import { operation as fetched, sign } from "./api.js";
import { action, copyable, fill, h } from "./dom.js";
import { pretty } from "./format.js";
import { t } from "./text.js";

export async function operation({ view, rest }) {
  const found = await fetched(rest[0]);
  const answer = h("div");
  fill(
    view,
    h("p", {}, h("a", { href: "#/catalogue" }, t("back"))),
    h("h2", {}, found.title, " ", h("span", { class: "badge" }, found.product)),
    h("p", { class: "mono" }, found.line),
    h("div", { class: "cards" }, h("section", { class: "card" }, await call(found, answer), answer), about(found)),
  );
}

/** The request, which can be changed, signed and sent. */
async function call(found, answer) {
  const request = found.requests[0] ?? { target: found.path, body: "" };
  const method = found.line.split(" ")[0];
  const target = h("input", { id: "target", class: "mono", value: request.target, autocomplete: "off" });
  const body = h("textarea", { id: "body", rows: 14, value: pretty(request.body), spellcheck: "false", "aria-label": t("body") });
  const curl = h("div");
  const signed = () => sign({ line: found.line, method, target: target.value, body: body.value });
  const again = async () => fill(curl, copyable((await signed()).curl, t("copy")));
  const send = async () => {
    const { headers, body: sent } = await signed();
    const init = { method, headers, body: method === "GET" ? undefined : sent };
    const came = await fetch(target.value, init);
    const text = await came.text();
    fill(answer, h("h3", {}, `${t("answer")} ${came.status}`), h("pre", { tabindex: "0" }, pretty(text)));
    await again();
  };
  await again();
  const examples = h(
    "select",
    { "aria-label": t("example") },
    found.requests.map((one, index) => h("option", { value: index }, one.scene || `${t("example")} ${index + 1}`)),
  );
  examples.addEventListener("change", () => {
    const chosen = found.requests[Number(examples.value)];
    target.value = chosen.target;
    body.value = pretty(chosen.body);
    again();
  });
  return [
    h("div", { class: "bar" }, found.requests.length > 1 && examples, action(t("tryIt"), send, { class: "first", id: "send" }), action(t("signAgain"), again)),
    h("div", { class: "fields" }, target, method !== "GET" && body),
    h("h3", {}, t("callCurl")),
    curl,
  ];
}

function about(found) {
  const codes = found.error_codes.map((code) =>
    h("tr", {}, h("td", {}, h("code", {}, code.code)), h("td", {}, code.status ?? ""), h("td", {}, code.advice ?? "")),
  );
  return h(
    "section",
    { class: "card" },
    h("h3", {}, t("callRust")),
    copyable(found.call, t("copy")),
    found.answers.length > 0 && [h("h3", {}, `${t("answer")} · ${t("example")}`), h("pre", { tabindex: "0" }, pretty(found.answers[0]))],
    codes.length > 0 && [h("h3", {}, t("errorCodes")), h("div", { class: "scroll" }, h("table", {}, codes))],
    found.links.length > 0 && [h("h3", {}, t("officialPages")), found.links.map((link) => h("p", {}, h("a", { href: link, rel: "noreferrer" }, link)))],
  );
}
