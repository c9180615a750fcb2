//! Documents as Word and browsers make them, and what is taken in of them.

use std::io::{Cursor, Write as _};
use std::path::Path;

use super::*;

/// A DOCX of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        "<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\" xmlns:wp=\"wp\"><w:body>{body}</w:body></w:document>"
    )
}

fn words(body: &str) -> Imported {
    read(&docx(&[
        ("word/document.xml", &document(body)),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"hyperlink\" Target=\"https://www.gov.cn/?a=1&amp;b=2\" TargetMode=\"External\"/>\
             <Relationship Id=\"rId2\" Type=\"hyperlink\" Target=\"javascript:alert(1)\" TargetMode=\"External\"/></Relationships>",
        ),
        (
            "word/footnotes.xml",
            "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>见年鉴。</w:t></w:r></w:p></w:footnote></w:footnotes>",
        ),
        ("docProps/core.xml", "<p:core xmlns:p=\"p\" xmlns:d=\"d\"><d:creator>王某</d:creator></p:core>"),
    ]))
    .unwrap()
}

const STYLES: &str = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
    <w:style w:styleId=\"2\"><w:name w:val=\"小节\"/><w:basedOn w:val=\"1\"/></w:style></w:styles>";

const NUMBERING: &str = "<w:numbering xmlns:w=\"w\">\
    <w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>";

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn chinese_numbers_that_word_writes_by_itself_are_counted_and_make_headings() {
    let body = [
        item(1, 0, "总体要求"),
        item(1, 1, "指导思想"),
        item(1, 1, "主要目标"),
        item(1, 0, "重点任务"),
        item(1, 1, "加强组织领导，落实责任。"),
    ];
    assert_eq!(
        words(&body.concat()).html,
        "<h2>一、总体要求</h2>\n<h3>（一）指导思想</h3>\n<h3>（二）主要目标</h3>\n<h2>二、重点任务</h2>\n<p>（一）加强组织领导，落实责任。</p>"
    );
}

#[test]
fn lists_nest_and_count_from_where_word_counts() {
    let body = [
        item(2, 0, "甲"),
        item(2, 1, "乙"),
        item(2, 0, "丙"),
        paragraph("段落。"),
        item(3, 0, "丁"),
        item(3, 0, "戊"),
    ];
    assert_eq!(
        words(&body.concat()).html,
        "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>\n<p>段落。</p>\n<ol start=\"3\"><li>丁</li><li>戊</li></ol>"
    );
}

#[test]
fn merged_cells_a_head_marks_links_notes_and_the_signature_on_the_right_are_kept() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let table = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "标准（万元）"),
        cell("", "备注"),
        cell("<w:vMerge w:val=\"restart\"/>", "首次"),
        cell("", "1"),
        cell("", "甲"),
        cell("<w:vMerge/>", ""),
        cell("", "2"),
        cell("", "乙"),
    );
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr><w:r><w:t>标题 &lt;b&gt;</w:t></w:r></w:p>{table}\
         <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>重点</w:t></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>链接</w:t></w:r></w:hyperlink>\
         <w:hyperlink r:id=\"rId2\"><w:r><w:t>坏链接</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
         <w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>某某局</w:t></w:r></w:p>"
    );
    assert_eq!(
        words(&body).html,
        "<h2>标题 &lt;b&gt;</h2>\n<table><thead><tr><th colspan=\"2\">标准（万元）</th><th>备注</th></tr></thead>\
         <tbody><tr><td rowspan=\"2\">首次</td><td>1</td><td>甲</td></tr><tr><td>2</td><td>乙</td></tr></tbody></table>\n\
         <p><strong>重点</strong><a href=\"https://www.gov.cn/?a=1&amp;b=2\">链接</a>坏链接<sup>[1]</sup></p>\n\
         <p class=\"right\">某某局</p>\n<p>[1] 见年鉴。</p>"
    );
}

