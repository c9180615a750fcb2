//! A draft says what is decided: one that nobody wrote into follows a decision that is changed, one that somebody did waits until
//! they looked (条例第三十六条、第三十七条). Every story on both engines.

use law::cases::decision::{Decision, Search};
use law::cases::letters::{LetterKind, Paragraph};
use office::cases::letters::{self, Basis, Edit, LetterState};
use office::{LetterId, Moment};

use super::facts::{draft, fields, text};
use super::{People, case, decide, not_held, people, submit, version};
use crate::harness::{Site, moment, stories};

stories! {
    a_draft_that_nobody_wrote_into_follows_the_decision
    a_draft_that_somebody_wrote_into_waits_until_they_looked_at_the_changed_decision
}

fn searched_anew() -> Decision {
    let search = Search {
        systems: "业务系统".into(),
        result: "经检索没有相关记录".into(),
        files: Vec::new(),
        ..not_held().searches.remove(0)
    };
    Decision {
        searches: vec![search],
        ..not_held()
    }
}

async fn drafted(site: &Site, who: &People, at: Moment) -> (office::CaseId, LetterId) {
    let case = case(site, &who.clerk).await;
    decide(site, &who.clerk, at, case, &not_held()).await;
    let kind = LetterKind::Unavailable;
    let letter = draft(site, who, at, case, kind, &Basis::default()).await.unwrap();
    assert!(text(site, who, letter).await.contains("公文系统"));
    (case, letter)
}

async fn a_draft_that_nobody_wrote_into_follows_the_decision(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let (case, letter) = drafted(site, &who, at).await;
    decide(site, &who.clerk, at, case, &searched_anew()).await;
    let told = text(site, &who, letter).await;
    assert!(told.contains("业务系统") && !told.contains("公文系统"), "{told}");
    submit(site, &who, at, letter).await.unwrap();
    let form = letters::review_form(&site.office, &who.clerk, at, letter)
        .await
        .unwrap();
    assert!(
        form.text().contains("业务系统"),
        "letter and 呈批单 say one thing"
    );
}

async fn a_draft_that_somebody_wrote_into_waits_until_they_looked_at_the_changed_decision(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T10:00");
    let (case, letter) = drafted(site, &who, at).await;
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let mut paragraphs = found.letter.paragraphs.clone();
    paragraphs.push(Paragraph::Plain("如需帮助，请来电。".into()));
    let edit = |has_seen_decision| Edit {
        paragraphs: paragraphs.clone(),
        contact: found.letter.contact.clone(),
        has_seen_decision,
        ..Edit::default()
    };
    let keep = async |has_seen| {
        let seen = version(site, &who.clerk, letter).await;
        letters::edit(&site.office, &who.clerk, at, letter, seen, &edit(has_seen))
            .await
            .unwrap();
    };
    keep(false).await;
    decide(site, &who.clerk, at, case, &searched_anew()).await;
    assert!(
        text(site, &who, letter).await.contains("如需帮助"),
        "what somebody wrote is not lost"
    );
    assert!(fields(submit(site, &who, at, letter).await).contains(&"decided"));
    keep(false).await;
    assert!(fields(submit(site, &who, at, letter).await).contains(&"decided"));
    keep(true).await;
    submit(site, &who, at, letter).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(found.state, LetterState::Submitted);
}
