use tempfile::TempDir;

use super::*;
use crate::ids::ColumnId;
use crate::moment::Program;

const FIRST: Moment = Moment {
    now: jiff::Timestamp::UNIX_EPOCH,
    today: jiff::civil::date(1970, 1, 1),
};

async fn opened(folder: &TempDir) -> Office {
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    Office::open(&url, &folder.path().join("files")).await.unwrap()
}

#[tokio::test]
async fn a_refused_act_keeps_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let office = opened(&folder).await;
    let moment = FIRST;
    assert_eq!(
        office.migrate(Program::itself(), moment).await.unwrap(),
        [
            "m0001_walking_house",
            "m0002_audit_by_subject",
            "m0003_jobs",
            "m0004_cases",
            "m0005_letters",
            "m0006_digests",
            "m0007_disputes",
            "m0008_messages",
            "m0009_imports",
            "m0010_application_files",
            "m0011_mails_of_organs",
            "m0012_retention",
            "m0013_case_records",
            "m0014_review",
            "m0015_papers",
            "m0016_rendered_editions",
            "m0019_file_room",
            "m0020_open_by_due_day",
            "m0021_enclosures",
            "m0022_sought",
            "m0023_form_sending",
            "m0024_deputies",
            "m0025_correction_notice",
            "m0026_askings",
            "m0027_ordered_replies",
            "m0028_registration_mending",
            "m0029_half_way",
            "m0030_letter_scans",
            "m0031_answer_log",
            "m0032_saved_views",
            "m0033_ended_on",
            "m0034_second_factor",
            "m0035_audit_seal",
            "m0036_password_resets",
            "m0037_archive_editions",
            "m0041_report_reasons",
            "m0042_event_notice",
            "m0045_audit_head",
            "m0046_letter_receipts",
            "m0047_review_chains",
            "m0048_paper_verdicts",
            "m0050_edition_format",
            "m0051_letter_proofs",
            "m0052_pictures",
            "m0053_life",
            "m0055_document_drafts",
            "m0057_proof",
            "m0058_schedule",
            "m0059_columns_and_hand_over",
            "m0060_matters",
            "m0061_rulings",
            "m0062_placements",
            "m0063_search_words",
            "m0064_again_and_addresses",
            "m0066_matter_clocks",
            "m0069_halls",
            "m0070_hall_papers",
            "m0071_posts",
            "m0072_search_synonyms",
        ]
    );
    assert!(
        office
            .migrate(Program::itself(), moment)
            .await
            .unwrap()
            .is_empty()
    );
    let act = async |is_allowed: bool| {
        transaction!(office, |tx| {
            crate::changes::note(&tx, moment, ColumnId(1)).await?;
            if is_allowed {
                Ok(())
            } else {
                Err(OfficeError::Missing)
            }
        })
    };
    assert!(matches!(act(false).await, Err(OfficeError::Missing)));
    assert_eq!(crate::changes::position(&office).await.unwrap(), 0);
    act(true).await.unwrap();
    assert_eq!(crate::changes::position(&office).await.unwrap(), 1);
}

/// An act that SQLite ends by itself for want of room leaves no connection behind that only seems to be within it: the
/// next act that is refused on such a one would keep the lock of the one writer for ever.
#[tokio::test]
async fn after_a_full_disk_every_connection_is_of_use() {
    let folder = tempfile::tempdir().unwrap();
    let office = opened(&folder).await;
    office.migrate(Program::itself(), FIRST).await.unwrap();
    let table = "CREATE TABLE heap (words BLOB)";
    office.on().execute_unprepared(table).await.unwrap();
    // Often enough that every connection of the pool had its turn.
    for _ in 0..20 {
        let error = heap_up(&office, 1).await.unwrap_err();
        assert_eq!(error.fault(), Some(Fault::Full), "{error:?}");
        assert_eq!(crate::changes::position(&office).await.unwrap(), 0);
    }
    for _ in 0..20 {
        let refused = refuse(&office).await;
        assert!(matches!(refused, Err(OfficeError::Missing)), "{refused:?}");
    }
    let other = opened(&folder).await;
    heap_up(&other, i64::from(i32::MAX)).await.unwrap();
    heap_up(&office, i64::from(i32::MAX)).await.unwrap();
    assert_eq!(crate::changes::position(&office).await.unwrap(), 2);
}

async fn refuse(office: &Office) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        crate::changes::note(&tx, FIRST, ColumnId(2)).await?;
        Err(OfficeError::Missing)
    })
}

/// An act that stores a megabyte in a database of at most so many pages.
async fn heap_up(office: &Office, most_pages: i64) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        crate::changes::note(&tx, FIRST, ColumnId(3)).await?;
        let sql =
            format!("PRAGMA max_page_count = {most_pages}; INSERT INTO heap VALUES (zeroblob(1048576))");
        tx.on().execute_unprepared(&sql).await?;
        Ok(())
    })
}
