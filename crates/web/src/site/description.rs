//! What a page says of itself in a line, for lists of search results and of shared links (国办发〔2017〕47号附件：Description).
//! Pages made from records (documents, reports) say it themselves.

use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Report};
use office::columns::Column;
use office::organs::Organ;

/// The longest that is shown by those who show it, in characters.
const LONGEST: usize = 120;

/// The line of the page at this path; `name` is its own, `column` the one it stands in.
pub fn of_page(organ: &Organ, path: &str, name: &str, column: Option<&Column>) -> String {
    let organ = &organ.name;
    let words = match path {
        "/" => {
            "政府信息公开：公开指南、法定主动公开内容、年度报告和最新公布的政府信息；在线申请公开政府信息，查询办理进度。"
        }
        "/columns" => "政府信息公开目录：依照政府信息公开条例主动公开的政府信息，按栏目和年度查找。",
        "/guide" => {
            "政府信息公开指南：政府信息的分类、编排和获取方式，公开工作机构的地址、电话和办公时间，怎样申请、怎样救济。"
        }
        "/reports" => {
            "历年政府信息公开工作年度报告，可以下载 PDF、Word、Excel 和数据文件，查看历年变化，比较两个年度。"
        }
        "/reports/fields" => "政府信息公开工作年度报告数据的字段说明：每个数字的字段名称、中文名称和单位。",
        "/apply" => {
            "在线提交政府信息公开申请：填写申请人、所需政府信息的内容和获取方式，三步完成，提交后凭编号查询进度。"
        }
        "/apply/help" => {
            "政府信息公开申请帮助：当面、邮寄和口头申请，无障碍服务，怎样写清楚所需的政府信息，联系谁。"
        }
        "/track" => "凭申请编号和查询码查询政府信息公开申请的办理进度，补正申请，下载答复。",
        "/fees" => "政府信息公开信息处理费测算：按件、按量两种标准，逐档列出费用（国办函〔2020〕109号）。",
        "/deadline" => {
            "政府信息公开申请答复期限测算：填写收到、补正、延期等日期，逐步算出答复期限（政府信息公开条例）。"
        }
        "/contact" => {
            "政府信息公开工作机构的电话、地址、办公时间和交通方式，监督电话，行政复议机关和管辖法院。"
        }
        "/answered" => "依申请公开答复目录：申请过的政府信息和答复结果，提交申请前可以先查找。",
        "/check" => {
            "公布前检查政府信息公开工作年度报告：表格的勾稽关系，正文与表格的数字，各部分的内容。报告不保存。"
        }
        "/search" => "搜索已经公开的政府信息：标题、正文、附件、发文字号，按栏目、年份和有效性缩小范围。",
        "/halls" => "政务服务大厅：地址、开放时间、服务事项、设备和咨询电话。",
        "/sitemap" => "站点地图：本网站的全部栏目。",
        _ => return of_other(organ, name, column),
    };
    format!("{organ}{words}")
}

/// A page of a column, by the column's own words where it has any.
fn of_other(organ: &str, name: &str, column: Option<&Column>) -> String {
    match column {
        Some(column) => {
            let own = column.description.as_deref().map(str::trim);
            match own.filter(|own| !own.is_empty()) {
                Some(own) => shortened(&format!("{organ}{}：{own}", column.name)),
                None => format!("{organ}“{}”栏目公布的政府信息，按发布日期排列。", column.name),
            }
        }
        None => format!("{organ}政府信息公开网站：{name}。"),
    }
}

/// The line of a report's page: what it counts first; an archive edition counts nothing.
pub fn of_report(report: &Report) -> String {
    if !report.format.has_tables() {
        return shortened(&format!(
            "{}（存档版）：照原文显示，可以下载原文件。",
            report.title()
        ));
    }
    let total = |row| report.tables.get(Cell::Three(row, ApplicantKind::Total));
    let counted = total(TableThreeRow::New).zip(total(TableThreeRow::Granted));
    let counted = counted.map_or_else(String::new, |(received, granted)| {
        format!("：新收申请{received}件，予以公开{granted}件")
    });
    shortened(&format!(
        "{}{counted}。总体情况、主动公开、依申请公开、行政复议和行政诉讼、存在的问题和改进情况。",
        report.title()
    ))
}

/// A text as one line that is not too long.
pub fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let kept: String = line.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}
