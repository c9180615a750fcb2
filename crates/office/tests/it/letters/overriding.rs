//! What a third party objects to goes by no way that arrives at once before its notice is known to have come (条例第三十二条).
//! Every story on both engines.

use law::cases::decision::{Decision, PublicInterest};
use law::cases::letters::{Consulted, LetterKind};
use law::cases::{Delivery, Party, What};
use law::codes::{Outcome, Route};
use law::disputes::{Ending, NewReply, Ordered, Procedure};
use office::cases;
use office::cases::letters::{self, Basis, Dispatch, GonePast, Sent};
use office::disputes::{self, Ended, Particulars};
use office::{Actor, CaseId, LetterId, Moment};

use super::facts::{by_post, draft, fields, happens, send, signed, text};
use super::receipt::record;
use super::{People, case, decide, people, version};
use crate::harness::{Site, moment, stories};

stories! {
    what_is_objected_to_waits_for_the_receipt_of_its_notice_unless_the_signer_says_why
    a_notice_that_was_handed_over_or_posted_before_a_posted_reply_lets_it_go
    a_notice_that_came_back_holds_the_signed_reply_until_it_went_out_once_more_and_voids_no_signature
    what_a_notice_disclosed_leaves_no_more_once_the_third_party_has_it_revoked
    a_notice_that_was_revoked_without_an_order_tells_nobody_any_more
    what_a_third_party_consents_to_in_part_is_told_by_notice_and_reply_and_the_rest_waits_for_its_notice
}

/// A case whose reply discloses what a third party objects to, signed, with the notice to that party signed.
async fn overriding(site: &Site, who: &People) -> (CaseId, LetterId, LetterId) {
    let (case, notice, reply) = overriding_who(site, who, None).await;
    signed(site, who, moment("2025-03-10T09:00"), notice, 3).await;
    (case, notice, reply)
}

