//! The words of the log: none is without Chinese, and none that a database may hold is ever lost.

use super::{Key, Recorded, Subject, SubjectKind};

/// Every key that an entry was ever written with, and every kind of subject. A line here is never taken away.
const KEYS_EVER: &str = "act answered_on arrivals attachment basis before bytes cases cells changed channel code daily \
    damaged despite digest digest_at edition ended_on ending engine exception failures file files from how impossible \
    in_full index_number is_locked is_new is_on is_removed key kind letter lines login made_at name number numbers off on \
    outcome part place progress reason receipt received_on reference refused roles route rows slips stated title to unread values \
    version was_on work year years years_before";
const SUBJECTS_EVER: &str =
    "account case case_import column dispute document holidays job office organ report";

fn is_chinese(label: &str) -> bool {
    !label.is_empty() && !label.chars().any(|one| one.is_ascii_alphabetic())
}

#[test]
fn every_word_of_the_log_has_a_chinese_label() {
    let keys = Key::ALL.iter().map(|key| key.label());
    let kinds = SubjectKind::ALL.iter().map(|kind| kind.label());
    let acts = Recorded::ALL.iter().map(|act| act.label());
    for label in keys.chain(kinds).chain(acts) {
        assert!(is_chinese(label), "{label}");
    }
}

#[test]
fn keys_and_subjects_of_old_entries_are_still_read() {
    for key in KEYS_EVER.split_whitespace() {
        assert!(Key::from_code(key).is_some(), "{key}");
    }
    for kind in SUBJECTS_EVER.split(' ') {
        for stored in [kind.to_owned(), format!("{kind} 5102")] {
            let subject = Subject::read(&stored).unwrap_or_else(|| panic!("{stored}"));
            assert_eq!(subject.to_string(), stored);
        }
    }
    assert_eq!(Subject::read("moon 3"), None);
    assert_eq!(Subject::read("case three"), None);
}

#[test]
fn no_two_words_of_the_log_look_alike() {
    for (place, key) in Key::ALL.iter().enumerate() {
        let later = Key::ALL.iter().skip(place + 1);
        for other in later {
            assert_ne!(key.code(), other.code());
            assert_ne!(key.label(), other.label());
        }
    }
}

#[test]
fn coded_values_are_read_in_chinese() {
    let words = [
        (Key::Act, "correction_requested", "告知补正"),
        (Key::Channel, "online", "互联网渠道"),
        (Key::Ending, "upheld", "维持"),
        (Key::How, "post", "邮寄"),
        (Key::Outcome, "partly_granted", "部分公开（区分处理）"),
        (Key::Part, "cases", "依申请公开"),
        (Key::Refused, "audit.see", "查阅审计日志"),
        (Key::Roles, "auditor", "审计管理员"),
        (Key::Route, "reconsideration", "行政复议"),
    ];
    for (key, code, word) in words {
        assert_eq!(key.word(code), Some(word));
        assert_eq!(key.word("unheard_of"), None);
    }
    assert_eq!(Key::Kind.word("投诉"), None, "words stay words");
    assert_eq!(Key::Title.word("cases"), None, "a title is no code");
}
