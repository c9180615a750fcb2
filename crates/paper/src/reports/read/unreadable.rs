//! Why a file is not read at all, and what to do about it.

use law::codes::{Route, TableThreeRow};
use law::reports::{Cell, Format};

use super::blocks::Block;
use super::former::SeenTwo;
use super::opening;
use super::sections::Found;
use super::seen::{Seen, TWO};
use super::title::Title;

/// Why nothing of a file was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("文件有 {megabytes} MB，超过 20 MB。年度报告不会这样大，请核对文件，或者压缩其中的图片后再试。")]
    TooLarge { megabytes: usize },
    #[error("文件是空的，请重新选择。")]
    Empty,
    #[error(
        "无法识别文件内容：不是文本（UTF-8、GB18030）、网页、DOCX、XLSX 或 PDF。请用原来的软件另存为其中一种后再试。"
    )]
    NotText,
    #[error(
        "这是旧版 Office 文件（.doc、.xls）或者设有密码。请打开后另存为 .docx 或 .xlsx（不设密码）后再试。"
    )]
    Legacy,
    #[error("文件设有密码，请解除密码后再试。")]
    Locked,
    #[error("这是{0}，无法直接读取。{1}")]
    Foreign(&'static str, &'static str),
    #[error("文件内容过多或者嵌套过深，不像一份年度报告。请只保留报告本身，另存后再试。")]
    TooMuch,
    #[error(
        "PDF 用了无法识别的字体编码，读不出文字。请用原文档重新“另存为 PDF”，或者使用 DOCX、XLSX、网页文件。"
    )]
    Unencoded,
    #[error("{0}文件已损坏或者没有下载完整，请重新取得文件后再试。")]
    Damaged(&'static str),
    #[error("PDF 解析时间过长，文件可能已损坏。请用“另存为 PDF”重新生成后再试。")]
    TooSlow,
    #[error("正在读取另一份 PDF，请过一分钟再试；急用的，请改用 DOCX、XLSX 或者网页文件。")]
    Busy,
    #[error("PDF 中没有文字，可能是扫描件。请使用由文档直接导出的 PDF，或者 DOCX、XLSX、网页文件。")]
    Scanned,
    #[error(
        "这是{}用的旧格式（国办公开办函〔2019〕60号）。文件不完整，缺少：{}。请取得完整文件后再试。", .year.map_or(String::new(), |year| format!(" {year} 年度的报告，")), .missing.join("、")
    )]
    IncompleteOf2019 { year: Option<i16>, missing: Vec<String> },
    #[error(
        "这是 {year} 年度的报告。2019 年度以前的报告没有统一的三张表（统一格式始于国办公开办函〔2019〕60号），不能按表读入，可以按存档版导入：在工作台“导入文件”中选“存档版”，或者用命令 gongkai report import --archive。"
    )]
    BeforeTables { year: i16 },
    #[error(
        "这是 {year} 年度的报告。存档版只收 2018 年度以前的报告；2019 年度起的报告有统一的三张表，请直接导入。"
    )]
    NotBeforeTables { year: i16 },
    #[error("这个网页没有报告本身，只有报告文件的链接：{0}。请下载这个文件，再选择它。")]
    OnlyLinked(String),
    #[error("这个网页没有报告本身，报告在页面的阅读框里：{0}。请下载这个文件，再选择它。")]
    OnlyFramed(String),
    #[error("邮件的附件“{0}”读不出来：{1}")]
    Attached(String, Box<Unreadable>),
    #[error("报告中的表格是图片，无法读出数字。请使用表格为文字的文件。")]
    PictureTables,
    #[error("文件不是政府信息公开工作年度报告：没有找到报告的标题和三张表。")]
    NotAReport,
    #[error("没有找到标题中的年度，无法确定是哪一年的报告。标题应为“××2024年政府信息公开工作年度报告”。")]
    NoTitle,
    #[error("文件不完整，缺少：{}。可能没有下载或者复制完整，请取得完整文件后再试。", .missing.join("、"))]
    Incomplete { missing: Vec<String> },
    #[error("JSON 不符合年度报告的格式：{0}")]
    Json(String),
}

/// What is missing where there is no table.
const ALL_TABLES: &str = "表二、表三、表四";

