//! Files made to break a reader. None may end the program, take without end, or be read as something. They are read on the
//! test's own thread: a panic that `blocks` would catch fails the test, and a busy machine turns no bound into a timeout.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::super::guard::tests::deflated;
use super::super::{guarded, read, seat};
use super::*;

fn refused(name: &str, file: &[u8], expected: Unreadable) {
    assert_eq!(read(file).unwrap_err(), expected, "{name}");
}

const HELLO: &str = "BT /F1 12 Tf 72 700 Td (Hello) Tj ET ";

/// A page whose form 6 draws form 7 twice, and so on.
fn doubling(depth: usize) -> Vec<u8> {
    let form = |next: usize| {
        let resources = format!("/Resources<</XObject<</X {next} 0 R>>>>");
        stream(&format!("/Subtype/Form/BBox[0 0 9 9]{resources}"), "/X Do /X Do ")
    };
    let mut forms: Vec<String> = (7..7 + depth).map(form).collect();
    forms.push(stream("/Subtype/Form/BBox[0 0 9 9]", HELLO));
    page("/X Do", "/XObject<</X 6 0 R>>", &forms)
}

/// A page that draws this content so many times.
fn repeated(content: &str, times: usize) -> Vec<u8> {
    let form = stream("/Subtype/Form/BBox[0 0 9 9]", content);
    page(&"/X Do ".repeat(times), "/XObject<</X 6 0 R>>", &[form])
}

#[test]
fn a_page_that_saves_nests_or_repeats_without_end_is_refused_before_it_is_drawn() {
    let content = |content: String| page(&content, "", &[]);
    let itself = stream("/Subtype/Form/BBox[0 0 9 9]", "/X Do /X Do ");
    let itself = page("/X Do", "/XObject<</X 6 0 R>>", &[itself]);
    let signs = format!("BT /F1 1 Tf ({}) Tj ET", "a".repeat(30_000));
    let damaged = Unreadable::Damaged("PDF ");
    for (name, file, expected) in [
        ("states", content("q ".repeat(100_000)), Unreadable::TooMuch),
        (
            "a long content",
            content("0 0 9 9 re W n ".repeat(170_000)),
            Unreadable::TooMuch,
        ),
        (
            "operators",
            repeated(&"n ".repeat(5000), 101),
            Unreadable::TooMuch,
        ),
        ("signs", repeated(&signs, 40), Unreadable::TooMuch),
        ("lists", content("[".repeat(200_000) + HELLO), damaged.clone()),
        ("a form of itself", itself, damaged.clone()),
        ("forms, deep", doubling(40), damaged),
        ("forms, wide", doubling(19), Unreadable::TooMuch),
    ] {
        refused(name, &file, expected);
    }
}

/// A document with a table of objects packed in a stream: each entry is (kind, where, which).
fn packed_table(objects: &[String], stored: &[(u8, u32, u16)]) -> Vec<u8> {
    let plain = String::from_utf8(file(objects)).unwrap();
    let table = plain.find("xref\n").unwrap();
    let mut bytes = plain.as_bytes().get(..table).unwrap().to_vec();
    let mut entries = vec![(0, 0, 0)];
    for number in 1..=objects.len() {
        let place = plain.find(&format!("{number} 0 obj")).unwrap();
        entries.push((1, u32::try_from(place).unwrap(), 0));
    }
    entries.extend_from_slice(stored);
    let mut packed: Vec<u8> = Vec::new();
    for (kind, at, which) in &entries {
        packed.push(*kind);
        packed.extend(at.to_be_bytes());
        packed.extend(which.to_be_bytes());
    }
    let head = format!(
        "99 0 obj\n<</Type/XRef/W[1 4 2]/Size {}/Root 1 0 R/Length {}>>stream\n",
        entries.len(),
        packed.len()
    );
    bytes.extend(head.into_bytes());
    bytes.extend(packed);
    bytes.extend(format!("\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n").into_bytes());
    bytes
}

#[test]
fn objects_stored_within_one_another_lists_without_a_floor_and_trees_in_a_circle_end_nothing() {
    let catalog = |rest: &str| format!("<</Type/Catalog/Pages 2 0 R{rest}>>");
    let leaf = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>".to_owned();
    let tree = |kids: &str| format!("<</Type/Pages/Kids[{kids}]/Count 1>>");
    let lists = format!("/X {}{}", "[".repeat(200_000), "]".repeat(200_000));
    // Object 3 is said to be stored in 4, and 4 in 3.
    let within = packed_table(&[catalog(""), tree("3 0 R")], &[(2, 4, 0), (2, 3, 0)]);
    let deep = (3..3000).map(|number| tree(&format!("{} 0 R", number + 1)));
    let deep: Vec<String> = [catalog(""), tree("3 0 R")]
        .into_iter()
        .chain(deep)
        .chain([leaf.clone()])
        .collect();
    for (name, file) in [
        ("stored in one another", within),
        ("lists", file(&[catalog(&lists), tree("3 0 R"), leaf.clone()])),
        ("a circle", file(&[catalog(""), tree("2 0 R 3 0 R"), leaf])),
        ("a deep tree", file(&deep)),
    ] {
        refused(name, &file, Unreadable::Scanned);
    }
    let circle = file(&[catalog(""), tree("3 0 R"), tree("2 0 R 3 0 R")]);
    refused("pages of themselves", &circle, Unreadable::Scanned);
}

