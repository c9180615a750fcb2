//! Every letter can be filled, says what its kind must say, and is found out when an edit takes it away.

mod beside;
mod golden;
mod told;

use jiff::civil::date;

use super::*;
use crate::cases::decision::tests::complete;
use crate::cases::remedies::Settings;
use crate::cases::{Channel, Party};
use crate::fees::{Charge, Tariff};

fn facts(outcome: Outcome) -> LetterFacts {
    let (mut decision, history) = complete(outcome);
    // What is withheld for the third party's sake is heeded; whole grants override it.
    if outcome != Outcome::PartlyGranted {
        decision.public_interest.content = "检测报告".into();
        decision.public_interest.reasons = "关系饮用水安全".into();
    }
    LetterFacts {
        organ: "洛阳市孟津区人民政府办公室".into(),
        contact: "政务公开股，0379-00000000".into(),
        number: Some(number("孟公复", 2026, 3)),
        applicant: "李明".into(),
        received_on: Some(date(2026, 3, 2)),
        address: "河南省洛阳市孟津区桂花大道1号（471100）".into(),
        is_person: true,
        channel: Some(Channel::RegisteredPost),
        request_number: "20260302001".into(),
        request: "滨河路改造方案".into(),
        due_on: Some(date(2026, 3, 30)),
        query_code: "见提交申请时取得的回执".into(),
        decision: Some(decision),
        history,
        past: past(outcome),
        remedies: Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            ..Settings::default()
        },
        is_delivered_online: true,
        file: file(),
        correcting: Correcting {
            items: vec!["请写明信息的名称或者文号".into()],
            respond_by: Some(date(2026, 3, 20)),
            period: String::new(),
            grounds: vec![CorrectionGround::Description],
            excess: String::new(),
        },
        deferral: Deferral {
            until: Some(date(2026, 4, 28)),
            days: 20,
            awaits_opinion: false,
            reasons: "需要查找的档案较多".into(),
            is_approved: true,
            approved_by: "王主任".into(),
        },
        consulted: Consulted {
            name: "洛阳某建设有限公司".into(),
            content: "施工合同".into(),
            party: Some(Party::ThirdParty),
            reply_by: Some(date(2026, 3, 10)),
            asked_on: Some(date(2026, 3, 5)),
            asked_number: "孟公复征〔2026〕1号".into(),
            answered_on: Some(date(2026, 3, 16)),
            doubts: "合同中的投资数据是否可以公开，有关规定没有明确".into(),
            ..Consulted::default()
        },
        fee: Fee {
            charge: Some(Charge {
                tariff: Tariff::Pages,
                quantity: 68,
            }),
            counted: "提供的信息共68页".into(),
            way_to_pay: "凭缴款码缴纳".into(),
            keeps_running: false,
        },
        record: Record {
            content: "出生日期".into(),
            evidence: "户口簿复印件".into(),
            corrected: "已改正".into(),
            forwarded_to: "孟津区公安局".into(),
            ends_case: false,
            declined: "登记的出生日期与户口登记一致".into(),
            grounds: Some(DeclineGround::Accurate),
        },
        delivery: Delivery {
            addressee: "李明".into(),
            papers: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
            way: "邮寄送达".into(),
            address: "洛阳市".into(),
            tracking_number: "XA41000000001".into(),
            signed_for: String::new(),
            returned: String::new(),
            witness: String::new(),
        },
        asked_for: Some(AskedFor {
            from: date(2025, 3, 3),
            through: date(2026, 3, 2),
            applications: 63,
        }),
        ..LetterFacts::default()
    }
}

fn file() -> FileFacts {
    FileFacts {
        applicant_kind: "自然人".into(),
        identity: "居民身份证 4103****1234".into(),
        contacts: "洛阳市某路1号；0379-00000000".into(),
        wanted: "纸质，邮寄".into(),
        events: vec![
            "2026年3月2日收到申请（挂号信、特快专递）".into(),
            "2026年3月20日作出答复".into(),
        ],
        registered_by: "王五".into(),
        handler: "王五".into(),
        letter: "《政府信息公开申请答复书》（孟公复〔2026〕3号）".into(),
        proposed: None,
        due: "2026年3月30日".into(),
        opinions: vec![
            "合法性审查：同意（赵六，2026-03-18 10:00）".into(),
            "保密审查：不涉密，同意（钱七，2026-03-19 09:30）".into(),
        ],
        transfers: vec!["2024年部门预算（提供，1个文件，12页，SM3 1ab2）".into()],
        papers: vec![
            "政府信息公开申请（20260302001，2026-03-02）".into(),
            "政府信息公开申请答复书（孟公复答〔2026〕3号，2026-03-20）".into(),
        ],
    }
}

