// Faults: what goes wrong, with which operation, how often.

import { addFault, faultKinds, faultRules, removeFault } from "./api.js";
import { action, fill, h } from "./dom.js";
import { faultName } from "./names.js";
import { t } from "./text.js";

export async function faults({ view, signal }) {
  const adding = h("section", { class: "card" });
  const rules = h("section", { class: "card" });
  fill(view, h("div", { class: "cards" }, adding, rules));
  async function refresh() {
    const found = await faultRules();
    if (!signal.aborted) fill(rules, h("h2", {}, t("faults")), list(found, refresh));
  }
  fill(adding, add(await faultKinds(), refresh));
  await refresh();
}

/** Faults of notifications alone: of an operation they are refused. */
const OF_NOTIFICATIONS = ["late_notification", "duplicate_notification"];

/** The form; a fault's own settings are those of its example. */
function add(kinds, refresh) {
  const kind = h("select", { id: "kind" }, kinds.map((one) => h("option", { value: one.kind }, `${one.kind} · ${faultName(one.kind)}`)));
  const own = h("div", { class: "fields" });
  const target = h("input", { id: "target", value: "*" });
  const times = h("input", { id: "often", type: "number", min: "1", value: "1" });
  const chance = h("input", { id: "chance", type: "number", min: "0", max: "1", step: "0.01" });
  const fields = () => {
    const { kind: _, ...settings } = kinds.find((one) => one.kind === kind.value);
    fill(own, Object.entries(settings).map(([name, value]) => field(name, setting(name, value))));
    const every = OF_NOTIFICATIONS.includes(kind.value) ? "notify:*" : "*";
    // What somebody wrote stays if it can.
    if (target.value.startsWith("notify:") !== every.startsWith("notify:")) target.value = every;
  };
  kind.addEventListener("change", fields);
  fields();
  const submit = action(t("add"), async () => {
    const when = chance.value !== "" ? { probability: Number(chance.value) } : times.value === "" ? "always" : { next: Number(times.value) };
    await addFault({ of: target.value, fault: { kind: kind.value, ...read(own) }, when });
    await refresh();
  }, { class: "first", id: "add" });
  return [
    h("h2", {}, t("add")),
    h("div", { class: "fields" }, field(t("faultKind"), kind), own, field(t("faultOf"), target), field(t("often"), times), field(t("chance"), chance), submit),
  ];
}

function field(name, input) {
  input.id ||= `fault-${name}`;
  return h("div", { class: "field" }, h("label", { for: input.id }, name), input);
}

function setting(name, value) {
  const type = typeof value === "number" ? "number" : "text";
  return h("input", { type, name, value: value ?? "", "data-type": type });
}

function read(own) {
  const filled = [...own.querySelectorAll("input")].filter((input) => input.value !== "");
  return Object.fromEntries(filled.map((input) => [input.name, input.type === "number" ? Number(input.value) : input.value]));
}

/** What is left of a rule, and how often it was applied. */
function often({ when, applied }) {
  const left = when === "always" ? t("always") : when.next === undefined ? `p = ${when.probability}` : `${t("left")} ${when.next}`;
  return `${left} · ${t("applied")} ${applied}`;
}

function list(rules, refresh) {
  if (rules.length === 0) return h("p", { class: "dim" }, t("noFaults"));
  return rules.map((rule) => {
    const { kind, ...settings } = rule.fault;
    const said = Object.entries(settings).map(([name, value]) => `${name}=${value}`).join(", ");
    const remove = action(t("remove"), async () => {
      await removeFault(rule.number);
      await refresh();
    });
    return h(
      "div",
      { class: "bar" },
      h("span", { class: "grow" }, h("strong", {}, kind), ` ${faultName(kind)} ${said} · `, h("code", {}, rule.of), ` · ${often(rule)}`),
      remove,
    );
  });
}
