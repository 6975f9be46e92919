//! Identity (`IDN`): who the message says it is from.

use crate::findings::model::Finding;

mod brand_word;
mod disguised_name;
mod display_name_address;
mod display_name_brand;
mod from_recipient;
mod from_without_address;
mod idn_domain;
mod impossible_author;
mod lookalike_brand;
mod lookalike_own;
mod mixed_script;
mod platform_author;
mod reply_to_freemail;
mod reply_to_organization;
mod return_path_organization;
mod several_from;
mod several_signs;
mod unreadable_from;

/// By code.
pub(super) const ALL: &[&Finding] = &[
    &display_name_address::FINDING,
    &display_name_brand::FINDING,
    &reply_to_organization::FINDING,
    &return_path_organization::FINDING,
    &several_from::FINDING,
    &from_recipient::FINDING,
    &idn_domain::FINDING,
    &mixed_script::FINDING,
    &lookalike_own::FINDING,
    &lookalike_brand::FINDING,
    &brand_word::FINDING,
    &disguised_name::FINDING,
    &unreadable_from::FINDING,
    &from_without_address::FINDING,
    &impossible_author::FINDING,
    &platform_author::FINDING,
    &several_signs::FINDING,
    &reply_to_freemail::FINDING,
];
