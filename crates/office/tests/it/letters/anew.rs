//! A reply that a reconsideration revokes is made anew: with its own decision, letter, number, enclosures and delivery, and
//! counted once. What was signed before stands.

use jiff::civil::date;
use law::audit::Recorded;
use law::cases::decision::{Assessment, Decision};
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::LetterKind;
use law::cases::outcomes::{InternalAffair, Safety};
use law::cases::{ClockName, Mending, State};
use law::codes::{ApplicantKind, Outcome, Route, TableThreeRow, Verdict};
use law::disputes::{Ending, NewReply, Ordered, Procedure};
use law::reports::{Cell, Tables};
use law::screening::Screening;
use office::audit::AuditFilter;
use office::cases::case_file::{self, CaseFile, Held};
use office::cases::enclosures::{self, Enclosing};
use office::cases::letters::{self, Basis, CaseLetter, LetterState};
use office::cases::{self, ToMend};
use office::disputes::{self, Ended, Particulars};
use office::documents::Upload;
use office::{Actor, CaseId, DisputeId, LetterId, Moment, OfficeError};
use rust_decimal::Decimal;

use super::facts::{draft, fields};
use super::{People, case, decide, deliver, not_held, people, state};
use crate::harness::{Site, moment, stories};

stories! {
    a_revoked_reply_is_made_anew_with_its_own_letter_enclosures_and_delivery
    a_revoked_reply_does_not_go_out_again_word_for_word
    a_result_that_may_order_a_reply_asks_whether_it_did
    an_order_recorded_wrongly_is_struck_and_the_case_is_over_as_it_was
    a_second_reply_is_disputed_and_ordered_anew_as_well
    the_file_keeps_what_each_reply_rests_on
    a_reply_of_a_later_year_changes_nothing_of_what_table_three_has_told
}

fn granted() -> Decision {
    let mut decision = Decision::of(Outcome::GrantedProvided);
    "电子文档".clone_into(&mut decision.getting.form);
    decision.getting.is_enclosed = true;
    decision
}

async fn enclose(site: &Site, who: &People, at: Moment, case: CaseId, name: &str) {
    let item = Item {
        name: name.to_owned(),
        given: Given::Whole,
        ground: None,
        reason: String::new(),
    };
    let file = Enclosing {
        part: FilePart::Version,
        upload: Upload {
            name: format!("{name}.csv"),
            bytes: name.as_bytes().to_vec(),
        },
        screening: Screening::default(),
        pages: None,
    };
    enclosures::add(&site.office, &who.clerk, at, case, &item, vec![file])
        .await
        .unwrap();
}

/// Drafted, checked with every enclosure looked at, and signed.
async fn signed(site: &Site, who: &People, at: Moment, case: CaseId, kind: LetterKind) -> LetterId {
    let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    super::submit(site, who, at, letter).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let looked: Vec<_> = found.enclosures.iter().map(|one| one.id).collect();
    for person in [&who.legal, &who.secrecy, &who.head] {
        let version = super::version(site, person, letter).await;
        letters::approve(&site.office, person, at, letter, version, "同意", &looked)
            .await
            .unwrap();
    }
    letter
}

/// Answered on 2025-03-10 with one file, and delivered.
async fn answered(site: &Site, who: &People) -> (CaseId, LetterId) {
    let at = moment("2025-03-10T10:00");
    let case = case(site, &who.clerk).await;
    decide(site, &who.clerk, at, case, &granted()).await;
    enclose(site, who, at, case, "名单").await;
    let letter = Box::pin(signed(site, who, at, case, LetterKind::Granted)).await;
    deliver(site, who, at, letter).await.unwrap();
    (case, letter)
}

