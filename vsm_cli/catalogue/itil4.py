"""ITIL 4 facts: the 34 practices of 2019 (kept by ITIL version 5, 2026), with the names in use.

There is no open official Chinese glossary; Chinese names follow the translation in general use.
"""

from vsm_cli.catalogue.catalogue_records import Ambiguous, FormerName, Kind, Practice

_PRACTICES = (
    Practice(
        "architecture-management",
        "Architecture management",
        "架构管理",
        "general",
        aliases=("Enterprise architecture", "企业架构管理"),
    ),
    Practice(
        "continual-improvement",
        "Continual improvement",
        "持续改进",
        "general",
        aliases=(
            "Continual service improvement",
            "CSI",
            "Continuous improvement",
            "7-step improvement process",
            "持续服务改进",
            "持续改进管理",
        ),
    ),
    Practice(
        "information-security-management",
        "Information security management",
        "信息安全管理",
        "general",
        aliases=("Information security", "ISM", "安全管理"),
    ),
    Practice(
        "knowledge-management",
        "Knowledge management",
        "知识管理",
        "general",
        aliases=("知识库管理",),
    ),
    Practice(
        "measurement-and-reporting",
        "Measurement and reporting",
        "度量与报告",
        "general",
        aliases=("Service reporting", "Service measurement", "度量和报告", "服务报告"),
    ),
    Practice(
        "organizational-change-management",
        "Organizational change management",
        "组织变革管理",
        "general",
        aliases=("Organisational change management", "OCM", "组织变更管理", "变革管理"),
    ),
    Practice(
        "portfolio-management",
        "Portfolio management",
        "组合管理",
        "general",
        aliases=("Service portfolio management", "投资组合管理", "服务组合管理"),
    ),
    Practice("project-management", "Project management", "项目管理", "general"),
    Practice(
        "relationship-management",
        "Relationship management",
        "关系管理",
        "general",
        aliases=("Business relationship management", "BRM", "业务关系管理"),
        rough=("客户关系管理",),
    ),
    Practice("risk-management", "Risk management", "风险管理", "general"),
    Practice(
        "service-financial-management",
        "Service financial management",
        "服务财务管理",
        "general",
        aliases=("Financial management for IT services", "IT服务财务管理", "财务管理"),
    ),
    Practice(
        "strategy-management",
        "Strategy management",
        "战略管理",
        "general",
        aliases=("Strategy management for IT services", "战略制定"),
    ),
    Practice(
        "supplier-management",
        "Supplier management",
        "供应商管理",
        "general",
        aliases=("Vendor management", "IT 供应商管理"),
    ),
    Practice(
        "workforce-and-talent-management",
        "Workforce and talent management",
        "劳动力与人才管理",
        "general",
        aliases=("人力与人才管理", "劳动力和人才管理"),
    ),
    Practice("availability-management", "Availability management", "可用性管理", "service"),
    Practice(
        "business-analysis",
        "Business analysis",
        "业务分析",
        "service",
        aliases=("业务分析实践",),
        rough=("Requirements management", "需求分析"),
    ),
    Practice(
        "capacity-and-performance-management",
        "Capacity and performance management",
        "容量与性能管理",
        "service",
        aliases=(
            "Capacity management",
            "能力管理",
            "容量管理",
            "能力管理与性能管理",
            "容量和性能管理",
            "IT 容量与性能管理",
        ),
    ),
    Practice(
        "change-enablement",
        "Change enablement",
        "变更支持",
        "service",
        aliases=(
            "Change control",
            "Change management",
            "变更实施",
            "变更控制",
            "变更启用",
            "变更使能",
            "变更赋能",
            "变更管理",
            "变更",
        ),
    ),
    Practice(
        "incident-management",
        "Incident management",
        "事件管理",
        "service",
        aliases=("Major incident management", "事故管理", "故障管理"),
    ),
    Practice(
        "it-asset-management",
        "IT asset management",
        "IT资产管理",
        "service",
        aliases=("ITAM", "Asset management", "资产管理"),
    ),
    Practice(
        "monitoring-and-event-management",
        "Monitoring and event management",
        "监控和事态管理",
        "service",
        aliases=(
            "Event management",
            "Monitoring management",
            "监控与事态管理",
            "监控与事件管理",
            "事件与监控管理",
            "事态管理",
            "监控管理",
        ),
    ),
    Practice("problem-management", "Problem management", "问题管理", "service"),
    Practice("release-management", "Release management", "发布管理", "service"),
    Practice(
        "service-catalogue-management",
        "Service catalogue management",
        "服务目录管理",
        "service",
        aliases=("Service catalog management",),
        rough=("SCM",),
    ),
    Practice(
        "service-configuration-management",
        "Service configuration management",
        "服务配置管理",
        "service",
        aliases=("Configuration management", "CMDB management", "配置管理"),
        rough=("SACM",),
    ),
    Practice(
        "service-continuity-management",
        "Service continuity management",
        "服务连续性管理",
        "service",
        aliases=("IT service continuity management", "ITSCM", "连续性管理", "IT服务连续性管理"),
    ),
    Practice("service-design", "Service design", "服务设计", "service"),
    Practice(
        "service-desk",
        "Service desk",
        "服务台",
        "service",
        aliases=("Help desk", "Service desk management", "服务台管理"),
    ),
    Practice(
        "service-level-management",
        "Service level management",
        "服务级别管理",
        "service",
        aliases=("SLM", "服务水平管理"),
    ),
    Practice(
        "service-request-management",
        "Service request management",
        "服务请求管理",
        "service",
        aliases=(
            "Request fulfilment",
            "Request fulfillment",
            "Request management",
            "请求实施",
            "请求履行",
            "请求实现",
            "请求管理",
        ),
    ),
    Practice(
        "service-validation-and-testing",
        "Service validation and testing",
        "服务验证与测试",
        "service",
        aliases=("SVT", "服务验证和测试", "验证与测试"),
        rough=("测试管理",),
    ),
    Practice(
        "deployment-management", "Deployment management", "部署管理", "technical", aliases=("部署",)
    ),
    Practice(
        "infrastructure-and-platform-management",
        "Infrastructure and platform management",
        "基础设施与平台管理",
        "technical",
        aliases=("基础设施和平台管理", "IT 基础设施管理"),
    ),
    Practice(
        "software-development-and-management",
        "Software development and management",
        "软件开发与管理",
        "technical",
        aliases=("软件开发和管理",),
    ),
)

