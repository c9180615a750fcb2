//! What letters state of the case they belong to: a third party overridden, the month a fee is counted in, how a letter goes
//! out, who agreed to an extension. Every story on both engines.

use law::cases::decision::{Decision, PublicInterest};
use law::cases::letters::{Consulted, Correcting, CorrectionGround, Deferral, Fee, LetterKind};
use law::cases::{ApplicationForm, Delivery, Party, What};
use law::codes::Outcome;
use law::fees::{Charge, Tariff};
use law::review::Level;
use office::cases;
use office::cases::letters::{self, Basis, Dispatch, Sent};
use office::{CaseId, LetterId, Moment, OfficeError};

use super::{People, approve, case, decide, not_held, people, submit, version};
use crate::harness::{Site, apart, application, in_person, moment, stories};

stories! {
    what_a_third_party_objects_to_goes_out_after_it_was_told_and_not_before_its_day
    items_are_counted_from_the_applicants_month_whatever_was_typed
    a_reply_states_what_was_asked_and_what_came_of_it
    a_reply_goes_by_the_postal_enterprise_or_online_with_consent
    the_forms_of_a_case_are_printed_from_it_as_it_stands
}

pub async fn happens(site: &Site, who: &People, at: Moment, case: CaseId, what: What) {
    let version = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .version;
    let recording = apart(at, what);
    cases::record(&site.office, &who.clerk, at, case, version, &recording)
        .await
        .unwrap();
}

pub async fn draft(
    site: &Site,
    who: &People,
    at: Moment,
    case: CaseId,
    kind: LetterKind,
    basis: &Basis,
) -> Result<LetterId, OfficeError> {
    letters::draft(&site.office, &who.clerk, at, case, kind, basis).await
}

pub async fn signed(site: &Site, who: &People, at: Moment, letter: LetterId, levels: usize) {
    submit(site, who, at, letter).await.unwrap();
    let people = [&who.legal, &who.secrecy, &who.head];
    for person in people.iter().skip(3 - levels) {
        approve(site, person, at, letter).await.unwrap();
    }
}

pub async fn send(
    site: &Site,
    who: &People,
    at: Moment,
    letter: LetterId,
    sent: Sent,
) -> Result<(), OfficeError> {
    let version = version(site, &who.clerk, letter).await;
    let dispatch = Dispatch {
        on: at.today,
        sent,
        received_on: None,
    };
    let after = letters::deliver(&site.office, &who.clerk, at, letter, version, &dispatch).await;
    after.map(|_standing| ())
}

pub fn by_post() -> Sent {
    Sent {
        tracking_number: "XA123456789".into(),
        proof: "示例区滨河路8号".into(),
        ..Sent::by(Delivery::Post)
    }
}

pub fn fields(refused: Result<impl std::fmt::Debug, OfficeError>) -> Vec<&'static str> {
    match refused {
        Err(OfficeError::Blocked(why) | OfficeError::Invalid(why)) => {
            why.iter().map(|why| why.field).collect()
        }
        other => panic!("{other:?}"),
    }
}

pub async fn text(site: &Site, who: &People, letter: LetterId) -> String {
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    found.letter.text()
}

