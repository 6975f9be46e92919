//! Which option helps where something is missing: the library says what would help, this program how it is typed.

use crate::faults::{Unreadable, reason, without_numbers};
use hdrtrace::abuse::XarfError;
use hdrtrace::abuse_report::AbuseReportError;
use hdrtrace::archive::ArchiveError;
use hdrtrace::casefile::CasefileError;
use hdrtrace::serve::ServeError;
use hdrtrace::words::{self, Remedy};
use hdrtrace::{AnalyzeError, CapsuleError};
use std::borrow::Cow;
use std::error::Error;
use std::io;
use std::path::Path;

/// A remedy as it is typed.
pub(crate) fn phrase(remedy: &Remedy) -> Cow<'static, str> {
    Cow::Borrowed(match remedy {
        Remedy::ClientIp => "--client-ip names it",
        Remedy::HeloOrSender => "--helo and --mail-from name them",
        Remedy::MailFrom => "--mail-from names it",
        Remedy::Identifiers => "--spf-pass and --dkim-pass name what passed",
        Remedy::TrustHops => "--trust names the hosts to trust",
        Remedy::TrustNet => "--trust net:ADDRESS marks it as one",
        Remedy::TrustAuthserv(None) => "--trust authserv:NAME marks them as its own",
        Remedy::TrustAuthserv(Some(name)) => {
            return format!("--trust authserv:{name} marks them as its own").into();
        }
        Remedy::Nameserver => "--nameserver names one",
        Remedy::GoOnline => "run again without --offline or --replay-dns",
        Remedy::RecordDns => "--record-dns records them",
        Remedy::DnsLists => "--dnsbl names the lists to query",
        Remedy::GeoFile => "--geo names one",
        Remedy::NoGeoFile => "run again without --geo",
        Remedy::AllInJson => "--format json shows all",
        Remedy::MoreInJson => "--format json lists up to some hundreds",
        Remedy::ProtectAddress => "--protect-address names a recipient",
        Remedy::Recipient => {
            "--protect-address names the recipient, --no-recipient continues without one"
        }
        Remedy::HeadersOnly => "--headers-only leaves out the body",
        Remedy::Page => "--url names it",
        Remedy::Report => "hdrtrace report text FILE --reporter ADDRESS",
        Remedy::Enrich => "--enrich rdns,asn does it",
        Remedy::Verbose => "--verbose shows all",
        Remedy::WholeMessage => "give the original message, not only its header",
        Remedy::Password => "--zip-password gives its password",
        Remedy::ChooseMessage => "--message N chooses one",
        Remedy::Inner => "--inner yes traces it",
        Remedy::RequireToken => {
            "--token-file requires a token, --trusted-header the name that a proxy gives"
        }
        Remedy::SourcePort => "--source-port gives it",
        // A remedy that this program does not know yet.
        other => return other.neutral(),
    })
}

/// An error with its causes in a line, and what helps.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let remedy = error.chain().find_map(remedy);
    let mut told: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = match cause.downcast_ref::<io::Error>() {
            Some(error) => reason(error),
            None => without_numbers(&cause.to_string()),
        };
        // Some errors repeat their cause, or have it in the system's own words.
        let own = without_numbers(&format!(": {cause}"));
        let repeats = |last: &String| last.ends_with(&text) || last.ends_with(&own);
        if !told.last().is_some_and(repeats) {
            told.push(text);
        }
    }
    words::told(&told.join(": "), remedy.as_ref(), phrase)
}

/// The same of an input, which is named unless the error names it.
pub(crate) fn told_of(file: &Path, error: &anyhow::Error) -> String {
    let text = told(error);
    match file.to_str() {
        _ if error.is::<Unreadable>() => text,
        Some("-") => format!("standard input: {text}"),
        _ => format!("{}: {text}", file.display()),
    }
}

/// The same of something in an input.
pub(crate) fn told_as(name: &str, error: &anyhow::Error) -> String {
    format!("{name}: {}", told(error))
}

/// What helps against one cause.
fn remedy(error: &(dyn Error + 'static)) -> Option<Remedy> {
    if let Some(error) = error.downcast_ref::<AbuseReportError>() {
        error.remedy()
    } else if let Some(error) = error.downcast_ref::<XarfError>() {
        error.remedy()
    } else if let Some(error) = error.downcast_ref::<AnalyzeError>() {
        error.remedy()
    } else if let Some(error) = error.downcast_ref::<CapsuleError>() {
        error.remedy()
    } else if let Some(error) = error.downcast_ref::<ArchiveError>() {
        error.remedy()
    } else if let Some(error) = error.downcast_ref::<ServeError>() {
        error.remedy()
    } else {
        error.downcast_ref::<CasefileError>()?.remedy()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use clap::Command;
    use std::collections::BTreeSet;

    /// The long options of a command and of those below it.
    fn options(command: &Command, found: &mut BTreeSet<String>) {
        let longs = command.get_arguments().filter_map(|arg| arg.get_long());
        found.extend(longs.map(|long| format!("--{long}")));
        for inner in command.get_subcommands() {
            options(inner, found);
        }
    }

    #[test]
    fn every_remedy_names_options_that_there_are() {
        let mut known = BTreeSet::new();
        options(&args::command(), &mut known);
        for remedy in Remedy::each() {
            let phrase = phrase(&remedy);
            let named: Vec<&str> = phrase
                .split([' ', ',', ';'])
                .filter(|word| word.starts_with("--"))
                .collect();
            // Another input is no option.
            let is_option = remedy != Remedy::WholeMessage;
            assert_eq!(!named.is_empty(), is_option, "{remedy:?}: {phrase}");
            for option in named {
                assert!(known.contains(option), "{remedy:?}: {phrase}");
            }
        }
    }

    #[test]
    fn an_error_is_told_with_what_helps_however_deep_it_lies() {
        let cause = AnalyzeError::Capsule(CapsuleError::Shape("no JSON".to_owned()));
        let error = anyhow::Error::from(AbuseReportError::Analyze(cause)).context("mail.eml");
        assert_eq!(
            told(&error),
            "mail.eml: not a file of recorded DNS answers: no JSON; --record-dns records them"
        );
        assert_eq!(told(&anyhow::anyhow!("nothing helps")), "nothing helps");
    }
}
