"""The data-quality gate on Great Expectations. Importing this takes seconds: only the gate's step does."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

from adapters.gate_suite import expectations
from data_contracts.judged_answers import judged_frame
from domain.gate_rules import finding
from domain.package import Limits
from domain.questionnaire import Answers, Questionnaire
from domain.verdict import Finding, Verdict, verdict

# Breaches are counted, never listed: no raw value may leave the frame.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class GreatExpectationsJudge:
    """Implements `domain.ports.Judge`: a suite made from the questionnaire, run in memory, nothing kept."""

    def judge(
        self,
        questionnaire: Questionnaire,
        answers: Sequence[Answers],
        invited: int,
        used: int,
        limits: Limits | None = None,
    ) -> Verdict:
        """Judges one frozen pull; `limits` are the package's, the floors when left out."""
        rules = expectations(questionnaire, invited, used)
        suite = gx.ExpectationSuite(name="frozen pull", expectations=rules)
        batch = (
            _silent_context()
            .data_sources.add_pandas("pull")
            .add_dataframe_asset("answers")
            .add_batch_definition_whole_dataframe("all")
            .get_batch({"dataframe": judged_frame(questionnaire, answers)})
        )
        results = batch.validate(suite, result_format=COUNTS_ONLY).results
        numbers = {"answered": len(answers), "invited": invited, "used": used}
        findings = _findings(questionnaire, results, numbers)
        unchecked = len(rules) - sum(_ran(result) for result in results)
        if unchecked:
            findings.append(finding("could_not_be_checked", unchecked))
        return verdict(findings, len(answers), limits or Limits())


def _silent_context() -> EphemeralDataContext:
    """In memory only: no files, no analytics, no progress bars, no log lines below an error."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _findings(
    questionnaire: Questionnaire, results: Sequence[ExpectationValidationResult], numbers: dict[str, int]
) -> list[Finding]:
    broken = [result for result in results if _ran(result) and not result.success]
    rules = {_meta(result)["rule"] for result in broken}
    if "straight_lining" in rules:
        broken = [result for result in broken if _meta(result)["rule"] != "some_straight_lining"]
    broken.sort(key=lambda result: int(_meta(result)["place"]))
    return [_finding(questionnaire, result, numbers) for result in broken]


def _finding(
    questionnaire: Questionnaire, result: ExpectationValidationResult, numbers: dict[str, int]
) -> Finding:
    meta = _meta(result)
    item = questionnaire.item(meta["item"]) if meta["item"] else None
    return finding(meta["rule"], _count(result), item=item, **numbers)


def _count(result: ExpectationValidationResult) -> int:
    """How many rows, answers or columns broke the rule; for rules on the row count, that count."""
    if "unexpected_count" in result.result:
        return int(result.result["unexpected_count"])
    observed = result.result["observed_value"]
    if isinstance(observed, int):
        return observed
    mismatched = result.result["details"]["mismatched"]
    return sum(len(columns) for columns in mismatched.values())


def _ran(result: ExpectationValidationResult) -> bool:
    """An expectation that raised has no observation; it must not pass for a held one."""
    return "unexpected_count" in result.result or "observed_value" in result.result


def _meta(result: ExpectationValidationResult) -> dict[str, str]:
    config = result.expectation_config
    return dict(config.meta or {}) if config else {}
