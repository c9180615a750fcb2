//! Several people in one case: what leaves for one names no other, each objection is heeded or overridden by itself, and what was
//! judged at a signature stands. Every story on both engines.

use law::cases::decision::{Decision, Grounds, PublicInterest, Withheld};
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::{Consulted, LetterKind};
use law::cases::outcomes::ThirdPartyInterest;
use law::cases::{ApplicationForm, MessageKind, Party, What};
use law::codes::Outcome;
use law::screening::Screening;
use office::cases;
use office::cases::enclosures::{self, Enclosing};
use office::cases::letters::{self, Basis, Edit};
use office::documents::Upload;
use office::{CaseId, LetterId};

use super::facts::{by_post, draft, fields, send, signed, text};
use super::{People, decide, people, submit, version};
use crate::harness::{Site, application, in_person, moment, stories};

stories! {
    a_letter_for_somebody_else_names_nobody_who_applied
    a_reply_names_no_third_party_and_nobody_who_spoke_for_it
    what_the_applicant_is_shown_beside_the_letter_names_no_third_party
    who_kept_silent_is_not_said_to_object
    only_who_is_overridden_is_told_and_each_part_names_the_opinion_it_rests_on
    what_was_judged_at_the_signature_stands_and_a_wider_disclosure_needs_another_notice
    of_a_third_partys_letters_the_last_word_decides_and_asking_again_takes_no_time
    a_notice_tells_what_its_reply_will_lack_before_the_third_party_is_told
}

async fn asked_for(site: &Site, who: &People, request: &str) -> CaseId {
    let form = ApplicationForm {
        form: "paper".to_owned(),
        way: "collect".to_owned(),
        ..application("钱申请", request)
    };
    let at = moment("2025-03-03T10:00");
    let arrival = in_person("2025-03-03");
    let made = cases::register(&site.office, &who.clerk, at, &form, &arrival, false).await;
    made.unwrap().case
}

fn consulting(name: &str, content: &str) -> Basis {
    Basis {
        what: Some(What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some(name.to_owned()),
            received_on: None,
            number: None,
            content: None,
        }),
        consulted: Consulted {
            name: name.to_owned(),
            content: content.to_owned(),
            ..Consulted::default()
        },
        ..Basis::default()
    }
}

async fn a_letter_for_somebody_else_names_nobody_who_applied(site: &Site) {
    let who = people(site).await;
    let request = "本人钱申请，电话13911112222，要供货合同文本";
    let case = asked_for(site, &who, request).await;
    let at = moment("2025-03-05T09:00");
    let proposed = letters::proposed_content(&site.office, &who.clerk, at, case)
        .await
        .unwrap();
    assert!(proposed.contains("供货合同文本"), "{proposed}");
    assert!(
        !proposed.contains("钱申请") && !proposed.contains("13911112222"),
        "{proposed}"
    );
    let basis = consulting("卯公司", request);
    let letter = draft(site, &who, at, case, LetterKind::ThirdParty, &basis)
        .await
        .unwrap();
    let lacks = fields(submit(site, &who, at, letter).await);
    assert!(
        lacks.contains(&"kept_reason") && lacks.contains(&"content"),
        "the name may be kept for a reason, the number not: {lacks:?}"
    );
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let hindrances = letters::hindrances(&site.office, &who.clerk, at, &found)
        .await
        .unwrap();
    let told: Vec<&str> = hindrances.iter().map(|why| why.message.as_str()).collect();
    assert!(
        told.concat().contains("“涉及的信息”写有申请人“钱申请”"),
        "{told:?}"
    );
    letters::drop(&site.office, &who.clerk, at, letter, found.version)
        .await
        .unwrap();
    let basis = consulting("卯公司", &proposed);
    let letter = draft(site, &who, at, case, LetterKind::ThirdParty, &basis)
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
}

async fn opinion(site: &Site, who: &People, case: CaseId, name: &str, day: &str, note: &str) {
    let at = moment(&format!("{day}T09:00"));
    let what = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some(name.to_owned()),
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let version = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .version;
    let recording = cases::Recording::today(at, what).with_note(note.to_owned());
    cases::record(&site.office, &who.clerk, at, case, version, &recording)
        .await
        .unwrap();
}

