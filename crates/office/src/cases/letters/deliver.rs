//! Delivery (送达) of a signed letter, with its proof. A reply's delivery closes the case; a letter of procedure takes
//! effect on its case the day it goes out (告知之日).

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::decision::{Facts, may_leave};
use law::cases::letters::Sending;
use law::cases::{Act as CaseAct, Delivery, Event, History, OnTheWay, Standing, Way, What};
use law::codes::{TableThreeRow, spoken};
use law::staff::{Act, may};
use serde::{Deserialize, Serialize};

use super::facts::{House, Matter};
use super::leaving;
use super::returning::{Back, StruckBack};
use super::scan;
use super::write::{held, stand};
use super::{CaseLetter, LetterState};
use crate::audit::{self, Detail};
use crate::cases::acts::record::{Recording, take_in};
use crate::cases::enclosures;
use crate::cases::looking::read::{Entry, events};
use crate::error::OfficeError;
use crate::ids::LetterId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use law::codes::WhyNot;

/// How a letter went out, with its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub how: Delivery,
    /// 挂号、快递单号
    #[serde(default)]
    pub tracking_number: String,
    /// Where it was handed over, or announced.
    #[serde(default)]
    pub place: String,
    /// Who signed for it, a fax report, the address mailed to.
    #[serde(default)]
    pub proof: String,
    /// Who refused to sign for it, and how, where it was left behind (留置送达).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refused: String,
    /// When and how the applicant agreed to get it electronically.
    #[serde(default)]
    pub consent: String,
    /// Where an application for reconsideration is filed online, told with a letter that went out online
    /// (行政复议法第二十二条第二款).
    #[serde(default)]
    pub filing_address: String,
    /// Which copy went out online: the sealed scan, or the PDF that was kept.
    #[serde(default)]
    pub copy: String,
    /// The day it reached its addressee, where it is known and no event of the case keeps it.
    #[serde(default)]
    pub reached_on: Option<Date>,
    /// What proves that day: 回执, a query of the postal enterprise.
    #[serde(default)]
    pub receipt: String,
    /// The event of the case that its going out made, by its number within the case.
    #[serde(default)]
    pub event: Option<i64>,
    /// How it went out the time before, where that came back: a 送达回证 tells of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<SentBefore>>,
    /// Why it leaves in spite of what was told before (`leaving`).
    #[serde(default)]
    pub despite: String,
    /// Whoever announces it says that the ways that need no address were tried.
    #[serde(default, skip_serializing_if = "is_not")]
    pub is_out_of_reach: bool,
    /// That it came back, of a letter that nothing on its case hangs on; else an event of the case tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Back>,
    /// The returns of it that were recorded by mistake, and struck.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub struck: Vec<StruckBack>,
}

