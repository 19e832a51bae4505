//! Against the fetch of platform certificates: who can cause how many, and whom does a bad one harm?

use std::task::Poll;
use std::time::{Duration, Instant};

use wechatpay_openapi_runtime::{Client, Error, ErrorKind, Method};

use crate::support::lists::Act::{self, Failing, Foreign, Good, Hanging, Late, Panicking};
use crate::support::lists::Lists;
use crate::support::platform::{API_V3_KEY, MCHID, NOW, SERIAL_NO, keys};
use crate::support::rotation::OLD;
use crate::support::server::{self, Server};

/// Reads a notification in the name of a serial that nobody knows.
async fn forge(lists: &Lists, client: &Client) -> Error {
    let headers = lists.forged("5A77");
    let outcome = client.notifications().parse_fetching(&headers, b"{}").await;
    outcome.map(|_| ()).unwrap_err()
}

async fn call(client: &Client) -> Result<(), Error> {
    client.call(Method::GET, "v3/x").await.map(|_| ())
}

/// At once, each by a handler of its own that is dropped after this time.
async fn forge_many(lists: &Lists, client: &Client, many: usize, dropped_after: Duration) {
    let handlers: Vec<_> = (0..many)
        .map(|_| {
            let (lists, client) = (lists.clone(), client.clone());
            tokio::spawn(async move {
                let _ = tokio::time::timeout(dropped_after, forge(&lists, &client)).await;
            })
        })
        .collect();
    for handler in handlers {
        handler.await.unwrap();
    }
}

struct Storm {
    name: &'static str,
    list: Act,
    /// How many come at once, and how often, a moment after one another.
    many: usize,
    waves: usize,
    /// When their connections are closed.
    dropped_after: u64,
    /// How often the list is asked for.
    fetches: usize,
}

