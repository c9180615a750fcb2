//! What visitors search for, kept by no name. Every story on both engines.

use law::staff::Role;
use office::searched::{self, Searched, Tally};
use office::{Actor, Moment, Program, organs};

use crate::harness::{Site, moment, profile, stories};

stories! {
    words_are_read_once_three_visitors_asked_for_them
    what_may_not_be_kept_is_only_counted
    a_month_past_its_time_is_forgotten
    only_editors_read_what_their_own_visitors_search_for
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
