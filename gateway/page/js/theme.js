// Light, dark, or as the system has it.

const THEMES = ["auto", "light", "dark"];

function kept() {
  const name = localStorage.getItem("theme");
  return THEMES.includes(name) ? name : "auto";
}

function apply(name) {
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

function text(name) {
  return `theme${name[0].toUpperCase()}${name.slice(1)}`;
}

/** The name of the present theme's text. */
export function theme() {
  return text(kept());
}

/** Takes the next one. */
export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(kept()) + 1) % THEMES.length];
  localStorage.setItem("theme", next);
  apply(next);
  return text(next);
}

apply(kept());
