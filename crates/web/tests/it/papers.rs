//! What was signed or published downloads byte for byte as it went out, whatever becomes of templates and type faces.

use std::path::PathBuf;

use axum::http::StatusCode;
use law::reports::{Report, Tables};
use law::staff::Role;
use office::Program;
use office::cases::letters;
use office::jobs::{self, Job, JobKind};
use office::papers;
use office::reports::{self, Freeze};
use tempfile::TempDir;
use web::Settings;

use crate::desk_letters::{SEARCHED, act, begun, registered, settled};
use crate::forms::fill_in;
use crate::harness::World;

/// The words of a file, as whoever opens it reads them: a PDF, a Word document, a workbook.
pub fn words_in(name: &str, bytes: &[u8]) -> String {
    let manuscript = paper::proof::manuscript(name, bytes).unwrap();
    let parts = manuscript
        .parts
        .into_iter()
        .filter(|part| !matches!(part.kind, law::proof::PartKind::FileName));
    parts.map(|part| part.text).collect::<Vec<_>>().join("\n")
}

/// The same office set in other faces: the bold of the titles everywhere.
async fn reset(world: &World) -> (World, TempDir) {
    let fonts = world.app.fonts().unwrap();
    let bold: PathBuf = fonts.faces().first().unwrap().path.clone();
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(&bold, folder.path().join(bold.file_name().unwrap())).unwrap();
    let settings = Settings {
        fonts_folders: vec![folder.path().to_path_buf()],
        ..Settings::default()
    };
    (world.again_with(settings).await, folder)
}

/// A signed reply; its address.
async fn signed(world: &World) -> String {
    let mut clerk = world.at_desk(Role::RequestClerk).await;
    let mut reviewer = world.at_desk(Role::Reviewer).await;
    let mut signer = world.at_desk(Role::Signer).await;
    settled(&mut signer).await;
    let case = registered(&mut clerk).await;
    let form = format!("{case}/decision/unavailable.not_held");
    fill_in(&mut clerk, &form, &form, &SEARCHED).await;
    let letter = begun(&mut clerk, &case).await;
    act(&mut clerk, &letter, "submission", &[]).await;
    for person in [&mut reviewer, &mut signer] {
        let page = act(person, &letter, "approval", &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }
    letter
}

#[tokio::test]
async fn a_signed_letter_downloads_as_it_went_out_after_its_template_changed() {
    let world = World::new().await;
    let letter = signed(&world).await;
    let file = format!("{letter}/files/pdf");
    let mut signer = world.at_desk(Role::Signer).await;
    // At once, before any job was done.
    let first = signer.get(&file).await;
    assert!(first.bytes.starts_with(b"%PDF"));
    let page = signer.get(&letter).await;
    assert!(
        page.has("以后下载的都是这一份") && !page.has("后补制作"),
        "{}",
        page.body
    );
    let (later, _fonts) = reset(&world).await;
    let mut signer = later.at_desk(Role::Signer).await;
    let id = letter.rsplit('/').next().unwrap().parse().unwrap();
    let actor = world.actor(Role::Signer).await;
    let found = letters::get(&world.office, &actor, id).await.unwrap();
    let anew = paper::letters::pdf(&found.letter, later.app.fonts().unwrap()).unwrap();
    assert_ne!(anew, first.bytes, "printed anew it would be another");
    assert_eq!(signer.get(&file).await.bytes, first.bytes);
}

#[tokio::test]
async fn a_published_report_downloads_as_it_went_out_after_its_template_changed() {
    let world = World::new().await;
    let (editor, signer) = (world.actor(Role::Editor).await, world.actor(Role::Signer).await);
    let moment = world.moment();
    let mut report = Report {
        organ: "某某开发区管委会".into(),
        year: 2025,
        tables: Tables::zeros(),
        ..Report::default()
    };
    for section in [1, 5, 6] {
        report.sections.set(section, "无需要报告的事项。");
    }
    reports::start(&world.office, &editor, moment, 2025)
        .await
        .unwrap();
    reports::save_draft(&world.office, &editor, moment, 1, &report)
        .await
        .unwrap();
    let freeze = Freeze {
        version: 2,
        exception: "试点".into(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&world.office, &signer, moment, 2025, &freeze)
        .await
        .unwrap();
    // By its job, before anybody asks.
    let claims = jobs::claim(
        &world.office,
        Program::itself(),
        moment,
        "printer",
        &[JobKind::Paper],
        5,
    )
    .await
    .unwrap();
    let Job::Paper(job) = &claims[0].job else {
        panic!("{claims:?}")
    };
    let printable = papers::printable(&world.office, Program::itself(), job)
        .await
        .unwrap();
    web::print(&world.app, printable.unwrap()).await.unwrap();
    world.app.refresh_position().await;
    let first = world.visitor().get("/reports/2025.pdf").await;
    assert!(first.bytes.starts_with(b"%PDF"));
    let (later, _fonts) = reset(&world).await;
    assert_eq!(later.visitor().get("/reports/2025.pdf").await.bytes, first.bytes);
    // A draft is printed as it is printed today.
    let draft = later
        .at_desk(Role::Editor)
        .await
        .get("/desk/reports/2025/files/pdf")
        .await;
    assert_ne!(draft.bytes, first.bytes);
}
