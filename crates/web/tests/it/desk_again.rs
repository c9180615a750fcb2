//! Files that are replaced and put in order, and what is looked at again every year, at the desk.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_documents::written;
use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};

/// The addresses of the files on a document's page, in order.
fn files(page: &Page, document: &str) -> Vec<String> {
    let link = format!("<li><a href=\"{document}/attachments/");
    page.body
        .split(&link)
        .skip(1)
        .map(|rest| {
            let id = rest.split('"').next().unwrap();
            format!("{document}/attachments/{id}")
        })
        .collect()
}

async fn upload(browser: &mut Browser, document: &str, name: &str, bytes: &[u8]) {
    let page = browser.get(document).await;
    let version = page.field("version").unwrap().to_owned();
    let done = browser
        .upload_with(
            &format!("{document}/attachments"),
            &[("version", &version)],
            name,
            bytes,
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn a_file_is_replaced_and_files_are_put_in_order_each_with_what_is_wrong_at_its_field() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "关于附件的通知").await;
    upload(&mut editor, &document, "甲.txt", "甲".as_bytes()).await;
    upload(&mut editor, &document, "乙.txt", "乙".as_bytes()).await;
    let page = editor.get(&document).await;
    assert!(page.has("更换甲.txt") && page.has("调整顺序"), "{}", page.main());
    let both = files(&page, &document);
    let replacement = format!("{}/replacement", both[0]);
    let page = editor.get(&replacement).await;
    assert!(page.has("现在的附件：甲.txt") && page.has("网址不变"));
    let version = page.field("version").unwrap().to_owned();
    let none = editor.post(&replacement, &[("version", version.as_str())]).await;
    assert!(none.has("请选择要换成的文件"), "{}", none.main());
    let fields = [("version", version.as_str())];
    let wrong = editor
        .upload_with(&replacement, &fields, "丙.exe", b"MZ\x90")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    // What can not be taken is not asked for again.
    assert!(
        wrong.has("不能上传“丙.exe”") && !wrong.has("请重新选择文件"),
        "{}",
        wrong.main()
    );
    let done = editor
        .upload_with(&replacement, &fields, "丙.txt", "丙".as_bytes())
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = editor.get(&document).await;
    assert!(page.has("丙.txt") && !page.has(">甲.txt<"), "{}", page.main());
    let order = format!("{document}/attachments/order");
    let now = files(&page, &document);
    let names: Vec<String> = now
        .iter()
        .map(|one| format!("place-{}", one.rsplit('/').next().unwrap()))
        .collect();
    let doubled = fill_in(&mut editor, &order, &order, &[(&names[0], "2"), (&names[1], "2")]).await;
    assert!(doubled.has("有两个附件的序号都是 2"), "{}", doubled.main());
    let wordless = fill_in(&mut editor, &order, &order, &[(&names[0], "一")]).await;
    assert!(
        wordless.has("请填写序号") && wordless.has("value=\"一\""),
        "{}",
        wordless.main()
    );
    let done = fill_in(&mut editor, &order, &order, &[(&names[0], "2"), (&names[1], "1")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = editor.get(&document).await;
    assert_eq!(files(&page, &document), [now[1].clone(), now[0].clone()]);
    // Whoever reviews sees the files and changes nothing.
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    assert!(!reviewer.get(&document).await.has("调整顺序"));
    assert_eq!(reviewer.get(&order).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reviewer.get(&replacement).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_kept_back_is_work_of_the_first_page_after_a_year_and_each_look_is_on_record() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "关于内部事项的通知").await;
    let draft = format!("{document}/draft");
    let kept = [
        ("publicity", "not_public"),
        ("publicity_reason", "内部事务信息（条例第十六条）"),
    ];
    let saved = fill_in(&mut editor, &draft, &draft, &kept).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let list = "/desk/documents/reassessment";
    assert!(editor.get(list).await.has("没有到期待评估的信息"));
    assert!(!editor.get("/desk").await.has("待评估审查"));
    // Thirteen months later somebody signs in again.
    world.wait(34_000_000_000);
    let mut editor = world.at_desk(Role::Editor).await;
    assert!(editor.get("/desk").await.has("1 条未主动公开的信息待评估审查"));
    let page = editor.get(list).await;
    assert!(
        page.has("条例第十八条") && page.has("不予公开，自") && page.has("内部事务信息（条例第十六条）"),
        "{}",
        page.main()
    );
    let look = format!("{document}/reassessment");
    let blank = fill_in(&mut editor, list, &look, &[("reason", "仍属内部事务")]).await;
    assert!(
        blank.has("请选择评估结果") && blank.has("仍属内部事务"),
        "{}",
        blank.main()
    );
    let wordless = fill_in(
        &mut editor,
        list,
        &look,
        &[("finding", "withheld"), ("reason", "")],
    )
    .await;
    assert!(wordless.has("请写明评估的理由"), "{}", wordless.main());
    let found = [("finding", "public"), ("reason", "事项已经办结，可以公开")];
    let done = fill_in(&mut editor, list, &look, &found).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(
        editor
            .get("/desk")
            .await
            .has("1 条经评估可以公开的信息待改为主动公开")
    );
    let page = editor.get(list).await;
    assert!(
        page.has("待改为主动公开") && page.has("事项已经办结，可以公开"),
        "{}",
        page.main()
    );
    let page = editor.get(&document).await;
    assert!(page.has("评估审查") && page.has("可以公开"), "{}", page.main());
    let public = [("publicity", "proactive"), ("publicity_reason", "")];
    fill_in(&mut editor, &draft, &draft, &public).await;
    assert!(!editor.get("/desk").await.has("待改为主动公开"));
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    assert_eq!(reviewer.get(list).await.status, StatusCode::OK);
    let refused = reviewer.post(&look, &found).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

const NOTICE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../paper/src/documents/pasted/notice.docx"
);
const READING: &str = "/desk/documents/reading";

#[tokio::test]
async fn of_a_word_file_exactly_that_is_taken_in_which_somebody_chose() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let bytes = std::fs::read(NOTICE).unwrap();
    editor.get("/desk/documents/new").await;
    let read = async |editor: &mut Browser, fields: &[(&str, &str)]| -> serde_json::Value {
        let page = editor.upload_with(READING, fields, "通知.docx", &bytes).await;
        serde_json::from_str(&page.body).unwrap()
    };
    let first = read(&mut editor, &[]).await;
    let health = first["health"].as_array().unwrap();
    let key = |label: &str| {
        let one = health.iter().find(|one| one["label"] == label).unwrap();
        (
            one["key"].as_str().unwrap_or_default().to_owned(),
            one["taken"].as_bool().unwrap(),
        )
    };
    assert_eq!(key("作者"), (String::new(), false), "there is no choice about it");
    let (deleted, is_taken) = key("修订中删除的内容");
    assert!(!is_taken && !first["html"].as_str().unwrap().contains("3月底"));
    let (inserted, is_taken) = key("未接受的修订");
    assert!(is_taken && first["html"].as_str().unwrap().contains("4月30日"));
    assert_ne!(deleted, inserted);
    let chosen = read(&mut editor, &[("taking", deleted.as_str())]).await;
    let html = chosen["html"].as_str().unwrap();
    assert!(
        html.contains("3月底") && !html.contains("4月30日") && !html.contains("咨询电话"),
        "{html}"
    );
    let none = read(&mut editor, &[("taking", "")]).await;
    assert!(!none["html"].as_str().unwrap().contains("3月底"));
}

#[cfg(unix)]
#[tokio::test]
async fn an_older_word_file_is_taken_in_where_the_machine_can_convert_it() {
    use std::os::unix::fs::PermissionsExt;

    const OLDER: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("soffice");
    std::fs::write(
        &program,
        format!("#!/bin/sh\ncp {NOTICE} \"$HOME/out/in.docx\"\n"),
    )
    .unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let with = |converter| web::Settings {
        converter,
        ..web::Settings::default()
    };
    for (converter, told) in [
        (
            Some(paper::documents::Converter::of(program)),
            "关于发放就业补贴的通知",
        ),
        (None, "另存为 DOCX"),
        (
            Some(paper::documents::Converter::of(folder.path().join("nowhere"))),
            "转换程序没有启动",
        ),
    ] {
        let world = World::with(with(converter)).await;
        let mut editor = world.at_desk(Role::Editor).await;
        editor.get("/desk/documents/new").await;
        let page = editor.upload_with(READING, &[], "通知.wps", OLDER).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.has(told), "{told}: {}", page.body);
    }
}
