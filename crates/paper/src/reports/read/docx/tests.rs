use std::io::Write;

use super::*;

/// A package with this body.
fn docx(body: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive
        .start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    let xml = format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>");
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn texts(body: &str) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Row(row) => {
            let cells = row
                .cells
                .iter()
                .map(|cell| format!("{}:{}", cell.column, cell.text.trim()));
            cells.collect::<Vec<_>>().join("|")
        }
        Block::Picture => "[图]".to_owned(),
    };
    blocks(&docx(body)).unwrap().0.iter().map(text).collect()
}

#[test]
fn what_was_deleted_or_moved_away_is_not_read() {
    let body = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>\
                <w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>\
                <w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p/></w:tc></w:tr>\
                <w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(texts(body), ["新", "0:甲"]);
}

#[test]
fn a_text_box_is_read_once_and_does_not_cut_its_paragraph() {
    let body = "<w:p><w:r><w:t>前</w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t>\
                </w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>\
                </w:txbxContent></mc:Fallback></mc:AlternateContent><w:r><w:t>后</w:t></w:r></w:p>";
    assert_eq!(texts(body), ["框", "前后"]);
}

#[test]
fn columns_left_out_before_a_row_count() {
    let body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tc><w:tc></w:tc></w:tr>\
                <w:tr><w:trPr><w:gridBefore w:val=\"3\"/></w:trPr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(texts(body), ["0:|3:", "0:|3:9"]);
}

#[test]
fn a_table_in_a_cell_stands_after_what_the_cell_said_before_it() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("规章"), cell("3"));
    let body = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr><w:tc><w:p><w:r><w:t>前</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>后</w:t></w:r></w:p>\
         </w:tc></w:tr></w:tbl>",
        cell("头")
    );
    assert_eq!(texts(&body), ["0:头", "0:前", "0:规章|1:3", "0:后"]);
}

#[test]
fn a_heading_numbered_by_the_word_processor_has_its_number() {
    let body =
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>";
    assert_eq!(texts(body), ["一、总体情况"]);
}

#[test]
fn a_mark_above_the_line_is_no_digit_and_hidden_words_are_none() {
    let run = |set: &str, text: &str| format!("<w:r><w:rPr>{set}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}{}{}{}</w:p></w:tc></w:tr></w:tbl>",
        run("", "20"),
        run("<w:vertAlign w:val=\"superscript\"/>", "1"),
        run("<w:vanish/>", "88"),
        run("<w:vanish w:val=\"0\"/>", "7")
    );
    assert_eq!(texts(&body), ["0:207（上标1）"]);
    assert_eq!(blocks(&docx(&body)).unwrap().1, ["88"]);
}

#[test]
fn what_is_nested_or_wide_beyond_reason_is_refused() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(1000);
    let wide = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc></w:tc>".repeat(1000));
    for body in [deep, wide] {
        assert_eq!(blocks(&docx(&body)).unwrap_err(), Unreadable::TooMuch);
    }
}
