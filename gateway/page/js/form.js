// A form of every documented field, made of the fields' descriptions, that reads back as JSON.

import { h } from "./dom.js";

/**
 * A form for these fields, filled with `value`.
 *
 * A field is `{ name, kind, term, values, fields, item, is_required }`; `read()` gives an object without what was left empty.
 */
export function form(fields, value = {}) {
  const parts = fields.map((field) => part(field, value?.[field.name]));
  const element = h("div", { class: "fields" }, parts.map((one) => one.element));
  const read = () => {
    const filled = parts.map((one) => [one.name, one.read()]).filter(([, found]) => found !== undefined);
    return filled.length === 0 ? undefined : Object.fromEntries(filled);
  };
  return { element, read };
}

function part(field, value) {
  if (field.is_json_text) return jsonText(field, value);
  const made = field.fields ? nested(field, value) : field.kind === "list" ? list(field, value) : single(field, value);
  return { name: field.name, ...made };
}

/** A text that holds its value as JSON: its fields are typed. One that holds something else is typed as it is. */
function jsonText(field, value) {
  const { is_json_text: _, ...inside } = field;
  let held;
  try {
    held = value && JSON.parse(value);
  } catch {
    return part({ ...inside, kind: "text", fields: undefined }, value);
  }
  const made = part(inside, held);
  // Of nothing JSON.stringify makes nothing.
  return { ...made, read: () => JSON.stringify(made.read()) };
}

function title(field) {
  return [
    h("span", { class: "mono" }, field.name, field.is_required && " *"),
    field.term && h("span", { class: "dim" }, field.term),
  ];
}

function nested(field, value) {
  const inner = form(field.fields, value);
  const element = h("fieldset", {}, h("legend", {}, title(field)), inner.element);
  return { element, read: inner.read };
}

/** Its items one below the other; the last one is empty, for one more. */
function list(field, value) {
  const items = [];
  const element = h("fieldset", {}, h("legend", {}, title(field)));
  const add = (filled) => {
    const item = part({ ...field.item, name: `${items.length}`, term: "" }, filled);
    items.push(item);
    more.before(item.element);
  };
  const more = h("button", { type: "button", onclick: () => add(undefined) }, "+");
  element.append(more);
  for (const item of value ?? []) add(item);
  const read = () => {
    const filled = items.map((item) => item.read()).filter((found) => found !== undefined);
    return filled.length === 0 ? undefined : filled;
  };
  return { element, read };
}

let count = 0;

function single(field, value) {
  const id = `field-${(count += 1)}`;
  const { input, read } = control(field, value, id);
  const element = h("div", { class: "field" }, h("label", { for: id }, title(field)), input);
  return { element, read };
}

function control(field, value, id) {
  switch (field.kind) {
    case "bool":
      return choice(["", "true", "false"], value === undefined ? "" : String(value), id, (text) => text === "true");
    case "integer":
    case "float":
      return typed({ type: "number", step: field.kind === "float" ? "any" : "1" }, value, id, Number);
    case "enum":
      return suggested(field.values, value, id);
    case "json":
      return area(value, id);
    default:
      return typed({ type: "text", maxlength: field.max_length }, value, id, (text) => text);
  }
}

function typed(attributes, value, id, convert) {
  const input = h("input", { ...attributes, id, value: value ?? "", autocomplete: "off" });
  return { input, read: () => (input.value === "" ? undefined : convert(input.value)) };
}

function choice(values, value, id, convert) {
  const options = values.map((one) => h("option", { value: one, selected: one === value }, one));
  const input = h("select", { id }, options);
  return { input, read: () => (input.value === "" ? undefined : convert(input.value)) };
}

/** Documented values to choose from, and any other to type. */
function suggested(values, value, id) {
  const list = h("datalist", { id: `${id}-values` }, values.map((one) => h("option", { value: one })));
  const input = h("input", { id, value: value ?? "", list: list.id, autocomplete: "off" });
  return { input: h("span", {}, input, list), read: () => input.value || undefined };
}

function area(value, id) {
  const input = h("textarea", { id, rows: 3, value: value === undefined ? "" : JSON.stringify(value) });
  return { input, read: () => (input.value === "" ? undefined : JSON.parse(input.value)) };
}
