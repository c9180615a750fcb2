//! Who sees what of matters, and what nobody changes.

use law::audit::{Recorded, Subject};
use law::matters::AskingForm;
use law::staff::Role;
use office::audit::{self, AuditFilter};
use office::matters::{self, AnswerDraft, ListFilter, PublicFilter};
use office::{Actor, OfficeError, Program};
use sea_orm::{ConnectionTrait, Statement};

use super::{WORDS, answered, asked, asked_under, asking, holder, people, refusal, seen, version};
use crate::harness::{Site, moment, stories};

stories! {
    nobody_sees_or_touches_another_organs_matter
    who_asks_is_sealed_masked_and_each_look_is_on_record
    the_same_form_sent_twice_is_one_matter_with_one_receipt
    nobody_lets_out_or_publishes_what_they_wrote
    what_is_not_wished_or_names_somebody_is_not_shown
    what_is_hidden_again_is_kept_and_counted
    a_number_and_a_wrong_code_open_nothing
    past_its_time_a_matter_has_no_asker
}

const ANSWER: &str = "二期厂房四月一日起交付，请凭合同到园区服务大厅二号窗口办理交接手续。";

async fn nobody_sees_or_touches_another_organs_matter(site: &Site) {
    let people = people(site).await;
    let id = asked(site, "2025-03-03T09:10").await.id;
    let at = moment("2025-03-03T10:00");
    let profile = office::organs::Profile {
        name: "其他机关".to_owned(),
        ..crate::harness::profile()
    };
    let other = office::organs::create(&site.office, Program::itself(), at, "QTJG02", &profile)
        .await
        .unwrap();
    let stranger = Actor {
        organ: other,
        ..people.clerk.clone()
    };
    let office = &site.office;
    assert!(matches!(
        matters::get(office, &stranger, at, id).await,
        Err(OfficeError::Missing)
    ));
    assert!(matches!(
        matters::asker(office, &stranger, at, id).await,
        Err(OfficeError::Missing)
    ));
    assert!(matches!(
        matters::files(office, &stranger, id).await,
        Err(OfficeError::Missing)
    ));
    assert!(matches!(
        matters::take(office, &stranger, at, (id, 1)).await,
        Err(OfficeError::Missing)
    ));
    assert_eq!(
        matters::list(office, &stranger, &ListFilter::default())
            .await
            .unwrap()
            .total,
        0
    );
    assert_eq!(matters::open_count(office, &stranger).await.unwrap(), 0);
    assert!(matters::tasks(office, &stranger).await.unwrap().is_empty());
    let elsewhere = matters::Holder {
        organ: other,
        ..holder(site, id)
    };
    assert!(matters::tracked(office, &elsewhere, at).await.unwrap().is_none());
    assert!(matches!(
        matters::withdraw(office, &elsewhere, at).await,
        Err(OfficeError::Missing)
    ));
    // Nor does anybody of the organ who is not trusted with it.
    let editor = site.person("bianji", &[Role::Editor]).await;
    assert!(matches!(
        matters::get(office, &editor, at, id).await,
        Err(OfficeError::Refused(_))
    ));
    assert!(matches!(
        matters::take(office, &people.reviewer, at, (id, 1)).await,
        Err(OfficeError::Refused(_))
    ));
    assert!(matches!(
        matters::asker(office, &people.signer, at, id).await,
        Err(OfficeError::Refused(_))
    ));
}

/// All that the database holds of the table, as text.
async fn everything(site: &Site, table: &str) -> String {
    let database = site.database().await;
    let backend = database.get_database_backend();
    let columns = "asker, asker_mask, title, number, query_code";
    let sql = format!("SELECT {columns} FROM {table}");
    let rows = database
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap();
    let text = |row: &sea_orm::QueryResult, column: &str| {
        row.try_get::<Option<String>>("", column)
            .unwrap()
            .unwrap_or_default()
    };
    let of = |row| {
        columns
            .split(", ")
            .map(|column| text(&row, column))
            .collect::<Vec<_>>()
            .join("|")
    };
    rows.into_iter().map(of).collect::<Vec<_>>().join("\n")
}