async fn what_a_third_party_objects_to_goes_out_after_it_was_told_and_not_before_its_day(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let name = Some("甲公司".to_owned());
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: name.clone(),
        received_on: None,
        number: None,
        content: None,
    };
    happens(site, &who, moment("2025-03-05T09:00"), case, asked).await;
    let objects = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: name.clone(),
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let at = moment("2025-03-10T09:00");
    happens(site, &who, at, case, objects).await;
    let mut decision = Decision::of(Outcome::GrantedProvided);
    decision.getting.form = "纸质复印件".into();
    decision.getting.path = "到本机关三楼领取".into();
    decision.getting.time = "2025年4月的工作时间".into();
    decision.public_interest = PublicInterest {
        content: "检测报告".into(),
        reasons: "关系饮用水安全".into(),
        ..PublicInterest::default()
    };
    decide(site, &who.clerk, at, case, &decision).await;
    let reply = draft(site, &who, at, case, LetterKind::Granted, &Basis::default())
        .await
        .unwrap();
    assert!(fields(submit(site, &who, at, reply).await).contains(&"override"));

    let not_before = "2025-03-25".parse().ok();
    let basis = Basis {
        what: Some(What::OverrideNotified {
            name,
            not_before,
            received_on: None,
            content: None,
        }),
        consulted: Consulted {
            name: "甲公司".into(),
            objection: "检测报告是商业秘密".into(),
            not_before,
            ..Consulted::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, &who, at, case, LetterKind::OverrideNotice, &basis)
        .await
        .unwrap();
    let told = text(site, &who, notice).await;
    assert!(
        told.contains("6个月内") && told.contains("2025年3月25日前（不含当日）不向申请人提供"),
        "{told}"
    );
    assert!(
        told.contains("本机关于2025年3月5日以《政府信息公开征求第三方意见书》（旧开〔2025〕9号）书面征求你单位的意见，于2025年3月10日收到你单位不同意公开的意见"),
        "{told}"
    );
    submit(site, &who, at, notice).await.unwrap();
    assert_eq!(
        approve(site, &who.legal, at, notice).await.unwrap(),
        Some(Level::Secrecy)
    );
    approve(site, &who.secrecy, at, notice).await.unwrap();
    approve(site, &who.head, at, notice).await.unwrap();
    assert!(
        fields(submit(site, &who, at, reply).await).contains(&"override"),
        "signed is not told"
    );
    send(site, &who, at, notice, by_post()).await.unwrap();
    let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let told = found.timeline.last().unwrap().event.line();
    assert_eq!(
        told,
        "2025-03-10 告知第三方决定公开（甲公司，2025-03-25 前不提供信息）"
    );

    let at = moment("2025-03-11T09:00");
    signed(site, &who, at, reply, 3).await;
    assert_eq!(fields(send(site, &who, at, reply, by_post()).await), ["on"]);
    send(site, &who, moment("2025-03-25T09:00"), reply, by_post())
        .await
        .unwrap();
}

