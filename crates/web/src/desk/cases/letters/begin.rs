//! A letter is begun: the form of what its kind needs beside the case, and the draft filled from both.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::letters::{
    Consulted, Correcting, CorrectionGround, DeclineGround, LetterKind, Record, asks_no_correction,
    assistance_day,
};
use law::cases::split::listed;
use law::cases::{Act as CaseAct, LONGEST_EXTENSION, Party, What};
use law::codes::{Rule, spoken};
use law::fees::{Charge, Tariff};
use office::CaseId;
use office::cases::letters::{self, Basis, ToBeTold};
use office::cases::{self, Case, OfMonth};
use serde::Deserialize;

use super::OF_PROCEDURE;
use crate::csrf::ProtectedForm;
use crate::desk::cases::acts::beside::objections;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, ticked};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::{FieldErrors, count};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct BeginForm {
    ticket: String,
    kind: String,
    grounds: Vec<String>,
    items: String,
    respond_by: String,
    excess: String,
    days: String,
    reasons: String,
    until: String,
    name: String,
    #[serde(deserialize_with = "ticked")]
    is_person: bool,
    party: String,
    content: String,
    copies: String,
    reply_by: String,
    objection: String,
    not_before: String,
    tariff: String,
    quantity: String,
    way_to_pay: String,
    evidence: String,
    corrected: String,
    declined: String,
    decline_ground: String,
    doubts: String,
    forwarded_to: String,
    #[serde(deserialize_with = "ticked")]
    ends_case: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/letter_begin.html")]
struct BeginPage {
    frame: Frame,
    here: String,
    back: String,
    title: &'static str,
    /// Which fields are shown: the code of the kind.
    fields: &'static str,
    /// What the law says of signing it.
    rule: Option<Rule>,
    /// Why the law is against the act today.
    hindrance: Option<String>,
    /// What is to be known of it today.
    caution: Option<String>,
    /// The day the reply is due now, and as this would move it, by so many working days; tentative or not.
    moved: Option<(String, String, bool)>,
    /// There is nothing to be told by such a letter today: no form is offered.
    is_pointless: bool,
    form: BeginForm,
    tariffs: Vec<Choice>,
    parties: Vec<Choice>,
    decline_grounds: Vec<Choice>,
    /// Of a 决定公开告知书: who objected and was not told.
    tellable: Vec<Choice>,
    /// All of them have a name on record; else it is typed.
    is_named: bool,
    /// Of a fee notice: the applicant's cases of the month, up to this one.
    month: Vec<OfMonth>,
    grounds: Vec<GroundShown>,
    errors: FieldErrors,
}

/// A ground a correction may be asked for.
struct GroundShown {
    code: &'static str,
    label: &'static str,
    is_chosen: bool,
}

/// The form.
pub async fn new(desk: Desk, Path((id, kind)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let kind = LetterKind::from_code(&kind)
        .filter(|kind| OF_PROCEDURE.contains(kind))
        .ok_or(Problem::Missing)?;
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let settings = cases::settings(desk.office(), &desk.actor).await?;
    let calendar = office::calendar::holidays(desk.office()).await?;
    let today = desk.moment.today;
    let respond_by = calendar.due(today, settings.clocks.correction_days).on;
    let reply_by = assistance_day(&calendar, today, case.standing.due_on);
    // Where one is left to be told it is that one; of several one is chosen.
    let name = match tellable(&desk, id, kind).await?.as_slice() {
        [only] => Some(only.name.clone()),
        _ => None,
    };
    // What of whoever applied is not given is asked for at once: there is one correction only (条例第三十条).
    let mut grounds = cases::not_given(desk.office(), &desk.actor, id).await?;
    let items: Vec<&str> = grounds.iter().map(|ground| ground.proposed_item()).collect();
    if grounds.is_empty() {
        grounds.push(CorrectionGround::Description);
    }
    let form = BeginForm {
        kind: kind.code().to_owned(),
        grounds: grounds.iter().map(|ground| ground.code().to_owned()).collect(),
        items: items.join("\n"),
        respond_by: respond_by.to_string(),
        reply_by: reply_by.map(|day| day.to_string()).unwrap_or_default(),
        party: Party::ThirdParty.code().to_owned(),
        objection: objections(&case)
            .into_iter()
            .find(|one| name.as_ref() == Some(&one.name))
            .map(|one| one.reason)
            .unwrap_or_default(),
        name: name.unwrap_or_default(),
        days: LONGEST_EXTENSION.to_string(),
        // What is to be corrected is no request for information: it is written, or taken from a request that speaks of it.
        content: if kind.is_of_record() && !case.request.contains("更正") {
            String::new()
        } else if kind.is_for_applicant() {
            case.request.clone()
        } else {
            letters::proposed_content(desk.office(), &desk.actor, desk.moment, id).await?
        },
        ..BeginForm::default()
    };
    let page = page(&desk, &case, kind, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Begins it.
pub async fn create(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<BeginForm>,
) -> Result<Response, Problem> {
    let kind = LetterKind::from_code(&form.kind)
        .filter(|kind| kind.is_reply() || OF_PROCEDURE.contains(kind))
        .ok_or(Problem::Missing)?;
    let (basis, mut errors) = form.basis(kind, desk.moment.today);
    if !errors.is_empty() {
        // What can't be read and what was not typed are told at once.
        for why in basis.untyped(kind) {
            errors.add(why.field, why.message);
        }
        return again(&desk, id, kind, form, errors).await;
    }
    match letters::draft_once(
        desk.office(),
        &desk.actor,
        desk.moment,
        id,
        (kind, &basis),
        &form.ticket,
    )
    .await
    {
        Ok(letter) => Ok(redirect_with(
            &format!("{HERE}/{id}/letters/{letter}"),
            "文书已按本件情况拟好，核对后送审。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            again(&desk, id, kind, form, errors).await
        }
    }
}

async fn again(
    desk: &Desk,
    id: CaseId,
    kind: LetterKind,
    form: BeginForm,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let page = page(desk, &case, kind, form, errors).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    case: &Case,
    kind: LetterKind,
    form: BeginForm,
    errors: FieldErrors,
) -> Result<BeginPage, Problem> {
    let told = tellable(desk, case.id, kind).await?;
    let month = if kind == LetterKind::Fee {
        cases::month_of_applicant(desk.office(), &desk.actor, case.id).await?
    } else {
        Vec::new()
    };
    let back = format!("{HERE}/{}", case.id);
    let against = kind.act().and_then(|act| case.standing.may(act).err());
    let is_named = told.iter().all(|one| !one.name.is_empty());
    let is_pointless = match kind {
        LetterKind::Extension | LetterKind::Delay => against.is_some(),
        LetterKind::OverrideNotice => told.is_empty(),
        _ => false,
    };
    let moved = match form.moves(kind, desk) {
        Some(what) => letters::day_moved(desk.office(), &desk.actor, desk.moment, case, what).await?,
        None => None,
    };
    Ok(BeginPage {
        moved: moved.map(|(from, until, is_tentative)| (spoken(from), spoken(until), is_tentative)),
        is_pointless,
        month,
        frame: desk.frame(kind.label(), Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/letters"),
        back,
        title: kind.label(),
        fields: kind.code(),
        rule: kind.rule(),
        hindrance: against.map(str::to_owned),
        grounds: CorrectionGround::offered()
            .map(|one| GroundShown {
                code: one.code(),
                label: one.label(),
                is_chosen: form.grounds.iter().any(|code| code == one.code()),
            })
            .collect(),
        tellable: told
            .iter()
            .filter(|one| !one.name.is_empty())
            .map(|one| Choice::of(&one.name, told_label(one)))
            .collect(),
        is_named,
        parties: Party::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        decline_grounds: DeclineGround::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        caution: caution(case, kind),
        form,
        tariffs: Tariff::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        errors,
    })
}

/// What is to be known of it today: that the day is the last, and of a letter that asks for an opinion who was asked already.
fn caution(case: &Case, kind: LetterKind) -> Option<String> {
    let of_the_day = kind.act().and_then(|act| case.standing.caution(act));
    let asked = kind
        .party()
        .and_then(|party| case.standing.history.told_of_those_asked(party));
    let of_record = kind
        .is_of_record()
        .then(|| asks_no_correction(&case.as_corrected()))
        .flatten();
    let told = [of_the_day, of_record].into_iter().flatten().map(str::to_owned);
    let told: Vec<String> = told.chain(asked).collect();
    (!told.is_empty()).then(|| told.concat())
}

/// The third parties that a notice of this kind may go to; none for another kind.
async fn tellable(desk: &Desk, id: CaseId, kind: LetterKind) -> Result<Vec<ToBeTold>, Problem> {
    if kind != LetterKind::OverrideNotice {
        return Ok(Vec::new());
    }
    Ok(letters::to_be_told(desk.office(), &desk.actor, desk.moment, id).await?)
}

fn told_label(one: &ToBeTold) -> String {
    let answered = one.answered_on.map(|day| format!("，{day} {}", one.said));
    format!(
        "{}（征求意见：{}{}）",
        one.name,
        one.reference,
        answered.unwrap_or_default()
    )
}

impl BeginForm {
    /// What the letter is filled from, and which of the fields can't be read.
    fn basis(&self, kind: LetterKind, today: Date) -> (Basis, FieldErrors) {
        let mut errors = FieldErrors::none();
        let mut basis = Basis::default();
        match kind {
            LetterKind::Correction | LetterKind::ReasonsAsked => {
                self.asked(kind, today, &mut basis, &mut errors);
            }
            LetterKind::Extension => {
                basis.deferral.reasons = typed(&self.reasons);
                basis.what =
                    count(&self.days, "days", "延长的工作日数", &mut errors).map(|days| What::Extended {
                        days,
                        approved_by: String::new(),
                    });
            }
            LetterKind::Delay => {
                let until = day(&self.until, "until", today, &mut errors);
                basis.deferral.until = until;
                basis.what = until.map(|until| What::Delayed { until });
            }
            LetterKind::Fee => self.charged(&mut basis, &mut errors),
            LetterKind::RecordCorrected | LetterKind::RecordForwarded | LetterKind::RecordDeclined => {
                basis.record = Record {
                    content: typed(&self.content),
                    evidence: typed(&self.evidence),
                    corrected: typed(&self.corrected),
                    declined: typed(&self.declined),
                    grounds: DeclineGround::from_code(&self.decline_ground),
                    forwarded_to: typed(&self.forwarded_to),
                    ends_case: self.ends_case,
                };
            }
            LetterKind::ThirdParty
            | LetterKind::Consulting
            | LetterKind::OverrideNotice
            | LetterKind::CoMaker
            | LetterKind::OtherOrgan
            | LetterKind::Referral
            | LetterKind::Assistance => self.consulted(kind, today, &mut basis, &mut errors),
            _ => {}
        }
        (basis, errors)
    }

    /// What moves the day of the reply, as far as it is typed.
    fn moves(&self, kind: LetterKind, desk: &Desk) -> Option<What> {
        match kind {
            LetterKind::Extension => Some(What::Extended {
                days: self.days.trim().parse().ok()?,
                approved_by: desk.actor.name.clone(),
            }),
            LetterKind::Delay => Some(What::Delayed {
                until: meant_day(&self.until, desk.moment.today).ok()?,
            }),
            _ => None,
        }
    }

    fn asked(&self, kind: LetterKind, today: Date, basis: &mut Basis, errors: &mut FieldErrors) {
        let respond_by = day(&self.respond_by, "respond_by", today, errors);
        let items = listed(&self.items);
        if kind.act() == Some(CaseAct::CorrectionRequested) {
            basis.what = Some(What::CorrectionRequested {
                respond_by,
                received_on: None,
            });
        } else {
            basis.what = Some(What::ReasonsRequested {
                respond_by,
                received_on: None,
            });
        }
        let grounds = self
            .grounds
            .iter()
            .filter_map(|code| CorrectionGround::from_code(code));
        basis.correcting = Correcting {
            items,
            respond_by,
            grounds: grounds.collect(),
            excess: typed(&self.excess),
            ..Correcting::default()
        };
    }

    fn charged(&self, basis: &mut Basis, errors: &mut FieldErrors) {
        let tariff = Tariff::from_code(&self.tariff);
        if tariff.is_none() {
            errors.add("tariff", "请选择计收方式。");
        }
        // Items are counted from the applicant's month, whatever is typed here.
        let quantity = match tariff {
            Some(Tariff::Items) => Some(0),
            _ => count(&self.quantity, "quantity", "页数", errors),
        };
        basis.fee.way_to_pay = typed(&self.way_to_pay);
        let (Some(tariff), Some(quantity)) = (tariff, quantity) else {
            return;
        };
        basis.charge = Some(Charge { tariff, quantity });
        basis.what = Some(What::FeeNotified { received_on: None });
    }

    fn consulted(&self, kind: LetterKind, today: Date, basis: &mut Basis, errors: &mut FieldErrors) {
        let name = typed(&self.name);
        let mut optional = |text: &str, field| {
            let is_blank = text.trim().is_empty();
            (!is_blank).then(|| day(text, field, today, errors)).flatten()
        };
        let not_before = optional(&self.not_before, "not_before");
        basis.consulted = Consulted {
            name: name.clone(),
            is_person: self.is_person,
            party: Party::from_code(&self.party),
            content: typed(&self.content),
            copies: lines(&self.copies),
            reply_by: optional(&self.reply_by, "reply_by"),
            doubts: typed(&self.doubts),
            objection: typed(&self.objection),
            not_before,
            ..Consulted::default()
        };
        let name = Some(name);
        basis.what = match kind {
            LetterKind::OverrideNotice => Some(What::OverrideNotified {
                name,
                not_before,
                received_on: None,
                content: None,
            }),
            kind => kind.party().map(|party| What::ConsultationSent {
                party,
                name,
                received_on: None,
                number: None,
                content: Some(typed(&self.content)).filter(|content| !content.is_empty()),
            }),
        };
    }
}

/// A day that must be given.
fn day(text: &str, field: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    meant_day(text, today)
        .map_err(|message| errors.add(field, message))
        .ok()
}

fn typed(text: &str) -> String {
    text.trim().to_owned()
}

/// What is typed one to a line.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(typed);
    lines.filter(|line| !line.is_empty()).collect()
}
