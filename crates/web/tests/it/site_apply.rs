//! Applying on the public site: filled in, looked over, sent once; kept as a draft; asked about again where it looks like a
//! program's work, and never turned away.

use axum::http::StatusCode;
use law::staff::Role;
use office::Actor;
use office::cases::{self, CaseFilter, CaseSettings};
use web::Settings;

use crate::forms::{filled, send};
use crate::harness::{Browser, Page, World};
use crate::papers::words_in;

pub const CHECK: &str = "/apply/check";
pub const STEPS: [&str; 3] = ["/apply/who", "/apply/what", "/apply/how"];
pub const RECEIPT: &str = "/apply/receipt";
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

/// A step's page filled in and sent; the page it leads to.
pub async fn stepped(visitor: &mut Browser, step: &str, typed: &[(&str, &str)]) -> Page {
    let form = visitor.get(step).await;
    let sent = send(visitor, step, &filled(&form, step, typed)).await;
    followed(visitor, sent).await
}

/// The page that an answer leads to.
pub async fn followed(visitor: &mut Browser, answer: Page) -> Page {
    let mut page = answer;
    while page.status == StatusCode::SEE_OTHER {
        let on = page.header("location").to_owned();
        page = visitor.get(&on).await;
    }
    page
}

/// The page that looks over a form filled in by a person, or the step that is not right.
pub async fn previewed(visitor: &mut Browser, changed: &[(&str, &str)]) -> Page {
    let mut typed = PERSON.to_vec();
    typed.extend_from_slice(changed);
    let mut page = visitor.get("/apply").await;
    for step in STEPS {
        page = stepped(visitor, step, &typed).await;
        if page.status == StatusCode::UNPROCESSABLE_ENTITY {
            break;
        }
    }
    page
}

/// The page that looks everything over, sent; what it leads to.
pub async fn sent(visitor: &mut Browser, check: &Page, changed: &[(&str, &str)]) -> Page {
    let answer = send(visitor, SEND, &filled(check, SEND, changed)).await;
    followed(visitor, answer).await
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
    let receipt = sent(visitor, &preview, &[]).await;
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
    let receipt = sent(&mut visitor, &preview, &[]).await;
    let (number, code) = codes(&receipt);
    assert_eq!(number, "TEST01-2026-0001");
    assert_eq!(code.len(), 14);
    assert!(receipt.has("<svg") && receipt.has("2026年3月3日前") && receipt.has(">张三<"));
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
    let changed = [
        ("identity_number", "110105194912310021"),
        ("name", "\"><script>alert(1)</script>"),
    ];
    let page = previewed(&mut visitor, &changed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("<title>错误：") && page.has("有 1 处需要更正"));
    assert!(page.has("id=\"identity_number-fault\"") && page.has("身份证号码不对"));
    assert!(page.has("value=\"110105194912310021\"") && page.has("13800001234"));
    assert!(!page.has("<script>alert"), "what was typed is escaped");
    let kept = filled(&page, STEPS[0], &[]);
    assert!(kept.contains(&("name".to_owned(), "\"><script>alert(1)</script>".to_owned())));
    let way = [
        ("way", "post"),
        ("accepts_other_form", "true"),
        ("help", "读给我听"),
    ];
    let page = previewed(&mut world.visitor(), &way).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("您选择邮寄，请填写通信地址"));
    let kept = filled(&page, STEPS[2], &[]);
    for (name, value) in way {
        assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}");
    }
    let secret = previewed(&mut world.visitor(), &[("request", "机密★1年 某某会议纪要")]).await;
    assert_eq!(secret.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(secret.has("不得存储涉密内容") && secret.has("机密★1年"));
}

