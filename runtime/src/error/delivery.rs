//! What an error knows of the way of its call.

use std::fmt::{self, Write};
use std::time::Duration;

use super::held::Delivery;
use super::{Error, ErrorKind, Times, after};

/// A request refused by this status may have been refused for its time.
const REFUSED: [u16; 3] = [400, 401, 403];

impl Error {
    /// Tells it how its call was delivered.
    pub(crate) fn delivered(mut self, delivery: Delivery) -> Self {
        let own = &self.0.delivery;
        self.0.delivery = Delivery {
            retry_after: own.retry_after,
            permanent: own.permanent,
            ..delivery
        };
        self
    }

    pub(crate) fn permanent(mut self, permanent: bool) -> Self {
        self.0.delivery.permanent = permanent;
        self
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.0.delivery.permanent
    }

    /// Reads what the answer's headers say of time: when to repeat, and whether the request's clock was wrong.
    ///
    /// `pause` is the operation's own, which holds for whatever may have arrived.
    pub(crate) fn timed(mut self, pause: Option<Duration>, now: i64) -> Self {
        let pause = pause.filter(|_| self.0.kind.may_have_taken_effect());
        let Some(answer) = &self.0.answer else {
            self.0.delivery.retry_after = pause;
            return self;
        };
        let date = answer.date.as_deref().and_then(after::date);
        let told = answer.retry_after.as_deref().filter(|_| self.0.kind.is_answer());
        let told = told.and_then(|text| after::retry_after(text, date.unwrap_or(now)));
        let refused = self.0.kind == ErrorKind::Api && REFUSED.contains(&answer.status.as_u16());
        let times = date.map(|signed| Times { signed, local: now });
        if let Some(times) = times.filter(|times| refused && times.differ()) {
            self.0.clocks = Some(times);
        }
        self.0.delivery.retry_after = told.max(pause);
        self
    }

    /// How often the call was sent; 0 if it was not, or not by this client.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::testing::{Fault, TestPlatform};
    /// use wechatpay_openapi_runtime::{Client, Method, RetryPolicy};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wechatpay_openapi_runtime::Error> {
    /// # let platform = TestPlatform::new()?;
    /// # let answering = platform.clone();
    /// # let transport = platform.answering(move |_| Ok(answering.answer(200, "{}")?.fault(Fault::Lost)));
    /// # let client: Client = platform.configure(Client::builder(platform.mchid())).transport(transport).build()?;
    /// let query = client.call(Method::GET, "v3/certificates").retry(RetryPolicy::standard().max_attempts(2));
    /// // Nobody answers: it only reads, so it is asked twice, the second time from the other host.
    /// let error = query.await.unwrap_err();
    /// assert_eq!(error.attempts(), 2);
    /// assert_eq!(error.host(), Some("api2.mch.weixin.qq.com"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.delivery.attempts
    }

    /// The host of the last attempt, with its port if it is given.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Error;
    ///
    /// fn log(error: &Error) {
    ///     // Such as "GET /v3/certificates: no answer within 10 s, attempt 3 (api2.mch.weixin.qq.com)"
    ///     eprintln!("{error} ({})", error.host().unwrap_or("nowhere"));
    /// }
    /// ```
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        Some(&*self.0.delivery.host).filter(|host| !host.is_empty())
    }

    /// How long to wait before the very same request is sent again, if WeChat
    /// Pay (`Retry-After`) or the operation (a refund: a minute) says so.
    ///
    /// The longer of the two. `None` is no leave to repeat at once, nor a ban.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{Client, Method};
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let call = client.call(Method::GET, "v3/certificates");
    /// # let mut answer = platform.answer(429, r#"{"code":"FREQUENCY_LIMITED","message":""}"#)?.response();
    /// # answer.headers_mut().insert("retry-after", "5".parse().unwrap());
    /// # let error = call.read(answer).unwrap_err();
    /// // After a 429 with `Retry-After: 5`:
    /// assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.delivery.retry_after
    }

    pub(super) fn fmt_delivery(&self, out: &mut impl Write) -> fmt::Result {
        let delivery = &self.0.delivery;
        if delivery.over_budget {
            out.write_str("; not sent again, since this client's retry budget is spent")?;
        }
        if delivery.attempts < 2 {
            return Ok(());
        }
        write!(out, ", attempt {}", delivery.attempts)?;
        if self.may_have_taken_effect() && !self.has_perhaps_taken_effect() {
            out.write_str("; an earlier one may have taken effect")?;
        }
        Ok(())
    }
}