async fn items_are_counted_from_the_applicants_month_whatever_was_typed(site: &Site) {
    let who = people(site).await;
    let mut last = None;
    for at in 0..12 {
        let day = format!("2025-03-{:02}", 3 + at % 3);
        let form = ApplicationForm {
            form: "paper".to_owned(),
            way: "collect".to_owned(),
            ..application("孙七", &format!("第{at}宗土地的出让合同"))
        };
        // One after the other: numbers of one instant have no order.
        let entered = moment(&format!("2025-03-06T10:{at:02}"));
        let arrival = in_person(&day);
        let made = cases::register(&site.office, &who.clerk, entered, &form, &arrival, false);
        last = Some(made.await.unwrap().case);
    }
    let before = application("孙七", "上月的申请");
    let arrival = in_person("2025-02-28");
    let entered = moment("2025-03-06T10:00");
    cases::register(&site.office, &who.clerk, entered, &before, &arrival, false)
        .await
        .unwrap();
    let at = moment("2025-03-07T10:00");
    let case = last.unwrap();
    let month = cases::month_of_applicant(&site.office, &who.clerk, case)
        .await
        .unwrap();
    assert_eq!(month.len(), 12, "last month's is not of this month: {month:?}");
    assert_eq!(month.last().unwrap().case, case);
    let basis = Basis {
        what: Some(What::FeeNotified { received_on: None }),
        charge: Some(Charge {
            tariff: Tariff::Items,
            quantity: 31,
        }),
        fee: Fee {
            way_to_pay: "凭缴款书缴纳".into(),
            ..Fee::default()
        },
        ..Basis::default()
    };
    let letter = draft(site, &who, at, case, LetterKind::Fee, &basis)
        .await
        .unwrap();
    let told = text(site, &who, letter).await;
    for words in [
        "本件是同一申请人2025年3月的第12件申请",
        "100.00元",
        "11—30件",
        "国办函〔2020〕109号）第四条",
        "答复期限自次日起重新计算",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let first = month.first().unwrap().case;
    let free = draft(site, &who, at, first, LetterKind::Fee, &basis).await;
    assert_eq!(fields(free), ["quantity"], "the first ten are free");
}

async fn a_reply_states_what_was_asked_and_what_came_of_it(site: &Site) {
    let who = people(site).await;
    let mut settings = cases::settings(&site.office, &who.head).await.unwrap();
    settings.head_of_office = "王主任".into();
    settings.contact_person = "赵六".into();
    settings.contact_phone = "0379-67890000".into();
    let operator = office::Actor::system(site.organ, "测试");
    let at = moment("2025-03-04T09:00");
    let version = settings.version;
    cases::save_settings(&site.office, &operator, at, version, &settings)
        .await
        .unwrap();
    let case = case(site, &who.clerk).await;
    let asked = What::CorrectionRequested {
        respond_by: "2025-03-21".parse().ok(),
        received_on: None,
    };
    let basis = Basis {
        what: Some(asked),
        correcting: Correcting {
            items: vec!["请提供身份证明".into()],
            respond_by: "2025-03-21".parse().ok(),
            grounds: vec![CorrectionGround::Identity],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, &who, at, case, LetterKind::Correction, &basis)
        .await
        .unwrap();
    let told = text(site, &who, notice).await;
    assert!(
        told.contains("第二十九条第二款第（一）项") && !told.contains("内容不明确"),
        "{told}"
    );
    assert!(told.contains("于2025年3月21日前（含当日）"), "{told}");
    signed(site, &who, at, notice, 1).await;
    send(site, &who, at, notice, by_post()).await.unwrap();

    let lapsed = moment("2025-03-24T09:00");
    decide(
        site,
        &who.clerk,
        lapsed,
        case,
        &Decision::of(Outcome::OtherwiseUncorrected),
    )
    .await;
    let reply = draft(site, &who, lapsed, case, LetterKind::Otherwise, &Basis::default())
        .await
        .unwrap();
    let told = text(site, &who, reply).await;
    assert!(
        told.contains("本机关于2025年3月4日作出《政府信息公开申请补正告知书》（孟公开补〔2025〕1号），要求您于2025年3月21日前（含当日）补正。该告知书于2025年3月4日交邮（邮件号码XA123456789）。"),
        "{told}"
    );
    let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    assert_eq!(found.letter.contact, "赵六，0379-67890000");

    let other = super::case(site, &who.clerk).await;
    let extension = Basis {
        what: Some(What::Extended {
            days: 20,
            approved_by: String::new(),
        }),
        deferral: Deferral {
            reasons: "需要查找的档案较多".into(),
            ..Deferral::default()
        },
        ..Basis::default()
    };
    let longer = draft(site, &who, at, other, LetterKind::Extension, &extension)
        .await
        .unwrap();
    assert!(
        text(site, &who, longer)
            .await
            .contains("工作机构负责人王主任同意")
    );
    signed(site, &who, at, longer, 1).await;
    send(site, &who, at, longer, by_post()).await.unwrap();
    let found = cases::get(&site.office, &who.clerk, at, other).await.unwrap();
    assert!(found.timeline.last().unwrap().event.line().contains("王主任同意"));
    decide(site, &who.clerk, at, other, &not_held()).await;
    let reply = draft(site, &who, at, other, LetterKind::Unavailable, &Basis::default())
        .await
        .unwrap();
    let told = text(site, &who, reply).await;
    assert!(
        told.contains("答复期限延长至2025年4月28日（孟公开延〔2025〕1号）"),
        "{told}"
    );
}

async fn a_letter_of_procedure_has_its_review_form(site: &Site, who: &People) {
    let at = moment("2025-03-04T09:00");
    let case = case(site, &who.clerk).await;
    let respond_by = "2025-03-21".parse().ok();
    let basis = Basis {
        what: Some(What::CorrectionRequested {
            respond_by,
            received_on: None,
        }),
        correcting: Correcting {
            items: vec!["请提供身份证明".into()],
            respond_by,
            grounds: vec![CorrectionGround::Proof],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, who, at, case, LetterKind::Correction, &basis)
        .await
        .unwrap();
    signed(site, who, at, notice, 1).await;
    let in_person = Sent {
        proof: "张三本人签收".into(),
        ..Sent::by(Delivery::InPerson)
    };
    send(site, who, at, notice, in_person).await.unwrap();
    let form = letters::review_form(&site.office, &who.legal, at, notice)
        .await
        .unwrap()
        .text();
    for words in [
        "拟作出的处理：告知申请人补正，期限至2025年3月21日",
        "依据：《中华人民共和国政府信息公开条例》第二十九条第二款、第三十条",
        "理由：申请没有提供申请人的身份证明：请提供身份证明",
    ] {
        assert!(form.contains(words), "{words}: {form}");
    }
    assert!(!form.contains("待填"), "{form}");
    let record = letters::delivery_record(&site.office, &who.clerk, at, notice)
        .await
        .unwrap()
        .text();
    assert!(
        record.contains("受送达人签名或者盖章：张三本人签收，2025年3月4日"),
        "{record}"
    );
    assert!(!record.contains("送达地点：张三本人签收"), "{record}");
}

async fn a_reply_goes_by_the_postal_enterprise_or_online_with_consent(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let letter = super::signed(site, &who, at).await;
    let courier = Sent {
        tracking_number: "SF1234567890123".into(),
        ..Sent::by(Delivery::Post)
    };
    assert_eq!(
        fields(send(site, &who, at, letter, courier).await),
        ["tracking_number"]
    );
    let online = Sent::by(Delivery::Online);
    assert_eq!(
        fields(send(site, &who, at, letter, online.clone()).await),
        ["consent"],
        "whoever asked to collect it has not agreed to a download"
    );
    let agreed = Sent {
        consent: "2025年3月10日电话同意".into(),
        ..online
    };
    send(site, &who, at, letter, agreed).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let (_, sent) = found.sent.unwrap();
    assert_eq!(sent.filing_address, "https://fy.example.gov.cn");
    assert_eq!(sent.consent, "2025年3月10日电话同意");
}

async fn the_forms_of_a_case_are_printed_from_it_as_it_stands(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let letter = super::signed(site, &who, at).await;
    let case = letters::get(&site.office, &who.clerk, letter).await.unwrap().case;
    let office = &site.office;
    let form = letters::registration_form(office, &who.clerk, at, case)
        .await
        .unwrap();
    let told = form.text();
    assert!(
        told.contains("11010519491231002X") && told.contains("申请人：张三（自然人）"),
        "{told}"
    );
    let refused = letters::registration_form(office, &who.legal, at, case).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    let opinions = letters::review_form(office, &who.legal, at, letter)
        .await
        .unwrap()
        .text();
    assert!(
        opinions.contains("审查意见1：合法性审查：同意（") && opinions.contains("签发：同意（"),
        "{opinions}"
    );
    let record = letters::delivery_record(office, &who.clerk, at, letter)
        .await
        .unwrap();
    assert!(
        record
            .text()
            .contains("送达文书：《政府信息不存在答复书》（孟公开答〔2025〕1号）"),
        "{}",
        record.text()
    );
    send(site, &who, at, letter, by_post()).await.unwrap();
    let record = letters::delivery_record(office, &who.clerk, at, letter)
        .await
        .unwrap()
        .text();
    for words in [
        "申请编号：",
        "送达方式：邮寄送达（邮件号码：XA123456789）",
        "受送达人签名或者盖章：2025年3月10日交邮",
        "送达机关：",
    ] {
        assert!(record.contains(words), "{words}: {record}");
    }
    a_letter_of_procedure_has_its_review_form(site, &who).await;
    let catalogue = letters::file_catalogue(office, &who.clerk, at, case)
        .await
        .unwrap();
    assert!(
        catalogue.text().contains("《政府信息不存在答复书》"),
        "{}",
        catalogue.text()
    );
}
