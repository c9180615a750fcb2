//! Days that a letter states although nobody published them (暂定): marked where they stand, missed where an edit took the
//! mark away, and accepted by whoever signs. 放假办法 leaves the days off of a year to its notice.

use jiff::civil::Date;

use super::{Letter, Paragraph};
use crate::codes::{WhyNot, spoken};

use super::sheet::FILLED;

/// What stands behind such a day.
const MARK: &str = "（暂定）";
/// Behind a day that counts itself; the mark goes into its bracket.
const COUNTED: &str = "前（含当日）";
const COUNTED_MARKED: &str = "前（含当日，暂定）";

/// Those of the days that the letter states.
pub fn stated(letter: &Letter, tentative: &[Date]) -> Vec<Date> {
    let text = letter.text();
    let mut days: Vec<Date> = tentative.to_vec();
    days.sort_unstable();
    days.dedup();
    days.retain(|day| text.contains(&spoken(*day)));
    days
}

/// Whether whoever signs has accepted what is tentative in it; the field of the tick and what it is for where not.
pub fn accepted(letter: &Letter, tentative: &[Date], accepts: bool) -> Result<(), WhyNot> {
    let days = stated(letter, tentative);
    if days.is_empty() || accepts {
        return Ok(());
    }
    let days: Vec<String> = days.into_iter().map(spoken).collect();
    Err(WhyNot::new(
        "accepts_tentative",
        format!(
            "文书写明的{}为暂定：该年放假安排尚未公布，公布后可能变化。签发前请勾选“已知悉日期为暂定”。",
            days.join("、")
        ),
    ))
}

/// A day with its mark, in either of the ways it is written.
pub(super) fn marked(day: Date) -> [String; 2] {
    let words = spoken(day);
    [format!("{words}{COUNTED_MARKED}"), format!("{words}{MARK}")]
}

/// Writes the mark behind each of these days.
pub(super) fn mark(paragraphs: &mut [Paragraph], tentative: &[Date]) {
    for day in tentative {
        for paragraph in paragraphs.iter_mut() {
            match paragraph {
                Paragraph::Plain(text) | Paragraph::Heading(text) => put(text, *day),
                Paragraph::List(items) => items.iter_mut().for_each(|text| put(text, *day)),
                Paragraph::Form(rows) => rows.iter_mut().for_each(|(_, value)| put(value, *day)),
            }
        }
    }
}

fn put(text: &mut String, day: Date) {
    let words = spoken(day);
    if !text.contains(&words) {
        return;
    }
    let plain = without_marks(text, &[day]);
    let mut pieces = plain.split(&words);
    let mut marked = pieces.next().unwrap_or_default().to_owned();
    for after in pieces {
        marked.push_str(&words);
        // On a sheet that tells its places apart the sign behind the place goes behind the mark.
        let (sign, after) = match after.strip_prefix(FILLED.1) {
            Some(rest) => (Some(FILLED.1), rest),
            None => (None, after),
        };
        let (mark, after) = match after.strip_prefix(COUNTED) {
            Some(rest) => (COUNTED_MARKED, rest),
            None => (MARK, after),
        };
        marked.push_str(mark);
        marked.extend(sign);
        marked.push_str(after);
    }
    *text = marked;
}

/// The text as it would read if these days were published.
pub(super) fn without_marks(text: &str, tentative: &[Date]) -> String {
    let mut plain = text.to_owned();
    for day in tentative {
        let words = spoken(*day);
        let [counted, marked] = self::marked(*day);
        plain = plain
            .replace(&counted, &format!("{words}{COUNTED}"))
            .replace(&marked, &words);
    }
    plain
}

