//! The register of licences, penalties, coercive measures and fees as a workbook: written for a year, an empty one to fill in, and read
//! back. What a line must have is `law::rulings`'s; one that lacks it is named by its number, and the others are taken.

use calamine::Data;
use jiff::civil::Date;
use law::rulings::{HEADINGS, Headings, Line};

use crate::PaperError;
use crate::archive::{Bounds, Refusal};
use crate::ledger::failed;
use crate::log_sheet::LogSheet;
use crate::workbook;

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 8 << 20;
/// Most lines of one file, sound or not.
pub const MOST: usize = 5_000;
const BOUNDS: Bounds = Bounds {
    unfolded: 128 << 20,
    strings: 64 << 20,
    texts: 200_000,
};
/// Widths of the columns of [`HEADINGS`], in characters.
const WIDTHS: [f64; 12] = [
    16.0, 28.0, 40.0, 14.0, 14.0, 8.0, 16.0, 14.0, 24.0, 24.0, 40.0, 30.0,
];
const NOTE: &str = "类别填行政许可、行政处罚、行政强制或者行政事业性收费；许可、处罚、强制逐件填文号和公开情况（已公开、依法不公开、待公开，\
                    公开与否都计数，依法不公开的写依据）；收费填金额，以元为单位，文号处填票据或者缴款书号码；没有逐件文号、只有汇总数的填汇总起日，\
                    决定日期填止日，件数填汇总的件数，没有的填 0。不填当事人姓名和证件号码。";

/// What was read: the lines that can be taken, and those that can't, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings {
    pub lines: Vec<Line>,
    pub faults: Vec<(u32, String)>,
}

/// Why a file is no such list, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRulings {
    #[error("文件超过 8 MB，请分成几个文件导入。")]
    TooLarge,
    #[error("超过 {MOST} 条，请分成几个文件导入。")]
    TooMany,
    #[error("文件打不开：请用 WPS 或者 Excel 另存为 .xlsx（不设密码）后再试。")]
    Damaged,
    #[error("没有找到表头：前 20 行中应当有一行写着“类别”“事项”和“决定日期”，可以下载模板对照。")]
    NoHeadings,
}

/// A year's entries as the bytes of an XLSX; without entries the template. A line has the cells of [`HEADINGS`].
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, lines: Vec<[String; 12]>, made_on: Date) -> Result<Vec<u8>, PaperError> {
    let headings: Vec<(&str, f64)> = HEADINGS.into_iter().zip(WIDTHS).collect();
    let sheet = LogSheet {
        name: "登记表",
        title,
        note: Some(NOTE),
        headings: &headings,
        made_on,
    };
    sheet.xlsx(lines).map_err(|error| failed(&error))
}

/// The entries on the first sheet that is seen and has the headings; `source` holds where a line names none.
///
/// # Errors
///
/// Where it is no such list.
pub fn read(bytes: &[u8], source: &str, today: Date) -> Result<Rulings, NotRulings> {
    if bytes.len() > LARGEST {
        return Err(NotRulings::TooLarge);
    }
    let refused = |refusal| match refusal {
        Refusal::Damaged => NotRulings::Damaged,
        Refusal::TooMuch => NotRulings::TooLarge,
    };
    let list = workbook::listed(bytes, BOUNDS, text, Headings::read).map_err(refused)?;
    let list = list.ok_or(NotRulings::NoHeadings)?;
    let mut read = Rulings::default();
    for (number, row) in &list.rows {
        match list.headings.line(*number, row, source, today) {
            Ok(None) => {}
            Ok(Some(line)) => read.lines.push(line),
            Err(why) => read.faults.push((*number, why)),
        }
        if read.lines.len() + read.faults.len() > MOST {
            return Err(NotRulings::TooMany);
        }
    }
    Ok(read)
}

/// A cell as people read it: a day as `2026-03-03`, an amount without what binary numbers add to it.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.trim().to_owned(),
        Data::Empty => String::new(),
        Data::DateTime(moment) if !moment.is_duration() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Float(number) => {
            let text = format!("{number:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::rulings::{Extent, RulingKind};
    use rust_xlsxwriter::Workbook;

    use super::*;

    const TODAY: Date = date(2026, 11, 30);

    /// Two hundred entries, five of them bad: each is named, the others are taken.
    #[test]
    fn bad_lines_are_named_and_the_others_taken() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut put = |row: u32, cells: [&str; 5]| {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        };
        put(0, ["2026年行政处罚台账", "", "", "", ""]);
        put(1, ["类别", "决定书文号", "案由", "处罚决定日期", "是否公开"]);
        for one in 0..200_u32 {
            let number = format!("孟先罚〔2026〕{one}号");
            let cells = match one {
                10 => ["行政裁决", number.as_str(), "未按规定公示", "2026-03-03", "是"],
                50 => ["行政处罚", "", "未按规定公示", "2026-03-03", "是"],
                90 => ["行政处罚", number.as_str(), "", "2026-03-03", "是"],
                130 => ["行政处罚", number.as_str(), "未按规定公示", "三月三日", "是"],
                170 => ["行政处罚", number.as_str(), "未按规定公示", "2026-03-03", "否"],
                _ => ["行政处罚", number.as_str(), "未按规定公示", "2026/3/3", "是"],
            };
            put(one + 2, cells);
        }
        let bytes = book.save_to_buffer().unwrap();
        let read = read(&bytes, "执法办案系统", TODAY).unwrap();
        assert_eq!(read.lines.len(), 195);
        let lines: Vec<u32> = read.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [13, 53, 93, 133, 173]);
        assert_eq!(super::read(b"no workbook", "", TODAY), Err(NotRulings::Damaged));
    }

    #[test]
    fn the_template_has_no_lines_and_what_is_written_is_read_back() {
        let empty = xlsx("登记表", Vec::new(), TODAY).unwrap();
        assert_eq!(read(&empty, "", TODAY), Ok(Rulings::default()));
        let fee = [
            "行政事业性收费",
            "0012345",
            "城市道路占用费",
            "2026-05-06",
            "",
            "",
            "1250.5",
            "",
            "",
            "非税系统",
            "",
            "",
        ];
        let month = [
            "行政许可",
            "",
            "施工许可",
            "2026-03-31",
            "2026-03-01",
            "57",
            "",
            "",
            "",
            "审批系统",
            "月报",
            "",
        ];
        let lines = [fee, month].map(|line| line.map(str::to_owned));
        let bytes = xlsx("登记表", lines.into(), TODAY).unwrap();
        let read = read(&bytes, "", TODAY).unwrap();
        assert!(read.faults.is_empty(), "{:?}", read.faults);
        let kinds: Vec<RulingKind> = read.lines.iter().map(|line| line.entry.kind).collect();
        assert_eq!(kinds, [RulingKind::Fee, RulingKind::Licence]);
        let amounts: Vec<i64> = read.lines.iter().map(|line| line.entry.amount).collect();
        assert_eq!(amounts, [125_050, 57]);
        assert!(matches!(
            read.lines.last().unwrap().entry.extent,
            Extent::Summary { .. }
        ));
    }
}
