//! The tables as SeaORM entities. Only office sees them.

pub mod account;
pub mod account_role;
pub mod application;
pub mod attachment;
pub mod audit_entry;
pub mod audit_head;
pub mod case_event;
pub mod case_settings;
pub mod change;
pub mod column;
pub mod counter;
pub mod document;
pub mod edition;
pub mod edition_attachment;
pub mod fee_notice;
pub mod holiday_year;
pub mod job;
pub mod organ;
pub mod password_history;
pub mod publication;
pub mod report;
pub mod report_edition;
pub mod request_case;
pub mod secrecy_review;
pub mod session;
pub mod sign_in_failure;
