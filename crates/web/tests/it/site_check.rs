//! `/check`: an annual report checked for anybody.

use axum::http::StatusCode;

use crate::harness::World;

#[tokio::test]
async fn anybody_has_a_report_checked_and_nothing_of_it_is_kept() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let form = visitor.get("/check").await;
    assert!(form.has("年度报告检查") && !form.has("检查结果</h2>"));
    assert!(
        form.has("两项<strong>填一项</strong>即可") && !form.main().contains("选填"),
        "neither field is left out at will: one of the two is needed"
    );
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/mengjin/annual-report-2024.txt");
    let report = std::fs::read_to_string(file).unwrap();
    let checked = visitor.upload("/check", "2024.txt", report.as_bytes()).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    assert!(checked.has("孟津区先进制造业开发区管委会2024年政府信息公开工作年度报告"));
    assert!(
        checked.has("没有错误，1 个提示") && checked.has("本年废止件数"),
        "{}",
        checked.body
    );
    // What is pasted is read with its tabs.
    let wrong = report.replace("没有收到公开政府信息的申请", "收到政府信息公开申请3件");
    let pasted = visitor.post("/check", &[("text", &wrong)]).await;
    assert!(pasted.has("正文写 3"), "{}", pasted.body);
    assert!(
        !visitor
            .get("/check")
            .await
            .has("孟津区先进制造业开发区管委会 2024"),
        "nothing is kept"
    );
    let nothing = visitor.post("/check", &[("text", " ")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("id=\"file-fault\""));
}

#[tokio::test]
async fn what_was_pasted_stands_in_its_field_again_and_a_refusal_at_the_field_that_was_used() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.get("/check").await;
    let report = include_str!("../../../../examples/mengjin/annual-report-2024.txt");
    let wrong = report.replace("没有收到公开政府信息的申请", "收到政府信息公开申请3件<b>");
    let checked = visitor.post("/check", &[("text", &wrong)]).await;
    let (_, field) = checked.body.split_once("<textarea id=\"text\"").unwrap();
    let field = field.split("</textarea>").next().unwrap();
    assert!(
        field.contains("收到政府信息公开申请3件&#60;b&#62;") && field.contains("行政许可\t0"),
        "{field}"
    );
    let letter = visitor.post("/check", &[("text", "尊敬的先生：您好。")]).await;
    assert_eq!(letter.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(letter.has("不是政府信息公开工作年度报告") && letter.has("尊敬的先生：您好。</textarea>"));
    assert!(
        letter.has("id=\"text-fault\"") && letter.has("href=\"#text\"") && !letter.has("id=\"file-fault\"")
    );
    let file = visitor
        .upload("/check", "信.txt", "尊敬的先生：您好。".as_bytes())
        .await;
    assert!(
        file.has("id=\"file-fault\"") && !file.has("id=\"text-fault\""),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn one_address_has_so_many_reports_checked_an_hour_and_all_wait_at_the_gate_of_costly_work() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.get("/check").await;
    let limits = world.office.limits();
    let held = crate::limits::taken(&limits.visitors, office::limits::cores()).await;
    let busy = visitor.post("/check", &[("text", "尊敬的先生：您好。")]).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    drop(held);
    for _ in 0..59 {
        let letter = visitor.post("/check", &[("text", "尊敬的先生：您好。")]).await;
        assert_eq!(letter.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let late = visitor.post("/check", &[("text", "尊敬的先生：您好。")]).await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(late.header("retry-after").parse::<u32>().unwrap() > 0);
    assert!(late.has("id=\"text-fault\"") && late.has("尊敬的先生：您好。</textarea>"));
    world.wait(3_600_000);
    let again = visitor.post("/check", &[("text", "尊敬的先生：您好。")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}
