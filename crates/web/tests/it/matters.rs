//! Matters through the pages: asked without an account or a script, followed by number and code, given to one person, answered, rated,
//! made anew and shown redacted; and what hostile input comes to.

use std::sync::Arc;

use axum::http::StatusCode;
use law::staff::Role;
use office::MatterId;
use office::matters::{self, ListFilter, MatterRow};
use web::searching::{self, Answer};

use crate::forms::{filled, send};
use crate::harness::{Browser, Page, World};
use crate::site_apply::{codes, followed};

const ASK: &str = "/ask";
const CHECK: &str = "/ask/check";
/// Longer than anyone takes to press the next button without reading.
const A_WHILE: i64 = 10_000;
const WORDS: &str = "我公司租了二期厂房，我叫王建国，电话13800138000。合同写明去年底交付，请答复何时交付。";
const ANSWER: &str = "二期厂房四月一日起交付，请凭合同到园区服务大厅二号窗口办理交接手续。";

const FIRM: [(&str, &str); 7] = [
    ("kind", "firm"),
    ("title", "标准厂房二期何时交付"),
    ("text", WORDS),
    ("name", "王建国"),
    ("unit", "洛阳示例电子有限公司"),
    ("phone", "13800138000"),
    ("wish", "yes"),
];

async fn typed(visitor: &mut Browser, changed: &[(&str, &str)]) -> Page {
    let mut fields = FIRM.to_vec();
    fields.extend_from_slice(changed);
    let form = visitor.get(ASK).await;
    let sent = send(visitor, ASK, &filled(&form, ASK, &fields)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "every page answers a GET");
    followed(visitor, sent).await
}

/// A matter asked; its number and query code.
async fn asked(world: &World, visitor: &mut Browser) -> (String, String) {
    let check = typed(visitor, &[]).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.body);
    world.wait(A_WHILE);
    let sent = send(visitor, CHECK, &filled(&check, CHECK, &[])).await;
    codes(&followed(visitor, sent).await)
}

async fn rows(world: &World) -> Vec<MatterRow> {
    let clerk = world.actor(Role::RequestClerk).await;
    let filter = ListFilter {
        with_ended: true,
        ..ListFilter::default()
    };
    matters::list(&world.office, &clerk, &filter).await.unwrap().items
}

async fn only(world: &World) -> MatterId {
    rows(world).await.first().unwrap().id
}

/// The form at this address of the only matter, sent with these fields; what it leads to.
async fn does(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let shown = browser.get(page).await;
    assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.body);
    let sent = send(browser, action, &filled(&shown, action, fields)).await;
    followed(browser, sent).await
}

async fn tracked(visitor: &mut Browser, number: &str, code: &str) -> Page {
    visitor.get("/track").await;
    let sent = visitor
        .post("/track", &[("number", number), ("code", code)])
        .await;
    followed(visitor, sent).await
}

#[tokio::test]
async fn a_matter_is_asked_followed_answered_rated_made_anew_and_shown() {
    let world = World::new().await;
    let mut firm = world.visitor();
    let (number, code) = asked(&world, &mut firm).await;
    assert!(number.ends_with("BJ-2026-0001"), "{number}");
    let shown = tracked(&mut firm, &number, &code).await;
    assert!(
        shown.has("待受理") && shown.has("受理岗") && shown.has("noindex"),
        "{}",
        shown.body
    );
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let id = only(&world).await;
    let here = format!("/desk/matters/{id}");
    let today = clerk.get("/desk").await;
    assert!(today.has("交办：标准厂房二期何时交付"), "{}", today.main());
    let board = clerk.get("/desk/matters").await;
    assert!(board.has("洛阳＊＊有限公司") && !board.has("王建国") && !board.has("13800138000"));
    let act = |code: &str| format!("{here}/acts/{code}");
    let me = world.actor(Role::RequestClerk).await;
    let to = format!("person {}", me.account.unwrap());
    does(&mut clerk, &act("assignment"), &act("assignment"), &[("to", &to)]).await;
    does(&mut clerk, &act("taking"), &act("taking"), &[]).await;
    let answer = format!("{here}/answer");
    let page = does(
        &mut clerk,
        &answer,
        &answer,
        &[("words", "已收悉。"), ("send", "true")],
    )
    .await;
    assert!(page.has("答复正在审核") || page.has("审核答复"), "{}", page.body);
    let judged = signer.get(&answer).await;
    assert!(judged.has("没有答复所问"), "the hint stands before who checks");
    let back = does(
        &mut signer,
        &answer,
        &format!("{answer}/return"),
        &[("opinion", "没有答复所问，请写明时间")],
    )
    .await;
    assert!(back.has("没有答复所问，请写明时间"));
    does(
        &mut clerk,
        &answer,
        &answer,
        &[("words", ANSWER), ("send", "true")],
    )
    .await;
    let released = format!("{answer}/release");
    does(&mut signer, &answer, &released, &[]).await;
    let shown = firm.get("/track/matter").await;
    assert!(shown.has(ANSWER) && shown.has("评价答复"), "{}", shown.body);
    rated_made_anew_and_shown(&world, (&mut firm, &mut clerk, &mut signer), &here).await;
}

