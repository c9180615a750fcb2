//! Files with an application: they travel with its form to the desk, and what may not come in is said beside the field with
//! everything typed kept.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};
use crate::site_apply::{CHECK, PERSON, STEPS, followed, return_code, sent, stepped};
use crate::site_track::{CASE, happens, only, tracking};

const PDF: &[u8] = b"%PDF-1.7 scan";

/// The second step sent with a file, as a browser sends it; the page it leads to.
async fn handed_in(visitor: &mut Browser, file_name: &str, bytes: &[u8]) -> Page {
    stepped(visitor, STEPS[0], &PERSON).await;
    let form = visitor.get(STEPS[1]).await;
    let fields = filled(&form, STEPS[1], &[("request", "2024年度部门预算")]);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = visitor.upload_with(STEPS[1], &fields, file_name, bytes).await;
    followed(visitor, answer).await
}

#[tokio::test]
async fn a_file_comes_with_the_application_to_the_desk() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let next = handed_in(&mut visitor, "../../etc/身份证.pdf", PDF).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.body);
    let preview = stepped(&mut visitor, STEPS[2], &PERSON).await;
    assert!(preview.has("身份证.pdf（1 KB）") && !preview.has("../"));
    let back = visitor.get("/apply/what?then=check").await;
    assert!(back.has("身份证.pdf") && back.has("删除附件"));
    world.wait(10_000);
    let receipt = sent(&mut visitor, &preview, &[]).await;
    assert!(
        receipt.has("申请已提交") && receipt.has("身份证.pdf"),
        "{}",
        receipt.body
    );
    let again = visitor.get("/apply/receipt").await;
    assert!(again.has("身份证.pdf"), "opened anew, its files stand there");
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let ledger = clerk.get("/desk/cases/ledger").await;
    let (_, rest) = ledger.body.split_once("class=\"case-request\" href=\"").unwrap();
    let case = rest.split(['"', '?']).next().unwrap().to_owned();
    let page = clerk.get(&case).await;
    assert!(page.has("身份证.pdf"), "{}", page.body);
    let (_, rest) = page.body.split_once(&format!("action=\"{case}/files/")).unwrap();
    let open = format!("{case}/files/{}", rest.split('"').next().unwrap());
    let file = fill_in(&mut clerk, &case, &open, &[]).await;
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.header("content-disposition").starts_with("attachment;"));
    let refused = clerk
        .upload(&format!("{case}/files"), "扫描.pdf", b"MZ\x90\x00")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("“扫描.pdf”的内容与扩展名不符"));
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor.get(&case).await;
    assert!(
        page.has("身份证.pdf") && !page.has(&open),
        "an auditor sees that it is there"
    );
}

#[tokio::test]
async fn what_may_not_come_in_is_said_and_all_that_was_typed_is_kept() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let long = vec![b'%'; 11 << 20];
    for (name, bytes, why) in [
        (
            "身份证.pdf",
            b"MZ\x90\x00".as_slice(),
            "“身份证.pdf”的内容与扩展名不符",
        ),
        ("身份证.exe", PDF, "只接受 PDF"),
        ("空.pdf", b"", "是空文件"),
        ("长.pdf", &long, "超过 10 MB"),
    ] {
        let again = handed_in(&mut visitor, name, bytes).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(again.has(why), "{why}:\n{}", again.body);
        assert!(again.has("2024年度部门预算"), "{why}");
        assert!(visitor.get(STEPS[0]).await.has("13800001234"), "{why}");
    }
}

