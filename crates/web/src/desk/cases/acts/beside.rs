//! What stands beside a decision while it is made: the request, what is to be given, what the units answered with their files,
//! and what third parties said, in their words.

use law::cases::askings::AskingState;
use law::cases::{Consultation, Party, What, Word, headline, lacks_paper, without_people};
use law::staff::Act;
use office::CaseId;
use office::cases::askings::{self, Asking};
use office::cases::enclosures::{self, Enclosure};
use office::cases::letters::{CaseLetter, ScanRole};
use office::cases::{Case, Entry, letters, masked_phone};

use crate::desk::askings::{address as asking_address, taking_over};
use crate::desk::cases::enclosures::address;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::download::size;
use crate::errors::Problem;
use crate::unit_answer::{AnswerLine, lines};

/// What was asked, found and said.
pub(in crate::desk::cases) struct Beside {
    pub number: String,
    pub title: String,
    pub request: String,
    pub wanted: String,
    /// Who asks, and their telephone.
    pub applicant: Telephone,
    /// Name, and whether it is given.
    pub material: Vec<(String, &'static str)>,
    /// Where the material is changed.
    pub enclosures: String,
    pub units: Vec<UnitSaid>,
    pub opinions: Vec<Opinion>,
    /// The question that is looked at, to come back to; empty where the decision is looked at whole.
    pub step: &'static str,
}

/// Whom to telephone, as it stands beside a decision or a letter: masked, and opened where that goes on record.
pub(in crate::desk::cases) struct Telephone {
    pub applicant: String,
    /// With its middle hidden; none where none was given.
    pub phone: Option<String>,
    /// Where it is opened; none for who may not.
    pub reveal: Option<String>,
}

impl Telephone {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let phone = masked_phone(desk.office(), &desk.actor, case.id).await?;
        let may_reveal = desk.may(Act::RevealApplicants) && phone.is_some();
        Ok(Self {
            applicant: format!("{}（{}）", case.applicant_name, case.applicant_kind.label()),
            phone,
            reveal: may_reveal.then(|| format!("{HERE}/{}/particulars", case.id)),
        })
    }
}

/// A unit that was asked, and its answer.
pub(in crate::desk::cases) struct UnitSaid {
    pub unit: String,
    pub href: String,
    /// How far it has come, where there is no answer.
    pub state: String,
    pub answer: Vec<AnswerLine>,
    pub files: Vec<UnitFile>,
}

/// A file of a unit's answer.
pub(in crate::desk::cases) struct UnitFile {
    pub name: String,
    pub href: String,
    pub about: String,
    /// It goes out with the reply already.
    pub is_taken: bool,
    /// Where it is taken over; none for who may not, and where the reply is signed.
    pub take: Option<String>,
}

/// What somebody who was consulted said, and why.
pub(in crate::desk::cases) struct Opinion {
    pub who: String,
    pub said: String,
    /// In their words, as the record of the opinion has them.
    pub reason: Option<String>,
    /// What they wrote, as it was scanned: name and address.
    pub papers: Vec<(String, String)>,
    /// What is still to be put on file of it, and where.
    pub lacks: Option<(&'static str, String)>,
}

impl Beside {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let material = material(desk, case).await?;
        let askings = askings::of_case(desk.office(), &desk.actor, case.id).await?;
        let may_take = desk.may(Act::HandleCases) && case.standing.outcome.is_none();
        let asked = askings.iter().filter(|one| one.state != AskingState::Withdrawn);
        Ok(Self {
            number: case.number.clone(),
            title: headline(&case.request),
            request: case.as_corrected(),
            wanted: format!("{}，{}", case.form.label(), case.way.label()),
            applicant: Telephone::of(desk, case).await?,
            enclosures: address(case.id),
            step: "",
            units: asked.map(|one| UnitSaid::of(one, &material, may_take)).collect(),
            opinions: opinions(desk, case).await?,
            material: material
                .iter()
                .map(|one| (one.item.name.clone(), one.item.given.label()))
                .collect(),
        })
    }
}

/// What everybody said who was consulted, with what they wrote.
pub(in crate::desk::cases) async fn opinions(desk: &Desk, case: &Case) -> Result<Vec<Opinion>, Problem> {
    let asked_by = letters::of_case(desk.office(), &desk.actor, case.id).await?;
    let consulted = case.standing.history.consultations.iter();
    let opinions = consulted.map(|one| {
        let papers = papers(&asked_by, one);
        let lacks = lacks_paper(signed(one, &case.timeline), !papers.is_empty());
        Opinion {
            papers,
            lacks: lacks.map(|why| (why, upload(&asked_by, one, case.id))),
            ..Opinion::of(one, &case.timeline)
        }
    });
    Ok(opinions.collect())
}

/// The letters of this program that asked for it.
fn asking<'a>(letters: &'a [CaseLetter], asked: &'a Consultation) -> impl Iterator<Item = &'a CaseLetter> {
    letters
        .iter()
        .filter(|letter| letter.kind.party() == Some(asked.party) && letter.letter.number == asked.number)
}

/// Where its paper is put on file: beside the letter that asked, or with the case where that was not written here.
fn upload(letters: &[CaseLetter], asked: &Consultation, case: CaseId) -> String {
    match asking(letters, asked).last() {
        Some(letter) => format!("{HERE}/{case}/letters/{}#receipts", letter.id),
        None => format!("{HERE}/{case}#files"),
    }
}

/// The record of what they said.
fn recorded<'a>(asked: &Consultation, timeline: &'a [Entry]) -> Option<&'a Entry> {
    let answered_on = asked.answer?.on;
    let is_theirs = |entry: &&Entry| {
        entry.event.on == answered_on
            && matches!(&entry.event.what, What::ConsultationAnswered { party, name, number, .. }
                if *party == asked.party && *name == asked.name && (number.is_none() || *number == asked.number))
    };
    timeline.iter().find(is_theirs)
}

