//! Hints against answers that say nothing (已收悉、请拨打……) and against naming who asked. A hint is told beside the answer and
//! decides nothing: whoever answers for it may have a reason (services.md §10.3; 国办发〔2017〕47号: 答复不得推诿敷衍).

use std::sync::LazyLock;

use super::asking::Asker;
use crate::proof::{Trace, mobile_numbers, traces};
use crate::rule_rows::lines;

const SHIPPED: &str = include_str!("hollow.txt");
/// An answer of fewer characters can hardly say anything.
const SHORT: usize = 15;

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| lines(SHIPPED).filter_map(Phrase::read).collect());

struct Phrase {
    words: &'static str,
    /// Told in texts of no more characters; 0 in any.
    longest: usize,
    hint: &'static str,
}

impl Phrase {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('|').map(str::trim);
        Some(Self {
            words: cells.next()?,
            longest: cells.next()?.parse().ok()?,
            hint: cells.next()?,
        })
    }

    fn is_in(&self, text: &str, length: usize) -> bool {
        (self.longest == 0 || length <= self.longest) && text.contains(self.words)
    }
}

/// What is to be said of an answer before it goes out, each once; nothing of one that needs no second look.
pub fn hints(answer: &str, asker: &Asker) -> Vec<String> {
    let text: String = answer.split_whitespace().collect();
    let length = text.chars().count();
    if length == 0 {
        return Vec::new();
    }
    let mut told: Vec<String> = PHRASES
        .iter()
        .filter(|phrase| phrase.is_in(&text, length))
        .map(|phrase| phrase.hint.to_owned())
        .collect();
    if length < SHORT && told.is_empty() {
        told.push("答复很短，请确认已经答复所问。".to_owned());
    }
    let names = asker.words().filter(|name| name.chars().count() > 1);
    if names.into_iter().any(|name| answer.contains(name)) {
        told.push("答复中写出了提问人的姓名、单位或者联系方式，请删去。".to_owned());
    }
    if !mobile_numbers(answer).is_empty() {
        told.push("答复中有手机号码，请改用办公电话。".to_owned());
    }
    let numbers = traces(answer);
    if numbers
        .iter()
        .any(|trace| matches!(trace, Trace::IdentityNumber(_)))
    {
        told.push("答复中有证件号码，请删去。".to_owned());
    }
    told.dedup();
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_phrase() {
        assert_eq!(PHRASES.len(), lines(SHIPPED).count());
    }

    #[test]
    fn an_answer_that_says_nothing_is_told_and_one_that_answers_is_not() {
        let nobody = Asker::default();
        assert_eq!(
            hints("您的留言已收悉，感谢您的关注。", &nobody)
                .first()
                .map(String::as_str),
            Some("只写了“已收悉”，没有答复所问。")
        );
        assert_eq!(hints("请拨打67911800。", &nobody).len(), 1);
        assert_eq!(hints("好的。", &nobody).len(), 1);
        assert_eq!(hints("", &nobody), Vec::<String>::new());
        let full = "标准厂房每平方米每月十二元，依据《园区厂房租赁管理办法》第五条；签订三年以上合同的第一年减半。\
                    需要实地查看的，请联系园区服务大厅二号窗口，工作日上午九时至下午五时，我们派人陪同；租赁合同样本可以在本站下载。";
        assert_eq!(hints(full, &nobody), Vec::<String>::new());
    }

    #[test]
    fn an_answer_that_names_who_asked_is_told() {
        let asker = Asker {
            name: "王建国".to_owned(),
            phone: "13800138000".to_owned(),
            ..Asker::default()
        };
        let answer = "王建国先生：厂房租金每平方米每月十二元，详见《园区厂房租赁管理办法》。";
        assert!(hints(answer, &asker).iter().any(|hint| hint.contains("提问人")));
        assert!(hints("您的手机13800138000已登记，租金每平方米每月十二元。", &asker).len() > 1);
    }
}
