"""The words of an evaluation: names of figures and features, what a pair is and why it was decided so, what is too little."""

from collections.abc import Iterator

from kpi_nlp.model import Choice, Compared, Evaluation, Judged, Named

FIGURES = {
    "precision": "精确率", "recall": "召回率", "f1": "F1", "candidate_recall": "候选召回率", "scorer_recall": "判定召回率", "average_precision": "平均精确率",
    "roc_auc": "ROC 曲线下面积", "hit_at_1": "首位命中率", "mrr": "平均倒数排名", "brier": "Brier 分数", "calibration_error": "校准误差",
}  # fmt: skip
"""The Chinese name of each figure, in the order in which they are shown."""

MEANINGS = {
    "precision": "判为对应的，有多少确实对应",
    "recall": "确实对应的，有多少判为对应",
    "f1": "精确率与召回率的调和平均",
    "candidate_recall": "确实对应的，有多少进入逐对判定",
    "scorer_recall": "进入判定的，有多少判为对应",
    "average_precision": "各召回率下精确率的平均",
    "roc_auc": "对应的一对得分高于不对应的概率",
    "hit_at_1": "在全部名称中，正确的一个排在首位",
    "mrr": "正确的一个排第几位，取倒数平均",
    "brier": "概率与标注之差的平方，越小越好",
    "calibration_error": "说的概率与实际比例之差，越小越好",
}
LABELS = {"same": "同一指标", "part": "部分对应", "different": "不对应", "unsure": "不确定"}
STRATA = {
    "identical": "同名", "synonym": "近义", "order": "语序", "abbreviation": "简称", "suffix": "后缀", "padding": "套话", "ocr": "识别错字", "measure": "口径", "antonym": "反义",
    "scope": "范围", "containment": "包含", "unit": "单位", "population": "对象", "process": "环节", "verb": "动作", "composite": "拆分合并", "other": "其他",
}  # fmt: skip
_FEATURES = {
    "equal_name": "名称相同", "same_content": "内容相同", "cosine": "向量相似", "narrowed": "一方更窄", "narrowing": "窄了几字", "narrowed_share": "窄的占比",
    "substituted": "各换一部分", "substitution": "换了几字", "substituted_share": "换的占比", "uncommon": "少见的不同", "other_symbols": "编号不同", "abbreviated": "简称", "misread": "识别错字",
    "one_of_many": "其中一项", "alike_content": "内容相同或近义", "loosely_narrowed": "近义且更窄", "other_who": "人群不同", "other_scope": "范围不同", "other_step": "环节不同", "other_place": "地点不同", "more_scope": "一方多写范围", "narrowed_who": "更窄的人群", "narrowed_satisfaction": "满意度对象更窄", "same_other_measure": "内容同而口径不同", "same_other_unit": "内容同而单位不同", "measure": "口径一致", "antonym": "反义", "level": "指标级别", "other_level": "上级指标不同", "untold_level": "未写级别", "unit": "计量单位", "other_unit": "单位不同",
    "one_letter": "一字之差", "telling_letter": "关键一字", "turned": "主客对调", "near": "数值接近", "near_share": "比率接近", "untold_value": "未写数值", "equal_amount": "数值相同",
    "narrowed_far": "更窄数值悬殊", "narrowed_unproven": "更窄且无旁证", "substituted_far": "换词数值悬殊", "position": "表中位置",
}  # fmt: skip
STAGES = {"declaration": "申报", "adjustment": "调整", "monitoring": "监控", "self_evaluation": "自评"}
_SURE = 0.05  # chance below which a difference is called one
_FEW = 30  # pairs of a kind below which the interval of a share is wider than ± 0.18


def feature(name: str) -> str:
    """Return the Chinese name of a feature; one of a newer matcher keeps its own."""
    return _FEATURES.get(name, name)


def stratum(name: str) -> str:
    """Return the Chinese name of a stratum; one of the user's own stays."""
    return STRATA.get(name, name)


def context(named: Named) -> str:
    """Return in one line what the paper says beside a name."""
    year = f"{named.year} 年" if named.year else ""
    when = " ".join(filter(None, (year, STAGES.get(named.stage, named.stage))))
    unit = f"单位 {named.unit}" if named.unit else ""
    target = f"目标 {named.target}" if named.target else ""
    return " · ".join(filter(None, ("/".join(named.levels), target, unit, when)))


