//! What was to be filled in and was not: ×××, XX, 2024年×月.

use super::examples::{Example, Step};
use super::patterns::{after, before, is_han, patterns};
use super::rule::Hit;
use super::{Class, Context, Manuscript, Rule, Severity};

pub(super) static PLACEHOLDER: Rule = Rule {
    code: "draft.placeholder",
    label: "没有填写的占位符",
    class: Class::Draft,
    severity: Severity::Answer,
    source: "三审三校：错漏",
    says: "没有留着未填的“×××”“XX”“××局”“2024年×月×日”“2024年 月 日”。隐去的姓名（张××）和号码（138××××1234）不算，乘号不算。",
    advice: "请填写，或者删去。",
    examples: &[
        Example {
            right: &[Step::Paragraph(
                "张××、李××等二人，电话138××××1234，规格为3×5米。",
            )],
            wrong: &[Step::Paragraph("根据××局的意见，现予公布。")],
        },
        Example {
            right: &[Step::Paragraph("2024年5月6日")],
            wrong: &[Step::Paragraph("2024年×月×日")],
        },
        Example {
            right: &[Step::Paragraph("利息=本金×日万分之一点七五×迟延履行期间")],
            wrong: &[Step::Paragraph("自5月×日起施行")],
        },
        Example {
            right: &[Step::Paragraph("2023年月平均工资")],
            wrong: &[Step::Paragraph("2024年　月　日")],
        },
        Example {
            right: &[Step::Paragraph("尺码为XXL，型号XX-200。")],
            wrong: &[Step::Paragraph("联系人：XX，电话：XXX。")],
        },
    ],
    look,
};

patterns! {
    CROSSES = r"[×✕╳✖]+";
    LETTERS = r"[XxＸｘ]{2,}";
    BLANK_DAY = r"(?:19|20)\d\d年(?:[\s_＿\u{3000}]+月|\d{1,2}月[\s_＿\u{3000}]+日)";
    MARKED = r"(?:TODO|待补充|待填写|此处填写|（填写[^（）]{1,12}）|【待[^【】]{1,10}】)";
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        let text = part.text.as_str();
        let crosses = CROSSES
            .find_iter(text)
            .filter(|found| is_blank(text, found.start(), found.end()));
        let letters = LETTERS
            .find_iter(text)
            .filter(|found| are_blanks(text, found.start(), found.end()));
        let days = BLANK_DAY.find_iter(text).chain(MARKED.find_iter(text));
        let found = crosses.chain(letters).chain(days);
        hits.extend(found.map(|found| Hit::at(number, widened(text, found.start(), found.end()))));
    }
    hits.sort_by_key(|hit| (hit.part, hit.span.start));
    // Within one paragraph the first place leads to the others.
    hits.dedup_by_key(|hit| hit.part);
    hits
}

/// With what stands beside it, so that one sees what is meant.
fn widened(text: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    let head = text
        .get(..from)
        .unwrap_or("")
        .chars()
        .rev()
        .take(2)
        .take_while(|sign| is_word(*sign));
    let tail = text
        .get(to..)
        .unwrap_or("")
        .chars()
        .take(2)
        .take_while(|sign| is_word(*sign));
    let (head, tail): (usize, usize) = (head.map(char::len_utf8).sum(), tail.map(char::len_utf8).sum());
    from - head..to + tail
}

const fn is_word(sign: char) -> bool {
    is_han(sign) || sign.is_ascii_digit()
}

/// Whether these crosses stand for words that are missing.
fn is_blank(text: &str, from: usize, to: usize) -> bool {
    let (before, after) = (before(text, from), after(text, to));
    let is_digit =
        |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit() || ('０'..='９').contains(&sign));
    let is_single = text.get(from..to).is_some_and(|found| found.chars().count() == 1);
    let is_unit = matches!(
        after,
        Some('年' | '月' | '日' | '号' | '省' | '市' | '县' | '区' | '条' | '时')
    );
    if is_digit(before) {
        // 138××××1234, 3×5; but 20××年.
        return !is_digit(after) && is_unit && !is_single && is_year(text, from);
    }
    if is_single {
        // 5月×日; but 本金×日利率.
        let is_product = after == Some('日') && before.is_some_and(|sign| is_han(sign) && sign != '月');
        return is_unit && !is_product;
    }
    !is_digit(after) && !is_name_masked(text, from, to)
}

/// `20` before the crosses, as in 20××年.
fn is_year(text: &str, from: usize) -> bool {
    let digits = text.get(..from).unwrap_or("").chars().rev();
    let digits: String = digits.take_while(char::is_ascii_digit).collect();
    matches!(digits.as_str(), "02" | "91")
}

/// `张××`: a family name that begins a word, and one cross or two for what is kept back.
fn is_name_masked(text: &str, from: usize, to: usize) -> bool {
    let count = text.get(from..to).map_or(0, |found| found.chars().count());
    let mut before = text.get(..from).unwrap_or("").chars().rev();
    let is_family = before.next().is_some_and(|sign| FAMILIES.contains(sign));
    let begins = before
        .next()
        .is_none_or(|sign| !is_han(sign) || "和与及人者户为由对将被向给，、".contains(sign));
    let goes_on = text
        .get(to..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|sign| "省市县区乡镇村局厅委部院号年月".contains(sign));
    count <= 2 && is_family && begins && !goes_on
}

/// The most common family names.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Whether these letters stand for words that are missing: they are no word of their own.
fn are_blanks(text: &str, from: usize, to: usize) -> bool {
    let is_letter = |sign: Option<char>| {
        sign.is_some_and(|sign| {
            sign.is_ascii_alphabetic() || matches!(sign, '-' | '/' | '.' | '_' | '@' | '*')
        })
    };
    let (before, after) = (before(text, from), after(text, to));
    let is_digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    // A number that is masked; 20XX年 is none.
    let is_masked = is_digit(after) || (is_digit(before) && !is_year(text, from));
    let stands_for_words = before.is_none_or(|sign| !sign.is_ascii()) || is_year(text, from);
    !is_letter(before)
        && !is_letter(after)
        && !is_masked
        && stands_for_words
        && !is_name_masked(text, from, to)
}
