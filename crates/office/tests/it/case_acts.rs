//! What is asked of an act on a case: the same of the desk, of the letter, and of the clock command.

use law::cases::OnTheWay;
use law::cases::letters::{Correcting, CorrectionGround, LetterKind};
use law::cases::{Act as CaseAct, Channel, Delivery, Party, ReplyOrder, Standing, What};
use law::codes::{Ending, Route, TableThreeRow};
use law::fees::{Charge, Tariff};
use law::staff::{Act, Role};
use office::cases::letters::{self, Basis};
use office::cases::{self, Arrival, Recording};
use office::{Actor, CaseId, Moment, OfficeError};

use crate::harness::{Site, apart, application, moment, stories};

stories! {
    a_correction_names_what_is_to_be_corrected_by_whatever_road
    a_fee_notice_charges_something_by_whatever_road
    the_number_of_a_letter_recorded_apart_stands_for_one_case
    the_desk_refuses_in_the_words_of_the_clock
}

struct People {
    clerk: Actor,
    signer: Actor,
}

async fn people(site: &Site) -> People {
    People {
        clerk: site.person("jingban", &[Role::RequestClerk]).await,
        signer: site.person("qianfa", &[Role::Signer]).await,
    }
}

async fn registered(site: &Site, clerk: &Actor) -> CaseId {
    let at = moment("2025-03-03T10:00");
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: at.today,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let form = application("张三", "2024年度部门预算");
    let receipt = cases::register(&site.office, clerk, at, &form, &arrival, false).await;
    receipt.unwrap().case
}

async fn record(
    site: &Site,
    people: &People,
    at: Moment,
    case: CaseId,
    recording: Recording,
) -> Result<Standing, OfficeError> {
    let needs_signer = recording.what.act().spec().signed_by == Act::SignCases;
    let actor = if needs_signer {
        &people.signer
    } else {
        &people.clerk
    };
    let version = cases::get(&site.office, actor, at, case).await?.version;
    cases::record(&site.office, actor, at, case, version, &recording).await
}

fn fields(error: OfficeError) -> Vec<&'static str> {
    let OfficeError::Invalid(fields) = error else {
        panic!("{error:?}");
    };
    fields.into_iter().map(|field| field.field).collect()
}

