//! 一事一申请: one application with several matters becomes several cases, each with its own words and all that happened so
//! far. The first keeps the case's number, letters and messages; the application keeps its words as they arrived.

use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::split::{self, WrongPart};
use law::cases::{Event, Rules, Standing};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::audit::Detail;
use crate::cases::letters::LetterState;
use crate::cases::looking::export::read;
use crate::cases::looking::list::CaseRow;
use crate::cases::looking::read::{Case, corrected_request, of_organ};
use crate::cases::looking::similar;
use crate::cases::row::{NewCase, NewEvent};
use crate::cases::settings::{rules, settings};
use crate::cases::stored::kind;
use crate::cases::typed::refuse_secrets;
use crate::entity::{application, case_event, case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::paragraphs;
use crate::versioned::{bump, held};
use crate::{audit, counter, reminders};

/// Why a case may not be divided now; `None` when it may.
pub async fn hindered_split(
    office: &Office,
    actor: &Actor,
    case: &Case,
) -> Result<Option<String>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let keeps_whole = settings(office, actor).await?.keeps_whole;
    hindrance(office.on(), keeps_whole, &case.standing, case.id).await
}

async fn hindrance(
    on: &impl ConnectionTrait,
    keeps_whole: bool,
    standing: &Standing,
    case: CaseId,
) -> Result<Option<String>, OfficeError> {
    if keeps_whole {
        return Ok(Some("本机关设置为一份申请按一件办理，不拆分。".to_owned()));
    }
    if let Err(why) = standing.may_split() {
        return Ok(Some(why.to_owned()));
    }
    let pending = [LetterState::Draft, LetterState::Submitted, LetterState::Signed];
    let unsent = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in(pending.map(LetterState::code)))
        .all(on)
        .await?;
    let is_drafted = |row: &case_letter::Model| row.state != LetterState::Signed.code();
    Ok(match unsent.iter().find(|row| is_drafted(row)) {
        Some(_) => Some("本件有正在拟写、审签的文书，请先作废，再拆分。".to_owned()),
        None if unsent.is_empty() => None,
        None => Some("本件有已经签发、尚未送达的文书，请先送达或者撤回签发后作废，再拆分。".to_owned()),
    })
}

/// How an application is divided.
#[derive(Clone, Debug, Default)]
pub struct Division {
    /// The words of each part.
    pub parts: Vec<String>,
    /// Why something the request names is in none of them.
    pub left_out: String,
}

impl Division {
    /// Into these parts, with nothing left out.
    pub fn into(parts: &[String]) -> Self {
        Self {
            parts: parts.to_vec(),
            left_out: String::new(),
        }
    }

    /// Nothing that was asked for is lost: what is in no part is explained (条例第三十三条、第三十六条).
    fn refuse_loss(&self, request: &str, parts: &[String]) -> Result<(), OfficeError> {
        let lost = split::left_out(request, parts);
        if lost.is_empty() || !is_wordless(&self.left_out) {
            return Ok(());
        }
        let why = format!(
            "申请中的“{}”不在任何一项之内：拆分不得减少申请的内容，请写入其中一项；已经包含在其他项里，或者不是申请的内容的，请在“没有列入的内容”中说明。",
            lost.join("”“")
        );
        Err(OfficeError::invalid("left_out", why))
    }
}

/// Divides a case into these parts; gives the cases in their order, the first being the one that was divided.
pub async fn split(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    division: &Division,
) -> Result<Vec<CaseId>, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let parts = split::parts(&division.parts).map_err(invalid)?;
    for part in &parts {
        refuse_secrets(part, "parts")?;
    }
    let (first, others) = parts
        .split_first()
        .ok_or_else(|| OfficeError::invalid("parts", "至少要有两项。"))?;
    let keeps_whole = settings(office, actor).await?.keeps_whole;
    let rules = rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, case, version).await?;
        let whole = Whole::read(&tx, row, &rules, moment).await?;
        if let Some(why) = hindrance(tx.on(), keeps_whole, &whole.standing, case).await? {
            return Err(OfficeError::invalid("", why));
        }
        division.refuse_loss(&corrected_request(tx.on(), &whole.row).await?, &parts)?;
        let mut divided = vec![case];
        let mut numbers = vec![whole.row.number.clone()];
        // The others first: they begin with what the case was until now, which `keep_first` then changes.
        for words in others {
            let (id, number) = whole.part(&tx, actor, moment, words).await?;
            divided.push(id);
            numbers.push(number);
        }
        // Each is answered by its own words: whoever asked looks whether they are theirs.
        let news = format!(
            "您的申请包含几个事项，按照“一事一申请”分为 {} 件办理；各件的内容请在进度页核对，与您申请的不一致的，请与我们联系",
            divided.len()
        );
        reminders::tell_applicant(&tx, moment, &whole.row, &news).await?;
        keep_first(&tx, actor, moment, whole.row, first).await?;
        let left_out = Some(division.left_out.trim()).filter(|why| !why.is_empty());
        let detail = Detail::none()
            .with(Key::Numbers, numbers)
            .with(Key::Reason, left_out);
        audit::append(&tx, actor, moment, Recorded::CasesSplit, case, detail).await?;
        Ok(divided)
    })
}

