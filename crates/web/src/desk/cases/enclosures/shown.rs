//! Items and their files as the desk shows them: on their own page, and beside the letter.

use super::show::address;
use law::cases::enclosures::{FilePart, Given};
use law::screening::{Finding, Severity};
use office::cases::enclosures::{Enclosure, KeptFile};
use office::cases::letters::{self, CaseLetter};
use office::{CaseId, EnclosureFileId, EnclosureId};

use crate::desk::layout::Desk;
use crate::download::size;
use crate::errors::Problem;
use crate::when::minute;

/// Something that was found in a file.
pub struct Found {
    pub told: String,
    /// The class of its mark.
    pub class: &'static str,
}

/// A file.
pub struct FileShown {
    pub id: EnclosureFileId,
    pub name: String,
    pub href: String,
    /// Its size, pages, who added it.
    pub about: String,
    pub digest: String,
    pub found: Vec<Found>,
    pub more: usize,
    pub is_forbidden: bool,
    /// It warns, and nobody has said why it may go out.
    pub is_unsettled: bool,
    pub may_be_cleaned: bool,
    pub confirmed: Option<String>,
    /// A reason to let it out that was typed and refused.
    pub reason: String,
}

impl FileShown {
    /// The name of the field for why it may go out, as the errors know it.
    pub fn reason_id(&self) -> String {
        format!("reason-{}", self.id)
    }
}

/// An item.
pub struct ItemShown {
    pub id: EnclosureId,
    pub number: usize,
    pub name: String,
    pub given: &'static str,
    pub is_withheld: bool,
    pub reason: String,
    pub article: &'static str,
    pub versions: Vec<FileShown>,
    pub originals: Vec<FileShown>,
}

impl ItemShown {
    /// Items in their order.
    pub fn all(enclosures: &[Enclosure]) -> Vec<Self> {
        (1..)
            .zip(enclosures)
            .map(|(number, one)| Self::of(number, one))
            .collect()
    }

    fn of(number: usize, one: &Enclosure) -> Self {
        let files = |part: FilePart| {
            let of_part = one.files.iter().filter(move |kept| kept.file.part == part);
            of_part.map(|kept| FileShown::of(one.case, kept)).collect()
        };
        Self {
            id: one.id,
            number,
            name: one.item.name.clone(),
            given: one.item.given.label(),
            is_withheld: one.item.given == Given::Withheld,
            reason: one.item.reason.clone(),
            article: one.item.article(),
            versions: files(FilePart::Version),
            originals: files(FilePart::Original),
        }
    }
}

impl FileShown {
    fn of(case: CaseId, kept: &KeptFile) -> Self {
        let file = &kept.file;
        let mut about = vec![size(kept.bytes)];
        about.extend(file.pages.map(|pages| format!("{pages} 页")));
        if kept.cleaned_from.is_some() {
            about.push("清理后的副本".to_owned());
        }
        about.push(format!("{} {}", kept.added_by, minute(kept.added_at)));
        let confirmed = file.confirmed.as_ref();
        Self {
            id: kept.id,
            name: file.name.clone(),
            href: format!("{}/files/{}", address(case), kept.id),
            about: about.join("，"),
            digest: file.digest.clone(),
            found: file.screening.findings.iter().map(Found::of).collect(),
            more: file.screening.more,
            is_forbidden: file.screening.forbidden().next().is_some(),
            is_unsettled: file.is_unsettled(),
            may_be_cleaned: file.screening.may_be_cleaned(),
            reason: String::new(),
            confirmed: confirmed.map(|reason| format!("{}核对：{reason}", kept.confirmed_by)),
        }
    }
}

impl Found {
    fn of(finding: &Finding) -> Self {
        let told = match finding.advised() {
            Some(advised) => format!("{}。{advised}", finding.told()),
            None => finding.told(),
        };
        Self {
            told,
            class: match finding.kind.severity() {
                Severity::Forbids => "is-error",
                Severity::Warns => "is-warning",
            },
        }
    }
}

/// When the applicant fetched a letter and what went out with it, as lines.
pub async fn fetches(desk: &Desk, letter: &CaseLetter) -> Result<Vec<String>, Problem> {
    let fetched = letters::fetched(desk.office(), &desk.actor, letter.case).await?;
    let files: Vec<&KeptFile> = letter.enclosures.iter().flat_map(Enclosure::versions).collect();
    let told = |digests: &str| {
        let names = files
            .iter()
            .filter(|kept| digests.contains(kept.file.digest.as_str()));
        names
            .map(|kept| kept.file.name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let of_letter = fetched.iter().filter(|one| one.letter == Some(letter.id));
    let lines = of_letter.map(|one| match one.files {
        0 => format!("{}，申请人下载：{}", minute(one.at), letter.letter.title),
        _ => format!("{}，申请人下载：{}", minute(one.at), told(&one.digests)),
    });
    Ok(lines.collect())
}
