//! Whom a text gives to be turned to: a contact, an agent, whoever stands before a telephone number. A guess by looks, for what
//! is proposed and for what is looked at before it leaves; it decides nothing.

/// Behind which words, with a colon or a verb between, a person's name follows.
const LABELS: [&str; 6] = ["联系人", "代理人", "经办人", "委托人", "法定代表人", "负责人"];
/// What may stand between such a word and the name.
const BETWEEN: [char; 7] = ['：', ':', '是', '为', '叫', ' ', '　'];
/// By what people are called behind their family name.
const TITLES: [&str; 12] = [
    "总经理",
    "经理",
    "主任",
    "先生",
    "女士",
    "律师",
    "老师",
    "同志",
    "会计",
    "秘书",
    "科长",
    "工程师",
];
/// What may stand between a name and its number.
const BEFORE_NUMBER: [&str; 13] = [
    "联系电话",
    "电话号码",
    "手机号码",
    "手机号",
    "手机",
    "电话",
    "号码",
    "（",
    "(",
    "：",
    ":",
    "，",
    ",",
];
/// The family names of nine in ten people (公安部《二〇二〇年全国姓名报告》 and those next to it), two signs first.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边尚";

/// The people whom a text gives to be turned to: 联系人：王五, 王经理（13900007777）; each once.
pub fn contacts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for label in LABELS {
        let behind = text.split(label).skip(1);
        found.extend(behind.filter_map(named_behind));
    }
    found.extend(before_numbers(text));
    let mut once: Vec<String> = Vec::new();
    for one in found {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// The name that follows a label at once; what is separated by neither colon nor verb is no name.
fn named_behind(rest: &str) -> Option<String> {
    let begins = rest.trim_start_matches(BETWEEN);
    if begins.len() == rest.len() {
        return None;
    }
    let mut name: String = begins.chars().take_while(|sign| is_han(*sign)).collect();
    for end in ["联系", "电话", "手机", "住"] {
        if let Some(at) = name.find(end) {
            name.truncate(at);
        }
    }
    let length = name.chars().count();
    ((2..=4).contains(&length) && family(&name).is_some()).then_some(name)
}

/// Who stands before a telephone number or an identity number.
fn before_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut before, mut run) = (String::new(), String::new());
    for one in text.chars().chain(std::iter::once('\n')) {
        let is_part = one.is_ascii_digit() || (!run.is_empty() && matches!(one, 'X' | 'x' | '-'));
        if is_part {
            run.push(one);
            continue;
        }
        if is_of_a_person(&run, &before) {
            found.extend(named_before(&before));
        }
        before.push_str(&run);
        before.push(one);
        run.clear();
    }
    found
}

/// Whether a number is a telephone or an identity number by its looks, or by the word before it.
fn is_of_a_person(run: &str, before: &str) -> bool {
    let digits = run.chars().filter(|sign| *sign != '-').count();
    let is_called = || {
        let before = before.trim_end_matches(['：', ':', ' ', '（', '(']);
        ["电话", "手机", "号码", "手机号"]
            .iter()
            .any(|word| before.ends_with(word))
    };
    match digits {
        11 if run.starts_with('1') => true,
        10..=12 if run.starts_with('0') => true,
        18 => true,
        7 | 8 => is_called(),
        _ => false,
    }
}

fn named_before(before: &str) -> Option<String> {
    let mut rest = before.trim_end();
    while let Some(shorter) = BEFORE_NUMBER.iter().find_map(|one| rest.strip_suffix(one)) {
        rest = shorter.trim_end();
    }
    let run: Vec<char> = rest
        .chars()
        .rev()
        .take_while(|sign| is_han(*sign))
        .take(8)
        .collect();
    let run: String = run.into_iter().rev().collect();
    let titled = TITLES.iter().find_map(|title| {
        let before = run.strip_suffix(title)?;
        let surname = before.chars().next_back().filter(|sign| is_family(*sign))?;
        Some(format!("{surname}{title}"))
    });
    titled.or_else(|| {
        // A whole run is a name; at the end of a longer one the shortest that begins with a family name.
        let length = run.chars().count();
        if (2..=4).contains(&length) && family(&run).is_some() {
            return Some(run.clone());
        }
        [3, 2].into_iter().find_map(|signs| {
            let tail: String = run.chars().skip(length.checked_sub(signs)?).collect();
            (length > 4 && family(&tail).is_some()).then_some(tail)
        })
    })
}

const fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '·')
}

fn is_family(sign: char) -> bool {
    FAMILIES.contains(sign)
}

/// The family name a name begins with.
fn family(name: &str) -> Option<char> {
    name.chars().next().filter(|sign| is_family(*sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stands_before_a_number_or_behind_a_label_is_a_contact() {
        let found = |text: &str| contacts(text);
        assert_eq!(
            found("寅公司王经理（13900007777）来电称单价反映其成本"),
            ["王经理"]
        );
        assert_eq!(found("联系人：欧阳小明，电话13911112222"), ["欧阳小明"]);
        assert_eq!(found("委托代理人是李雷，电话 0379-65432100"), ["李雷"]);
        assert_eq!(found("请与钱多多13911112222联系"), ["钱多多"]);
        for text in [
            "2024年度滨河路改造项目的联系人名单",
            "供货合同文本（孟公复〔2026〕1号）",
            "联系人姓名和电话",
            "经费1234567元的决算",
            "金额12345678元，项目编号410322202400017",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
