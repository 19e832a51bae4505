//! Updates of how an operation is called, and of what is said of it.
use crate::pages::{LAMPS, TOWERS};
use crate::run::Case;
use crate::run::Edit::{Change, Override};

const BODY: &str = "| json {data-required} | object |\n";

pub(crate) const CASES: &[Case] = &[
    (
        "number of the merchant's own lost",
        &[Change(
            LAMPS,
            "out_lamp_no {data-required data-indent=1}",
            "out_lamp_no {data-indent=1}",
        )],
        &[
            "major",
            "repetition: POST /v3/lamps : once, by out_lamp_no -> each [v3::lamps::post]",
            "required: POST /v3/lamps body.out_lamp_no: required -> optional [v3::lamps::post::Request::out_lamp_no]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, repetition: `POST /v3/lamps` (once, by out_lamp_no → each).",
        ],
    ),
    (
        "official page added",
        &[Change(
            TOWERS,
            "{.im-table #response}\n",
            "{.im-table #response}\n\n参阅 [官方文档](https://pay.weixin.qq.com/doc/v3/merchant/4000000001)\n",
        )],
        &[
            "patch",
            "links: GET /v3/towers/{tower_no} :  -> https://pay.weixin.qq.com/doc/v3/merchant/4000000001 [v3::towers::tower_no::get]",
            "~ INDEX.md",
            "~ src/v3/towers/tower_no.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "address changed by an override",
        &[Override(
            "[[path]]\npage = 'openapi/v3/lamps'\nseen = 'v3/lamps'\nvalue = 'v3/lights'\nreason = 'r'\n\
             [[allow]]\npage = 'openapi/v3/lamps'\ncode = 'IM023'\nsays = 'v3/lights'\nreason = 'r'\n",
        )],
        &[
            "major",
            "address: POST /v3/lamps : /v3/lamps -> /v3/lights [v3::lamps::post]",
            "  now: overrides/update.toml:4: r",
            "~ INDEX.md",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, address: `POST /v3/lamps` (/v3/lamps → /v3/lights).",
        ],
    ),
    (
        "client certificate needed",
        &[Change(
            LAMPS,
            BODY,
            "| security {data-required} | `true` |\n| json {data-required} | object |\n",
        )],
        &[
            "major",
            "call: POST /v3/lamps :  -> client certificate [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> ### Changed",
            "> - **Breaking**, call: `POST /v3/lamps` (client certificate).",
        ],
    ),
    (
        "limit documented",
        &[Change(
            LAMPS,
            "{.im-table #errors}\n",
            "{.im-table #errors}\n\n| 次数 | 秒数 {.type} | 描述 {.desc}\n| --- | --- | ---\n| 10 | 1 | 商户号\n\n{.im-table #limits}\n",
        )],
        &[
            "patch",
            "limit: POST /v3/lamps :  -> 10 in 1 s 商户号 [v3::lamps::post]",
            "~ src/v3/lamps.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "title changed",
        &[Change(TOWERS, "# 查塔 {#get}", "# 看塔 {#get}")],
        &[
            "patch",
            "title: GET /v3/towers/{tower_no} : 查塔 -> 看塔 [v3::towers::tower_no::get]",
            "~ INDEX.md",
            "~ src/v3/towers/tower_no.rs",
            "> Nothing that users notice.",
        ],
    ),
    (
        "closed to new ones",
        &[Change(
            TOWERS,
            "# 查塔 {#get}\n",
            "# 查塔 {#get}\n\n::: warning {.im-privated}\n\n`2026.01.01`\n\n:::\n",
        )],
        &[
            "patch",
            "status: GET /v3/towers/{tower_no} :  -> Privated 2026.01.01 [v3::towers::tower_no::get]",
            "~ src/v3/towers/tower_no.rs",
            "> Nothing that users notice.",
        ],
    ),
];
