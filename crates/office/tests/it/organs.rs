//! Organs, their columns, and the holidays: what the site stands on.

use law::calendar::Calendar;
use law::staff::{Act, Refusal, Role};
use office::columns::{self, ColumnForm, Direction};
use office::{Actor, ColumnId, Moment, OfficeError, Program, calendar, organs};
use sea_orm::ConnectionTrait;

use crate::harness::{Site, moment, profile, stories};

stories! {
    an_organ_begins_with_the_four_fixed_columns
    a_profile_is_kept_and_its_domain_is_its_own
    whose_site_answers_at_a_host_is_said_by_the_operator_where_organs_share_the_program
    columns_form_a_tree_that_can_be_ordered
    a_fixed_column_stays
    a_site_has_so_many_columns_and_levels_and_no_more
    an_imported_holiday_year_stands_in_place_of_the_shipped_one
}

fn news(name: &str, slug: &str) -> ColumnForm {
    ColumnForm {
        name: name.to_owned(),
        slug: slug.to_owned(),
        kind: "news".to_owned(),
        ..ColumnForm::default()
    }
}

async fn slugs(site: &Site) -> Vec<String> {
    let tree = columns::tree(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    tree.into_iter().map(|node| node.column.slug).collect()
}

async fn an_organ_begins_with_the_four_fixed_columns(site: &Site) {
    assert_eq!(slugs(site).await, ["guide", "rules", "statutory", "reports"]);
    let organ = organs::find_by_code(&site.office, "MJXJ01")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(organ.id, site.organ);
    assert_eq!(organs::first(&site.office).await.unwrap().unwrap().id, site.organ);
    let twice = organs::create(
        &site.office,
        Program::itself(),
        moment("2024-05-06T08:00"),
        "MJXJ01",
        &profile(),
    )
    .await;
    assert!(matches!(twice, Err(OfficeError::Invalid(_))));
}

async fn a_profile_is_kept_and_its_domain_is_its_own(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let mut typed = profile();
    typed.site_domain = " WWW.Example.gov.cn ".into();
    typed.report_due = "01-20".into();
    typed.guide.phone = "示例电话".into();
    organs::save_profile(&site.office, &editor, at, 1, &typed)
        .await
        .unwrap();
    let found = organs::find_by_host(&site.office, "www.example.GOV.cn")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.version, found.guide.phone.as_str()), (2, "示例电话"));
    assert_eq!(found.annual_report_due(2023).to_string(), "2024-01-20");
    let same = organs::create(&site.office, Program::itself(), at, "OTHER1", &typed).await;
    let Err(OfficeError::Invalid(fields)) = same else {
        panic!("{same:?}")
    };
    assert_eq!(fields[0].field, "site_domain");
    let blank = organs::save_profile(&site.office, &editor, at, 2, &organs::Profile::default()).await;
    let Err(OfficeError::Invalid(fields)) = blank else {
        panic!()
    };
    assert_eq!(
        fields.iter().map(|wrong| wrong.field).collect::<Vec<_>>(),
        ["name", "site_name", "level"]
    );
    let auditor = site.person("auditor", &[Role::Auditor]).await;
    let refused = organs::save_profile(&site.office, &auditor, at, 2, &typed).await;
    assert!(matches!(
        refused,
        Err(OfficeError::Refused(Refusal::NotYours(Act::EditOrgan)))
    ));
}

async fn whose_site_answers_at_a_host_is_said_by_the_operator_where_organs_share_the_program(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    for bad in [
        "127.0.0.1",
        "<script>",
        "b.example.",
        "a\"b",
        "-x-",
        "http://a.cn",
    ] {
        let mut typed = profile();
        typed.site_domain = bad.into();
        let refused = organs::save_profile(&site.office, &editor, at, 1, &typed).await;
        let Err(OfficeError::Invalid(fields)) = refused else {
            panic!("{bad}: {refused:?}")
        };
        assert_eq!(fields[0].field, "site_domain", "{bad}");
    }
    organs::create(&site.office, Program::itself(), at, "OTHER1", &profile())
        .await
        .unwrap();
    let mut typed = profile();
    typed.site_domain = "gk.example.gov.cn".into();
    let refused = organs::save_profile(&site.office, &editor, at, 1, &typed).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))), "{refused:?}");
    let host = "gk.example.gov.cn";
    assert!(organs::find_by_host(&site.office, host).await.unwrap().is_none());
    organs::set_domain(&site.office, Program::itself(), at, "OTHER1", host)
        .await
        .unwrap();
    let found = organs::find_by_host(&site.office, host).await.unwrap();
    assert_eq!(found.unwrap().code, "OTHER1");
    // The rest of its own profile is an organ's to keep, with the host that stands.
    let own = organs::first(&site.office).await.unwrap().unwrap();
    organs::save_profile(&site.office, &editor, at, own.version, &own.profile())
        .await
        .unwrap();
}

