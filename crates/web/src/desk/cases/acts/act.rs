//! One act on a case as a form of its own: only the fields it needs, the day it happened, and what follows from it.
//! When another clerk was faster, the page says what changed and keeps what was typed.

mod order;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::letters::lacks_notice;
use law::cases::{
    Act as CaseAct, ActSpec, ClockName, Confirmation, ConfirmedBy, Delivery, LONGEST_EXTENSION, OnTheWay,
    Party, Registered, State, What,
};
use law::codes::{Ending, Route, TableThreeRow};
use law::fees::{Charge, Tariff};
use office::cases::{self, Case, Recording};
use office::{CaseId, OfficeError};
use serde::Deserialize;

use super::beside::opinions;
use crate::csrf::ProtectedForm;
use crate::desk::cases::looking::ledger::outcomes;
use crate::desk::cases::shared::HERE;
use crate::desk::cases::shared::told;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::{FieldErrors, count};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    version: i64,
    ticket: String,
    on: String,
    respond_by: String,
    party: String,
    party_name: String,
    /// The letter that this act is about, in words: what a place in a list means changes when somebody else was faster.
    letter: String,
    received_on: String,
    consents: String,
    /// What is consented to, of an opinion that consents in part.
    consents_to: String,
    /// Whether the opinion bears a signature or a seal.
    signed: String,
    days: String,
    tariff: String,
    quantity: String,
    until: String,
    not_before: String,
    /// What a letter that was written elsewhere asks about, or tells is disclosed.
    content: String,
    outcome: String,
    how: String,
    route: String,
    ending: String,
    authority: String,
    number: String,
    dated: String,
    by: String,
    from: String,
    /// Of a confirmation: who, how, by which number.
    confirmed_by: String,
    confirmed_way: String,
    confirmed_number: String,
    note: String,
    notice: String,
    despite: String,
}

#[derive(Template)]
#[template(path = "desk/cases/act.html")]
struct ActPage {
    frame: Frame,
    here: String,
    back: String,
    act: CaseAct,
    label: &'static str,
    /// What the law says of this act and what must be written down with it.
    spec: &'static ActSpec,
    /// Why the law is against it today, where it is.
    hindrance: Option<String>,
    /// Whether what is hindered may be recorded with a reason: it happened on an earlier day, or somebody else did it.
    takes_reason: bool,
    /// Whether a letter is the act itself, which may have been written elsewhere.
    is_by_notice: bool,
    /// What is to be known of it today.
    caution: Option<String>,
    /// Who else changed the case meanwhile.
    meanwhile: Option<String>,
    form: ActForm,
    parties: Vec<Choice>,
    /// The letters that an opinion may answer, or that may have come back.
    letters: Vec<Choice>,
    is_about_a_letter: bool,
    /// The letters of this program whose return is recorded on their own pages: address and words.
    own: Vec<Choice>,
    /// What those consulted wrote, as it was scanned: address and name.
    scans: Vec<Choice>,
    opinions: Vec<Choice>,
    signatures: Vec<Choice>,
    tariffs: Vec<Choice>,
    outcomes: Vec<Choice>,
    ways: Vec<Choice>,
    confirming: Vec<Choice>,
    routes: Vec<Choice>,
    endings: Vec<Choice>,
    errors: FieldErrors,
}

