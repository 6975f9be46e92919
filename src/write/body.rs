//! What is attached, and where links lead.

use super::plain::{Plain, by_name};
use crate::body::Oddity;
use crate::report::body::LinkOddity;

by_name! {
    crate::body::Body => crate::report::body::Body {
        attachments, attachments_left_out, links, links_left_out, cut
    }
    crate::body::Attachment => crate::report::body::Attachment {
        part, name, declared, sniffed, size, cut, sha256, inline, archive, risks
    }
    crate::body::Archive => crate::report::body::Archive {
        names, left_out, encrypted, files
    }
    crate::body::File => crate::report::body::InnerFile {
        name, size, sha256
    }
    crate::body::Risk => crate::report::body::Risk {
        kind, inside
    }
    crate::body::Link => crate::report::body::Link {
        url, host, text, form, goes_on_to, count, oddities
    }
}

impl Plain<LinkOddity> for Oddity {
    fn plain(self) -> LinkOddity {
        match self {
            Self::OtherHost { shown } => LinkOddity::OtherHost { shown },
            Self::Address => LinkOddity::Address,
            Self::Internationalized { read_as } => LinkOddity::Internationalised { read_as },
            Self::UserName { name } => LinkOddity::UserName { name },
            Self::Embedded => LinkOddity::Embedded,
        }
    }
}