#[tokio::test]
async fn a_citizen_and_an_organisation_are_asked_for_what_the_law_wants_of_them() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let empty = [
        ("kind", "natural_person"),
        ("name", ""),
        ("identity_number", ""),
        ("phone", ""),
    ];
    let page = stepped(&mut visitor, STEPS[0], &empty).await;
    assert!(page.has("有 3 处需要更正"), "{}", page.body);
    let unit = [
        ("kind", "unit"),
        ("name", "示例装备有限公司"),
        ("identity_number", "91410300MA40XXXXX1"),
        ("phone", "13800001234"),
    ];
    let page = stepped(&mut visitor, STEPS[0], &unit).await;
    assert!(
        page.has("有 2 处需要更正") && page.has("末位校验不符"),
        "{}",
        page.body
    );
    assert!(page.has("请选择申请人类别") && !page.has("居民身份证\" selected"));
    let mended = [
        ("unit_kind", "business"),
        ("identity_number", "91350100M000100Y43"),
        ("contact_person", "李四"),
    ];
    let page = stepped(&mut visitor, STEPS[0], &mended).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.has("需要什么信息") && page.has("name=\"request\""));
    // Whoever turns out to be a citizen leaves nothing of the organisation behind.
    let page = visitor.get(STEPS[0]).await;
    let kept = filled(&page, STEPS[0], &[]);
    assert!(kept.contains(&("kind".to_owned(), "unit".to_owned())));
    assert!(kept.contains(&("unit_kind".to_owned(), "business".to_owned())));
    stepped(&mut visitor, STEPS[0], &PERSON).await;
    let page = visitor.get(STEPS[0]).await;
    assert!(!page.has("李四") && page.has("张三"));
}

#[tokio::test]
async fn every_line_is_changed_on_its_step_and_one_comes_back() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let check = previewed(&mut visitor, &[("document_number", "豫政〔2024〕1号")]).await;
    assert!(
        check.has("href=\"/apply/what?then=check#request\""),
        "{}",
        check.body
    );
    assert!(check.has("href=\"/apply/who?then=check#phone\""));
    let step = visitor.get("/apply/what?then=check").await;
    let typed = [("request", "2025年度部门决算")];
    let answer = send(&mut visitor, STEPS[1], &filled(&step, STEPS[1], &typed)).await;
    assert_eq!(answer.header("location"), CHECK);
    let check = visitor.get(CHECK).await;
    assert!(check.has("2025年度部门决算") && check.has("豫政〔2024〕1号") && check.has("张三"));
    // Wrong at first, one still comes back.
    let step = visitor.get("/apply/what?then=check").await;
    let answer = send(
        &mut visitor,
        STEPS[1],
        &filled(&step, STEPS[1], &[("request", "")]),
    )
    .await;
    let step = followed(&mut visitor, answer).await;
    assert_eq!(step.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = send(&mut visitor, STEPS[1], &filled(&step, STEPS[1], &typed)).await;
    assert_eq!(answer.header("location"), CHECK);
    for name in ["request", "form", "way", "name", "identity_number"] {
        assert!(check.field(name).is_some_and(|value| !value.is_empty()), "{name}");
    }
}

#[tokio::test]
async fn a_step_keeps_what_was_typed_whichever_button_is_pressed() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    stepped(&mut visitor, STEPS[0], &PERSON).await;
    let back = stepped(
        &mut visitor,
        STEPS[1],
        &[("request", "短"), ("go", "back"), ("look", "large")],
    )
    .await;
    assert!(
        back.has("value=\"张三\"") && back.has("class=\"is-large\""),
        "{}",
        back.body
    );
    assert!(visitor.get(STEPS[1]).await.has("短"));
    // A page asked for out of turn leads to what is not right yet; without anything, to the first.
    let check = visitor.get(CHECK).await;
    assert_eq!(check.header("location"), "/apply/what?wrong=1&then=check");
    let mut other = world.visitor();
    for path in [STEPS[1], STEPS[2], CHECK, RECEIPT] {
        assert_eq!(
            other.get(path).await.header("location"),
            "/apply?ended=1",
            "{path}"
        );
    }
    assert!(other.get("/apply?ended=1").await.has("凭取回码取回草稿"));
}

