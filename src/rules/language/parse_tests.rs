//! What is read as a condition, and what is refused.

use super::*;
use proptest::prelude::*;

/// A tree in brackets, so that its shape is seen.
fn shape(tree: &Tree) -> String {
    let all = |trees: &[Tree]| trees.iter().map(shape).collect::<Vec<_>>().join(" ");
    match &tree.node {
        Node::And(parts) => format!("[and {}]", all(parts)),
        Node::Or(parts) => format!("[or {}]", all(parts)),
        Node::Not(inner) => format!("[not {}]", shape(inner)),
        Node::Compare(left, how, right) => {
            format!("[{} {} {}]", how.sign(), shape(left), shape(right))
        }
        Node::Search(left, how, right) => {
            format!("[{} {} {}]", how.word(), shape(left), shape(right))
        }
        Node::In(left, right) => format!("[in {} {}]", shape(left), shape(right)),
        Node::Exists(inner) => format!("[exists {}]", shape(inner)),
        Node::Each(each, list, test) => {
            let test = test.as_deref().map(shape).unwrap_or_default();
            format!("[{} {} {test}]", each.word(), shape(list))
        }
        Node::Sum(left, sign, right) => format!("[{sign:?} {} {}]", shape(left), shape(right)),
        Node::Call(name, arguments) => format!("{name}({})", all(arguments)),
        Node::Path(name) => name.clone(),
        Node::Text(text) => format!("{text:?}"),
        Node::Number(number) => number.to_string(),
        Node::Duration(duration) => duration.to_string(),
        Node::Time(time) => time.to_rfc3339(),
        Node::Bool(is) => is.to_string(),
        Node::List(items) => format!("<{}>", all(items)),
    }
}

#[test]
fn conditions_are_read() {
    for (given, expected) in [
        ("a", "a"),
        ("a or b and not c or d", "[or a [and b [not c]] d]"),
        ("not a == 1", "[not [== a 1]]"),
        ("(a or b) and c", "[and [or a b] c]"),
        ("a - b > 2h", "[> [Minus a b] PT7200S]"),
        ("a in [\"x\", \"y\",]", "[in a <\"x\" \"y\">]"),
        (
            "a.b exists and c contains \"x\"",
            "[and [exists a.b] [contains c \"x\"]]",
        ),
        (
            "any hops (by.name matches \"x\" and tls exists)",
            "[any hops [and [matches by.name \"x\"] [exists tls]]]",
        ),
        (
            "any header(\"X-Foo\") (value contains \"x\")",
            "[any header(\"X-Foo\") [contains value \"x\"]]",
        ),
        ("count(hops) > -3", "[> [count hops ] -3]"),
        ("count hops (a) == 2", "[== [count hops a] 2]"),
        (
            "count > 2 and count in [3]",
            "[and [> count 2] [in count <3>]]",
        ),
        (
            "cidr(client.ip, \"192.0.2.0/24\")",
            "cidr(client.ip \"192.0.2.0/24\")",
        ),
    ] {
        assert_eq!(
            parse(given).map(|tree| shape(&tree)),
            Ok(expected.to_owned()),
            "{given}"
        );
    }
}

#[test]
fn what_is_no_condition_is_refused_where_it_stands() {
    for (given, at) in [
        ("", 0..0),
        ("a ==", 4..4),
        ("a b", 2..3),
        ("(a", 2..2),
        ("a)", 1..2),
        ("any hops", 8..8),
        ("a in [\"x\"", 9..9),
        ("a == == b", 5..7),
        ("not", 3..3),
        ("a not in [1]", 2..5),
    ] {
        assert_eq!(parse(given).map_err(|fault| fault.at), Err(at), "{given}");
    }
}

#[test]
fn deep_nesting_is_refused_and_long_chains_are_not() {
    for (open, close) in [
        ("(", ")"),
        ("not ", ""),
        ("any hops (", ")"),
        ("f(", ")"),
        ("[", "]"),
    ] {
        let deep = format!("{}a{}", open.repeat(10_000), close.repeat(10_000));
        let fault = parse(&deep).expect_err(open);
        assert!(
            fault.message.contains("levels deep"),
            "{open}: {}",
            fault.message
        );
        let fits = format!("{}a{}", open.repeat(20), close.repeat(20));
        assert!(parse(&fits).is_ok(), "{open}");
    }
    let long = vec!["a == 1"; 10_000].join(" and ");
    assert!(parse(&long).is_ok());
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,80}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_order_of_words_is_too_strange(words in proptest::collection::vec(prop_oneof![
        Just("and"), Just("or"), Just("not"), Just("("), Just(")"), Just("["), Just("]"), Just("any"),
        Just("count"), Just("in"), Just("=="), Just("-"), Just(","), Just("hops"), Just("\"x\""),
        Just("header"), Just("5m"), Just("exists"), Just("matches"),
    ], 0..30)) {
        let _ = parse(&words.join(" "));
    }
}
