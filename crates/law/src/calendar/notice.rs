//! Reading the yearly notice of 国务院办公厅 (关于部分节假日安排的通知) as it is published, or a list of days, one a line:
//! `2027-01-01 放假 元旦`. Where the notice says a weekday or how many days it is, that is held against the calendar.

use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::HolidayYear;

/// What a text says of one year, and what in it can't be right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub year: HolidayYear,
    pub doubts: Vec<Doubt>,
}

/// Why a text is not taken in as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    #[error("通知是 {said} 年的，要导入的是 {asked} 年，请核对")]
    OtherYear { said: i16, asked: i16 },
    #[error("{name}：通知写 {day} 是星期{said}，实际是星期{}，请核对年份和日期", weekday(*.day))]
    OtherWeekday { name: String, day: Date, said: char },
    #[error("{name}：通知写共 {said} 天，按日期算是 {counted} 天，请核对")]
    OtherCount {
        name: String,
        said: usize,
        counted: usize,
    },
    #[error("{name}：没有“{day}”这一天，请核对")]
    NoSuchDay { name: String, day: String },
    #[error("“{0}”无法识别，请写成“2027-01-01 放假 元旦”或者“2027-01-03 上班 元旦”")]
    Line(String),
}

/// Reads the notice of that year, or lines of days, or both.
pub fn read(text: &str, year: i16) -> Notice {
    let mut notice = Notice::default();
    notice.year.year = year;
    let is_line = |line: &&str| line.trim_start().get(..5).is_some_and(|head| head.ends_with('-'));
    for line in text.lines().filter(is_line) {
        if read_line(&mut notice.year, line).is_none() {
            notice.doubts.push(Doubt::Line(line.trim().to_owned()));
        }
    }
    let prose: String = text
        .lines()
        .filter(|line| !is_line(line))
        .flat_map(str::chars)
        .filter(|one| !one.is_whitespace())
        .map(plain)
        .collect();
    if let Some(said) = titled(&prose).filter(|said| *said != year) {
        notice.doubts.push(Doubt::OtherYear { said, asked: year });
    }
    for (name, words) in sections(&prose) {
        Section::new(&mut notice, name).read(words);
    }
    notice
}

/// The year as lines of days, which `read` takes back.
pub fn lines(year: &HolidayYear) -> String {
    let of = |days: &std::collections::BTreeMap<Date, String>, word: &'static str| -> Vec<(Date, String)> {
        let line = |(day, name): (&Date, &String)| (*day, format!("{day} {word} {name}\n"));
        days.iter().map(line).collect()
    };
    let mut all = of(&year.off, "放假");
    all.extend(of(&year.work, "上班"));
    all.sort();
    all.into_iter().map(|(_, line)| line).collect()
}

fn read_line(year: &mut HolidayYear, line: &str) -> Option<()> {
    let mut words = line.split_whitespace();
    let day: Date = words.next()?.parse().ok()?;
    let days = match words.next()? {
        "放假" | "休" | "off" => &mut year.off,
        "上班" | "班" | "work" => &mut year.work,
        _ => return None,
    };
    let name: Vec<&str> = words.collect();
    days.insert(day, name.join(" "));
    Some(())
}

/// Digits and marks in their half-width forms.
fn plain(one: char) -> char {
    match one {
        '０'..='９' => char::from_digit(u32::from(one) - u32::from('０'), 10).unwrap_or(one),
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '－' | '—' | '～' | '~' => '至',
        _ => one,
    }
}

/// The year in the notice's own title: 关于2026年部分节假日安排的通知.
fn titled(prose: &str) -> Option<i16> {
    let (before, _) = prose.split_once("年部分节假日安排")?;
    let digits: Vec<char> = before.chars().rev().take(4).collect();
    digits.into_iter().rev().collect::<String>().parse().ok()
}

/// The parts of a notice, each with the festival it speaks of: `一、元旦：…`.
fn sections(prose: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let mut name = "";
    for piece in prose.split(':') {
        let (words, next) = piece.rsplit_once('。').unwrap_or(("", piece));
        parts.push((name, words));
        name = festival(next);
    }
    parts
}