/// The divided case keeps its number and has the first part's words from now on.
async fn keep_first(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: request_case::Model,
    words: &str,
) -> Result<(), OfficeError> {
    similar::renew_marks(tx, actor.organ, row.id, words).await?;
    let mut kept = row.into_active_model();
    kept.request = Set(paragraphs(words));
    bump(&mut kept.version);
    kept.changed_at = Set(moment.millis());
    kept.update(tx.on()).await?;
    Ok(())
}

/// The other cases of the same application, in their order.
pub async fn siblings(office: &Office, actor: &Actor, case: &Case) -> Result<Vec<CaseRow>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(request_case::Column::ApplicationId.eq(case.application))
        .filter(request_case::Column::Id.ne(case.id))
        .order_by_asc(request_case::Column::Id)
        .all(office.on())
        .await?;
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The words of the application that a case is a part of, as they arrived.
pub async fn whole_request(office: &Office, actor: &Actor, case: CaseId) -> Result<String, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    Ok(application.request)
}

/// The parts of one application are numbered on, however often they are divided.
async fn next_number(tx: &Tx<'_>, row: &request_case::Model) -> Result<String, OfficeError> {
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let running = counter::next(tx, &format!("parts {}", row.application_id)).await?;
    Ok(split::number(&application.number, running.saturating_add(1)))
}

/// A case that is divided, with everything that happened so far.
struct Whole {
    row: request_case::Model,
    happened: Vec<(case_event::Model, Event)>,
    standing: Standing,
}

impl Whole {
    async fn read(
        tx: &Tx<'_>,
        row: request_case::Model,
        rules: &Rules,
        moment: Moment,
    ) -> Result<Self, OfficeError> {
        let rows = case_event::Entity::find()
            .filter(case_event::Column::CaseId.eq(row.id))
            .order_by_asc(case_event::Column::Seq)
            .all(tx.on())
            .await?;
        let mut happened = Vec::with_capacity(rows.len());
        for row in rows {
            let event = read(&row)?;
            happened.push((row, event));
        }
        let events: Vec<Event> = happened.iter().map(|(_, event)| event.clone()).collect();
        let standing = Standing::of(&events, rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        Ok(Self {
            row,
            happened,
            standing,
        })
    }

    /// A new case of the same application, with a copy of everything that happened, recorded by whoever recorded it then.
    async fn part(
        &self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        words: &str,
    ) -> Result<(CaseId, String), OfficeError> {
        let whole = &self.row;
        let number = next_number(tx, whole).await?;
        let new = NewCase {
            id: tx.next_id(moment),
            application: whole.application_id,
            organ: whole.organ_id,
            number: &number,
            request: words,
            applicant_kind: kind(&whole.applicant_kind)?,
            applicant_name: &whole.applicant_name,
            standing: &self.standing,
            assigned_to: whole.assigned_to,
            is_sample: whole.is_sample,
        };
        request_case::Entity::insert(new.row(moment))
            .exec(tx.on())
            .await?;
        for (row, event) in &self.happened {
            let copy = NewEvent {
                seq: row.seq,
                event,
                note: row.note.clone(),
                notice: row.notice.clone(),
                account: row.account_id,
                actor: &row.actor,
                recorded_at: row.recorded_at,
            };
            copy.insert(tx, moment, new.id).await?;
        }
        similar::keep_marks(tx, whole.organ_id, new.id, words).await?;
        let detail = Detail::none()
            .with(Key::From, whole.number.as_str())
            .with(Key::Number, number.as_str());
        audit::append(tx, actor, moment, Recorded::CasesSplit, new.id, detail).await?;
        Ok((new.id, number))
    }
}

fn invalid(wrong: Vec<WrongPart>) -> OfficeError {
    let fields = wrong.into_iter().map(|wrong| WhyNot {
        field: "parts",
        message: match wrong.part {
            Some(part) => format!("第 {} 项：{}", part.saturating_add(1), wrong.why),
            None => wrong.why,
        },
    });
    OfficeError::Invalid(fields.collect())
}
