"""A developer stands in one call: its logic runs in the developer's own process, under a debugger (ADR 0037).

`permission` and `desk` let a developer in, `logic` gives them the call, `patient` waits for them; `process` and `stops`
are the developer's side. Both sides speak what parent and child of custom code speak.
"""
