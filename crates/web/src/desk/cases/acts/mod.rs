//! What is done on a case, each as a form.

pub mod act;
pub mod archive;
mod beside;
pub mod decision;
mod decision_form;
mod keeping;
pub mod mend;
pub mod notes;
pub mod outcome;
pub mod reassess;