const STORMS: [Storm; 7] = [
    Storm {
        name: "closed connections, slow list",
        list: Late(200),
        many: 50,
        waves: 1,
        dropped_after: 30,
        fetches: 1,
    },
    Storm {
        name: "closed connections, one wave after the other",
        list: Late(300),
        many: 5,
        waves: 10,
        dropped_after: 20,
        fetches: 1,
    },
    Storm {
        name: "open connections",
        list: Late(50),
        many: 50,
        waves: 2,
        dropped_after: 5_000,
        fetches: 1,
    },
    Storm {
        name: "a list that fails",
        list: Failing,
        many: 50,
        waves: 5,
        dropped_after: 5_000,
        fetches: 1,
    },
    Storm {
        name: "a list for somebody else",
        list: Foreign,
        many: 50,
        waves: 5,
        dropped_after: 5_000,
        fetches: 1,
    },
    Storm {
        name: "a list that never comes",
        list: Hanging,
        many: 50,
        waves: 5,
        dropped_after: 20,
        fetches: 1,
    },
    Storm {
        name: "a transport that panics",
        list: Panicking,
        many: 50,
        waves: 5,
        dropped_after: 5_000,
        fetches: 1,
    },
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_forged_notifications_cause_one_fetch_whatever_becomes_of_them() {
    for storm in STORMS {
        // Of a client that knows no key yet, and of one whose keys are good and old enough for another fetch.
        for is_known in [false, true] {
            let lists = Lists::new(Good);
            let client = lists.client();
            if is_known {
                call(&client).await.unwrap();
                lists.later(61);
            }
            let before = lists.fetches();
            lists.turn(storm.list);
            let dropped_after = Duration::from_millis(storm.dropped_after);
            for _ in 0..storm.waves {
                forge_many(&lists, &client, storm.many, dropped_after).await;
            }
            assert_eq!(lists.fetches() - before, storm.fetches, "{}", storm.name);
            // Whoever has keys is not harmed.
            if is_known {
                call(&client).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn t8_a_fetch_outlives_whoever_began_it() {
    let lists = Lists::new(Late(100));
    let client = lists.client();
    forge_many(&lists, &client, 3, Duration::from_millis(10)).await;
    assert!(client.platform_serials().is_empty());
    call(&client).await.unwrap();
    assert_eq!(
        (lists.fetches(), client.platform_serials()),
        (1, vec![OLD.to_owned()])
    );
    // Nobody waits at all.
    let lists = Lists::new(Late(100));
    let client = lists.client();
    forge_many(&lists, &client, 3, Duration::from_millis(10)).await;
    for _ in 0..100 {
        if !client.platform_serials().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the fetch went away with its caller");
}

/// One forged notification a second for ten minutes.
#[tokio::test]
async fn t12_a_list_that_fails_is_asked_for_less_and_less_and_is_found_healthy_soon() {
    let lists = Lists::new(Failing);
    let client = lists.client();
    let mut asked = Vec::new();
    for second in 0..600 {
        let before = lists.fetches();
        let error = forge(&lists, &client).await;
        assert_eq!(error.kind(), ErrorKind::UnknownSerial);
        assert!(error.to_string().contains("PARAM_ERROR"), "{error}");
        if lists.fetches() > before {
            asked.push(second);
        }
        lists.later(1);
    }
    let pauses: Vec<_> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60, 60, 60]);
    // A first fetch that fails makes the next call wait for a second, not for a minute.
    let lists = Lists::new(Failing);
    let client = lists.client();
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PlatformCertificates);
    lists.turn(Good);
    let error = call(&client).await.unwrap_err();
    assert!(error.to_string().contains("PARAM_ERROR"), "{error}");
    lists.later(1);
    call(&client).await.unwrap();
    assert_eq!(lists.fetches(), 2);
    // Success makes the pauses short again, and a clock that is set back ends them.
    lists.turn(Failing);
    for (later, fetches) in [(61, 3), (0, 3), (1, 4), (1, 4), (-100_000, 5)] {
        lists.later(later);
        forge(&lists, &client).await;
        assert_eq!(lists.fetches(), fetches, "{later} s later");
    }
}

/// Several runtimes, each with its own end, share one client.
#[test]
fn t8_a_runtime_that_goes_away_takes_the_fetch_along_and_the_next_one_begins_anew() {
    let lists = Lists::new(Hanging);
    let client = lists.client();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    runtime().block_on(forge_many(&lists, &client, 3, Duration::from_millis(10)));
    assert_eq!(lists.fetches(), 1);
    lists.turn(Good);
    runtime().block_on(call(&client)).unwrap();
    assert_eq!(lists.fetches(), 2);
}

/// On a runtime that ends with it, as programs without one of their own do it.
fn alone<F: Future>(work: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(work)
}

/// Otherwise each renewal would be lost with the call beside which it was begun, until the last key expires.
#[test]
fn a_renewal_that_was_lost_is_waited_for() {
    let lists = Lists::new(Late(20));
    lists.answer(Late(5));
    let client = lists.client();
    alone(call(&client)).unwrap();
    lists.later(13 * 3600);
    let fetches: Vec<_> = (0..4)
        .map(|_| {
            alone(call(&client)).unwrap();
            lists.fetches()
        })
        .collect();
    assert_eq!(fetches, [2, 3, 3, 3]);
}

/// A fetch that was lost says nothing: the next may follow, but not one for each runtime that goes away.
#[test]
fn a_lost_fetch_keeps_nobody_from_the_next_and_many_are_no_storm() {
    let lists = Lists::new(Good);
    let client = lists.client();
    alone(call(&client)).unwrap();
    lists.later(61);
    lists.turn(Hanging);
    alone(forge_many(&lists, &client, 3, Duration::from_millis(10)));
    lists.turn(Good);
    alone(forge(&lists, &client));
    assert_eq!(lists.fetches(), 3);
    lists.later(61);
    lists.turn(Hanging);
    for _ in 0..20 {
        alone(forge_many(&lists, &client, 1, Duration::from_millis(5)));
    }
    assert_eq!(lists.fetches(), 5);
    // And soon it is found healthy.
    lists.turn(Good);
    lists.later(1);
    alone(client.refresh_platform_certificates()).unwrap();
    assert_eq!(lists.fetches(), 6);
}

/// One forged notification a second: the list is asked for once a minute, and so a new key is found within one.
#[tokio::test]
async fn forgers_do_not_keep_a_new_key_away() {
    let lists = Lists::new(Good);
    let client = lists.client();
    for _ in 0..600 {
        forge(&lists, &client).await;
        call(&client).await.unwrap();
        lists.later(1);
    }
    assert_eq!(lists.fetches(), 10);
}

/// Whenever a caller gives up, the next call goes well, and no fetch is begun twice for it.
#[tokio::test]
async fn a_call_may_be_given_up_at_any_point() {
    for polls in 0..30 {
        for list in [Good, Late(5), Panicking] {
            let lists = Lists::new(list);
            let client = lists.client();
            give_up(call(&client), polls).await;
            give_up(forge(&lists, &client), polls).await;
            lists.turn(Good);
            lists.later(61);
            call(&client).await.unwrap();
            assert!(lists.fetches() <= 2, "{polls} {list:?}: {}", lists.fetches());
        }
    }
}

/// Polls a future so often, with time for others in between, and drops it.
async fn give_up(future: impl Future, polls: usize) {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        if std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx)))
            .await
            .is_ready()
        {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// A list that does not end, in size or in time.
#[tokio::test]
async fn a_list_that_never_ends_is_given_up() {
    let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let huge = [&head[..], b"C00000\r\n", &vec![b' '; 12 << 20]].concat();
    let drip = [&head[..], b"1\r\n{\r\n"].concat();
    let cases = [("larger than", huge), ("no answer in time", drip)];
    for (word, bytes) in cases {
        let minute = Duration::from_secs(60);
        let server = Server::start(move |_| server::Act::SendAndSleep(bytes.clone(), minute));
        let client = Client::builder(MCHID)
            .merchant_key(SERIAL_NO, &keys().merchant_pem)
            .api_v3_key(API_V3_KEY)
            .platform_certificates()
            .base_url(&server.url)
            .timeout(Duration::from_secs(2))
            .clock(|| NOW)
            .build()
            .unwrap();
        let began = Instant::now();
        let error = client.refresh_platform_certificates().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PlatformCertificates, "{error}");
        assert!(error.to_string().contains(word), "{error}");
        assert!(began.elapsed() < Duration::from_secs(10), "{error}");
    }
}
