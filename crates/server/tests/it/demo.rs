//! The whole demonstration: loaded by real acts, as old as the day it is loaded on, and said on every page to be one.

use std::time::{Duration, Instant};

use law::cases::State;
use law::codes::TableThreeRow;
use office::cases::{self, CaseFilter};
use office::{Actor, Office, organs};

use crate::command::{Ended, ended, gongkai, run};
use crate::serving::{get, start, stop};

const DATA: &str = ".gongkai/demo";

/// Which of these nothing of the demonstration is in.
async fn missing<T: Copy + std::fmt::Debug>(
    (office, actor): (&Office, &Actor),
    all: impl IntoIterator<Item = T>,
    filter: impl Fn(T) -> CaseFilter,
) -> Vec<T> {
    let mut missing = Vec::new();
    for one in all {
        if cases::list(office, actor, &filter(one)).await.unwrap().total == 0 {
            missing.push(one);
        }
    }
    missing
}

async fn every_state_and_outcome_is_there(folder: &std::path::Path) {
    let data = folder.join(DATA);
    let url = format!("sqlite:{}", data.join("gongkai.db").display());
    let office = Office::open(&url, &data.join("files")).await.unwrap();
    let organ = organs::first(&office).await.unwrap().unwrap().id;
    let actor = Actor::system(organ, "测试");
    let here = (&office, &actor);
    let state = |state| CaseFilter {
        state: Some(state),
        ..CaseFilter::default()
    };
    let states = missing(here, State::ALL.iter().copied(), state).await;
    assert!(states.is_empty(), "no case is {states:?}");
    let outcome = |outcome| CaseFilter {
        outcome: Some(outcome),
        ..CaseFilter::default()
    };
    let is_sum = |row: &TableThreeRow| {
        use TableThreeRow::{BroughtForward, CarriedForward, New, Total};
        matches!(row, New | BroughtForward | Total | CarriedForward)
    };
    let outcomes = TableThreeRow::printed().filter(|row| !is_sum(row));
    let outcomes = missing(here, outcomes, outcome).await;
    // A system such as this holds no state secret (保密法第三十一条).
    assert_eq!(outcomes, [TableThreeRow::RefusedStateSecret]);
}

#[tokio::test]
async fn the_whole_demonstration_shows_every_state_and_says_on_each_page_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| -> Ended { run(folder.path(), &[arguments, &["--data", DATA]].concat()) };
    let begun = Instant::now();
    let loaded = here(&["demo", "--load-only"]);
    assert_eq!(loaded.code, 0, "{}{}", loaded.out, loaded.err);
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
    assert!(!loaded.err.contains("没有办成"), "{}", loaded.err);
    every_state_and_outcome_is_there(folder.path()).await;
    let log = here(&["audit", "verify"]);
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
    let doctor = here(&["doctor"]);
    assert!(!doctor.out.contains("还缺"), "{}", doctor.out);
    for (name, words) in [
        ("邮件", "送往文件夹"),
        ("示例账号", "演示数据"),
        ("后台任务", "启动后办理"),
    ] {
        let line = doctor.out.lines().find(|line| line.contains(name)).unwrap();
        assert!(line.contains("[正常]") && line.contains(words), "{line}");
    }
    // Whatever was done, nobody was told by mail: the one that waits says that an address was entered.
    let jobs = here(&["jobs", "list"]);
    let waiting = jobs
        .out
        .lines()
        .filter(|line| line.contains("次") && line.contains("邮件"));
    assert_eq!(waiting.count(), 1, "{}", jobs.out);
    let server = start(folder.path(), &["serve", "--data", DATA]);
    let (_, home) = get(&server, "/");
    assert!(home.contains("class=\"demonstration\""), "{home}");
    assert!(!home.contains("<span class=\"tag\">示例</span>"));
    let (_, reports) = get(&server, "/reports");
    assert!(reports.matches("href=\"/reports/20").count() >= 5, "{reports}");
    // The one true report does not accuse its organ: its own day stands there, and that it was moved here.
    let (_, real) = reports.split_once("href=\"/reports/2024\"").unwrap();
    let real = real.split("</tr>").next().unwrap();
    assert!(real.contains("2025-01-20") && real.contains("迁移"), "{real}");
    assert!(
        !reports.contains("年都是 0 件"),
        "every chart shows something: {reports}"
    );
    let (_, answers) = get(&server, "/answered");
    assert!(answers.contains("环境影响评价批复"), "{answers}");
    assert_eq!(stop(server), Some(0));
}

/// The clock that another day is told by; the tests' machine has it (`make test` asks for it).
fn other_clock() -> std::path::PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap();
    let found = folders
        .map(|folder| folder.unwrap().path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.exists());
    found.expect("libfaketime is not installed: apt-get install faketime")
}

#[tokio::test]
async fn the_demonstration_is_whole_on_whichever_day_it_is_loaded() {
    // After a year's report went out, with what applicants paid in it; and over a spring that no notice told of yet.
    for day in ["2027-02-22", "2027-06-15"] {
        let folder = tempfile::tempdir().unwrap();
        let loaded = gongkai(folder.path())
            .env("LD_PRELOAD", other_clock())
            .env("FAKETIME", format!("@{day} 10:00:00"))
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("TZ", "Asia/Shanghai")
            .args(["demo", "--load-only", "--data", DATA])
            .output();
        let loaded = ended(loaded.unwrap());
        assert_eq!(loaded.code, 0, "{day} {}{}", loaded.out, loaded.err);
        assert!(!loaded.err.contains("没有办成"), "{day} {}", loaded.err);
        every_state_and_outcome_is_there(folder.path()).await;
    }
}