/// Days that stand in the text without their mark.
pub(super) fn unmarked(text: &str, tentative: &[Date]) -> Vec<WhyNot> {
    let is_unmarked = |day: &&Date| {
        let words = spoken(**day);
        let mut after = text.split(&words).skip(1);
        after.any(|after| !after.starts_with(MARK) && !after.starts_with(COUNTED_MARKED))
    };
    let told = |day: &Date| {
        let day = spoken(*day);
        let counted = format!("{day}{COUNTED}");
        let wanted = if text.contains(&counted) {
            format!("{day}{COUNTED_MARKED}")
        } else {
            format!("{day}{MARK}")
        };
        WhyNot::new(
            "text",
            format!("{day}为暂定（该年放假安排尚未公布），请在文书中写明“{wanted}”。"),
        )
    };
    tentative.iter().filter(is_unmarked).map(told).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::letters::{
        Correcting, CorrectionGround, Deferral, LetterFacts, LetterKind, Origin, Sheet, fill, gaps,
    };

    const DAY: Date = date(2027, 2, 19);

    fn facts() -> LetterFacts {
        LetterFacts {
            organ: "洛阳市孟津区人民政府办公室".into(),
            applicant: "李明".into(),
            contact: "政务公开股，0379-00000000".into(),
            received_on: Some(date(2026, 12, 14)),
            channel: Some(crate::cases::Channel::RegisteredPost),
            request_number: "MJXJ-2026-0001".into(),
            request: "2025年度部门决算".into(),
            due_on: Some(date(2027, 1, 12)),
            deferral: Deferral {
                until: Some(DAY),
                reasons: "需要检索的档案较多".into(),
                is_approved: true,
                approved_by: "王某".into(),
                days: 20,
                ..Deferral::default()
            },
            tentative: vec![DAY, date(2027, 3, 1)],
            ..LetterFacts::default()
        }
    }

    #[test]
    fn a_letter_that_states_a_tentative_day_says_so() {
        let facts = facts();
        let letter = fill(LetterKind::Extension, &facts);
        assert!(
            letter.text().contains("2027年2月19日（暂定）"),
            "{}",
            letter.text()
        );
        assert_eq!(stated(&letter, &facts.tentative), [DAY]);
        assert_eq!(gaps(&letter, LetterKind::Extension, &facts), []);
        let published = LetterFacts {
            tentative: Vec::new(),
            ..facts
        };
        assert!(!fill(LetterKind::Extension, &published).text().contains("暂定"));
    }

    #[test]
    fn a_mark_that_was_edited_away_is_missed() {
        let facts = facts();
        let mut letter = fill(LetterKind::Extension, &facts);
        for paragraph in &mut letter.paragraphs {
            if let Paragraph::Plain(text) = paragraph {
                *text = text.replace(MARK, "");
            }
        }
        let lacks = gaps(&letter, LetterKind::Extension, &facts);
        assert!(
            lacks
                .iter()
                .any(|lack| lack.message.contains("2027年2月19日（暂定）")),
            "{lacks:?}"
        );
        mark(&mut letter.paragraphs, &facts.tentative);
        let once = letter.clone();
        mark(&mut letter.paragraphs, &facts.tentative);
        assert_eq!(letter, once, "marked once, however often it is done");
    }

    #[test]
    fn whoever_signs_a_tentative_day_accepts_it() {
        let facts = facts();
        let letter = fill(LetterKind::Extension, &facts);
        let refused = accepted(&letter, &facts.tentative, false).unwrap_err();
        assert_eq!(refused.field, "accepts_tentative");
        assert!(accepted(&letter, &facts.tentative, true).is_ok());
        assert!(
            accepted(&letter, &[date(2027, 3, 1)], false).is_ok(),
            "a day it does not state"
        );
    }

    #[test]
    fn a_day_that_counts_itself_has_its_mark_in_the_same_bracket() {
        let mut facts = facts();
        facts.correcting = Correcting {
            items: vec!["请写明年份".into()],
            respond_by: Some(DAY),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        };
        let letter = fill(LetterKind::Correction, &facts);
        let text = letter.text();
        assert!(
            text.contains("请你单位于2027年2月19日前（含当日，暂定）对下列事项"),
            "{text}"
        );
        assert_eq!(gaps(&letter, letter.kind, &facts), []);
        let mut earlier = letter.clone();
        for paragraph in &mut earlier.paragraphs {
            if let Paragraph::Plain(text) = paragraph {
                *text = text.replace("前（含当日，暂定）", "（暂定）前（含当日）");
            }
        }
        assert_eq!(
            gaps(&earlier, earlier.kind, &facts),
            [],
            "a draft of an earlier release"
        );
    }

    #[test]
    fn a_sheet_tells_a_tentative_day_that_counts_itself_apart() {
        let facts = LetterFacts {
            tentative: vec![date(2027, 1, 12)],
            ..facts()
        };
        let letter = fill(LetterKind::Registration, &facts);
        let sheet = Sheet::of(&letter, letter.kind, &facts);
        let runs = sheet
            .paragraphs
            .iter()
            .flat_map(|shown| shown.lines.iter().flatten());
        let tentative: Vec<&str> = runs
            .filter(|run| run.origin == Origin::Tentative)
            .map(|run| run.words.as_str())
            .collect();
        assert_eq!(tentative, ["2027年1月12日前（含当日，暂定）"]);
        assert!(sheet.paragraphs.iter().all(|shown| !shown.is_written));
    }
}
