//! Tracking an application: opened by number and query code alone, told in plain words, acted on page by page.

use axum::http::StatusCode;
use law::cases::{Party, What};
use law::staff::Role;
use office::cases::{self, CaseFilter, Recording};
use office::{CaseId, Program, organs};

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};
use crate::site_apply::{answer, applied};

pub const CASE: &str = "/track/case";

/// What the form of a confirmation asks for.
pub const CONFIRMED: [(&str, &str); 3] = [
    ("confirmed_by", "申请人本人"),
    ("confirmed_way", "phone"),
    ("note", "告知已收到申请，确认是本人提交"),
];

/// A visitor on the page of a fresh application.
pub async fn tracking(world: &World) -> (Browser, Page) {
    let mut visitor = world.visitor();
    let (number, code) = applied(world, &mut visitor, "2024年度部门预算").await;
    let opened = enter(&mut visitor, &number, &code).await;
    assert_eq!(opened.header("location"), CASE, "{}", opened.body);
    let page = visitor.get(CASE).await;
    (visitor, page)
}

async fn enter(visitor: &mut Browser, number: &str, code: &str) -> Page {
    visitor.get("/track").await;
    visitor
        .post("/track", &[("number", number), ("code", code)])
        .await
}

/// The only case there is.
pub async fn only(world: &World) -> (CaseId, i64) {
    let clerk = world.actor(Role::RequestClerk).await;
    let listed = cases::list(&world.office, &clerk, &CaseFilter::default())
        .await
        .unwrap();
    let id = listed.items.first().unwrap().id;
    let case = cases::get(&world.office, &clerk, world.moment(), id)
        .await
        .unwrap();
    (id, case.version)
}

/// The office records something.
pub async fn happens(world: &World, role: Role, what: What, note: &str) {
    let (id, version) = only(world).await;
    let recording = Recording {
        note: if note.is_empty() { "本人签收" } else { note }.to_owned(),
        ..Recording::today(world.moment(), what)
            .with_notice("旧开〔2025〕9号，挂号信XA41000000009".to_owned())
    };
    let actor = world.actor(role).await;
    cases::record(&world.office, &actor, world.moment(), id, version, &recording)
        .await
        .unwrap();
}

#[tokio::test]
async fn number_and_code_are_taken_however_they_are_typed() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    let (number, code) = applied(&world, &mut visitor, "2024年度部门预算").await;
    let wide = |text: &str| -> String {
        let widened = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).unwrap();
        text.chars().map(widened).collect()
    };
    for (number, code) in [
        (wide(&number), wide(&code)),
        (number.replace('-', "—"), code.replace('-', "——")),
        (number.replace('-', "\u{2212}\u{200b}"), code.replace('-', " ")),
    ] {
        let opened = enter(&mut visitor, &number, &code).await;
        assert_eq!(opened.header("location"), CASE, "{number} {code}");
    }
}

#[tokio::test]
async fn number_and_code_open_the_application_for_a_while() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    assert_eq!(visitor.get(CASE).await.header("location"), "/track?ended=1");
    let (number, code) = applied(&world, &mut visitor, "2024年度部门预算").await;
    let prefilled = visitor.get(&format!("/track?number={number}")).await;
    assert_eq!(prefilled.field("number"), Some(number.as_str()));
    let typed = code.replace('-', "").to_lowercase();
    let opened = enter(&mut visitor, &format!(" {} ", number.to_lowercase()), &typed).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let cookie = opened.header("set-cookie");
    assert!(
        cookie.contains("Path=/track;") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict")
    );
    assert!(!cookie.contains(&code) && !opened.header("location").contains(&number));
    let page = visitor.get(CASE).await;
    assert!(page.has("已提交，待确认收到") && page.has("2026年3月3日前") && page.has("条例第三十一条"));
    assert!(page.has("*三") && !page.has("张三") && !page.has("13800001234"));
    assert!(page.has("noindex"));
    world.wait(31 * 60_000);
    assert_eq!(visitor.get(CASE).await.header("location"), "/track?ended=1");
}

