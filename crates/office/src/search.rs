//! The desk's one search: cases by number, applicant and words, letters and documents by 发文字号, documents by title and index
//! number, disputes by number and party, matters by number, title and who asked. Each kind only for those who may see it; what is typed is folded as everywhere
//! (`law::signs`).

use std::collections::BTreeMap;

use law::audit::Subject;
use law::cases::letters::LetterKind;
use law::cases::split::application_numbers;
use law::signs::{paper_key, plain_number};
use law::staff::{Act, may};
use sea_orm::sea_query::{IntoColumnRef, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::cases::{self, CaseFilter, CaseRow};
use crate::disputes::{self, DisputeFilter, DisputeRow};
use crate::documents::{self, DeskFilter, DeskRow};
use crate::entity::{case_letter, edition, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, DisputeId, DocumentId, LetterId, MatterId};
use crate::matters::{self, MatterRow};
use crate::moment::Actor;
use crate::store::Office;
use crate::text::{contains, filled};
use crate::versioned::Page;

/// How many letters are listed: who seeks a 发文字号 names more of it.
const LETTERS: u64 = 20;

/// What was found, kind by kind; empty where nothing was, or where the person may not see the kind.
#[derive(Clone, Debug)]
pub struct Found {
    pub cases: Page<CaseRow>,
    pub letters: Vec<NumberedLetter>,
    pub documents: Page<DeskRow>,
    /// The 发文字号 of these documents, of those that bear one.
    pub document_numbers: BTreeMap<DocumentId, String>,
    pub disputes: Page<DisputeRow>,
    pub matters: Page<MatterRow>,
}

/// A letter that bears a 发文字号.
#[derive(Clone, Debug)]
pub struct NumberedLetter {
    pub id: LetterId,
    pub case: CaseId,
    pub case_number: String,
    pub number: String,
    pub kind: LetterKind,
}

/// The one record that bears a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    Case(CaseId),
    Letter(CaseId, LetterId),
    Document(DocumentId),
    Dispute(DisputeId),
    Matter(MatterId),
}

/// What the words are found in, the first of each kind; nothing where nothing is typed.
pub async fn search(office: &Office, actor: &Actor, words: &str) -> Result<Found, OfficeError> {
    may(&actor.roles, Act::SeeDesk)?;
    let mut found = Found {
        cases: nothing(),
        letters: Vec::new(),
        documents: nothing(),
        document_numbers: BTreeMap::new(),
        disputes: nothing(),
        matters: nothing(),
    };
    let Some(text) = filled(words) else {
        return Ok(found);
    };
    if may(&actor.roles, Act::SeeCases).is_ok() {
        // A number without its hyphens is sought with them, where its signs say nothing by themselves.
        let numbers = application_numbers(&text);
        let parted = numbers
            .iter()
            .filter(|number| number.contains('-') && !text.contains('-'));
        for words in std::iter::once(&text).chain(parted) {
            let filter = CaseFilter {
                text: words.clone(),
                ..CaseFilter::default()
            };
            found.cases = cases::list(office, actor, &filter).await?;
            if !found.cases.items.is_empty() {
                break;
            }
        }
        found.letters = letters(office, actor, &text).await?;
        let filter = DisputeFilter {
            text: text.clone(),
            ..DisputeFilter::default()
        };
        found.disputes = disputes::list(office, actor, &filter).await?;
    }
    if may(&actor.roles, Act::SeeMatters).is_ok() {
        found.matters = matters::sought(office, actor, &text).await?;
    }
    if may(&actor.roles, Act::SeeDocuments).is_ok() {
        let filter = DeskFilter {
            text,
            ..DeskFilter::default()
        };
        found.documents = documents::list_desk(office, actor, &filter).await?;
        found.document_numbers = document_numbers(office, &found.documents.items).await?;
    }
    Ok(found)
}

const fn nothing<T>() -> Page<T> {
    Page {
        items: Vec::new(),
        number: 1,
        pages: 1,
        total: 0,
    }
}