/// 位置固定: none of the four moves, and none is passed by another (国办公开办函〔2019〕61号).
async fn the_four_fixed_columns_keep_their_place(
    site: &Site,
    editor: &Actor,
    at: Moment,
    first_free: ColumnId,
) {
    const FOUR: [&str; 4] = ["guide", "rules", "statutory", "reports"];
    let all = columns::list(&site.office, editor).await.unwrap();
    for fixed in all.iter().filter(|column| column.kind.is_fixed()) {
        for direction in [Direction::Up, Direction::Down] {
            let refused = columns::move_(&site.office, editor, at, fixed.id, direction).await;
            assert!(matches!(refused, Err(OfficeError::Invalid(_))), "{}", fixed.slug);
        }
    }
    columns::move_(&site.office, editor, at, first_free, Direction::Up)
        .await
        .unwrap();
    assert_eq!(slugs(site).await[..4], FOUR);
    // What an earlier release let be moved goes back with the next move.
    let sql = "UPDATE site_column SET position = 40 WHERE slug = 'statutory'";
    site.database().await.execute_unprepared(sql).await.unwrap();
    assert_ne!(slugs(site).await[..4], FOUR);
    columns::move_(&site.office, editor, at, first_free, Direction::Up)
        .await
        .unwrap();
    assert_eq!(slugs(site).await[..4], FOUR);
}

async fn columns_form_a_tree_that_can_be_ordered(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let park = columns::create(&site.office, &editor, at, &news("园区动态", "园区动态"))
        .await
        .unwrap();
    let zone = columns::create(&site.office, &editor, at, &news("企业专区", "qiye"))
        .await
        .unwrap();
    let mut below = news("助企政策", "zhuqi");
    below.parent = Some(zone);
    let policy = columns::create(&site.office, &editor, at, &below).await.unwrap();
    columns::move_(&site.office, &editor, at, zone, Direction::Up)
        .await
        .unwrap();
    assert_eq!(slugs(site).await[4..], ["qiye", "园区动态"]);
    let tree = columns::tree(&site.office, &Actor::system(site.organ, "测试"))
        .await
        .unwrap();
    assert_eq!(tree[4].children[0].column.id, policy);
    columns::move_(&site.office, &editor, at, park, Direction::Down)
        .await
        .unwrap();
    assert_eq!(slugs(site).await[5], "园区动态");
    the_four_fixed_columns_keep_their_place(site, &editor, at, zone).await;
    let taken = columns::create(&site.office, &editor, at, &news("又一个", "qiye")).await;
    assert!(matches!(taken, Err(OfficeError::Invalid(_))));
    // Not into itself, nor below its own children.
    let mut circle = news("企业专区", "qiye");
    circle.parent = Some(policy);
    assert!(
        columns::save(&site.office, &editor, at, zone, 1, &circle)
            .await
            .is_err()
    );
    assert!(columns::remove(&site.office, &editor, at, zone).await.is_err());
    columns::remove(&site.office, &editor, at, policy).await.unwrap();
    columns::remove(&site.office, &editor, at, zone).await.unwrap();
    assert_eq!(slugs(site).await.len(), 5);
    // An address that was given out stays.
    let signer = site.person("signer", &[Role::Signer]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let form = crate::harness::form(park, "动态一则");
    let id = office::documents::create(&site.office, &editor, at, &form, false)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, at, id).await;
    let renamed = columns::save(&site.office, &editor, at, park, 1, &news("园区要闻", "yaowen")).await;
    let Err(OfficeError::Invalid(fields)) = renamed else {
        panic!("{renamed:?}")
    };
    assert_eq!(fields[0].field, "slug");
    columns::save(&site.office, &editor, at, park, 1, &news("园区要闻", "园区动态"))
        .await
        .unwrap();
    let stale = columns::save(&site.office, &editor, at, park, 1, &news("园区要闻", "园区动态")).await;
    assert!(matches!(stale, Err(OfficeError::Stale { version: 2, .. })));
    assert!(columns::remove(&site.office, &editor, at, park).await.is_err());
}

