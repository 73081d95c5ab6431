"""PINs as documents hold them."""

import hashlib
import hmac


def pin_digest(company_id: str, object_id: str, pin: str) -> str:
    """64 hexadecimal digits. The same PIN of two people gives two digests, so that nobody sees who shares one."""
    return hashlib.sha256(f"{company_id}:{object_id}:{pin}".encode()).hexdigest()


def pin_fits(digest: str | None, company_id: str, object_id: str, typed: str) -> bool:
    """Whether `typed` is the PIN; never when there is none."""
    return digest is not None and hmac.compare_digest(digest, pin_digest(company_id, object_id, typed))
