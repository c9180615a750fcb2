//! What goes out with a reply, from the desk to the applicant: uploaded and looked through, refused to whoever may not, cleaned,
//! reviewed item by item, fetched with number and code.

use std::io::{Cursor, Write};

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::desk_letters::{act, begun};
use crate::forms::fill_in;
use crate::harness::{Browser, Page, World};
use crate::site_track::{CASE, happens, only, tracking};

const SETTINGS: &str = "/desk/cases/settings";
const NUMBER: &str = "11010519491231002X";

async fn settled(signer: &mut Browser) {
    let fields = [
        ("letter_prefix", "孟公开"),
        ("reconsiderer", "洛阳市孟津区人民政府"),
        ("court", "洛阳铁路运输法院"),
        ("filing_address", "https://fy.example.gov.cn"),
        ("reply_checks", "secrecy"),
    ];
    let page = fill_in(signer, SETTINGS, SETTINGS, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

/// A case of an online application that is granted with its files; its address, and the visitor who tracks it.
async fn granted(world: &World, clerk: &mut Browser) -> (String, Browser) {
    let (visitor, _) = tracking(world).await;
    happens(world, Role::RequestClerk, What::Confirmed {}, "").await;
    let (id, _) = only(world).await;
    let case = format!("/desk/cases/{id}");
    let form = format!("{case}/decision/granted.provided");
    let fields = [("getting.form", "电子文档"), ("is_enclosed", "true")];
    let page = fill_in(clerk, &form, &form, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    (case, visitor)
}

/// Adds an item with a file.
async fn enclose(clerk: &mut Browser, case: &str, name: &str, file: &str, bytes: &[u8]) -> Page {
    let here = format!("{case}/enclosures");
    clerk.get(&here).await;
    let fields = [("name", name), ("given", "whole")];
    clerk.upload_with(&here, &fields, file, bytes).await
}

/// The value after this in a page.
fn after<'a>(page: &'a Page, before: &str) -> &'a str {
    let (_, rest) = page.body.split_once(before).unwrap();
    rest.split('"').next().unwrap()
}

/// A DOCX with a tracked deletion.
pub fn memorandum() -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            "<w:document xmlns:w=\"w\"><w:p><w:r><w:t>公开的话</w:t></w:r><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p></w:document>",
        ),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test]