async fn disputed(site: &Site, clerk: &Actor, case: Option<CaseId>, number: &str, day: &str) -> DisputeId {
    let at = moment(&format!("{day}T09:00"));
    let case_number = match case {
        Some(case) => cases::get(&site.office, clerk, at, case).await.unwrap().number,
        None => String::new(),
    };
    let particulars = Particulars {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Simple),
        number: number.to_owned(),
        authority: "洛阳市孟津区人民政府".to_owned(),
        claimant: "张三".to_owned(),
        subject: "不服答复".to_owned(),
        received_on: at.today,
        case_number,
        parent: None,
        note: String::new(),
    };
    disputes::open(&site.office, clerk, at, &particulars)
        .await
        .unwrap()
}

fn reply_ordered(number: &str, received_on: jiff::civil::Date) -> Ordered {
    Ordered::Reply(NewReply {
        number: number.to_owned(),
        received_on,
        by: None,
        days: Some(15),
        from: None,
    })
}

/// Ended as revoked on that day, which is the day it was received on.
async fn revoked(
    site: &Site,
    clerk: &Actor,
    at: Moment,
    id: DisputeId,
    ordered: impl Into<Option<Ordered>>,
) -> Result<(), OfficeError> {
    let version = disputes::get(&site.office, clerk, id).await.unwrap().version;
    let ended = Ended {
        ending: Ending::Revoked,
        on: at.today,
        ordered: ordered.into(),
    };
    disputes::end(&site.office, clerk, at, (id, version), &ended).await
}

/// The counts of table three over a natural person, for a year.
async fn counts(site: &Site, year: i16) -> Vec<(TableThreeRow, u32)> {
    let operator = Actor::system(site.organ, "测试");
    let mut tables = Tables::zeros();
    cases::year_tables(&site.office, &operator, year, &mut tables)
        .await
        .unwrap();
    let count = |row: TableThreeRow| {
        let counted = tables.get(Cell::Three(row, ApplicantKind::NaturalPerson));
        let counted = counted.unwrap_or(Decimal::ZERO);
        (!counted.is_zero()).then(|| (row, u32::try_from(counted).unwrap()))
    };
    TableThreeRow::printed().filter_map(count).collect()
}

fn field(refused: Result<(), OfficeError>) -> (&'static str, String) {
    match refused {
        Err(OfficeError::Invalid(why)) => (why[0].field, why[0].message.clone()),
        other => panic!("{other:?}"),
    }
}

/// The case stands open with its own clock, and what was signed stands.
async fn is_taken_up(site: &Site, who: &People, at: Moment, case: CaseId, before: &CaseLetter) {
    let reopened = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    assert_eq!(reopened.standing.state, State::Reopened);
    // 15 working days after 04-21, over the holidays of May (04-27 made up).
    assert_eq!(reopened.standing.due_on, Some(date(2025, 5, 14)));
    let ordered = cases::ordered(&site.office, &who.clerk).await.unwrap();
    assert_eq!(ordered.iter().map(|row| row.id).collect::<Vec<_>>(), [case]);
    let board = cases::board(&site.office, &who.clerk, false).await.unwrap();
    assert!(
        board
            .rows
            .iter()
            .any(|row| row.id == case && row.next_due_on == Some(date(2025, 5, 14)))
    );
    assert!(
        cases::decision(&site.office, &who.clerk, case)
            .await
            .unwrap()
            .is_none(),
        "decided from the beginning"
    );
    assert!(
        enclosures::in_work(&site.office, &who.clerk, case)
            .await
            .unwrap()
            .is_empty()
    );
    // What was signed stands, and whoever applied still gets it.
    let stands = letters::get(&site.office, &who.clerk, before.id).await.unwrap();
    assert_eq!(
        (stands.state, &stands.letter),
        (LetterState::Delivered, &before.letter)
    );
    let applicant = site.applicant_of(&who.clerk, at, case).await;
    let old = stands.enclosures[0].files[0].id;
    enclosures::fetch(&site.office, &applicant, at, case, old)
        .await
        .unwrap();
    let form = letters::review_form(&site.office, &who.clerk, at, before.id)
        .await
        .unwrap();
    assert!(
        format!("{form:?}").contains("予以公开"),
        "the form of the first reply tells its own decision"
    );
}

