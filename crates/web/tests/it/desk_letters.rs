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
    assert_eq!(
        act(&mut clerk, &letter, "filling", &[]).await.status,
        StatusCode::SEE_OTHER
    );
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
        &[("version", "1"), ("title", "改过的标题")],
    )
    .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.has("改过的标题") && stale.has("刚刚修改过"));
}

/// A notice of correction in work; its address.
async fn correction(clerk: &mut Browser, case: &str) -> String {
    let new = format!("{case}/letters/new/correction");
    let letters = format!("{case}/letters");
    let page = fill_in(clerk, &new, &letters, &[("items", "请写明年度\n请写明标段")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
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
