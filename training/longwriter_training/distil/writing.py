# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document by AgentWrite, planned and written as the app does it, and its row."""

from dataclasses import replace

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.agentwrite.writer import WriteOptions, request_for, write_section
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import PlanReady, SectionEnded
from longwriter_desktop.domain.ports import TextEngine


def write_document(engine: TextEngine, instruction: str, words: int, seed: int) -> Document:
    """Plan and write a document, section after section. Raises as planner and writer do."""
    document = Document("teacher", "", instruction, words, _language(instruction))
    for event in make_plan(engine, PlanRequest(instruction, words, document.language, seed)):
        if isinstance(event, PlanReady):
            document = replace(document, title=event.plan.title, outline=event.plan.outline)
    for section in document.outline.sections:
        for written in write_section(engine, document, section.id, WriteOptions(seed=seed)):
            if isinstance(written, SectionEnded):
                texts = {**document.texts, section.id: SectionText(written.text)}
                document = replace(document, texts=texts)
    return document


def _language(instruction: str) -> str:
    return "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in instruction) else "en"


def section_texts(document: Document) -> list[str]:
    """The sections' texts in their order, "" where one has none."""
    return [document.text_of(section.id).text for section in document.outline.sections]


def whole_text(document: Document) -> str:
    """The sections' texts, a blank line between."""
    return "\n\n".join(text.strip() for text in section_texts(document) if text.strip())


def messages_of(engine: TextEngine, document: Document, by_steps: bool) -> list[dict[str, str]]:
    """A document as a conversation: instruction and whole text, as LongWriter-6k has it, or the
    app's own with a turn for each section."""
    if not by_steps:
        return [
            {"role": "user", "content": document.instruction},
            {"role": "assistant", "content": whole_text(document)},
        ]
    last = document.outline.sections[-1]
    turns = request_for(engine, document, last.id).messages
    final = {"role": "assistant", "content": document.text_of(last.id).text}
    return [*({"role": turn.role, "content": turn.content} for turn in turns), final]
