//! The wording of letters stands in text files (`texts/*.txt`), one for each kind and each outcome, for clerks to read and
//! to change; `texts/README.md` tells how they are written. Here they are found and taken apart, with no word of their own.

use super::{LetterKind, Paragraph, Scope};
use crate::codes::Outcome;
use crate::wording;

/// Passages that several letters share.
pub(super) const COMMON: &str = include_str!("texts/common.txt");
/// The words on remedies, by class.
pub(super) const REMEDIES: &str = include_str!("texts/remedies.txt");
const UNDECIDED: &str = include_str!("texts/undecided.txt");

const SECTION: &str = "==== ";
const LIST: &str = "- ";
const FORM: &str = "| ";

/// One wording: to whom, in which words, and which of them an edit may not take away or add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub addressee: &'static str,
    pub musts: Vec<Phrase>,
    pub nevers: Vec<Phrase>,
    pub body: &'static str,
}

/// Words, perhaps with a place, and what they tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub words: &'static str,
    pub tells: &'static str,
}

impl Phrase {
    fn read(line: &'static str) -> Self {
        let (words, tells) = line.split_once(" = ").unwrap_or((line, line));
        Self { words, tells }
    }
}

/// The wording of a letter.
pub(super) fn of(kind: LetterKind, outcome: Option<Outcome>) -> Text {
    section(source(kind, outcome), "").unwrap_or_default()
}

/// The file of a letter: its kind's, and of a reply its outcome's.
pub(super) fn source(kind: LetterKind, outcome: Option<Outcome>) -> &'static str {
    match kind {
        kind if kind.is_reply() => outcome.map_or(UNDECIDED, of_outcome),
        kind => of_procedure(kind),
    }
}

/// The passage of that name: the letter's own, or the one that all share.
pub(super) fn passage(own: Option<&'static str>, name: &str) -> Option<Text> {
    let mut sources = own.into_iter().chain([COMMON, REMEDIES]);
    sources.find_map(|source| section(source, name))
}

/// A section of a file; the one without a name comes first.
pub(super) fn section(source: &'static str, name: &str) -> Option<Text> {
    let (head, rest) = source.split_once(SECTION).unwrap_or((source, ""));
    if name.is_empty() {
        return Some(read(head));
    }
    let named = rest.split(SECTION).filter_map(|section| section.split_once('\n'));
    named
        .filter(|(title, _)| title.trim() == name)
        .map(|(_, text)| read(text))
        .next()
}

fn read(source: &'static str) -> Text {
    let mut text = Text::default();
    let mut rest = source;
    while let Some((line, after)) = rest.split_once('\n') {
        if let Some(addressee) = line.strip_prefix("收文方：") {
            text.addressee = addressee;
        } else if let Some(phrase) = line.strip_prefix("不可少：") {
            text.musts.push(Phrase::read(phrase));
        } else if let Some(phrase) = line.strip_prefix("不得有：") {
            text.nevers.push(Phrase::read(phrase));
        } else {
            break;
        }
        rest = after;
    }
    text.body = rest.trim_matches('\n');
    text
}

impl Text {
    /// What an edit may not take away, that of the passages it uses included.
    pub fn all_musts(&self, own: &'static str) -> Vec<Phrase> {
        let used = wording::slots(self.body).into_iter();
        let of_passages = used.filter_map(|name| passage(Some(own), name));
        let passages = of_passages.flat_map(|passage| passage.musts);
        passages.chain(self.musts.iter().copied()).collect()
    }

    /// The paragraphs, filled: a line with `- ` before it is an item, with `| ` a row of a form.
    pub fn paragraphs(&self, scope: &Scope<'_>) -> Vec<Paragraph> {
        let blocks = self.body.split("\n\n");
        blocks.flat_map(|block| paragraphs(block, scope)).collect()
    }
}

fn paragraphs(block: &str, scope: &Scope<'_>) -> Vec<Paragraph> {
    if block.starts_with(LIST) {
        let items = block.lines().filter_map(|line| line.strip_prefix(LIST));
        vec![Paragraph::List(
            items.flat_map(|item| scope.lines(item)).collect(),
        )]
    } else if block.starts_with(FORM) {
        let rows = block.lines().filter_map(|line| line.strip_prefix(FORM));
        let rows = rows.filter_map(|row| row.split_once(" |"));
        vec![Paragraph::Form(
            rows.flat_map(|(label, value)| form_rows(label, value, scope))
                .collect(),
        )]
    } else {
        scope.lines(block).into_iter().map(Paragraph::Plain).collect()
    }
}

