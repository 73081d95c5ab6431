"""Five wishes that customers really have, each written in every generation: the same calls, three ways to say it.

Known callers skip the menu; after hours the mobile rings; the secretary joins when the boss does not pick up; lunch is
announced; colleagues take turns and see what the call is about. tests/node/test_wishes.py makes the calls.
"""