/// What a reply of this outcome tells of what was asked before.
fn past(outcome: Outcome) -> Past {
    let asked = |number: &str| Notice {
        number: number.into(),
        delivered: Some((crate::cases::Delivery::Post, date(2026, 3, 4))),
        tracking_number: "XA41000000001".into(),
        due_on: Some(date(2026, 3, 20)),
        ..Notice::made(date(2026, 3, 4))
    };
    match outcome {
        Outcome::OtherwiseUncorrected => Past {
            correction: Some(asked("孟公复补〔2026〕1号")),
            ..Past::default()
        },
        Outcome::UnavailableStillUnclear => Past {
            correction: Some(Notice {
                answered_on: Some(date(2026, 3, 18)),
                ..asked("孟公复补〔2026〕1号")
            }),
            ..Past::default()
        },
        Outcome::OtherwiseUnpaid => Past {
            fee: Some(Notice {
                fen: 38_000,
                received_on: Some(date(2026, 3, 6)),
                ..asked("孟公复费〔2026〕1号")
            }),
            ..Past::default()
        },
        Outcome::NotProcessedExcessive => Past {
            reasons: Some(Notice {
                answered_on: Some(date(2026, 3, 12)),
                ..asked("孟公复理〔2026〕1号")
            }),
            ..Past::default()
        },
        Outcome::OtherwiseWithdrawn => Past {
            withdrawn_on: Some(date(2026, 3, 9)),
            ..Past::default()
        },
        _ => Past::default(),
    }
}

fn process() -> impl Iterator<Item = LetterKind> {
    LetterKind::ALL.iter().copied().filter(|kind| !kind.is_reply())
}

fn fields(letter: &Letter, facts: &LetterFacts) -> Vec<&'static str> {
    gaps(letter, letter.kind, facts)
        .into_iter()
        .map(|gap| gap.field)
        .collect()
}

#[test]
fn every_outcomes_reply_is_filled_without_gaps() {
    for outcome in Outcome::ALL {
        let facts = facts(*outcome);
        let letter = fill(LetterKind::of(*outcome), &facts);
        assert_eq!(
            gaps(&letter, letter.kind, &facts),
            [],
            "{outcome:?}\n{}",
            letter.text()
        );
        assert_eq!(letter.title, outcome.title());
        assert!(!letter.text().contains("。。"), "{}", letter.text());
    }
}

#[test]
fn every_letter_of_procedure_is_filled_without_gaps_and_only_a_decision_tells_remedies() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.past.withdrawn_on = Some(date(2026, 3, 9));
    for kind in process() {
        let letter = fill(kind, &facts);
        assert_eq!(gaps(&letter, kind, &facts), [], "{kind:?}\n{}", letter.text());
        let tells = letter.text().contains("行政复议");
        assert_eq!(
            (letter.has_remedies, tells),
            (kind.decides(&facts.record), kind.decides(&facts.record)),
            "{kind:?}"
        );
    }
}

#[test]
fn a_letter_of_nothing_has_gaps() {
    for kind in LetterKind::ALL.iter().filter(|kind| !kind.is_form()) {
        let facts = LetterFacts::default();
        let letter = fill(*kind, &facts);
        assert!(!gaps(&letter, *kind, &facts).is_empty(), "{kind:?}");
    }
}

#[test]
fn an_edit_that_takes_away_remedies_or_the_article_is_found() {
    for outcome in Outcome::ALL
        .iter()
        .filter(|outcome| outcome.is_refusal_under_14_to_16())
    {
        let facts = facts(*outcome);
        let mut letter = fill(LetterKind::of(*outcome), &facts);
        letter.paragraphs.pop();
        assert_eq!(fields(&letter, &facts), ["remedies"], "{outcome:?}");
        letter.paragraphs.pop();
        assert!(fields(&letter, &facts).contains(&"article"), "{outcome:?}");
    }
}