#[tokio::test]
async fn nothing_of_a_person_stands_in_an_address_or_a_cookie() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let form = visitor.get("/apply").await;
    let answer = send(&mut visitor, STEPS[0], &filled(&form, STEPS[0], &PERSON)).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("Path=/apply;") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict")
    );
    for word in ["张三", "11010519491231002X", "13800001234"] {
        assert!(
            !cookie.contains(word) && !answer.header("location").contains(word),
            "{word}"
        );
    }
    let (value, _) = cookie.split_once(';').unwrap();
    let forged = format!("{value}0");
    let other = world.visitor().get_with(STEPS[1], &[("cookie", &forged)]).await;
    assert_eq!(other.header("location"), "/apply?ended=1", "nobody makes one up");
    let end = visitor.get(STEPS[1]).await;
    send(&mut visitor, "/apply/end", &filled(&end, "/apply/end", &[])).await;
    assert_eq!(visitor.get(STEPS[1]).await.header("location"), "/apply?ended=1");
}

#[tokio::test]
async fn what_was_filled_in_is_gone_after_a_day_and_what_is_just_typed_is_not() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    stepped(&mut visitor, STEPS[0], &PERSON).await;
    let form = visitor.get(STEPS[1]).await;
    world.wait(25 * 3_600_000);
    let answer = send(&mut visitor, STEPS[1], &filled(&form, STEPS[1], &PERSON)).await;
    assert_eq!(answer.header("location"), "/apply?ended=1");
    let page = visitor.get("/apply?ended=1").await;
    assert!(page.has("您刚填写的这一步已经保留"), "{}", page.body);
    assert!(visitor.get(STEPS[1]).await.has("2024年度部门预算"));
}

#[tokio::test]
async fn several_matters_in_one_application_are_pointed_at() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let two = "2025年度技术改造奖补企业名单；以及标准厂房2025年租金收入明细";
    let check = previewed(&mut visitor, &[("request", two)]).await;
    assert!(check.has("可能涉及 2 件事") && check.has("<li>标准厂房2025年租金收入明细</li>"));
    let one = previewed(&mut world.visitor(), &[]).await;
    assert!(!one.has("可能涉及"));
}

#[tokio::test]
async fn pressed_twice_it_is_sent_once_and_its_receipt_is_shown_again() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    world.wait(A_WHILE);
    let first = codes(&sent(&mut visitor, &preview, &[]).await);
    let second = codes(&sent(&mut visitor, &preview, &[]).await);
    assert_eq!(first, second);
    assert_eq!(count(&world).await, 1);
    for path in [RECEIPT, CHECK, STEPS[1]] {
        let page = visitor.get(path).await;
        let page = followed(&mut visitor, page).await;
        assert_eq!(codes(&page), first, "back, or opened anew: {path}");
    }
    let large = visitor.get_with(RECEIPT, &[]).await;
    assert!(
        large.has("张三"),
        "in full: a receipt without a name proves nothing"
    );
    let file = visitor.get("/apply/receipt/file.pdf").await;
    assert!(file.body.starts_with("%PDF"), "{}", file.status);
    let words = words_in("回执.pdf", &file.bytes);
    for words_of_it in ["张三", &first.0, &first.1, "2024年度部门预算"] {
        assert!(words.contains(words_of_it), "{words_of_it}: {words}");
    }
    assert_eq!(
        world.visitor().get(RECEIPT).await.header("location"),
        "/apply?ended=1"
    );
    let another = visitor.get("/apply").await;
    assert!(another.has(&format!("申请编号为 {}", first.0)) && !another.has("张三"));
    // Changed words are another application.
    let other = sent(&mut visitor, &preview, &[("request", "另一份文件")]).await;
    assert_ne!(codes(&other).0, first.0);
    assert_eq!(count(&world).await, 2);
    world.wait(2 * 3_600_000);
    assert_eq!(visitor.get(RECEIPT).await.header("location"), "/apply?ended=1");
}

