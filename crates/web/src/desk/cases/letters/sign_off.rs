//! The acts on a letter: handed over, agreed to or sent back, taken back, delivered. Each looks first whether the letter is
//! the case's whose address it came by.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::{Delivery, Standing};
use office::cases::letters::{self, Agreement, Dispatch, Sent};
use office::{CaseId, LetterId, OfficeError};

use super::forms::{ActForm, EditForm, version_of};
use super::show::{address, again, edited_again, find, keep_sheet};
use super::{list, queue};
use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::{HERE, told};
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

type Place = Path<(CaseId, LetterId)>;

/// Hands it over to sign-off, with what stands on its sheet: that is kept first, and where it can't be, nothing is handed over.
pub async fn submit(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(fields): ProtectedForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let version = match EditForm::beside(&fields) {
        Some(sheet) => match keep_sheet(&desk, &found, &sheet).await {
            Ok(version) => version,
            Err(error) => return edited_again(&desk, &found, sheet, error).await,
        },
        None => version_of(&fields),
    };
    let done = letters::submit(desk.office(), &desk.actor, desk.moment, letter, version).await;
    let form = ActForm::default();
    finish(&desk, id, letter, form, done.map(|()| "文书已送审。".to_owned())).await
}

/// Agrees at the level it waits for.
pub async fn approve(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let agreement = Agreement {
        opinion: &form.opinion,
        accepts_tentative: form.accepts_tentative,
    };
    let version = form.version;
    let done = letters::approve(
        desk.office(),
        &desk.actor,
        desk.moment,
        letter,
        version,
        agreement,
        &form.looked,
    )
    .await;
    let told = done.map(|next| match next {
        Some(level) => format!("已同意，下一步：{}。", level.label()),
        None => "文书已签发。".to_owned(),
    });
    finish(&desk, id, letter, form, told).await
}

/// Sends it back.
pub async fn send_back(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (version, opinion) = (form.version, form.opinion.clone());
    let done = letters::send_back(desk.office(), &desk.actor, desk.moment, letter, version, &opinion).await;
    finish(
        &desk,
        id,
        letter,
        form,
        done.map(|()| "文书已退回经办人。".to_owned()),
    )
    .await
}

/// Takes it back from sign-off.
pub async fn recall(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let told = "已撤回送审，修改后请重新送审。";
    match letters::recall(desk.office(), &desk.actor, desk.moment, letter, form.version).await {
        // It is taken back to be written on.
        Ok(()) => Ok(redirect_with(&address(&found), told)),
        Err(error) => again(&desk, &found, form, error).await,
    }
}

/// Takes the signature of a letter back that has not gone out.
pub async fn take_back(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let (version, reason) = (form.version, form.opinion.clone());
    match letters::take_back(desk.office(), &desk.actor, desk.moment, letter, version, &reason).await {
        Ok(()) => {
            let told = if found.kind.is_reply() {
                "已撤回签发，这份答复书作废；请重新起草答复。".to_owned()
            } else {
                format!(
                    "已撤回签发，这份《{}》作废；需要的，请重新拟写。",
                    found.letter.title
                )
            };
            Ok(redirect_with(&format!("{HERE}/{}", found.case), &told))
        }
        Err(error) => again(&desk, &found, form, error).await,
    }
}

/// Records how it went out.
pub async fn deliver(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let done = match form.dispatch(desk.moment.today) {
        Ok(dispatch) => {
            let version = form.version;
            letters::deliver(
                desk.office(),
                &desk.actor,
                desk.moment,
                letter,
                version,
                &dispatch,
            )
            .await
        }
        Err(error) => Err(error),
    };
    let told = done.map(|standing| delivered(standing, &form.how, &form.on));
    finish(&desk, id, letter, form, told).await
}

/// That it went out, what is due next, and what is to be said of that day.
fn delivered(standing: Option<Standing>, how: &str, on: &str) -> String {
    // What is carried is not delivered before it came.
    let done = match Delivery::from_code(how) {
        Some(Delivery::Post) => "送达已登记：已交邮，收到之日知道后登记",
        Some(Delivery::Entrusted) => "送达已登记：已委托送达，收到之日知道后登记",
        _ => "送达已登记",
    };
    let Some(standing) = standing else {
        return format!("{done}。");
    };
    let next = standing.next_due_on.map(|day| format!("，下一期限 {day}"));
    let noted = standing
        .noted
        .iter()
        .filter(|noted| noted.on.to_string() == on.trim());
    format!("{done}{}。{}", next.unwrap_or_default(), told(noted))
}