/// 行政诉讼法第七十一条: 不得以同一的事实和理由作出与原行政行为基本相同的行政行为.
async fn a_revoked_reply_does_not_go_out_again_word_for_word(site: &Site) {
    let who = people(site).await;
    let case = super::case(site, &who.clerk).await;
    let at = moment("2025-03-10T10:00");
    let refused = |renewed: &str| {
        let mut decision = Decision::of(Outcome::RefusedInternalAffairs);
        decision.grounds.reasons = "该记录属于内部人事管理事项，不对外产生影响".into();
        decision.grounds.internal_affair = Some(InternalAffair::Personnel);
        decision.renewed = renewed.into();
        decision
    };
    decide(site, &who.clerk, at, case, &refused("")).await;
    let first = Box::pin(signed(site, &who, at, case, LetterKind::Refused)).await;
    deliver(site, &who, at, first).await.unwrap();
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕9号", "2025-03-20").await;
    let at = moment("2025-04-21T10:00");
    let order = reply_ordered("孟政复决〔2025〕9号", at.today);
    revoked(site, &who.clerk, at, dispute, order).await.unwrap();
    let lacks = async |decision: &Decision| {
        decide(site, &who.clerk, at, case, decision).await;
        let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
        let facts = cases::decision_facts(&site.office, &who.clerk, at, &found)
            .await
            .unwrap();
        let blockers = law::cases::decision::blockers(decision, &facts);
        blockers.into_iter().map(|why| why.field).collect::<Vec<_>>()
    };
    assert_eq!(lacks(&refused("")).await, ["renewed"]);
    let second = draft(site, &who, at, case, LetterKind::Refused, &Basis::default())
        .await
        .unwrap();
    assert_eq!(fields(super::submit(site, &who, at, second).await), ["renewed"]);
    let explained = refused("原答复因没有告知复议机关被撤销，事实和理由没有变化");
    assert!(lacks(&explained).await.is_empty());
}

