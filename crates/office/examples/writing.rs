//! What it costs to save a long document with proofreading, to proofread as such and to compare two editions, each beside the same text
//! with rules off. For `make bench`; no part of the program.
//!
//! `writing` makes a store of its own in a temporary folder, prints what it measured and fails where a save takes [`MOST`] or more.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "a program for the terminal"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::date;
use law::organs::Level;
use law::proof::{Context, Manuscript, PartKind, proofread};
use law::staff::Role;
use office::documents::{self, DocumentForm};
use office::organs::Profile;
use office::{Actor, Moment, Office, Program, columns};
use prose::Format;

/// Characters of the document.
const SIGNS: usize = 20_000;
/// Most server time of a save, with everything that its page asks of the rules.
const MOST: Duration = Duration::from_millis(100);
const ROUNDS: usize = 21;

/// A paragraph, a table of six rows, a heading: over and over until it is long enough. `edition` changes a word here and a number there.
fn body(edition: usize) -> String {
    let mut html = String::new();
    let mut round = 0;
    while prose::plain_of_html(&html).chars().count() < SIGNS {
        round += 1;
        let changed = if round % 5 == 0 { edition } else { 0 };
        html.push_str("<h2>一、总体要求</h2><p>为深入贯彻落实《中华人民共和国政府信息公开条例》，进一步推进基层政务公开标准化规范化，结合先进制造业开发区实际，现就有关事项通知如下，请认真组织实施。</p>");
        html.push_str("<h3>（一）工作目标</h3><p>各单位应当于2026年3月31日前完成公开目录调整，咨询电话0379-67910000，经费12,500.00元由本级财政承担，执行情况报办公室备案。</p>");
        write!(html,
            "<p>第{round}批项目共{changed}个，责任单位要逐项落实，做到应公开尽公开，并于每季度末报送进展情况。</p>").unwrap();
        html.push_str("<table><thead><tr><th>序号</th><th>事项</th><th>责任单位</th><th>完成时限</th></tr></thead><tbody>");
        for row in 1..=6 {
            write!(html,
                "<tr><td>{row}</td><td>公开事项目录第{round}类第{row}项</td><td>党政办公室</td><td>2026年{}月{}日</td></tr>",
                row + changed % 3,
                row + 9).unwrap();
        }
        html.push_str("</tbody></table>");
    }
    html
}

/// The median of so many rounds, in milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .copied()
        .unwrap_or_default()
        .as_secs_f64()
        * 1_000.0
}

fn timed(mut work: impl FnMut()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    });
    median(rounds.collect())
}

async fn store(folder: &std::path::Path) -> (Office, Actor, Moment) {
    let url = format!("sqlite:{}", folder.join("gongkai.db").display());
    let office = Office::open(&url, &folder.join("files")).await.unwrap();
    let office = office
        .with_keys(office::sealed::Keys::ephemeral())
        .with_mark(folder.join("audit.mark"));
    let today = date(2026, 3, 2);
    let now: Timestamp = "2026-03-02T01:00:00Z".parse().unwrap();
    let at = Moment { now, today };
    office.migrate(Program::itself(), at).await.unwrap();
    let profile = Profile {
        name: "示例先进制造业开发区管理委员会".to_owned(),
        level: Level::ManagementCommittee.code().to_owned(),
        site_name: "示例网站".to_owned(),
        ..Profile::default()
    };
    let organ = office::organs::create(&office, Program::itself(), at, "BENCH1", &profile);
    let organ = organ.await.unwrap();
    let actor = Actor {
        roles: BTreeSet::from([Role::Editor]),
        ..Actor::system(organ, "bench")
    };
    (office, actor, at)
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (office, actor, at) = store(folder.path()).await;
    let column = columns::by_slug(&office, &actor, "statutory")
        .await
        .unwrap()
        .unwrap();
    let form = |edition: usize| DocumentForm {
        column: Some(column.id),
        title: "关于推进基层政务公开标准化规范化的通知".to_owned(),
        issuer: "示例先进制造业开发区管理委员会".to_owned(),
        formed_on: "2026-02-27".to_owned(),
        body: body(edition),
        format: Format::Html,
        category: "20-01".to_owned(),
        publicity: "proactive".to_owned(),
        validity: "in_force".to_owned(),
        ..DocumentForm::default()
    };
    let id = documents::create(&office, &actor, at, &form(0), false)
        .await
        .unwrap();
    let (mut alone, mut proofed) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let version = documents::get_desk(&office, &actor, id).await.unwrap().version;
        let form = form(round + 1);
        let begun = Instant::now();
        documents::save(&office, &actor, at, id, version, &form)
            .await
            .unwrap();
        alone.push(begun.elapsed());
        documents::at_the_gate(&office, &actor, at, id).await.unwrap();
        proofed.push(begun.elapsed());
    }
    let (alone, with_rules) = (median(alone), median(proofed));
    println!(
        "save of {SIGNS} characters with tables: {alone:.1} ms with rules off, {with_rules:.1} ms with proofreading"
    );
    throughput();
    difference();
    assert!(
        with_rules < MOST.as_secs_f64() * 1_000.0,
        "a save with proofreading takes {with_rules:.1} ms"
    );
}

/// Megabytes of text that the rules go through in a second, beside going through it once.
fn throughput() {
    let text = prose::plain_of_html(&body(1));
    let megabytes = text.len() as f64 / 1_000_000.0;
    let manuscript = || {
        let mut manuscript = Manuscript::default();
        manuscript.add(PartKind::Title, "标题", "关于推进基层政务公开标准化规范化的通知");
        manuscript.add_body(&text);
        manuscript
    };
    let off = timed(|| {
        std::hint::black_box(manuscript());
    });
    let on = timed(|| {
        std::hint::black_box(proofread(&manuscript(), &Context::default()));
    });
    println!(
        "proofreading: {:.2} MB/s ({on:.1} ms for {:.0} kB; {off:.2} ms with rules off)",
        megabytes / (on / 1_000.0),
        megabytes * 1_000.0
    );
}

/// Two editions of it side by side.
fn difference() {
    let (before, after) = (body(0), body(7));
    let same = timed(|| {
        std::hint::black_box(prose::compared(&before, &before));
    });
    let changed = timed(|| {
        std::hint::black_box(prose::compared(&before, &after));
    });
    println!("diff of two such editions: {changed:.1} ms ({same:.1} ms of the same edition twice)");
}
