//! Updates of pages with notifications.
use crate::pages::LIT;
use crate::run::Case;
use crate::run::Edit::{Add, Change, Move, Remove};
use crate::{bell, closing};

pub(crate) const CASES: &[Case] = &[
    (
        "notification added",
        &[Add("webhook/v3/BELL.SUCCESS.md", bell)],
        &[
            "minor",
            "notification added: webhook/v3/BELL.SUCCESS :  -> BELL.SUCCESS [webhook::v3::bell_success]",
            "  BELL.SUCCESS as `Event::BellSuccess`",
            "  holds 2 fields",
            "+ src/webhook/v3/bell_success.rs",
            "~ INDEX.md",
            "~ src/webhook.rs",
            "~ src/webhook/v3.rs",
            "> ### Added",
            "> - Notification added: `webhook/v3/BELL.SUCCESS` BELL.SUCCESS.",
        ],
    ),
    (
        "notification removed",
        &[Remove(LIT)],
        &[
            "major",
            "notification removed: webhook/v3/LAMP.SUCCESS : LAMP.SUCCESS ->  [webhook::v3::lamp_success]",
            "~ Cargo.toml",
            "~ INDEX.md",
            "~ src/lib.rs",
            "- src/webhook.rs",
            "- src/webhook/v3.rs",
            "- src/webhook/v3/lamp_success.rs",
            "> ### Removed",
            "> - **Breaking**, notification removed: `webhook/v3/LAMP.SUCCESS` LAMP.SUCCESS.",
        ],
    ),
    (
        "notification moved",
        &[
            Move(LIT, "webhook/v3/LIGHT.SUCCESS.md"),
            Change("webhook/v3/LIGHT.SUCCESS.md", "`LAMP", "`LIGHT"),
        ],
        &[
            "major",
            "delivery: webhook/v3/LIGHT.SUCCESS : LAMP.SUCCESS as LampSuccess, LAMP.CLOSED as LampClosed -> LIGHT.SUCCESS as LightSuccess, LIGHT.CLOSED as LightClosed [webhook::v3::light_success]",
            "notification moved: webhook/v3/LIGHT.SUCCESS : webhook/v3/LAMP.SUCCESS -> webhook/v3/LIGHT.SUCCESS [webhook::v3::light_success]",
            "+ src/webhook/v3/light_success.rs",
            "~ INDEX.md",
            "~ src/webhook.rs",
            "~ src/webhook/v3.rs",
            "- src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, delivery: `webhook/v3/LIGHT.SUCCESS` (LAMP.SUCCESS as LampSuccess, LAMP.CLOSED as LampClosed → LIGHT.SUCCESS as LightSuccess,",
            ">   LIGHT.CLOSED as LightClosed).",
            "> - **Breaking**, notification moved: `webhook/v3/LAMP.SUCCESS` → `webhook/v3/LIGHT.SUCCESS`.",
        ],
    ),
    (
        "notification tells of more",
        &[Change(LIT, "`LAMP.CLOSED`", "`LAMP.CLOSED` \\| `LAMP.BROKEN`")],
        &[
            "minor",
            "event added: webhook/v3/LAMP.SUCCESS :  -> LAMP.BROKEN as LampBroken [webhook::v3::lamp_success]",
            "~ INDEX.md",
            "~ src/webhook.rs",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Added",
            "> - Event added: `webhook/v3/LAMP.SUCCESS` (LAMP.BROKEN as LampBroken).",
        ],
    ),
    (
        "notification tells of less",
        &[Change(
            LIT,
            "`LAMP.SUCCESS` \\| `LAMP.CLOSED` 枚举值之一",
            "`LAMP.SUCCESS` 枚举值",
        )],
        &[
            "major",
            "delivery: webhook/v3/LAMP.SUCCESS : LAMP.CLOSED as LampClosed ->  [webhook::v3::lamp_success]",
            "~ INDEX.md",
            "~ src/webhook.rs",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, delivery: `webhook/v3/LAMP.SUCCESS` (LAMP.CLOSED as LampClosed).",
        ],
    ),
    (
        "cipher changed",
        &[Change(
            LIT,
            "data-encrypted=by-aes-gcm",
            "data-encrypted=by-aes-ecb",
        )],
        &[
            "major",
            "cipher: webhook/v3/LAMP.SUCCESS : AesGcmJson -> AesEcbXml [webhook::v3::lamp_success]",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, cipher: `webhook/v3/LAMP.SUCCESS` (AesGcmJson → AesEcbXml).",
        ],
    ),
    (
        "original type documented",
        &[Change(
            LIT,
            "| ciphertext {data-required data-indent=2}",
            "| original_type {data-required data-indent=2} | string | 类型<br/>`lamp` 枚举值\n| ciphertext {data-required data-indent=2}",
        )],
        &[
            "major",
            "original type: webhook/v3/LAMP.SUCCESS envelope.resource.original_type:  -> lamp [webhook::v3::lamp_success]",
            "~ src/webhook.rs",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, original type: `original_type` (lamp) of `webhook/v3/LAMP.SUCCESS`.",
        ],
    ),
    (
        "notification split in two",
        &[
            Change(
                LIT,
                "`LAMP.SUCCESS` \\| `LAMP.CLOSED` 枚举值之一",
                "`LAMP.SUCCESS` 枚举值",
            ),
            Add("webhook/v3/LAMP.CLOSED.md", closing),
        ],
        &[
            "major",
            "delivery: webhook/v3/LAMP.SUCCESS : LAMP.CLOSED as LampClosed ->  [webhook::v3::lamp_success]",
            "notification split: webhook/v3/LAMP.CLOSED : webhook/v3/LAMP.SUCCESS -> webhook/v3/LAMP.CLOSED [webhook::v3::lamp_closed]",
            "  LAMP.CLOSED as `Event::LampClosed`",
            "  holds 2 fields",
            "+ src/webhook/v3/lamp_closed.rs",
            "~ INDEX.md",
            "~ src/webhook.rs",
            "~ src/webhook/v3.rs",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, delivery: `webhook/v3/LAMP.SUCCESS` (LAMP.CLOSED as LampClosed).",
            "> - **Breaking**, notification split: `webhook/v3/LAMP.SUCCESS` → `webhook/v3/LAMP.CLOSED`.",
        ],
    ),
    (
        "field of a notification",
        &[Change(
            LIT,
            "| lit_at {data-indent=3} | string",
            "| lit_at {data-indent=3} | integer",
        )],
        &[
            "major",
            "type changed: webhook/v3/LAMP.SUCCESS content.lit_at: String -> i64 [webhook::v3::lamp_success::Notification::lit_at]",
            "~ src/webhook/v3/lamp_success.rs",
            "> ### Changed",
            "> - **Breaking**, type changed: `lit_at` (String → i64) of `webhook/v3/LAMP.SUCCESS`.",
        ],
    ),
];
