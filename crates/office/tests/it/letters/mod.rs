//! Letters of cases: drafted, checked, signed and delivered, and what each does to its case. Every story on both engines.

mod anew;
mod decided;
mod evidence;
mod facts;
mod leaving;
mod numbers;
mod overriding;
mod parties;
mod receipt;
mod returned;
mod taken_back;

use law::cases::decision::{Decision, Search};
use law::cases::letters::{Correcting, CorrectionGround, Deferral, LetterKind};
use law::cases::{ApplicationForm, Delivery, State, What};
use law::codes::Outcome;
use law::review::Level;
use law::staff::{Refusal, Role};
use office::cases::letters::{self, Basis, Dispatch, Edit, LetterState, Sent};
use office::cases::{self, CaseSettings};
use office::{Actor, CaseId, LetterId, Moment, OfficeError};
use sea_orm::ConnectionTrait;

use crate::harness::{Site, application, in_person, moment, stories};

stories! {
    a_reply_is_checked_signed_numbered_and_delivered_by_four_people
    what_is_sent_back_begins_its_round_anew
    what_was_changed_under_review_is_not_signed
    nobody_takes_a_level_who_alone_could_take_a_later_one_and_the_clerk_may_take_it_back
    a_letter_that_lacks_something_is_not_handed_over_and_says_what
    a_character_without_a_glyph_is_accepted_before_the_letter_is_handed_over
    a_letter_of_procedure_takes_effect_the_day_it_goes_out
    a_decision_stands_still_while_its_reply_is_in_sign_off
}

pub struct People {
    pub clerk: Actor,
    legal: Actor,
    secrecy: Actor,
    pub head: Actor,
}

impl People {
    /// Through whose hands a reply goes, in this order.
    pub fn signers(&self) -> [&Actor; 3] {
        [&self.legal, &self.secrecy, &self.head]
    }
}

pub async fn people(site: &Site) -> People {
    let mut settings = CaseSettings {
        letter_prefix: "孟公开".to_owned(),
        ..CaseSettings::default()
    };
    settings.remedies.reconsiderer = "洛阳市孟津区人民政府".into();
    settings.remedies.court = "洛阳铁路运输法院".into();
    settings.remedies.filing_address = "https://fy.example.gov.cn".into();
    let operator = Actor::system(site.organ, "测试");
    let at = moment("2025-03-03T09:00");
    cases::save_settings(&site.office, &operator, at, 0, &settings)
        .await
        .unwrap();
    People {
        clerk: site.person("jingban", &[Role::RequestClerk]).await,
        legal: site.person("fazhi", &[Role::Reviewer]).await,
        secrecy: site.person("baomi", &[Role::Reviewer]).await,
        head: site.person("fuzeren", &[Role::Signer]).await,
    }
}

async fn case(site: &Site, clerk: &Actor) -> CaseId {
    let form = ApplicationForm {
        form: "paper".to_owned(),
        way: "collect".to_owned(),
        ..application("张三", "滨河路改造工程的招标文件")
    };
    let arrival = in_person("2025-03-03");
    let at = moment("2025-03-03T10:00");
    cases::register(&site.office, clerk, at, &form, &arrival, false)
        .await
        .unwrap()
        .case
}

pub fn not_held() -> Decision {
    let mut decision = Decision::of(Outcome::UnavailableNotHeld);
    decision.searches.push(Search {
        systems: "档案室、公文系统".into(),
        keywords: "滨河路 招标".into(),
        by: "王五".into(),
        on: Some("2025-03-05".parse().unwrap()),
        result: "没有找到".into(),
        files: Vec::new(),
    });
    decision
}

pub async fn decide(site: &Site, clerk: &Actor, at: Moment, case: CaseId, decision: &Decision) {
    let version = cases::get(&site.office, clerk, at, case).await.unwrap().version;
    cases::save_decision(&site.office, clerk, at, case, version, decision)
        .await
        .unwrap();
}

async fn state(site: &Site, clerk: &Actor, at: Moment, case: CaseId) -> State {
    cases::get(&site.office, clerk, at, case)
        .await
        .unwrap()
        .standing
        .state
}

