//! The stories of the office: what each act must and must not do, told once and lived through on both engines.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a story that can't go on has failed"
)]

mod answer_log;
mod applicants;
mod askings;
mod audit;
mod backup;
mod case_acts;
mod case_files;
mod case_parts;
mod case_records;
mod case_settings;
mod cases;
mod cases_ledger;
mod disputes;
mod documents;
mod enclosures;
mod faults;
mod file_room;
mod halls;
mod harness;
mod jobs;
mod letters;
mod matters;
mod nobody_misses;
mod notices;
mod one_writer;
mod organs;
mod own_work;
mod papers;
mod placements;
mod rare_names;
mod reads;
mod registration;
mod reminders;
mod report_archives;
mod report_review;
mod reports;
mod retention;
mod rulings;
mod sealed;
mod searched;
mod similar;
mod staff;
mod store;
mod table_three;
