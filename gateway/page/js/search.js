// Searching: every word that was typed must be somewhere, in any letter case.

/** Whether each word of `wanted` is in one of the texts. */
export function matches(wanted, ...texts) {
  const all = texts.join("\n").toLowerCase();
  return wanted.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}
