"""Whose Carillon, and as whom: from the environment, or from a file that only its owner may read."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

URL, TOKEN, COMPANY = "CARILLON_URL", "CARILLON_TOKEN", "CARILLON_COMPANY"


@dataclass(frozen=True)
class Account:
    """`company` is used where none is named; `source` says where this was found."""

    url: str
    token: str
    company: str | None = None
    source: str = "environment"


Source = Callable[[], Account | None]


def login_file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "carillon" / "login.json"


def find(*sources: Source) -> Account | None:
    """The environment's, else the first of `sources` that has one, else the one that `login` has kept."""
    url, token = os.environ.get(URL), os.environ.get(TOKEN)
    company = os.environ.get(COMPANY)
    for source in (*sources, kept):
        if url and token:
            break
        if found := source():
            return Account(url or found.url, token or found.token, company or found.company, found.source)
    return Account(url, token, company) if url and token else None


def kept() -> Account | None:
    """What `login` has kept. Raises ValueError for a file that is not what `login` writes."""
    file = login_file()
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Account(str(data["url"]), str(data["token"]), data.get("company"), str(file))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{file} cannot be read; run `carillon login` again.") from None


def keep(account: Account) -> Path:
    """Replace the file in one step; nobody else may read it, not even for a moment."""
    file = login_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    data = {name: value for name, value in asdict(account).items() if name != "source" and value is not None}
    fresh.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    fresh.rename(file)
    return file


def forget() -> bool:
    """Whether there was anything to forget."""
    try:
        login_file().unlink()
    except FileNotFoundError:
        return False
    return True
