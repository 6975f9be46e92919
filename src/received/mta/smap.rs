//! Proxies that write what they looked up and no announcement: smap, csmap, IRIX smtpd.

use super::{Dialect, Marks, NameIs};

pub(super) const DIALECT: Dialect = Dialect {
    name: "smap",
    title: "smap",
    software: &[],
    domains: &[],
    recognise: Some(|marks: &Marks<'_>| matches!(marks.via, "smap" | "csmap")),
    read: |draft| draft.read(NameIs::ResolvedOnly),
    clocks: &[],
};

pub(super) const IRIX: Dialect = Dialect {
    name: "smtpd",
    title: "obtuse smtpd",
    software: &[],
    domains: &[],
    recognise: Some(|marks: &Marks<'_>| marks.via == "SMTP" && marks.id.starts_with("smtpd")),
    read: |draft| draft.read(NameIs::ResolvedOnly),
    clocks: &[],
};

#[cfg(test)]
pub(super) mod tests {
    pub(in crate::received) const ROWS: &[(&str, &str)] = &[
        (
            "from host.example.net(192.0.2.1) by mx.example.org via smap (V1.3) id xma093673; Wed, 26 Mar 03 20:43:24 -0600",
            "dialect=smap name=host.example.net rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=smap id=xma093673 \
             time=2003-03-27T02:43:24Z",
        ),
        (
            "from host.example.net(192.0.2.1, HELO mail.example.com) by mx.example.org via smap (V1.3) id xma002908; Fri, 27 Feb 04 14:16:56 -0800",
            "dialect=smap name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=smap \
             id=xma002908 time=2004-02-27T22:16:56Z",
        ),
        (
            "from nodnsquery(192.0.2.1) by mx.example.org via csmap (V4.1) id srcAAAyHaywy",
            "dialect=smap name=nodnsquery ip=192.0.2.1 by=mx.example.org via=csmap id=srcAAAyHaywy",
        ),
        (
            "from host.example.net(192.0.2.1), claiming to be \"mail.example.com\" via SMTP by mx.example.org, id smtpd1PBsZT; \
             Sun Nov 13 15:38:52 2005",
            "dialect=smtpd name=host.example.net helo=mail.example.com rdns=host.example.net ip=192.0.2.1 by=mx.example.org via=SMTP \
             id=smtpd1PBsZT time=2005-11-13T15:38:52Z",
        ),
    ];
}
