// Why a signature does not verify: broken rules, both texts, and where they part.

import { facts, h } from "./dom.js";
import { own, t } from "./text.js";

/** The section about a diagnosis of the gateway's. */
export function diagnosis(found) {
  const isUnproven = !found.is_explained && !found.broken.some(({ rule }) => rule === "text-other");
  return h(
    "section",
    { class: "card", id: "diagnosis" },
    h("h2", {}, t("brokenRules")),
    found.broken.map((broken) =>
      h(
        "div",
        { class: "broken" },
        h("p", {}, own(broken.text)),
        h("p", { class: "small dim" }, h("code", {}, broken.rule), broken.seen && ` · ${broken.seen}`),
      ),
    ),
    isUnproven && h("div", { class: "broken unproven" }, h("p", {}, own(found.summary))),
    found.difference && difference(found.difference),
    found.checked && sides(found),
  );
}

function difference(where) {
  return [
    h("h3", {}, t("firstDifference")),
    facts([
      [t("offset"), `${where.offset}`],
      [t("line"), `${where.line}`],
      [t("byteHere"), byte(where.checked_byte)],
      [t("byteSigned"), byte(where.signed_byte)],
      [t("length"), `${where.checked_length} / ${where.signed_length}`],
    ]),
  ];
}

function byte(value) {
  if (value === null) return t("nothing");
  const hex = value.toString(16).toUpperCase().padStart(2, "0");
  const isShown = value > 32 && value < 127;
  return h("code", {}, `0x${hex}${isShown ? ` ${String.fromCharCode(value)}` : NAMES.get(value) ?? ""}`);
}

const NAMES = new Map([[9, " TAB"], [10, " LF"], [13, " CR"], [32, " SP"]]);

function sides(found) {
  const pieces = found.difference?.pieces;
  const side = (name, kind, text) =>
    h("div", {}, h("h3", {}, name), h("pre", { tabindex: "0" }, pieces ? marked(pieces, kind) : visible(text)));
  return h(
    "div",
    { class: "sides" },
    side(t("checkedText"), "checked", found.checked),
    found.signed ? side(t("signedText"), "signed", found.signed) : h("p", { class: "dim" }, t("unproven")),
  );
}

/** What one side has, what the other lacks of it marked. */
function marked(pieces, kind) {
  const had = pieces.filter((piece) => piece.kind === "both" || piece.kind === kind);
  return had.map((piece) => {
    const shown = visible(piece.text);
    return piece.kind === "both" ? shown : h("mark", { class: kind }, shown);
  });
}

/** Ends of lines are signed, so they are shown. */
function visible(text) {
  return text.split(/([\n\r\t])/).map((part) => {
    if (part === "\n") return [h("span", { class: "control" }, "LF"), "\n"];
    if (part === "\r") return h("span", { class: "control" }, "CR");
    if (part === "\t") return h("span", { class: "control" }, "TAB");
    return part;
  });
}
