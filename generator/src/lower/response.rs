//! The rows of an answer.

use super::context::Context;
use super::field::{self, Hints};
use super::request::count;
use super::tree;
use crate::diagnostic::Code;
use crate::ir::Response;
use crate::page::{Row, Section};

/// Lowers the table of an answer.
pub(super) fn lower(context: &mut Context, section: &Section, is_xml: bool) -> Response {
    let table = &section.response;
    let nodes = tree::build(context, table);
    if let Some(row) = table.rows.iter().find(|row| row.is_kind()) {
        for node in &nodes {
            context.rows.diagnosed += count(node);
            let message = format!("`{}` stands beside the row `{}`", node.name(), row.name.text);
            context.report(Code::MixedScopes, node.row, message);
        }
        return kind(context, section, row);
    }
    let hints = Hints {
        v2_answer: is_xml,
        example: None,
    };
    let fields = field::all(context, &nodes, hints);
    if table.is_of_errors() {
        Response::CsvOrXmlError(fields)
    } else if is_xml {
        Response::Xml(fields)
    } else {
        Response::Json(fields)
    }
}

fn kind(context: &mut Context, section: &Section, row: &Row) -> Response {
    let text = &row.name.text;
    if text.contains("空字符串") {
        return Response::Empty(section.call.as_ref().and_then(|call| call.status).unwrap_or(204));
    }
    if text.contains("文件流") {
        return Response::File;
    }
    if text.contains("30x") {
        return Response::Redirect;
    }
    let message = format!("`{text}` is no known kind of answer");
    context.report(Code::UnknownKind, row, message);
    Response::File
}