async fn who_asks_is_sealed_masked_and_each_look_is_on_record(site: &Site) {
    let people = people(site).await;
    let receipt = asked(site, "2025-03-03T09:10").await;
    let stored = everything(site, "matter").await;
    for secret in [
        "王建国",
        "13800138000",
        "wang@example.com",
        "示例电子",
        receipt.query_code.as_str(),
    ] {
        assert!(!stored.contains(secret), "{secret}");
    }
    let row = matters::list(&site.office, &people.clerk, &ListFilter::default())
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(row.asker_mask, "洛阳＊＊有限公司");
    let at = moment("2025-03-03T10:00");
    let looks = async || {
        let auditor = Actor::system(site.organ, "测试");
        let filter = AuditFilter {
            act: Recorded::MattersReveal.code().to_owned(),
            ..AuditFilter::default()
        };
        let found = audit::search(&site.office, &auditor, &filter, 50).await.unwrap();
        found.entries.len()
    };
    assert_eq!(looks().await, 0);
    let asker = matters::asker(&site.office, &people.clerk, at, receipt.id)
        .await
        .unwrap();
    assert_eq!(
        (asker.name.as_str(), asker.phone.as_str()),
        ("王建国", "13800138000")
    );
    assert_eq!(looks().await, 1);
    let last = audit::last_change(&site.office, &people.clerk, Subject::from(receipt.id)).await;
    assert!(last.is_ok());
}

async fn the_same_form_sent_twice_is_one_matter_with_one_receipt(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-03T09:10");
    let first = asked_under(site, at, &asking(), "ticket").await.unwrap();
    let second = asked_under(site, at, &asking(), "ticket").await.unwrap();
    assert_eq!(first, second);
    let third = asked_under(site, at, &asking(), "another").await.unwrap();
    assert_ne!(first.number, third.number);
    assert_ne!(first.query_code, third.query_code);
    let listed = matters::list(&site.office, &people.clerk, &ListFilter::default())
        .await
        .unwrap();
    assert_eq!(listed.total, 2);
    assert_eq!(first.number.split('-').next_back(), Some("0001"));
    // What is refused leaves no gap in the numbers.
    let wrong = AskingForm {
        title: String::new(),
        ..asking()
    };
    assert!(asked_under(site, at, &wrong, "wrong").await.is_err());
    let fourth = asked_under(site, at, &asking(), "fourth").await.unwrap();
    assert_eq!(fourth.number.split('-').next_back(), Some("0003"));
}

async fn nobody_lets_out_or_publishes_what_they_wrote(site: &Site) {
    let mut people = people(site).await;
    // One person in both roles.
    people.other.roles.insert(Role::Reviewer);
    let id = asked(site, "2025-03-03T09:10").await.id;
    let office = &site.office;
    let at = "2025-03-03T10:00";
    let seen = version(site, &people.other, at, id).await;
    matters::take(office, &people.other, moment(at), seen)
        .await
        .unwrap();
    let draft = AnswerDraft {
        words: ANSWER,
        is_submitted: true,
    };
    let seen = version(site, &people.other, at, id).await;
    matters::save_answer(office, &people.other, moment(at), seen, draft)
        .await
        .unwrap();
    let seen = version(site, &people.other, at, id).await;
    let own = matters::release(office, &people.other, moment(at), seen, "").await;
    assert!(matches!(own, Err(OfficeError::Refused(_))), "{own:?}");
    // While it waits nobody changes what is judged.
    assert!(
        matters::save_answer(office, &people.other, moment(at), seen, draft)
            .await
            .is_err()
    );
    matters::release(office, &people.reviewer, moment(at), seen, "")
        .await
        .unwrap();
    let hides = law::matters::as_typed(&matters::proposed_copy(office, &people.other, id).await.unwrap());
    let seen = version(site, &people.other, at, id).await;
    matters::save_copy(office, &people.other, moment(at), seen, &hides, true)
        .await
        .unwrap();
    let seen = version(site, &people.other, at, id).await;
    assert!(
        matters::publish(office, &people.other, moment(at), seen, "")
            .await
            .is_err()
    );
    matters::publish(office, &people.reviewer, moment(at), seen, "")
        .await
        .unwrap();
}

async fn what_is_not_wished_or_names_somebody_is_not_shown(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-03T09:10");
    let form = AskingForm {
        wish: "no".to_owned(),
        ..asking()
    };
    let id = asked_under(site, at, &form, "no").await.unwrap().id;
    answered(site, &people, "2025-03-03", id, ANSWER).await;
    let seen = version(site, &people.other, "2025-03-04T09:00", id).await;
    let hides = [
        ("王建国".to_owned(), "name".to_owned()),
        ("13800138000".to_owned(), "contact".to_owned()),
    ];
    let refused = matters::save_copy(
        &site.office,
        &people.other,
        moment("2025-03-04T09:00"),
        seen,
        &hides,
        true,
    )
    .await;
    assert_eq!(refusal(refused.unwrap_err()), "本人没有同意公开，请先征得同意。");
    assert_eq!(
        matters::public_list(&site.office, site.organ, &PublicFilter::default())
            .await
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        matters::public_one(&site.office, site.organ, id).await.unwrap(),
        None
    );
}

