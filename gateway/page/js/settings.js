// What every SDK must be told, the clock, the checks, and the state as a file.

import { checks, environment, keys, moveClock, reset, restore, rotate, sdkSettings, setCheck, snapshot, status } from "./api.js";
import { action, copyable, facts, fill, h, toast } from "./dom.js";
import { time } from "./format.js";
import { checkName } from "./names.js";
import { t } from "./text.js";

const MODES = ["strict", "lenient", "off"];

export async function settings({ view }) {
  const parts = [keySection, clockSection, checkSection, stateSection].map((part) => [part, h("section", { class: "card" })]);
  fill(view, h("div", { class: "masonry" }, parts.map(([, section]) => section)));
  await Promise.all(parts.map(([part, section]) => part(section)));
}

async function keySection(section) {
  const [known, told, variables] = await Promise.all([keys(), sdkSettings(), environment()]);
  const pem = [["apiclient_key.pem", told.merchant_key], ["apiclient_cert.pem", told.merchant_certificate], ["pub_key.pem", told.public_key]];
  if (told.sm2) {
    pem.push(
      ["apiclient_key_sm2.pem", told.sm2.merchant_key],
      ["apiclient_cert_sm2.pem", told.sm2.merchant_certificate],
      ["wechatpay_sm2.pem", told.sm2.platform_certificate_pem],
    );
  }
  fill(
    section,
    h("h2", {}, t("keys")),
    copyable(variables, t("copy")),
    pem.map(([name, text]) => h("details", {}, h("summary", { class: "mono" }, name), copyable(text, t("copy")))),
    h("h3", {}, "Wechatpay-Serial"),
    facts([
      [t("publicKey"), h("code", {}, known.public_key_id)],
      [t("platformCertificates"), known.certificates.map((one) => h("div", {}, h("code", {}, one.serial_no), ` → ${time(one.expires)}`))],
    ]),
    h("p", {}),
    action(t("rotate"), async () => {
      await rotate();
      toast(t("done"));
      await keySection(section);
    }),
  );
}

async function clockSection(section) {
  const now = await status();
  const move = (json) => async () => {
    await moveClock(json);
    await clockSection(section);
  };
  const at = h("input", { type: "datetime-local", step: "1", id: "clock-at" });
  const set = action(t("set"), async () => {
    if (at.value !== "") await move({ set: Math.floor(new Date(`${at.value}+08:00`).getTime() / 1000) })();
  });
  fill(
    section,
    h("h2", {}, t("clock")),
    h("p", {}, h("strong", {}, time(now.now)), " ", h("span", { class: "badge" }, t(now.is_standing ? "standing" : "running"))),
    h(
      "div",
      { class: "bar" },
      action(t(now.is_standing ? "run" : "stop"), move({ standing: !now.is_standing })),
      action(`${t("advance")} ${t("hour")}`, move({ advance: 3600 })),
      action(`${t("advance")} ${t("day")}`, move({ advance: 86400 })),
    ),
    h("div", { class: "bar" }, h("label", { for: "clock-at" }, "UTC+8"), at, set),
  );
}

async function checkSection(section) {
  const known = await checks();
  const select = ({ check, mode }) => {
    const element = h("select", { id: `check-${check}` }, MODES.map((one) => h("option", { value: one, selected: one === mode }, t(one))));
    element.addEventListener("change", () => setCheck({ apply: [`${check}=${element.value}`] }).catch((failure) => toast(failure.message)));
    return h("div", { class: "field" }, h("label", { for: element.id }, h("span", { class: "mono" }, check), h("span", { class: "dim" }, checkName(check))), element);
  };
  fill(section, h("h2", {}, t("checks")), h("div", { class: "fields" }, known.map(select)));
}

async function stateSection(section) {
  const file = h("input", { type: "file", accept: ".json,application/json", "aria-label": t("restore") });
  file.addEventListener("change", async () => {
    try {
      await restore(JSON.parse(await file.files[0].text()));
      toast(t("done"));
      await settings({ view: section.closest("main") });
    } catch (failure) {
      toast(failure.message);
    }
  });
  const save = async () => {
    const text = JSON.stringify(await snapshot(), null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    h("a", { href: url, download: "gateway.json" }).click();
    URL.revokeObjectURL(url);
  };
  const empty = async () => {
    if (!confirm(t("confirmReset"))) return;
    await reset();
    toast(t("done"));
  };
  fill(
    section,
    h("h2", {}, t("state")),
    h("div", { class: "bar" }, action(t("snapshot"), save), action(t("reset"), empty, { class: "bad" })),
    h("div", { class: "field" }, h("label", {}, t("restore")), file),
  );
}
