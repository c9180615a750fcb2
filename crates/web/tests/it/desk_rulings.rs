//! Licences, penalties, coercive measures and fees at the desk: entered, brought in from a list, corrected and struck; the annual report's
//! table 二 is offered from them and each number opens into its entries.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled};
use crate::harness::{Browser, Page, World};

const HERE: &str = "/desk/rulings";

/// Fills in the form of a page that takes a file and sends it.
async fn send(browser: &mut Browser, from: &str, action: &str, changed: &[(&str, &str)]) -> Page {
    let page = browser.get(from).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let fields = filled(&page, action, changed);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf" && name != "file")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(action, &fields).await
}

const LICENCE: [(&str, &str); 6] = [
    ("number", "孟先许〔2026〕12号"),
    ("matter", "建设工程施工许可"),
    ("on", "2026-02-05"),
    ("openness", "published"),
    ("source", "行政许可案卷"),
    ("evidence", "https://example.gov.cn/xk/12"),
];

/// A list: kind, number, matter, day, openness, yuan; its first line is the fourth of the sheet.
fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let line = |row: &[&str; 6]| {
        let [kind, number, matter, on, openness, yuan] = *row;
        let cells = [kind, number, matter, on, "", "", yuan, openness, "", "", "", ""];
        cells.map(str::to_owned)
    };
    let lines = rows.iter().map(line).collect();
    paper::rulings::xlsx("台账", lines, "2026-03-02".parse().unwrap()).unwrap()
}

#[tokio::test]
async fn a_decision_is_entered_and_what_is_missing_is_told_at_its_field() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(clerk.get(HERE).await.has("2026 年还没有登记"));
    let new = format!("{HERE}/new");
    let blank = send(
        &mut clerk,
        &new,
        HERE,
        &[("matter", "某项许可"), ("note", "留言")],
    )
    .await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", blank.body);
    for told in ["请填写文号", "请选择公开情况", "请写明来源", "每个数都要有依据"] {
        assert!(blank.has(told), "{told}: {}", blank.main());
    }
    assert!(
        blank.has("value=\"某项许可\"") && blank.has("留言"),
        "what was typed stays"
    );
    let done = send(&mut clerk, &new, HERE, &LICENCE).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(done.header("location")).await;
    assert!(
        page.has("计入 2026 年“行政许可·本年处理决定数量”"),
        "{}",
        page.main()
    );
    assert!(page.has("href=\"https://example.gov.cn/xk/12\""));
    let again = send(&mut clerk, &new, HERE, &LICENCE).await;
    assert!(again.has("这个文号已经登记过"));
    let fee = format!("{new}?kind=fee&extent=summary");
    assert!(clerk.get(&fee).await.has("登记行政事业性收费"));
    let fields = [
        ("matter", "城市道路占用费"),
        ("from", "2026-01-01"),
        ("on", "2026-01-31"),
        ("yuan", "12850.50"),
        ("source", "非税收入系统"),
        ("evidence", "一月月报"),
    ];
    let done = send(&mut clerk, &fee, HERE, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = clerk.get(HERE).await;
    assert!(
        list.has("1.28505 万元") && list.has("其中汇总数 1.28505") && list.has(">1 件<"),
        "{}",
        list.main()
    );
    // Whoever only looks finds no form.
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    assert!(!reviewer.get(HERE).await.has("/desk/rulings/new"));
    assert_eq!(reviewer.get(&new).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_that_a_refused_form_can_not_keep_is_asked_for_again() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let fields = [("kind", "licence"), ("extent", "single"), ("on", "2026-02-31")];
    clerk.get(&format!("{HERE}/new")).await;
    let page = clerk.upload_with(HERE, &fields, "决定书.pdf", b"%PDF-1.7").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert!(page.has("请重新选择文件：决定书.pdf"), "{}", page.main());
    let done = send(&mut clerk, &format!("{HERE}/new"), HERE, &LICENCE).await;
    let correction = format!("{}/correction", done.header("location"));
    clerk.get(&correction).await;
    let page = clerk
        .upload_with(&correction, &[("version", "1")], "决定书.pdf", b"%PDF-1.7")
        .await;
    assert!(page.has("请重新选择文件：决定书.pdf"), "{}", page.main());
}

#[tokio::test]
async fn a_list_is_brought_in_and_its_bad_lines_are_named() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let import = format!("{HERE}/import");
    assert!(clerk.get(&import).await.has("下载模板"));
    let template = clerk.get(&format!("{HERE}/files/template")).await;
    assert!(template.bytes.starts_with(b"PK"));
    let bytes = workbook(&[
        [
            "行政处罚",
            "孟先罚〔2026〕1号",
            "未按规定公示",
            "2026-02-03",
            "是",
            "",
        ],
        [
            "行政裁决",
            "孟先罚〔2026〕2号",
            "未按规定公示",
            "2026-02-03",
            "是",
            "",
        ],
        [
            "行政处罚",
            "孟先罚〔2026〕3号",
            "未按规定公示",
            "2027-02-03",
            "是",
            "",
        ],
        ["收费", "0012345", "城市道路占用费", "2026-02-03", "", "300"],
    ]);
    let page = clerk
        .upload_with(&import, &[("source", "执法办案系统")], "台账.xlsx", &bytes)
        .await;
    assert!(page.has("已登记 2 条，下面 2 行没有登记"), "{}", page.main());
    assert!(
        page.has("第 5 行：类别应为") && page.has("第 6 行：2027-02-03 晚于今天"),
        "{}",
        page.main()
    );
    let again = clerk
        .upload_with(&import, &[("source", "执法办案系统")], "台账.xlsx", &bytes)
        .await;
    assert!(
        again.has("已登记 0 条，2 条已经登记过、跳过，下面 2 行没有登记") && !again.has("孟先罚〔2026〕1号"),
        "{}",
        again.main()
    );
    let none = clerk.upload_with(&import, &[], "台账.xlsx", b"no workbook").await;
    assert!(none.has("文件打不开") && none.has("请重新选择文件：台账.xlsx"));
    let list = clerk.get(&format!("{HERE}?kind=penalty")).await;
    let (_, rest) = list.main().split_once("case-request\" href=\"").unwrap();
    let one = rest.split(['"', '?']).next().unwrap();
    let page = clerk.get(one).await;
    assert!(
        page.has("执法办案系统") && page.has("台账.xlsx"),
        "{}",
        page.main()
    );
    let file = clerk.get(&format!("{one}/evidence")).await;
    assert_eq!(file.bytes, bytes, "the workbook stays with what it brought in");
    let out = clerk.get(&format!("{HERE}/files/2026")).await;
    let read = paper::rulings::read(&out.bytes, "", "2026-03-02".parse().unwrap()).unwrap();
    assert_eq!((read.lines.len(), read.faults.len()), (2, 0), "{:?}", read.faults);
}

