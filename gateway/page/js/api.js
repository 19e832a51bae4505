// The control API, one function for each thing that the page asks of it.

import { t } from "./text.js";

const ROOT = new URL("../../", import.meta.url);

/** Nobody answers: the gateway has ended, or starts again. */
export class Unreachable extends Error {}

async function call(method, path, wanted) {
  const text = await read(method, path, wanted);
  return text && JSON.parse(text);
}

async function read(method, path, { json, signal } = {}) {
  const headers = json === undefined ? {} : { "Content-Type": "application/json" };
  const body = json === undefined ? undefined : JSON.stringify(json);
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), { method, headers, body, signal });
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Unreachable(t("unreachable"));
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(problem(text) ?? `HTTP ${answer.status}`);
  return text;
}

function problem(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return undefined;
  }
}

function query(values) {
  const filled = Object.entries(values).filter(([, value]) => value !== "" && value !== undefined && value !== 0);
  return filled.length === 0 ? "" : `?${new URLSearchParams(filled)}`;
}

export const status = () => call("GET", "status");

// The journal.
export const exchanges = ({ signal, ...filter }) => call("GET", `journal${query({ ...filter, wait_ms: 20000 })}`, { signal });
export const exchange = (number) => call("GET", `journal/${number}`);
export const clearJournal = () => call("DELETE", "journal");

// Orders.
export const orderList = () => call("GET", "orders");
export const order = (number) => call("GET", `orders/${encodeURIComponent(number)}`);
export const payOrder = (number) => call("POST", `orders/${encodeURIComponent(number)}/pay`);
export const failOrder = (number) => call("POST", `orders/${encodeURIComponent(number)}/fail`);

// Notifications.
export const events = () => call("GET", "events");
export const event = (name) => call("GET", `events/${encodeURIComponent(name)}`);
export const deliveries = () => call("GET", "notifications");
export const sendNotification = (json) => call("POST", "notifications", { json });
export const resend = (number) => call("POST", `notifications/${number}/resend`);

// Faults.
export const faultRules = () => call("GET", "faults");
export const faultKinds = () => call("GET", "faults/kinds");
export const addFault = (json) => call("POST", "faults", { json });
export const removeFault = (number) => call("DELETE", `faults/${number}`);

// The catalogue.
export const operations = (q, limit) => call("GET", `catalogue${query({ q, limit })}`);
export const operation = (name) => call("GET", `catalogue/operation${query({ name })}`);
export const sign = (json) => call("POST", "catalogue/call", { json });

// Settings.
export const moveClock = (json) => call("POST", "clock", { json });
export const checks = () => call("GET", "checks/modes");
export const setCheck = (json) => call("POST", "checks", { json });
export const keys = () => call("GET", "keys");
export const sdkSettings = () => call("GET", "settings");
export const environment = () => read("GET", "env");
export const rotate = () => call("POST", "keys/rotate");
export const reset = () => call("POST", "reset");
export const snapshot = () => call("GET", "snapshot");
export const restore = (json) => call("POST", "restore", { json });
