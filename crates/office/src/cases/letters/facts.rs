//! The facts a letter is filled from, gathered from its case as it stands, and what still hinders it.

use law::cases::decision::{Decision, Facts};
use law::cases::enclosures::{Enclosed, blockers, listed};
use law::cases::letters::{Letter, LetterFacts, LetterKind, fill, gaps};
use law::cases::{Channel, Event, Standing, Way, What};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Basis, CaseLetter};
use crate::cases::acts::decide;
use crate::cases::enclosures;
use crate::cases::looking::read::events;
use crate::cases::settings::{CaseSettings, read, rules};
use crate::entity::{application, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::organs::{self, Organ};
use crate::store::Office;

/// What hinders a letter, each with the field it concerns.
pub type Hindrances = Vec<WhyNot>;

/// What an organ puts into every letter and reckons by; read before a transaction, as it seldom changes.
pub(super) struct House {
    pub organ: Organ,
    pub settings: CaseSettings,
    pub rules: law::cases::Rules,
}

impl House {
    pub(super) async fn of(office: &Office, organ: OrganId) -> Result<Self, OfficeError> {
        Ok(Self {
            organ: organs::find(office, organ).await?,
            settings: read(office.on(), organ).await?,
            rules: rules(office, organ).await?,
        })
    }
}

/// A case as a letter about it needs it.
pub(super) struct Matter {
    pub row: request_case::Model,
    pub application: application::Model,
    pub events: Vec<Event>,
    pub standing: Standing,
    pub decision: Option<Decision>,
    /// What goes out with the reply that is in work.
    pub enclosed: Vec<Enclosed>,
}

impl Matter {
    pub async fn of(
        on: &impl ConnectionTrait,
        house: &House,
        actor: &Actor,
        moment: Moment,
        case: CaseId,
    ) -> Result<Self, OfficeError> {
        let query =
            request_case::Entity::find_by_id(case).filter(request_case::Column::OrganId.eq(actor.organ));
        let row = query.one(on).await?.ok_or(OfficeError::Missing)?;
        let application = application::Entity::find_by_id(row.application_id)
            .one(on)
            .await?
            .ok_or_else(|| OfficeError::Damaged(format!("request_case {case} 没有申请")))?;
        let entries = events(on, case).await?;
        let events: Vec<Event> = entries.into_iter().map(|entry| entry.event).collect();
        let standing = Standing::of(&events, &house.rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let decision = decide::read(&row)?;
        let enclosed = enclosures::enclosed(&enclosures::of_case(on, case).await?);
        Ok(Self {
            row,
            application,
            events,
            standing,
            decision,
            enclosed,
        })
    }

    /// The facts of a letter of this case. What was typed for the letter itself is in its basis; an extension's new
    /// day is worked out.
    pub fn facts(&self, house: &House, moment: Moment, basis: &Basis) -> LetterFacts {
        let history = &self.standing.history;
        let guide = &house.organ.guide;
        let contact = [guide.office_name.trim(), guide.phone.trim()];
        let way = Way::from_code(&self.application.way);
        let mut deferral = basis.deferral.clone();
        // Its signature is the agreement of the office's head (条例第三十三条第二款).
        deferral.is_approved = true;
        if let Some(what @ What::Extended { .. }) = &basis.what {
            deferral.until = self.due_after(house, moment, agreed(what));
        }
        LetterFacts {
            organ: house.organ.name.clone(),
            contact: contact
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("，"),
            applicant: self.row.applicant_name.clone(),
            received_on: history.received_on,
            channel: channel(history.channel).to_owned(),
            request_number: self.row.number.clone(),
            request: self.row.request.clone(),
            due_on: self.standing.due_on,
            query_code: "见提交申请时取得的回执".to_owned(),
            decision: self.decision.clone(),
            history: Facts::of(history, &house.rules, moment.today),
            remedies: house.settings.remedies.clone(),
            is_delivered_online: matches!(way, Some(Way::Online | Way::Email)),
            correcting: basis.correcting.clone(),
            deferral,
            consulted: basis.consulted.clone(),
            fee: basis.fee.clone(),
            record: basis.record.clone(),
            delivery: basis.delivery.clone(),
            ..LetterFacts::default()
        }
    }

    /// A letter of this kind, filled; only a reply has something go out with it.
    pub fn filled(&self, house: &House, moment: Moment, kind: LetterKind, basis: &Basis) -> Letter {
        let enclosed = if kind.is_reply() {
            listed(&self.enclosed)
        } else {
            Vec::new()
        };
        let facts = LetterFacts {
            enclosures: enclosed,
            ..self.facts(house, moment, basis)
        };
        fill(kind, &facts)
    }

    /// The last day to reply if this happened today.
    fn due_after(&self, house: &House, moment: Moment, what: What) -> Option<jiff::civil::Date> {
        let event = Event {
            on: moment.today,
            what,
        };
        Standing::with(&self.events, event, &house.rules, moment.today)
            .ok()
            .and_then(|standing| standing.due_on)
    }

    /// What hinders this letter today: what it lacks, what its decision lacks, and what the law has against the act.
    pub fn hindrances(&self, house: &House, moment: Moment, letter: &CaseLetter) -> Hindrances {
        let facts = self.facts(house, moment, &letter.basis);
        let mut list = gaps(&letter.letter, letter.kind, &facts);
        if letter.kind.word().is_some() && house.settings.letter_prefix.trim().is_empty() {
            list.push(WhyNot::new(
                "letter_prefix",
                "还没有设置发文机关代字，无法编文号，请到“依申请公开设置”填写。",
            ));
        }
        if letter.kind.is_reply() {
            match &self.decision {
                Some(decision) if LetterKind::of(decision.outcome) != letter.kind => {
                    list.push(WhyNot::new(
                        "decision",
                        "处理决定已经改变，这份文书的种类与它不符，请作废后重新拟稿。",
                    ));
                }
                _ => {}
            }
            if let Some(decision) = &self.decision {
                list.extend(blockers(decision, &self.enclosed));
            }
            let lists = !self.enclosed.is_empty() && letter.letter.enclosures != listed(&self.enclosed);
            if lists {
                list.push(WhyNot::new(
                    "enclosures",
                    "文书中列出的附件与实际所附的文件不一致，请重新生成或者保存一次。",
                ));
            }
        }
        if let Some(what) = self.act(letter) {
            let event = Event {
                on: moment.today,
                what,
            };
            if let Err(hindrance) = Standing::with(&self.events, event, &house.rules, moment.today) {
                list.push(WhyNot {
                    field: "case",
                    message: hindrance.why,
                });
            }
        }
        list
    }

    /// The act on the case that this letter is.
    pub fn act(&self, letter: &CaseLetter) -> Option<What> {
        if letter.kind.is_reply() {
            return self.decision.as_ref().map(|decision| What::Replied {
                outcome: decision.outcome.row(),
            });
        }
        letter.basis.what.as_ref().map(agreed)
    }
}

/// An extension as its signature makes it: agreed to by whoever signs.
fn agreed(what: &What) -> What {
    match what {
        What::Extended { days, .. } => What::Extended {
            days: *days,
            approved_by: "签发人".to_owned(),
        },
        what => what.clone(),
    }
}

/// The channel as a letter names it: 通过…提交.
const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::InPerson => "当面",
        Channel::RegisteredPost | Channel::OrdinaryPost => "邮寄",
        Channel::Online => "互联网渠道",
        Channel::Fax => "传真",
        Channel::Oral => "口头",
    }
}

/// What hinders a letter today; empty when it may go on.
pub async fn hindrances(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<Hindrances, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, letter.case).await?;
    Ok(matter.hindrances(&house, moment, letter))
}
