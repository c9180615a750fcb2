//! Who may reach what at the desk: the list of routes with their acts is a golden file, and so is the short list of those
//! that nobody checks.

use std::fmt::Write as _;
use std::path::Path;

use axum::http::StatusCode;
use law::staff::{Role, Roles, may};
use web::{guarded_routes, open_routes};

use crate::harness::World;

#[tokio::test]
async fn every_desk_route_names_its_act_as_agreed() {
    let world = World::new().await;
    let listed = guarded_routes(&world.app);
    let lines: String = listed.iter().map(line).collect();
    assert_agreed("routes.txt", &lines);
}

#[tokio::test]
async fn only_signing_in_and_secret_addresses_are_unchecked() {
    let world = World::new().await;
    let mut lines = String::new();
    for route in open_routes(&world.app) {
        writeln!(lines, "{:<4} {}", route.method, route.path).unwrap();
    }
    assert_agreed("open_routes.txt", &lines);
}

/// The desk has no other way of declaring a route than the two lists.
#[test]
fn no_desk_route_is_declared_past_the_lists() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let code = std::fs::read_to_string(&path).unwrap();
                assert!(
                    !code.contains("Router"),
                    "{} declares routes itself",
                    path.display()
                );
            }
        }
    }
}

fn assert_agreed(file: &str, lines: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(file);
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(&path, lines).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        lines, agreed,
        "the routes changed: read the difference, then bless it with GONGKAI_BLESS=1"
    );
}

/// The route, its act, and every role that may do it.
fn line(route: &web::GuardedRoute) -> String {
    let trusted = |role: &Role| may(&Roles::from_iter([*role]), route.act).is_ok();
    let roles: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| trusted(role))
        .map(|role| role.code())
        .collect();
    let (method, path, act) = (route.method, route.path, route.act.code());
    format!("{method:<4} {path:<52} {act:<26} {}\n", roles.join(" "))
}

#[tokio::test]
async fn no_desk_route_answers_a_stranger() {
    let world = World::new().await;
    for route in guarded_routes(&world.app) {
        let path = route
            .path
            .replace("{id}", "1")
            .replace("{year}", "2024")
            .replace("{file}", "1")
            .replace("{number}", "1")
            .replace("{act}", "replied");
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

/// A form that came back refused leaves the address of its act in the bar: reloaded there, kept as a bookmark or reached by
/// another page's way back, it is the page of the form.
#[tokio::test]
async fn the_address_of_an_act_leads_to_the_page_of_its_form() {
    let world = World::new().await;
    let listed = guarded_routes(&world.app);
    let open = open_routes(&world.app);
    let of_method = |method: &str| -> Vec<&'static str> {
        let guarded = listed.iter().map(|route| (route.method, route.path));
        let all = guarded.chain(open.iter().map(|route| (route.method, route.path)));
        all.filter(|(known, _)| *known == method)
            .map(|(_, path)| path)
            .collect()
    };
    let placed = |path: &str| -> String {
        let segments = path.split('/');
        let placed = segments.map(|one| if one.starts_with('{') { "7" } else { one });
        placed.collect::<Vec<_>>().join("/")
    };
    let pages: Vec<&str> = of_method("GET");
    let files = ["/{file}", "/scan", "/{extension}", "/{format}"];
    let acts = of_method("POST");
    assert!(acts.len() > 100, "{}", acts.len());
    for act in acts.iter().filter(|act| !pages.contains(act)) {
        let mut visitor = world.visitor();
        let answer = visitor.get(&placed(act)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
        let page = pages
            .iter()
            .find(|page| placed(page) == answer.header("location"));
        let page = page.unwrap_or_else(|| panic!("{act} leads to {}", answer.header("location")));
        assert!(
            !files.iter().any(|ending| page.ends_with(ending)),
            "{act} leads to the file {page}"
        );
    }
    let leads = [
        ("/desk/cases/7/registration/mending", "/desk/cases/7"),
        ("/desk/cases/7/registration", "/desk/cases/7"),
        ("/desk/cases/7/letters", "/desk/cases/7"),
        ("/desk/cases/7/case_file", "/desk/cases/7"),
        (
            "/desk/cases/7/enclosures/files/8/cleaning",
            "/desk/cases/7/enclosures",
        ),
        ("/desk/cases/7/letters/8/scan/removal", "/desk/cases/7/letters/8"),
        ("/desk/cases/messages/7/answer", "/desk/cases/messages"),
        ("/desk/disputes/7/answer", "/desk/disputes/7"),
        ("/desk/disputes/7/ending", "/desk/disputes/7"),
        ("/desk/askings/7/link/removal", "/desk/askings/7"),
        ("/desk/askings/7/day", "/desk/askings/7"),
        ("/desk/holidays/preview", "/desk/holidays/new"),
        ("/apply/published", "/apply/what"),
        ("/track/end", "/track"),
    ];
    for (act, page) in leads {
        let mut visitor = world.visitor();
        assert_eq!(visitor.get(act).await.header("location"), page, "{act}");
    }
}

#[tokio::test]
async fn an_address_that_can_not_be_one_is_not_found() {
    let world = World::new().await;
    let mut auditor = world.at_desk(Role::Auditor).await;
    for path in [
        "/desk/documents/abc",
        "/desk/reports/abc",
        "/desk/holidays/99999",
        "/desk/people/abc",
    ] {
        let page = auditor.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.has("没有找到您要的页面"), "{path}");
    }
}
