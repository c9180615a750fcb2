//! Names that real people and organisations bear, through the whole house: applied under, on receipts and letters, sought, out with
//! the ledger and in again. Nothing is lost of them but what nobody sees, and nothing ends in a fault.

use axum::http::StatusCode;
use law::cases::ledger::Column;
use law::staff::Role;
use office::cases::import::{self, FileMark};
use office::cases::{self, CaseFilter};

use crate::desk_letters::{act, correction, settled};
use crate::forms::{fill_in, filled, register, send};
use crate::harness::{Browser, World};
use crate::papers::words_in;
use crate::site_apply::{SEND, previewed};

/// Name, and what is unusual about it.
const NAMES: &str = include_str!("rare_names.txt");
/// Longer than any count of what comes from one place.
const HOURS: i64 = 3 * 3_600_000;

fn names() -> Vec<&'static str> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect()
}

/// As the house keeps it: two of them hide a sign that nobody sees.
fn kept(name: &str) -> String {
    name.replace(['\u{200b}', '\u{202e}'], "")
}

async fn found(world: &World, words: &str) -> Vec<String> {
    let clerk = world.actor(Role::RequestClerk).await;
    let filter = CaseFilter {
        text: words.to_owned(),
        ..CaseFilter::default()
    };
    let page = cases::list(&world.office, &clerk, &filter).await.unwrap();
    page.items.into_iter().map(|row| row.applicant_name).collect()
}

async fn apply(world: &World, name: &str) {
    let mut visitor = world.visitor();
    let preview = previewed(&mut visitor, &[("name", name)]).await;
    assert_eq!(preview.status, StatusCode::OK, "{name}: {}", preview.body);
    world.wait(HOURS);
    let preview = previewed(&mut visitor, &[("name", name)]).await;
    world.wait(10_000);
    let receipt = send(&mut visitor, SEND, &filled(&preview, SEND, &[])).await;
    let receipt = if receipt.status == StatusCode::SEE_OTHER {
        visitor.get(receipt.header("location")).await
    } else {
        receipt
    };
    assert_eq!(receipt.status, StatusCode::OK, "{name}: {}", receipt.body);
    let shown = format!("receipt-applicant\">{}<", escaped(&kept(name)));
    assert!(receipt.has(&shown), "{name}: {}", receipt.body);
    let file = visitor.get("/apply/receipt/file.pdf").await;
    assert!(file.bytes.starts_with(b"%PDF"), "{name}: {}", file.status);
}

