//! Lines to the outside: mail, for now. A line is handed a message and says whether it went out, may go later, or never
//! will. It knows no records, keeps no queue, and names nobody in its errors.

pub mod mail;
