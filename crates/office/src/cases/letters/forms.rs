//! The office's own forms of a case (登记表、审查呈批单、送达回证、案卷目录): printed from the case as it stands, whenever they are
//! wanted; nothing of them is kept. 条例第四十五条 (登记、审核、办理、答复、归档).

use jiff::civil::Date;
use law::cases::decision::Decision;
use law::cases::enclosures::listed;
use law::cases::letters::{Delivery, FileFacts, Letter, LetterFacts, LetterKind, fill};
use law::cases::{Act as CaseAct, Delivery as How, Event, Form, Particulars, Standing, Way, What};
use law::codes::{ApplicantKind, spoken};
use law::review::{Level, Step};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::facts::{House, Matter};
use super::{Basis, CaseLetter, Sent, of_case};
use crate::cases::acts::handling::handlers;
use crate::cases::case_file::{Piece, pieces};
use crate::cases::enclosures::{Enclosure, KeptFile, enclosed};
use crate::cases::looking::read::{get, particulars, particulars_on_record};
use crate::cases::settings::rules;
use crate::entity::case_letter;
use crate::error::OfficeError;
use crate::ids::{CaseId, LetterId};
use crate::moment::{Actor, Moment, minute};
use crate::store::Office;

/// The registration of a case (政府信息公开申请登记表) with the applicant's identity and contacts; the look is on record.
pub async fn registration_form(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Letter, OfficeError> {
    let shown = particulars(office, actor, moment, case).await?;
    let has_proof = shown
        .as_ref()
        .is_some_and(|one| !one.identity_number.trim().is_empty());
    let shown = shown.map(Particulars::shown).unwrap_or_default();
    let mut facts = facts(office, actor, moment, case).await?;
    let mut lines = shown
        .into_iter()
        .map(|(label, words)| format!("{label}：{words}"));
    // The proof of identity is the first of them, where there is one.
    facts.file.identity = lines.by_ref().take(usize::from(has_proof)).collect();
    facts.file.contacts = lines.collect::<Vec<_>>().join("；");
    Ok(fill(LetterKind::RegistrationForm, &facts))
}

/// What lies in the file of a case, in order (案卷目录).
pub async fn file_catalogue(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Letter, OfficeError> {
    let facts = facts(office, actor, moment, case).await?;
    Ok(fill(LetterKind::FileCatalogue, &facts))
}

/// What was given with the case's signed reply, item by item (移送明细表): what was asked for and is published afterwards is
/// handed to archive and library too (条例第二十五条第三款、第四十四条). Who applied stands in none of it.
pub async fn transfer_list(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Letter, OfficeError> {
    let mut facts = facts(office, actor, moment, case).await?;
    for letter in of_case(office, actor, case).await? {
        if letter.kind.is_reply() && letter.state.is_signed() {
            facts
                .file
                .transfers
                .extend(letter.enclosures.iter().filter_map(transferred));
        }
    }
    Ok(fill(LetterKind::TransferList, &facts))
}

fn transferred(one: &Enclosure) -> Option<String> {
    let files: Vec<&KeptFile> = one.versions().collect();
    if files.is_empty() {
        return None;
    }
    let pages: Option<u32> = files.iter().map(|kept| kept.file.pages).sum();
    let pages = pages.map(|pages| format!("，{pages}页")).unwrap_or_default();
    let digests: Vec<&str> = files.iter().map(|kept| kept.file.digest.as_str()).collect();
    Some(format!(
        "{}（{}，{}个文件{pages}，SM3 {}）",
        one.item.name,
        one.item.given.label(),
        files.len(),
        digests.join("、")
    ))
}

/// What is proposed by a letter and what each check said of it (审查呈批单).
pub async fn review_form(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
) -> Result<Letter, OfficeError> {
    let found = super::get(office, actor, letter).await?;
    if let Some(judged) = found.basis.judged_by {
        return Ok(*judged);
    }
    let mut facts = facts(office, actor, moment, found.case).await?;
    facts.file.letter = titled(&found);
    facts.file.due = due(&as_signed(office, actor, moment, &found).await?);
    facts.file.handler.clone_from(&found.written_by);
    facts.file.opinions = found.steps.iter().filter_map(opinion).collect();
    facts.enclosures = listed(&enclosed(&found.enclosures));
    if !found.kind.is_reply() {
        facts.file.proposed = Some(found.kind);
        facts.enclosures.clone_from(&found.letter.enclosures);
        told_of(&mut facts, &found);
    } else if let Some(decided) = decided_by(office, letter).await? {
        // What has been decided since is of another reply.
        facts.decision = Some(decided);
    }
    Ok(fill(LetterKind::ReviewForm, &facts))
}

/// The same at the signature, to be kept: what is proposed by the letter as it is signed, by the case as it stands then.
pub(super) fn judged(
    house: &House,
    matter: &Matter,
    moment: Moment,
    found: &CaseLetter,
    steps: &[Step],
) -> Letter {
    let mut facts = matter.facts(house, moment, &found.basis);
    facts.file.letter = titled(found);
    facts.file.due = due(&matter.standing);
    facts.file.handler.clone_from(&found.written_by);
    facts.file.opinions = steps.iter().filter_map(opinion).collect();
    facts.enclosures = listed(&enclosed(&found.enclosures));
    if !found.kind.is_reply() {
        facts.file.proposed = Some(found.kind);
        facts.enclosures.clone_from(&found.letter.enclosures);
    }
    fill(LetterKind::ReviewForm, &facts)
}

/// Where the case stood when a letter was signed, before what the letter brought about: its form tells of no later day.
async fn as_signed(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<Standing, OfficeError> {
    let case = get(office, actor, moment, letter.case).await?;
    let Some(dated) = letter.letter.dated else {
        return Ok(case.standing);
    };
    let own = if letter.kind.is_reply() {
        Some(CaseAct::Replied)
    } else {
        letter.kind.act()
    };
    let events = case.timeline.into_iter().map(|entry| entry.event);
    let before: Vec<Event> = events
        .filter(|event| event.on <= dated)
        .take_while(|event| event.on < dated || Some(event.what.act()) != own)
        .collect();
    let rules = rules(office, actor.organ).await?;
    Standing::of(&before, &rules, dated).map_err(|error| OfficeError::Damaged(error.to_string()))
}

/// What was typed for a letter of procedure, and what it worked out.
fn told_of(facts: &mut LetterFacts, letter: &CaseLetter) {
    let basis = &letter.basis;
    facts.correcting.clone_from(&basis.correcting);
    facts.record.clone_from(&basis.record);
    facts.consulted.clone_from(&basis.consulted);
    facts.deferral.reasons.clone_from(&basis.deferral.reasons);
    facts.deferral.until = basis.deferral.until;
    match &basis.what {
        Some(What::Extended { days, .. }) => {
            facts.deferral.days = *days;
            // The clock has moved on since; the letter says to which day.
            facts.deferral.until = facts.past.extension.as_ref().and_then(|told| told.due_on);
        }
        Some(What::Delayed { until }) => facts.deferral.until = Some(*until),
        _ => {}
    }
    if let Some(charge) = basis.charge {
        facts.fee.charge = Some(charge);
        facts.fee.counted = charge.counted(facts.received_on);
    }
}

/// What a reply was decided by, where another was decided since.
pub(in crate::cases) async fn decided_by(
    office: &Office,
    letter: LetterId,
) -> Result<Option<Decision>, OfficeError> {
    let row = case_letter::Entity::find_by_id(letter).one(office.on()).await?;
    row.map_or(Ok(None), |row| kept_decision(&row))
}

/// What the last reply was decided by that another takes the place of.
pub(in crate::cases) async fn decided_before(
    on: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Option<Decision>, OfficeError> {
    Ok(all_decided_before(on, case).await?.pop())
}

/// All that replies decided before that stand no more, the earliest first.
pub(in crate::cases) async fn all_decided_before(
    on: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Vec<Decision>, OfficeError> {
    let query = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::Decision.is_not_null())
        .order_by_asc(case_letter::Column::Id);
    let rows = query.all(on).await?;
    rows.iter()
        .filter_map(|row| kept_decision(row).transpose())
        .collect()
}

fn kept_decision(row: &case_letter::Model) -> Result<Option<Decision>, OfficeError> {
    let read = |content: &String| {
        serde_json::from_str(content)
            .map_err(|error| OfficeError::Damaged(format!("case_letter {} 的 decision：{error}", row.id)))
    };
    row.decision.as_ref().map(read).transpose()
}

/// The form that goes with a letter for its addressee to fill in (意见确认函), blank.
pub async fn form_to_fill(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
) -> Result<Letter, OfficeError> {
    let found = super::get(office, actor, letter).await?;
    let form = found.kind.form_to_fill().ok_or(OfficeError::Missing)?;
    let mut facts = facts(office, actor, moment, found.case).await?;
    facts.consulted.clone_from(&found.basis.consulted);
    facts.consulted.asked_number = found.letter.number.unwrap_or_default();
    Ok(fill(form, &facts))
}

/// The proof of delivery of a letter (送达回证), to be signed by whoever gets it. With the applicant's address for whoever may
/// see it: that look is on record.
pub async fn delivery_record(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
) -> Result<Letter, OfficeError> {
    let found = super::get(office, actor, letter).await?;
    let address = if may(&actor.roles, Act::RevealApplicants).is_ok() && found.kind.is_for_applicant() {
        particulars(office, actor, moment, found.case).await?
    } else {
        None
    };
    delivered(office, actor, moment, found, address).await
}

/// The same for the file of a case, whose taking out is on record.
pub(in crate::cases) async fn delivery_record_of_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
) -> Result<Letter, OfficeError> {
    let found = super::get(office, actor, letter).await?;
    let address = if found.kind.is_for_applicant() {
        particulars_on_record(office, actor, found.case).await?
    } else {
        None
    };
    delivered(office, actor, moment, found, address).await
}

/// How, where and with which proof it went out.
fn went_out(delivery: &mut Delivery, day: Date, sent: &Sent) {
    sent.how.label().clone_into(&mut delivery.way);
    delivery.tracking_number.clone_from(&sent.tracking_number);
    let proof = sent.proof.trim();
    match sent.how {
        How::InPerson | How::Entrusted if !proof.is_empty() => {
            delivery.signed_for = format!("{proof}，{}", spoken(day));
        }
        How::Post => {
            // Of what is posted the proof is where it was mailed to.
            proof.clone_into(&mut delivery.address);
            // Nobody signs the form: the day of posting counts (国办公开办函〔2016〕235号).
            delivery.signed_for = format!("{}交邮", spoken(day));
        }
        How::LeftBehind => {
            delivery.signed_for = format!("拒绝签收，{}留置送达", spoken(day));
            sent.refused.trim().clone_into(&mut delivery.returned);
            proof.clone_into(&mut delivery.witness);
        }
        How::Announced => delivery.signed_for = format!("{}公告（{proof}）", spoken(day)),
        _ => {}
    }
    if !sent.place.trim().is_empty() {
        sent.place.trim().clone_into(&mut delivery.address);
    }
}

async fn delivered(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    found: CaseLetter,
    applicant: Option<Particulars>,
) -> Result<Letter, OfficeError> {
    if !found.kind.has_delivery_record() {
        return Err(OfficeError::Missing);
    }
    let mut facts = facts(office, actor, moment, found.case).await?;
    facts.consulted.name.clone_from(&found.letter.addressee);
    facts.delivery = Delivery {
        addressee: found.letter.addressee.clone(),
        papers: titled(&found),
        ..Delivery::default()
    };
    if let Some((day, sent)) = &found.sent {
        let delivery = &mut facts.delivery;
        went_out(delivery, *day, sent);
        if let Some(before) = sent.before.as_ref().map(|before| before.words()) {
            let told = [before.as_str(), delivery.returned.as_str()];
            let told = told.into_iter().filter(|part| !part.is_empty());
            delivery.returned = told.collect::<Vec<_>>().join("；");
        }
        let case = get(office, actor, moment, found.case).await?;
        if let Some((reached, receipt)) = found
            .reached(&case)
            .filter(|_| !matches!(sent.how, How::InPerson | How::LeftBehind))
        {
            let receipt = match receipt.trim() {
                "" => String::new(),
                receipt => format!("（{receipt}）"),
            };
            let arrived = match sent.how {
                How::Announced => "视为送达",
                _ => "收到",
            };
            let told = format!("，{}{arrived}{receipt}", spoken(reached));
            delivery.signed_for.push_str(&told);
        }
    }
    // What goes out over the internet goes to no place.
    let has_place = found
        .sent
        .as_ref()
        .is_none_or(|(_, sent)| sent.how.is_signed_for());
    if facts.delivery.address.is_empty()
        && has_place
        && let Some(applicant) = applicant
    {
        facts.delivery.address = applicant.address;
    }
    // Once it was handed over nobody writes the place in by hand any more.
    if facts.delivery.address.trim().is_empty() && has_place && found.sent.is_some() {
        "（没有登记）".clone_into(&mut facts.delivery.address);
    }
    Ok(fill(LetterKind::DeliveryRecord, &facts))
}

fn titled(letter: &CaseLetter) -> String {
    match &letter.letter.number {
        Some(number) => format!("《{}》（{number}）", letter.letter.title),
        None => format!("《{}》", letter.letter.title),
    }
}

fn opinion(step: &Step) -> Option<String> {
    if step.level == Level::Writing {
        return None;
    }
    let said = step.verdict.label();
    let opinion = step.opinion.as_deref().unwrap_or_default().trim();
    let opinion = if opinion.is_empty() || opinion == said {
        String::new()
    } else {
        format!("，{opinion}")
    };
    let at = minute(step.taken_at);
    Some(format!(
        "{}：{said}{opinion}（{}，{at}）",
        step.level.label(),
        step.name
    ))
}

async fn facts(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<LetterFacts, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, case).await?;
    let mut facts = matter.facts(&house, moment, &Basis::default());
    facts.file = file(office, actor, moment, &matter).await?;
    Ok(facts)
}

async fn file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    matter: &Matter,
) -> Result<FileFacts, OfficeError> {
    let case = get(office, actor, moment, matter.row.id).await?;
    let people = handlers(office, actor).await?;
    let handler = people.into_iter().find(|(id, _)| Some(*id) == case.assigned_to);
    let kind = ApplicantKind::from_code(&matter.row.applicant_kind);
    let [form, way] = [
        Form::from_code(&matter.application.form).map(Form::label),
        Way::from_code(&matter.application.way).map(Way::label),
    ];
    let wanted: Vec<&str> = [form, way].into_iter().flatten().collect();
    Ok(FileFacts {
        applicant_kind: kind.map_or("", ApplicantKind::label).to_owned(),
        wanted: wanted.join("，"),
        events: case.timeline.iter().map(|entry| entry.event.on_paper()).collect(),
        due: due(&case.standing),
        registered_by: case
            .timeline
            .first()
            .map(|entry| entry.actor.clone())
            .unwrap_or_default(),
        handler: handler.map(|(_, name)| name).unwrap_or_default(),
        papers: papers(office, actor, moment, case.id).await?,
        ..FileFacts::default()
    })
}

/// The last day to reply, in words; where a reply was ordered since, that day and the statutory one by their names.
fn due(standing: &Standing) -> String {
    let days = standing.reply_days();
    let has_order = days.iter().any(|day| day.is_ordered);
    let told = days.iter().map(|day| {
        let tentative = if day.tentative { "（暂定）" } else { "" };
        let named = match (has_order, day.is_ordered) {
            (false, _) => "",
            (true, false) => "法定期限：",
            (true, true) => "责令答复的期限：",
        };
        format!("{named}{}{tentative}", spoken(day.on))
    });
    told.collect::<Vec<_>>().join("；")
}

/// The pieces of the file, as the catalogue names them.
async fn papers(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Vec<String>, OfficeError> {
    let pieces = pieces(office, actor, moment, case).await?;
    Ok(pieces.iter().map(Piece::line).collect())
}
