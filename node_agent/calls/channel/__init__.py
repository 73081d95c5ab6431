"""A real call: implements tenants.calls.Call over a session with Asterisk.

`leg` is one caller's leg and what it has been told so far; the other modules are the trades of a call on top of it:
`ringing`, `speaking`, `keeping` (recordings, messages, faxes), `joining` (meetings, parking, pickup, paging,
supervision). `call` puts them together.
"""
