//! What the audit log records (网络安全法第二十一条; GB/T 22239-2019 8.1.5.2): every act that changes a record, every
//! way into the desk and out of it. The codes stand in the log for ever: add to them, never change one.

use crate::labelled::labelled;

labelled! {
    /// A recorded act. Those a person needs a permission for carry the code of that permission where there is one act to it.
    Recorded {
        SessionBegin = "session.begin", "登录";
        SessionRefuse = "session.refuse", "登录失败";
        SessionEnd = "session.end", "退出登录";
        SessionEndAll = "session.end_all", "全部退出登录";
        AccountSetPassword = "account.set_password", "修改本人密码";
        AccountTotpOn = "account.totp_on", "启用动态口令";
        AccountTotpOff = "account.totp_off", "停用动态口令";
        AccountSetMail = "account.set_mail", "修改本人邮箱";
        AccountCalendarOn = "account.calendar_on", "生成日历订阅地址";
        AccountCalendarOff = "account.calendar_off", "停用日历订阅地址";
        DocumentsCreate = "documents.create", "新建政府信息";
        DocumentsWrite = "documents.write", "保存政府信息新版本";
        DocumentsAttach = "documents.attach", "添加附件";
        DocumentsDetach = "documents.detach", "移除附件";
        DocumentsReviewSecrecy = "documents.review_secrecy", "保密审查";
        DocumentsPublish = "documents.publish", "发布政府信息";
        DocumentsWithdraw = "documents.withdraw", "撤回政府信息";
        ReportsStart = "reports.start", "新建年度报告";
        ReportsImport = "reports.import", "导入年度报告";
        ReportsWrite = "reports.write", "保存年度报告草稿";
        ReportsCount = "reports.count", "从案件取数";
        ReportsPublish = "reports.publish", "定稿并公布年度报告";
        CasesReceive = "cases.receive", "收到网上申请";
        CasesRegister = "cases.register", "登记申请";
        CasesSplit = "cases.split", "一事一申请拆分";
        CasesAssign = "cases.assign", "指定经办人";
        CasesConfirm = "cases.confirm", "确认收到申请";
        CasesCorrectionRequest = "cases.correction_request", "告知补正";
        CasesCorrect = "cases.correct", "收到补正";
        CasesConsult = "cases.consult", "征求意见";
        CasesOpinion = "cases.opinion", "收到意见";
        CasesExtend = "cases.extend", "延长答复期限";
        CasesCharge = "cases.charge", "通知缴费";
        CasesPay = "cases.pay", "缴纳信息处理费";
        CasesReasonsRequest = "cases.reasons_request", "要求说明理由";
        CasesReasons = "cases.reasons", "收到理由";
        CasesDelay = "cases.delay", "确定延迟答复期限";
        CasesReply = "cases.reply", "签发答复";
        CasesDeliver = "cases.deliver", "送达答复";
        CasesWithdraw = "cases.withdraw", "申请人撤回申请";
        CasesDecide = "cases.decide", "拟定处理决定";
        CasesLetterDraft = "cases.letter_draft", "拟写文书";
        CasesLetterEdit = "cases.letter_edit", "修改文书";
        CasesLetterDrop = "cases.letter_drop", "作废文书";
        CasesLetterSubmit = "cases.letter_submit", "文书送审";
        CasesLetterCheck = "cases.letter_check", "审查文书";
        CasesLetterReturn = "cases.letter_return", "退回文书";
        CasesLetterSign = "cases.letter_sign", "签发文书";
        CasesLetterDeliver = "cases.letter_deliver", "送达文书";
        CasesMessage = "cases.message", "收到申请人来信";
        CasesMessageAnswer = "cases.message_answer", "答复申请人来信";
        CasesFileAdd = "cases.file_add", "上传申请附件";
        CasesFileDrop = "cases.file_drop", "移除申请附件";
        CasesFileOpen = "cases.file_open", "查看申请附件";
        CasesReveal = "cases.reveal", "查看申请人证件和联系方式";
        FeesDeposit = "fees.deposit", "登记信息处理费缴入国库";
        DisputesOpen = "disputes.open", "登记复议、诉讼";
        DisputesAnswer = "disputes.answer", "登记复议、诉讼答复";
        DisputesEnd = "disputes.end", "登记复议、诉讼结果";
        DisputesCorrect = "disputes.correct", "更正复议、诉讼登记";
        CasesImport = "cases.import", "导入登记表";
        CasesExport = "cases.export", "导出登记表";
        CasesRecompute = "cases.recompute", "重新计算办理期限";
        CasesRetention = "cases.retention", "设置申请人信息的保存期限";
        CasesAnonymise = "cases.anonymise", "匿名处理过期的申请";
        ColumnsCreate = "columns.create", "新建栏目";
        ColumnsSave = "columns.save", "修改栏目";
        ColumnsMove = "columns.move", "调整栏目次序";
        ColumnsRemove = "columns.remove", "删除栏目";
        OrganCreate = "organ.create", "登记机关";
        OrganEdit = "organ.edit", "修改机关资料";
        HolidaysImport = "holidays.import", "导入节假日安排";
        PeopleCreate = "people.create", "开通账号";
        PeopleRename = "people.rename", "修改姓名";
        PeopleDisable = "people.disable", "停用账号";
        PeopleEnable = "people.enable", "恢复账号";
        PeopleRoles = "people.roles", "分配角色";
        PeopleResetPassword = "people.reset_password", "重置密码";
        PeopleResetTotp = "people.reset_totp", "取消他人动态口令";
        PeopleUnlock = "people.unlock", "解除锁定";
        PeopleEndSessions = "people.end_sessions", "结束他人会话";
        JobsRetry = "jobs.retry", "重试待发邮件";
        RemindersSet = "reminders.set", "设置提醒";
        SystemBackup = "system.backup", "备份";
        SystemRestore = "system.restore", "恢复备份";
        SystemRotateKeys = "system.rotate_keys", "更换密钥";
    }
}
