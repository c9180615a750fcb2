//! Files of each kind, with a fault at a place that is told.

use law::proof::{Context, Finding, proofread};
use rust_xlsxwriter::{Note, Workbook};

use super::manuscript;

fn found(name: &str, bytes: &[u8]) -> Vec<Finding> {
    proofread(&manuscript(name, bytes).unwrap(), &Context::default())
}

fn told(name: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
    let all = found(name, bytes).into_iter();
    all.map(|finding| (finding.rule.code, finding.place)).collect()
}

#[test]
fn a_page_is_read_by_its_elements() {
    let page = "<!DOCTYPE html><html><head><title>公示</title><script>var a = '13800001234';</script></head><body>\
        <h1>关于2024年补贴的公示</h1><p>2024年2月<b>30</b>日前公示。</p>\
        <table><tr><th>姓名</th><th>家庭住址</th></tr><tr><td>张三</td><td>幸福路12号</td></tr></table>\
        <img src='a.png'><img src='b.png' alt=''><img src='c.png' alt='流程图'>\
        <a href='#'>附件</a><a href='https://www.gov.cn/'>中国政府网</a>\
        <div style='display: none'>11010519491231002X</div></body></html>";
    let mut all = told("公示.html", page.as_bytes());
    all.sort();
    assert_eq!(
        all,
        [
            ("date.impossible", "正文第1段".to_owned()),
            ("file.hidden", "正文第2段之后".to_owned()),
            ("identity.number", "隐藏的文字".to_owned()),
            ("link.empty", "链接“附件”".to_owned()),
            ("list.persons", "表格1第1行第2列".to_owned()),
            ("picture.description", "图片1的说明".to_owned()),
        ]
    );
}

#[test]
fn a_text_is_read_line_by_line_and_its_name_too() {
    let all = told(
        "机密★通知.txt",
        "关于清单的通知\n\n一、申请\n二、受理\n四、答复\n".as_bytes(),
    );
    assert_eq!(
        all,
        [
            ("secrecy.mark", "文件名称".to_owned()),
            ("numbering.skips", "第5行".to_owned()),
        ]
    );
}

#[test]
fn what_no_reader_knows_is_unreadable_and_a_page_nested_without_end_too() {
    assert!(manuscript("a.bin", b"\x00\x01\x02").is_err());
    assert!(manuscript("a.docx", b"PK\x03\x04broken").is_err());
    assert!(manuscript("a.html", "<div>".repeat(5_000).as_bytes()).is_err());
}

#[test]
fn a_workbook_is_read_cell_by_cell_with_its_hidden_sheets_and_notes() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (column, text) in (0..).zip(["姓名", "家庭住址", "身份证号"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    for (column, text) in (0..).zip(["张三", "幸福路12号", "110105194912310021"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    sheet.insert_note(1, 0, &Note::new("电话13800001234")).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("底稿").unwrap().set_hidden(true);
    hidden.write_string(0, 0, "11010519491231002X").unwrap();
    let mut all = told("名单.xlsx", &book.save_to_buffer().unwrap());
    all.retain(|(rule, _)| *rule != "file.properties");
    all.sort();
    assert_eq!(
        all,
        [
            ("file.hidden", "工作表“名单”A2单元格的批注".to_owned()),
            ("file.hidden", "工作表“底稿”".to_owned()),
            ("identity.number", "工作表“底稿”第1行A列".to_owned()),
            ("identity.wrong", "工作表“名单”第2行C列".to_owned()),
            ("list.persons", "工作表“名单”第1行B列".to_owned()),
            ("phone.mobile", "工作表“名单”A2单元格的批注".to_owned()),
        ]
    );
}
