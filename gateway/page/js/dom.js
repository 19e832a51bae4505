// Elements, without innerHTML: nothing that a request holds becomes markup.

/** An element: `h("a", { href: "#/orders", onclick: go }, "text", child)`; empty children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
}

/** Puts these in place of what is there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** The same for what is shown anew by itself: whoever was at something in it stays there, or at the row around it. */
export function refill(element, ...children) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const ids = [held?.id, held?.closest("[id]:not(button)")?.id].filter((id) => id && id !== element.id);
  fill(element, ...children);
  const found = ids.map((id) => document.getElementById(id)).find((known) => known !== null);
  const target = found?.matches(FOCUSABLE) ? found : found?.querySelector(FOCUSABLE);
  target?.focus();
}

const FOCUSABLE = "a, button, summary";

/** A line that goes away by itself. */
export function toast(text) {
  const line = document.getElementById("toast");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => line.classList.remove("shown"), 4000);
}

/** A button that says what went wrong, and cannot be pressed twice at once. */
export function action(label, run, attributes = {}) {
  const button = h("button", { type: "button", ...attributes, onclick: press }, label);
  async function press() {
    // Not `disabled`, which would take the focus away.
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      await run(button);
    } catch (failure) {
      toast(failure.message);
    } finally {
      button.ariaBusy = null;
    }
  }
  return button;
}

/** Copies what an element shows. By plain HTTP from another machine a page has no clipboard: then it is selected as well, and
 *  whoever's browser does not copy that either has a key for it. */
export async function copy(element) {
  const text = element.textContent;
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  getSelection().selectAllChildren(element);
  if (!document.execCommand("copy")) throw new Error("Ctrl-C / ⌘C");
}

/** A text with a button that copies it. */
export function copyable(text, label) {
  const shown = h("pre", { tabindex: "0" }, text);
  const button = action(label, async () => {
    await copy(shown);
    button.textContent = "✓";
    setTimeout(() => { button.textContent = label; }, 1200);
  });
  return h("div", { class: "copyable" }, shown, button);
}

/** Names and values. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return h("dl", {}, known.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}