/// Records the day it reached its addressee, once that is known.
pub async fn receive(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let done = match day(&form.received_on, "received_on", desk.moment.today) {
        Ok(on) => {
            let proof = form.receipt.clone();
            let receipt = letters::Receipt { on, proof };
            let (office, actor) = (desk.office(), &desk.actor);
            letters::record_receipt(office, actor, desk.moment, letter, form.version, &receipt).await
        }
        Err(error) => Err(error),
    };
    let told = done.map(|()| "对方收到之日已登记。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Asks whoever signs to announce it; what was typed is kept for them.
pub async fn ask_to_announce(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let done = match optional(&form.on, desk.moment.today) {
        Ok(on) => {
            let asked = (
                on,
                form.place.as_str(),
                form.proof.as_str(),
                form.despite.as_str(),
            );
            let (office, actor) = (desk.office(), &desk.actor);
            letters::ask_to_announce(office, actor, desk.moment, (letter, form.version), asked).await
        }
        Err(error) => Err(error),
    };
    let told = done.map(|()| "已提请签发人公告送达，填写的内容一并转给签发人。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Declines it.
pub async fn decline_to_announce(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor, why) = (desk.office(), &desk.actor, form.declined.as_str());
    let done = letters::decline_to_announce(office, actor, desk.moment, letter, form.version, why).await;
    let told = done.map(|()| "没有采用公告送达，由经办人改用其他方式送达。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Asks whoever signs to strike its return.
pub async fn ask_to_strike(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor, why) = (desk.office(), &desk.actor, form.back_why.as_str());
    let done = letters::ask_to_strike(office, actor, desk.moment, letter, form.version, why).await;
    let told = done.map(|()| "已提请签发人撤销退回的登记。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Declines it.
pub async fn decline_to_strike(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor, why) = (desk.office(), &desk.actor, form.declined.as_str());
    let done = letters::decline_to_strike(office, actor, desk.moment, letter, form.version, why).await;
    let told = done.map(|()| "没有撤销退回的登记，由经办人重新送达。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Takes back what was asked of whoever signs.
pub async fn recall_asking(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor) = (desk.office(), &desk.actor);
    let done = letters::recall_asking(office, actor, desk.moment, letter, form.version).await;
    let told = done.map(|()| "提请已撤回。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Records that it came back.
pub async fn come_back(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let done = match day(&form.back_on, "back_on", desk.moment.today) {
        Ok(on) => {
            let (office, actor, back) = (desk.office(), &desk.actor, (on, form.back_why.as_str()));
            letters::record_return(office, actor, desk.moment, letter, form.version, back).await
        }
        Err(error) => Err(error),
    };
    let told = done.map(|()| "退回已登记，待重新送达。".to_owned());
    finish(&desk, id, letter, form, told).await
}

/// Strikes such a return that was recorded by mistake.
pub async fn strike_return(
    desk: Desk,
    Path((id, letter)): Place,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let (office, actor, why) = (desk.office(), &desk.actor, form.back_why.as_str());
    let done = letters::strike_return(office, actor, desk.moment, letter, form.version, why).await;
    let told = done.map(|()| "退回的登记已撤销，仍按原来送出的办理。".to_owned());
    finish(&desk, id, letter, form, told).await
}

async fn finish(
    desk: &Desk,
    id: CaseId,
    letter: LetterId,
    form: ActForm,
    done: Result<String, OfficeError>,
) -> Result<Response, Problem> {
    let found = find(desk, id, letter).await?;
    match done {
        Ok(told) if form.queue => {
            let next = queue::next(desk, letter).await?;
            let next = next.map_or_else(|| queue::QUEUE.to_owned(), |(href, _)| href);
            Ok(redirect_with(
                &next,
                &format!("《{}》：{told}", found.letter.title),
            ))
        }
        Ok(told) => Ok(desk.done(&format!("《{}》", found.letter.title), &address(&found), &told)),
        // What another was faster with is told on the letter's own page.
        Err(error) if form.queue && !matches!(error, OfficeError::Stale { .. }) => {
            let errors = FieldErrors::from_office(error)?;
            // Pages hold more than the futures of all who end here should.
            Box::pin(list::again(desk, letter, form, errors)).await
        }
        Err(error) => Box::pin(again(desk, &found, form, error)).await,
    }
}

impl ActForm {
    fn dispatch(&self, today: Date) -> Result<Dispatch, OfficeError> {
        let on = day(&self.on, "on", today)?;
        let how =
            Delivery::from_code(&self.how).ok_or_else(|| OfficeError::invalid("how", "请选择送达方式。"))?;
        let received_on = if self.received_on.trim().is_empty() {
            None
        } else {
            Some(day(&self.received_on, "received_on", today)?)
        };
        Ok(Dispatch {
            on,
            sent: Sent {
                how,
                tracking_number: self.tracking_number.trim().to_owned(),
                place: self.place.trim().to_owned(),
                proof: self.proof.trim().to_owned(),
                refused: self.refused.trim().to_owned(),
                consent: self.consent.trim().to_owned(),
                filing_address: self.filing_address.trim().to_owned(),
                despite: self.despite.trim().to_owned(),
                is_out_of_reach: self.is_out_of_reach,
                ..Sent::by(how)
            },
            received_on,
        })
    }
}

fn optional(text: &str, today: Date) -> Result<Option<Date>, OfficeError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    day(text, "on", today).map(Some)
}

fn day(text: &str, field: &'static str, today: Date) -> Result<Date, OfficeError> {
    meant_day(text, today).map_err(|message| OfficeError::invalid(field, message))
}
