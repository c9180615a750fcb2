//! Who may reach what at the desk: the list of routes with their acts is a golden file, and no route is unchecked.

use axum::http::StatusCode;
use web::guarded_routes;

use crate::harness::World;

#[tokio::test]
async fn every_desk_route_names_its_act_as_agreed() {
    let world = World::new().await;
    let listed = guarded_routes(&world.app);
    let line =
        |route: &web::GuardedRoute| format!("{:<4} {:<52} {}", route.method, route.path, route.act.code());
    let lines: Vec<String> = listed.iter().map(line).collect();
    let lines = lines.join(
        "
",
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/routes.txt");
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(path, format!("{lines}\n")).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        lines, agreed,
        "the routes changed: read the difference, then bless it with GONGKAI_BLESS=1"
    );
}

/// Paths under /desk that nobody checks: signing in, and nothing else.
const OPEN: [&str; 2] = ["/desk/session", "/desk/session/code"];

#[tokio::test]
async fn no_desk_route_answers_a_stranger() {
    let world = World::new().await;
    for route in guarded_routes(&world.app)
        .into_iter()
        .filter(|route| !OPEN.contains(&route.path))
    {
        let path = route
            .path
            .replace("{id}", "1")
            .replace("{year}", "2024")
            .replace("{file}", "1")
            .replace("{number}", "1");
        let mut stranger = world.visitor();
        if route.method == "GET" {
            let page = stranger.get(&path).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "GET {path}");
            assert!(page.header("location").starts_with("/desk/session"), "GET {path}");
        } else {
            let page = stranger.post_bare(&path, &[("csrf", "guess")]).await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "POST {path}");
        }
    }
}
