//! Documents at the desk: written, reviewed for secrecy, published and withdrawn by the people who may, with files.

use office::Actor;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_enclosures::memorandum;
use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};

const NEW: &str = "/desk/documents/new";
const LIST: &str = "/desk/documents";

/// A document by the editor, complete; gives its page's path.
pub async fn written(world: &World, editor: &mut Browser, title: &str) -> String {
    let column = office::columns::by_slug(&world.office, &Actor::system(world.organ, "测试"), "statutory")
        .await
        .unwrap()
        .unwrap();
    let column = column.id.to_string();
    let fields = [
        ("title", title),
        ("body", "正文第一段。"),
        ("column", column.as_str()),
        ("category", "20-15"),
        ("formed_on", "2026-02-27"),
    ];
    let page = fill_in(editor, NEW, LIST, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

/// The act's form on the document's page, sent as it stands but for these fields.
pub async fn act(person: &mut Browser, document: &str, act: &str, fields: &[(&str, &str)]) -> Page {
    fill_in(person, document, &format!("{document}/{act}"), fields).await
}

/// Handed over by the editor and agreed to by the reviewer, from the forms of its page.
async fn reviewed(world: &World, editor: &mut Browser, document: &str) {
    let page = act(editor, document, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let basis = [
        ("opinion", "经逐项审查，不涉密，可以公开。"),
        ("verdict", "agreed"),
    ];
    let page = act(&mut reviewer, document, "verdict", &basis).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_document_goes_from_the_editor_past_the_reviewer_and_the_signer_to_the_public_and_back() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "关于开展检查的通知").await;
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get(&document).await;
    assert!(
        page.has("保密审查") && !page.has("发布第 1 版"),
        "not before the review"
    );
    reviewed(&world, &mut editor, &document).await;
    let verdict = [("verdict", "agreed")];
    let page = act(&mut signer, &document, "verdict", &verdict).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = act(&mut signer, &document, "publication", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    world.app.refresh_position().await;
    let public = "/documents/TEST01-2026-15-00001";
    assert!(world.visitor().get(public).await.has("正文第一段。"));

    let withdrawal = format!("{document}/withdrawal");
    let page = fill_in(&mut signer, &withdrawal, &withdrawal, &[("reason", " ")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not without a reason"
    );
    assert!(page.has("id=\"reason-error\"") && page.has("id=\"kind-error\""));
    let page = fill_in(
        &mut signer,
        &withdrawal,
        &withdrawal,
        &[("kind", "correction"), ("reason", "内容有误，正在核实。")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    world.app.refresh_position().await;
    let page = world.visitor().get(public).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.has("内容有误，正在核实。") && !page.has("正文第一段。"));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_everything_typed_is_kept() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let fields = [
        ("title", ""),
        ("body", "写了很久的<b>正文</b>。"),
        ("formed_on", "2026-02-30"),
        ("summary", "概述。"),
    ];
    let page = fill_in(&mut editor, NEW, LIST, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["title", "column", "formed_on"] {
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
        assert!(
            page.has(&format!("href=\"#{field}\"")),
            "{field}: led to from the head of the page"
        );
    }
    assert!(page.has("写了很久的&#60;b&#62;正文&#60;/b&#62;。") && page.has("概述。"));
    assert_eq!(page.field("formed_on"), Some("2026-02-30"));
    assert!(editor.get(LIST).await.has("empty-state"), "nothing was stored");
}

#[tokio::test]
async fn the_second_of_two_who_save_sees_both_texts_and_decides() {
    let world = World::new().await;
    let mut first = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut first, "两个人改的通知").await;
    let draft = format!("{document}/draft");
    let mut second = world.at_desk(Role::Editor).await;
    let seen = second.get(&draft).await;
    fill_in(&mut first, &draft, &draft, &[("body", "第一个人的正文。")]).await;
    let fields = filled(
        &seen,
        &draft,
        &[("body", "第二个人的正文。"), ("title", "改了标题的通知")],
    );
    let page = send(&mut second, &draft, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("第二个人的正文。"), "what was typed is kept");
    assert!(
        page.has("第<del>一</del><ins>二</ins>个人的正文。"),
        "character by character"
    );
    assert!(page.has("两个人改的通知") && page.has("改了标题的通知"));
    let page = send(&mut second, &draft, &filled(&page, &draft, &[])).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let history = second.get(&format!("{document}/editions")).await;
    assert!(history.has("第 3 稿"), "nobody's edition is lost");
}

#[tokio::test]
async fn of_two_who_changed_only_the_body_the_second_is_told_that_it_differs() {
    let world = World::new().await;
    let mut first = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut first, "关于开展检查的通知").await;
    let draft = format!("{document}/draft");
    let mut second = world.at_desk(Role::Editor).await;
    let opened = second.get(&draft).await;
    let page = fill_in(&mut first, &draft, &draft, &[("body", "正文第一段，改一处。")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let late = filled(&opened, &draft, &[("body", "正文第一段，另改一处。")]);
    let page = send(&mut second, &draft, &late).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("与您填写的不同，见下面“正文的不同之处”"),
        "{}",
        page.body
    );
    assert!(!page.has("表中各项现在与您填写的相同"), "that would be untrue");
    assert!(page.has("<ins>另</ins>"), "both texts, character by character");
    assert!(!page.has("<th scope=\"row\">标题</th>"), "nothing else differs");
}

#[tokio::test]
async fn nobody_passes_or_publishes_what_they_wrote() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "自己写的通知").await;
    let page = act(&mut editor, &document, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    for act in ["verdict", "publication", "withdrawal"] {
        let page = editor
            .post(
                &format!("{document}/{act}"),
                &[("version", "2"), ("opinion", "可以。"), ("verdict", "agreed")],
            )
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
    }
    world.app.refresh_position().await;
    let public = world.visitor().get("/documents/TEST01-2026-15-00001").await;
    assert_eq!(public.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_changed_while_the_reviewer_read_is_not_passed_unseen() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "审查中又改的通知").await;
    let page = act(&mut editor, &document, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let action = format!("{document}/verdict");
    let seen = reviewer.get(&document).await;
    let draft = format!("{document}/draft");
    fill_in(&mut editor, &draft, &draft, &[("body", "后来加的内容。")]).await;
    let fields = filled(
        &seen,
        &action,
        &[("opinion", "经审查可以公开。"), ("verdict", "agreed")],
    );
    let page = send(&mut reviewer, &action, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("保存了第 2 稿") && page.has("后来加的内容。"));
    assert!(page.has("经审查可以公开。"), "the reviewer's words are kept");
}

#[tokio::test]
async fn a_file_is_added_read_and_left_out_and_a_wrong_one_is_refused_at_its_field() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "有附件的通知").await;
    let page = editor.get(&document).await;
    let version = page.field("version").unwrap().to_owned();
    let action = format!("{document}/attachments");
    let page = editor
        .upload_with(
            &action,
            &[("version", &version)],
            "名单.txt",
            "甲、乙、丙".as_bytes(),
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    let href = page.body.split(&format!("href=\"{action}/")).nth(1).unwrap();
    let file = format!("{action}/{}", href.split('"').next().unwrap());
    let read = editor.get(&file).await;
    assert_eq!(read.body, "甲、乙、丙");
    assert!(read.header("content-disposition").starts_with("attachment"));
    let version = page.field("version").unwrap().to_owned();
    for (name, bytes) in [("病毒.exe", b"MZ\x90\x00".as_slice()), ("假的.pdf", b"<html>")] {
        let page = editor
            .upload_with(&action, &[("version", &version)], name, bytes)
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.has("id=\"file-error\""), "{name}");
    }
    let removal = format!("{file}/removal");
    let page = fill_in(&mut editor, &removal, &removal, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(editor.get(&document).await.has("没有附件。"));
}

#[tokio::test]
async fn a_preview_shows_what_the_public_would_see_and_runs_nothing() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    editor.get(NEW).await;
    let fields = [
        ("title", "预览"),
        ("body", "没有用到的文字"),
        (
            "body_html",
            "<h2>小标题</h2><script>alert(1)</script><p onclick=\"x()\"><strong>重点</strong></p>",
        ),
        ("body_by", "editor"),
    ];
    let page = editor.post("/desk/documents/preview", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("<strong>重点</strong>") && page.has("小标题</h2>"));
    assert!(page.has("列表中的样子") && page.has("手机上的样子") && page.has("<time>2026-03-02</time>"));
    assert!(!page.has("<script>alert") && !page.has("onclick") && !page.has("没有用到"));
}

#[tokio::test]
async fn without_scripts_plain_paragraphs_are_typed_and_what_an_area_can_not_hold_comes_back_untouched() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "预算公开").await;
    let draft = format!("{document}/draft");
    let table = "<h2>一、收支</h2><table><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>";
    let by_script = [("body_html", table), ("body_by", "editor")];
    let page = fill_in(&mut editor, &draft, &draft, &by_script).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&draft).await;
    assert!(
        page.has("一、收支\n〔第2段：表格，原样保留　甲 1〕</textarea>"),
        "{}",
        page.body
    );
    let typed = "一、收支\r\n〔第2段：表格，原样保留　甲 1〕\r\n附注<b>一</b>";
    fill_in(&mut editor, &draft, &draft, &[("body", typed)]).await;
    let shown = editor.get(&document).await;
    assert!(
        shown.has("<h2>一、收支</h2>") && shown.has("<td>甲</td>"),
        "{}",
        shown.body
    );
    assert!(shown.has("<p>附注&lt;b&gt;一&lt;/b&gt;</p>"), "{}", shown.body);
}

