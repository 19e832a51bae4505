//! Checks that only tell, and checks that are off.

use serde_json::json;
use wechatpay_gateway::check::{Check, Checks, Mode};
use wechatpay_gateway::journal::{Filter, Verdict};

use crate::draft::Draft;
use crate::world::{ask, other_keys, strict, world};

/// A wrong key, an unknown parameter and a long one at once.
fn bad() -> Draft {
    let mut draft = Draft::transfer();
    draft.signature.by = other_keys();
    *draft.at("/colour") = json!("red");
    *draft.at("/transfer_remark") = json!("1".repeat(40));
    draft
}

fn found(checks: Checks) -> (u16, Vec<Check>) {
    let world = world(checks);
    let status = ask(&world, &bad().received()).status().as_u16();
    let entry = world.journal.find(&Filter::default()).pop().unwrap();
    assert_eq!(matches!(entry.verdict, Verdict::Accepted), status == 200);
    (
        status,
        entry.findings.iter().map(|finding| finding.check).collect(),
    )
}

#[test]
fn a_lenient_check_tells_and_serves() {
    let all = [Check::Signature, Check::Length, Check::Unknown];
    assert_eq!(
        found(Checks::all(Mode::Lenient)),
        (200, vec![all[0], all[1], all[2]])
    );
    assert_eq!(found(Checks::all(Mode::Off)), (200, vec![]));
    assert_eq!(found(strict()), (401, vec![]));
}

#[test]
fn one_operation_may_have_its_own_mode() {
    let mut checks = strict();
    checks
        .apply("POST /v3/fund-app/mch-transfer/transfer-bills:signature=lenient")
        .unwrap();
    assert_eq!(found(checks.clone()), (400, vec![Check::Signature]));
    checks
        .apply("POST /v3/fund-app/mch-transfer/transfer-bills:all=off")
        .unwrap();
    assert_eq!(found(checks.clone()), (200, vec![]));
    checks.operations.clear();
    assert_eq!(found(checks), (401, vec![]));
}
