"""From elements to the text of extensions.conf, checked on the way."""

from collections.abc import Sequence

from node_agent.asterisk.dialplan.elements import BadDialplan, Context, check, check_pattern


def render(contexts: Sequence[Context], includes: Sequence[str] = ()) -> str:
    """The whole file; `includes` are files that stand before everything else. Raises BadDialplan."""
    names = [context.name for context in contexts]
    if len(set(names)) != len(names):
        raise BadDialplan("two contexts have one name; rename one of them")
    lines = ["[general]", "static=yes", "writeprotect=yes", "autofallthrough=yes", "clearglobalvars=no", ""]
    lines += [f"#include {name}" for name in includes]
    for context in contexts:
        lines += ["", f"; {context.purpose}", f"[{context.name}]"]
        for entry in context.entries:
            where = f"[{context.name}] {entry.pattern}"
            check_pattern(entry.pattern, where)
            for priority, step in enumerate(entry.steps, start=1):
                check(step, f"{where},{priority}")
                lines.append(_line(entry.pattern, priority, step.label, step.run.render()))
    return "\n".join(lines) + "\n"


def _line(pattern: str, priority: int, label: str, call: str) -> str:
    start = f"exten => {pattern},1" if priority == 1 else " same => n"
    return f"{start}({label}),{call}" if label else f"{start},{call}"
