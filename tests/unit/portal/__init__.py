"""What pages are made of: words, formats, faults."""
