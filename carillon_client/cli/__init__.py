"""The command line `carillon`: everything that the API can do, and nothing that it cannot.

Commands are made from the same description as the client's classes. What a command needs is imported when it is called:
help and completion of words must not wait for an HTTP library.
"""
