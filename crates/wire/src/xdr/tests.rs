use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::procedure::{Kind, all};
use crate::reencode::{Part, reencode};
use crate::remote::{
    ConnectListAllDomainsRet, ConnectOpenArgs, Domain, DomainGetInfoRet, DomainGetSecurityLabelRet,
    DomainGetXmlDescRet, DomainSendKeyArgs, NodeGetInfoRet, TypedParam, TypedParamValue,
};
use crate::{Program, limits};

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[test]
fn values_stand_on_the_wire_as_rfc_4506_says() {
    let check = |written: Result<Vec<u8>, WireError>, expected: &[u8]| assert_eq!(written.unwrap(), expected);
    check(encode(&-2i32), &[255, 255, 255, 254]);
    check(encode(&1u64), &[0, 0, 0, 0, 0, 0, 0, 1]);
    check(encode(&1.5f64), &[0x3f, 0xf8, 0, 0, 0, 0, 0, 0]);
    check(encode(&-1i8), &[255; 4]);
    check(encode(&200u8), &[0, 0, 0, 200]);
    check(encode(&0x1234u16), &[0, 0, 0x12, 0x34]);
    check(encode(&"abcde".to_owned()), b"\0\0\0\x05abcde\0\0\0");
    check(encode(&String::new()), &[0; 4]);
    check(encode(&Some("abcd".to_owned())), b"\0\0\0\x01\0\0\0\x04abcd");
    check(encode(&None::<String>), &[0; 4]);
    check(encode(&[7u8; 16]), &[7; 16]);
}

#[test]
fn reading_is_as_lenient_as_libvirt() {
    let string = |bytes: &[u8]| decode::<String>(bytes).unwrap();
    assert_eq!(string(b"\0\0\0\x01aXYZ"), "a", "pad bytes are not looked at");
    assert_eq!(string(b"\0\0\0\x04a\0bc"), "a", "a NUL ends a string");
    assert_eq!(string(b"\0\0\0\x02\xff\xfe\0\0"), "\u{fffd}\u{fffd}", "any bytes are a string");
    assert_eq!(string(b"\0\0\0\0 and more"), "", "what follows is ignored");
    assert_eq!(decode::<Option<u32>>(&words(&[2, 9])), Ok(Some(9)), "any non-zero flag means present");
    assert_eq!(decode::<u8>(&words(&[0x1ff])), Ok(0xff), "what does not fit is cut off");
    assert_eq!(decode::<i8>(&words(&[0x80])), Ok(-128));
    assert_eq!(decode::<u16>(&words(&[0x1_0002])), Ok(2));
}

#[test]
fn reading_stops_where_the_bytes_do() {
    for short in [&b""[..], b"\0\0\0", b"\0\0\0\x04abc", b"\0\0\0\x05abcde\0\0"] {
        assert_eq!(decode::<String>(short), Err(WireError::Truncated), "{short:?}");
    }
    assert_eq!(decode::<Option<u32>>(&words(&[1])), Err(WireError::Truncated));
    assert_eq!(decode::<[u8; 16]>(&[0; 15]), Err(WireError::Truncated));
    assert_eq!(decode::<DomainGetSecurityLabelRet>(&words(&[2, 65])), Err(WireError::Truncated));
}

#[test]
fn chars_take_a_word_each() {
    let label = DomainGetSecurityLabelRet { label: b"n\xff\0".to_vec(), enforcing: 1 };
    let bytes = words(&[3, 0x6e, 0xffff_ffff, 0, 1]);
    assert_eq!(encode(&label).unwrap(), bytes);
    assert_eq!(decode(&bytes), Ok(label));

    let mut node = NodeGetInfoRet { cpus: 4, ..Default::default() };
    node.model[..6].copy_from_slice(b"x86_64");
    let bytes = encode(&node).unwrap();
    assert_eq!(bytes.len(), 128 + 8 + 6 * 4);
    assert_eq!(bytes[..4], [0, 0, 0, b'x']);
    assert_eq!(decode(&bytes), Ok(node));
}

