//! Disputes, fees and the counted year at the desk: registered, answered, ended, corrected, opened from a counted cell,
//! taken over into the annual report.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled, register, send};
use crate::harness::{Browser, Page, World};

const HERE: &str = "/desk/disputes";
const DAY: i64 = 86_400_000;

/// A case registered today: its address and its number.
async fn registered(clerk: &mut Browser) -> (String, String) {
    let fields = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "2024年度部门预算"),
        ("form", "electronic"),
        ("way", "online"),
    ];
    let page = register(clerk, &fields).await;
    let (_, rest) = page.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("/desk/cases/{}", rest.split('"').next().unwrap());
    let (_, rest) = page.body.split_once("TEST01-").unwrap();
    let number = format!(
        "TEST01-{}",
        rest.split(|one: char| !one.is_ascii_digit() && one != '-')
            .next()
            .unwrap()
    );
    (case, number)
}

/// A dispute registered today; its address.
async fn opened(clerk: &mut Browser, from: &str, changed: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("number", "示府复〔2026〕8号"),
        ("authority", "示例区人民政府"),
        ("claimant", "张三"),
        ("subject", "不服不予公开的答复"),
    ];
    fields.extend_from_slice(changed);
    let page = fill_in(clerk, from, HERE, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

async fn act(clerk: &mut Browser, dispute: &str, act: &str, changed: &[(&str, &str)]) -> Page {
    fill_in(clerk, dispute, &format!("{dispute}/{act}"), changed).await
}

#[tokio::test]
async fn a_dispute_is_registered_from_its_case_and_its_clock_explained() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(clerk.get(HERE).await.has("还没有登记复议、诉讼"));
    let (case, number) = registered(&mut clerk).await;
    let link = format!("{HERE}/new?case={number}");
    assert!(clerk.get(&case).await.has(&format!("href=\"{link}\"")));
    let dispute = opened(&mut clerk, &link, &[]).await;
    let page = clerk.get(&dispute).await;
    // 2026-03-02 and five working days.
    assert!(page.has("应当于 2026-03-09 前提交") && page.has("行政复议法第五十四条"));
    assert!(page.has(&number) && page.has("2026 年：尚未审结"));
    let list = clerk.get(&format!("{HERE}?q={number}")).await;
    assert!(list.has("示府复〔2026〕8号") && list.has("还有 5 个工作日") && list.has("待答复"));
    // A Monday a week ahead is dated, it is no 周一 of this week.
    let today = clerk.get("/desk").await;
    assert!(today.has("快到期") && today.has("：示府复〔2026〕8号") && today.has("3月9日到期"));
    world.wait(9 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let today = clerk.get("/desk").await;
    assert!(today.has("今天必须") && today.has("已逾期"), "{}", today.body);
    assert!(clerk.get(&dispute).await.has("答复期限 2026-03-09 已过"));
}

#[tokio::test]
async fn an_incomplete_dispute_comes_back_with_all_that_was_typed() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let changed = [
        ("claimant", "李四"),
        ("procedure", ""),
        ("received_on", "2026-03-03"),
    ];
    let page = fill_in(&mut clerk, &format!("{HERE}/new"), HERE, &changed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["number", "authority", "subject", "received_on", "procedure"] {
        assert!(page.has(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert!(page.has("value=\"李四\"") && page.has("晚于今天"));
    let wrong = [("received_on", "昨天"), ("route", "nonsense")];
    let page = fill_in(&mut clerk, &format!("{HERE}/new"), HERE, &wrong).await;
    assert!(page.has("id=\"received_on-error\"") && page.has("value=\"昨天\""));
    for slip in ["1900-01-01", "2008-04-30", "2126-03-02"] {
        let page = fill_in(&mut clerk, &format!("{HERE}/new"), HERE, &[("received_on", slip)]).await;
        assert!(
            page.has("id=\"received_on-error\"") && page.has("请核对年份"),
            "{slip}"
        );
    }
    let unknown = [
        ("number", "行初1"),
        ("authority", "示例法院"),
        ("claimant", "李四"),
        ("subject", "不服答复"),
        ("case_number", "TEST01-2026-9999"),
    ];
    let page = fill_in(&mut clerk, &format!("{HERE}/new"), HERE, &unknown).await;
    assert!(page.has("没有这个编号的申请"));
    assert!(clerk.get(HERE).await.has("还没有登记复议、诉讼"));
}

/// An answer given outside of the program, and its delivery.
async fn answered(clerk: &mut Browser, signer: &mut Browser, case: &str) {
    let replied = format!("{case}/acts/replied");
    let page = fill_in(
        signer,
        &replied,
        &replied,
        &[
            ("outcome", "refused.process_information"),
            ("note", "示例公复〔2026〕1号"),
        ],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let delivered = format!("{case}/acts/delivered");
    let page = fill_in(
        clerk,
        &delivered,
        &delivered,
        &[("how", "in_person"), ("note", "本人签收")],
    )
    .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn a_result_that_orders_a_reply_asks_what_was_ordered_and_opens_the_case_again() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let (case, number) = registered(&mut clerk).await;
    answered(&mut clerk, &mut signer, &case).await;
    assert!(
        !clerk.get(&case).await.has("id=\"reordered\""),
        "nothing is ordered"
    );
    let dispute = opened(&mut clerk, &format!("{HERE}/new?case={number}"), &[]).await;
    // A result that may order one is not taken without a word of it; what was typed stays.
    let page = act(
        &mut clerk,
        &dispute,
        "ending",
        &[("ending", "revoked"), ("order_number", "示府复决〔2026〕8号")],
    )
    .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"ordered-error\"") && page.has("value=\"示府复决〔2026〕8号\""));
    let wrong = [
        ("ending", "revoked"),
        ("ordered", "yes"),
        ("order_number", ""),
        ("order_days", "十五"),
    ];
    let page = act(&mut clerk, &dispute, "ending", &wrong).await;
    assert!(page.has("id=\"order_days-error\"") && page.has("value=\"十五\""));
    assert!(page.has("id=\"order_received_on-error\""));
    // A slip of the year would put the reply off for as long.
    for (field, slip) in [
        ("order_from", "2200-01-01"),
        ("order_from", "2026-04-02"),
        ("order_by", "2026-12-31"),
        ("order_days", "365"),
    ] {
        let far = [
            ("ending", "revoked"),
            ("ordered", "yes"),
            ("order_number", "示府复决〔2026〕8号"),
            ("order_received_on", "2026-03-02"),
            (field, slip),
        ];
        let page = act(&mut clerk, &dispute, "ending", &far).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {slip}");
        assert!(page.has(&format!("id=\"{field}-error\"")) && page.has("请核对"));
    }
    let ordered = [
        ("ending", "revoked"),
        ("ordered", "yes"),
        ("order_number", "示府复决〔2026〕8号"),
        ("order_received_on", "2026-03-02"),
        ("order_days", "15"),
    ];
    let page = act(&mut clerk, &dispute, "ending", &ordered).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&dispute).await;
    assert!(
        page.has("责令作出答复，期限和办理见该申请") && !page.has(&format!("action=\"{dispute}/order\""))
    );
    let page = clerk.get(&case).await;
    assert!(page.has("责令答复、办理中") && page.has("示府复决〔2026〕8号"));
    // 2026-03-02 and fifteen working days.
    assert!(page.has("至 2026-03-23 届满") && page.has("不得以同一事实和理由"));
    assert!(
        page.has(&format!("href=\"{case}/decision\"")),
        "it may be decided anew"
    );
    assert!(clerk.get("/desk").await.has("被责令作出答复"));
    assert!(clerk.get("/desk/cases").await.has("责令答复、办理中"));
    // What is asked of the applicant, or takes time, is no longer offered.
    assert!(!page.has(&format!("href=\"{case}/letters/new/extension\"")));
    answered(&mut clerk, &mut signer, &case).await;
    let page = clerk.get(&case).await;
    assert!(page.has("2026-03-02 已经答复") && !page.has("不得以同一事实和理由"));
    assert!(!clerk.get("/desk").await.has("被责令作出答复"));
    // The register tells the reply that was set aside as well as the one that stands.
    let register = clerk.get("/desk/cases/register").await;
    assert_eq!(
        register.body.matches("（被责令重新答复）<br>").count(),
        1,
        "{}",
        register.body
    );
    assert!(
        register.has("2026-03-02 答复<br>2026-03-02 办结"),
        "{}",
        register.body
    );
}

#[tokio::test]
async fn what_a_result_ordered_may_be_said_afterwards_on_the_dispute_or_on_the_case() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let (case, number) = registered(&mut clerk).await;
    answered(&mut clerk, &mut signer, &case).await;
    let dispute = opened(&mut clerk, &format!("{HERE}/new?case={number}"), &[]).await;
    let nothing = [("ending", "revoked"), ("ordered", "no")];
    let page = act(&mut clerk, &dispute, "ending", &nothing).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&dispute).await.has("没有责令"));
    let page = act(&mut clerk, &dispute, "order", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"ordered-error\""));
    let form = format!("{case}/acts/reply_ordered");
    let typed = [
        ("route", "reconsideration"),
        ("ending", "revoked"),
        ("authority", "示例区人民政府"),
        ("number", ""),
        ("dated", "2026-03-02"),
        ("by", "2026-03-31"),
    ];
    let page = fill_in(&mut clerk, &form, &form, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"number-error\"") && page.has("value=\"示例区人民政府\""));
    let whole: Vec<_> = typed
        .iter()
        .copied()
        .chain([("number", "示府复决〔2026〕8号")])
        .collect();
    let page = fill_in(&mut clerk, &form, &form, &whole).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&case).await.has("至 2026-03-31 届满"));
}