/// The same of a third party that consents to that part, with the notice in work.
async fn overriding_who(
    site: &Site,
    who: &People,
    consents_to: Option<String>,
) -> (CaseId, LetterId, LetterId) {
    let case = case(site, &who.clerk).await;
    let name = Some("甲公司".to_owned());
    let party = Party::ThirdParty;
    let asked = What::ConsultationSent {
        party,
        name: name.clone(),
        received_on: None,
        number: None,
        content: None,
    };
    happens(site, who, moment("2025-03-05T09:00"), case, asked).await;
    let objects = What::ConsultationAnswered {
        party,
        name: name.clone(),
        consents: Some(false),
        number: None,
        is_signed: Some(true),
        consents_to,
    };
    let at = moment("2025-03-10T09:00");
    happens(site, who, at, case, objects).await;
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
    let basis = Basis {
        what: Some(What::OverrideNotified {
            name,
            not_before: None,
            received_on: None,
            content: None,
        }),
        consulted: Consulted {
            name: "甲公司".into(),
            content: "检测报告".into(),
            objection: "检测报告是商业秘密".into(),
            ..Consulted::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, who, at, case, LetterKind::OverrideNotice, &basis)
        .await
        .unwrap();
    (case, notice, draft_reply(site, who, case).await)
}

async fn draft_reply(site: &Site, who: &People, case: CaseId) -> LetterId {
    let at = moment("2025-03-10T09:00");
    draft(site, who, at, case, LetterKind::Granted, &Basis::default())
        .await
        .unwrap()
}

fn online(despite: &str) -> Sent {
    Sent {
        consent: "3月10日来电同意网上送达".into(),
        despite: despite.into(),
        ..Sent::by(Delivery::Online)
    }
}

async fn what_is_objected_to_waits_for_the_receipt_of_its_notice_unless_the_signer_says_why(site: &Site) {
    let who = people(site).await;
    let (case, notice, reply) = Box::pin(overriding(site, &who)).await;
    let at = moment("2025-03-10T10:00");
    send(site, &who, at, notice, by_post()).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    let by = async |actor: &Actor, despite: &str| {
        let version = version(site, &who.clerk, reply).await;
        let dispatch = Dispatch {
            on: at.today,
            sent: online(despite),
            received_on: None,
        };
        letters::deliver(&site.office, actor, at, reply, version, &dispatch).await
    };
    // Posted is not delivered: the information would be there before the third party knew.
    assert_eq!(fields(by(&who.clerk, "").await), ["despite"]);
    let why = "甲公司法定代表人当面知悉，收条另附";
    assert_eq!(
        fields(by(&who.clerk, why).await),
        ["despite"],
        "that is the signer's to say"
    );
    assert!(
        by(&who.head, "").await.is_err(),
        "who signs does not deliver without a reason"
    );
    by(&who.head, why).await.unwrap();
    let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let note = found.timeline.last().unwrap().note.clone().unwrap();
    assert!(note.contains(why), "{note}");
    let warned = found.standing.warnings.concat();
    assert!(warned.contains("甲公司是否收到还不知道"), "{warned}");
}

async fn a_notice_that_was_handed_over_or_posted_before_a_posted_reply_lets_it_go(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    // Its receipt is recorded: it was told before.
    let (_, notice, reply) = Box::pin(overriding(site, &who)).await;
    send(site, &who, at, notice, by_post()).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    let later = moment("2025-03-13T10:00");
    assert_eq!(
        fields(send(site, &who, later, reply, online("")).await),
        ["despite"]
    );
    record(site, &who, later, notice, "2025-03-12", "邮政回执，前台签收")
        .await
        .unwrap();
    send(site, &who, later, reply, online("")).await.unwrap();
    // What is posted arrives no sooner than what was posted before it.
    let (_, notice, reply) = Box::pin(overriding(site, &who)).await;
    send(site, &who, at, notice, by_post()).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    send(site, &who, at, reply, by_post()).await.unwrap();
    // Handed over, it was told that day.
    let (_, notice, reply) = Box::pin(overriding(site, &who)).await;
    let handed = Sent {
        proof: "前台王某签收".into(),
        ..Sent::by(Delivery::InPerson)
    };
    send(site, &who, at, notice, handed).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    send(site, &who, at, reply, online("")).await.unwrap();
}

/// 条例第三十二条: what is not consented to is an objection like any other, overridden by name and told before.
async fn what_a_third_party_consents_to_in_part_is_told_by_notice_and_reply_and_the_rest_waits_for_its_notice(
    site: &Site,
) {
    let who = people(site).await;
    let part = "检测报告的封面";
    let (case, notice, reply) = Box::pin(overriding_who(site, &who, Some(part.to_owned()))).await;
    let at = moment("2025-03-10T10:00");
    let told = text(site, &who, notice).await;
    assert!(
        told.contains("收到你单位同意公开检测报告的封面，其余内容不同意公开的意见"),
        "{told}"
    );
    let told = text(site, &who, reply).await;
    assert!(
        told.contains("第三方同意公开检测报告的封面，其余内容不同意公开"),
        "{told}"
    );
    let seen = version(site, &who.clerk, reply).await;
    let refused = letters::submit(&site.office, &who.clerk, at, reply, seen).await;
    assert!(fields(refused).contains(&"override"), "the rest is told before");
    signed(site, &who, at, notice, 3).await;
    send(site, &who, at, notice, by_post()).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let kept = found
        .timeline
        .iter()
        .any(|entry| entry.event.line().contains(part));
    assert!(kept, "what is consented to stays on record");
}

/// A reply over an objection lies signed after its notice was handed over, and ten days later the third party has the notice revoked.
/// Gives the case and the reply.
async fn revoked(site: &Site, who: &People, later: Moment, ordered: Ordered) -> (CaseId, LetterId) {
    let (case, notice, reply) = Box::pin(overriding(site, who)).await;
    let at = moment("2025-03-10T10:00");
    let handed = Sent {
        proof: "前台王某签收".into(),
        ..Sent::by(Delivery::InPerson)
    };
    send(site, who, at, notice, handed).await.unwrap();
    signed(site, who, at, reply, 3).await;
    let found = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let particulars = Particulars {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Simple),
        number: "孟复受〔2025〕1号".into(),
        authority: "洛阳市孟津区人民政府".into(),
        claimant: "甲公司".into(),
        subject: "不服《政府信息决定公开告知书》".into(),
        received_on: at.today,
        case_number: found.number,
        parent: None,
        note: String::new(),
    };
    let dispute = disputes::open(&site.office, &who.clerk, at, &particulars)
        .await
        .unwrap();
    let seen = disputes::get(&site.office, &who.clerk, dispute).await.unwrap();
    let ended = Ended {
        ending: Ending::Revoked,
        on: later.today,
        ordered: Some(ordered),
    };
    disputes::end(&site.office, &who.clerk, later, (dispute, seen.version), &ended)
        .await
        .unwrap();
    (case, reply)
}

