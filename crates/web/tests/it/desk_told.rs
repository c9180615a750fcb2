//! What is told at the desk before something is done: the old day and the new one, a day that nobody published, a period that is
//! short or ends on a day off, an answer that comes late, the month a fee is counted in.

use axum::http::StatusCode;
use law::codes::spoken;
use law::staff::Role;
use office::cases::{self, letters};

use crate::desk_letters::{act, registered, settled};
use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, World};

const DAY: i64 = 86_400_000;
const QUEUE: &str = "/desk/cases/letters";

/// A letter of procedure in work; its address.
async fn begun(clerk: &mut Browser, case: &str, kind: &str, fields: &[(&str, &str)]) -> String {
    let new = format!("{case}/letters/new/{kind}");
    let page = fill_in(clerk, &new, &format!("{case}/letters"), fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.header("location").to_owned()
}

/// 条例第三十三条第二款: whoever agrees to an extension sees which day it moves and to which; 暂定 where no notice on holidays has
/// come out for the year, which the signer accepts by a tick.
#[tokio::test]
async fn whoever_signs_an_extension_sees_the_old_day_and_the_new_one_and_accepts_a_tentative_one() {
    let world = World::new().await;
    // From 2 March 2026 to 14 December, when no notice for 2027 is known.
    world.wait(287 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let fields = [("days", "20"), ("reasons", "需要检索的档案较多")];
    let letter = begun(&mut clerk, &case, "extension", &fields).await;
    let actor = world.actor(Role::Signer).await;
    let id = case.rsplit('/').next().unwrap().parse().unwrap();
    let before = cases::get(&world.office, &actor, world.moment(), id)
        .await
        .unwrap();
    let before = before.standing.due_on.unwrap();
    let found = letter.rsplit('/').next().unwrap().parse().unwrap();
    let found = letters::get(&world.office, &actor, found).await.unwrap();
    let told = letters::told(&world.office, &actor, world.moment(), &found)
        .await
        .unwrap();
    let after = told.moves.unwrap().until;
    assert!(after.year() == 2027 && before < after);
    // The draft says so, before it is handed over and where it is signed.
    let sheet = clerk.get(&letter).await;
    let words = format!("文书写明的{}为暂定", spoken(after));
    assert!(sheet.has("日期为暂定") && sheet.has(&words), "{}", sheet.body);
    assert!(
        !sheet.has("name=\"accepts_tentative\""),
        "the clerk does not accept it"
    );
    act(&mut clerk, &letter, "submission", &[]).await;
    let own = signer.get(&letter).await;
    assert!(
        own.has(&words) && own.has("name=\"accepts_tentative\""),
        "{}",
        own.body
    );
    // The card: both days, how many working days lie between them, and the tick.
    let card = signer.get(QUEUE).await;
    let days = card.body.replace("<wbr>", "");
    let old = format!("<dt>原期限</dt><dd>{}</dd>", spoken(before));
    let new = format!(
        "<div class=\"is-tentative-day\"><dt>新期限（暂定）</dt><dd>{}</dd><dd class=\"queue-count\">延长 20 个工作日</dd>",
        spoken(after)
    );
    assert!(days.contains(&old) && days.contains(&new), "{}", card.body);
    let tick = format!("该年放假安排尚未公布，我知道{}为暂定", spoken(after));
    assert!(card.has(&tick), "{}", card.body);
    let approval = format!("{letter}/approval");
    let silent = send(&mut signer, &approval, &filled(&card, &approval, &[])).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        silent.has("id=\"accepts_tentative-error\"") && silent.has("原期限"),
        "{}",
        silent.body
    );
    let accepted = [("accepts_tentative", "true")];
    let done = send(&mut signer, &approval, &filled(&silent, &approval, &accepted)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(clerk.get(&letter).await.has("已知悉日期为暂定"));
}

/// An extension of a year that is published moves its day without a word of 暂定.
#[tokio::test]
async fn a_published_day_needs_no_tick() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let fields = [("days", "20"), ("reasons", "需要检索的档案较多")];
    let letter = begun(&mut clerk, &case, "extension", &fields).await;
    let sheet = clerk.get(&letter).await;
    assert!(
        !sheet.has("日期为暂定") && !sheet.has("（暂定）"),
        "{}",
        sheet.body
    );
    act(&mut clerk, &letter, "submission", &[]).await;
    let card = signer.get(QUEUE).await;
    let days = card.body.replace("<wbr>", "");
    assert!(
        days.contains("<dt>原期限</dt><dd>2026年3月30日</dd>") && days.contains("<dt>新期限</dt>"),
        "{}",
        card.body
    );
    assert!(!card.has("暂定"));
}

/// 条例第三十条: what is short or ends on a day off is told on the sheet and on the card, before anything goes out.
#[tokio::test]
async fn a_short_period_and_one_that_ends_on_a_day_off_are_told_on_sheet_and_card() {
    let world = World::new().await;
    // A Thursday; the 7th is a Saturday.
    world.wait(3 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let fields = [("items", "请写明年度"), ("respond_by", "2026-03-07")];
    let letter = begun(&mut clerk, &case, "correction", &fields).await;
    let words = [
        "补正的期限只有 1 个工作日，是否合理请斟酌",
        "2026-03-07 是休息日，顺延至 2026-03-09",
    ];
    let sheet = clerk.get(&letter).await;
    for words in words {
        assert!(sheet.has(words), "{words}: {}", sheet.body);
    }
    act(&mut clerk, &letter, "submission", &[]).await;
    let card = signer.get(QUEUE).await;
    for words in words {
        assert!(card.has(words), "{words}: {}", card.body);
    }
    assert!(card.has("<strong class=\"when is-near\">有提示</strong>"));
    let other = registered(&mut clerk).await;
    let fields = [("items", "请写明年度"), ("respond_by", "2026-03-20")];
    let fair = begun(&mut clerk, &other, "correction", &fields).await;
    let sheet = clerk.get(&fair).await;
    assert!(
        !sheet.has("是否合理请斟酌") && !sheet.has("是休息日"),
        "{}",
        sheet.body
    );
}

/// 条例第三十条、第四十二条: it is taken all the same, and whoever records it is told before.
#[tokio::test]
async fn a_correction_and_a_payment_that_come_late_are_told_on_the_form_before_they_are_recorded() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let [one, other] = ["9", "10"].map(|number| format!("旧开〔2026〕{number}号，挂号信XA41000000009"));
    let asked = registered(&mut clerk).await;
    let charged = registered(&mut clerk).await;
    for (case, name, fields) in [
        (
            &asked,
            "correction_requested",
            vec![
                ("note", "请写明年度"),
                ("respond_by", "2026-03-13"),
                ("received_on", "2026-03-02"),
                ("notice", one.as_str()),
            ],
        ),
        (
            &charged,
            "fee_notified",
            vec![
                ("tariff", "pages"),
                ("quantity", "68"),
                ("received_on", "2026-03-02"),
                ("notice", other.as_str()),
            ],
        ),
    ] {
        let form = format!("{case}/acts/{name}");
        let page = fill_in(&mut clerk, &form, &form, &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    let (corrected, paid) = (
        format!("{asked}/acts/corrected"),
        format!("{charged}/acts/fee_paid"),
    );
    for form in [&corrected, &paid] {
        assert!(!clerk.get(form).await.has("逾期"), "{form}: in time");
    }
    world.wait(60 * DAY);
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let page = clerk.get(&corrected).await;
    assert!(
        page.has("今天收到的属于逾期：申请人补正的期限已于 2026-03-13 届满")
            && page.has("答复期限自收到补正之日起重新计算（条例第三十条）")
            && page.has("此前已经收到的，请填写收到之日"),
        "{}",
        page.body
    );
    let page = clerk.get(&paid).await;
    assert!(
        page.has("今天收到的属于逾期：") && page.has("国办函〔2020〕109号"),
        "{}",
        page.body
    );
    let late = fill_in(&mut clerk, &paid, &paid, &[]).await;
    assert_eq!(
        late.status,
        StatusCode::SEE_OTHER,
        "it is recorded: {}",
        late.body
    );
    assert!(
        clerk.get(&charged).await.has("届满；已如实登记"),
        "and told after"
    );
}

/// 国办函〔2020〕109号: the applicant's applications of the month are listed, and their number is nothing to type.
#[tokio::test]
async fn the_month_a_fee_is_counted_in_is_listed_on_its_form() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    registered(&mut clerk).await;
    let case = registered(&mut clerk).await;
    let page = clerk.get(&format!("{case}/letters/new/fee")).await;
    let (_, list) = page.main().split_once("本件是该申请人本月的第 2 件").unwrap();
    let list = list.split("</ol>").next().unwrap();
    assert_eq!(list.matches("<li>").count(), 2, "{list}");
    assert!(
        list.contains(&format!(
            "href=\"{case}\">TEST01-2026-0002</a> 2026-03-02 收到 滨河路改造工程的招标文件"
        )),
        "{list}"
    );
    assert!(page.has("按件计收的由系统按下面的清单计算"));
}
