//! Why a file is not read at all, and what to do about it.

use law::codes::{Route, TableThreeRow};
use law::reports::Cell;

use super::blocks::Block;
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
        "这是{}用的旧格式（国办公开办函〔2019〕60号），目前只支持 2021 年度起的格式（国办公开办函〔2021〕30号）。", .year.map_or(String::new(), |year| format!(" {year} 年度的报告，"))
    )]
    OldFormat { year: Option<i16> },
    #[error(
        "这是 {year} 年度的报告。2019 年度以前的报告没有统一的三张表（统一格式始于国办公开办函〔2019〕60号），不能按表读入。原文件请作为政府信息文件公开。"
    )]
    BeforeTables { year: i16 },
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

/// Marks that only the format of 2019 prints (国办公开办函〔2019〕60号).
const OLD_MARKS: [&str; 5] = [
    "本年新制作",
    "对外公开总数",
    "上一年项目数量",
    "本年增/减",
    "格式：2019",
];

/// Refuses reports in the format of 2019 and 2020, and those from before it, by name. Whatever year the text names as
/// its own, some offices went on using that format.
pub(super) fn refuse_old_format(
    blocks: &[Block],
    title: Option<&Title>,
    seen: &Seen,
) -> Result<(), Unreadable> {
    const FIRST_TABLES: i16 = 2019;
    const FIRST_TODAYS: i16 = 2021;
    let year = title.map(|title| title.year).or_else(|| opening::period(blocks));
    let has = |mark: &str| blocks.iter().any(|block| block.has_text(mark));
    if OLD_MARKS.into_iter().any(has) {
        return Err(Unreadable::OldFormat { year });
    }
    match year {
        Some(year) if year < FIRST_TABLES && !seen.is_whole() => Err(Unreadable::BeforeTables { year }),
        Some(FIRST_TABLES..FIRST_TODAYS) if !seen.is_whole() => Err(Unreadable::OldFormat { year }),
        _ => Ok(()),
    }
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
    missing.extend(
        TableThreeRow::printed()
            .filter(|row| !seen.has_three(*row))
            .map(|row| format!("表三“{}”行", row.full_label())),
    );
    missing.extend(
        Route::ALL
            .iter()
            .filter(|route| !seen.has_four(**route))
            .map(|route| format!("表四“{}”", route.label())),
    );
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
