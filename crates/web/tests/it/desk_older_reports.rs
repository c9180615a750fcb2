//! Reports of before today's format: archive editions of prose, the format of 2019, and when they were first published.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};

/// A file of the reader's shapes, as this world's own organ would have published it.
fn own(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../paper/tests/it/fixtures/shapes")
        .join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.replace("平潭综合实验区", "某某开发区管委会").into_bytes()
}

async fn import(editor: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    let preview = editor.upload("/desk/reports/import", name, bytes).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let action = "/desk/reports/import/confirmation";
    let taken = send(editor, action, &filled(&preview, action, &[])).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    preview
}

async fn publish(world: &World, year: i16, fields: &[(&str, &str)]) -> Page {
    let mut signer = world.at_desk(Role::Signer).await;
    let action = format!("/desk/reports/{year}/publication");
    fill_in(&mut signer, &action, &action, fields).await
}

/// A page saved in one file, as browsers save it.
fn saved_page(html: &[u8]) -> Vec<u8> {
    let head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.gov.cn/a.html\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n\
                Content-Type: multipart/related; type=\"text/html\"; boundary=\"----edge\"\r\n\r\n------edge\r\nContent-Type: text/html; charset=utf-8\r\n\
                Content-Transfer-Encoding: 8bit\r\nContent-Location: https://example.gov.cn/a.html\r\n\r\n";
    [head.as_bytes(), html, b"\r\n------edge--\r\n"].concat()
}

#[tokio::test]
async fn a_report_in_prose_comes_in_as_an_archive_edition_with_its_file_and_true_day() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let file = own("of-2018.txt");
    let refused = editor.upload("/desk/reports/import", "2018.txt", &file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("这是 2018 年度的报告") && refused.has("存档版"));
    let taken = editor
        .upload_with("/desk/reports/import", &[("archive", "1")], "2018.txt", &file)
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert_eq!(taken.header("location"), "/desk/reports/2018");
    let draft = editor.get("/desk/reports/2018").await;
    assert!(draft.has("存档版") && draft.has("六、政府信息公开情况统计表") && draft.has("<td>12106</td>"));
    assert!(draft.has("没有发现问题") && !draft.has("href=\"/desk/reports/2018/draft\""));
    let bench = editor.get("/desk/reports/2018/draft").await;
    assert_eq!(bench.header("location"), "/desk/reports/2018");
    assert!(editor.get("/desk/reports").await.has("存档版"));
    assert_eq!(
        world.visitor().get("/reports/2018").await.status,
        StatusCode::NOT_FOUND
    );

    let day = [("first_published_on", "2019-03-28"), ("first_published_why", "")];
    let silent = publish(&world, 2018, &day).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.has("请写明依据"));
    let day = [
        ("first_published_on", "2019-03-28"),
        ("first_published_why", "原门户网站公布，见网页存档"),
    ];
    let published = publish(&world, 2018, &day).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);

    let mut visitor = world.visitor();
    let list = visitor.get("/reports").await;
    assert!(
        list.has("存档版") && list.has("迁移") && list.has("2019-03-28"),
        "{}",
        list.body
    );
    assert!(list.has("/reports/2018.original") && !list.has("/reports/2018.pdf") && !list.has("<svg"));
    let page = visitor.get("/reports/2018").await;
    assert!(page.has(
        "<h1 class=\"document-title report-name\">某某开发区管委会<wbr>2018年度政府信息公开工作年度报告</h1>"
    ));
    assert!(page.has("<td>主动公开文件数</td><td>条</td><td>2069</td><td>12106</td>"));
    assert!(page.has("不参加统计") && page.has("迁移到本站") && page.has("见网页存档"));
    let original = visitor.get("/reports/2018.original").await;
    assert_eq!(original.bytes, file);
    assert!(original.header("content-disposition").starts_with("attachment"));
    assert_eq!(original.header("content-type"), "application/octet-stream");
    for format in ["pdf", "docx", "xlsx"] {
        let none = visitor.get(&format!("/reports/2018.{format}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{format}");
    }
    let log = world.at_desk(Role::Auditor).await.get("/desk/audit").await;
    assert!(
        log.has("原公布日期 2019-03-28") && log.has("导入存档版年度报告"),
        "{}",
        log.body
    );
}

#[tokio::test]
async fn a_report_in_the_format_of_2019_is_worked_on_published_and_compared_by_what_both_formats_count() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let preview = import(&mut editor, "2020.html", &own("pingtan-2020.html")).await;
    assert!(
        preview.has("对外公开总数量") && preview.has("相差 6"),
        "{}",
        preview.body
    );
    let path = "/desk/reports/2020/draft";
    let bench = editor.get(path).await;
    assert_eq!(bench.field("table2_2019.licences.items_before"), Some("396"));
    assert_eq!(bench.field("table2_2019.penalties.change"), Some("-18"));
    assert_eq!(
        bench.field("table2_2019.procurement.amount"),
        Some("573802895.90元")
    );
    assert!(bench.has("2019 年格式") && bench.field("table2.licences").is_none());
    let changed = [
        ("table2_2019.procurement.amount", "573802896元"),
        ("opening", "本报告根据条例编制。"),
        ("closing", "某某开发区管委会\n2021年1月20日"),
    ];
    let saved = fill_in(&mut editor, path, path, &changed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let bench = editor.get(path).await;
    assert_eq!(bench.field("table2_2019.procurement.amount"), Some("573802896元"));
    let published = publish(&world, 2020, &[("exception", "原报告如此，照原样迁移")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    let mut visitor = world.visitor();
    let page = visitor.get("/reports/2020").await;
    for words in [
        "采用 2019 年格式（国办公开办函〔2019〕60号）",
        "其他对外管理服务事项",
        "573802896元",
        "本报告根据条例编制。",
        "2021年1月20日",
    ] {
        assert!(page.has(words), "{words}\n{}", page.body);
    }
    let data: serde_json::Value =
        serde_json::from_str(&visitor.get("/reports/2020.json").await.body).unwrap();
    assert_eq!(data["format"], 2019);
    assert_eq!(data["table2_old"]["pen"], serde_json::json!([2648, -18, 538]));

    import(&mut editor, "2021.html", &own("pingtan-2021.html")).await;
    let compared = editor
        .get("/desk/reports/comparison?left=2020.1&right=2021.draft")
        .await;
    assert!(compared.has("两种格式不能对应的") && compared.has("采购总金额"));
    assert!(compared.has("2021 年格式没有政府集中采购"), "{}", compared.body);
}

#[tokio::test]
async fn a_page_saved_in_one_file_is_read_at_the_desk_and_checked_for_anybody() {
    let world = World::new().await;
    let file = saved_page(&own("pingtan-2021.html"));
    let mut editor = world.at_desk(Role::Editor).await;
    assert!(editor.get("/desk/reports/import").await.has(".mht"));
    let preview = import(&mut editor, "2021.mht", &file).await;
    assert!(preview.has("某某开发区管委会2021年政府信息公开工作年度报告"));
    let bench = editor.get("/desk/reports/2021/draft").await;
    assert!(bench.field("table3.new.total").is_some_and(|total| total != "0"));
    let mut visitor = world.visitor();
    assert!(visitor.get("/check").await.has(".mhtml"));
    let checked = visitor.upload("/check", "2021.mht", &file).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    assert!(checked.has("某某开发区管委会2021年政府信息公开工作年度报告") && checked.has("检查结果</h2>"));
}
