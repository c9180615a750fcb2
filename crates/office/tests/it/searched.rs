//! What visitors search for, kept by no name. Every story on both engines.

use law::staff::Role;
use law::synonyms::Meaning;
use office::searched::{self, Searched, Tally};
use office::{Actor, Moment, Program, organs, synonyms};

use crate::harness::{Site, moment, profile, stories};

stories! {
    words_are_read_once_three_visitors_asked_for_them
    what_may_not_be_kept_is_only_counted
    a_month_past_its_time_is_forgotten
    only_editors_read_what_their_own_visitors_search_for
    words_of_one_meaning_are_kept_with_their_source_by_who_writes
}

impl Site {
    /// So many visitors searched for these words.
    async fn heard(&self, at: Moment, words: Option<&str>, visitors: u32, found: u64) {
        let tally = Tally {
            organ: self.organ,
            words: words.map(str::to_owned),
            visitors,
            found: Some(found),
        };
        searched::keep(&self.office, Program::itself(), at, &[tally])
            .await
            .unwrap();
    }

    async fn searched(&self, month: &str) -> searched::SearchMonth {
        let editor = Actor::system(self.organ, "编辑");
        searched::of_month(&self.office, &editor, month).await.unwrap()
    }
}

fn words(words: &str, visitors: u64, found: u64) -> Searched {
    Searched {
        words: words.to_owned(),
        visitors,
        found: Some(found),
    }
}

async fn words_are_read_once_three_visitors_asked_for_them(site: &Site) {
    let at = moment("2026-11-03T10:00");
    site.heard(at, Some("车牌"), 2, 0).await;
    let month = site.searched("2026-11").await;
    assert!(month.most.is_empty() && month.missed.is_empty());
    assert_eq!((month.all, month.unread), (2, 2));
    site.heard(at, Some("车牌"), 1, 0).await;
    site.heard(at, Some("技改补贴"), 5, 8).await;
    let month = site.searched("2026-11").await;
    assert_eq!(month.most, [words("技改补贴", 5, 8), words("车牌", 3, 0)]);
    assert_eq!(month.missed, [words("车牌", 3, 0)]);
    assert_eq!((month.all, month.unread), (8, 0));
    // What is published meanwhile is found; the month after begins anew.
    site.heard(at, Some("车牌"), 1, 2).await;
    assert!(site.searched("2026-11").await.missed.is_empty());
    site.heard(moment("2026-12-01T00:00"), Some("车牌"), 2, 2).await;
    assert!(site.searched("2026-12").await.most.is_empty());
}

async fn what_may_not_be_kept_is_only_counted(site: &Site) {
    let at = moment("2026-11-03T10:00");
    site.heard(at, None, 7, 0).await;
    let month = site.searched("2026-11").await;
    assert!(month.most.is_empty() && month.missed.is_empty());
    assert_eq!((month.all, month.unread), (7, 7));
}

async fn a_month_past_its_time_is_forgotten(site: &Site) {
    site.heard(moment("2025-09-30T10:00"), Some("车牌"), 3, 0).await;
    site.heard(moment("2025-10-01T10:00"), Some("车牌"), 3, 0).await;
    let forget = searched::forget_old(&site.office, Program::itself(), moment("2026-11-30T10:00"));
    assert_eq!(forget.await.unwrap(), 1);
    let editor = Actor::system(site.organ, "编辑");
    assert_eq!(
        searched::months(&site.office, &editor).await.unwrap(),
        ["2025-10"]
    );
}

async fn only_editors_read_what_their_own_visitors_search_for(site: &Site) {
    site.heard(moment("2026-11-03T10:00"), Some("车牌"), 3, 0).await;
    let clerk = Actor {
        roles: [Role::SystemAdministrator].into_iter().collect(),
        ..Actor::system(site.organ, "管理员")
    };
    assert!(searched::months(&site.office, &clerk).await.is_err());
    assert!(searched::of_month(&site.office, &clerk, "2026-11").await.is_err());
    let at = moment("2026-11-03T10:00");
    let other = organs::create(&site.office, Program::itself(), at, "B01", &profile())
        .await
        .unwrap();
    let stranger = Actor::system(other, "别家编辑");
    let month = searched::of_month(&site.office, &stranger, "2026-11")
        .await
        .unwrap();
    assert_eq!((month.all, month.most.len()), (0, 0));
}

async fn words_of_one_meaning_are_kept_with_their_source_by_who_writes(site: &Site) {
    let at = moment("2026-11-03T10:00");
    let editor = Actor::system(site.organ, "编辑");
    let lines = async || synonyms::of_organ(&site.office, site.organ).await.unwrap();
    let position = async || office::changes::position(&site.office).await.unwrap();
    let before = position().await;
    let line = Meaning::read("标房、标准厂房", "招商手册");
    synonyms::keep(&site.office, &editor, at, &line).await.unwrap();
    assert_eq!(lines().await, [["标房", "标准厂房"]]);
    assert!(
        position().await > before,
        "pages that were searched are looked for anew"
    );
    // The same words once, with the source that is given last.
    let again = Meaning::read("标房 标准厂房", "公众搜索未找到的词");
    synonyms::keep(&site.office, &editor, at, &again).await.unwrap();
    let kept = synonyms::list(&site.office, &editor).await.unwrap();
    assert_eq!(
        (kept.len(), kept[0].meaning.source.as_str()),
        (1, "公众搜索未找到的词")
    );
    let faulty = Meaning::read("税", "");
    let refused = synonyms::keep(&site.office, &editor, at, &faulty).await;
    assert!(matches!(refused, Err(office::OfficeError::Invalid(_))));
    let mut clerk = editor.clone();
    clerk.roles = [Role::RequestClerk].into();
    assert!(synonyms::keep(&site.office, &clerk, at, &line).await.is_err());
    let elsewhere = organs::create(&site.office, Program::itself(), at, "B02", &profile())
        .await
        .unwrap();
    assert!(
        synonyms::of_organ(&site.office, elsewhere)
            .await
            .unwrap()
            .is_empty()
    );
    let stranger = Actor::system(elsewhere, "编辑");
    assert!(
        synonyms::remove(&site.office, &stranger, at, kept[0].id)
            .await
            .is_err()
    );
    synonyms::remove(&site.office, &editor, at, kept[0].id)
        .await
        .unwrap();
    assert!(lines().await.is_empty());
}
