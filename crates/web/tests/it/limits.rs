//! Costly work that anybody may ask for: so much at once, a short queue, and for the others a page that says when to come
//! again.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use office::limits::{Gate, Seat, cores};
use tokio::task::JoinSet;

use crate::harness::{PASSWORD, Page, World};

const TRIES: usize = 100;

/// Takes all seats behind a gate.
pub async fn taken(gate: &Gate, seats: usize) -> Vec<Seat> {
    let mut taken = Vec::new();
    for _ in 0..seats {
        taken.push(gate.enter().await.unwrap());
    }
    taken
}

/// A hundred sign-ins at once, of a hundred logins.
async fn attack(world: &World) -> Vec<Page> {
    let mut visitor = world.visitor();
    visitor.get("/desk/session").await;
    let mut asked = JoinSet::new();
    for number in 0..TRIES {
        let mut visitor = visitor.clone();
        asked.spawn(async move {
            let login = format!("somebody-{number}");
            let fields = [("login", login.as_str()), ("password", PASSWORD)];
            visitor.post("/desk/session", &fields).await
        });
    }
    asked.join_all().await
}

#[tokio::test]
async fn who_signs_in_while_all_seats_are_taken_is_told_when_to_come_again_and_keeps_what_was_typed() {
    let world = World::new().await;
    let seats = taken(&world.office.limits().passwords, 2 * cores()).await;
    let begun = Instant::now();
    for page in attack(&world).await {
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.body);
        assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
        assert!(page.has("同时登录的人较多，这次没有核对，也不计入失败次数"));
        assert!(page.has("value=\"somebody-") && !page.has(PASSWORD));
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "nobody waits for long");
    drop(seats);
    // None of them was counted: the address is not locked.
    world.at_desk(law::staff::Role::Editor).await;
}

#[tokio::test]
async fn of_a_hundred_sign_ins_at_once_each_is_answered_and_no_more_are_judged_than_an_address_may_fail() {
    let world = World::new().await;
    let pages = attack(&world).await;
    let count = |status| pages.iter().filter(|page| page.status == status).count();
    let busy = count(StatusCode::SERVICE_UNAVAILABLE);
    let (wrong, locked) = (
        count(StatusCode::UNPROCESSABLE_ENTITY),
        count(StatusCode::TOO_MANY_REQUESTS),
    );
    assert_eq!(busy + wrong + locked, TRIES);
    assert!(wrong < 20, "{wrong} were judged wrong");
    let is_told = |page: &Page| !page.header("retry-after").is_empty();
    assert!(
        pages
            .iter()
            .all(|page| page.status == StatusCode::UNPROCESSABLE_ENTITY || is_told(page))
    );
}

#[tokio::test]
async fn who_asks_for_a_paper_while_too_many_are_made_is_told_so_and_the_desk_is_not_held_up() {
    let world = World::new().await;
    let limits = world.office.limits();
    let mut visitor = world.visitor();
    let held = taken(&limits.visitors, cores()).await;
    let page = visitor.get("/apply/blank/form.docx").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.has("服务繁忙") && page.has("正在访问的人较多"));
    assert!(page.header("retry-after").parse::<u32>().unwrap() > 0);
    // Reckoning anybody's dates waits at the same gate.
    let page = visitor
        .get("/deadline?channel=in_person&arrived=2024-03-04")
        .await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    limits.staff.run(|| ()).await.unwrap();
    drop(held);
    let page = visitor
        .get("/deadline?channel=in_person&arrived=2024-03-04")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let page = visitor.get("/apply/blank/form.docx").await;
    assert_eq!(page.status, StatusCode::OK);
}