#[test]
fn a_typed_parameter_of_unknown_type_fails() {
    let mut bytes = encode(&TypedParam { field: "f".into(), value: TypedParamValue::Uint(3) }).unwrap();
    assert_eq!(bytes, b"\0\0\0\x01f\0\0\0\0\0\0\x02\0\0\0\x03");
    for unknown in [0, 8, 0xff] {
        bytes[11] = unknown;
        let expected = Err(WireError::UnknownParamType(unknown.into()));
        assert_eq!(decode::<TypedParam>(&bytes), expected);
    }
}

#[test]
fn a_c_program_never_sees_more_of_a_string_than_we_wrote() {
    assert_eq!(encode(&"ab\0cd".to_owned()).unwrap(), b"\0\0\0\x02ab\0\0");
}

#[test]
fn a_reply_of_one_string_is_written_from_a_borrowed_one() {
    let owned = encode(&DomainGetXmlDescRet { xml: "<domain/>".into() });
    assert_eq!(encode(&Text("<domain/>")), owned);
}

fn too_long<T>(what: &'static str, length: usize, limit: usize) -> Result<T, WireError> {
    Err(WireError::TooLong { what, length, limit })
}

#[test]
fn bounds_hold_in_both_directions() {
    let keys = |count: usize| DomainSendKeyArgs { keycodes: vec![7; count], ..Default::default() };
    let most = limits::DOMAIN_SEND_KEY_MAX;
    assert_eq!(decode(&encode(&keys(most)).unwrap()), Ok(keys(most)));
    assert_eq!(encode(&keys(most + 1)), too_long("array", most + 1, most));
    let mut announced = encode(&keys(most)).unwrap();
    let at = announced.len() - 4 - 4 * most - 4;
    assert_eq!(announced[at..at + 4], words(&[most as u32]));
    announced[at..at + 4].copy_from_slice(&words(&[most as u32 + 1]));
    assert_eq!(decode::<DomainSendKeyArgs>(&announced), too_long("array", most + 1, most));

    let name = |length: usize| ConnectOpenArgs { name: Some("x".repeat(length)), flags: 0 };
    let most = limits::STRING_MAX;
    assert_eq!(decode(&encode(&name(most)).unwrap()), Ok(name(most)));
    assert_eq!(encode(&name(most + 1)), too_long("string", most + 1, most));
    let long = [words(&[1, most as u32 + 1]), vec![0; most + 8]].concat();
    assert_eq!(decode::<ConnectOpenArgs>(&long), too_long("string", most + 1, most));

    let mut out = Vec::new();
    assert_eq!(Encoder::new(&mut out).opaque(&[0; 9], 8), too_long("opaque", 9, 8));
    assert_eq!(Decoder::new(&words(&[9, 0, 0, 0])).opaque(8), too_long("opaque", 9, 8));
    assert_eq!(Encoder::new(&mut out).chars(&[0; 9], 8), too_long("array", 9, 8));
    assert_eq!(Decoder::new(&words(&[9; 10])).chars(8), too_long("array", 9, 8));
}

#[test]
fn a_count_that_the_bytes_cannot_hold_is_refused_before_anything_is_reserved() {
    let announced = words(&[limits::DOMAIN_LIST_MAX as u32]);
    assert_eq!(decode::<ConnectListAllDomainsRet>(&announced), Err(WireError::Truncated));
}

#[test]
fn the_smallest_value_is_as_small_as_the_table_says() {
    fn check<T: Encode + Decode + Default>() {
        assert_eq!(encode(&T::default()).unwrap().len(), T::MIN_SIZE);
    }
    check::<Domain>();
    check::<TypedParam>();
    check::<NodeGetInfoRet>();
    check::<DomainGetInfoRet>();
    check::<ConnectListAllDomainsRet>();
    check::<crate::remote::DomainStatsRecord>();
    check::<crate::remote::DomainEventCallbackGraphicsMsg>();
    check::<crate::remote::RemoteError>();
    check::<crate::remote::DomainGetSecurityLabelListRet>();
}

