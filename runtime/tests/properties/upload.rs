//! Uploads: any file under any name arrives as it was, and `meta` alone is signed.

use proptest::prelude::*;
use wechatpay_openapi_runtime::{
    Bytes, Call, Chain, FilePart, Json, JsonString, Method, Operation, http, record,
};

use super::{cases, client};
use crate::support::platform::{check_request, header};

record! {
    /// An upload.
    pub struct Upload {
        /// What is signed.
        pub meta: Option<JsonString<Meta>>,
        /// The file.
        pub file: Option<FilePart>,
    }

    /// What is signed.
    pub struct Meta {
        /// The file's name.
        pub filename: Option<String>,
    }
}

const UPLOAD: Operation = Operation::v3(Method::POST, "/v3/upload").upload();

/// Head and content of each part.
fn parts(request: &http::Request<Bytes>) -> Vec<(String, Vec<u8>)> {
    let content_type = header(request, "content-type");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let mut rest = request.body().as_ref();
    let mut found = Vec::new();
    let begin = format!("--{boundary}\r\n");
    let split = |bytes: &[u8], by: &[u8]| {
        let at = bytes.windows(by.len()).position(|window| window == by).unwrap();
        (bytes[..at].to_vec(), at + by.len())
    };
    while let Some(part) = rest.strip_prefix(begin.as_bytes()) {
        let (head, at) = split(part, b"\r\n\r\n");
        let (content, length) = split(&part[at..], format!("\r\n--{boundary}").as_bytes());
        found.push((String::from_utf8(head).unwrap(), content));
        // The next part begins with the boundary that ended this one.
        rest = &part[at + length - boundary.len() - 2..];
    }
    assert_eq!(rest, format!("--{boundary}--\r\n").as_bytes());
    found
}

/// As WHATWG has it, undone.
fn unquoted(text: &str) -> String {
    text.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_file_arrives_as_it_was(name in any::<String>(), content in any::<Vec<u8>>(), filename in any::<String>()) {
        let upload = Upload::new().meta(Meta::new().filename(&*filename)).file(FilePart::new(&*name, content.clone()));
        let call: Call<Json> = Call::new(Chain::new(client()), &UPLOAD, upload);
        let request = call.to_http().unwrap();
        let found = parts(&request);
        prop_assert_eq!(found.len(), 2);
        let meta: Json = serde_json::from_slice(&found[0].1).unwrap();
        prop_assert_eq!(meta, serde_json::json!({ "filename": filename }));
        prop_assert_eq!(&found[1].1, &content);
        // A name adds no line to the head and ends no quotes.
        let head = &found[1].0;
        prop_assert_eq!(head.lines().count(), 2);
        let quoted = head.split_once("filename=\"").unwrap().1.split_once("\"\r\n").unwrap().0;
        prop_assert!(!quoted.contains(['"', '\r', '\n']));
        prop_assert_eq!(unquoted(quoted), unquoted(&name));
        check_request("POST", "/v3/upload", header(&request, "authorization"), &found[0].1);
    }
}
