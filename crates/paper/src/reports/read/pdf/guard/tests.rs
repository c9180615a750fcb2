use std::io::Write;

use pdf_extract::{Document, Object};

use super::*;

/// A deflated stream as a PDF has it, made with what the crate has for ZIP archives.
fn packed(length: usize) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("a", options).unwrap();
    let line = vec![b' '; 1 << 20];
    for _ in 0..length >> 20 {
        archive.write_all(&line).unwrap();
    }
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
    let small = packed(2 << 20);
    assert_eq!(unfold::within(&file(&[small.clone(), small]), MOST), Ok(()));
    let large = packed(5 << 20);
    assert_eq!(
        unfold::within(&file(&[large.clone(), large]), MOST),
        Err(Unreadable::TooMuch)
    );
    assert_eq!(measure(b"%PDF-1.5 stream\n\x78\x9Cno stream at all"), Ok(()));
}

fn form(document: &mut Document, draws: &[ObjectId]) -> ObjectId {
    let mut objects = Dictionary::new();
    for (index, id) in draws.iter().enumerate() {
        objects.set(format!("F{index}"), Object::Reference(*id));
    }
    let mut resources = Dictionary::new();
    resources.set("XObject", objects);
    let mut dictionary = Dictionary::new();
    dictionary.set("Subtype", Object::Name(b"Form".to_vec()));
    dictionary.set("Resources", resources);
    document.add_object(Stream::new(dictionary, b"/F0 Do".to_vec()))
}

#[test]
fn a_form_that_draws_itself_is_refused_and_one_that_draws_others_is_not() {
    let mut document = Document::with_version("1.5");
    let inner = form(&mut document, &[]);
    let outer = form(&mut document, &[inner, inner]);
    assert_eq!(check(&mut document), Ok(()));
    let next = (outer.0 + 1, 0);
    form(&mut document, &[next]);
    assert_eq!(check(&mut document), Err(Unreadable::Damaged("PDF ")));
}
