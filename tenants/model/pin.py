"""PINs as documents hold them."""

import hashlib
import hmac
from itertools import pairwise


def pin_digest(company_id: str, object_id: str, pin: str) -> str:
    """64 hexadecimal digits. The same PIN of two people gives two digests, so that nobody sees who shares one."""
    return hashlib.sha256(f"{company_id}:{object_id}:{pin}".encode()).hexdigest()


def pin_fits(digest: str | None, company_id: str, object_id: str, typed: str) -> bool:
    """Whether `typed` is the PIN; never when there is none."""
    return digest is not None and hmac.compare_digest(digest, pin_digest(company_id, object_id, typed))


def weak_pin(pin: str) -> bool:
    """Whether `pin` is among the first that anybody would try: one digit, a run up or down, or one half twice."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    half = len(pin) // 2
    return (len(steps) == 1 and steps <= {0, 1, 9}) or (len(pin) % 2 == 0 and pin[:half] == pin[half:])
