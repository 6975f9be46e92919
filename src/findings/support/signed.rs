//! Signatures over `From: a@a.example` and the body `Hello.`, made with keys that were thrown away, and the records of the
//! keys: `s._domainkey.a.example`.

use crate::findings::support::testing::Mail;

/// Where the records stand.
pub(crate) const SELECTOR: &str = "s._domainkey.a.example";

/// The record of an RSA key of 1024 bits.
pub(crate) const KEY_1024: &str = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDLxtktLzE0+AymmDF05TUZ5NsQPsEnz+SiiSqDX8o1xzlogxIum92gVdxFmTLlnw+8rkTDJyNQqNDZmsZRLiki0/aYE+tMebCxi5/tUve27aHbLTm4S72UxZFDUsyEPdHLDulSXpg+m10qGpxvwrwr9fhmTGWVvUWSJSzyj0cgqQIDAQAB";

/// The record of one of 2048 bits.
pub(crate) const KEY_2048: &str = "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA5MZPPjbIyOOdDCr8xEaKuPvDCFCO5fSZAjT551V6DK8/u6A5/naeCiyUrEa3epTnaY/xb5SmaEY/n4JJAvjs4GuX1hZtAWUNdce9UUwDmXWHLRITZq+Ywh82/CQ0tDwUeBz6CMlK0hgHqF7jfWahvyNhfv6xOL6bncRVBRISui+goITFzWhZnCl7AqIEmKsqfx+u9A1NA3dG59XkeoZHEcFGOO/P6GI5TxDc2vsSjCzzI0xQBQSUWCKaxxUWO0sLDVX51cPnxPAWO1vevR5qkDX+nBcnXfugMctBccwxGuXQtGIMaeUqGwAtQMRQIurwmqdqkHvlvrLE/ClpzQs3+wIDAQAB";

/// The record of an Ed25519 key.
pub(crate) const KEY_ED25519: &str =
    "v=DKIM1; k=ed25519; p=+Ny7m+uXvKyFusLQhg5wk99yUY33gECPl+nX1+ipBko=";

/// The same, which its domain is testing.
pub(crate) const KEY_TESTING: &str =
    "v=DKIM1; k=ed25519; t=y; p=+Ny7m+uXvKyFusLQhg5wk99yUY33gECPl+nX1+ipBko=";

/// With [`KEY_1024`].
pub(crate) const BY_1024: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=JeZwkfPlFuNKOZhKVSPTmWB8X59CsMXARnpGM/GQErgs6UlzlJoeNNIzCAZAtxQ4aJHXhJVc21PnoOhXQjH0goApaTY5RmoJpkD8w2ncxdaWpmAd1gvTUdMuwQ+GZ01uhtSPkuuJ5w229xKCPCBo4UuePngWff4R0n15bd6aUVo=\r\n";

/// With [`KEY_2048`].
pub(crate) const BY_2048: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=OdHlI20fjKDNhxYIHQeM/4tSfTtlhEexdBMTfb4FGP4d7ITQckGvHuj5cxU3t99TqR5CQYNUD5O/H7ScDQVduL3nG/ChwAcSuIFa+OiC1Eb/PMRWLRDH0dwh02PI8Ss6FhzapQMUdJLxsvmuEfD9RLwRbzmzzWumYFh0f4Ohe63rCzMbJ0oGk42o4p9nsgwkxJfRMl3tPteNdLsu1QtewZhwpqeIFMSmEdcJhDP+rHPLhTihbn0dM4JseOJ95tS+BjI3P7JYNnLdFE1xTOf/UYPtHhjnFj0DvVWDvhMRKwxlkn6QhAVKxU4rIHQYWih0BsaxZztuktAgkbQfBmB+XA==\r\n";

