//! What is done on a case, each as a form.

pub mod act;
pub mod archive;
pub(in crate::desk::cases) mod beside;
pub mod decision;
mod decision_form;
mod keeping;
pub mod mend;
pub mod notes;
pub mod outcome;
pub mod reassess;
pub mod search_files;
