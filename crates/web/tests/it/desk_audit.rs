//! The audit log at the desk: found by who, what, when and which record; the chain gone through.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_letters::{correction, registered, settled};
use crate::harness::{Page, World};

const HERE: &str = "/desk/audit";

/// How many entries the page lists.
fn count(page: &Page) -> usize {
    page.body.matches("class=\"audit-hash\"").count()
}

#[tokio::test]
async fn the_log_is_found_by_who_what_when_and_which_record() {
    let world = World::new().await;
    let id = world.published("statutory", "示例通知").await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor.get(HERE).await;
    for told in [
        "发布政府信息",
        "保密审查",
        "新建政府信息",
        "示例通知",
        "登记机关",
        "开通账号",
    ] {
        assert!(page.has(told), "{told}");
    }
    let publishing = auditor.get(&format!("{HERE}?act=documents.publish")).await;
    assert_eq!(count(&publishing), 1);
    assert!(publishing.has("签发人") && publishing.has("selected>发布政府信息"));
    assert_eq!(
        count(&auditor.get(&format!("{HERE}?act=documents.")).await),
        5,
        "the whole group"
    );
    assert_eq!(
        count(&auditor.get(&format!("{HERE}?subject=document+{id}")).await),
        5
    );
    assert_eq!(
        count(
            &auditor
                .get(&format!("{HERE}?q=%E7%A4%BA%E4%BE%8B%E9%80%9A%E7%9F%A5"))
                .await
        ),
        5,
        "all that was done to 示例通知, the creation without its title too"
    );
    assert_eq!(
        count(
            &auditor
                .get(&format!("{HERE}?from=2026-03-02&until=2026-03-02&act=documents."))
                .await
        ),
        5
    );
    let before = auditor.get(&format!("{HERE}?until=2026-03-01")).await;
    assert!(before.has("没有符合条件的记录"));
    let broken = auditor
        .get(&format!("{HERE}?from=%E6%98%A8%E5%A4%A9&account=x&before=y"))
        .await;
    assert_eq!(broken.status, StatusCode::OK, "what can't be asked is not asked");
    let backwards = auditor
        .get(&format!("{HERE}?from=2026-03-16&until=2026-03-02"))
        .await;
    assert!(backwards.has("结束日期早于开始日期"), "told, and not only empty");
}

#[tokio::test]
async fn a_case_is_followed_by_its_number_its_applicant_and_its_letters_number() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    correction(&mut clerk, &case).await;
    let (_, case) = case.rsplit_once('/').unwrap();
    let mut auditor = world.at_desk(Role::Auditor).await;
    let all = auditor.get(&format!("{HERE}?subject=case+{case}")).await;
    let number = all.body.split_once("<strong>申请 ").unwrap().1;
    let number = number.split('<').next().unwrap().to_owned();
    assert!(number.contains("-2026-"), "{number}");
    assert!(
        count(&all) >= 2 && all.has("政府信息公开申请补正告知书"),
        "{}",
        all.body
    );
    for words in [number.as_str(), &number.to_lowercase(), "张三"] {
        let query = serde_html_form::to_string([("q", words)]).unwrap();
        let found = auditor.get(&format!("{HERE}?{query}")).await;
        assert_eq!(count(&found), count(&all), "{words}");
        assert!(found.has(&format!("申请 {number}")), "{words}");
    }
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page() {
    let world = World::new().await;
    for number in 0..30 {
        world.published("statutory", &format!("第{number}条")).await;
    }
    let mut auditor = world.at_desk(Role::Auditor).await;
    let mut page = auditor.get(&format!("{HERE}?act=documents.")).await;
    let mut entries = count(&page);
    while let Some((before, _)) = page.body.split_once("\">更早的记录") {
        let next = before.rsplit("href=\"").next().unwrap().replace("&#38;", "&");
        page = auditor.get(&next).await;
        entries += count(&page);
    }
    assert_eq!(entries, 150);
    assert!(page.has("回到最新"));
}

#[tokio::test]
async fn the_chain_is_gone_through() {
    let world = World::new().await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    auditor.get(HERE).await;
    let page = auditor.post("/desk/audit/verification", &[]).await;
    assert!(page.has("审计链完整"), "{}", page.body);
}