async fn what_is_granted_is_uploaded_cleaned_reviewed_and_fetched_by_its_applicant_alone() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let (case, mut visitor) = granted(&world, &mut clerk).await;
    let here = format!("{case}/enclosures");
    let page = clerk.get(&here).await;
    assert!(page.has("请上传要提供的文件"), "{}", page.body);
    let page = enclose(&mut clerk, &case, "处理意见", "意见.docx", &memorandum()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&here).await;
    assert!(
        page.has("正文第1段：修订中删除的内容“删去的话”") && page.has("用清理后的副本"),
        "{}",
        page.body
    );
    let cleaning = format!(
        "{here}/files/{}",
        after(&page, &format!("action=\"{here}/files/"))
    );
    let page = fill_in(&mut clerk, &here, &cleaning, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&here).await;
    assert!(
        page.has("检查没有发现问题") && page.has("加密封存的完整原件"),
        "{}",
        page.body
    );
    let letter = begun(&mut clerk, &case).await;
    assert!(clerk.get(&letter).await.has("意见.docx"));
    let page = act(&mut clerk, &letter, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = reviewer.get(&letter).await;
    assert!(page.has("逐项审查"), "{}", page.body);
    let item = after(&page, "name=\"looked\" value=\"").to_owned();
    let hasty = act(&mut reviewer, &letter, "approval", &[]).await;
    assert_eq!(hasty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(hasty.has("还没有勾选：处理意见"), "{}", hasty.body);
    let page = act(&mut reviewer, &letter, "approval", &[("looked", &item)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = act(&mut signer, &letter, "approval", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(!visitor.get(CASE).await.has("处理意见"), "it has not gone out");
    let page = act(&mut clerk, &letter, "delivery", &[("how", "online")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = visitor.get(CASE).await;
    assert!(page.has("附件 处理意见") && page.has("全部下载"), "{}", page.body);
    // The answer and its files stand on top, before the facts and the course.
    let places: Vec<usize> = [
        "class=\"stages\"",
        "class=\"answer-box\"",
        "附件 处理意见",
        "<dl class=\"info\">",
        "<h3>办理经过</h3>",
    ]
    .iter()
    .map(|part| page.body.find(part).unwrap())
    .collect();
    assert!(places.is_sorted(), "{places:?}: {}", page.body);
    // The reply is a PDF; nobody outside gets a text to write on.
    let letters = format!("{CASE}/letters/");
    let reply = format!("{letters}{}", after(&page, &letters));
    assert!(reply.ends_with("/pdf") && !page.has("docx\""), "{reply}");
    assert!(visitor.get(&reply).await.bytes.starts_with(b"%PDF"));
    for editable in ["docx", "odt", "html"] {
        let asked = reply.replace("/pdf", &format!("/{editable}"));
        assert_eq!(visitor.get(&asked).await.status, StatusCode::NOT_FOUND, "{asked}");
    }
    let (id, _) = only(&world).await;
    let files = format!("{CASE}/{id}/enclosures/");
    let file = format!("{files}{}", after(&page, &files));
    let fetched = visitor.get(&file).await;
    assert_eq!(fetched.status, StatusCode::OK, "{}", fetched.body);
    assert!(
        fetched.bytes.starts_with(b"PK") && fetched.header("content-disposition").starts_with("attachment")
    );
    assert_eq!(
        world.visitor().get(&file).await.header("location"),
        "/track?ended=1"
    );
    let decided = clerk.get(&format!("{case}/decision")).await;
    assert!(
        decided.has("处理意见") && !decided.has("还没有添加要提供的文件"),
        "what went out stands beside the decision: {}",
        decided.body
    );
    let page = clerk.get(&letter).await;
    assert!(
        page.has("申请人下载：意见.docx") && page.has("SM3："),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn who_may_not_handle_cases_changes_nothing_and_a_form_without_its_secret_is_refused() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (case, _) = granted(&world, &mut clerk).await;
    let here = format!("{case}/enclosures");
    assert_eq!(
        enclose(&mut clerk, &case, "名单", "名单.csv", b"a,b")
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let page = clerk.get(&here).await;
    let item = after(&page, "id=\"item-").to_owned();
    let file = page.body.split_once(&format!("{here}/files/")).unwrap().1;
    let file = file.split(['"', '/']).next().unwrap().to_owned();
    let acts = [
        here.clone(),
        format!("{here}/{item}"),
        format!("{here}/{item}/files"),
        format!("{here}/{item}/removal"),
        format!("{here}/files/{file}/cleaning"),
        format!("{here}/files/{file}/confirmation"),
        format!("{here}/files/{file}/removal"),
        format!("{here}/files/{file}/original"),
    ];
    for act in &acts {
        let page = clerk.post_bare(act, &[("name", "另一个")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "without the secret: {act}");
    }
    let mut signer = world.at_desk(Role::Signer).await;
    signer.get("/desk").await;
    for act in &acts[..7] {
        let page = signer.post(act, &[("reason", "核对过，可以提供")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
    }
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(&here).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        editor.get(&format!("{here}/files/{file}")).await.status,
        StatusCode::FORBIDDEN
    );
    let page = signer.get(&format!("{here}/files/{file}")).await;
    assert_eq!(page.body, "a,b", "whoever reviews sees what goes out");
    assert!(
        clerk.get(&here).await.has("检查没有发现问题"),
        "nothing was changed"
    );
}

#[tokio::test]
async fn a_file_that_may_not_go_out_says_where_and_a_refused_form_keeps_what_was_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (case, _) = granted(&world, &mut clerk).await;
    let here = format!("{case}/enclosures");
    let text = format!("姓名,证件\n张三,{NUMBER}\n");
    enclose(&mut clerk, &case, "名单", "名单.csv", text.as_bytes()).await;
    let page = clerk.get(&here).await;
    assert!(
        page.has("第2行：身份证号码“110105********002X”") && !page.has(NUMBER),
        "{}",
        page.body
    );
    assert!(!page.has("确认无误</button>"), "a number can't be talked away");
    let secret = enclose(&mut clerk, &case, "文件", "文件.txt", "机密★长期".as_bytes()).await;
    assert_eq!(secret.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        secret.has("没有保存") && secret.has("保密法第三十一条"),
        "{}",
        secret.body
    );
    assert!(secret.has("value=\"文件\""), "what was typed is kept");
    clerk.get(&here).await;
    let fields = [
        ("name", "审批表"),
        ("given", "in_part"),
        ("reason", "第3页是讨论记录"),
    ];
    let page = clerk.upload_with(&here, &fields, "审批表.txt", b"text").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("请选择不予提供的依据") && page.has("第3页是讨论记录"),
        "{}",
        page.body
    );
    let program = enclose(&mut clerk, &case, "程序", "程序.pdf", b"MZ\x90\x00").await;
    assert!(program.has("内容与扩展名不符"), "{}", program.body);
}

#[tokio::test]
async fn a_refused_form_names_the_files_that_are_to_be_chosen_again_at_their_own_field() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (case, _) = granted(&world, &mut clerk).await;
    let here = format!("{case}/enclosures");
    let page = enclose(&mut clerk, &case, "", "名单.txt", b"a list").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    let (_, fault) = page.body.split_once("id=\"files-error\">").unwrap();
    assert!(fault.starts_with("<p>请重新选择文件：名单.txt。"), "{fault}");
    let page = enclose(&mut clerk, &case, "名单", "名单.txt", b"a list").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&here).await;
    let (_, rest) = page.body.split_once("id=\"item-").unwrap();
    let item = rest.split('"').next().unwrap().to_owned();
    let page = fill_in(&mut clerk, &here, &format!("{here}/{item}"), &[("name", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at = format!("id=\"name-{item}-error\"");
    assert!(page.has(&at) && !page.has("id=\"name-error\""), "{}", page.body);
}
