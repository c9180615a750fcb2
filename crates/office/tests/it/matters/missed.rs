//! No day of a matter is missed: the digest tells its handler, their deputy, whoever checks and whoever leads, each in their turn; and
//! what somebody looks for is found by number, title and name, by those alone who may see it.

use law::matters::AskingForm;
use law::staff::Role;
use office::matters;
use office::reminders;
use office::search::{self, Bearer};
use office::staff;

use super::{TITLE, asked, asked_under, asking, version};
use crate::harness::{PROGRAM, Site, moment, stories};
use crate::nobody_misses::{mails, reached, recipients};

stories! {
    the_digest_tells_of_a_matter_handler_deputy_section_and_leader_in_their_turn
    half_of_a_matters_period_is_told_by_the_first_digest_after_it_and_once
    what_waits_for_a_check_or_an_approval_stands_in_the_digest
    a_matter_is_found_by_number_title_and_name_by_those_who_may_see_it
}

/// Who is written to that morning, with the subjects.
async fn digest(site: &Site, at: &str) -> Vec<(String, String)> {
    let at = moment(at);
    reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
    let mails = mails(site, at).await;
    for mail in &mails {
        assert!(
            !mail.text.contains("王建国") && !mail.text.contains("二期厂房"),
            "{}",
            mail.text
        );
    }
    let to = recipients(&mails).into_iter().map(str::to_owned);
    to.zip(mails.iter().map(|mail| mail.subject.clone())).collect()
}

async fn the_digest_tells_of_a_matter_handler_deputy_section_and_leader_in_their_turn(site: &Site) {
    let clerk = [Role::RequestClerk];
    let handler = reached(site, "chengban", &clerk).await;
    let deputy = reached(site, "dai", &clerk).await;
    let other = reached(site, "ling", &clerk).await;
    reached(site, "shenhe", &[Role::Reviewer]).await;
    reached(site, "qianfa", &[Role::Signer]).await;
    let office = &site.office;
    let early = moment("2025-02-06T09:00");
    staff::set_deputy(office, &handler, early, deputy.account)
        .await
        .unwrap();
    let id = asked(site, "2025-03-03T09:10").await.id;
    mails(site, moment("2025-03-03T09:20")).await;
    let today = |whom: &[&str], subject: &str| -> Vec<(String, String)> {
        whom.iter()
            .map(|one| ((*one).to_owned(), subject.to_owned()))
            .collect()
    };
    // Nobody has it yet: it is everybody's who handles matters.
    let subject = "来信诉求 2025-03-04：1 件来信诉求今天到期";
    assert_eq!(
        digest(site, "2025-03-04T08:00").await,
        today(&["chengban", "dai", "ling"], subject)
    );
    let at = moment("2025-03-04T10:00");
    let to = matters::Target::Person(handler.account.unwrap());
    let seen = version(site, &other, "2025-03-04T10:00", id).await;
    matters::assign(office, &other, at, seen, to, "").await.unwrap();
    let seen = version(site, &handler, "2025-03-04T10:00", id).await;
    matters::take(office, &handler, at, seen).await.unwrap();
    mails(site, at).await;
    // Before it is due.
    let near = digest(site, "2025-03-06T08:00").await;
    let subject = "来信诉求 2025-03-06：1 件来信诉求三个工作日内到期";
    assert_eq!(near, today(&["chengban", "dai"], subject));
    // The day it is due, whoever checks is told as well; the leader bears it three working days more.
    let due = digest(site, "2025-03-10T08:00").await;
    let pressed = "来信诉求 2025-03-10：1 件来信诉求请督办";
    assert_eq!(
        due,
        [
            today(&["chengban", "dai"], "来信诉求 2025-03-10：1 件来信诉求今天到期"),
            today(&["qianfa", "shenhe"], pressed)
        ]
        .concat()
    );
    let late = digest(site, "2025-03-13T08:00").await;
    assert_eq!(
        late,
        [
            today(&["chengban", "dai"], "来信诉求 2025-03-13：1 件来信诉求已逾期"),
            today(&["qianfa"], "来信诉求 2025-03-13：1 件来信诉求逾期未结"),
            today(&["shenhe"], "来信诉求 2025-03-13：1 件来信诉求请督办")
        ]
        .concat()
    );
}

