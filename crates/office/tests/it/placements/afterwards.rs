//! What becomes of a placement once it was sent: a lost answer, a check against what was approved, a further edition.

use law::outlets::Standing;
use office::documents;
use office::placements::{self, Attempt, Checked};

use super::{LINK, at_account, backfill, done, outlets, people, placed, published, refusal};
use crate::harness::{Site, form, later, moment, stories};

stories! {
    a_lost_answer_is_looked_for_before_anything_is_sent_again
    one_changed_sign_is_a_finding_with_what_it_was
    a_minor_change_asks_for_nothing_and_a_major_one_for_the_new_text
}

async fn a_lost_answer_is_looked_for_before_anything_is_sent_again(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = published(site, &people, at, "甲通知", &[account]).await;
    let attempt = async |attempt, why: &str| {
        let row = at_account(site, &people.editor, id).await;
        let seen = (row.id, row.version);
        placements::record_attempt(&site.office, &people.editor, later(at, 30), seen, attempt, why).await
    };
    assert_eq!(refusal(attempt(Attempt::Lost, "").await.unwrap_err()).0, "reason");
    attempt(Attempt::Lost, "提交后页面没有反应").await.unwrap();
    let (_, message) = refusal(attempt(Attempt::Sent, "").await.unwrap_err());
    assert!(message.contains("不能再次发布"), "{message}");
    let row = at_account(site, &people.editor, id).await;
    let taken = placements::take(&site.office, &people.editor, at, (row.id, row.version)).await;
    assert!(refusal(taken.unwrap_err()).1.contains("先到对方那里查看"));
    attempt(Attempt::NotFound, "后台发表记录中没有").await.unwrap();
    attempt(Attempt::Sent, "").await.unwrap();
    assert_eq!(
        at_account(site, &people.editor, id).await.standing,
        Standing::AwaitingLink
    );
}

async fn one_changed_sign_is_a_finding_with_what_it_was(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = published(site, &people, at, "每户补贴3000元", &[account]).await;
    let row = at_account(site, &people.editor, id).await;
    done(site, &people.editor, later(at, 10), &row, &backfill(LINK))
        .await
        .unwrap();
    let check = async |pasted: &str, is_same| {
        let row = at_account(site, &people.editor, id).await;
        let form = Checked {
            pasted: pasted.to_owned(),
            is_same,
        };
        placements::check(
            &site.office,
            &people.editor,
            later(at, 20),
            (row.id, row.version),
            &form,
        )
        .await
    };
    let standing = async || at_account(site, &people.editor, id).await.standing;
    assert_eq!(refusal(check("", false).await.unwrap_err()).0, "pasted");
    let gone = check("微信 该内容已被发布者删除", false).await.unwrap_err();
    assert!(refusal(gone).1.contains("已经不在"));
    assert_eq!(check("每户补贴3000元的正文。\n", false).await.unwrap(), []);
    assert_eq!(standing().await, Standing::Equal);
    let found = check("每户补贴8000元的正文。", false).await.unwrap();
    assert_eq!((found[0].approved.as_str(), found[0].public.as_str()), ("3", "8"));
    assert_eq!(standing().await, Standing::Differs);
    let row = at_account(site, &people.editor, id).await;
    let (_, events) = placements::get(&site.office, &people.editor, row.id)
        .await
        .unwrap();
    let last = format!("{:?}", events.last().unwrap().what);
    assert!(last.contains("审定“3”，公开“8”"), "{last}");
    // Who has compared it by eye says so, under their name.
    check("", true).await.unwrap();
    let row = at_account(site, &people.editor, id).await;
    assert_eq!(
        (row.standing, row.seen_by.as_deref()),
        (Standing::Equal, Some("示例editor"))
    );
}

async fn a_minor_change_asks_for_nothing_and_a_major_one_for_the_new_text(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = published(site, &people, at, "甲通知", &[account]).await;
    let row = at_account(site, &people.editor, id).await;
    done(site, &people.editor, later(at, 10), &row, &backfill(LINK))
        .await
        .unwrap();
    let again = async |minutes, change: &str| {
        let column = documents::get_desk(&site.office, &people.editor, id)
            .await
            .unwrap();
        let new = office::documents::DocumentForm {
            change: change.to_owned(),
            change_note: "改了日期".to_owned(),
            body: format!("甲通知的正文，第{minutes}稿。"),
            ..form(column.latest.column, "甲通知")
        };
        let version = site.version(&people.editor, id).await;
        documents::save(
            &site.office,
            &people.editor,
            later(at, minutes),
            id,
            version,
            &new,
        )
        .await
        .unwrap();
        site.send_out(&people.reviewer, &people.signer, later(at, minutes + 5), id)
            .await;
    };
    again(20, "minor").await;
    assert_eq!(placed(site, &people.editor, id).await.len(), 1);
    again(40, "major").await;
    let rows = placed(site, &people.editor, id).await;
    let standings: Vec<_> = rows.iter().map(|row| row.standing).collect();
    assert_eq!(standings, [Standing::WithdrawalAsked, Standing::Asked]);
}
