//! The official account: its menu and its custody; and what one organ has is none of another's.

use law::outlets::Item;
use office::placements;
use office::{Actor, OfficeError};

use super::{BIZ, at_account, outlets, people, published, refusal};
use crate::harness::{Site, moment, stories};

stories! {
    the_seeds_menu_is_kept_and_a_fourth_column_is_refused_by_name
    an_account_keeps_its_custody_and_says_what_is_wrong_with_it
    what_another_organ_does_is_none_of_this_ones
}

async fn the_seeds_menu_is_kept_and_a_fourth_column_is_refused_by_name(site: &Site) {
    let people = people(site).await;
    let (account, screen) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let link = |label: &str| Item::link(label, "https://www.example.gov.cn/columns/1");
    let mut menu = vec![
        link("园区动态"),
        Item::column(
            "企业专区",
            vec![link("助企政策"), link("服务承诺"), link("中介超市")],
        ),
        link("联系我们"),
    ];
    let save = async |id, version, menu: &[Item]| {
        placements::save_menu(&site.office, &people.signer, at, (id, version), menu).await
    };
    save(account, 1, &menu).await.unwrap();
    let kept = placements::account(&site.office, &people.editor, account)
        .await
        .unwrap();
    assert_eq!(kept.menu, menu);
    menu.push(link("更多"));
    let (_, message) = refusal(save(account, 2, &menu).await.unwrap_err());
    assert!(message.contains("多出“更多”"), "{message}");
    menu.pop();
    assert!(matches!(
        save(account, 1, &menu).await,
        Err(OfficeError::Stale { .. })
    ));
    assert!(matches!(save(screen, 0, &menu).await, Err(OfficeError::Missing)));
    let reviewer = placements::save_menu(&site.office, &people.reviewer, at, (account, 2), &menu).await;
    assert!(matches!(reviewer, Err(OfficeError::Refused(_))));
}

async fn an_account_keeps_its_custody_and_says_what_is_wrong_with_it(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let form = placements::AccountForm {
        original_id: "gh_1a2b3c".to_owned(),
        biz: BIZ.to_owned(),
        kind: "official".to_owned(),
        verified_until: "2024-06-30".to_owned(),
        filed_on: "2021-01-05".to_owned(),
        filing_number: "豫新媒备001".to_owned(),
        author: "办公室".to_owned(),
        holder: "示例甲".to_owned(),
        operators: "示例甲\n示例乙".to_owned(),
    };
    placements::save_account(&site.office, &people.signer, at, (account, 1), &form)
        .await
        .unwrap();
    let kept = placements::account(&site.office, &people.reviewer, account)
        .await
        .unwrap();
    assert_eq!(kept.form().operators, "示例甲\n示例乙");
    assert_eq!(
        kept.verified_until.map(|day| day.to_string()),
        Some("2024-06-30".to_owned())
    );
    let bad = placements::AccountForm {
        original_id: "1a2b".to_owned(),
        biz: "__biz=1&mid=2".to_owned(),
        filed_on: "2025-01-01".to_owned(),
        author: "人".repeat(17),
        ..form
    };
    let refused = placements::save_account(&site.office, &people.signer, at, (account, 2), &bad).await;
    let OfficeError::Invalid(fields) = refused.unwrap_err() else {
        panic!("not refused at its fields");
    };
    let fields: Vec<_> = fields.iter().map(|why| why.field).collect();
    assert_eq!(fields, ["original_id", "biz", "filed_on", "author"]);
}

async fn what_another_organ_does_is_none_of_this_ones(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = published(site, &people, at, "甲通知", &[account]).await;
    let profile = crate::harness::profile();
    let other = office::organs::create(&site.office, crate::harness::PROGRAM, at, "MJXJ02", &profile)
        .await
        .unwrap();
    let stranger = Actor {
        organ: other,
        ..people.editor.clone()
    };
    let row = at_account(site, &people.editor, id).await;
    let got = placements::get(&site.office, &stranger, row.id).await;
    assert!(matches!(got, Err(OfficeError::Missing)));
    assert!(
        placements::waiting(&site.office, &stranger)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        placements::outlets(&site.office, &stranger)
            .await
            .unwrap()
            .is_empty()
    );
    let taken = placements::take(&site.office, &stranger, at, (row.id, row.version)).await;
    assert!(matches!(taken, Err(OfficeError::Missing)));
    let linked = placements::linked(&site.office, other, id).await.unwrap();
    assert!(linked.is_empty());
    assert!(
        office::counts::counted(&site.office, &stranger)
            .await
            .unwrap()
            .records
            .is_empty()
    );
}
