//! Files of an answer: the answer may be what the call gave, or what is in it.

use crate::support::script::{Stage, Step};
use wechatpay_openapi_runtime::{Call, Chain, Method, Operation, Response, record};

record! {
    /// Where a bill is.
    pub struct Announced {
        /// Its address.
        pub download_url: Option<String>,
    }
}

const BILL: Operation = Operation::v3(Method::GET, "/v3/bill/tradebill");

#[tokio::test]
async fn n2_download_of_takes_the_response() {
    let url = r#"{"download_url":"https://api.mch.weixin.qq.com/v3/billdownload/file?token=1"}"#;
    let client = Stage::new(&[Step::Signed(200, url)]).client();
    let bill: Response<Announced> = Call::bare(Chain::new(&client), &BILL).await.unwrap();
    let calls = [
        client.download_of(&bill).unwrap(),
        client.download_of(&*bill).unwrap(),
        client.bill_of(&bill).unwrap().into_calls().remove(0),
        client.downloads_of(&bill).remove(0),
    ];
    for call in calls {
        let request = call.to_http().unwrap();
        assert_eq!(request.uri().path(), "/v3/billdownload/file");
    }
}
