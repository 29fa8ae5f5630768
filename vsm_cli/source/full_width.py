"""Signs that Chinese input methods write where YAML and the format need those of ASCII."""

import re
import unicodedata

from vsm_cli.language import message

SIGNS = {
    "：": ": ", "，": ", ", "、": ", ", "“": '"', "”": '"', "‘": "'", "’": "'", "［": "[",
    "］": "]", "｛": "{", "｝": "}", "＃": "#", "－": "-", "\u3000": "  ", "\u00a0": " ",
}  # fmt: skip
"""What each stands for in YAML; an ideographic space is as wide as two others."""

SIGN = message("the full-width {wide} is likely the cause: write the half-width {narrow}")
_SPACES = {
    "\u3000": message("an ideographic space is likely the cause: write ordinary spaces"),
    "\u00a0": message("a no-break space is likely the cause: write ordinary spaces"),
}
_REMARK = message("a remark in brackets is likely the cause: write it as a comment, after #")
_WIDE_LETTER = "[０-９Ａ-Ｚａ-ｚ]"
_AROUND = " -[]{}\"'“”‘’"


def cause(text: str, *, letters: bool = True) -> tuple[str, dict[str, object]] | None:
    """The help line, a template with its fields, for a text that is wrong: the first sign in it
    that only an input method writes; `letters`: or a full-width letter or digit."""
    if text.isascii():
        return None
    for char in text:
        if char in SIGNS:
            return of_sign(char)
    if letters and (wide := re.search(_WIDE_LETTER, text)):
        return SIGN, {"wide": wide[0], "narrow": unicodedata.normalize("NFKC", wide[0])}
    return (_REMARK, {}) if "（" in text else None


def of_sign(char: str) -> tuple[str, dict[str, object]]:
    """The help line for one of `SIGNS`."""
    return _SPACES.get(char, SIGN), {"wide": char, "narrow": SIGNS[char].strip()}


def meant(text: str) -> str:
    """What is left of a name without the signs around it: `ops` of `“ｏｐｓ”`."""
    return unicodedata.normalize("NFKC", text).strip(_AROUND)
