// One exchange: what came, what was made of it, what was answered.

import { exchange } from "./api.js";
import { diagnosis } from "./diagnosis.js";
import { fill, facts, h } from "./dom.js";
import { pretty, time } from "./format.js";
import { verdictBadge } from "./journal.js";
import { t } from "./text.js";

export async function entry({ view, rest }) {
  const found = await exchange(rest[0]);
  const refusal = found.verdict.refusal;
  fill(
    view,
    h("p", {}, h("a", { href: "#/journal" }, t("back"))),
    h("h2", {}, `${found.method} `, h("span", { class: "mono" }, found.target)),
    h(
      "section",
      { class: "card" },
      facts([
        ["#", String(found.number)],
        [t("verdict"), verdictBadge(found.verdict)],
        [t("refusal"), refusal && refused(refusal)],
        [t("operation"), found.operation && link(found.operation)],
        ["mchid", found.mchid],
        [t("took"), `${(found.took / 1000).toFixed(1)} ms · ${time(found.at / 1000)}`],
        [t("appliedFaults"), found.faults.join(", ")],
        [t("causedNotices"), found.notices.map((number) => h("a", { href: `#/notify?delivery=${number}` }, `#${number} `))],
      ].filter(([, value]) => value?.length !== 0)),
    ),
    found.verdict.diagnosis && diagnosis(found.verdict.diagnosis),
    h(
      "div",
      { class: "cards" },
      side(t("request"), found.headers, found.body, found.fields),
      found.answer
        ? side(`${t("answer")} ${found.answer.status}`, found.answer.headers, found.answer.body)
        : h("section", { class: "card" }, h("p", { class: "dim" }, t("noAnswer"))),
    ),
  );
}

function link(operation) {
  return h("a", { href: `#/catalogue/${encodeURIComponent(operation)}` }, operation);
}

function refused(refusal) {
  const { code, message, detail } = refusal;
  const where = detail && `${detail.location} ${detail.field}: ${detail.issue} (${JSON.stringify(detail.value)})`;
  return [h("div", {}, h("code", {}, code), ` ${message}`), where && h("code", {}, where)];
}

function side(name, headers, body, fields) {
  const understood = fields && Object.keys(fields).length > 0 && JSON.stringify(fields, null, 2);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, name),
    h("h3", {}, `${t("body")} · ${body.bytes} B ${body.is_cut ? t("cut") : ""}`),
    body.text === "" ? h("p", { class: "dim" }, "—") : h("pre", { tabindex: "0" }, pretty(body.text)),
    understood && h("details", {}, h("summary", {}, t("fields")), h("pre", { tabindex: "0" }, understood)),
    h(
      "details",
      {},
      h("summary", {}, `${t("headers")} (${headers.length})`),
      h("pre", { tabindex: "0" }, headers.map(([header, value]) => `${header}: ${value}`).join("\n")),
    ),
  );
}
