"""The fixed words of the format: ids, Chinese names and known aliases."""

from vsm_cli.catalogue.catalogue_records import Word
from vsm_cli.language import of_both

ACTIVITIES = (
    Word("plan", "Plan", "计划", ("规划",)),
    Word("improve", "Improve", "改进"),
    Word("engage", "Engage", "契动"),
    Word("design-and-transition", "Design and transition", "设计与转换", ("设计和转换",)),
    Word("obtain-build", "Obtain/build", "获取/构建", ("获取与构建", "获取构建")),
    Word("deliver-and-support", "Deliver and support", "交付与支持"),
)
STREAM_TYPES = (
    Word("new-demand", "New demand", "新需求实现", ("新需求",)),
    Word("fault-repair", "Fault repair", "故障修复"),
    Word("service-request", "Service request", "服务请求实现", ("服务请求",)),
)
STAGES = (
    Word("explore", "Explore", "探索"),
    Word("engage", "Engage", "契动", ("互动", "参与")),
    Word("offer", "Offer", "供应", ("提供",)),
    Word("agree", "Agree", "协议", ("达成协议", "约定")),
    Word("onboard", "Onboard", "引入", ("入驻",)),
    Word("co-create", "Co-create", "价值共创", ("共创",)),
    Word("realize", "Realize", "实现", ("实现价值", "价值实现", "realise")),
)
LAYERS = (
    Word("core", "Core", "核心", ("主价值流", "核心价值流")),
    Word("support", "Support", "支撑", ("支持", "支撑价值流", "支持价值流", "supporting")),
)
STATES = (
    Word("current", "Current", "现状", ("当前", "as-is")),
    Word("future", "Future", "未来", ("未来状态", "目标", "to-be")),
    Word("ideal", "Ideal", "理想", ("理想状态",)),
)
BASES = (
    Word("measured", "Measured", "实测", ("测量",)),
    Word("estimated", "Estimated", "估算", ("估计",)),
    Word("promised", "Promised", "承诺", ()),
)
WORK = (
    Word("adding", "Value adding", "增值", ("value-adding",)),
    Word("necessary", "Necessary", "必要", ("必要非增值",)),
    Word("waste", "Waste", "浪费"),
)
MODES = (
    Word("automatic", "Automatic", "自动", ("automated",)),
    Word("manual", "Manual", "人工", ("手工", "手动")),
)
IDEA_STATES = (
    Word("open", "Open", "未开始", ("待办", "todo")),
    Word("trying", "Trying", "试行", ("试行中", "doing", "in progress")),
    Word("done", "Done", "完成", ("已完成",)),
    Word("dropped", "Dropped", "放弃", ("已放弃", "rejected")),
)
ACTORS = (Word("customer", "Customer", "客户"),)
LANGUAGES = (Word("en", "English", "英文", ("英语",)), Word("zh", "Chinese", "中文", ("zh-CN",)))
ENGINES = (Word("bundled", "Bundled", ""), Word("system", "System", ""))
LAYOUTS = (Word("lanes", "Lanes", ""), Word("row", "Row", ""), Word("auto", "Auto", ""))


def word_name(words: tuple[Word, ...], id: str) -> str:
    """The name of a fixed word in the language in force; of any other word the word itself."""
    found = next((word for word in words if word.id == id), None)
    return of_both(found.name, found.zh) if found else id