async fn half_of_a_matters_period_is_told_by_the_first_digest_after_it_and_once(site: &Site) {
    let handler = reached(site, "chengban", &[Role::RequestClerk]).await;
    let form = AskingForm {
        kind: "report_of_silence".to_owned(),
        ..asking()
    };
    let at = "2025-03-03T10:00";
    let id = asked_under(site, moment(at), &form, "once").await.unwrap().id;
    let seen = version(site, &handler, at, id).await;
    matters::take(&site.office, &handler, moment(at), seen)
        .await
        .unwrap();
    mails(site, moment(at)).await;
    // Ten of twenty working days are over on the 17th, and the server is away until the 19th.
    assert_eq!(digest(site, "2025-03-14T08:00").await, []);
    let told = digest(site, "2025-03-19T08:00").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].1, "来信诉求 2025-03-19：1 件来信诉求期限过半");
    assert_eq!(digest(site, "2025-03-20T08:00").await, []);
    // An extension moves the half, which is told once more.
    let at = "2025-03-20T09:00";
    let seen = version(site, &handler, at, id).await;
    matters::ask_extension(
        &site.office,
        &handler,
        moment(at),
        seen,
        10,
        "需要会同规划部门核实",
    )
    .await
    .unwrap();
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let seen = version(site, &signer, at, id).await;
    matters::grant_extension(&site.office, &signer, moment(at), seen)
        .await
        .unwrap();
    mails(site, moment(at)).await;
    assert_eq!(digest(site, "2025-03-21T08:00").await, []);
    let told = digest(site, "2025-03-24T08:00").await;
    assert_eq!(told.len(), 1, "fifteen of thirty working days");
    assert_eq!(digest(site, "2025-03-25T08:00").await, []);
}

async fn what_waits_for_a_check_or_an_approval_stands_in_the_digest(site: &Site) {
    let handler = reached(site, "chengban", &[Role::RequestClerk]).await;
    reached(site, "shenhe", &[Role::Reviewer]).await;
    reached(site, "qianfa", &[Role::Signer]).await;
    let at = "2025-03-03T09:10";
    let id = asked(site, at).await.id;
    let seen = version(site, &handler, at, id).await;
    matters::take(&site.office, &handler, moment(at), seen)
        .await
        .unwrap();
    let seen = version(site, &handler, at, id).await;
    matters::ask_extension(&site.office, &handler, moment(at), seen, 3, "需要现场核实")
        .await
        .unwrap();
    mails(site, moment(at)).await;
    let told = digest(site, "2025-03-04T08:00").await;
    let of = |who: &str| {
        told.iter()
            .find(|(to, _)| to == who)
            .map(|(_, subject)| subject.as_str())
    };
    assert_eq!(of("qianfa"), Some("来信诉求 2025-03-04：1 件来信诉求待审批延期"));
    assert_eq!(of("shenhe"), None);
    let seen = version(site, &handler, at, id).await;
    let draft = matters::AnswerDraft {
        words: "二期厂房四月一日起交付，请凭合同到园区服务大厅二号窗口办理交接手续。",
        is_submitted: true,
    };
    matters::save_answer(&site.office, &handler, moment("2025-03-04T09:00"), seen, draft)
        .await
        .unwrap();
    mails(site, moment("2025-03-04T09:00")).await;
    let told = digest(site, "2025-03-05T08:00").await;
    let of = |who: &str| {
        told.iter()
            .find(|(to, _)| to == who)
            .map(|(_, subject)| subject.as_str())
    };
    assert_eq!(of("shenhe"), Some("来信诉求 2025-03-05：1 件来信诉求待审核"));
}

async fn a_matter_is_found_by_number_title_and_name_by_those_who_may_see_it(site: &Site) {
    let clerk = site.person("shouli", &[Role::RequestClerk]).await;
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    let receipt = asked(site, "2025-03-03T09:10").await;
    let anonymous = AskingForm {
        kind: "consultation".to_owned(),
        title: "厂房租金如何计算".to_owned(),
        name: "王立国".to_owned(),
        unit: String::new(),
        ..asking()
    };
    let other = asked_under(site, moment("2025-03-03T09:20"), &anonymous, "other")
        .await
        .unwrap();
    let found = async |actor, words: &str| {
        let found = search::search(&site.office, actor, words).await.unwrap();
        let ids: Vec<_> = found.matters.items.iter().map(|row| row.id).collect();
        (ids, found.bearer(words))
    };
    for words in [
        receipt.number.clone(),
        receipt.number.replace('-', "").to_lowercase(),
    ] {
        let (ids, bearer) = found(&clerk, &words).await;
        assert_eq!(
            (ids, bearer),
            (vec![receipt.id], Some(Bearer::Matter(receipt.id))),
            "{words}"
        );
    }
    assert_eq!(found(&auditor, TITLE).await.0, [receipt.id]);
    assert_eq!(found(&clerk, "洛阳示例电子有限公司").await.0, [receipt.id]);
    assert_eq!(found(&clerk, "王立国").await.0, [other.id]);
    // One of the same mask is another.
    assert!(found(&clerk, "王立新").await.0.is_empty());
    // Who may not look at names finds nobody by one, and who may not see matters finds none.
    assert!(found(&auditor, "王立国").await.0.is_empty());
    for words in [TITLE, receipt.number.as_str(), "王立国"] {
        let (ids, bearer) = found(&editor, words).await;
        assert!(ids.is_empty() && bearer.is_none(), "{words}");
    }
}
