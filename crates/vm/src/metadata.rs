//! A guest's description, title and applications' own elements: changed and asked for one by one.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;

use crate::View;
use crate::guest::Guest;
use crate::namespace;

/// One change (DOMAIN_SET_METADATA). `None` removes what was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataChange {
    /// Some lines for people.
    Description(Option<String>),
    /// One line for people.
    Title(Option<String>),
    /// An application's element: its namespace, and the prefix and XML it is to be kept as.
    Element {
        /// The application's namespace.
        uri: String,
        /// The prefix for the namespace.
        key: Option<String>,
        /// The element, without that namespace.
        xml: Option<String>,
    },
}

/// What is asked for (DOMAIN_GET_METADATA).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataQuery {
    /// Some lines for people.
    Description,
    /// One line for people.
    Title,
    /// The element of this namespace.
    Element(String),
}

impl MetadataChange {
    /// `virDomainMetadataType`.
    pub const fn kind_number(&self) -> i32 {
        match self {
            Self::Description(_) => 0,
            Self::Title(_) => 1,
            Self::Element { .. } => 2,
        }
    }

    pub(crate) fn namespace(&self) -> Option<String> {
        match self {
            Self::Element { uri, .. } => Some(uri.clone()),
            _ => None,
        }
    }

    pub(crate) fn apply(&self, domain: &mut Domain) -> Result<()> {
        // An empty text is no text.
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        match self {
            Self::Description(text) => domain.description = given(text),
            Self::Title(text) if text.as_ref().is_some_and(|text| text.contains('\n')) => {
                let detail = "Domain title can't contain newlines";
                return Err(Error::new(Code::InvalidArg, ErrorDomain::Domain, detail));
            }
            Self::Title(text) => domain.title = given(text),
            Self::Element { uri, key, xml } => set_element(domain, uri, key.as_deref(), xml.as_deref())?,
        }
        Ok(())
    }
}

fn set_element(domain: &mut Domain, uri: &str, key: Option<&str>, xml: Option<&str>) -> Result<()> {
    let mut metadata = domain.metadata.take().unwrap_or_default();
    let outcome = match (xml, key) {
        (None, _) => {
            metadata.remove(uri);
            Ok(())
        }
        (Some(xml), Some(key)) => metadata.set(key, uri, xml).map_err(Error::from),
        (Some(_), None) => {
            let detail = "a namespace key is needed to set metadata";
            Err(Error::new(Code::InvalidArg, ErrorDomain::Domain, detail))
        }
    };
    domain.metadata = (!metadata.is_empty()).then_some(metadata);
    outcome
}

impl View {
    /// What is asked for, from the live definition or, with `stored`, from the one of the next start.
    ///
    /// # Errors
    /// 80 "Requested metadata element is not present"; 55 when a transient guest has no stored definition.
    pub fn metadata(&self, query: &MetadataQuery, stored: bool) -> Result<String> {
        let definition = if stored { self.next_definition()? } else { self.definition()? };
        let domain = definition.domain();
        let found = match query {
            MetadataQuery::Description => domain.description.clone(),
            MetadataQuery::Title => domain.title.clone(),
            MetadataQuery::Element(uri) => {
                let kept = domain.metadata.as_ref().and_then(|metadata| metadata.get(uri));
                kept.map(|xml| namespace::take_out(xml, uri)).transpose()?
            }
        };
        found.ok_or_else(|| {
            let detail = "Requested metadata element is not present";
            Error::new(Code::NoDomainMetadata, ErrorDomain::Domain, detail)
        })
    }
}

impl Guest {
    /// Changes metadata (DOMAIN_SET_METADATA) of the live definition, the stored one, or both.
    ///
    /// # Errors
    /// 55 when what is to be changed is not there; 8 for a title of several lines; 27 for broken XML.
    pub async fn set_metadata(&self, change: MetadataChange, live: bool, config: bool) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_metadata(&change, live, config) })).await
    }
}
