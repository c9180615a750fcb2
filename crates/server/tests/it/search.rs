//! The search as it runs: the index makes itself, the command finds what the page finds, and it is made anew while the site
//! serves.

use std::time::{Duration, Instant};

use crate::command::run;
use crate::serving::{get, start, stop};

const DATA: &str = ".gongkai/demo";

/// A path with words in it.
fn of(words: &str) -> String {
    let escaped = words
        .bytes()
        .fold(String::new(), |all, byte| format!("{all}%{byte:02X}"));
    format!("/search?q={escaped}")
}

#[test]
fn the_command_finds_what_the_page_finds_and_rebuilds_while_the_site_serves() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    let begun = Instant::now();
    let page = loop {
        let (status, page) = get(&server, &of("年度报告"));
        assert_eq!(status, 200, "the site answers while the index is made");
        if page.contains("共 <strong>") {
            break page;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{page}");
        std::thread::sleep(Duration::from_millis(200));
    };
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", DATA]].concat());
    let find = |words: &str| here(&["search", "find", words, "--organ", "MJXJ", "--json"]);
    let found = find("年度报告");
    assert_eq!(found.code, 0, "{}", found.err);
    let told: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let sorted = |value: &serde_json::Value| {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort_unstable();
        keys
    };
    let keys = sorted(&told);
    assert_eq!(keys, ["facets", "hits", "total"]);
    assert!(
        page.contains(&format!("共 <strong>{}</strong> 条", told["total"])),
        "{told}"
    );
    let hits = told["hits"].as_array().unwrap();
    let mut before = 0;
    for hit in hits {
        assert_eq!(sorted(hit), ["address", "date", "snippet", "title", "validity"]);
        let link = format!("<h2><a href=\"{}\"", hit["address"].as_str().unwrap());
        let place = page
            .find(&link)
            .unwrap_or_else(|| panic!("{link} is not on the page"));
        assert!(place > before, "the order of the page");
        before = place;
    }
    assert_eq!(find("宇宙飞船").code, 1);
    let rebuilt = here(&["search", "rebuild"]);
    assert!(
        rebuilt.code == 0 && rebuilt.out.contains("索引已重建"),
        "{}",
        rebuilt.err
    );
    assert_eq!(get(&server, &of("年度报告")).0, 200);
    // Somebody takes the index away: it comes back by itself.
    std::fs::remove_dir_all(folder.path().join(DATA).join("search")).unwrap();
    let begun = Instant::now();
    loop {
        let (status, page) = get(&server, &of("年度报告"));
        assert_eq!(status, 200);
        if page.contains("共 <strong>") && folder.path().join(DATA).join("search/current").is_file() {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(here(&["search", "find", "x", "--organ", "NOWHERE"]).code, 2);
    assert_eq!(stop(server), Some(0));
}
