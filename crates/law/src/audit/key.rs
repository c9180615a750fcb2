//! The particulars that are written down with an act: each has a key and, where its value is a code, the code's Chinese word.
//! The keys stand in the log for ever: add to them, never change one.

use crate::cases::letters::LetterKind;
use crate::cases::{Act, Channel, Delivery, MessageKind};
use crate::codes::{Outcome, Route};
use crate::disputes::Ending;
use crate::labelled::labelled;
use crate::staff::{self, Role};

labelled! {
    /// One particular of an entry.
    Key {
        Act = "act", "登记事项";
        AnsweredOn = "answered_on", "答复日期";
        Arrivals = "arrivals", "收到申请时提醒";
        Attachment = "attachment", "附件";
        At = "at", "时间";
        Basis = "basis", "审查意见";
        Before = "before", "原登记内容";
        Bytes = "bytes", "字节";
        Cases = "cases", "件数";
        Cells = "cells", "变动的单元格数";
        Changed = "changed", "期限有变化的件数";
        Channel = "channel", "收到方式";
        Code = "code", "机关代码";
        Daily = "daily", "每日提醒";
        Damaged = "damaged", "无法解开的数据项数";
        Despite = "despite", "虽有障碍仍登记";
        Digest = "digest", "校验值";
        DigestAt = "digest_at", "提醒时间";
        Edition = "edition", "版本";
        EndedOn = "ended_on", "结果日期";
        Ending = "ending", "结果";
        Engine = "engine", "数据库";
        Exception = "exception", "例外理由";
        Explained = "explained", "文表不一致的理由";
        Failures = "failures", "失败次数";
        File = "file", "文件";
        Fields = "fields", "更正的项目";
        Files = "files", "文件数";
        FirstPublishedOn = "first_published_on", "原公布日期";
        From = "from", "原件";
        Head = "head", "负责人";
        How = "how", "送达方式";
        Impossible = "impossible", "无法重新计算的件数";
        InFull = "in_full", "含申请人证件和联系方式";
        IndexNumber = "index_number", "索引号";
        Into = "into", "并入";
        IsLocked = "is_locked", "锁定";
        IsNew = "is_new", "新建密钥";
        IsOn = "is_on", "过期后匿名";
        IsRemoved = "is_removed", "已清空";
        Key = "key", "密钥编号";
        Kind = "kind", "类别";
        Letter = "letter", "文书";
        Level = "level", "审校级别";
        Lines = "lines", "行数";
        Login = "login", "登录名";
        MadeAt = "made_at", "备份时间";
        Name = "name", "名称";
        Number = "number", "编号";
        Numbers = "numbers", "各件编号";
        Off = "off", "放假天数";
        On = "on", "日期";
        Outcome = "outcome", "处理结果";
        Ordered = "ordered", "责令答复";
        Part = "part", "设置";
        Place = "place", "存放地点";
        Progress = "progress", "有进展时通知申请人";
        Reason = "reason", "原因";
        Receipt = "receipt", "票据号码";
        ReceivedOn = "received_on", "收到日期";
        Reference = "reference", "档号";
        Relation = "relation", "关系";
        Refused = "refused", "被拒绝的操作";
        Roles = "roles", "角色";
        Route = "route", "途径";
        Rows = "rows", "记录数";
        Slips = "slips", "待核对";
        Stated = "stated", "原登记日期";
        Title = "title", "标题";
        To = "to", "经办人";
        Unread = "unread", "未识别";
        Values = "values", "重新加密的数据项数";
        Version = "version", "修改次数";
        WasOn = "was_on", "此前过期后匿名";
        Work = "work", "调休上班天数";
        Year = "year", "年度";
        Years = "years", "保存年数";
        YearsBefore = "years_before", "此前保存年数";
    }
}

labelled! {
    /// A part of an organ's settings that is saved by itself.
    Part {
        Cases = "cases", "依申请公开";
    }
}

impl Key {
    /// The Chinese word of a value that is a code; `None` for one that is words already, or from a newer program.
    pub fn word(self, value: &str) -> Option<&'static str> {
        match self {
            Self::Act => Act::from_code(value).map(Act::label),
            Self::Channel => Channel::from_code(value).map(Channel::label),
            Self::Ending => Ending::from_code(value).map(Ending::label),
            // 登记送达……，邮寄: that it is delivered is said already.
            Self::How => Delivery::from_code(value).map(|how| how.label().trim_end_matches("送达")),
            // A letter's kind is stored as its code, a message's as its words.
            Self::Kind => LetterKind::from_code(value)
                .map(LetterKind::label)
                .or_else(|| MessageKind::from_code(value).map(MessageKind::label)),
            Self::Outcome => Outcome::from_code(value).map(Outcome::label),
            Self::Part => Part::from_code(value).map(Part::label),
            Self::Refused => staff::Act::from_code(value).map(staff::Act::label),
            Self::Roles => Role::from_code(value).map(Role::label),
            Self::Route => Route::from_code(value).map(Route::label),
            _ => None,
        }
    }
}