/// The labels of the stepper, and the one that it has come to.
fn stages(page: &Page) -> (Vec<&str>, &str) {
    let (_, list) = page.main().split_once("<ol class=\"stages\"").unwrap();
    let list = list.split("</ol>").next().unwrap();
    let labels: Vec<&str> = list
        .split("<strong>")
        .skip(1)
        .map(|item| item.split('<').next().unwrap())
        .collect();
    let now = list
        .split_once("aria-current=\"step\"><strong>")
        .map_or("", |(_, now)| now.split('<').next().unwrap());
    (labels, now)
}

#[tokio::test]
async fn the_stepper_goes_from_the_submission_to_the_reply() {
    const STAGES: [&str; 4] = ["提交", "确认收到", "办理", "答复"];
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    assert_eq!(stages(&page), (STAGES.to_vec(), "确认收到"));
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let page = visitor.get(CASE).await;
    assert_eq!(stages(&page), (STAGES.to_vec(), "办理"));
}

#[tokio::test]
async fn leaving_closes_it_on_this_device() {
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    let left = send(&mut visitor, "/track/end", &filled(&page, "/track/end", &[])).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get(CASE).await.header("location"), "/track?ended=1");
}

#[tokio::test]
async fn a_pass_that_was_ended_opens_nothing_for_whoever_copied_it() {
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    let copied = |page: &Page| {
        let cookie = page.header("set-cookie").split(';').next().unwrap_or_default();
        assert!(cookie.starts_with("gongkai_track="), "{cookie}");
        cookie.to_owned()
    };
    let first = copied(&page);
    world.wait(20 * 60_000);
    let prolonged = copied(&visitor.get(CASE).await);
    assert_ne!(first, prolonged);
    let mut thief = world.visitor();
    assert_eq!(
        thief.get_with(CASE, &[("cookie", &first)]).await.status,
        StatusCode::OK
    );
    send(&mut visitor, "/track/end", &filled(&page, "/track/end", &[])).await;
    for cookie in [&first, &prolonged] {
        let closed = thief.get_with(CASE, &[("cookie", cookie)]).await;
        assert_eq!(
            closed.header("location"),
            "/track?ended=1",
            "every cookie of the pass"
        );
    }
    // Whoever shows number and code again has a pass of their own.
    let (number, code) = applied(&world, &mut visitor, "另一份文件").await;
    assert_eq!(enter(&mut visitor, &number, &code).await.header("location"), CASE);
    assert_eq!(visitor.get(CASE).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_pass_is_prolonged_for_a_day_and_no_longer() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    for _ in 0..35 {
        world.wait(20 * 60_000);
        assert_eq!(visitor.get(CASE).await.status, StatusCode::OK);
    }
    world.wait(25 * 60_000);
    assert_eq!(visitor.get(CASE).await.header("location"), "/track?ended=1");
}

#[tokio::test]
async fn of_many_codes_at_once_no_more_are_looked_at_than_in_turn() {
    let world = World::new().await;
    let guess = |number: usize| {
        let mut guesser = world.visitor();
        async move {
            let number = format!("TEST01-2026-{number:04}");
            guesser.get("/track").await;
            enter(&mut guesser, &number, "AAAAAAAAAAAA").await
        }
    };
    let mut asked = tokio::task::JoinSet::new();
    for number in 0..60 {
        asked.spawn(guess(number));
    }
    let pages = asked.join_all().await;
    let tested = pages.iter().filter(|page| page.has("编号或者查询码不对")).count();
    assert!(tested <= 5, "{tested} without an answer to the sum");
    world.wait(16 * 60_000);
    // A right one takes nothing from anybody: it is counted and taken back.
    let mut applicant = world.visitor();
    let (number, code) = applied(&world, &mut applicant, "2024年度部门预算").await;
    for _ in 0..25 {
        assert_eq!(
            enter(&mut applicant, &number, &code).await.header("location"),
            CASE
        );
    }
}

#[tokio::test]
async fn a_wrong_code_opens_nothing_and_many_wrong_ones_wait() {
    let world = World::new().await;
    let mut applicant = world.visitor();
    let (number, code) = applied(&world, &mut applicant, "2024年度部门预算").await;
    let mut guesser = world.visitor();
    let wrong = enter(&mut guesser, &number, "AAAA-AAAA-AAAA").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("编号或者查询码不对") && wrong.has(&number) && !wrong.has("AAAA-AAAA-AAAA"));
    for _ in 0..4 {
        enter(&mut guesser, &number, "AAAA-AAAA-AAAA").await;
    }
    // Who holds the right code answers a sum and comes in.
    let asked = enter(&mut applicant, &number, &code).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.has("等于几？"));
    let fields = [
        ("number", number.as_str()),
        ("code", &code),
        ("answer", &answer(&asked)),
        ("seal", asked.field("seal").unwrap()),
    ];
    let opened = applicant.post("/track", &fields).await;
    assert_eq!(opened.header("location"), CASE, "{}", opened.body);
}

