//! A placement through its events, and what can't happen to one.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn done() -> What {
    What::Done {
        proof: "https://mp.weixin.qq.com/s/AbC".to_owned(),
        push: Some(Push::Mass),
    }
}

fn lost() -> What {
    What::Lost {
        reason: "提交后页面没有反应".to_owned(),
    }
}

fn failed() -> What {
    What::Failed {
        reason: "管理员没有确认".to_owned(),
    }
}

fn withdrawal() -> What {
    What::WithdrawalAsked {
        reason: "内容有误".to_owned(),
    }
}

fn gone() -> What {
    What::Gone {
        proof: "打开原链接，显示已被发布者删除".to_owned(),
    }
}

fn seen(differences: &[&str]) -> What {
    What::Seen {
        differences: differences.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn through(kind: OutletKind, events: &[What]) -> Result<Placement, String> {
    let begun = Placement::asked(kind, at(0));
    (1..).zip(events).try_fold(begun, |placement, (second, what)| {
        let event = Event {
            what: what.clone(),
            at: at(second),
        };
        placement.after(&event).map_err(|why| why.message)
    })
}

fn standing(events: &[What]) -> Result<Standing, String> {
    through(OutletKind::OfficialAccount, events).map(|placement| placement.standing)
}

#[test]
fn a_placement_stands_where_its_events_leave_it() {
    for (events, expected) in [
        (vec![], Standing::Asked),
        (vec![What::Drafted], Standing::Drafted),
        (vec![What::Drafted, What::Sent], Standing::AwaitingLink),
        (vec![What::Drafted, What::Sent, done()], Standing::Done),
        (vec![done()], Standing::Done),
        (vec![done(), seen(&[])], Standing::Equal),
        (vec![done(), seen(&["3→8"])], Standing::Differs),
        (vec![done(), seen(&["3→8"]), seen(&[])], Standing::Equal),
        (vec![failed()], Standing::Failed),
        (vec![What::Sent, failed(), What::Drafted], Standing::Drafted),
        (vec![done(), withdrawal()], Standing::WithdrawalAsked),
        (vec![What::Sent, withdrawal()], Standing::WithdrawalAsked),
        (vec![done(), withdrawal(), gone()], Standing::Gone),
        // What never went out has nothing to take back.
        (vec![What::Drafted, withdrawal()], Standing::Dropped),
    ] {
        assert_eq!(standing(&events), Ok(expected), "{events:?}");
    }
}

#[test]
fn each_instant_and_its_proof_is_kept() {
    let placement = through(
        OutletKind::OfficialAccount,
        &[What::Drafted, done(), seen(&["3→8"]), withdrawal(), gone()],
    )
    .unwrap();
    assert_eq!(placement.asked_at, at(0));
    assert_eq!(placement.done_at, Some(at(2)));
    assert_eq!(placement.seen_at, Some(at(3)));
    assert_eq!(placement.gone_at, Some(at(5)));
    assert_eq!(placement.push, Some(Push::Mass));
    assert_eq!(placement.proof.as_deref(), Some("https://mp.weixin.qq.com/s/AbC"));
    assert_eq!(placement.differences, ["3→8"]);
}

#[test]
fn a_lost_answer_is_resolved_by_looking_never_by_sending_again() {
    assert_eq!(standing(&[lost()]), Ok(Standing::Unknown));
    for again in [What::Drafted, What::Sent, lost(), failed()] {
        let why = standing(&[lost(), again.clone()]).unwrap_err();
        let is_told = why.contains("先到对方那里查看") || why.contains("结果不明");
        assert!(is_told, "{again:?}: {why}");
    }
    // It was found there, or it was not.
    assert_eq!(standing(&[lost(), done()]), Ok(Standing::Done));
    let not_found = What::NotFound {
        proof: "后台发表记录中没有".to_owned(),
    };
    let looked = [lost(), not_found.clone()];
    assert_eq!(standing(&looked), Ok(Standing::Failed));
    assert_eq!(
        standing(&[lost(), not_found, What::Drafted, What::Sent]),
        Ok(Standing::AwaitingLink)
    );
    // Nobody knows whether it stands there: a withdrawal makes its task all the same.
    assert_eq!(standing(&[lost(), withdrawal()]), Ok(Standing::WithdrawalAsked));
}

#[test]
fn what_stands_there_is_not_placed_again_and_what_was_not_asked_back_is_not_gone() {
    assert!(
        standing(&[done(), What::Sent])
            .unwrap_err()
            .contains("不能再次发布")
    );
    assert!(
        standing(&[done(), gone()])
            .unwrap_err()
            .contains("还没有要求撤下")
    );
    assert!(standing(&[seen(&[])]).unwrap_err().contains("无从核对"));
    assert!(standing(&[done(), withdrawal(), gone(), done()]).is_err());
    // A screen has no link to follow: it is done with its evidence, or not.
    assert!(
        through(OutletKind::HallScreen, &[What::Sent])
            .unwrap_err()
            .contains("不用回填")
    );
}

#[test]
fn proof_and_reason_say_something() {
    let blank = |what: What| standing(&[what]).unwrap_err();
    assert!(
        blank(What::Done {
            proof: " ".to_owned(),
            push: None
        })
        .contains("凭据")
    );
    assert!(
        blank(What::Failed {
            reason: String::new()
        })
        .contains("原因")
    );
}

#[test]
fn events_are_kept_as_they_are_read() {
    for what in [
        What::Asked,
        What::Drafted,
        What::Sent,
        done(),
        lost(),
        failed(),
        seen(&["3→8"]),
        withdrawal(),
        gone(),
    ] {
        let text = serde_json::to_string(&what).unwrap();
        assert_eq!(serde_json::from_str::<What>(&text).unwrap(), what, "{text}");
    }
    assert!(serde_json::from_str::<What>(r#"{"event":"recalled"}"#).is_err());
}

#[test]
fn a_push_of_three_of_which_one_was_never_approved_is_refused_by_name() {
    let piece = |title, place, is_approved| PushPiece {
        title,
        place,
        is_approved,
    };
    let limits = Limits::default();
    let good = [piece("一", 1, true), piece("二", 2, true), piece("三", 3, true)];
    assert_eq!(push_faults(&good, &limits), []);
    let bad = [
        piece("一", 1, true),
        piece("征地公告", 2, false),
        piece("三", 3, true),
    ];
    let faults = push_faults(&bad, &limits);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.contains("“征地公告”没有经过审核发布"));
    let twice = [piece("一", 1, true), piece("二", 1, true)];
    assert!(push_faults(&twice, &limits)[0].message.contains("都填了第 1 篇"));
    let nine: Vec<PushPiece<'_>> = (1..=9).map(|place| piece("题", place, true)).collect();
    assert!(push_faults(&nine, &limits)[0].message.contains("最多8个"));
}

#[test]
fn the_page_of_a_deleted_article_says_so() {
    assert_eq!(
        gone_words("微信公众平台 该内容已被发布者删除"),
        Some("该内容已被发布者删除")
    );
    assert_eq!(gone_words("先进制造业开发区召开企业座谈会"), None);
}

#[test]
fn the_end_of_the_verification_is_told_a_month_before() {
    let limits = Limits::default();
    let left = |month, day| verification_left(date(2025, 6, 30), date(2025, month, day), &limits);
    assert_eq!(left(5, 30), None);
    assert_eq!(left(5, 31), Some(30));
    assert_eq!(left(6, 30), Some(0));
    assert_eq!(left(7, 2), Some(-2));
}

#[test]
fn copied_by_hand_it_needs_no_cover_and_no_upload_but_keeps_its_limits() {
    let rendition = Rendition {
        title: "题".repeat(33),
        content: r#"<table style="width:450px"></table>"#.to_owned(),
        images: vec![
            Image {
                address: "https://a.gov.cn/1.png".to_owned(),
                bytes: 10,
            },
            Image {
                address: "https://a.gov.cn/2.png".to_owned(),
                bytes: 1_258_291,
            },
        ],
        ..Rendition::default()
    };
    let by_hand = rendition.by_hand(&Limits::default());
    let fields: Vec<&str> = by_hand.faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["title", "images"]);
    assert!(by_hand.hints[0].message.contains("表格宽450像素"));
}

fn any_what() -> impl Strategy<Value = What> {
    prop::sample::select(vec![
        What::Drafted,
        What::Sent,
        done(),
        lost(),
        failed(),
        seen(&[]),
        seen(&["3→8"]),
        withdrawal(),
        gone(),
        What::NotFound {
            proof: "没有".to_owned(),
        },
    ])
}

proptest! {
    #[test]
    fn nothing_goes_out_twice_whatever_is_recorded(events in prop::collection::vec(any_what(), 0..12)) {
        let mut placement = Placement::asked(OutletKind::OfficialAccount, at(0));
        let mut sent = 0;
        for (second, what) in (1..).zip(events) {
            // Whoever looked and found nothing, or was told that it failed, may send again.
            if matches!(what, What::Failed { .. } | What::NotFound { .. })
                && placement.clone().after(&Event { what: what.clone(), at: at(second) }).is_ok() {
                sent = 0;
            }
            let is_sending = matches!(what, What::Sent | What::Lost { .. });
            if let Ok(next) = placement.clone().after(&Event { what, at: at(second) }) {
                placement = next;
                sent += u32::from(is_sending);
                prop_assert!(sent <= 1);
            }
        }
    }
}
