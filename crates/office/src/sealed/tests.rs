//! The cipher against its standard vector, values in their places, the file, the masks.

use std::os::unix::fs::PermissionsExt;

use super::*;

const PLACE: Place = Place {
    table: "application",
    column: "identity",
    row: 7,
};
const NUMBER: &str = "410322199001011234";

/// RFC 8998, appendix A.1.
#[test]
fn sm4_gcm_gives_the_standards_own_example() {
    let bytes = |text: &str| hex::decode(text).unwrap();
    let key: [u8; 16] = bytes("0123456789abcdeffedcba9876543210").try_into().unwrap();
    let nonce: [u8; 12] = bytes("00001234567800000000abcd").try_into().unwrap();
    let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    let plain = bytes(concat!(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd",
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    ));
    let expected = concat!(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
        "83de3541e4c2b58177e065a9bf7b62ec"
    );
    let payload = Payload {
        msg: &plain,
        aad: &aad,
    };
    let sealed = cipher(&key)
        .unwrap()
        .encrypt(&Nonce::<Sm4Gcm>::from(nonce), payload)
        .unwrap();
    assert_eq!(hex::encode(sealed), expected);
}

#[test]
fn a_value_opens_in_its_own_place_and_unchanged_only() {
    let keys = Keys::ephemeral();
    let sealed = keys.seal(PLACE, NUMBER).unwrap();
    assert!(sealed.starts_with("v1:") && !sealed.contains("1990"));
    assert_ne!(sealed, keys.seal(PLACE, NUMBER).unwrap());
    assert_eq!(keys.open(PLACE, &sealed).unwrap().expose(), NUMBER);
    let elsewhere = [
        Place { row: 8, ..PLACE },
        Place {
            column: "phone",
            ..PLACE
        },
        Place {
            table: "case",
            ..PLACE
        },
    ];
    for place in elsewhere {
        assert!(matches!(keys.open(place, &sealed), Err(OfficeError::Damaged(_))));
    }
    let mut turned = sealed.clone();
    let last = if turned.pop() == Some('A') { 'B' } else { 'A' };
    turned.insert(turned.len() - 3, last);
    let short: String = sealed.chars().take(30).collect();
    for broken in [&turned, &short, "v1:", "", NUMBER, "v2:00000000:AAAA"] {
        assert!(keys.open(PLACE, broken).is_err(), "{broken}");
    }
    let stranger = Keys::ephemeral().open(PLACE, &sealed);
    assert!(matches!(stranger, Err(OfficeError::Keys(_))));
}

#[test]
fn equal_values_are_found_by_digest_within_one_purpose() {
    let keys = Keys::ephemeral();
    let blind = |value, purpose| keys.blind(value, purpose).unwrap();
    assert_eq!(blind(NUMBER, "identity"), blind(NUMBER, "identity"));
    assert_ne!(blind(NUMBER, "identity"), blind(NUMBER, "phone"));
    assert_ne!(blind("ab", "c"), blind("a", "bc"));
    assert_ne!(
        blind(NUMBER, "identity"),
        Keys::ephemeral().blind(NUMBER, "identity").unwrap()
    );
    let before = blind(NUMBER, "identity");
    keys.add(jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(blind(NUMBER, "identity"), before);
}

#[test]
fn nothing_secret_is_printed() {
    let keys = Keys::ephemeral();
    let secret = keys.open(PLACE, &keys.seal(PLACE, NUMBER).unwrap()).unwrap();
    assert_eq!(format!("{keys:?} {secret:?}"), "Keys(…) Secret(…)");
}

#[test]
fn the_file_is_its_owners_and_two_programs_share_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    let now = jiff::Timestamp::UNIX_EPOCH;
    assert!(Keys::read(&path).unwrap().is_none());
    let one = Keys::make(&path, now).unwrap();
    let two = Keys::make(&path, now).unwrap();
    assert_eq!(one.list().unwrap(), two.list().unwrap());
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let sealed = one.seal(PLACE, NUMBER).unwrap();
    let new = two.add(now).unwrap();
    // The first follows the file that the second has changed, and still opens what is older.
    let newer = one.seal(PLACE, NUMBER).unwrap();
    assert!(newer.starts_with(&format!("v1:{new}:")));
    for (keys, value) in [(&one, &sealed), (&two, &sealed), (&two, &newer)] {
        assert_eq!(keys.open(PLACE, value).unwrap().expose(), NUMBER);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    std::fs::remove_file(&path).unwrap();
    assert!(one.seal(PLACE, NUMBER).is_err());
    assert_eq!(one.open(PLACE, &newer).unwrap().expose(), NUMBER);
    std::fs::write(&path, "current = 'x'\nblind = 'secret'").unwrap();
    let refused = Keys::read(&path).unwrap_err().to_string();
    assert!(
        refused.contains("已损坏") && !refused.contains("secret"),
        "{refused}"
    );
}

#[test]
fn numbers_are_shown_by_their_ends() {
    assert_eq!(mask(NUMBER), "4103**********1234");
    assert_eq!(mask("410322900101123"), "4103*******1123");
    assert_eq!(mask("E12345678"), "E1*****78");
    assert_eq!(mask("7"), "*");
    assert_eq!(mask(""), "");
    assert_eq!(mask_phone("13812345678"), "138****5678");
    assert_eq!(mask_phone("0379-6712345"), "037*****2345");
    assert_eq!(mask_phone("6712345"), "****345");
    assert_eq!(mask_email("zhang@example.com"), "z***@example.com");
    assert_eq!(mask_email("张三"), "张*");
}
