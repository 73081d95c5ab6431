"""What lint finds, each rule by an example that is wrong and one that is not."""