/// The form of an act.
pub async fn show(desk: Desk, Path((id, act)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let act = act_of(&desk, &act)?;
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let form = ActForm {
        version: case.version,
        // The only one there is needs no choosing.
        letter: match letters(&case, act).as_slice() {
            [only] => only.words(),
            _ => String::new(),
        },
        // On which day a letter came the receipt tells, and nobody's calendar.
        on: if act == CaseAct::Reached {
            String::new()
        } else {
            desk.moment.today.to_string()
        },
        days: if act == CaseAct::Extended {
            LONGEST_EXTENSION.to_string()
        } else {
            String::new()
        },
        ..ActForm::default()
    };
    let page = page(&desk, &case, act, form, FieldErrors::none()).await?;
    // The only letter there is has its own page for it.
    if let ([only], []) = (page.own.as_slice(), page.letters.as_slice()) {
        return Ok(Redirect::to(&only.value).into_response());
    }
    desk.page(&page)
}

/// Records it.
pub async fn take(
    desk: Desk,
    Path((id, act)): Path<(CaseId, String)>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let act = act_of(&desk, &act)?;
    let about = if act.is_about_a_letter() {
        letters(
            &cases::get(desk.office(), &desk.actor, desk.moment, id).await?,
            act,
        )
    } else {
        Vec::new()
    };
    let registered = if act == CaseAct::Confirmed {
        cases::registered_contacts(desk.office(), &desk.actor, id).await?
    } else {
        Registered::default()
    };
    let mut recording = match form.recording(act, &desk, &about, registered) {
        Ok(recording) => recording,
        Err(errors) => return again(&desk, id, act, form, errors, None).await,
    };
    if let Some(charge) = recording
        .charge
        .as_mut()
        .filter(|charge| charge.tariff == Tariff::Items)
    {
        let month = cases::month_of_applicant(desk.office(), &desk.actor, id).await?;
        charge.quantity = u32::try_from(month.len()).unwrap_or(u32::MAX);
    }
    match cases::record_once(
        desk.office(),
        &desk.actor,
        desk.moment,
        (id, form.version),
        &recording,
        &form.ticket,
    )
    .await
    {
        Ok(standing) => {
            let next = standing.next_due_on;
            let next = if standing.state == State::CameBack {
                "答复待重新送达。".to_owned()
            } else {
                next.map_or_else(|| "本件已办结。".to_owned(), |day| format!("下一期限 {day}。"))
            };
            // What is to be said of it after it was done, as it was before.
            let noted = standing.noted.iter();
            let noted = noted.filter(|noted| noted.act == act && noted.on == recording.on);
            let noted = told(noted);
            let number = cases::get(desk.office(), &desk.actor, desk.moment, id)
                .await?
                .number;
            let told = format!("已登记“{}”。{next}{noted}", act.label());
            Ok(desk.done(&number, &format!("{HERE}/{id}"), &told))
        }
        Err(OfficeError::Stale { version, .. }) => {
            let form = ActForm { version, ..form };
            let told = "这件申请刚办理过，请对照下面的最新情况；您填写的内容仍在，核对后可再次提交。";
            again(&desk, id, act, form, FieldErrors::none(), Some(told.to_owned())).await
        }
        Err(error) => again(&desk, id, act, form, FieldErrors::from_office(error)?, None).await,
    }
}

async fn again(
    desk: &Desk,
    id: CaseId,
    act: CaseAct,
    form: ActForm,
    errors: FieldErrors,
    meanwhile: Option<String>,
) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let told = meanwhile.map(|told| match case.timeline.last() {
        Some(last) => format!(
            "{told}最近登记：{} {}（{}）。",
            last.event.on,
            last.event.what.act().label(),
            last.actor
        ),
        None => told,
    });
    let page = ActPage {
        meanwhile: told,
        ..page(desk, &case, act, form, errors).await?
    };
    desk.again(&page)
}

/// The act of that name, when the person may record it.
fn act_of(desk: &Desk, code: &str) -> Result<CaseAct, Problem> {
    let act = CaseAct::from_code(code)
        .filter(|act| *act != CaseAct::Received)
        .ok_or(Problem::Missing)?;
    act.may_be_recorded_by(&desk.actor.roles)
        .map_err(Problem::Refused)?;
    Ok(act)
}