async fn what_is_hidden_again_is_kept_and_counted(site: &Site) {
    let people = people(site).await;
    let id = asked(site, "2025-03-03T09:10").await.id;
    answered(site, &people, "2025-03-03", id, ANSWER).await;
    let (office, at) = (&site.office, "2025-03-04T09:00");
    let hides = law::matters::as_typed(&matters::proposed_copy(office, &people.other, id).await.unwrap());
    let seen = version(site, &people.other, at, id).await;
    matters::save_copy(office, &people.other, moment(at), seen, &hides, true)
        .await
        .unwrap();
    let seen = version(site, &people.signer, at, id).await;
    matters::publish(office, &people.signer, moment(at), seen, "")
        .await
        .unwrap();
    matters::judge_useful(office, site.organ, id, true).await.unwrap();
    let found = PublicFilter {
        words: "何时交付".to_owned(),
        ..PublicFilter::default()
    };
    let listed = matters::public_list(office, site.organ, &found).await.unwrap();
    assert_eq!((listed.total, listed.items[0].useful), (1, 1));
    let seen = version(site, &people.signer, at, id).await;
    assert!(
        matters::hide(office, &people.signer, moment(at), seen, "because")
            .await
            .is_err()
    );
    matters::hide(office, &people.signer, moment(at), seen, "privacy")
        .await
        .unwrap();
    assert_eq!(
        matters::public_list(office, site.organ, &PublicFilter::default())
            .await
            .unwrap()
            .total,
        0
    );
    assert!(matters::judge_useful(office, site.organ, id, true).await.is_err());
    let row = matters::list(office, &people.clerk, &ListFilter::default())
        .await
        .unwrap();
    assert_eq!(row.total, 1);
    assert_eq!(super::seen(site, &people.clerk, at, id).await.words, WORDS);
    let seen = version(site, &people.signer, at, id).await;
    matters::show_again(office, &people.signer, moment(at), seen)
        .await
        .unwrap();
    assert_eq!(
        matters::public_list(office, site.organ, &PublicFilter::default())
            .await
            .unwrap()
            .total,
        1
    );
}

async fn a_number_and_a_wrong_code_open_nothing(site: &Site) {
    let receipt = asked(site, "2025-03-03T09:10").await;
    let (office, organ) = (&site.office, site.organ);
    let opened = matters::track(office, organ, &receipt.number, &receipt.query_code)
        .await
        .unwrap();
    assert_eq!(opened, Some(receipt.id));
    // However it is typed.
    let bare = receipt.number.to_lowercase().replace('-', "");
    let code = receipt.query_code.to_lowercase().replace('-', " ");
    assert_eq!(
        matters::track(office, organ, &bare, &code).await.unwrap(),
        Some(receipt.id)
    );
    for wrong in ["", "AAAA-BBBB-CCCC", "' OR 1=1 --"] {
        assert_eq!(
            matters::track(office, organ, &receipt.number, wrong)
                .await
                .unwrap(),
            None
        );
    }
}

async fn past_its_time_a_matter_has_no_asker(site: &Site) {
    let people = people(site).await;
    let id = asked(site, "2015-03-03T09:10").await.id;
    matters::withdraw(&site.office, &holder(site, id), moment("2015-03-04T09:10"))
        .await
        .unwrap();
    let due = async |at| {
        matters::forget_due(&site.office, Program::itself(), moment(at), 50)
            .await
            .unwrap()
    };
    assert_eq!(
        due("2025-03-05T00:01").await,
        0,
        "nothing goes before the organ turned it on"
    );
    let settings = law::cases::retention::Settings {
        years: 10,
        is_on: true,
    };
    office::cases::retention::settle(
        &site.office,
        &people.signer,
        moment("2025-03-05T09:00"),
        settings,
        true,
    )
    .await
    .unwrap();
    assert_eq!(due("2025-03-04T00:01").await, 0);
    assert_eq!(due("2025-03-05T00:01").await, 1);
    assert_eq!(due("2025-03-05T00:02").await, 0);
    let stored = everything(site, "matter").await;
    assert!(!stored.contains("v1:") && !stored.contains("洛阳"));
    let matter = seen(site, &people.clerk, "2025-03-05T09:00", id).await;
    assert!(!matter.words.contains("王建国") && !matter.words.contains("13800138000"));
    assert!(matter.words.contains("何时交付"));
    assert_eq!(matter.standing.state.code(), "withdrawn");
}
