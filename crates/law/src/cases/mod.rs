//! Cases (件): what may be decided on an application, what a decision rests on, the remedies, and the letters.
//! 条例第二十七条至第四十五条; nothing here reads a clock or a store.

pub mod decision;
pub mod letters;
pub mod outcomes;
pub mod remedies;
