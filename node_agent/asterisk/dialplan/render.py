"""From elements to the text of extensions.conf, checked on the way."""

from collections.abc import Iterator, Sequence

from node_agent.asterisk.dialplan.elements import BadDialplan, Context, Entry, check, check_hint, check_pattern


def render(contexts: Sequence[Context], includes: Sequence[str] = ()) -> str:
    """The whole file; `includes` are files that stand before everything else. Raises BadDialplan."""
    names = [context.name for context in contexts]
    if len(set(names)) != len(names):
        raise BadDialplan("two contexts have one name; rename one of them")
    lines = ["[general]", "static=yes", "writeprotect=yes", "autofallthrough=yes", "clearglobalvars=no", ""]
    lines += [f"#include {name}" for name in includes]
    return "\n".join(lines) + "\n" + render_part(contexts)


def render_part(contexts: Sequence[Context]) -> str:
    """A file that another one includes. Raises BadDialplan."""
    lines: list[str] = []
    for context in contexts:
        lines += ["", f"; {context.purpose}", f"[{context.name}]"]
        for entry in context.entries:
            lines += _entry(entry, f"[{context.name}] {entry.pattern}")
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, where: str) -> Iterator[str]:
    check_pattern(entry.pattern, where)
    for priority, step in enumerate(entry.steps, start=1):
        check(step, f"{where},{priority}")
        yield _line(entry.pattern, priority, step.label, step.run.render())
    if entry.hint:
        check_hint(entry, where)
        yield f"exten => {entry.pattern},hint,{entry.hint}"


def _line(pattern: str, priority: int, label: str, call: str) -> str:
    start = f"exten => {pattern},1" if priority == 1 else " same => n"
    return f"{start}({label}),{call}" if label else f"{start},{call}"
