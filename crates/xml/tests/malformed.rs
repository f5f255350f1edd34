//! Malformed documents are refused with the words, the line and the excerpt that a real daemon shows.

use proptest::prelude::*;
use xml::Document;

/// Documents and what was heard about them.
const HEARD: &[(&str, &str)] = &[
    ("", "at line 1: Document is empty\n(null)\n^"),
    ("vm\n", "at line 1: Start tag expected, '<' not found\nvm\n^"),
    (" \n ", "at line 2: Start tag expected, '<' not found\n \n-^"),
    ("<1/>", "at line 1: StartTag: invalid element name\n<1/>\n-^"),
    ("</a>", "at line 1: StartTag: invalid element name\n</a>\n-^"),
    ("<domain", "at line 1: Couldn't find end of Start Tag domain line 1\n<domain\n-------^"),
    ("<domain>", "at line 1: Premature end of data in tag domain line 1\n<domain>\n--------^"),
    ("<domain>\n\n", "at line 3: Premature end of data in tag domain line 1\n<domain>\n--------^"),
    ("<d>\n <a>\n </b>\n", "at line 3: Opening and ending tag mismatch: a line 2 and b\n </b>\n-----^"),
    ("\t<d>\t</x>", "at line 1: Opening and ending tag mismatch: d line 1 and x\n\t<d>\t</x>\n\t---\t----^"),
    ("<é>ü</è>", "at line 1: Opening and ending tag mismatch: é line 1 and è\n<é>ü</è>\n-----------^"),
    ("<d>\n\n  <name>x</name\n</d>", "at line 4: expected '>'\n</d>\n^"),
    ("<d></d><x/>", "at line 1: Extra content at the end of the document\n<d></d><x/>\n-------^"),
    ("<d a=1/>", "at line 1: AttValue: \" or ' expected\n<d a=1/>\n-----^"),
    ("<d a='1/>", "at line 1: AttValue: ' expected\n<d a='1/>\n---------^"),
    ("<d a='1' a='2'/>", "at line 1: Attribute a redefined\n<d a='1' a='2'/>\n--------------^"),
    ("<d a='1'b='2'/>", "at line 1: attributes construct error\n<d a='1'b='2'/>\n--------^"),
    ("<d a/>", "at line 1: Specification mandates value for attribute a\n<d a/>\n----^"),
    ("<d/ >", "at line 1: error parsing attribute name\n<d/ >\n--^"),
    ("<d a='<'/>", "at line 1: Unescaped '<' not allowed in attributes values\n<d a='<'/>\n------^"),
    ("<d>&foo;</d>", "at line 1: Entity 'foo' not defined\n<d>&foo;</d>\n--------^"),
    ("<d>a && b</d>", "at line 1: xmlParseEntityRef: no name\n<d>a && b</d>\n------^"),
    ("<d>a&b</d>", "at line 1: EntityRef: expecting ';'\n<d>a&b</d>\n------^"),
    ("<d>&#xZ;</d>", "at line 1: CharRef: invalid hexadecimal value\n<d>&#xZ;</d>\n------^"),
    ("<d>&#0;</d>", "at line 1: xmlParseCharRef: invalid xmlChar value 0\n<d>&#0;</d>\n-------^"),
    ("<d>\u{1}</d>", "at line 1: PCDATA invalid Char value 1\n<d>\u{1}</d>\n---^"),
    ("<d><!-- x </d>", "at line 1: Comment not terminated\n<d><!-- x </d>\n--------------^"),
    (
        "<d><!-- x -- y -->",
        "at line 1: Double hyphen within comment: <!-- x \n<d><!-- x -- y -->\n----------^",
    ),
    (
        "<d><![CDATA[ x </d>",
        "at line 1: CData section not finished\n x </\n<d><![CDATA[ x </d>\n-------------------^",
    ),
    (
        " <?xml version='1.0'?><d/>",
        "at line 1: XML declaration allowed only at the start of the document\n <?xml version='1.0'?><d/>\n------^",
    ),
    ("<?xml ?><d/>", "at line 1: Malformed declaration expecting version\n<?xml ?><d/>\n------^"),
    ("<!DOCTYPE d", "at line 1: DOCTYPE improperly terminated\n<!DOCTYPE d\n-----------^"),
];

