//! Matters (办件) as they are kept: what people ask outside of 依申请公开, every act on one as an event, and what lists and counts
//! read. Events are the truth; a matter's row is what `law::matters::Standing` makes of them. What a person wrote, their name, the
//! moment and the door it came by are written once and by nobody again; who asks lies under seal.

mod acts;
mod answer;
mod asker;
mod drafts;
mod due;
mod extension;
mod files;
mod forget;
mod hands;
mod hidden;
mod list;
mod public;
mod publish;
mod read;
mod receive;
mod record;
mod row;
mod slips;
mod sought;
mod statistics;
mod take_in;
mod turn;

use law::matters::Rules;

pub use acts::{ask_more, assign, change_kind, close, decline, hand_back, hand_over, interim, take};
pub use answer::{Answer, AnswerState, Draft as AnswerDraft, release, save_answer, send_back};
pub use asker::{Holder, TrackedMatter, give_more, rate, track, tracked, withdraw};
pub use drafts::{AskDraft, drop_ask, keep_ask, open_ask};
pub(crate) use due::{DueMatter, Offered, due_matters, mark_half_over};
pub use extension::{ask_extension, grant_extension, refuse_extension};
pub use files::{add_files, files, open_file};
pub use forget::run_due as forget_due;
pub use hands::{Person, Target, targets};
pub use hidden::{hide, show_again};
pub use list::{Board, Laned, ListFilter, MatterRow, board, due_of, export, list, open_count, tasks};
pub use public::{
    PublicFilter, PublicMatter, judge_useful, public_kinds, public_list, public_one, published_questions,
    resembling, still_published,
};
pub use publish::{Copy, CopyState, proposed_copy, publish, save_copy, send_copy_back};
pub use read::{Entry, ExtensionAsked, Matter, asker, get};
pub(crate) use receive::register_of_visit;
pub use receive::{Receipt, Registering, check, register, submit};
pub use slips::slip_of;
pub use sought::sought;
pub use statistics::{Statistics, statistics};
pub use take_in::{TakenIn, take_in};
pub use turn::refresh_moving;

use crate::calendar;
use crate::error::OfficeError;
use crate::store::Office;

/// The rules a matter is reckoned by: every known holiday year, and the periods and kinds that come with the program.
pub(crate) async fn rules(office: &Office) -> Result<Rules, OfficeError> {
    Ok(Rules {
        calendar: calendar::holidays(office).await?,
        ..Rules::default()
    })
}
