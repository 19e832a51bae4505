//! A first call, without an account: places a JSAPI order with a stand-in of WeChat Pay inside this program.
//!
//! ```text
//! cargo run -p wechatpay-openapi --example first_call --features test
//! ```
//!
//! The stand-in checks our signature and signs its answer, as the real one does. Against the real one, make the client
//! with the keys of the merchant site (商户平台 → 账户中心 → API安全), as `examples/shop/config.rs` does.

use wechatpay_openapi::runtime::serde_json::json;
use wechatpay_openapi::testing::TestPlatform;
use wechatpay_openapi::{Client, Error, v3::pay::transactions::jsapi::post};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = stand_in()?;
    let request = post::Request::new()
        .appid("wxd678efh567hg6787")
        .mchid(client.mchid())
        .description("深圳腾大-公仔")
        .out_trade_no("1217752501201407033233368018")
        .notify_url("https://www.example.com/notify")
        .amount(post::Amount::new().total(100)) // ¥1.00, in fen (分)
        .payer(post::Payer::new().openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
    println!("sending   {request:?}");

    // Built, signed, sent; the answer verified before it is decoded; the payment sheet signed.
    let placed = client.v3().pay().transactions().jsapi().sheet(request).await?;
    println!("status    {}", placed.order.status());
    println!("requestid {}", placed.order.request_id().unwrap_or("-"));
    println!("verified  by {}", placed.order.verified_by().unwrap_or("-"));
    println!("prepay_id {}", placed.order.prepay_id.as_deref().unwrap_or("-"));
    println!("sheet     {:#?}", placed.sheet);

    // What is forgotten is said at once, before anything is sent.
    let incomplete = post::Request::new().appid("wxd678efh567hg6787");
    match client.v3().pay().transactions().jsapi().post(incomplete).await {
        Ok(_) => println!("an incomplete order was sent"),
        Err(error) => println!("refused   {error}"),
    }
    Ok(())
}

/// A client of a merchant that nobody knows, and a WeChat Pay that answers it.
fn stand_in() -> Result<Client, Error> {
    let platform = TestPlatform::new()?;
    let answering = platform.clone();
    let transport = platform.answering(move |asked| {
        println!("platform  {}: the signature is the merchant's", asked.line());
        let order = json!({ "prepay_id": "wx201410272009395522657a690389285100" });
        answering.answer(200, order.to_string())
    });
    let builder = Client::builder(platform.mchid());
    platform.configure(builder).transport(transport).build()
}
