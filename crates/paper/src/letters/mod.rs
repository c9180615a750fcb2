//! Letters (文书) of a case as files, in the layout of GB/T 9704-2012. What a letter says is law's, unchanged.

mod pdf;

pub use pdf::pdf;
