"""The Chinese of the words that only the format reference has."""

# ruff: noqa: E501 -- a table is read by its rows

IN_CHINESE = {
    "Format reference": "格式参考",
    "Every key of the format. [Writing definitions](format.md) explains them with examples, and the"
    " kinds of value. A key may be written by its English or its Chinese name; both are the same"
    " key. Keys that begin with `x-` are your own; a key left empty counts as not given. Keys in"
    " bold are required.": "格式的每个键。[编写定义](format.md)用例子说明它们，以及值有哪几种。"
    "键可以写英文名，也可以写中文名，是同一个键。以 `x-` 开头的键是自己的；空着的键等于没有写。"
    "粗体的键必须写。",
    "Every element": "每种元素",
    "They may stand in documents, in everything that has an id, and in paths, links, uses, ideas"
    " and stages of journeys; the tables below leave them out.": "文档、所有带标识的元素，以及路径、"
    "联动、依赖、改进点子和旅程阶段都可以写；下面的表不再列出。",
    "Key": "键",
    "In Chinese": "中文名",
    "Value": "值",
    "Meaning": "含义",
    "Stands at {places}.": "写在 {places}。",
    "Fixed words": "固定词",
    "Each is understood by its id, its English or Chinese name or an alias, in any case.": "每个词可以"
    "用标识、英文名、中文名或别名，不分大小写。",
    "Id": "标识",
    "English": "英文",
    "Chinese": "中文",
    "Aliases": "别名",
    # Kinds of mapping
    "Document": "文档",
    "Calendar": "日历",
    "Team": "团队",
    "Role": "角色",
    "System": "系统",
    "Data": "数据",
    "Path": "路径",
    "Practice": "实践",
    "Step kind": "环节类型",
    "Stream": "价值流",
    "Journey": "客户旅程",
    "Journey step": "旅程阶段",
    "Target": "目标",
    "Stated": "标称",
    "Mapped": "映射",
    "Idea": "改进点子",
    "Step": "步骤",
    "Use": "依赖",
    "Without": "缺少时",
    "Link": "联动",
    "Acceptance": "验收",
    "Route": "路线",
    "Lint": "检查",
    "Render": "绘图",
    "Own rule": "自定义规则",
    "Where": "范围",
    "Must": "要求",
    # Kinds of value
    "text": "文字",
    "mapping": "键值对",
    "any": "任意",
    "{one}; one or several": "{one}；一个或几个",
    "several of {one}": "几个{one}",
    "mapping: id → {value}": "键值对：标识 → {value}",
    "one text or several": "一段或几段文字",
    "`true` or `false`": "`true` 或 `false`",
    "duration": "时间",
    "duration or spread": "时间或分布",
    "share": "占比",
    "rate": "频率",
    "number from 0": "不小于 0 的数",
    "1, 2, 3, 4 or 5": "1、2、3、4 或 5",
    "date": "日期",
    "`true` or share": "`true` 或占比",
    "duration, or percentiles with a duration each": "时间，或几个分位各带一个时间",
    "data, several, or each with its criteria or [acceptance](#acceptance)": "一项或几项数据，或各自带有"
    "准则或[验收](#验收)",
    "a step, several, or each with its share or [route](#route)": "一个或几个步骤，或各自带有占比或"
    "[路线](#路线)",
    # Headings of fixed words
    "Value chain activity (`activity`)": "价值链活动（`activity`）",
    "Type of stream (`type`); any other id is allowed": "价值流类型（`type`）；也可以用其他标识",
    "Stage of a journey (`stage`)": "旅程阶段（`stage`）",
    "Layer (`layer`)": "层次（`layer`）",
    "State of a map (`state`)": "映射状态（`state`）",
    "Basis of the figures (`basis`)": "数字的依据（`basis`）",
    "Work (`work`)": "增值（`work`）",
    "Mode of a path (`mode`)": "路径模式（`mode`）",
    "Who begins a stage (`by`)": "阶段由谁发起（`by`）",
    "Language (`language`)": "语言（`language`）",
}
