//! Applying on the public site: filled in, looked over, sent once; kept as a draft; asked about again where it looks like a
//! program's work, and never turned away.

use axum::http::StatusCode;
use law::staff::Role;
use office::Actor;
use office::cases::{self, CaseFilter, CaseSettings};

use crate::forms::{filled, send};
use crate::harness::{Browser, Page, World};

const PREVIEW: &str = "/apply/preview";
pub const SEND: &str = "/apply";
/// Longer than anyone takes to press the next button without reading.
const A_WHILE: i64 = 10_000;

pub const PERSON: [(&str, &str); 8] = [
    ("kind", "natural_person"),
    ("name", "张三"),
    ("identity_kind", "identity_card"),
    ("identity_number", "11010519491231002X"),
    ("phone", "13800001234"),
    ("request", "2024年度部门预算"),
    ("form", "electronic"),
    ("way", "online"),
];

/// The preview of a form filled in by a person.
pub async fn previewed(visitor: &mut Browser, changed: &[(&str, &str)]) -> Page {
    let form = visitor.get("/apply").await;
    let mut typed = PERSON.to_vec();
    typed.extend_from_slice(changed);
    send(visitor, PREVIEW, &filled(&form, PREVIEW, &typed)).await
}

/// Number and query code of a receipt.
pub fn codes(page: &Page) -> (String, String) {
    let of = |class: &str| {
        let (_, rest) = page
            .body
            .split_once(&format!("class=\"{class}\">"))
            .unwrap_or_else(|| panic!("no {class} on:\n{}", page.body));
        rest.split('<').next().unwrap().to_owned()
    };
    (of("receipt-number"), of("receipt-code"))
}

/// An application sent; its number and query code.
pub async fn applied(world: &World, visitor: &mut Browser, request: &str) -> (String, String) {
    let preview = previewed(visitor, &[("request", request)]).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    world.wait(A_WHILE);
    let receipt = send(visitor, SEND, &filled(&preview, SEND, &[])).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    codes(&receipt)
}

async fn count(world: &World) -> u64 {
    let clerk = world.actor(Role::RequestClerk).await;
    cases::list(&world.office, &clerk, &CaseFilter::default())
        .await
        .unwrap()
        .total
}

#[tokio::test]
async fn an_application_is_looked_over_and_sent() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[("help", "请读给我听")]).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    for words in [
        "自然人",
        "11010519491231002X",
        "2024年度部门预算",
        "请读给我听",
        "在本网站下载",
    ] {
        assert!(preview.has(words), "{words} is looked over");
    }
    assert_eq!(count(&world).await, 0, "nothing is sent yet");
    world.wait(A_WHILE);
    let receipt = send(&mut visitor, SEND, &filled(&preview, SEND, &[])).await;
    let (number, code) = codes(&receipt);
    assert_eq!(number, "TEST01-2026-0001");
    assert_eq!(code.len(), 14);
    assert!(receipt.has("<svg") && receipt.has("2026年3月3日前") && receipt.has("*三"));
    assert!(!receipt.has("11010519491231002X") && !receipt.has("13800001234"));
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn nothing_keeps_these_pages() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for path in [
        "/apply",
        "/apply/drafts",
        "/apply/help",
        "/track",
        "/track/case",
        "/fees",
    ] {
        for _ in 0..2 {
            let page = visitor.get(path).await;
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
        }
    }
    let mut other = world.visitor();
    let (first, second) = (visitor.get("/apply").await, other.get("/apply").await);
    assert_ne!(
        first.field("csrf"),
        second.field("csrf"),
        "each has a secret of their own"
    );
    let preview = previewed(&mut visitor, &[]).await;
    assert_eq!(preview.header("cache-control"), "no-store");
    let refused = visitor.post_bare(SEND, &[("name", "张三")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let page = previewed(
        &mut visitor,
        &[
            ("identity_number", "110105194912310021"),
            ("name", "\"><script>alert(1)</script>"),
            ("way", "post"),
            ("accepts_other_form", "true"),
        ],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"identity_number-fault\"") && page.has("身份证号码不对"));
    assert!(page.has("您选择邮寄，请填写通信地址"));
    assert!(page.has("value=\"110105194912310021\"") && page.has("2024年度部门预算"));
    assert!(!page.has("<script>alert"), "what was typed is escaped");
    let kept = filled(&page, PREVIEW, &[]);
    assert!(kept.contains(&("name".to_owned(), "\"><script>alert(1)</script>".to_owned())));
    assert!(kept.contains(&("accepts_other_form".to_owned(), "true".to_owned())));
    let empty = send(&mut visitor, PREVIEW, &[kept[0].clone()]).await;
    assert!(empty.has("请选择申请人类别") && empty.has("请填写联系电话"));
    let secret = previewed(&mut visitor, &[("request", "机密★1年 某某会议纪要")]).await;
    assert_eq!(secret.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(secret.has("不得存储涉密内容"));
}

#[tokio::test]
async fn the_preview_leads_back_with_everything() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[("document_number", "豫政〔2024〕1号")]).await;
    let form = send(&mut visitor, "/apply/form", &filled(&preview, SEND, &[])).await;
    assert_eq!(form.status, StatusCode::OK);
    let kept = filled(&form, PREVIEW, &[]);
    for (name, value) in PERSON {
        assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}");
    }
    assert!(kept.contains(&("document_number".to_owned(), "豫政〔2024〕1号".to_owned())));
    for path in ["/apply/form", "/apply/preview"] {
        let page = visitor.get(path).await;
        assert_eq!(
            (page.status, page.header("location")),
            (StatusCode::SEE_OTHER, "/apply")
        );
    }
}

