//! Uploads: the exact bytes of each documented shape, what is filled in and what is refused.

mod support;

use support::platform::{SERIAL_NO, builder, check_request, client, header};
use wechatpay_openapi_runtime::crypto::{md5_hex, sha256_hex};
use wechatpay_openapi_runtime::record::Record;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ErrorKind, FilePart, Json, Method, Operation, http, open_enum, record,
};

const UPLOAD: Operation = Operation::v3(Method::POST, "/v3/merchant/media/upload").upload();
const FILE: &[u8] = b"\x89PNG\r\n--boundary\r\n\x00";
const NAME: &str = "营业执照 \"1\".png";

record! {
    /// `sha256` and `filename`.
    pub struct Image {
        /// The file.
        #[is(required)]
        pub file: Option<FilePart>,
        /// Signed.
        #[is(required)]
        pub meta: Option<ImageMeta>,
    }
    /// Of [`Image`].
    pub struct ImageMeta {
        /// SHA-256.
        #[is(required)]
        pub sha256: Option<String>,
        /// Name.
        #[is(required)]
        pub filename: Option<String>,
    }
    /// `digest` without an algorithm.
    pub struct Stored {
        /// The file.
        pub file: Option<FilePart>,
        /// Signed.
        pub meta: Option<StoredMeta>,
    }
    /// Of [`Stored`].
    pub struct StoredMeta {
        /// SHA-256.
        pub digest: Option<String>,
        /// Name.
        pub filename: Option<String>,
    }
    /// The file under another name, and more in its meta.
    pub struct Submission {
        /// The file.
        pub submission_file: Option<FilePart>,
        /// Signed.
        pub meta: Option<SubmissionMeta>,
    }
    /// Of [`Submission`].
    pub struct SubmissionMeta {
        /// Name.
        pub file_name: Option<String>,
        /// SHA-256.
        pub file_digest: Option<String>,
        /// The caller's.
        #[is(required)]
        pub item_id: Option<i64>,
    }
    /// `digest` of an algorithm that is named.
    pub struct Invoice {
        /// The file.
        pub file: Option<FilePart>,
        /// Signed.
        pub meta: Option<InvoiceMeta>,
    }
    /// Of [`Invoice`].
    pub struct InvoiceMeta {
        /// SM3 alone is documented.
        #[is(required)]
        pub digest_alogrithm: Option<DigestAlgorithm>,
        /// SM3.
        #[is(required)]
        pub digest: Option<String>,
    }
    /// MD5 beside the file.
    pub struct Media {
        /// The file.
        pub media: Option<FilePart>,
        /// MD5.
        pub media_hash: Option<String>,
    }
}

open_enum! {
    /// Of [`InvoiceMeta`].
    pub enum DigestAlgorithm {
        Sm3 = "SM3",
    }
}

fn file() -> FilePart {
    FilePart::new(NAME, FILE)
}

fn sender() -> Client {
    builder().nonce(|| "N".repeat(32)).build().unwrap()
}

fn built<R: Record>(request: R) -> http::Request<wechatpay_openapi_runtime::Bytes> {
    Call::<Json>::new(Chain::new(&sender()), &UPLOAD, request)
        .to_http()
        .unwrap()
}