#[test]
fn what_a_file_hides_is_told_and_is_not_among_the_words() {
    let body = "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>\
        <w:del w:author=\"李某\"><w:r><w:delText>删去</w:delText></w:r></w:del>\
        <w:ins w:author=\"李某\"><w:r><w:t>加入</w:t></w:r></w:ins>\
        <w:r><w:pict><v:textbox xmlns:v=\"v\"><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>\
        <w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"流程图\"/><a:blip/></wp:inline></w:drawing></w:r></w:p>";
    let imported = words(body);
    assert_eq!(
        imported.html,
        "<p>正文加入</p>\n<p>框内</p>\n<figure><img alt=\"流程图\"></figure>"
    );
    assert_eq!(imported.images, 1);
    let mut told: Vec<(HealthKind, &str)> = imported
        .health
        .iter()
        .map(|one| (one.kind, one.text.as_str()))
        .collect();
    told.sort_by_key(|(kind, _)| kind.label());
    let mut right = vec![
        (HealthKind::HiddenText, "隐藏"),
        (HealthKind::Deletion, "删去"),
        (HealthKind::Insertion, "加入"),
        (HealthKind::Author, "王某"),
        (HealthKind::TextBox, "框内"),
    ];
    right.sort_by_key(|(kind, _)| kind.label());
    assert_eq!(told, right);
}

