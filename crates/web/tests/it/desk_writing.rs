//! Writing at the desk: what is not saved is kept and offered, editions are compared, and a document is given out as files.

use axum::http::StatusCode;
use law::staff::Role;
use prose::Format;

use crate::desk_documents::written;
use crate::forms::{fill_in, filled};
use crate::harness::{Browser, Page, World};

/// What the editor's script sends while somebody writes: the form as it stands but for these fields.
async fn keeps(editor: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let form = editor.get(page).await;
    let to = page.strip_suffix("/new").unwrap_or(page);
    let mut all = filled(&form, to, fields);
    all.retain(|(name, _)| name != "csrf");
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    editor.post(action, &all).await
}

#[tokio::test]
async fn what_was_not_saved_is_offered_with_what_differs_and_goes_on_or_is_dropped() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "关于补贴的通知").await;
    let (draft, kept) = (format!("{document}/draft"), format!("{document}/kept"));
    let typed = [
        ("title", "关于就业补贴的通知"),
        ("body_html", "<p>正文第一段。</p><p>没有保存的第二段。</p>"),
        ("body_by", "editor"),
    ];
    let answer = keeps(&mut editor, &draft, &kept, &typed).await;
    assert!(
        answer.status == StatusCode::OK && answer.has("\"kept\":\""),
        "{}",
        answer.body
    );
    // It is nobody else's and no edition.
    let mut other = world.at_desk(Role::Signer).await;
    assert!(!other.get(&document).await.has("没有保存的第二段"));
    assert!(editor.get(&document).await.has("第 1 稿"));

    let offer = editor.get(&draft).await;
    assert!(
        offer.has("没有保存的内容") && offer.has("关于就业补贴的通知"),
        "{}",
        offer.body
    );
    assert!(
        offer.has("<ins>没有保存的第二段。") && offer.has("恢复，继续编写"),
        "{}",
        offer.body
    );
    let restored = editor.get(&format!("{draft}?kept=restored")).await;
    assert!(
        restored.has("value=\"关于就业补贴的通知\"") && restored.has("没有保存的第二段"),
        "{}",
        restored.body
    );

    // Saved, it goes.
    let page = fill_in(&mut editor, &format!("{draft}?kept=restored"), &draft, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(editor.get(&document).await.has("没有保存的第二段"));
    assert!(!editor.get(&draft).await.has("恢复，继续编写"));

    // Dropped, it goes as well.
    keeps(&mut editor, &draft, &kept, &[("title", "改坏了的标题")]).await;
    let discard = format!("{kept}/removal");
    let page = fill_in(&mut editor, &draft, &discard, &[]).await;
    assert_eq!(page.header("location"), format!("{draft}?kept=dropped"));
    assert!(!editor.get(&draft).await.has("改坏了的标题"));
    // What says nothing else than the document is not offered.
    keeps(&mut editor, &draft, &kept, &[]).await;
    assert!(!editor.get(&draft).await.has("恢复，继续编写"));
}

