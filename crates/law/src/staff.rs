//! Staff (工作人员): roles, who may do what, and which roles no one person may hold together.
//! 三员分立: GB/T 22239-2019 8.1.5 (system, security and audit management); 三审三校: nobody publishes what they wrote.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::labelled::labelled;

labelled! {
    /// What a member of staff is trusted with.
    Role {
        Editor = "editor", "编辑";
        Reviewer = "reviewer", "审核人";
        Signer = "signer", "签发人";
        RequestClerk = "request_clerk", "依申请公开经办人";
        SystemAdministrator = "system_administrator", "系统管理员";
        SecurityAdministrator = "security_administrator", "安全管理员";
        Auditor = "auditor", "审计管理员";
    }
}

labelled! {
    /// Everything that can be done at the desk. Every route there names one of these.
    Act {
        SeeDesk = "desk.see", "进入工作台";
        ManageOwnAccount = "account.manage", "管理本人账号";
        SeeOrgan = "organ.see", "查看机关资料";
        EditOrgan = "organ.edit", "修改机关资料和公开指南";
        SeeColumns = "columns.see", "查看栏目";
        EditColumns = "columns.edit", "调整栏目";
        SeeDocuments = "documents.see", "查看政府信息";
        WriteDocuments = "documents.write", "编写政府信息";
        ReviewSecrecy = "documents.review_secrecy", "保密审查";
        PublishDocuments = "documents.publish", "发布政府信息";
        /// Which levels a document passes, and who takes them: the head of the office answers for it.
        SettleReview = "documents.settle_review", "设置审核流程";
        WithdrawDocuments = "documents.withdraw", "撤回政府信息";
        /// The one act by which a document no longer binds without another of the organ's own.
        RepealDocuments = "documents.repeal", "登记文件废止、失效";
        SeeRulings = "rulings.see", "查看许可、处罚、强制、收费登记";
        RecordRulings = "rulings.record", "登记许可、处罚、强制、收费";
        SeeReports = "reports.see", "查看年度报告";
        WriteReports = "reports.write", "编写年度报告";
        PublishReports = "reports.publish", "定稿并公布年度报告";
        SeeCases = "cases.see", "查看依申请公开";
        HandleCases = "cases.handle", "登记和办理依申请公开";
        /// What a ledger may take in by whom is its own rule (`cases::ledger`): of what takes lateness off, whoever signs.
        ImportCases = "cases.import", "导入登记表";
        CheckCases = "cases.check", "审查答复和告知文书";
        SignCases = "cases.sign", "签发答复，同意延长答复期限";
        /// What is deleted does not come back: the head of the office answers for it.
        SettleRetention = "cases.retain", "确定申请人信息的保存期限，开启过期匿名";
        /// What reviews a letter passes, who reconsiders, by which rules is counted: the head of the office answers for it.
        SettleCases = "cases.settle", "设置依申请公开的办理和审签规则";
        RevealApplicants = "cases.reveal", "查看申请人证件和联系方式";
        SeeMatters = "matters.see", "查看来信和诉求";
        HandleMatters = "matters.handle", "登记、交办和办理来信诉求";
        /// Whoever drafted an answer does not let it out.
        CheckMatters = "matters.check", "审核来信诉求的答复和公开文本";
        ApproveMatters = "matters.approve", "批准来信诉求延期";
        RevealAskers = "matters.reveal", "查看提出人姓名和联系方式";
        SeePlacements = "placements.see", "查看发布去向和公众号文章";
        /// What goes out elsewhere was approved and published before; whoever sends it sends what was approved.
        PlaceElsewhere = "placements.publish", "在发布去向发布、回填、核对和撤下";
        /// Which outlets there are, who holds the account, what its menu is.
        ManageOutlets = "placements.manage", "设置发布去向、公众号资料和菜单";
        SeeHalls = "halls.see", "查看政务服务大厅和接待登记";
        /// One tap a visit, at the window: nothing of it names who came.
        RegisterVisits = "halls.register", "登记大厅接待、开具一次性告知单";
        /// Halls, their windows and who is there on which day.
        ManageHalls = "halls.manage", "设置政务服务大厅、窗口和排班";
        SeeHolidays = "holidays.see", "查看节假日安排";
        ImportHolidays = "holidays.import", "导入节假日安排";
        SeePeople = "people.see", "查看人员";
        ManageAccounts = "people.accounts", "开通、停用账号，提出重置密码";
        AssignRoles = "people.roles", "分配角色，确认重置密码，解除锁定，结束会话";
        SeeAudit = "audit.see", "查阅审计日志";
        ManageJobs = "jobs.manage", "查看和重试后台任务，设置提醒";
    }
}

