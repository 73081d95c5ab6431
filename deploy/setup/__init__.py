"""What must be made before anything runs: a list of steps, each of which knows whether it is done.

A step that was interrupted is simply not done, and runs again next time.
"""

from deploy.setup.step import Step, run
from deploy.setup.steps import assets, database, demo

__all__ = ["Step", "assets", "database", "demo", "run"]
