//! A page without a fault in each dialect, with room for one.

use wechatpay_openapi_generator::source::Docs;

pub(crate) const PATH: &str = "openapi/v3/lamps.md";

/// Ten thousand, as the tests are called.
pub(crate) const MANY: usize = 10_000;

const REQUEST: &str = "```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{\"color\": \"RED\"}\n```";

/// What may be put into a page of tables.
pub(crate) struct Table<'t> {
    /// Rows below `json`.
    pub(crate) rows: &'t str,
    pub(crate) sample: &'t str,
    /// Behind the last table.
    pub(crate) prose: &'t str,
    pub(crate) front_matter: &'t str,
}

impl Default for Table<'_> {
    fn default() -> Self {
        Self {
            rows: "| color {data-indent=1} | string | 颜色",
            sample: REQUEST,
            prose: "",
            front_matter: "title: 点灯",
        }
    }
}

impl Table<'_> {
    pub(crate) fn page(&self) -> String {
        let Self {
            rows,
            sample,
            prose,
            front_matter,
        } = self;
        format!(
            "---\n{front_matter}\n---\n\n# 点灯 {{#post}}\n\n\
             | 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n| json | object | 请求体\n{rows}\n\n\
             {{.im-table #request}}\n\n{sample}\n\n\
             | 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n| lit | boolean | 亮否\n\n\
             {{.im-table #response}}\n\n{prose}\n"
        )
    }
}

pub(crate) fn rows(rows: &str) -> String {
    Table {
        rows,
        ..Table::default()
    }
    .page()
}

pub(crate) fn prose(prose: &str) -> String {
    Table {
        prose,
        ..Table::default()
    }
    .page()
}

pub(crate) fn front_matter(lines: &str) -> String {
    let front_matter = &format!("title: 点灯\n{lines}");
    Table {
        front_matter,
        ..Table::default()
    }
    .page()
}

/// A page whose sample is this PHP code.
pub(crate) fn php(code: &str) -> String {
    let sample = &format!("```php\n{code}\n```");
    Table {
        sample,
        ..Table::default()
    }
    .page()
}

/// A page whose sample has this JSON body.
pub(crate) fn json(body: &str) -> String {
    let sample = &format!("```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{body}\n```");
    Table {
        sample,
        ..Table::default()
    }
    .page()
}

/// A page in TypeScript whose request has these members, after other declarations.
pub(crate) fn script(declarations: &str, members: &str) -> String {
    format!(
        "# 点灯 {{#post}}\n\n```js twoslash\nnamespace WeChatPay.OpenAPI.V3 {{\n{declarations}\n\
         interface JsonDataRequest {{\n{members}\n}}\n\
         export interface Lamps {{ post(data: JsonDataRequest): AxiosPromise<{{ lit: boolean }}> }}\n}}\n```\n"
    )
}

/// A page in TypeScript with this sample below the declarations.
pub(crate) fn sampled(sample: &str) -> String {
    let end = format!("\n// ---cut---\n{sample}\n```\n");
    script("", "color: string").replace("\n```\n", &end)
}

/// Something inside itself many times.
pub(crate) fn within(open: &str, core: &str, close: &str) -> String {
    format!("{}{core}{}", open.repeat(MANY), close.repeat(MANY))
}

/// One line for each of many numbers.
pub(crate) fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

pub(crate) fn one(text: &str) -> Docs {
    [(PATH, text)].into_iter().collect()
}