async fn version(site: &Site, actor: &Actor, letter: LetterId) -> i64 {
    letters::get(&site.office, actor, letter).await.unwrap().version
}

pub async fn submit(site: &Site, who: &People, at: Moment, letter: LetterId) -> Result<(), OfficeError> {
    let version = version(site, &who.clerk, letter).await;
    letters::submit(&site.office, &who.clerk, at, letter, version).await
}

pub async fn approve(
    site: &Site,
    actor: &Actor,
    at: Moment,
    letter: LetterId,
) -> Result<Option<Level>, OfficeError> {
    let version = version(site, actor, letter).await;
    letters::approve(&site.office, actor, at, letter, version, "同意", &[]).await
}

async fn deliver(site: &Site, who: &People, at: Moment, letter: LetterId) -> Result<State, OfficeError> {
    let version = version(site, &who.clerk, letter).await;
    let dispatch = Dispatch {
        on: at.today,
        sent: Sent {
            tracking_number: "XA123456789".into(),
            ..Sent::by(Delivery::Post)
        },
        received_on: None,
    };
    let after = letters::deliver(&site.office, &who.clerk, at, letter, version, &dispatch).await?;
    Ok(after.unwrap().state)
}

async fn a_reply_is_checked_signed_numbered_and_delivered_by_four_people(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    assert_eq!(letters::waiting(&site.office, &who.legal).await.unwrap().len(), 1);
    // Whoever alone can sign is not asked to check.
    assert!(
        letters::waiting(&site.office, &who.head)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        approve(site, &who.legal, at, letter).await.unwrap(),
        Some(Level::Secrecy)
    );
    let twice = approve(site, &who.legal, at, letter).await;
    assert!(
        matches!(twice, Err(OfficeError::Refused(Refusal::Twice))),
        "{twice:?}"
    );
    assert!(
        letters::waiting(&site.office, &who.legal)
            .await
            .unwrap()
            .is_empty()
    );
    let not_theirs = approve(site, &who.clerk, at, letter).await;
    assert!(matches!(
        not_theirs,
        Err(OfficeError::Refused(Refusal::NotYours(_)))
    ));
    assert_eq!(
        approve(site, &who.secrecy, at, letter).await.unwrap(),
        Some(Level::Signing)
    );
    assert_eq!(state(site, &who.clerk, at, case).await, State::InProgress);
    assert_eq!(approve(site, &who.head, at, letter).await.unwrap(), None);
    let signed = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(signed.state, LetterState::Signed);
    assert_eq!(signed.letter.number.as_deref(), Some("孟公开答〔2025〕1号"));
    assert_eq!(signed.letter.dated, Some(at.today));
    assert_eq!(state(site, &who.clerk, at, case).await, State::Replied);
    assert!(
        letters::for_applicant(&site.office, &site.applicant_of(&who.clerk, at, case).await, case)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(deliver(site, &who, at, letter).await.unwrap(), State::Delivered);
    let given = letters::for_applicant(&site.office, &site.applicant_of(&who.clerk, at, case).await, case)
        .await
        .unwrap();
    assert_eq!(given.len(), 1);
    assert_eq!(given[0].sent.as_ref().unwrap().1.tracking_number, "XA123456789");
    let again = deliver(site, &who, at, letter).await;
    assert!(matches!(again, Err(OfficeError::Invalid(_))), "{again:?}");
}

/// A reply to a new case, signed by its four people.
/// A reply in work.
pub async fn draft(site: &Site, who: &People, at: Moment) -> LetterId {
    let case = case(site, &who.clerk).await;
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap()
}

pub async fn signed(site: &Site, who: &People, at: Moment) -> LetterId {
    let letter = draft(site, who, at).await;
    submit(site, who, at, letter).await.unwrap();
    for person in [&who.legal, &who.secrecy, &who.head] {
        approve(site, person, at, letter).await.unwrap();
    }
    letter
}

async fn what_is_sent_back_begins_its_round_anew(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    approve(site, &who.legal, at, letter).await.unwrap();
    let now = version(site, &who.secrecy, letter).await;
    let wordless = letters::send_back(&site.office, &who.secrecy, at, letter, now, " ").await;
    assert!(matches!(wordless, Err(OfficeError::Invalid(_))));
    letters::send_back(&site.office, &who.secrecy, at, letter, now, "检索范围太窄")
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!((found.state, found.round), (LetterState::Draft, 2));
    assert_eq!(
        found.steps.last().unwrap().opinion.as_deref(),
        Some("检索范围太窄")
    );
    let stale = letters::submit(&site.office, &who.clerk, at, letter, now).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    submit(site, &who, at, letter).await.unwrap();
    // The first to check may check again: it is a new round.
    assert_eq!(
        approve(site, &who.legal, at, letter).await.unwrap(),
        Some(Level::Secrecy)
    );
}

async fn nobody_takes_a_level_who_alone_could_take_a_later_one_and_the_clerk_may_take_it_back(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    // A signer may check as well, but this one is the only one who could sign afterwards.
    let refused = approve(site, &who.head, at, letter).await.unwrap_err();
    assert!(
        refused.to_string().contains("没有其他人可以办理“签发”"),
        "{refused}"
    );
    assert!(
        letters::waiting(&site.office, &who.head)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(letters::waiting(&site.office, &who.legal).await.unwrap().len(), 1);
    approve(site, &who.legal, at, letter).await.unwrap();
    let now = version(site, &who.clerk, letter).await;
    let reviewer = letters::recall(&site.office, &who.secrecy, at, letter, now).await;
    assert!(matches!(reviewer, Err(OfficeError::Refused(_))));
    letters::recall(&site.office, &who.clerk, at, letter, now)
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(
        (found.state, found.round, found.next_level),
        (LetterState::Draft, 2, None)
    );
    submit(site, &who, at, letter).await.unwrap();
    for person in [&who.legal, &who.secrecy, &who.head] {
        approve(site, person, at, letter).await.unwrap();
    }
}

async fn what_was_changed_under_review_is_not_signed(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    approve(site, &who.legal, at, letter).await.unwrap();
    approve(site, &who.secrecy, at, letter).await.unwrap();
    // No act changes a letter that is in sign-off: somebody reached into the store.
    let sql = "UPDATE case_letter SET content = REPLACE(content, '张三', '李四')";
    let database = site.database().await;
    database.execute_unprepared(sql).await.unwrap();
    let refused = approve(site, &who.head, at, letter).await.unwrap_err();
    assert!(refused.to_string().contains("内容有变动"), "{refused}");
    let now = version(site, &who.head, letter).await;
    letters::send_back(&site.office, &who.head, at, letter, now, "内容有变动")
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(found.state, LetterState::Draft);
}

async fn a_letter_that_lacks_something_is_not_handed_over_and_says_what(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(
        site,
        &who.clerk,
        at,
        case,
        &Decision::of(Outcome::UnavailableNotHeld),
    )
    .await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    let Err(OfficeError::Blocked(lacks)) = submit(site, &who, at, letter).await else {
        panic!("a reply without a search was handed over");
    };
    assert!(lacks.iter().any(|lack| lack.field == "searches"), "{lacks:?}");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let edit = Edit {
        paragraphs: vec![law::cases::letters::Paragraph::Plain("没有。".to_owned())],
        ..Edit::default()
    };
    // The draft that nobody wrote into followed the decision.
    let seen = version(site, &who.clerk, letter).await;
    letters::edit(&site.office, &who.clerk, at, letter, seen, &edit)
        .await
        .unwrap();
    let Err(OfficeError::Blocked(lacks)) = submit(site, &who, at, letter).await else {
        panic!("a reply without its article and remedies was handed over");
    };
    assert!(lacks.iter().any(|lack| lack.field == "remedies"), "{lacks:?}");
    assert!(lacks.iter().any(|lack| lack.field == "article"), "{lacks:?}");
    let seen = version(site, &who.clerk, letter).await;
    letters::fill_again(&site.office, &who.clerk, at, letter, seen)
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    let second = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default()).await;
    assert!(matches!(second, Err(OfficeError::Invalid(_))), "{second:?}");
}

async fn a_character_without_a_glyph_is_accepted_before_the_letter_is_handed_over(site: &Site) {
    let without = |text: &str| text.chars().filter(|one| *one == '\u{31350}').take(1).collect();
    let _office = site.office.clone().with_printer(without);
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let form = ApplicationForm {
        form: "paper".to_owned(),
        way: "collect".to_owned(),
        ..application("张\u{31350}", "滨河路改造工程的招标文件")
    };
    let arrival = in_person("2025-03-03");
    let case = cases::register(&site.office, &who.clerk, at, &form, &arrival, false)
        .await
        .unwrap()
        .case;
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    let Err(OfficeError::Blocked(lacks)) = submit(site, &who, at, letter).await else {
        panic!("a letter that can't be printed was handed over");
    };
    assert_eq!(lacks[0].field, "characters");
    assert!(lacks[0].message.contains("U+31350"), "{lacks:?}");
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let edit = |accepts_characters| Edit {
        paragraphs: found.letter.paragraphs.clone(),
        accepts_characters,
        ..Edit::default()
    };
    letters::edit(&site.office, &who.clerk, at, letter, found.version, &edit(false))
        .await
        .unwrap();
    assert!(submit(site, &who, at, letter).await.is_err());
    letters::edit(
        &site.office,
        &who.clerk,
        at,
        letter,
        found.version + 1,
        &edit(true),
    )
    .await
    .unwrap();
    let kept = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(kept.basis.accepted_characters, "\u{31350}");
    submit(site, &who, at, letter).await.unwrap();
}

async fn a_letter_of_procedure_takes_effect_the_day_it_goes_out(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-06T10:00");
    let basis = Basis {
        what: Some(What::CorrectionRequested {
            respond_by: Some("2025-03-28".parse().unwrap()),
            received_on: None,
        }),
        correcting: Correcting {
            items: vec!["请写明招标文件的年度".into()],
            respond_by: Some("2025-03-28".parse().unwrap()),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let letter = letters::draft(&site.office, &who.clerk, at, case, LetterKind::Correction, &basis)
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    assert_eq!(approve(site, &who.head, at, letter).await.unwrap(), None);
    assert_eq!(state(site, &who.clerk, at, case).await, State::InProgress);
    let sent = deliver(site, &who, at, letter).await.unwrap();
    assert_eq!(sent, State::AwaitingCorrection);
    let extension = Basis {
        what: Some(What::Extended {
            days: 20,
            approved_by: String::new(),
        }),
        deferral: Deferral {
            reasons: "需要向多个部门查找".into(),
            ..Deferral::default()
        },
        ..Basis::default()
    };
    let waiting = letters::draft(
        &site.office,
        &who.clerk,
        at,
        case,
        LetterKind::Extension,
        &extension,
    )
    .await;
    assert!(matches!(waiting, Err(OfficeError::Invalid(_))), "{waiting:?}");
    let other = self::case(site, &who.clerk).await;
    let letter = letters::draft(
        &site.office,
        &who.clerk,
        at,
        other,
        LetterKind::Extension,
        &extension,
    )
    .await
    .unwrap();
    let text = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .letter
        .text();
    assert!(text.contains("2025年4月28日"), "{text}");
    submit(site, &who, at, letter).await.unwrap();
    approve(site, &who.head, at, letter).await.unwrap();
    deliver(site, &who, at, letter).await.unwrap();
    let extended = cases::get(&site.office, &who.clerk, at, other).await.unwrap();
    let extension = extended.standing.history.extension.unwrap();
    assert_eq!(
        (extension.days, extension.approved_by.as_str()),
        (20, "示例fuzeren")
    );
    assert_eq!(extended.standing.due_on, Some("2025-04-28".parse().unwrap()));
}

async fn a_decision_stands_still_while_its_reply_is_in_sign_off(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    submit(site, &who, at, letter).await.unwrap();
    let now = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .version;
    let other = Decision::of(Outcome::NotProcessedPetition);
    let changed = cases::save_decision(&site.office, &who.clerk, at, case, now, &other).await;
    assert!(matches!(changed, Err(OfficeError::Invalid(_))), "{changed:?}");
    let by_signer = cases::save_decision(&site.office, &who.head, at, case, now, &other).await;
    assert!(matches!(by_signer, Err(OfficeError::Refused(_))));
}
