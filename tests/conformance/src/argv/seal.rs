//! The cipher that recorded command lines have their secrets in: AES-256-CBC with a key and a vector that everybody
//! knows (bytes from 0 on), as the cases' random numbers are mocked. It protects nothing.

const BLOCK: usize = 16;

/// The text under the mocked key, padded, in base64.
pub(super) fn sealed(text: &str) -> String {
    let padding = BLOCK - text.len() % BLOCK;
    let mut bytes = text.as_bytes().to_vec();
    bytes.resize(text.len() + padding, u8::try_from(padding).unwrap_or_default());
    let keys = round_keys();
    let mut previous: [u8; BLOCK] = std::array::from_fn(|at| u8::try_from(at).unwrap_or_default());
    let mut out = Vec::with_capacity(bytes.len());
    for block in bytes.chunks_exact(BLOCK) {
        let mixed = std::array::from_fn(|at| previous[at] ^ block[at]);
        previous = encrypt(mixed, &keys);
        out.extend(previous);
    }
    base64(&out)
}

/// Multiplication in the field of 256 elements.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        let high = a & 0x80 != 0;
        a <<= 1;
        if high {
            a ^= 0x1b;
        }
        b >>= 1;
    }
    product
}

/// The substitution: the inverse, then an affine map.
fn substitute(byte: u8) -> u8 {
    let inverse = (1..=255).find(|other| times(byte, *other) == 1).unwrap_or(0);
    (0..5).fold(0x63, |sum, turn| sum ^ inverse.rotate_left(turn))
}

/// The keys of the fifteen rounds, word by word.
fn round_keys() -> Vec<[u8; 4]> {
    let byte = |at: usize| u8::try_from(at).unwrap_or_default();
    let mut words: Vec<[u8; 4]> = (0..8).map(|word| std::array::from_fn(|at| byte(4 * word + at))).collect();
    let mut constant = 1;
    for at in 8..60 {
        let mut word = words[at - 1];
        if at % 8 == 0 {
            word.rotate_left(1);
            word = word.map(substitute);
            word[0] ^= constant;
            constant = times(constant, 2);
        } else if at % 8 == 4 {
            word = word.map(substitute);
        }
        let before = words[at - 8];
        words.push(std::array::from_fn(|at| before[at] ^ word[at]));
    }
    words
}

fn encrypt(block: [u8; BLOCK], keys: &[[u8; 4]]) -> [u8; BLOCK] {
    let add = |state: [u8; BLOCK], round: usize| -> [u8; BLOCK] {
        std::array::from_fn(|at| state[at] ^ keys[4 * round + at / 4][at % 4])
    };
    let mut state = add(block, 0);
    for round in 1..=14 {
        let substituted = state.map(substitute);
        // Each row is turned by its number.
        let shifted: [u8; BLOCK] = std::array::from_fn(|at| substituted[(at + 4 * (at % 4)) % BLOCK]);
        let mixed = if round == 14 { shifted } else { mix(shifted) };
        state = add(mixed, round);
    }
    state
}

fn mix(state: [u8; BLOCK]) -> [u8; BLOCK] {
    std::array::from_fn(|at| {
        let column = &state[at / 4 * 4..at / 4 * 4 + 4];
        let row = at % 4;
        times(column[row], 2)
            ^ times(column[(row + 1) % 4], 3)
            ^ column[(row + 2) % 4]
            ^ column[(row + 3) % 4]
    })
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let at = |index: usize| three.get(index).map_or(0, |byte| u32::from(*byte));
        let number = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = char::from(LETTERS[(number >> (18 - 6 * place)) as usize & 63]);
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the recorded cases have for the secret that all of them use.
    #[test]
    fn the_cases_secret_is_sealed_as_recorded() {
        assert_eq!(
            sealed("AQCVn5hO6HzFAhAAq0NCv8jtJcIcE+HOBlMQ1A"),
            "9eao5F8qtkGt+seB1HYivWIxbtwUu6MQtg1zpj/oDtUsPr1q8wBYM91uEHCn6j/1"
        );
    }
}
