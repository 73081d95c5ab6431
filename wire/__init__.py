"""Every message that crosses the network: versioned, signed, with golden JSON under tests/contract/golden."""
