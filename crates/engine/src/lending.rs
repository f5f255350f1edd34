//! Giving guests' files to the QEMU user while they run, and handing them back.
//!
//! A file that the QEMU user can use anyway is left alone. One that several guests share goes back when the
//! last of them stops. Who owned it before is written into each guest's status file, so that it survives the
//! daemon.

use std::collections::HashMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use errors::{Domain as ErrorDomain, Error, Result};
use host::files::{Follow, set_owner};
use model::Uuid;
use vm::status::Lent;
use vm::{File, QemuUser};

/// Who has borrowed which file.
#[derive(Debug, Default)]
pub(crate) struct Lending {
    files: Mutex<HashMap<PathBuf, Loan>>,
}

#[derive(Debug)]
struct Loan {
    lent: Lent,
    borrowers: Vec<Uuid>,
}

impl Lending {
    /// Takes note that `guest` borrows the files that the QEMU user could not use otherwise. What is returned
    /// stands for all that has to change hands, and to go back when the guest stops.
    ///
    /// # Errors
    /// 38 for a file that is missing; nothing is noted then.
    pub(crate) fn lend(&self, guest: Uuid, files: &[File], to: &QemuUser) -> Result<Vec<Lent>> {
        let mut given = Vec::new();
        for file in files {
            match self.lend_one(guest, file, to) {
                Ok(lent) => given.extend(lent),
                Err(why) => {
                    self.forget(guest);
                    return Err(why);
                }
            }
        }
        Ok(given)
    }

    fn lend_one(&self, guest: Uuid, file: &File, to: &QemuUser) -> Result<Option<Lent>> {
        let mut loans = self.lock();
        if let Some(loan) = loans.get_mut(&file.path) {
            loan.borrowers.push(guest);
            return Ok(Some(loan.lent.clone()));
        }
        let data = std::fs::metadata(&file.path).map_err(|why| {
            Error::io(ErrorDomain::Security, &why, format_args!("unable to stat: {}", file.path.display()))
        })?;
        if to.can_use(&data, file.writable) {
            return Ok(None);
        }
        let lent = Lent { path: file.path.clone(), uid: data.uid(), gid: data.gid() };
        loans.insert(file.path.clone(), Loan { lent: lent.clone(), borrowers: vec![guest] });
        Ok(Some(lent))
    }

    /// Gives borrowed files to the QEMU user.
    ///
    /// # Errors
    /// 38 for a file that cannot change hands.
    pub(crate) fn give(&self, lent: &[Lent], to: &QemuUser) -> Result<()> {
        // Under the lock, so that nobody hands a shared file back meanwhile.
        let _loans = self.lock();
        for Lent { path, .. } in lent {
            set_owner(path, to.uid, to.gid, Follow::Links).map_err(|why| {
                let (uid, gid, path) = (to.uid, to.gid, path.display());
                let what = format_args!("unable to set user and group to '{uid}:{gid}' on '{path}'");
                Error::io(ErrorDomain::Security, &why.source, what)
            })?;
        }
        Ok(())
    }

    /// Nothing has changed hands for this guest yet.
    fn forget(&self, guest: Uuid) {
        self.lock().retain(|_, loan| {
            loan.borrowers.retain(|borrower| *borrower != guest);
            !loan.borrowers.is_empty()
        });
    }

    /// What a guest was found to have borrowed after the daemon had been away.
    pub(crate) fn restore(&self, guest: Uuid, lent: &[Lent]) {
        let mut loans = self.lock();
        for lent in lent {
            let loan = loans.entry(lent.path.clone());
            loan.or_insert_with(|| Loan { lent: lent.clone(), borrowers: Vec::new() }).borrowers.push(guest);
        }
    }

    /// Hands back what no other running guest uses.
    pub(crate) fn hand_back(&self, guest: Uuid, lent: &[Lent]) {
        let mut loans = self.lock();
        for Lent { path, uid, gid } in lent {
            let others = loans.get_mut(path).is_some_and(|loan| {
                loan.borrowers.retain(|borrower| *borrower != guest);
                !loan.borrowers.is_empty()
            });
            if others {
                continue;
            }
            loans.remove(path);
            if let Err(why) = set_owner(path, *uid, *gid, Follow::Links)
                && !why.is_not_found()
            {
                tracing::error!("{} cannot be handed back to {uid}:{gid}: {why}", path.display());
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, Loan>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn user() -> QemuUser {
        QemuUser { name: "q".into(), uid: 4242, gid: 4242, groups: vec![] }
    }

    fn file(path: &Path, mode: u32) -> PathBuf {
        std::fs::write(path, "x").unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        path.to_owned()
    }

    #[test]
    fn a_file_that_can_be_used_anyway_is_left_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = file(&directory.path().join("kernel"), 0o644);
        let guest = Uuid::from_bytes([1; 16]);
        let lent = Lending::default().lend(guest, &[File { path, writable: false }], &user());
        assert_eq!(lent, Ok(vec![]));
    }

    #[test]
    fn a_shared_file_goes_back_with_the_last_guest() {
        let directory = tempfile::tempdir().unwrap();
        let path = file(&directory.path().join("disk"), 0o600);
        let before = std::fs::metadata(&path).unwrap();
        if before.uid() != 0 {
            eprintln!("skipped: only root can give files away");
            return;
        }
        let owner = || std::fs::metadata(&path).unwrap().uid();
        let lending = Lending::default();
        let files = [File { path: path.clone(), writable: true }];
        let (one, two) = (Uuid::from_bytes([1; 16]), Uuid::from_bytes([2; 16]));
        let lend = |guest| {
            let lent = lending.lend(guest, &files, &user()).unwrap();
            lending.give(&lent, &user()).unwrap();
            lent
        };
        let (first, second) = (lend(one), lend(two));
        assert_eq!((owner(), &first), (4242, &second));
        lending.hand_back(one, &first);
        assert_eq!(owner(), 4242);
        lending.hand_back(two, &second);
        assert_eq!(owner(), before.uid());
    }

    #[test]
    fn a_missing_file_is_named_and_nothing_stays_given() {
        let directory = tempfile::tempdir().unwrap();
        let closed = file(&directory.path().join("disk"), 0o600);
        let files = [closed, directory.path().join("none")].map(|path| File { path, writable: true });
        let lending = Lending::default();
        let why = lending.lend(Uuid::from_bytes([1; 16]), &files, &user()).unwrap_err();
        assert!(lending.lock().is_empty());
        assert!(why.message.contains("none") && why.message.contains("No such file"), "{}", why.message);
    }
}
