//! What renders no document of the site, and what went where no outlet is: entered by hand with who let it out.

use law::outlets::{OutletKind, Standing};
use office::OfficeError;
use office::placements::{self, ArticleFilter, EntryForm};

use super::{LINK, backfill, outlets, people, refusal};
use crate::harness::{Site, moment, stories};

stories! {
    an_article_of_its_own_says_who_let_it_out_and_where_it_was_reposted_from
    a_poster_is_entered_with_place_day_and_evidence
    fourteen_days_of_silence_are_told
}

async fn an_article_of_its_own_says_who_let_it_out_and_where_it_was_reposted_from(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let form = EntryForm {
        outlet: account.to_string(),
        title: "转载：国务院常务会议".to_owned(),
        origin: "reposted".to_owned(),
        done: backfill(LINK),
        ..EntryForm::default()
    };
    let enter = async |form: &EntryForm, ticket: &str| {
        placements::enter(&site.office, &people.editor, at, form, ticket).await
    };
    let OfficeError::Invalid(fields) = enter(&form, "").await.unwrap_err() else {
        panic!("not refused at its fields");
    };
    let fields: Vec<_> = fields.iter().map(|why| why.field).collect();
    assert_eq!(fields, ["source", "approval"]);
    let sound = EntryForm {
        source: "中国政府网".to_owned(),
        approval: "示例主任，审批单2024-07".to_owned(),
        ..form
    };
    let id = enter(&sound, "aaaa").await.unwrap();
    assert_eq!(
        enter(&sound, "aaaa").await.unwrap(),
        id,
        "a second click does nothing"
    );
    let again = enter(&sound, "bbbb").await.unwrap_err();
    assert!(refusal(again).1.contains("已经填给另一篇"));
    let filter = ArticleFilter {
        kind: Some(OutletKind::OfficialAccount),
        ..ArticleFilter::default()
    };
    let rows = placements::register(&site.office, &people.reviewer, &filter)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].standing, Standing::Done);
    assert_eq!(rows[0].source.as_deref(), Some("中国政府网"));
    let refused = placements::enter(&site.office, &people.reviewer, at, &sound, "").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}

async fn a_poster_is_entered_with_place_day_and_evidence(site: &Site) {
    let people = people(site).await;
    let at = moment("2024-05-06T09:00");
    let mut form = EntryForm {
        title: "惠企政策宣传画".to_owned(),
        approval: "示例主任，审批单2024-08".to_owned(),
        ..EntryForm::default()
    };
    let enter = async |form: &EntryForm| placements::enter(&site.office, &people.editor, at, form, "").await;
    assert_eq!(refusal(enter(&form).await.unwrap_err()).0, "place");
    "标准厂房一期东门".clone_into(&mut form.place);
    assert_eq!(refusal(enter(&form).await.unwrap_err()).0, "proof");
    "照片2张，登记簿第12号".clone_into(&mut form.done.proof);
    "2024-05-02".clone_into(&mut form.done.placed_on);
    enter(&form).await.unwrap();
    let rows = placements::register(&site.office, &people.editor, &ArticleFilter::default())
        .await
        .unwrap();
    assert_eq!(rows[0].kind, OutletKind::Elsewhere);
    assert_eq!(rows[0].outlet_name, "标准厂房一期东门");
    assert_eq!(
        rows[0].placed_on.map(|day| day.to_string()).as_deref(),
        Some("2024-05-02")
    );
}

async fn fourteen_days_of_silence_are_told(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let form = EntryForm {
        outlet: account.to_string(),
        title: "园区动态".to_owned(),
        origin: "original".to_owned(),
        approval: "示例主任".to_owned(),
        done: backfill(LINK),
        ..EntryForm::default()
    };
    let on = moment("2025-03-01T09:00");
    placements::enter(&site.office, &people.editor, on, &form, "")
        .await
        .unwrap();
    let told = async |day: &str| {
        let at = moment(&format!("{day}T00:00"));
        let found = placements::silence(&site.office, &people.editor, at)
            .await
            .unwrap();
        found.first().map(|(_, silence)| silence.is_over)
    };
    assert_eq!(told("2025-03-11").await, None);
    assert_eq!(told("2025-03-12").await, Some(false), "a hint at day 11");
    assert_eq!(told("2025-03-15").await, Some(false));
    assert_eq!(told("2025-03-16").await, Some(true), "the fifteenth day");
}