async fn a_revoked_reply_is_made_anew_with_its_own_letter_enclosures_and_delivery(site: &Site) {
    let who = people(site).await;
    let (case, first) = Box::pin(answered(site, &who)).await;
    let before = letters::get(&site.office, &who.clerk, first).await.unwrap();
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕9号", "2025-03-20").await;
    let at = moment("2025-04-21T10:00");
    revoked(
        site,
        &who.clerk,
        at,
        dispute,
        reply_ordered("孟政复决〔2025〕9号", at.today),
    )
    .await
    .unwrap();

    Box::pin(is_taken_up(site, &who, at, case, &before)).await;
    let applicant = site.applicant_of(&who.clerk, at, case).await;
    decide(site, &who.clerk, at, case, &granted()).await;
    enclose(site, &who, at, case, "明细").await;
    let second = Box::pin(signed(site, &who, at, case, LetterKind::Granted)).await;
    let made = letters::get(&site.office, &who.clerk, second).await.unwrap();
    let text = made.letter.text();
    for told in [
        "孟政复决〔2025〕9号",
        "2025年4月21日",
        "孟公开答〔2025〕1号",
        "2025年3月10日",
        "撤销",
        "重新答复",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
    assert_eq!(made.letter.number.as_deref(), Some("孟公开答〔2025〕2号"));
    assert_eq!(made.letter.enclosures, ["明细"]);
    assert_eq!(deliver(site, &who, at, second).await.unwrap(), State::Delivered);
    assert!(cases::ordered(&site.office, &who.clerk).await.unwrap().is_empty());
    let sent = letters::for_applicant(&site.office, &applicant, case)
        .await
        .unwrap();
    let days: Vec<String> = sent
        .iter()
        .map(|one| one.sent.as_ref().unwrap().0.to_string())
        .collect();
    assert_eq!(days, ["2025-03-10", "2025-04-21"]);
    let over = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .standing;
    let clock = over
        .clocks
        .iter()
        .find(|clock| clock.name == ClockName::OrderedReply)
        .unwrap();
    assert_eq!(clock.met_on, Some(at.today));
    assert_eq!(
        counts(site, 2025).await,
        [
            (TableThreeRow::New, 1),
            (TableThreeRow::Granted, 1),
            (TableThreeRow::Total, 1)
        ]
    );
    let mut tables = Tables::zeros();
    disputes::year_tables(
        &site.office,
        &Actor::system(site.organ, "测试"),
        2025,
        &mut tables,
    )
    .await
    .unwrap();
    let settled = tables.get(Cell::Four(Route::Reconsideration, Verdict::Corrected));
    assert_eq!(settled, Some(Decimal::ONE), "table four: 结果纠正");
}

/// The rows of a table of the file, joined.
fn rows(taken: &CaseFile, title: &str) -> String {
    let held = taken.pieces.iter().find(|(piece, _)| piece.title == title);
    match held {
        Some((_, Held::Record(record))) => record.rows.iter().flatten().cloned().collect(),
        other => panic!("{title}: {}", other.is_some()),
    }
}

async fn the_file_keeps_what_each_reply_rests_on(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let case = case(site, &who.clerk).await;
    decide(site, &who.clerk, at, case, &not_held()).await;
    let first = Box::pin(signed(site, &who, at, case, LetterKind::Unavailable)).await;
    deliver(site, &who, at, first).await.unwrap();
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕7号", "2025-03-20").await;
    let at = moment("2025-04-21T10:00");
    let ordered = reply_ordered("孟政复决〔2025〕7号", at.today);
    revoked(site, &who.clerk, at, dispute, ordered).await.unwrap();
    let mut endangering = Decision::of(Outcome::RefusedSafety);
    endangering.grounds.reasons = "公开管网节点的位置会使供水设施受到破坏".into();
    endangering.grounds.safety = Some(Safety::Public);
    endangering.grounds.assessment = Assessment {
        by: "应急管理股".into(),
        on: Some(date(2025, 4, 21)),
    };
    decide(site, &who.clerk, at, case, &endangering).await;
    let second = Box::pin(signed(site, &who, at, case, LetterKind::Refused)).await;
    deliver(site, &who, at, second).await.unwrap();

    let taken = case_file::take_out(&site.office, &who.clerk, at, case, false)
        .await
        .unwrap();
    let searches = rows(&taken, "检索记录");
    assert!(
        searches.contains("孟公开答〔2025〕1号") && searches.contains("档案室、公文系统"),
        "{searches}"
    );
    let over = rows(&taken, "复议、诉讼");
    assert!(over.contains("孟政复决") || over.contains("孟政复〔"), "{over}");
    // What happened to the dispute itself is of the case too (行政复议法第五十四条).
    let log = rows(&taken, "审计记录摘录");
    for told in ["登记行政复议 ", "登记复议、诉讼 ", " 的结果：", " 的政府信息"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    let bases = rows(&taken, "处理依据");
    for words in [
        "孟公开答〔2025〕2号",
        "评估的单位或者人员：应急管理股",
        "2025年4月21日",
    ] {
        assert!(bases.contains(words), "{words}: {bases}");
    }
    let form = letters::registration_form(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .text();
    assert!(
        form.contains("法定期限：2025年3月31日；责令答复的期限：2025年5月14日"),
        "{form}"
    );
    assert!(
        form.contains("2025年3月10日作出答复（无法提供：本机关不掌握相关政府信息）"),
        "{form}"
    );
}

async fn a_result_that_may_order_a_reply_asks_whether_it_did(site: &Site) {
    let who = people(site).await;
    let (case, _) = Box::pin(answered(site, &who)).await;
    let at = moment("2025-04-21T10:00");
    let about_none = disputed(site, &who.clerk, None, "孟政复〔2025〕8号", "2025-03-20").await;
    let refused = revoked(
        site,
        &who.clerk,
        at,
        about_none,
        reply_ordered("孟政复决〔2025〕8号", at.today),
    )
    .await;
    assert_eq!(field(refused).0, "ordered", "there is no case to answer");
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕9号", "2025-03-20").await;
    let refused = revoked(site, &who.clerk, at, dispute, None::<Ordered>).await;
    let (at_field, why) = field(refused);
    assert_eq!(at_field, "ordered");
    assert!(why.contains("行政复议法第六十四条"), "{why}");
    let without_number = revoked(site, &who.clerk, at, dispute, reply_ordered(" ", at.today)).await;
    assert_eq!(field(without_number).0, "order_number");
    let early = revoked(
        site,
        &who.clerk,
        at,
        dispute,
        reply_ordered("孟政复决〔2025〕9号", date(2025, 4, 20)),
    )
    .await;
    assert_eq!(field(early).0, "order_received_on", "received before it was made");
    // Nothing was ordered, …
    revoked(site, &who.clerk, at, dispute, Some(Ordered::Nothing))
        .await
        .unwrap();
    assert_eq!(state(site, &who.clerk, at, case).await, State::Delivered);
    let known = disputes::get(&site.office, &who.clerk, dispute).await.unwrap();
    assert_eq!(known.has_ordered, Some(false));
    // … or so it was said: it is put right, once.
    let reply = reply_ordered("孟政复决〔2025〕9号", at.today);
    disputes::order(&site.office, &who.clerk, at, (dispute, known.version), &reply)
        .await
        .unwrap();
    assert_eq!(state(site, &who.clerk, at, case).await, State::Reopened);
    let again = disputes::order(&site.office, &who.clerk, at, (dispute, known.version + 1), &reply).await;
    assert_eq!(field(again).0, "ordered");
    let by_head = disputes::order(&site.office, &who.head, at, (dispute, known.version + 1), &reply).await;
    assert!(matches!(by_head, Err(OfficeError::Refused(_))));
    let filter = AuditFilter {
        act: Recorded::CasesOrder.code().to_owned(),
        ..AuditFilter::default()
    };
    let operator = Actor::system(site.organ, "测试");
    let log = office::audit::search(&site.office, &operator, &filter, 5)
        .await
        .unwrap();
    assert_eq!(log.entries.len(), 1);
}

async fn an_order_recorded_wrongly_is_struck_and_the_case_is_over_as_it_was(site: &Site) {
    let who = people(site).await;
    let (case, _) = Box::pin(answered(site, &who)).await;
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕9号", "2025-03-20").await;
    let at = moment("2025-04-21T10:00");
    revoked(
        site,
        &who.clerk,
        at,
        dispute,
        reply_ordered("孟政复决〔2025〕9号", at.today),
    )
    .await
    .unwrap();
    let known = disputes::get(&site.office, &who.clerk, dispute).await.unwrap();
    let mut other = known.dispute;
    other.ended = Some((Ending::Upheld, at.today));
    let held = (dispute, known.version);
    let refused = disputes::correct(
        &site.office,
        &who.clerk,
        at,
        held,
        &known.particulars,
        &other,
        "看错",
    )
    .await;
    let (at_field, why) = field(refused);
    assert_eq!(at_field, "ending");
    assert!(why.contains("撤销该项登记"), "{why}");

    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let draft = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
        .await
        .unwrap();
    let strike = async |by: &Actor| {
        let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
        let to_mend = ToMend {
            seq: found.timeline.last().unwrap().seq,
            mending: &Mending::Struck,
            reason: "登记到别的件上了",
            proof: "",
        };
        cases::mend(&site.office, by, at, case, found.version, to_mend).await
    };
    let (_, why) = field(strike(&who.head).await.map(|_| ()));
    assert!(why.contains("在办的答复书"), "{why}");
    let version = super::version(site, &who.clerk, draft).await;
    letters::drop(&site.office, &who.clerk, at, draft, version)
        .await
        .unwrap();
    // It would close the case: whoever handles it does not do that to their own work.
    let (_, why) = field(strike(&who.clerk).await.map(|_| ()));
    assert!(why.contains("请其他签发人"), "{why}");
    let standing = strike(&who.head).await.unwrap();
    assert_eq!(standing.state, State::Delivered);
    let (decision, _) = cases::decision(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(decision.outcome, Outcome::GrantedProvided, "what it was over by");
    let known = disputes::get(&site.office, &who.clerk, dispute).await.unwrap();
    assert_eq!(known.has_ordered, None, "it is asked anew");
    let held = (dispute, known.version);
    disputes::correct(
        &site.office,
        &who.clerk,
        at,
        held,
        &known.particulars,
        &other,
        "看错",
    )
    .await
    .unwrap();
}

async fn a_second_reply_is_disputed_and_ordered_anew_as_well(site: &Site) {
    let who = people(site).await;
    let (case, _) = Box::pin(answered(site, &who)).await;
    let mut at = moment("2025-04-21T10:00");
    for (number, decided, next) in [
        ("孟政复决〔2025〕9号", "2025-04-21", "2025-06-03T10:00"),
        ("孟政复决〔2025〕21号", "2025-06-03", "2025-06-20T10:00"),
    ] {
        let dispute = disputed(site, &who.clerk, Some(case), &format!("案{number}"), decided).await;
        revoked(site, &who.clerk, at, dispute, reply_ordered(number, at.today))
            .await
            .unwrap();
        assert_eq!(state(site, &who.clerk, at, case).await, State::Reopened);
        // Each reply rests on a search of its own.
        let mut decision = not_held();
        decision.searches[0].on = Some(at.today);
        decide(site, &who.clerk, at, case, &decision).await;
        let letter = Box::pin(signed(site, &who, at, case, LetterKind::Unavailable)).await;
        let text = letters::get(&site.office, &who.clerk, letter)
            .await
            .unwrap()
            .letter
            .text();
        assert!(text.contains(number), "{text}");
        deliver(site, &who, at, letter).await.unwrap();
        at = moment(next);
    }
    let over = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .standing;
    assert_eq!(
        (over.state, over.history.replies_before.len()),
        (State::Delivered, 2)
    );
    let numbers: Vec<Option<String>> = letters::of_case(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .into_iter()
        .map(|letter| letter.letter.number)
        .collect();
    let number = |serial| Some(format!("孟公开答〔2025〕{serial}号"));
    assert_eq!(numbers, [number(1), number(2), number(3)]);
    assert_eq!(
        counts(site, 2025).await,
        [
            (TableThreeRow::New, 1),
            (TableThreeRow::UnavailableNotHeld, 1),
            (TableThreeRow::Total, 1)
        ]
    );
}

async fn a_reply_of_a_later_year_changes_nothing_of_what_table_three_has_told(site: &Site) {
    let who = people(site).await;
    let (case, _) = Box::pin(answered(site, &who)).await;
    let told = counts(site, 2025).await;
    let dispute = disputed(site, &who.clerk, Some(case), "孟政复〔2025〕9号", "2025-12-20").await;
    let at = moment("2026-01-12T10:00");
    revoked(
        site,
        &who.clerk,
        at,
        dispute,
        reply_ordered("孟政复决〔2026〕1号", at.today),
    )
    .await
    .unwrap();
    assert_eq!(
        (counts(site, 2025).await, counts(site, 2026).await),
        (told.clone(), vec![])
    );
    decide(site, &who.clerk, at, case, &not_held()).await;
    let letter = Box::pin(signed(site, &who, at, case, LetterKind::Unavailable)).await;
    deliver(site, &who, at, letter).await.unwrap();
    assert_eq!(
        (counts(site, 2025).await, counts(site, 2026).await),
        (told, vec![])
    );
    let over = cases::get(&site.office, &who.clerk, at, case)
        .await
        .unwrap()
        .standing;
    assert_eq!(
        over.outcome,
        Some(TableThreeRow::UnavailableNotHeld),
        "what stands is the second"
    );
}