FORMER_NAMES = (
    FormerName(
        "Demand management", "需求管理", "split", ("business-analysis", "portfolio-management")
    ),
    FormerName(
        "Access management",
        "访问管理",
        "split",
        ("service-request-management", "information-security-management"),
    ),
    FormerName("Change management", "变更管理", "renamed", ("change-enablement",)),
    FormerName(
        "Configuration management", "配置管理", "renamed", ("service-configuration-management",)
    ),
    FormerName(
        "Monitoring management", "监控管理", "renamed", ("monitoring-and-event-management",)
    ),
    FormerName(
        "Communication management",
        "沟通管理",
        "none",
        candidates=(
            "service-desk",
            "relationship-management",
            "organizational-change-management",
            "incident-management",
        ),
    ),
    FormerName(
        "Release and deployment management",
        "发布与部署管理",
        "split",
        ("release-management", "deployment-management"),
    ),
    FormerName(
        "Change and release management",
        "变更与发布管理",
        "split",
        ("change-enablement", "release-management"),
    ),
    FormerName(
        "Service asset and configuration management",
        "资产与配置管理",
        "split",
        ("it-asset-management", "service-configuration-management"),
    ),
    FormerName(
        "Transition planning and support",
        "转换规划与支持",
        "split",
        ("project-management", "release-management"),
    ),
    FormerName("Change evaluation", "变更评估", "split", ("change-enablement", "risk-management")),
    FormerName("Design coordination", "设计协调", "renamed", ("service-design",)),
    FormerName(
        "Application management", "应用管理", "renamed", ("software-development-and-management",)
    ),
    FormerName(
        "Technical management",
        "技术管理",
        "none",
        candidates=("infrastructure-and-platform-management",),
    ),
    FormerName(
        "IT operations management",
        "IT运营管理",
        "split",
        ("infrastructure-and-platform-management", "monitoring-and-event-management"),
    ),
    FormerName(
        "Quality management",
        "质量管理",
        "none",
        candidates=(
            "service-validation-and-testing",
            "continual-improvement",
            "service-level-management",
        ),
    ),
)

AMBIGUOUS = (
    Ambiguous(
        "事件管理",
        "incident-management",
        "monitoring-and-event-management",
        ("事故管理", "故障管理", "事态管理"),
    ),
)

_STEP_KINDS = (
    Kind(
        "request-fulfilment",
        "Fulfil a request",
        "实现请求",
        ("service-request-management", "information-security-management"),
    ),
    Kind(
        "demand-intake",
        "Receive a new demand",
        "新需求接收",
        ("business-analysis", "relationship-management"),
    ),
    Kind("go-live", "Service go-live", "服务上线", ("change-enablement", "deployment-management")),
    Kind("incident-handling", "Restore service", "故障恢复", ("incident-management",)),
    Kind("root-cause", "Find the root cause", "根因分析", ("problem-management",)),
    Kind("release", "Release", "发布", ("release-management",)),
    Kind("testing", "Validate and test", "验证与测试", ("service-validation-and-testing",)),
    Kind("investment-decision", "Decide whether to invest", "投资决策", ("portfolio-management",)),
    Kind("design", "Design the service", "服务设计", ("service-design",)),
    Kind("build", "Build software", "软件构建", ("software-development-and-management",)),
    Kind("event-detection", "Detect an event", "事态发现", ("monitoring-and-event-management",)),
    Kind("knowledge-upkeep", "Keep knowledge current", "知识维护", ("knowledge-management",)),
    Kind(
        "configuration-upkeep",
        "Keep configuration records current",
        "配置维护",
        ("service-configuration-management",),
    ),
    Kind("feedback", "Ask for feedback", "征求反馈", ("continual-improvement",)),
    Kind("answer-question", "Answer a question", "信息查询", ("service-request-management",)),
    Kind(
        "access-granting",
        "Grant access",
        "访问授权",
        ("service-request-management", "information-security-management"),
    ),
    Kind("verify-repair", "Verify the repair", "验证修复", ("incident-management",)),
)

PRACTICES = {practice.id: practice for practice in _PRACTICES}
STEP_KINDS = {kind.id: kind for kind in _STEP_KINDS}
