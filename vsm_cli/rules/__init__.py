"""The rules: one file each, in folders as the codes are grouped."""

from vsm_cli.lint.rule import Rule
from vsm_cli.rules.acceptance import repeated_acceptance
from vsm_cli.rules.data import data_not_carried, off_system, undefined_path
from vsm_cli.rules.ownership import (
    external_owner,
    journey_without_owner,
    link_without_owner,
    path_without_owner,
    role_without_team,
    step_without_owner,
    stream_without_owner,
    system_without_owner,
)
from vsm_cli.rules.practices import (
    former_practice,
    missing_expected_practice,
    practice_alias,
    step_without_practice,
    unknown_practice,
)
from vsm_cli.rules.reading import (
    duplicate_id,
    invalid_value,
    rule_failure,
    undefined_reference,
    unknown_key,
    unreadable_file,
    unsupported_version,
    unused_suppression,
    yaml_syntax,
)

ALL_RULES: tuple[Rule, ...] = (
    yaml_syntax.RULE,
    unknown_key.RULE,
    invalid_value.RULE,
    duplicate_id.RULE,
    undefined_reference.RULE,
    unsupported_version.RULE,
    unreadable_file.RULE,
    rule_failure.RULE,
    unused_suppression.RULE,
    stream_without_owner.RULE,
    step_without_owner.RULE,
    system_without_owner.RULE,
    path_without_owner.RULE,
    link_without_owner.RULE,
    journey_without_owner.RULE,
    role_without_team.RULE,
    external_owner.RULE,
    undefined_path.RULE,
    data_not_carried.RULE,
    off_system.RULE,
    step_without_practice.RULE,
    unknown_practice.RULE,
    practice_alias.RULE,
    former_practice.RULE,
    missing_expected_practice.RULE,
    repeated_acceptance.RULE,
)
