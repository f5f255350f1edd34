//! PCI: which buses a guest has, and where on them its devices are.
//!
//! | module | holds |
//! |---|---|
//! | `connect` | what a bus offers and a device needs |
//! | `bus`, `buses` | the places that are taken, and growing |
//! | `seats` | every PCI device of a definition, in the order places are given out |
//! | `chipset` | what boards have at fixed places |
//! | `assign` | the whole |

mod assign;
mod bus;
mod buses;
mod chipset;
mod connect;
mod controllers;
mod seats;

pub(super) use assign::{assign, plug};
