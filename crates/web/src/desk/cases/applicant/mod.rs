//! What passes between an applicant and the organ: particulars, files, messages, notices that did not arrive.

pub mod files;
pub mod messages;
pub mod particulars;
pub mod registration;
pub mod undelivered;
