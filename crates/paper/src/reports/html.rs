//! The report as HTML: the three tables as fragments for a site's own page, and a whole page that stands alone.
//! Fragments carry class names only, no styles and no scripts, so that a strict content security policy holds.

use law::codes::{ApplicantKind, Verdict};
use law::reports::{Archive, ArchivePiece, Cell, Format, Report, Square};

use super::Imprint;
use super::grid::{Grid, Part, Slot};
use super::prose::{self, Paragraph, Section, printable};
use crate::markup::{escape, line, push};

mod folded;

const STYLE: &str = include_str!("../../templates/report.css");

/// The columns of labels of table 三 by name: on a narrow screen they have widths of their own.
const COLUMNS_OF_THREE: &str = "<colgroup><col class=\"of-spine\"><col class=\"of-group\"><col class=\"of-leaf\"><col span=\"7\"></colgroup>\n";

/// Tables 二, 三 and 四 (none of an archive edition), each as a focusable region that scrolls sideways where the screen is narrow.
/// Classes: `table-scroll`, `report-table`, `head`, `band`, `corner`, `label`, `group` (the head of several rows), `spine`, `number`, `wide`
/// (over several columns), `total`, `zero`, `remark`;
/// each table has the id `table-2`, `table-3` or `table-4`.
pub fn tables_html(report: &Report) -> Vec<String> {
    Grid::all(report).iter().map(table).collect()
}

/// The same for a page that is read on screens of any width: tables 三 and 四 with the same numbers as rows that open beside
/// them, and a switch between both. Classes: `table-views`, `table-switch`, `sees-rows`, `sees-whole`, `table-folded`,
/// `folded-note`, `folded-head`, `folded-group`, `zero`.
pub fn tables_on_screen(report: &Report) -> Vec<String> {
    let on_screen = |grid: &Grid| folded::with_folded_rows(grid, &table(grid));
    Grid::all(report).iter().map(on_screen).collect()
}

/// The three tables one after the other.
pub fn table_html(report: &Report) -> String {
    tables_html(report).concat()
}