#[test]
fn a_refusal_may_not_tell_a_direct_suit() {
    let facts = facts(Outcome::RefusedSafety);
    let mut letter = fill(LetterKind::Refused, &facts);
    letter
        .paragraphs
        .push(Paragraph::Plain("也可以在6个月内起诉。".into()));
    assert_eq!(fields(&letter, &facts), ["remedies", "kept_reason"]);
}

type Drop = fn(&mut LetterFacts);

#[test]
fn a_fact_that_is_dropped_is_named() {
    let blank: [(LetterKind, Drop, &str); 9] = [
        (
            LetterKind::Correction,
            |facts| facts.correcting.items.clear(),
            "补正事项",
        ),
        (
            LetterKind::Correction,
            |facts| facts.correcting.respond_by = None,
            "补正期限",
        ),
        (
            LetterKind::Extension,
            |facts| facts.deferral.until = None,
            "延长后的答复期限",
        ),
        (
            LetterKind::Extension,
            |facts| facts.deferral.is_approved = false,
            "负责人同意",
        ),
        (LetterKind::Fee, |facts| facts.fee.charge = None, "收费金额"),
        (LetterKind::Fee, |facts| facts.fee.way_to_pay.clear(), "缴纳方式"),
        (
            LetterKind::ThirdParty,
            |facts| facts.consulted.content.clear(),
            "涉及的信息",
        ),
        (LetterKind::Granted, |facts| facts.received_on = None, "收到日期"),
        (
            LetterKind::Granted,
            |facts| facts.remedies.court.clear(),
            "人民法院",
        ),
    ];
    for (kind, drop, named) in blank {
        let mut facts = facts(Outcome::GrantedProvided);
        drop(&mut facts);
        let found = gaps(&fill(kind, &facts), kind, &facts);
        assert!(
            found.iter().any(|gap| gap.message.contains(named)),
            "{kind:?} {named}: {found:?}"
        );
    }
}

#[test]
fn a_reply_reads_like_one() {
    let letter = fill(LetterKind::Refused, &facts(Outcome::RefusedThirdParty));
    assert_eq!(
        letter.text(),
        "政府信息不予公开答复书\n李明：\n本机关于2026年3月2日收到您邮寄提交的政府信息公开申请（申请编号：20260302001），申请公开“滨河路改造方案”。\n经审查，该信息涉及第三方的商业秘密，公开会对第三方合法权益造成损害。本机关书面征求第三方意见，第三方不同意公开，理由是：合同价格是经营秘密。本机关审查认为该理由合理：公开后会使经营者在竞争中处于不利地位。根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第十五条、第三十二条、第三十六条第（三）项的规定，本机关决定不予公开。\n如不服本答复，应当自收到本答复之日起60日内先向洛阳市人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向洛阳铁路运输法院提起行政诉讼。通过互联网提交行政复议申请书的渠道：https://fy.example.gov.cn。"
    );
    assert_eq!(letter.number.as_deref(), Some("孟公复〔2026〕3号"));
    let stored = serde_json::to_string(&letter).unwrap();
    assert_eq!(serde_json::from_str::<Letter>(&stored).unwrap(), letter);
}

#[test]
fn what_a_text_file_says_may_not_be_taken_away_is_missed() {
    let facts = facts(Outcome::GrantedProvided);
    for kind in process().filter(|kind| !kind.is_form()) {
        let mut letter = fill(kind, &facts);
        let own = texts::source(kind, None);
        let musts = texts::of(kind, None).all_musts(own);
        letter.paragraphs = vec![Paragraph::Plain("另行告知。".into())];
        let found = gaps(&letter, kind, &facts);
        // A decision misses its words on remedies besides.
        let remedies = usize::from(kind.decides(&facts.record));
        assert_eq!(found.len(), musts.len() + remedies, "{kind:?}: {found:?}");
        for must in musts {
            let is_told = found.iter().any(|gap| gap.message.contains(must.tells));
            assert!(is_told, "{kind:?}: {}", must.tells);
        }
    }
}

