//! PHP samples: finding the request in them.

mod depth;
mod syntax;
mod value;

use bumpalo::Bump;
use mago_database::file::FileId;
use mago_syntax::ast::{Access, Call as PhpCall, Expression, Statement};
use mago_syntax::parser::parse_file_content;
use serde_json::{Map, Value};

use self::syntax::{arguments, member};
use self::value::Evaluator;
use super::http_example::scalar;
use crate::ir::Method;
use crate::page::{Call, CallBody};

/// A request, and the expressions in it that were not understood.
pub(super) struct PhpRequest {
    pub call: Call,
    pub unknown: Vec<String>,
}

/// Reads the request of a block.
pub(super) fn call(code: &str, method: Method) -> Result<PhpRequest, String> {
    let code = format!("<?php\n{code}");
    let (found, unknown) = first(&code, |expression, evaluator| {
        let found = request(expression, evaluator, method);
        if found.is_none() {
            // It may set a variable.
            evaluator.value(expression);
        }
        found
    })?;
    let mut call = found.ok_or("no request was found in it")?;
    call.status = status(&code);
    call.unverified = code.contains("remove('verifier')") || code.contains("new \\GuzzleHttp\\Client");
    Ok(PhpRequest { call, unknown })
}

/// Reads `'k' => v, …` without the brackets of an array.
pub(super) fn fragment(code: &str) -> Result<Map<String, Value>, String> {
    // The line feed ends a comment behind the last entry.
    let code = format!("<?php\n[{code}\n];");
    let (found, _) = first(&code, |expression, evaluator| match evaluator.value(expression) {
        Value::Object(map) => Some(map),
        _ => None,
    })?;
    found.ok_or_else(|| "expected `'key' => value`".to_owned())
}

/// What `find` makes of the first expression that it is looking for, and what could not be computed until there.
fn first<T: Send>(
    code: &str,
    find: impl Fn(&Expression<'_>, &mut Evaluator<'_>) -> Option<T> + Send,
) -> Result<(Option<T>, Vec<String>), String> {
    depth::guarded(code, move || {
        let arena = Bump::new();
        let program = parse_file_content(&arena, FileId::zero(), code.as_bytes());
        if let Some(error) = program.errors.first() {
            return Err(error.to_string());
        }
        let mut evaluator = Evaluator::new(code);
        let found = program.statements.iter().find_map(|statement| match statement {
            Statement::Expression(statement) => find(statement.expression, &mut evaluator),
            _ => None,
        });
        Ok((found, evaluator.unknown))
    })
}

/// All verbs that a block calls.
pub(super) fn verbs(code: &str) -> Vec<Method> {
    let names = code.split("->").skip(1).filter_map(|part| part.split_once('('));
    names.filter_map(|(name, _)| verb(name)).collect()
}

fn verb(name: &str) -> Option<Method> {
    Method::of(name.strip_suffix("Async").unwrap_or(name))
}

/// The number in `getStatusCode() === 204`.
fn status(code: &str) -> Option<u16> {
    let (_, rest) = code.split_once("getStatusCode()")?;
    let digits = rest
        .trim_start_matches([' ', '='])
        .split(|c: char| !c.is_ascii_digit())
        .next()?;
    digits.parse().ok()
}

/// Finds the call of a verb, or of `withQuery`, in a chain of calls.
fn request(expression: &Expression<'_>, evaluator: &mut Evaluator<'_>, method: Method) -> Option<Call> {
    match expression {
        Expression::Assignment(assignment) => request(assignment.rhs, evaluator, method),
        Expression::Call(PhpCall::Method(found)) => {
            let name = member(&found.method);
            let arguments = arguments(&found.argument_list);
            if let Some(method) = verb(&name) {
                return Some(sent(found.object, &arguments, method, evaluator));
            }
            let inner = request(found.object, evaluator, method);
            match (name.as_str(), inner) {
                ("withQuery", None) => {
                    let mut call = at_url(&scalar(&evaluator.value(found.object)), method);
                    call.query.extend(strings(evaluator.value(arguments.first()?)));
                    Some(call)
                }
                ("withFragment", Some(mut call)) => {
                    let fragment = scalar(&evaluator.value(arguments.first()?));
                    call.fragment = Some(fragment.trim_start_matches('#').to_owned());
                    Some(call)
                }
                (_, inner) => inner,
            }
        }
        _ => None,
    }
}