/// A table of an archive edition as it was printed; its rows have no names, so none heads another.
/// Classes: `table-scroll`, `report-table`, `is-archive`.
pub fn archive_table_html(rows: &[Vec<Square>]) -> String {
    let mut html = String::from(
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格，可左右滚动\">\n<table class=\"report-table is-archive\">\n<tbody>\n",
    );
    for row in rows {
        html.push_str("<tr>");
        for square in row {
            html.push_str("<td");
            if square.across > 1 {
                push(&mut html, format_args!(" colspan=\"{}\"", square.across));
            }
            push(
                &mut html,
                format_args!(">{}</td>", escape(&printable(&square.text))),
            );
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
    html
}

fn archive_html(page: &mut String, archive: &Archive) {
    for part in &archive.parts {
        page.push_str("<section>\n");
        if !part.heading.is_empty() {
            line(
                page,
                format_args!("<h2>{}</h2>", escape(&printable(&part.heading))),
            );
        }
        for piece in &part.pieces {
            match piece {
                ArchivePiece::Paragraph(text) => {
                    line(page, format_args!("<p>{}</p>", escape(&printable(text))));
                }
                ArchivePiece::Table(rows) => page.push_str(&archive_table_html(rows)),
            }
        }
        page.push_str("</section>\n");
    }
}

/// The report as a complete page that needs nothing else: readable, printable, and readable back.
pub fn html(report: &Report, imprint: &Imprint) -> String {
    let title = escape(&printable(&report.title()));
    let organ = escape(&printable(&report.organ));
    let tables = tables_html(report);
    let mut page = String::new();
    page.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    line(&mut page, format_args!("<title>{title}</title>"));
    line(
        &mut page,
        format_args!("<meta name=\"author\" content=\"{organ}\">"),
    );
    if let Some(date) = imprint.published_on {
        line(
            &mut page,
            format_args!("<meta name=\"PubDate\" content=\"{date}\">"),
        );
    }
    line(
        &mut page,
        format_args!("<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<article>"),
    );
    // Where the title must break, it breaks after the organ's name.
    let rest = title.strip_prefix(&organ).unwrap_or(&title);
    let first = if rest.len() < title.len() {
        organ.as_str()
    } else {
        ""
    };
    line(&mut page, format_args!("<h1>{first}<wbr>{rest}</h1>"));
    for paragraph in prose::opening(report) {
        paragraph_html(&mut page, &paragraph);
    }
    archive_html(&mut page, &report.archive);
    let sections = if report.format == Format::Archive {
        Vec::new()
    } else {
        prose::sections(report)
    };
    for section in sections {
        let table = usize::from(section.number)
            .checked_sub(2)
            .and_then(|index| tables.get(index));
        section_html(&mut page, &section, table.map_or("", String::as_str));
    }
    for paragraph in prose::closing(report) {
        paragraph_html(&mut page, &paragraph);
    }
    page.push_str("</article>\n");
    imprint_html(&mut page, imprint);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn section_html(page: &mut String, section: &Section, table: &str) {
    line(page, format_args!("<section>\n<h2>{}</h2>", section.title));
    for paragraph in &section.above {
        paragraph_html(page, paragraph);
    }
    page.push_str(table);
    for paragraph in &section.below {
        paragraph_html(page, paragraph);
    }
    page.push_str("</section>\n");
}

fn paragraph_html(page: &mut String, paragraph: &Paragraph) {
    page.push_str("<p>");
    if !paragraph.heading.is_empty() {
        let heading = escape(&paragraph.heading);
        push(page, format_args!("<span class=\"run-in\">{heading}</span>"));
    }
    line(page, format_args!("{}</p>", escape(&paragraph.text)));
}

fn imprint_html(page: &mut String, imprint: &Imprint) {
    let lines = imprint.lines();
    if lines.is_empty() {
        return;
    }
    page.push_str("<footer class=\"imprint\">\n");
    for printed in lines {
        line(page, format_args!("<p>{}</p>", escape(&printed)));
    }
    page.push_str("</footer>\n");
}

fn table(grid: &Grid) -> String {
    let number = grid.number;
    let mut html = String::new();
    line(
        &mut html,
        format_args!(
            "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"table-{number}-caption\">\n\
             <table class=\"report-table\" id=\"table-{number}\">\n\
             <caption id=\"table-{number}-caption\">{}</caption>",
            escape(grid.caption)
        ),
    );
    if number == 3 {
        html.push_str(COLUMNS_OF_THREE);
    }
    let mut open = "";
    for (index, row) in grid.rows.iter().enumerate() {
        if let Some(group) = group_opened_by(grid, index, row) {
            close(&mut html, open);
            line(&mut html, format_args!("<{group}>"));
            open = group;
        }
        html.push_str("<tr>");
        for slot in row {
            slot_html(&mut html, slot);
        }
        html.push_str("</tr>\n");
    }
    close(&mut html, open);
    html.push_str("</table>\n</div>\n");
    html
}

/// The row group that begins with this row: each band opens one of its own, so that it heads that one only.
fn group_opened_by(grid: &Grid, index: usize, row: &[Slot]) -> Option<&'static str> {
    let is_banded = |row: &[Slot]| row.first().is_some_and(|slot| slot.part == Part::Band);
    if is_banded(row) {
        return Some("tbody");
    }
    let has_head = !grid.rows.first().is_some_and(|first| is_banded(first));
    match index {
        0 if has_head => Some("thead"),
        _ if has_head && index == grid.head_rows => Some("tbody"),
        _ => None,
    }
}

fn close(html: &mut String, group: &str) {
    if !group.is_empty() {
        line(html, format_args!("</{group}>"));
    }
}

fn slot_html(html: &mut String, slot: &Slot) {
    let (tag, attributes) = match slot.part {
        Part::Band => ("th", " scope=\"rowgroup\" class=\"band\""),
        Part::Head => ("th", " scope=\"col\" class=\"head\""),
        Part::Label if slot.down > 1 => ("th", " scope=\"row\" class=\"label group\""),
        Part::Label => ("th", " scope=\"row\" class=\"label\""),
        Part::Spine => ("th", " scope=\"row\" class=\"spine\""),
        Part::Corner => ("td", " class=\"corner\""),
        Part::Number(_) if slot.across > 1 => ("td", " class=\"number wide\""),
        Part::Number(cell) if is_total(cell) => ("td", " class=\"number total\""),
        Part::Number(_) if slot.text == "0" => ("td", " class=\"number zero\""),
        Part::Number(_) => ("td", " class=\"number\""),
    };
    push(html, format_args!("<{tag}{attributes}"));
    if slot.across > 1 {
        push(html, format_args!(" colspan=\"{}\"", slot.across));
    }
    if slot.down > 1 {
        push(html, format_args!(" rowspan=\"{}\"", slot.down));
    }
    push(html, format_args!(">{}", escape(&slot.text)));
    if let Some(note) = &slot.note {
        push(
            html,
            format_args!("<span class=\"remark\">（{}）</span>", escape(note)),
        );
    }
    push(html, format_args!("</{tag}>"));
}

/// Whether the cell adds up the others of its row.
fn is_total(cell: Cell) -> bool {
    matches!(
        cell,
        Cell::Three(_, ApplicantKind::Total) | Cell::Four(_, Verdict::Total)
    )
}

#[cfg(test)]
mod tests;