/// Asks a third party by a letter of ours; its number.
async fn asked(site: &Site, who: &People, case: CaseId, name: &str, day: &str) -> String {
    let at = moment(&format!("{day}T09:00"));
    let basis = consulting(name, "施工合同的价格");
    let letter = draft(site, who, at, case, LetterKind::ThirdParty, &basis)
        .await
        .unwrap();
    signed(site, who, at, letter, 1).await;
    send(site, who, at, letter, by_post()).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    found.letter.number.unwrap()
}

fn part(part: &str, opinions: &[&str], objection: &str) -> Withheld {
    Withheld {
        part: part.to_owned(),
        outcome: Outcome::RefusedThirdParty,
        grounds: Grounds {
            reasons: "公开单价会使竞争对手掌握其成本构成".into(),
            interest: Some(ThirdPartyInterest::TradeSecret),
            objection: objection.to_owned(),
            opinions: opinions.iter().map(|one| (*one).to_owned()).collect(),
            ..Grounds::default()
        },
    }
}

fn partly(withheld: Vec<Withheld>) -> Decision {
    let mut decision = Decision::of(Outcome::PartlyGranted);
    decision.given = "施工合同的总价".into();
    decision.getting.form = "纸质复印件".into();
    decision.getting.path = "到本机关三楼领取".into();
    decision.getting.time = "2025年4月的工作时间".into();
    decision.withheld = withheld;
    decision
}

async fn a_reply_names_no_third_party_and_nobody_who_spoke_for_it(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "滨河路施工合同的价格").await;
    asked(site, &who, case, "寅公司", "2025-03-05").await;
    let note = "寅公司王经理（13900007777）来电称单价反映其成本";
    opinion(site, &who, case, "寅公司", "2025-03-10", note).await;
    let at = moment("2025-03-11T09:00");
    let named = part(
        "施工合同的单价",
        &[],
        "王经理（13900007777）称公开单价会使竞争对手掌握寅公司的成本构成",
    );
    decide(site, &who.clerk, at, case, &partly(vec![named])).await;
    let reply = draft(site, &who, at, case, LetterKind::PartlyGranted, &Basis::default())
        .await
        .unwrap();
    assert!(fields(submit(site, &who, at, reply).await).contains(&"withheld"));
    let clean = part("施工合同的单价", &[], "公开单价会使竞争对手掌握其成本构成");
    decide(site, &who.clerk, at, case, &partly(vec![clean])).await;
    let found = version(site, &who.clerk, reply).await;
    letters::fill_again(&site.office, &who.clerk, at, reply, found)
        .await
        .unwrap();
    // Nor in what somebody writes into the letter.
    let letter = letters::get(&site.office, &who.clerk, reply)
        .await
        .unwrap()
        .letter;
    let mut paragraphs = letter.paragraphs.clone();
    paragraphs.push(letters_plain("寅公司不同意公开单价。"));
    let edit = Edit {
        paragraphs,
        contact: letter.contact.clone(),
        kept_reason: "便于申请人理解".into(),
        ..Edit::default()
    };
    let found = version(site, &who.clerk, reply).await;
    letters::edit(&site.office, &who.clerk, at, reply, found, &edit)
        .await
        .unwrap();
    assert!(
        fields(submit(site, &who, at, reply).await).contains(&"text"),
        "no reason keeps a third party's name in a reply"
    );
    let found = version(site, &who.clerk, reply).await;
    letters::fill_again(&site.office, &who.clerk, at, reply, found)
        .await
        .unwrap();
    submit(site, &who, at, reply).await.unwrap();
}