async fn a_site_has_so_many_columns_and_levels_and_no_more(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let add = async |number: usize, parent: Option<office::ColumnId>| {
        let mut form = news(&format!("栏目{number}"), &format!("column-{number}"));
        form.parent = parent;
        columns::create(&site.office, &editor, at, &form).await
    };
    let refused = |outcome: Result<office::ColumnId, OfficeError>| {
        let Err(OfficeError::Invalid(fields)) = outcome else {
            panic!("{outcome:?}")
        };
        fields
            .first()
            .map(|field| (field.field, field.message.clone()))
            .unwrap()
    };
    let mut number = 0;
    let mut next = || {
        number += 1;
        number
    };
    // Four are fixed.
    let mut first = Vec::new();
    for _ in 4..20 {
        first.push(add(next(), None).await.unwrap());
    }
    let (field, said) = refused(add(next(), None).await);
    assert!(field == "parent" && said.contains("一级栏目最多 20 个"), "{said}");
    let mut deepest = first[0];
    for _ in 1..5 {
        deepest = add(next(), Some(deepest)).await.unwrap();
    }
    let (field, said) = refused(add(next(), Some(deepest)).await);
    assert!(field == "parent" && said.contains("最多 5 级"), "{said}");
    // Nor by moving one that has others below it.
    let above = add(next(), Some(first[1])).await.unwrap();
    add(next(), Some(above)).await.unwrap();
    let there = columns::list(&site.office, &editor).await.unwrap();
    let fourth = there.iter().find(|one| one.id == deepest).unwrap().parent;
    let moved = ColumnForm {
        parent: fourth,
        ..news("带下级的栏目", "moved")
    };
    let moved = columns::save(&site.office, &editor, at, above, 1, &moved).await;
    refused(moved.map(|()| above));
    for _ in there.len()..200 {
        add(next(), Some(first[2])).await.unwrap();
    }
    let (field, said) = refused(add(next(), Some(first[2])).await);
    assert!(field == "name" && said.contains("200 个"), "{said}");
}

async fn a_fixed_column_stays(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    let guide = columns::by_slug(&site.office, &Actor::system(site.organ, "测试"), "guide")
        .await
        .unwrap()
        .unwrap();
    assert!(
        columns::remove(&site.office, &editor, at, guide.id)
            .await
            .is_err()
    );
    let mut form = ColumnForm {
        kind: "guide".to_owned(),
        ..news("信息公开指南", "guide")
    };
    columns::save(&site.office, &editor, at, guide.id, 1, &form)
        .await
        .unwrap();
    form.is_hidden = true;
    assert!(
        columns::save(&site.office, &editor, at, guide.id, 2, &form)
            .await
            .is_err()
    );
    let second = columns::create(
        &site.office,
        &editor,
        at,
        &ColumnForm {
            kind: "guide".to_owned(),
            ..news("又一指南", "zhinan")
        },
    )
    .await;
    assert!(matches!(second, Err(OfficeError::Invalid(_))));
}

async fn an_imported_holiday_year_stands_in_place_of_the_shipped_one(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let at = moment("2024-05-06T08:00");
    let mut year = Calendar::built_in().year(2024).unwrap().clone();
    let day = jiff::civil::date(2024, 5, 7);
    assert!(
        calendar::holidays(&site.office)
            .await
            .unwrap()
            .is_working_day(day)
    );
    year.off.insert(day, "示例".to_owned());
    for version in 1..=2 {
        calendar::import_year(&site.office, &clerk, at, &year)
            .await
            .unwrap();
        let listed = calendar::list(&site.office, &Actor::system(site.organ, "测试"))
            .await
            .unwrap();
        let listed = listed.iter().find(|loaded| loaded.year.year == 2024).unwrap();
        assert_eq!((listed.is_imported, listed.version), (true, version));
    }
    assert!(
        !calendar::holidays(&site.office)
            .await
            .unwrap()
            .is_working_day(day)
    );
    year.work.insert(day, "两者".to_owned());
    assert!(matches!(
        calendar::import_year(&site.office, &clerk, at, &year).await,
        Err(OfficeError::Invalid(_))
    ));
    let editor = site.person("editor", &[Role::Editor]).await;
    assert!(matches!(
        calendar::import_year(&site.office, &editor, at, &year).await,
        Err(OfficeError::Refused(_))
    ));
}
