//! Who is to be told that something is disclosed over their objection, and what is proposed for letters to others (条例第三十二条).

use jiff::civil::Date;
use law::cases::Objector;
use law::cases::decision::Facts;
use law::staff::{Act, may};

use super::facts::{House, Matter};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// A third party that a 决定公开告知书 may go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToBeTold {
    pub name: String,
    /// By which letter it was asked.
    pub reference: String,
    pub answered_on: Option<Date>,
    /// What it said, in words.
    pub said: String,
}

/// The third parties of a case that are to be told what is disclosed over their objection (条例第三十二条).
pub async fn to_be_told(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Vec<ToBeTold>, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, case).await?;
    let told = matter.to_be_told(&house, moment).into_iter().map(|one| ToBeTold {
        name: one.asked.name.clone().unwrap_or_default(),
        reference: one.reference,
        answered_on: one.asked.answer.map(|answer| answer.on),
        said: one.asked.opinion().unwrap_or_default(),
    });
    Ok(told.collect())
}

impl Matter {
    /// The third parties to be told that something is disclosed over their objection: those that the decision overrides and that
    /// were not told, or of less; while nothing is decided, all that object.
    pub fn to_be_told(&self, house: &House, moment: Moment) -> Vec<Objector<'_>> {
        let history = &self.standing.history;
        let facts = Facts::of(history, &house.rules, moment.today);
        let overriding = self.decision.as_ref().filter(|decision| decision.has_grant());
        let is_to_be_told = |one: &Objector<'_>| match overriding {
            Some(decision) => decision
                .to_be_told(&facts)
                .iter()
                .any(|opinion| opinion.reference == one.reference),
            None => one.told.is_empty(),
        };
        history.objectors().into_iter().filter(is_to_be_told).collect()
    }

    /// What is against telling this party: a notice goes to who is overridden and was not told, and to nobody else.
    pub fn refuse_untellable(&self, house: &House, moment: Moment, name: &str) -> Result<(), OfficeError> {
        let to_tell = self.to_be_told(house, moment);
        let is_it = |one: &Objector<'_>| {
            let known = one.asked.name.as_deref().map(str::trim);
            known.is_none_or(|known| known == name.trim())
        };
        if name.trim().is_empty() || to_tell.iter().any(is_it) {
            return Ok(());
        }
        let names: Vec<&str> = to_tell
            .iter()
            .filter_map(|one| one.asked.name.as_deref())
            .collect();
        let message = if names.is_empty() {
            "没有需要告知的第三方：告知书只发给不同意公开、处理决定没有按其意见办理、还没有告知的第三方（条例第三十二条）。".to_owned()
        } else {
            format!(
                "请选择不同意公开、处理决定没有按其意见办理、还没有告知的第三方：{}（条例第三十二条）。",
                names.join("、")
            )
        };
        Err(OfficeError::invalid("name", message))
    }
}

/// What of a case is proposed to be told to somebody else: what was asked for, without whoever asked.
pub async fn proposed_content(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<String, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, case).await?;
    Ok(matter.people.without_applicant(&matter.row.request))
}