impl Sent {
    /// By that way, with no proof yet.
    pub const fn by(how: Delivery) -> Self {
        Self {
            how,
            tracking_number: String::new(),
            place: String::new(),
            proof: String::new(),
            refused: String::new(),
            consent: String::new(),
            filing_address: String::new(),
            copy: String::new(),
            reached_on: None,
            receipt: String::new(),
            event: None,
            before: None,
            despite: String::new(),
            is_out_of_reach: false,
            back: None,
            struck: Vec::new(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_not(said: &bool) -> bool {
    !*said
}

/// A sending that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBefore {
    /// The day it went out, and the day it was known not to have come; `None` where that is not on record.
    #[serde(default)]
    pub on: Option<Date>,
    #[serde(default)]
    pub back_on: Option<Date>,
    /// Why it came back; empty where that is not on record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    pub sent: Sent,
}

impl SentBefore {
    /// In words, for the form that proves the delivery: each way with its number and its place.
    pub fn words(&self) -> String {
        let earlier = self.sent.before.as_ref().map(|before| before.words());
        let on = self.on.map(|on| format!("{}以", spoken(on))).unwrap_or_default();
        let of: Vec<&str> = [self.sent.tracking_number.trim(), self.sent.proof.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let of = if of.is_empty() {
            String::new()
        } else {
            format!("（{}）", of.join("，"))
        };
        let why = match self.why.trim() {
            "" => String::new(),
            why => format!("（{why}）"),
        };
        let back = self.back_on.map(|on| format!("，{}退回{why}", spoken(on)));
        let told = format!(
            "此前{on}{}{of}{}，没有送到",
            self.sent.how.label(),
            back.unwrap_or_default()
        );
        match earlier {
            Some(earlier) => format!("{earlier}；{told}"),
            None => told,
        }
    }

    /// What came back of a letter, by the timeline of its case.
    fn of(returned: &Sent, timeline: &[Entry]) -> Self {
        let made = returned
            .event
            .and_then(|seq| timeline.iter().find(|one| one.seq == seq));
        let letter = made.and_then(|made| OnTheWay::of(&made.event));
        let back = timeline.iter().rev().find(|one| match &one.event.what {
            What::Undelivered(lost) => Some(lost) == letter.as_ref(),
            _ => false,
        });
        let told = returned.back.as_ref();
        Self {
            on: made.map(|made| made.event.on).or(told.map(|back| back.sent_on)),
            back_on: back.map(|back| back.event.on).or(told.map(|back| back.on)),
            why: back
                .and_then(|back| back.note.clone())
                .or_else(|| told.map(|back| back.why.clone()))
                .unwrap_or_default(),
            sent: returned.clone(),
        }
    }
}

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
    may(&actor.roles, Act::HandleCases).or_else(|_| may(&actor.roles, Act::SignCases))?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        let matter = Matter::of(tx.on(), &house, actor, moment, found.case).await?;
        let mut sent = told_with(&matter, &house, &found, dispatch);
        refuse_without_proof(&house, &found, moment, dispatch, &sent)?;
        let by = (dispatch.on, sent.how);
        let told = leaving::held_back(tx.on(), &house, moment, (&matter, &found), by).await?;
        leaving::refuse_for_good(&told)?;
        refuse_to_leave(&matter, &house, &found, moment, dispatch)?;
        leaving::refuse(actor, &told, &sent)?;
        if let Some(returned) = &found.returned {
            let timeline = events(tx.on(), found.case).await?;
            sent.before = Some(Box::new(SentBefore::of(returned, &timeline)));
        }
        let mut standing = None;
        let effects = effects(&house, &matter.standing.history, &found, dispatch);
        // What a period runs from stands in the event alone.
        if effects.iter().all(|what| what.reached_on().is_none()) {
            sent.reached_on = announced_until(&house, dispatch).or(dispatch.received_on);
        }
        for (version, what) in (matter.row.version..).zip(effects) {
            let recording = Recording {
                on: dispatch.on,
                what,
                note: note(&found, &sent),
                notice: String::new(),
                despite: despite(dispatch, moment),
                charge: found.basis.charge,
            };
            let case = found.case;
            standing = Some(take_in(&tx, actor, moment, &house.rules, case, version, &recording).await?);
            sent.event = events(tx.on(), case).await?.last().map(|entry| entry.seq);
        }
        let out = (LetterState::Delivered, Some(dispatch.on));
        stand(&tx, moment, row, out, Some(&sent)).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code())
            .with(Key::How, dispatch.sent.how.code())
            .with(Key::On, dispatch.on.to_string());
        let recorded = Recorded::CasesLetterDeliver;
        audit::append(&tx, actor, moment, recorded, found.case, detail).await?;
        Ok(standing)
    })
}

/// The events on the case that the letter's going out is. One that answers all that was asked (条例第四十一条) is its reply as well.
fn effects(house: &House, history: &History, letter: &CaseLetter, dispatch: &Dispatch) -> Vec<What> {
    let delivered = What::Delivered {
        how: dispatch.sent.how,
    };
    if letter.kind.act() == Some(CaseAct::Replied) {
        return vec![delivered];
    }
    if !letter.basis.record.ends_case {
        return effect(house, letter, dispatch).into_iter().collect();
    }
    match history.reply {
        None if history.is_undecided() => {
            vec![What::replied(TableThreeRow::OtherwiseOther), delivered]
        }
        // It came back, and goes out once more.
        Some(reply) if reply.delivered.is_none() && letter.returned.is_some() => vec![delivered],
        _ => Vec::new(),
    }
}

/// What the going out of a letter of procedure is.
fn effect(house: &House, letter: &CaseLetter, dispatch: &Dispatch) -> Option<What> {
    // What is signed for, or goes out electronically, reaches its addressee that day; of what is carried, the receipt tells.
    let at_once = (!dispatch.sent.how.is_carried()).then_some(dispatch.on);
    let received_on = announced_until(house, dispatch)
        .or(dispatch.received_on)
        .or(at_once);
    let head = house.settings.head_of_office.trim();
    let signer = letter.steps.last().map(|step| step.name.clone());
    let signer = if head.is_empty() {
        signer
    } else {
        Some(head.to_owned())
    };
    Some(match letter.basis.what.clone()? {
        What::Extended { days, .. } => What::Extended {
            days,
            approved_by: signer.unwrap_or_default(),
        },
        What::OverrideNotified { name, not_before, .. } => What::OverrideNotified {
            name,
            not_before,
            received_on,
            // What was signed, whatever is decided since.
            content: letter.basis.asked_content(),
        },
        What::ConsultationSent { party, name, .. } => What::ConsultationSent {
            party,
            name,
            received_on,
            number: letter.letter.number.clone(),
            content: letter.basis.asked_content(),
        },
        what => what.reaching(received_on).unwrap_or(what),
    })
}

