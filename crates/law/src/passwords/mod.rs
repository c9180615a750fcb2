//! Which passwords will do (GB/T 22239-2019 8.1.4.1: 身份鉴别信息具有复杂度要求). Length and classes are not enough: what
//! everybody tries first has both (`Password123`). What can be guessed is taken out, and enough must be left.

/// Fewest characters.
pub const SHORTEST: usize = 10;
/// Most characters, so that nobody makes the hash work for minutes.
pub const LONGEST: usize = 200;
/// Characters that must be left once everything that can be guessed is taken out.
const LEFT: usize = 6;
/// From this many on, characters in a row (`abc`, `321`, `qwe`, `aaa`) count as one guess.
const RUN: usize = 3;
/// What is in a row on a keyboard; letters and figures in their own order, too.
const ROWS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "!@#$%^&*()",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/// Whose password it is to be: what others know of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Owner<'a> {
    pub login: &'a str,
    /// The organ's names, code and address.
    pub organ: &'a [&'a str],
}

/// What is wrong with a new password, in Chinese; `None` when it will do.
pub fn fault(owner: Owner<'_>, password: &str) -> Option<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(format!("密码至少 {SHORTEST} 位。"));
    }
    if length > LONGEST {
        return Some(format!("密码不超过 {LONGEST} 位。"));
    }
    let has = |test: fn(&char) -> bool| usize::from(password.chars().any(|one| test(&one)));
    let classes = has(char::is_ascii_lowercase)
        + has(char::is_ascii_uppercase)
        + has(char::is_ascii_digit)
        + has(|one| !one.is_ascii_alphanumeric());
    if classes < 3 {
        return Some("密码应包含小写字母、大写字母、数字、其他字符中的至少三类。".to_owned());
    }
    if !owner.login.is_empty() && password.to_lowercase().contains(&owner.login.to_lowercase()) {
        return Some("密码不得包含登录名。".to_owned());
    }
    (left(owner, password) < LEFT).then(|| {
        "密码太容易猜到：去掉常用词、机关名称、年份和连续的字符后所剩无几。请换一个，例如几个不相干的词。"
            .to_owned()
    })
}

/// How many characters are left once common words, the owner's names, years and rows are taken out.
fn left(owner: Owner<'_>, password: &str) -> usize {
    let typed: Vec<char> = password.chars().map(|one| one.to_ascii_lowercase()).collect();
    let meant: Vec<char> = typed.iter().map(|one| letter(*one)).collect();
    let mut guessed = vec![false; typed.len()];
    let names = owner.organ.iter().map(|name| name.trim().to_lowercase());
    let names: Vec<String> = names.filter(|name| name.chars().count() >= 2).collect();
    for word in common().chain(names.iter().map(String::as_str)) {
        take_word(&typed, word, &mut guessed);
        take_word(&meant, word, &mut guessed);
    }
    take_runs(&typed, &mut guessed);
    take_years(&typed, &mut guessed);
    guessed.iter().filter(|is_guessed| !**is_guessed).count()
}

/// The words everybody tries first.
fn common<'a>() -> impl Iterator<Item = &'a str> {
    let lines = include_str!("common.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The letter a figure or sign is often written for.
fn letter(one: char) -> char {
    match one {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        other => other,
    }
}

fn take(guessed: &mut [bool], from: usize, length: usize) {
    let taken = guessed.iter_mut().skip(from).take(length);
    taken.for_each(|is_guessed| *is_guessed = true);
}

fn take_word(text: &[char], word: &str, guessed: &mut [bool]) {
    let word: Vec<char> = word.chars().collect();
    for (at, window) in text.windows(word.len()).enumerate() {
        if window == word {
            take(guessed, at, word.len());
        }
    }
}

/// Takes out rows of neighbours, forwards and backwards, and one character again and again.
fn take_runs(text: &[char], guessed: &mut [bool]) {
    for (at, window) in text.windows(RUN).enumerate() {
        let piece: String = window.iter().collect();
        let backwards: String = window.iter().rev().collect();
        let is_one = window.iter().all(|one| Some(one) == window.first());
        if is_one
            || ROWS
                .iter()
                .any(|row| row.contains(&piece) || row.contains(&backwards))
        {
            take(guessed, at, RUN);
        }
    }
}

/// Takes out years (1900 to 2099), with the month and the day where they follow.
fn take_years(text: &[char], guessed: &mut [bool]) {
    for (at, window) in text.windows(4).enumerate() {
        let year: String = window.iter().collect();
        let is_year = year.chars().all(|one| one.is_ascii_digit())
            && (year.starts_with("19") || year.starts_with("20"));
        if is_year {
            let rest = text
                .iter()
                .skip(at + 4)
                .take_while(|one| one.is_ascii_digit())
                .count();
            take(guessed, at, 4 + if rest >= 4 { 4 } else { 0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Owner<'_> = Owner {
        login: "zhangsan",
        organ: &["孟津区人民政府", "mengjin.gov.cn", "mengjin"],
    };

    fn is_refused(password: &str) -> bool {
        fault(OWNER, password).is_some()
    }

    #[test]
    fn a_password_must_be_long_and_mixed_and_not_the_login() {
        for refused in ["Ab1!", "abcdefghij12", "Zhangsan-Liukan-58"] {
            assert!(is_refused(refused), "{refused}");
        }
        assert!(is_refused(&"aB3-".repeat(51)));
    }

    #[test]
    fn what_everybody_tries_first_is_refused_however_it_is_dressed_up() {
        for refused in [
            "Password123",
            "Qwerty12345",
            "P@ssw0rd2024!",
            "Admin@123456",
            "Abc123456!",
            "1qaz@WSX3edc",
            "Qwer1234!@#$",
            "Aa1234567890",
            "Welcome2026!",
            "Zhongguo-1949",
            "Woaini5201314",
            "Huawei@12345",
            "Test-20260228",
            "AAAAbbbb1111",
            "Passw0rd!Passw0rd!",
        ] {
            assert!(is_refused(refused), "{refused}");
        }
    }

    #[test]
    fn the_organs_name_and_a_year_make_no_password() {
        for refused in ["Mengjin-2024", "Mengjin@20240101", "孟津区人民政府Gk-1"] {
            assert!(is_refused(refused), "{refused}");
        }
        let elsewhere = Owner {
            login: "zhangsan",
            ..Owner::default()
        };
        assert_eq!(fault(elsewhere, "Mengjin-2024"), None);
    }

    #[test]
    fn words_of_the_trade_places_and_names_are_guessed() {
        for refused in [
            "Xxgk@2026!!",
            "Zhengwu@2026",
            "Kaifaqu@2026",
            "Bangong@2026",
            "Xinxi@2026!!",
            "Luoyang@2026!",
            "Henan@123456",
            "Zhangwei@1990",
        ] {
            assert!(fault(Owner::default(), refused).is_some(), "{refused}");
        }
    }

    #[test]
    fn what_is_not_guessed_will_do() {
        for good in [
            "Hulan-Shan-58-Kezi",
            "wkqd-MRTA-5827-hjbn",
            "Gongkai-Demo-2026",
            "9vT!mm2rXk",
            "月亮-下的-Maifan7",
        ] {
            assert_eq!(fault(OWNER, good), None, "{good}");
        }
    }
}
