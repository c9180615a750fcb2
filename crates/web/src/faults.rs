//! The words for faults: what happened, whether anything was stored, and what to do now.

use axum::http::HeaderValue;
use office::Fault;

/// The heading of a fault's page.
pub fn heading(fault: Fault) -> &'static str {
    match fault {
        Fault::Full => "暂时不能保存",
        Fault::Away => "服务暂时中断",
        Fault::Unsure => "保存时服务中断",
        Fault::Busy => "服务繁忙",
    }
}

/// What happened, and what of it was stored.
pub fn explanation(fault: Fault, is_form: bool) -> &'static str {
    match (fault, is_form) {
        (Fault::Full, true) => "服务器的存储空间不足，您刚才提交的内容没有保存，也没有办理。",
        (Fault::Full, false) => "服务器的存储空间不足，这个页面暂时打不开。",
        (Fault::Away, true) => "网站的数据库没有应答，您刚才提交的内容没有保存，也没有办理。",
        (Fault::Away, false) => "网站的数据库没有应答，这个页面暂时打不开，请稍后再试。",
        (Fault::Unsure, _) => "保存时与数据库的联系中断，不能确定您刚才提交的内容是否已经保存。",
        (Fault::Busy, true) => "正在办理的人较多，您刚才提交的内容没有保存，也没有办理。",
        (Fault::Busy, false) => "正在访问的人较多，请稍后再打开。",
    }
}

/// After how many seconds it may be asked again.
pub fn retry_after(fault: Fault) -> HeaderValue {
    HeaderValue::from_static(match fault {
        Fault::Full => "120",
        Fault::Away | Fault::Unsure => "10",
        Fault::Busy => "5",
    })
}
