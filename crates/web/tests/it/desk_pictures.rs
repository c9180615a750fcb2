//! Pictures of documents: put in at the desk, seen by the public with the document and no longer than it.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use law::staff::Role;
use prose::Format;

use crate::desk_documents::written;
use crate::forms::fill_in;
use crate::harness::{Browser, World};

/// A red dot.
pub const DOT: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

/// Puts the dot in; gives its address.
async fn put(editor: &mut Browser) -> String {
    editor.get("/desk/documents/new").await;
    let page = editor
        .upload("/desk/documents/pictures", "a.png", &BASE64.decode(DOT).unwrap())
        .await;
    let (_, address) = page
        .body
        .split_once("\"address\":\"")
        .unwrap_or_else(|| panic!("{}", page.body));
    address.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_picture_is_seen_with_its_document_and_no_longer() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let address = put(&mut editor).await;
    let mut form = world.form("statutory", "办理流程").await;
    form.format = Format::Html;
    form.body = format!(
        "<p>流程如下。</p><figure><img src=\"{address}\" alt=\"流程图\"><figcaption>图1</figcaption></figure>"
    );
    let mut visitor = world.visitor();
    assert_eq!(visitor.get(&address).await.status, StatusCode::NOT_FOUND);
    let desk = editor.get(&format!("/desk{address}")).await;
    assert_eq!(
        (desk.status, desk.header("content-type")),
        (StatusCode::OK, "image/png")
    );
    assert_eq!(desk.header("cache-control"), "no-store");

    let id = world.publish(&form).await;
    world.app.refresh_position().await;
    let page = visitor.get("/documents/TEST01-2026-15-00001").await;
    assert!(
        page.has(&format!("<img src=\"{address}\" alt=\"流程图\"")),
        "{}",
        page.body
    );
    let webp = address.replace(".png", ".webp");
    assert!(
        page.has(&format!("<source type=\"image/webp\" srcset=\"{webp} 1w\"")),
        "{}",
        page.body
    );
    for (address, kind) in [(&address, "image/png"), (&webp, "image/webp")] {
        let picture = visitor.get(address).await;
        assert_eq!(
            (picture.status, picture.header("content-type")),
            (StatusCode::OK, kind)
        );
        assert_eq!(
            picture.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(picture.header("content-length"), picture.bytes.len().to_string());
    }
    let feed = visitor.get("/feed.xml").await;
    assert!(
        feed.has(&format!("://localhost{address}")) && !feed.has(&format!("=&quot;{address}")),
        "{}",
        feed.body
    );
    let page = editor.get(&format!("/desk/documents/{id}")).await;
    assert!(page.has(&format!("src=\"/desk{address}\"")), "{}", page.body);

    let mut signer = world.at_desk(Role::Signer).await;
    let withdrawal = format!("/desk/documents/{id}/withdrawal");
    fill_in(
        &mut signer,
        &withdrawal,
        &withdrawal,
        &[("kind", "mistake"), ("reason", "内容有误，正在核实。")],
    )
    .await;
    world.app.refresh_position().await;
    assert_eq!(visitor.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_picture_without_words_or_without_itself_keeps_the_document_from_review() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "办理流程").await;
    let draft = format!("{document}/draft");
    let address = put(&mut editor).await;
    let mut save = async |body: &str| {
        let by_script = [("body_html", body), ("body_by", "editor")];
        let page = fill_in(&mut editor, &draft, &draft, &by_script).await;
        (page, editor.get(&document).await)
    };
    let (_, page) = save(&format!("<p>甲</p><figure><img src=\"{address}\"></figure>")).await;
    assert!(page.has("正文图片1的说明：图片没有说明"), "{}", page.body);
    let (_, page) =
        save("<p>甲</p><figure><img src=\"https://example.com/a.png\" alt=\"流程图\"></figure>").await;
    assert!(
        page.has("正文图片1：图片还没有放入") && !page.has("example.com"),
        "{}",
        page.body
    );
    let unknown = format!("/pictures/{}-1.png", "0".repeat(64));
    let (refused, _) = save(&format!(
        "<figure><img src=\"{unknown}\" alt=\"流程图\"></figure>"
    ))
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("请删去后重新放入图片") && refused.has(&unknown),
        "{}",
        refused.body
    );
    let (_, page) = save(&format!(
        "<p>甲</p><figure><img src=\"{address}\" alt=\"身份证号11010519491231002X\"></figure>"
    ))
    .await;
    assert!(page.has("身份证号码 110105********002X"), "{}", page.body);
    let (_, page) = save(&format!(
        "<p>甲</p><figure><img src=\"{address}\" alt=\"流程图\"></figure>"
    ))
    .await;
    assert!(page.has("/submission\""), "{}", page.body);
}

#[tokio::test]
async fn what_is_read_brings_its_pictures_and_leaves_places_for_those_that_stayed_behind() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    editor.get("/desk/documents/new").await;
    let page = format!(
        "<p>甲</p><img alt='流程图' src='data:image/png;base64,{DOT}'><img src='file:///C:/a.png'>\
         <img src='data:image/png;base64,AAAA' alt='坏的'>"
    );
    let read = editor
        .upload("/desk/documents/reading", "a.html", page.as_bytes())
        .await;
    assert!(
        read.has("<figure><img src=\\\"/pictures/") && read.has("alt=\\\"流程图\\\""),
        "{}",
        read.body
    );
    assert!(
        read.has("\"images\":2") && read.has("图片3：不是能够识别的图片"),
        "{}",
        read.body
    );
    assert!(!read.has("file:") && !read.has("base64"), "{}", read.body);
    let refused = editor
        .upload("/desk/documents/pictures", "a.png", b"<svg onload=x()>")
        .await;
    assert!(refused.has("没有放入：不是能够识别的图片"), "{}", refused.body);
}
