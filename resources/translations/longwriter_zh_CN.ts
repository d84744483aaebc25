<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>window</name>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Your documents</source>
      <translation>您的文档</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Find in titles and texts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Documents</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Which documents</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Bin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Order</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Last changed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>By title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>By length</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Rename</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Duplicate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Back from the archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Put in the bin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Restore</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>There are no documents here yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Nothing is archived. Archive what is done: it leaves this list and is still found.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>The bin is empty. What you put there stays until you restore it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{title} (copy)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Nothing fits “{query}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{written} of {sections} sections</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>put in the bin {when}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>changed {when}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>just now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} minute ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} minutes ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} hour ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} hours ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>yesterday</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} day ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} days ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} week ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} weeks ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In the texts: the first {shown:,} of {places:,} places</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In the texts: {places:,} place</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In the texts: {places:,} places</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{percent} % written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/side_panel.py" />
      <source>Pages beside the text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Feb</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Mar</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Apr</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>May</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jun</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jul</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Aug</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Sep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Oct</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Nov</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Dec</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{rate:.1f} tokens/s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{words:,} of {target:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Reading {read:,} of {total:,} tokens</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>about {time} left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{seconds} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{minutes} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{hours} h {minutes} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{day} {month} {year}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>today {time:%H:%M}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{date}, {time:%H:%M}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Manuscript</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>typing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>heading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>main point</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>target</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>adding a section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>adding a chapter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>removing from the plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>moving</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>splitting a section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>merging sections</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>fitting the targets</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>locking a target</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>length of the document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>new plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>imported plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>choosing a take</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Find…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Next match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Previous match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Find in the document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Close the find bar</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Match case</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Word</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Whole words only</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Regular expression</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>replacing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>No matches</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{number:,} of {total:,}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{total:,} match</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{total:,} matches</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Section {number} is left out while the model writes it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} match replaced.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} matches replaced.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} in headings left: change those in the plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>yours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Take {number}  ·  {who}  ·  {words:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>No takes yet. Every text that the model writes here is kept as one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Restart model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Load the model again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Dismiss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Show the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Headings belong to the plan. Change them there; the text follows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model is writing this section. Stop it first, then edit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Go to the plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Go to the text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Saved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Not saved yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model kept repeating itself, so section {n} was cut at {words:,} of {target:,} words. Continue?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model's context was full; section {n} stopped at {words:,} of {target:,} words. Continue?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Section {n} was cut at a sentence end at {words:,} of {target:,} words. Continue?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model stopped section {n} at {words:,} of {target:,} words. Continue?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees section {dropped}; it sees the plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees sections {dropped}; it sees the plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees section {dropped}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees sections {dropped}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; it sees the plan and section {kept}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; it sees the plan and sections {kept}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model process ended while writing section {number}. Your text is saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{words:,} words exported to {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{count} section has no text yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{count} sections have no text yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Something went wrong inside the program. Your text is saved. A report is in {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{sentence} The window stays open; close it again to leave all the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>What would you like to write?</source>
      <translation>您想写什么？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Describe the document in a sentence or two: subject, kind, reader, tone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>How long?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Or start from an example</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Plan it</source>
      <translation>生成大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Start with an empty plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Essay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Short story</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Tell the story of a young clock-maker who is sent to mend the great clock of a harbour town, and finds why it was stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Write a report on a winter voyage along the northern coast: the ship, the crew, the ice, and what was learned.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a note</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a letter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>an essay</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a thesis chapter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a novella</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a novel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Models (*.gguf);;All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Choose a model file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Loading {name}… {percent} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>No model is loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>cannot be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Word document (.docx)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Markdown (.md)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Section headings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Table of contents</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Page break before each chapter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Manuscript layout: double spaced, first lines indented</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Author</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Choose where…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Import a plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Paste a plan, one section a line. Numbers, main points and word counts are read in English and Chinese forms.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>From a file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Use this plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Plans (*.md *.txt);;All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>about {landmark}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>&lt;b&gt;{kind}&lt;/b&gt;  ·  {words:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{kind}, {words} words: {text}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Plan</source>
      <translation>大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Plan of the document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Heading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Main point</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Target in words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Add section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Add chapter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Move up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Move down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Split</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Merge with the next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit heading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit main point</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit target</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Lock target</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Unlock target</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>locked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Rebalance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Keep the total: when a target or the length changes, the targets that are not locked follow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>More</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>No plan yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>A plan lists the sections, each with its main point and a number of words. Let the model make one above, choose a ready structure, or add a section yourself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>The model is planning…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>The plan as the model writes it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>planned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>writing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>edited</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Section {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Not written yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{total:,} words in all</source>
      <translation>共 {total:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{total:,} of {asked:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Fit to {words:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>section {number} of {sections}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} section to write, {words:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} sections to write, {words:,} words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} section, {words:,} words, about {time} on this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} sections, {words:,} words, about {time} on this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Untitled</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Menu</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Title of the document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Untitled document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>New document</source>
      <translation>新建文档</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Open…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Export…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Import plan…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Open model file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Like the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Redo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Rewrite</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Continue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Takes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write this section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Cut</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Paste</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Select all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Show the instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Hide the instruction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Instruction: what should be written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Length of the whole document in words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source> words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Structure</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Let the model plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>How-to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>News story</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Three-act story</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Literature review</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Make plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>No model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Undo {label}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Redo {label}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>About LongWriter Desktop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Plans and writes long documents with a language model that runs on this computer: the plan stays an outline that you own, and every section can be written again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Nothing leaves this computer unless you ask for it.</source>
      <translation>除非您要求，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Free software under the Apache License 2.0, like the starter model in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Made with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Parts of the program and their licences</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Part</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Version</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Licence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>see its package</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Copy system information</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Copied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Version {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Welcome to LongWriter Desktop</source>
      <translation>欢迎使用 LongWriter Desktop</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>You plan a long document as an outline; a model on this computer writes the sections, or you do. Nothing leaves this computer unless you ask for it. Three choices to begin with; all of them can be changed later.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Language of the window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>For another language the window opens again when you press Start.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Who writes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Just let me write, without a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Outline, writing, word counts and export work all the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Choose another model file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Comes with the program. Very small: good for trying, not for real writing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Begin with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>A sample document: an essay, planned and ready to be written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>An empty page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Start</source>
      <translation>开始</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Not now</source>
      <translation>以后再说</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Sample: the keepers of lighthouses</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>recommended</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>fits this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>fits once other programs are closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>too large for this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Needs about {size} of memory: {fit}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Document</source>
      <translation>文档</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Text</source>
      <translation>正文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>View</source>
      <translation>视图</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Save now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>All commands…</source>
      <translation>所有命令…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Preferences…</source>
      <translation>偏好设置…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>Keyboard shortcuts…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>First steps…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>All commands</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Type a command, a heading or a title</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Nothing fits. Try fewer letters.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Go to: {heading}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Open: {title}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Theme: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Preferences</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Search settings and shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Groups of settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Nothing here is called that. Try another word.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Back to the usual value</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Reset all settings…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Give every setting its usual value? Shortcuts stay as they are.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Reset all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Show folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>At the next start.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The best serif installed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Writing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Goals</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Privacy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Font</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Font size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Line width</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Line height</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Space between paragraphs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Show Markdown as it will look</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Curly quotes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Dashes and ellipses</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Typewriter scrolling</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Check spelling</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Dictionary</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep the total when targets change</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Shortest section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Longest section</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Takes at once</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Tell me when a long run ends</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep the computer awake</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Words in a session</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Words in a day</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Load the model at the start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Menus, messages and dialogs. Documents have a language each.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Light, dark or sepia, or whatever the system uses.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The font of the manuscript on the screen; exports have their own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Size of the manuscript's text on the screen.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>66 to 72 characters to the line read best.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Distance between lines, as a multiple of the font's size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Free space under each paragraph.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Headings, emphasis, lists and quotes are styled as you type.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Straight quotes turn into those of the document's language.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Two hyphens turn into a dash, three dots into an ellipsis.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The line you are writing stays at the same height.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Unknown words are underlined, except while the model writes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Name of a Hunspell dictionary, en_GB for instance. Empty: that of the document's language.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The targets that are not locked make up the difference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Targets are kept at this many words or more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Targets are kept at this many words or fewer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>How many texts the model writes when you ask for several.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>A message of the desktop, while the window is behind others.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>It does not go to sleep while the model writes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>What you mean to write before you quit. 0: no goal.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>What you mean to write each day. 0: no goal.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The model used last is loaded behind the window. Without it the program is for writing by yourself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> characters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> ×</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> takes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Sepia</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Like the document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This program can contact no host at all: there is no network code in it. Your documents, your models and these settings stay in folders of this computer. There is no account, no telemetry, and no check for updates.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This program can contact these hosts, each only when you ask for it:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Kept in {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This version does not know {names}; it stays in the file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This version does not know {names}; they stay in the file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>All shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Command</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Change keys…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>New keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Remove keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Reset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Reset all shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Swap the keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>changed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Choose a command, then press Enter or click Change keys.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Press the new keys for “{command}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} belongs to “{command}”. Swap the keys of the two, or press others.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} is needed for typing. Press it together with Ctrl or Alt.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} belongs to every text field. Press other keys.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no instruction yet. Say in a sentence what you want written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A document can have {low:,} to {high:,} words; {words:,} cannot be written. Choose a length in between.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Say how long the document should be, with --words 2000 for instance.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A section can have {low:,} to {high:,} words, not {words:,}. Choose a target in between.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>What is locked or was just set takes {kept:,} of {total:,} words, and the other sections cannot make up the difference. Unlock one, or choose another number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This section is being written. Stop it first, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no section right below to merge with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no structure named "{key}". Choose one of: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The plan is empty. Write one section a line, or let the model plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>No section was found in this plan. Write one a line, like: Paragraph 1 - Main Point: what it says - Word Count: 400 words.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This plan has {lines:,} lines; a plan can have 2,000. Split the document.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Line {line} of the plan asks for 0 words. Give the section a target.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model gave no usable plan in {tries} tries. Try again, choose a ready structure, or write the plan yourself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no plan file "{path}". Check the name, or put an instruction in quotes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is too large to be a plan. Choose a plan file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is not a text file, so it is no plan. Choose a plan file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no document "{name}". "longwriter list" shows them all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" fits {count} documents. Give more of the id.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This document is no longer in the library. Open another one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Documents can be exported to .docx and .md, not to "{suffix}". Choose one of these endings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no folder "{path}". Make it first, or choose another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The setting "{name}" cannot be "{value}". Choose another value.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The setting "{name}" cannot be "{value}", so it has its usual value. The file as it was is kept as "{aside}".</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The settings in "{path}" cannot be read, so all have their usual values. The file as it was is kept as "{aside}".</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The settings in "{path}" are from another version; what this one knows is used. The file as it was is kept as "{aside}".</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This choice holds until you quit: "{path}" could not be read, so it is not written over. Check that it may be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" cannot be read ({detail}). Check that it may be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" cannot be written ({reason}). Choose another place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The disk is full, so "{path}" could not be written. Free some space; your text stays here meanwhile.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This library is open on {host} (process {pid}, {app}). Close it there, or use another folder with --data-dir.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" may not be written. Give yourself the right to write there, or use another folder with --data-dir.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is damaged and was left untouched. Put the latest backup, "{backup}", in its place.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is damaged and was left untouched; there is no backup. Move it away to start a new one, and keep it: its text may be recovered.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is busy. Try again in a moment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" cannot be reached ({detail}). Check the disk.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" was written by a newer version ({written_by}). Install that version; nothing was changed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is a database of another program. Choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no library in "{path}" yet. Write a document first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is from an older version. Open it once in the window, which makes a backup and upgrades it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no model file "{path}". Choose a GGUF file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model file "{path}" cannot be read ({detail}). Check that it may be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is not a GGUF model. Choose a file that ends in .gguf.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model file "{path}" is damaged or incomplete. Download it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" holds a kind of model that this version cannot run. Choose another model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" holds a vocabulary but no weights. Choose another model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" needs {need:bytes} of memory; this computer has {total:bytes}. Choose a smaller model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>No model is loaded. Choose one at the top of the window.</source>
      <translation>尚未加载模型。请在窗口顶部选择一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Loading the model was stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A context of {context:,} tokens needs {need:bytes}; {free:bytes} are free. Choose {largest:,} tokens or fewer, or close other programs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model is loaded, but {free:bytes} of free memory leave no room to write with it; {need:bytes} are needed. Close other programs, or choose a smaller model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A context of {context:,} tokens could not be set up. Choose a shorter context.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The instruction and the plan do not fit this model's context of {context:,} tokens. Shorten the instruction, or choose a model with a longer context.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The prompt has {tokens:,} tokens and the model's context {context:,}. Shorten the instruction or the plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model's chat template cannot be used ({detail}). Choose another model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model could not be held to the plan format. Please report this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model failed while writing (code {result}). Load it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model gave no answer. Load it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model process ended. Your text is saved. Restart it?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A bracket is still open in this expression. Close it, or put \ in front of it to find the bracket itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This expression cannot be read at character {position}. Put \ in front of a sign to find the sign itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This expression takes too long on this document. Make it simpler.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The replacement names a group that the expression does not have, or ends in a single \. \1 is the first group in brackets, \\ a backslash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model process could not be started. Install the program again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>cut at its last sentence, at the length limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>the model kept repeating itself; the repetition was removed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>stopped by you</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>the model's context was full</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>interrupted; the text until then was kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Finished.</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
