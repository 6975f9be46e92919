//! Seals: what each covers of the chain.

use super::fields::{ChainValidation, Fields};
use super::sets::Set;
use super::{ArcSignature, Verifier};
use crate::auth::canonical::Canonical;
use crate::auth::signature::{BodyFacts, BodyHash, HeaderSignature, Headers};
use crate::checked::{Checked, Why};
use crate::limits::MAX_REPAIR_HEADER;
use crate::message::Spelling;

/// The sets that the next seal covers.
#[derive(Default)]
pub(super) struct Sealed {
    pub(super) fields: Vec<usize>,
    /// The canonical form of the first of them, and of how many.
    data: Vec<u8>,
    done: usize,
}

impl Sealed {
    /// All in canonical form.
    fn canonical(&mut self, headers: &Headers<'_, '_>) -> &[u8] {
        for &index in &self.fields[self.done..] {
            headers.append(Canonical::Relaxed, index, &mut self.data);
        }
        self.done = self.fields.len();
        &self.data
    }
}

/// A seal has no body; what it covers is the header.
const SEALED_BODY: BodyFacts = BodyFacts {
    verdict: BodyHash::Match,
    ..BodyFacts::UNKNOWN
};

impl Verifier<'_, '_> {
    /// A seal covers all sets up to its own, each as results, message signature, seal, in relaxed form, its own seal
    /// last with `b=` emptied (RFC 8617 section 5.1.1). One that says `cv=fail` covers its own set only (section 5.1.2); some
    /// seal all of them then, too.
    pub(super) fn seal(
        &self,
        index: usize,
        fields: &Fields,
        set: &Set,
        sealed: Option<&mut Sealed>,
    ) -> ArcSignature {
        let (Some(before), Some([results, signature, _])) = (sealed, set.indices()) else {
            let mut facts = self.describe(index, fields);
            facts.result = Checked::Skipped(Why::DependsOnSkipped);
            return facts;
        };
        // What stands behind the sets before it.
        let own = |spelling, mut data: Vec<u8>| {
            for covered in [results, signature] {
                self.headers
                    .append_spelled(spelling, Canonical::Relaxed, covered, &mut data);
            }
            self.append_own(spelling, Canonical::Relaxed, index, fields, &mut data);
            data
        };
        let judge = |data: &dyn Fn() -> Vec<u8>| self.judge(index, fields, &SEALED_BODY, data);
        let is_valid =
            |facts: &ArcSignature| facts.header_signature == Some(HeaderSignature::Valid);
        if fields.cv == Some(ChainValidation::Fail) {
            let alone = judge(&|| own(Spelling::Mended, Vec::new()));
            if is_valid(&alone) || before.fields.is_empty() {
                return alone;
            }
        }
        let data = before.canonical(self.headers);
        let facts = judge(&|| own(Spelling::Mended, data.to_vec()));
        // Each spelling is a pass over all of it.
        let is_tried = facts.header_signature == Some(HeaderSignature::Invalid)
            && data.len() <= MAX_REPAIR_HEADER;
        if !is_tried {
            return facts;
        }
        let covered = before.fields.iter().copied();
        let others = self
            .headers
            .spellings(covered.chain([results, signature, index]));
        let spelled = |spelling| {
            let mut data = Vec::new();
            for &field in &before.fields {
                self.headers
                    .append_spelled(spelling, Canonical::Relaxed, field, &mut data);
            }
            own(spelling, data)
        };
        others
            .into_iter()
            .map(|spelling| judge(&|| spelled(spelling)))
            .find(is_valid)
            .unwrap_or(facts)
    }
}