#[tokio::test]
async fn a_text_that_is_nested_too_deep_is_refused_beside_the_field_and_holds_up_nobody() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    editor.get(NEW).await;
    let body = "<blockquote>".repeat(60_000);
    let mut previewing = editor.clone();
    let preview = tokio::spawn(async move {
        let fields = [
            ("title", "预览"),
            ("body_html", body.as_str()),
            ("body_by", "editor"),
        ];
        previewing.post("/desk/documents/preview", &fields).await
    });
    // One worker serves all of this test: it goes on answering while the text is rendered.
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    while !preview.is_finished() {
        let asked = Instant::now();
        assert_eq!(world.visitor().get("/healthz").await.status, StatusCode::OK);
        tokio::task::yield_now().await;
        longest = longest.max(asked.elapsed());
    }
    let whole = begun.elapsed();
    assert!(longest * 2 < whole, "{longest:?} of {whole:?} without an answer");
    let page = preview.await.unwrap();
    assert!(page.has("嵌套超过 50 层") && !page.has("<blockquote>"));
    let body = format!("{}甲", "<blockquote>".repeat(60));
    let fields = [
        ("title", "通知"),
        ("body_html", body.as_str()),
        ("body_by", "editor"),
    ];
    let page = fill_in(&mut editor, NEW, LIST, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"body-error\"") && page.has("嵌套超过 50 层"));
    assert!(
        page.has("&#60;blockquote&#62;&#60;blockquote&#62;"),
        "what was typed is kept"
    );
}