#[tokio::test]
async fn only_the_auditor_reads_the_log() {
    let world = World::new().await;
    for role in Role::ALL.iter().filter(|role| **role != Role::Auditor) {
        let mut other = world.at_desk(*role).await;
        assert_eq!(
            other.get(HERE).await.status,
            StatusCode::FORBIDDEN,
            "{}",
            role.label()
        );
    }
}

#[tokio::test]
async fn what_was_refused_is_on_record_once_a_minute_for_each_act() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let refusals = format!("{HERE}?act=access.refuse");
    assert_eq!(count(&auditor.get(&refusals).await), 0);
    for _ in 0..100 {
        assert_eq!(editor.get(HERE).await.status, StatusCode::FORBIDDEN);
    }
    let page = auditor.get(&refusals).await;
    assert_eq!(count(&page), 1, "a hundred tries, one entry");
    assert!(page.has("越权访问被拒绝") && page.has("查阅审计日志") && page.has(Role::Editor.label()));
    // Another door is another entry, and so is the same a minute later.
    editor.get("/desk/people").await;
    assert_eq!(count(&auditor.get(&refusals).await), 2);
    world.wait(60_000);
    editor.get(HERE).await;
    assert_eq!(count(&auditor.get(&refusals).await), 3);
    // A form that is sent without its page is refused likewise.
    let mut security = world.at_desk(Role::SecurityAdministrator).await;
    security.get("/desk").await;
    let page = security
        .post("/desk/people", &[("login", "zhaoliu"), ("name", "赵六")])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(count(&auditor.get(&refusals).await), 4);
    // A page that is not there, an old form and whoever is not signed in are no refusals.
    editor.get("/desk/documents/17").await;
    editor.post_bare("/desk/account/password", &[]).await;
    world.visitor().get(HERE).await;
    assert_eq!(count(&auditor.get(&refusals).await), 4);
}

#[tokio::test]
async fn the_log_is_told_in_sentences() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    correction(&mut clerk, &case).await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let (_, id) = case.rsplit_once('/').unwrap();
    let page = auditor.get(&format!("{HERE}?subject=case+{id}")).await;
    let number = page.body.split_once("<strong>申请 ").unwrap().1;
    let number = number.split('<').next().unwrap().to_owned();
    let clerk = Role::RequestClerk.label();
    for told in [
        format!("{clerk} 登记申请 {number}"),
        format!("{clerk} 拟写 {number} 的政府信息公开申请补正告知书"),
    ] {
        assert!(page.has(&told), "{told}\n{}", page.body);
    }
}

#[tokio::test]
async fn the_log_goes_out_as_a_file_that_is_verified_alone() {
    let world = World::new().await;
    world.published("statutory", "示例通知").await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    let page = auditor.get(HERE).await;
    // Since 2026-01-01: its Article 21 of before is 23 now.
    assert!(
        page.has("至少保存六个月（网络安全法第二十三条）"),
        "{}",
        page.body
    );
    let json = auditor.post("/desk/audit/export", &[("format", "json")]).await;
    assert_eq!(json.status, StatusCode::OK);
    assert!(json.header("content-disposition").contains("attachment"));
    let file: law::audit::Exported = serde_json::from_slice(&json.bytes).unwrap();
    let verified = file.verify().unwrap();
    assert!(verified.entries > 3 && verified.sealed == 0);
    let last = file.entries.last().unwrap().said.as_ref().unwrap();
    assert_eq!(last.act, "audit.export", "the export is on record");
    let mut changed = file.clone();
    changed.entries.get_mut(1).unwrap().said.as_mut().unwrap().actor = "别人".to_owned();
    assert_eq!(changed.verify().unwrap_err().seq, 2);
    auditor.get(HERE).await;
    let xlsx = auditor.post("/desk/audit/export", &[("format", "xlsx")]).await;
    assert!(xlsx.status == StatusCode::OK && xlsx.bytes.starts_with(b"PK"));
    let mut editor = world.at_desk(Role::Editor).await;
    let refused = editor.post("/desk/audit/export", &[("format", "json")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
