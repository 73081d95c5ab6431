"""What differs between two states of a company: versions, drafts, the company as it is."""
