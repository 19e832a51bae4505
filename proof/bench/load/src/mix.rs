//! What the connections ask for, and what came of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use wechatpay_openapi_runtime::{Client, Method};

use crate::gateway::Gateway;

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mix {
    /// An order, then the same order by its number, and so on.
    OrdersAndQueries,
    /// One order again and again.
    Queries,
}

/// How much of it.
pub struct Load<'a> {
    pub mix: Mix,
    pub connections: usize,
    pub time: Duration,
    pub marks: &'a [u64],
}

/// What came of it.
pub struct Run {
    pub requests: u64,
    pub a_second: f64,
    /// Of a request, on both sides.
    pub cpu_seconds: f64,
    pub errors: Errors,
    /// In MiB, after so many requests.
    pub memory: Vec<(u64, f64)>,
}

#[derive(Default)]
pub struct Errors {
    pub count: u64,
    /// What the first one says.
    pub first: String,
}

/// What all connections share.
struct Shared {
    client: Client,
    mix: Mix,
    next: AtomicU64,
    done: AtomicU64,
    is_over: AtomicBool,
    errors: Mutex<Errors>,
}

impl Mix {
    pub fn name(self) -> &'static str {
        match self {
            Self::OrdersAndQueries => "orders, queries",
            Self::Queries => "queries",
        }
    }
}

impl Load<'_> {
    /// For its time, and until its last mark.
    pub async fn run(&self, gateway: &Gateway) -> Result<Run> {
        let shared = Arc::new(Shared {
            client: gateway.client()?,
            mix: self.mix,
            next: AtomicU64::new(1),
            done: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
            errors: Mutex::default(),
        });
        shared.place(0).await.context("the first order")?;
        let cpu = || Ok::<_, anyhow::Error>(gateway.cpu_seconds()? + measure::cpu_nanoseconds() as f64 / 1e9);
        let (start, cpu_before) = (Instant::now(), cpu()?);
        let connections: Vec<_> = (0..self.connections)
            .map(|_| tokio::spawn(repeated(shared.clone())))
            .collect();
        let (mut memory, mut marks) = (Vec::new(), self.marks.iter().copied().peekable());
        let mut timed = None;
        while timed.is_none() || marks.peek().is_some() {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let done = shared.done.load(Ordering::Relaxed);
            if let Some(mark) = marks.next_if(|mark| *mark <= done) {
                memory.push((mark, gateway.memory()?));
            }
            if timed.is_none() && start.elapsed() >= self.time {
                timed = Some((
                    done as f64 / start.elapsed().as_secs_f64(),
                    (cpu()? - cpu_before) / done as f64,
                ));
            }
        }
        shared.is_over.store(true, Ordering::Relaxed);
        for connection in connections {
            connection.await?;
        }
        let (a_second, cpu_seconds) = timed.context("no time passed")?;
        Ok(Run {
            requests: shared.done.load(Ordering::Relaxed),
            a_second,
            cpu_seconds,
            errors: std::mem::take(&mut *shared.errors.lock().unwrap_or_else(PoisonError::into_inner)),
            memory,
        })
    }
}

async fn repeated(shared: Arc<Shared>) {
    while !shared.is_over.load(Ordering::Relaxed) {
        let number = match shared.mix {
            Mix::OrdersAndQueries => shared.next.fetch_add(1, Ordering::Relaxed),
            Mix::Queries => 0,
        };
        if shared.mix == Mix::OrdersAndQueries {
            shared.note(shared.place(number).await);
        }
        shared.note(shared.query(number).await);
    }
}

impl Shared {
    fn note(&self, result: Result<()>) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if let Err(error) = result {
            let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
            if errors.count == 0 {
                errors.first = format!("; the first: {error:#}");
            }
            errors.count += 1;
        }
    }

    /// The client has verified the answer's signature; here it is what it should be.
    async fn place(&self, number: u64) -> Result<()> {
        let order = json!({
            "appid": "wxd678efh567hg6787",
            "mchid": self.client.mchid(),
            "description": "T-shirt",
            "out_trade_no": format!("order-{number}"),
            "notify_url": "https://shop.example/notify",
            "amount": { "total": 100 + number % 100, "currency": "CNY" },
        });
        let call = self.client.call(Method::POST, "v3/pay/transactions/native");
        let answer: Value = call.json(&order).await?.into_inner();
        ensure!(answer["code_url"].is_string(), "no code_url in {answer}");
        Ok(())
    }

    async fn query(&self, number: u64) -> Result<()> {
        let out_trade_no = format!("order-{number}");
        let call = self
            .client
            .call(Method::GET, "v3/pay/transactions/out-trade-no/{out_trade_no}");
        let call = call
            .path("out_trade_no", &*out_trade_no)
            .query("mchid", self.client.mchid());
        let answer: Value = call.await?.into_inner();
        ensure!(answer["out_trade_no"] == *out_trade_no, "another order: {answer}");
        ensure!(
            answer["amount"]["total"] == 100 + number % 100,
            "another amount: {answer}"
        );
        ensure!(answer["trade_state"] == "NOTPAY", "another state: {answer}");
        Ok(())
    }
}
