//! The words for faults: what happened, whether anything was stored, and what to do now.

use axum::http::HeaderValue;
use office::Fault;

use crate::errors::{Asked, Problem};
use crate::sent::SentForm;

/// What an error page offers besides its words.
#[derive(Clone, Debug, Default)]
pub struct WayOn {
    /// What to do, a sentence each.
    pub advice: Vec<&'static str>,
    /// What was typed, to be sent once more.
    pub form: Option<SentForm>,
    /// The page itself, to be opened once more.
    pub again: Option<String>,
}

impl WayOn {
    /// Besides the words of this problem; nothing where it is no fault.
    pub fn of(problem: &Problem, asked: &Asked) -> Self {
        let Problem::Fault(fault) = problem else {
            return Self::default();
        };
        if !asked.is_form {
            return Self {
                again: Some(asked.address.clone()),
                ..Self::default()
            };
        }
        let is_application = asked.path.starts_with("/apply");
        let mut advice = match (fault, is_application) {
            (Fault::Unsure, true) => vec!["再次提交内容相同的申请，不会重复受理，编号也不会变。"],
            (Fault::Unsure, false) => vec!["请先打开原来的页面核对是否已经办好；没有办好的，再提交一次。"],
            _ => Vec::new(),
        };
        advice.push(match &asked.sent {
            Some(form) if form.had_files => {
                "您填写的内容都在本页，请不要关闭，过几分钟按“再次提交”。所选的文件没有保存，需要重新选择。"
            }
            Some(_) => "您填写的内容都在本页，请不要关闭，过几分钟按“再次提交”。",
            None => "请过几分钟返回上一页，重新提交。",
        });
        if is_application {
            advice.push("急需办理的，可以当面提交或者邮寄。");
        }
        Self {
            advice,
            form: asked.sent.clone(),
            again: None,
        }
    }
}

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
