//! What passes between an applicant and the organ: particulars, files, messages.

pub mod files;
pub mod messages;
pub mod particulars;
