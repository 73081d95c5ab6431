"""Three ways to bring a company into Asterisk, kept runnable beside each other so that they can be compared.

1. `generated`: the whole company as dialplan with its parameters inlined; in force when the file is read again.
2. `realtime`: static dialplan that looks parameters up; entries and lamps are in force at once. It is also what serves
   calls when call logic is down, so its code is the product's: dialplan/lookup.py, realtime/rows/fallback.py.
3. Call logic over FastAGI: the product's main road, node_agent/calls.

docs/performance.md holds what `./carillon bench generations` measured of them, docs/adr/0029 why we keep all three.
"""