#[test]
fn mistakes_are_told_as_a_real_daemon_tells_them() {
    for (text, heard) in HEARD {
        let told = Document::parse(text).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(told, Err((*heard).to_owned()), "{text:?}");
    }
}

#[test]
fn errors_are_code_35_of_the_domain_part() {
    let error = errors::Error::from(Document::parse("<a>").unwrap_err());
    assert_eq!((error.code.number(), error.domain.number()), (35, 20));
    assert_eq!(error.message, "at line 1: Premature end of data in tag a line 1\n<a>\n---^");
}

#[test]
fn what_libxml2_lets_pass_is_let_pass() {
    for text in [
        "\u{feff}<d/>",
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<!-- a --><?p?><d/>\n<!-- b -->",
        "<!DOCTYPE d [<!ENTITY x 'y'> <!-- ] > -->]><d>&x;</d>",
        "<nobody:declared this:neither='1'/>",
        "<d xmlns=''/>",
        "<a-b.c_d e = \n'>'/>",
        "<d>]] ]></d>",
    ] {
        assert!(Document::parse(text).is_ok(), "{text:?}");
    }
    let document = Document::parse("<d><qemu:x a:b='1'/><y/></d>").unwrap();
    let names: Vec<&str> = document.root().children().map(|child| child.name()).collect();
    assert_eq!(names, ["qemu:x", "y"], "a prefix that nobody declared is part of the name");
}

#[test]
fn characters_mean_what_xml_says() {
    let document = Document::parse("<d a='x\r\ny\tz&#10;&lt;'>1\r\n2\r3&amp;<![CDATA[<4>]]></d>").unwrap();
    assert_eq!(document.root().attribute("a"), Some("x y z\n<"));
    assert_eq!(document.root().text(), "1\n2\n3&<4>");
}

#[test]
fn hostile_documents_cost_little() {
    let refused = |text: &str| Document::parse(text).map(|_| ()).unwrap_err();
    let deep = refused(&"<a>".repeat(1_000_000));
    assert_eq!(deep.message, "Excessive depth in document: 256 use XML_PARSE_HUGE option");
    assert!(deep.excerpt.len() < 10_000, "a long line is not quoted back whole");
    assert!(Document::parse(&("<a>".repeat(257) + &"</a>".repeat(257))).is_ok());
    refused(&"<a/>".repeat(5_000_000));
    refused(&format!("<d>{}</d>", "<a/>".repeat(1_000_001)));
    refused(&format!("<d {}", "a".repeat(1_000_000)));
    let bomb = "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><d>&b;&b;</d>";
    assert_eq!(Document::parse(bomb).unwrap().root().text(), "", "entities are never expanded");
    refused(&format!("<d{}/>", (0..10_000).map(|n| format!(" xmlns:a{n}='1'")).collect::<String>()));
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='1'")).collect();
    assert!(Document::parse(&format!("<d{attributes}/>")).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in "([<>&;'\"=/!?\\-\\[\\] \n\txa:#0-9é]|<a|</a>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|&lt;|\u{1}){0,40}") {
        match Document::parse(&text) {
            Ok(document) => {
                // What was understood is understood again after it was printed.
                let printed = document.root().dump(0);
                prop_assert!(Document::parse(&printed).is_ok(), "{printed}");
            }
            Err(error) => {
                prop_assert!(error.position.line as usize <= text.matches('\n').count() + 1);
            }
        }
    }

    #[test]
    fn written_texts_are_read_back(value in "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{fffe}\u{ffff}\r\n\t]{0,30}") {
        let mut w = xml::Writer::new();
        w.element("a", |w| { w.attr("b", &value); w.text("c", &value); });
        let written = w.finish();
        let document = Document::parse(&written).unwrap();
        prop_assert_eq!(document.root().attribute("b"), Some(value.as_str()));
        prop_assert_eq!(document.root().child("c").unwrap().text(), value.as_str());
    }
}
