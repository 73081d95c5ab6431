"""What the node remembers of its companies between calls: in memory for calls, in memory.sqlite for the next process.

Switches that belong to the company are also told to the control plane, and give way to the version that knows of them.
"""

from node_agent.memory.memories import KeptMemories

__all__ = ["KeptMemories"]
