//! From the decision to the delivered reply at the desk: five steps, what is lacking, sign-off by others, files.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, register};
use crate::harness::{Browser, Page, World};

const HERE: &str = "/desk/cases";
const SETTINGS: &str = "/desk/cases/settings";

/// A case registered today; its address.
pub async fn registered(clerk: &mut Browser) -> String {
    let fields = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "滨河路改造工程的招标文件"),
        ("form", "paper"),
        ("way", "collect"),
    ];
    let page = register(clerk, &fields).await;
    let (_, rest) = page.main().split_once("href=\"/desk/cases/").unwrap();
    format!("{HERE}/{}", rest.split('"').next().unwrap())
}

pub async fn settled(signer: &mut Browser) {
    let fields = [
        ("letter_prefix", "孟公开"),
        ("reconsiderer", "洛阳市孟津区人民政府"),
        ("court", "洛阳铁路运输法院"),
        ("reply_checks", "secrecy"),
    ];
    let page = fill_in(signer, SETTINGS, SETTINGS, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

/// Begins the reply; its address.
pub async fn begun(clerk: &mut Browser, case: &str) -> String {
    let letters = format!("{case}/letters");
    let page = fill_in(clerk, &format!("{case}/decision"), &letters, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

pub async fn act(browser: &mut Browser, letter: &str, name: &str, fields: &[(&str, &str)]) -> Page {
    fill_in(browser, letter, &format!("{letter}/{name}"), fields).await
}

/// Fills the draft anew or drops it: asked once on a page of its own.
pub async fn undone(clerk: &mut Browser, letter: &str, name: &str) {
    let asked = act(clerk, letter, name, &[]).await;
    let question = format!("{letter}/{name}");
    assert_eq!(asked.header("location"), question, "{}", asked.body);
    let done = fill_in(clerk, &question, &question, &[]).await;
    assert_eq!(done.header("location"), letter, "{}", done.body);
}

pub const SEARCHED: [(&str, &str); 5] = [
    ("search_systems", "档案室"),
    ("search_keywords", "滨河路"),
    ("search_by", "王五"),
    ("search_on", "2026-03-02"),
    ("search_result", "没有找到"),
];

#[tokio::test]
async fn a_reply_goes_from_the_five_steps_to_its_delivery() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let steps = clerk.get(&format!("{case}/decision")).await;
    assert!(
        steps.has("内容是否明确") && steps.has("都不是，下一步：是否属于本机关办理"),
        "{}",
        steps.body
    );
    assert!(steps.has("今天还不能") && steps.has("不明确，告知补正"));
    let form = format!("{case}/decision/unavailable.not_held");
    let empty = fill_in(&mut clerk, &form, &form, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.has("至少登记一次检索") && empty.has("<title>错误："),
        "an empty one is refused at its fields: {}",
        empty.body
    );
    let page = fill_in(&mut clerk, &form, &form, &[("how", "draft")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        clerk
            .get(&format!("{case}/decision"))
            .await
            .has("至少登记一次检索")
    );
    let letter = begun(&mut clerk, &case).await;
    let lacking = act(&mut clerk, &letter, "submission", &[]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.has("至少登记一次检索"));
    let page = fill_in(&mut clerk, &form, &form, &SEARCHED).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get(&letter).await.has("第三十六条第（四）项"));
    let page = act(&mut clerk, &letter, "submission", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let today = reviewer.get("/desk").await;
    assert!(
        today.main().contains("等我审签<span class=\"count\">1</span>") && today.has("今天送审"),
        "{}",
        today.body
    );
    assert!(
        reviewer
            .get("/desk/cases/letters")
            .await
            .has("政府信息不存在答复书")
    );
    assert_eq!(
        act(&mut reviewer, &letter, "approval", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        act(&mut signer, &letter, "approval", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = clerk.get(&letter).await;
    assert!(
        page.has("孟公开答〔2026〕1号") && page.has("登记送达"),
        "{}",
        page.body
    );
    let unproved = act(&mut clerk, &letter, "delivery", &[("how", "post")]).await;
    assert!(unproved.has("请填写挂号信或者邮政特快专递"));
    let proved = [("how", "post"), ("tracking_number", "XA41000000001")];
    let page = act(&mut clerk, &letter, "delivery", &proved).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(page.has("已答复") && page.has("孟公开答〔2026〕1号"));
    for (extension, magic) in [("pdf", "%PDF"), ("docx", "PK")] {
        let file = clerk.get(&format!("{letter}/files/{extension}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.starts_with(magic), "{extension}");
    }
    // The receipt of what was posted comes later.
    assert!(clerk.get(&letter).await.has("登记收到之日"));
    let unproved = act(&mut clerk, &letter, "receipt", &[("received_on", "2026-03-02")]).await;
    assert!(unproved.has("请写明凭证"), "{}", unproved.body);
    let proved = [("received_on", "2026-03-02"), ("receipt", "邮政回执，本人签收")];
    let page = act(&mut clerk, &letter, "receipt", &proved).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&letter).await;
    assert!(page.has("对方2026-03-02收到，邮政回执，本人签收"));
    // It stands in the course of the case, where a slip is corrected with the proof of its own day.
    let page = clerk.get(&case).await;
    assert!(
        page.has("对方收到文书") && page.has("邮政回执，本人签收"),
        "{}",
        page.body
    );
    assert!(!page.has("更正过的登记"));
}

#[tokio::test]
async fn a_letter_sent_back_tells_why_and_keeps_the_words() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let new = format!("{case}/letters/new/correction");
    let letters = format!("{case}/letters");
    let wrong = fill_in(&mut clerk, &new, &letters, &[("respond_by", "月底")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("请逐行写明") && wrong.has("value=\"月底\""));
    let page = fill_in(&mut clerk, &new, &letters, &[("items", "请写明年度\n请写明标段")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let letter = page.header("location").to_owned();
    assert_eq!(
        act(&mut clerk, &letter, "submission", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let silent = {
        let page = signer.get(&letter).await;
        let mut fields = crate::forms::filled(&page, &format!("{letter}/approval"), &[]);
        fields.retain(|(name, _)| name != "opinion");
        crate::forms::send(&mut signer, &format!("{letter}/return"), &fields).await
    };
    assert!(silent.has("请写明退回的原因"));
    let page = signer.get(&letter).await;
    let opinion = [("opinion", "第二项不需要")];
    let fields = crate::forms::filled(&page, &format!("{letter}/approval"), &opinion);
    let page = crate::forms::send(&mut signer, &format!("{letter}/return"), &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let back = clerk.get(&letter).await;
    assert!(
        back.has("第二项不需要") && back.has("\n请写明标段</textarea>") && !back.has("- 请写明"),
        "{}",
        back.body
    );
    let stale = fill_in(
        &mut clerk,
        &letter,
        &letter,
        &[("version", "1"), ("contact", "改过的联系人")],
    )
    .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.has("改过的联系人") && stale.has("刚刚修改过"));
}

/// A notice of correction in work; its address.
pub async fn correction(clerk: &mut Browser, case: &str) -> String {
    let new = format!("{case}/letters/new/correction");
    let letters = format!("{case}/letters");
    let page = fill_in(clerk, &new, &letters, &[("items", "请写明年度\n请写明标段")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

#[tokio::test]
async fn over_this_site_only_whoever_applied_is_reached() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let (new, letters) = (
        format!("{case}/letters/new/third_party"),
        format!("{case}/letters"),
    );
    let asked = [("name", "甲公司"), ("content", "招标文件中的报价")];
    let page = fill_in(&mut clerk, &new, &letters, &asked).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let other = page.header("location").to_owned();
    let own = correction(&mut clerk, &case).await;
    for letter in [&other, &own] {
        for (who, name) in [(&mut clerk, "submission"), (&mut signer, "approval")] {
            let page = act(who, letter, name, &[]).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        }
    }
    let offers = async |clerk: &mut Browser, letter: &str| {
        let page = clerk.get(letter).await;
        assert!(page.has("value=\"post\""), "{}", page.body);
        page.has("value=\"online\"")
    };
    assert!(offers(&mut clerk, &own).await);
    assert!(!offers(&mut clerk, &other).await);
}

/// 条例第三十二条、第三十三条第三款: whoever writes another letter sees who was asked about what; and what a third party wrote stands with
/// the letter that asked, though it is put in on the page of the case.
#[tokio::test]
async fn who_was_asked_is_told_before_another_is_and_an_opinion_uploaded_on_the_case_stands_with_its_letter()
{
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let files = format!("{case}/files");
    let (new, letters) = (
        format!("{case}/letters/new/third_party"),
        format!("{case}/letters"),
    );
    assert!(
        !clerk.get(&case).await.has("name=\"about\""),
        "nobody was asked yet"
    );
    assert!(!clerk.get(&new).await.has("本件已经征求过"));
    let asked = [("name", "甲公司"), ("content", "招标文件中的报价")];
    let page = fill_in(&mut clerk, &new, &letters, &asked).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let letter = page.header("location").to_owned();
    act(&mut clerk, &letter, "submission", &[]).await;
    act(&mut signer, &letter, "approval", &[]).await;
    let posted = [
        ("how", "post"),
        ("tracking_number", "XA123456789"),
        ("proof", "示例区滨河路8号"),
    ];
    let page = act(&mut clerk, &letter, "delivery", &posted).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&new).await;
    assert!(
        page.has("本件已经征求过：甲公司（2026-03-02，招标文件中的报价）"),
        "{}",
        page.body
    );
    let id = letter.rsplit('/').next().unwrap();
    let about = [("about", id)];
    let fields = crate::forms::filled(&clerk.get(&case).await, &files, &about);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| name != "csrf")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let refused = clerk
        .upload_with(&files, &fields, "意见.txt", "不同意公开".as_bytes())
        .await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    assert!(
        refused.has(&format!("value=\"{id}\" selected")),
        "what was chosen stays: {}",
        refused.body
    );
    let kept = clerk
        .upload_with(&files, &fields, "意见确认函.pdf", b"%PDF-1.7 scan")
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert!(clerk.get(&letter).await.has("意见确认函.pdf"));
    assert!(
        !clerk.get(&case).await.has("case-file-name\">意见确认函.pdf"),
        "it is no paper of the application"
    );
}

#[tokio::test]
async fn a_letter_is_written_on_its_own_sheet_without_marks() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let letter = correction(&mut clerk, &case).await;
    let sheet = clerk.get(&letter).await;
    // The request stands beside it; what the case filled in, what somebody wrote and the wording are told apart.
    assert!(sheet.has("滨河路改造工程的招标文件"));
    for class in ["of-wording", "of-case", "of-writer"] {
        assert!(sheet.has(&format!("class=\"{class}\"")), "{class}");
    }
    assert!(!sheet.has("“# ”") && !sheet.has("“| ”"));
    let fields = crate::forms::filled(&sheet, &letter, &[("add", "heading@0")]);
    let more = crate::forms::send(&mut clerk, &letter, &fields).await;
    assert_eq!(more.status, StatusCode::OK, "nothing is kept yet");
    let mut fields = crate::forms::filled(&more, &letter, &[]);
    let heading = fields.iter_mut().find(|(name, _)| name == "heading").unwrap();
    "一、补正事项".clone_into(&mut heading.1);
    let last = fields.iter().rposition(|(name, _)| name == "plain").unwrap();
    "末段。\n另起一段。".clone_into(&mut fields[last].1);
    let kept = crate::forms::send(&mut clerk, &letter, &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let sheet = clerk.get(&letter).await;
    assert!(sheet.has("value=\"一、补正事项\"") && sheet.has("\n另起一段。</textarea>"));
    // What is no word of the decision stays only for a reason, which whoever checks it reads.
    let mut fields = crate::forms::filled(&sheet, &letter, &[]);
    let last = fields.iter().rposition(|(name, _)| name == "plain").unwrap();
    "附件不予公开，另收9000元。".clone_into(&mut fields[last].1);
    fields.push(("title".to_owned(), "行政处罚决定书".to_owned()));
    fields.push(("addressee".to_owned(), "某公司".to_owned()));
    crate::forms::send(&mut clerk, &letter, &fields).await;
    let sheet = clerk.get(&letter).await;
    assert!(sheet.has("“不予公开”、“9000元”"), "{}", sheet.body);
    assert!(
        !sheet.has("行政处罚决定书") && !sheet.has("某公司"),
        "neither is typed"
    );
    let reason = [("kept_reason", "引用申请人来信")];
    let fields = crate::forms::filled(&sheet, &letter, &reason);
    crate::forms::send(&mut clerk, &letter, &fields).await;
    let sheet = clerk.get(&letter).await;
    assert!(sheet.has("保留的理由：引用申请人来信") && !sheet.has("确需保留的"));
    // To empty a part is to delete it.
    let mut fields = crate::forms::filled(&sheet, &letter, &[]);
    fields
        .iter_mut()
        .find(|(name, _)| name == "heading")
        .unwrap()
        .1
        .clear();
    crate::forms::send(&mut clerk, &letter, &fields).await;
    assert!(!clerk.get(&letter).await.has("一、补正事项"));
}

#[tokio::test]
async fn a_request_in_several_lines_is_one_paragraph_before_and_after_saving() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let fields = [
        ("kind", "natural_person"),
        ("name", "张三"),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        (
            "request",
            "1、2025年技改资金分配方案。\r\n\r\n2、另外请提供评审记录。",
        ),
        ("form", "paper"),
        ("way", "collect"),
    ];
    let page = register(&mut clerk, &fields).await;
    let (_, rest) = page.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("{HERE}/{}", rest.split('"').next().unwrap());
    assert!(
        clerk
            .get(&case)
            .await
            .has("技改资金分配方案。2、另外请提供评审记录</h1>")
    );
    let letter = correction(&mut clerk, &case).await;
    let parts = |sheet: &Page| sheet.body.matches(" id=\"part-").count();
    let before = clerk.get(&letter).await;
    assert!(
        before.has("技改资金分配方案。2、另外请提供评审记录"),
        "{}",
        before.body
    );
    // Something else is changed, and all is saved.
    let mut fields = crate::forms::filled(&before, &letter, &[]);
    let items = fields.iter_mut().find(|(name, _)| name == "items").unwrap();
    items.1.push_str("\n请写明单位");
    for (_, value) in &mut fields {
        *value = value.replace('\n', "\r\n");
    }
    let saved = crate::forms::send(&mut clerk, &letter, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let after = clerk.get(&letter).await;
    assert_eq!(parts(&after), parts(&before), "{}", after.body);
    assert!(after.has("请写明单位") && after.has("评审记录"), "{}", after.body);
    let case_words = |sheet: &Page| sheet.body.matches("class=\"of-case\"").count();
    assert_eq!(
        case_words(&after),
        case_words(&before),
        "still told apart as the case's"
    );
}

#[tokio::test]
async fn letters_are_signed_one_after_the_other_from_the_queue() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let queue = "/desk/cases/letters";
    assert!(signer.get(queue).await.has("没有等您审查或者签发的文书"));
    let mut letters = Vec::new();
    for _ in 0..2 {
        let case = registered(&mut clerk).await;
        let letter = correction(&mut clerk, &case).await;
        assert_eq!(
            act(&mut clerk, &letter, "submission", &[]).await.status,
            StatusCode::SEE_OTHER
        );
        letters.push(letter);
    }
    let first = signer.get(queue).await;
    assert!(first.has("第 1 份，共 2 份") && first.has("先看下一份") && first.has("看全文"));
    assert!(
        first.has("请写明年度"),
        "the reason stands on the card: {}",
        first.body
    );
    let silent = fill_in(
        &mut signer,
        queue,
        &format!("{}/approval", letters[0]),
        &[("opinion", "")],
    )
    .await;
    assert_eq!(silent.status, StatusCode::SEE_OTHER, "{}", silent.body);
    assert!(
        silent.header("location").starts_with(queue),
        "the next one follows"
    );
    let next = signer.get(silent.header("location")).await;
    assert!(next.has("第 1 份，共 1 份") && next.has(&format!("{}/approval", letters[1])));
    let fields = crate::forms::filled(&next, &format!("{}/approval", letters[1]), &[]);
    let unsaid = crate::forms::send(&mut signer, &format!("{}/return", letters[1]), &fields).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.has("请写明退回的原因") && unsaid.has("看全文"));
    assert!(clerk.get(queue).await.has("已签发、待送达"));
}

#[tokio::test]
async fn a_reply_goes_out_the_way_its_applicant_asked_for_unless_the_clerk_says_otherwise() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let letter = correction(&mut clerk, &case).await;
    act(&mut clerk, &letter, "submission", &[]).await;
    act(&mut signer, &letter, "approval", &[]).await;
    let page = clerk.get(&letter).await;
    assert!(page.has("<option value=\"in_person\" selected>"), "{}", page.body);
    assert!(page.has("申请人选择：自行领取"));
}

#[tokio::test]
async fn an_act_on_a_letter_by_another_cases_address_is_found_nowhere_and_does_nothing() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let (case, other) = (registered(&mut clerk).await, registered(&mut clerk).await);
    let letter = correction(&mut clerk, &case).await;
    let wrong = letter.replace(&case, &other);
    for name in [
        "submission",
        "approval",
        "return",
        "recall",
        "removal",
        "filling",
        "delivery",
    ] {
        let version = clerk
            .get(&letter)
            .await
            .field("version")
            .unwrap_or("1")
            .to_owned();
        let page = clerk
            .post(&format!("{wrong}/{name}"), &[("version", &version)])
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{name}");
    }
    assert!(clerk.get(&letter).await.has("送审"), "it is a draft as before");
    act(&mut clerk, &letter, "submission", &[]).await;
    let back = act(&mut clerk, &letter, "recall", &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert!(clerk.get(&letter).await.has("已撤回送审"));
}

#[tokio::test]
async fn a_letter_sent_back_is_work_for_its_clerk_until_it_is_handed_over_again() {
    const TASK: &str = "修改后重新送审";
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let new = format!("{case}/letters/new/correction");
    let page = fill_in(
        &mut clerk,
        &new,
        &format!("{case}/letters"),
        &[("items", "请写明年度")],
    )
    .await;
    let letter = page.header("location").to_owned();
    assert_eq!(
        act(&mut clerk, &letter, "submission", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(!clerk.get("/desk").await.has(TASK), "nothing was sent back yet");
    let page = signer.get(&letter).await;
    let opinion = [("opinion", "请写明标段")];
    let fields = crate::forms::filled(&page, &format!("{letter}/approval"), &opinion);
    let page = crate::forms::send(&mut signer, &format!("{letter}/return"), &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(clerk.get("/desk").await.has(TASK));
    assert!(
        !signer.get("/desk").await.has(TASK),
        "it is not the signer's to mend"
    );
    assert_eq!(
        act(&mut clerk, &letter, "submission", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(!clerk.get("/desk").await.has(TASK));
}

/// The sheet with a sentence written into its last paragraph.
async fn written(clerk: &mut Browser, letter: &str, action: &str, words: &str) -> Vec<(String, String)> {
    let sheet = clerk.get(letter).await;
    let mut fields = crate::forms::filled(&sheet, action, &[]);
    let (_, text) = fields.iter_mut().rfind(|(name, _)| name == "plain").unwrap();
    text.push_str(words);
    fields
}

#[tokio::test]
async fn what_stands_on_the_sheet_is_kept_before_it_is_submitted() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let letter = correction(&mut clerk, &case).await;
    let submission = format!("{letter}/submission");
    let fields = written(&mut clerk, &letter, &submission, "送审前写下的一句。").await;
    let stale = fields.clone();
    let sent = crate::forms::send(&mut clerk, &submission, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(signer.get(&letter).await.has("送审前写下的一句。"));
    // What cannot be kept is not submitted, and stays on the sheet.
    let other = registered(&mut clerk).await;
    let other = correction(&mut clerk, &other).await;
    let submission = format!("{other}/submission");
    let fields = written(&mut clerk, &other, &submission, "后来写的一句。").await;
    let saved = written(&mut clerk, &other, &other, "先保存的一句。").await;
    crate::forms::send(&mut clerk, &other, &saved).await;
    let refused = crate::forms::send(&mut clerk, &submission, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("后来写的一句。") && refused.has("data-unsaved") && refused.has("刚刚修改过"),
        "{}",
        refused.body
    );
    assert!(clerk.get(&other).await.has("先保存的一句。"), "still a draft");
    let late = crate::forms::send(&mut clerk, &format!("{letter}/submission"), &stale).await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it is under way already"
    );
}

#[tokio::test]
async fn filling_anew_and_dropping_keep_the_sheet_and_ask_first() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let letter = correction(&mut clerk, &case).await;
    let at_once = act(&mut clerk, &letter, "filling", &[]).await;
    assert_eq!(
        at_once.header("location"),
        letter,
        "nothing written would be lost"
    );
    for name in ["filling", "removal"] {
        let action = format!("{letter}/{name}");
        let words = format!("{name}以前写的。");
        let fields = written(&mut clerk, &letter, &action, &words).await;
        let asked = crate::forms::send(&mut clerk, &action, &fields).await;
        assert_eq!(asked.header("location"), action);
        assert!(clerk.get(&action).await.has(&format!("href=\"{letter}\"")));
        assert!(clerk.get(&letter).await.has(&words), "whoever goes back finds it");
    }
    undone(&mut clerk, &letter, "filling").await;
    assert!(!clerk.get(&letter).await.has("以前写的。"));
    undone(&mut clerk, &letter, "removal").await;
    assert!(clerk.get(&letter).await.has("作废"));
}

const PARTLY: [(&str, &str); 6] = [
    ("given", "招标公告和评标结果"),
    ("getting.form", "纸质复印件"),
    ("is_enclosed", "true"),
    ("part", "联系人的手机号码"),
    ("part_outcome", "refused.internal_affairs"),
    ("part_reasons", "属于人事管理信息，与申请人的生产生活没有关系。"),
];

#[tokio::test]
async fn a_decision_is_kept_aside_while_another_outcome_is_tried() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let partly = format!("{case}/decision/partly_granted");
    let draft: Vec<_> = PARTLY.into_iter().chain([("how", "draft")]).collect();
    let page = fill_in(&mut clerk, &partly, &partly, &draft).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let other = format!("{case}/decision/unavailable.not_held");
    let page = fill_in(&mut clerk, &other, &other, &SEARCHED).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    for (form, words) in [(&partly, "联系人的手机号码"), (&other, "没有找到")] {
        assert!(clerk.get(form).await.has(words), "{form}");
    }
    let form = clerk.get(&partly).await;
    assert!(form.has("招标公告和评标结果") && form.has("与申请人的生产生活没有关系"));
}

#[tokio::test]
async fn an_outcome_that_is_not_possible_today_is_refused_with_its_reason() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let refused = [
        ("otherwise.unpaid", "只有已经送达收费通知", ""),
        (
            "refused.third_party",
            "还没有书面征求第三方的意见",
            "损害其商业秘密的理由",
        ),
    ];
    for (outcome, why, typed) in refused {
        let form = format!("{case}/decision/{outcome}");
        let fields = [("reasons", typed), ("interest", "trade_secret")];
        let page = fill_in(&mut clerk, &form, &form, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{outcome}");
        assert!(page.has(why) && page.has(typed), "{outcome}: {}", page.body);
        assert!(!clerk.get(&format!("{case}/decision")).await.has("拟定："));
    }
    let form = format!("{case}/decision/refused.third_party");
    let page = fill_in(&mut clerk, &form, &form, &[("how", "draft")]).await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "a draft is kept: {}",
        page.body
    );
}

#[tokio::test]
async fn to_change_an_answer_keeps_what_is_typed_for_the_outcome() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let partly = format!("{case}/decision/partly_granted");
    let page = fill_in(&mut clerk, &partly, &partly, &[("how", "step.clear")]).await;
    assert_eq!(page.header("location"), format!("{case}/decision?step=clear"));
    let steps = clerk.get(page.header("location")).await;
    assert!(
        !steps.has("拟定：") && !steps.has("已存为草稿"),
        "nothing was typed"
    );
    let typed: Vec<_> = PARTLY.into_iter().chain([("how", "step.clear")]).collect();
    let page = fill_in(&mut clerk, &partly, &partly, &typed).await;
    let steps = clerk.get(page.header("location")).await;
    assert!(steps.has("已存为草稿"), "{}", steps.body);
    assert!(clerk.get(&partly).await.has("联系人的手机号码"));
    // Beside the decision of another outcome, which stays.
    let other = format!("{case}/decision/unavailable.needs_making");
    let typed = [("reasons", "要从原始表格另行汇总。"), ("how", "enclosures")];
    let page = fill_in(&mut clerk, &other, &other, &typed).await;
    assert_eq!(page.header("location"), format!("{case}/enclosures"));
    assert!(clerk.get(&format!("{case}/decision")).await.has("拟定：部分公开"));
    assert!(clerk.get(&other).await.has("要从原始表格另行汇总"));
}

#[tokio::test]
async fn what_a_withheld_part_or_a_search_lacks_stands_in_its_own_row() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let case = registered(&mut clerk).await;
    let partly = format!("{case}/decision/partly_granted");
    let page = clerk.get(&partly).await;
    let mut fields: Vec<_> = crate::forms::filled(&page, &partly, &PARTLY[..3])
        .into_iter()
        .filter(|(name, _)| !["part", "part_outcome", "part_reasons"].contains(&name.as_str()))
        .collect();
    for (part, outcome) in [("手机号码", "refused.safety"), ("", ""), ("住址", "")] {
        for (name, value) in [("part", part), ("part_outcome", outcome), ("part_reasons", "")] {
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    let page = crate::forms::send(&mut clerk, &partly, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (field, message) in [
        ("part_reasons1", "不予公开的第 1 项：请说明不予公开的理由"),
        ("part_kind1", "不予公开的第 1 项：请选择公开会危及哪一项"),
        ("part_assessed_on1", "不予公开的第 1 项：请填写评估的日期"),
        ("part_outcome2", "不予公开的第 2 项：请选择依据"),
    ] {
        assert!(
            page.has(&format!("<a href=\"#{field}\">{message}")),
            "{}",
            page.body
        );
        assert!(page.has(&format!("id=\"{field}-error\"><p>{message}")), "{field}");
    }
    let (_, first) = page.body.split_once("第 1 项</legend>").unwrap();
    assert!(
        first
            .split("</details>")
            .next()
            .unwrap()
            .contains("<details open>"),
        "unfolded where something is lacking"
    );
    let other = format!("{case}/decision/unavailable.not_held");
    let page = fill_in(&mut clerk, &other, &other, &SEARCHED[..2]).await;
    assert!(
        page.has("<a href=\"#search_by1\">第 1 次检索：请填写检索人。"),
        "{}",
        page.body
    );
}

/// 送达回证: what proves the day is a paper; a sentence may stand beside it.
#[tokio::test]
async fn the_scan_of_a_receipt_is_put_in_and_proves_the_day_on_the_letters_page() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let letter = correction(&mut clerk, &case).await;
    act(&mut clerk, &letter, "submission", &[]).await;
    act(&mut signer, &letter, "approval", &[]).await;
    let upload = format!("{letter}/receipt/scan");
    let page = clerk.get(&letter).await;
    assert!(!page.has(&upload), "it has not gone out");
    let posted = [
        ("how", "post"),
        ("on", "2026-03-02"),
        ("tracking_number", "XA123456789"),
        ("proof", "滨河路1号"),
    ];
    let page = act(&mut clerk, &letter, "delivery", &posted).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&letter).await;
    assert!(page.has(&upload), "{}", page.body);
    let fields = crate::forms::filled(&page, &upload, &[]);
    let version = fields
        .iter()
        .find(|(name, _)| name == "version")
        .unwrap()
        .1
        .clone();
    let version = [("version", version.as_str())];
    let page = clerk.upload_with(&upload, &version, "回执.txt", b"hello").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"receipt_scan-error\""), "{}", page.body);
    let page = clerk.upload_with(&upload, &version, "回执.png", PNG).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&letter).await;
    assert!(page.has("回执.png"), "{}", page.body);
    let (_, rest) = page
        .main()
        .split_once(&format!("href=\"{letter}/receipts/"))
        .unwrap();
    let opened = clerk
        .get(&format!("{letter}/receipts/{}", rest.split('"').next().unwrap()))
        .await;
    assert_eq!(opened.status, StatusCode::OK);
    let page = act(&mut clerk, &letter, "receipt", &[("received_on", "2026-03-02")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = clerk.get(&case).await;
    assert!(page.has("送达回执扫描件“回执.png”"), "{}", page.body);
}

/// The smallest picture there is.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60,
    0x82,
];
