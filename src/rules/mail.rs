//! The message that rules look at: its report, and its header fields as they are written.

use crate::message::{HeaderField, decoded_text};
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
#[derive(Clone, Debug)]
pub(super) struct HeaderView<'r> {
    pub field: HeaderField<'r>,
    pub index: usize,
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
        let Some(field) = HeaderField::at(&header.bytes, *span) else {
            continue;
        };
        let is_received = field.is("Received");
        if is_received {
            // The field of the boundary itself is written by our side, about a stranger.
            is_ours = is_ours && border.is_some_and(|border| seen <= border);
        }
        all.push(HeaderView {
            field,
            index,
            is_ours,
        });
        if is_received {
            is_ours = is_ours && border.is_some_and(|border| seen < border);
            seen += 1;
        }
    }
    all
}

impl HeaderView<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.field.is(name)
    }

    /// The value as written, without white space at its ends.
    pub(super) fn raw(&self) -> &[u8] {
        self.field.raw_value().trim_ascii()
    }

    /// Where that stands.
    pub(super) fn span(&self) -> Span {
        let value = self.field.raw_value();
        let start = self.field.value_span().start + value.len() - value.trim_ascii_start().len();
        Span::new(start, start + value.trim_ascii().len())
    }

    /// The value as text, without folding, its encoded words decoded.
    pub(super) fn decoded(&self) -> String {
        decoded_text(&self.field)
    }
}
