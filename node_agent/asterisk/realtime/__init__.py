"""The node's realtime database: SQLite, written by the jobs process, read by Asterisk at every use."""
