//! The acts on a matter, one entry each: what it is called, which fields its event may carry, and the rule it follows.
//! Whether it may be done today is not here but in `gate`.

use crate::labelled::labelled;

macro_rules! acts {
    ($($variant:ident = $code:literal, $label:literal, [$($field:literal),*], $rule:literal;)+) => {
        labelled! {
            /// An act on a matter, by the name of its event.
            Act { $($variant = $code, $label;)+ }
        }

        impl Act {
            /// The fields its event may carry beside `on` and `event`.
            pub const fn fields(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($field),*]),+ }
            }

            /// What is to be known by whoever is about to record it.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule),+ }
            }
        }
    };
}

acts! {
    Received = "received", "收到", ["channel"],
        "收到之时以服务器时间为准，本人的文字、姓名、时间和渠道不得改动。";
    Assigned = "assigned", "交办", ["to"],
        "交办到单位或者个人；对方签收之前，仍由交办的人负责。";
    Taken = "taken", "签收", ["by"],
        "签收之时起由签收的人负责。";
    HandedBack = "handed_back", "退回交办", ["reason"],
        "不属于本单位职责的，在退回期限内说明理由退回。";
    HandedOver = "handed_over", "移交", ["to"],
        "移交须对方签收，签收之前仍由原承办人负责（首接负责）。";
    MoreAsked = "more_asked", "请其补充", [],
        "一次性告知需要补充的内容，等候的时间不计入答复期限。";
    MoreGiven = "more_given", "收到补充", [],
        "收到补充之日的次日起，答复期限接着计算。";
    InterimAnswered = "interim_answered", "阶段答复", [],
        "一时不能解决的，告知进展、措施和时间；不代替答复。";
    Extended = "extended", "延期", ["days", "approved_by"],
        "确需延长的，经负责人批准，在期限届满前延长一次，并告知本人。";
    KindChanged = "kind_changed", "改变类别", ["to"],
        "改变类别不改变收到之时，已经停过的时间照样不计。";
    Answered = "answered", "答复", [],
        "答复所问，说明依据；不得只写“已收悉”，不得写出提问人。";
    Published = "published", "公开答复", [],
        "征得本人同意、隐去个人信息并经审核后公开。";
    Rated = "rated", "评价", ["score"],
        "由本人自愿评价，一次有效；评价期届满前，承办人看不到分数。";
    Redone = "redone", "重办答复", [],
        "评价不满意的，重新办理后再次答复。";
    Withdrawn = "withdrawn", "本人撤回", [],
        "答复之前，本人可以撤回。";
    Declined = "declined", "不予受理", ["ground"],
        "不予受理的，说明理由，告知向哪里提出。";
    Closed = "closed", "办结", [],
        "已经答复，并且评价期届满或者本人已经评价的，办结归档。";
}

impl Act {
    /// Whether the office does it; otherwise it is the asker's.
    pub const fn is_ours(self) -> bool {
        !matches!(
            self,
            Self::Received | Self::MoreGiven | Self::Rated | Self::Withdrawn
        )
    }
}
