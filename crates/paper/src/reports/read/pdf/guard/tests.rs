use std::io::Write;

use super::*;

/// A deflated stream as a PDF has it, made with what the crate has for ZIP archives.
pub fn packed(length: usize) -> Vec<u8> {
    deflated(&vec![b' '; length])
}

/// Bytes as a stream has them behind its two first.
pub fn deflated(text: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("a", options).unwrap();
    archive.write_all(text).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    // The entry's data stand after its header of thirty bytes and its name.
    bytes.get(31..).unwrap().to_vec()
}

fn file(streams: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    for stream in streams {
        bytes.extend(b"1 0 obj <</Filter/FlateDecode>> stream\n\x78\x9C");
        bytes.extend(stream);
        bytes.extend(b"\nendstream endobj\n");
    }
    bytes
}

#[test]
fn a_file_that_unfolds_to_more_than_any_report_is_refused_before_it_is_opened() {
    const MOST: usize = 8 << 20;
    // A head that is none is passed over by the library as well.
    let headless = [b"%PDF stream \r\nxx".as_slice(), &packed(9 << 20)].concat();
    assert_eq!(unfold::within(&headless, MOST), Err(Unreadable::TooMuch));
    let small = packed(2 << 20);
    assert_eq!(unfold::within(&file(&[small.clone(), small]), MOST), Ok(()));
    let large = packed(5 << 20);
    assert_eq!(
        unfold::within(&file(&[large.clone(), large]), MOST),
        Err(Unreadable::TooMuch)
    );
    assert_eq!(measure(b"%PDF-1.5 stream\n\x78\x9Cno stream at all"), Ok(()));
}

#[test]
fn a_table_whose_entries_have_no_bytes_or_more_than_memory_is_refused() {
    for list in [
        "/W [0 0 0]",
        "/W[ 0 0 0 ]",
        "/#57 [0 0 0]",
        "/W [1 1000000000000 1]",
        "/W [0 %\n 0 0]",
        "/W % a remark\n[0 0 0]",
        "/W\0[0 0 0]",
        "/W [0 0 0 5]",
        "/W [+0 +0 +0]",
        "/W [1+99999999 1]",
        &format!("/W [{}0 0 0]", " ".repeat(300)),
        &format!("/W [{}0 0 0]", "%\n".repeat(5000)),
    ] {
        assert_eq!(
            measure(list.as_bytes()),
            Err(Unreadable::Damaged("PDF ")),
            "{list}"
        );
    }
    for list in [
        "/W [1 4 2]",
        "/W [0 [500 500] 7 9 1000]",
        "/W [0 65535 1000]",
        "/Width 0",
        "/W 9 0 R",
    ] {
        assert_eq!(measure(list.as_bytes()), Ok(()), "{list}");
    }
}

#[test]
fn packed_bytes_that_look_like_the_head_of_a_table_by_chance_are_none() {
    for bytes in [
        b"/W[\x9C\x12%\xF3\x81\x04 \xEE]".as_slice(),
        b"/W [\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B]",
        b"/W[%\xF3\x81\n\xEE\xEE\xEE]",
        b"/W[7\xF3 0 0]",
    ] {
        assert_eq!(measure(bytes), Ok(()), "{bytes:?}");
    }
}

#[test]
fn operators_are_counted_without_the_words_of_texts_and_names() {
    for (content, count) in [
        (
            "q 1 0 0 1 5 5 cm (a b \\) c (d) e) Tj /Name gs <41 42> Tj Q % a b c\nf*",
            7,
        ),
        ("[(a b) -20 (c)] TJ T* ' \"", 4),
        ("/Span <</MCID 0>> BDC EMC", 2),
        ("(never ended q q q", 0),
    ] {
        assert_eq!(operators(content.as_bytes()), count, "{content}");
    }
}
