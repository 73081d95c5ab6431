"""The audit trail of each company: a chain in which no record can be changed, taken out or added unseen."""
