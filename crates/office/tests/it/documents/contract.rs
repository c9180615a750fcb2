//! What a column is for (栏目约定): who answers for it, how often it has news, what it takes in; a blank one is not public.

use jiff::civil::date;
use law::columns::Freshness;
use office::columns::{self, ColumnForm, ColumnNode, ContractForm};
use office::documents;
use office::{Actor, ColumnId, OfficeError};

use super::{People, people};
use crate::harness::{Site, form, moment, stories};

stories! {
    a_column_keeps_what_it_is_for_and_says_what_is_wrong_with_it
    whoever_keeps_a_column_hears_before_it_is_overdue
    what_looks_like_another_columns_kind_is_asked_about_before_review
    a_blank_column_is_not_public
}

fn column(name: &str, contract: ContractForm) -> ColumnForm {
    ColumnForm {
        name: name.to_owned(),
        slug: name.to_owned(),
        kind: "news".to_owned(),
        contract,
        ..ColumnForm::default()
    }
}

async fn a_column_keeps_what_it_is_for_and_says_what_is_wrong_with_it(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-06T09:00");
    let contract = ContractForm {
        purpose: "园区要闻，不放转载。".into(),
        owner_unit: "办公室".into(),
        owner: editor.account,
        period: "10天".into(),
        period_source: "川府公开办函〔2021〕51号".into(),
        period_from: "2024-01-01".into(),
        period_to: "2024-12-31".into(),
        kinds: vec!["news".into(), "notice".into()],
        outlets: Vec::new(),
    };
    let id = columns::create(&site.office, &editor, at, &column("动态", contract.clone()))
        .await
        .unwrap();
    let kept = columns::find(&site.office, &editor, id).await.unwrap();
    let form = kept.contract.form();
    assert_eq!((form.period.as_str(), form.kinds.len()), ("10日", 2));
    assert_eq!(
        ContractForm {
            period: "10天".into(),
            ..form
        },
        contract
    );
    let bad = ContractForm {
        period: "每周".into(),
        period_to: "2023-01-01".into(),
        kinds: vec!["other".into()],
        ..contract.clone()
    };
    let Err(OfficeError::Invalid(why)) =
        columns::save(&site.office, &editor, at, id, 1, &column("动态", bad)).await
    else {
        panic!()
    };
    let fields: Vec<&str> = why.iter().map(|one| one.field).collect();
    assert_eq!(fields, ["period_to", "period", "kinds"]);
    let unsourced = ContractForm {
        period_source: "。".into(),
        ..contract
    };
    let Err(OfficeError::Invalid(why)) =
        columns::save(&site.office, &editor, at, id, 1, &column("动态", unsourced)).await
    else {
        panic!()
    };
    assert_eq!(why[0].field, "period_source");
}

async fn whoever_keeps_a_column_hears_before_it_is_overdue(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let contract = ContractForm {
        owner_unit: "办公室".into(),
        owner: editor.account,
        ..ContractForm::default()
    };
    let id = columns::create(&site.office, &editor, at, &column("动态", contract))
        .await
        .unwrap();
    let document = documents::create(&site.office, &editor, at, &form(id, "园区动态一则"), false)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, at, document).await;
    let on = async |day: &str| {
        let aging = columns::aging(&site.office, &editor, moment(day)).await.unwrap();
        let one = aging.into_iter().find(|one| one.column.id == id)?;
        assert_eq!(one.owner, "办公室 示例editor");
        Some(one.freshness)
    };
    assert_eq!(on("2024-05-17T10:00").await, None);
    assert_eq!(
        on("2024-05-18T10:00").await,
        Some(Freshness::Due(date(2024, 5, 21)))
    );
    assert_eq!(on("2024-05-22T00:01").await, Some(Freshness::Overdue(1)));
}

async fn what_looks_like_another_columns_kind_is_asked_about_before_review(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let contract = ContractForm {
        kinds: vec!["news".into()],
        ..ContractForm::default()
    };
    let id = columns::create(&site.office, &editor, at, &column("动态", contract))
        .await
        .unwrap();
    let title = "示例办法政策解读";
    let document = documents::create(&site.office, &editor, at, &form(id, title), false)
        .await
        .unwrap();
    let refused = documents::submit(&site.office, &editor, at, document, 1, "").await;
    assert!(matches!(refused, Err(OfficeError::Blocked(_))), "{refused:?}");
    let gate = documents::at_the_gate(&site.office, &editor, at, document)
        .await
        .unwrap();
    let asked = gate.questions.iter().find(|one| one.rule == "column").unwrap();
    assert!(
        asked.told.contains("政策解读") && asked.told.contains("工作动态"),
        "{}",
        asked.told
    );
    let given = (asked.mark.as_str(), "随园区要闻一并发布，栏目负责人同意。");
    documents::explain(&site.office, &editor, at, document, given)
        .await
        .unwrap();
    documents::submit(&site.office, &editor, at, document, 1, "")
        .await
        .unwrap();
    let plain = documents::create(&site.office, &editor, at, &form(id, "管委会召开例会"), false)
        .await
        .unwrap();
    documents::submit(&site.office, &editor, at, plain, 1, "")
        .await
        .unwrap();
}

fn all(nodes: &[ColumnNode]) -> Vec<ColumnId> {
    let below = nodes.iter().flat_map(|node| {
        let mut ids = vec![node.column.id];
        ids.extend(all(&node.children));
        ids
    });
    below.collect()
}

async fn a_blank_column_is_not_public(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let above = columns::create(
        &site.office,
        &editor,
        at,
        &column("上级", ContractForm::default()),
    )
    .await
    .unwrap();
    let below = ColumnForm {
        parent: Some(above),
        ..column("下级", ContractForm::default())
    };
    let below = columns::create(&site.office, &editor, at, &below).await.unwrap();
    let shown = async || {
        let tree = columns::shown_tree(&site.office, site.organ).await.unwrap();
        let ids = all(&tree);
        assert_eq!(tree.iter().filter(|node| node.column.kind.is_fixed()).count(), 4);
        (ids.contains(&above), ids.contains(&below))
    };
    assert_eq!(shown().await, (false, false));
    let whole = Actor::system(site.organ, "测试");
    assert_eq!(
        columns::list(&site.office, &whole).await.unwrap().len(),
        6,
        "the desk sees them"
    );
    let id = documents::create(&site.office, &editor, at, &form(below, "第一条"), false)
        .await
        .unwrap();
    assert_eq!(shown().await, (false, false), "a draft is nothing yet");
    site.send_out(&reviewer, &signer, at, id).await;
    assert_eq!(shown().await, (true, true));
    let version = site.version(&signer, id).await;
    let form = documents::WithdrawalForm::correction("内容有误");
    documents::withdraw(&site.office, &signer, at, id, version, &form)
        .await
        .unwrap();
    assert_eq!(shown().await, (false, false));
}
