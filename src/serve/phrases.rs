//! What helps, as a visitor does it.

use crate::words::Remedy;
use std::borrow::Cow;

/// A remedy in the names of the interface's options.
pub(super) fn phrase(remedy: &Remedy) -> Cow<'static, str> {
    Cow::Borrowed(match remedy {
        Remedy::Password => "zip-password=WORD gives its password",
        Remedy::ChooseMessage => "message=N chooses one",
        Remedy::Inner => "inner=yes traces it",
        Remedy::ClientIp => "client-ip=IP names it",
        Remedy::MailFrom => "mail-from=ADDRESS names it",
        Remedy::TrustHops => "trust=SPEC names the hosts to trust",
        other => return other.neutral(),
    })
}
