//! Delivery (送达) of a signed letter, with its proof. A reply's delivery closes the case; a letter of procedure takes
//! effect on its case the day it goes out (告知之日).

use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::{Act as CaseAct, Delivery, Standing, What};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::facts::House;
use super::write::{held, json_of, log};
use super::{CaseLetter, LetterState, Sent};
use crate::cases::acts::record::{Recording, take_in};
use crate::cases::enclosures;
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::LetterId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::versioned::bump;
use law::codes::WhyNot;

/// How a letter goes out.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The day that counts: 交邮之日, 签收之日, 发出之日 (国办公开办函〔2016〕235号).
    pub on: Date,
    pub sent: Sent,
    /// The day it reached the addressee, where it is known: the periods of a fee notice and of a consultation run from it.
    pub received_on: Option<Date>,
}

/// Delivers a signed letter. Gives where the case stands now; `None` where the letter changes nothing on it.
pub async fn deliver(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    dispatch: &Dispatch,
) -> Result<Option<Standing>, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        refuse_without_proof(&found, moment, dispatch)?;
        let mut standing = None;
        if let Some(what) = effect(&found, dispatch) {
            let case = request_case::Entity::find_by_id(found.case)
                .one(tx.on())
                .await?
                .ok_or(OfficeError::Missing)?;
            let recording = Recording {
                on: dispatch.on,
                what,
                note: note(&found, &dispatch.sent),
                despite: String::new(),
                charge: found.basis.charge,
            };
            let (case, version) = (found.case, case.version);
            standing = Some(take_in(&tx, actor, moment, &house.rules, case, version, &recording).await?);
        }
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Delivered.code().to_owned());
        row.delivered_on = Set(Some(dispatch.on.to_string()));
        row.delivery = Set(Some(json_of(&dispatch.sent)?));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterDeliver;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await?;
        Ok(standing)
    })
}

/// The event on the case that the letter's going out is.
fn effect(letter: &CaseLetter, dispatch: &Dispatch) -> Option<What> {
    if letter.kind.act() == Some(CaseAct::Replied) {
        return Some(What::Delivered {
            how: dispatch.sent.how,
        });
    }
    let signer = letter.steps.last().map(|step| step.name.clone());
    Some(match letter.basis.what.clone()? {
        What::Extended { days, .. } => What::Extended {
            days,
            approved_by: signer.unwrap_or_default(),
        },
        What::FeeNotified { .. } => What::FeeNotified {
            received_on: dispatch.received_on,
        },
        What::ConsultationSent { party, name, .. } => What::ConsultationSent {
            party,
            name,
            received_on: dispatch.received_on,
        },
        what => what,
    })
}

fn note(letter: &CaseLetter, sent: &Sent) -> String {
    let number = letter.letter.number.as_deref().unwrap_or_default();
    let enclosed = enclosures::told(&letter.enclosures);
    let parts = [
        number,
        sent.how.label(),
        sent.tracking_number.trim(),
        sent.proof.trim(),
        enclosed.as_str(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("，")
}

fn refuse_without_proof(letter: &CaseLetter, moment: Moment, dispatch: &Dispatch) -> Result<(), OfficeError> {
    let mut wrong = Vec::new();
    let mut block = |field, message: &str| {
        wrong.push(WhyNot::new(field, message));
    };
    if dispatch.on > moment.today {
        block("on", "日期晚于今天；请在送出之后登记。");
    }
    if letter.letter.dated.is_some_and(|dated| dispatch.on < dated) {
        block("on", "送达不能早于签发之日，请核对。");
    }
    if dispatch
        .received_on
        .is_some_and(|received| received < dispatch.on || received > moment.today)
    {
        block("received_on", "对方收到之日不能早于送出之日，也不能晚于今天。");
    }
    match dispatch.sent.how {
        Delivery::Post if dispatch.sent.tracking_number.trim().is_empty() => {
            block(
                "tracking_number",
                "邮寄送达的，请填写挂号或者快递单号，它是交邮的凭证。",
            );
        }
        Delivery::InPerson | Delivery::Entrusted if dispatch.sent.proof.trim().is_empty() => {
            block("proof", "请写明谁签收的（送达回证），它是送达的凭证。");
        }
        _ => {}
    }
    OfficeError::of_fields(wrong)
}
