//! Labels as printed and as official: full- and half-width signs, spaces, other numbering and scanning slips.

use std::sync::LazyLock;

use law::codes::{ApplicantKind, OutcomeGroup, Route, TableThreeRow, Verdict};
use law::reports::Table2;
use strsim::levenshtein;

use super::former_labels::FormerRow;
use super::seen::TWO;

/// Words longer than this are no label; comparing them would only cost time.
const LONGEST: usize = 160;

/// The label without spaces and quotes, brackets and stops made plain, so that only the words count.
pub(super) fn plain(text: &str) -> String {
    let sign = |one: char| match one {
        '（' | '﹙' | '[' | '【' | '〔' => '(',
        '）' | '﹚' | ']' | '】' | '〕' => ')',
        '，' | '、' | '､' => ',',
        '：' => ':',
        '．' | '。' => '.',
        '；' => ';',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(one) - u32::from('０') + u32::from('0')).unwrap_or(one)
        }
        _ => one,
    };
    let is_dropped = |one: &char| {
        one.is_whitespace()
            || matches!(
                one,
                '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '\u{feff}' | '\u{200b}'
            )
    };
    text.chars().filter(|one| !is_dropped(one)).map(sign).collect()
}

/// The plain label without its numbering (`一、`, `（三）`, `1.`, `①`).
pub(super) fn unnumbered(text: &str) -> String {
    let text = plain(text);
    let mut rest = text.as_str();
    loop {
        let stripped = strip_number(rest);
        if stripped.len() == rest.len() {
            return rest.to_owned();
        }
        rest = stripped;
    }
}

fn strip_number(text: &str) -> &str {
    let is_numeral = |one: char| "一二三四五六七八九十".contains(one) || one.is_ascii_digit();
    let part = text
        .strip_prefix('第')
        .map(|rest| rest.trim_start_matches(is_numeral))
        .and_then(|rest| rest.strip_prefix("部分"));
    if let Some(rest) = part {
        return rest.trim_start_matches([',', ':', '.']);
    }
    let open = text.strip_prefix('(').unwrap_or(text);
    let after = open.trim_start_matches(is_numeral);
    let has_numeral = after.len() < open.len();
    let is_bracketed = open.len() < text.len();
    let rest = match after.chars().next() {
        Some(')') if is_bracketed => after.strip_prefix(')'),
        Some('.' | ',' | ':') if !is_bracketed => after.strip_prefix(['.', ',', ':']),
        _ => None,
    };
    let circled = text.strip_prefix(|one: char| ('①'..='⑳').contains(&one));
    if has_numeral {
        rest.or(circled).unwrap_or(text)
    } else {
        circled.unwrap_or(text)
    }
}

/// How a printed label agrees with an official one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// The same words.
    Same,
    /// Understood, but not the official words.
    Slip,
}

/// Compares printed words with official ones: same, a slip of a few signs, cut short, or none of these.
pub(super) fn agrees(printed: &str, official: &str) -> Option<Match> {
    let official = unnumbered(official);
    close(&unnumbered(printed), &official, official.chars().count())
}

/// The same for words without numbering, the official ones so many signs long.
fn close(printed: &str, official: &str, length: usize) -> Option<Match> {
    if printed == official {
        return Some(Match::Same);
    }
    let short = printed.chars().count();
    if length < 5 || short < 4 {
        return None;
    }
    let is_cut = short >= 6 && official.starts_with(printed);
    let most = length.div_ceil(4).min(4);
    let is_close = || short.abs_diff(length) <= most && levenshtein(printed, official) <= most;
    (is_cut || is_close()).then_some(Match::Slip)
}

/// Something that can be found by its labels.
pub(super) trait Labelled: Copy + 'static {
    fn all() -> Vec<Self>;
    /// The official label first, then others known from real reports.
    fn labels(self) -> Vec<&'static str>;
    /// Every label, made ready for comparing.
    fn known() -> &'static [Known<Self>];
}

/// A label ready for comparing: without numbering, with how many signs it has.
pub(super) struct Known<T> {
    one: T,
    official: &'static str,
    is_official: bool,
    words: String,
    length: usize,
}