async fn page(
    desk: &Desk,
    case: &Case,
    act: CaseAct,
    form: ActForm,
    errors: FieldErrors,
) -> Result<ActPage, Problem> {
    let back = format!("{HERE}/{}", case.id);
    let today = desk.moment.today;
    let is_earlier = meant_day(&form.on, today).is_ok_and(|on| on < today);
    let choices = |all: Vec<(&'static str, &'static str)>| -> Vec<Choice> {
        all.into_iter()
            .map(|(code, label)| Choice::of(code, label))
            .collect()
    };
    let mut about = letters(case, act);
    let own = own(desk, case, act).await?;
    about.retain(|letter| !own.iter().any(|(_, _, of)| of.as_ref() == Some(letter)));
    Ok(ActPage {
        own: own
            .into_iter()
            .map(|(href, words, _)| Choice::of(href, words))
            .collect(),
        scans: scans(desk, case, act).await?,
        letters: about
            .iter()
            .map(|letter| Choice::of(letter.words(), letter_label(case, act, letter)))
            .collect(),
        frame: desk.frame(act.label(), Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/acts/{}", act.code()),
        back,
        act,
        label: act.label(),
        spec: act.spec(),
        hindrance: case.standing.may(act).err().map(str::to_owned),
        takes_reason: !act.is_ours() || is_earlier,
        is_by_notice: act.is_by_notice(),
        is_about_a_letter: act.is_about_a_letter(),
        caution: case
            .standing
            .caution(act)
            .map(str::to_owned)
            .or_else(|| case.standing.late_answer(act, today)),
        meanwhile: None,
        form,
        parties: choices(Party::ALL.iter().map(|one| (one.code(), one.label())).collect()),
        opinions: choices(vec![
            ("yes", "同意公开"),
            ("part", "部分同意公开"),
            ("no", "不同意公开"),
            ("none", "未表示同意或者不同意"),
        ]),
        signatures: choices(vec![("yes", "有签名或者盖章"), ("no", "没有签名、盖章")]),
        tariffs: choices(Tariff::ALL.iter().map(|one| (one.code(), one.label())).collect()),
        outcomes: outcomes(),
        ways: choices(
            Delivery::ALL
                .iter()
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        confirming: confirming(),
        routes: choices(Route::ALL.iter().map(|one| (one.code(), one.label())).collect()),
        endings: choices(
            Ending::ALL
                .iter()
                .filter(|one| one.may_order_reply())
                .map(|one| (one.code(), one.label()))
                .collect(),
        ),
        errors,
    })
}

/// The letters of this program that may have come back, each with its page and what the case knows it by.
async fn own(
    desk: &Desk,
    case: &Case,
    act: CaseAct,
) -> Result<Vec<(String, String, Option<OnTheWay>)>, Problem> {
    if act != CaseAct::Undelivered {
        return Ok(Vec::new());
    }
    let all = cases::letters::of_case(desk.office(), &desk.actor, case.id).await?;
    let own = all.iter().filter(|letter| letter.may_come_back(case));
    let shown = own.filter_map(|letter| {
        let (sent_on, _) = letter.sent.as_ref()?;
        let of = letter.on_its_way(case);
        let whom = &letter.letter.addressee;
        let words = format!("{}：{}", whom, letter.words_of_sending(*sent_on));
        Some((
            format!("{HERE}/{}/letters/{}#returned", case.id, letter.id),
            words,
            of,
        ))
    });
    Ok(shown.collect())
}

/// What those consulted wrote, as it was scanned.
async fn scans(desk: &Desk, case: &Case, act: CaseAct) -> Result<Vec<Choice>, Problem> {
    if act != CaseAct::ConsultationAnswered {
        return Ok(Vec::new());
    }
    let said = opinions(desk, case).await?;
    let papers = said.into_iter().flat_map(|one| {
        let who = one.who;
        one.papers
            .into_iter()
            .map(move |(name, href)| Choice::of(href, format!("{who}：{name}")))
    });
    Ok(papers.collect())
}

/// The letters that such an act may be about: those an opinion may still answer, those that may have come back, those of which
/// nobody knows when they came.
fn letters(case: &Case, act: CaseAct) -> Vec<OnTheWay> {
    match act {
        CaseAct::ConsultationAnswered => case.standing.history.to_be_answered(),
        CaseAct::Undelivered => case.standing.history.on_the_way(),
        CaseAct::Reached => case.standing.history.to_be_received(),
        _ => Vec::new(),
    }
}

/// What the letter is called; of one that was answered, that its party may have written once more.
fn letter_label(case: &Case, act: CaseAct, letter: &OnTheWay) -> String {
    let words = letter.words();
    if act == CaseAct::ConsultationAnswered && case.standing.history.was_heard(letter) {
        format!("{words}（已收到意见，对方又来函的选这一项）")
    } else {
        words
    }
}

/// How a confirmation may have come about.
pub(in crate::desk::cases) fn confirming() -> Vec<Choice> {
    let all = ConfirmedBy::ALL.iter();
    all.map(|one| Choice::of(one.code(), one.label())).collect()
}

impl ActPage {
    /// Whether what is recorded is that both sides confirmed.
    fn is_confirmation(&self) -> bool {
        self.act == CaseAct::Confirmed
    }

    /// What the last day is called that the notice sets.
    fn respond_by_label(&self) -> &'static str {
        let clock = self.spec.clock.filter(|clock| *clock == ClockName::Reasons);
        if clock.is_some() {
            "说明理由的期限"
        } else {
            "补正期限"
        }
    }

    /// What stands under the words that are recorded with it.
    fn note_hint(&self) -> &'static str {
        if self.is_confirmation() {
            "例如：告知已收到申请，申请人确认是本人提交"
        } else {
            ""
        }
    }

    /// What the act's own day is called, and what tells it.
    fn day_words(&self) -> (&'static str, &'static str) {
        if self.act == CaseAct::Reached {
            ("对方收到之日", "邮政回执、签收记录或者查询结果上的日期")
        } else if self.act == CaseAct::Undelivered {
            ("退回之日", "知道没有送到的那一天")
        } else {
            ("日期", "事情发生之日")
        }
    }

    /// Why there is no letter that this could be about.
    const fn no_letter(&self) -> &'static str {
        match self.act {
            CaseAct::ConsultationAnswered => "还没有送出征求意见书，或者送出的都被退回。",
            CaseAct::Undelivered => {
                "没有送出之后还不知道是否收到的文书；已经登记收到的，先更正收到之日的登记。"
            }
            _ => "没有送出之后还不知道对方何时收到的文书。",
        }
    }

    /// Whether the act's event has this field.
    fn asks(&self, field: &str) -> bool {
        self.spec.fields.contains(&field)
    }
}

