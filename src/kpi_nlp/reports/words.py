"""The words of reports that several of them share."""

_ROLES = {
    "target": "目标", "actual": "实际", "rate": "完成率", "weight": "分值", "score": "得分", "sentence": "正文", "total": "合计", "adjustment": "调整",
    "budget": "预算", "execution": "执行", "reason": "原因", "grade": "等级", "rubric": "评分标准", "note": "备注", "forecast": "预计", "likelihood": "可能性",
    "period_target": "周期值", "part": "分项", "title": "标题", "name": "名称", "blank": "空缺", "prompt": "提示语", "points": "权重", "level": "级别", "task": "任务",
    "indicator": "指标", "candidate": "最接近的指标", "before": "修订前", "last_year": "上年", "initial": "年初预算", "full": "全年预算", "goal": "总体目标",
}  # fmt: skip


def role_of(role: str) -> str:
    """Return what a quote is, in the reviewer's words."""
    return _ROLES.get(role, role)
