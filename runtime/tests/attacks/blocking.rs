//! Against blocking calls: those that would wait for themselves fail at once, and say why.

use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Call, Client, Download, Error, ErrorKind, Method, Outgoing, Transport, TransportError,
    http,
};

use crate::support::lists::{Act, Lists};
use crate::support::platform::{answer, builder, signed};

const V2_KEY: &str = "0123456789abcdef0123456789abcdef";

/// Answers everything at once: a file, or JSON.
struct Simple;

impl Transport for Simple {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let answer = match outgoing.request.uri().path() {
            "/v3/billdownload/file" => answer(200, &[], "a bill"),
            _ => signed(200, "{}"),
        };
        Box::pin(async move { Ok(answer) })
    }
}

fn file(client: &Client) -> Call<Download> {
    client.download("https://api.mch.weixin.qq.com/v3/billdownload/file?token=t")
}

type Attempt = fn(&Client) -> Result<(), Error>;

/// Every way to wait for a call.
const WAYS: [(&str, Attempt); 5] = [
    ("send", |client| {
        client.call(Method::GET, "v3/x").send_blocking().map(|_| ())
    }),
    ("a file in memory", |client| {
        file(client).send_blocking().map(|_| ())
    }),
    ("to a writer", |client| {
        file(client).to_writer_blocking(Vec::new()).map(|_| ())
    }),
    ("certificates", Client::refresh_platform_certificates_blocking),
    ("v2's public key", |client| {
        client.fetch_v2_public_key_blocking().map(|_| ())
    }),
];

/// Somewhere else, so that what hangs fails.
fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || sender.send(work()));
    receiver
}

fn soon<T>(name: &str, outcome: &Receiver<T>) -> T {
    match outcome.recv_timeout(Duration::from_secs(10)) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Timeout) => panic!("{name}: hangs"),
        Err(RecvTimeoutError::Disconnected) => panic!("{name}: panicked"),
    }
}

fn with_certificates() -> Client {
    let client = builder().platform_certificates().api_v2_key(V2_KEY);
    client.transport(Simple).build().unwrap()
}

/// What calls inside say when one of these ways waits for them.
fn tell_inside(outer: &Client, inner: &Client, call: Attempt) -> Error {
    let told = Arc::new(Mutex::new(None));
    let (heard, inner) = (told.clone(), inner.clone());
    let file = file(outer).progress(move |_| *heard.lock().unwrap() = call(&inner).err());
    file.to_writer_blocking(Vec::new()).unwrap();
    let error = told.lock().unwrap().take();
    error.expect("a refusal")
}

#[test]
fn t14_a_blocking_call_in_a_progress_callback_is_refused() {
    for (name, way) in WAYS {
        // The same client, a clone with the same thread, a client with a thread of its own.
        let client = with_certificates();
        let sharing = builder()
            .platform_certificates()
            .api_v2_key(V2_KEY)
            .share_connections(&client);
        let clients = [
            ("itself", client.clone()),
            ("a sharing one", sharing.build().unwrap()),
            ("another", with_certificates()),
        ];
        for (whose, inner) in clients {
            let outer = client.clone();
            let error = soon(name, &apart(move || tell_inside(&outer, &inner, way)));
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{name}, {whose}: {error}");
            assert!(error.to_string().contains("progress callback"), "{error}");
            assert!(!error.may_have_taken_effect());
        }
        // The thread goes on.
        let again = client.clone();
        let outcome = soon(
            name,
            &apart(move || again.call(Method::GET, "v3/x").send_blocking()),
        );
        outcome.unwrap();
    }
}

/// The writer runs where the caller is, and may call.
#[test]
fn a_writer_may_make_blocking_calls() {
    struct Calling(Client);

    impl Write for Calling {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let call = self.0.call(Method::GET, "v3/x").send_blocking();
            call.map(|_| bytes.len()).map_err(std::io::Error::other)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let client = builder().transport(Simple).build().unwrap();
    let outcome = apart(move || file(&client).to_writer_blocking(Calling(client.clone())));
    assert_eq!(soon("writer", &outcome).unwrap(), 6);
}

/// A transport that calls in a blocking way itself.
struct Nested(Mutex<Option<Client>>);

impl Transport for Nested {
    fn send(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async {
            let inner = self.0.lock().unwrap().take().unwrap();
            let outcome = inner.call(Method::GET, "v3/x").send_blocking();
            outcome
                .map(|_| signed(200, "{}"))
                .map_err(TransportError::not_sent)
        })
    }
}