#[tokio::test]
async fn pressed_twice_it_is_sent_once() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    world.wait(A_WHILE);
    let fields = filled(&preview, SEND, &[]);
    let first = codes(&send(&mut visitor, SEND, &fields).await);
    let second = codes(&send(&mut visitor, SEND, &fields).await);
    assert_eq!(first, second);
    assert_eq!(count(&world).await, 1);
    // Changed words are another application.
    let other = filled(&preview, SEND, &[("request", "另一份文件")]);
    assert_ne!(codes(&send(&mut visitor, SEND, &other).await).0, first.0);
    assert_eq!(count(&world).await, 2);
}

#[tokio::test]
async fn too_quick_or_too_late_it_is_asked_about_again() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    let quick = send(&mut visitor, SEND, &filled(&preview, SEND, &[])).await;
    assert_eq!(quick.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(quick.has("提交得太快") && quick.has("2024年度部门预算"));
    world.wait(26 * 3_600_000);
    let late = send(&mut visitor, SEND, &filled(&quick, SEND, &[])).await;
    assert!(late.has("页面打开的时间太长"));
    let forged = send(&mut visitor, SEND, &filled(&late, SEND, &[("ticket", "1.a.b")])).await;
    assert!(forged.has("页面打开的时间太长"));
    assert_eq!(count(&world).await, 0);
    world.wait(A_WHILE);
    let receipt = send(&mut visitor, SEND, &filled(&forged, SEND, &[])).await;
    assert_eq!(receipt.status, StatusCode::OK);
    assert_eq!(count(&world).await, 1);
}

/// The answer to the sum that the page asks for.
pub fn answer(page: &Page) -> String {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |one: char| DIGITS.chars().position(|digit| digit == one);
    let value = |words: &str| match words.split_once('十') {
        Some((tens, units)) => {
            let tens = tens.chars().next().and_then(digit).unwrap_or(1);
            tens * 10 + units.chars().next().and_then(digit).unwrap_or(0)
        }
        None => words.chars().next().and_then(digit).unwrap(),
    };
    let (before, _) = page.body.split_once("等于几？").unwrap();
    let words = before.rsplit('>').next().unwrap();
    let (left, right, is_sum) = if let Some((left, right)) = words.split_once('加') {
        (left, right, true)
    } else {
        let (left, right) = words.split_once('减').unwrap();
        (left, right, false)
    };
    let result = if is_sum {
        value(left) + value(right)
    } else {
        value(left) - value(right)
    };
    result.to_string()
}

#[tokio::test]
async fn a_filled_trap_is_asked_a_sum_and_who_answers_is_let_through() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    world.wait(A_WHILE);
    let trap = ("website", "https://spam.example");
    let asked = send(&mut visitor, SEND, &filled(&preview, SEND, &[trap])).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.has("等于几？") && asked.has("防止程序自动提交"));
    let wrong = filled(&asked, SEND, &[trap, ("answer", "999")]);
    let again = send(&mut visitor, SEND, &wrong).await;
    assert!(again.has("请回答下面的算术题"));
    assert_eq!(count(&world).await, 0);
    let right = filled(&again, SEND, &[trap, ("answer", &answer(&again))]);
    // An answer is good for these words alone.
    let mut other = right.clone();
    for field in &mut other {
        if field.0 == "request" {
            field.1 = "别的内容".to_owned();
        }
    }
    assert!(send(&mut visitor, SEND, &other).await.has("等于几？"));
    assert_eq!(send(&mut visitor, SEND, &right).await.status, StatusCode::OK);
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn after_many_from_one_address_a_sum_is_asked_for_an_hour() {
    let world = World::new().await;
    for number in 0..5 {
        applied(&world, &mut world.visitor(), &format!("第{number}份文件")).await;
    }
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    assert!(preview.has("等于几？"), "asked before it is sent");
    world.wait(A_WHILE);
    let right = filled(&preview, SEND, &[("answer", &answer(&preview))]);
    assert_eq!(send(&mut visitor, SEND, &right).await.status, StatusCode::OK);
    world.wait(3_700_000);
    assert!(!previewed(&mut world.visitor(), &[]).await.has("等于几？"));
}

