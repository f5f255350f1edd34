//! Names of users and groups.
//!
//! Read from `/etc/passwd` and `/etc/group` themselves. Users of a directory service are not in there; for
//! those, and for all others, a configuration may give numbers, as `+0` or `107` (libvirt's way of writing
//! them).

use std::path::{Path, PathBuf};

use crate::error::FileError;
use crate::files::read_bounded;

/// More than any such file has, in bytes.
const LIMIT: u64 = 64 << 20;

/// The users and groups of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    users: Vec<User>,
    groups: Vec<Group>,
}

/// A user, passwd(5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Login name.
    pub name: String,
    /// Number.
    pub uid: u32,
    /// Number of the primary group.
    pub gid: u32,
    /// Home directory.
    pub home: PathBuf,
}

/// A group, group(5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name.
    pub name: String,
    /// Number.
    pub gid: u32,
    /// Login names of those who have it as supplementary group.
    pub members: Vec<String>,
}

impl Accounts {
    /// Those of the file tree at `root` (`/`).
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn read(root: &Path) -> Result<Self, FileError> {
        let text = |file| {
            read_bounded(&root.join(file), LIMIT).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        Ok(Self::parse(&text("etc/passwd")?, &text("etc/group")?))
    }

    fn parse(passwd: &str, group: &str) -> Self {
        Self {
            users: passwd.lines().filter_map(parse_user).collect(),
            groups: group.lines().filter_map(parse_group).collect(),
        }
    }

    /// A user by name.
    #[must_use]
    pub fn user(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.name == name)
    }

    /// A user by number.
    #[must_use]
    pub fn user_by_id(&self, uid: u32) -> Option<&User> {
        self.users.iter().find(|user| user.uid == uid)
    }

    /// A group by name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// A group by number.
    #[must_use]
    pub fn group_by_id(&self, gid: u32) -> Option<&Group> {
        self.groups.iter().find(|group| group.gid == gid)
    }

    /// The number of a user who is given by name or number; `+` before a number says that it is no name.
    #[must_use]
    pub fn uid_of(&self, name_or_number: &str) -> Option<u32> {
        number_after_plus(name_or_number)
            .or_else(|| self.user(name_or_number).map(|user| user.uid))
            .or_else(|| name_or_number.parse().ok())
    }

    /// The number of a group that is given by name or number.
    #[must_use]
    pub fn gid_of(&self, name_or_number: &str) -> Option<u32> {
        number_after_plus(name_or_number)
            .or_else(|| self.group(name_or_number).map(|group| group.gid))
            .or_else(|| name_or_number.parse().ok())
    }

    /// The groups that a process of this user and primary group has: `primary`, and all that list the user.
    #[must_use]
    pub fn groups_of(&self, uid: u32, primary: u32) -> Vec<u32> {
        let mut gids = vec![primary];
        if let Some(user) = self.user_by_id(uid) {
            let supplementary = self.groups.iter().filter(|group| group.members.contains(&user.name));
            gids.extend(supplementary.map(|group| group.gid));
        }
        let mut seen = std::collections::BTreeSet::new();
        gids.retain(|&gid| seen.insert(gid));
        gids
    }
}

fn number_after_plus(text: &str) -> Option<u32> {
    text.strip_prefix('+')?.parse().ok()
}

fn parse_user(line: &str) -> Option<User> {
    let mut fields = line.split(':');
    let (name, _password) = (fields.next()?, fields.next()?);
    let (uid, gid) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let (_gecos, home) = (fields.next()?, fields.next()?);
    Some(User { name: name.to_owned(), uid, gid, home: PathBuf::from(home) })
}

fn parse_group(line: &str) -> Option<Group> {
    let mut fields = line.split(':');
    let (name, _password, gid) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
    let members = fields.next().unwrap_or_default().split(',').filter(|member| !member.is_empty());
    Some(Group { name: name.to_owned(), gid, members: members.map(str::to_owned).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Accounts {
        let passwd = "root:x:0:0:root:/root:/bin/sh\n# comment\n+nis\n\nqemu:x:64055:108:QEMU,,,:/var/lib/q:/x\n\
                      107:x:5000:5000::/:/x\nbad:x:-1:0::/:/x\n";
        let group =
            "root:x:0:\nkvm:x:107:qemu\nqemu:x:108:\nsecond:x:200:other,qemu\nagain:x:107:qemu\nodd\n";
        Accounts::parse(passwd, group)
    }

    #[test]
    fn by_name_and_number() {
        let accounts = accounts();
        assert_eq!(accounts.user("qemu").unwrap().home, Path::new("/var/lib/q"));
        assert_eq!(accounts.user_by_id(0).unwrap().name, "root");
        assert_eq!(accounts.group_by_id(108).unwrap().name, "qemu");
        for (text, uid) in [
            ("qemu", Some(64055)),
            ("+107", Some(107)),
            ("107", Some(5000)),
            ("108", Some(108)),
            ("bad", None),
            ("", None),
            ("+", None),
            ("-1", None),
        ] {
            assert_eq!(accounts.uid_of(text), uid, "{text:?}");
        }
        assert_eq!(accounts.gid_of("kvm"), Some(107));
    }

    #[test]
    fn groups_of_a_process() {
        assert_eq!(accounts().groups_of(64055, 108), [108, 107, 200]);
        assert_eq!(accounts().groups_of(4242, 9), [9]);
    }

    #[test]
    fn of_this_machine() {
        assert_eq!(Accounts::read(Path::new("/")).unwrap().user_by_id(0).unwrap().uid, 0);
        assert!(Accounts::read(Path::new("/no/such/root")).unwrap_err().is_not_found());
    }
}
