//! Lists of 12345's work orders, as its system exports them: read from the first sheet that is seen and has the headings. What a line
//! must have is `law::matters`'; one that lacks it is named by its number, and the others are taken.

use calamine::Data;
use jiff::civil::Date;
use law::matters::{Headings, Rules, WorkOrder};

use crate::archive::{Bounds, Refusal};
use crate::workbook;

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 8 << 20;
/// Most orders of one file.
pub const MOST: usize = 2_000;
const BOUNDS: Bounds = Bounds {
    unfolded: 128 << 20,
    strings: 64 << 20,
    texts: 200_000,
};

/// What was read: the orders, and the lines that can't be taken, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    pub orders: Vec<WorkOrder>,
    pub faults: Vec<(u32, String)>,
}

/// Why a file is no list of work orders, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOrders {
    #[error("文件超过 8 MB，请分成几个文件导入。")]
    TooLarge,
    #[error("超过 {MOST} 件，请分成几个文件导入。")]
    TooMany,
    #[error("文件打不开：请用 WPS 或者 Excel 另存为 .xlsx（不设密码）后再试。")]
    Damaged,
    #[error("没有找到表头：前 20 行中应当有一行写着“工单编号”和“诉求内容”。")]
    NoHeadings,
}

/// The orders of a file.
///
/// # Errors
///
/// Where it is no such list.
pub fn read(bytes: &[u8], rules: &Rules, today: Date) -> Result<Orders, NotOrders> {
    if bytes.len() > LARGEST {
        return Err(NotOrders::TooLarge);
    }
    let refused = |refusal| match refusal {
        Refusal::Damaged => NotOrders::Damaged,
        Refusal::TooMuch => NotOrders::TooLarge,
    };
    let list = workbook::listed(bytes, BOUNDS, text, Headings::read).map_err(refused)?;
    let list = list.ok_or(NotOrders::NoHeadings)?;
    let mut read = Orders::default();
    for (line, row) in &list.rows {
        match list.headings.order(*line, row, rules, today) {
            Ok(None) => {}
            Ok(Some(order)) if read.orders.iter().any(|one| one.number == order.number) => {
                let why = format!("工单编号 {} 在前面已经有了。", order.number);
                read.faults.push((*line, why));
            }
            Ok(Some(order)) => read.orders.push(order),
            Err(why) => read.faults.push((*line, why)),
        }
        if read.orders.len() + read.faults.len() > MOST {
            return Err(NotOrders::TooMany);
        }
    }
    Ok(read)
}

/// A cell as people read it; a moment as `2026-03-03 10:20`.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.trim().to_owned(),
        Data::Empty => String::new(),
        Data::DateTime(moment) if !moment.is_duration() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// Two hundred orders, five of them bad: each is named, the others are taken.
    #[test]
    fn bad_lines_are_named_and_the_others_taken() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut put = |row: u32, cells: [&str; 4]| {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(row, column, cell).unwrap();
            }
        };
        put(0, ["12345政务服务便民热线转办单", "", "", ""]);
        put(1, ["工单编号", "诉求内容", "派单时间", "办结时限"]);
        for order in 0..200_u32 {
            let number = format!("LY{order:04}");
            let words = "科创路东段路灯已有三盏不亮，请修复。";
            let cells = match order {
                10 => ["", words, "2026-03-03", "2026-03-10"],
                50 => [number.as_str(), "", "2026-03-03", "2026-03-10"],
                90 => [number.as_str(), words, "2099-03-03", "2026-03-10"],
                130 => [number.as_str(), words, "三月三日", "2026-03-10"],
                170 => ["LY0001", words, "2026-03-03", "2026-03-10"],
                _ => [number.as_str(), words, "2026-03-03 10:20", "2026-03-10 18:00"],
            };
            put(order + 2, cells);
        }
        let bytes = book.save_to_buffer().unwrap();
        let read = read(&bytes, &Rules::default(), date(2026, 3, 5)).unwrap();
        assert_eq!(read.orders.len(), 195);
        let lines: Vec<u32> = read.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [13, 53, 93, 133, 173]);
        assert!(read.faults.iter().all(|(_, why)| !why.is_empty()));
        assert_eq!(
            super::read(b"no workbook", &Rules::default(), date(2026, 3, 5)),
            Err(NotOrders::Damaged)
        );
    }
}
