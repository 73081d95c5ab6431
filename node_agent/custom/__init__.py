"""Customers' own code, in processes of its own: what it does cannot reach this node, nor another company's calls.

`child` runs in the sandbox and knows nothing but `tenants`; `parent` runs beside the calls, and trusts nothing that the
child says. `messages` is what they say to each other; ADR 0034 says what is promised, and what is not.
"""