/// Whether what they said bears a signature or a seal, as it was recorded.
fn signed(asked: &Consultation, timeline: &[Entry]) -> Option<bool> {
    match &recorded(asked, timeline)?.event.what {
        What::ConsultationAnswered { is_signed, .. } => *is_signed,
        _ => None,
    }
}

/// The scans of what somebody wrote who was asked, by the letter that asked.
fn papers(letters: &[CaseLetter], asked: &Consultation) -> Vec<(String, String)> {
    let scans = asking(letters, asked).flat_map(|letter| {
        let scans = letter.receipts.iter();
        let opinions = scans.filter(|scan| scan.role == ScanRole::Opinion);
        opinions.map(|scan| {
            let href = format!(
                "{}/{}/letters/{}/receipts/{}",
                HERE, letter.case, letter.id, scan.id
            );
            (scan.name.clone(), href)
        })
    });
    scans.collect()
}

/// What is to go out with the reply, or went out with the one that stands.
async fn material(desk: &Desk, case: &Case) -> Result<Vec<Enclosure>, Problem> {
    if case.standing.outcome.is_none() {
        return Ok(enclosures::in_work(desk.office(), &desk.actor, case.id).await?);
    }
    let letters = letters::of_case(desk.office(), &desk.actor, case.id).await?;
    let mut replies = letters.into_iter().rev();
    let reply = replies.find(|letter| letter.kind.is_reply() && letter.state.is_signed());
    Ok(reply.map(|reply| reply.enclosures).unwrap_or_default())
}

impl UnitSaid {
    fn of(one: &Asking, material: &[Enclosure], may_take: bool) -> Self {
        let is_taken = |digest: &str| {
            let mut files = material.iter().flat_map(|one| &one.files);
            files.any(|kept| kept.file.digest == digest)
        };
        Self {
            unit: one.unit_name.clone(),
            href: asking_address(one.id),
            state: format!("{}，{} 前答复", one.state.label(), one.due_on),
            answer: one.answered.as_ref().map(lines).unwrap_or_default(),
            files: one
                .files
                .iter()
                .filter(|_| one.answered.is_some())
                .map(|file| {
                    let pages = file
                        .pages
                        .map(|pages| format!("，{pages} 页"))
                        .unwrap_or_default();
                    let is_taken = is_taken(&file.digest);
                    UnitFile {
                        name: file.name.clone(),
                        href: format!("{}/files/{}", asking_address(one.id), file.id),
                        about: format!("{}{pages}", size(file.bytes)),
                        is_taken,
                        take: (may_take && !is_taken).then(|| taking_over(one.id, file.id)),
                    }
                })
                .collect(),
        }
    }
}

/// What a third party that objects says.
pub(in crate::desk::cases) struct Objection {
    pub name: String,
    /// By what a decision names it.
    pub reference: String,
    pub reason: String,
}

/// The reasons of the third parties that object, as they were recorded, each shown without names, without whoever spoke for the
/// party, and without numbers.
pub(in crate::desk::cases) fn objections(case: &Case) -> Vec<Objection> {
    let history = &case.standing.history;
    let asked = history.consultations.iter();
    let third = asked.filter(|one| one.party == Party::ThirdParty);
    let names: Vec<(&str, &str)> = third
        .filter_map(|one| Some((one.name.as_deref()?, "第三方")))
        .collect();
    let told = history.objectors().into_iter().filter_map(|one| {
        let reason = Opinion::of(one.asked, &case.timeline).reason?;
        Some(Objection {
            name: one.asked.name.clone().unwrap_or_default(),
            reference: one.reference,
            reason: without_people(&reason, &names).trim().to_owned(),
        })
    });
    told.collect()
}

/// One word with its day.
fn in_words(word: &Word) -> String {
    match word.consents {
        Some(_) => format!("{}（{}）", word.said(), word.on),
        None => format!("未表示同意或者不同意（{}）", word.on),
    }
}

impl Opinion {
    fn of(asked: &Consultation, timeline: &[Entry]) -> Self {
        let said = match asked.answer.map(|answer| answer.consents) {
            Some(_) => asked.words().iter().map(in_words).collect::<Vec<_>>().join("；"),
            None if asked.spoken_for_on.is_some() => {
                "没有另行答复，对同一内容的意见见另一份征求意见书".to_owned()
            }
            None if asked.returned_on.is_some() => "没有送达，已退回".to_owned(),
            None => "没有收到意见".to_owned(),
        };
        let entry = recorded(asked, timeline);
        let number = asked.number.as_deref().map(|number| format!("，{number}"));
        let opinions = asked.words().into_iter().filter(|word| word.consents.is_some());
        let is_changed = opinions.count() > 1;
        let changed = if is_changed {
            "，以后一意见为准"
        } else {
            ""
        };
        let consented = asked.consented_since.join("、");
        let consented = if consented.is_empty() {
            String::new()
        } else {
            format!("；其后另有书面意见，同意公开其中的{consented}")
        };
        let since = asked.replaced_on.filter(|_| asked.answer.is_some());
        let since = since.map(|on| format!("；{on} 对同一内容另有书面意见，以后一意见为准"));
        Self {
            who: format!("{}{}", asked.who(), number.unwrap_or_default()),
            said: format!("{said}{changed}{consented}{}", since.unwrap_or_default()),
            reason: entry
                .and_then(|entry| entry.note.clone())
                .filter(|note| !note.trim().is_empty()),
            papers: Vec::new(),
            lacks: None,
        }
    }
}