#[test]
fn a_reason_that_begins_with_the_word_of_its_wording_is_told_once_and_stays_known_as_written() {
    let mut facts = LetterFacts::default();
    facts.deferral.reasons = "因需要征求意见。".into();
    let letter = fill(LetterKind::Extension, &facts);
    let text = letter.text();
    assert!(text.contains("\n因需要征求意见，不能"), "{text}");
    let sheet = Sheet::of(&letter, LetterKind::Extension, &facts);
    let runs = sheet
        .paragraphs
        .iter()
        .flat_map(|shown| shown.lines.iter().flatten());
    let written: Vec<&str> = runs
        .filter(|run| run.origin == Origin::Written)
        .map(|run| run.words.as_str())
        .collect();
    assert_eq!(written, ["需要征求意见"]);
}

#[test]
fn a_place_that_was_filled_in_by_hand_is_open_no_more() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.received_on = None;
    let mut letter = fill(LetterKind::Granted, &facts);
    assert_eq!(fields(&letter, &facts), ["text"]);
    for paragraph in &mut letter.paragraphs {
        if let Paragraph::Plain(text) = paragraph {
            *text = text.replace("【待填：收到日期】", "2026年3月2日");
        }
    }
    assert_eq!(fields(&letter, &facts), Vec::<&str>::new());
}

#[test]
fn an_organisation_is_addressed_as_one_and_a_person_as_a_person() {
    for outcome in Outcome::ALL {
        let mut facts = facts(*outcome);
        let person = fill(LetterKind::of(*outcome), &facts).text();
        assert!(person.contains('您') && !person.contains("单位）"), "{person}");
        facts.is_person = false;
        let organisation = fill(LetterKind::of(*outcome), &facts).text();
        assert!(
            organisation.contains("你单位") && !organisation.contains('您'),
            "{organisation}"
        );
    }
}

#[test]
fn no_letter_to_the_applicant_names_a_third_party() {
    let mut facts = facts(Outcome::RefusedThirdParty);
    facts.past.consultations = vec![Consulting {
        answered_on: Some(date(2026, 3, 16)),
        ..Consulting::sent(Party::ThirdParty, date(2026, 3, 5))
    }];
    for kind in LetterKind::ALL.iter().filter(|kind| kind.is_for_applicant()) {
        let text = fill(*kind, &facts).text();
        assert!(!text.contains("洛阳某建设有限公司"), "{kind:?}: {text}");
    }
    let consulting = fill(LetterKind::Consulting, &facts).text();
    assert!(consulting.contains("需要征求第三方的意见"), "{consulting}");
}

#[test]
fn an_office_that_helps_is_asked_to_answer_before_our_own_day() {
    let mut facts = facts(Outcome::GrantedProvided);
    let letter = fill(LetterKind::Assistance, &facts);
    assert!(
        letter.text().contains("2026年3月10日前（含当日）书面回复"),
        "{}",
        letter.text()
    );
    facts.consulted.reply_by = facts.due_on;
    let letter = fill(LetterKind::Assistance, &facts);
    assert_eq!(fields(&letter, &facts), ["reply_by"]);
}

#[test]
fn a_letter_of_procedure_may_not_tell_remedies() {
    let facts = facts(Outcome::GrantedProvided);
    let mut letter = fill(LetterKind::Correction, &facts);
    letter
        .paragraphs
        .push(Paragraph::Plain("可以申请行政复议。".into()));
    assert_eq!(fields(&letter, &facts), ["remedies"]);
}

#[test]
fn grade_and_period_of_a_secret_are_told_only_where_somebody_wants_them_told() {
    let mut facts = facts(Outcome::RefusedStateSecret);
    let text = fill(LetterKind::Refused, &facts).text();
    assert!(!text.contains("密级") && !text.contains("10年"), "{text}");
    facts.decision.as_mut().unwrap().grounds.secret.is_printed = true;
    let text = fill(LetterKind::Refused, &facts).text();
    assert!(text.contains("（密级：秘密，保密期限：10年）"), "{text}");
}
