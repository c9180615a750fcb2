//! A file that bears the mark of a state secret is stored by no door (保密法第三十一条): what the organ has itself is refused, what
//! somebody brings is refused with what to do, and everything typed beside it is kept.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::forms::{fill_in, filled};
use crate::harness::{Browser, Page, World};
use crate::site_apply::{PERSON, STEPS, applied, followed, stepped};
use crate::site_track::{CASE, happens, only, tracking};

const SECRET: &str = "绝密★长期 检测报告";
const NAME: &str = "报告.txt";

/// The form of a page, sent with that file; the answer.
async fn with_secret(browser: &mut Browser, page: &str, action: &str, typed: &[(&str, &str)]) -> Page {
    let form = browser.get(page).await;
    let fields = filled(&form, action, typed);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| !["csrf", "files", "file", "scan"].contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser
        .upload_with(action, &fields, NAME, SECRET.as_bytes())
        .await;
    followed(browser, answer).await
}

/// That it was refused, told with the law and what else is said, and that nothing lies in the store.
fn is_refused(world: &World, door: &str, page: &Page, told: &str) {
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{door}: {}",
        page.body
    );
    for words in ["“报告.txt”没有保存", "密级标志“绝密★", "保密法第三十一条", told]
    {
        assert!(page.has(words), "{door}: {words}:\n{}", page.main());
    }
    assert!(!page.has("请重新选择文件"), "{door}: {}", page.main());
    assert_eq!(world.files_stored(), 0, "{door}");
}

#[tokio::test]
async fn what_a_visitor_brings_is_not_stored_and_all_that_was_typed_is_kept() {
    let world = World::new().await;
    let visitors = "当面联系本机关";
    let mut visitor = world.visitor();
    stepped(&mut visitor, STEPS[0], &PERSON).await;
    let asked = [("request", "某厂2024年度检测报告")];
    let page = with_secret(&mut visitor, STEPS[1], STEPS[1], &asked).await;
    is_refused(&world, "application", &page, visitors);
    assert!(page.has("某厂2024年度检测报告"), "{}", page.body);
    assert!(visitor.get(STEPS[0]).await.has("13800001234"));
    let mut firm = world.visitor();
    let typed = [
        ("kind", "firm"),
        ("title", "标准厂房二期何时交付"),
        ("text", "我公司租了二期厂房，请答复何时交付。"),
        ("name", "王建国"),
        ("unit", "洛阳示例电子有限公司"),
        ("phone", "13800138000"),
        ("wish", "yes"),
    ];
    let page = with_secret(&mut firm, "/ask", "/ask", &typed).await;
    is_refused(&world, "matter", &page, visitors);
    assert!(
        page.has("标准厂房二期何时交付") && page.has("何时交付。"),
        "{}",
        page.body
    );
    let (mut applicant, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let files = format!("{CASE}/{id}/files");
    applicant.get(&files).await;
    let page = applicant.upload_with(&files, &[], NAME, SECRET.as_bytes()).await;
    is_refused(&world, "supplement", &page, visitors);
}

#[tokio::test]
async fn what_the_desk_enters_for_somebody_is_not_stored_and_it_is_told_how_to_go_on() {
    let world = World::new().await;
    let counter = "登记时不附这个文件";
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let typed = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "某厂2024年度检测报告"),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let page = with_secret(&mut clerk, "/desk/cases/new", "/desk/cases", &typed).await;
    is_refused(&world, "registration", &page, counter);
    assert!(
        page.has("value=\"张三\"") && page.has("某厂2024年度检测报告"),
        "{}",
        page.body
    );
    assert!(clerk.get("/desk/cases").await.has("没有待办的申请"));
    let mut visitor = world.visitor();
    applied(&world, &mut visitor, "2024年度部门预算").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (id, _) = only(&world).await;
    let case = format!("/desk/cases/{id}");
    let page = with_secret(&mut clerk, &case, &format!("{case}/files"), &[]).await;
    is_refused(&world, "scan of a case", &page, counter);
    let matter = [
        ("channel", "phone"),
        ("kind", "consultation"),
        ("title", "标准厂房二期何时交付"),
        ("text", "我公司租了二期厂房，请答复何时交付。"),
    ];
    let page = with_secret(&mut clerk, "/desk/matters/new", "/desk/matters", &matter).await;
    is_refused(&world, "matter at the desk", &page, counter);
    assert!(page.has("标准厂房二期何时交付"), "{}", page.body);
}

#[tokio::test]
async fn what_the_organ_has_itself_is_not_stored_at_all() {
    let world = World::new().await;
    let own = "向保密部门报告";
    tracking(&world).await;
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let (id, _) = only(&world).await;
    let case = format!("/desk/cases/{id}");
    // What a search gave out.
    let form = format!("{case}/decision/unavailable.not_held");
    let today = world.moment().today.to_string();
    let search = [
        ("search_systems", "公文系统"),
        ("search_keywords", "检测"),
        ("search_by", "王五"),
        ("search_on", today.as_str()),
        ("search_result", "没有找到"),
        ("how", "searches"),
    ];
    fill_in(&mut clerk, &form, &form, &search).await;
    let searches = format!("{case}/searches/unavailable.not_held");
    let page = with_secret(&mut clerk, &searches, &format!("{searches}/1"), &[]).await;
    is_refused(&world, "search", &page, own);
    // The ledger of an earlier system.
    clerk.get("/desk/cases/import").await;
    let page = clerk
        .upload_with("/desk/cases/import", &[], "绝密★台账.xlsx", &ledger())
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert!(page.has("没有保存") && page.has(own), "{}", page.main());
    assert_eq!(world.files_stored(), 0, "ledger");
    // What an entry of the register of decisions rests on.
    let entry = [
        ("number", "孟先许〔2026〕12号"),
        ("matter", "建设工程施工许可"),
        ("on", "2026-02-05"),
        ("openness", "published"),
        ("source", "行政许可案卷"),
    ];
    let page = with_secret(&mut clerk, "/desk/rulings/new", "/desk/rulings", &entry).await;
    is_refused(&world, "evidence", &page, own);
    assert!(page.has("孟先许〔2026〕12号"), "{}", page.body);
    // An attachment of a document.
    let mut editor = world.at_desk(Role::Editor).await;
    let written = world.form("statutory", "检测通知").await;
    let actor = world.actor(Role::Editor).await;
    let document = office::documents::create(&world.office, &actor, world.moment(), &written, false)
        .await
        .unwrap();
    let here = format!("/desk/documents/{document}");
    let page = with_secret(&mut editor, &here, &format!("{here}/attachments"), &[]).await;
    is_refused(&world, "attachment", &page, own);
    // A report of before the tables.
    editor.get("/desk/reports/import").await;
    let page = editor
        .upload_with(
            "/desk/reports/import",
            &[("archive", "1")],
            "2018.txt",
            format!("2018年政府信息公开工作年度报告\n{SECRET}\n").as_bytes(),
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert_eq!(world.files_stored(), 0, "report");
}

/// The empty ledger: only its name bears the mark.
fn ledger() -> Vec<u8> {
    paper::ledger::template().unwrap()
}
