//! From namespaces to the path of a URL.

/// The namespaces that every operation stands in.
const ROOT: [&str; 2] = ["WeChatPay", "OpenAPI"];

/// `WeChatPay.OpenAPI.V3.Pay.Transactions.OutTradeNo._out_trade_no_` as
/// `v3/pay/transactions/out-trade-no/{out_trade_no}`.
pub(super) fn of(qualified: &[String]) -> String {
    let below = qualified
        .strip_prefix(&ROOT.map(str::to_owned)[..])
        .unwrap_or(qualified);
    let segments: Vec<String> = below.iter().map(|name| segment(name)).collect();
    segments.join("/")
}

fn segment(name: &str) -> String {
    match name.strip_prefix('_').and_then(|rest| rest.strip_suffix('_')) {
        // A slash at the end of the path.
        Some("empty") => String::new(),
        Some(parameter) if !parameter.is_empty() => format!("{{{parameter}}}"),
        _ => kebab(name),
    }
}

/// The first letter in lower case, every other capital behind a hyphen.
fn kebab(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if c.is_ascii_uppercase() && at > 0 {
            text.push('-');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_and_paths() {
        let cases = [
            (
                "WeChatPay.OpenAPI.V3.Pay.Transactions.Jsapi",
                "v3/pay/transactions/jsapi",
            ),
            (
                "WeChatPay.OpenAPI.V2.Mmpaysptrans.Pay_bank",
                "v2/mmpaysptrans/pay_bank",
            ),
            (
                "WeChatPay.OpenAPI.V3.FundApp.OutBillNo._out_bill_no_.Cancel",
                "v3/fund-app/out-bill-no/{out_bill_no}/cancel",
            ),
            (
                "WeChatPay.OpenAPI.V3.Applyment4sub.Applyment._empty_",
                "v3/applyment4sub/applyment/",
            ),
            (
                "WeChatPay.OpenAPI.Invoicing.Fapiao.FapiaoFile",
                "invoicing/fapiao/fapiao-file",
            ),
            ("V3.A", "v3/a"),
            ("__", "__"),
            ("", ""),
        ];
        for (name, path) in cases {
            let parts: Vec<String> = name.split('.').map(str::to_owned).collect();
            assert_eq!(of(&parts), path, "{name}");
        }
    }
}