pub(super) fn ready<T: Labelled>() -> Vec<Known<T>> {
    let of = |one: T| {
        let labels = one.labels();
        let official = labels.first().copied().unwrap_or("");
        let known = move |(rank, label): (usize, &'static str)| {
            let words = unnumbered(label);
            Known {
                one,
                official,
                is_official: rank == 0,
                length: words.chars().count(),
                words,
            }
        };
        labels.into_iter().enumerate().map(known).collect::<Vec<_>>()
    };
    T::all().into_iter().flat_map(of).collect()
}

impl Labelled for TableThreeRow {
    fn all() -> Vec<Self> {
        Self::ALL.to_vec()
    }

    fn labels(self) -> Vec<&'static str> {
        let others: &[&str] = match self {
            Self::New => &["本年新收申请数量", "本年新收政府信息公开申请数"],
            Self::BroughtForward => &["上年结转申请数量", "上年结转政府信息公开申请数"],
            Self::PartlyGranted => &["部分公开", "部分公开(区分处理的,只计这一情形)"],
            Self::RefusedSafety => &["危及三安全一稳定"],
            Self::UnavailableNotHeld => &["本机关不掌握相关政府信息"],
            Self::OtherwiseUncorrected => &["申请人无正当理由逾期不补正,行政机关不再处理"],
            Self::OtherwiseUnpaid => &["申请人逾期未按收费通知要求缴纳费用,行政机关不再处理"],
            Self::CarriedForward => &["结转下年度继续办理的申请数量", "结转下年继续办理"],
            _ => &[],
        };
        std::iter::once(self.label())
            .chain(others.iter().copied())
            .collect()
    }

    fn known() -> &'static [Known<Self>] {
        static KNOWN: LazyLock<Vec<Known<TableThreeRow>>> = LazyLock::new(ready);
        &KNOWN
    }
}

impl Labelled for ApplicantKind {
    fn all() -> Vec<Self> {
        Self::ALL.to_vec()
    }

    fn labels(self) -> Vec<&'static str> {
        match self {
            Self::LegalService => vec![self.label(), "法律服务组织"],
            Self::PublicWelfare => vec![self.label(), "社会公益机构"],
            Self::Total => vec![self.label(), "合计"],
            _ => vec![self.label()],
        }
    }

    fn known() -> &'static [Known<Self>] {
        static KNOWN: LazyLock<Vec<Known<ApplicantKind>>> = LazyLock::new(ready);
        &KNOWN
    }
}

impl Labelled for Route {
    fn all() -> Vec<Self> {
        Self::ALL.to_vec()
    }

    fn labels(self) -> Vec<&'static str> {
        vec![self.label()]
    }

    fn known() -> &'static [Known<Self>] {
        static KNOWN: LazyLock<Vec<Known<Route>>> = LazyLock::new(ready);
        &KNOWN
    }
}

/// The rows of table 二, named by their first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TwoRow(pub Table2);

impl TwoRow {
    /// The cells the row's numbers go into, in print order.
    pub fn cells(self) -> &'static [Table2] {
        match self.0 {
            Table2::RegulationsMade => &[
                Table2::RegulationsMade,
                Table2::RegulationsRepealed,
                Table2::RegulationsInForce,
            ],
            Table2::NormativeMade => &[
                Table2::NormativeMade,
                Table2::NormativeRepealed,
                Table2::NormativeInForce,
            ],
            Table2::Licences => &[Table2::Licences],
            Table2::Penalties => &[Table2::Penalties],
            Table2::CoerciveMeasures => &[Table2::CoerciveMeasures],
            _ => &[Table2::FeesWanYuan],
        }
    }
}

impl Labelled for TwoRow {
    fn all() -> Vec<Self> {
        TWO.map(Self).to_vec()
    }

    fn labels(self) -> Vec<&'static str> {
        match self.0 {
            Table2::RegulationsMade => vec!["规章"],
            Table2::NormativeMade => vec!["行政规范性文件", "规范性文件"],
            Table2::Licences => vec!["行政许可"],
            Table2::Penalties => vec!["行政处罚"],
            Table2::CoerciveMeasures => vec!["行政强制", "行政强制措施"],
            _ => vec!["行政事业性收费", "行政事业性收费(万元)"],
        }
    }

    fn known() -> &'static [Known<Self>] {
        static KNOWN: LazyLock<Vec<Known<TwoRow>>> = LazyLock::new(ready);
        &KNOWN
    }
}