#[test]
fn t14_a_blocking_call_in_a_transport_is_refused() {
    let inner = builder().transport(Simple).build().unwrap();
    let outer = builder()
        .transport(Nested(Mutex::new(Some(inner))))
        .without_backup();
    let client = outer
        .retry(wechatpay_openapi_runtime::RetryPolicy::none())
        .build()
        .unwrap();
    let outcome = apart(move || client.call(Method::GET, "v3/x").send_blocking());
    let error = soon("transport", &outcome).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSent);
    assert!(
        error.to_string().contains("thread that carries blocking calls"),
        "{error}"
    );
}

/// It holds the runtime's thread, and works all the same.
#[test]
fn t14_a_blocking_call_on_an_async_runtime_is_slow_and_no_panic() {
    let runtimes = [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ];
    for mut runtime in runtimes {
        let outcome = apart(move || {
            let runtime = runtime.enable_all().build().unwrap();
            let client = builder().transport(Simple).build().unwrap();
            runtime.block_on(async move {
                let worker = client.clone();
                let spawned =
                    tokio::spawn(async move { worker.call(Method::GET, "v3/x").send_blocking().map(|_| ()) });
                spawned.await.unwrap().unwrap();
                file(&client).progress(|_| ()).to_writer_blocking(Vec::new())
            })
        });
        soon("runtime", &outcome).unwrap();
    }
}

/// The fetch that it waits for cannot go on while it waits: the call's time ends that.
#[test]
fn t14_a_blocking_call_that_waits_for_the_runtime_it_holds_up_ends_in_its_time() {
    let outcome = apart(|| {
        let lists = Lists::new(Act::Late(50));
        let client = lists.client();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let fetch = client.refresh_platform_certificates();
            let begun = tokio::time::timeout(Duration::from_millis(10), fetch).await;
            assert!(begun.is_err());
            let call = client
                .call(Method::GET, "v3/x")
                .timeout(Duration::from_millis(300));
            let error = call.send_blocking().map(|_| ()).unwrap_err();
            // Later it goes on.
            client.call(Method::GET, "v3/x").await.unwrap();
            (error, lists.fetches())
        })
    });
    let (error, fetches) = soon("held up", &outcome);
    assert_eq!(error.kind(), ErrorKind::PlatformCertificates, "{error}");
    assert_eq!(fetches, 1);
}

/// Forking is for a process without other tests: one whose threads hold locks leaves them locked in the child.
#[cfg(unix)]
mod forked {
    use std::process::{Command, exit};

    use super::*;

    #[test]
    fn t14_a_blocking_call_in_a_forked_child_is_refused() {
        let mut alone = Command::new(std::env::current_exe().unwrap());
        alone.args(["--exact", "blocking::forked::alone", "--ignored", "--nocapture"]);
        // To a sanitizer all that the parent's other threads hold is lost in the child.
        alone.env("ASAN_OPTIONS", "detect_leaks=0");
        let output = alone.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }

    /// What the child's exit code says, if it comes to an end.
    fn in_a_child(work: impl FnOnce() -> i32) -> Option<i32> {
        let child = match fork::fork().unwrap() {
            fork::Fork::Child => exit(work()),
            fork::Fork::Parent(child) => child,
        };
        for _ in 0..1_000 {
            if let Some(status) = fork::waitpid_nohang(child).unwrap() {
                return fork::WIFEXITED(status).then(|| fork::WEXITSTATUS(status));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = Command::new("kill").args(["-9", &child.to_string()]).status();
        None
    }

    fn refused(outcome: Result<(), Error>) -> bool {
        let Err(error) = outcome else { return false };
        error.kind() == ErrorKind::Unsupported
            && !error.may_have_taken_effect()
            && error.to_string().contains("forked after the first blocking call")
    }

    #[test]
    #[ignore = "forks: run by the test above, in a process of its own"]
    fn alone() {
        let client = with_certificates();
        let early = client.clone();
        // Before the first blocking call a fork does no harm.
        let code = in_a_child(|| i32::from(early.call(Method::GET, "v3/x").send_blocking().is_err()));
        assert_eq!(code, Some(0), "the first blocking call in the child");
        client.call(Method::GET, "v3/x").send_blocking().unwrap();
        for (name, way) in WAYS {
            let code = in_a_child(|| i32::from(!refused(way(&client))));
            assert_eq!(code, Some(0), "{name}");
        }
        // A client of the child's own works, and so does the parent's.
        let code = in_a_child(|| {
            i32::from(
                with_certificates()
                    .call(Method::GET, "v3/x")
                    .send_blocking()
                    .is_err(),
            )
        });
        assert_eq!(code, Some(0), "a client of the child's own");
        client.call(Method::GET, "v3/x").send_blocking().unwrap();
    }
}
