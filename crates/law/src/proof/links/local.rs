//! A link that only its writer can follow.

use core::net::Ipv4Addr;

use super::addresses;
use crate::proof::examples::{Example, Step};
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static LOCAL: Rule = Rule {
    code: "link.local",
    label: "公众打不开的链接",
    class: Class::Links,
    severity: Severity::Answer,
    source: "国办秘函〔2019〕19号：链接不可用",
    says: "链接不指向自己电脑上的文件（file://、C:\\）和内网地址（localhost、192.168.…）。",
    advice: "公众打不开这个地址：请上传为附件，或者改为公开的网址。",
    examples: &[Example {
        right: &[Step::Link("https://www.gov.cn/zhengce/index.htm")],
        wrong: &[Step::Link("https://192.168.1.8/oa/12")],
    }],
    look: |manuscript, _| addresses(manuscript, is_local),
};

fn is_local(address: &str) -> bool {
    let plain = address.to_ascii_lowercase();
    let is_drive =
        matches!(plain.as_bytes(), [b'a'..=b'z', b':', b'\\' | b'/', ..]) || plain.starts_with("\\\\");
    if is_drive || plain.starts_with("file:") {
        return true;
    }
    let host = plain
        .split_once("://")
        .map_or("", |(_, rest)| rest)
        .split(['/', '?', '#'])
        .next()
        .unwrap_or("");
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host);
    let is_inner = |host: Ipv4Addr| host.is_private() || host.is_loopback() || host.is_link_local();
    let last = host.rsplit('.').next();
    host == "localhost" || (last == Some("local") && host != "local") || host.parse().is_ok_and(is_inner)
}
