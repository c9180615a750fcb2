//! Secrets are never shown: the password in a database URL, before the host or among the options behind it.

/// What stands in a secret's place.
pub const MASK: &str = "******";

/// A URL without its password.
pub fn masked(url: &str) -> String {
    let (place, options) = match url.split_once('?') {
        Some((place, options)) => (place, Some(options)),
        None => (url, None),
    };
    let place = without_password(place);
    match options {
        Some(options) => {
            let options: Vec<String> = options.split('&').map(option).collect();
            format!("{place}?{}", options.join("&"))
        }
        None => place,
    }
}

fn without_password(place: &str) -> String {
    let parts = place
        .split_once("://")
        .and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)));
    match parts {
        Some((scheme, (credentials, host))) => match credentials.split_once(':') {
            Some((user, _)) => format!("{scheme}://{user}:{MASK}@{host}"),
            None => place.to_owned(),
        },
        None => place.to_owned(),
    }
}

fn option(option: &str) -> String {
    match option.split_once('=') {
        Some((name, _)) if name.to_lowercase().contains("password") => format!("{name}={MASK}"),
        _ => option.to_owned(),
    }
}
