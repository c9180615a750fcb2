//! What waits in each section of the desk, for the numbers of the menu: only of what the person may see.

use law::staff::Act;
use law::staff::may;
use office::{Actor, Moment, Office, OfficeError, cases, disputes, documents, matters, placements};

use super::menu::Section;

/// How much waits where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Open cases, and those of them that are late.
    pub cases: u64,
    pub late_cases: u64,
    /// Matters that wait for the office.
    pub matters: u64,
    /// Letters for this person's check or signature.
    pub letters: u64,
    /// Messages of applicants without an answer.
    pub messages: u64,
    /// Disputes to be answered.
    pub disputes: u64,
    /// Documents for this person's verdict.
    pub review: u64,
    /// Documents for this person's publication, and those that came back to them.
    pub documents: u64,
    /// What waits at the outlets, for whoever places.
    pub placements: u64,
}

impl Waiting {
    /// Counts for this person.
    pub async fn of_person(office: &Office, actor: &Actor, moment: Moment) -> Result<Self, OfficeError> {
        let may = |act| may(&actor.roles, act).is_ok();
        let mut waiting = Self::default();
        if may(Act::SeeCases) {
            waiting.cases = cases::open_count(office, actor).await?;
            waiting.late_cases = cases::due_before(office, actor, moment.today, false).await?;
            let letters = cases::letters::waiting(office, actor).await?;
            waiting.letters = u64::try_from(letters.len()).unwrap_or(u64::MAX);
            waiting.messages = cases::messages::open_count(office, actor).await?;
            waiting.disputes = disputes::unanswered_count(office, actor).await?;
        }
        if may(Act::SeeMatters) {
            waiting.matters = matters::open_count(office, actor).await?;
        }
        if may(Act::PlaceElsewhere) {
            waiting.placements = placements::waiting_count(office, actor).await?;
        }
        if may(Act::SeeDocuments) {
            let of_documents = documents::waiting(office, actor).await?;
            waiting.review = of_documents.for_review;
            if may(Act::PublishDocuments) {
                waiting.documents = of_documents.for_publication;
            }
        }
        if may(Act::WriteDocuments) {
            let back = documents::came_back(office, actor).await?;
            let back = u64::try_from(back.len()).unwrap_or(u64::MAX);
            waiting.documents = waiting.documents.saturating_add(back);
        }
        Ok(waiting)
    }

    /// That of one section, where it is counted.
    pub const fn of(&self, section: Section) -> Option<u64> {
        match section {
            Section::Cases => Some(self.cases),
            Section::Matters => Some(self.matters),
            Section::Letters => Some(self.letters),
            Section::Messages => Some(self.messages),
            Section::Disputes => Some(self.disputes),
            Section::Documents => Some(self.documents),
            Section::Review => Some(self.review),
            Section::Placements => Some(self.placements),
            _ => None,
        }
    }
}