/// The day on which what is announced counts as delivered; `None` of any other way.
fn announced_until(house: &House, dispatch: &Dispatch) -> Option<Date> {
    let is_announced = dispatch.sent.how == Delivery::Announced;
    is_announced.then(|| house.rules.settings.announced_until(dispatch.on))
}

/// A letter that went out on an earlier day is a fact, lawful or not, and is recorded with the warning; one that would go
/// out today against the rules is refused.
fn despite(dispatch: &Dispatch, moment: Moment) -> String {
    if dispatch.on < moment.today {
        "文书已于该日送出，据实补记".to_owned()
    } else {
        String::new()
    }
}

fn note(letter: &CaseLetter, sent: &Sent) -> String {
    let number = letter.letter.number.as_deref().unwrap_or_default();
    let enclosed = enclosures::told(&letter.enclosures);
    let parts = [
        number,
        sent.how.label(),
        sent.tracking_number.trim(),
        sent.refused.trim(),
        sent.place.trim(),
        sent.proof.trim(),
        enclosed.as_str(),
        sent.copy.as_str(),
        sent.consent.trim(),
        sent.despite.trim(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("，")
}

/// What a third party objects to does not go out before it was told, nor before the day it was told of.
fn refuse_to_leave(
    matter: &Matter,
    house: &House,
    letter: &CaseLetter,
    moment: Moment,
    dispatch: &Dispatch,
) -> Result<(), OfficeError> {
    let Some(decision) = matter.decision.as_ref().filter(|_| letter.kind.is_reply()) else {
        return Ok(());
    };
    let facts = Facts::of(&matter.standing.history, &house.rules, moment.today);
    OfficeError::of_fields(may_leave(decision, &facts, dispatch.on))
}

/// What is recorded of the sending: what the applicant chose when applying is consent to it, and where to file online is
/// what the organ has settled, unless somebody typed otherwise.
fn told_with(matter: &Matter, house: &House, letter: &CaseLetter, dispatch: &Dispatch) -> Sent {
    let mut sent = dispatch.sent.clone();
    let way = Way::from_code(&matter.application.way);
    let is_for_applicant = letter.kind.is_for_applicant();
    let is_chosen = matches!(
        (way, sent.how),
        (Some(Way::Online), Delivery::Online)
            | (Some(Way::Email), Delivery::Email)
            | (Some(Way::Fax), Delivery::Fax)
    );
    if let Some(way) = way.filter(|_| is_for_applicant && is_chosen && sent.consent.trim().is_empty()) {
        sent.consent = format!("申请时选择“{}”", way.label());
    }
    let is_online = matches!(sent.how, Delivery::Online | Delivery::Email);
    if is_online {
        sent.copy = scan::copy_of(letter);
    }
    if is_online && letter.letter.has_remedies && sent.filing_address.trim().is_empty() {
        house
            .settings
            .remedies
            .filing_address
            .trim()
            .clone_into(&mut sent.filing_address);
    }
    sent
}

fn refuse_without_proof(
    house: &House,
    letter: &CaseLetter,
    moment: Moment,
    dispatch: &Dispatch,
    sent: &Sent,
) -> Result<(), OfficeError> {
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
    if sent.how == Delivery::Announced && dispatch.received_on.is_some() {
        block(
            "received_on",
            "公告送达的，公告期满视为收到，由系统推算，请留空。",
        );
    }
    if let Some(what) = letter
        .basis
        .what
        .clone()
        .filter(|_| sent.how == Delivery::Announced)
    {
        let announced = Event {
            on: dispatch.on,
            what,
        };
        wrong.extend(announced.over_before_announced(&house.rules.settings));
    }
    let sending = Sending {
        how: sent.how,
        tracking_number: &sent.tracking_number,
        place: &sent.place,
        proof: &sent.proof,
        consent: &sent.consent,
        filing_address: &sent.filing_address,
        refused: &sent.refused,
    };
    wrong.extend(sending.lacks(&letter.letter));
    OfficeError::of_fields(wrong)
}
