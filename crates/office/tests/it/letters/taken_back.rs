//! A signature that is taken back: whatever the site took in while the reply waited, the case finds its way to a second reply.
//! Every story on both engines.

use law::cases::decision::Decision;
use law::cases::letters::{Correcting, CorrectionGround, LetterKind};
use law::cases::{Act, State, What};
use law::codes::Outcome;
use office::cases::case_file;
use office::cases::letters::{self, Basis, LetterState};
use office::cases::{self, Case, applicant};
use office::{CaseId, LetterId, Moment};
use sea_orm::ConnectionTrait;

use super::facts::{by_post, draft, fields, send, signed};
use super::{People, case, decide, not_held, people, version};
use crate::harness::{Site, moment, stories};

stories! {
    what_the_site_took_in_twice_never_blocks_the_way_to_a_second_reply
}

async fn look(site: &Site, who: &People, at: Moment, case: CaseId) -> Case {
    cases::get(&site.office, &who.clerk, at, case).await.unwrap()
}

/// A correction was asked for, its day has passed, and the reply that says so is signed.
async fn given_up(site: &Site, who: &People, case: CaseId) -> LetterId {
    let at = moment("2025-03-05T09:00");
    let respond_by = "2025-03-21".parse().ok();
    let basis = Basis {
        what: Some(What::CorrectionRequested {
            respond_by,
            received_on: None,
        }),
        correcting: Correcting {
            items: vec!["请写明是哪一年的招标文件".into()],
            respond_by,
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let notice = draft(site, who, at, case, LetterKind::Correction, &basis)
        .await
        .unwrap();
    signed(site, who, at, notice, 1).await;
    let in_person = letters::Sent {
        proof: "本人签收".into(),
        place: "政务服务大厅".into(),
        ..letters::Sent::by(law::cases::Delivery::InPerson)
    };
    send(site, who, at, notice, in_person).await.unwrap();
    let lapsed = moment("2025-03-24T09:00");
    decide(
        site,
        &who.clerk,
        lapsed,
        case,
        &Decision::of(Outcome::OtherwiseUncorrected),
    )
    .await;
    let reply = draft(site, who, lapsed, case, LetterKind::Otherwise, &Basis::default())
        .await
        .unwrap();
    signed(site, who, lapsed, reply, 3).await;
    reply
}

/// What the page of an earlier release took in at a second press stands on record like the first.
async fn take_in_a_second_time(site: &Site, act: Act) {
    let columns = "case_id, seq, happened_on, act, event, note, notice, account_id, actor, recorded_at";
    let second = columns.replace("seq", "seq + 1");
    let sql = format!(
        "INSERT INTO case_event (id, {columns}) SELECT id + 1, {second} FROM case_event WHERE act = '{}'",
        act.code()
    );
    site.database().await.execute_unprepared(&sql).await.unwrap();
}

/// 条例第三十条: whoever corrects in time is answered, however often they press.
async fn what_the_site_took_in_twice_never_blocks_the_way_to_a_second_reply(site: &Site) {
    let who = people(site).await;
    let case = case(site, &who.clerk).await;
    let reply = Box::pin(given_up(site, &who, case)).await;
    let at = moment("2025-03-24T15:00");
    let applicant = site.applicant_of(&who.clerk, at, case).await;
    let words = ["2024年度的".to_owned()];
    let correct = async || {
        let seen = look(site, &who, at, case).await.version;
        applicant::correct(&site.office, &applicant, at, case, seen, &words).await
    };
    correct().await.unwrap();
    assert_eq!(
        fields(correct().await),
        ["answer"],
        "once is enough, and told beside the words"
    );
    take_in_a_second_time(site, Act::Corrected).await;
    let held = look(site, &who, at, case).await;
    assert_eq!(held.standing.state, State::Replied);
    let corrected = |case: &Case| {
        let of_it = |entry: &&cases::Entry| entry.event.what.act() == Act::Corrected;
        case.timeline.iter().filter(of_it).count()
    };
    assert_eq!(corrected(&held), 2);

    let seen = version(site, &who.head, reply).await;
    letters::take_back(&site.office, &who.head, at, reply, seen, "申请人已经补正")
        .await
        .unwrap();
    let dropped = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    assert_eq!(dropped.state, LetterState::Dropped);
    let open = look(site, &who, at, case).await;
    assert_eq!(
        (open.standing.state, open.standing.due_on),
        (State::InProgress, "2025-04-22".parse().ok()),
        "20 working days from the day after the first correction"
    );
    assert_eq!(corrected(&open), 2, "nothing of the applicant's is lost");
    assert!(
        open.standing
            .warnings
            .iter()
            .any(|one| one.contains("补正已经收到")),
        "{:?}",
        open.standing.warnings
    );

    let file = case_file::take_out(&site.office, &who.clerk, at, case, false)
        .await
        .unwrap();
    let titles: Vec<&str> = file
        .pieces
        .iter()
        .map(|(piece, _)| piece.title.as_str())
        .collect();
    assert!(
        titles.iter().filter(|title| title.contains("已撤回签发")).count() == 2,
        "the number that was given out is accounted for: {titles:?}"
    );

    decide(site, &who.clerk, at, case, &not_held()).await;
    let second = draft(site, &who, at, case, LetterKind::Unavailable, &Basis::default())
        .await
        .unwrap();
    signed(site, &who, at, second, 3).await;
    send(site, &who, at, second, by_post()).await.unwrap();
    assert_eq!(look(site, &who, at, case).await.standing.state, State::Delivered);
}
