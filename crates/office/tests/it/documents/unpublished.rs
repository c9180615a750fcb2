//! The clock of 条例第二十六条: what is formed or changed and not yet public, by when, and whose turn it is.

use jiff::civil::date;
use law::documents::Publicity;
use office::documents::{self, LifeForm, WithdrawalForm};

use super::{People, people};
use crate::harness::{Site, later, moment, stories};

stories! {
    the_clock_runs_from_the_day_it_was_formed_and_says_whose_turn_it_is
    a_change_has_its_own_clock_and_a_changed_penalty_a_short_one
    what_is_not_to_be_public_runs_no_clock
}

async fn the_clock_runs_from_the_day_it_was_formed_and_says_whose_turn_it_is(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "示例通知").await;
    let whose = async || {
        let found = documents::unpublished(&site.office, &reviewer).await.unwrap();
        let [one] = &found[..] else { panic!("{found:?}") };
        assert_eq!(
            (one.since, one.due.on, one.is_change),
            (date(2024, 5, 6), date(2024, 5, 31), false)
        );
        one.owed_by.clone()
    };
    assert_eq!(whose().await, "示例editor（编写）");
    site.hand_over(at, id).await;
    assert_eq!(whose().await, "二审二校");
    site.agree(&reviewer, at, id).await;
    assert_eq!(whose().await, "三审三校");
    site.agree(&signer, at, id).await;
    assert_eq!(whose().await, "签发人（发布）");
    let version = site.version(&signer, id).await;
    documents::publish(&site.office, &signer, at, id, version)
        .await
        .unwrap();
    assert!(
        documents::unpublished(&site.office, &reviewer)
            .await
            .unwrap()
            .is_empty()
    );
    let one = documents::unpublished_one(&site.office, &reviewer, id)
        .await
        .unwrap();
    assert!(one.is_none());
}

async fn a_change_has_its_own_clock_and_a_changed_penalty_a_short_one(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let plain = site.draft(&editor, at, "示例通知").await;
    let penalty = site.draft(&editor, at, "处罚决定").await;
    let mut form = documents::get_desk(&site.office, &editor, penalty)
        .await
        .unwrap()
        .latest
        .form();
    form.category = "20-06".into();
    documents::save(&site.office, &editor, at, penalty, 1, &form)
        .await
        .unwrap();
    for id in [plain, penalty] {
        site.send_out(&reviewer, &signer, at, id).await;
        let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
        let begun = moment("2024-06-03T10:00");
        // Twice: the clock runs from the first.
        let form = desk.latest.form();
        documents::save(&site.office, &editor, begun, id, desk.version, &form)
            .await
            .unwrap();
        documents::save(
            &site.office,
            &editor,
            later(begun, 90_000),
            id,
            desk.version + 1,
            &form,
        )
        .await
        .unwrap();
    }
    let found = documents::unpublished(&site.office, &editor).await.unwrap();
    let due: Vec<_> = found
        .iter()
        .map(|one| (one.id, one.is_change, one.since, one.due.on))
        .collect();
    let since = date(2024, 6, 3);
    assert_eq!(
        due,
        [
            (penalty, true, since, date(2024, 6, 6)),
            (plain, true, since, date(2024, 7, 2))
        ]
    );
    assert!(found[0].source.contains("行政处罚法"));
}

async fn what_is_not_to_be_public_runs_no_clock(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let closed = site.draft(&editor, at, "会议纪要").await;
    let mut form = documents::get_desk(&site.office, &editor, closed)
        .await
        .unwrap()
        .latest
        .form();
    form.publicity = Publicity::NotPublic.code().into();
    form.publicity_reason = "讨论记录，属于过程性信息（条例第十六条）".into();
    documents::save(&site.office, &editor, at, closed, 1, &form)
        .await
        .unwrap();
    // Taken back, and nobody has written it anew.
    let gone = site.draft(&editor, at, "误发的").await;
    site.send_out(&reviewer, &signer, at, gone).await;
    let version = site.version(&signer, gone).await;
    documents::withdraw(
        &site.office,
        &signer,
        later(at, 60),
        gone,
        version,
        &WithdrawalForm::correction("有误"),
    )
    .await
    .unwrap();
    // Confirmed to go out in due time.
    let timed = site.draft(&editor, at, "定时的").await;
    let life = LifeForm {
        planned_at: "2024-05-09T09:00".into(),
        ..LifeForm::default()
    };
    documents::settle_life(&site.office, &editor, at, timed, 1, &life)
        .await
        .unwrap();
    assert_eq!(
        documents::unpublished(&site.office, &editor).await.unwrap().len(),
        1
    );
    site.send_out(&reviewer, &signer, at, timed).await;
    assert!(
        documents::unpublished(&site.office, &editor)
            .await
            .unwrap()
            .is_empty()
    );
}