async fn what_the_applicant_is_shown_beside_the_letter_names_no_third_party(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "滨河路施工合同的价格").await;
    asked(site, &who, case, "寅公司", "2025-03-05").await;
    opinion(site, &who, case, "寅公司", "2025-03-10", "公开单价会暴露成本").await;
    let at = moment("2025-03-11T09:00");
    let clean = part("施工合同的单价", &[], "公开单价会使竞争对手掌握其成本构成");
    decide(site, &who.clerk, at, case, &partly(vec![clean])).await;
    let item = Item {
        name: "施工合同".to_owned(),
        given: Given::InPart,
        ground: Some(Outcome::RefusedThirdParty),
        reason: "寅公司不同意公开单价".to_owned(),
    };
    let file = Enclosing {
        part: FilePart::Version,
        upload: Upload {
            name: "寅公司施工合同.txt".to_owned(),
            bytes: b"text".to_vec(),
        },
        screening: Screening::default(),
        pages: None,
    };
    enclosures::add(&site.office, &who.clerk, at, case, &item, vec![file])
        .await
        .unwrap();
    let reply = draft(site, &who, at, case, LetterKind::PartlyGranted, &Basis::default())
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    let lacks = letters::hindrances(&site.office, &who.clerk, at, &found)
        .await
        .unwrap();
    let told: String = lacks.iter().map(|why| why.message.as_str()).collect();
    assert!(
        told.contains("答复附件“施工合同”的理由") && told.contains("第三方“寅公司”"),
        "{told}"
    );
    let applicant = site.applicant_of(&who.clerk, at, case).await;
    let asks = cases::applicant::send(
        &site.office,
        &applicant,
        at,
        case,
        MessageKind::Question,
        "为什么不公开单价",
    );
    asks.await.unwrap();
    let mut all = cases::messages::list(&site.office, &who.clerk, case)
        .await
        .unwrap();
    let message = all.pop().unwrap().id;
    let answer =
        async |words: &str| cases::messages::answer(&site.office, &who.clerk, at, message, words).await;
    let refused = answer("寅公司不同意公开单价。").await.unwrap_err().to_string();
    assert!(refused.contains("寅公司"), "{refused}");
    answer("第三方不同意公开单价。").await.unwrap();
}

async fn who_kept_silent_is_not_said_to_object(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "滨河路施工合同的价格").await;
    let silent = asked(site, &who, case, "甲公司", "2025-03-04").await;
    let objecting = asked(site, &who, case, "乙公司", "2025-03-04").await;
    opinion(site, &who, case, "乙公司", "2025-03-12", "公开单价会暴露成本").await;
    let at = moment("2025-03-26T09:00");
    let both = part(
        "施工合同的单价",
        &[&silent, &objecting],
        "公开单价会使竞争对手掌握其成本构成",
    );
    decide(site, &who.clerk, at, case, &partly(vec![both])).await;
    let reply = draft(site, &who, at, case, LetterKind::PartlyGranted, &Basis::default())
        .await
        .unwrap();
    let letter = text(site, &who, reply).await;
    assert!(!letter.contains("都不同意公开"), "{letter}");
    assert!(
        letter.contains("提出意见的第三方不同意公开，理由是：")
            && letter.contains("其余第三方在期限内没有提出同意或者不同意公开的意见"),
        "{letter}"
    );
}

fn letters_plain(text: &str) -> law::cases::letters::Paragraph {
    law::cases::letters::Paragraph::Plain(text.to_owned())
}

fn notice(name: &str) -> Basis {
    let not_before = "2025-03-25".parse().ok();
    Basis {
        what: Some(What::OverrideNotified {
            name: Some(name.to_owned()),
            not_before,
            received_on: None,
            content: None,
        }),
        consulted: Consulted {
            name: name.to_owned(),
            not_before,
            ..Consulted::default()
        },
        ..Basis::default()
    }
}

async fn told(site: &Site, who: &People, case: CaseId, name: &str, day: &str) -> LetterId {
    let at = moment(&format!("{day}T09:00"));
    let letter = draft(site, who, at, case, LetterKind::OverrideNotice, &notice(name))
        .await
        .unwrap();
    signed(site, who, at, letter, 3).await;
    send(site, who, at, letter, by_post()).await.unwrap();
    letter
}

async fn to_tell(site: &Site, who: &People, case: CaseId) -> Vec<String> {
    let at = moment("2025-03-14T09:00");
    let found = letters::to_be_told(&site.office, &who.clerk, at, case).await;
    found.unwrap().into_iter().map(|one| one.name).collect()
}

