"""The name that was probably meant."""

from collections.abc import Iterable


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name closest to what was written, or None where nothing comes close."""
    from difflib import get_close_matches

    # In an order of their own: sets have another one in each run.
    by_fold = {name.casefold(): name for name in sorted(known)}
    folded = written.casefold()
    if folded in by_fold:
        return by_fold[folded]
    for name in by_fold:
        if name.replace("-", "").replace("_", "") == folded.replace("-", "").replace("_", ""):
            return by_fold[name]
    # Short names differ much by one letter: 客户 and 客服 share half.
    cutoff = 0.6 if len(folded) > 3 else 0.5
    close = get_close_matches(folded[:200], by_fold, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else None
