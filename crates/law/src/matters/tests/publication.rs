//! What is shown of a matter: by the asker's wish, redacted, reviewed.

use super::*;

fn kind(code: &str) -> &'static Kind {
    kinds().iter().find(|kind| kind.code == code).unwrap()
}

fn hiding(text: &str, words: &str) -> RedactedCopy {
    let at = text.find(words).unwrap();
    let span = HiddenSpan {
        span: at..at + words.len(),
        reason: HideReason::Contact,
    };
    OwnWords::new(text).redacted(&[span]).unwrap()
}

#[test]
fn what_is_wished_redacted_answered_and_reviewed_is_shown() {
    let copy = hiding("我是王建国，厂房租金多少？", "王建国");
    let showing = Showing {
        kind: kind("firm"),
        is_wished: true,
        question: Some(&copy),
        answer: Some("标准厂房每平方米每月十二元。"),
        askers: &["王建国", "13800138000"],
        is_reviewed: true,
        hidden: None,
    };
    assert_eq!(showing.blockers(), []);
    assert_eq!(copy.text(), "我是＊＊＊，厂房租金多少？");
    let fields =
        |showing: Showing<'_>| -> Vec<&str> { showing.blockers().iter().map(|one| one.field).collect() };
    for (changed, field) in [
        (
            Showing {
                kind: kind("complaint"),
                ..showing
            },
            "kind",
        ),
        (
            Showing {
                is_wished: false,
                ..showing
            },
            "wish",
        ),
        (
            Showing {
                question: None,
                ..showing
            },
            "question",
        ),
        (
            Showing {
                answer: None,
                ..showing
            },
            "answer",
        ),
        (
            Showing {
                answer: Some("王建国您好，每月十二元。"),
                ..showing
            },
            "answer",
        ),
        (
            Showing {
                is_reviewed: false,
                ..showing
            },
            "review",
        ),
        (
            Showing {
                hidden: Some(HideGround::NotWished),
                ..showing
            },
            "hidden",
        ),
    ] {
        assert_eq!(fields(changed), [field]);
    }
}

#[test]
fn a_number_that_was_not_hidden_keeps_the_copy_in() {
    let text = "请回电13912345678，身份证11010519491231002X。";
    let copy = hiding(text, "请回电");
    let showing = Showing {
        kind: kind("help"),
        is_wished: true,
        question: Some(&copy),
        answer: Some("已经办妥。"),
        askers: &[],
        is_reviewed: true,
        hidden: None,
    };
    let told: Vec<String> = showing.blockers().into_iter().map(|one| one.message).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("身份证号") && !told[0].contains("19491231"),
        "masked: {told:?}"
    );
    assert!(told[1].contains("手机号码"));
}