impl ActForm {
    /// What is to be recorded, or what is wrong with the fields.
    fn recording(
        &self,
        act: CaseAct,
        desk: &Desk,
        about: &[OnTheWay],
        registered: Registered,
    ) -> Result<Recording, FieldErrors> {
        let mut errors = FieldErrors::none();
        let today = desk.moment.today;
        let on = meant_day(&self.on, today)
            .map_err(|message| errors.add("on", message))
            .ok();
        let what = self.what(act, desk, about, &mut errors);
        let charge = self.charge(act, &mut errors);
        let confirmation = (act == CaseAct::Confirmed).then(|| self.confirmation());
        if let Some(confirmation) = &confirmation {
            for why in confirmation.lacks(registered) {
                errors.add(why.field, &why.message);
            }
        } else if !errors.is_empty() {
            // Told beside what else is wrong, and not once that is right.
            let lacking = act.lacks_note(&self.note).into_iter();
            let lacking = lacking.chain(lacks_notice(act, &self.notice));
            for why in lacking {
                errors.add(why.field, &why.message);
            }
        }
        match (on, what) {
            (Some(on), Some(what)) if errors.is_empty() => Ok(Recording {
                on,
                what,
                note: confirmation.map_or_else(|| self.note.clone(), |said| said.words()),
                notice: self.notice.clone(),
                despite: self.despite.clone(),
                charge,
            }),
            _ => Err(errors),
        }
    }

    /// Who confirmed, how, and what was said.
    fn confirmation(&self) -> Confirmation {
        Confirmation {
            by: self.confirmed_by.clone(),
            way: ConfirmedBy::from_code(&self.confirmed_way),
            number: self.confirmed_number.clone(),
            said: self.note.clone(),
        }
    }

    /// The letter that was chosen; the only one there is needs no choosing.
    fn letter(&self, about: &[OnTheWay], errors: &mut FieldErrors) -> Option<OnTheWay> {
        let letter = match (self.letter.trim(), about) {
            ("", [only]) => Some(only),
            (words, _) => about.iter().find(|letter| letter.words() == words),
        };
        chosen(letter.cloned(), "letter", "请选择是哪一份文书。", errors)
    }

    fn what(&self, act: CaseAct, desk: &Desk, about: &[OnTheWay], errors: &mut FieldErrors) -> Option<What> {
        let (today, actor) = (desk.moment.today, &desk.actor.name);
        let name = Some(self.party_name.trim().to_owned()).filter(|name| !name.is_empty());
        Some(match act {
            CaseAct::Received => return None,
            CaseAct::Confirmed => What::Confirmed {},
            CaseAct::CorrectionRequested => What::CorrectionRequested {
                respond_by: optional_day(&self.respond_by, "respond_by", today, errors),
                received_on: optional_day(&self.received_on, "received_on", today, errors),
            },
            CaseAct::Corrected => What::Corrected {},
            CaseAct::ConsultationSent => What::ConsultationSent {
                party: self.party(errors)?,
                name,
                received_on: optional_day(&self.received_on, "received_on", today, errors),
                number: None,
                content: self.content(),
            },
            CaseAct::ConsultationAnswered => self.opinion(about, errors)?,
            CaseAct::Undelivered => What::Undelivered(self.letter(about, errors)?),
            CaseAct::Reached => What::Reached(self.letter(about, errors)?),
            CaseAct::OverrideNotified => What::OverrideNotified {
                name,
                not_before: optional_day(&self.not_before, "not_before", today, errors),
                received_on: optional_day(&self.received_on, "received_on", today, errors),
                content: self.content(),
            },
            CaseAct::Extended => What::Extended {
                days: count(&self.days, "days", "延长的工作日数", errors)?,
                approved_by: actor.clone(),
            },
            CaseAct::FeeNotified => What::FeeNotified {
                received_on: optional_day(&self.received_on, "received_on", today, errors),
            },
            CaseAct::FeePaid => What::FeePaid {},
            CaseAct::ReasonsRequested => What::ReasonsRequested {
                respond_by: optional_day(&self.respond_by, "respond_by", today, errors),
                received_on: optional_day(&self.received_on, "received_on", today, errors),
            },
            CaseAct::ReasonsGiven => What::ReasonsGiven {},
            CaseAct::Delayed => What::Delayed {
                until: meant_day(&self.until, today)
                    .map_err(|message| errors.add("until", message))
                    .ok()?,
            },
            CaseAct::Replied => What::replied(chosen(
                TableThreeRow::from_code(&self.outcome),
                "outcome",
                "请选择处理结果。",
                errors,
            )?),
            CaseAct::Delivered => What::Delivered {
                how: chosen(Delivery::from_code(&self.how), "how", "请选择送达方式。", errors)?,
            },
            CaseAct::Withdrawn => What::Withdrawn {},
            CaseAct::ReplyOrdered => What::ReplyOrdered(self.order(today, errors)?),
            CaseAct::FoundClear => What::FoundClear {},
        })
    }

