//! Places of an office file that no page shows, or that programs show and no reader of its own knows.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

/// A package of these parts, and then of those.
fn packed(parts: &[(&str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = parts.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, content) in parts.chain(more.iter().copied()) {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn kinds(main: &str, kind: &str) -> String {
    format!(
        r#"<Types><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    )
}

fn root(main: &str) -> String {
    format!(
        r#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="{main}"/></Relationships>"#
    )
}

fn docx(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let (kinds, root) = (
        kinds("word/document.xml", "wordprocessingml.document"),
        root("word/document.xml"),
    );
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let parts = [
        ("[Content_Types].xml", kinds.as_str()),
        ("_rels/.rels", &root),
        ("word/document.xml", &document),
    ];
    packed(&parts, more)
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

/// A workbook of one sheet, 表1.
fn xlsx(sheet: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let (kinds, root) = (
        kinds("xl/workbook.xml", "spreadsheetml.sheet"),
        root("xl/workbook.xml"),
    );
    let parts = [
        ("[Content_Types].xml", kinds.as_str()),
        ("_rels/.rels", &root),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="表1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];
    let mut all = vec![("xl/worksheets/sheet1.xml", sheet)];
    all.extend(more);
    packed(&parts, &all)
}

fn cells(text: &str) -> String {
    format!(r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>"#)
}

fn pptx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let slide = r#"<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>第一张</a:t></a:r></a:p></p:sld>"#;
    let parts = [("ppt/presentation.xml", "<p/>"), ("ppt/slides/slide1.xml", slide)];
    packed(&parts, more)
}

fn ofd(page: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let parts = [("OFD.xml", "<OFD/>"), ("Doc_0/Pages/Page_0/Content.xml", page)];
    packed(&parts, more)
}

/// The number, in two pieces of one paragraph.
fn in_pieces() -> String {
    let (first, last) = NUMBER.split_at(7);
    format!("<a:p xmlns:a=\"a\">\n<a:r><a:t>张三{first}</a:t></a:r>\n<a:r><a:t>{last}</a:t></a:r>\n</a:p>")
}

fn is_told(name: &str, file: &[u8], place: &str) {
    let found = screen(name, file);
    let places = places(&found, Kind::IdentityNumber);
    assert!(places.iter().any(|one| one.contains(place)), "{place}: {found:?}");
}

#[test]
fn a_number_is_found_in_every_part_of_a_document() {
    let pieces = in_pieces();
    let settings = format!(
        r#"<w:settings xmlns:w="w"><w:docVars><w:docVar w:name="x" w:val="{NUMBER}"/></w:docVars></w:settings>"#
    );
    let (first, last) = NUMBER.split_at(6);
    let page = format!("<html><body>张三<b>{first}</b>{last}</body></html>");
    let links = format!(
        r#"<Relationships><Relationship Id="a" Type="x/hyperlink" Target="http://a/?id={NUMBER}" TargetMode="External"/></Relationships>"#
    );
    let custom = format!("<a><b>{NUMBER}</b></a>");
    let remark = format!("<a><!-- {NUMBER} --></a>");
    let parts: [(&str, &str, &str); 9] = [
        ("word/diagrams/data1.xml", &pieces, "SmartArt图形"),
        ("word/charts/chart1.xml", &custom, "图表"),
        ("word/afchunk.htm", &page, "插入的文件"),
        ("word/settings.xml", &settings, "文档设置"),
        ("word/_rels/document.xml.rels", &links, "链接"),
        ("customXml/item1.xml", &custom, "自定义数据"),
        ("customXml/item2.xml", &remark, "自定义数据"),
        ("docProps/app.xml", &custom, "文档属性"),
        ("word/notes.txt", NUMBER, "文件的部件"),
    ];
    for (part, text, place) in parts {
        is_told(
            "通知.docx",
            &docx(&run("", "正文"), &[(part, text.as_bytes())]),
            place,
        );
    }
}

#[test]
fn an_inserted_page_is_read_as_it_is_shown_however_it_is_written() {
    let (first, last) = NUMBER.split_at(6);
    let pages = [
        format!("<html><p>证件{first}<B class=x>{last}</B></p>"),
        format!("<html><p>{}", NUMBER.replace('1', "&#49;").replace('X', "&#x58;")),
        format!("<html><p>{first}\n{last}"),
        format!("<html><!-- {NUMBER} -->"),
        format!("<html>{}{NUMBER}", "<div><p>".repeat(100_000)),
    ];
    for page in pages {
        let file = docx(&run("", "正文"), &[("word/afchunk.htm", page.as_bytes())]);
        is_told("通知.docx", &file, "插入的文件");
    }
    let parted = format!("<html><p>{first}</p><p>{last}</p>");
    let file = docx(&run("", "正文"), &[("word/afchunk.htm", parted.as_bytes())]);
    assert!(screen("通知.docx", &file).is_clean());
}

#[test]
fn a_number_is_found_in_what_a_document_shows_elsewhere_or_not_at_all() {
    let bodies = [
        format!(
            r#"<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice/><mc:Fallback><w:t>{NUMBER}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"#
        ),
        format!(
            r#"<w:p><w:r><w:drawing><wp:docPr xmlns:wp="p" descr="张三 {NUMBER}"/></w:drawing></w:r></w:p>"#
        ),
        format!(r#"<w:sdt><w:sdtPr><w:alias w:val="{NUMBER}"/></w:sdtPr></w:sdt>"#),
    ];
    for body in bodies {
        is_told("通知.docx", &docx(&body, &[]), "word/document.xml");
    }
}

#[test]
fn words_that_a_style_hides_or_that_are_white_or_tiny_are_told_and_hidden_ones_cleaned() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="I"><w:basedOn w:val="H"/></w:style><w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="H"/></w:style><w:style w:type="table" w:styleId="T"><w:tblStylePr><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style></w:styles>"#;
    let paragraph = |style: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        run("", "看得见的话"),
        run(r#"<w:rStyle w:val="I"/>"#, "样式隐藏的话"),
        run(r#"<w:rStyle w:val="I"/><w:vanish w:val="0"/>"#, "又显示的话"),
        paragraph("P", "整段隐藏的话"),
        run(r#"<w:color w:val="FFFFFF"/>"#, "白色的话"),
        run(r#"<w:sz w:val="2"/>"#, "极小的话"),
        run(r#"<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>"#, "黑底白字"),
        format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"#,
            run(r#"<w:color w:val="FFFFFF"/>"#, "蓝底表头")
        ),
    ]
    .concat();
    let file = docx(&body, &[("word/styles.xml", styles.as_bytes())]);
    let found = screen("通知.docx", &file);
    let shown = |kind: Kind| -> Vec<&str> {
        let of_kind = found.findings.iter().filter(|finding| finding.kind == kind);
        of_kind.map(|finding| finding.shown.as_str()).collect()
    };
    assert_eq!(shown(Kind::HiddenText), ["样式隐藏的话", "整段隐藏的话"]);
    assert_eq!(shown(Kind::FaintText), ["白色的话", "极小的话"]);
    let copy = parts(&clean(&file).unwrap());
    let document = &copy["word/document.xml"];
    assert!(!document.contains("隐藏的话"), "{document}");
    for kept in ["看得见的话", "又显示的话", "白色的话", "黑底白字", "蓝底表头"] {
        assert!(document.contains(kept), "{kept}");
    }
}

#[test]
fn a_number_is_found_in_every_part_of_a_workbook_and_goes_with_what_is_cleaned() {
    let rule = format!(
        r#"<worksheet>{}<dataValidations><dataValidation><formula1>"张三 {NUMBER},李四"</formula1></dataValidation></dataValidations></worksheet>"#,
        cells("甲")
    );
    let found = xlsx(rule.as_bytes(), &[]);
    is_told("名单.xlsx", &found, "xl/worksheets/sheet1.xml");
    assert!(screen("名单.xlsx", &clean(&found).unwrap()).is_clean());
    let sheet = format!("<worksheet>{}</worksheet>", cells("甲"));
    let cached = format!("<c:chart><c:strCache><c:v>张三 {NUMBER}</c:v></c:strCache></c:chart>");
    let log = format!("<revisions><rcc><oc><is><t>张三 {NUMBER}</t></is></oc></rcc></revisions>");
    let (first, last) = NUMBER.split_at(9);
    let strings = format!("<sst><si><r><t>{first}</t></r><r><t>{last}</t></r></si></sst>");
    for (part, text, place) in [
        ("xl/charts/chart1.xml", &cached, "图表"),
        ("xl/revisions/revisionLog1.xml", &log, "修订记录"),
        ("xl/sharedStrings.xml", &strings, "单元格文字表"),
        ("xl/worksheets/sheet9.xml", &rule, "工作表"),
    ] {
        is_told(
            "名单.xlsx",
            &xlsx(sheet.as_bytes(), &[(part, text.as_bytes())]),
            place,
        );
    }
    let file = xlsx(
        sheet.as_bytes(),
        &[("xl/revisions/revisionLog1.xml", log.as_bytes())],
    );
    assert_eq!(
        places(&screen("名单.xlsx", &file), Kind::Revision),
        ["共享工作簿的修订记录"]
    );
    assert!(screen("名单.xlsx", &clean(&file).unwrap()).is_clean());
}

#[test]
fn headers_of_first_and_even_pages_are_read_and_rows_hidden_by_default_are_told() {
    let sheet = format!(
        r#"<worksheet><sheetFormatPr zeroHeight="1"/>{}<headerFooter><evenHeader>&amp;L{NUMBER}</evenHeader><firstHeader>机密<![CDATA[★]]>长期</firstHeader></headerFooter></worksheet>"#,
        cells("甲")
    );
    let file = xlsx(sheet.as_bytes(), &[]);
    let found = screen("名单.xlsx", &file);
    assert_eq!(places(&found, Kind::IdentityNumber), ["工作表“表1”的页眉页脚"]);
    assert_eq!(places(&found, Kind::SecretMark), ["工作表“表1”的页眉页脚"]);
    assert_eq!(places(&found, Kind::HiddenRow), ["工作表“表1”中没有设置高度的行"]);
    let found = screen("名单.xlsx", &clean(&file).unwrap());
    assert!(places(&found, Kind::HiddenRow).is_empty());
}

#[test]
fn cells_in_which_nobody_sees_what_stands_there_are_told() {
    let formats = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><fonts><font><sz val="11"/></font><font><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"/></fill></fills><cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="0" fontId="1" fillId="1"/><xf numFmtId="0" fontId="2" fillId="0"/></cellXfs></styleSheet>"#;
    let cell = |column: &str, format: usize| {
        format!(r#"<c r="{column}1" s="{format}" t="inlineStr"><is><t>甲</t></is></c>"#)
    };
    let row: String = ["A", "B", "C", "D", "E"]
        .into_iter()
        .enumerate()
        .map(|(format, column)| cell(column, format))
        .collect();
    let sheet = format!(r#"<worksheet><sheetData><row r="1">{row}</row></sheetData></worksheet>"#);
    let found = screen(
        "名单.xlsx",
        &xlsx(sheet.as_bytes(), &[("xl/styles.xml", formats.as_bytes())]),
    );
    assert_eq!(
        places(&found, Kind::FaintText),
        [
            "工作表“表1”第1行B列",
            "工作表“表1”第1行C列",
            "工作表“表1”第1行E列"
        ]
    );
}

#[test]
fn a_part_in_another_encoding_is_read_and_one_in_an_unknown_encoding_told() {
    let sheet = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet>{}</worksheet>",
        cells(NUMBER)
    );
    let units = |mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{sheet}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    for file in [xlsx(&units(true), &[]), xlsx(&units(false), &[])] {
        let found = screen("名单.xlsx", &file);
        assert_eq!(places(&found, Kind::IdentityNumber), ["工作表“表1”第1行A列"]);
    }
    let copy = parts(&clean(&xlsx(&units(true), &[])).unwrap());
    assert!(
        copy["xl/worksheets/sheet1.xml"].starts_with("<worksheet>"),
        "it is UTF-8 now"
    );
    let gbk = encoding_rs::GBK
        .encode("<?xml version=\"1.0\" encoding=\"gbk\"?><a>机密★长期</a>")
        .0;
    let found = screen(
        "名单.docx",
        &docx(&run("", "正文"), &[("customXml/item1.xml", &gbk)]),
    );
    assert!(found.has_secret());
    let undeclared = b"<w:fonts xmlns:w=\"w\"><w:font><w:charset w:val=\"86\"/></w:font></w:fonts>";
    assert!(
        screen(
            "名单.docx",
            &docx(&run("", "正文"), &[("word/fontTable.xml", undeclared)])
        )
        .is_clean()
    );
    let foreign = b"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><a/>";
    let found = screen(
        "名单.docx",
        &docx(&run("", "正文"), &[("customXml/item1.xml", foreign)]),
    );
    assert_eq!(
        places(&found, Kind::Unread),
        ["自定义数据（customXml/item1.xml）"]
    );
}

#[test]
fn a_file_that_is_two_things_is_read_as_both_told_and_not_cleaned() {
    let body = run("", &format!("张三 {NUMBER} 机密★长期"));
    let file = docx(&body, &[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]);
    let found = screen("通知.docx", &file);
    assert_eq!(places(&found, Kind::IdentityNumber), ["正文第1段"]);
    assert_eq!(places(&found, Kind::SecretMark), ["正文第1段"]);
    assert_eq!(places(&found, Kind::Ambiguous), ["Word 文档、Excel 工作簿"]);
    assert_eq!(clean(&file), Err(NotCleaned::Kind));
}

#[test]
fn a_main_part_by_another_name_is_read_for_what_was_deleted_in_it() {
    let document = format!(
        r#"<w:document xmlns:w="w"><w:body><w:p><w:del><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p></w:body></w:document>"#
    );
    let file = packed(
        &[
            (
                "[Content_Types].xml",
                &kinds("a/main.xml", "wordprocessingml.document"),
            ),
            ("_rels/.rels", &root("a/main.xml")),
            ("a/main.xml", &document),
        ],
        &[],
    );
    let found = screen("通知.docx", &file);
    assert_eq!(places(&found, Kind::Deletion), ["正文第1段"]);
    assert!(!parts(&clean(&file).unwrap())["a/main.xml"].contains(NUMBER));
}

#[test]
fn what_is_neither_read_nor_known_to_hold_no_text_is_told() {
    let foreign: [(&str, &[u8]); 6] = [
        ("word/data.bin", b"\x00\x01\x02"),
        ("word/media/image1.emf", b"\x01\0\0\0 emf"),
        ("word/afchunk.mht", b"MIME-Version: 1.0\n\nPGh0bWw+"),
        ("word/afchunk.rtf", b"{\\rtf1 \\'bb\\'fa}"),
        ("word/activeX/activeX1.bin", b"\xD0\xCF\x11\xE0"),
        ("word/broken.xml", b"<a><b>"),
    ];
    for (part, content) in foreign {
        let found = screen("通知.docx", &docx(&run("", "正文"), &[(part, content)]));
        let unread = places(&found, Kind::Unread);
        assert!(unread.len() == 1 && unread[0].contains(part), "{part}: {found:?}");
    }
    let encoded = format!("<a>{}</a>", "QUJD".repeat(2_000));
    let found = screen(
        "通知.docx",
        &docx(&run("", "正文"), &[("customXml/a.xml", encoded.as_bytes())]),
    );
    assert_eq!(
        places(&found, Kind::Unread),
        ["自定义数据（customXml/a.xml）中编码的数据"]
    );
    let known: [(&str, &[u8]); 5] = [
        ("word/media/image1.gif", b"GIF89a\0"),
        ("word/fonts/font1.odttf", b"\x9a\x01\0"),
        ("word/fonts/a.ttf", b"\0\x01\0\0\0"),
        ("xl/printerSettings/printerSettings1.bin", b"H\0P\0\0\0"),
        ("word/empty.bin", b""),
    ];
    for (part, content) in known {
        let found = screen("通知.docx", &docx(&run("", "正文"), &[(part, content)]));
        assert!(found.is_clean(), "{part}: {found:?}");
    }
}

#[test]
fn a_file_inside_is_read_like_one_of_its_own() {
    let inner = docx(&run("", NUMBER), &[]);
    let file = docx(&run("", "正文"), &[("word/afchunk.docx", &inner)]);
    is_told("通知.docx", &file, "插入的文件（word/afchunk.docx）中的正文第1段");
    let sheet = format!("<worksheet>{}</worksheet>", cells(NUMBER));
    let file = pptx(&[("ppt/embeddings/a.xlsx", &xlsx(sheet.as_bytes(), &[]))]);
    is_told("汇报.pptx", &file, "工作表“表1”第1行A列");
    // A file in a file in a file is not followed without end.
    let mut deep = inner;
    for _ in 0..4 {
        deep = docx(&run("", "正文"), &[("word/afchunk.docx", &deep)]);
    }
    assert_eq!(places(&screen("通知.docx", &deep), Kind::Unread).len(), 1);
}

#[test]
fn what_stands_outside_of_the_parts_is_told_and_does_not_outlive_cleaning() {
    let file = docx(&run("", "正文"), &[]);
    let behind = [file.as_slice(), NUMBER.as_bytes()].concat();
    assert_eq!(
        places(&screen("通知.docx", &behind), Kind::Appended),
        ["压缩包目录以外"]
    );
    assert!(screen("通知.docx", &clean(&behind).unwrap()).is_clean());
    assert!(screen("通知.docx", &file).is_clean());
}

#[test]
fn of_two_parts_by_one_name_neither_passes_unseen() {
    let first = docx(
        &run("", "甲"),
        &[("word/documenu.xml", format!("<a>{NUMBER}</a>").as_bytes())],
    );
    let at = |name: &[u8]| -> Vec<usize> {
        let all = first.windows(name.len()).enumerate();
        all.filter(|(_, word)| *word == name).map(|(at, _)| at).collect()
    };
    let mut twice = first.clone();
    for place in at(b"word/documenu.xml") {
        twice[place + 12] = b't';
    }
    let found = screen("通知.docx", &twice);
    assert_eq!(places(&found, Kind::Appended), ["压缩包目录以外"]);
}

#[test]
fn comments_layouts_and_drawings_of_slides_are_read() {
    let pieces = in_pieces();
    let modern = format!(
        r#"<p188:cmLst xmlns:p188="p"><p188:cm><p188:txBody>{pieces}</p188:txBody></p188:cm></p188:cmLst>"#
    );
    let file = pptx(&[("ppt/comments/modernComment_1.xml", modern.as_bytes())]);
    let found = screen("汇报.pptx", &file);
    assert_eq!(places(&found, Kind::IdentityNumber), ["批注"]);
    assert_eq!(places(&found, Kind::Comment), ["批注"]);
    for (part, place) in [
        ("ppt/diagrams/data1.xml", "SmartArt图形"),
        ("ppt/slideLayouts/slideLayout1.xml", "幻灯片版式"),
        ("ppt/slideMasters/slideMaster1.xml", "幻灯片母版"),
    ] {
        is_told("汇报.pptx", &pptx(&[(part, pieces.as_bytes())]), place);
    }
}

#[test]
fn a_text_beside_the_pages_of_an_ofd_is_read_and_a_page_that_is_a_picture_told() {
    let page = "<Page><TextCode>关于印发管理办法的通知，各处室、各单位请遵照执行。</TextCode></Page>";
    is_told(
        "文件.ofd",
        &ofd(page, &[("Doc_0/Res/x.txt", NUMBER.as_bytes())]),
        "Doc_0/Res/x.txt",
    );
    assert!(
        screen(
            "文件.ofd",
            &ofd(page, &[("Doc_0/Signs/Sign_0/SignedValue.dat", b"\x30\x82")])
        )
        .is_clean()
    );
    let scanned = "<Page><ImageObject/><TextCode>1</TextCode></Page>";
    let found = screen("文件.ofd", &ofd(scanned, &[]));
    assert_eq!(places(&found, Kind::Unread), ["第1页是图片，没有文字"]);
}

#[test]
fn an_office_file_that_is_a_scan_says_so() {
    let picture = [b"\xFF\xD8\xFF\xDA\0\x02".as_slice(), &[1, 2, 0xFF, 0xD9]].concat();
    let author = "<a><creator>某某市某某区某某局某某科某某某某某某某某</creator></a>";
    let more: [(&str, &[u8]); 2] = [
        ("word/media/image1.jpg", &picture),
        ("docProps/core.xml", author.as_bytes()),
    ];
    let file = docx(&run("", "1"), &more);
    assert_eq!(
        places(&screen("扫描.docx", &file), Kind::Unread),
        ["全文是图片，没有文字"]
    );
}

fn slide(shapes: &str) -> Vec<u8> {
    let slide =
        format!(r#"<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"#);
    packed(
        &[
            (
                "ppt/presentation.xml",
                r#"<p:presentation xmlns:p="p"><p:sldSz cx="9144000" cy="6858000"/></p:presentation>"#,
            ),
            ("ppt/slides/slide1.xml", &slide),
        ],
        &[],
    )
}

/// A shape at that place from the left, with that in its properties, and words of these looks.
fn shape(left: i64, properties: &str, run: &str, text: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="文本框"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="100000"/><a:ext cx="2000000" cy="500000"/></a:xfrm>{properties}</p:spPr><p:txBody><a:p><a:r><a:rPr {run}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"#
    )
}

#[test]
fn words_on_a_slide_that_nobody_sees_are_told() {
    const WHITE: &str = r#"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>"#;
    const BLUE: &str = r#"<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>"#;
    let found = |shapes: &[String]| -> Vec<(Kind, String)> {
        let found = screen("汇报.pptx", &slide(&shapes.concat())).findings;
        found.into_iter().map(|one| (one.kind, one.shown)).collect()
    };
    let one = |kind: Kind, text: &str| vec![(kind, text.to_owned())];
    assert_eq!(found(&[shape(100_000, "", ">", "看得见的话")]), []);
    assert_eq!(
        found(&[shape(100_000, "", WHITE, "白色的话")]),
        one(Kind::FaintText, "白色的话")
    );
    assert_eq!(
        found(&[shape(100_000, "", r#"sz="100">"#, "极小的话")]),
        one(Kind::FaintText, "极小的话")
    );
    assert_eq!(
        found(&[shape(100_000, BLUE, WHITE, "蓝底白字")]),
        [],
        "on a ground of its own"
    );
    assert_eq!(
        found(&[shape(0, BLUE, ">", ""), shape(100_000, "", WHITE, "色块上的标题")]),
        [],
        "on another shape"
    );
    assert_eq!(
        found(&[
            shape(6_000_000, BLUE, ">", ""),
            shape(100_000, "", WHITE, "色块旁边")
        ]),
        one(Kind::FaintText, "色块旁边")
    );
    assert_eq!(
        found(&[shape(-5_000_000, "", ">", "页面以外的话")]),
        one(Kind::UnseenText, "页面以外的话")
    );
    assert_eq!(
        found(&[shape(9_200_000, "", ">", "页面以外的话")]),
        one(Kind::UnseenText, "页面以外的话")
    );
    let off = shape(100_000, "", ">", "关掉的图形").replace(r#"id="2""#, r#"id="2" hidden="1""#);
    assert_eq!(found(&[off]), one(Kind::UnseenText, "关掉的图形"));
}

#[test]
fn words_that_the_style_of_a_table_hides_are_told_and_cleaned() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="table" w:styleId="T"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="table" w:styleId="U"><w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style></w:styles>"#;
    let table = |style: &str, text: &str| {
        format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"#,
            run("", text)
        )
    };
    let body = [table("T", "表格藏的话"), run("", "看得见的话")].concat();
    let file = docx(&body, &[("word/styles.xml", styles.as_bytes())]);
    let found = screen("通知.docx", &file);
    assert_eq!(places(&found, Kind::HiddenText), ["正文表格1第1行"]);
    let copy = parts(&clean(&file).unwrap());
    let document = &copy["word/document.xml"];
    assert!(!document.contains("表格藏的话") && document.contains("看得见的话"));
    let file = docx(&table("U", "首行的话"), &[("word/styles.xml", styles.as_bytes())]);
    let found = screen("通知.docx", &file);
    assert_eq!(places(&found, Kind::Unread), ["正文表格1的样式隐藏的单元格"]);
}

#[test]
fn a_cleaned_presentation_has_no_comments_no_notes_and_no_maker() {
    let main = "ppt/presentation.xml";
    let slide = r#"<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="r"><a:p><a:r><a:t>第一张幻灯片上的话</a:t></a:r></a:p><p:ext><p188:commentRel xmlns:p188="p188" r:id="rId2"/></p:ext></p:sld>"#;
    let note = format!(
        "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>备注{NUMBER}</a:t></a:r></a:p></p:notes>"
    );
    let file = packed(
        &[
            ("[Content_Types].xml", &kinds(main, "presentationml.presentation")),
            ("_rels/.rels", &root(main)),
            (main, "<p:presentation xmlns:p=\"p\"/>"),
            ("ppt/slides/slide1.xml", slide),
            (
                "ppt/slides/_rels/slide1.xml.rels",
                r#"<Relationships><Relationship Id="rId1" Type="x/notesSlide" Target="../notesSlides/notesSlide1.xml"/><Relationship Id="rId2" Type="x/comments" Target="../comments/modernComment_1.xml"/></Relationships>"#,
            ),
            ("ppt/notesSlides/notesSlide1.xml", &note),
            (
                "ppt/comments/modernComment_1.xml",
                "<p188:cmLst xmlns:p188=\"p188\" xmlns:a=\"a\"><p188:cm><a:t>领导的批注</a:t></p188:cm></p188:cmLst>",
            ),
            (
                "docProps/core.xml",
                "<c xmlns:dc=\"dc\"><dc:creator>王五</dc:creator></c>",
            ),
        ],
        &[],
    );
    assert!(!screen("汇报.pptx", &file).is_clean());
    let copy = clean(&file).unwrap();
    assert!(
        screen("汇报.pptx", &copy).is_clean(),
        "{:?}",
        screen("汇报.pptx", &copy)
    );
    let copy = parts(&copy);
    assert!(copy["ppt/slides/slide1.xml"].contains("第一张幻灯片上的话"));
    assert!(!copy["ppt/slides/slide1.xml"].contains("rId2"));
    assert!(!copy["ppt/slides/_rels/slide1.xml.rels"].contains("Relationship "));
}

#[test]
fn a_cleaned_ofd_has_its_pages_and_one_with_a_seal_is_left_alone() {
    let page = "<Page><TextCode>公开的正文公开的正文公开的正文公开的正文</TextCode></Page>";
    let parts_of = |more: &[(&str, &str)]| {
        let all = [
            (
                "OFD.xml",
                "<OFD><DocBody><DocInfo><DocID>1</DocID><Author>王五</Author></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
            ),
            (
                "Doc_0/Document.xml",
                "<Document><Pages/><Annotations>Annots/Annotations.xml</Annotations><Attachments>Attachs/Attachments.xml</Attachments></Document>",
            ),
            ("Doc_0/Pages/Page_0/Content.xml", page),
            (
                "Doc_0/Annots/Annot_0.xml",
                "<Annot><Remark>领导的批注</Remark></Annot>",
            ),
            ("Doc_0/Attachs/a.txt", "附件"),
        ];
        packed(&[all.as_slice(), more].concat(), &[])
    };
    let file = parts_of(&[]);
    assert!(!screen("通知.ofd", &file).is_clean());
    let copy = clean(&file).unwrap();
    assert!(
        screen("通知.ofd", &copy).is_clean(),
        "{:?}",
        screen("通知.ofd", &copy)
    );
    let kept = parts(&copy);
    assert!(kept["Doc_0/Pages/Page_0/Content.xml"].contains("公开的正文"));
    assert!(kept["OFD.xml"].contains("<DocID>1</DocID>") && !kept["Doc_0/Document.xml"].contains("Annots"));
    let sealed = parts_of(&[("Doc_0/Signs/Signatures.xml", "<Signatures/>")]);
    assert_eq!(clean(&sealed), Err(NotCleaned::Sealed));
}
