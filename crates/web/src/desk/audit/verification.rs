//! Going through the whole chain, as `gongkai audit verify` does.

use askama::Template;
use axum::response::Response;
use office::audit::{self, BrokenLink, Verified};

use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::when::second;

#[derive(Template)]
#[template(path = "desk/audit/verification.html")]
struct VerificationPage {
    frame: Frame,
    at: String,
    found: Result<Verified, BrokenLink>,
}

/// Recomputes every link, and tells what was found.
pub async fn verify(desk: Desk, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    let found = audit::verify_at_desk(desk.office(), &desk.actor).await?;
    desk.page(&VerificationPage {
        frame: desk.frame("核验审计链", Section::Audit, &[]),
        at: second(desk.moment.now),
        found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_is_named_with_what_to_do() {
        let broken = BrokenLink {
            seq: 3,
            why: "内容与其校验值不符，已被改动或者调换".to_owned(),
        };
        let page = VerificationPage {
            frame: Frame::bare("核验审计链"),
            at: "2026-03-02 09:30:00".to_owned(),
            found: Err(broken),
        };
        let page = page.render().unwrap();
        assert!(page.contains("审计链在第 3 条断开") && page.contains("不要继续修改"));
    }
}