/// It is a file of its own that nobody sees in the page: it goes out as an attachment, looked through and reviewed as one, or not at all.
#[test]
fn a_file_within_a_document_is_told_and_there_is_no_choice_to_take_it_in() {
    let parts = [
        ("word/document.xml", document(&paragraph("正文"))),
        ("word/embeddings/Workbook1.xlsx", "不公开的底稿".to_owned()),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let file = docx(&parts);
    let keys = ["嵌入的文件Workbook1.xlsx", "Workbook1.xlsx"].map(str::to_owned);
    for taking in [Taking::Shown, Taking::These(keys.into())] {
        let imported = read_taking(&file, &taking).unwrap();
        let told = imported
            .health
            .iter()
            .find(|one| one.kind == HealthKind::Embedded)
            .unwrap();
        assert!(told.place.contains("Workbook1.xlsx"), "{told:?}");
        assert_eq!(told.choice, None);
        assert_eq!(imported.html, "<p>正文</p>");
    }
}

#[test]
fn what_is_pasted_keeps_its_structure_and_loses_its_dress() {
    let page = "<html><head><style>p{}</style></head><body lang=ZH-CN>\
        <h1>关于清单的通知</h1><p class=MsoNormal style='mso-pagination:none'><span style='font-family:仿宋'>各科室：</span></p>\
        <p>一、总则</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>申请</p>\
        <p><b>重点</b><a href='javascript:alert(1)'>坏</a><a href='https://www.gov.cn/'>好</a><script>alert(1)</script>\
        <span style='display:none'>藏</span></p>\
        <table><tr><th>甲</th><th>乙</th></tr><tr><td onclick='x()'>1</td><td>2</td></tr></table>\
        <p align=right>某某局</p><img src='file:///C:/a.png'></body></html>";
    let imported = read(page.as_bytes()).unwrap();
    assert_eq!(
        imported.html,
        "<h2>关于清单的通知</h2>\n<p>各科室：</p>\n<h2>一、总则</h2>\n<ol><li>申请</li></ol>\n\
         <p><strong>重点</strong>坏<a href=\"https://www.gov.cn/\">好</a></p>\n\
         <table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>\n\
         <p class=\"right\">某某局</p>\n<figure><img></figure>"
    );
    assert_eq!((imported.images, imported.dropped), (1, vec!["脚本".to_owned()]));
    assert_eq!(imported.health.len(), 1);
}

#[test]
fn a_line_of_a_page_is_a_paragraph_and_items_of_word_nest() {
    let item = |level: usize, text: &str| {
        format!("<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>·</span>{text}</p>")
    };
    let page = format!(
        "<div>　　第一段。<br>　　第二段<b>重<br>点</b>。</div>{}{}{}<table><tr><td>甲<br>乙</td><td>1</td></tr></table>",
        item(1, "一"),
        item(2, "二"),
        item(1, "三")
    );
    assert_eq!(
        read(page.as_bytes()).unwrap().html,
        "<p>第一段。</p>\n<p>第二段<strong>重<br>点</strong>。</p>\n\
         <ul><li>一<ul><li>二</li></ul></li><li>三</li></ul>\n<table><tbody><tr><td>甲<br>乙</td><td>1</td></tr></tbody></table>"
    );
}

#[test]
fn what_is_no_document_is_told_what_to_do() {
    assert!(read(b"\xD0\xCF\x11\xE0rest").unwrap_err().contains("另存为 DOCX"));
    assert!(read(b"PK\x03\x04broken").is_err());
    assert!(read(&docx(&[("word/document.xml", "<w:document")])).is_err());
    assert!(read(&[0, 1, 2, 3]).is_err());
}

#[test]
fn what_nobody_sees_in_word_is_told_and_is_not_among_the_words() {
    let run = |looks: &str, text: &str| format!("<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>");
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let body = format!(
        "<w:p>{}{}{}</w:p><w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill=\"C00000\"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>\
         <w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
        run("", "正文"),
        run(white, "白字"),
        run("<w:sz w:val=\"2\"/>", "小字"),
        run(white, "红底白字"),
        run("", "隐藏行"),
    );
    let imported = words(&body);
    assert_eq!(imported.html, "<p>正文</p>\n<p>红底白字</p>");
    let told = |text: &str| {
        imported
            .health
            .iter()
            .any(|one| one.kind == HealthKind::HiddenText && one.text == text)
    };
    assert!(told("白字小字") && told("整行"), "{:?}", imported.health);
}

/// The text that comes of a file; `UPDATE_GOLDEN=1` writes it anew.
fn golden(file: &str) -> Imported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/documents/pasted");
    let imported = read(&std::fs::read(folder.join(file)).unwrap()).unwrap();
    let told = imported.health.iter().map(|one| {
        let Health {
            kind, place, text, ..
        } = one;
        format!("[{}] {place}：{text}\n", kind.label())
    });
    let dropped = imported.dropped.iter().map(|one| format!("[没有读入] {one}\n"));
    let pictures = format!("[图片] {}\n", imported.images);
    let told: String = told.chain(dropped).chain([pictures]).collect();
    let seen = format!("{}\n\n{told}", imported.html);
    let golden = folder.join(file).with_extension("golden");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &seen).unwrap();
    }
    assert_eq!(seen, std::fs::read_to_string(&golden).unwrap(), "{file}");
    imported
}

/// Nothing of what a text was dressed in.
const DRESS: [&str; 9] = [
    "mso",
    "font",
    "style",
    "class=\"M",
    "script",
    "file:",
    "o:p",
    "<span",
    "javascript",
];

#[test]
fn what_programs_put_on_the_clipboard_keeps_its_structure_and_nothing_of_its_dress() {
    for name in [
        "word",
        "word-law",
        "wps",
        "excel",
        "excel-note",
        "government",
        "page",
        "wechat",
        "viewer",
    ] {
        let imported = golden(&format!("{name}.html"));
        for dress in DRESS {
            assert!(!imported.html.contains(dress), "{name}: {dress}");
        }
    }
}

#[test]
fn a_document_of_word_is_read_whole_and_what_it_hides_is_told_first() {
    let imported = golden("notice.docx");
    let is_told = |kind: HealthKind| imported.health.iter().any(|one| one.kind == kind);
    for kind in [
        HealthKind::HiddenText,
        HealthKind::Deletion,
        HealthKind::Insertion,
        HealthKind::Comment,
        HealthKind::Author,
        HealthKind::TextBox,
    ] {
        assert!(is_told(kind), "{kind:?}");
    }
    for hidden in ["内部口径", "3月底", "请再核对", "赵某", "讨论稿"] {
        assert!(!imported.html.contains(hidden), "{hidden}");
    }
}

