//! One firm's matter from the door to the end (services.md §8), through the records: a wrong office gives it back, one extension, an
//! answer that is sent back and let out, not satisfied, made anew, shown to the public. State, owner and due day at each step.

use law::matters::{Rate, RateName, Rules};
use office::cases::askings::{UnitForm, save_unit};
use office::matters::{self, AnswerDraft, Target};
use office::{Actor, MatterId};

use super::{People, TITLE, WORDS, asked, holder, people, refusal, seen, version};
use crate::harness::{Site, moment, stories};

stories! {
    a_firms_matter_holds_its_table_of_days_owners_and_rates_at_each_step
}

/// What is told at a step: state, owner, the next due day.
type Told = (&'static str, &'static str, &'static str);

async fn holds(site: &Site, actor: &Actor, at: &str, id: MatterId, (state, owner, due_on): Told) {
    let matter = seen(site, actor, at, id).await;
    let standing = &matter.standing;
    let due = standing.next_due_on.map(|on| on.to_string()).unwrap_or_default();
    let owner_told = standing.owner.clone().unwrap_or_default();
    assert_eq!(
        (standing.state.code(), owner_told.as_str(), due.as_str()),
        (state, owner, due_on),
        "{at}"
    );
    assert!(standing.warnings.is_empty(), "{at}: {:?}", standing.warnings);
    // One is responsible for as long as it is open.
    assert_eq!(standing.owner.is_some(), standing.state.is_open(), "{at}");
    // What was written is as it was written, and the row says what the events make of it.
    assert_eq!(
        (
            matter.title.as_str(),
            matter.words.as_str(),
            matter.channel.as_str()
        ),
        (TITLE, WORDS, "website")
    );
    let filter = matters::ListFilter {
        with_ended: true,
        ..matters::ListFilter::default()
    };
    let row = matters::list(&site.office, actor, &filter)
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(
        (row.state, row.owner, row.next_due_on),
        (standing.state, standing.owner.clone(), standing.next_due_on)
    );
}

async fn unit(site: &Site, clerk: &Actor, name: &str) -> Target {
    let form = UnitForm {
        name: name.to_owned(),
        person: "李四".to_owned(),
        ..UnitForm::default()
    };
    let id = save_unit(&site.office, clerk, moment("2025-01-02T09:00"), None, &form).await;
    Target::Unit(id.unwrap())
}

async fn a_firms_matter_holds_its_table_of_days_owners_and_rates_at_each_step(site: &Site) {
    let people = people(site).await;
    let wrong = unit(site, &people.clerk, "招商科").await;
    let receipt = asked(site, "2025-03-03T09:10").await;
    let id = receipt.id;
    holds(
        site,
        &people.clerk,
        "2025-03-03T09:10",
        id,
        ("received", "受理岗", "2025-03-04"),
    )
    .await;
    goes_to_who_it_belongs_to(site, &people, id, wrong).await;
    is_extended_once(site, &people, id).await;
    is_answered(site, &people, id).await;
    is_made_anew(site, &people, id).await;
    is_shown_and_closed(site, &people, id).await;
}

async fn goes_to_who_it_belongs_to(site: &Site, people: &People, id: MatterId, wrong: Target) {
    let (office, clerk, other) = (&site.office, &people.clerk, &people.other);
    let at = "2025-03-03T10:00";
    let seen = version(site, clerk, at, id).await;
    matters::assign(office, clerk, moment(at), seen, wrong, "")
        .await
        .unwrap();
    holds(site, clerk, at, id, ("assigned", "受理岗", "2025-03-04")).await;
    // Who read an older version is refused.
    let stale = matters::assign(office, clerk, moment(at), seen, wrong, "").await;
    assert!(stale.is_err());
    let at = "2025-03-04T09:00";
    let seen = version(site, other, at, id).await;
    assert!(
        matters::hand_back(office, other, moment(at), seen, "。。。")
            .await
            .is_err()
    );
    matters::hand_back(
        office,
        other,
        moment(at),
        seen,
        "不属于招商科职责，属于规划建设科",
    )
    .await
    .unwrap();
    holds(site, clerk, at, id, ("returned", "受理岗", "2025-03-10")).await;
    let at = "2025-03-04T09:30";
    let seen = version(site, clerk, at, id).await;
    matters::assign(office, clerk, moment(at), seen, people.other_target(), "")
        .await
        .unwrap();
    holds(site, clerk, at, id, ("assigned", "受理岗", "2025-03-05")).await;
    let seen = version(site, clerk, at, id).await;
    // It was given to another.
    assert!(matters::take(office, clerk, moment(at), seen).await.is_err());
    let at = "2025-03-04T14:00";
    matters::take(office, other, moment(at), seen).await.unwrap();
    holds(site, clerk, at, id, ("in_progress", "示例chengban", "2025-03-10")).await;
}

async fn is_extended_once(site: &Site, people: &People, id: MatterId) {
    let (office, other, signer) = (&site.office, &people.other, &people.signer);
    let at = "2025-03-07T09:00";
    let seen = version(site, other, at, id).await;
    assert!(
        matters::grant_extension(office, signer, moment(at), seen)
            .await
            .is_err()
    );
    let reason = "需要施工单位核对竣工资料";
    assert!(
        matters::ask_extension(office, other, moment(at), seen, 11, reason)
            .await
            .is_err()
    );
    matters::ask_extension(office, other, moment(at), seen, 5, reason)
        .await
        .unwrap();
    holds(site, other, at, id, ("in_progress", "示例chengban", "2025-03-10")).await;
    let seen = version(site, other, at, id).await;
    let beside = matters::ask_extension(office, other, moment(at), seen, 3, reason).await;
    assert!(
        refusal(beside.unwrap_err()).contains("等待批准"),
        "the one that waits is not replaced"
    );
    assert!(
        matters::grant_extension(office, other, moment(at), seen)
            .await
            .is_err()
    );
    matters::grant_extension(office, signer, moment(at), seen)
        .await
        .unwrap();
    holds(site, other, at, id, ("in_progress", "示例chengban", "2025-03-17")).await;
    let seen = version(site, other, at, id).await;
    let twice = matters::ask_extension(office, other, moment(at), seen, 1, reason).await;
    assert_eq!(refusal(twice.unwrap_err()), "答复期限只能延长一次。");
}

async fn is_answered(site: &Site, people: &People, id: MatterId) {
    let (office, other, reviewer) = (&site.office, &people.other, &people.reviewer);
    let at = "2025-03-13T09:00";
    let draft = |words| AnswerDraft {
        words,
        is_submitted: true,
    };
    let seen = version(site, other, at, id).await;
    assert!(
        matters::save_answer(office, &people.clerk, moment(at), seen, draft("已收悉。"))
            .await
            .is_err()
    );
    matters::save_answer(office, other, moment(at), seen, draft("已收悉。"))
        .await
        .unwrap();
    let shown = super::seen(site, reviewer, at, id).await;
    assert!(shown.in_review && !shown.hints.is_empty());
    let seen = (id, shown.version);
    assert!(
        matters::send_back(office, reviewer, moment(at), seen, "")
            .await
            .is_err()
    );
    matters::send_back(office, reviewer, moment(at), seen, "没有答复所问，请写明交付时间")
        .await
        .unwrap();
    let at = "2025-03-14T09:00";
    let seen = version(site, other, at, id).await;
    let words = "二期厂房已于三月十日通过竣工验收，四月一日起交付，请凭合同到园区服务大厅二号窗口办理。";
    matters::save_answer(office, other, moment(at), seen, draft(words))
        .await
        .unwrap();
    let seen = version(site, reviewer, at, id).await;
    matters::release(office, reviewer, moment(at), seen, "")
        .await
        .unwrap();
    holds(site, other, at, id, ("answered", "示例chengban", "2025-04-07")).await;
}

async fn is_made_anew(site: &Site, people: &People, id: MatterId) {
    let (office, who) = (&site.office, holder(site, id));
    assert!(
        matters::rate(office, &who, moment("2025-03-17T09:00"), 6, "")
            .await
            .is_err()
    );
    matters::rate(office, &who, moment("2025-03-17T09:00"), 1, "没有说违约金怎么办")
        .await
        .unwrap();
    holds(
        site,
        &people.other,
        "2025-03-17T09:00",
        id,
        ("redoing", "示例chengban", "2025-04-08"),
    )
    .await;
    let twice = matters::rate(office, &who, moment("2025-03-17T10:00"), 5, "").await;
    assert!(twice.is_err());
    let words = "四月一日起交付；逾期交付的违约金按合同第九条计算，三月底前转入贵公司账户。";
    super::write_out(site, people, "2025-03-20T09:00", id, words).await;
    holds(
        site,
        &people.other,
        "2025-03-20T09:00",
        id,
        ("answered", "示例chengban", "2025-04-11"),
    )
    .await;
    matters::rate(office, &who, moment("2025-03-21T09:00"), 4, "")
        .await
        .unwrap();
    let shown = super::seen(site, &people.other, "2025-03-21T09:00", id).await;
    // Nobody who handles it sees the score while the window is open.
    assert_eq!(shown.standing.score, None);
    assert_eq!(
        shown
            .timeline
            .iter()
            .filter(|one| one.event.what.act() == law::matters::Act::Rated)
            .count(),
        1
    );
}

async fn is_shown_and_closed(site: &Site, people: &People, id: MatterId) {
    let (office, other, signer) = (&site.office, &people.other, &people.signer);
    holds(
        site,
        other,
        "2025-03-21T09:00",
        id,
        ("to_close", "示例chengban", "2025-04-14"),
    )
    .await;
    let at = "2025-03-24T09:00";
    let hides = law::matters::as_typed(&matters::proposed_copy(office, other, id).await.unwrap());
    let seen = version(site, other, at, id).await;
    let bare = matters::save_copy(office, other, moment(at), seen, &[], true).await;
    assert!(bare.is_err(), "a copy that names who asked goes to nobody");
    matters::save_copy(office, other, moment(at), seen, &hides, true)
        .await
        .unwrap();
    let seen = version(site, signer, at, id).await;
    matters::publish(office, signer, moment(at), seen, "")
        .await
        .unwrap();
    holds(site, other, at, id, ("to_close", "示例chengban", "")).await;
    let shown = matters::public_one(office, site.organ, id)
        .await
        .unwrap()
        .unwrap();
    assert!(!shown.words.contains("王建国") && !shown.words.contains("13800138000"));
    assert_eq!(shown.working_days, 9);
    let at = "2025-03-28T09:00";
    let seen = version(site, other, at, id).await;
    matters::close(office, other, moment(at), seen).await.unwrap();
    holds(site, other, at, id, ("closed", "", "")).await;
    let rules = Rules::default();
    let today = moment("2025-05-06T09:00");
    let standing = super::seen(site, other, "2025-05-06T09:00", id).await.standing;
    assert_eq!(standing.score, Some(4));
    let tally = [standing.tally(&rules, today.today)];
    for name in [
        RateName::Response,
        RateName::OnTime,
        RateName::Resolution,
        RateName::Satisfaction,
    ] {
        let rate = Rate::of(name, &tally);
        assert_eq!((rate.numerator, rate.denominator), (1, 1), "{}", name.label());
    }
}
