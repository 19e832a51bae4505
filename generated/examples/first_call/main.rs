//! A first call, without an account: places a JSAPI order with a stand-in of
//! WeChat Pay that runs inside this program.
//!
//! ```text
//! cargo run -p wechatpay-openapi --example first_call
//! ```
//!
//! `server.rs` checks our signature and signs its answer, as the real one
//! does. Against the real one, leave out `base_url` and take the keys from the
//! merchant site (商户平台 → 账户中心 → API安全).

mod keys;
mod server;

use wechatpay_openapi::{Client, v3::pay::transactions::jsapi};

const MCHID: &str = "1900000001";
const APPID: &str = "wxd678efh567hg6787";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Ours, and WeChat Pay's: made anew at every run.
    let merchant = keys::KeyPair::generate()?;
    let platform = keys::KeyPair::generate()?;
    let server = server::start(&merchant, &platform)?;

    let client = Client::builder(MCHID)
        .merchant_key(server::MERCHANT_SERIAL, &merchant.private)
        .api_v3_key("0123456789abcdef0123456789abcdef")
        .public_key(server::PLATFORM_KEY_ID, &platform.public)
        .base_url(&server.url)
        .build()?;

    let request = jsapi::post::Request::new()
        .appid(APPID)
        .mchid(MCHID)
        .description("深圳腾大-公仔")
        .out_trade_no("1217752501201407033233368018")
        .notify_url("https://www.example.com/notify")
        .amount(jsapi::post::Amount::new().total(100).currency("CNY"))
        .payer(jsapi::post::Payer::new().openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
    println!("sending   {request:?}");

    // Built, signed, sent; the answer verified before it is decoded.
    let order = client.v3().pay().transactions().jsapi().post(request).await?;
    println!("status    {}", order.status());
    println!("requestid {}", order.request_id().unwrap_or("-"));
    println!("verified  by {}", order.verified_by().unwrap_or("-"));

    let prepay_id = order.prepay_id.as_deref().ok_or("the answer has no prepay_id")?;
    println!("prepay_id {prepay_id}");

    // What the page in WeChat needs to open the payment sheet.
    let sheet = client.payment(APPID).jsapi(prepay_id)?;
    println!("sheet     {sheet:#?}");

    // What is forgotten is said at once, before anything is sent.
    let incomplete = jsapi::post::Request::new()
        .appid(APPID)
        .amount(jsapi::post::Amount::new());
    match client.v3().pay().transactions().jsapi().post(incomplete).await {
        Ok(_) => return Err("an incomplete order was sent".into()),
        Err(error) => println!("refused   {error}"),
    }
    server.join()
}