/// 条例第三十二条: nothing that the reply says has changed by it.
async fn a_notice_that_came_back_holds_the_signed_reply_until_it_went_out_once_more_and_voids_no_signature(
    site: &Site,
) {
    let who = people(site).await;
    let (case, notice, reply) = Box::pin(overriding(site, &who)).await;
    let at = moment("2025-03-10T10:00");
    send(site, &who, at, notice, by_post()).await.unwrap();
    signed(site, &who, at, reply, 3).await;
    let later = moment("2025-03-18T10:00");
    let seen = version(site, &who.clerk, notice).await;
    let back = (later.today, "邮件退回，批注无人收件");
    letters::record_return(&site.office, &who.clerk, later, notice, seen, back)
        .await
        .unwrap();
    let told = async || {
        let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
        let told = letters::told(&site.office, &who.clerk, later, &found)
            .await
            .unwrap();
        let told = told.held_back.iter().map(|one| one.why.clone());
        told.collect::<String>()
    };
    let why = told().await;
    assert!(
        why.contains("请先重新送达告知书") && why.contains("不必撤回签发"),
        "{why}"
    );
    assert_eq!(fields(send(site, &who, later, reply, by_post()).await), ["on"]);
    let handed = Sent {
        proof: "前台王某签收".into(),
        ..Sent::by(Delivery::InPerson)
    };
    send(site, &who, later, notice, handed).await.unwrap();
    assert_eq!(told().await, "");
    send(site, &who, later, reply, by_post()).await.unwrap();
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    assert_eq!(found.standing.state, law::cases::State::Delivered);
}

/// 行政复议法第六十四条: the very act that was revoked is not carried out, and the revoked notice tells nobody any more.
async fn what_a_notice_disclosed_leaves_no_more_once_the_third_party_has_it_revoked(site: &Site) {
    let who = people(site).await;
    let later = moment("2025-03-20T10:00");
    let order = Ordered::Reply(NewReply {
        number: "孟复决〔2025〕1号".into(),
        received_on: later.today,
        by: None,
        days: Some(15),
        from: None,
    });
    let (case, reply) = Box::pin(revoked(site, &who, later, order)).await;
    let looked = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let explained = Sent {
        despite: "已经核实".into(),
        ..by_post()
    };
    let refused = fields(send(site, &who, later, reply, explained).await);
    let is_held = !refused.is_empty() && refused.iter().all(|field| *field == "on");
    assert!(is_held, "no reason lets it go: {refused:?}");
    let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    let told = letters::told(&site.office, &who.clerk, later, &found)
        .await
        .unwrap();
    assert!(told.held_back.iter().any(|one| one.past == GonePast::Never));
    let seen = version(site, &who.head, reply).await;
    letters::take_back(&site.office, &who.head, later, reply, seen, "告知书已被撤销")
        .await
        .unwrap();
    // The decision that was revoked lets nothing go by the notice that was.
    let again = draft(site, &who, later, case, LetterKind::Granted, &Basis::default())
        .await
        .unwrap();
    let seen = version(site, &who.clerk, again).await;
    let refused = letters::submit(&site.office, &who.clerk, later, again, seen).await;
    assert!(fields(refused).contains(&"override"));
    let history = looked(later).await.standing.history;
    assert!(history.awaited_order().is_some(), "the order waits for its reply");
}

/// The same where the decision orders no reply: what was revoked stays revoked after the signature was taken back.
async fn a_notice_that_was_revoked_without_an_order_tells_nobody_any_more(site: &Site) {
    let who = people(site).await;
    let later = moment("2025-03-20T10:00");
    let (case, reply) = Box::pin(revoked(site, &who, later, Ordered::Nothing)).await;
    let seen = version(site, &who.head, reply).await;
    letters::take_back(&site.office, &who.head, later, reply, seen, "告知书已被撤销")
        .await
        .unwrap();
    let found = cases::get(&site.office, &who.clerk, later, case).await.unwrap();
    let facts = cases::decision_facts(&site.office, &who.clerk, later, &found)
        .await
        .unwrap();
    let (decision, _) = cases::decision(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    let told = law::cases::decision::blockers(&decision, &facts);
    assert!(told.iter().any(|why| why.field == "override"), "{told:?}");
    let again = draft_reply(site, &who, case).await;
    let refused = fields(super::submit(site, &who, later, again).await);
    assert!(refused.contains(&"override"), "{refused:?}");
}
