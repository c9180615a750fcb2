//! What is said to the operator: lines on standard output, and an error with all that led to it.

use std::error::Error;
use std::fmt::Arguments;
use std::io::Write;

/// Prints a line for the operator. A reader that has gone away (`| head`, a closed pipe) ends nothing.
macro_rules! say {
    ($($words:tt)*) => { $crate::output::line(format_args!($($words)*)) };
}

pub(crate) use say;

/// The line behind [`say!`].
pub fn line(words: Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more: there is nobody to tell.
    let _ = writeln!(out, "{words}").and_then(|()| out.flush());
}

/// An error with its causes in one line.
pub fn causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}：{cause}");
        source = cause.source();
    }
    text
}
