//! A number is read in every field of the desk alike: a keyboard that writes full width is no mistake, and what is no number is
//! told by the name of its field.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::desk_once::PERSON;
use crate::forms::{fill_in, register};
use crate::harness::World;
use crate::site_track::{happens, only};

#[tokio::test]
async fn a_number_is_read_in_digits_of_either_width_wherever_it_is_typed() {
    let world = World::new().await;
    let mut signer = world.at_desk(Role::Signer).await;
    let settings = "/desk/cases/settings";
    let page = fill_in(&mut signer, settings, settings, &[("correction_days", "１０")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(
        signer
            .get(settings)
            .await
            .has("name=\"correction_days\" type=\"text\" value=\"10\"")
    );
    let page = fill_in(&mut signer, settings, settings, &[("correction_days", "十")]).await;
    assert!(page.has("“补正期限”请填写 1 至"), "{}", page.body);
    let retention = "/desk/cases/retention";
    let page = fill_in(&mut signer, retention, retention, &[("years", "１２")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);

    let mut clerk = world.at_desk(Role::RequestClerk).await;
    register(&mut clerk, &PERSON).await;
    assert!(clerk.get("/desk/cases/ledger?year=２０２６").await.has("张三"));
    assert!(clerk.get("/desk/cases/register?year=２０２６").await.has("张三"));
    assert!(!clerk.get("/desk/cases/ledger?year=２０２５").await.has("张三"));
    happens(&world, Role::RequestClerk, What::FoundClear {}, "").await;
    let (id, _) = only(&world).await;
    let extended = format!("/desk/cases/{id}/acts/extended");
    let reason = ("note", "涉及的材料较多，需要逐份查找核对");
    let refused = fill_in(&mut signer, &extended, &extended, &[("days", "二十"), reason]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("<a href=\"#days\">“延长的工作日数”请填写整数，例如 20。</a>"),
        "{}",
        refused.body
    );
    assert!(refused.has("value=\"二十\""));
    let bare = fill_in(&mut signer, &extended, &extended, &[("days", "２０"), reason]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bare.has("id=\"notice-error\"")
            && bare.has("《政府信息公开申请延期答复告知书》的发文字号")
            && bare.has("逐份查找")
    );
    let told = ("notice", "旧开〔2025〕9号，挂号信XA41000000009");
    let done = fill_in(
        &mut signer,
        &extended,
        &extended,
        &[("days", "２０"), reason, told],
    )
    .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clerk.get(&format!("/desk/cases/{id}")).await.has("20 个工作日"));
}
