//! Tables 三 and 四 for a narrow screen: a row of the table is a line with its total that opens into its numbers. The
//! whole table stands behind a switch beside it; style sheets choose which of both is seen, no script is needed.
//! All of it carries `data-repeated`: it says once more what the table says, and who reads the page's report skips it.

use law::codes::{ApplicantKind, Route, Verdict};
use law::reports::Cell;
use rust_decimal::Decimal;

use super::super::grid::{Grid, Part, Slot};
use crate::markup::{escape, line, push};

/// How the rows of the first rank are numbered.
const FIRST_RANK: [&str; 4] = ["一、", "二、", "三、", "四、"];
/// What stands where a number is missing.
const BLANK: &str = "—";

/// A line that opens: a row of table 三, or a route of table 四.
struct Fold<'g> {
    label: String,
    /// Of the first rank, as a head is (四、结转下年度继续办理): what stands below a head is not its part.
    is_first_rank: bool,
    total: Option<&'g Slot>,
    numbers: Vec<(&'static str, &'g Slot)>,
}

/// What stands in the list, in the order of the table.
enum Entry<'g> {
    /// The head of many rows (三、本年度办理结果).
    Head(&'g str),
    Fold(Fold<'g>),
    /// A row of the first rank with rows of its own (（三）不予公开).
    Group(&'g str, Vec<Fold<'g>>),
}

/// The table with the folded rows and the switch before it; table 二 fits every screen and stays as it is.
pub(super) fn with_folded_rows(grid: &Grid, table: &str) -> String {
    let (entries, told) = match grid.number {
        3 => (
            rows_of_three(grid),
            "第一项加第二项之和，等于第三项加第四项之和。点开一行，看各类申请人的数量。",
        ),
        4 => (routes_of_four(grid), "点开一行，看各种结果的数量。"),
        _ => return table.to_owned(),
    };
    let number = grid.number;
    let mut html = String::new();
    line(
        &mut html,
        format_args!(
            "<div class=\"table-views\">\n\
             <div class=\"table-switch\" data-repeated role=\"radiogroup\" aria-label=\"{}\">\n\
             <input type=\"radio\" id=\"table-{number}-rows\" name=\"table-{number}-view\" class=\"sees-rows\" checked><label for=\"table-{number}-rows\">逐行看</label>\n\
             <input type=\"radio\" id=\"table-{number}-whole\" name=\"table-{number}-view\" class=\"sees-whole\"><label for=\"table-{number}-whole\">看整表</label>\n\
             </div>\n\
             <div class=\"table-folded\" data-repeated>\n<p class=\"folded-note\">{told}</p>",
            escape(grid.caption)
        ),
    );
    for entry in &entries {
        entry_html(&mut html, entry);
    }
    html.push_str("</div>\n");
    html.push_str(table);
    html.push_str("</div>\n");
    html
}

fn rows_of_three(grid: &Grid) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for row in grid.rows.iter().skip(grid.head_rows) {
        if let Some(spine) = row.iter().find(|slot| slot.part == Part::Spine) {
            entries.push(Entry::Head(&spine.text));
        }
        let labels: Vec<&Slot> = row.iter().filter(|slot| slot.part == Part::Label).collect();
        let Some(leaf) = labels.last() else { continue };
        let fold = Fold {
            label: leaf.text.clone(),
            is_first_rank: FIRST_RANK
                .iter()
                .any(|number| leaf.text.trim_start().starts_with(number)),
            total: of_kind(row, ApplicantKind::Total),
            numbers: ApplicantKind::parts()
                .filter_map(|kind| Some((kind.label(), of_kind(row, kind)?)))
                .collect(),
        };
        match (labels.len(), entries.last_mut()) {
            (2, _) => {
                let group = labels.first().map_or("", |group| group.text.as_str());
                entries.push(Entry::Group(group, vec![fold]));
            }
            // A row beside none of the first rank, and not across its column, belongs to the group above it.
            (_, Some(Entry::Group(_, folds))) if leaf.across == 1 => folds.push(fold),
            _ => entries.push(Entry::Fold(fold)),
        }
    }
    entries
}

fn of_kind(row: &[Slot], kind: ApplicantKind) -> Option<&Slot> {
    row.iter()
        .find(|slot| matches!(slot.part, Part::Number(Cell::Three(_, of)) if of == kind))
}

fn routes_of_four(grid: &Grid) -> Vec<Entry<'_>> {
    let number = |route: Route, verdict: Verdict| {
        let wanted = Part::Number(Cell::Four(route, verdict));
        grid.rows.iter().flatten().find(|slot| slot.part == wanted)
    };
    let fold = |route: &Route| Fold {
        label: match route {
            Route::Reconsideration => route.label().to_owned(),
            _ => format!("行政诉讼：{}", route.label()),
        },
        is_first_rank: false,
        total: number(*route, Verdict::Total),
        numbers: Verdict::parts()
            .filter_map(|verdict| Some((verdict.label(), number(*route, verdict)?)))
            .collect(),
    };
    Route::ALL.iter().map(fold).map(Entry::Fold).collect()
}

fn entry_html(html: &mut String, entry: &Entry<'_>) {
    match entry {
        Entry::Head(text) => line(
            html,
            format_args!("<p class=\"folded-head\">{}</p>", escape(text)),
        ),
        Entry::Fold(fold) => fold_html(html, fold),
        Entry::Group(name, folds) => {
            line(
                html,
                format_args!(
                    "<details class=\"folded-group\"><summary><span>{} <small>{} 种情形</small></span>{}</summary>",
                    escape(name),
                    folds.len(),
                    marked(&sum(folds).unwrap_or_else(|| BLANK.to_owned())),
                ),
            );
            for fold in folds {
                fold_html(html, fold);
            }
            html.push_str("</details>\n");
        }
    }
}

fn fold_html(html: &mut String, fold: &Fold<'_>) {
    let class = if fold.is_first_rank {
        " class=\"folded-first\""
    } else {
        ""
    };
    push(
        html,
        format_args!(
            "<details{class}><summary><span>{}</span>{}</summary><dl>",
            escape(&fold.label),
            marked(&printed(fold.total)),
        ),
    );
    for (label, slot) in &fold.numbers {
        push(
            html,
            format_args!(
                "<div><dt>{label}</dt><dd>{}</dd></div>",
                marked(&printed(Some(slot)))
            ),
        );
    }
    html.push_str("</dl></details>\n");
}

/// The sum of the rows' totals; nothing where one is missing.
fn sum(folds: &[Fold<'_>]) -> Option<String> {
    let total = |fold: &Fold<'_>| fold.total?.text.parse::<Decimal>().ok();
    let sum: Option<Decimal> = folds.iter().map(total).sum();
    sum.map(|sum| sum.to_string())
}

fn printed(slot: Option<&Slot>) -> String {
    let text = slot.map(Slot::printed).unwrap_or_default();
    if text.is_empty() { BLANK.to_owned() } else { text }
}

/// A number, quieter where nothing happened.
fn marked(text: &str) -> String {
    let class = if text == "0" { " class=\"zero\"" } else { "" };
    format!("<b{class}>{}</b>", escape(text))
}
