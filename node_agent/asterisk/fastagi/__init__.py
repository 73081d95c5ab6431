"""Our FastAGI server: Asterisk asks it over TCP what to do with each call.

Pure parts: `request` (what Asterisk says first), `commands` (what we say), `replies` (what it answers).
The shell: `session` (one connection), `server` (the port), `token` (who may ask), `watchdog` (a hung server is worse
than a dead one).
"""