/// Whether the text names a row of table 二 in either format.
pub(super) fn is_of_two(text: &str) -> bool {
    find::<TwoRow>(text).is_some() || find::<FormerRow>(text).is_some()
}

/// The one that a printed label means, how well, and its official label. The best of all is taken.
pub(super) fn find<T: Labelled>(printed: &str) -> Option<(T, Match, &'static str)> {
    if printed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let printed = unnumbered(printed);
    let mut best: Option<(&Known<T>, Match, usize)> = None;
    for known in T::known() {
        let Some(how) = close(&printed, &known.words, known.length) else {
            continue;
        };
        // Another known wording is understood for certain, but it is not the official one.
        let how = if known.is_official { how } else { Match::Slip };
        let distance = levenshtein(&printed, &known.words);
        if best
            .as_ref()
            .is_none_or(|(_, before, far)| (how, distance) < (*before, *far))
        {
            best = Some((known, how, distance));
        }
    }
    best.map(|(known, how, _)| (known.one, how, known.official))
}

/// The one whose label the text ends with (`三（三）不予公开 1.属于国家秘密`), the longest such label, and whether it is the
/// official one.
pub(super) fn find_at_end<T: Labelled>(printed: &str) -> Option<(T, Match, &'static str)> {
    if printed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let printed = plain(printed);
    let ending = T::known().iter().filter(|known| printed.ends_with(&known.words));
    let longest = ending.max_by_key(|known| (known.length, known.is_official))?;
    let how = if longest.is_official {
        Match::Same
    } else {
        Match::Slip
    };
    Some((longest.one, how, longest.official))
}

/// Whether the text is exactly a label of a row of the tables, official or not.
pub(super) fn is_row(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let words = unnumbered(text);
    is_known::<TableThreeRow>(&words)
        || is_known::<TwoRow>(&words)
        || is_known::<FormerRow>(&words)
        || is_known::<Route>(&words)
}

/// Whether a label of a row of the tables begins with these words and goes on.
pub(super) fn begins_row(text: &str) -> bool {
    let words = unnumbered(text);
    let begins = |label: &str| label.len() > words.len() && label.starts_with(&words);
    !words.is_empty()
        && (TableThreeRow::known().iter().any(|known| begins(&known.words))
            || TwoRow::known().iter().any(|known| begins(&known.words))
            || Route::known().iter().any(|known| begins(&known.words)))
}

fn is_known<T: Labelled>(words: &str) -> bool {
    T::known().iter().any(|known| known.words == words)
}

/// Whether the text is nothing but words that the tables print in their heads and before their numbers: where a table
/// was copied as text they stand among the prose.
pub(super) fn is_of_tables(text: &str) -> bool {
    is_table_word(text) || text.split_whitespace().all(is_table_word)
}

fn is_table_word(text: &str) -> bool {
    const HEADS: [&str; 22] = [
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增/减",
        "处理决定数量",
        "采购项目数量",
        "采购总金额",
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "本年处理决定数量",
        "本年收费金额(单位:万元)",
        "本年收费金额",
        "申请人情况",
        "法人或其他组织",
        "本年度办理结果",
        "行政诉讼",
        "序号",
        "备注",
        "单位:件",
    ];
    let word = unnumbered(text);
    let is_article = word.starts_with("第二十条第") && word.ends_with('项');
    is_article
        || word.starts_with("(本列数据的勾稽关系")
        || HEADS.contains(&word.as_str())
        || OutcomeGroup::ALL
            .iter()
            .any(|group| unnumbered(group.label()) == word)
        || Verdict::ALL.iter().any(|verdict| verdict.label() == word)
        || is_same::<ApplicantKind>(&word)
        || is_same::<Route>(&word)
        || is_same::<TwoRow>(&word)
        || is_same::<FormerRow>(&word)
        || is_same::<TableThreeRow>(&word)
}

fn is_same<T: Labelled>(word: &str) -> bool {
    find::<T>(word).is_some_and(|(_, how, _)| how == Match::Same)
}
