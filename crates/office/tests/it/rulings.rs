//! The register of licences, penalties, coercive measures and fees: entered and brought in with source and evidence, counted in table 二 by
//! the day of the decision, corrected and struck in the open, never deleted.

use jiff::civil::date;
use law::reports::{Cell, Table2};
use law::rulings::{Entry, EntryForm, Headings, Line, RulingKind};
use law::screening::{Screening, Seen};
use law::staff::Role;
use office::documents::Upload;
use office::rulings::{self, Evidence, Filter, Sought};
use office::{Actor, OfficeError, RulingId, reports};
use rust_decimal::Decimal;

use crate::harness::{Site, moment, stories, whole};

stories! {
    a_decision_is_recorded_once_and_shows_what_it_rests_on
    table_two_is_offered_from_the_register_and_each_number_opens_into_its_entries
    what_is_corrected_revoked_or_struck_says_who_did_it_and_why
    a_list_is_taken_once_and_every_refused_line_is_named
    whoever_is_not_trusted_with_it_neither_reads_nor_records
}

const NOW: &str = "2026-11-30T09:00";

fn form(number: &str, on: &str) -> EntryForm {
    EntryForm {
        kind: "licence".to_owned(),
        number: number.to_owned(),
        matter: "建设工程施工许可".to_owned(),
        on: on.to_owned(),
        openness: "published".to_owned(),
        source: "行政许可案卷".to_owned(),
        evidence: "XK-2026-12".to_owned(),
        ..EntryForm::default()
    }
}

fn entry(form: &EntryForm) -> Entry {
    Entry::read(form, true, date(2026, 11, 30)).unwrap()
}

fn summary(count: &str) -> Entry {
    entry(&EntryForm {
        is_summary: true,
        from: "2026-03-01".to_owned(),
        count: count.to_owned(),
        openness: String::new(),
        ..form("", "2026-03-31")
    })
}

fn file(name: &str) -> Evidence {
    Evidence {
        upload: Upload {
            name: name.to_owned(),
            bytes: b"%PDF-1.4 a decision, scanned".to_vec(),
        },
        screening: Screening::default(),
        pages: None,
    }
}

async fn record(site: &Site, actor: &Actor, entry: &Entry) -> Result<RulingId, OfficeError> {
    rulings::record(&site.office, actor, moment(NOW), entry, None, "").await
}

fn refusal(error: OfficeError) -> String {
    match error {
        OfficeError::Invalid(why) => why.into_iter().map(|one| one.message).collect(),
        other => panic!("{other:?}"),
    }
}

async fn counted(site: &Site, actor: &Actor, cell: Table2, year: i16) -> Option<Decimal> {
    let counted = reports::counted(&site.office, actor, year).await.unwrap()?;
    let is_counted = counted.cells().any(|one| one == Cell::Two(cell));
    is_counted.then(|| counted.get(Cell::Two(cell)))
}

async fn a_decision_is_recorded_once_and_shows_what_it_rests_on(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let one = entry(&form("孟先许〔2026〕12号", "2026-03-05"));
    let at = moment(NOW);
    let sent = async || {
        let scan = Some(file("施工许可证.pdf"));
        rulings::record(&site.office, &editor, at, &one, scan, "ticket").await
    };
    let id = sent().await.unwrap();
    assert_eq!(sent().await.unwrap(), id, "a second click makes no second entry");
    let known = rulings::get(&site.office, &editor, id).await.unwrap();
    assert_eq!(known.entry, one);
    let scan = rulings::open_evidence(&site.office, &editor, known.file.unwrap())
        .await
        .unwrap();
    assert_eq!(scan.name, "施工许可证.pdf");
    assert_eq!(whole(scan).await, b"%PDF-1.4 a decision, scanned");
    // However the number is typed, it is the same decision.
    let again = entry(&form("孟先许〔２０２６〕12号", "2026-03-06"));
    assert!(refusal(record(site, &editor, &again).await.unwrap_err()).contains("已经登记过"));
    let month = summary("57");
    record(site, &editor, &month).await.unwrap();
    let doubled = refusal(record(site, &editor, &month).await.unwrap_err());
    assert!(doubled.contains("重复计数"), "{doubled}");
    let mut marked = Seen::default();
    marked.read("第 1 页", "机密★1年 某件");
    let secret = Evidence {
        screening: Screening::of(&marked),
        ..file("某件.pdf")
    };
    let other = entry(&form("孟先许〔2026〕13号", "2026-03-06"));
    let refused = rulings::record(&site.office, &editor, at, &other, Some(secret), "").await;
    assert!(refusal(refused.unwrap_err()).contains("密级标志"));
}

