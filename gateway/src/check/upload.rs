//! Which files an upload takes: the endings of their names, and how large they may be.

use serde_json::{Map, Value};

use super::form::Form;
use super::judge::{Judge, Judged};
use super::mode::Check;
use crate::message::{Detail, Location, Refusal};

/// What the page of an upload says.
struct Limits {
    path: &'static str,
    /// Endings, and the most bytes of a file that has one of them.
    files: &'static [(&'static [&'static str], usize)],
}

const PICTURES: &[&str] = &["jpg", "jpeg", "bmp", "png"];
const VIDEOS: &[&str] = &[
    "avi", "wmv", "mpeg", "mp4", "mov", "mkv", "flv", "f4v", "m4v", "rmvb",
];
const MEGABYTE: usize = 1 << 20;

/// 图片上传接口-4012467250 and its like. That of applyments (文件上传-4012760490) takes PDF, too, and more of each.
const LIMITS: [Limits; 5] = [
    Limits {
        path: "/v3/merchant-service/images/upload",
        files: &[(PICTURES, 2 * MEGABYTE)],
    },
    Limits {
        path: "/v3/marketing/favor/media/image-upload",
        files: &[(PICTURES, 2 * MEGABYTE)],
    },
    Limits {
        path: "/brand/card-member/media/image-upload",
        files: &[(PICTURES, 2 * MEGABYTE)],
    },
    Limits {
        path: "/v3/merchant/media/upload",
        files: &[(PICTURES, 5 * MEGABYTE), (&["pdf"], 15 * MEGABYTE / 2)],
    },
    Limits {
        path: "/v3/merchant/media/video_upload",
        files: &[(VIDEOS, 5 * MEGABYTE)],
    },
];

/// Looks at the file of a form of v3, and at what its `meta` calls it.
pub(super) fn check(judge: &mut Judge<'_>, path: &str, form: &Form, fields: &Map<String, Value>) -> Judged {
    let (Some((part, file_name, file)), Some(limits)) =
        (&form.file, LIMITS.iter().find(|limits| limits.path == path))
    else {
        return Ok(());
    };
    let stated = fields.get("meta").and_then(|meta| meta.get("filename"));
    let named = stated.and_then(Value::as_str).unwrap_or(file_name);
    let ending = named
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let is_of = |endings: &[&str]| ending.as_deref().is_some_and(|ending| endings.contains(&ending));
    let found = limits.files.iter().find(|(endings, _)| is_of(endings));
    let wrong = |field: &str, value: Value, issue: String| {
        Refusal::parameter(Detail {
            field: field.to_owned(),
            value,
            issue,
            location: Location::Body,
        })
    };
    let all = || limits.files.iter().flat_map(|(endings, _)| *endings);
    judge.demand(Check::Body, found.is_some(), || {
        let all: Vec<&str> = all().copied().collect();
        wrong(
            "/meta/filename",
            named.into(),
            format!("ends in none of {}", all.join(", ")),
        )
    })?;
    let most = found.map_or(usize::MAX, |(_, most)| *most);
    judge.demand(Check::Body, file.len() <= most, || {
        let issue = format!("has {} bytes, and {most} are the most", file.len());
        wrong(&format!("/{part}"), file_name.as_str().into(), issue)
    })
}
