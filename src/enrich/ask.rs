//! Who may be asked about, and what an answer comes to.

use crate::checked::{Checked, Why};
use crate::dns::{Answer, Data, Outcome};
use crate::names::{a_labels, is_reserved_ip, is_reserved_name, unmapped};
use std::net::IpAddr;

/// An address that strangers may be asked about. There is no other way to a question about an address, so that private
/// ones never leave the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicIp(IpAddr);

impl PublicIp {
    /// The address if it is public, an IPv4-mapped one as the IPv4 address that it stands for; with `allow_reserved` any.
    pub fn of(ip: IpAddr, allow_reserved: bool) -> Result<Self, Why> {
        if is_reserved_ip(ip) && !allow_reserved {
            return Err(Why::Reserved);
        }
        Ok(Self(unmapped(ip)))
    }

    /// The address.
    pub fn ip(self) -> IpAddr {
        self.0
    }
}

/// A domain name that strangers may be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicName(String);

impl PublicName {
    /// The name in A-labels and small letters if it is one that somebody on the Internet can hold; with `allow_reserved`
    /// any name.
    pub fn of(name: &str, allow_reserved: bool) -> Result<Self, Why> {
        let name = a_labels(name).ok_or(Why::Reserved)?;
        // An address in the place of a name: no domain ends in a number.
        let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
        if name.contains(':') || name.rsplit('.').next().is_some_and(is_number) {
            return Err(Why::Reserved);
        }
        if is_reserved_name(&name) && !allow_reserved {
            return Err(Why::Reserved);
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The records of an answer, none where DNS says that there are none; or why that is not known.
pub(crate) fn records(answer: &Answer) -> Checked<&[Data]> {
    match &answer.outcome {
        Outcome::Records(records) => Checked::Done(records),
        Outcome::NoData | Outcome::NxDomain => Checked::Done(&[]),
        Outcome::Timeout => Checked::Skipped(Why::DnsUnreachable),
        Outcome::ServFail | Outcome::Refused | Outcome::Failed(_) => {
            Checked::Skipped(Why::DnsFailed)
        }
        Outcome::Skipped(why) => Checked::Skipped(*why),
    }
}

/// The TXT records of an answer as text, in an order that does not depend on the server's; cut where they are longer
/// than anything honest.
pub(crate) fn texts(answer: &Answer) -> Checked<Vec<String>> {
    match records(answer) {
        Checked::Skipped(why) => Checked::Skipped(why),
        Checked::Done(records) => {
            let mut texts: Vec<String> = records
                .iter()
                .filter_map(Data::text)
                .map(|text| clip(&String::from_utf8_lossy(&text)))
                .collect();
            texts.sort_unstable();
            Checked::Done(texts)
        }
    }
}

/// The most characters of one text of DNS that are kept. A TXT record of honest use is below 1,000.
const MAX_TEXT: usize = 2_000;

/// A text without what is beyond [`MAX_TEXT`].
pub(crate) fn clip(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}