    /// The opinion, with the letter it answers.
    fn opinion(&self, about: &[OnTheWay], errors: &mut FieldErrors) -> Option<What> {
        let consents = self.consents(errors);
        let consents_to = self.consents_to(errors);
        let is_signed = self.is_signed(consents == Some(true) || consents_to.is_some(), errors);
        let letter = self.letter(about, errors)?;
        Some(What::ConsultationAnswered {
            party: letter.party?,
            name: letter.name,
            consents,
            number: letter.number,
            is_signed,
            consents_to,
        })
    }

    fn content(&self) -> Option<String> {
        let content = self.content.trim();
        (!content.is_empty()).then(|| content.to_owned())
    }

    fn party(&self, errors: &mut FieldErrors) -> Option<Party> {
        chosen(
            Party::from_code(&self.party),
            "party",
            "请选择被征求意见方。",
            errors,
        )
    }

    fn consents(&self, errors: &mut FieldErrors) -> Option<bool> {
        match self.consents.as_str() {
            "yes" => Some(true),
            "no" | "part" => Some(false),
            "none" => None,
            _ => {
                errors.add("consents", "请选择意见。");
                None
            }
        }
    }

    /// What is consented to, where it is a part: the rest is objected to.
    fn consents_to(&self, errors: &mut FieldErrors) -> Option<String> {
        let part = self.consents_to.trim();
        match (self.consents.as_str(), part.is_empty()) {
            ("part", false) => Some(part.to_owned()),
            ("part", true) => {
                errors.add(
                    "consents_to",
                    "请照意见确认函写明同意公开的内容；其余内容按不同意公开办理（条例第三十二条）。",
                );
                None
            }
            (_, true) => None,
            (_, false) => {
                errors.add(
                    "consents_to",
                    "写明了同意公开的内容的，意见请选“部分同意公开”；全部同意或者不同意的，这里不填。",
                );
                None
            }
        }
    }

    /// Whether it is signed or sealed: a consent says so, since without that it is none.
    fn is_signed(&self, is_consent: bool, errors: &mut FieldErrors) -> Option<bool> {
        match self.signed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ if is_consent => {
                errors.add(
                    "signed",
                    "请选择意见有没有签名或者盖章：没有的，不作为同意公开的依据。",
                );
                None
            }
            _ => None,
        }
    }

    fn charge(&self, act: CaseAct, errors: &mut FieldErrors) -> Option<Charge> {
        if !act.spec().is_charged {
            return None;
        }
        let tariff = chosen(
            Tariff::from_code(&self.tariff),
            "tariff",
            "请选择计收方式。",
            errors,
        );
        // Items are counted from the applicant's month, whatever is typed here.
        let quantity = match tariff {
            Some(Tariff::Items) => Some(0),
            _ => count(&self.quantity, "quantity", "页数", errors),
        };
        Some(Charge {
            tariff: tariff?,
            quantity: quantity?,
        })
    }
}

fn optional_day(text: &str, field: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    meant_day(text, today)
        .map_err(|message| errors.add(field, message))
        .ok()
}

fn chosen<T>(choice: Option<T>, field: &str, message: &str, errors: &mut FieldErrors) -> Option<T> {
    if choice.is_none() {
        errors.add(field, message);
    }
    choice
}