async fn rated_made_anew_and_shown(
    world: &World,
    (firm, clerk, signer): (&mut Browser, &mut Browser, &mut Browser),
    here: &str,
) {
    let rating = "/track/matter/rating";
    let page = does(
        firm,
        rating,
        rating,
        &[("score", "1"), ("content", "没有说违约金")],
    )
    .await;
    assert!(page.has("评价不满意，重办中"), "{}", page.body);
    let again = firm.get(rating).await;
    assert_eq!(
        again.header("location"),
        "/track/matter",
        "an answer is rated once"
    );
    let desk = clerk.get(here).await;
    assert!(desk.has("拟写重办答复"), "{}", desk.main());
    let answer = format!("{here}/answer");
    let anew = "四月一日起交付；逾期的违约金按合同第九条计算，三月底前转入贵公司账户。";
    does(clerk, &answer, &answer, &[("words", anew), ("send", "true")]).await;
    does(signer, &answer, &format!("{answer}/release"), &[]).await;
    does(firm, rating, rating, &[("score", "5")]).await;
    let desk = clerk.get(here).await;
    assert!(
        !desk.has("5 分"),
        "nobody who handles it sees the score in its window"
    );
    let copy = format!("{here}/copy");
    let page = does(clerk, &copy, &copy, &[("send", "true")]).await;
    assert!(page.has("审核公开文本"), "{}", page.main());
    does(signer, &copy, &format!("{copy}/publication"), &[]).await;
    let list = world.visitor().get("/questions").await;
    assert!(
        list.has("标准厂房二期何时交付") && list.has("当日答复"),
        "{}",
        list.main()
    );
    let one = world
        .visitor()
        .get(&format!("/questions/{}", here.rsplit('/').next().unwrap()))
        .await;
    assert!(one.has("＊＊＊") && one.has(anew), "{}", one.main());
    assert!(!one.has("王建国") && !one.has("13800138000"));
    // The search of the site finds it by the words of the answer, and no more by what was redacted.
    let folder = tempfile::tempdir().unwrap();
    let index = Arc::new(search::Index::open(folder.path()));
    searching::rebuild(&world.office, &index).await.unwrap();
    assert_eq!(hits(world, &index, "何时交付").await, [where_it_stands(here)]);
    assert!(hits(world, &index, "王建国").await.is_empty());
    let hiding = format!("{here}/acts/hiding");
    does(clerk, &hiding, &hiding, &[("ground", "privacy")]).await;
    assert!(
        hits(world, &index, "何时交付").await.is_empty(),
        "gone before the index knows"
    );
    let gone = world
        .visitor()
        .get(&format!("/questions/{}", here.rsplit('/').next().unwrap()))
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

fn where_it_stands(here: &str) -> String {
    format!("/questions/{}", here.rsplit('/').next().unwrap())
}

/// Where what the search of the site finds for these words stands.
async fn hits(world: &World, index: &Arc<search::Index>, words: &str) -> Vec<String> {
    let organ = office::organs::first(&world.office).await.unwrap().unwrap();
    let asked = search::Asked::plain(words, world.moment().today);
    match searching::find(&world.office, index, &organ, asked)
        .await
        .unwrap()
    {
        Answer::Found(found) => found.hits.into_iter().map(|hit| hit.entry.address).collect(),
        Answer::NotReady(_) => panic!("the index was made"),
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_everything_typed_stays() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let page = typed(&mut visitor, &[("title", ""), ("phone", "abc"), ("email", "x@")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["title", "phone", "email"] {
        assert!(page.has(&format!("id=\"{field}-fault\"")), "{field}");
    }
    assert!(page.has(WORDS) && page.has("王建国") && page.has("洛阳示例电子有限公司"));
    // A kind that this form does not offer is none.
    let page = typed(&mut visitor, &[("kind", "hotline")]).await;
    assert!(page.has("id=\"kind-fault\""), "{}", page.body);
    let page = typed(
        &mut visitor,
        &[("kind", "complaint"), ("name", ""), ("unit", ""), ("phone", "")],
    )
    .await;
    assert!(page.has("需要与您核实"), "{}", page.body);
    assert!(rows(&world).await.is_empty());
}

#[tokio::test]
async fn pressed_twice_it_is_one_matter_and_too_quick_it_is_asked_again() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let check = typed(&mut visitor, &[]).await;
    let quick = send(&mut visitor, CHECK, &filled(&check, CHECK, &[])).await;
    assert_eq!(quick.header("location"), "/ask/check?told=quick");
    world.wait(A_WHILE);
    let first = send(&mut visitor, CHECK, &filled(&check, CHECK, &[])).await;
    let second = send(&mut visitor, CHECK, &filled(&check, CHECK, &[])).await;
    assert_eq!(
        (first.header("location"), second.header("location")),
        ("/ask/receipt", "/ask/receipt")
    );
    assert_eq!(rows(&world).await.len(), 1);
    // A field that people do not see is filled in by programs.
    let mut robot = world.visitor();
    let check = typed(&mut robot, &[]).await;
    world.wait(A_WHILE);
    let held = send(
        &mut robot,
        CHECK,
        &filled(&check, CHECK, &[("website", "http://x")]),
    )
    .await;
    assert_eq!(held.header("location"), "/ask/check?told=sum");
    assert_eq!(rows(&world).await.len(), 1);
}

#[tokio::test]
async fn hostile_words_are_words() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let nasty = "<script>alert(1)</script>'; DROP TABLE matter; -- \u{202e}{{7*7}}";
    let text = format!("{nasty}，请答复。");
    let check = typed(&mut visitor, &[("title", nasty), ("text", &text)]).await;
    assert!(!check.has("<script>alert(1)") && check.has("&lt;script&gt;") || check.has("&#60;script&#62;"));
    world.wait(A_WHILE);
    let sent = send(&mut visitor, CHECK, &filled(&check, CHECK, &[])).await;
    followed(&mut visitor, sent).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let desk = clerk.get(&format!("/desk/matters/{}", only(&world).await)).await;
    assert!(!desk.has("<script>alert(1)") && !desk.has("\u{202e}"));
    for path in [
        "/questions/0",
        "/questions/-1",
        "/questions/x",
        "/questions?page=99999999999&q=%27%22%3C",
    ] {
        let page = world.visitor().get(path).await;
        assert!(
            page.status.is_client_error() || page.status == StatusCode::OK,
            "{path}: {}",
            page.status
        );
    }
    // Without the form's secret nothing is taken.
    let bare = world.visitor().post_bare(CHECK, &[]).await;
    assert!(bare.status.is_client_error(), "{}", bare.status);
    // Nobody follows a matter without its code.
    let nobody = world.visitor().get("/track/matter").await;
    assert_eq!(nobody.header("location"), "/track?ended=1");
}

#[tokio::test]
async fn who_asked_adds_withdraws_and_asks_again() {
    let world = World::new().await;
    let mut firm = world.visitor();
    let (number, code) = asked(&world, &mut firm).await;
    tracked(&mut firm, &number, &code).await;
    let more = "/track/matter/more";
    let page = does(&mut firm, more, more, &[("content", "合同编号是2024-18。")]).await;
    assert!(page.has("补充已提交") && page.has("合同编号是2024-18。"));
    let empty = does(&mut firm, more, more, &[("content", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let withdrawal = "/track/matter/withdrawal";
    let page = does(&mut firm, withdrawal, withdrawal, &[]).await;
    assert!(page.has("已撤回"), "{}", page.body);
    let again = "/track/matter/again";
    let offered = does(&mut firm, again, again, &[]).await;
    assert!(offered.has("再次提出"), "{}", offered.body);
    let sent = send(&mut firm, ASK, &filled(&offered, ASK, &FIRM)).await;
    let check = followed(&mut firm, sent).await;
    world.wait(A_WHILE);
    let sent = send(&mut firm, CHECK, &filled(&check, CHECK, &[])).await;
    followed(&mut firm, sent).await;
    assert_eq!(rows(&world).await.len(), 2);
    let newest = rows(&world).await.into_iter().map(|row| row.id).max().unwrap();
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let desk = clerk.get(&format!("/desk/matters/{newest}")).await;
    assert!(desk.has("接续") && desk.has(&number), "{}", desk.main());
    // What the last page held is gone from this device once its owner says so.
    let receipt = firm.get("/ask/receipt").await;
    send(&mut firm, "/ask/end", &filled(&receipt, "/ask/end", &[])).await;
    assert_eq!(firm.get("/ask/receipt").await.header("location"), "/ask?ended=1");
}

#[tokio::test]
async fn what_came_by_telephone_is_registered_and_its_code_told_once() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let fields = [
        ("channel", "phone"),
        ("kind", "consultation"),
        ("title", "路灯不亮"),
        ("text", "科创路东段路灯已有三盏不亮，请修复。"),
    ];
    let page = does(&mut clerk, "/desk/matters/new", "/desk/matters", &fields).await;
    assert!(
        page.has("查询码") && page.has("路灯不亮") && page.has("匿名"),
        "{}",
        page.body
    );
    let id = only(&world).await;
    assert!(!clerk.get(&format!("/desk/matters/{id}")).await.has("查询码"));
    let future = [("stated_on", "2099-01-01"), ("stated_by", "某人")];
    let all: Vec<(&str, &str)> = fields.into_iter().chain(future).collect();
    let page = does(&mut clerk, "/desk/matters/new", "/desk/matters", &all).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("路灯不亮"));
}

#[tokio::test]
async fn who_asks_is_shown_to_who_may_look_and_the_look_is_on_record() {
    let world = World::new().await;
    let mut firm = world.visitor();
    asked(&world, &mut firm).await;
    let id = only(&world).await;
    let here = format!("/desk/matters/{id}");
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let asker = format!("{here}/asker");
    let shown = clerk.get(&here).await;
    let seen = send(&mut clerk, &asker, &filled(&shown, &asker, &[])).await;
    assert!(seen.has("13800138000") && seen.has("王建国"), "{}", seen.main());
    let mut signer = world.at_desk(Role::Signer).await;
    let shown = signer.get(&here).await;
    assert!(!shown.has(&asker));
    let mut auditor = world.at_desk(Role::Auditor).await;
    let log = auditor.get("/desk/audit").await;
    assert!(log.has("的提出人姓名和联系方式"), "{}", log.main());
    assert!(!log.has("王建国") && !log.has("13800138000"));
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(&here).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_no_list_of_work_orders_is_refused_in_words() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let here = "/desk/matters/import";
    clerk.get(here).await;
    let page = clerk.upload(here, "别的.xlsx", b"no workbook").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("文件打不开"), "{}", page.main());
    assert!(rows(&world).await.is_empty());
}

#[tokio::test]
async fn papers_of_a_matter_are_printed_from_the_record_and_the_list_is_a_workbook() {
    let world = World::new().await;
    let mut firm = world.visitor();
    asked(&world, &mut firm).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let id = only(&world).await;
    let here = format!("/desk/matters/{id}");
    // Nothing is printed of what has not happened.
    assert!(!clerk.get(&here).await.has("/slips/"));
    let of = |kind: &str, extension: &str| format!("{here}/slips/{kind}/files/{extension}");
    let early = clerk.post(&of("acceptance", "pdf"), &[]).await;
    assert!(early.status.is_client_error(), "{}", early.status);
    does(
        &mut clerk,
        &format!("{here}/acts/taking"),
        &format!("{here}/acts/taking"),
        &[],
    )
    .await;
    let page = clerk.get(&here).await;
    assert!(page.has(&of("acceptance", "pdf")) && !page.has("/slips/answer/"));
    let pdf = clerk.post(&of("acceptance", "pdf"), &[]).await;
    assert_eq!(pdf.status, StatusCode::OK);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(
        clerk
            .post(&of("acceptance", "docx"), &[])
            .await
            .status
            .is_success()
    );
    assert!(
        clerk
            .post(&of("acceptance", "html"), &[])
            .await
            .status
            .is_client_error()
    );
    // It names who asked: that look is on record, and who may not look gets none.
    let log = auditor.get("/desk/audit").await;
    assert!(log.has("查看提出人姓名和联系方式"), "{}", log.main());
    assert!(
        auditor
            .post(&of("acceptance", "pdf"), &[])
            .await
            .status
            .is_client_error()
    );
    assert!(!auditor.get(&here).await.has(&of("acceptance", "pdf")));
    let list = clerk.get("/desk/matters/list").await;
    assert!(list.has("/desk/matters/list/files/xlsx"));
    let book = clerk.get("/desk/matters/list/files/xlsx").await;
    assert_eq!(book.status, StatusCode::OK);
    let mut editor = world.at_desk(Role::Editor).await;
    assert!(
        editor
            .get("/desk/matters/list/files/xlsx")
            .await
            .status
            .is_client_error()
    );
}

#[tokio::test]
async fn a_matter_is_found_by_the_desks_search() {
    let world = World::new().await;
    let mut firm = world.visitor();
    let (number, _) = asked(&world, &mut firm).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let id = only(&world).await;
    let plain = number.replace('-', "");
    let led = clerk.get(&format!("/desk/search?q={plain}")).await;
    assert_eq!(led.header("location"), format!("/desk/matters/{id}"));
    let page = clerk
        .get("/desk/search?q=%E6%A0%87%E5%87%86%E5%8E%82%E6%88%BF")
        .await;
    assert!(
        page.has("来信和诉求") && page.has(&format!("/desk/matters/{id}")),
        "{}",
        page.main()
    );
    let mut editor = world.at_desk(Role::Editor).await;
    assert!(
        editor
            .get(&format!("/desk/search?q={number}"))
            .await
            .has("没有找到")
    );
}