/// A page, and beside it streams that store objects: what stands before them, what they are packed with, how they unfold.
fn with_stored(streams: &[(usize, &str, &[u8])]) -> Vec<u8> {
    let mut bytes = page(HELLO, "", &[]);
    let table = bytes.windows(5).position(|part| part == b"xref\n").unwrap();
    bytes.truncate(table);
    let mut entries = Vec::new();
    for number in 1..=5 {
        let head = format!("\n{number} 0 obj").into_bytes();
        let place = bytes.windows(head.len()).position(|part| part == head).unwrap() + 1;
        entries.push(place);
    }
    for (number, (first, packing, content)) in (6..).zip(streams) {
        entries.push(bytes.len());
        let length = content.len();
        bytes.extend(
            format!("{number} 0 obj\n<</Type/Obj#53tm/N 1/First {first}{packing}/Length {length}>>stream\n")
                .into_bytes(),
        );
        bytes.extend(*content);
        bytes.extend(b"\nendstream\nendobj\n");
    }
    let table = bytes.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", entries.len() + 1);
    for place in &entries {
        writeln!(end, "{place:010} 00000 n ").unwrap();
    }
    write!(
        end,
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        entries.len() + 1
    )
    .unwrap();
    bytes.extend(end.into_bytes());
    bytes
}

#[test]
fn objects_stored_by_the_million_are_refused_at_once_and_some_thousands_are_read() {
    let stored = |count: usize, before: &str| {
        let index = before.to_owned() + &"1 0 ".repeat(count);
        (index.len(), index + &"[]".repeat(count))
    };
    let zlib = |text: &str| [b"\x78\x9C".as_slice(), &deflated(text.as_bytes())].concat();
    let flate = "/Filter/FlateDecode";
    let (few, few_text) = stored(5000, "");
    let (many, many_text) = stored(1_500_000, "");
    // The index may begin with what is no number.
    let (half, half_text) = stored(110_000, "x y ");
    let long = "1 0 ".to_owned() + &"[]".repeat(9 << 20);
    for (name, streams) in [
        ("in one stream", vec![(many, flate, zlib(&many_text))]),
        ("not packed", vec![(many, "", many_text.clone().into_bytes())]),
        ("in two", vec![(half, flate, zlib(&half_text)); 2]),
        ("in one list", vec![(4, flate, zlib(&long))]),
        (
            "packed twice",
            vec![(few, "/Filter[/FlateDecode/FlateDecode]", zlib(&few_text))],
        ),
        (
            "packed as nobody does",
            vec![(few, "/Filter/LZWDecode", zlib(&few_text))],
        ),
    ] {
        let streams: Vec<(usize, &str, &[u8])> = streams
            .iter()
            .map(|(first, packing, content)| (*first, *packing, content.as_slice()))
            .collect();
        let (file, start) = (with_stored(&streams), Instant::now());
        refused(name, &file, Unreadable::TooMuch);
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{name}: {:?}",
            start.elapsed()
        );
    }
    let plain = with_stored(&[(few, flate, &zlib(&few_text))]);
    assert_eq!(printed_pages(&plain), ["Hello"]);
}

#[test]
fn a_file_is_read_alone_and_who_comes_meanwhile_is_told_to_come_again() {
    let held = seat::wait(Duration::ZERO).unwrap();
    assert!(seat::wait(Duration::from_millis(20)).is_none());
    let said = Unreadable::Busy.to_string();
    assert!(said.contains("请过一分钟再试"), "{said}");
    drop(held);
    // One that was given up goes on and keeps the seat.
    let (end, wait) = mpsc::channel::<()>();
    let thread = std::thread::spawn(move || guarded(b"", move |_bytes| Ok(wait.recv().is_ok())));
    while seat::wait(Duration::ZERO).is_some() {}
    assert!(seat::wait(Duration::from_millis(20)).is_none());
    drop(end);
    assert_eq!(thread.join().unwrap(), Ok(false));
    assert!(seat::wait(Duration::from_secs(5)).is_some());
}

#[test]
fn fonts_that_claim_more_signs_than_there_are_take_no_more_time_than_others() {
    let [font, many] = composite("UniGB-UCS2-H", "GB1");
    let wide = many.replace(">>>>", &format!(">>/W[{}]>>", "0 900000 500 ".repeat(2000)));
    let start = Instant::now();
    assert_eq!(
        printed_pages(&page(&shown(&utf16("政府")), "", &[font, wide])),
        ["政府"]
    );
    // Two thousand times a million widths would take many minutes.
    assert!(start.elapsed() < Duration::from_mins(1));
}

#[test]
fn whatever_bytes_of_a_file_are_changed_reading_it_comes_to_an_end_without_a_panic() {
    const FLIPS: u64 = 300;
    let fonts = composite("UniGB-UCS2-H", "GB1");
    let content = shown(&utf16("政府信息公开")) + HELLO + "50 700 200 100 re S ";
    let good = page(&content, "", &fonts);
    for seed in 1..=FLIPS {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
        };
        let mut bytes = good.clone();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            *bytes.get_mut(at).unwrap() = u8::try_from(next(256)).unwrap();
        }
        // What is left may be read or refused, but nothing may panic.
        let _ = read(&bytes);
    }
}
