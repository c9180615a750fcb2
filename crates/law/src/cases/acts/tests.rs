//! The lines of the acts are whole, and true of what the acts do.

use jiff::civil::{Date, date};

use super::*;
use crate::cases::{Channel, Clock, Delivery, Event, OnTheWay, Party, ReplyOrder, Rules, Standing, What};
use crate::codes::{Ending, Route, TableThreeRow};
use crate::fees::{Charge, Tariff};
use crate::wording;

const ON: Date = date(2025, 3, 4);

const fn asked() -> What {
    What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    }
}

const fn reasons() -> What {
    What::ReasonsRequested {
        respond_by: None,
        received_on: None,
    }
}

fn lost() -> What {
    What::Undelivered(OnTheWay::of(&event(asked())).unwrap())
}

fn reached() -> What {
    What::Reached(OnTheWay::of(&event(asked())).unwrap())
}

/// One event of each act, and what must have happened before.
fn samples() -> Vec<(What, Vec<What>)> {
    let online = || What::Received {
        channel: Channel::Online,
        arrived_on: None,
        confirmed_on: Some(None),
    };
    let consulted = || What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("某某公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    let objects = || What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("某某公司".into()),
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let charged = || What::FeeNotified {
        received_on: Some(ON),
    };
    let replied = || What::replied(TableThreeRow::Granted);
    let after = |more: Vec<What>| [vec![online(), What::Confirmed {}], more].concat();
    vec![
        (
            What::Received {
                channel: Channel::InPerson,
                arrived_on: None,
                confirmed_on: None,
            },
            vec![],
        ),
        (What::Confirmed {}, vec![online()]),
        (asked(), after(vec![])),
        (What::Corrected {}, after(vec![asked()])),
        (consulted(), after(vec![])),
        (objects(), after(vec![consulted()])),
        (
            What::OverrideNotified {
                name: Some("某某公司".into()),
                not_before: Some(date(2025, 4, 1)),
                received_on: None,
                content: None,
            },
            after(vec![consulted(), objects()]),
        ),
        (
            What::Extended {
                days: 20,
                approved_by: "王某".into(),
            },
            after(vec![]),
        ),
        (charged(), after(vec![])),
        (What::FeePaid {}, after(vec![charged()])),
        (reasons(), after(vec![])),
        (What::ReasonsGiven {}, after(vec![reasons()])),
        (
            What::Delayed {
                until: date(2025, 6, 30),
            },
            after(vec![reasons(), What::ReasonsGiven {}]),
        ),
        (replied(), after(vec![])),
        (
            What::Delivered {
                how: Delivery::InPerson,
            },
            after(vec![replied()]),
        ),
        (What::Withdrawn {}, after(vec![])),
        (
            What::ReplyOrdered(ReplyOrder {
                route: Route::Reconsideration,
                ending: Ending::Revoked,
                authority: "某市人民政府".into(),
                number: "某政复决〔2025〕3号".into(),
                dated: ON,
                by: None,
                days: Some(20),
                from: None,
            }),
            after(vec![
                replied(),
                What::Delivered {
                    how: Delivery::InPerson,
                },
            ]),
        ),
        (What::FoundClear {}, after(vec![])),
        (lost(), after(vec![asked()])),
        (reached(), after(vec![asked()])),
    ]
}

fn event(what: What) -> Event {
    Event { on: ON, what }
}

fn clocks(whats: &[What]) -> Vec<Clock> {
    let events: Vec<Event> = whats.iter().cloned().map(event).collect();
    Standing::of(&events, &Rules::default(), ON).map_or_else(|_| Vec::new(), |standing| standing.clocks)
}

#[test]
fn every_act_has_its_line_and_a_sample() {
    let sampled: Vec<Act> = samples().iter().map(|(what, _)| what.act()).collect();
    assert_eq!(sampled, Act::ALL);
    let mut recorded: Vec<Recorded> = Act::ALL.iter().map(|act| act.spec().recorded).collect();
    recorded.dedup();
    assert_eq!(
        recorded.len(),
        Act::ALL.len(),
        "the log tells each from the others"
    );
    for act in Act::ALL {
        let spec = act.spec();
        assert!(!spec.to_applicant.is_empty() && !spec.rule.says.is_empty() && !spec.rule.article.is_empty());
        assert!(!spec.rule.says.ends_with('。'), "{act:?}");
    }
}

#[test]
fn the_wording_of_an_act_speaks_only_of_its_fields() {
    for act in Act::ALL {
        let spec = act.spec();
        let named = [spec.words, spec.to_applicant].map(wording::slots).concat();
        assert!(
            named.iter().all(|name| spec.fields.contains(name)),
            "{act:?}: {named:?}"
        );
    }
}

#[test]
fn an_act_moves_the_clock_its_line_names() {
    for (what, before) in samples() {
        let act = what.act();
        let earlier = clocks(&before);
        let later = clocks(&[before, vec![what]].concat());
        let of = |clocks: &[Clock], name| -> Vec<Clock> {
            clocks
                .iter()
                .filter(|clock| clock.name == name)
                .cloned()
                .collect()
        };
        match act.spec().clock {
            Some(name) => assert_ne!(of(&earlier, name), of(&later, name), "{act:?}"),
            // Once it is answered nobody asks whether it needs a correction.
            None if act == Act::Replied => {
                assert_eq!(of(&earlier, ClockName::Reply), of(&later, ClockName::Reply));
            }
            // Which clock is undone, the letter says.
            None if act == Act::Undelivered => assert_ne!(earlier, later),
            // Which clock begins with it too; here the letter came the day it was sent.
            None if act == Act::Reached => assert_eq!(earlier, later),
            None => assert_eq!(earlier, later, "{act:?}"),
        }
    }
}

#[test]
fn an_event_is_told_to_the_desk_with_names_and_to_the_applicant_without() {
    let lines: Vec<String> = samples()
        .into_iter()
        .map(|(what, _)| {
            let event = event(what);
            format!("{}；{}", event.line(), event.told_to_applicant(true))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "2025-03-04 收到申请（当面提交）；申请送到（当面提交）",
            "2025-03-04 与申请人确认收到；双方确认收到申请",
            "2025-03-04 告知补正；告知您补正",
            "2025-03-04 收到补正；收到您的补正",
            "2025-03-04 征求意见（第三方（某某公司））；征求第三方的意见",
            "2025-03-04 收到意见（第三方（某某公司）：不同意公开）；收到第三方的意见",
            "2025-03-04 告知第三方决定公开（某某公司，2025-04-01 前不提供信息）；书面告知第三方决定公开的内容和理由",
            "2025-03-04 延长答复期限（延长 20 个工作日，王某同意）；答复期限延长20个工作日",
            "2025-03-04 通知缴费（申请人 2025-03-04 收到）；通知您缴纳信息处理费",
            "2025-03-04 申请人缴费；信息处理费已缴清",
            "2025-03-04 要求说明理由；请您说明理由",
            "2025-03-04 收到理由；收到您说明的理由",
            "2025-03-04 确定延迟答复期限（延迟至 2025-06-30 前）；确定延迟答复的期限：2025年6月30日",
            "2025-03-04 作出答复（予以公开）；作出答复",
            "2025-03-04 送达（直接送达）；答复送出（直接送达）",
            "2025-03-04 申请人撤回；您撤回了申请",
            "2025-03-04 复议、诉讼责令答复（某市人民政府，某政复决〔2025〕3号，2025-03-04，撤销，限 20 个工作日内）；收到某市人民政府的决定、判决（某政复决〔2025〕3号），本机关将重新办理并答复您",
            "2025-03-04 内容明确、无需补正；申请内容明确",
            "2025-03-04 文书退回、没有送达（2025年3月4日告知补正的文书）；寄出的文书被退回，没有送达，将重新送达",
            "2025-03-04 对方收到文书（2025年3月4日告知补正的文书）；寄出的文书已经收到",
        ]
    );
    let asked = event(What::CorrectionRequested {
        respond_by: Some(date(2025, 3, 24)),
        received_on: None,
    });
    assert_eq!(
        (asked.words().as_str(), asked.told_to_applicant(true).as_str()),
        ("补正期限至 2025-03-24", "告知您补正，期限至2025年3月24日")
    );
}

#[test]
fn a_correction_says_what_is_to_be_corrected_and_a_fee_is_one() {
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    let fields = |what: &What, note, charge| -> Vec<&'static str> {
        what.lacks(note, charge)
            .into_iter()
            .map(|why| why.field)
            .collect()
    };
    assert_eq!(fields(&asked, " ", None), ["note"]);
    assert!(fields(&asked, "请写明文号", None).is_empty());
    let charged = What::FeeNotified { received_on: None };
    let pages = |quantity| {
        Some(Charge {
            tariff: Tariff::Pages,
            quantity,
        })
    };
    assert_eq!(fields(&charged, "", None), ["tariff"]);
    assert_eq!(fields(&charged, "", pages(30)), ["quantity"]);
    assert!(fields(&charged, "", pages(31)).is_empty());
    assert!(fields(&What::Corrected {}, "", None).is_empty());
}
