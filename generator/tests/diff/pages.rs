//! A small documentation before its updates.

/// An operation with a body, an encrypted field, an answer and error codes.
pub(crate) const LAMPS: &str = "openapi/v3/lamps.md";
/// An operation without a body.
pub(crate) const TOWERS: &str = "openapi/v3/towers/{tower_no}.md";
/// A notification.
pub(crate) const LIT: &str = "webhook/v3/LAMP.SUCCESS.md";

pub(crate) fn all() -> Vec<(String, String)> {
    let lit = notification("LAMP.SUCCESS", "`LAMP.SUCCESS` \\| `LAMP.CLOSED` 枚举值之一");
    [(LAMPS, LAMPS_PAGE), (TOWERS, TOWERS_PAGE), (LIT, &lit)]
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .to_vec()
}

const LAMPS_PAGE: &str = "# 点灯 {#post}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| json {data-required} | object |
| out_lamp_no {data-required data-indent=1} | string | 商户灯号
| color {data-indent=1} | string | 颜色<br/>`RED` \\| `GREEN` 枚举值之一
| height {data-indent=1} | integer | 高度
| keeper {data-indent=1} | object | 看守人
| phone {data-indent=2} | string {data-encrypted=by-rsa-pubkey} | 电话
| city {data-indent=2} | string | 城市

{.im-table #request}

```http [json]
POST /v3/lamps HTTP/1.1

{
  \"out_lamp_no\": \"1\"
}
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| lamp_no {data-required} | string {data-maxlength=32} | 灯号
| amount {data-required} | object | 金额
| total {data-indent=1} | integer | 总额

{.im-table #response}

| 错误码 | 状态码 {.type} | 描述 {.desc}
| --- | --- | ---
| PARAM_ERROR | 400 | 参数错误

{.im-table #errors}
";

const TOWERS_PAGE: &str = "# 查塔 {#get}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| tower_no {data-required} | string | 塔号

{.im-table #request}

```http
GET /v3/towers/{tower_no} HTTP/1.1
Path-Param: tower_no=1
```

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| tower_no | string | 塔号
| built_at | string | 建成时间
| height | integer | 高度
| state | string | 状态<br/>`OPEN` \\| `SHUT` 枚举值之一

{.im-table #response}
";

/// A page about events of some names.
pub(crate) fn notification(title: &str, event_types: &str) -> String {
    format!(
        "# {title} {{#post}}

| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}
| --- | --- | ---
| headers {{data-required}} | object | 头参数
| Request-ID {{data-required data-indent=1}} | string | 通知标识
| body {{data-required}} | object | 数据
| id {{data-required data-indent=1}} | string | 通知ID
| event_type {{data-required data-indent=1}} | string | 通知的类型<br/>{event_types}
| resource {{data-required data-indent=1}} | object | 资源
| ciphertext {{data-required data-indent=2}} | string {{data-encrypted=by-aes-gcm}} | 密文
| {{colspan=3 .im-table-line}}
| lamp_no {{data-required data-indent=3}} | string | 灯号
| lit_at {{data-indent=3}} | string | 点亮时间

{{.im-table #request}}

| 应答规范 | 类型 {{.type}} | 描述 {{.desc}}
| --- | --- | ---
| status {{data-required}} | number | 状态码<br/>`20X` \\| `5XX` 枚举值之一
| body | object | 应答内容
| code {{data-indent=1}} | string | 处理结果<br/>`SUCCESS` \\| `FAIL` 枚举值之一
| message {{data-indent=1}} | string | 附加信息

{{.im-table #response}}
"
    )
}
