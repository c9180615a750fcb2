//! Whoever opens a record from a list is led back to that list after the act, with its notice; what is done on the record's own
//! page stays there and still knows the list.

use axum::http::StatusCode;
use law::cases::What;
use law::staff::Role;

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};
use crate::site_track::{CONFIRMED, happens, only, tracking};

/// The address of the first link on a page that begins so.
fn link(page: &Page, begins: &str) -> String {
    let (_, rest) = page
        .main()
        .split_once(&format!("href=\"{begins}"))
        .unwrap_or_else(|| panic!("no link {begins} on:\n{}", page.body));
    let end = rest.split('"').next().unwrap();
    format!("{begins}{end}")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

/// Fills in the form of a page that was opened by a link.
async fn take(browser: &mut Browser, page: &str, action: &str, changed: &[(&str, &str)]) -> Page {
    let shown = browser.get(page).await;
    let marked = shown.main().split(" action=\"").skip(1);
    let marked = marked.map(|rest| rest.split('"').next().unwrap());
    let action = marked
        .into_iter()
        .find(|found| found.starts_with(action))
        .unwrap()
        .to_owned();
    let fields = filled(&shown, &action, changed);
    send(browser, &action, &fields).await
}

#[tokio::test]
async fn after_an_act_the_reader_is_where_they_came_from() {
    let world = World::new().await;
    let (mut visitor, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let case = format!("/desk/cases/{id}");
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    for list in [
        "/desk",
        "/desk/cases",
        "/desk/cases/ledger?q=2024",
        "/desk/search?q=2024",
    ] {
        let row = link(&clerk.get(list).await, &case);
        let query = serde_html_form::to_string([("from", list)]).unwrap();
        assert_eq!(row, format!("{case}?{query}"), "{list}");
        let page = clerk.get(&row).await;
        assert!(
            page.has(&format!("<a class=\"case-back\" href=\"{list}\">返回")),
            "{}",
            page.body
        );
        // A note is written on the page itself, which still knows the list.
        let noted = take(&mut clerk, &row, &format!("{case}/notes"), &[("note", list)]).await;
        assert_eq!(noted.header("location"), format!("{case}?{query}#notes"));
    }
    let row = link(&clerk.get("/desk/cases").await, &case);
    let act = link(&clerk.get(&row).await, &format!("{case}/acts/confirmed"));
    let refused = take(
        &mut clerk,
        &act,
        &format!("{case}/acts/confirmed"),
        &[("on", "昨天")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("/acts/confirmed?from=%2Fdesk%2Fcases\""),
        "kept by the page that comes back"
    );
    let done = take(&mut clerk, &act, &format!("{case}/acts/confirmed"), &CONFIRMED).await;
    assert_eq!(done.header("location"), "/desk/cases", "{}", done.body);
    assert!(clerk.get("/desk/cases").await.has("TEST01-2026-0001：已登记“"));
    // Opened by its own address it stays with the case.
    let again = format!("{case}/acts/found_clear");
    let done = fill_in(&mut clerk, &again, &again, &[]).await;
    assert_eq!(done.header("location"), case, "{}", done.body);

    let question = format!("/track/case/{id}/question");
    fill_in(
        &mut visitor,
        &question,
        &question,
        &[("content", "什么时候答复？")],
    )
    .await;
    let letter = link(
        &clerk.get("/desk/cases/messages").await,
        &format!("{case}/messages"),
    );
    let answered = take(
        &mut clerk,
        &letter,
        "/desk/cases/messages/",
        &[("answer", "本月底前。")],
    )
    .await;
    assert_eq!(
        answered.header("location"),
        "/desk/cases/messages",
        "{}",
        answered.body
    );
}

#[tokio::test]
async fn no_address_leads_out_of_the_desk() {
    let world = World::new().await;
    let (_, _) = tracking(&world).await;
    let (id, _) = only(&world).await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    happens(&world, Role::RequestClerk, What::Confirmed {}, "").await;
    let act = format!("/desk/cases/{id}/acts/found_clear");
    for foreign in [
        "https%3A%2F%2Fexample.org",
        "%2F%2Fexample.org",
        "%2Fdesk%2Fsession%2Fend",
        "%2Fdesk%0D%0AX%3A1",
    ] {
        let page = clerk.get(&format!("{act}?from={foreign}")).await;
        assert!(!page.body.contains("from="), "{foreign}");
        let fields = filled(&page, &act, &[("on", "昨天")]);
        let sent = send(&mut clerk, &format!("{act}?from={foreign}"), &fields).await;
        assert!(!sent.body.contains("from="), "{foreign}");
    }
    let page = clerk.get(&format!("{act}?from=%2F%2Fexample.org")).await;
    let fields = filled(&page, &act, &[]);
    let done = send(&mut clerk, &format!("{act}?from=%2F%2Fexample.org"), &fields).await;
    assert_eq!(done.header("location"), format!("/desk/cases/{id}"));
}