async fn only_who_is_overridden_is_told_and_each_part_names_the_opinion_it_rests_on(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "滨河路施工合同的价格").await;
    let first = asked(site, &who, case, "甲公司", "2025-03-05").await;
    let second = asked(site, &who, case, "乙公司", "2025-03-06").await;
    opinion(site, &who, case, "甲公司", "2025-03-12", "总价和单价不公开").await;
    opinion(site, &who, case, "乙公司", "2025-03-13", "单价不公开").await;
    let at = moment("2025-03-14T09:00");
    let mut decision = partly(vec![
        part(
            "施工合同的单价",
            &[&first, &second],
            "公开单价会使竞争对手掌握其成本构成",
        ),
        part(
            "管道的单价",
            &[&second],
            "公开管道的单价会使竞争对手掌握其进货渠道",
        ),
    ]);
    decision.public_interest = PublicInterest {
        content: "施工合同的总价".into(),
        reasons: "关系公共资金的使用".into(),
        over: vec![first.clone()],
        rest: String::new(),
    };
    decide(site, &who.clerk, at, case, &decision).await;
    assert_eq!(
        to_tell(site, &who, case).await,
        ["甲公司"],
        "who objects and is overridden"
    );
    for stranger in ["乙公司", "辰公司"] {
        let refused = draft(
            site,
            &who,
            at,
            case,
            LetterKind::OverrideNotice,
            &notice(stranger),
        )
        .await;
        assert_eq!(fields(refused), ["name"], "{stranger}");
    }
    told(site, &who, case, "甲公司", "2025-03-14").await;
    assert!(to_tell(site, &who, case).await.is_empty(), "each is told once");
    let again = draft(
        site,
        &who,
        at,
        case,
        LetterKind::OverrideNotice,
        &notice("甲公司"),
    )
    .await;
    assert_eq!(fields(again), ["name"]);
    let reply = draft(site, &who, at, case, LetterKind::PartlyGranted, &Basis::default())
        .await
        .unwrap();
    let letter = text(site, &who, reply).await;
    let each = [
        format!(
            "本机关于2025年3月5日书面征求第三方意见（{first}），于2025年3月12日收到不同意公开的意见；于2025年3月6日又书面征求第三方意见（{second}），于2025年3月13日收到不同意公开的意见，第三方都不同意公开，理由是：公开单价会使竞争对手掌握其成本构成"
        ),
        format!(
            "本机关于2025年3月6日书面征求第三方意见（{second}），于2025年3月13日收到不同意公开的意见，第三方不同意公开，理由是：公开管道的单价会使竞争对手掌握其进货渠道"
        ),
    ];
    for words in each {
        assert!(letter.contains(&words), "{words}: {letter}");
    }
    assert!(
        !letter.contains("甲公司") && !letter.contains("乙公司"),
        "{letter}"
    );
    let on = moment("2025-03-25T09:00");
    signed(site, &who, on, reply, 3).await;
    send(site, &who, on, reply, by_post()).await.unwrap();
}

async fn what_was_judged_at_the_signature_stands_and_a_wider_disclosure_needs_another_notice(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "滨河路施工合同的价格").await;
    asked(site, &who, case, "甲公司", "2025-03-05").await;
    opinion(site, &who, case, "甲公司", "2025-03-12", "总价和单价不公开").await;
    let at = moment("2025-03-14T09:00");
    let mut decision = partly(vec![part(
        "施工合同的单价",
        &[],
        "公开单价会使竞争对手掌握其成本构成",
    )]);
    decision.public_interest = PublicInterest {
        content: "施工合同的总价".into(),
        reasons: "关系公共资金的使用".into(),
        ..PublicInterest::default()
    };
    decide(site, &who.clerk, at, case, &decision).await;
    let first = told(site, &who, case, "甲公司", "2025-03-14").await;
    let sheet = async || {
        let form = letters::review_form(&site.office, &who.clerk, at, first).await;
        form.unwrap().text()
    };
    let judged = sheet().await;
    assert!(
        judged.contains("第三方不同意而决定公开：施工合同的总价"),
        "{judged}"
    );
    let mut wider = decision.clone();
    wider.public_interest.content = "施工合同的总价、施工合同的单价".into();
    wider.given = "施工合同的总价、施工合同的单价".into();
    wider.withheld = vec![part("付款账户", &[], "公开账户会使其账户和资金往来被他人掌握")];
    decide(site, &who.clerk, at, case, &wider).await;
    assert_eq!(
        sheet().await,
        judged,
        "three people agreed to this, and to nothing wider"
    );
    assert_eq!(to_tell(site, &who, case).await, ["甲公司"], "it was told of less");
    let reply = draft(site, &who, at, case, LetterKind::PartlyGranted, &Basis::default())
        .await
        .unwrap();
    assert!(fields(submit(site, &who, at, reply).await).contains(&"override"));
    told(site, &who, case, "甲公司", "2025-03-14").await;
    let on = moment("2025-03-25T09:00");
    signed(site, &who, on, reply, 3).await;
    send(site, &who, on, reply, by_post()).await.unwrap();
    let events = cases::get(&site.office, &who.clerk, on, case)
        .await
        .unwrap()
        .timeline;
    let contents = events.into_iter().filter_map(|entry| match entry.event.what {
        What::OverrideNotified { content, .. } => content,
        _ => None,
    });
    assert_eq!(
        contents.collect::<Vec<_>>(),
        ["施工合同的总价", "施工合同的总价、施工合同的单价"]
    );
}

