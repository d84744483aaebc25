# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Structure presets: a plan without asking a model.

A preset is a list of parts with a share of the length. A part that is too long for one
section becomes several; in a document over 8,000 words it becomes a chapter.
"""

from dataclasses import dataclass

from longwriter_desktop.agentwrite.planner import TWO_LEVEL_WORDS, title_from
from longwriter_desktop.domain.document import check_request
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import Outline, OutlineItem, new_chapter, new_section
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.targets import SECTION_HIGH, share_words

_PART_WORDS = 600  # a part longer than a section may be is cut into sections of about this size
_LEAST_WORDS = 60  # a shorter part is left out


@dataclass(frozen=True)
class Part:
    """One part of a structure, in English and Chinese; `share` is relative."""

    heading: str
    main_point: str
    share: float
    heading_zh: str
    main_point_zh: str


@dataclass(frozen=True)
class Preset:
    """A structure by its stable `key`; names are what a person reads."""

    key: str
    name: str
    name_zh: str
    parts: tuple[Part, ...]


PRESETS: tuple[Preset, ...] = (
    Preset("essay", "Essay", "议论文", (
        Part("Introduction", "why the question matters, and the thesis", 1.2,
             "引言", "问题为何重要，并提出论点"),
        Part("Background", "what a reader must know to follow the argument", 1.4,
             "背景", "读者理解论证所需的知识"),
        Part("The main argument", "the strongest reason for the thesis, with evidence", 2,
             "主要论证", "支持论点的最有力理由及证据"),
        Part("A second argument", "another reason, from a different side", 1.8,
             "补充论证", "从另一角度给出的理由"),
        Part("Objections", "the best case against the thesis, and an answer to it", 1.6,
             "反驳与回应", "最有力的反对意见以及对它的回答"),
        Part("Conclusion", "what follows if the thesis is right", 1,
             "结论", "若论点成立，意味着什么"),
    )),
    Preset("report", "Report", "报告", (
        Part("Summary", "the findings and recommendations in brief", 0.8,
             "摘要", "主要发现与建议"),
        Part("Question and scope", "what was asked, what was left out, and why", 1,
             "问题与范围", "报告回答什么、不涉及什么，以及原因"),
        Part("Method", "how the information was gathered and checked", 1,
             "方法", "资料如何收集与核实"),
        Part("Present situation", "the facts and figures as they stand", 2,
             "现状", "目前的事实与数据"),
        Part("Analysis", "what the facts mean, causes and comparisons", 2.2,
             "分析", "事实的含义、原因与比较"),
        Part("Options", "the possible ways forward, with cost and risk", 1.6,
             "可选方案", "可行的做法及其成本与风险"),
        Part("Recommendations", "what to do, who does it, and by when", 1,
             "建议", "做什么、由谁做、何时完成"),
    )),
    Preset("how-to", "How-to", "操作指南", (
        Part("What you will make", "the result, and who this guide is for", 0.8,
             "目标", "最终成果以及适用读者"),
        Part("What you need", "materials, tools, and what to know first", 1,
             "准备", "材料、工具与预备知识"),
        Part("First steps", "setting up, in order, with what to check", 1.6,
             "开始", "按顺序完成准备并检查"),
        Part("The main work", "the steps that make the result, one by one", 2.6,
             "主要步骤", "逐步完成核心工作"),
        Part("Finishing", "the last steps, and how to tell that it worked", 1.2,
             "收尾", "最后的步骤以及如何确认成功"),
        Part("When something goes wrong", "common mistakes and how to mend them", 1.4,
             "常见问题", "常见错误及解决办法"),
    )),
    Preset("news", "News story", "新闻报道", (
        Part("Lead", "who did what, when, where and why it matters", 0.8,
             "导语", "何人何时何地做了何事，为何重要"),
        Part("The details", "what happened, in order of importance", 1.6,
             "详情", "按重要性叙述经过"),
        Part("Voices", "what those involved say about it", 1.4,
             "各方说法", "当事人的看法"),
        Part("Background", "how it came to this", 1.2,
             "背景", "事情的来龙去脉"),
        Part("What comes next", "what is expected, and what is still unknown", 0.8,
             "后续", "接下来会怎样，尚有何未知"),
    )),
    Preset("three-act", "Three-act story", "三幕故事", (
        Part("The ordinary world", "the hero, the place, and what is missing", 1.2,
             "日常世界", "主角、地点以及所缺之物"),
        Part("The call", "something happens that cannot be ignored", 1,
             "召唤", "发生了无法忽视的事"),
        Part("No way back", "the hero decides, and leaves the old life behind", 1,
             "踏上征途", "主角下定决心，告别旧生活"),
        Part("Trials", "obstacles, allies and enemies; the hero learns", 2,
             "试炼", "障碍、盟友与敌人，主角成长"),
        Part("The turn", "in the middle everything changes; the price is known", 1.4,
             "转折", "中途一切改变，代价显现"),
        Part("The dark hour", "all seems lost", 1.4,
             "至暗时刻", "似乎一切尽失"),
        Part("The last stand", "the hero faces what was feared from the start", 1.8,
             "最后一搏", "主角直面最初的恐惧"),
        Part("The new world", "what has changed, and what stays", 0.9,
             "新世界", "改变了什么，留下了什么"),
    )),
    Preset("review", "Literature review", "文献综述", (
        Part("Introduction", "the question of the review, and why it is open", 1,
             "引言", "综述的问题及其未决之处"),
        Part("How the literature was chosen", "search, criteria, and limits", 0.9,
             "文献选择", "检索方式、标准与局限"),
        Part("Theories", "the main ways of thinking about the question", 1.8,
             "理论", "看待该问题的主要思路"),
        Part("Methods in the field", "how it has been studied, and how well", 1.4,
             "研究方法", "已有研究的方法及其质量"),
        Part("Findings", "what is agreed, and what the evidence is", 2.2,
             "研究发现", "共识及其证据"),
        Part("Disputes", "where studies contradict each other, and why", 1.5,
             "争议", "研究之间的矛盾及原因"),
        Part("Gaps and next steps", "what nobody has studied, and what should come", 1.1,
             "空白与展望", "尚未研究之处与未来方向"),
    )),
)  # fmt: skip


def preset_plan(key: str, instruction: str, words: int, language: str = "en") -> Plan:
    """The plan of a preset for `words` words.

    Raises:
        InputProblem: `preset_unknown`, or the instruction or length cannot be used.
    """
    check_request(instruction, words)
    preset = next((preset for preset in PRESETS if preset.key == key), None)
    if preset is None:
        known = ", ".join(preset.key for preset in PRESETS)
        raise InputProblem("preset_unknown", key=key, known=known)
    parts = _parts_for(preset, words)
    shares = share_words([part.share for part in parts], words, low=_LEAST_WORDS // 2, high=words)
    chinese = language.split("-")[0].lower() == "zh"
    items: list[OutlineItem] = []
    for part, share in zip(parts, shares, strict=True):
        heading = part.heading_zh if chinese else part.heading
        point = part.main_point_zh if chinese else part.main_point
        items += _part_items(heading, point, share, words > TWO_LEVEL_WORDS)
    return Plan(title_from(instruction), Outline(tuple(items)))


def _parts_for(preset: Preset, words: int) -> list[Part]:
    """The preset's parts; of a short document only those with the largest shares."""
    count = max(1, words // _LEAST_WORDS)
    largest = sorted(preset.parts, key=lambda part: -part.share)[:count]
    return [part for part in preset.parts if part in largest]


def _part_items(heading: str, point: str, words: int, as_chapter: bool) -> list[OutlineItem]:
    count = 1 if words <= SECTION_HIGH and not as_chapter else max(1, round(words / _PART_WORDS))
    targets = share_words([1.0] * count, words)
    level = 2 if as_chapter else 1
    sections = [
        new_section(heading if count == 1 else f"{heading} ({n})", point, target, level)
        for n, target in enumerate(targets, start=1)
    ]
    return [new_chapter(heading, point), *sections] if as_chapter else sections
