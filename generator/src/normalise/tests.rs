use crate::dialect::im_table;
use crate::page::Remedy;

use super::page;

fn normalised(path: &str, text: &str) -> String {
    let (read, _) = im_table::parse(path, text);
    page(&read)
}

#[track_caller]
fn assert_stable(path: &str, text: &str) {
    assert_eq!(
        normalised(path, text),
        text,
        "normalising a second time must change nothing"
    );
}

const SINGLE: &str = r#"---
title: 停用券
description: 本接口用于停用券。停用后不可恢复。
---

# {{ $frontmatter.title }} {#post}

{{ $frontmatter.description }}

::: warning :beginner: {.im-redesigned}

本接口已于 `2022.09.08` (北京时间)发布新版，新接口见[这里](/openapi/v3/tickets/stop#post)，仅做留存参考。

:::

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| ticket_id {data-required} | string {data-tooltip="最长32字符"} | 券ID
| query | object {data-required data-tooltip="对应PHP的array"} | 声明请求的查询参数
| brand_id {data-indent=1} | string | 请填写品牌ID
| json {data-required} | object {data-tooltip="对应PHP的array"} | 声明请求的`JSON`数据结构
| reason {data-indent=1 data-required} | string {data-tooltip=密钥「x」 data-encrypted=by-rsa-pubkey} | 停用原因，最多20个字
| meta {data-indent=1} | string {data-encoded-by=json_encode}  | 元信息
| {colspan=3 .im-table-line}
| kind {data-indent=2} | string |种类<br/>`ALL` \| `ONE` 枚举值之一

{.im-table #request}

::: code-group

```php [异步声明式]
$instance->chain('v3/tickets/{ticket_id}/stop')->postAsync([
  'ticket_id' => '1000',
  'query' => ['brand_id' => '7'],
  'json' => [
    'reason' => '卖完了。下次再来',
    'meta' => \json_encode(['kind' => 'ALL']),
  ],
])
->then(static function(\Psr\Http\Message\ResponseInterface $response) {
  print_r($response->getStatusCode() === 204);
})
->wait();
```

:::

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| 空字符串(无返回内容) {align=center colspan=3}

{.im-table #response}

参阅 [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/1) [官方文档](https://pay.weixin.qq.com/doc/v3/partner/2)

一段说明。
"#;

const SINGLE_FACTS: &str = r#"---
title: 停用券
---

# {{ $frontmatter.title }} {#post}

::: warning {.im-redesigned}

`2022.09.08` [新接口](/openapi/v3/tickets/stop#post)

:::

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| ticket_id {data-required} | string | 券ID
| query {data-required} | object |
| brand_id {data-indent=1} | string |
| json {data-required} | object |
| reason {data-required data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 停用原因
| meta {data-indent=1} | string {data-encoded=by-json_encode} | 元信息
| {colspan=3 .im-table-line}
| kind {data-indent=2} | string | 种类<br/>`ALL` \| `ONE` 枚举值之一

{.im-table #request}

```http [json]
POST /v3/tickets/{ticket_id}/stop?brand_id=7 HTTP/1.1
Path-Param: ticket_id=1000

{
  "reason": "卖完了",
  "meta": "{\"kind\":\"ALL\"}"
}
```

```http
HTTP/1.1 204
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| 空字符串 {align=center colspan=3}

{.im-table #response}

参阅 [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/1) [官方文档](https://pay.weixin.qq.com/doc/v3/partner/2)
"#;

#[test]
fn a_page_keeps_its_facts_and_nothing_else() {
    assert_eq!(
        normalised("openapi/v3/tickets/{ticket_id}/stop.md", SINGLE),
        SINGLE_FACTS
    );
    assert_stable("openapi/v3/tickets/{ticket_id}/stop.md", SINGLE_FACTS);
}

#[test]
fn several_operations_on_a_page() {
    let tables = |row: &str| {
        format!(
            "| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\n{{.im-table #request}}\n\n\
             | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{row}\n\n{{.im-table #response}}\n"
        )
    };
    let (one, two) = (tables("| id | string | 单号"), tables("| state | number |"));
    let mixed =
        format!("# 工单 {{#mix}}\n\n## 创建 {{#post}}\n\n创建一个。\n\n{one}\n## 查询 {{#get}}\n\n{two}");
    let facts = format!("# 工单 {{#mix}}\n\n## 创建 {{#post}}\n\n{one}\n## 查询 {{#get}}\n\n{two}");
    assert_eq!(normalised("openapi/v3/jobs.md", &mixed), facts);
    assert_stable("openapi/v3/jobs.md", &facts);

    let flat = format!("# 创建 {{#post}}\n\n{one}\n# 查询 {{#get}}\n\n{two}");
    assert_stable("openapi/v3/jobs.md", &flat);
}

#[test]
fn who_says_a_row_and_how_sure_it_is_are_facts() {
    let rows = "| id {data-required data-confirmed data-origin=x} | string | 单号\n| no {data-one-of=1 data-confirmed} | string | 编号";
    let page = format!(
        "---\ntitle: 工单\n---\n\n# {{{{ $frontmatter.title }}}} {{#post data-origin=x}}\n\n\
         | 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\n{{.im-table #request}}\n\n\
         | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{rows}\n\n{{.im-table #response}}\n"
    );
    assert_stable("openapi/v3/jobs.md", &page);
}

/// A page with one operation, its tables empty but for what is given.
fn plain(request: &str, below: &str) -> String {
    let head = "| 类型 {.type} | 描述 {.desc}\n| --- | --- | ---";
    format!(
        "---\ntitle: 工单\n---\n\n# {{{{ $frontmatter.title }}}} {{#post}}\n\n\
         | 请求参数 {head}\n{request}\n{{.im-table #request}}\n\n\
         | 返回字典 {head}\n| id | string | 单号\n\n{{.im-table #response}}\n\n{below}"
    )
}

const FACTS: &str = r#"```http [json]
HTTP/1.1 200

{
  "id": "1",
  "items": [
    {
      "note": "好"
    }
  ]
}
```

| 错误码 | 状态码 {.type} | 描述 {.desc}
| --- | --- | ---
| PARAM_ERROR | 400 | 参数错误
| NOT_ENOUGH {data-remedy=fix} | 403 | 余额\|不足
| FREQUENCY_LIMITED {data-remedy=retry-later} | 429 | 频率超限
| XML FAIL | |

{.im-table #errors}

| 次数 | 秒数 {.type} | 描述 {.desc}
| --- | --- | ---
| 20 | 1 | 商户号
| 6000 | 60 |

{.im-table #limits}

参阅 [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/1)
"#;

#[test]
fn errors_limits_answers_and_lengths_are_facts() {
    let row = "| json | object |\n| id {data-required data-indent=1} | string {data-minlength=1 data-maxlength=32} | 单号\n";
    let page = plain(row, FACTS);
    assert_stable("openapi/v3/jobs.md", &page);
    let (read, found) = im_table::parse("openapi/v3/jobs.md", &page);
    assert_eq!(found, []);
    let facts = &read.sections[0].facts;
    let error = |at: usize| {
        let one = &facts.errors[at];
        (one.status, &*one.code, one.remedy, &*one.meaning)
    };
    assert_eq!(facts.errors.len(), 4);
    assert_eq!(
        error(1),
        (Some(403), "NOT_ENOUGH", Some(Remedy::Fix), "余额|不足")
    );
    assert_eq!(error(3), (None, "XML FAIL", None, ""));
    let limits: Vec<_> = facts
        .limits
        .iter()
        .map(|one| (one.calls, one.seconds, &*one.scope))
        .collect();
    assert_eq!(limits, [(20, 1, "商户号"), (6000, 60, "")]);
    assert_eq!((facts.answers.len(), facts.answers[0].status), (1, 200));
    assert_eq!(facts.answers[0].body["items"][0]["note"], "好");
}

#[test]
fn of_a_meaning_only_a_term_is_kept_and_rows_that_say_the_same_are_one() {
    let words = FACTS
        .replace(
            "| PARAM_ERROR | 400 | 参数错误\n",
            "| PARAM_ERROR | 400 | 参数错误，请检查\n| PARAM_ERROR | 400 | 参数错误。\n| PARAM_ERROR | 400 | 请检查\n",
        )
        .replace("\"好\"", "\"好。坏。\"");
    assert_eq!(
        normalised("openapi/v3/jobs.md", &plain("", &words)),
        plain("", FACTS)
    );
}

#[test]
fn an_answer_of_v2_is_a_document() {
    let page = plain("", FACTS).replace("```http [json]\nHTTP", "```http [xml]\nHTTP");
    assert_stable("openapi/v2/jobs.md", &page);
}

#[test]
fn a_page_without_operations_keeps_its_title_and_where_it_moved() {
    let moved = "---\ntitle: Moved to /openapi/v3/b\nhead:\n  - - meta\n    - http-equiv: refresh\n      \
                 content: \"0; url=/openapi/v3/b\"\n---\n";
    let prose = moved.replace("head:", "navbar: false\nhead:");
    assert_eq!(normalised("openapi/v3/a.md", &prose), moved);
    assert_stable("openapi/v3/a.md", moved);
    assert_eq!(
        normalised("openapi/index.md", "---\ntitle: 概览\n---\n\n# 概览\n\n全部。\n"),
        "---\ntitle: 概览\n---\n"
    );
}

#[test]
fn titles_that_yaml_would_read_otherwise_are_quoted() {
    for title in ["a: b", "'x'", "true", "- a", "[a]", "10", "a #b"] {
        let text = page(&crate::page::Page {
            title: title.to_owned(),
            ..Default::default()
        });
        assert_eq!(
            im_table::parse("openapi/index.md", &text).0.title,
            title,
            "{text}"
        );
    }
}
