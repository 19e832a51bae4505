//! Lists in pages: what is asked for, and where it ends.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::support::script::{Stage, Step};
use futures_core::Stream as _;
use wechatpay_openapi_runtime::{Call, Chain, ErrorKind, Method, Operation, Pages, Paging, record};

record! {
    /// Asks for a page.
    pub struct Ask {
        /// Where it begins.
        #[is(query)]
        pub offset: Option<i64>,
        /// How long it is.
        #[is(query)]
        pub limit: Option<i64>,
        /// Where it begins.
        #[is(query)]
        pub page_token: Option<String>,
    }
    /// A page.
    pub struct Page {
        /// The items.
        pub data: Option<Vec<String>>,
        /// On all pages.
        pub total_count: Option<i64>,
        /// Where the next one begins.
        pub next_page_token: Option<String>,
    }
}

const LIST: Operation = Operation::v3(Method::GET, "/v3/list");
const COUNTED: Paging = Paging::offset("offset", "data").total("total_count");
const UNCOUNTED: Paging = Paging::offset("offset", "data");
const TOKENS: Paging = Paging::cursor("page_token", "next_page_token", "data");

fn pages(stage: &Stage, ask: Ask, paging: Paging) -> Pages<Page> {
    Pages::new(Call::new(Chain::new(&stage.client()), &LIST, ask), paging)
}

/// Everything that comes, and how it ended.
async fn all(mut pages: Pages<Page>) -> (String, Option<ErrorKind>) {
    let mut came = String::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => came.extend(page.data.iter().flatten().map(String::as_str)),
            Err(error) => {
                let kind = error.kind();
                assert!(pages.next().await.is_none(), "an error ends it");
                return (came, Some(kind));
            }
        }
    }
    (came, None)
}

/// How it is paged, the request, the answers, what is asked for, what comes, and how it ends.
type Case = (
    Paging,
    Ask,
    &'static [Step],
    &'static [&'static str],
    &'static str,
    Option<ErrorKind>,
);

fn cases() -> Vec<Case> {
    use Step::Signed;
    vec![
        (
            COUNTED,
            Ask::new().limit(2),
            &[
                Signed(200, r#"{"data":["a","b"],"total_count":3}"#),
                Signed(200, r#"{"data":["c"],"total_count":3}"#),
            ],
            &["?offset=0&limit=2", "?offset=2&limit=2"],
            "abc",
            None,
        ),
        (
            COUNTED,
            Ask::new().offset(1),
            &[Signed(200, r#"{"data":["b","c"],"total_count":3}"#)],
            &["?offset=1"],
            "bc",
            None,
        ),
        // The platform gives fewer than were asked for: nothing is left out.
        (
            COUNTED,
            Ask::new().limit(9),
            &[
                Signed(200, r#"{"data":["a"],"total_count":2}"#),
                Signed(200, r#"{"data":["b"],"total_count":2}"#),
            ],
            &["?offset=0&limit=9", "?offset=1&limit=9"],
            "ab",
            None,
        ),
        (
            COUNTED,
            Ask::new(),
            &[Signed(200, r#"{"data":[],"total_count":9}"#)],
            &["?offset=0"],
            "",
            None,
        ),
        (
            COUNTED,
            Ask::new(),
            &[Signed(200, "{}")],
            &["?offset=0"],
            "",
            None,
        ),
        (
            UNCOUNTED,
            Ask::new(),
            &[Signed(200, r#"{"data":["a"]}"#), Signed(200, r#"{"data":[]}"#)],
            &["?offset=0", "?offset=1"],
            "a",
            None,
        ),
        // It does not look at `offset`.
        (
            UNCOUNTED,
            Ask::new(),
            &[Signed(200, r#"{"data":["a"]}"#), Signed(200, r#"{"data":["a"]}"#)],
            &["?offset=0", "?offset=1"],
            "a",
            Some(ErrorKind::Decode),
        ),
        (
            TOKENS,
            Ask::new(),
            &[
                Signed(200, r#"{"data":["a"],"next_page_token":"x y"}"#),
                Signed(200, r#"{"data":["b"],"next_page_token":""}"#),
            ],
            &["", "?page_token=x%20y"],
            "ab",
            None,
        ),
        (
            COUNTED,
            Ask::new(),
            &[
                Signed(200, r#"{"data":["a"],"total_count":2}"#),
                Signed(403, r#"{"code":"NO_AUTH","message":"no"}"#),
            ],
            &["?offset=0", "?offset=1"],
            "a",
            Some(ErrorKind::Api),
        ),
    ]
}

#[tokio::test]
async fn each_page_begins_where_the_last_one_ended() {
    for (number, (paging, ask, steps, asked, came, ended)) in cases().into_iter().enumerate() {
        let stage = Stage::new(steps);
        let seen = all(pages(&stage, ask, paging)).await;
        assert_eq!(seen, (came.to_owned(), ended), "case {number}");
        let targets = stage.sent().into_iter().map(|sent| sent.target);
        let asked: Vec<String> = asked.iter().map(|query| format!("/v3/list{query}")).collect();
        assert_eq!(targets.collect::<Vec<_>>(), asked, "case {number}");
    }
}

#[tokio::test]
async fn every_call_has_what_was_set() {
    let stage = Stage::new(&[
        Step::Signed(200, r#"{"data":["a"]}"#),
        Step::Signed(200, r#"{"data":[]}"#),
    ]);
    let time = std::time::Duration::from_secs(3);
    let with = pages(&stage, Ask::new(), UNCOUNTED).with(|call| call.timeout(time));
    all(with).await;
    let times: Vec<_> = stage.sent().into_iter().map(|sent| sent.timeout).collect();
    assert_eq!(times, [time, time]);
}

#[test]
fn it_is_a_stream() {
    let stage = Stage::new(&[Step::Signed(200, r#"{"data":["a"],"total_count":1}"#)]);
    let mut pages = pages(&stage, Ask::new(), COUNTED);
    let mut context = Context::from_waker(Waker::noop());
    let mut poll = || Pin::new(&mut pages).poll_next(&mut context);
    assert!(matches!(poll(), Poll::Ready(Some(Ok(_)))));
    assert!(matches!(poll(), Poll::Ready(None)));
}

#[cfg(feature = "blocking")]
#[test]
fn it_works_without_an_async_runtime() {
    let stage = Stage::new(&[
        Step::Signed(200, r#"{"data":["a"],"total_count":2}"#),
        Step::Signed(200, r#"{"data":["b"],"total_count":2}"#),
    ]);
    let mut pages = pages(&stage, Ask::new(), COUNTED);
    let count = std::iter::from_fn(|| pages.next_blocking())
        .map(Result::unwrap)
        .count();
    assert_eq!(count, 2);
}
