"""The client without a server: its generator, its values, the command line's account."""
