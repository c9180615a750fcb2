//! The ledger in and out at the desk: handed in, looked at, confirmed; refused with the reason beside the field.

use axum::http::StatusCode;
use law::cases::ledger::{Column, Line};
use law::staff::Role;

use crate::forms::fill_in;
use crate::harness::{Browser, World};

const IMPORT: &str = "/desk/cases/import";

fn line(number: u32, id: &str, kind: &str) -> Line {
    let mut line = Line::new(number);
    for (column, text) in [
        (Column::Number, id),
        (Column::Name, "张三"),
        (Column::Kind, kind),
        (Column::Identity, "11010519491231002X"),
        (Column::Channel, "当面提交"),
        (Column::ReceivedOn, "2026-02-24"),
        (Column::Request, "2025年度<b>部门预算</b>"),
    ] {
        line.set(column, text);
    }
    line
}

fn workbook(lines: &[Line]) -> Vec<u8> {
    paper::ledger::write("登记台账", lines, "2026-03-02".parse().unwrap()).unwrap()
}

/// Hands a file in; the address of its import.
async fn handed_in(clerk: &mut Browser, bytes: &[u8]) -> String {
    clerk.get(IMPORT).await;
    let page = clerk.upload(IMPORT, "台账.xlsx", bytes).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ledger_is_looked_at_then_taken_in_whole() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let file = workbook(&[line(3, "2026-1", "自然人"), line(4, "2026-2", "外星人")]);
    let here = handed_in(&mut clerk, &file).await;
    let page = clerk.get(&here).await;
    assert!(
        page.has("可以导入 1 行") && page.has("有问题 1 行"),
        "{}",
        page.body
    );
    assert!(page.has("第 4 行") && page.has("无法识别“外星人”") && !page.has("11010519491231002X"));
    assert!(clerk.get("/desk/cases/ledger").await.has("这里还没有申请"));
    let confirmation = format!("{here}/confirmation");
    let page = fill_in(&mut clerk, &here, &confirmation, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&here).await.has("已导入 1 件"));
    let ledger = clerk.get("/desk/cases/ledger?q=2026-1").await;
    assert!(
        ledger.has("2026-1") && ledger.has("2025年度&#60;b&#62;部门预算"),
        "{}",
        ledger.body
    );
    assert!(clerk.get(IMPORT).await.has("已导入"));
    clerk.get(IMPORT).await;
    let again = clerk.upload(IMPORT, "台账.xlsx", &file).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.has("不再重复导入"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_ledger_is_refused_beside_the_field() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    for (name, bytes, words) in [
        ("a.xlsx", b"MZ\x90\0 program".as_slice(), "不是 Excel 工作簿"),
        ("../../etc/a.xlsx", b"PK\x03\x04 cut", "损坏"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "另存为 .xlsx"),
        ("a.xlsx", b"", "空的"),
    ] {
        clerk.get(IMPORT).await;
        let page = clerk.upload(IMPORT, name, bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.has(words) && page.has("id=\"file-error\""),
            "{words}: {}",
            page.body
        );
    }
    assert!(!clerk.get(IMPORT).await.has("最近的导入"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_can_be_given_up() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = handed_in(&mut clerk, &workbook(&[line(3, "2026-1", "自然人")])).await;
    let page = fill_in(&mut clerk, &here, &format!("{here}/removal"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(clerk.get(&here).await.has("已放弃导入"));
    let again = clerk.post(&format!("{here}/confirmation"), &[]).await;
    assert_ne!(again.status, StatusCode::OK);
    assert!(clerk.get("/desk/cases/ledger").await.has("这里还没有申请"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_is_given_out_and_numbers_only_to_those_who_may() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let here = handed_in(&mut clerk, &workbook(&[line(3, "2026-1", "自然人")])).await;
    fill_in(&mut clerk, &here, &format!("{here}/confirmation"), &[]).await;
    let export = "/desk/cases/export";
    let page = fill_in(
        &mut clerk,
        export,
        export,
        &[("year", "2026"), ("in_full", "true")],
    )
    .await;
    assert_eq!(page.status, StatusCode::OK);
    let disposition = page.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment") && disposition.contains(".xlsx"));
    let wrong = fill_in(&mut clerk, export, export, &[("year", "去年")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("四位数的年份") && wrong.has("value=\"去年\""));
    assert!(!signer.get(export).await.has("写出完整的证件号码"));
    let asked = fill_in(
        &mut signer,
        export,
        export,
        &[("year", "2026"), ("in_full", "true")],
    )
    .await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    let masked = fill_in(&mut signer, export, export, &[("year", "2026")]).await;
    assert_eq!(masked.status, StatusCode::OK);
    // What a ledger brings of later days is for whoever signs to take in.
    assert_eq!(signer.get(IMPORT).await.status, StatusCode::OK);
    assert!(
        signer
            .get("/desk/cases/ledger")
            .await
            .has("href=\"/desk/cases/import\"")
    );
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    assert_eq!(reviewer.get(IMPORT).await.status, StatusCode::FORBIDDEN);
    let template = clerk.get("/desk/cases/import/template").await;
    assert!(
        template.headers["content-type"]
            .to_str()
            .unwrap()
            .contains("spreadsheetml")
    );
}

/// As offices keep it: a sheet a year, in a workbook of the 1904 date system.
const A_SHEET_A_YEAR: &[u8] = include_bytes!("../../../paper/tests/it/fixtures/a-sheet-a-year-1904.xlsx");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sheet_is_read_or_named_before_anything_is_taken_in() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = handed_in(&mut clerk, A_SHEET_A_YEAR).await;
    let page = clerk.get(&here).await;
    for words in [
        "可以导入 3 行",
        "2024年 第 3 行",
        "已读取“2023年”：1 行",
        "没有读取“统计”",
        "没有读取“2022年”",
    ] {
        assert!(page.has(words), "{words}: {}", page.body);
    }
    fill_in(&mut clerk, &here, &format!("{here}/confirmation"), &[]).await;
    let ledger = clerk.get("/desk/cases/ledger?year=2023").await;
    assert!(ledger.has("2023-1") && ledger.has("张三"), "{}", ledger.body);
}