#[tokio::test]
async fn what_was_kept_of_a_new_document_is_offered_before_another_is_begun() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let new = "/desk/documents/new";
    let answer = keeps(
        &mut editor,
        new,
        "/desk/documents/kept",
        &[("title", "写了一半的通知")],
    )
    .await;
    assert!(answer.has("\"kept\":\""), "{}", answer.body);
    let offer = editor.get(new).await;
    assert!(
        offer.has("写了一半的通知") && offer.has("/desk/documents/kept/removal"),
        "{}",
        offer.body
    );
    let restored = editor.get(&format!("{new}?kept=restored")).await;
    assert!(restored.has("value=\"写了一半的通知\""), "{}", restored.body);
    let mut reader = world.at_desk(Role::Signer).await;
    reader.get("/desk").await;
    let refused = reader.post("/desk/documents/kept", &[("title", "甲")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_editions_are_compared_as_one_and_side_by_side_tables_by_cells_and_files_by_what_they_hold() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "补贴标准").await;
    let draft = format!("{document}/draft");
    let text = |amount: &str| {
        format!("<p>正文第一段。</p><table><tbody><tr><td>个人</td><td>{amount}</td></tr></tbody></table>")
    };
    for amount in ["300", "400"] {
        let by_script = [("body_html", text(amount)), ("body_by", "editor".to_owned())];
        let by_script: Vec<(&str, &str)> = by_script
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        fill_in(&mut editor, &draft, &draft, &by_script).await;
    }
    let editions = format!("{document}/editions");
    let page = editor.get(&editions).await;
    assert!(
        page.has("<td>个人</td><td><del>300</del><ins>400</ins></td>"),
        "{}",
        page.body
    );
    let side = editor.get(&format!("{editions}?left=2&right=3&view=side")).await;
    assert!(
        side.has("<td><del>300</del></td>") && side.has("<td><ins>400</ins></td>"),
        "{}",
        side.body
    );
    editor.get(&document).await;
    let files = format!("{document}/attachments");
    for (version, content) in [("3", "甲"), ("4", "乙")] {
        let page = editor
            .upload_with(&files, &[("version", version)], "名单.txt", content.as_bytes())
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    let page = editor.get(&format!("{editions}?left=4&right=5")).await;
    assert!(
        page.has("<h3>附件</h3>") && page.has("名单.txt（校验值"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_document_is_given_out_as_files_and_nothing_hostile_in_it_is_active_anywhere() {
    let world = World::new().await;
    let mut form = world.form("statutory", "补贴标准").await;
    form.format = Format::Html;
    form.body = "<p onclick=\"x()\">甲<script>alert(1)</script><a href=\"javascript:alert(2)\">乙</a></p>\
        <svg onload=alert(3)></svg><math><mtext><img src=x onerror=alert(4)></mtext></math><iframe src=javascript:alert(5)></iframe>\
        <table><tr><td>=cmd|' /C calc'!A0</td><td>300</td></tr></table>"
        .to_owned();
    // A foreign picture is a place that waits for one: it keeps the text from going out.
    form.body = form.body.replace("<img src=x onerror=alert(4)>", "");
    let id = world.publish(&form).await;
    world.app.refresh_position().await;
    let mut visitor = world.visitor();
    let address = "/documents/TEST01-2026-15-00001";
    let page = visitor.get(address).await;
    let feed = visitor.get("/feed.xml").await;
    for never in ["alert(", "javascript:", "onclick", "onload", "<svg", "<iframe"] {
        assert!(!page.main().contains(never) && !feed.has(never), "{never}");
    }
    for (extension, begins) in [("pdf", "%PDF-"), ("docx", "PK"), ("xlsx", "PK")] {
        let href = format!("{address}/files/{extension}");
        assert!(page.has(&format!("href=\"{href}\"")), "{}", page.body);
        let file = visitor.get(&href).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.bytes.starts_with(begins.as_bytes()));
        assert!(
            file.header("content-disposition")
                .contains(&format!(".{extension}"))
        );
        for never in [b"/JavaScript".as_slice(), b"/Launch", b"/OpenAction", b"alert("] {
            assert!(!file.bytes.windows(never.len()).any(|word| word == never));
        }
    }
    let docx = visitor.get(&format!("{address}/files/docx")).await;
    let read = paper::documents::read(&docx.bytes).unwrap();
    assert!(
        read.html.contains("<p>甲乙</p>") && read.html.contains("=cmd|"),
        "{}",
        read.html
    );
    assert_eq!(
        visitor.get(&format!("{address}/files/exe")).await.status,
        StatusCode::NOT_FOUND
    );
    let mut editor = world.at_desk(Role::Editor).await;
    let own = editor.get(&format!("/desk/documents/{id}/files/docx")).await;
    assert!(own.status == StatusCode::OK && own.bytes.starts_with(b"PK"));
}
