//! Whom a resolver believes: the authorities behind the certificates of servers, and the keys that DNSSEC begins with.

use hickory_proto::dnssec::TrustAnchors;
use hickory_proto::serialize::txt::ParseError;
use hickory_proto::serialize::txt::trust_anchor::Parser;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore, crypto};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Why something cannot be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// Not a certificate.
    #[error("certificate {index} cannot be used: {fault}; give X.509 certificates in DER")]
    Certificate {
        /// Which of them, counted from 1.
        index: usize,
        /// What is wrong with it.
        fault: String,
    },
    /// Not the text of DNSKEY records.
    #[error(
        "the trust anchors cannot be read: {0}; give DNSKEY records as in a zone file, such as \". 3600 IN DNSKEY 257 3 8 AwEAA…\""
    )]
    Anchors(String),
}

/// Whom a resolver believes.
#[derive(Clone)]
pub(super) struct Trust {
    /// The public authorities of the Web, unless others are given.
    roots: Option<Arc<RootCertStore>>,
    tls: OnceLock<Result<Arc<ClientConfig>, String>>,
    /// The keys of the root, unless others are given.
    anchors: Option<Arc<TrustAnchors>>,
}

impl Default for Trust {
    fn default() -> Self {
        Self {
            roots: None,
            tls: OnceLock::new(),
            anchors: None,
        }
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust")
            .field("own_roots", &self.roots.is_some())
            .field("own_anchors", &self.anchors.is_some())
            .finish_non_exhaustive()
    }
}

impl Trust {
    /// Believes these authorities (X.509 in DER) in place of the Web's.
    pub(super) fn certificates(&mut self, certificates: &[Vec<u8>]) -> Result<(), TrustError> {
        let mut roots = RootCertStore::empty();
        for (index, certificate) in (1..).zip(certificates) {
            roots
                .add(CertificateDer::from_slice(certificate))
                .map_err(|error| TrustError::Certificate {
                    index,
                    fault: error.to_string(),
                })?;
        }
        self.roots = Some(Arc::new(roots));
        Ok(())
    }

    /// Begins with these keys, DNSKEY records as in a zone file, in place of the root's.
    pub(super) fn anchors(&mut self, records: &str) -> Result<(), TrustError> {
        let fault = |error: ParseError| TrustError::Anchors(error.to_string());
        if Parser::new(records).parse().map_err(fault)?.is_empty() {
            return Err(TrustError::Anchors("no record".to_owned()));
        }
        let anchors = records.parse::<TrustAnchors>().map_err(fault)?;
        self.anchors = Some(Arc::new(anchors));
        Ok(())
    }

    /// What connections are made with; built when the first is.
    pub(super) fn tls(&self) -> Result<Arc<ClientConfig>, String> {
        self.tls.get_or_init(|| self.build()).clone()
    }

    fn build(&self) -> Result<Arc<ClientConfig>, String> {
        let roots = match &self.roots {
            Some(roots) => Arc::clone(roots),
            None => Arc::new(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()),
        };
        let provider = Arc::new(crypto::ring::default_provider());
        ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|builder| Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
            .map_err(|error| format!("TLS cannot be set up: {error}"))
    }

    /// The keys that DNSSEC begins with.
    pub(super) fn keys(&self) -> Arc<TrustAnchors> {
        self.anchors
            .clone()
            .unwrap_or_else(|| Arc::new(TrustAnchors::default()))
    }
}