/// `target->verb(arguments)`
fn sent(
    target: &Expression<'_>,
    arguments: &[&Expression<'_>],
    method: Method,
    evaluator: &mut Evaluator<'_>,
) -> Call {
    let (mut call, options) = match arguments {
        [url, options, ..] => (at_url(&scalar(&evaluator.value(url)), method), Some(options)),
        _ => (
            Call::new(method, without_empty(path(target, evaluator).join("/"))),
            arguments.first(),
        ),
    };
    if let Some(Value::Object(options)) = options.map(|options| evaluator.value(options)) {
        for (name, value) in options {
            option(&mut call, name, value);
        }
    }
    call
}

fn option(call: &mut Call, name: String, value: Value) {
    match name.as_str() {
        "json" => call.body = CallBody::Json(object(value)),
        "xml" => call.body = CallBody::Xml(object(value)),
        "body" => call.body = CallBody::Form(object(value)),
        "query" => call.query = strings(value),
        "headers" => {
            call.headers = strings(value);
            call.headers.shift_remove("Content-Type");
        }
        "base_uri" => call.base_uri = Some(scalar(&value)),
        "fragment" => call.fragment = Some(scalar(&value).trim_start_matches('#').to_owned()),
        "timeout" => call.timeout = value.as_f64(),
        // Told by rows of the table, or of the PHP client alone.
        "security" | "nonceless" | "sink" | "handler" => {}
        _ => {
            call.path_params.insert(name, scalar(&value).into());
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value {
        map
    } else {
        Map::new()
    }
}

/// Values as they are written in a URL.
fn strings(value: Value) -> Map<String, Value> {
    let text = |value: &Value| Value::String(scalar(value));
    let map = object(value).into_iter();
    map.map(|(name, value)| match value {
        Value::Array(values) => (name, values.iter().map(text).collect()),
        value => (name, text(&value)),
    })
    .collect()
}

/// A call to an absolute URL.
fn at_url(url: &str, method: Method) -> Call {
    let (url, query) = url.split_once('?').unwrap_or((url, ""));
    let host = url.find("://").map_or(0, |at| at + 3);
    let slash = url[host..].find('/').map_or(url.len(), |at| host + at);
    let mut call = Call::new(method, url[slash..].trim_start_matches('/').to_owned());
    call.base_uri = Some(format!("{}/", &url[..slash]));
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        call.query.insert(name.to_owned(), value.into());
    }
    call
}

/// The path in `chain('…')`, `$instance['…']` or `$instance->a->bC->_d_`.
fn path(target: &Expression<'_>, evaluator: &mut Evaluator<'_>) -> Vec<String> {
    match target {
        Expression::Call(PhpCall::Method(call)) => {
            let arguments = arguments(&call.argument_list);
            arguments
                .first()
                .map(|path| scalar(&evaluator.value(path)))
                .into_iter()
                .collect()
        }
        Expression::ArrayAccess(access) => vec![scalar(&evaluator.value(access.index))],
        Expression::Access(Access::Property(access)) => {
            let mut parts = path(access.object, evaluator);
            parts.push(segment(&member(&access.property)));
            parts
        }
        _ => Vec::new(),
    }
}

/// `v3/lamps/{empty}` only makes the PHP client write a slash at the end.
fn without_empty(path: String) -> String {
    match path.strip_suffix("{empty}") {
        Some(path) => path.to_owned(),
        None => path,
    }
}

/// A property of the chain as a segment of the path.
fn segment(name: &str) -> String {
    if let Some(param) = name.strip_prefix('_').and_then(|name| name.strip_suffix('_')) {
        return format!("{{{param}}}");
    }
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(code: &str) -> Call {
        call(code, Method::Get).unwrap().call
    }

    #[test]
    fn paths_of_all_styles() {
        let cases = [
            "$instance->chain('v3/a-b/{c_d}/e_f')->postAsync([])->wait();",
            "$instance['v3/a-b/{c_d}/e_f']->postAsync([])->then(static function($r) { print_r($r); })->wait();",
            "$response = $instance->v3->aB->_c_d_->e_f->post([]);",
        ];
        for code in cases {
            let call = read(code);
            assert_eq!(
                (call.method, call.path.as_str()),
                (Method::Post, "v3/a-b/{c_d}/e_f"),
                "{code}"
            );
        }
    }

    #[test]
    fn options() {
        let call = read(
            "$n = 'two';
            $instance->chain('v2/a')->post([
              'id' => 7, 'security' => true, 'timeout' => 1.5, 'base_uri' => 'https://h/x/',
              'query' => ['a' => 1, 'b' => [1, 'x'], 'c' => true], // a comment
              'xml' => ['one' => 1, $n => \\json_encode(['l' => [[ 'k' => -1 ],]]), 'u' => \\urlencode(Formatter::queryStringLike(['a' => 'b', 'c' => 1]))],
              'headers' => ['X' => 'y', 'Content-Type' => 'z'],
            ]);",
        );
        assert_eq!(Value::Object(call.path_params), json!({"id": "7"}));
        assert_eq!(
            Value::Object(call.query),
            json!({"a": "1", "b": ["1", "x"], "c": "true"})
        );
        assert_eq!(Value::Object(call.headers), json!({"X": "y"}));
        let body = map(json!({"one": 1, "two": "{\"l\":[{\"k\":-1}]}", "u": "a=b&c=1"}));
        assert_eq!(call.body, CallBody::Xml(body));
        assert_eq!(
            (call.timeout, call.base_uri.as_deref()),
            (Some(1.5), Some("https://h/x/"))
        );
    }

    fn map(value: Value) -> Map<String, Value> {
        object(value)
    }

    #[test]
    fn odd_blocks() {
        let url = read(
            "$e = new Uri('https://h.i/a/b'); $p = ['k' => 'v']; $p['s'] = Hash::sign(1); $u = $e->withQuery(Query::build($p))->withFragment('#f');",
        );
        assert_eq!(
            (
                url.base_uri.as_deref(),
                url.path.as_str(),
                url.fragment.as_deref()
            ),
            (Some("https://h.i/"), "a/b", Some("f"))
        );
        let slash = read("$i->chain('v3/lamps/{empty}')->post([]);");
        assert_eq!(slash.path, "v3/lamps/");
        assert_eq!(Value::Object(url.query), json!({"k": "v", "s": "sign"}));
        let raw = read(
            "$d = 'https://h.i/f?t=x'; $c = new \\GuzzleHttp\\Client(); $c->getAsync($d, ['sink' => 'f'])->wait();",
        );
        assert_eq!((raw.path.as_str(), raw.unverified), ("f", true));
        let upload = read(
            "$m = new \\W\\MediaUtil('file:///p/a.jpg'); $x = ['n' => 'a']; $m->setMeta(\\json_encode($x)); $i->chain('v3/u')->post(['body' => $m->getStream()]);",
        );
        assert_eq!(
            upload.body,
            CallBody::Form(map(json!({"file": "a.jpg", "meta": "{\"n\":\"a\"}"})))
        );
        let empty = read(
            "$i->chain('v3/u')->post([])->then(function($r) { print_r(202 && $r->getStatusCode() === 202); });",
        );
        assert_eq!(empty.status, Some(202));
    }

    #[test]
    fn broken_code_is_an_error() {
        for code in ["$instance->chain('v3/a", "", "echo 1;", "$a->b(["] {
            assert!(call(code, Method::Get).is_err(), "{code}");
        }
        assert!(fragment("'a' => [").is_err());
        assert_eq!(fragment("'a' => 1, // x").unwrap(), map(json!({"a": 1})));
    }
}
