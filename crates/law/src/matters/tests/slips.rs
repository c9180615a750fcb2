//! What is printed of a matter says what the record says, and nothing of what has not happened.

use super::*;

fn facts(standing: &Standing) -> SlipFacts<'_> {
    SlipFacts {
        organ: "示例开发区管理委员会",
        phone: "0379-00000000",
        number: "MJXJ01BJ-2025-0001",
        kind_label: "咨询",
        title: "厂房何时交付",
        words: "请答复二期厂房何时交付。",
        place: "",
        asker: "洛阳＊＊有限公司",
        outside: None,
        assignment_note: "请于本周内联系",
        answer: "四月一日起交付。",
        standing,
    }
}

/// All that a paper says.
fn said(kind: SlipKind, standing: &Standing) -> String {
    let slip = slip(kind, &facts(standing)).unwrap();
    let mut said = Vec::new();
    for row in &slip.rows {
        match row {
            SlipRow::Pair(fields) => {
                said.extend(fields.iter().map(|(label, value)| format!("{label}：{value}")));
            }
            SlipRow::Wide(label, value) | SlipRow::Signed(label, value) => {
                said.push(format!("{label}：{value}"));
            }
        }
    }
    said.join("\n")
}

#[test]
fn nothing_is_printed_of_what_has_not_happened() {
    let mut events = vec![received("2025-03-03")];
    let refused = |events: &[Event], kind: SlipKind| {
        let standing = standing(events, &[], "2025-03-20");
        slip(kind, &facts(&standing)).is_err()
    };
    assert!(SlipKind::ALL.iter().all(|kind| refused(&events, *kind)));
    events.push(event("2025-03-03", "assigned", json!({"to": "建设科"})));
    assert!(!refused(&events, SlipKind::Acceptance) && !refused(&events, SlipKind::Assignment));
    assert!(refused(&events, SlipKind::Answer));
    events.push(event("2025-03-04", "taken", json!({"by": "建设科"})));
    events.push(plain("2025-03-05", "answered"));
    assert!(SlipKind::ALL.iter().all(|kind| !refused(&events, *kind)));
    let declined = [
        received("2025-03-03"),
        event("2025-03-03", "declined", json!({"ground": "unlawful"})),
    ];
    assert!(SlipKind::ALL.iter().all(|kind| refused(&declined, *kind)));
}

#[test]
fn a_paper_names_the_days_the_record_has() {
    let events = [
        received("2025-03-03"),
        event("2025-03-03", "assigned", json!({"to": "建设科"})),
    ];
    let given = standing(&events, &[], "2025-03-03");
    let told = said(SlipKind::Assignment, &given);
    for words in [
        "交办给：建设科",
        "交办之日：2025年3月3日",
        "退回期限：2025年3月4日",
        "答复期限：2025年3月10日（含当日）",
        "交办意见：请于本周内联系",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // A rule taken from elsewhere binds nobody here, and none is named to whoever asked.
    let told = said(SlipKind::Acceptance, &given);
    assert!(
        told.contains("受理之日：2025年3月3日") && !told.contains("参照"),
        "{told}"
    );
    let own = standing(&events, &["answer=3wd"], "2025-03-03");
    assert!(said(SlipKind::Acceptance, &own).contains("答复期限：2025年3月6日"));
    let events = [
        events.to_vec(),
        vec![
            event("2025-03-04", "taken", json!({"by": "建设科"})),
            plain("2025-03-05", "answered"),
        ],
    ]
    .concat();
    let told = said(SlipKind::Answer, &standing(&events, &[], "2025-03-06"));
    assert!(
        told.contains("答复：四月一日起交付。")
            && told.contains("2025年3月26日前（含当日）")
            && told.contains("2025年3月5日"),
        "{told}"
    );
    // Once the window has closed it is not offered any more.
    let told = said(SlipKind::Answer, &standing(&events, &[], "2025-12-01"));
    assert!(told.contains("可以再次提出"), "{told}");
}