#[tokio::test]
async fn it_is_answered_ended_and_followed_by_a_suit() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let dispute = opened(&mut clerk, &format!("{HERE}/new"), &[]).await;
    let stale = clerk.get(&dispute).await;
    let early = act(&mut clerk, &dispute, "answer", &[("answered_on", "2026-02-27")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.has("id=\"answered_on-error\"") && early.has("value=\"2026-02-27\""));
    let page = act(&mut clerk, &dispute, "answer", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    // Another clerk's page still shows the dispute as it was.
    let action = format!("{dispute}/ending");
    let late = crate::forms::filled(&stale, &action, &[("ending", "upheld")]);
    let page = crate::forms::send(&mut clerk, &action, &late).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("刚办理过") && page.has("待审结"));
    let page = act(&mut clerk, &dispute, "ending", &[]).await;
    assert!(page.has("请选择结果"));
    let page = act(&mut clerk, &dispute, "ending", &[("ending", "upheld")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&dispute).await;
    assert!(page.has("2026 年：结果维持") && !page.has(&format!("action=\"{action}\"")));
    let id = dispute.rsplit('/').next().unwrap();
    let suit = opened(
        &mut clerk,
        &format!("{HERE}/new?after={id}"),
        &[("number", "（2026）示01行初2号")],
    )
    .await;
    let page = clerk.get(&suit).await;
    assert!(page.has("此前的行政复议") && page.has("示府复〔2026〕8号"));
    assert!(page.has("行政诉讼法第六十七条") && page.has("应当于 2026-03-17 前提交"));
    assert!(clerk.get(&dispute).await.has("（2026）示01行初2号"));
    let cell = format!("{HERE}/counted?year=2026&route=reconsideration&verdict=upheld");
    assert!(clerk.get(&cell).await.has("示府复〔2026〕8号"));
    let cell = format!("{HERE}/counted?year=2026&route=reconsideration&verdict=pending");
    assert!(clerk.get(&cell).await.has("没有计入这一格"));
    let cell = format!("{HERE}/counted?year=2026&route=nonsense&verdict=pending");
    assert_eq!(clerk.get(&cell).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_correction_says_why_and_two_at_once_are_told_apart() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let dispute = opened(&mut clerk, &format!("{HERE}/new"), &[]).await;
    let before = clerk.get(&format!("{dispute}/correction")).await;
    let edit = format!("{dispute}/correction");
    let changed = [("claimant", "李四"), ("procedure", "ordinary")];
    let page = fill_in(&mut clerk, &edit, &edit, &changed).await;
    assert!(page.has("id=\"reason-error\"") && page.has("value=\"李四\""));
    let half = [("ending", "revoked"), ("reason", "补记")];
    let page = fill_in(&mut clerk, &edit, &edit, &half).await;
    assert!(page.has("id=\"ended_on-error\""), "{}", page.body);
    let changed = [
        ("claimant", "李四"),
        ("procedure", "ordinary"),
        ("reason", "登记时看错"),
    ];
    let page = fill_in(&mut clerk, &edit, &edit, &changed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        clerk.get(&dispute).await.has("2026-03-16"),
        "ten working days now"
    );
    let second = [("claimant", "王五"), ("reason", "登记时看错")];
    let fields = crate::forms::filled(&before, &edit, &second);
    let page = crate::forms::send(&mut clerk, &edit, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("修改过") && page.has("李四") && page.has("value=\"王五\""));
}

#[tokio::test]
async fn those_who_may_not_handle_cases_see_no_forms_and_editors_see_nothing() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let dispute = opened(&mut clerk, &format!("{HERE}/new"), &[]).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get(&dispute).await;
    assert!(page.has("不服不予公开的答复") && !page.has("登记答复") && !page.has("/correction"));
    assert_eq!(
        signer.get(&format!("{HERE}/new")).await.status,
        StatusCode::FORBIDDEN
    );
    let mut editor = world.at_desk(Role::Editor).await;
    assert_eq!(editor.get(HERE).await.status, StatusCode::FORBIDDEN);
    assert!(!editor.get("/desk").await.has("复议和诉讼"));
}

/// A case charged for 68 pages and paid; gives its number.
async fn paid(clerk: &mut Browser) -> String {
    let (case, number) = registered(clerk).await;
    let notice = format!("{case}/acts/fee_notified");
    let told = ("notice", "旧开〔2025〕9号，挂号信XA41000000009");
    let charged = [("tariff", "pages"), ("quantity", "68"), told];
    let page = fill_in(clerk, &notice, &notice, &charged).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let payment = format!("{case}/acts/fee_paid");
    let page = fill_in(clerk, &payment, &payment, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    number
}

#[tokio::test]
async fn the_fee_ledger_shows_what_was_paid_and_takes_the_deposit() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    assert!(clerk.get("/desk/cases/fees").await.has("这一年没有收费"));
    let number = paid(&mut clerk).await;
    let ledger = clerk.get("/desk/cases/fees").await;
    assert!(ledger.has(&number) && ledger.has("380.00 元") && ledger.has("未缴库"));
    assert!(ledger.has("本年度收取政府信息公开信息处理费380元。"));
    let (_, rest) = ledger.body.split_once("href=\"/desk/cases/fees/").unwrap();
    let deposit = format!("/desk/cases/fees/{}", rest.split('"').next().unwrap());
    let page = fill_in(&mut clerk, &deposit, &deposit, &[("on", "2026-03-01")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"on-error\"") && page.has("id=\"receipt_number-error\"") && page.has("2026-03-01"));
    let page = fill_in(&mut clerk, &deposit, &deposit, &[("receipt_number", "豫财0001")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        clerk
            .get("/desk/cases/fees?year=2026")
            .await
            .has("2026-03-02，豫财0001")
    );
    let mut signer = world.at_desk(Role::Signer).await;
    assert_eq!(signer.get(&deposit).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        clerk.get("/desk/cases/fees?year=x").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_year_is_taken_over_opens_into_its_records_and_late_changes_are_shown() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    paid(&mut clerk).await;
    let dispute = opened(&mut clerk, &format!("{HERE}/new"), &[]).await;
    let page = fill_in(&mut clerk, "/desk/reports", "/desk/reports", &[("year", "2026")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let counted = "/desk/reports/2026/counted";
    let page = clerk.get(counted).await;
    assert!(
        page.has("/desk/cases/counted?year=2026&#38;row=new&#38;kind=natural_person"),
        "{}",
        page.body
    );
    assert!(page.has("本年度收取政府信息公开信息处理费380元。"));
    let bench = clerk.get("/desk/reports/2026/draft").await;
    assert_eq!(
        bench.field("table3.new.total"),
        Some("0"),
        "nothing is taken over unasked"
    );
    assert!(bench.has("与本系统登记的申请和复议、诉讼不同"));
    let page = fill_in(&mut clerk, counted, counted, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let bench = clerk.get("/desk/reports/2026/draft").await;
    assert_eq!(bench.field("table3.new.total"), Some("1"));
    assert_eq!(bench.field("table4.reconsideration.pending"), Some("1"));
    assert!(bench.has("本年度收取政府信息公开信息处理费380元。"));
    assert!(!bench.has("与本系统登记的申请和复议、诉讼不同"));
    assert!(bench.has("/desk/disputes/counted?year=2026&#38;route=reconsideration&#38;verdict=pending"));
    assert!(clerk.get(counted).await.has("草稿与记录一致"));
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor.get("/desk/reports/2026/draft").await;
    assert!(!page.has("/desk/cases/counted"), "an editor sees no cases");
    let mut signer = world.at_desk(Role::Signer).await;
    let publication = "/desk/reports/2026/publication";
    let reason = [("exception", "示例：文字待补")];
    let page = fill_in(&mut signer, publication, publication, &reason).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let report = "/desk/reports/2026";
    assert!(!signer.get(report).await.has("已定稿之后的更正"));
    act(&mut clerk, &dispute, "ending", &[("ending", "settled")]).await;
    let page = signer.get(report).await;
    assert!(page.has("已定稿之后的更正") && page.has("表四“行政复议”·其他结果"));
    assert!(page.has("verdict=other"));
}

#[tokio::test]
async fn a_year_without_records_has_nothing_to_take_over() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    fill_in(&mut editor, "/desk/reports", "/desk/reports", &[("year", "2025")]).await;
    let page = editor.get("/desk/reports/2025/counted").await;
    assert!(
        page.has("本系统没有 2025 年的申请、复议、诉讼、规范性文件和许可、处罚、强制、收费记录")
            && !page.has("用记录的数字替换草稿")
    );
    let bench = editor.get("/desk/reports/2025/draft").await;
    assert!(!bench.has("从记录取数"));
}

#[tokio::test]
async fn the_organ_settles_how_table_four_is_counted() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let settings = format!("{HERE}/settings");
    assert_eq!(clerk.get(&settings).await.status, StatusCode::FORBIDDEN);
    let mut signer = world.at_desk(Role::Signer).await;
    assert!(signer.get(HERE).await.has("统计口径"));
    let page = signer.get(&settings).await;
    assert!(page.has("通常计入“其他结果”") && page.has("value=\"withdrawn=other\" selected"));
    let mut fields = filled(&page, &settings, &[]);
    fields.retain(|(name, value)| name != "counts_carried" && value != "withdrawn=other");
    fields.push(("verdicts".to_owned(), "withdrawn=pending".to_owned()));
    let saved = send(&mut signer, &settings, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = signer.get(&settings).await;
    assert!(
        page.has("value=\"withdrawn=other\" selected"),
        "尚未审结 is no result"
    );
    fields.pop();
    fields.push(("verdicts".to_owned(), "withdrawn=upheld".to_owned()));
    let late = send(&mut signer, &settings, &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "settled meanwhile");
    fields.retain(|(name, _)| name != "version");
    fields.push(("version".to_owned(), "1".to_owned()));
    send(&mut signer, &settings, &fields).await;
    let page = signer.get(&settings).await;
    assert!(page.has("value=\"withdrawn=upheld\" selected") && page.has("value=\"upheld=upheld\" selected"));
    assert!(!page.has("name=\"counts_carried\" value=\"true\" checked"));
}
