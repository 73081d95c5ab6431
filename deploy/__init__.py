"""One machine, the whole of Carillon: set-up, engines, processes, tests. `./carillon` is the door.

What tests and other tools may import (everything else is private to the commands):

* `deploy.instance.create(folder, ports=…)`, `deploy.instance.load(folder)` → `Instance`
* `deploy.engines.start(instance)`, `deploy.engines.stop(instance)`
* `deploy.ports.free()` → `Ports` that nobody listens on
* `deploy.setup.steps`: what must be made before anything runs
"""