/// With [`KEY_1024`], over SHA-1.
pub(crate) const SHA1_BY_1024: &str = "DKIM-Signature: v=1; a=rsa-sha1; c=relaxed/relaxed; d=a.example; s=s; h=from; bh=2+689OSH6dJ8r+u45EO4VHIBWe8=; b=mFJofebROuweJq8UDQiUSKrxXsBe6uPbLKSBvgkUQg0NLFcYJHlKmKPP1b8zOsT33V+u045Dtjprn000oCFIety5N4LbkR6NOzC5eKwYkRZUmcF/itXLEMpagFF7bgHnZzRzMbfghxm+4D991qtAR8KyxPjKa862Pqjvsq7kAZc=\r\n";

/// With [`KEY_2048`], over SHA-1.
pub(crate) const SHA1_BY_2048: &str = "DKIM-Signature: v=1; a=rsa-sha1; c=relaxed/relaxed; d=a.example; s=s; h=from; bh=2+689OSH6dJ8r+u45EO4VHIBWe8=; b=bXryks7SGkoj0gDwNkUg3HA8TDdWiVZBqunWm5xm7iz9qXZ6ee0xIvUXO/iypG5UfdHtKdF0cvt+yqremvuzXG/x94V9JJrN24Cx876AMjrukVrGaL1VcuCi/v5MxT9Ry1vIeI2IVTTskWLrImhmbcApGFga9mjJhrBQ+1kQ4ChTLFmYojcpiNtBumT0707TzciwL+4M1wRNfdlawpS4d0LrM/UeYwjkumgAWtzs73NpRlxSAGlmK4LL/Kkj98KgfEDYyig3rIgMVF/6H7enCLTYCBTJubiJZEJQlehv/Xdq8zhEYlXyjJUevDO0lV5rApwWdBbM2ytmg5kVDbxYTw==\r\n";

/// With [`KEY_ED25519`].
pub(crate) const BY_ED25519: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=D5V5U4hl0L1GDeFiKHHm4+VK2RXFI4gbogfmGuoYsxoQ8GJFHyY+JAImriUGz1Jfnqw138A1xy0OBiDUcM22Aw==\r\n";

/// With [`KEY_ED25519`]: nothing can be added.
pub(crate) const OVERSIGNED: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=a.example; s=s; h=from:from:subject:subject:to:to:reply-to:reply-to; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=KB4Msua+6INFDGHpFtarmgE8hUGdz6n54RRX/Ij6TTRTiax/sTpfPeOuhOy5hnCLsZ7j9NljMQMt26CHNGIxBQ==\r\n";

/// With [`KEY_ED25519`]: it expired nine seconds before the mail was received.
pub(crate) const EXPIRED: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=a.example; s=s; t=1777700000; x=1777716000; h=from; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=xc+53MRON4LAeBJyUgAkWU32fWh/FdwAdVN9D+zrUuF9ZotvA7BZKapiyGTeYY3RjYN9pejeicRsZOkJc2HGDQ==\r\n";

/// With [`KEY_2048`], likewise.
pub(crate) const EXPIRED_2048: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=a.example; s=s; t=1777700000; x=1777716000; h=from; bh=yZQq1c8wjBl0fZ4Wc/oraMCAG1mZJv5v/hlvyFy+t6A=; b=p/ATHT3Kcbo3A56DQe9Dc4rCkalNLTiWCJn8TQ1W1XrVn+v/HE3DIJ03EJQniQebFmDXKFl6ka4A0OWVIrqp3BSSeRhDJJThHvMbeLjF+sAFZVM7Uc7EYVQdmAjk0ESVOlG6bJ4SOD+4iIwbst+AWqnobAf0y6IEaohKtho4UXbLA0G1+Tdt3hhaAR2gR2Vs4HSjoNLUs15MOvukyIPjYOcmqSWnS8RhH9fFMgxnyics+UwvzABG4td1ttA77JPEnsITSO6Nr1w7ZMmK6jR+fuyduOL6sLJVIaAqiNFK0aFA8hpvKFJrvydtYyQZV6LoHcK5sdHnHMF5Jihbq57kIA==\r\n";

/// A message under this signature, received on 2 May 2026, with this key's record in DNS.
pub(crate) fn mail(signature: &str, record: &'static str) -> Mail {
    Mail::received("", &format!("{signature}From: a@a.example\r\n")).with_dns(&[(SELECTOR, record)])
}
