// How times, money and JSON are shown.

import { language } from "./text.js";

/** Seconds since 1970 as Beijing time, which WeChat Pay goes by. */
export function time(seconds) {
  if (!seconds) return "";
  const options = { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium", hourCycle: "h23" };
  return new Intl.DateTimeFormat(locale(), options).format(new Date(seconds * 1000));
}

/** The same without the day. */
export function clockTime(seconds) {
  const options = { timeZone: "Asia/Shanghai", timeStyle: "medium", hourCycle: "h23" };
  return new Intl.DateTimeFormat(locale(), options).format(new Date(seconds * 1000));
}

function locale() {
  return language() === "zh" ? "zh-CN" : "en-GB";
}

/** 分 as 元. */
export function money(fen, currency = "CNY") {
  return new Intl.NumberFormat(locale(), { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(fen / 100);
}

/** JSON with line breaks; anything else as it is. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
