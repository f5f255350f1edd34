//! A command line as text that a shell takes.

use crate::CommandLine;

impl CommandLine {
    /// One word after the other, quoted where a shell would see more in them: environment, program, arguments.
    pub fn words(&self) -> Vec<String> {
        let env = self.env.iter().map(|(name, value)| format!("{name}={}", quote(value)));
        let program = std::iter::once(quote(&self.program));
        env.chain(program).chain(self.args.iter().map(|arg| quote(arg))).collect()
    }

    /// The same over several lines: each variable and each option begins one, an option's value follows it.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        let words = self.words();
        for (place, word) in words.iter().enumerate() {
            let is_value = place > self.env.len() && !word.starts_with('-');
            if place > 0 {
                text.push_str(if is_value { " " } else { " \\\n" });
            }
            text.push_str(word);
        }
        text
    }
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+.,/:%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_can_be_pasted_into_a_shell() {
        let command = CommandLine {
            program: "/usr/bin/qemu".into(),
            args: ["-name", "guest=a b", "-S", "-device", "{\"a\":1}", "it's"].map(Into::into).to_vec(),
            env: vec![("LC_ALL".into(), "C".into())],
            ..Default::default()
        };
        let expected = [
            "LC_ALL=C \\",
            "/usr/bin/qemu \\",
            "-name 'guest=a b' \\",
            "-S \\",
            "-device '{\"a\":1}' 'it'\\''s'",
        ];
        assert_eq!(command.lines().lines().collect::<Vec<_>>(), expected);
        assert_eq!(
            command.words().join(" "),
            "LC_ALL=C /usr/bin/qemu -name 'guest=a b' -S -device '{\"a\":1}' 'it'\\''s'"
        );
    }
}