#[test]
fn what_is_laid_around_a_table_as_rows_and_empty_columns_are_none_of_it() {
    let html = |rows: &str| {
        let page = format!("<table>{rows}</table>");
        read(page.as_bytes()).unwrap().html
    };
    assert_eq!(
        html(
            "<tr><td colspan=3>表1</td></tr><tr><td>甲</td><td>乙</td><td></td></tr><tr><td>1</td><td></td><td></td></tr><tr><td colspan=3>注：略</td></tr>"
        ),
        "<p>表1</p>\n<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>\n<p>注：略</p>"
    );
    // A row with one number in it is a row of the table, and so is what a cell beside it reaches into.
    assert_eq!(
        html("<tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td></td><td>3</td></tr>"),
        "<table><tbody><tr><td rowspan=\"2\">甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td></td><td>3</td></tr></tbody></table>"
    );
    assert_eq!(html("<tr><td>1,024</td></tr>"), "<p>1,024</p>");
    // What reaches beyond the table ends with it.
    assert_eq!(
        html("<tr><td>1</td><td rowspan=9>2</td></tr><tr><td>3</td></tr>"),
        "<table><tbody><tr><td>1</td><td rowspan=\"2\">2</td></tr><tr><td>3</td></tr></tbody></table>"
    );
    assert_eq!(html(""), "");
    assert_eq!(
        html("<tr><td></td><td></td></tr>"),
        "<table><tbody><tr><td></td><td></td></tr></tbody></table>"
    );
}

#[test]
fn a_picture_comes_along_with_what_it_says_and_the_line_under_it_is_its_caption() {
    let drawing = |name: &str, about: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr {about}/><a:blip r:embed=\"{name}\"/></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let body = [
        drawing("rId7", "descr=\"流程图\""),
        paragraph("图1　办理流程"),
        drawing("rId9", ""),
        paragraph("图中所列材料均为原件。"),
    ];
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let pointers = "<Relationships><Relationship Id=\"rId7\" Type=\"http://x/image\" Target=\"media/image1.png\"/>\
        <Relationship Id=\"rId9\" Type=\"http://x/image\" TargetMode=\"External\" Target=\"file:///C:/a.png\"/></Relationships>";
    let imported = read(&docx(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", pointers),
        ("word/media/image1.png", "png"),
    ]))
    .unwrap();
    assert_eq!(
        imported.html,
        "<figure><img src=\"picture:1\" alt=\"流程图\"><figcaption>图1　办理流程</figcaption></figure>\n\
         <figure><img></figure>\n<p>图中所列材料均为原件。</p>"
    );
    let files: Vec<Option<&[u8]>> = imported.pictures.iter().map(|one| one.bytes.as_deref()).collect();
    assert_eq!(files, [Some(b"png".as_slice()), None]);
}

#[test]
fn a_page_brings_the_pictures_it_carries_and_leaves_a_place_for_any_other() {
    let imported = read(
        "<p>甲<img src='data:image/png;base64,AAEC' alt='图表'>乙</p><img src='https://example.com/a.png'>\
         <img width=1 height=1 src='https://example.com/dot.gif'><ul><li>丙<img src='file:///C:/b.png'></li></ul>"
            .as_bytes(),
    )
    .unwrap();
    assert_eq!(
        imported.html,
        "<p>甲乙</p>\n<figure><img src=\"picture:1\" alt=\"图表\"></figure>\n<figure><img></figure>\n\
         <ul><li>丙<figure><img></figure></li></ul>"
    );
    assert_eq!(
        (imported.images, imported.pictures[0].bytes.as_deref()),
        (3, Some([0, 1, 2].as_slice()))
    );
}

