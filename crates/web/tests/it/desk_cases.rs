//! Cases at the desk: registered, handled, refused with everything typed kept, opened from a counted cell.

use axum::http::StatusCode;
use law::staff::Role;
use web::Settings;

use crate::forms::{fill_in, filled, register, send};
use crate::harness::{Browser, World};
use crate::papers::words_in;

const HERE: &str = "/desk/cases";
const DAY: i64 = 24 * 60 * 60 * 1000;
/// A letter that was not written here.
const NOTICE: (&str, &str) = ("notice", "旧开〔2025〕9号，挂号信XA41000000009");

/// A case registered today; its address.
async fn registered(clerk: &mut Browser) -> String {
    registered_for(clerk, "2024年度部门预算").await
}

/// What a clerk types for somebody who asks for that.
fn typed(request: &str) -> [(&'static str, &str); 8] {
    [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", request),
        ("form", "electronic"),
        ("way", "online"),
    ]
}

async fn registered_for(clerk: &mut Browser, request: &str) -> String {
    let fields = typed(request);
    let page = register(clerk, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.has("查询码在 15 分钟内"));
    let (_, rest) = page.main().split_once("href=\"/desk/cases/").unwrap();
    format!("{HERE}/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn an_application_is_registered_and_its_clock_explained() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(clerk.get(HERE).await.has("没有待办的申请"));
    let case = registered(&mut clerk).await;
    let page = clerk.get(&case).await;
    assert!(page.has("以提交之日为收到申请之日") && page.has("20 个工作日"));
    assert!(
        page.has("<span class=\"screen-only\">03-02</span><span class=\"print-only\">2026-03-02</span>"),
        "on paper every day has its year"
    );
    assert!(!page.has("11010519491231002X") && !page.has("13800001234"));
    assert!(clerk.get(HERE).await.has("2024年度部门预算"));
    assert!(clerk.get("/desk/cases/ledger?q=部门预算").await.has("张三"));
    let reveal = format!("{case}/particulars");
    let opened = fill_in(&mut clerk, &case, &reveal, &[]).await;
    assert!(opened.has("13800001234") && opened.has("已记入审计日志"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_of_a_case_is_given_at_one_press_to_those_who_may_see_who_applied() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let here = format!("{case}/case_file");
    let zip = fill_in(&mut clerk, &case, &here, &[("format", "zip")]).await;
    assert_eq!(zip.status, StatusCode::OK, "{}", zip.body);
    assert_eq!(zip.header("content-type"), "application/zip");
    for name in ["001 政府信息公开申请登记表", "办理过程", "SM3.txt"] {
        assert!(zip.body.contains(name), "{name}");
    }
    let pdf = fill_in(&mut clerk, &case, &here, &[("format", "pdf")]).await;
    assert!(pdf.body.starts_with("%PDF") && pdf.header("content-disposition").contains(".pdf"));
    let mut signer = world.at_desk(Role::Signer).await;
    assert!(!signer.get(&case).await.has("导出案卷"));
    let refused = signer.post(&here, &[("format", "pdf")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_the_years_cases_were_answered_is_a_page_and_a_workbook() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let page = clerk.get("/desk/cases/performance?year=2026").await;
    assert!(page.has("2026 年办理情况") && page.has("不作排名") && page.has("—"));
    let mut signer = world.at_desk(Role::Signer).await;
    let replied = format!("{case}/acts/replied");
    let fields = [("outcome", "granted"), ("note", "示例公复〔2026〕1号")];
    let page = fill_in(&mut signer, &replied, &replied, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let delivered = format!("{case}/acts/delivered");
    let fields = [("how", "in_person"), ("note", "本人签收")];
    let page = fill_in(&mut clerk, &delivered, &delivered, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get("/desk/cases/performance?year=2026").await;
    let file = clerk.get("/desk/cases/performance/2026.xlsx").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-type").contains("spreadsheetml"));
    // A table for each group, its figures as the page has them.
    let words = words_in("办理情况.xlsx", &file.bytes);
    for heading in ["合计", "月份", "经办人", "提交渠道", "处理结果"] {
        let group = format!("{heading}\n已答复（件）\n按期（件）\n按期率\n办理工作日（中位数）\n");
        let (_, rows) = words
            .split_once(&group)
            .unwrap_or_else(|| panic!("{heading}: {words}"));
        let row: Vec<&str> = rows.lines().take(5).collect();
        assert_eq!(row[1..], ["1", "1", "100%", "0"], "{heading}: {words}");
        assert!(page.has(row[0]) && page.has("100%"), "{heading}: {}", page.body);
    }
    for nowhere in ["?year=1", "/2026.csv", "/x.xlsx"] {
        let missing = clerk.get(&format!("/desk/cases/performance{nowhere}")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn an_incomplete_form_comes_back_with_all_that_was_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = fill_in(&mut clerk, "/desk/cases/new", HERE, &[("name", "李四")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("value=\"李四\"") && page.has("请填写证件号码"));
}

#[tokio::test]
async fn what_a_paper_application_lacks_is_registered_as_it_is_once_that_is_confirmed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let stated = [
        ("kind", "natural_person"),
        ("name", "钱一"),
        ("address", "示例区滨河路8号"),
        ("request", "2024年度部门预算"),
        ("form", "paper"),
        ("way", "post"),
    ];
    let page = fill_in(&mut clerk, "/desk/cases/new", HERE, &stated).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请填写证件号码") && page.has("照原样登记") && page.has("value=\"钱一\""));
    let mut fields = crate::forms::filled(&page, HERE, &[("identity_kind", "")]);
    fields.push(("as_stated".to_owned(), "true".to_owned()));
    let registered = crate::forms::send(&mut clerk, HERE, &fields).await;
    assert_eq!(registered.status, StatusCode::SEE_OTHER, "{}", registered.body);
    let receipt = clerk.get(registered.header("location")).await;
    let (_, rest) = receipt.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("{HERE}/{}", rest.split('"').next().unwrap());
    let asking = format!("class=\"btn btn-primary\" href=\"{case}/letters/new/correction\">告知补正");
    let page = clerk.get(&case).await;
    assert!(
        page.has(&asking) && page.has("登记中没有身份证明、联系电话或者邮箱"),
        "{}",
        page.body
    );
    assert_eq!(page.body.matches("登记中没有").count(), 1, "said once");
    // The first page asks for the same step.
    let today = clerk.get("/desk").await;
    assert!(
        today.has("告知补正（没有身份证明、联系电话或者邮箱）") && !today.has("认定内容是否明确"),
        "{}",
        today.body
    );
    let letter = format!("href=\"{case}/letters/new/correction\"");
    assert_eq!(page.body.matches(&letter).count(), 1, "offered once");
    // What nobody can leave out is asked for all the same.
    let nameless = [
        ("kind", "natural_person"),
        ("request", "2024年度部门预算"),
        ("as_stated", "true"),
    ];
    let page = fill_in(&mut clerk, "/desk/cases/new", HERE, &nameless).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请填写申请人姓名"), "{}", page.body);
}

#[tokio::test]
async fn acts_are_recorded_by_those_who_may_and_refused_with_the_reason() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let case = registered(&mut clerk).await;
    let act = |name: &str| format!("{case}/acts/{name}");
    let wrong = fill_in(&mut clerk, &act("corrected"), &act("corrected"), &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("尚未发出补正告知书"));
    let nothing = fill_in(
        &mut clerk,
        &act("correction_requested"),
        &act("correction_requested"),
        &[],
    )
    .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("请写明需要补正的事项"));
    assert_eq!(clerk.get(&act("replied")).await.status, StatusCode::FORBIDDEN);
    let replied = [("outcome", "granted"), ("note", "示例公复〔2026〕1号")];
    let page = fill_in(&mut signer, &act("replied"), &act("replied"), &replied).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = fill_in(
        &mut clerk,
        &act("delivered"),
        &act("delivered"),
        &[("how", "in_person"), ("note", "本人签收")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&case).await.has("予以公开"));
    let year = world.moment().today.year();
    let cell = format!("/desk/cases/counted?year={year}&row=granted&kind=natural_person");
    assert!(clerk.get(&cell).await.has("2024年度部门预算"));
    assert!(clerk.get(HERE).await.has("没有待办的申请"));
}

#[tokio::test]
async fn an_editor_sees_no_applicants() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(HERE).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_application_with_several_matters_is_divided() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered_for(&mut clerk, "1. 2024年度部门预算\n2. 2024年度部门决算").await;
    let address = format!("{case}/parts");
    assert!(clerk.get(&case).await.has("一事一申请拆分"));
    let page = clerk.get(&address).await;
    assert!(
        page.has("id=\"part-1\"") && !page.has("id=\"part-2\""),
        "the numbering proposes two"
    );
    let with = |parts: &[&str], more: bool| {
        let mut fields = filled(&page, &address, &[]);
        fields.retain(|(name, _)| name != "parts");
        fields.extend(parts.iter().map(|part| ("parts".to_owned(), (*part).to_owned())));
        fields.extend(more.then(|| ("more".to_owned(), "true".to_owned())));
        fields
    };
    let more = send(&mut clerk, &address, &with(&["2024年度部门预算", "决"], true)).await;
    assert!(
        more.has("id=\"part-2\"") && more.has("\n决</textarea>"),
        "{}",
        more.body
    );
    let wrong = send(&mut clerk, &address, &with(&["2024年度部门预算", "决"], false)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("href=\"#part-1\"") && wrong.has("描述过短") && wrong.has("\n决</textarea>"));
    let parts = ["2024年度部门预算", "2024年度部门决算"];
    let done = send(&mut clerk, &address, &with(&parts, false)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(&case).await;
    assert!(page.has("同一申请拆分的其他件") && page.has("2024年度部门决算") && page.has("-0001-2"));
    // Divided in the meantime: said, and what was typed is kept.
    let again = send(&mut clerk, &address, &with(&parts, false)).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.has("2024年度部门决算</textarea>"));
}

#[tokio::test]
async fn what_was_recorded_wrongly_is_mended_for_a_reason() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let act = format!("{case}/acts/correction_requested");
    let asked = [("note", "请写明年度"), NOTICE];
    fill_in(&mut clerk, &act, &act, &asked).await;
    let event = format!("{case}/events/2");
    assert!(clerk.get(&case).await.has(&format!("href=\"{event}\"")));
    let page = fill_in(&mut clerk, &event, &event, &[("on", "3月"), ("reason", "填错")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("value=\"3月\"") && page.has("value=\"填错\"") && page.has("请按“年-月-日”填写"));
    let struck = [("how", "struck"), ("reason", "")];
    let page = fill_in(&mut clerk, &event, &event, &struck).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("请写明更正的原因"));
    // The applicant was told of it: it is struck by whoever signs.
    let struck = [("how", "struck"), ("reason", "登记到别的件上了")];
    let page = fill_in(&mut clerk, &event, &event, &struck).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("已经告知申请人"), "{}", page.body);
    let mut signer = world.at_desk(Role::Signer).await;
    let page = fill_in(&mut signer, &event, &event, &struck).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(page.has("更正过的登记（1 项）") && page.has("登记到别的件上了") && page.has("告知补正"));
    // The receipt is mended, never struck.
    let receipt = format!("{case}/events/1");
    let page = clerk.get(&receipt).await;
    assert!(page.has("name=\"channel\"") && !page.has("撤销这项登记"));
    let mended = [
        ("channel", "registered_post"),
        ("reason", "渠道选错"),
        ("how", "day"),
    ];
    let page = fill_in(&mut clerk, &receipt, &receipt, &mended).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&case).await.has("挂号信、特快专递"));
    let mut auditor = world.at_desk(Role::Auditor).await;
    assert!(!auditor.get(&case).await.has(&event));
    assert_eq!(auditor.get(&receipt).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn notes_are_added_and_a_closed_case_is_filed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let notes = format!("{case}/notes");
    let empty = fill_in(&mut clerk, &case, &notes, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("请填写备注"));
    let added = fill_in(&mut clerk, &case, &notes, &[("note", "已电话联系 <b>张三</b>")]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = clerk.get(&case).await;
    assert!(page.has("已电话联系 &#60;b&#62;") && !page.has("登记归档"));
    let withdrawal = format!("{case}/acts/withdrawn");
    let bare = fill_in(&mut clerk, &withdrawal, &withdrawal, &[]).await;
    assert_eq!(
        bare.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a case is not closed without proof"
    );
    let proof = [("note", "申请人当面提交书面撤回申请")];
    fill_in(&mut clerk, &withdrawal, &withdrawal, &proof).await;
    assert!(clerk.get(&case).await.has("已办结，尚未归档"));
    let archive = format!("{case}/archive");
    let wrong = fill_in(&mut clerk, &archive, &archive, &[("place", "档案室")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("请填写档号") && wrong.has("value=\"档案室\""));
    let filed = [("reference", "2026-D10-0001"), ("place", "档案室")];
    let filed = fill_in(&mut clerk, &archive, &archive, &filed).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.body);
    assert!(clerk.get(&case).await.has("2026-D10-0001"));
}

#[tokio::test]
async fn an_application_is_registered_with_its_scan_or_not_at_all() {
    let world = World::with(Settings {
        upload_limit: 1 << 20,
        ..Settings::default()
    })
    .await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let form = clerk.get("/desk/cases/new").await;
    assert!(form.has("enctype=\"multipart/form-data\""));
    let fields = filled(&form, HERE, &typed("2024年度部门预算"));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf" && name != "files")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let refused = clerk
        .upload_with(HERE, &fields, "申请书.pdf", b"MZ\x90\x00")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("“申请书.pdf”的内容与扩展名不符") && refused.has("value=\"张三\""));
    assert!(
        clerk.get(HERE).await.has("没有待办的申请"),
        "nothing is half registered"
    );
    let taken = clerk
        .upload_with(HERE, &fields, "申请书.pdf", b"%PDF-1.7 scan")
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let taken = clerk.get(taken.header("location")).await;
    let (_, rest) = taken.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("{HERE}/{}", rest.split('"').next().unwrap());
    assert!(clerk.get(&case).await.has("申请书.pdf"));
}

#[tokio::test]
async fn the_page_of_a_case_begins_with_the_request_and_the_one_lawful_step() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let case = registered_for(&mut clerk, "申请公开贵单位2024年度部门预算。电子文件即可。").await;
    let page = clerk.get(&case).await;
    // No matter that is asked for is left out of the title.
    assert!(page.has(">2024年度部门预算。电子文件即可</h1>"), "{}", page.body);
    let step = format!("class=\"btn btn-primary\" href=\"{case}/decision\">作出处理决定");
    assert!(page.has(&step), "{}", page.body);
    assert!(page.body.matches("btn-primary").count() == 1, "one primary act");
    for group in ["办理", "与申请人", "记录与更正"] {
        assert!(page.has(&format!("<h2 class=\"meta\">{group}</h2>")), "{group}");
    }
    assert!(page.has("现在不能办理的，以及原因") && page.has("条例第三十条"));
    let seen = auditor.get(&case).await;
    assert!(
        !seen.has(&step) && seen.has("作出处理决定"),
        "told, and not theirs"
    );
    assert!(
        !seen.has("显示证件和电话"),
        "who may not reveal is not offered it"
    );
    // Once it is withdrawn it is filed, and then nothing is left.
    let withdrawal = format!("{case}/acts/withdrawn");
    fill_in(&mut clerk, &withdrawal, &withdrawal, &[("note", "书面撤回")]).await;
    let page = clerk.get(&case).await;
    assert!(page.has(&format!("href=\"{case}/archive\">登记归档")));
    let archive = format!("{case}/archive");
    fill_in(&mut clerk, &archive, &archive, &[("reference", "2026-D10-0001")]).await;
    let page = clerk.get(&case).await;
    assert!(!page.has("btn-primary") && page.has("更改归档登记"));
}

#[tokio::test]
async fn what_is_against_the_rules_is_not_committed_today_whatever_the_reason() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    // Ten working days on: the day for the correction notice has passed.
    world.wait(14 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let act = format!("{case}/acts/correction_requested");
    let page = clerk.get(&act).await;
    assert!(
        page.has("7个工作日") && !page.has("id=\"despite\""),
        "{}",
        page.body
    );
    let today = [("note", "请写明年度"), NOTICE, ("despite", "已向负责人说明")];
    let page = fill_in(&mut clerk, &act, &act, &today).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("补记") && !page.has("id=\"despite\""), "{}", page.body);
    // What happened the day before yesterday is a fact, with its reason.
    let earlier = [("note", "请写明年度"), NOTICE, ("on", "2026-03-13")];
    let page = fill_in(&mut clerk, &act, &act, &earlier).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"despite\""), "{}", page.body);
    let with_reason = filled(&page, &act, &[("despite", "当日已经发出")]);
    let page = send(&mut clerk, &act, &with_reason).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_disclosure_over_an_objection_waits_for_the_notice_on_every_form_of_the_desk() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let case = registered(&mut clerk).await;
    let act = |name: &str| format!("{case}/acts/{name}");
    let party = [
        ("party", "third_party"),
        ("party_name", "甲公司"),
        ("consents", "no"),
        ("note", "登记"),
        NOTICE,
    ];
    for name in ["consultation_sent", "consultation_answered"] {
        let page = fill_in(&mut clerk, &act(name), &act(name), &party).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    for outcome in ["granted", "partly_granted"] {
        let reply = [
            ("outcome", outcome),
            ("note", "示例公复〔2026〕1号"),
            ("despite", "系统外办理"),
        ];
        let page = fill_in(&mut signer, &act("replied"), &act("replied"), &reply).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{outcome}");
        assert!(page.has("决定公开告知书") && page.has("甲公司"), "{}", page.body);
    }
    let told = [
        ("party_name", "甲公司"),
        ("not_before", "2026-03-05"),
        ("notice", "示例公告知〔2026〕1号，甲公司签收"),
    ];
    let page = fill_in(
        &mut signer,
        &act("override_notified"),
        &act("override_notified"),
        &told,
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let reply = [("outcome", "granted"), ("note", "示例公复〔2026〕1号")];
    let page = fill_in(&mut signer, &act("replied"), &act("replied"), &reply).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let how = [
        ("how", "in_person"),
        ("note", "本人签收"),
        ("despite", "系统外办理"),
    ];
    let page = fill_in(&mut clerk, &act("delivered"), &act("delivered"), &how).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("2026年3月5日前（不含当日）不提供"), "{}", page.body);
    world.wait(3 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = fill_in(
        &mut clerk,
        &act("delivered"),
        &act("delivered"),
        &[("how", "in_person"), ("note", "本人签收")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn an_answer_that_went_out_late_says_so_on_the_page_of_its_case() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let case = registered(&mut clerk).await;
    let replied = format!("{case}/acts/replied");
    let reply = [
        ("outcome", "granted"),
        ("note", "示例公复〔2026〕1号"),
        ("despite", "系统外办理"),
    ];
    let page = fill_in(&mut signer, &replied, &replied, &reply).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    // Due on Monday 03-30, handed over on Wednesday.
    world.wait(30 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let delivered = format!("{case}/acts/delivered");
    let how = [
        ("how", "in_person"),
        ("note", "本人签收"),
        ("despite", "系统外办理"),
    ];
    let page = fill_in(&mut clerk, &delivered, &delivered, &how).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(
        page.has("答复逾期 2 个工作日：答复期限 2026-03-30 届满，答复 2026-04-01 发出"),
        "{}",
        page.body
    );
    // The register on paper says so too.
    let sheet = clerk.get("/desk/cases/register").await;
    assert!(
        sheet.has("2026-04-01 办结<br>期限 2026-03-30，逾期 2 个工作日"),
        "{}",
        sheet.body
    );
}

#[tokio::test]
async fn what_is_only_a_sign_over_and_over_is_no_reason_of_a_decision() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let form = format!("{case}/decision/otherwise.other");
    let page = fill_in(&mut clerk, &form, &form, &[("reasons", "aaaa")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.has("请说明理由") && page.has("aaaa</textarea>"),
        "{}",
        page.body
    );
    let page = fill_in(&mut clerk, &form, &form, &[("reasons", "申请人重复提交")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn beside_a_part_grant_nobody_is_to_be_told_before_it_says_what_it_withholds() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let act = |name: &str| format!("{case}/acts/{name}");
    let party = [
        ("party", "third_party"),
        ("party_name", "甲公司"),
        ("consents", "no"),
        ("note", "报价属于商业秘密，公开会损害我公司"),
        NOTICE,
    ];
    for name in ["consultation_sent", "consultation_answered"] {
        let page = fill_in(&mut clerk, &act(name), &act(name), &party).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    let page = clerk.get(&format!("{case}/decision?step=given")).await;
    let (_, offered) = page
        .main()
        .split_once(&format!("href=\"{case}/decision/partly_granted\""))
        .unwrap();
    let offered = offered.split("</li>").next().unwrap();
    assert!(!offered.contains("决定公开告知书"), "{offered}");
    assert!(
        page.has("不同意公开（2026-03-02）") && page.has("报价属于商业秘密，公开会损害我公司"),
        "the opinion stands beside with its reason: {}",
        page.body
    );
    // Where the reasons of the objection are to be written they stand, to be shortened.
    for (path, field) in [
        ("decision/refused.third_party", "objection"),
        ("decision/partly_granted", "part_objection"),
        ("letters/new/override_notice", "objection"),
    ] {
        let page = clerk.get(&format!("{case}/{path}")).await;
        assert!(
            page.has(&format!("name=\"{field}\"")) && page.has("报价属于商业秘密，公开会损害我公司"),
            "{path}: {}",
            page.body
        );
    }
}

#[tokio::test]
async fn a_slip_of_the_year_is_refused_at_its_field() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let act = format!("{case}/acts/correction_requested");
    for (respond_by, words) in [
        ("2126-03-20", "请核对年份"),
        ("2200-12-31", "请核对年份"),
        ("2026-12-31", "超过 60 个工作日"),
    ] {
        let asked = [("note", "请写明年度"), ("respond_by", respond_by)];
        let page = fill_in(&mut clerk, &act, &act, &asked).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.has("id=\"respond_by-error\"") && page.has(words),
            "{}",
            page.body
        );
    }
    let mut old = typed("2024年度部门决算").to_vec();
    old.push(("arrived_on", "1926-03-02"));
    let page = fill_in(&mut clerk, "/desk/cases/new", HERE, &old).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"arrived_on-error\"") && page.has("请核对年份"));
}
