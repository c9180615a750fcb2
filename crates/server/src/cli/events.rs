//! Files of events, as `gongkai case clock` and `gongkai matter clock` take them: an array of objects with `on` and `event`. What can't
//! be read is told with its place, in words for the person who wrote the file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A history of some hundred events; more is none.
const LARGEST: u64 = 1024 * 1024;

/// The events of a file, or of standard input for `-`; which of them can't be read and why. `known` says whether an event is one of
/// ours and has only fields it may carry: a field that no event has is refused, not passed over.
pub fn read<E: DeserializeOwned>(
    file: &Path,
    known: impl Fn(&Map<String, Value>) -> Result<(), String>,
) -> Result<Vec<E>, String> {
    parse(&text(file)?, known)
}

fn text(file: &Path) -> Result<String, String> {
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).map_err(|error| format!("打不开：{error}"))?)
    };
    let mut text = String::new();
    let read = source.take(LARGEST + 1).read_to_string(&mut text);
    read.map_err(|error| format!("读不了：{error}（应当是 UTF-8 文本）"))?;
    if u64::try_from(text.len()).is_ok_and(|length| length > LARGEST) {
        return Err("超过 1 MB，不像一件的经过。".to_owned());
    }
    Ok(text)
}

fn parse<E: DeserializeOwned>(
    text: &str,
    known: impl Fn(&Map<String, Value>) -> Result<(), String>,
) -> Result<Vec<E>, String> {
    let list: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("不是事件的 JSON 数组：第 {line} 行第 {column} 个字节处读不下去")
    })?;
    let mut events = Vec::new();
    for (position, value) in (1..).zip(list) {
        let fault = |why: String| format!("第 {position} 个事件：{why}");
        let Value::Object(fields) = &value else {
            return Err(fault("应当是 {\"on\": …, \"event\": …}".to_owned()));
        };
        known(fields).map_err(fault)?;
        let event = serde_json::from_value(value).map_err(|error| fault(plainly(&error)))?;
        events.push(event);
    }
    Ok(events)
}

/// Whether the event has a name that is known, and only fields it may carry. `find` gives its label and its fields.
pub fn known<'a>(
    fields: &Map<String, Value>,
    names: &[&str],
    find: impl Fn(&str) -> Option<(&'a str, &'a [&'a str])>,
) -> Result<(), String> {
    let name = fields.get("event").and_then(Value::as_str).unwrap_or("");
    let (label, own) =
        find(name).ok_or_else(|| format!("event 为“{name}”，应当是 {} 之一", names.join("、")))?;
    let is_known = |field: &str| ["on", "event"].contains(&field) || own.contains(&field);
    match fields.keys().find(|field| !is_known(field)) {
        Some(field) => Err(format!("“{label}”（{name}）没有 {field} 这一项")),
        None => Ok(()),
    }
}

/// What serde says, in words for the person who wrote the file.
fn plainly(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let named = |from: &str| said.split_once(from).and_then(|(_, rest)| rest.split('`').next());
    if let Some(field) = named("missing field `") {
        format!("缺少 {field} 这一项")
    } else if let Some(value) =
        named("invalid value: integer `").or_else(|| named("invalid value: floating point `"))
    {
        format!("数字 {value} 超出范围，应当是 0 至 65535 之间的整数")
    } else if let Some(value) = named("unknown variant `") {
        let (_, known) = said.split_once("expected ").unwrap_or(("", ""));
        let known = known
            .trim_start_matches("one of ")
            .replace('`', "")
            .replace(", ", "、");
        format!(
            "“{value}”不是这一项的值，应当是 {} 之一",
            known.replace(" or ", "、")
        )
    } else if let Some((_, kinds)) = said.split_once("invalid type: ") {
        let (found, wanted) = kinds.split_once(", expected ").unwrap_or((kinds, ""));
        let wanted = wanted.split(" at line").next().unwrap_or_default();
        format!(
            "有一项的类型不对，写的是{}，应当是{}",
            kind_of_value(found),
            kind_of_value(wanted)
        )
    } else if said.chars().any(is_chinese) {
        said
    } else {
        "有一项的日期不对，日期写作 2025-03-03".to_owned()
    }
}

/// The kinds of JSON's values as serde names them, in words.
fn kind_of_value(named: &str) -> &'static str {
    const KINDS: [(&str, &str); 10] = [
        ("string", "文字"),
        ("str", "文字"),
        ("integer", "整数"),
        ("floating", "小数"),
        ("boolean", "true 或者 false"),
        ("bool", "true 或者 false"),
        ("null", "空（null）"),
        ("sequence", "数组"),
        ("map", "对象"),
        ("u16", "0 至 65535 之间的整数"),
    ];
    let of_kind = KINDS.iter().find(|(name, _)| named.contains(name));
    of_kind.map_or("另一种值", |(_, words)| words)
}

const fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}
