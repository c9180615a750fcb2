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
    let list: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("不是事件的 JSON 数组：{error}"))?;
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
    if let Some(field) = said.strip_prefix("missing field ") {
        format!("缺少 {field}")
    } else if said.contains("unknown variant") || said.contains("date") || said.contains("invalid") {
        format!("有一项的值不对，日期写作 2025-03-03（{said}）")
    } else {
        said
    }
}
