// One operation: its examples, the call in Rust, a signed curl, and a button that sends it.

import { operation as fetched, sign } from "./api.js";
import { action, copyable, fill, h, toast } from "./dom.js";
import { pretty } from "./format.js";
import { t } from "./text.js";

export async function operation({ view, rest }) {
  const found = await fetched(rest[0]);
  fill(
    view,
    h("p", {}, h("a", { href: "#/catalogue" }, t("back"))),
    h("h2", {}, found.title, " ", h("span", { class: "badge" }, found.product)),
    h("p", { class: "mono" }, found.operation),
    h("div", { class: "cards" }, await call(found), about(found)),
  );
}

/** The request as JSON, which can be changed, signed anew and sent. */
async function call(found) {
  const text = h("textarea", { id: "request", rows: 18, spellcheck: "false", "aria-label": t("request") });
  const curl = h("div");
  const answer = h("div", { "aria-live": "polite" });
  const signed = () => sign({ name: found.operation, request: JSON.parse(text.value) });
  const again = async () => fill(curl, copyable((await signed()).curl, t("copy")));
  const send = async () => {
    const ready = await signed();
    fill(curl, copyable(ready.curl, t("copy")));
    fill(answer, await sent(ready));
  };
  const choose = async (index) => {
    const { scene: _, made: __, ...request } = found.requests[index] ?? {};
    text.value = JSON.stringify(request, null, 2);
    await again();
  };
  const examples = h(
    "select",
    { "aria-label": t("example") },
    found.requests.map((one, index) => h("option", { value: index }, one.scene ?? `${t("example")} ${index + 1}`)),
  );
  examples.addEventListener("change", () => choose(examples.value).catch((failure) => toast(failure.message)));
  const section = h(
    "section",
    { class: "card" },
    h(
      "div",
      { class: "bar" },
      found.requests.length > 1 && examples,
      action(t("tryIt"), send, { class: "first", id: "send" }),
      action(t("signAgain"), again),
    ),
    text,
    answer,
    h("h3", {}, t("callCurl")),
    curl,
  );
  await choose(0).catch((failure) => fill(curl, h("p", { class: "dim" }, failure.message)));
  return section;
}

/** Sends it from here: the page has the gateway's own origin. */
async function sent({ method, target, headers, body, form }) {
  const init = { method, headers: new Headers(headers), body: body ?? undefined };
  if (form) {
    init.body = new FormData();
    for (const part of form) {
      if (part.filename) init.body.append(part.name, new Blob([part.text]), part.filename);
      else init.body.append(part.name, part.text);
    }
  }
  const came = await fetch(target, init);
  const text = await came.text();
  return [h("h3", {}, `${t("answer")} ${came.status}`), h("pre", { tabindex: "0" }, pretty(text))];
}

function about(found) {
  const codes = found.errors.map((error) =>
    h("tr", {}, h("td", {}, h("code", {}, error.code)), h("td", {}, error.status ?? ""), h("td", {}, error.advice)),
  );
  return h(
    "section",
    { class: "card" },
    h("h3", {}, t("callRust")),
    copyable(found.rust, t("copy")),
    found.answers.length > 0 && [h("h3", {}, `${t("answer")} · ${t("example")}`), h("pre", { tabindex: "0" }, JSON.stringify(found.answers[0], null, 2))],
    codes.length > 0 && [h("h3", {}, t("errorCodes")), h("div", { class: "scroll" }, h("table", {}, codes))],
    found.links.length > 0 && [h("h3", {}, t("officialPages")), found.links.map((link) => h("p", {}, h("a", { href: link, rel: "noreferrer" }, link)))],
  );
}
