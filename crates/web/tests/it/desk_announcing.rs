//! 公告送达 asked of whoever signs: what was asked is read where it is judged, and who can be reached is told of once more.

use axum::http::StatusCode;
use law::staff::Role;

use crate::desk_letters::{act, correction, registered, settled};
use crate::desk_once::PERSON;
use crate::forms::{fill_in, filled, register, send};
use crate::harness::World;

const WHY: &str = "登记的地址查无此人，电话停机";

/// 民事诉讼法第九十五条, by analogy.
#[tokio::test]
async fn what_a_clerk_asked_stands_where_it_is_declined_and_who_can_be_reached_is_told_of() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let receipt = register(&mut clerk, &PERSON).await;
    let (_, rest) = receipt.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("/desk/cases/{}", rest.split('"').next().unwrap());
    let letter = correction(&mut clerk, &case).await;
    act(&mut clerk, &letter, "submission", &[]).await;
    act(&mut signer, &letter, "approval", &[]).await;
    let page = clerk.get(&letter).await;
    let action = format!("{letter}/delivery");
    let asked = [
        ("how", "announced"),
        ("place", "本机关网站通知公告栏"),
        ("proof", "通知公告栏第12期"),
        ("despite", WHY),
    ];
    let asking = format!("{letter}/announcing");
    let done = send(&mut clerk, &asking, &filled(&page, &action, &asked)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(&letter).await;
    assert!(page.has(WHY) && page.has("改用其他方式送达"), "{}", page.main());
    let declining = format!("{letter}/announcing/removal");
    let page = signer.get(&letter).await;
    assert!(page.has("提请公告送达：登记的地址查无此人"), "{}", page.main());
    let refused = send(&mut signer, &declining, &filled(&page, &declining, &[])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "请写明为什么不采用",
        "value=\"本机关网站通知公告栏\"",
        "value=\"通知公告栏第12期\"",
        WHY,
    ] {
        assert!(refused.has(kept), "{kept}: {}", refused.main());
    }
    // Whoever asked to download it can be reached here.
    let reachable = "申请人选择在本网站下载，可以网上送达";
    let announced = send(&mut signer, &action, &filled(&refused, &action, &[])).await;
    assert_eq!(announced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        announced.has("id=\"is_out_of_reach-error\"") && announced.has(reachable) && announced.has(WHY),
        "{}",
        announced.main()
    );
    let tried = [("is_out_of_reach", "true")];
    let announced = send(&mut signer, &action, &filled(&announced, &action, &tried)).await;
    assert_eq!(announced.status, StatusCode::SEE_OTHER, "{}", announced.body);
    let page = clerk.get(&letter).await;
    assert!(
        page.has("公告的截图、报样") && !page.has("上传回执"),
        "{}",
        page.main()
    );
}

/// 民事诉讼法第九十五条: thirty days, which are no working days, in the head of the case and in its course, until they have passed.
#[tokio::test]
async fn the_days_of_an_announcement_are_counted_as_the_calendar_has_them() {
    const DAY: i64 = 86_400_000;
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let case = registered(&mut clerk).await;
    let reply = [
        ("outcome", "granted"),
        ("note", "示例公复〔2026〕1号"),
        ("despite", "系统外办理"),
    ];
    let told = [
        ("how", "announced"),
        ("note", "本机关网站通知公告栏，登记的地址查无此人"),
        ("despite", "系统外办理"),
    ];
    let replied = format!("{case}/acts/replied");
    let page = fill_in(&mut signer, &replied, &replied, &reply).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let delivered = format!("{case}/acts/delivered");
    let page = fill_in(&mut clerk, &delivered, &delivered, &told).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.main());
    // Announced on 2 March: over on 1 April.
    for (waited, left) in [(0, "还有 30 日"), (10, "还有 20 日")] {
        world.wait(waited * DAY);
        let page = world.at_desk(Role::RequestClerk).await.get(&case).await;
        let main = page.main();
        assert!(main.contains("公告期满") && main.contains("2026-04-01"), "{main}");
        assert_eq!(main.matches(left).count(), 2, "head and course: {main}");
        assert!(!main.contains("个工作日</"), "{main}");
        assert!(!main.contains("登记归档"), "{main}");
    }
    world.wait(20 * DAY);
    let page = world.at_desk(Role::RequestClerk).await.get(&case).await;
    assert!(
        !page.main().contains("公告中") && page.has("登记归档"),
        "{}",
        page.main()
    );
}