/// 条例第十五条、第三十二条、第三十三条第三款: what is asked again is told before it goes out, and its answer is the party's word.
async fn of_a_third_partys_letters_the_last_word_decides_and_asking_again_takes_no_time(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "施工合同的价格").await;
    let first = asked(site, &who, case, "卯公司", "2025-03-05").await;
    opinion(site, &who, case, "卯公司", "2025-03-07", "价格是商业秘密").await;
    let look = async |day: &str| {
        let at = moment(&format!("{day}T09:00"));
        cases::get(&site.office, &who.clerk, at, case)
            .await
            .unwrap()
            .standing
    };
    let due = look("2025-03-10").await.due_on;
    let at = moment("2025-03-10T09:00");
    let basis = consulting("卯公司", "施工合同的价格");
    let again = draft(site, &who, at, case, LetterKind::ThirdParty, &basis)
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, again).await.unwrap();
    let told = letters::told(&site.office, &who.clerk, at, &found).await.unwrap();
    assert!(
        told.cautions.concat().contains("已就同一内容征求过"),
        "{:?}",
        told.cautions
    );
    letters::drop(&site.office, &who.clerk, at, again, found.version)
        .await
        .unwrap();
    let second = asked(site, &who, case, "卯公司", "2025-03-10").await;
    assert_ne!(first, second);
    assert_eq!(
        look("2025-03-14").await.due_on,
        due,
        "the time that is needed is needed once"
    );
    let consents = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("卯公司".to_owned()),
        consents: Some(true),
        number: Some(second),
        is_signed: Some(true),
        consents_to: None,
    };
    super::facts::happens(site, &who, moment("2025-03-14T09:00"), case, consents).await;
    let standing = look("2025-03-14").await;
    assert!(
        standing.history.objectors().is_empty(),
        "it consents by its last word"
    );
    assert!(
        standing.warnings.concat().contains("以后一书面意见为准"),
        "{:?}",
        standing.warnings
    );
}

/// 条例第三十二条、第三十六条第（二）项: what is told to be disclosed must be there to be handed over.
async fn a_notice_tells_what_its_reply_will_lack_before_the_third_party_is_told(site: &Site) {
    let who = people(site).await;
    let case = asked_for(site, &who, "施工合同的价格").await;
    asked(site, &who, case, "卯公司", "2025-03-05").await;
    opinion(site, &who, case, "卯公司", "2025-03-07", "价格是商业秘密").await;
    let at = moment("2025-03-10T09:00");
    let mut decision = Decision::of(Outcome::GrantedProvided);
    decision.getting.form = "纸质复印件".into();
    decision.getting.is_enclosed = true;
    decision.public_interest = PublicInterest {
        content: "施工合同的价格".into(),
        reasons: "工程使用财政资金".into(),
        ..PublicInterest::default()
    };
    decide(site, &who.clerk, at, case, &decision).await;
    let basis = Basis {
        what: Some(What::OverrideNotified {
            name: Some("卯公司".to_owned()),
            not_before: None,
            received_on: None,
            content: None,
        }),
        consulted: Consulted {
            name: "卯公司".into(),
            ..Consulted::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, &who, at, case, LetterKind::OverrideNotice, &basis)
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, notice).await.unwrap();
    let told = letters::told(&site.office, &who.clerk, at, &found).await.unwrap();
    assert!(
        told.cautions
            .concat()
            .contains("答复附件中还没有“施工合同的价格”"),
        "{:?}",
        told.cautions
    );
}