#[tokio::test]
async fn an_address_that_goes_on_guessing_waits() {
    let world = World::new().await;
    let mut guesser = world.visitor();
    let mut page = guesser.get("/track").await;
    for guess in 0..20 {
        let number = format!("TEST01-2026-{guess:04}");
        let mut fields = vec![("number", number.clone()), ("code", "AAAAAAAAAAAA".to_owned())];
        if page.has("等于几？") {
            fields.push(("answer", answer(&page)));
            fields.push(("seal", page.field("seal").unwrap().to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        page = guesser.post("/track", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{guess}");
    }
    let held = enter(&mut guesser, "TEST01-2026-0001", "AAAAAAAAAAAA").await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(held.has("请过 15 分钟再试"));
    world.wait(15 * 60_000);
    let again = enter(&mut guesser, "TEST01-2026-0001", "AAAAAAAAAAAA").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_pass_is_good_for_its_own_application() {
    let world = World::new().await;
    let mut one = world.visitor();
    let (number, code) = applied(&world, &mut one, "第一份文件").await;
    let (first, _) = only(&world).await;
    let mut other = world.visitor();
    let (second, second_code) = applied(&world, &mut other, "第二份文件").await;
    enter(&mut other, &second, &second_code).await;
    let crossed = enter(&mut world.visitor(), &second, &code).await;
    assert_eq!(
        crossed.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "codes do not cross"
    );
    assert_eq!(enter(&mut one, &number, &code).await.header("location"), CASE);
    for step in ["withdrawal", "complaint", "correction", "nonsense"] {
        let path = format!("{CASE}/{first}/{step}");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{step}");
        let sent = other
            .post(&path, &[("version", "1"), ("content", "撤掉别人的")])
            .await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{step}");
    }
    let forged = world
        .visitor()
        .get_with(CASE, &[("cookie", "gongkai_track=1.99999999999999.00")])
        .await;
    assert_eq!(forged.header("location"), "/track?ended=1");
}

#[tokio::test]
async fn another_organs_number_opens_nothing_here() {
    let world = World::new().await;
    let profile = organs::Profile {
        name: "另一机关".into(),
        level: "department".into(),
        site_name: "另一机关政府信息公开".into(),
        site_domain: "other.example".into(),
        ..organs::Profile::default()
    };
    organs::create(
        &world.office,
        Program::itself(),
        world.moment(),
        "OTHER1",
        &profile,
    )
    .await
    .unwrap();
    let mut visitor = world.visitor();
    let (number, code) = applied(&world, &mut visitor, "2024年度部门预算").await;
    let elsewhere = organs::find_by_code(&world.office, "OTHER1")
        .await
        .unwrap()
        .unwrap();
    let found = cases::track(&world.office, elsewhere.id, world.moment(), &number, &code)
        .await
        .unwrap();
    assert!(found.is_none());
    assert_eq!(enter(&mut visitor, &number, &code).await.header("location"), CASE);
}

#[tokio::test]
async fn a_correction_is_asked_for_and_answered() {
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    assert!(!page.has("提交补正"));
    happens(
        &world,
        Role::RequestClerk,
        What::Confirmed {},
        "内部备注，不给申请人看",
    )
    .await;
    let asked = What::CorrectionRequested {
        respond_by: Some("2026-03-20".parse().unwrap()),
        received_on: None,
    };
    let items = "请写明预算的单位\n请写明年度";
    happens(&world, Role::RequestClerk, asked, items).await;
    let page = visitor.get(CASE).await;
    assert!(page.has("等您补正") && page.has("2026年3月20日前") && page.has("请写明预算的单位"));
    assert!(!page.has("内部备注"), "the office's notes are the office's");
    let (id, _) = only(&world).await;
    let path = format!("{CASE}/{id}/correction");
    let form = visitor.get(&path).await;
    assert_eq!(form.body.matches("name=\"answer\"").count(), 2, "{}", form.body);
    assert!(form.has("1．请写明预算的单位") && form.has("2．请写明年度"));
    let empty = fill_in(&mut visitor, &path, &path, &[("answer", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("请写明补正的内容"));
    let version = form.field("version").unwrap();
    let typed = [
        ("version", version),
        ("answer", "管委会本级"),
        ("answer", "2025年"),
    ];
    let sent = visitor.post(&path, &typed).await;
    assert_eq!(
        sent.header("location"),
        "/track/case?done=correction",
        "{}",
        sent.body
    );
    let page = visitor.get("/track/case?done=correction").await;
    assert!(page.has("补正已提交") && page.has("管委会本级") && page.has("办理中"));
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let desk = clerk.get(&format!("/desk/cases/{id}")).await;
    assert!(desk.has("1．请写明预算的单位\n补正：管委会本级\n2．请写明年度\n补正：2025年"));
    let twice = visitor.get(&path).await;
    assert_eq!(
        twice.status,
        StatusCode::BAD_REQUEST,
        "there is nothing to correct any more"
    );
}

#[tokio::test]
async fn no_tracking_page_names_the_third_party_that_was_asked() {
    const NAME: &str = "洛阳某某机械有限公司";
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    let name = || Some(NAME.to_owned());
    let clerk = Role::RequestClerk;
    happens(&world, clerk, What::Confirmed {}, "").await;
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: name(),
        received_on: None,
        number: None,
        content: None,
    };
    happens(&world, clerk, asked, "").await;
    let objected = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: name(),
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    happens(&world, clerk, objected, "洛阳某某机械有限公司说是商业秘密").await;
    let told = What::OverrideNotified {
        name: name(),
        not_before: None,
        received_on: None,
        content: None,
    };
    happens(&world, Role::Signer, told, "").await;
    let (id, _) = only(&world).await;
    let page = visitor.get(CASE).await;
    assert!(
        page.has("期限怎样算出") && page.has("书面征求第三方意见"),
        "{}",
        page.body
    );
    let steps = ["files", "withdrawal", "complaint", "inquiry", "correction"];
    let pages = steps.map(|step| format!("{CASE}/{id}/{step}"));
    for path in pages.iter().map(String::as_str).chain([CASE, "/track"]) {
        let page = visitor.get(path).await;
        assert!(!page.has(NAME), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn it_is_withdrawn_after_being_asked() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let path = format!("{CASE}/{id}/withdrawal");
    assert!(visitor.get(&path).await.has("不能恢复"));
    let done = fill_in(&mut visitor, &path, &path, &[]).await;
    assert_eq!(
        done.header("location"),
        "/track/case?done=withdrawal",
        "{}",
        done.body
    );
    let page = visitor.get("/track/case?done=withdrawal").await;
    assert!(page.has("申请已撤回") && page.has("已撤回"));
    assert!(!page.has("/withdrawal\""), "it can not be withdrawn twice");
}

#[tokio::test]
async fn what_changed_meanwhile_is_told_and_what_was_typed_is_kept() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    happens(&world, Role::RequestClerk, asked, "请写明单位").await;
    let (id, _) = only(&world).await;
    let path = format!("{CASE}/{id}/correction");
    let form = visitor.get(&path).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get(&format!("/desk/cases/{id}")).await;
    let action = format!("/desk/cases/{id}/assignment");
    send(&mut clerk, &action, &filled(&page, &action, &[])).await;
    let stale = send(
        &mut visitor,
        &path,
        &filled(&form, &path, &[("answer", "管委会本级")]),
    )
    .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.has("刚有新的进展") && stale.has("管委会本级"));
    let again = send(&mut visitor, &path, &filled(&stale, &path, &[])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
}

#[tokio::test]
async fn a_message_is_sent_answered_at_the_desk_and_read() {
    let world = World::new().await;
    let (mut visitor, page) = tracking(&world).await;
    assert!(page.has(">投诉<") && !page.has(">询问延期理由<") && !page.has(">建议主动公开<"));
    let (id, _) = only(&world).await;
    let path = format!("{CASE}/{id}/complaint");
    let words = ("content", "一直没有人<b>联系</b>我");
    let sent = fill_in(&mut visitor, &path, &path, &[words]).await;
    assert_eq!(
        sent.header("location"),
        "/track/case?done=complaint",
        "{}",
        sent.body
    );
    let second = fill_in(&mut visitor, &path, &path, &[words]).await;
    assert!(second.has("还没有答复，请等答复后再写"));
    let refused = visitor.get(&format!("{CASE}/{id}/extension_reasons")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.has("答复期限没有延长过"));

    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(today.has("一直没有人") && today.has("今天收到"), "{}", today.body);
    assert!(today.has("申请人来信</span><span class=\"count\">1</span>"));
    // On the page of its case it stands before what was asked for, and leads to its answer.
    let case = clerk.get(&format!("/desk/cases/{id}")).await;
    let (before, after) = case.main().split_once("id=\"request\"").unwrap();
    assert!(
        before.contains("申请人来信 1</span> <span class=\"meta\">未回复")
            && before.contains("一直没有人&#60;b&#62;联系")
            && before.contains("aria-label=\"答复：投诉\""),
        "{before}"
    );
    assert!(!after.contains("一直没有人"), "once, and on top");
    let open = clerk.get("/desk/cases/messages").await;
    assert!(open.has("一直没有人&#60;b&#62;联系&#60;/b&#62;我"));
    let list = format!("/desk/cases/{id}/messages");
    let page = clerk.get(&list).await;
    for page in [&open, &page] {
        assert!(
            page.has("张三") && page.has("2024年度部门预算") && page.has("138****1234"),
            "whose it is, about what, and where they are reached: {}",
            page.body
        );
        assert!(!page.has("13800001234"), "the whole number is a look on record");
    }
    assert!(page.has(&format!("action=\"/desk/cases/{id}/particulars\"")));
    let (_, rest) = page.body.split_once("action=\"/desk/cases/messages/").unwrap();
    let action = format!("/desk/cases/messages/{}", rest.split('"').next().unwrap());
    let empty = send(&mut clerk, &action, &filled(&page, &action, &[])).await;
    assert!(empty.has("请填写答复内容"));
    let answered = filled(&page, &action, &[("answer", "已致电确认，抱歉。")]);
    assert_eq!(
        send(&mut clerk, &action, &answered).await.header("location"),
        list
    );
    let late = send(&mut clerk, &action, &answered).await;
    assert!(
        late.status == StatusCode::UNPROCESSABLE_ENTITY && late.has("已由"),
        "{}",
        late.body
    );
    assert!(
        !clerk
            .get("/desk/cases")
            .await
            .has("申请人来信</span><span class=\"count\">")
    );
    let case = clerk.get(&format!("/desk/cases/{id}")).await;
    assert!(
        !case.has("未回复") && case.has("已经答复的 1 封"),
        "{}",
        case.body
    );
    let page = visitor.get(CASE).await;
    assert!(
        page.has("已致电确认，抱歉。") && !page.has("依申请公开经办人"),
        "the answer is the office's"
    );
    let mut auditor = world.at_desk(Role::Auditor).await;
    let seen = auditor.get(&list).await;
    assert!(
        seen.has("已致电确认") && !seen.has("显示证件和电话"),
        "{}",
        seen.body
    );
    assert!(auditor.get("/desk/audit").await.has("答复申请人来信"));
}

#[tokio::test]
async fn the_outcome_is_told_once_it_has_gone_out_and_may_be_suggested_for_publication() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let outcome = law::codes::TableThreeRow::Granted;
    happens(&world, Role::Signer, What::replied(outcome), "内部").await;
    let page = visitor.get(CASE).await;
    assert!(page.has("答复已经作出，正在送达") && !page.has("予以公开"));
    let how = law::cases::Delivery::InPerson;
    happens(&world, Role::RequestClerk, What::Delivered { how }, "").await;
    let page = visitor.get(CASE).await;
    assert!(page.has("予以公开") && page.has(">建议主动公开<") && !page.has("/withdrawal\""));
    let (id, _) = only(&world).await;
    let path = format!("{CASE}/{id}/publication");
    let sent = fill_in(&mut visitor, &path, &path, &[("content", "许多人都想知道")]).await;
    assert_eq!(
        sent.header("location"),
        "/track/case?done=publication",
        "{}",
        sent.body
    );
}
