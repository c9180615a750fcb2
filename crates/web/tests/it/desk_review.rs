//! Review beside its usual way: signed on paper, in an emergency, referred, commented on; its form and its log as files.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_documents::{act, written};
use crate::forms::fill_in;
use crate::harness::World;

const SCAN: &[u8] = b"%PDF-1.7 scan";

#[tokio::test]
async fn a_form_signed_on_paper_is_printed_entered_and_shown_as_what_it_is() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "纸上签批的通知").await;
    act(&mut editor, &document, "submission", &[]).await;
    let form = editor.get(&format!("{document}/approval/files/docx")).await;
    assert_eq!(form.status, StatusCode::OK);
    let pdf = editor.get(&format!("{document}/approval/files/pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.body);
    let reviewer = world.actor(Role::Reviewer).await.account.unwrap().to_string();
    let paper = format!("{document}/paper-verdict");
    let page = editor.get(&paper).await;
    assert!(page.has("二审二校"), "{}", page.body);
    let version = page.field("version").unwrap().to_owned();
    let fields = [
        ("version", version.as_str()),
        ("signer", reviewer.as_str()),
        ("verdict", "agreed"),
        ("opinion", "经审查可以公开。"),
        ("code", "00000000"),
    ];
    let page = editor.upload_with(&paper, &fields, "审批单.pdf", SCAN).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("签批的不是这一稿") && page.has("经审查可以公开。"),
        "{}",
        page.body
    );
    let id = document.rsplit('/').next().unwrap().parse().unwrap();
    let actor = world.actor(Role::Editor).await;
    let desk = office::documents::get_desk(&world.office, &actor, id)
        .await
        .unwrap();
    let code = desk.review.check_code().to_owned();
    let fields = [
        fields[0],
        fields[1],
        fields[2],
        fields[3],
        ("code", code.as_str()),
    ];
    let page = editor.upload_with(&paper, &fields, "审批单.pdf", SCAN).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = editor.get(&document).await;
    assert!(
        page.has("（线下签批）") && page.has("审批单.pdf"),
        "{}",
        page.body
    );
    let href = page
        .body
        .split("signed-forms/files/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let file = editor.get(&format!("{document}/signed-forms/files/{href}")).await;
    assert_eq!(file.status, StatusCode::OK);
}

#[tokio::test]
async fn what_went_out_in_an_emergency_stands_on_everybodys_first_page() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "防汛预警").await;
    let mut signer = world.at_desk(Role::Signer).await;
    let emergency = format!("{document}/emergency");
    let page = fill_in(&mut signer, &emergency, &emergency, &[("reason", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reason = [("reason", "防汛应急响应，须立即发布预警。")];
    let page = fill_in(&mut signer, &emergency, &emergency, &reason).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    world.app.refresh_position().await;
    let public = world.visitor().get("/documents/TEST01-2026-15-00001").await;
    assert_eq!(public.status, StatusCode::OK);
    for role in [Role::Editor, Role::Reviewer, Role::Signer, Role::RequestClerk] {
        let mut person = world.at_desk(role).await;
        assert!(
            person.get("/desk").await.has("补审应急发布的“防汛预警”"),
            "{role:?}"
        );
    }
    assert!(editor.get(&document).await.has("须在"));
    let forbidden = editor.get(&emergency).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let month = world.moment().today.strftime("%Y-%m").to_string();
    let book = signer
        .get(&format!("/desk/documents/approvals/{month}/files/pdf"))
        .await;
    assert!(book.bytes.starts_with(b"%PDF"), "{}", book.body);
    let none = signer.get("/desk/documents/approvals/2001-01/files/pdf").await;
    assert_eq!(none.status, StatusCode::SEE_OTHER, "nothing went out then");
    let log = signer.get("/desk/documents/secrecy-log/files/2026").await;
    assert!(log.bytes.starts_with(b"PK"), "{}", log.body);
    let hours = "/desk/review-chains/organ/make-up";
    let page = fill_in(
        &mut signer,
        "/desk/review-chains/organ",
        hours,
        &[("make_up_hours", "100")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("1 至 72 小时"), "{}", page.body);
    let page = fill_in(
        &mut signer,
        "/desk/review-chains/organ",
        hours,
        &[("make_up_hours", "12")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_comment_is_marked_in_the_text_and_what_is_referred_says_so() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let document = written(&world, &mut editor, "拿不准的通知").await;
    act(&mut editor, &document, "submission", &[]).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let reading = format!("{document}/review");
    let comments = format!("{document}/comments");
    let wrong = [("quote", "没有的文字"), ("comment", "请核对。")];
    let page = fill_in(&mut reviewer, &reading, &comments, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请照原文抄录") && page.has("请核对。"), "{}", page.body);
    let right = [("quote", "正文第一段"), ("comment", "请写明依据。")];
    let page = fill_in(&mut reviewer, &reading, &comments, &right).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = editor.get(&reading).await;
    assert!(
        page.has("<mark class=\"review-mark\">正文第一段<sup>1</sup></mark>"),
        "{}",
        page.body
    );
    let resolution = page.body.split("/resolution\"").next().unwrap();
    let resolution = format!("{}/resolution", resolution.rsplit("action=\"").next().unwrap());
    let page = fill_in(&mut editor, &reading, &resolution, &[("resolution", "已补依据")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(editor.get(&reading).await.has("已处理：已补依据"));
    let verdict = format!("{document}/verdict");
    let doubt = [("opinion", "报保密行政管理部门确定。"), ("verdict", "referred")];
    act(&mut reviewer, &document, "verdict", &doubt).await;
    assert!(editor.get(&document).await.has("确定以前不能发布"));
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer
        .post(&verdict, &[("version", "3"), ("verdict", "agreed")])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_report_goes_through_the_chain_that_is_set_for_reports() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let list = signer.get("/desk/review-chains").await;
    assert!(list.has("没有设置，由签发人定稿公布"), "{}", list.body);
    let here = "/desk/reports/2024";
    fill_in(&mut editor, "/desk/reports", "/desk/reports", &[("year", "2024")]).await;
    assert!(
        signer.get(here).await.has("定稿公布"),
        "as before there were chains"
    );
    let chain = "/desk/review-chains/reports";
    let set = fill_in(&mut signer, chain, chain, &[]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    let page = signer.get(here).await;
    assert!(page.has("尚未送审") && !page.has("/publication"), "{}", page.body);
    let submission = format!("{here}/submission");
    let handed_over = fill_in(&mut editor, here, &submission, &[]).await;
    assert_eq!(handed_over.status, StatusCode::SEE_OTHER, "{}", handed_over.body);
    let verdict = format!("{here}/verdict");
    assert!(reviewer.get("/desk").await.has("审核 2024 年度报告"));
    let agree = [("verdict", "agreed")];
    let silent = fill_in(&mut reviewer, here, &verdict, &agree).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.has("id=\"opinion-error\""), "{}", silent.body);
    let words = [("verdict", "agreed"), ("opinion", "经审查，可以公开。")];
    let agreed = fill_in(&mut reviewer, here, &verdict, &words).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    let agreed = fill_in(&mut signer, here, &verdict, &agree).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    let page = signer.get(here).await;
    assert!(
        page.has("各级已通过") && page.has("/publication"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_post_is_given_to_a_person_and_a_level_to_the_post() {
    let world = World::new().await;
    world.at_desk(Role::Editor).await;
    let reviewer = world.actor(Role::Reviewer).await.account.unwrap();
    let mut signer = world.at_desk(Role::Signer).await;
    let mut keeper = world.at_desk(Role::SecurityAdministrator).await;
    let person = format!("/desk/people/{reviewer}");
    let posts = format!("{person}/posts");
    let long = "岗".repeat(21);
    let refused = fill_in(&mut keeper, &person, &posts, &[("posts", &long)]).await;
    assert!(
        refused.has("id=\"posts-error\"") && refused.has(&long),
        "{}",
        refused.body
    );
    let given = fill_in(
        &mut keeper,
        &person,
        &posts,
        &[("posts", "保密审查员、办公室主任")],
    )
    .await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    assert_eq!(
        keeper.get(&person).await.field("posts"),
        Some("保密审查员、办公室主任")
    );
    let organ = "/desk/review-chains/organ";
    let set = fill_in(&mut signer, organ, organ, &[("who-second", "post:保密审查员")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    assert!(signer.get("/desk/review-chains").await.has("岗位：保密审查员"));
}