/// A row of a form: as many, numbered, as a place that stands alone in it has values.
fn form_rows(label: &str, value: &str, scope: &Scope<'_>) -> Vec<(String, String)> {
    let values = scope.lines(value.trim_start_matches(' '));
    match values.as_slice() {
        [] => vec![(label.to_owned(), String::new())],
        [value] => vec![(label.to_owned(), value.clone())],
        _ => (1..)
            .zip(values)
            .map(|(at, value)| (format!("{label}{at}"), value))
            .collect(),
    }
}

fn of_procedure(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Correction => include_str!("texts/correction.txt"),
        LetterKind::ReasonsAsked => include_str!("texts/reasons_asked.txt"),
        LetterKind::Extension => include_str!("texts/extension.txt"),
        LetterKind::Delay => include_str!("texts/delay.txt"),
        LetterKind::ThirdParty => include_str!("texts/third_party.txt"),
        LetterKind::ThirdPartyOpinion => include_str!("texts/third_party_opinion.txt"),
        LetterKind::Consulting => include_str!("texts/consulting.txt"),
        LetterKind::OverrideNotice => include_str!("texts/override_notice.txt"),
        LetterKind::CoMaker => include_str!("texts/co_maker.txt"),
        LetterKind::Assistance => include_str!("texts/assistance.txt"),
        LetterKind::Fee => include_str!("texts/fee.txt"),
        LetterKind::RecordCorrected => include_str!("texts/record_corrected.txt"),
        LetterKind::RecordForwarded => include_str!("texts/record_forwarded.txt"),
        LetterKind::RecordDeclined => include_str!("texts/record_declined.txt"),
        LetterKind::OtherOrgan => include_str!("texts/other_organ.txt"),
        LetterKind::Referral => include_str!("texts/referral.txt"),
        LetterKind::Termination => include_str!("texts/termination.txt"),
        LetterKind::DeliveryRecord => include_str!("texts/delivery_record.txt"),
        LetterKind::RegistrationForm => include_str!("texts/registration_form.txt"),
        LetterKind::ReviewForm => include_str!("texts/review_form.txt"),
        LetterKind::FileCatalogue => include_str!("texts/file_catalogue.txt"),
        LetterKind::TransferList => include_str!("texts/transfer_list.txt"),
        LetterKind::Registration => include_str!("texts/registration.txt"),
        LetterKind::Granted
        | LetterKind::PartlyGranted
        | LetterKind::Refused
        | LetterKind::Unavailable
        | LetterKind::NotProcessed
        | LetterKind::Otherwise => UNDECIDED,
    }
}

pub(super) fn of_outcome(outcome: Outcome) -> &'static str {
    macro_rules! text {
        ($code:literal) => {
            include_str!(concat!("texts/", $code, ".txt"))
        };
    }
    match outcome {
        Outcome::GrantedAlreadyPublic => text!("granted.already_public"),
        Outcome::GrantedProvided => text!("granted.provided"),
        Outcome::PartlyGranted => text!("partly_granted"),
        Outcome::RefusedStateSecret => text!("refused.state_secret"),
        Outcome::RefusedForbiddenByLaw => text!("refused.forbidden_by_law"),
        Outcome::RefusedSafety => text!("refused.safety"),
        Outcome::RefusedThirdParty => text!("refused.third_party"),
        Outcome::RefusedInternalAffairs => text!("refused.internal_affairs"),
        Outcome::RefusedProcessInformation => text!("refused.process_information"),
        Outcome::RefusedEnforcementFile => text!("refused.enforcement_file"),
        Outcome::RefusedAdministrativeQuery => text!("refused.administrative_query"),
        Outcome::UnavailableNotHeld => text!("unavailable.not_held"),
        Outcome::UnavailableNotOurs => text!("unavailable.not_ours"),
        Outcome::UnavailableNeedsMaking => text!("unavailable.needs_making"),
        Outcome::UnavailableStillUnclear => text!("unavailable.still_unclear"),
        Outcome::NotProcessedPetition => text!("not_processed.petition"),
        Outcome::NotProcessedRepeated => text!("not_processed.repeated"),
        Outcome::NotProcessedPublication => text!("not_processed.publication"),
        Outcome::NotProcessedExcessive => text!("not_processed.excessive"),
        Outcome::NotProcessedReissue => text!("not_processed.reissue"),
        Outcome::OtherwiseUncorrected => text!("otherwise.uncorrected"),
        Outcome::OtherwiseUnpaid => text!("otherwise.unpaid"),
        // One text for one letter, whichever way it is begun.
        Outcome::OtherwiseWithdrawn => text!("termination"),
        Outcome::OtherwiseOther => text!("otherwise.other"),
    }
}

#[cfg(test)]
mod tests;
