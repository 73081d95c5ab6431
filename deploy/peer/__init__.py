"""The other side of every demo call: a second small Asterisk from the same image.

It is the provider at the end of the demo company's line, and the phones of the demo employees that no person holds.
`./carillon up` lets one of those phones call the other through the node before it says that Carillon is up.
"""
