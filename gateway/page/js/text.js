// Every text of the page in both languages.

const TEXTS = {
  // The frame.
  title: ["微信支付测试网关", "WeChat Pay test gateway"],
  skip: ["跳到内容", "Skip to content"],
  switchLanguage: ["English", "中文"],
  themeAuto: ["外观：自动", "Theme: auto"],
  themeLight: ["外观：浅色", "Theme: light"],
  themeDark: ["外观：深色", "Theme: dark"],
  journal: ["流水", "Journal"],
  orders: ["订单", "Orders"],
  notify: ["通知", "Notify"],
  faults: ["故障", "Faults"],
  catalogue: ["接口", "Catalogue"],
  settings: ["设置", "Settings"],
  copy: ["复制", "Copy"],
  back: ["← 返回", "← Back"],
  unreachable: ["网关没有响应", "The gateway does not answer"],
  loading: ["加载中…", "Loading…"],
  all: ["全部", "All"],
  save: ["保存", "Save"],
  remove: ["删除", "Delete"],
  // The journal.
  journalEmpty: ["还没有请求。把 SDK 的基础地址指向这里：", "No requests yet. Point an SDK's base URL here:"],
  accepted: ["通过", "accepted"],
  refused: ["拒绝", "refused"],
  faulted: ["注入故障", "faulted"],
  unknown: ["未知接口", "unknown"],
  journalNoneSuch: ["没有符合条件的请求", "No such requests"],
  searchJournal: ["搜索：接口、单号、错误码…", "Search: path, number, error code…"],
  more: ["显示更早的", "Show earlier ones"],
  clear: ["清空", "Clear"],
  pause: ["暂停", "Pause"],
  resume: ["继续", "Resume"],
  keysHint: ["键盘：j / k 选择，Enter 打开，Esc 返回，/ 搜索，1–6 换页", "Keys: j / k choose, Enter opens, Esc goes back, / searches, 1–6 change the page"],
  request: ["请求", "Request"],
  answer: ["应答", "Answer"],
  noAnswer: ["没有应答：连接被断开", "No answer: the connection was ended"],
  headers: ["头", "Headers"],
  onTheWire: ["最近一次发送的原文", "As it was sent last"],
  checkedOver: ["应验签的文本", "What its signature is checked over"],
  body: ["报文主体", "Body"],
  fields: ["解密后的字段", "Fields as understood"],
  verdict: ["检查结果", "Verdict"],
  operation: ["接口", "Operation"],
  refusal: ["错误", "Error"],
  took: ["耗时", "Took"],
  appliedFaults: ["注入的故障", "Faults"],
  causedNotices: ["触发的通知", "Notifications"],
  cut: ["（已截断）", "(cut)"],
  gone: ["这条流水已经不在了", "This exchange is not kept any more"],
  // The diagnosis.
  brokenRules: ["违反的规则", "Broken rules"],
  checkedText: ["网关验签用的签名串", "The text that the gateway checks"],
  signedText: ["客户端实际签的签名串", "The text that was signed"],
  unproven: ["没有试出签的是什么文本", "What was signed could not be found out"],
  firstDifference: ["第一处不同", "First difference"],
  offset: ["字节偏移", "Byte offset"],
  line: ["行", "Line"],
  byteHere: ["网关的字节", "The gateway's byte"],
  byteSigned: ["签名的字节", "The signed byte"],
  length: ["长度（字节）", "Length in bytes"],
  nothing: ["（结束）", "(end)"],
  // Orders.
  ordersEmpty: ["还没有订单。下单之后会出现在这里。", "No orders yet. They appear here once they are placed."],
  pay: ["支付", "Pay"],
  fail: ["支付失败", "Fail"],
  cancel: ["取消", "Cancel"],
  openCashier: ["收银台", "Cashier"],
  cashier: ["收银台", "Cashier"],
  paid: ["已支付", "Paid"],
  failed: ["支付失败", "Failed"],
  cancelled: ["已取消，订单仍可支付", "Cancelled; the order can still be paid"],
  lapsed: ["支付链接已过期（2 小时，H5 为 5 分钟）：请重新下单", "This link has lapsed (2 hours, H5 5 minutes): place the order again"],
  lapsedBadge: ["链接已过期", "lapsed"],
  toMerchant: ["返回商户页面", "Back to the merchant"],
  scan: ["用能访问本网关的手机扫码，打开本页", "A phone that reaches this gateway opens this page by the code"],
  refunded: ["已退或退款中", "Given back, or on its way"],
  refund: ["退款", "Refund"],
  // Notifications.
  event: ["事件", "Event"],
  eventType: ["事件类型", "Event type"],
  notifyUrl: ["通知地址", "Notify URL"],
  after: ["延迟（秒）", "Delay (s)"],
  copies: ["份数", "Copies"],
  send: ["发送", "Send"],
  sent: ["已发送", "Sent"],
  deliveries: ["投递记录", "Deliveries"],
  noDeliveries: ["还没有通知。", "No notifications yet."],
  payload: ["通知内容", "Payload"],
  asForm: ["表单", "Form"],
  asJson: ["JSON", "JSON"],
  again: ["重发", "Send again"],
  delivered: ["已送达", "delivered"],
  given_up: ["已放弃", "given up"],
  waiting: ["等待中", "waiting"],
  sending: ["发送中", "sending"],
  searchEvents: ["搜索事件，例如 退款", "Search events, such as refund"],
  // Faults.
  faultKind: ["故障", "Fault"],
  faultOf: ["接口或 notify: 通知（可用 * 结尾）", "Operation or notify:… (may end with *)"],
  often: ["次数（空为总是）", "Times (empty: always)"],
  chance: ["概率（0–1）", "Probability (0–1)"],
  always: ["总是", "always"],
  left: ["剩余", "left"],
  applied: ["已触发", "applied"],
  add: ["添加", "Add"],
  noFaults: ["没有注入故障：一切正常。", "No faults: everything works."],
  // The catalogue.
  searchOperations: ["搜索接口：申请退款、refunds、out_refund_no…", "Search: 申请退款, refunds, out_refund_no…"],
  found: ["个接口", "operations"],
  noneFound: ["没有找到", "Nothing found"],
  example: ["示例", "Example"],
  callRust: ["Rust 调用", "Call in Rust"],
  callCurl: ["curl（签名 5 分钟内有效）", "curl (the signature holds for 5 minutes)"],
  signAgain: ["重新签名", "Sign again"],
  tryIt: ["发送", "Send"],
  officialPages: ["官方文档", "Official pages"],
  errorCodes: ["错误码", "Error codes"],
  // Settings.
  clock: ["时钟", "Clock"],
  running: ["运行中", "running"],
  standing: ["已停止", "standing"],
  stop: ["停住", "Stop"],
  run: ["运行", "Run"],
  advance: ["快进", "Advance"],
  hour: ["1 小时", "1 hour"],
  day: ["1 天", "1 day"],
  set: ["设置", "Set"],
  checks: ["检查", "Checks"],
  keys: ["密钥", "Keys"],
  publicKey: ["公钥", "Public key"],
  platformCertificates: ["平台证书", "Certificates"],
  rotate: ["换一张平台证书", "Rotate the platform certificate"],
  state: ["数据", "State"],
  reset: ["清空全部数据", "Reset everything"],
  confirmReset: ["清空全部订单、流水和故障？", "Forget all orders, the journal and the faults?"],
  snapshot: ["保存快照", "Save a snapshot"],
  restore: ["恢复快照", "Restore a snapshot"],
  done: ["完成", "Done"],
  off: ["关闭", "off"],
  lenient: ["宽松", "lenient"],
  strict: ["严格", "strict"],
};

const LANGUAGES = ["zh", "en"];

function preferred() {
  const kept = localStorage.getItem("language");
  if (LANGUAGES.includes(kept)) return kept;
  const own = navigator.languages?.[0] ?? "zh";
  return own.startsWith("zh") ? "zh" : "en";
}

let chosen = preferred();

/** `zh` or `en`. */
export function language() {
  return chosen;
}

/** The other language from now on. */
export function switchLanguage() {
  chosen = chosen === "zh" ? "en" : "zh";
  localStorage.setItem("language", chosen);
}

/** The text of this name. */
export function t(name) {
  return TEXTS[name][LANGUAGES.indexOf(chosen)];
}

/** Of `{ zh, en }`. */
export function own(text) {
  return text[chosen];
}
