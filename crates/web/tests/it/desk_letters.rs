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
        steps.has("补不补") && steps.has("都不是，下一步：该不该"),
        "{}",
        steps.body
    );
    assert!(steps.has("今天还不能"));
    let form = format!("{case}/decision/unavailable.not_held");
    let page = fill_in(&mut clerk, &form, &form, &[]).await;
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
    assert!(reviewer.get("/desk").await.has("1 份依申请公开文书待您审签"));
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
        back.has("第二项不需要") && back.has("- 请写明标段"),
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
