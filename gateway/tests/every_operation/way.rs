//! How an operation is called through the typed client.

use std::any::Any;
use std::pin::Pin;

use serde_json::Value;
use wechatpay_openapi_runtime::record::{Record, from_json};
use wechatpay_openapi_runtime::{Call, Chain, Error, FromAnswer, Operation, Redirect, Response, RetryPolicy};

/// What came of a call.
pub(crate) struct Came {
    /// JSON pointers of what the answer has and its type has not, or has in another shape.
    pub(crate) unknown: Vec<String>,
    /// Which key the answer was verified by.
    pub(crate) verified_by: Option<String>,
    /// HTTP status.
    pub(crate) status: u16,
    /// Where a redirect leads.
    pub(crate) url: Option<String>,
}

type Coming = Pin<Box<dyn Future<Output = Result<Came, Error>>>>;

/// Calls an operation with this request, and these headers besides.
type Caller = fn(Chain, &'static Operation, &Value, &[(&str, String)]) -> Coming;

/// An operation with its types.
pub(crate) struct Way {
    pub(crate) operation: &'static Operation,
    call: Caller,
}

impl Way {
    /// Calls it with this request, and these headers besides.
    pub(crate) async fn call(
        &self,
        chain: Chain,
        fields: &Value,
        headers: &[(&str, String)],
    ) -> Result<Came, Error> {
        (self.call)(chain, self.operation, fields, headers).await
    }
}

/// Of an operation that takes a request.
pub(crate) const fn with<R: Record, T: FromAnswer>(operation: &'static Operation) -> Way {
    Way {
        operation,
        call: |chain, operation, fields, headers| {
            let request = from_json::<R>(fields.to_string().as_bytes()).expect("an example decodes");
            send(Call::<T>::new(chain, operation, request), headers)
        },
    }
}

/// Of one that takes none.
pub(crate) const fn bare<T: FromAnswer>(operation: &'static Operation) -> Way {
    Way {
        operation,
        call: |chain, operation, _, headers| send(Call::<T>::bare(chain, operation), headers),
    }
}

fn send<T: FromAnswer>(mut call: Call<T>, headers: &[(&str, String)]) -> Coming {
    for (name, value) in headers {
        call = call.header(*name, value);
    }
    let call = call.retry(RetryPolicy::none());
    Box::pin(async move { call.await.map(|response| came(&response)) })
}

fn came<T: FromAnswer>(response: &Response<T>) -> Came {
    let value: &dyn Any = &**response;
    Came {
        unknown: response.unknown_fields(),
        verified_by: response.verified_by().map(str::to_owned),
        status: response.status().as_u16(),
        url: value
            .downcast_ref::<Redirect>()
            .map(|redirect| redirect.url().to_owned()),
    }
}
