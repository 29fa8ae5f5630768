"""The page of the words that reports, pictures and rules use."""

from reference.markdown import generated, page
from vsm_cli.language import of_both
from vsm_cli.wording.glossary import TERMS

INTRODUCTION = (
    "`vsm explain lead-time` shows one of these in the terminal; the page of `vsm report --format"
    " html` has all of them at its end. [The figures](figures.md) says how each is worked out.",
    "`vsm explain 前置时间` 在终端里显示其中一个；`vsm report --format html` 的网页末尾列出全部。"
    "各项数据怎样算出，见[数据](figures.md)。",
)


def glossary() -> str:
    colon = of_both(": ", "：")
    return page(
        generated(of_both("Glossary", "术语表"), of_both(*INTRODUCTION)),
        *(f"**{term.name}**{colon}{term.text}" for term in TERMS),
    )