/// What stands behind the last number of a heading: `…的通知八、国庆节、中秋节` speaks of 国庆节、中秋节.
fn festival(heading: &str) -> &str {
    let mut name = heading;
    let mut before = ' ';
    for (place, one) in heading.char_indices() {
        if one == '、' && "一二三四五六七八九十".contains(before) {
            name = heading.get(place + one.len_utf8()..).unwrap_or(heading);
        }
        before = one;
    }
    name
}

/// One festival's sentences, read from left to right.
struct Section<'a> {
    notice: &'a mut Notice,
    name: String,
    year: i16,
    month: i8,
    number: String,
    /// Days named, about which nothing has been said yet.
    open: Vec<Date>,
    /// Whether the next day ends a range (至).
    is_range: bool,
    /// How many days off the sentence gave.
    counted: usize,
}

type Words = Peekable<IntoIter<char>>;

impl<'a> Section<'a> {
    fn new(notice: &'a mut Notice, name: &str) -> Self {
        let year = notice.year.year;
        Self {
            notice,
            name: name.to_owned(),
            year,
            month: 0,
            number: String::new(),
            open: Vec::new(),
            is_range: false,
            counted: 0,
        }
    }

    fn read(mut self, words: &str) {
        for sentence in words.split(['。', '；']) {
            // What offices are only encouraged to do moves no day.
            let bound = sentence.split("鼓励").next().unwrap_or_default();
            self.sentence(bound);
        }
    }

    fn sentence(&mut self, words: &str) {
        self.year = self.notice.year.year;
        self.open.clear();
        self.counted = 0;
        let mut words: Words = words.chars().collect::<Vec<char>>().into_iter().peekable();
        while let Some(one) = words.next() {
            if one.is_ascii_digit() {
                self.number.push(one);
                continue;
            }
            let number = std::mem::take(&mut self.number);
            match one {
                '年' => self.year = number.parse().unwrap_or(self.year),
                '月' => self.month = number.parse().unwrap_or(0),
                '日' if !number.is_empty() => self.day(&number),
                '天' => self.count(&number),
                '至' => self.is_range = true,
                '(' => self.bracket(&mut words),
                '放' if words.peek() == Some(&'假') => self.settle(true),
                '上' if words.peek() == Some(&'班') => self.settle(false),
                _ => {}
            }
        }
    }

    fn day(&mut self, number: &str) {
        let is_range = std::mem::take(&mut self.is_range);
        let day = number.parse().ok();
        let day = day.and_then(|day| Date::new(self.year, self.month, day).ok());
        let first = self.open.last().copied();
        match (day, first) {
            (Some(day), Some(first)) if is_range && first < day => {
                let between = first.series(1.day()).skip(1);
                self.open.extend(between.take_while(|one| *one <= day));
            }
            (Some(day), _) if !is_range => self.open.push(day),
            _ => self.notice.doubts.push(Doubt::NoSuchDay {
                name: self.name.clone(),
                day: format!("{}年{}月{number}日", self.year, self.month),
            }),
        }
    }

    /// What stands in brackets behind a day: its weekday, or its name in the old calendar.
    fn bracket(&mut self, words: &mut Words) {
        let inside: String = words.take_while(|one| *one != ')').collect();
        let said = ["周", "星期"].iter().find_map(|mark| inside.split_once(mark));
        let said = said.and_then(|(_, rest)| rest.chars().next());
        let said = said.map(|one| if one == '天' { '日' } else { one });
        if let (Some(said), Some(day)) = (said, self.open.last().copied())
            && said != weekday(day)
        {
            let name = self.name.clone();
            self.notice.doubts.push(Doubt::OtherWeekday { name, day, said });
        }
    }

    fn settle(&mut self, is_off: bool) {
        let year = &mut self.notice.year;
        let days = if is_off { &mut year.off } else { &mut year.work };
        self.counted += if is_off { self.open.len() } else { 0 };
        days.extend(self.open.drain(..).map(|day| (day, self.name.clone())));
    }

    fn count(&mut self, number: &str) {
        if let Ok(said) = number.parse::<usize>()
            && said != self.counted
        {
            self.notice.doubts.push(Doubt::OtherCount {
                name: self.name.clone(),
                said,
                counted: self.counted,
            });
        }
    }
}

/// 一 to 六, and 日 for Sunday.
pub(crate) fn weekday(day: Date) -> char {
    match day.weekday() {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    }
}

#[cfg(test)]
mod tests;