def fault(judged: Judged) -> str:
    """Return how a decision is wrong, and why where one reason alone decided."""
    if not judged.wrong:
        return "判断正确"
    return "误判为对应" if judged.linked else "漏判"


def reason(judged: Judged) -> str:
    """Return the one reason that kept two names apart whatever their likeness; empty where the score decided."""
    if judged.vetoes:
        return "否决：" + "、".join(judged.vetoes)
    return "未进入候选，没有逐对判定" if judged.lost else ""


def extent(evaluation: Evaluation) -> str:
    """Return in a sentence of how many pairs the figures are."""
    counts = evaluation.counts
    if not evaluation.judged:
        return "没有随机抽取、看不到分数的标注，不给出总的数字；请在复核页面的「标注」页逐对判断（kpi-nlp review）"
    left_out = f"；标注不确定或空白、未计入 {evaluation.doubtful} 对" if evaluation.doubtful else ""
    documents = f"；来自 {evaluation.documents} 个部门或文件" if evaluation.documents else ""
    return f"样本 {counts.total} 对：应对应 {counts.links}，不对应 {counts.total - counts.links}{documents}{left_out}"


def cautions(evaluation: Evaluation) -> Iterator[str]:
    """Yield why the figures may say less than they seem to."""
    counts = evaluation.counts
    if not evaluation.judged:
        yield from evaluation.notes
        return
    rest = counts.total - counts.links
    for kind, found in (("应对应", counts.links), ("不对应", rest), ("判为对应", counts.linked)):
        if found < _FEW:
            yield f"{kind}的只有 {found} 对，不足 {_FEW} 对：以下数字只能参考，不足以下结论"
    if not evaluation.documents:
        yield "没有（两个以上的）部门或文件：各对按互不相干估计，区间偏窄；请加 document 或 部门 列"
    yield from evaluation.notes


def chosen(choice: Choice) -> Iterator[str]:
    """Yield the sentences on the threshold that reaches the wanted precision."""
    wanted = f"精确率 {choice.precision:g}（单侧 95% 下限）"
    where = f"在 {choice.dev_pairs} 对上选" if choice.apart else f"在全部 {choice.dev_pairs} 对上选"
    if choice.chosen and choice.reported:
        one, other = choice.chosen, choice.reported
        yield f"{wanted}：{where}，阈值 {one.threshold:.4f}，判为对应 {one.counts.linked} 对、错 {one.counts.false_positive} 对，下限 {one.bound:.3f}"
        held = (
            f"精确率 {number(other.counts.precision)}（下限 {other.bound:.3f}），召回率 {number(other.counts.recall)}"
        )
        if choice.apart:
            yield f"在另外 {choice.test_pairs} 对上：{held}" + (
                "" if other.bound >= choice.precision else "；下限没有达到"
            )
        else:
            yield f"{held}；部门或文件不足，选和量用的是同一批样本，偏乐观"
    elif choice.shortage:
        at, more = choice.shortage.at, choice.shortage.more
        yield f"{wanted}：{where}，没有阈值能保证"
        yield f"最接近的是 {at.threshold:.4f}：判为对应 {at.counts.linked} 对、错 {at.counts.false_positive} 对，下限 {at.bound:.3f}；还需再标注至少 {more} 对判为对应且全部正确的"
    else:
        yield f"{wanted}：{where}，没有一对判对，无法选择"


def outcome(compared: Compared) -> str:
    """Return in a sentence how many pairs are decided otherwise, and whether that is more than chance."""
    if not compared.flipped:
        return "两者对每一对的判断都相同"
    sure = "差别不像偶然" if compared.p_value < _SURE else "差别可能只是偶然"
    return f"判断不同的 {len(compared.flipped)} 对：B 改对 {compared.won} 对，改错 {compared.lost} 对（McNemar 精确检验 p = {compared.p_value:.3g}，{sure}）"


def number(figure: float | None) -> str:
    """Return a figure with three digits, a dash where it is not defined."""
    return "—" if figure is None else f"{figure:.3f}"


def signed(contribution: float) -> str:
    """Return a contribution with its sign; none is +0.00, also where a negative coefficient met the value 0."""
    return f"{contribution or 0.0:+.2f}"
