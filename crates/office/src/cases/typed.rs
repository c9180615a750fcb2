//! Words typed into a case, by an applicant or at the desk: not missing, not endless, and without a mark of secrecy.

use law::cases::LONGEST_MESSAGE;
use law::proof::Trace;

use crate::error::OfficeError;
use crate::text::paragraphs;

/// Words as they are kept, or why they are not taken.
pub(crate) fn written(text: &str, field: &'static str, missing: &str) -> Result<String, OfficeError> {
    let text = paragraphs(text).trim().to_owned();
    if text.is_empty() {
        return Err(OfficeError::invalid(field, missing));
    }
    if text.chars().count() > LONGEST_MESSAGE {
        return Err(OfficeError::invalid(
            field,
            format!("内容不超过 {LONGEST_MESSAGE} 字，请缩短后再提交。"),
        ));
    }
    refuse_secrets(&text, field)?;
    Ok(text)
}

/// State secrets have no place here, not even in what somebody asks for (保密法第三十一条).
pub(crate) fn refuse_secrets(text: &str, field: &'static str) -> Result<(), OfficeError> {
    let is_secret = |trace: &Trace| matches!(trace, Trace::SecretMark(_));
    if law::proof::traces(text).iter().any(is_secret) {
        return Err(OfficeError::invalid(
            field,
            "内容中有密级标志。本系统不得存储涉密内容，请删去后提交，或者当面联系本机关（保密法第三十一条）。",
        ));
    }
    Ok(())
}
