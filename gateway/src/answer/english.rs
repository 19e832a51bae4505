//! The texts of errors in English.
//!
//! What the code says is the Chinese text, which is WeChat Pay's own where a page has it. No page has the English ones.

use crate::message::NEEDS_SM;

/// The same in English; `None` of a text that nobody has translated, such as one of the user's.
#[must_use]
pub fn english(text: &str) -> Option<String> {
    TEXTS
        .iter()
        .find_map(|(chinese, english)| match chinese.split_once("{}") {
            None => (*chinese == text).then(|| (*english).to_owned()),
            Some((start, end)) => {
                let between = text.strip_prefix(start)?.strip_suffix(end)?;
                // It may be a text of its own, such as a state.
                let between = self::english(between).unwrap_or_else(|| between.replace('、', ", "));
                Some(english.replace("{}", &between))
            }
        })
}

/// By their subjects; what differs from one answer to the next stands where the `{}` is.
const TEXTS: &[(&str, &str)] = &[
    // The signature.
    ("HTTP头缺少User-Agent", "the HTTP header User-Agent is missing"),
    (
        "HTTP头Accept应为application/json",
        "the HTTP header Accept is not application/json",
    ),
    (
        "HTTP头Content-Type应为application/json",
        "the HTTP header Content-Type is not application/json",
    ),
    (
        "HTTP头Content-Type缺少boundary",
        "the HTTP header Content-Type names no boundary",
    ),
    (
        "HTTP头Authorization值格式错误",
        "the HTTP header Authorization is missing or malformed",
    ),
    (
        "HTTP头Authorization认证类型不正确",
        "the HTTP header Authorization has an unknown scheme",
    ),
    (
        NEEDS_SM,
        "this gateway does not know SM2 (国密): build it with --features sm",
    ),
    (
        "HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟",
        "the timestamp in the HTTP header Authorization is more than 5 minutes off",
    ),
    (
        "HTTP头Authorization中的nonce_str已被使用",
        "the nonce_str in the HTTP header Authorization was used before",
    ),
    ("商户未申请过证书", "the merchant has no certificate"),
    (
        "商户证书序列号有误",
        "the serial number is not that of the merchant's certificate",
    ),
    (
        "错误的签名，导致验签失败",
        "wrong signature: it could not be verified",
    ),
    (
        "请使用商户API证书建立TLS连接",
        "the TLS connection must be made with the merchant's API certificate",
    ),
    (
        "平台证书序列号Wechatpay-Serial错误",
        "Wechatpay-Serial names no key of WeChat Pay's",
    ),
    (
        "HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)",
        "the HTTP header Wechatpay-Serial is missing",
    ),
    ("平台私钥解密失败", "an encrypted field could not be decrypted"),
    // The request.
    ("参数错误", "invalid parameter"),
    ("请求的URL不存在", "there is no such URL"),
    ("HTTP方法错误，该URL支持{}", "wrong HTTP method: the URL takes {}"),
    ("URL不是UTF-8编码", "the URL is not in UTF-8"),
    ("请求体不是合法的JSON对象", "the body is no JSON object"),
    (
        "请求体不是合法的multipart/form-data：{}",
        "the body is no valid multipart/form-data: {}",
    ),
    ("请求体中没有文件", "the body has no file"),
    ("请求体过大", "the body is too large"),
    ("请求体没有完整到达", "the body did not arrive as a whole"),
    ("请求体没有在限定时间内到达", "the body did not arrive in time"),
    (
        "请求重入时，参数与首次请求时不一致",
        "the same number was used before with other parameters",
    ),
    (
        "商户号不存在，或者不是签名的商户号",
        "the merchant number does not exist, or is not that of the signature",
    ),
    ("权限异常", "not allowed"),
    ("系统错误", "system error"),
    // Orders and their states.
    ("订单不存在", "the order does not exist"),
    ("订单未支付", "the order is not paid"),
    ("需要用户输入支付密码", "the user has to type the password"),
    ("支付成功", "the order is paid"),
    (
        "订单发生过退款，退款详情请查询退款单",
        "something of the order was refunded: query the refund",
    ),
    ("订单已关闭", "the order is closed"),
    ("订单已撤销", "the order was reversed"),
    ("支付失败", "the payment failed"),
    (
        "商户订单号重复：订单已支付或已关闭",
        "the order number is used up: its order is paid or closed",
    ),
    ("商户订单号重复：{}", "the order number is used up: {}"),
    (
        "商品单订单号重复：{}",
        "the number of a sub-order is used already: {}",
    ),
    (
        "关单子单信息与下单时不一致",
        "the sub-orders are not those that were placed",
    ),
    ("订单已支付，不能关单", "the order is paid and cannot be closed"),
    ("{}，不能关单", "it cannot be closed: {}"),
    (
        "只有付款码支付的订单可以撤销",
        "only an order that is paid by code can be reversed",
    ),
    (
        "订单已转入退款，不能撤销",
        "something of the order was refunded: it cannot be reversed",
    ),
    // Refunds.
    ("退款单不存在", "the refund does not exist"),
    (
        "订单未支付或已撤销，不能退款",
        "the order is not paid or was reversed: it cannot be refunded",
    ),
    (
        "transaction_id和out_trade_no不是同一笔订单",
        "transaction_id and out_trade_no are not of one order",
    ),
    (
        "订单金额或退款金额与之前请求不一致，请核实后再试",
        "the amount of the order or of the refund is another than before",
    ),
    ("累计退款金额大于支付金额", "more would be refunded than was paid"),
    (
        "余额不足：已分账的金额须先回退",
        "the balance is too low: what was shared of the order has to be returned first",
    ),
    (
        "一笔订单最多支持50次部分退款",
        "an order can be refunded in 50 parts at most",
    ),
    (
        "订单已经超过可退款的最大期限",
        "the order is too old to be refunded",
    ),
    (
        "退款单不是退款异常状态",
        "the refund is not in the state ABNORMAL",
    ),
    // Bills.
    (
        "账单生成中，次日10点后可以下载",
        "the bill is being made: it is there after 10 o'clock of the next day",
    ),
    ("账单文件不存在", "there is no bill"),
    (
        "下载地址无效或已过期，请重新申请账单",
        "the download URL is invalid or expired: ask for the bill again",
    ),
    // Transfers.
    ("转账单不存在", "the transfer does not exist"),
    (
        "转账单已完成，不能撤销",
        "the transfer is done and cannot be cancelled",
    ),
    // Profit sharing.
    ("记录不存在", "there is no such record"),
    (
        "非分账订单不支持分账",
        "the order was not placed for profit sharing",
    ),
    (
        "订单未支付，不能分账",
        "the order is not paid: nothing can be shared",
    ),
    (
        "同一笔订单最多支持50次分账",
        "an order can be shared 50 times at most",
    ),
    ("分账金额不足", "there is not enough left to share"),
    (
        "分账金额超出最大分账比例",
        "more would be shared than the greatest share allows",
    ),
    ("分账金额为0", "there is nothing to unfreeze"),
    ("分账单不存在", "the profit sharing order does not exist"),
    (
        "回退方没有分账成功的记录",
        "nothing was shared with the account that is to give back",
    ),
    ("回退金额超过分账金额", "more would be given back than was shared"),
    // Payscore.
    ("服务订单不存在", "the service order does not exist"),
    ("服务订单不是待支付", "the service order does not wait to be paid"),
    (
        "服务订单不在进行中，不能完结",
        "the service order is not under way and cannot be completed",
    ),
    (
        "只有完结后未支付的服务订单可以修改金额",
        "the amount of a service order can be changed when it is completed and not yet paid",
    ),
    (
        "服务订单已完结，不能取消",
        "the service order is completed and cannot be cancelled",
    ),
    // Complaints.
    ("投诉单不存在", "the complaint does not exist"),
    (
        "投诉单已处理完成，不能回复",
        "the complaint is settled and takes no reply",
    ),
    ("请先回复用户", "reply to the user first"),
    (
        "投诉单不是待审批的退款申请",
        "the complaint does not wait for a refund to be approved",
    ),
    (
        "通知地址已存在，请更新",
        "there is an address for notifications already: update it",
    ),
    ("没有设置通知地址", "there is no address for notifications"),
];