async fn table_two_is_offered_from_the_register_and_each_number_opens_into_its_entries(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let office = &site.office;
    assert_eq!(
        counted(site, &clerk, Table2::Licences, 2026).await,
        None,
        "nothing on record is no 0"
    );
    for (number, on) in [
        ("1号", "2025-12-31"),
        ("2号", "2026-01-01"),
        ("3号", "2026-11-30"),
    ] {
        record(site, &clerk, &entry(&form(number, on))).await.unwrap();
    }
    let withheld = entry(&EntryForm {
        openness: "withheld".to_owned(),
        ground: "条例第十五条".to_owned(),
        ..form("4号", "2026-05-01")
    });
    record(site, &clerk, &withheld).await.unwrap();
    record(site, &clerk, &summary("57")).await.unwrap();
    let fee = entry(&EntryForm {
        kind: "fee".to_owned(),
        yuan: "12850.50".to_owned(),
        ..form("0012345", "2026-05-06")
    });
    record(site, &clerk, &fee).await.unwrap();
    assert_eq!(
        counted(site, &clerk, Table2::Licences, 2025).await,
        Some(Decimal::ONE)
    );
    assert_eq!(
        counted(site, &clerk, Table2::Licences, 2026).await,
        Some(Decimal::from(60))
    );
    assert_eq!(
        counted(site, &clerk, Table2::FeesWanYuan, 2026).await,
        Some(Decimal::new(128_505, 5))
    );
    assert_eq!(counted(site, &clerk, Table2::Penalties, 2026).await, None);
    let known = reports::counted(office, &clerk, 2026).await.unwrap().unwrap();
    assert_eq!(
        known.of_summaries(Cell::Two(Table2::Licences)),
        Some(Decimal::from(57))
    );
    // The number opens into as many entries as it counts, the summaries apart.
    let of_cell = async |is_summary| {
        let asked = (2026, RulingKind::Licence);
        rulings::of_cell(office, &clerk, asked, is_summary, 1)
            .await
            .unwrap()
    };
    let (singles, summaries) = (of_cell(false).await, of_cell(true).await);
    assert_eq!((singles.total, summaries.total), (3, 1));
    let all = singles.items.iter().chain(&summaries.items);
    assert_eq!(all.map(|one| one.entry.amount).sum::<i64>(), 60);
    // It goes into the draft, and where the records change afterwards the frozen report says so.
    reports::start(office, &clerk, moment(NOW), 2026).await.unwrap();
    reports::take_counted(office, &clerk, moment(NOW), 2026, 1, false)
        .await
        .unwrap();
    let draft = reports::draft(office, &clerk, 2026).await.unwrap();
    let tables = &draft.unwrap().reading.report.tables;
    assert_eq!(tables.get(Cell::Two(Table2::Licences)), Some(Decimal::from(60)));
    assert_eq!(
        tables.get(Cell::Two(Table2::FeesWanYuan)),
        Some(Decimal::new(128_505, 5))
    );
}

async fn what_is_corrected_revoked_or_struck_says_who_did_it_and_why(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let (office, at) = (&site.office, moment(NOW));
    let id = record(site, &editor, &entry(&form("1号", "2026-03-05")))
        .await
        .unwrap();
    let other = record(site, &editor, &entry(&form("2号", "2026-03-06")))
        .await
        .unwrap();
    let number = async || counted(site, &editor, Table2::Licences, 2026).await;
    assert_eq!(number().await, Some(Decimal::TWO));
    let moved = entry(&form("1号", "2025-03-05"));
    let wordless = rulings::correct(office, &editor, at, (id, 1), &moved, None, "。").await;
    assert!(refusal(wordless.unwrap_err()).contains("理由"));
    let reason = "年份录错，以案卷为准";
    rulings::correct(office, &editor, at, (id, 1), &moved, None, reason)
        .await
        .unwrap();
    assert_eq!(
        number().await,
        Some(Decimal::ONE),
        "it counts in the year of its day"
    );
    let stale = rulings::correct(office, &editor, at, (id, 1), &moved, None, reason).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    let on = date(2026, 10, 1);
    rulings::revoke(office, &editor, at, (other, 1), on, "示府复决〔2026〕3号")
        .await
        .unwrap();
    assert_eq!(number().await, Some(Decimal::ZERO), "revoked within its year");
    rulings::revoke(office, &editor, at, (id, 2), on, "示府复决〔2026〕4号")
        .await
        .unwrap();
    assert_eq!(
        counted(site, &editor, Table2::Licences, 2025).await,
        Some(Decimal::ONE)
    );
    rulings::strike(office, &editor, at, (id, 3), "与 2号 重复登记")
        .await
        .unwrap();
    assert_eq!(counted(site, &editor, Table2::Licences, 2025).await, None);
    let known = rulings::get(office, &editor, id).await.unwrap();
    assert_eq!(known.history.len(), 4, "{:?}", known.history);
    for told in ["登记", "年份录错", "示府复决〔2026〕4号", "重复登记"] {
        assert!(
            known
                .history
                .iter()
                .any(|line| line.contains(told) && line.contains(&editor.name)),
            "{told}"
        );
    }
    let again = rulings::strike(office, &editor, at, (id, 4), "再次作废").await;
    assert!(refusal(again.unwrap_err()).contains("已经作废"));
    let struck = Filter {
        year: 2025,
        sought: Sought::Struck,
        ..Filter::default()
    };
    assert_eq!(
        rulings::list(office, &editor, &struck).await.unwrap().total,
        1,
        "nothing is deleted"
    );
    // Its number is free again.
    record(site, &editor, &entry(&form("1号", "2026-03-05")))
        .await
        .unwrap();
}