/// The first year whose report has tables (国办公开办函〔2019〕60号).
pub(super) const FIRST_TABLES: i16 = 2019;

/// Refuses reports from before the formats, by their year.
pub(super) fn refuse_before_tables(
    blocks: &[Block],
    title: Option<&Title>,
    seen: &Seen,
) -> Result<(), Unreadable> {
    let year = title.map(|title| title.year).or_else(|| opening::period(blocks));
    match year {
        Some(year) if year < FIRST_TABLES && !seen.is_whole() => Err(Unreadable::BeforeTables { year }),
        _ => Ok(()),
    }
}

/// Refuses a file in the format of 2019 that lacks rows. Whatever year the text names as its own, some offices went on
/// using that format.
pub(super) fn refuse_incomplete_of_2019(
    blocks: &[Block],
    title: Option<&Title>,
    seen: &Seen,
    two: &SeenTwo,
) -> Result<(), Unreadable> {
    let two = two.missing().map(|row| format!("表二“{row}”行"));
    let missing: Vec<String> = two.chain(missing_of(Format::Of2019, seen)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Unreadable::IncompleteOf2019 {
        year: title.map(|title| title.year).or_else(|| opening::period(blocks)),
        missing: shortened(missing),
    })
}

/// The rows of table 三 and the blocks of table 四 that were not there.
fn missing_of(format: Format, seen: &Seen) -> Vec<String> {
    let three = format.rows().filter(|row| {
        let is_parted =
            *row == TableThreeRow::OtherwiseMerged && seen.has_three(TableThreeRow::OtherwiseOther);
        !seen.has_three(*row) && !is_parted
    });
    let four = Route::ALL.iter().filter(|route| !seen.has_four(**route));
    three
        .map(|row| format!("表三“{}”行", row.full_label()))
        .chain(four.map(|route| format!("表四“{}”", route.label())))
        .collect()
}

impl Unreadable {
    /// Whether no table of the report was there at all.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::NotAReport | Self::PictureTables => true,
            Self::Incomplete { missing } => missing.iter().any(|one| one == ALL_TABLES),
            _ => false,
        }
    }
}

/// Refuses a file whose tables lack rows: a cut file must not be read as a whole one.
pub(super) fn refuse_incomplete(blocks: &[Block], seen: &Seen, found: &Found) -> Result<(), Unreadable> {
    if seen.is_nothing() {
        let has_pictures = blocks.iter().any(|block| matches!(block, Block::Picture));
        let is_report = found.headings > 1
            || blocks
                .iter()
                .any(|block| block.has_text("政府信息公开工作年度报告"));
        return Err(match (is_report, has_pictures) {
            (true, true) => Unreadable::PictureTables,
            (true, false) => Unreadable::Incomplete {
                missing: vec![ALL_TABLES.to_owned()],
            },
            (false, _) => Unreadable::NotAReport,
        });
    }
    let mut missing: Vec<String> = Vec::new();
    let absent_two = TWO.into_iter().filter(|row| !seen.has_two(*row));
    missing.extend(
        absent_two.map(|row| format!("表二“{}”行", row.label().split('·').next().unwrap_or(row.label()))),
    );
    missing.extend(missing_of(Format::Of2021, seen));
    if found.has(1) && !found.has(5) && !found.has(6) {
        missing.push("第五、第六部分".to_owned());
    }
    let has_pictures = blocks.iter().any(|block| matches!(block, Block::Picture));
    let lacks_table = TWO.into_iter().all(|row| !seen.has_two(row))
        || TableThreeRow::printed().all(|row| !seen.has_three(row))
        || Route::ALL.iter().all(|route| !seen.has_four(*route));
    if missing.is_empty() {
        Ok(())
    } else if has_pictures && lacks_table {
        Err(Unreadable::PictureTables)
    } else {
        Err(Unreadable::Incomplete {
            missing: shortened(missing),
        })
    }
}

fn shortened(mut missing: Vec<String>) -> Vec<String> {
    const SHOWN: usize = 6;
    let count = missing.len();
    if count > SHOWN {
        missing.truncate(SHOWN);
        missing.push(format!("等 {count} 处（全表共 {} 格）", Cell::all().count()));
    }
    missing
}