/// The letters whose 发文字号 holds these words, the latest first.
async fn letters(office: &Office, actor: &Actor, text: &str) -> Result<Vec<NumberedLetter>, OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(numbered(case_letter::Column::Number, text))
        .order_by_desc(case_letter::Column::Id)
        .limit(LETTERS)
        .all(office.on())
        .await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .all(office.on())
        .await?;
    let numbers: BTreeMap<CaseId, String> = cases.into_iter().map(|case| (case.id, case.number)).collect();
    let letter = |row: case_letter::Model| {
        let kind = LetterKind::from_code(&row.kind)
            .ok_or_else(|| OfficeError::Damaged(format!("case_letter.kind：{}", row.kind)))?;
        Ok(NumberedLetter {
            id: row.id,
            case: row.case_id,
            case_number: numbers.get(&row.case_id).cloned().unwrap_or_default(),
            number: row.number.unwrap_or_default(),
            kind,
        })
    };
    rows.into_iter().map(letter).collect()
}

/// That a number holds this, with the blanks that were typed into it or without.
fn numbered(column: impl IntoColumnRef + Copy, text: &str) -> Condition {
    Condition::any()
        .add(contains(column, text))
        .add(contains(column, &plain_number(text)))
}

/// That one of a document's editions bears a 发文字号 that holds these words.
pub(crate) fn bears_number(text: &str) -> Condition {
    let bearing = Query::select()
        .column(edition::Column::DocumentId)
        .from(edition::Entity)
        .cond_where(numbered(edition::Column::DocumentNumber, text))
        .to_owned();
    Condition::all().add(crate::entity::document::Column::Id.in_subquery(bearing))
}

async fn document_numbers(
    office: &Office,
    rows: &[DeskRow],
) -> Result<BTreeMap<DocumentId, String>, OfficeError> {
    let editions = edition::Entity::find()
        .filter(edition::Column::DocumentId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(edition::Column::Number)
        .all(office.on())
        .await?;
    // The latest edition's stands.
    let numbered = editions
        .into_iter()
        .filter_map(|row| row.document_number.map(|number| (row.document_id, number)));
    Ok(numbered.collect())
}

impl Found {
    /// The one record whose own number these words are, however it is typed; none where several bear it.
    pub fn bearer(&self, words: &str) -> Option<Bearer> {
        let key = paper_key(words);
        let is_it = |number: &str| !key.is_empty() && paper_key(number) == key;
        let cases = self.cases.items.iter().filter(|row| is_it(&row.number));
        let letters = self.letters.iter().filter(|row| is_it(&row.number));
        let disputes = self.disputes.items.iter().filter(|row| is_it(&row.number));
        let documents = self.documents.items.iter().filter(|row| {
            let number = self.document_numbers.get(&row.id);
            is_it(&row.index_number) || number.is_some_and(|number| is_it(number))
        });
        let is_matter = |row: &&MatterRow| {
            let outside = row.outside.as_ref();
            // Their own number is known without its hyphens, too.
            let is_parted = application_numbers(words).contains(&row.number);
            is_parted || is_it(&row.number) || outside.is_some_and(|(number, _)| is_it(number))
        };
        let matters = self.matters.items.iter().filter(is_matter);
        let mut bearers = cases
            .map(|row| Bearer::Case(row.id))
            .chain(letters.map(|row| Bearer::Letter(row.case, row.id)))
            .chain(documents.map(|row| Bearer::Document(row.id)))
            .chain(disputes.map(|row| Bearer::Dispute(row.id)))
            .chain(matters.map(|row| Bearer::Matter(row.id)));
        let first = bearers.next()?;
        bearers.next().is_none().then_some(first)
    }

    /// What was found, as the audit log calls it.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let cases = self.cases.items.iter().map(|row| Subject::from(row.id));
        let letters = self.letters.iter().map(|row| Subject::from(row.case));
        let documents = self.documents.items.iter().map(|row| Subject::from(row.id));
        let disputes = self.disputes.items.iter().map(|row| Subject::from(row.id));
        let matters = self.matters.items.iter().map(|row| Subject::from(row.id));
        let all = cases.chain(letters).chain(documents).chain(disputes);
        all.chain(matters).collect()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.cases.items.is_empty()
            && self.letters.is_empty()
            && self.documents.items.is_empty()
            && self.disputes.items.is_empty()
            && self.matters.items.is_empty()
    }
}
