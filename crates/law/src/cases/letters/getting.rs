//! How what is granted is got, as a sentence (条例第三十六条第（一）项、第（二）项、第四十条): 于4月1日到三楼窗口领取纸质复印件.
//! Form, way and time are typed into three fields; here they become one clause.

use super::slots::without_full_stop;
use crate::cases::decision::Getting;

/// What one does with information that is had.
const VERBS: [&str; 12] = [
    "领取", "查看", "查阅", "下载", "获取", "取得", "阅览", "抄录", "复制", "购买", "索取", "浏览",
];
/// What a way or a time begins with that needs no preposition of ours.
const BEGINS_A_WAY: [&str; 16] = [
    "到", "在", "向", "通过", "登录", "凭", "拨打", "访问", "前往", "自", "于", "以", "由", "从", "经", "持",
];
const BEGINS_A_TIME: [&str; 8] = ["于", "自", "在", "随时", "即日", "每", "任何", "工作日"];

impl Getting {
    /// The clause after 可以: when, where and how; blank where the way is.
    pub(super) fn in_words(&self) -> String {
        let [form, path, time] = [&self.form, &self.path, &self.time].map(|text| without_full_stop(text));
        if path.is_empty() || form.is_empty() {
            return String::new();
        }
        let (path, address) = apart(path);
        let path = path.as_str();
        let has_verb = |text: &str| VERBS.iter().any(|verb| text.ends_with(verb));
        let verb_of_form = VERBS.iter().find(|verb| form.ends_with(*verb));
        let (verb, what) = match (has_verb(path), verb_of_form) {
            (true, Some(_)) => ("", ""),
            (true, None) => ("", form),
            (false, Some(verb)) => (*verb, ""),
            (false, None) => ("获取", form),
        };
        let begins = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
        let at = if begins(path, &BEGINS_A_WAY) { "" } else { "在" };
        let on = if time.is_empty() || begins(time, &BEGINS_A_TIME) {
            ""
        } else {
            "于"
        };
        format!("{on}{time}{at}{path}{verb}{what}{address}")
    }
}

/// A web address that was typed into the way, taken out of it: its verb is not glued to it, and it ends where it ends.
fn apart(path: &str) -> (String, String) {
    let is_of_address = |one: char| one.is_ascii_graphic();
    let Some(at) = path
        .find("http")
        .filter(|_| !path.contains('（') && !path.contains('('))
    else {
        return (path.to_owned(), String::new());
    };
    let (before, rest) = path.split_at(at);
    let end = rest.find(|one| !is_of_address(one)).unwrap_or(rest.len());
    let (address, after) = rest.split_at(end);
    if !address.contains("://") {
        return (path.to_owned(), String::new());
    }
    let before = before.trim_end_matches(['：', ':', '，', ',', ' ', '、']);
    let way = match (before, after.trim()) {
        ("" | "登录" | "访问", "") => format!("{before}网站"),
        (before, after) => format!("{before}{after}"),
    };
    (way, format!("（网址：{address}）"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_way_and_time_become_one_clause() {
        let told = |form: &str, path: &str, time: &str| {
            let getting = Getting {
                form: form.into(),
                path: path.into(),
                time: time.into(),
                is_enclosed: false,
            };
            getting.in_words()
        };
        assert_eq!(told("在网站查看", "本机关网站", ""), "在本机关网站查看");
        assert_eq!(
            told(
                "纸质复印件",
                "到本机关三楼政务公开股领取",
                "2026年4月1日至4月15日的工作时间"
            ),
            "于2026年4月1日至4月15日的工作时间到本机关三楼政务公开股领取纸质复印件"
        );
        assert_eq!(
            told("电子文档", "https://www.example.gov.cn/1", "随时"),
            "随时在网站获取电子文档（网址：https://www.example.gov.cn/1）"
        );
        assert_eq!(told("网站下载", "登录本机关网站下载。", ""), "登录本机关网站下载");
        assert_eq!(
            told(
                "网站下载",
                "登录本机关网站下载：https://www.example.gov.cn/1.html",
                ""
            ),
            "登录本机关网站下载（网址：https://www.example.gov.cn/1.html）"
        );
        assert_eq!(
            told("网站查看", "登录https://www.example.gov.cn/1.html", ""),
            "登录网站查看（网址：https://www.example.gov.cn/1.html）"
        );
        assert_eq!(told("", "本机关网站", ""), "");
        assert_eq!(told("查阅", "", ""), "");
    }
}
