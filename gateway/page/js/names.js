// What the gateway's own names mean, in both languages: faults, checks, advice.

import { language } from "./text.js";

const FAULTS = {
  probe: ["签名探测流量（WECHATPAY/SIGNTEST/）", "a signature probe (WECHATPAY/SIGNTEST/)"],
  unknown_serial: ["Wechatpay-Serial 是未知的密钥", "Wechatpay-Serial names an unknown key"],
  altered_body: ["签名之后报文被改动", "the body is altered after signing"],
  missing_header: ["缺少一个头", "a header is missing"],
  skewed: ["签名时间偏移", "the signed time is skewed"],
  rotated_certificate: ["用刚换的平台证书签名", "signed by a certificate made just now"],
  refused: ["返回指定的错误码，不产生效果", "a documented error, without effect"],
  bad_gateway: ["502 加 HTML，不产生效果", "502 with HTML, without effect"],
  accepted: ["202：已受理，请原样重发", "202: accepted, send the same again"],
  rate_limited: ["429 加 Retry-After，不产生效果", "429 with Retry-After, without effect"],
  server_error_before: ["500，不产生效果", "500, without effect"],
  server_error_after: ["500，但已产生效果", "500, although it had its effect"],
  slow: ["应答延迟", "the answer comes late"],
  reset_before: ["断开连接，不产生效果", "the connection ends, without effect"],
  reset_after: ["断开连接，但已产生效果", "the connection ends, although it had its effect"],
  cut_body: ["应答传到一半断开", "the connection ends within the body"],
  gzip: ["应答被压缩（gzip）", "the answer is compressed (gzip)"],
  late_notification: ["通知迟到", "a notification comes late"],
  duplicate_notification: ["通知重复", "a notification comes several times"],
};

const CHECKS = {
  user_agent: ["有 User-Agent", "there is a User-Agent"],
  accept: ["Accept 是 application/json", "Accept is application/json"],
  content_type: ["Content-Type 是 application/json", "Content-Type is application/json"],
  client_certificate: ["商户 TLS 证书", "the merchant's TLS certificate"],
  authorization: ["Authorization 头的格式", "the form of Authorization"],
  mchid: ["商户号", "the merchant is known"],
  serial_no: ["商户证书序列号", "the certificate's serial number"],
  timestamp: ["时间戳相差不超过 5 分钟", "at most 5 minutes off"],
  signature: ["签名", "the signature"],
  nonce: ["随机串未重复", "the nonce is new"],
  wechatpay_serial: ["Wechatpay-Serial", "Wechatpay-Serial"],
  body: ["报文格式", "the body is what it says"],
  digest: ["上传文件的摘要", "the digest of an upload"],
  null: ["没有 null", "no null"],
  characters: ["没有 4 字节字符", "no character of four bytes"],
  unknown: ["没有未知参数", "every parameter is documented"],
  type: ["参数类型", "types"],
  encryption: ["敏感字段可以解密", "encrypted fields can be decrypted"],
  enumeration: ["枚举值", "documented values"],
  length: ["长度", "lengths"],
  required: ["必填", "what is required"],
  group: ["二选一", "one of a group"],
  notify_url: ["notify_url 的格式", "the form of notify_url"],
};

const ADVICE = {
  "fix it": ["修改后再试", "correct it, then try again"],
  "query it": ["先查询结果", "query what became of it"],
  "retry later": ["稍后原样重试", "send the same again later"],
  "retry now": ["原样重试", "send the same again"],
};

const named = (names) => (name) => names[name]?.[language() === "zh" ? 0 : 1] ?? name;

/** What a fault does. */
export const faultName = named(FAULTS);
/** What a check looks at. */
export const checkName = named(CHECKS);
/** What to do about an error code. */
export const adviceName = named(ADVICE);
