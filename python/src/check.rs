//! One check by itself, without a message.

use crate::error::{Failure, Kind};
use crate::object::object;
use crate::wait::aside;
use crate::{input, options};
use futures::executor::block_on;
use hdrtrace::check::{self, Question};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// May this client use these names? (RFC 7208)
#[pyfunction]
#[pyo3(signature = (ip, helo=None, mail_from=None, **settings))]
pub(crate) fn check_spf<'py>(
    ip: &Bound<'py, PyAny>,
    helo: Option<String>,
    mail_from: Option<&str>,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let client = input::parsed("ip", ip)?;
    let now = options::settings(settings)?.clock.now();
    let question = Question::spf(client, helo, mail_from, now).ok_or_else(|| {
        let text = "give helo or mail_from; for the null sender, SPF checks the HELO name (RFC 7208 section 2.4)";
        Failure::new(Kind::Option, text)
    })?;
    answer(ip.py(), question, settings)
}

/// Would mail from this domain pass with these identifiers, and what does its owner ask for? (RFC 9989)
#[pyfunction]
#[pyo3(signature = (domain, spf_pass=None, dkim_pass=Vec::new(), **settings))]
pub(crate) fn check_dmarc<'py>(
    py: Python<'py>,
    domain: String,
    spf_pass: Option<String>,
    dkim_pass: Vec<String>,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let question = Question::Dmarc {
        from: domain,
        spf: spf_pass,
        dkim: dkim_pass,
    };
    answer(py, question, settings)
}

/// What is the key of this selector? (RFC 6376 section 3.6)
#[pyfunction]
#[pyo3(signature = (selector, domain, **settings))]
pub(crate) fn check_dkim_key<'py>(
    py: Python<'py>,
    selector: String,
    domain: String,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    answer(py, Question::DkimKey { selector, domain }, settings)
}

/// What does this domain publish about its mail?
#[pyfunction]
#[pyo3(signature = (domain, **settings))]
pub(crate) fn check_domain<'py>(
    py: Python<'py>,
    domain: String,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    answer(py, Question::Domain { domain }, settings)
}

fn answer<'py>(
    py: Python<'py>,
    question: Question,
    settings: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let dns = options::settings(settings)?.dns;
    let found = aside(py, true, move || {
        let view = dns.source.resolver_for_any(dns.limits);
        block_on(check::ask(&view, &question)).report()
    })?;
    object(py, &found)
}
