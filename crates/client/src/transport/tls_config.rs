//! How TLS is to be spoken: trust, identity, versions.

use std::sync::Arc;

use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme, SupportedProtocolVersion,
};

use super::certificates::Certificates;
use crate::Uri;

/// The configuration that a URI asks for.
///
/// # Errors
/// A sentence about what cannot be had.
pub(super) fn of(uri: &Uri, certificates: &Certificates) -> Result<ClientConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let versions = versions(uri.parameter("tls_priority").unwrap_or("NORMAL"))?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&versions)
        .map_err(|why| why.to_string())?;
    let builder = if uri.flag("no_verify") {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyServer(provider)))
    } else {
        let mut trusted = RootCertStore::empty();
        for authority in &certificates.authorities {
            trusted.add(authority.clone()).map_err(|why| format!("the CA's certificate: {why}"))?;
        }
        builder.with_root_certificates(trusted)
    };
    match &certificates.identity {
        Some((chain, key)) => builder
            .with_client_auth_cert(chain.clone(), key.clone_key())
            .map_err(|why| format!("this client's certificate: {why}")),
        None => Ok(builder.with_no_client_auth()),
    }
}

/// The versions that a GnuTLS priority string leaves. Of ciphers only the safe ones exist here, so a string that
/// picks among them cannot be honoured, and is refused rather than ignored.
fn versions(priority: &str) -> Result<Vec<&'static SupportedProtocolVersion>, String> {
    let (mut with_12, mut with_13) = (true, true);
    for word in priority.split([':', ',']).filter(|word| !word.is_empty()) {
        match word {
            "-VERS-ALL" | "-VERS-TLS-ALL" => (with_12, with_13) = (false, false),
            "-VERS-TLS1.2" => with_12 = false,
            "-VERS-TLS1.3" => with_13 = false,
            "+VERS-TLS1.2" => with_12 = true,
            "+VERS-TLS1.3" => with_13 = true,
            // Older versions do not exist here.
            "-VERS-TLS1.1" | "-VERS-TLS1.0" | "-VERS-SSL3.0" => {}
            _ if word.starts_with('@') => {}
            // All ciphers that exist here have 128 bits or more, and keys that are forgotten.
            "NORMAL" | "SECURE128" | "SYSTEM" | "LIBVIRT" | "PFS" | "%COMPAT" | "PERFORMANCE" => {}
            other => return Err(format!("tls_priority: '{other}' cannot be honoured by this client")),
        }
    }
    let chosen: Vec<_> = [(with_13, &TLS13), (with_12, &TLS12)]
        .into_iter()
        .filter_map(|(wanted, version)| wanted.then_some(version))
        .collect();
    match chosen.is_empty() {
        true => Err("tls_priority leaves no version of TLS that exists here".into()),
        false => Ok(chosen),
    }
}

/// Takes any server for what it says (`no_verify=1`); that it has the key of its certificate is checked all the
/// same.
#[derive(Debug)]
struct AnyServer(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyServer {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_priority_string_chooses_versions_or_is_refused() {
        let count = |priority| versions(priority).map(|chosen| chosen.len());
        assert_eq!(count("NORMAL"), Ok(2));
        assert_eq!(count("NORMAL:-VERS-ALL:+VERS-TLS1.3"), Ok(1));
        assert_eq!(count("@LIBVIRT,SYSTEM"), Ok(2));
        assert!(count("NORMAL:-VERS-ALL").is_err());
        assert_eq!(count("SECURE128:-VERS-TLS1.2"), Ok(1));
        for refused in ["NORMAL:-AES-128-GCM", "SECURE256", "NONE"] {
            assert!(count(refused).is_err(), "{refused}");
        }
    }
}
