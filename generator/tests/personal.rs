//! Personal data that a request would send in clear text, though its neighbours are encrypted: each is looked at.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Field, Operation, Type, deep, url};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

/// What personal data is called.
const PERSONAL: [&str; 16] = [
    "姓名",
    "身份证",
    "证件号",
    "证件ID",
    "手机",
    "电话",
    "银行卡号",
    "银行账号",
    "银行帐号",
    "银行账户",
    "户名",
    "开户名称",
    "邮箱",
    "收货地址",
    "居住地址",
    "用户名",
];
/// What has such a word in its name and is none.
const NOT_PERSONAL: [&str; 13] = [
    "照片",
    "有效期",
    "类型",
    "客服",
    "通知",
    "哈希",
    "十六进制",
    "选项",
    "所属地",
    "服务电话",
    "小程序的",
    "公司电话",
    "商户名称",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs")
}

fn request(operation: &Operation) -> impl Iterator<Item = &Field> {
    deep(operation.query.iter().chain(operation.body.fields()))
}

fn is_encrypted(field: &Field) -> bool {
    field.ty.layers().any(|ty| matches!(ty, Type::Sensitive(_)))
}

fn is_personal(field: &Field) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| field.doc.text.contains(word));
    field.ty.item() == &Type::Text && has(&PERSONAL) && !has(&NOT_PERSONAL)
}

/// The version and the product.
fn family(operation: &Operation) -> String {
    url(&operation.location[..operation.location.len().min(2)])
}

/// A field is on the list, with what was decided of it, or the test fails; so is an entry that fits nothing.
#[test]
fn d10_personal_data_in_clear_text_was_looked_at() {
    let docs = Docs::read(&folder()).expect("docs-specs");
    let overrides = Overrides::read(&folder().join("overrides")).expect("overrides");
    let api = read(&docs, &overrides).api;
    let mut encrypted = BTreeSet::new();
    for one in &api.operations {
        let fields = deep(one.request().chain(one.response.fields())).filter(|field| is_encrypted(field));
        encrypted.extend(fields.map(|field| (family(one), field.name.as_str())));
    }
    let mut found = BTreeSet::new();
    for one in &api.operations {
        let speaks = request(one).any(is_encrypted);
        for field in request(one).filter(|field| is_personal(field)) {
            // Beside encrypted ones of its own request, or called like an encrypted one of its product.
            if speaks || encrypted.contains(&(family(one), field.name.as_str())) {
                let line = (
                    one.method.as_str(),
                    url(&one.location),
                    &field.name,
                    &field.doc.text,
                );
                found.insert(format!(
                    "{} {} {} {}",
                    line.0,
                    line.1,
                    line.2,
                    line.3.lines().next().unwrap_or_default()
                ));
            }
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/personal.txt");
    let text = fs::read_to_string(&file).expect("the list");
    let listed: BTreeSet<String> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(str::to_owned)
        .collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "decide by the official page, then encrypt the field by an override or add it to tests/personal.txt: {new:#?}\n\
         no such field, or it is encrypted now: {gone:#?}"
    );
}