#[tokio::test]
async fn too_quick_or_too_late_it_is_asked_about_again() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[]).await;
    let quick = sent(&mut visitor, &preview, &[]).await;
    assert_eq!(quick.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(quick.has("提交得太快") && quick.has("2024年度部门预算"));
    world.wait(26 * 3_600_000);
    let late = sent(&mut visitor, &quick, &[]).await;
    assert!(late.has("页面打开的时间太长") && late.has("2024年度部门预算"));
    let forged = sent(&mut visitor, &late, &[("ticket", "1.a.b")]).await;
    assert!(forged.has("页面打开的时间太长"));
    assert_eq!(count(&world).await, 0);
    world.wait(A_WHILE);
    let receipt = sent(&mut visitor, &forged, &[]).await;
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
    let asked = sent(&mut visitor, &preview, &[trap]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.has("等于几？") && asked.has("防止程序自动提交"));
    let again = sent(&mut visitor, &asked, &[trap, ("answer", "999")]).await;
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
    let refused = send(&mut visitor, SEND, &other).await;
    assert!(followed(&mut visitor, refused).await.has("等于几？"));
    let taken = send(&mut visitor, SEND, &right).await;
    assert_eq!(taken.header("location"), RECEIPT);
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
    let receipt = sent(&mut visitor, &preview, &[("answer", &answer(&preview))]).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    world.wait(3_700_000);
    assert!(!previewed(&mut world.visitor(), &[]).await.has("等于几？"));
}

#[tokio::test]
async fn of_many_sent_at_once_from_one_address_no_more_go_unasked_than_in_turn() {
    let world = World::new().await;
    let mut ready = Vec::new();
    for _ in 0..12 {
        let mut visitor = world.visitor();
        let preview = previewed(&mut visitor, &[]).await;
        ready.push((visitor, preview));
    }
    world.wait(A_WHILE);
    let mut asked = tokio::task::JoinSet::new();
    for (mut visitor, preview) in ready {
        asked.spawn(async move { sent(&mut visitor, &preview, &[]).await });
    }
    let pages = asked.join_all().await;
    assert_eq!(count(&world).await, 5);
    let questioned = pages.iter().filter(|page| page.has("等于几？")).count();
    assert_eq!(questioned, 7, "nothing that was typed is lost: the sum is asked");
}

#[tokio::test]
async fn beyond_what_an_organ_takes_in_an_hour_the_post_and_the_counter_stay_open() {
    assert_eq!(Settings::default().hourly_applications, 200);
    let world = World::with(Settings {
        hourly_applications: 3,
        ..Settings::default()
    })
    .await;
    for number in 0..3 {
        applied(
            &world,
            &mut world.visitor(),
            &format!("第{number}号道路的施工合同"),
        )
        .await;
    }
    let mut fourth = world.visitor();
    let preview = previewed(&mut fourth, &[("request", "第四号道路的施工合同")]).await;
    world.wait(A_WHILE);
    let refused = sent(&mut fourth, &preview, &[]).await;
    assert!(refused.has("网上申请一时太多"), "{}", refused.body);
    assert!(refused.has("也可以邮寄或者当面提交"), "{}", refused.body);
    assert_eq!(count(&world).await, 3);
    // Nothing that was typed is lost, and within the hour it is taken.
    world.wait(3_700_000);
    let receipt = sent(&mut fourth, &refused, &[]).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    assert_eq!(count(&world).await, 4);
}

