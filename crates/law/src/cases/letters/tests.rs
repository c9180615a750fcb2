//! Every letter can be filled, says what its kind must say, and is found out when an edit takes it away.

mod golden;

use jiff::civil::date;

use super::*;
use crate::cases::decision::tests::complete;
use crate::cases::remedies::{Contested, Settings};

fn facts(outcome: Outcome) -> LetterFacts {
    let (mut decision, history) = complete(outcome);
    decision.public_interest.content = "检测报告".into();
    decision.public_interest.reasons = "关系饮用水安全".into();
    LetterFacts {
        organ: "洛阳市孟津区人民政府办公室".into(),
        contact: "政务公开股，0379-00000000".into(),
        number: Some(number("孟公复", 2026, 3)),
        applicant: "李明".into(),
        received_on: Some(date(2026, 3, 2)),
        channel: "邮寄".into(),
        request_number: "20260302001".into(),
        request: "滨河路改造方案".into(),
        due_on: Some(date(2026, 3, 30)),
        query_code: "K7P3-XQ2M".into(),
        decision: Some(decision),
        history,
        remedies: Settings {
            reconsiderer: "洛阳市人民政府".into(),
            court: "洛阳铁路运输法院".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            contested: Contested::AsEither,
        },
        is_delivered_online: true,
        correcting: Correcting {
            items: vec!["请写明信息的名称或者文号".into()],
            period: "自收到本告知书之日起15个工作日内".into(),
        },
        deferral: Deferral {
            until: Some(date(2026, 4, 28)),
            reasons: "需要查找的档案较多".into(),
            is_approved: true,
        },
        consulted: Consulted {
            name: "洛阳某建设有限公司".into(),
            content: "施工合同".into(),
        },
        fee: Fee {
            tariff: "按量计收，68页".into(),
            fen: 38_000,
            way_to_pay: "凭缴款码缴纳".into(),
        },
        record: Record {
            content: "出生日期".into(),
            corrected: "已改正".into(),
            forwarded_to: "孟津区公安局".into(),
        },
        delivery: Delivery {
            papers: "孟公复〔2026〕3号".into(),
            way: "邮寄".into(),
            address: "洛阳市".into(),
        },
        ..LetterFacts::default()
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
fn every_letter_of_procedure_is_filled_without_gaps_and_tells_no_remedies() {
    let facts = facts(Outcome::GrantedProvided);
    for kind in process() {
        let letter = fill(kind, &facts);
        assert_eq!(gaps(&letter, kind, &facts), [], "{kind:?}\n{}", letter.text());
        assert!(
            !letter.has_remedies && !letter.text().contains("行政复议"),
            "{kind:?}"
        );
    }
}

#[test]
fn a_letter_of_nothing_has_gaps() {
    for kind in LetterKind::ALL {
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
    assert_eq!(fields(&letter, &facts), ["remedies"]);
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
            |facts| facts.correcting.period.clear(),
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
        (LetterKind::Fee, |facts| facts.fee.fen = 0, "收费金额"),
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
        "政府信息不予公开答复书\n李明：\n本机关于2026年3月2日收到您（单位）通过邮寄提交的政府信息公开申请（申请编号：20260302001），申请公开“滨河路改造方案”。\n经审查，该信息涉及第三方商业秘密、个人隐私等，公开会对第三方合法权益造成损害，本机关已书面征求第三方意见。理由：公开后会使经营者在竞争中处于不利地位。根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第十五条、第三十二条、第三十六条第（三）项的规定，本机关决定不予公开。\n如不服本答复，应当自收到本答复之日起60日内先向洛阳市人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向洛阳铁路运输法院提起行政诉讼。通过互联网提交行政复议申请书的渠道：https://fy.example.gov.cn。"
    );
    assert_eq!(letter.number.as_deref(), Some("孟公复〔2026〕3号"));
    let stored = serde_json::to_string(&letter).unwrap();
    assert_eq!(serde_json::from_str::<Letter>(&stored).unwrap(), letter);
}

#[test]
fn what_a_text_file_says_may_not_be_taken_away_is_missed() {
    let facts = facts(Outcome::GrantedProvided);
    for kind in process() {
        let mut letter = fill(kind, &facts);
        let musts = texts::of(kind, None).all_musts(None);
        letter.paragraphs = vec![Paragraph::Plain("另行告知。".into())];
        let found = gaps(&letter, kind, &facts);
        assert_eq!(found.len(), musts.len(), "{kind:?}: {found:?}");
        for must in musts {
            let is_told = found.iter().any(|gap| gap.message.contains(must.tells));
            assert!(is_told, "{kind:?}: {}", must.tells);
        }
    }
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
