//! The index of the search, kept up with the records: twice a second this server looks what changed, takes it in, and makes
//! the index anew where it is missing or broken. Nothing waits for it, and the site answers meanwhile.

use std::time::Duration;

use ::metrics::gauge;
use tokio_util::sync::CancellationToken;
use web::App;
use web::searching::{self, Followed};

use crate::output::causes;

/// How often it looks: what is published is found within two seconds, also on the other servers of a database.
const LOOK: Duration = Duration::from_millis(500);
/// How long it lets be what failed.
const PATIENCE: Duration = Duration::from_secs(30);
/// After what time without a search the dictionary is let go of.
const UNUSED: Duration = Duration::from_mins(5);

/// Follows the records until a stop is asked for; what it has begun by then it ends.
pub async fn follow(app: App, stop: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        match searching::follow(&app).await {
            Ok(Followed::Nothing) => {}
            Ok(Followed::Fed(entries)) => tracing::debug!(entries, "the index took in what changed"),
            Ok(Followed::Rebuilt(entries)) => {
                gauge!("gongkai_search_entries").set(f64::from(u32::try_from(entries).unwrap_or(u32::MAX)));
                tracing::info!(entries, "the index of the search was made anew");
            }
            Err(error) => {
                tracing::error!(error = causes(&error), "the index of the search can't be kept up");
                if stop
                    .run_until_cancelled(tokio::time::sleep(PATIENCE))
                    .await
                    .is_none()
                {
                    return;
                }
            }
        }
        search::let_dictionary_go(UNUSED);
    }
}