#[tokio::test]
async fn a_draft_is_kept_under_its_code_until_it_is_sent() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let form = visitor.get("/apply").await;
    let typed = [("name", "李四"), ("request", "还没写完")];
    let kept = send(&mut visitor, "/apply/drafts", &filled(&form, PREVIEW, &typed)).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(kept.has("还没有提交") && kept.has("2026年3月17日"));
    let code = kept.field("draft").unwrap().to_owned();
    assert_eq!(code.len(), 19);
    let mut later = world.visitor();
    later.get("/apply/drafts").await;
    let wrong = later
        .post("/apply/drafts/opening", &[("code", "AAAA-BBBB-CCCC-DDDD")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("没有这份草稿") && wrong.has("AAAA-BBBB-CCCC-DDDD"));
    let spelled = code.replace('-', " ").to_lowercase();
    let form = later.post("/apply/drafts/opening", &[("code", &spelled)]).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.has("value=\"李四\"") && form.has("还没写完"));
    let preview = send(&mut later, PREVIEW, &filled(&form, PREVIEW, &PERSON)).await;
    world.wait(A_WHILE);
    let receipt = send(&mut later, SEND, &filled(&preview, SEND, &[])).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    later.get("/apply/drafts").await;
    let gone = later.post("/apply/drafts/opening", &[("code", &code)]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "it was sent");
}

#[tokio::test]
async fn a_draft_expires_and_codes_can_not_be_guessed_at_leisure() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let form = visitor.get("/apply").await;
    let kept = send(&mut visitor, "/apply/drafts", &filled(&form, PREVIEW, &PERSON)).await;
    let code = kept.field("draft").unwrap().to_owned();
    world.wait(15 * 24 * 3_600_000 + 1);
    let opening = "/apply/drafts/opening";
    assert_eq!(
        visitor.post(opening, &[("code", &code)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for _ in 0..19 {
        visitor.post(opening, &[("code", "AAAA-AAAA-AAAA-AAAA")]).await;
    }
    let held = visitor.post(opening, &[("code", "AAAA-AAAA-AAAA-AAAA")]).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(held.header("retry-after"), "900");
}

#[tokio::test]
async fn an_organ_may_take_no_applications_online() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let settings = editor.get("/desk/cases/settings").await;
    let mut fields = filled(&settings, "/desk/cases/settings", &[]);
    assert!(fields.contains(&("takes_online".to_owned(), "true".to_owned())));
    fields.retain(|(name, _)| name != "takes_online");
    let saved = send(&mut editor, "/desk/cases/settings", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let kept: CaseSettings = cases::settings(&world.office, &Actor::system(world.organ, "测试"))
        .await
        .unwrap();
    assert!(kept.is_online_closed);
    let mut visitor = world.visitor();
    let page = visitor.get("/apply").await;
    assert!(page.has("不在本网站接收申请") && page.has("当面提交"));
    visitor.get("/track").await;
    let typed = visitor.post(PREVIEW, &PERSON).await;
    assert!(typed.has("不在本网站接收申请"));
    let sent = visitor.post(SEND, &PERSON).await;
    assert!(sent.has("不在本网站接收申请"));
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn fees_are_reckoned_and_explained() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    assert!(visitor.get("/fees").await.has("按件计收"));
    let items = visitor.get("/fees?tariff=items&before=&count=35").await;
    assert!(items.has("3000.00 元") && items.has("第 31 至 40 件") && items.has("1000.00 元"));
    let after = visitor.get("/fees?tariff=items&before=11&count=1").await;
    assert!(after.has("100.00 元") && after.has("此前已申请 11 件"));
    assert!(visitor.get("/fees?tariff=pages&pages=68").await.has("380.00 元"));
    assert!(visitor.get("/fees?tariff=pages&pages=30").await.has("不收费"));
    for bad in ["pages=-1", "pages=1e9", "pages=", "pages=%3Cb%3E"] {
        let page = visitor.get(&format!("/fees?tariff=pages&{bad}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(page.has("请填写 1 至 1000000 之间的整数") && !page.has("<b>"));
    }
}

#[tokio::test]
async fn the_ways_in_are_on_the_home_page_and_in_the_guide() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for path in ["/", "/guide"] {
        let page = visitor.get(path).await;
        for href in ["/apply", "/track", "/fees", "/apply/help"] {
            assert!(page.has(&format!("href=\"{href}\"")), "{path} leads to {href}");
        }
    }
    assert!(visitor.get("/apply/help").await.has("条例第四十三条"));
}

#[tokio::test]
async fn the_blank_form_is_there_to_take_away() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for (name, magic) in [("form.pdf", "%PDF"), ("form.docx", "PK")] {
        let file = visitor.get(&format!("/apply/blank/{name}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.starts_with(magic), "{name}");
    }
    let other = visitor.get("/apply/blank/form.exe").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
