//! `multipart/form-data` bodies of uploads.

use bytes::{BufMut as _, Bytes, BytesMut};

use crate::record::Part;

/// The body: what describes the file, then the file, each in documented order.
///
/// WeChat Pay's own examples have `meta` before the file, whatever the order of their tables (图片上传API). `meta` goes
/// without a file name, the file with one.
pub(crate) fn body(boundary: &str, parts: &[Part]) -> Bytes {
    let mut body = BytesMut::new();
    let is_file = |part: &&Part| matches!(part, Part::File { .. });
    let described = parts.iter().filter(|part| !is_file(part));
    for part in described.chain(parts.iter().filter(is_file)) {
        let (name, filename, content_type, content): (_, _, _, &[u8]) = match part {
            Part::Json { name, json } => (name, None, Some("application/json"), json),
            Part::Text { name, text } => (
                name,
                None,
                is_meta(name).then_some("application/json"),
                text.as_bytes(),
            ),
            Part::File { name, file } => (
                name,
                Some(&file.name),
                Some(media_type(&file.name)),
                &file.content,
            ),
        };
        body.put_slice(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                quoted(name)
            )
            .as_bytes(),
        );
        if let Some(filename) = filename {
            body.put_slice(format!("; filename=\"{}\"", quoted(filename)).as_bytes());
        }
        if let Some(content_type) = content_type {
            body.put_slice(format!("\r\nContent-Type: {content_type}").as_bytes());
        }
        body.put_slice(b"\r\n\r\n");
        body.put_slice(content);
        body.put_slice(b"\r\n");
    }
    body.put_slice(format!("--{boundary}--\r\n").as_bytes());
    body.freeze()
}

/// What an upload signs: the text of `meta`, or else of the one JSON part.
pub(crate) fn signed_text(parts: &[Part]) -> Bytes {
    let texts = parts.iter().filter_map(|part| match part {
        Part::Json { name, json } => Some((*name, true, json.as_slice())),
        Part::Text { name, text } => Some((*name, false, text.as_bytes())),
        Part::File { .. } => None,
    });
    let meta = texts.clone().find(|(name, _, _)| is_meta(name));
    let signed = meta.or_else(|| texts.clone().find(|(_, json, _)| *json));
    signed.map_or_else(Bytes::new, |(_, _, text)| Bytes::copy_from_slice(text))
}

fn is_meta(name: &str) -> bool {
    name == "meta"
}

/// As browsers write names (WHATWG): quote and line ends escaped, UTF-8 as it is.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// The type of the files that the documentation asks for, by the name's ending.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "mp4" | "m4v" => "video/mp4",
        "avi" => "video/x-msvideo",
        "wmv" => "video/x-ms-wmv",
        "mpeg" | "mpg" => "video/mpeg",
        "mov" => "video/quicktime",
        "mkv" => "video/x-matroska",
        "flv" => "video/x-flv",
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