async fn a_correction_names_what_is_to_be_corrected_by_whatever_road(site: &Site) {
    let people = people(site).await;
    let case = registered(site, &people.clerk).await;
    let at = moment("2025-03-05T10:00");
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    let recorded = record(site, &people, at, case, apart(at, asked.clone())).await;
    assert_eq!(fields(recorded.unwrap_err()), ["note"]);
    let basis = |items: &[&str]| Basis {
        what: Some(asked.clone()),
        correcting: Correcting {
            items: items.iter().map(|item| (*item).to_owned()).collect(),
            respond_by: Some("2025-03-25".parse().unwrap()),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let kind = LetterKind::Correction;
    let draft = letters::draft(&site.office, &people.clerk, at, case, kind, &basis(&[])).await;
    assert_eq!(fields(draft.unwrap_err()), ["items"]);
    assert_eq!(
        cases::get(&site.office, &people.clerk, at, case)
            .await
            .unwrap()
            .timeline
            .len(),
        1
    );
    let whole = letters::draft(&site.office, &people.clerk, at, case, kind, &basis(&["年度"])).await;
    assert!(whole.is_ok());
}

async fn a_fee_notice_charges_something_by_whatever_road(site: &Site) {
    let people = people(site).await;
    let case = registered(site, &people.clerk).await;
    let at = moment("2025-03-05T10:00");
    let charged = What::FeeNotified { received_on: None };
    let free = Some(Charge {
        tariff: Tariff::Pages,
        quantity: 30,
    });
    let recording = Recording {
        charge: free,
        ..apart(at, charged.clone())
    };
    let recorded = record(site, &people, at, case, recording).await.unwrap_err();
    let mut basis = Basis {
        what: Some(charged),
        charge: free,
        ..Basis::default()
    };
    basis.fee.way_to_pay = "凭缴款码缴纳".into();
    let draft = letters::draft(&site.office, &people.clerk, at, case, LetterKind::Fee, &basis).await;
    assert_eq!(draft.unwrap_err().to_string(), recorded.to_string());
    assert_eq!(fields(recorded), ["quantity"]);
}

async fn the_number_of_a_letter_recorded_apart_stands_for_one_case(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-05T10:00");
    let asking = || What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("甲公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    let recording = apart(at, asking());
    let (one, other) = (
        registered(site, &people.clerk).await,
        registered(site, &people.clerk).await,
    );
    let standing = record(site, &people, at, one, recording.clone()).await.unwrap();
    assert!(
        standing.history.consultations[0].number.is_some(),
        "the asking bears it, for its answer to name"
    );
    let refused = record(site, &people, at, other, recording).await.unwrap_err();
    assert_eq!(fields(refused), ["notice"]);
    assert!(
        record(site, &people, at, other, apart(at, asking()))
            .await
            .is_ok()
    );
}

/// One event of each act that a desk may try.
fn tried(act: CaseAct, today: jiff::civil::Date) -> Option<What> {
    let (party, name) = (Party::ThirdParty, None);
    Some(match act {
        CaseAct::Received => return None,
        CaseAct::Confirmed => What::Confirmed {},
        CaseAct::CorrectionRequested => What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
        CaseAct::Corrected => What::Corrected {},
        CaseAct::ConsultationSent => What::ConsultationSent {
            party,
            name,
            received_on: None,
            number: None,
            content: None,
        },
        CaseAct::ConsultationAnswered => What::ConsultationAnswered {
            party,
            name,
            consents: None,
            number: None,
            is_signed: None,
            consents_to: None,
        },
        CaseAct::OverrideNotified => What::OverrideNotified {
            name,
            not_before: None,
            received_on: None,
            content: None,
        },
        CaseAct::Extended => What::Extended {
            days: 20,
            approved_by: "王某".into(),
        },
        CaseAct::FeeNotified => What::FeeNotified { received_on: None },
        CaseAct::FeePaid => What::FeePaid {},
        CaseAct::ReasonsRequested => What::ReasonsRequested {
            respond_by: None,
            received_on: None,
        },
        CaseAct::ReasonsGiven => What::ReasonsGiven {},
        // Later than any day the reply is due on: an earlier one is no delay.
        CaseAct::Delayed => What::Delayed {
            until: today.saturating_add(jiff::ToSpan::days(120)),
        },
        CaseAct::Replied => What::replied(TableThreeRow::Granted),
        CaseAct::Delivered => What::Delivered {
            how: Delivery::InPerson,
        },
        CaseAct::Withdrawn => What::Withdrawn {},
        CaseAct::Undelivered => What::Undelivered(OnTheWay {
            letter: CaseAct::CorrectionRequested,
            sent_on: today,
            party: None,
            name: None,
            number: None,
        }),
        CaseAct::Reached => What::Reached(OnTheWay {
            letter: CaseAct::CorrectionRequested,
            sent_on: today,
            party: None,
            name: None,
            number: None,
        }),
        CaseAct::ReplyOrdered => What::ReplyOrdered(ReplyOrder {
            route: Route::Reconsideration,
            ending: Ending::Revoked,
            authority: "某市人民政府".into(),
            number: "某政复决1号".into(),
            dated: today,
            by: None,
            days: None,
            from: None,
        }),
        CaseAct::FoundClear => What::FoundClear {},
    })
}

fn with_everything(at: Moment, what: What) -> Recording {
    Recording {
        note: "说明".into(),
        charge: Some(Charge {
            tariff: Tariff::Pages,
            quantity: 68,
        }),
        ..apart(at, what)
    }
}

async fn the_desk_refuses_in_the_words_of_the_clock(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-20T10:00");
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    let before: [&[What]; 5] = [
        &[],
        &[asked],
        &[What::FeeNotified { received_on: None }],
        &[What::ReasonsRequested {
            respond_by: None,
            received_on: None,
        }],
        &[What::replied(TableThreeRow::Granted)],
    ];
    let mut compared = 0;
    for events in before {
        let case = registered(site, &people.clerk).await;
        for what in events {
            let early = moment("2025-03-05T10:00");
            let done = record(site, &people, early, case, with_everything(early, what.clone())).await;
            done.unwrap();
        }
        let standing = cases::get(&site.office, &people.clerk, at, case)
            .await
            .unwrap()
            .standing;
        for refused in standing.refusals() {
            let on_the_way = standing.history.on_the_way().into_iter().next();
            let what = match (refused.act, on_the_way) {
                (CaseAct::Undelivered, Some(lost)) => What::Undelivered(lost),
                (act, _) => tried(act, at.today).unwrap(),
            };
            let answer = record(site, &people, at, case, with_everything(at, what)).await;
            assert_eq!(answer.unwrap_err().to_string(), refused.why, "{:?}", refused.act);
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}
