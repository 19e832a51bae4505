//! The pages of a list, one after the other.

use std::future::{Future as _, IntoFuture as _, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::call::{Call, Sending};
use crate::error::{Error, ErrorKind};
use crate::record::{Record, RecordRef};
use crate::response::Response;

/// How a list comes in pages: the field of the request that says where one begins, and the answer's list.
///
/// A fact of the operation, written by the generator.
///
/// ```
/// use wechatpay_openapi_runtime::Paging;
///
/// // `?offset=0&limit=50` and `{ "data": […], "total_count": 120 }`
/// const BY_OFFSET: Paging = Paging::offset("offset", "data").total("total_count");
/// // `?page_token=…` and `{ "records": […], "next_page_token": "…" }`
/// const BY_TOKEN: Paging = Paging::cursor("page_token", "next_page_token", "records");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    begin: &'static str,
    /// The field of the answer that has the next `begin`. Without one it is a number, and the items are counted.
    next: Option<&'static str>,
    items: &'static str,
    total: Option<&'static str>,
}

impl Paging {
    /// `begin` (`offset`) counts the items before the page, `items` is the answer's list.
    #[must_use]
    pub const fn offset(begin: &'static str, items: &'static str) -> Self {
        Self {
            begin,
            next: None,
            items,
            total: None,
        }
    }

    /// `begin` (`page_token`) is what the answer before said in `next` (`next_page_token`).
    #[must_use]
    pub const fn cursor(begin: &'static str, next: &'static str, items: &'static str) -> Self {
        Self {
            begin,
            next: Some(next),
            items,
            total: None,
        }
    }

    /// The field of the answer that says how many items there are on all pages.
    #[must_use]
    pub const fn total(mut self, total: &'static str) -> Self {
        self.total = Some(total);
        self
    }
}

/// A list in pages: a stream of answers, or [`next`](Self::next) by [`next`](Self::next).
///
/// The first page is the one that the request asks for, from its `offset` (0 if it has none) and as long as its `limit`
/// says; each further one begins where the last one ended. It ends when the answer says that all is there, or with an
/// empty page. An error ends it, too; so does an answer that is the last one again.
///
/// ```
/// use wechatpay_openapi_runtime::{Call, Error, Pages, Response, record};
/// # record! {
/// #     /// As in the generated crate.
/// #     pub struct Complaints {
/// #         /// The list.
/// #         pub data: Option<Vec<String>>,
/// #     }
/// # }
///
/// /// `complaints` is `client.v3().merchant_service().complaints_v2().pages(request)`.
/// async fn all(mut complaints: Pages<Complaints>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(page) = complaints.next().await {
///         count += page?.data.iter().flatten().count();
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "nothing is asked for before the first page is"]
#[derive(Debug)]
pub struct Pages<T> {
    /// The call of the next page; none when all is there.
    call: Option<Call<T>>,
    paging: Paging,
    sending: Option<Sending<T>>,
    last: Bytes,
}

impl<T: Record> Pages<T> {
    /// The pages that this call is the first of. For generated code, and for what is not documented.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, Method, Pages, Paging, record};
    ///
    /// record! {
    ///     /// A page of a list that is not documented yet.
    ///     pub struct Page {
    ///         /// What is queried by.
    ///         #[is(query)]
    ///         pub offset: Option<i64>,
    ///         /// The list.
    ///         pub data: Option<Vec<String>>,
    ///     }
    /// }
    ///
    /// async fn all(client: &Client) -> Result<usize, Error> {
    ///     let first = client.call(Method::GET, "v3/some/new/list").record(Page::new()).receive::<Page>();
    ///     let mut pages = Pages::new(first, Paging::offset("offset", "data"));
    ///     let mut count = 0;
    ///     while let Some(page) = pages.next().await {
    ///         count += page?.data.iter().flatten().count();
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    pub fn new(mut call: Call<T>, paging: Paging) -> Self {
        if let (None, Some(mut request)) = (paging.next, call.request_mut())
            && request.as_ref().integer(paging.begin).is_none()
        {
            request.set_integer(paging.begin, 0);
        }
        Self {
            call: Some(call),
            paging,
            sending: None,
            last: Bytes::new(),
        }
    }

    /// Sets what each of the calls has, such as `|call| call.timeout(…)`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{Pages, record::Record};
    ///
    /// fn patient<T: Record>(pages: Pages<T>) -> Pages<T> {
    ///     pages.with(|call| call.timeout(Duration::from_secs(30)))
    /// }
    /// ```
    pub fn with(mut self, set: impl FnOnce(Call<T>) -> Call<T>) -> Self {
        self.call = self.call.map(set);
        self
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// As of the call. The same page a second time is [`ErrorKind::Decode`]: the list would have no end.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// As [`next`](Self::next), for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<Response<T>, Error>> {
        let answer = self.call.clone()?.send_blocking();
        Some(self.turn(answer))
    }

    /// Makes the call of the page behind this one.
    fn turn(&mut self, answer: Result<Response<T>, Error>) -> Result<Response<T>, Error> {
        let call = self.call.take();
        let answer = answer?;
        let Some(mut call) = call else { return Ok(answer) };
        let body = answer.body().clone();
        if std::mem::replace(&mut self.last, body) == *answer.body() {
            let text = "this page is the one before it again: the list has no end, and was left";
            return Err(answer.blame(Error::new(ErrorKind::Decode, text)));
        }
        if self.go_on(&mut call, RecordRef::new(&*answer)) {
            self.call = Some(call);
        }
        Ok(answer)
    }

    /// Sets where the next page begins; `false` if there is none.
    fn go_on(&self, call: &mut Call<T>, answer: RecordRef<'_>) -> bool {
        let Some(mut request) = call.request_mut() else {
            return false;
        };
        let Paging {
            begin,
            next,
            items,
            total,
        } = self.paging;
        if let Some(next) = next {
            let next = answer.text(next);
            next.inspect(|next| request.set_text(begin, next));
            return next.is_some();
        }
        let came = answer.count(items).unwrap_or_default();
        let before = request.as_ref().integer(begin).unwrap_or_default();
        let begins = before.saturating_add(i64::try_from(came).unwrap_or(i64::MAX));
        request.set_integer(begin, begins);
        let total = total.and_then(|total| answer.integer(total));
        came > 0 && total.is_none_or(|total| begins < total)
    }
}

impl<T: Record> Stream for Pages<T> {
    type Item = Result<Response<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.sending.is_none() {
            self.sending = self.call.clone().map(Call::into_future);
        }
        let Some(sending) = &mut self.sending else {
            return Poll::Ready(None);
        };
        let answer = ready!(Pin::new(sending).poll(context));
        self.sending = None;
        Poll::Ready(Some(self.turn(answer)))
    }
}
