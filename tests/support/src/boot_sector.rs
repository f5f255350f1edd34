//! The smallest guest that boots: one sector that greets on the serial line, answers what it is sent, and
//! switches itself off when somebody presses its power button.
//!
//! It boots in a second under TCG and needs no kernel, no download and no distribution, so the tests of
//! console, shutdown and reboot run wherever QEMU does.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What it says when it has booted.
pub const GREETING: &str = "FERROVIRT READY";

/// 16-bit code at 0x7c00. Ports: 0x3f8 the serial line, 0x600 the power management of both PC chipsets, as
/// the firmware places it (status, enable, control).
#[rustfmt::skip]
const CODE: &[u8] = &[
    // Ground to stand on.
    0xfa,             //        cli
    0x31, 0xc0,       //        xor ax, ax
    0x8e, 0xd8,       //        mov ds, ax
    0x8e, 0xd0,       //        mov ss, ax
    0xbc, 0x00, 0x7c, //        mov sp, 0x7c00
    0xfc,             //        cld
    // Let the power button be noticed.
    0xba, 0x02, 0x06, //        mov dx, 0x602
    0xb8, 0x00, 0x01, //        mov ax, 0x100
    0xef,             //        out dx, ax
    // Greet.
    0xbe, 0x57, 0x7c, //        mov si, greeting
    0xac,             // print: lodsb
    0x84, 0xc0,       //        test al, al
    0x74, 0x05,       //        jz loop
    0xe8, 0x2b, 0x00, //        call put
    0xeb, 0xf6,       //        jmp print
    // Was the button pressed? Then off. Did something come? Then answer it with its case turned.
    0xba, 0x00, 0x06, // loop:  mov dx, 0x600
    0xed,             //        in ax, dx
    0xf6, 0xc4, 0x01, //        test ah, 1
    0x75, 0x17,       //        jnz off
    0xba, 0xfd, 0x03, //        mov dx, 0x3fd
    0xec,             //        in al, dx
    0xa8, 0x01,       //        test al, 1
    0x74, 0x0b,       //        jz idle
    0xba, 0xf8, 0x03, //        mov dx, 0x3f8
    0xec,             //        in al, dx
    0x34, 0x20,       //        xor al, 0x20
    0xe8, 0x0f, 0x00, //        call put
    0xeb, 0xe4,       //        jmp loop
    // Rest until the clock ticks.
    0xfb,             // idle:  sti
    0xf4,             //        hlt
    0xeb, 0xe0,       //        jmp loop
    0xba, 0x04, 0x06, // off:   mov dx, 0x604
    0xb8, 0x00, 0x20, //        mov ax, 0x2000
    0xef,             //        out dx, ax
    0xeb, 0xfe,       // stay:  jmp stay
    // Wait until the line is free, and send.
    0x50,             // put:   push ax
    0xba, 0xfd, 0x03, //        mov dx, 0x3fd
    0xec,             // wait:  in al, dx
    0xa8, 0x20,       //        test al, 0x20
    0x74, 0xfb,       //        jz wait
    0x58,             //        pop ax
    0xba, 0xf8, 0x03, //        mov dx, 0x3f8
    0xee,             //        out dx, al
    0xc3,             //        ret
];

/// Writes a disk of one MiB that boots it, readable by everybody.
pub fn write_boot_disk(path: &Path) {
    let mut sector = CODE.to_vec();
    sector.extend(GREETING.as_bytes());
    sector.extend(b"\r\n\0");
    sector.resize(510, 0);
    sector.extend([0x55, 0xaa]);
    sector.resize(1 << 20, 0);
    fs::write(path, sector).expect("write the boot disk");
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("let everybody read the boot disk");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greeting_stands_where_the_code_looks_for_it() {
        let at = usize::from(u16::from_le_bytes([CODE[19], CODE[20]])) - 0x7c00;
        assert_eq!(CODE[18], 0xbe);
        assert_eq!(at, CODE.len());
    }
}