async fn a_list_is_taken_once_and_every_refused_line_is_named(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let (office, at) = (&site.office, moment(NOW));
    record(site, &editor, &entry(&form("孟先罚〔2026〕7号", "2026-03-05")))
        .await
        .unwrap();
    let words = |cells: &[&str]| -> Vec<String> { cells.iter().map(|one| (*one).to_owned()).collect() };
    let headings = Headings::read(&words(&[
        "类别",
        "文号",
        "事项",
        "决定日期",
        "公开情况",
        "件数",
        "汇总起日",
    ]))
    .unwrap();
    let read = |number: u32, cells: &[&str]| -> Line {
        let line = headings.line(number, &words(cells), "执法办案系统", at.today);
        line.unwrap().unwrap()
    };
    let mut lines: Vec<Line> = (1..=450)
        .map(|one| {
            let number = format!("孟先罚〔2026〕{one}号");
            read(
                one + 1,
                &[
                    "行政处罚",
                    &number,
                    "未按规定公示",
                    "2026-05-06",
                    "已公开",
                    "",
                    "",
                ],
            )
        })
        .collect();
    lines.push(read(
        452,
        &[
            "行政处罚",
            "孟先罚〔2026〕9号",
            "未按规定公示",
            "2026-05-06",
            "已公开",
            "",
            "",
        ],
    ));
    lines.push(read(
        453,
        &["行政许可", "", "施工许可", "2026-03-31", "", "57", "2026-03-01"],
    ));
    lines.push(read(
        454,
        &["行政许可", "", "施工许可", "2026-04-15", "", "9", "2026-03-31"],
    ));
    let xlsx = || file("台账.pdf");
    let taken = rulings::take_in(office, &editor, at, &lines, xlsx())
        .await
        .unwrap();
    assert_eq!(taken.made, 451, "the licence of the same number is no penalty");
    let refused: Vec<u32> = taken.refused.iter().map(|(line, _)| *line).collect();
    assert_eq!(refused, [452, 454]);
    assert_eq!(
        counted(site, &editor, Table2::Penalties, 2026).await,
        Some(Decimal::from(450))
    );
    let again = rulings::take_in(office, &editor, at, &lines, xlsx())
        .await
        .unwrap();
    assert_eq!((again.made, again.known, again.refused.len()), (0, 453, 0));
    let filter = Filter {
        year: 2026,
        kind: Some(RulingKind::Penalty),
        text: "〔2026〕450号".to_owned(),
        ..Filter::default()
    };
    let found = rulings::list(office, &editor, &filter).await.unwrap();
    assert_eq!(found.total, 1);
    assert!(
        found.items[0].file.is_some(),
        "the workbook stays with what it brought in"
    );
}

async fn whoever_is_not_trusted_with_it_neither_reads_nor_records(site: &Site) {
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let one = entry(&form("1号", "2026-03-05"));
    assert!(matches!(
        record(site, &reviewer, &one).await,
        Err(OfficeError::Refused(_))
    ));
    let list = rulings::list(&site.office, &system, &Filter::default()).await;
    assert!(matches!(list, Err(OfficeError::Refused(_))));
    let editor = site.person("editor", &[Role::Editor]).await;
    let id = record(site, &editor, &one).await.unwrap();
    let elsewhere = Actor {
        organ: office::OrganId(site.organ.0 + 1),
        ..editor.clone()
    };
    let read = rulings::get(&site.office, &elsewhere, id).await;
    assert!(matches!(read, Err(OfficeError::Missing)), "another organ's");
    let struck = rulings::strike(&site.office, &elsewhere, moment(NOW), (id, 1), "别的机关的").await;
    assert!(matches!(struck, Err(OfficeError::Missing)));
}