#[tokio::test]
async fn table_two_is_offered_and_each_number_opens_into_its_entries() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let new = format!("{HERE}/new");
    send(&mut clerk, &new, HERE, &LICENCE).await;
    let month = [
        ("matter", "占道许可"),
        ("from", "2026-01-01"),
        ("on", "2026-01-31"),
        ("count", "57"),
        ("source", "审批系统"),
        ("evidence", "一月月报"),
    ];
    send(&mut clerk, &format!("{new}?extent=summary"), HERE, &month).await;
    fill_in(&mut clerk, "/desk/reports", "/desk/reports", &[("year", "2026")]).await;
    let records = clerk.get("/desk/reports/2026/counted").await;
    assert!(
        records.has("行政许可") && records.has("其中汇总数 57"),
        "{}",
        records.main()
    );
    let cell = format!("{HERE}/counted?year=2026&#38;cell=licences");
    assert!(records.has(&cell), "{}", records.main());
    let opened = clerk
        .get(&format!("{HERE}/counted?year=2026&cell=licences"))
        .await;
    assert!(
        opened.has("共 58 件") && opened.has("逐件登记（1）") && opened.has("汇总数（1 条，57 件）"),
        "{}",
        opened.main()
    );
    let other = clerk
        .get(&format!("{HERE}/counted?year=2026&cell=normative_documents.made"))
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let taken = fill_in(
        &mut clerk,
        "/desk/reports/2026/counted",
        "/desk/reports/2026/counted",
        &[],
    )
    .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let again = clerk.get("/desk/reports/2026/counted").await;
    assert!(again.has("草稿与记录一致"), "{}", again.main());
}

#[tokio::test]
async fn an_entry_is_corrected_revoked_and_struck_with_a_reason() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let done = send(&mut clerk, &format!("{HERE}/new"), HERE, &LICENCE).await;
    let one = done.header("location").to_owned();
    let correction = format!("{one}/correction");
    let wordless = send(&mut clerk, &correction, &correction, &[("on", "2026-02-06")]).await;
    assert!(
        wordless.has("请写明更正的理由") && wordless.has("value=\"2026-02-06\""),
        "{}",
        wordless.main()
    );
    let mut slower = world.at_desk(Role::RequestClerk).await;
    let open = slower.get(&correction).await;
    let changed = [("on", "2026-02-06"), ("reason", "日期录错")];
    let done = send(&mut clerk, &correction, &correction, &changed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let fields = filled(
        &open,
        &correction,
        &[("on", "2026-02-07"), ("reason", "也是录错")],
    );
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf" && name != "file")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let stale = slower.post(&correction, &fields).await;
    assert!(
        stale.has("没有保存") && stale.has("2026-02-07") && stale.has("2026-02-06"),
        "{}",
        stale.main()
    );
    // What a decision's form has no field for differs in nothing.
    for other in ["件数", "金额", "公开情况"] {
        assert!(!stale.has(&format!("<th scope=\"row\">{other}</th>")), "{other}");
    }
    let revocation = format!("{one}/revocation");
    let early = [("revoked_on", "2026-02-01"), ("reason", "示府复决〔2026〕3号")];
    let page = fill_in(&mut clerk, &revocation, &revocation, &early).await;
    assert!(page.has("撤销不会早于决定之日"), "{}", page.main());
    let done = fill_in(
        &mut clerk,
        &revocation,
        &revocation,
        &[("revoked_on", "2026-03-01"), early[1]],
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clerk.get(&one).await.has("2026 年内被撤销，不计入当年"));
    let striking = format!("{one}/striking");
    let done = fill_in(&mut clerk, &striking, &striking, &[("reason", "重复登记")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(&one).await;
    assert!(
        page.has("已作废") && page.has("重复登记") && !page.has(&striking),
        "{}",
        page.main()
    );
}
