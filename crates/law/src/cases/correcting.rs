//! What a correction asks for, item by item, and what the applicant answers to each (条例第三十条: 行政机关应当一次性告知需要
//! 补正的事项).

use jiff::civil::Date;

use super::letters::{Letter, Paragraph};

/// The items of a correction notice: those its letter lists, or the lines of what was recorded where it went out otherwise.
pub fn asked_items(letter: Option<&Letter>, note: &str) -> Vec<String> {
    let listed = letter.and_then(|letter| {
        letter.paragraphs.iter().find_map(|paragraph| match paragraph {
            Paragraph::List(items) => Some(items.clone()),
            _ => None,
        })
    });
    // What is recorded by hand stands in lines, or in one with semicolons between the items.
    let lines = || note.split(['\n', '；']).map(|line| line.trim().to_owned());
    let items = listed.unwrap_or_else(|| lines().collect());
    items.into_iter().filter(|item| !item.trim().is_empty()).collect()
}

/// What is asked for once it was corrected: the request as it came in, and under it every correction with its day. Whoever
/// searches or decides goes by both (条例第三十条).
pub fn as_corrected(request: &str, corrections: &[(Date, String)]) -> String {
    let corrected = corrections.iter().map(|(on, words)| {
        // Several items begin on a line of their own.
        let between = if words.contains('\n') { "\n" } else { "" };
        format!("\n{on} 补正：{between}{words}")
    });
    std::iter::once(request.to_owned()).chain(corrected).collect()
}

/// The mark of a correction in a text as [`as_corrected`] makes it.
const CORRECTED: &str = " 补正：";

/// The two parts of such a text in the applicant's own words: the request, and what was answered to the corrections asked for. What
/// the organ asked is no part of either.
pub fn in_own_words(text: &str) -> (String, String) {
    let begins = |line: &str| {
        let day = line.split_once(CORRECTED).map(|(day, _)| day);
        day.is_some_and(|day| day.parse::<Date>().is_ok())
    };
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| begins(line)).unwrap_or(lines.len());
    let (request, corrections) = lines.split_at(first);
    let mut answers: Vec<&str> = Vec::new();
    for (at, line) in corrections.iter().enumerate() {
        let answer = match line.split_once(CORRECTED) {
            Some((_, rest)) if begins(line) => rest,
            _ => line.strip_prefix("补正：").unwrap_or(line),
        };
        let is_question = corrections
            .get(at + 1)
            .is_some_and(|next| next.starts_with("补正："))
            && line
                .split_once('．')
                .is_some_and(|(place, _)| place.parse::<usize>().is_ok());
        if !is_question && !answer.trim().is_empty() {
            answers.push(answer.trim());
        }
    }
    (request.join("\n"), answers.join("\n"))
}

/// The places (from 1) of the items that are left without an answer: a correction is asked for once, and what is not corrected
/// ends the application (条例第三十条), so that nobody leaves one out by a slip.
pub fn unanswered(items: &[String], answers: &[String]) -> Vec<usize> {
    let is_answered = |place: usize| answers.get(place).is_some_and(|answer| !answer.trim().is_empty());
    (0..items.len().max(1))
        .filter(|place| !is_answered(*place))
        .map(|place| place + 1)
        .collect()
}

/// What was answered, each under its item, as it is kept with the event; an item without an answer says so.
pub fn answered_items(items: &[String], answers: &[String]) -> String {
    if items.len() < 2 {
        return answers.join("\n");
    }
    let answers = answers
        .iter()
        .map(|answer| answer.trim())
        .chain(std::iter::repeat(""));
    let pairs = items.iter().zip(answers).enumerate();
    let told = pairs.map(|(place, (item, answer))| {
        let answer = if answer.is_empty() {
            "（未填写）"
        } else {
            answer
        };
        format!("{}．{item}\n补正：{answer}", place + 1)
    });
    told.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn whoever_searches_reads_the_request_as_it_was_corrected() {
        assert_eq!(as_corrected("滨河路改造方案", &[]), "滨河路改造方案");
        let corrected = [
            (date(2026, 3, 10), "2024年的改造方案".to_owned()),
            (date(2026, 3, 20), "1．年份\n补正：2024年".to_owned()),
        ];
        assert_eq!(
            as_corrected("滨河路改造方案", &corrected),
            "滨河路改造方案\n2026-03-10 补正：2024年的改造方案\n2026-03-20 补正：\n1．年份\n补正：2024年"
        );
    }
    use crate::cases::letters::{LetterFacts, LetterKind, fill};

    #[test]
    fn what_the_organ_asked_is_not_what_is_asked_for() {
        let answered = answered_items(
            &["请写明年度".to_owned(), "请写明单位".to_owned()],
            &["2025年".to_owned(), "孟津一局".to_owned()],
        );
        let text = as_corrected("1、招标文件\n2、投标报价明细", &[(date(2026, 3, 10), answered)]);
        let (request, answers) = in_own_words(&text);
        assert_eq!(request, "1、招标文件\n2、投标报价明细");
        assert_eq!(answers, "2025年\n孟津一局");
        assert_eq!(
            in_own_words("滨河路改造方案"),
            ("滨河路改造方案".to_owned(), String::new())
        );
    }

    #[test]
    fn the_letter_lists_the_items_and_without_one_the_record_does() {
        let mut facts = LetterFacts::default();
        facts.correcting.items = vec!["请写明年度".to_owned(), "请写明单位".to_owned()];
        let letter = fill(LetterKind::Correction, &facts);
        let note = "孟先开补〔2026〕1号，网上送达";
        assert_eq!(asked_items(Some(&letter), note), ["请写明年度", "请写明单位"]);
        assert_eq!(
            asked_items(None, "请写明年度\n\n 请写明单位 "),
            ["请写明年度", "请写明单位"]
        );
        assert!(asked_items(None, "").is_empty());
    }

    #[test]
    fn each_item_stands_over_its_answer() {
        let items = ["请写明年度".to_owned(), "请写明单位".to_owned()];
        let answers = ["2025年".to_owned(), " ".to_owned()];
        assert_eq!(
            answered_items(&items, &answers),
            "1．请写明年度\n补正：2025年\n2．请写明单位\n补正：（未填写）"
        );
        assert_eq!(answered_items(&items[..1], &answers[..1]), "2025年");
        assert_eq!(unanswered(&items, &answers), [2]);
        assert_eq!(unanswered(&items, &answers[..1]), [2]);
        assert_eq!(unanswered(&[], &[]), [1]);
        assert!(unanswered(&items[..1], &answers[..1]).is_empty());
    }
}