/// Every message that the protocol knows.
fn messages() -> Vec<(Program, i32, Part)> {
    let parts = |kind| match kind {
        Kind::Call => &[Part::Args, Part::Ret][..],
        Kind::Event => &[Part::Body][..],
    };
    Program::ALL
        .into_iter()
        .flat_map(all)
        .flat_map(|info| parts(info.kind).iter().map(|&part| (info.program, info.number, part)))
        .collect()
}

#[test]
fn every_message_is_known_and_no_other() {
    let plenty = vec![0; 4096];
    for (program, number, part) in messages() {
        let written = reencode(program, number, part, &plenty).unwrap();
        assert!(
            plenty.starts_with(&written.unwrap()),
            "{program:?} {number} {part:?}: zeroes in, zeroes out"
        );
        let other = if part == Part::Body { Part::Args } else { Part::Body };
        assert_eq!(reencode(program, number, other, &plenty), Ok(None), "{program:?} {number} {other:?}");
    }
    assert_eq!(reencode(Program::Remote, 0, Part::Args, &plenty), Ok(None));
    assert_eq!(reencode(Program::Remote, 9999, Part::Ret, &plenty), Ok(None));
}

/// Words as a hostile or a real peer might send: mostly small, so that counts and flags make sense.
fn payload() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![4 => Just(0u32), 4 => 1u32..8, 1 => any::<u32>(), 2 => Just(0x6162_6364)];
    vec(word, 0..200).prop_map(|list| words(&list))
}

proptest! {
    #[test]
    fn scalars_survive(a: i32, b: u32, c: i64, d: u64, e: i8, f: u8, g: i16, h: u16, uuid: [u8; 16]) {
        prop_assert_eq!(decode(&encode(&a).unwrap()), Ok(a));
        prop_assert_eq!(decode(&encode(&b).unwrap()), Ok(b));
        prop_assert_eq!(decode(&encode(&c).unwrap()), Ok(c));
        prop_assert_eq!(decode(&encode(&d).unwrap()), Ok(d));
        prop_assert_eq!(decode(&encode(&e).unwrap()), Ok(e));
        prop_assert_eq!(decode(&encode(&f).unwrap()), Ok(f));
        prop_assert_eq!(decode(&encode(&g).unwrap()), Ok(g));
        prop_assert_eq!(decode(&encode(&h).unwrap()), Ok(h));
        prop_assert_eq!(decode(&encode(&uuid).unwrap()), Ok(uuid));
    }

    #[test]
    fn strings_and_lists_survive(names in vec("[^\0]{0,9}", 0..9), id: i32, uuid: [u8; 16], ret: u32) {
        let domains = names.into_iter().map(|name| Domain { name, uuid, id }).collect();
        let list = ConnectListAllDomainsRet { domains, ret };
        prop_assert_eq!(decode(&encode(&list).unwrap()), Ok(list));
    }

    #[test]
    fn typed_parameters_survive(field in "[^\0]{0,9}", number: i64, real in -1e9..1e9f64, text in "[^\0]{0,9}") {
        for value in [
            TypedParamValue::Llong(number),
            TypedParamValue::Ullong(number as u64),
            TypedParamValue::Int(number as i32),
            TypedParamValue::Uint(number as u32),
            TypedParamValue::Boolean(number as i32),
            TypedParamValue::Double(real),
            TypedParamValue::String(text),
        ] {
            let param = TypedParam { field: field.clone(), value };
            prop_assert_eq!(decode(&encode(&param).unwrap()), Ok(param));
        }
    }

    /// Whatever a peer sends as whatever message: what was understood of it is written in one way only.
    #[test]
    fn any_message_read_from_any_bytes_is_stable(which in proptest::sample::select(messages()), bytes in payload()) {
        let (program, number, part) = which;
        if let Ok(Some(once)) = reencode(program, number, part, &bytes) {
            prop_assert_eq!(reencode(program, number, part, &once), Ok(Some(once)));
        }
    }
}