labelled! {
    /// Who must sign in with a second factor (GB/T 22239-2019 8.1.4.1 d: 两种或两种以上组合的鉴别技术).
    SecondFactorOf {
        Nobody = "none", "不要求";
        Administrators = "administrators", "系统管理员、安全管理员、审计管理员";
        Everybody = "all", "全部人员";
    }
}

impl SecondFactorOf {
    /// Whether it is required of a holder of these roles.
    pub fn requires(self, roles: &Roles) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => roles.iter().any(|role| is_administrator(*role)),
            Self::Everybody => true,
        }
    }
}

/// The roles of one account.
pub type Roles = BTreeSet<Role>;

/// Why an act is refused, in words for the person who tried it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    #[error("您没有“{}”的权限，需要由{}办理。", .0.label(), holders(*.0))]
    NotYours(Act),
    #[error("不得审核、发布本人编写的内容，请由其他人办理（三审三校）。")]
    OwnWork,
    #[error("编写（拟稿）和以后各级审查、签发不得由同一人办理，请由其他人办理。")]
    Twice,
    #[error("这一级审校由“{0}”办理，您不在其中。")]
    NotOfLevel(String),
    #[error("“{}”和“{}”不得由同一账号担任（系统管理、安全管理、审计管理三员分立）。", .0.label(), .1.label())]
    Together(Role, Role),
    #[error("每个账号至少要有一个角色。")]
    NoRole,
}

/// Whether a holder of these roles may do this act.
pub fn may(roles: &Roles, act: Act) -> Result<(), Refusal> {
    let trusted = roles.iter().any(|role| is_trusted(*role, act));
    if trusted {
        Ok(())
    } else {
        Err(Refusal::NotYours(act))
    }
}

/// Whether one account may hold these roles: at least one, and of the three administrators at most one,
/// who then holds no business role either (GB/T 22239-2019 8.1.5).
pub fn may_hold(roles: &Roles) -> Result<(), Refusal> {
    let Some(first) = roles.first() else {
        return Err(Refusal::NoRole);
    };
    let administrator = roles.iter().find(|role| is_administrator(**role));
    match administrator {
        Some(administrator) if roles.len() > 1 => {
            let other = roles.iter().find(|role| *role != administrator).unwrap_or(first);
            Err(Refusal::Together(*administrator, *other))
        }
        _ => Ok(()),
    }
}

const fn is_administrator(role: Role) -> bool {
    matches!(
        role,
        Role::SystemAdministrator | Role::SecurityAdministrator | Role::Auditor
    )
}