/// As it stands in a page.
fn escaped(name: &str) -> String {
    name.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// A letter to whoever bears that name: registered, written, signed, printed; the words of its Word document.
async fn letter_to(clerk: &mut Browser, signer: &mut Browser, name: &str) -> String {
    let fields = [
        ("kind", "natural_person"),
        ("name", name),
        ("identity_kind", "identity_card"),
        ("identity_number", "11010519491231002X"),
        ("phone", "13800001234"),
        ("request", "滨河路改造工程的招标文件"),
        ("form", "paper"),
        ("way", "collect"),
    ];
    let page = register(clerk, &fields).await;
    assert!(page.has(&escaped(&kept(name))), "{name}: {}", page.body);
    let (_, rest) = page.main().split_once("href=\"/desk/cases/").unwrap();
    let case = format!("/desk/cases/{}", rest.split('"').next().unwrap());
    let letter = correction(clerk, &case).await;
    let sheet = clerk.get(&letter).await;
    assert!(sheet.has(&escaped(&kept(name))), "{name}: {}", sheet.body);
    if sheet.has("name=\"accepts_characters\"") {
        let saved = fill_in(clerk, &letter, &letter, &[("accepts_characters", "true")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{name}: {}", saved.body);
    }
    for (person, done) in [(&mut *clerk, "submission"), (signer, "approval")] {
        let page = act(person, &letter, done, &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{name}: {}", page.body);
    }
    let pdf = clerk.get(&format!("{letter}/files/pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{name}: {}", pdf.status);
    let word = clerk.get(&format!("{letter}/files/docx")).await;
    assert_eq!(word.status, StatusCode::OK, "{name}");
    words_in("文书.docx", &word.bytes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_to_every_name_is_written_signed_and_printed_at_the_desk_and_holds_it_whole() {
    let world = World::new().await;
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    for name in names() {
        let words = letter_to(&mut clerk, &mut signer, name).await;
        assert!(words.contains(&kept(name)), "{name}: {words}");
        world.wait(1_000);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_name_goes_through_the_form_the_search_and_the_ledger_and_comes_back_whole() {
    let world = World::new().await;
    let names = names();
    assert!(names.len() >= 39, "{}", names.len());
    for name in &names {
        apply(&world, name).await;
        let first = found(&world, name).await.into_iter().next();
        assert_eq!(first, Some(kept(name)), "{name} is found by its whole name");
    }
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    for name in &names {
        let query = serde_html_form::to_string([("q", name)]).unwrap();
        let page = clerk.get(&format!("/desk/cases/ledger?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
    }
    // Out with the ledger of each year the clock ran through, and in again at another office.
    let actor = world.actor(Role::RequestClerk).await;
    let mut lines = Vec::new();
    for year in [2026, 2027] {
        lines.extend(
            cases::export(&world.office, &actor, world.moment(), year, true)
                .await
                .unwrap(),
        );
    }
    let written: Vec<String> = lines
        .iter()
        .map(|line| line.get(Column::Name).to_owned())
        .collect();
    let mut expected: Vec<String> = names.iter().map(|name| kept(name)).collect();
    let mut sorted = written.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
    for line in &mut lines {
        line.set(Column::ReceivedOn, "2026-03-02");
        line.set(Column::Identity, "11010519491231002X");
    }
    let bytes = paper::ledger::write("台账", &lines, world.moment().today).unwrap();
    let other = World::new().await;
    other.wait(HOURS * 24 * 30);
    let actor = other.actor(Role::RequestClerk).await;
    let mark = FileMark::of(&bytes, "台账.xlsx");
    let source = web::ledger_source(bytes);
    let preview = import::check(&other.office, &actor, other.moment(), &source, &|_| ())
        .await
        .unwrap();
    assert_eq!(preview.faults, []);
    let taken = import::take(
        &other.office,
        &actor,
        other.moment(),
        &mark,
        &source,
        &preview,
        &|_| (),
    )
    .await;
    assert_eq!(usize::try_from(taken.unwrap()).unwrap(), names.len());
    for name in &names {
        assert_eq!(
            found(&other, name).await.first(),
            Some(&kept(name)),
            "{name} came in whole"
        );
    }
}

#[tokio::test]
async fn a_name_is_found_by_a_part_of_it_and_by_every_interpunct() {
    let world = World::new().await;
    for name in [
        "古丽米热·艾比布力",
        "买买提•艾力",
        "王小明",
        "预算",
        "洛阳Ａ＋Ｂ科技（集团）有限公司",
    ] {
        apply(&world, name).await;
    }
    assert_eq!(found(&world, "艾比布力").await, ["古丽米热·艾比布力"]);
    for typed in [
        "古丽米热•艾比布力",
        "古丽米热・艾比布力",
        "古丽米热‧艾比布力",
        "古丽米热．艾比布力",
        "古丽米热艾比",
    ] {
        assert_eq!(found(&world, typed).await, ["古丽米热·艾比布力"], "{typed}");
    }
    assert_eq!(found(&world, "小明").await, ["王小明"]);
    assert_eq!(found(&world, "王").await, ["王小明"]);
    assert_eq!(found(&world, "a+b").await, ["洛阳Ａ＋Ｂ科技（集团）有限公司"]);
    // Everybody asked for a budget: the one who is called so comes first, and hides nobody.
    let all = found(&world, "预算").await;
    assert_eq!((all.len(), all[0].as_str()), (5, "预算"));
    for number in [
        "ｔｅｓｔ０１－２０２６－０００１",
        "TEST01—2026—0001",
        "TEST01-2026-0001",
        "2026-0001",
    ] {
        assert_eq!(found(&world, number).await, ["古丽米热·艾比布力"], "{number}");
    }
    assert_eq!(found(&world, "没有").await, Vec::<String>::new());
    assert_eq!(found(&world, "%").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_name_of_nothing_that_is_seen_is_no_name() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    for name in ["\u{200b}", "\u{202e}\u{2066}", "\u{ffff}", "\u{3164}"] {
        let page = previewed(&mut visitor, &[("name", name)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.has("请填写申请人姓名"));
    }
}