/// The body as the documentation describes it, of parts that are complete but for their line ends.
fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let boundary = format!("--boundary-{}", "N".repeat(32));
    let mut body = Vec::new();
    for (head, content) in parts {
        body.extend_from_slice(
            format!("{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("{boundary}--\r\n").as_bytes());
    body
}

/// Checks the bytes, and that `meta` alone is signed.
fn expect<R: Record>(request: R, file_name: &str, meta: &str) {
    let request = built(request);
    let file_head =
        format!("name=\"{file_name}\"; filename=\"营业执照 %221%22.png\"\r\nContent-Type: image/png");
    // The records have the file first, as the documentation's tables do; its examples send `meta` first.
    let want = body(&[
        ("name=\"meta\"\r\nContent-Type: application/json", meta.as_bytes()),
        (&file_head, FILE),
    ]);
    assert!(
        request.body() == &want,
        "{}",
        String::from_utf8_lossy(request.body())
    );
    check_request(
        "POST",
        UPLOAD.path,
        header(&request, "authorization"),
        meta.as_bytes(),
    );
    let content_type = format!("multipart/form-data; boundary=boundary-{}", "N".repeat(32));
    assert_eq!(header(&request, "content-type"), content_type);
    assert!(header(&request, "authorization").contains(SERIAL_NO));
}

#[test]
fn name_and_digest_are_filled_in_wherever_the_documentation_has_them() {
    let (sha256, name) = (sha256_hex(FILE), NAME.replace('"', "\\\""));
    let image = format!(r#"{{"sha256":"{sha256}","filename":"{name}"}}"#);
    expect(Image::new().file(file()), "file", &image);
    expect(
        Image::new().file(file()).meta(ImageMeta::new().sha256("")),
        "file",
        &image,
    );
    expect(
        Image::new()
            .file(file())
            .meta(ImageMeta::new().sha256(sha256.to_uppercase()).filename("a.png")),
        "file",
        &format!(r#"{{"sha256":"{}","filename":"a.png"}}"#, sha256.to_uppercase()),
    );
    expect(
        Stored::new().file(file()),
        "file",
        &format!(r#"{{"digest":"{sha256}","filename":"{name}"}}"#),
    );
    expect(
        Submission::new()
            .submission_file(file())
            .meta(SubmissionMeta::new().item_id(7)),
        "submission_file",
        &format!(r#"{{"file_name":"{name}","file_digest":"{sha256}","item_id":7}}"#),
    );
    // Another algorithm than the documented one is the caller's.
    let other = InvoiceMeta::new().digest_alogrithm("SHA9").digest("66c7f0f4");
    expect(
        Invoice::new().file(file()).meta(other),
        "file",
        r#"{"digest_alogrithm":"SHA9","digest":"66c7f0f4"}"#,
    );
    let request = built(Media::new().media(file()));
    let text = String::from_utf8_lossy(request.body()).into_owned();
    assert!(
        text.contains(&format!("name=\"media_hash\"\r\n\r\n{}\r\n", md5_hex(FILE))),
        "{text}"
    );
}

/// By `openssl dgst -sm3`.
const SM3: &str = "056411e9181781af5b86a6a1a83e9531d69c0fcbb06c1adf8a430a86907816d0";

#[test]
fn low_sm3_is_filled_in_and_checked() {
    let meta = format!(r#"{{"digest_alogrithm":"SM3","digest":"{SM3}"}}"#);
    for given in [
        None,
        Some(InvoiceMeta::new()),
        Some(InvoiceMeta::new().digest_alogrithm(DigestAlgorithm::Sm3)),
        Some(InvoiceMeta::new().digest("")),
        Some(InvoiceMeta::new().digest(SM3)),
    ] {
        let mut invoice = Invoice::new().file(file());
        invoice.meta = given;
        expect(invoice, "file", &meta);
    }
    let wrong = Invoice::new()
        .file(file())
        .meta(InvoiceMeta::new().digest("66c7f0f4"));
    let call = Call::<Json>::new(Chain::new(&client()), &UPLOAD, wrong);
    let error = call.to_http().unwrap_err();
    assert_eq!(error.problems(), ["/meta/digest"]);
    assert!(error.to_string().contains(SM3), "{error}");
}

#[test]
fn a_wrong_digest_is_refused_before_sending() {
    let image = Image::new()
        .file(file())
        .meta(ImageMeta::new().sha256(sha256_hex(b"another")));
    let error = Call::<Json>::new(Chain::new(&client()), &UPLOAD, image)
        .to_http()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.problems(), ["/meta/sha256"]);
    assert!(error.to_string().contains(&sha256_hex(FILE)), "{error}");
    let media = Media::new().media(file()).media_hash("0");
    let error = Call::<Json>::new(Chain::new(&client()), &UPLOAD, media)
        .to_http()
        .unwrap_err();
    assert_eq!(error.problems(), ["/media_hash"]);
}

#[test]
fn what_cannot_be_filled_in_is_missing() {
    for (request, missing) in [
        (
            Call::<Json>::new(Chain::new(&client()), &UPLOAD, Image::new()),
            vec!["/file", "/meta"],
        ),
        (
            Call::new(
                Chain::new(&client()),
                &UPLOAD,
                Submission::new().submission_file(file()),
            ),
            vec!["/meta/item_id"],
        ),
        (
            Call::new(
                Chain::new(&client()),
                &UPLOAD,
                Invoice::new()
                    .file(file())
                    .meta(InvoiceMeta::new().digest_alogrithm("SHA9")),
            ),
            vec!["/meta/digest"],
        ),
    ] {
        assert_eq!(request.to_http().unwrap_err().problems(), missing);
    }
}

#[tokio::test]
async fn a_file_is_read_from_where_it_is() {
    let folder = std::env::temp_dir().join(format!("wechatpay-uploads-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(NAME);
    std::fs::write(&path, FILE).unwrap();
    assert_eq!(FilePart::open_blocking(&path).unwrap(), file());
    assert_eq!(FilePart::open(&path).await.unwrap(), file());
    let read = |limit| FilePart::from_reader(NAME, std::fs::File::open(&path).unwrap(), limit);
    assert_eq!(read(FILE.len()).unwrap(), file());
    let too_much = read(FILE.len() - 1).unwrap_err();
    assert!(too_much.to_string().contains("more than"), "{too_much}");
    for error in [
        too_much,
        FilePart::open(folder.join("no.png")).await.unwrap_err(),
        FilePart::open_blocking(&folder).unwrap_err(),
        FilePart::open_blocking("/").unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
