//! The schema, step by step: expand first, contract later. One set of SQL that both engines understand.
//! A step that was taken never changes: its SM3 is kept with it, and a text that differs is refused.

mod m0014_review;
mod m0022_sought;
mod m0025_correction_notice;
mod m0034_second_factor;
mod m0046_letter_receipts;
mod m0051_letter_proofs;
mod run;
mod split;

use std::pin::Pin;

use crate::audit;
use crate::error::OfficeError;
use crate::store::Tx;

pub(crate) use run::{apply, apply_first, has_table, is_complete};

/// What of a step is not SQL: it runs in the step's own transaction, after its statements, and may run again.
type Then = for<'a> fn(&'a Tx<'a>) -> Pin<Box<dyn Future<Output = Result<(), OfficeError>> + Send + 'a>>;

/// One step: its name, the statements it takes, what follows them, and the statements that end it.
struct Step {
    name: &'static str,
    sql: &'static str,
    then: Option<Then>,
    end: &'static str,
}

const fn step(name: &'static str, sql: &'static str) -> Step {
    Step {
        name,
        sql,
        then: None,
        end: "",
    }
}

/// The steps in order.
#[expect(clippy::too_many_lines, reason = "a list: a step is one entry")]
fn steps() -> Vec<Step> {
    vec![
        // Organs, staff, columns, documents, reports, holidays, audit.
        step("m0001_walking_house", include_str!("m0001_walking_house.sql")),
        // The log of one record, newest first.
        step(
            "m0002_audit_by_subject",
            include_str!("m0002_audit_by_subject.sql"),
        ),
        // What acts want done elsewhere.
        step("m0003_jobs", include_str!("m0003_jobs.sql")),
        // Applications, cases with their events and files, fees, disputes.
        step("m0004_cases", include_str!("m0004_cases.sql")),
        // Letters of cases and their sign-off.
        step("m0005_letters", include_str!("m0005_letters.sql")),
        // Mail addresses, calendars, reminders.
        step("m0006_digests", include_str!("m0006_digests.sql")),
        // Reconsiderations and suits; what the records counted when a report was frozen.
        step("m0007_disputes", include_str!("m0007_disputes.sql")),
        // What applicants write, what the public form has sent, drafts, and counts of visits.
        step("m0008_messages", include_str!("m0008_messages.sql")),
        // Ledgers imported; cases found by year, and the open ones among a million.
        step("m0009_imports", include_str!("m0009_imports.sql")),
        // Files that came with applications.
        step(
            "m0010_application_files",
            include_str!("m0010_application_files.sql"),
        ),
        // Whose a mail is; notices to applicants.
        step("m0011_mails_of_organs", include_str!("m0011_mails_of_organs.sql")),
        // Applications past their period; cases that ask for much the same.
        step("m0012_retention", include_str!("m0012_retention.sql")),
        // Notes, mendings and the archive of cases.
        step("m0013_case_records", include_str!("m0013_case_records.sql")),
        // One record of review for documents, letters and reports.
        Step {
            then: Some(|tx| Box::pin(async { Ok(m0014_review::move_records(tx.on()).await?) })),
            end: include_str!("m0014_review_ends.sql"),
            ..step("m0014_review", include_str!("m0014_review.sql"))
        },
        // The files of what was signed and frozen.
        step("m0015_papers", include_str!("m0015_papers.sql")),
        // What the visitor is shown of an edition. A later step that sets it to NULL has it made anew.
        step(
            "m0016_rendered_editions",
            include_str!("m0016_rendered_editions.sql"),
        ),
        // Files in the object store under ids of their own, sealed where they are applicants'.
        step("m0019_file_room", include_str!("m0019_file_room.sql")),
        // The board's index, in the words of the board's question.
        step("m0020_open_by_due_day", include_str!("m0020_open_by_due_day.sql")),
        // What goes out with replies, and what was found in files before they go out.
        step("m0021_enclosures", include_str!("m0021_enclosures.sql")),
        // By what a case is found, however its name and number are spelt.
        Step {
            then: Some(|tx| Box::pin(async { Ok(m0022_sought::fold(tx.on()).await?) })),
            ..step("m0022_sought", include_str!("m0022_sought.sql"))
        },
        // What forms of the desk have made.
        step("m0023_form_sending", include_str!("m0023_form_sending.sql")),
        // Deputies, the head who is told of what is overdue, and refusals looked at again.
        step("m0024_deputies", include_str!("m0024_deputies.sql")),
        // The last day to ask for a correction, a day of its own.
        Step {
            then: Some(|tx| Box::pin(async { Ok(m0025_correction_notice::reckon(tx.on()).await?) })),
            ..step(
                "m0025_correction_notice",
                include_str!("m0025_correction_notice.sql"),
            )
        },
        // Units, and what they are asked about cases.
        step("m0026_askings", include_str!("m0026_askings.sql")),
        // Replies that reconsiderations and judgments ordered.
        step("m0027_ordered_replies", include_str!("m0027_ordered_replies.sql")),
        // Registrations mended, what stood before under seal.
        step(
            "m0028_registration_mending",
            include_str!("m0028_registration_mending.sql"),
        ),
        // When it was told that half of a period is over.
        step("m0029_half_way", include_str!("m0029_half_way.sql")),
        // Scans of sealed letters.
        step("m0030_letter_scans", include_str!("m0030_letter_scans.sql")),
        // The log of answered requests.
        step("m0031_answer_log", include_str!("m0031_answer_log.sql")),
        // Filters of the case lists under a name.
        step("m0032_saved_views", include_str!("m0032_saved_views.sql")),
        // After all that refreshes rows.
        step("m0033_ended_on", include_str!("m0033_ended_on.sql")),
        // Seeds of second factors under seal.
        Step {
            then: Some(|tx| Box::pin(m0034_second_factor::seal(tx))),
            ..step("m0034_second_factor", include_str!("m0034_second_factor.sql"))
        },
        step("m0035_audit_seal", include_str!("m0035_audit_seal.sql")),
        // Passwords that are asked to be set anew.
        step("m0036_password_resets", include_str!("m0036_password_resets.sql")),
        // Reports of before, their files and their true days.
        step(
            "m0037_archive_editions",
            include_str!("m0037_archive_editions.sql"),
        ),
        // Reasons for what reports say otherwise than their tables.
        step("m0041_report_reasons", include_str!("m0041_report_reasons.sql")),
        step("m0042_event_notice", include_str!("m0042_event_notice.sql")),
        // From here on a head of the audit log without a seal is a fault.
        Step {
            then: Some(|tx| Box::pin(audit::seal_head(tx))),
            ..step("m0045_audit_head", include_str!("m0045_audit_head.sql"))
        },
        // What proved a day that was mended; the receipts of notices to third parties stand in their events.
        Step {
            then: Some(|tx| Box::pin(async { Ok(m0046_letter_receipts::move_days(tx.on()).await?) })),
            ..step("m0046_letter_receipts", include_str!("m0046_letter_receipts.sql"))
        },
        // Chains of review that are data; every organ begins with three levels.
        step("m0047_review_chains", include_str!("m0047_review_chains.sql")),
        // Verdicts on paper; publications in an emergency.
        step("m0048_paper_verdicts", include_str!("m0048_paper_verdicts.sql")),
        // Bodies in the canonical form.
        step("m0050_edition_format", include_str!("m0050_edition_format.sql")),
        // Scans of receipts; one field for why a letter left in spite of what was told.
        Step {
            then: Some(|tx| Box::pin(async { Ok(m0051_letter_proofs::join_reasons(tx.on()).await?) })),
            ..step("m0051_letter_proofs", include_str!("m0051_letter_proofs.sql"))
        },
        // Pictures of written text.
        step("m0052_pictures", include_str!("m0052_pictures.sql")),
        // Publicity with its reason, relations of documents, the register.
        step("m0053_life", include_str!("m0053_life.sql")),
        // What is being written and is not saved, under seal.
        step("m0055_document_drafts", include_str!("m0055_document_drafts.sql")),
        // What was said of findings of proofreading; the organ's own words.
        step("m0057_proof", include_str!("m0057_proof.sql")),
        // Times to go out and to be taken down, withdrawal with its kind, changes with a note.
        step("m0058_schedule", include_str!("m0058_schedule.sql")),
        // What a column is for, who answers for it, how often it is to have news; what was handed over.
        step(
            "m0059_columns_and_hand_over",
            include_str!("m0059_columns_and_hand_over.sql"),
        ),
        // Matters with their events, answers and public copies.
        step("m0060_matters", include_str!("m0060_matters.sql")),
        // The register of licences, penalties, coercive measures and fees.
        step("m0061_rulings", include_str!("m0061_rulings.sql")),
        // Outlets, what stands at each of them, the official account.
        step("m0062_placements", include_str!("m0062_placements.sql")),
        // What visitors search for, by no name.
        step("m0063_search_words", include_str!("m0063_search_words.sql")),
        // Looks at what is not published; a file that takes another's place has its address.
        step(
            "m0064_again_and_addresses",
            include_str!("m0064_again_and_addresses.sql"),
        ),
        // When a matter is told of, to whom.
        step("m0066_matter_clocks", include_str!("m0066_matter_clocks.sql")),
        // Halls, their windows, who is there, and the register of visits.
        step("m0069_halls", include_str!("m0069_halls.sql")),
        // What a hall gives out and keeps on paper: sheets of what is missing, copies to be read.
        step("m0070_hall_papers", include_str!("m0070_hall_papers.sql")),
        // The posts that accounts hold.
        step("m0071_posts", include_str!("m0071_posts.sql")),
        // The organ's own words of one meaning, for the search.
        step("m0072_search_synonyms", include_str!("m0072_search_synonyms.sql")),
    ]
}

/// The names of all steps in order.
pub(crate) fn names() -> Vec<String> {
    steps().iter().map(|step| step.name.to_owned()).collect()
}

#[cfg(test)]
mod tests;