#[tokio::test]
async fn the_list_finds_by_words_and_state_and_says_when_there_is_nothing() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    written(&world, &mut editor, "安全生产检查通知").await;
    written(&world, &mut editor, "中介超市目录").await;
    let page = editor.get("/desk/documents?q=%E5%AE%89%E5%85%A8").await;
    assert!(page.has("安全生产检查通知") && !page.has("中介超市目录"));
    let page = editor.get("/desk/documents?state=published").await;
    assert!(!page.has("安全生产检查通知") && page.has("empty-state"));
}

#[tokio::test]
async fn what_stands_in_an_attachment_is_told_at_the_gate_with_its_place() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "补助名单公示").await;
    editor.get(&document).await;
    let files = format!("{document}/attachments");
    let text = "姓名,证件\n张三,１１０１０５ 19491231 002X\n";
    let page = editor
        .upload_with(&files, &[("version", "1")], "名单.csv", text.as_bytes())
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    assert!(
        page.has("附件“名单.csv”第2行：身份证号码“110105********002X”")
            && !page.has(&format!("action=\"{document}/submission\"")),
        "{}",
        page.body
    );
    let submission = format!("{document}/submission");
    let page = editor.post(&submission, &[("version", "2")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nor by its address"
    );
    editor.get(&document).await;
    let page = editor
        .upload_with(
            &files,
            &[("version", "2")],
            "联系.csv",
            "张三,13800001234\n".as_bytes(),
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = editor.get(&document).await;
    assert!(
        page.has("附件“联系.csv”第1行：手机号码“138****1234”"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_cleaned_copy_takes_the_place_of_an_attachment_as_a_new_edition() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "处理意见公示").await;
    editor.get(&document).await;
    let files = format!("{document}/attachments");
    let page = editor
        .upload_with(&files, &[("version", "1")], "意见.docx", &memorandum())
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    assert!(
        page.has("附件“意见.docx”正文第1段：修订中删除的内容“删去的话”"),
        "{}",
        page.body
    );
    let (_, rest) = page.body.split_once(&format!("action=\"{files}/")).unwrap();
    let cleaning = format!("{files}/{}", rest.split('"').next().unwrap());
    let page = fill_in(&mut editor, &document, &cleaning, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    assert!(page.has("意见.docx") && !page.has("删去的话"), "{}", page.body);
    let mut signer = world.at_desk(Role::Signer).await;
    signer.get(&document).await;
    let refused = signer.post(&cleaning, &[("version", "3")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_queue_leads_to_the_reading_view_and_after_a_verdict_to_the_next() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let first = written(&world, &mut editor, "先送来的通知").await;
    act(&mut editor, &first, "submission", &[]).await;
    let second = written(&world, &mut editor, "后送来的通知").await;
    act(&mut editor, &second, "submission", &[("words", "请尽快审。")]).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let queue = reviewer.get("/desk/documents/review").await;
    let (one, two) = (queue.body.find("先送来的通知"), queue.body.find("后送来的通知"));
    assert!(one.is_some() && one < two, "the longest first");
    assert!(queue.has("二审二校") && queue.has("含保密审查"));
    assert!(reviewer.get("/desk").await.has("二审二校：先送来的通知"));
    let reading = format!("{first}/review");
    let page = reviewer.get(&reading).await;
    assert!(
        page.has("第 1 份，共 2 份") && page.has("正文第一段。"),
        "{}",
        page.body
    );
    let verdict = format!("{first}/verdict");
    let blank = [("opinion", " "), ("verdict", "returned")];
    let page = fill_in(&mut reviewer, &reading, &verdict, &blank).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请写明退回的原因"), "{}", page.body);
    let back = [("opinion", "日期与正文不符。"), ("verdict", "returned")];
    let page = fill_in(&mut reviewer, &reading, &verdict, &back).await;
    assert_eq!(
        page.header("location"),
        format!("{second}/review"),
        "the next follows"
    );
    let today = editor.get("/desk").await;
    assert!(
        today.has("先送来的通知（退回）：日期与正文不符。"),
        "{}",
        today.body
    );
    assert!(editor.get(&first).await.has("日期与正文不符。"));
    let agreed = [("opinion", "不涉密，可以公开。"), ("verdict", "agreed")];
    let reading = format!("{second}/review");
    let page = fill_in(&mut reviewer, &reading, &format!("{second}/verdict"), &agreed).await;
    assert_eq!(page.header("location"), "/desk/documents/review");
    assert!(
        reviewer
            .get("/desk/documents/review")
            .await
            .has("没有等您审核校对的")
    );
    let mut signer = world.at_desk(Role::Signer).await;
    let both = [("verdict", "agreed_and_published")];
    let page = fill_in(&mut signer, &reading, &format!("{second}/verdict"), &both).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(signer.get(&second).await.has("已发布"));
}

#[tokio::test]
async fn a_chain_is_set_for_a_column_and_what_is_wrong_with_it_stands_at_its_level() {
    let world = World::new().await;
    let mut signer = world.at_desk(Role::Signer).await;
    let list = signer.get("/desk/review-chains").await;
    assert!(list.has("一审一校") && list.has("继承自本机关"), "{}", list.body);
    let of_organ = "/desk/review-chains/organ";
    let page = fill_in(&mut signer, of_organ, of_organ, &[("name-third", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("至少设三级（三审三校）。"), "{}", page.body);
    let page = fill_in(&mut signer, of_organ, of_organ, &[("who-second", "signer")]).await;
    assert!(page.has("id=\"second-error\""), "{}", page.body);
    let own = list.body.split("\">单独设置").next().unwrap();
    let own = own
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let page = fill_in(&mut signer, &own, &own, &[("name-third", "主要领导签发")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let list = signer.get("/desk/review-chains").await;
    assert!(list.has("一审一校 → 二审二校 → 主要领导签发"), "{}", list.body);
    let removal = format!("{own}/removal");
    let page = fill_in(&mut signer, &own, &removal, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(!signer.get("/desk/review-chains").await.has("主要领导签发"));
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(of_organ).await.status, StatusCode::FORBIDDEN);
}