#[tokio::test]
async fn a_draft_brings_its_files_back_and_a_file_can_be_left_out() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    handed_in(&mut visitor, "身份证.pdf", PDF).await;
    let mut typed = PERSON.to_vec();
    typed.push(("go", "save"));
    let saved = stepped(&mut visitor, STEPS[2], &typed).await;
    assert!(saved.has("草稿已保存"), "{}", saved.body);
    let code = return_code(&saved);
    let mut elsewhere = world.visitor();
    let opening = "/apply/drafts/opening";
    let opened = fill_in(&mut elsewhere, "/apply/drafts", opening, &[("code", &code)]).await;
    assert_eq!(opened.header("location"), CHECK, "everything is right already");
    let form = elsewhere.get("/apply/what?then=check").await;
    assert!(form.has("身份证.pdf"), "{}", form.body);
    let (_, rest) = form.body.split_once("name=\"drop_file\" value=\"").unwrap();
    let file = rest.split('"').next().unwrap();
    // A list of ids that no form of ours has is refused as one, and no question to the database.
    let mut many = filled(&form, STEPS[1], &[("drop_file", file)]);
    many.extend((0..40_000).map(|id| ("drop_file".to_owned(), id.to_string())));
    let refused = send(&mut visitor, STEPS[1], &many).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", refused.body);
    let without = filled(&form, STEPS[1], &[("drop_file", file)]);
    let without = send(&mut elsewhere, STEPS[1], &without).await;
    let without = followed(&mut elsewhere, without).await;
    assert!(without.has("提交申请") && !without.has("身份证.pdf"));
}

#[tokio::test]
async fn a_scan_taken_by_mistake_is_removed_for_a_reason() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    crate::site_apply::applied(&world, &mut visitor, "2024年度部门预算").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let ledger = clerk.get("/desk/cases/ledger").await;
    let (_, rest) = ledger.body.split_once("class=\"case-request\" href=\"").unwrap();
    let case = rest.split(['"', '?']).next().unwrap().to_owned();
    clerk.get(&case).await;
    let added = clerk.upload(&format!("{case}/files"), "扫描.pdf", PDF).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = clerk.get(&case).await;
    let (before, _) = page.body.split_once("/removal\"").unwrap();
    let (_, path) = before.rsplit_once("href=\"").unwrap();
    let removal = format!("{path}/removal");
    let asked = fill_in(&mut clerk, &removal, &removal, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.has("请写明移除的原因"));
    let removed = fill_in(&mut clerk, &removal, &removal, &[("reason", "传错了件")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
    let page = clerk.get(&case).await;
    assert!(page.has("附件已移除") && !page.has("扫描.pdf"));
    assert!(page.has("传错了件"), "the reason stands among the notes");
    let mut auditor = world.at_desk(Role::Auditor).await;
    let log = auditor.get("/desk/audit").await;
    assert!(log.has("移除申请附件") && !log.has("传错了件"));
}

#[tokio::test]
async fn further_files_are_taken_until_the_reply_and_told_beside_the_field() {
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    assert!(page.has("补充材料"));
    let (id, _) = only(&world).await;
    let address = format!("{CASE}/{id}/files");
    assert!(visitor.get(&address).await.has("选择文件"));
    let nothing = visitor.upload_with(&address, &[], "", b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("请选择要上传的文件"));
    let refused = visitor
        .upload_with(&address, &[], "授权书.pdf", b"MZ\x90\x00")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("“授权书.pdf”的内容与扩展名不符"));
    let taken = visitor
        .upload_with(&address, &[], "授权书.pdf", b"%PDF-1.7 scan")
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let page = visitor.get("/track/case?done=files").await;
    assert!(page.has("材料已提交") && page.has("授权书.pdf"));
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = clerk.get(&format!("/desk/cases/{id}")).await;
    assert!(
        case.has("授权书.pdf") && !case.has("移除 授权书.pdf"),
        "an applicant's file stays"
    );
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let outcome = law::codes::TableThreeRow::Granted;
    happens(&world, Role::Signer, What::replied(outcome), "").await;
    assert!(!visitor.get(CASE).await.has("补充材料"));
    let late = visitor
        .upload_with(&address, &[], "授权书.pdf", b"%PDF-1.7 scan")
        .await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    assert!(late.has("不再接收材料"));
}
