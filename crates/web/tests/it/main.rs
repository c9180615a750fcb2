//! The site and the desk through their router, without a network: pages, permissions, forms.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod desk_answer_log;
mod desk_askings;
mod desk_audit;
mod desk_came_from;
mod desk_cases;
mod desk_disputes;
mod desk_documents;
mod desk_enclosures;
mod desk_holidays;
mod desk_ledger;
mod desk_letters;
mod desk_misses;
mod desk_numbers;
mod desk_older_reports;
mod desk_once;
mod desk_people;
mod desk_proof;
mod desk_receipts;
mod desk_registration;
mod desk_reminders;
mod desk_reports;
mod desk_retention;
mod desk_review;
mod desk_search;
mod desk_settings;
mod desk_sign_in;
mod desk_urgency;
mod desk_views;
mod faults;
mod forms;
mod harness;
mod limits;
mod papers;
mod rare_names;
mod routes;
mod sent;
mod site;
mod site_apply;
mod site_check;
mod site_contact;
mod site_files;
mod site_track;
mod site_years;
