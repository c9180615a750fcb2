//! The decision on a case (处理决定): drafted by the clerk with all it rests on, taken when its letter is signed.

use law::audit::{Key, Recorded};
use law::cases::State;
use law::cases::decision::{Decision, Facts};
use law::cases::enclosures::things_asked;
use law::codes::Outcome;
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::earlier;
use crate::audit::{self, Detail};
use crate::cases::applicant::files;
use crate::cases::askings;
use crate::cases::letters::{
    House, all_decided_before, follow_decision, json_of, refuse_while_in_sign_off, untouched,
};
use crate::cases::looking::read::{Case, of_organ};
use crate::cases::month;
use crate::cases::settings::rules;
use crate::disputes;
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::CaseId;
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, held};

/// The decision as it is drafted, and who drafted it last; `None` where nothing is yet.
pub async fn decision(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Option<(Decision, String)>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    let by = row.decision_by_name.clone().unwrap_or_default();
    Ok(read(&row)?.map(|decision| (decision, by)))
}

/// What the case's history says to whoever decides it, today, and the records of the earlier reply that the draft names. What a
/// first reply gives or withholds is read from the request; what a reply ordered anew gives is known from the one before.
pub async fn decision_facts(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: &Case,
) -> Result<Facts, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rules = rules(office, actor.organ).await?;
    let (row, application) = of_organ(office, actor.organ, case.id).await?;
    let drafted = read(&row)?;
    let (unit_searches, units_holding) = askings::evidence(office.on(), &row).await?;
    let mut history = case.standing.history.clone();
    disputes::heed_revoked_notices(office.on(), &row, &mut history).await?;
    let before = all_decided_before(office.on(), case.id).await?;
    let things_asked = if before.is_empty() {
        things_asked(&case.as_corrected())
    } else {
        Vec::new()
    };
    Ok(Facts {
        things_asked,
        unit_searches,
        units_holding,
        earlier: earlier::found(office.on(), &row, &application, drafted.as_ref()).await?,
        kept_since: earlier::kept_since(office.on(), row.organ_id).await?,
        asked_for: month::year_of_applicant(office.on(), &row).await?,
        set_aside: if history.replaces_a_revoked() {
            before
        } else {
            Vec::new()
        },
        ..Facts::of(&history, &rules, moment.today)
    })
}

/// Keeps a draft of the decision, however much it still lacks; what was written for another outcome before is kept aside. Not
/// once the case is answered, nor while its reply is in sign-off.
pub async fn save_decision(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    decision: &Decision,
) -> Result<(), OfficeError> {
    let instead = |earlier| decision.clone().in_place_of(earlier);
    keep(office, actor, moment, (case, version), decision.outcome, instead).await
}

/// Keeps what was written for an outcome that was left again: beside the decision of another, which stays; as the draft where
/// there is none yet.
pub async fn set_decision_aside(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    version: i64,
    written: &Decision,
) -> Result<(), OfficeError> {
    let beside = |earlier: Option<Decision>| match earlier {
        Some(chosen) if chosen.outcome != written.outcome => chosen.beside(written.clone()),
        earlier => written.clone().in_place_of(earlier),
    };
    keep(office, actor, moment, (case, version), written.outcome, beside).await
}

/// Puts what a search gave out on file beside its entry in the log (条例第三十六条第（四）项; 法释〔2025〕8号: the organ proves that it
/// searched): screenshots of a query, pages of a catalogue. `row` is the entry's place in what was written for that outcome.
pub async fn attach_to_search(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (case, version): (CaseId, i64),
    (outcome, row): (Outcome, usize),
    (uploads, ticket): (Vec<Upload>, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    if uploads.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    let (request, _) = of_organ(office, actor.organ, case).await?;
    let files = files::checked(office, Bearer::Organ, moment, uploads).await?;
    let words = (case, outcome.code(), row, files::said(&files));
    let sending = Sending::of(office, actor, Recorded::CasesFileAdd.code(), ticket, &words)?;
    let house = House::of(office, actor.organ).await?;
    let by = (actor, moment);
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        sending.keep(&tx, moment, case.0).await?;
        let ids = files::keep_scans(&tx, actor, moment, (case, request.application_id), &files).await?;
        let attached = |decision: Option<Decision>| {
            let mut decision = decision.ok_or(OfficeError::Missing)?;
            let search = decision.search_mut(outcome, row).ok_or(OfficeError::Missing)?;
            search.files.extend(ids.iter().map(ToString::to_string));
            Ok(decision)
        };
        keep_in(&tx, &house, by, (case, version), None, &attached).await
    })
}

async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (case, version): (CaseId, i64),
    written: Outcome,
    changed_to: impl Fn(Option<Decision>) -> Decision,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    let changed_to = |earlier| Ok(changed_to(earlier));
    transaction!(office, |tx| {
        keep_in(
            &tx,
            &house,
            (actor, moment),
            (case, version),
            Some(written),
            &changed_to,
        )
        .await
    })
}

/// Writes the decision as it is changed; `written` is the outcome that somebody made, where they made one.
async fn keep_in(
    tx: &Tx<'_>,
    house: &House,
    by: (&Actor, Moment),
    (case, version): (CaseId, i64),
    written: Option<Outcome>,
    changed_to: impl Fn(Option<Decision>) -> Result<Decision, OfficeError>,
) -> Result<(), OfficeError> {
    let (actor, moment) = by;
    let held = held(tx, actor, case, version).await?;
    if held.outcome.is_some() {
        let why = if held.state == State::Replied.code() {
            "答复书已经签发，还没有送达：要改处理决定的，请签发人先在文书的页面撤回签发。"
        } else if held.state == State::CameBack.code() {
            "答复已经作出并送出过，被退回后照原样重新送达，处理决定不能再改。"
        } else {
            "这件申请已经办结，处理决定不能再改。"
        };
        return Err(OfficeError::invalid("", why));
    }
    refuse_while_in_sign_off(tx, case).await?;
    let mut kept = changed_to(read(&held)?)?;
    let files = files::ids(tx, held.application_id).await?;
    kept.keep_search_files(&|file| files.iter().any(|id| id.to_string() == file));
    let drafts = untouched(tx, house, by, case).await?;
    let is_nobodys = held.assigned_to.is_none();
    let mut changed = held.into_active_model();
    // Whoever decides a case that nobody was given handles it: the register and the file name somebody.
    if is_nobodys {
        changed.assigned_to = Set(actor.account);
    }
    changed.decision = Set(Some(json_of(&kept)?));
    // Whoever only left something beside another's decision did not make it.
    if written == Some(kept.outcome) {
        changed.decision_by = Set(actor.account);
        changed.decision_by_name = Set(Some(actor.name.clone()));
    }
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    follow_decision(tx, house, by, case, &drafts).await?;
    let detail = Detail::none().with(Key::Outcome, written.unwrap_or(kept.outcome).code());
    audit::append(tx, actor, moment, Recorded::CasesDecide, case, detail).await
}

/// The decision a row holds.
pub(in crate::cases) fn read(row: &request_case::Model) -> Result<Option<Decision>, OfficeError> {
    let Some(content) = &row.decision else {
        return Ok(None);
    };
    serde_json::from_str(content)
        .map(Some)
        .map_err(|error| OfficeError::Damaged(format!("request_case {} 的 decision：{error}", row.id)))
}
