//! The message that rules look at: its report, and its header fields as they are written.

use crate::codec::encoded_word;
use crate::names::{a_labels, network, tail};
use crate::report::{HopReport, Report};
use crate::words::Span;
use std::borrow::Cow;

/// A message for rules.
#[derive(Debug)]
pub(super) struct Mail<'r> {
    pub report: &'r Report,
    pub fields: Vec<HeaderView<'r>>,
    /// The hop at which our side received it.
    pub border: Option<&'r HopReport>,
    /// The domain of the first author.
    pub from_domain: Option<Cow<'r, str>>,
    pub return_path_domain: Option<Cow<'r, str>>,
    pub envelope_domain: Option<Cow<'r, str>>,
    pub client_network: Option<String>,
}

/// A header field.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeaderView<'r> {
    pub name: &'r str,
    /// What stands behind the colon, without white space at its ends.
    pub raw: &'r [u8],
    pub index: usize,
    pub span: Span,
    /// Whether it stands before the Received field at which our side took the message: only our side writes there.
    pub is_ours: bool,
}

impl<'r> Mail<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let boundary = report.route.boundary.as_ref();
        let border = boundary.and_then(|one| report.route.hops.get(one.hop.checked_sub(1)?));
        let envelope = &report.authentication.spf.envelope;
        let client = envelope.client_ip.as_ref();
        let author = report.message.from.first();
        let sender = envelope.mail_from.as_ref();
        Self {
            report,
            fields: fields(report, border),
            border,
            from_domain: author.and_then(|author| domain(&author.address)),
            return_path_domain: report.message.return_path.as_deref().and_then(domain),
            envelope_domain: sender.and_then(|sender| domain(&sender.value)),
            client_network: client.map(|client| network(client.value)),
        }
    }
}

/// The domain of an address, as domains are compared. Of one that is longer than DNS admits, its end.
pub(super) fn domain(address: &str) -> Option<Cow<'_, str>> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = tail(domain);
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if domain.bytes().all(is_plain) {
        return (!domain.is_empty()).then_some(Cow::Borrowed(domain));
    }
    let mended = a_labels(domain).unwrap_or_else(|| domain.to_lowercase());
    Some(Cow::Owned(mended))
}

fn fields<'r>(report: &'r Report, border: Option<&HopReport>) -> Vec<HeaderView<'r>> {
    let header = &report.header;
    let border = border.and_then(|hop| hop.received_index);
    let mut seen = 0;
    // Without a boundary nothing is known to be ours.
    let mut is_ours = border.is_some();
    let mut all = Vec::with_capacity(header.fields.len());
    for (index, span) in header.fields.iter().enumerate() {
        let Some(field) = header.bytes.get(span.start..span.end) else {
            continue;
        };
        let colon = memchr::memchr(b':', field).unwrap_or(field.len());
        let name = std::str::from_utf8(&field[..colon])
            .unwrap_or_default()
            .trim_end();
        let value = field.get(colon + 1..).unwrap_or_default();
        let lead = value.len() - value.trim_ascii_start().len();
        let raw = value.trim_ascii();
        let start = span.start + (colon + 1).min(field.len()) + lead;
        let start = start.min(span.end);
        if name.eq_ignore_ascii_case("Received") {
            // The field of the boundary itself is written by our side, about a stranger.
            is_ours = is_ours && border.is_some_and(|border| seen <= border);
            all.push(HeaderView {
                name,
                raw,
                index,
                span: Span::new(start, start + raw.len()),
                is_ours,
            });
            is_ours = is_ours && border.is_some_and(|border| seen < border);
            seen += 1;
        } else {
            all.push(HeaderView {
                name,
                raw,
                index,
                span: Span::new(start, start + raw.len()),
                is_ours,
            });
        }
    }
    all
}

impl<'r> HeaderView<'r> {
    /// The value without folding.
    pub(super) fn unfolded(&self) -> Cow<'r, [u8]> {
        if memchr::memchr2(b'\n', b'\r', self.raw).is_none() {
            return Cow::Borrowed(self.raw);
        }
        let kept = self
            .raw
            .iter()
            .filter(|byte| !matches!(byte, b'\n' | b'\r'));
        Cow::Owned(kept.copied().collect())
    }

    /// The value as text, without folding, its encoded words decoded.
    pub(super) fn decoded(&self) -> Cow<'r, str> {
        match self.unfolded() {
            Cow::Borrowed(bytes) if memchr::memmem::find(bytes, b"=?").is_none() => {
                String::from_utf8_lossy(bytes)
            }
            bytes => Cow::Owned(encoded_word::decode(&bytes)),
        }
    }
}
