//! Where the record of an entry is seen.

use law::audit::{Subject as Stored, SubjectKind};
use office::audit::Names;

/// A record as a person calls it, and where it is seen.
pub struct Subject {
    pub words: String,
    /// Empty where there is no page.
    pub href: String,
}

/// A stored subject as it is shown.
pub fn subject(names: &Names, stored: &str) -> Subject {
    Subject {
        words: names.subject(stored),
        href: Stored::read(stored).map_or_else(String::new, |known| href(names, known)),
    }
}

fn href(names: &Names, subject: Stored) -> String {
    let Some(number) = subject.number else {
        return String::new();
    };
    match subject.kind {
        SubjectKind::Document => format!("/desk/documents/{number}"),
        // One that has no name was removed since.
        SubjectKind::Column if !names.columns.contains_key(&number.into()) => String::new(),
        SubjectKind::Column => format!("/desk/columns/{number}"),
        SubjectKind::Account => format!("/desk/people/{number}"),
        SubjectKind::Report => format!("/desk/reports/{number}"),
        SubjectKind::Case => format!("/desk/cases/{number}"),
        SubjectKind::Ruling => format!("/desk/rulings/{number}"),
        SubjectKind::Hall => format!("/desk/halls/{number}"),
        SubjectKind::Matter => format!("/desk/matters/{number}"),
        SubjectKind::CaseImport => format!("/desk/cases/imports/{number}"),
        SubjectKind::Dispute => format!("/desk/disputes/{number}"),
        SubjectKind::Holidays => format!("/desk/holidays/{number}"),
        SubjectKind::Organ => "/desk/organ".to_owned(),
        SubjectKind::Job => "/desk/jobs".to_owned(),
        SubjectKind::Office => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_seen_where_it_has_a_page() {
        let names = Names::default();
        assert_eq!(subject(&names, "account 7").href, "/desk/people/7");
        assert_eq!(
            subject(&names, "column 9").href,
            "",
            "a removed column has no page"
        );
        assert_eq!(subject(&names, "某事").words, "某事");
    }
}