#[tokio::test]
async fn where_many_begin_nobody_who_answers_is_turned_away() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let check = previewed(&mut visitor, &[]).await;
    for _ in 0..200 {
        let visit = office::visits::Visit::Begun;
        office::visits::note(&world.office, world.moment(), visit, "local")
            .await
            .unwrap();
    }
    // The form that is kept goes on; one that would begin says so with everything typed.
    assert_eq!(
        stepped(&mut visitor, STEPS[0], &PERSON).await.status,
        StatusCode::OK
    );
    let mut other = world.visitor();
    let refused = stepped(&mut other, STEPS[0], &PERSON).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("请过一小时再试") && refused.has("value=\"张三\""));
    // What is complete is asked about, and taken.
    let fields = filled(
        &check,
        SEND,
        &[("website", "x"), ("csrf", refused.field("csrf").unwrap())],
    );
    world.wait(A_WHILE);
    let asked = send(&mut other, SEND, &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let receipt = sent(&mut other, &asked, &[("answer", &answer(&asked))]).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn a_draft_is_kept_under_its_code_until_it_is_sent() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let kept = stepped(&mut visitor, STEPS[0], &[("name", "李四"), ("go", "save")]).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(kept.has("还没有提交") && kept.has("2026年3月17日") && kept.has("href=\"/apply/who\""));
    let code = return_code(&kept);
    assert_eq!(code.len(), 19);
    let mut later = world.visitor();
    later.get("/apply/drafts").await;
    let wrong = later
        .post("/apply/drafts/opening", &[("code", "AAAA-BBBB-CCCC-DDDD")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("没有找到这份草稿") && wrong.has("AAAA-BBBB-CCCC-DDDD"));
    let spelled = code.replace('-', " ").to_lowercase();
    let opened = later.post("/apply/drafts/opening", &[("code", &spelled)]).await;
    assert_eq!(opened.header("location"), STEPS[0]);
    assert!(later.get(STEPS[0]).await.has("value=\"李四\""));
    let preview = previewed(&mut later, &[]).await;
    world.wait(A_WHILE);
    let receipt = sent(&mut later, &preview, &[]).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    later.get("/apply/drafts").await;
    let gone = later.post("/apply/drafts/opening", &[("code", &code)]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "it was sent");
    assert!(gone.has("已经提交") && gone.has("凭回执上的编号和查询码"));
}

/// The return code on the page of a draft that was saved.
pub fn return_code(page: &Page) -> String {
    let (_, rest) = page.body.split_once("<dt>取回码</dt><dd data-code>").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_expires_and_codes_can_not_be_guessed_at_leisure() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let mut typed = PERSON.to_vec();
    typed.push(("go", "save"));
    let code = return_code(&stepped(&mut visitor, STEPS[0], &typed).await);
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
    let mut signer = world.at_desk(Role::Signer).await;
    let settings = signer.get("/desk/cases/settings").await;
    let mut fields = filled(&settings, "/desk/cases/settings", &[]);
    assert!(fields.contains(&("takes_online".to_owned(), "true".to_owned())));
    fields.retain(|(name, _)| name != "takes_online");
    let saved = send(&mut signer, "/desk/cases/settings", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let kept: CaseSettings = cases::settings(&world.office, &Actor::system(world.organ, "测试"))
        .await
        .unwrap();
    assert!(kept.is_online_closed);
    let mut visitor = world.visitor();
    let page = visitor.get("/apply").await;
    assert!(page.has("不在本网站接收申请") && page.has("当面提交"));
    visitor.get("/track").await;
    let typed = visitor.post(STEPS[0], &PERSON).await;
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

#[tokio::test]
async fn what_may_be_published_already_is_told_while_it_is_typed_and_at_the_next_step() {
    let world = World::new().await;
    world.published("statutory", "2026年部门预算公开").await;
    let mut visitor = world.visitor();
    visitor.get("/apply").await;
    stepped(&mut visitor, "/apply/who", &PERSON).await;
    assert!(!visitor.get("/apply/what").await.has("可能已经公开"));
    let list = visitor
        .post("/apply/published", &[("words", "申请公开2026年部门预算")])
        .await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.has("可能已经公开") && list.has("2026年部门预算公开") && list.has("href=\"/documents/"));
    assert!(
        !visitor
            .post("/apply/published", &[("words", "某小区规划许可证")])
            .await
            .has("可能")
    );
    let behind = format!("{}2026年部门预算公开", "某".repeat(3_000));
    let cut = visitor
        .post("/apply/published", &[("words", behind.as_str())])
        .await;
    assert!(
        !cut.has("可能"),
        "no more is looked at than an application may hold"
    );
    let next = stepped(&mut visitor, "/apply/what", &[("request", "2026年部门预算")]).await;
    assert!(next.has("可能已经公开") && next.has("2026年部门预算公开"));
    let bare = visitor.post_bare("/apply/published", &[("words", "预算")]).await;
    assert_eq!(
        bare.status,
        StatusCode::FORBIDDEN,
        "without the secret of a form of ours"
    );
}

/// A ticket is as long as those that were given out, or none.
#[tokio::test]
async fn a_ticket_of_no_form_of_ours_is_not_carried_on() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let long = "9".repeat(10_000);
    let mut typed = PERSON.to_vec();
    typed.push(("ticket", &long));
    let page = stepped(&mut visitor, STEPS[0], &typed).await;
    assert!(!page.has(&long), "{}", page.main());
    assert!(!visitor.get(STEPS[0]).await.has(&long));
    typed.push(("ticket", "\"><b>"));
    assert!(!stepped(&mut visitor, STEPS[0], &typed).await.has("<b>"));
}