fn is_trusted(role: Role, act: Act) -> bool {
    use Act::{
        ApproveMatters, AssignRoles, CheckCases, CheckMatters, EditColumns, EditOrgan, HandleCases,
        HandleMatters, ImportCases, ImportHolidays, ManageAccounts, ManageHalls, ManageJobs, ManageOutlets,
        ManageOwnAccount, PlaceElsewhere, PublishDocuments, PublishReports, RecordRulings, RegisterVisits,
        RepealDocuments, RevealApplicants, RevealAskers, ReviewSecrecy, SeeAudit, SeeCases, SeeColumns,
        SeeDesk, SeeDocuments, SeeHalls, SeeHolidays, SeeMatters, SeeOrgan, SeePeople, SeePlacements,
        SeeReports, SeeRulings, SettleCases, SettleRetention, SettleReview, SignCases, WithdrawDocuments,
        WriteDocuments, WriteReports,
    };
    let everyone = matches!(act, SeeDesk | ManageOwnAccount | SeeOrgan | SeeHolidays);
    let business = matches!(
        act,
        SeeColumns | SeeDocuments | SeeReports | SeeRulings | SeePlacements | SeeHalls
    );
    everyone
        || match role {
            Role::Editor => {
                business
                    || matches!(
                        act,
                        EditOrgan
                            | EditColumns
                            | WriteDocuments
                            | WriteReports
                            | RecordRulings
                            | PlaceElsewhere
                            | ManageOutlets
                            | RegisterVisits
                            | ManageHalls
                    )
            }
            Role::Reviewer => {
                business
                    || matches!(
                        act,
                        WriteReports | ReviewSecrecy | SeeCases | CheckCases | SeeMatters | CheckMatters
                    )
            }
            Role::Signer => {
                business
                    || matches!(
                        act,
                        EditOrgan
                            | PublishDocuments
                            | SettleReview
                            | WithdrawDocuments
                            | RepealDocuments
                            | PublishReports
                            | SeeCases
                            | ImportCases
                            | CheckCases
                            | SettleCases
                            | SettleRetention
                            | SignCases
                            | SeeMatters
                            | CheckMatters
                            | ApproveMatters
                            | PlaceElsewhere
                            | ManageOutlets
                            | ManageHalls
                    )
            }
            Role::RequestClerk => {
                business
                    || matches!(
                        act,
                        WriteReports
                            | RecordRulings
                            | ImportHolidays
                            | SeeCases
                            | HandleCases
                            | ImportCases
                            | RevealApplicants
                            | SeeMatters
                            | HandleMatters
                            | RevealAskers
                            | RegisterVisits
                    )
            }
            Role::SystemAdministrator => {
                matches!(
                    act,
                    EditOrgan
                        | EditColumns
                        | SeeColumns
                        | ImportHolidays
                        | SeePeople
                        | ManageAccounts
                        | ManageJobs
                )
            }
            Role::SecurityAdministrator => matches!(act, SeePeople | AssignRoles),
            Role::Auditor => {
                business || matches!(act, SeeColumns | SeePeople | SeeAudit | SeeCases | SeeMatters)
            }
        }
}

fn holders(act: Act) -> String {
    let names: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| is_trusted(**role, act))
        .map(|role| role.label())
        .collect();
    names.join("、")
}

/// The whole matrix, role by act, as the text that the golden file holds.
pub fn matrix() -> String {
    let line = |act: &Act| {
        let names: Vec<&str> = Role::ALL
            .iter()
            .filter(|role| is_trusted(**role, *act))
            .map(|role| role.code())
            .collect();
        format!("{:<26} {}\n", act.code(), names.join(" "))
    };
    Act::ALL.iter().map(line).collect()
}

/// For how long an account may be locked before its open cases are somebody else's to take, in milliseconds: a working day
/// (劳动法第三十六条: 每日工作时间不超过八小时). Anybody who knows a login can lock it for a minute; a period runs on whoever is
/// away for long (条例第三十三条).
const LASTING_LOCK: i64 = 8 * 3_600_000;

/// Whether an account that was locked for so long, by one lock or by one upon the other, has its open cases taken by somebody else.
pub const fn is_locked_for_long(millis: i64) -> bool {
    millis >= LASTING_LOCK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_agreed() {
        assert_eq!(matrix(), include_str!("staff-matrix.txt"));
    }

    #[test]
    fn the_three_administrators_are_never_one_account() {
        for left in [
            Role::SystemAdministrator,
            Role::SecurityAdministrator,
            Role::Auditor,
        ] {
            assert_eq!(may_hold(&[left].into()), Ok(()));
            for right in Role::ALL.iter().filter(|role| **role != left) {
                assert!(matches!(
                    may_hold(&[left, *right].into()),
                    Err(Refusal::Together(_, _))
                ));
            }
        }
        assert_eq!(may_hold(&[Role::Editor, Role::RequestClerk].into()), Ok(()));
        assert_eq!(may_hold(&Roles::new()), Err(Refusal::NoRole));
    }

    #[test]
    fn a_second_factor_is_required_of_the_three_or_of_all() {
        for role in Role::ALL {
            let roles = Roles::from([*role]);
            assert!(!SecondFactorOf::Nobody.requires(&roles));
            assert_eq!(
                SecondFactorOf::Administrators.requires(&roles),
                is_administrator(*role)
            );
            assert!(SecondFactorOf::Everybody.requires(&roles));
        }
    }

    #[test]
    fn a_refusal_says_who_can() {
        let refusal = may(&[Role::Editor].into(), Act::PublishDocuments).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "您没有“发布政府信息”的权限，需要由签发人办理。"
        );
    }
}