/// A document that holds one of each thing there is a choice about.
fn undecided() -> Vec<u8> {
    let body = "<w:p><w:r><w:t>请于</w:t></w:r><w:del><w:r><w:delText>3月底</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>4月30日</w:t></w:r></w:ins><w:r><w:t>前申领</w:t></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>\
        <w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>咨询电话</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>勿印</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>\
        <w:p><w:r><w:t>落款</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>拟稿人</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    docx(&[
        ("word/document.xml", &document(body)),
        (
            "word/comments.xml",
            "<w:comments xmlns:w=\"w\"><w:comment w:id=\"3\" w:author=\"钱某\"><w:p><w:r><w:t>再核对</w:t></w:r></w:p></w:comment></w:comments>",
        ),
    ])
}

fn keys(imported: &Imported) -> Vec<(HealthKind, String, bool)> {
    let choices = imported.health.iter().filter_map(|one| {
        let choice = one.choice.as_ref()?;
        Some((one.kind, choice.key.clone(), choice.is_taken))
    });
    choices.collect()
}

#[test]
fn each_thing_unseen_or_unsettled_is_told_once_and_taken_in_only_if_it_shows() {
    let imported = read(&undecided()).unwrap();
    assert_eq!(
        imported.html,
        "<p>请于4月30日前申领</p>\n<p>咨询电话</p>\n<p>落款</p>\n<p>甲</p>"
    );
    let mut told: Vec<(HealthKind, &str, bool)> = imported
        .health
        .iter()
        .map(|one| {
            let taken = one.choice.as_ref().map(|choice| choice.is_taken);
            (one.kind, one.text.as_str(), taken.unwrap())
        })
        .collect();
    told.sort_by_key(|(_, text, _)| *text);
    assert_eq!(
        told,
        [
            (HealthKind::Deletion, "3月底", false),
            (HealthKind::Insertion, "4月30日", true),
            (HealthKind::HiddenText, "内部掌握", false),
            (HealthKind::HiddenText, "勿印", false),
            (HealthKind::TextBox, "咨询电话勿印", true),
            (HealthKind::HiddenText, "拟稿人", false),
            (HealthKind::Deletion, "整行", false),
            (HealthKind::Comment, "钱某：再核对", false),
        ]
    );
}

#[test]
fn of_what_there_is_a_choice_about_exactly_that_is_taken_in_which_was_chosen() {
    let bytes = undecided();
    let all = keys(&read(&bytes).unwrap());
    let taking = |keys: &[&str]| Taking::These(keys.iter().map(|key| (*key).to_owned()).collect());
    let none = read_taking(&bytes, &taking(&[])).unwrap();
    assert_eq!(none.html, "<p>请于前申领</p>\n<p>落款</p>\n<p>甲</p>");
    let every: Vec<&str> = all.iter().map(|(_, key, _)| key.as_str()).collect();
    let whole = read_taking(&bytes, &taking(&every)).unwrap();
    assert_eq!(
        whole.html,
        "<p>请于3月底4月30日前申领内部掌握（批注：再核对）</p>\n<p>咨询电话勿印</p>\n<p>落款拟稿人</p>\n\
         <table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>乙</td></tr></tbody></table>"
    );
    // Each alone changes nothing of the others: a key means the same whatever else is taken in.
    for (_, key, _) in &all {
        let one = read_taking(&bytes, &taking(&[key])).unwrap();
        let taken: Vec<String> = keys(&one)
            .into_iter()
            .filter(|(_, _, is_taken)| *is_taken)
            .map(|(_, key, _)| key)
            .collect();
        // What stands in a text box is reached with it alone.
        if key == "hidden-3" {
            assert!(taken.is_empty() && !one.html.contains("勿印"));
            continue;
        }
        assert_eq!(taken, std::slice::from_ref(key));
    }
    let last = read_taking(&bytes, &taking(&["hidden-4"])).unwrap();
    assert!(last.html.contains("落款拟稿人"), "{}", last.html);
}
