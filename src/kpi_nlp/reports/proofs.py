"""What `verify` proved, as text."""

from collections.abc import Iterator

from kpi_nlp.model import Verification


def lines(verification: Verification) -> Iterator[str]:
    """Yield what was proved and, finding by finding, what was refused and what could not be looked up."""
    for problem in verification.problems:
        yield f"未能读取 {problem.path}：{problem.reason}。{problem.hint}"
    for refused in verification.refused:
        yield f"不成立 {refused.code} {refused.id}  {refused.message}"
        yield from (f"    {reason}" for reason in refused.reasons)
    for unproved in verification.unproved:
        yield f"未能核实 {unproved.code} {unproved.id}  {unproved.message}"
        yield from (f"    {reason}" for reason in unproved.reasons)
    unknown = len(verification.unproved)
    held = verification.findings - len(verification.refused) - unknown
    yield (
        f"共 {verification.findings} 条疑点：{held} 条成立，{len(verification.refused)} 条不成立"
        f"{f'，{unknown} 条缺少来源文件未能核实' if unknown else ''}"
        f"（核对原文 {verification.quotes} 处，重算 {verification.computations} 个算式）。"
    )
    if verification.masked:
        yield (
            f"另有 {verification.masked} 处原文隐去了姓名、电话等（check --anonymize），无法在来源文件中核对，不算不成立；"
            "要核实这些，请用未隐去的结果。"
        )
