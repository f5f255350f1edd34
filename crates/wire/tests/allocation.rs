//! A frame may announce what it likes: memory is taken for what has come, not for what was promised.

use peak_alloc::PeakAlloc;
use wire::WireError;
use wire::frame::FrameDecoder;
use wire::remote::{ConnectGetAllDomainStatsRet, ConnectListAllDomainsRet, NodeGetSecurityModelRet};
use wire::xdr::{Decode, decode};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most that was taken at once while `work` ran, in bytes.
fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let result = work();
    (result, MEMORY.peak_usage().saturating_sub(before))
}

fn refuses<T: Decode>(payload: &[u8], allowed: usize) {
    let (result, taken) = peak(|| decode::<T>(payload).err());
    assert_eq!(result, Some(WireError::Truncated));
    assert!(taken <= allowed, "{taken} bytes taken for {} received", payload.len());
}

// One test, since the allocator counts for the whole process.
#[test]
fn memory_follows_what_was_received() {
    let (_, taken) = peak(|| vec![0u8; 100_000]);
    assert!(taken >= 100_000, "the allocator counts: {taken}");

    // A frame of 32 MiB announced, 12 bytes of it sent.
    let (_, taken) = peak(|| {
        let mut decoder = FrameDecoder::new();
        decoder.extend(&[2, 0, 0, 4, 0x20, 0, 0x80, 0x86, 0, 0, 0, 1]);
        decoder.next_frame()
    });
    assert!(taken < 1024, "{taken} bytes taken for 12 received");

    // The greatest counts that the protocol allows, with nothing behind them.
    refuses::<ConnectListAllDomainsRet>(&16384u32.to_be_bytes(), 0);
    refuses::<ConnectGetAllDomainStatsRet>(&16384u32.to_be_bytes(), 0);
    refuses::<NodeGetSecurityModelRet>(&257u32.to_be_bytes(), 0);

    // Counts inside counts: each record announces all the parameters that one may have.
    let record = [&[0; 24][..], &262_144u32.to_be_bytes()].concat();
    let payload = [&1000u32.to_be_bytes()[..], &record.repeat(1000)].concat();
    refuses::<ConnectGetAllDomainStatsRet>(&payload, 8 * payload.len());
}
