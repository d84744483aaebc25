<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>window</name>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Your documents</source>
      <translation>您的文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Find in titles, texts and notes</source>
      <translation>在标题、正文和笔记中查找</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Documents</source>
      <translation>文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Which documents</source>
      <translation>显示哪些文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Archive</source>
      <translation>归档</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Bin</source>
      <translation>回收站</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Order</source>
      <translation>排序</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Last changed</source>
      <translation>最近修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>By title</source>
      <translation>按标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>By length</source>
      <translation>按字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Open</source>
      <translation>打开</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Rename</source>
      <translation>重命名</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Duplicate</source>
      <translation>创建副本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Back from the archive</source>
      <translation>取消归档</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Put in the bin</source>
      <translation>移入回收站</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Restore</source>
      <translation>恢复</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Title</source>
      <translation>标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>There are no documents here yet.</source>
      <translation>这里还没有文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Nothing is archived. Archive what is done: it leaves this list and is still found.</source>
      <translation>还没有归档的文稿。写完的文稿可以归档：它会离开列表，但仍能搜到。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>The bin is empty. What you put there stays until you restore it.</source>
      <translation>回收站是空的。移入的文稿会一直保留，直到您将其恢复。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Instruction</source>
      <translation>写作要求</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Note: {which}</source>
      <translation>笔记：{which}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Notes to the model: {heading}</source>
      <translation>给模型的提示：{heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Notes to the model</source>
      <translation>给模型的提示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{title} (copy)</source>
      <translation>{title}（副本）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>Nothing fits “{query}”.</source>
      <translation>没有与“{query}”匹配的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{written} of {sections} section</source>
      <translation>已写 {written} / {sections} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{written} of {sections} sections</source>
      <translation>已写 {written} / {sections} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>put in the bin {when}</source>
      <translation>{when}移入回收站</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>changed {when}</source>
      <translation>{when}修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>just now</source>
      <translation>刚刚</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} minute ago</source>
      <translation>{n} 分钟前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} minutes ago</source>
      <translation>{n} 分钟前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} hour ago</source>
      <translation>{n} 小时前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} hours ago</source>
      <translation>{n} 小时前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>yesterday</source>
      <translation>昨天</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} day ago</source>
      <translation>{n} 天前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} days ago</source>
      <translation>{n} 天前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} week ago</source>
      <translation>{n} 周前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{n} weeks ago</source>
      <translation>{n} 周前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In texts and notes: the first {shown:,} of {places:,} places</source>
      <translation>正文和笔记中：共 {places:,} 处，显示前 {shown:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In texts and notes: {places:,} place</source>
      <translation>正文和笔记中：{places:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>In texts and notes: {places:,} places</source>
      <translation>正文和笔记中：{places:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/library_words.py" />
      <source>{percent} % written</source>
      <translation>已写 {percent}%</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/side_panel.py" />
      <source>Pages beside the text</source>
      <translation>正文旁的页面</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jan</source>
      <translation>1月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Feb</source>
      <translation>2月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Mar</source>
      <translation>3月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Apr</source>
      <translation>4月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>May</source>
      <translation>5月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jun</source>
      <translation>6月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Jul</source>
      <translation>7月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Aug</source>
      <translation>8月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Sep</source>
      <translation>9月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Oct</source>
      <translation>10月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Nov</source>
      <translation>11月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Dec</source>
      <translation>12月</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>, </source>
      <translation>、</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{before} {sentence}</source>
      <translation>{before}{sentence}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Too long, being condensed: {words:,} of {target:,} words</source>
      <translation>太长，正在精简：{words:,} / {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{tokens:,.1f} tokens/s, {words:,.0f} words/min</source>
      <translation>{tokens:,.1f} 词元/秒，{words:,.0f} 字/分</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{words:,} of {target:,} words</source>
      <translation>{words:,} / {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{n:,} word selected</source>
      <translation>已选 {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{n:,} words selected</source>
      <translation>已选 {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>Reading {read:,} of {total:,} tokens</source>
      <translation>正在读取：{read:,} / {total:,} 词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>about {time} left</source>
      <translation>还需约 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{place}, {time} to its end</source>
      <translation>{place}，本节还需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{seconds} s</source>
      <translation>{seconds} 秒</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{minutes} min</source>
      <translation>{minutes} 分钟</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{hours} h {minutes} min</source>
      <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{day} {month} {year}</source>
      <translation>{year}年{month}{day}日</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>today {time:%H:%M}</source>
      <translation>今天 {time:%H:%M}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/figures.py" />
      <source>{date}, {time:%H:%M}</source>
      <translation>{date} {time:%H:%M}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Manuscript</source>
      <translation>正文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>typing</source>
      <translation>键入</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>heading</source>
      <translation>修改标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>main point</source>
      <translation>修改要点</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>target</source>
      <translation>修改目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>adding a section</source>
      <translation>添加节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>adding a chapter</source>
      <translation>添加章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>removing from the plan</source>
      <translation>从大纲中移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>moving</source>
      <translation>移动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>splitting a section</source>
      <translation>拆分节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>merging sections</source>
      <translation>合并节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>fitting the targets</source>
      <translation>调整目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>locking a target</source>
      <translation>锁定目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>length of the document</source>
      <translation>修改全文字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>new plan</source>
      <translation>采用新大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>imported plan</source>
      <translation>导入大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>writing a section</source>
      <translation>写作一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Find…</source>
      <translation>查找…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace…</source>
      <translation>替换…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Find in all documents…</source>
      <translation>在所有文档中查找…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Next match</source>
      <translation>下一处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Previous match</source>
      <translation>上一处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Find in the document</source>
      <translation>在文稿中查找</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace with</source>
      <translation>替换为</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Close the find bar</source>
      <translation>关闭查找栏</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Match case</source>
      <translation>区分大小写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Word</source>
      <translation>整词</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Whole words only</source>
      <translation>全字匹配</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Regular expression</source>
      <translation>正则表达式</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace</source>
      <translation>替换</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Replace all</source>
      <translation>全部替换</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>replacing</source>
      <translation>替换</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>No matches</source>
      <translation>无匹配</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{number:,} of {total:,}</source>
      <translation>{number:,} / {total:,}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{total:,} match</source>
      <translation>{total:,} 处匹配</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{total:,} matches</source>
      <translation>{total:,} 处匹配</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Section {numbers} is left out while the model writes it.</source>
      <translation>模型正在写第 {numbers} 节，查找时略过该节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>Sections {numbers} are left out while the model writes them.</source>
      <translation>模型正在写第 {numbers} 节，查找时略过这些节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} match replaced.</source>
      <translation>已替换 {count:,} 处。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} matches replaced.</source>
      <translation>已替换 {count:,} 处。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/manuscript.py" />
      <source>{count:,} in headings left: change those in the plan.</source>
      <translation>标题中还有 {count:,} 处，请在大纲中修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Restart model</source>
      <translation>重启模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Load the model again</source>
      <translation>重新加载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Dismiss</source>
      <translation>关闭</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Show</source>
      <translation>显示文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Show the report</source>
      <translation>查看报告</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Headings belong to the plan. Change them there; the text follows.</source>
      <translation>标题属于大纲。请在大纲中修改，正文会随之更新。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model is writing this section. Stop it first, then edit.</source>
      <translation>模型正在写这一节。请先停止，再编辑。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Go to the plan</source>
      <translation>转到大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Go to the text</source>
      <translation>转到正文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Saved</source>
      <translation>已保存</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Not saved yet</source>
      <translation>尚未保存</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Section {n} was stopped at {words:,} of {target:,} words. Continue?</source>
      <translation>第 {n} 节已在 {words:,} 字处停止（目标 {target:,} 字）。要续写吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model kept repeating itself, so section {n} was cut at {words:,} of {target:,} words. Continue?</source>
      <translation>模型不断重复，第 {n} 节已在 {words:,} 字处截断（目标 {target:,} 字）。要续写吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model's context was full; section {n} stopped at {words:,} of {target:,} words. Continue?</source>
      <translation>模型的上下文已满，第 {n} 节停在 {words:,} 字处（目标 {target:,} 字）。要续写吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Section {n} was cut at a sentence end at {words:,} of {target:,} words. Continue?</source>
      <translation>第 {n} 节已在 {words:,} 字处的句末截断（目标 {target:,} 字）。要续写吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model stopped section {n} at {words:,} of {target:,} words. Continue?</source>
      <translation>模型在 {words:,} 字处停下了第 {n} 节（目标 {target:,} 字）。要续写吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model sees as summaries: {sections}</source>
      <translation>模型看到摘要的章节：{sections}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; left out: {sections}</source>
      <translation>；未包含：{sections}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; word for word: {sections}</source>
      <translation>；逐字看到：{sections}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees section {dropped}; it sees the plan.</source>
      <translation>模型已看不到第 {dropped} 节，仍能看到大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees sections {dropped}; it sees the plan.</source>
      <translation>模型已看不到第 {dropped} 节，仍能看到大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees section {dropped}</source>
      <translation>模型已看不到第 {dropped} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model no longer sees sections {dropped}</source>
      <translation>模型已看不到第 {dropped} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; it sees the plan and section {kept}.</source>
      <translation>，仍能看到大纲和第 {kept} 节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>; it sees the plan and sections {kept}.</source>
      <translation>，仍能看到大纲和第 {kept} 节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>The model process ended while writing section {number}. Your text is saved.</source>
      <translation>写第 {number} 节时模型进程意外退出。您的文字已保存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{words:,} words exported to {name}.</source>
      <translation>已将 {words:,} 字导出到 {name}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{count} section has no text yet.</source>
      <translation>还有 {count} 节没有正文。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{count} sections have no text yet.</source>
      <translation>还有 {count} 节没有正文。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>Something went wrong inside the program. Your text is saved. A report is in {path}</source>
      <translation>程序内部出错。您的文字已保存。报告位于 {path}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/notices.py" />
      <source>{sentence} The window stays open. Close it again to leave: what is not saved is lost then.</source>
      <translation>{sentence}窗口保持打开。再次关闭即可离开:届时未保存的内容将会丢失。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>What would you like to write?</source>
      <translation>您想写什么？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Describe the document in a sentence or two: subject, kind, reader, tone.</source>
      <translation>用一两句话描述文稿：主题、体裁、读者、语气。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>How long?</source>
      <translation>写多长？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Or start from an example</source>
      <translation>或从示例开始</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Plan it</source>
      <translation>生成大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Start with an empty plan</source>
      <translation>从空白大纲开始</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>en</source>
      <translation>zh_CN</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Essay</source>
      <translation>散文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Short story</source>
      <translation>短篇小说</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Tell the story of a young clock-maker who is sent to mend the great clock of a harbour town, and finds why it was stopped.</source>
      <translation>讲一个年轻钟表匠的故事：他被派往一座港口小城修理大钟，并发现了它当初为何停摆。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Write a report on a winter voyage along the northern coast: the ship, the crew, the ice, and what was learned.</source>
      <translation>写一份关于北方海岸冬季航行的报告：船只、船员、冰情，以及由此得到的认识。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a note</source>
      <translation>便条</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a letter</source>
      <translation>书信</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>an essay</source>
      <translation>短文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a report</source>
      <translation>报告</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a thesis chapter</source>
      <translation>论文的一章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a novella</source>
      <translation>中篇小说</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>a novel</source>
      <translation>长篇小说</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Models (*.gguf);;All files (*)</source>
      <translation>模型 (*.gguf);;所有文件 (*)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Choose a model file</source>
      <translation>选择模型文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Loading {name}… {percent} %</source>
      <translation>正在加载 {name}… {percent}%</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Stop loading the model</source>
      <translation>停止加载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Unload the model</source>
      <translation>卸载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Frees its memory. The next use of the model loads it again.</source>
      <translation>释放其内存。下次使用模型时会重新加载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>No model is loaded</source>
      <translation>尚未加载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>cannot be used</source>
      <translation>无法使用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Format</source>
      <translation>格式</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Word document (.docx)</source>
      <translation>Word 文档 (.docx)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Markdown (.md)</source>
      <translation>Markdown (.md)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Section headings</source>
      <translation>各节标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Table of contents</source>
      <translation>目录</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Page break before each chapter</source>
      <translation>每章前分页</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Manuscript layout: double spaced, first lines indented</source>
      <translation>稿件版式：双倍行距，首行缩进</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Author</source>
      <translation>作者</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Choose where…</source>
      <translation>选择位置…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Replace it</source>
      <translation>替换它</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>There is a file "{name}" already, and it is not what was exported last. Replace it, or choose another name.</source>
      <translation>已有一个名为“{name}”的文件，而且它不是上次导出的内容。请替换它，或另选一个名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{name}, this computer</source>
      <translation>{name}（本机）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{name}, {number} thread on battery</source>
      <translation>{name}，使用电池，{number} 个线程</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{name}, {number} threads on battery</source>
      <translation>{name}，使用电池，{number} 个线程</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{name}, unloaded until it is needed</source>
      <translation>{name}，已卸载，需要时加载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>about {landmark}</source>
      <translation>约为{landmark}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>&lt;b&gt;{kind}&lt;/b&gt;  ·  {words:,} words</source>
      <translation>&lt;b&gt;{kind}&lt;/b&gt;  ·  {words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/pages.py" />
      <source>{kind}, {words} words: {text}</source>
      <translation>{kind}，{words} 字：{text}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Plan</source>
      <translation>大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Plan of the document</source>
      <translation>文稿大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Heading</source>
      <translation>标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Main point</source>
      <translation>要点</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Target in words</source>
      <translation>目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Add section</source>
      <translation>添加节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Add chapter</source>
      <translation>添加章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>New section</source>
      <translation>新的一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>New chapter</source>
      <translation>新的一章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Move up</source>
      <translation>上移</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Move down</source>
      <translation>下移</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Split</source>
      <translation>拆分</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Merge with the next</source>
      <translation>与下一节合并</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit heading</source>
      <translation>编辑标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit main point</source>
      <translation>编辑要点</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Edit target</source>
      <translation>编辑目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Lock target</source>
      <translation>锁定目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Unlock target</source>
      <translation>解锁目标字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>locked</source>
      <translation>已锁定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Rebalance</source>
      <translation>自动平衡</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Keep the total: when a target or the length changes, the targets that are not locked follow</source>
      <translation>保持总字数：某节目标或全文字数改变时，未锁定的目标字数随之调整</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>More</source>
      <translation>更多</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>No plan yet</source>
      <translation>还没有大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>A plan lists the sections, each with its main point and a number of words. Let the model make one above, choose a ready structure, or add a section yourself.</source>
      <translation>大纲列出各节，每节有要点和字数。可在上方让模型生成，选用现成结构，或自己添加一节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>The model is planning…</source>
      <translation>正在拟大纲…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>The plan as the model writes it</source>
      <translation>模型正在写的大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Section {number}</source>
      <translation>第 {number} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Not written yet</source>
      <translation>尚未写作</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{words:,} word</source>
      <translation>{words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{words:,} words</source>
      <translation>{words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{total:,} words in all</source>
      <translation>共 {total:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{total:,} of {asked:,} words</source>
      <translation>{total:,} / {asked:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>Fit to {words:,} words</source>
      <translation>调整到 {words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>section {number} of {sections}</source>
      <translation>第 {number} / {sections} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} section to write, {words:,} words</source>
      <translation>待写 {sections} 节，{words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} sections to write, {words:,} words</source>
      <translation>待写 {sections} 节，{words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} section, {words:,} words, about {time} on this computer</source>
      <translation>{sections} 节，{words:,} 字，本机约需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} sections, {words:,} words, about {time} on this computer</source>
      <translation>{sections} 节，{words:,} 字，本机约需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} section, {words:,} words, about {time} with {server}</source>
      <translation>{sections} 节，{words:,} 字，用 {server} 约需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/plan.py" />
      <source>{sections} sections, {words:,} words, about {time} with {server}</source>
      <translation>{sections} 节，{words:,} 字，用 {server} 约需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Untitled</source>
      <translation>未命名</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Menu</source>
      <translation>菜单</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Title of the document</source>
      <translation>文稿标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Untitled document</source>
      <translation>未命名文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>New document</source>
      <translation>新建文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Open…</source>
      <translation>打开…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Export…</source>
      <translation>导出…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>New plan from…</source>
      <translation>新建大纲…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Open model file…</source>
      <translation>打开模型文件…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write</source>
      <translation>写作</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Rewrite</source>
      <translation>重写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Continue</source>
      <translation>续写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Takes</source>
      <translation>稿次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write all</source>
      <translation>写全文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Write this section</source>
      <translation>写这一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Previous section</source>
      <translation>上一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Next section</source>
      <translation>下一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Select section</source>
      <translation>选中本节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Cut</source>
      <translation>剪切</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Paste</source>
      <translation>粘贴</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Select all</source>
      <translation>全选</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Paste as plain text</source>
      <translation>粘贴为纯文本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Show the instruction</source>
      <translation>显示写作要求</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Hide the instruction</source>
      <translation>隐藏写作要求</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Instruction: what should be written</source>
      <translation>写作要求：要写什么</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Length of the whole document in words</source>
      <translation>全文字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source> words</source>
      <translation> 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Language</source>
      <translation>语言</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Structure</source>
      <translation>结构</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Let the model plan</source>
      <translation>由模型拟大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>How-to</source>
      <translation>操作指南</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>News story</source>
      <translation>新闻报道</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Three-act story</source>
      <translation>三幕故事</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Literature review</source>
      <translation>文献综述</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Make plan</source>
      <translation>生成大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>No model</source>
      <translation>无模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Undo {label}</source>
      <translation>撤销{label}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words/window.py" />
      <source>Redo {label}</source>
      <translation>重做{label}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>About LongWriter Desktop</source>
      <translation>关于 LongWriter Desktop</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Plans and writes long documents with a language model that runs on this computer: the plan stays an outline that you own, and every section can be written again.</source>
      <translation>用这台电脑上的语言模型规划并撰写长文：大纲始终由您掌握，每一节都可以重写。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Nothing leaves this computer unless you ask for it.</source>
      <translation>除非您要求，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Free software under the Apache License 2.0, like the starter model in it.</source>
      <translation>本程序为自由软件，与内置的入门模型一样采用 Apache 许可证 2.0。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Made with</source>
      <translation>所用组件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Parts of the program and their licences</source>
      <translation>程序的组件及其许可证</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Part</source>
      <translation>组件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Version</source>
      <translation>版本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Licence</source>
      <translation>许可证</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>see its package</source>
      <translation>见其软件包</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Copy system information</source>
      <translation>复制系统信息</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Copied</source>
      <translation>已复制</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_about.py" />
      <source>Version {number}</source>
      <translation>版本 {number}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Export choices for training…</source>
      <translation>导出用于训练的取舍…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Export choices for training</source>
      <translation>导出用于训练的取舍</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>A model can be trained on your own choices. The text that stands in a section counts as accepted; takes that were written from the same plan and not kept count as refused.</source>
      <translation>模型可以用您自己的取舍来训练。一节中现有的文字视为采纳；按同一大纲写出而未保留的稿次视为弃用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>What goes into the file</source>
      <translation>文件中的内容</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Of each document that you tick: its title, instruction and plan, pinned notes and style sample, its whole text, the takes that you did not keep, put away or not, and the names of the models.</source>
      <translation>您勾选的每篇文稿：标题、写作要求和大纲，固定的笔记和风格样本，全文，您未保留的稿次（无论是否已移走），以及模型的名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>The file stays on this computer and nothing is sent. Whoever you give it to can read all of this.</source>
      <translation>文件留在这台电脑上，不会发送任何内容。得到该文件的人可以读到以上全部内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Document</source>
      <translation>文稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Accepted texts</source>
      <translation>采纳的文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Pairs</source>
      <translation>配对</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Choices (*.jsonl)</source>
      <translation>取舍 (*.jsonl)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Write this file</source>
      <translation>写入此文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Tick the documents whose choices a model may learn.</source>
      <translation>请勾选可供模型学习其取舍的文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{title} choices</source>
      <translation>{title} 取舍</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} accepted text</source>
      <translation>{n:,} 篇采纳的文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} accepted texts</source>
      <translation>{n:,} 篇采纳的文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} pair</source>
      <translation>{n:,} 个配对</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} pairs</source>
      <translation>{n:,} 个配对</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} text is unfinished.</source>
      <translation>{n:,} 篇文字未写完。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} texts are unfinished.</source>
      <translation>{n:,} 篇文字未写完。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} text was written before its plan or brief changed.</source>
      <translation>{n:,} 篇文字写成后，其大纲或写作要求有改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{n:,} texts were written before their plan or brief changed.</source>
      <translation>{n:,} 篇文字写成后，其大纲或写作要求有改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>Left out:</source>
      <translation>未计入：</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_choices.py" />
      <source>{name} is written: {counts}.</source>
      <translation>{name} 已写入：{counts}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_draft.py" />
      <source>Write all as a fast draft</source>
      <translation>快速草稿：写全文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_draft.py" />
      <source>Several sections are written at the same time, each from the instruction and the plan alone. It is faster, but the sections do not know each other’s text.</source>
      <translation>同时写多节，每节只依据写作要求和大纲。这样更快，但各节不知道彼此的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_draft.py" />
      <source>fast draft</source>
      <translation>快速草稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_draft.py" />
      <source>The model process ended during the fast draft. Your text is saved.</source>
      <translation>写快速草稿时模型进程意外退出。您的文字已保存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Model servers…</source>
      <translation>模型服务器…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Model servers</source>
      <translation>模型服务器</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>A server on a bigger machine, or a service, can write in place of a model on this computer. It must speak the OpenAI interface, as most do.</source>
      <translation>更强的机器上的服务器，或一项网络服务，可以代替本机的模型来写作。它须支持 OpenAI 接口，多数都支持。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Your servers</source>
      <translation>您的服务器</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Add</source>
      <translation>添加</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Write with it</source>
      <translation>用它写作</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Another one</source>
      <translation>其他</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>http://localhost:8080/v1</source>
      <translation>http://localhost:8080/v1</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Key</source>
      <translation>密钥</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Only where the server wants one</source>
      <translation>仅在服务器要求时填写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Type the key again</source>
      <translation>请再次输入密钥</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Type the key…</source>
      <translation>输入密钥…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>A key is kept; type another to replace it</source>
      <translation>已保存密钥；输入新的可替换</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Empty: the server's first</source>
      <translation>留空：服务器的第一个模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Ask the server</source>
      <translation>询问服务器</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Asks the server which models it has</source>
      <translation>询问服务器有哪些模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Context</source>
      <translation>上下文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>As the server says</source>
      <translation>以服务器为准</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>How much the model can read at once. Type it where the server does not say.</source>
      <translation>模型一次能读多少。服务器未说明时请填写。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source> tokens</source>
      <translation>个词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Requests at once</source>
      <translation>同时请求数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Test connection</source>
      <translation>测试连接</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Asking the server…</source>
      <translation>正在询问服务器…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>No server yet. Add one, and choose its kind.</source>
      <translation>还没有服务器。请添加一个并选择类型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>New server</source>
      <translation>新服务器</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>This computer has no keyring, so the key is kept only until you quit.</source>
      <translation>本机没有密钥环，密钥只保留到您退出为止。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Send my text there</source>
      <translation>将我的文字发送过去</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Do not use it</source>
      <translation>不使用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Remove it</source>
      <translation>移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Keep it</source>
      <translation>保留</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>The server names no models. Type the name of one.</source>
      <translation>服务器没有列出模型。请输入模型名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{name}, on this computer</source>
      <translation>{name}，在本机</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{name} by {server}, this computer</source>
      <translation>{name}（{server}，本机）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{name}, on {host}</source>
      <translation>{name}，在 {host}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{name}, contacted when you need it</source>
      <translation>{name}，需要时才连接</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{name}, not connected</source>
      <translation>{name}，未连接</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Looking for {host}…</source>
      <translation>正在寻找 {host}…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>The server asks for a pause: goes on in {seconds} s</source>
      <translation>服务器要求暂停：{seconds} 秒后继续</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>The server cannot answer now: asked again in {seconds} s</source>
      <translation>服务器暂时无法应答：{seconds} 秒后重试</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Pause: {seconds} s</source>
      <translation>暂停：{seconds} 秒</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Text goes to {host}</source>
      <translation>文字会发送到 {host}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>What the model writes, and what it reads of your document for that, goes to {host} ({name}). Click to change it.</source>
      <translation>模型所写的内容，以及为此读取的文稿内容，都会经过 {host}（{name}）。点击可更改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Your text will be sent to {host}</source>
      <translation>您的文字将发送到 {host}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>To plan and write, the instruction, the plan, your notes and the sections before go to {host}, which is not this computer. Whoever runs it can read and keep them. Nothing is sent while you only type. You will not be asked again for this server.</source>
      <translation>为了规划和写作，写作要求、大纲、您的笔记和前面的章节会发送到 {host}，它不是本机。其运营者可以读取并保存这些内容。仅输入文字时不会发送任何内容。对此服务器不会再次询问。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>Remove {name} and its key? The server itself stays as it is.</source>
      <translation>移除 {name} 及其密钥？服务器本身不受影响。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>The way to {host} is not encrypted: others in the same network could read what is sent. Use an address with https where there is one.</source>
      <translation>到 {host} 的连接未加密：同一网络中的其他人可能读到所发送的内容。如有 https 地址，请使用它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{n} model</source>
      <translation>{n} 个模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{n} models</source>
      <translation>{n} 个模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>It works: {server} answered with {model} after {seconds} s.</source>
      <translation>连接正常：{server} 用 {model} 在 {seconds} 秒后应答。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>It works: {model} answered after {seconds} s.</source>
      <translation>连接正常：{model} 在 {seconds} 秒后作答。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>context {tokens:,} tokens</source>
      <translation>上下文 {tokens:,} 个词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>text comes as it is written</source>
      <translation>文字边写边到</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>text comes all at once</source>
      <translation>文字一次到齐</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>plans by schema</source>
      <translation>支持按结构规划</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>no plans by schema</source>
      <translation>不支持按结构规划</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>counts tokens</source>
      <translation>可计算词元数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>tokens are estimated</source>
      <translation>词元数为估计值</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_endpoints.py" />
      <source>{list}.</source>
      <translation>{list}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Welcome to LongWriter Desktop</source>
      <translation>欢迎使用 LongWriter Desktop</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>You plan a long document as an outline; a model on this computer writes the sections, or you do. Nothing leaves this computer unless you ask for it. Three choices to begin with; all of them can be changed later.</source>
      <translation>您用大纲规划长文；各节由这台电脑上的模型来写，也可以由您自己写。除非您要求，任何内容都不会离开这台电脑。先做三项选择，以后都可以更改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Language of the window</source>
      <translation>界面语言</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>For another language the window opens again when you press Start.</source>
      <translation>若选择其他语言，按“开始”后窗口会重新打开。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Who writes</source>
      <translation>由谁来写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Just let me write, without a model</source>
      <translation>我自己写，不用模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Outline, writing, word counts and export work all the same.</source>
      <translation>大纲、写作、字数统计和导出照常可用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Get a model for real writing…</source>
      <translation>获取适合正式写作的模型…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Choose another model file…</source>
      <translation>选择其他模型文件…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Comes with the program. Very small: good for trying, not for real writing.</source>
      <translation>随程序附带，非常小：适合试用，不适合正式写作。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Begin with</source>
      <translation>从哪里开始</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>A first document, planned as an essay: keep this sample or type your own over it</source>
      <translation>第一篇文稿，已按散文列好大纲：可直接用这个示例，也可改成自己的写作要求</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>What the first document is about</source>
      <translation>第一篇文稿的写作要求</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>An empty page</source>
      <translation>空白页</translation>
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
      <source>recommended</source>
      <translation>推荐</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>fits this computer</source>
      <translation>适合这台电脑</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>fits once other programs are closed</source>
      <translation>关闭其他程序后可用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>too large for this computer</source>
      <translation>超出这台电脑的能力</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>whether it fits is not known</source>
      <translation>能否装得下未知</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>{model} is loaded and ready.</source>
      <translation>{model} 已加载，可以使用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_first_run.py" />
      <source>Needs about {size} of memory: {fit}.</source>
      <translation>约需 {size} 内存：{fit}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words written</source>
      <translation>写作字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Goals and words written</source>
      <translation>目标与写作字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words a day</source>
      <translation>每日字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words a session</source>
      <translation>每次字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>no goal</source>
      <translation>无目标</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Show as a table</source>
      <translation>以表格显示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Show as a chart</source>
      <translation>以图表显示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words of the last 30 days</source>
      <translation>最近 30 天的字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words of the last 30 days, as a table</source>
      <translation>最近 30 天的字数（表格）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Day</source>
      <translation>日期</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Words</source>
      <translation>字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>What you and the model write from now on is counted here, day by day.</source>
      <translation>从现在起，您和模型写下的字数会逐日记录在这里。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>Point at a day, or use the arrow keys, to read its words.</source>
      <translation>指向某一天，或用方向键，查看当天字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{n:,} of {goal:,} today</source>
      <translation>今日 {n:,} / {goal:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{n:,} of {goal:,} this session</source>
      <translation>本次 {n:,} / {goal:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{text}, reached</source>
      <translation>{text}，已达成</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{n:,} word</source>
      <translation>{n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{n:,} words</source>
      <translation>{n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{day} {month}</source>
      <translation>{month}{day}日</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{day}: {words}</source>
      <translation>{day}：{words}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{words} on {n} of the last 30 days; the most, {best}, on {day}.</source>
      <translation>最近 30 天有 {n} 天写作，共 {words}；最多的是 {day}，{best}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_goals.py" />
      <source>{today} today, {session} this session. Click for the last 30 days.</source>
      <translation>今日 {today}，本次 {session}。点按查看最近 30 天。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Where the plan comes from</source>
      <translation>大纲的来源</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Text or file</source>
      <translation>文字或文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Paste a plan, an outline or a draft with headings, or open a file.</source>
      <translation>粘贴大纲、提纲或带标题的草稿，或打开文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Plan, outline or draft</source>
      <translation>大纲、提纲或草稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source># Origins
- Fires on headlands (300 words)
- The tower at Pharos: how it was built

or Paragraph 1 - Main Point: first fires - Word Count: 400 words</source>
      <translation># 起源
- 岬角上的火光（300 字）
- 法罗斯灯塔：它是怎样建成的

或  段落 1 - 主要内容：最早的火光 - 字数：400 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Open a file…</source>
      <translation>打开文件…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>or drop one here: Markdown, Word, OPML, text</source>
      <translation>可拖放 Markdown、Word、OPML、文本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Use the text instead of the file</source>
      <translation>改用文字，不用文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Outlines and drafts (*.md *.markdown *.txt *.text *.docx *.opml);;All files (*)</source>
      <translation>大纲和草稿 (*.md *.markdown *.txt *.text *.docx *.opml);;所有文件 (*)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>A ready structure of the length that you asked for.</source>
      <translation>一个符合所需字数的现成结构。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>The model plans the document from your instruction and length. You see the plan as it is written, and can edit all of it.</source>
      <translation>模型根据您的写作要求和字数规划文稿。您会看到大纲逐行写出，并可任意修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>The model writes the outline; it appears in the plan.</source>
      <translation>由模型撰写大纲，结果出现在大纲栏。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>The plan as it will be</source>
      <translation>大纲预览</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>The outline is shown here.</source>
      <translation>大纲将显示在这里。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Sections that have a text stay, in front of the new ones.</source>
      <translation>已有正文的节会保留，排在新的各节之前。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Use this plan</source>
      <translation>采用此大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Bring the text along ({n:,} word)</source>
      <translation>一并带入正文（{n:,} 字）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>Bring the text along ({n:,} words)</source>
      <translation>一并带入正文（{n:,} 字）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>{n:,} section</source>
      <translation>{n:,} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>{n:,} sections</source>
      <translation>{n:,} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>{n:,} chapter</source>
      <translation>{n:,} 章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_import.py" />
      <source>{n:,} chapters</source>
      <translation>{n:,} 章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Context and memory…</source>
      <translation>上下文与内存…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>How long a text the model sees at once, and what it takes of the memory.</source>
      <translation>模型一次能看到多长的文字，以及要占用多少内存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Cache</source>
      <translation>缓存</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Graphics card</source>
      <translation>显卡</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>16 bits</source>
      <translation>16 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Keys in 8 bits</source>
      <translation>键用 8 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Keys and values in 8 bits</source>
      <translation>键和值用 8 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>What the model has read. In 8 bits it takes about half of the memory.</source>
      <translation>模型已读的内容。用 8 位时约占一半内存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>What the model has read. This model's cannot be kept in 8 bits.</source>
      <translation>模型已读的内容。此模型的缓存不能用 8 位。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source> layers</source>
      <translation> 层</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Apply</source>
      <translation>应用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Apply and load again</source>
      <translation>应用并重新加载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>All automatic</source>
      <translation>全部自动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>The model in use lies in none of these places. Add its folder, then choose here how it is loaded.</source>
      <translation>正在使用的模型不在这些位置中。请添加它所在的文件夹，然后在此选择如何加载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>about {words:,} words</source>
      <translation>约 {words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>{tokens:,} tokens, about {words:,} words</source>
      <translation>{tokens:,} 个词元，约 {words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>As many of the {count} layers as its memory holds.</source>
      <translation>{count} 层中显存能容纳的层数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>of {count} layers</source>
      <translation>共 {count} 层</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Set the context to {tokens:,} tokens</source>
      <translation>将上下文设为 {tokens:,} 个词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Keep the cache in 8 bits</source>
      <translation>缓存改用 8 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_loading.py" />
      <source>Put {count} layers on the graphics card</source>
      <translation>在显卡上放 {count} 层</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>Show Markdown source</source>
      <translation>显示 Markdown 源码</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>Bold</source>
      <translation>粗体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>Italic</source>
      <translation>斜体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>bold</source>
      <translation>设为粗体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>italic</source>
      <translation>设为斜体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_markdown.py" />
      <source>list level</source>
      <translation>更改列表级别</translation>
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
      <translation>立即保存</translation>
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
      <translation>键盘快捷键…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_menu.py" />
      <source>First steps…</source>
      <translation>入门引导…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Models</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Get models…</source>
      <translation>获取模型…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Get models</source>
      <translation>获取模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>On this computer</source>
      <translation>本机</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Search models</source>
      <translation>搜索模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Models to choose from</source>
      <translation>可选的模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Any language</source>
      <translation>任何语言</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Size</source>
      <translation>大小</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Any size</source>
      <translation>任何大小</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Up to 2 GB</source>
      <translation>2 GB 以内</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>2 to 6 GB</source>
      <translation>2 到 6 GB</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Over 6 GB</source>
      <translation>6 GB 以上</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Purpose</source>
      <translation>用途</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Writing and planning</source>
      <translation>写作与规划</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Writing</source>
      <translation>写作</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Planning</source>
      <translation>规划</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>For this computer</source>
      <translation>适合本机</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>All models</source>
      <translation>全部模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>All other models</source>
      <translation>其他模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Other repository</source>
      <translation>其他仓库</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>owner/name, or an address of the Hub</source>
      <translation>所有者/名称，或 Hub 的网址</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>List files</source>
      <translation>列出文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Lists the GGUF files of any repository on the Hub.</source>
      <translation>列出 Hub 上任一仓库的 GGUF 文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>No model is like that. Choose other words, or another size or language.</source>
      <translation>没有这样的模型。请换别的词，或换大小或语言。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>There is no catalogue of models. Any repository can be listed below.</source>
      <translation>没有模型目录。可在下方列出任一仓库。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Choose a model at the left.</source>
      <translation>请在左侧选择一个模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>There are no GGUF files in this repository.</source>
      <translation>这个仓库里没有 GGUF 文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Asking for the files…</source>
      <translation>正在询问文件…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Reading…</source>
      <translation>正在读取…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Repository</source>
      <translation>仓库</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Languages</source>
      <translation>语言</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Read its page at {host}</source>
      <translation>在 {host} 阅读其页面</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>not stated; read its page before you use it</source>
      <translation>未注明；使用前请阅读其页面</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>from your own catalogue</source>
      <translation>来自您自己的目录</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>recommended here</source>
      <translation>推荐用于本机</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Download</source>
      <translation>下载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Pause</source>
      <translation>暂停</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Resume</source>
      <translation>继续下载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Show download</source>
      <translation>显示下载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Try now</source>
      <translation>立即重试</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Use</source>
      <translation>使用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>It is tried again by itself.</source>
      <translation>程序会自动重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Waits for the one before it</source>
      <translation>等待前一个完成</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>All is here. It is being checked…</source>
      <translation>已全部下载，正在校验…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>on this computer</source>
      <translation>已在本机</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>in use now</source>
      <translation>正在使用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>This model is in use. Use another one, then it can be deleted.</source>
      <translation>此模型正在使用。先改用其他模型，然后才能删除。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>This model needs an account and agreeing to its licence at {host}. Then make a token there, and put it in here; it is kept by the keyring of this computer and sent to nobody else.</source>
      <translation>此模型需要在 {host} 注册账户并同意其许可。然后在那里创建令牌并填入此处；令牌保存在本机的密钥环中，不会发给其他任何人。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>needs an account</source>
      <translation>需要账户</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Token</source>
      <translation>令牌</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Token of your account</source>
      <translation>您账户的令牌</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Keep token</source>
      <translation>保存令牌</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Forget token</source>
      <translation>删除令牌</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>A token is in the keyring.</source>
      <translation>密钥环中已有令牌。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>The program will contact {host} to list and fetch model files. It sends the names of the files and nothing of your documents. This is asked once.</source>
      <translation>程序将联系 {host} 以列出和获取模型文件。它只发送文件名，不发送您文档的任何内容。只询问这一次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Contact {host}</source>
      <translation>联系 {host}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Came with the program</source>
      <translation>程序自带</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Folder of the program</source>
      <translation>程序的文件夹</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Downloaded from the Hub</source>
      <translation>从 Hub 下载</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>LM Studio</source>
      <translation>LM Studio</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Ollama</source>
      <translation>Ollama</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Add folder…</source>
      <translation>添加文件夹…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Choose a folder with models</source>
      <translation>选择存放模型的文件夹</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Take off the list</source>
      <translation>从列表中移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>The files stay where they are.</source>
      <translation>文件仍留在原处。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Delete…</source>
      <translation>删除…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Keep</source>
      <translation>保留</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Models on this computer</source>
      <translation>本机上的模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>There are no models on this computer yet, except what came with the program.</source>
      <translation>除程序自带的以外，本机上还没有模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>There are no models that write in this folder.</source>
      <translation>此文件夹中没有可用于写作的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>This folder is not there now. Connect the disk that it is on, or take it off the list.</source>
      <translation>此文件夹目前不存在。请连接它所在的磁盘，或将其移出列表。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>These files are used where they lie and never copied. Those of the Hub, LM Studio and Ollama are found by themselves; add a folder of your own.</source>
      <translation>这些文件就地使用，从不复制。Hub、LM Studio 和 Ollama 的文件会自动找到；您也可以添加自己的文件夹。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Plan with: {name}</source>
      <translation>规划用：{name}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>same model</source>
      <translation>同一模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Same model</source>
      <translation>同一模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Model that plans this document</source>
      <translation>规划此文档的模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Another model than the one that writes can make the plan of this document.</source>
      <translation>可以由写作以外的另一个模型来制定此文档的提纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>choosing the model that plans</source>
      <translation>选择规划模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Switch</source>
      <translation>切换</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Keep the model in use</source>
      <translation>继续使用当前模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>fits</source>
      <translation>可用</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>tight</source>
      <translation>勉强</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>does not fit</source>
      <translation>装不下</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>fit not known</source>
      <translation>是否装得下未知</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>slow here</source>
      <translation>在本机上较慢</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Close other programs.</source>
      <translation>请关闭其他程序。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Choose the smaller {value}.</source>
      <translation>请选择较小的 {value}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>It fits with a context of {value:,} tokens.</source>
      <translation>上下文为 {value:,} 个词元时可用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>It fits with the cache in 8 bits.</source>
      <translation>缓存用 8 位时可用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>It fits with {value} layers on the graphics card.</source>
      <translation>显卡上放 {value} 层时可用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Its size is not known, and so nor is whether it fits.</source>
      <translation>文件大小未知，因此无法判断能否装得下。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{mark}: needs {need}, {free} are free.</source>
      <translation>{mark}：需要 {need}，空闲 {free}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{mark}: needs {need} with a context of {context:,} tokens, {free} are free.</source>
      <translation>{mark}：上下文为 {context:,} 个词元时需要 {need}，空闲 {free}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>On the graphics card it takes {size}.</source>
      <translation>占用显存 {size}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>How much of it the graphics card holds is not known.</source>
      <translation>其中多少能放进显卡，尚不清楚。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>About {rate} tokens/s.</source>
      <translation>约 {rate} 词元/秒。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>About {rate} tokens/s, as measured here.</source>
      <translation>约 {rate} 词元/秒（本机实测）。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>About {rate} tokens/s, {time} for this document.</source>
      <translation>约 {rate} 词元/秒，此文档需 {time}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>About {rate} tokens/s, as measured here; {time} for this document.</source>
      <translation>约 {rate} 词元/秒（本机实测），此文档需 {time}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>How fast it writes on the graphics card is not known before it is measured.</source>
      <translation>在显卡上的写作速度须测量后才知道。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>At most about {rate} tokens/s, as some layers are on the processor; more is not known before it is measured.</source>
      <translation>部分层在处理器上运行，最多约 {rate} 词元/秒；确切速度须测量后才知道。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>unknown quantisation</source>
      <translation>量化未知</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{count} parts</source>
      <translation>{count} 个部分</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>about {size}</source>
      <translation>约 {size}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>unknown size</source>
      <translation>大小未知</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{count} bit</source>
      <translation>{count} 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{count} bits</source>
      <translation>{count} 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>1000000000: {count} billion parameters | 1000000: {count} million parameters</source>
      <translation>100000000: {count} 亿参数 | 10000: {count} 万参数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{tokens:,} tokens</source>
      <translation>{tokens:,} 个词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{done} of {total}</source>
      <translation>{done} / {total}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>waiting for the network, tries again in {seconds} s</source>
      <translation>正在等待网络，{seconds} 秒后重试</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{rate}/s</source>
      <translation>{rate}/秒</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{count} more entry is left out.</source>
      <translation>另有 {count} 个条目未采用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{count} more entries are left out.</source>
      <translation>另有 {count} 个条目未采用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Paused at {done} of {total}</source>
      <translation>已暂停于 {done} / {total}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Download waits for the network</source>
      <translation>下载正在等待网络</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Download failed</source>
      <translation>下载失败</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Download paused</source>
      <translation>下载已暂停</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Downloading, {percent} %</source>
      <translation>正在下载，{percent} %</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{name} was not downloaded. {why}</source>
      <translation>{name} 未能下载。{why}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{name} is on this computer now.</source>
      <translation>{name} 已下载到本机。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>context of {tokens:,} tokens</source>
      <translation>上下文 {tokens:,} 个词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Your folder: {path}</source>
      <translation>您的文件夹：{path}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Delete "{name}"? This frees {size}.</source>
      <translation>删除“{name}”？这将释放 {size}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{action}: {name}</source>
      <translation>{action}：{name}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>Loading {name}, which plans this document. The model that writes is loaded again behind it.</source>
      <translation>正在加载规划此文档的 {name}。之后会重新加载写作的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>{name}, missing</source>
      <translation>{name}(缺失)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>This document was written with {name}. Switch?</source>
      <translation>此文档是用 {name} 写的。要切换吗？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_models.py" />
      <source>This document was written with {name}, which is not on this computer.</source>
      <translation>此文档是用 {name} 写的，但它不在本机上。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Notes</source>
      <translation>笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Kind of notes in the list</source>
      <translation>列表中的笔记类别</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>All notes</source>
      <translation>全部笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Add a note</source>
      <translation>添加笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Character</source>
      <translation>人物</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Fact</source>
      <translation>事实</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Source</source>
      <translation>资料</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Style</source>
      <translation>文风</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Other</source>
      <translation>其他</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Characters</source>
      <translation>人物</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Facts</source>
      <translation>事实</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Sources</source>
      <translation>资料</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Title of the note</source>
      <translation>笔记标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Text of the note</source>
      <translation>笔记内容</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>What must not be forgotten</source>
      <translation>不能忘记的事</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Show to the model</source>
      <translation>提供给模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Shown</source>
      <translation>已提供</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>A pinned note stands in front of every section that the model writes.</source>
      <translation>固定的笔记会在模型写每一节时提供给它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>More for this note</source>
      <translation>此笔记的更多操作</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Move up (Alt+Up)</source>
      <translation>上移（Alt+↑）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Move down (Alt+Down)</source>
      <translation>下移（Alt+↓）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>No notes yet. Keep characters, facts and sources here; pin a note, and the model is shown it.</source>
      <translation>还没有笔记。人物、事实和资料可以记在这里；固定一条笔记，模型就能看到它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>No notes of this kind.</source>
      <translation>没有此类笔记。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Style sample</source>
      <translation>范文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Paste a passage in the voice that you want</source>
      <translation>粘贴一段您想要的文风</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>The model is shown this passage and asked to write in its style. 150 to 300 words say enough; a longer one is cut to fit.</source>
      <translation>模型会看到这段文字，并按其文风写作。150 至 300 字足够；过长会被截短。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Take the selection</source>
      <translation>取用所选文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Use the passage that is selected in the text</source>
      <translation>使用正文中选中的段落</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Select a passage in the text first</source>
      <translation>请先在正文中选中一段文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>adding a note</source>
      <translation>添加笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>editing a note</source>
      <translation>编辑笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>pinning a note</source>
      <translation>固定笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>kind of a note</source>
      <translation>更改笔记类别</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>moving a note</source>
      <translation>移动笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>removing a note</source>
      <translation>移除笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>style sample</source>
      <translation>修改范文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_notes.py" />
      <source>Kind: {kind}</source>
      <translation>类别：{kind}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Move in</source>
      <translation>降低一级</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Move out</source>
      <translation>提升一级</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Put the caret into a section, or choose one in the plan.</source>
      <translation>请先把光标放到某一节中，或在大纲中选一节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Close the notes</source>
      <translation>关闭提示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Notes belong to a section. Choose one in the plan.</source>
      <translation>提示属于具体的节，请在大纲中选择一节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>What must be in it</source>
      <translation>必须写到</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>What must not be in it</source>
      <translation>不可写到</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Facts, names, scenes, figures</source>
      <translation>事实、名称、场景、数字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>What to leave out or not to give away</source>
      <translation>要略去或不可透露的内容</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Words written of the plan's words</source>
      <translation>已写字数与大纲字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>planned</source>
      <translation>待写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>writing</source>
      <translation>写作中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>written</source>
      <translation>已写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>stopped</source>
      <translation>已中止</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>edited</source>
      <translation>已编辑</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>stale</source>
      <translation>待更新</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Written from a text or plan that has changed since.</source>
      <translation>写作所依据的正文或大纲后来有改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>moving in</source>
      <translation>降级</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>moving out</source>
      <translation>升级</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>duplicating</source>
      <translation>创建副本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>notes to the model</source>
      <translation>修改给模型的提示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>putting a section back</source>
      <translation>放回节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{written:,} of {target:,} words</source>
      <translation>{written:,} / {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{n} items</source>
      <translation>{n} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>on target</source>
      <translation>符合目标</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{n:,} words short ({share} %)</source>
      <translation>少 {n:,} 字（{share}%）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{n:,} words over ({share} %)</source>
      <translation>多 {n:,} 字（{share}%）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Fit to {words:,}</source>
      <translation>调整到 {words:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>Notes for {number}. {heading}</source>
      <translation>第 {number} 节的提示：{heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{off}. Length score {score:.0f} of 100</source>
      <translation>{off}。字数得分 {score:.0f}（满分 100）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>has notes</source>
      <translation>有提示</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{state}, target locked</source>
      <translation>{state}，目标字数已锁定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_outline.py" />
      <source>{figures}: {state}</source>
      <translation>{figures}：{state}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>All commands</source>
      <translation>所有命令</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Type a command, a heading or a title</source>
      <translation>输入命令、标题或文稿名</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Nothing fits. Try fewer letters.</source>
      <translation>没有匹配项。试试少输几个字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Go to: {heading}</source>
      <translation>转到：{heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Open: {title}</source>
      <translation>打开：{title}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_palette.py" />
      <source>Theme: {name}</source>
      <translation>主题：{name}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Preferences</source>
      <translation>偏好设置</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Search settings and shortcuts</source>
      <translation>搜索设置和快捷键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Groups of settings</source>
      <translation>设置分组</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Nothing here is called that. Try another word.</source>
      <translation>没有这个名称的设置，换个词试试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Back to the usual value</source>
      <translation>恢复默认值</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Reset all settings…</source>
      <translation>重置所有设置…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Give every setting its usual value? Shortcuts stay as they are.</source>
      <translation>要将所有设置恢复为默认值吗？快捷键保持不变。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Reset all</source>
      <translation>全部重置</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep them</source>
      <translation>保留现状</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Show folder</source>
      <translation>打开文件夹</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>At the next start.</source>
      <translation>下次启动时生效。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The best serif installed</source>
      <translation>已安装的最佳衬线字体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Window</source>
      <translation>界面</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Goals</source>
      <translation>目标</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Shortcuts</source>
      <translation>快捷键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Privacy</source>
      <translation>隐私</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Theme</source>
      <translation>主题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Font</source>
      <translation>字体</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Font size</source>
      <translation>字号</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Line width</source>
      <translation>行宽</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Line height</source>
      <translation>行高</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Space between paragraphs</source>
      <translation>段间距</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Show Markdown as it will look</source>
      <translation>Markdown 即时排版</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Curly quotes</source>
      <translation>弯引号</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Dashes and ellipses</source>
      <translation>破折号和省略号</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Typewriter scrolling</source>
      <translation>打字机滚动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Check spelling</source>
      <translation>检查拼写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Dictionary</source>
      <translation>词典</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep the total when targets change</source>
      <translation>改目标时保持总字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Shortest section</source>
      <translation>每节下限</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Longest section</source>
      <translation>每节上限</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Takes at once</source>
      <translation>一次写几稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Tell me when a long run ends</source>
      <translation>长时间写作结束时通知</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep the computer awake</source>
      <translation>防止电脑休眠</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Words in a session</source>
      <translation>每次写作目标</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Words in a day</source>
      <translation>每日写作目标</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Load the model at the start</source>
      <translation>启动时加载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Keep what the model has read</source>
      <translation>保留模型读过的内容</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Unload the model when idle</source>
      <translation>空闲时卸载模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Save the battery</source>
      <translation>节省电池</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Load a document's own model</source>
      <translation>加载文档自己的模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Menus, messages and dialogs. Documents have a language each.</source>
      <translation>菜单、消息和对话框。每份文稿另有自己的语言。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Light, dark or sepia, or whatever the system uses.</source>
      <translation>浅色、深色或米黄，或跟随系统。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The font of the manuscript on the screen; exports have their own.</source>
      <translation>屏幕上正文的字体；导出另有设置。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Size of the manuscript's text on the screen.</source>
      <translation>屏幕上正文的字号。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>66 to 72 characters to the line read best.</source>
      <translation>每行 66 至 72 个字符（约 35 个汉字）最易阅读。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Distance between lines, as a multiple of the font's size.</source>
      <translation>行与行的距离，为字号的倍数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Free space under each paragraph.</source>
      <translation>每段之后的空白。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Headings, emphasis, lists and quotes are styled as you type.</source>
      <translation>输入时即显示标题、强调、列表和引用的样式。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Straight quotes turn into those of the document's language.</source>
      <translation>直引号会自动变成文稿语言所用的引号。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Two hyphens turn into a dash, three dots into an ellipsis.</source>
      <translation>两个连字符变成破折号，三个点变成省略号。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The line you are writing stays at the same height.</source>
      <translation>正在写的一行始终停在同一高度。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Unknown words are underlined, except while the model writes.</source>
      <translation>给不认识的词加下划线，模型写作时除外。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Name of a Hunspell dictionary, en_GB for instance. Empty: that of the document's language.</source>
      <translation>Hunspell 词典名称，例如 en_GB。留空则按文稿语言选择。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The targets that are not locked make up the difference.</source>
      <translation>差额由未锁定的目标字数补足。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Targets are kept at this many words or more.</source>
      <translation>每节的目标不少于此字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Targets are kept at this many words or fewer.</source>
      <translation>每节的目标不超过此字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>How many texts the model writes when you ask for several.</source>
      <translation>要求写多稿时，模型一次写几稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>A message of the desktop, while the window is behind others.</source>
      <translation>窗口在其他窗口之后时，发送桌面通知。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>It does not go to sleep while the model writes.</source>
      <translation>模型写作时电脑不会休眠。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>What you mean to write before you quit. 0: no goal.</source>
      <translation>退出前打算写的字数。0 表示无目标。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>What you mean to write each day. 0: no goal.</source>
      <translation>每天打算写的字数。0 表示无目标。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The model used last is loaded behind the window. Without it the program is for writing by yourself.</source>
      <translation>窗口打开后在后台加载上次使用的模型。关闭后，程序供您自己写作。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>A document opened again need not be read again. The files hold your text as the model reads it; like your library they stay on this computer. They take up to this much; 0: nothing is kept.</source>
      <translation>再次打开文档时，模型无需重新阅读。这些文件含有模型读到的您的文字；与文档库一样，它们只留在这台电脑上。最多占用这么多空间；0：什么都不保留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>After this many minutes without a key press or a use of the model its memory is freed. The next use loads it again. 0: never.</source>
      <translation>在这么多分钟内没有按键也没有使用模型，就释放其内存。下次使用时会重新加载。0：从不。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>On battery the model uses half of its threads.</source>
      <translation>使用电池时，模型只用一半的线程。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>The model that a document was last written with is loaded when it is opened. Otherwise it is offered.</source>
      <translation>打开文档时，加载上次用来写它的模型；否则只提供切换。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> characters</source>
      <translation> 字符</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> ×</source>
      <translation> 倍</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> takes</source>
      <translation> 稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> GB</source>
      <translation> GB</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source> minutes</source>
      <translation> 分钟</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Like the system</source>
      <translation>跟随系统</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Light</source>
      <translation>浅色</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Dark</source>
      <translation>深色</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Sepia</source>
      <translation>米黄</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Like the document</source>
      <translation>与文稿相同</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This program can contact these hosts and no others, each only when you ask for it:</source>
      <translation>本程序只能连接以下主机，且仅在您要求时：</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Everything else works without a network. Your documents, your models and these settings stay in folders of this computer. There is no account, no telemetry, and no check for updates.</source>
      <translation>其他一切无需网络。您的文稿、模型和这些设置都留在本机的文件夹中。没有账户，没有遥测，也不检查更新。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, to list and fetch models</source>
      <translation>{host}，用于列出和获取模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, which the files of models come from</source>
      <translation>{host}，模型文件的来源</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host} may send a download on to other hosts, which it alone knows</source>
      <translation>{host} 可能把下载转到其他主机，只有它知道是哪些</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, a server of yours that your text is sent to when it writes</source>
      <translation>{host}，您的服务器，写作时文字会发送到这里</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, a proxy that connections to the others may go through</source>
      <translation>{host}，代理，与其他主机的连接可能经过它</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, a server of yours on this computer</source>
      <translation>{host}，您在本机的服务器</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>{host}, a proxy on this computer that connections to the others may go through</source>
      <translation>{host}，本机上的代理，与其他主机的连接可能经过它</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>Kept in {path}</source>
      <translation>保存在 {path}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This version does not know {names}; it stays in the file.</source>
      <translation>此版本不认识 {names}，已原样保留在文件中。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_preferences.py" />
      <source>This version does not know {names}; they stay in the file.</source>
      <translation>此版本不认识 {names}，已原样保留在文件中。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>Removed sections…</source>
      <translation>已移除的节…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>Removed sections</source>
      <translation>已移除的节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>Sections that you took out of the plan, with their texts. What you put back comes behind the section that you are in.</source>
      <translation>您从大纲中移除的节及其文字。放回的节会排在您当前所在的节之后。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>Text of the removed section</source>
      <translation>已移除节的文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>Put back</source>
      <translation>放回</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>No section with a text was removed from this plan.</source>
      <translation>这份大纲中没有移除过带文字的节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_removed.py" />
      <source>removed {when}</source>
      <translation>{when}移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Change the plan in words…</source>
      <translation>用文字修改大纲…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>What should be different about the plan</source>
      <translation>大纲要怎样修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>What should be different? For instance: make the middle shorter, add costs</source>
      <translation>要怎样修改？例如：缩短中段，补充成本</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Ask</source>
      <translation>提交</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Enter asks, Esc closes</source>
      <translation>回车提交，Esc 关闭</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>The model is changing the plan…</source>
      <translation>模型正在修改大纲…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>The model's answer</source>
      <translation>模型的答复</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Changes to the plan</source>
      <translation>大纲的修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Accept</source>
      <translation>接受</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Refuse all</source>
      <translation>全部拒绝</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>A accepts, R refuses, Space switches, Enter is done, Esc refuses all</source>
      <translation>A 接受，R 拒绝，空格切换，回车完成，Esc 全部拒绝</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>The model gave the same plan again. Say your wish in other words.</source>
      <translation>模型给出了同样的大纲。请换个说法。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>changing the plan</source>
      <translation>修改大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>accepted</source>
      <translation>已接受</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>refused</source>
      <translation>已拒绝</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>now at the beginning</source>
      <translation>现在位于开头</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Added</source>
      <translation>新增</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Removed</source>
      <translation>移除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Changed</source>
      <translation>修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>new heading</source>
      <translation>新标题</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>new main point</source>
      <translation>新要点</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Moved</source>
      <translation>移动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Changed and moved</source>
      <translation>修改并移动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>chapter</source>
      <translation>章</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n:,} word would leave the document; it stays in the library</source>
      <translation>{n:,} 字会离开文稿，但仍留在文稿库中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n:,} words would leave the document; they stay in the library</source>
      <translation>{n:,} 字会离开文稿，但仍留在文稿库中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>now behind “{heading}”</source>
      <translation>现在位于“{heading}”之后</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>The whole becomes {n:,} words</source>
      <translation>全文变为 {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Accept it</source>
      <translation>接受</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Accept all {n}</source>
      <translation>接受全部 {n} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>Accept {n} of {total}</source>
      <translation>接受 {n} / {total} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n:,} words, as before</source>
      <translation>{n:,} 字，不变</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{before:,} → {after:,} words</source>
      <translation>{before:,} → {after:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n} change to the plan made.</source>
      <translation>已对大纲做 {n} 处修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n} changes to the plan made.</source>
      <translation>已对大纲做 {n} 处修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n} added</source>
      <translation>新增 {n} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n} removed</source>
      <translation>移除 {n} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{n} changed</source>
      <translation>修改 {n} 项</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{before:,} to {after:,} words</source>
      <translation>由 {before:,} 字改为 {after:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>new: {text}</source>
      <translation>新增：{text}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_replan.py" />
      <source>{heading}  ·  stays</source>
      <translation>{heading}  ·  保留</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Revise</source>
      <translation>修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Revise the selection</source>
      <translation>修改所选文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Changes: Tab goes to the next, A accepts, R refuses</source>
      <translation>修改处：Tab 跳到下一处，A 接受，R 拒绝</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Shorter</source>
      <translation>缩短</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Longer</source>
      <translation>扩写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Simpler</source>
      <translation>简化</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Tone</source>
      <translation>语气</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Translate</source>
      <translation>翻译</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Ask…</source>
      <translation>提要求…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Smooth the join</source>
      <translation>理顺衔接</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>To a length…</source>
      <translation>指定字数…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Formal</source>
      <translation>正式</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Plain</source>
      <translation>平实</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Warm</source>
      <translation>温暖</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Vivid</source>
      <translation>生动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Confident</source>
      <translation>自信</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Humorous</source>
      <translation>幽默</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>English</source>
      <translation>英语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Chinese</source>
      <translation>中文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>German</source>
      <translation>德语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>French</source>
      <translation>法语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Spanish</source>
      <translation>西班牙语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Italian</source>
      <translation>意大利语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Portuguese</source>
      <translation>葡萄牙语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Japanese</source>
      <translation>日语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Russian</source>
      <translation>俄语</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>What should change?</source>
      <translation>要怎样修改？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Say what should change, for instance: name the island</source>
      <translation>说明要改什么，例如：写出岛的名字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Length in words</source>
      <translation>字数</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Go</source>
      <translation>执行</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Accept all</source>
      <translation>全部接受</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Refuse</source>
      <translation>拒绝</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Keep as a take</source>
      <translation>存为稿次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Starting…</source>
      <translation>正在启动…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Thinking…</source>
      <translation>正在思考…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The model gave the same text again. Try again, or ask in other words.</source>
      <translation>模型给出了同样的文字。请重试，或换个说法。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Tab goes to the next change, A accepts it, R refuses it.</source>
      <translation>Tab 跳到下一处，A 接受，R 拒绝。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The passage has changed meanwhile: these are the changes against the text as it is now.</source>
      <translation>这段文字期间有改动：以下是与现有文字相比的修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The passage and the text around it were changed meanwhile, so nothing is put in. You can keep the answer as a take.</source>
      <translation>这段文字及其上下文期间有改动，因此没有写入。您可以把答复存为稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>There is no text to revise in this section yet.</source>
      <translation>这一节还没有可修改的文字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Put the caret into a section first.</source>
      <translation>请先把光标放到某一节中。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>This section is being written. Stop it first, then revise it.</source>
      <translation>正在写这一节。请先停止，再修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The text stays as it was.</source>
      <translation>文字保持原样。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>open</source>
      <translation>待定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>revising</source>
      <translation>修改文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{text} ({keys})</source>
      <translation>{text}（{keys}）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>“{wish}”</source>
      <translation>“{wish}”</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{kind}: {wish}</source>
      <translation>{kind}：{wish}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>section {n}</source>
      <translation>第 {n} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>selection in section {n}</source>
      <translation>第 {n} 节的所选文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{what} · {where}</source>
      <translation>{what} · {where}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Smooth the join · sections {first} and {second}</source>
      <translation>理顺衔接 · 第 {first} 节与第 {second} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{n:,} of about {target:,} words</source>
      <translation>{n:,} / 约 {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{n:,} change</source>
      <translation>{n:,} 处修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{n:,} changes</source>
      <translation>{n:,} 处修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{n:,} accepted</source>
      <translation>接受 {n:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>{n:,} refused</source>
      <translation>拒绝 {n:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Accept {taken:,} of {count:,}</source>
      <translation>接受 {taken:,} / {count:,} 处</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Change {n} of {count}, {state}: “{removed}” becomes “{added}”</source>
      <translation>第 {n} / {count} 处修改，{state}：“{removed}”改为“{added}”</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>Stopped by you: this is what had come.</source>
      <translation>已由您停止：这是已写出的部分。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The model ended in the middle: this is what had come.</source>
      <translation>模型中途退出：这是已写出的部分。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The model's context was full: this is what had come.</source>
      <translation>模型的上下文已满：这是已写出的部分。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The model began to repeat itself: the repetition was removed.</source>
      <translation>模型开始重复：重复部分已删去。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>A revision stays inside one section: only the part of the selection in section {n} is revised.</source>
      <translation>一次修改只限一节：只修改所选文字中属于第 {n} 节的部分。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The answer is a take of the section now.</source>
      <translation>答复已存为该节的一稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_revising.py" />
      <source>The answers are takes of their sections now.</source>
      <translation>各答复已存为相应各节的稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>Writing has ended</source>
      <translation>写作已结束</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>every section is written</source>
      <translation>所有小节均已写完</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>Every section is written. To write one anew, choose Rewrite over its heading.</source>
      <translation>所有小节均已写完。要重写某一节，请在其标题上方选择“重写”。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>Write all in one go</source>
      <translation>一次写完全文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>The model writes the whole document in one answer, which is then shared out to the sections. This is for models that were trained to write long documents at once. What it loses: between the sections the model does not look at the plan again, so lengths and main points are met less well.</source>
      <translation>模型在一次回答中写出整篇文档，再分配到各小节。此功能适合专门训练过一次写出长文的模型。代价是：写各小节之间，模型不会再看大纲，因此篇幅和要点的符合程度会差一些。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>Recommended for {model}.</source>
      <translation>推荐用于 {model}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>{title}: {sections} section, {words:,} words.</source>
      <translation>《{title}》：{sections} 节，{words:,} 字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>{title}: {sections} sections, {words:,} words.</source>
      <translation>《{title}》：{sections} 节，{words:,} 字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_run.py" />
      <source>{forecast}, {used} of {total} of memory</source>
      <translation>{forecast}，内存 {used} / {total}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Sees</source>
      <translation>模型所见</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>What the model sees, as a bar</source>
      <translation>模型所见（条形图）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Parts of the prompt</source>
      <translation>提示词的组成</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Exact text</source>
      <translation>原文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Choose a part above to read its exact text.</source>
      <translation>选择上方的一项，查看其原文。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Kept for what the model's chat format puts around each turn. It often takes less.</source>
      <translation>为模型对话格式在每轮前后添加的标记预留，实际往往更少。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Kept for the text that the model will write.</source>
      <translation>为模型将要写的文字预留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Nothing stands here yet. Sections that come fill it.</source>
      <translation>这里还空着，后面的节会填入。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Whole prompt</source>
      <translation>完整提示词</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Show everything as it will be sent. Each turn stands under its role in [brackets].</source>
      <translation>按发送时的原样显示全部内容。每轮对话列在 [方括号] 标出的角色之下。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Pin</source>
      <translation>固定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Unpin</source>
      <translation>取消固定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>A pinned section leaves the model's view last (P)</source>
      <translation>固定的节最后才移出模型的视野（P）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Leave out</source>
      <translation>排除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Show again</source>
      <translation>重新提供</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>The model is not shown this (D). It stays in your document.</source>
      <translation>不提供给模型（D）。内容仍保留在文稿中。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Not shown to the model</source>
      <translation>不提供给模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>There is no model yet.
Open one, and this page shows what it reads before it writes.</source>
      <translation>还没有模型。
打开一个模型，这里就会显示它在写作前读到的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>There is no plan yet.
Make one, and this page shows what the model reads for each section.</source>
      <translation>还没有大纲。
建立大纲后，这里会显示模型写每一节时读到的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Every section is written.
Put the caret into one to see what the model would read to write it again.</source>
      <translation>各节都已写完。
把光标放到某一节中，查看模型重写它时会读到的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>The model is at work; this is from before.</source>
      <translation>模型正在工作；以下是之前的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>The model is at work. This page shows what it reads when it has finished.</source>
      <translation>模型正在工作。完成后，这里会显示它读到的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>The model is unloaded. The next use of it loads it again.</source>
      <translation>模型已卸载。下次使用时会重新加载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>The model is being loaded.</source>
      <translation>正在加载模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Counting…</source>
      <translation>正在计数…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>pinning a section</source>
      <translation>固定节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>what the model sees</source>
      <translation>更改模型所见</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Pinned notes</source>
      <translation>固定的笔记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Summary</source>
      <translation>摘要</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Section</source>
      <translation>节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>This step</source>
      <translation>这一步</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>What it has so far</source>
      <translation>已写的部分</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Turn marks</source>
      <translation>对话标记</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Room for the answer</source>
      <translation>答复的空间</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Free</source>
      <translation>空闲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Earlier steps</source>
      <translation>之前的步骤</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>pinned</source>
      <translation>已固定</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>cut to fit</source>
      <translation>已截短</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>as a summary</source>
      <translation>以摘要代替</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>older summary</source>
      <translation>摘要已过时</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>no room</source>
      <translation>放不下</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>left out</source>
      <translation>已排除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>left out by you</source>
      <translation>由您排除</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>You pinned it: it leaves last.</source>
      <translation>您已固定：最后才移出。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>It is longer than the model has room for, so it ends at an earlier sentence.</source>
      <translation>它超出了模型的空间，因此在较早的一句处截止。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>There is no room for its text, so the model reads this summary.</source>
      <translation>它的正文放不下，因此模型读的是这段摘要。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>There is no room for its text, so the model reads this summary. The text has changed since it was written.</source>
      <translation>它的正文放不下，因此模型读的是这段摘要。写下摘要之后，正文又有改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>There is no room for it: the oldest leave first, several at once, so that the others can stay for a while.</source>
      <translation>空间不足：最早的先移出，一次移出几项，使其余各项能多留一阵。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>You left it out.</source>
      <translation>您已将其排除。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>For section {number}</source>
      <translation>用于第 {number} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>For section {number}: {heading}</source>
      <translation>用于第 {number} 节：{heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Context {context:,}:
{used:,} used, {answer:,} for the answer, {free:,} free</source>
      <translation>上下文 {context:,} 词元：
已用 {used:,}，答复 {answer:,}，空闲 {free:,}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>What the model has read stays in its memory. Only what changed since, and what stands behind it, is read again before it writes.</source>
      <translation>模型读过的内容会留在内存里。动笔之前，只需重读此后改动过的部分以及排在它后面的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Ready: next to nothing is read before the first word.</source>
      <translation>已就绪：写出第一个字之前几乎无需再读。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Reads {read:,} of {total:,} tokens before the first word.</source>
      <translation>写出第一个字之前要读 {total:,} 个词元中的 {read:,} 个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Reads {read:,} of {total:,} tokens before the first word, which is done in a moment.</source>
      <translation>写出第一个字之前要读 {total:,} 个词元中的 {read:,} 个，片刻即可。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Reads {read:,} of {total:,} tokens before the first word, about {time}.</source>
      <translation>写出第一个字之前要读 {total:,} 个词元中的 {read:,} 个，约需 {time}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>reads {read:,} tokens first, about {time}</source>
      <translation>先读 {read:,} 个词元，约需 {time}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>{sections} ({reason})</source>
      <translation>第 {sections} 节（{reason}）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>As summaries: {sections}</source>
      <translation>以摘要代替：{sections}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>Not shown: {sections}</source>
      <translation>未提供：{sections}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>{number}  {heading}</source>
      <translation>{number}  {heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>{title}, {tokens:,} tokens, {state}</source>
      <translation>{title}，{tokens:,} 词元，{state}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_sees.py" />
      <source>{title}, {tokens:,} tokens</source>
      <translation>{title}，{tokens:,} 词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>All shortcuts</source>
      <translation>所有快捷键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Command</source>
      <translation>命令</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Keys</source>
      <translation>按键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Change keys…</source>
      <translation>更改按键…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>New keys</source>
      <translation>新按键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Remove keys</source>
      <translation>移除按键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Reset</source>
      <translation>重置</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Reset all shortcuts</source>
      <translation>重置所有快捷键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Swap the keys</source>
      <translation>互换按键</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>changed</source>
      <translation>已更改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Choose a command, then press Enter or click Change keys.</source>
      <translation>选择一个命令，再按回车或点按“更改按键”。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>Press the new keys for “{command}”.</source>
      <translation>请按下“{command}”的新按键。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} belongs to “{command}”. Swap the keys of the two, or press others.</source>
      <translation>{keys} 已用于“{command}”。可互换两者的按键，或另按其他键。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} is needed for typing. Press it together with Ctrl or Alt.</source>
      <translation>{keys} 用于输入文字。请与 Ctrl 或 Alt 同按。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_shortcuts.py" />
      <source>{keys} belongs to every text field. Press other keys.</source>
      <translation>{keys} 是所有文字框通用的按键。请另按其他键。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_side.py" />
      <source>Show the page “{title}”</source>
      <translation>显示“{title}”页</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_side.py" />
      <source>{title} ({keys})</source>
      <translation>{title}（{keys}）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>Looking for suggestions…</source>
      <translation>正在查找建议…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>No suggestion</source>
      <translation>没有建议</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>Add “{word}” to this document</source>
      <translation>将“{word}”加入本文稿词典</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>Remove “{word}” from this document’s words</source>
      <translation>从本文稿词典中移除“{word}”</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>Ignore “{word}”</source>
      <translation>忽略“{word}”</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>correction</source>
      <translation>更正拼写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>word of this document</source>
      <translation>修改文稿词典</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>No dictionary for {language} was found. Install one, such as the package hunspell-{code}, or LibreOffice with its dictionaries, then turn spell checking on again.</source>
      <translation>没有找到{language}的词典。请安装一个（例如软件包 hunspell-{code}，或带词典的 LibreOffice），然后重新开启拼写检查。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_spelling.py" />
      <source>The dictionary {name} cannot be read, so spelling is not checked. Install it again, or choose another one.</source>
      <translation>词典 {name} 无法读取，因此没有检查拼写。请重新安装，或换一个词典。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Sections written from older text</source>
      <translation>依据旧文写成的节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Only these are written again, in order. What they have is kept as a take.</source>
      <translation>只按顺序重写这些节。现有文字会存为稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>They count as up to date from now on. Their text stays as it is.</source>
      <translation>从现在起视为最新，文字保持不变。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Smooth the joins</source>
      <translation>理顺衔接</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Only the sentences where these sections meet their neighbours are rewritten.</source>
      <translation>只改写这些节与相邻节衔接处的句子。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Write again from the present text</source>
      <translation>按现有文字重写</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Keep as it is</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Hide until more changes</source>
      <translation>隐藏，直到又有改动</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>keep as it is</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Write it again</source>
      <translation>重写这一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Write them again</source>
      <translation>重写这些节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Keep as they are</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>{named} and {more:,} more</source>
      <translation>{named} 等，另有 {more:,} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Section {named} was written from older text.</source>
      <translation>第 {named} 节依据旧文写成。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Sections {named} were written from older text.</source>
      <translation>第 {named} 节依据旧文写成。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>the instruction, title, notes or style sample</source>
      <translation>写作要求、标题、笔记或范文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>its line of the plan</source>
      <translation>本节的大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>section {numbers}</source>
      <translation>第 {numbers} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>sections {numbers}</source>
      <translation>第 {numbers} 节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>a section that was removed</source>
      <translation>已移除的某一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>Changed since it was written: {parts}.</source>
      <translation>写成之后有改动：{parts}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_stale.py" />
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Summarise now</source>
      <translation>立即摘要</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Summarise again</source>
      <translation>重新摘要</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Let the model sum this section up in two or three sentences (S). It never replaces a summary that you wrote.</source>
      <translation>让模型用两三句话概括这一节 (S)。它绝不会替换你写的摘要。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Write it yourself…</source>
      <translation>自己写…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Edit summary…</source>
      <translation>编辑摘要…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Write what the model should know of this section (E)</source>
      <translation>写下模型应当知道的本节内容 (E)</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>summing a section up</source>
      <translation>概括一节</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>the summary of a section</source>
      <translation>一节的摘要</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>The model reads the summary where it has no room for the section's text. Two or three sentences are best. Without a text there is no summary.</source>
      <translation>本节正文放不下时，模型读这段摘要。两三句话最好。留空就没有摘要。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>What happens or is said, the names and facts, what has changed</source>
      <translation>发生或说了什么、人名与事实、有何变化</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Text of the section</source>
      <translation>本节正文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Discard</source>
      <translation>放弃</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>The section's text has changed since.</source>
      <translation>此后本节正文有改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Written by the model.</source>
      <translation>由模型撰写。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Written by you; the model never replaces it.</source>
      <translation>由你撰写；模型绝不会替换它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Summary of section {number}</source>
      <translation>第 {number} 节的摘要</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>Summary of section {number}: {heading}</source>
      <translation>第 {number} 节的摘要：{heading}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_summaries.py" />
      <source>{who} {outdated}</source>
      <translation>{who}{outdated}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Takes of this section</source>
      <translation>这一节的稿次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Text of the take</source>
      <translation>稿次的文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Put the caret into a section, or choose one in the plan, to see its takes.</source>
      <translation>把光标放到某一节中，或在大纲中选一节，查看它的稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Each text that the model writes here is kept as a take, and your own words are kept before something replaces them. Nothing is ever lost.

Write several takes, read them side by side with your text, and choose one.</source>
      <translation>稿次是一节的各个版本：模型每写一次就存为一稿，您自己的文字在被替换前也会存为一稿，什么都不会丢失。

可以写几稿，与现有文字对照阅读，再采用其中一稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>The text here is yours and in no take yet.</source>
      <translation>这里的文字是您写的，还没有存为稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Keep it as a take</source>
      <translation>存为稿次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Rewrite with a note…</source>
      <translation>按提示重写…</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Note to the model, for this once</source>
      <translation>给模型的提示，仅用这一次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>What should be different this time?</source>
      <translation>这一次应有什么不同？</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>More ways to write this section</source>
      <translation>写这一节的更多方式</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Changes</source>
      <translation>修改</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>The take as it is</source>
      <translation>这一稿的原文</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>The take against the text that stands here now</source>
      <translation>这一稿与现有文字的对照</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Use this take</source>
      <translation>采用此稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Copy the text</source>
      <translation>复制文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>now</source>
      <translation>当前</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>This is the text that stands here now.</source>
      <translation>这就是现在的文字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>waiting</source>
      <translation>等待中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>choosing a take</source>
      <translation>采用稿次</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>writing takes</source>
      <translation>写多稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>The model is writing this section. Choose a take when it is done, or stop it.</source>
      <translation>模型正在写这一节。写完后再选稿，或先停止。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>The model process ended while writing takes. What had come is kept as takes.</source>
      <translation>写稿时模型进程意外退出。已写出的部分存为稿次。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Written in a fast draft, without knowing the other sections’ text.</source>
      <translation>写于快速草稿，未参照其他各节的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>model</source>
      <translation>模型</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>yours</source>
      <translation>您写的</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>revision by {model}</source>
      <translation>{model} 修改稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>fast draft by {model}</source>
      <translation>{model} 快速草稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>{model}, in one go</source>
      <translation>{model}，一次写成</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>cut at its limit</source>
      <translation>在字数上限处截断</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>a loop was cut out</source>
      <translation>已删去重复</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>stopped by you</source>
      <translation>已由您停止</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>no room left</source>
      <translation>空间已满</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>interrupted</source>
      <translation>被中断</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Write {count} takes</source>
      <translation>写 {count} 稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}</source>
      <translation>第 {number} 稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>{count:,} word</source>
      <translation>{count:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>{count:,} words</source>
      <translation>{count:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>length {score:.0f}</source>
      <translation>字数分 {score:.0f}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Length score {score:.0f} of 100: {words:,} words for a target of {target:,}</source>
      <translation>字数得分 {score:.0f}（满分 100）：{words:,} 字，目标 {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>{rate:.1f} tokens/s</source>
      <translation>{rate:.1f} 词元/秒</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>{rate:,.0f} tokens/s</source>
      <translation>{rate:,.0f} 词元/秒</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Note: {note}</source>
      <translation>提示：{note}</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>You pinned take {number}. Delete it? You can restore it from the deleted takes.</source>
      <translation>您固定了第 {number} 稿。要删除吗？之后可从“已删除的稿次”中恢复。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number} against the text: {added:,} added, {removed:,} removed</source>
      <translation>第 {number} 稿与现有文字相比：新增 {added:,} 字，删去 {removed:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Deleted takes ({count})</source>
      <translation>已删除的稿次（{count}）</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}: {written:,} of {target:,} words</source>
      <translation>第 {number} 稿：{written:,} / {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}: too long, being condensed: {written:,} of {target:,} words</source>
      <translation>第 {number} 稿：太长，正在精简：{written:,} / {target:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}: reading {read:,} of {total:,} tokens</source>
      <translation>第 {number} 稿：正在读取 {read:,} / {total:,} 词元</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}: waiting</source>
      <translation>第 {number} 稿：等待中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Take {number}: thinking</source>
      <translation>第 {number} 稿：思考中</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_takes.py" />
      <source>Stop take {number}</source>
      <translation>停止第 {number} 稿</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>What the model thinks before it writes</source>
      <translation>模型写作前的思考</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Show or hide it. It is no part of your text, and is kept nowhere.</source>
      <translation>显示或隐藏。它不属于您的正文，也不会保存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Hide what the model thought</source>
      <translation>隐藏模型的思考</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Thinking… {n:,} word</source>
      <translation>思考中…… {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Thinking… {n:,} words</source>
      <translation>思考中…… {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Thought {n:,} word first</source>
      <translation>先思考了 {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_thinking.py" />
      <source>Thought {n:,} words first</source>
      <translation>先思考了 {n:,} 字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Speed on this computer</source>
      <translation>在这台电脑上的速度</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Measure</source>
      <translation>测量</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Measure again</source>
      <translation>重新测量</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>No model is loaded.</source>
      <translation>没有加载模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Not measured yet. That is done while you pause, once the model has written.</source>
      <translation>尚未测量。模型写过之后，会在您停笔时测量。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>The measuring was cut short.</source>
      <translation>测量中途停止了。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Used from the next load of the model on.</source>
      <translation>下次加载模型时开始使用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>You chose another cache for this model.</source>
      <translation>您为此模型选择了另一种缓存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>The usual settings are the best here: {settings}.</source>
      <translation>常用设置在这里就是最好的：{settings}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{name} runs on the server {host}.</source>
      <translation>{name} 在服务器 {host} 上运行。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{name} runs on the processor, with {threads}.</source>
      <translation>{name} 在处理器上运行，使用 {threads}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{name} runs on the graphics card ({backend}).</source>
      <translation>{name} 在显卡（{backend}）上运行。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{name} runs on the graphics card ({backend}) with {some} of its {all} layers; its memory holds no more. The others run on the processor, with {threads}.</source>
      <translation>{name} 共 {all} 层，其中 {some} 层在显卡（{backend}）上运行，显存容不下更多；其余各层在处理器上运行，使用 {threads}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>Measuring, {percent} % done.</source>
      <translation>正在测量，已完成 {percent}%。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{settings}: {percent} % faster than the usual settings.</source>
      <translation>{settings}：比常用设置快 {percent}%。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{settings}: {times} times as fast as the usual settings.</source>
      <translation>{settings}：速度是常用设置的 {times} 倍。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>flash attention</source>
      <translation>启用 Flash Attention</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>keys and values in 8 bits</source>
      <translation>键和值用 8 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>keys in 8 bits</source>
      <translation>键用 8 位</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{count} thread</source>
      <translation>{count} 个线程</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_tuning.py" />
      <source>{count} threads</source>
      <translation>{count} 个线程</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Show the plan</source>
      <translation>显示大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Show the right column</source>
      <translation>显示右栏</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Show or hide the plan</source>
      <translation>显示或隐藏大纲</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Show or hide the right column</source>
      <translation>显示或隐藏右栏</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Focus mode</source>
      <translation>专注模式</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Full screen</source>
      <translation>全屏</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Larger text</source>
      <translation>放大文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Smaller text</source>
      <translation>缩小文字</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Usual text size</source>
      <translation>默认字号</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>Esc or {keys} brings everything back</source>
      <translation>按 Esc 或 {keys} 恢复全部界面</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/ui/words_view.py" />
      <source>The theme "{file}" cannot be used and was left out ({why}).</source>
      <translation>主题“{file}”无法使用，已略过（{why}）。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no instruction yet. Say in a sentence what you want written.</source>
      <translation>还没有写作要求。请用一句话说明要写什么。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A document can have {low:,} to {high:,} words; {words:,} cannot be written. Choose a length in between.</source>
      <translation>一份文稿可有 {low:,} 至 {high:,} 字，无法写 {words:,} 字。请选择这个范围内的字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Say how long the document should be, with --words 2000 for instance.</source>
      <translation>请说明文稿的字数，例如 --words 2000。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A section can have {low:,} to {high:,} words, not {words:,}. Choose a target in between.</source>
      <translation>一节可有 {low:,} 至 {high:,} 字，不能是 {words:,} 字。请选择这个范围内的目标字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>These sections can have {low:,} to {high:,} words together, not {total:,}. Add sections or take some out, or choose another number.</source>
      <translation>这些节合计可有 {low:,} 至 {high:,} 字，不能是 {total:,} 字。请增加或删去一些节，或另选字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>What is locked or was just set takes {kept:,} of {total:,} words, and the other sections cannot make up the difference. Unlock one, or choose another number.</source>
      <translation>已锁定或刚设定的部分占 {kept:,} 字（全文 {total:,} 字），其余各节无法补足差额。请解锁一节，或换一个字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This section is being written. Stop it first, then try again.</source>
      <translation>正在写这一节。请先停止，再重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no section right below to merge with.</source>
      <translation>下面没有可以合并的节。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no chapter right above that this could go into.</source>
      <translation>上面没有可以归入的章。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This stands on the first level already.</source>
      <translation>它已经在第一级。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A plan has three levels: parts, chapters and sections. This would be a fourth.</source>
      <translation>大纲有三级：部、章、节。这样会成为第四级。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no structure named "{key}". Choose one of: {known}.</source>
      <translation>没有名为“{key}”的结构。可选：{known}。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The plan is empty. Write one section a line, or let the model plan.</source>
      <translation>大纲是空的。请每行写一节，或让模型拟大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>No section was found in this plan. Write one a line, like: Paragraph 1 - Main Point: what it says - Word Count: 400 words.</source>
      <translation>在这份大纲中没有找到节。请每行写一节，例如：段落 1 - 主要内容：要写的内容 - 字数：400 字。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This plan has {lines:,} lines; a plan can have 2,000. Split the document.</source>
      <translation>这份大纲有 {lines:,} 行，最多可有 2,000 行。请拆分文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Line {line} of the plan asks for 0 words. Give the section a target.</source>
      <translation>大纲第 {line} 行要求写 0 字。请给这一节设定目标字数。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model gave no usable plan in {tries} tries. Try again, choose a ready structure, or write the plan yourself.</source>
      <translation>模型尝试了 {tries} 次，仍没有给出可用的大纲。请重试，选用现成结构，或自己写大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no plan file "{path}". Check the name, or put an instruction in quotes.</source>
      <translation>没有大纲文件“{path}”。请检查文件名，或把写作要求放在引号中。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is not a text file, so it is no plan. Choose a Markdown or text file.</source>
      <translation>“{path}”不是文本文件，因此不是大纲。请选择 Markdown 或文本文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Line {line} of the plan asks for {words:,} words; a section can have {low:,} to {high:,}. Split it, or choose another target.</source>
      <translation>大纲第 {line} 行要求 {words:,} 字；一节可以有 {low:,} 到 {high:,} 字。请拆分它，或换一个目标。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Below "{heading}", line {line}, stands a text and not a plan. Say in a few words what the section should tell, or import the file in the window, which keeps the text.</source>
      <translation>“{heading}”下面（第 {line} 行）是正文而不是大纲。请用几个字说明这一节要写什么，或在窗口中导入该文件，正文会保留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is empty. Choose another file.</source>
      <translation>“{name}”是空的。请选择其他文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" has {size:bytes}; {most:bytes} can be read. Save it without pictures, or paste its outline.</source>
      <translation>“{name}”有 {size:bytes}，最多可读取 {most:bytes}。请去掉图片后保存，或粘贴其中的大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is not a text. Choose a Markdown, Word, OPML or text file.</source>
      <translation>“{name}”不是文本。请选择 Markdown、Word、OPML 或文本文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is not written in UTF-8. Save it as UTF-8 text, or paste it.</source>
      <translation>“{name}”不是 UTF-8 编码。请存为 UTF-8 文本，或直接粘贴。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is not a Word document, or it is damaged or locked with a password. Open it in a word processor and save it again as .docx.</source>
      <translation>“{name}”不是 Word 文档，或已损坏，或有密码保护。请在文字处理软件中打开，重新存为 .docx。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is not an OPML outline, or it is damaged at line {line}. Export it again from the outliner.</source>
      <translation>“{name}”不是 OPML 大纲，或在第 {line} 行损坏。请从大纲软件中重新导出。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is packed so that a small file unpacks to a huge one, and was not read. Save it again in the program that it comes from.</source>
      <translation>“{name}”是一个解压后极大的小文件，因此没有读取。请在原来的程序中重新保存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This has more than {most:,} headings; that is too many for one plan. Split the document.</source>
      <translation>标题超过 {most:,} 个，对一份大纲来说太多。请拆分文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>No headings or lists were found, so there is no outline to read. Mark the headings, in Markdown with # in front.</source>
      <translation>没有找到标题或列表，因此读不出大纲。请标出标题，在 Markdown 中于行首加 #。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Say what should be different about the plan.</source>
      <translation>请说明大纲要怎样修改。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no plan to change yet. Make one first.</source>
      <translation>还没有可修改的大纲。请先建立大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model is busy. Stop it first, or wait until it is done.</source>
      <translation>模型正忙。请先停止，或等它完成。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{typed}" is no repository. Type its owner and name, like "owner/name", or paste its address.</source>
      <translation>“{typed}”不是仓库。请输入所有者和名称，如“owner/name”，或粘贴其网址。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}", which plans this document, is not on this computer. The model that writes plans it instead.</source>
      <translation>规划此文档的“{name}”不在本机上。改由写作的模型来规划。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The server "{name}", which plans this document, is not in your list any more, or you have not agreed to it. The model that writes plans it instead.</source>
      <translation>规划此文档的服务器“{name}”已不在您的列表中，或者您还没有同意使用它。改由写作的模型来规划。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}", which plans this document, could not be loaded. The model that writes plans it instead.</source>
      <translation>规划此文档的“{name}”无法加载。改由写作的模型来规划。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A section that would go is being written. Stop it first, or keep it.</source>
      <translation>要移除的一节正在写作中。请先停止，或保留它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no document "{name}". "longwriter list" shows them all.</source>
      <translation>没有文稿“{name}”。用“longwriter list”可列出全部文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" fits {count} documents. Give more of the id.</source>
      <translation>“{name}”与 {count} 份文稿匹配。请输入更长的编号。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}", which wrote this document so far, is not in "{path}" any more. Say with --model what to go on with.</source>
      <translation>写到现在的“{name}”已不在“{path}”。请用 --model 指明用什么继续写。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This document is no longer in the library. Open another one.</source>
      <translation>文稿库中已没有这份文稿。请打开其他文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Documents can be exported to .docx and .md, not to "{suffix}". Choose one of these endings.</source>
      <translation>文稿可导出为 .docx 和 .md，不能导出为“{suffix}”。请选用其中一种。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The document would take the place of its plan "{path}". Choose another name for it.</source>
      <translation>文稿会覆盖它的大纲“{path}”。请为文稿另选一个名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no finished text in these documents that a model could learn from. Choose others.</source>
      <translation>这些文稿中没有可供模型学习的已完成文字。请另选文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no folder "{path}". Make it first, or choose another.</source>
      <translation>没有文件夹“{path}”。请先建立，或选择其他文件夹。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Line {line} of the file is no probe. It needs a prompt and a length.</source>
      <translation>文件第 {line} 行不是测试项，需要提示词和长度。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The setting "{name}" cannot be "{value}". Choose another value.</source>
      <translation>设置“{name}”不能是“{value}”。请选择其他值。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The setting "{name}" cannot be "{value}", so it has its usual value. The file as it was is kept as "{aside}".</source>
      <translation>设置“{name}”不能是“{value}”，已改用默认值。原文件保留为“{aside}”。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The settings in "{path}" cannot be read, so all have their usual values. The file as it was is kept as "{aside}".</source>
      <translation>“{path}”中的设置无法读取，已全部改用默认值。原文件保留为“{aside}”。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The settings in "{path}" are from another version; what this one knows is used. The file as it was is kept as "{aside}".</source>
      <translation>“{path}”中的设置来自其他版本，已采用本版本认识的部分。原文件保留为“{aside}”。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This choice holds until you quit: "{path}" could not be read, so it is not written over. Check that it may be opened.</source>
      <translation>此选择在退出前有效：“{path}”无法读取，因此没有覆盖。请检查是否有权打开它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" cannot be read ({detail}). Check that it may be opened.</source>
      <translation>“{path}”无法读取（{detail}）。请检查是否有权打开它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" cannot be written ({reason}). Choose another place.</source>
      <translation>“{path}”无法写入（{reason}）。请选择其他位置。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The disk is full, so "{path}" could not be written. Free some space; your text stays here meanwhile.</source>
      <translation>磁盘已满，“{path}”无法写入。请腾出一些空间；您的文字暂时保留在这里。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This library is open on {host} (process {pid}, {app}). Close it there, or use another folder with --data-dir.</source>
      <translation>这个文稿库已在 {host} 上打开（进程 {pid}，{app}）。请在那里关闭，或用 --data-dir 指定其他文件夹。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" may not be written. Give yourself the right to write there, or use another folder with --data-dir.</source>
      <translation>文稿库“{path}”不可写入。请取得写入权限，或用 --data-dir 指定其他文件夹。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is damaged and was left untouched. Put the latest backup, "{backup}", in its place.</source>
      <translation>文稿库“{path}”已损坏，程序没有改动它。请用最近的备份“{backup}”替换它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is damaged and was left untouched; there is no backup. Move it away to start a new one, and keep it: its text may be recovered.</source>
      <translation>文稿库“{path}”已损坏，程序没有改动它；没有备份。把它移走即可新建文稿库，请保留原文件：其中的文字或许还能恢复。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is busy. Try again in a moment.</source>
      <translation>文稿库“{path}”正忙。请稍后重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" cannot be reached ({detail}). Check the disk.</source>
      <translation>无法访问文稿库“{path}”（{detail}）。请检查磁盘。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" was written by a newer version ({written_by}). Install that version; nothing was changed.</source>
      <translation>文稿库“{path}”由较新的版本（{written_by}）写成。请安装该版本；程序没有做任何改动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is a database of another program. Choose another folder.</source>
      <translation>“{path}”是其他程序的数据库。请选择其他文件夹。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no library in "{path}" yet. Write a document first.</source>
      <translation>“{path}”中还没有文稿库。请先写一份文稿。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The library "{path}" is from an older version. Open it once in the window, or with longwriter resume last, which make a backup and upgrade it.</source>
      <translation>文库“{path}”来自旧版本。请在窗口中打开一次，或运行 longwriter resume last，它们会先备份再升级。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The program met a bug. Your text is saved. What it was doing is in "{path}": send this file to the developers, and say what you did.</source>
      <translation>程序遇到了一个错误。您的文稿已保存。出错时的情况记录在“{path}”中：请把该文件发给开发者，并说明您做了什么。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The program met a bug. Your text is saved. No report could be written to "{path}" ({detail}), so it stands above: send it to the developers, and say what you did.</source>
      <translation>程序遇到了一个错误。您的文稿已保存。报告无法写入“{path}”（{detail}），因此显示在上面：请把它发给开发者，并说明您做了什么。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no model file "{path}". Choose a GGUF file.</source>
      <translation>没有模型文件“{path}”。请选择 GGUF 文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model file "{path}" cannot be read ({detail}). Check that it may be opened.</source>
      <translation>模型文件“{path}”无法读取（{detail}）。请检查是否有权打开它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is not a GGUF model. Choose a file that ends in .gguf.</source>
      <translation>“{path}”不是 GGUF 模型。请选择以 .gguf 结尾的文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model file "{path}" is damaged or incomplete. Download it again.</source>
      <translation>模型文件“{path}”已损坏或不完整。请重新下载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A part of the model "{path}" is missing. Download it again.</source>
      <translation>模型“{path}”缺少一部分。请重新下载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" holds a kind of model that this version cannot run. Choose another model.</source>
      <translation>本版本无法运行“{path}”这类模型。请选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" is no model that writes: it searches, reads pictures or changes another model. Choose another model.</source>
      <translation>“{path}”不是用于写作的模型：它用于检索、识图或修改另一个模型。请选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" holds a vocabulary but no weights. Choose another model.</source>
      <translation>“{path}”只有词表，没有权重。请选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" needs {need:bytes} of memory; this computer has {total:bytes}. Choose a smaller model.</source>
      <translation>“{path}”需要 {need:bytes} 内存，这台电脑有 {total:bytes}。请选择较小的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>No model is loaded. Choose one at the top of the window.</source>
      <translation>尚未加载模型。请在窗口上方选择一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model file was changed, cut short or became unreadable while it was in use. Your text is saved. Put the file back, then load it again.</source>
      <translation>模型文件在使用过程中被更改、截断或无法读取。您的文字已保存。请恢复该文件，然后重新加载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Loading stood still for {seconds:,} seconds and was given up. Check the disk that the model is on, or choose another model.</source>
      <translation>加载已停滞 {seconds:,} 秒，已放弃。请检查模型所在的磁盘，或选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Loading the model was stopped; no model is loaded.</source>
      <translation>已停止加载模型；没有加载任何模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A context of {context:,} tokens needs {need:bytes}; {free:bytes} are free. Choose {largest:,} tokens or fewer, or close other programs.</source>
      <translation>{context:,} 词元的上下文需要 {need:bytes}，现有 {free:bytes} 空闲。请选择 {largest:,} 词元或更少，或关闭其他程序。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model is loaded, but {free:bytes} of free memory leave no room to write with it; {need:bytes} are needed. Close other programs, or choose a smaller model.</source>
      <translation>模型已加载，但 {free:bytes} 空闲内存不足以写作，需要 {need:bytes}。请关闭其他程序，或选择较小的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A context of {context:,} tokens could not be set up. Choose a shorter context.</source>
      <translation>无法建立 {context:,} 词元的上下文。请选择较短的上下文。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The instruction and the plan do not fit this model's context of {context:,} tokens. Shorten the instruction, or choose a model with a longer context.</source>
      <translation>写作要求和大纲超出了此模型 {context:,} 词元的上下文。请缩短写作要求，或选择上下文更长的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{words:,} words in one answer need {needed:,} tokens with the prompt, and the model's context has {context:,}. Use Write all instead, which writes section by section, or a longer context.</source>
      <translation>一次回答写 {words:,} 字，连同提示共需 {needed:,} 词元，而此模型的上下文为 {context:,} 词元。请改用“写全文”逐节写作，或使用更长的上下文。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>All sections are written already.</source>
      <translation>所有小节均已写完。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The prompt has {tokens:,} tokens and the model's context {context:,}. Shorten the instruction or the plan.</source>
      <translation>提示词有 {tokens:,} 词元，而模型的上下文为 {context:,} 词元。请缩短写作要求或大纲。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model's chat template cannot be used ({detail}). Choose another model.</source>
      <translation>此模型的对话模板无法使用（{detail}）。请选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This JSON schema cannot be used ({detail}). Make it simpler.</source>
      <translation>无法使用此 JSON 模式（{detail}）。请简化它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Port {port} cannot be used ({detail}). Choose another one with --port.</source>
      <translation>无法使用端口 {port}（{detail}）。请用 --port 另选一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A token needs {low} to {high} letters, digits and signs, without spaces.</source>
      <translation>令牌须为 {low} 到 {high} 个字母、数字或符号，不含空格。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The token file "{path}" cannot be used ({detail}). Choose another one.</source>
      <translation>无法使用令牌文件“{path}”（{detail}）。请另选一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Others can read the token file "{path}". Take their rights away with chmod 600, or choose another one.</source>
      <translation>其他人可以读取令牌文件“{path}”。请用 chmod 600 取消他们的权限，或另选一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model could not be held to the plan format. Please report this.</source>
      <translation>无法使模型遵守大纲格式。请报告此问题。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model failed while writing (code {result}). Load it again.</source>
      <translation>模型写作时出错（代码 {result}）。请重新加载模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model gave no answer. Load it again.</source>
      <translation>模型没有给出答复。请重新加载模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>What runs the model was compiled for a processor that can do more than this one, and was ended. Your text is saved. Install the program anew on this computer.</source>
      <translation>运行模型的程序是为功能更多的处理器编译的，在本机上无法运行，已退出。您的文字已保存。请在这台电脑上重新安装本程序。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model process ended. Your text is saved. Start it again.</source>
      <translation>模型进程已退出。您的文字已保存。请重新启动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model process ended while it was not in use; the computer may have run short of memory. Your text is saved. Start it again.</source>
      <translation>模型进程在未使用时已退出，可能是电脑内存不足。您的文字已保存。请重新启动。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A bracket is still open in this expression. Close it, or put \ in front of it to find the bracket itself.</source>
      <translation>表达式中有一个括号没有闭合。请闭合它；若要查找括号本身，请在前面加 \。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This expression cannot be read at character {position}. Put \ in front of a sign to find the sign itself.</source>
      <translation>表达式在第 {position} 个字符处无法识别。若要查找符号本身，请在前面加 \。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This expression takes too long on this document. Make it simpler.</source>
      <translation>这个表达式在此文稿中耗时过长。请简化它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The replacement names a group that the expression does not have, or ends in a single \. \1 is the first group in brackets, \\ a backslash.</source>
      <translation>替换文字引用了表达式中没有的分组，或以单个 \ 结尾。\1 表示第一个括号分组，\\ 表示反斜杠。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>A passage of {words:,} words does not fit this model's context of {context:,} tokens. Select less of it.</source>
      <translation>{words:,} 字的段落超出了此模型 {context:,} 词元的上下文。请少选一些。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is no repository of the Hub. Their names look like owner/model.</source>
      <translation>“{name}”不是 Hub 上的仓库。仓库名的形式是 owner/model。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The address "{endpoint}" in HF_ENDPOINT is none. It has to begin with https:// or http://.</source>
      <translation>HF_ENDPOINT 中的“{endpoint}”不是有效地址。它必须以 https:// 或 http:// 开头。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} cannot be reached. Check the network, and the proxy if there is one; everything else goes on working, and what was downloaded is kept.</source>
      <translation>无法连接 {host}。请检查网络以及代理（如有）；其他功能照常可用，已下载的内容会保留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>HF_HUB_OFFLINE is set, so the Hub is not asked. Unset it to download models.</source>
      <translation>已设置 HF_HUB_OFFLINE，因此不会访问 Hub。要下载模型，请取消该设置。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no repository "{repository}", or it is private. Check the name; a private one needs your access token.</source>
      <translation>没有名为“{repository}”的仓库，或者它是私有的。请检查名称；私有仓库需要您的访问令牌。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no file "{name}" in "{repository}". Look at the list of its files.</source>
      <translation>“{repository}”中没有文件“{name}”。请查看它的文件列表。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" in "{repository}" is another file than it was when it was listed. List the files of the repository anew, and choose there.</source>
      <translation>“{repository}”中的“{name}”已与列出时不同。请重新列出该仓库的文件并在其中选择。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The authors of "{repository}" want to know who uses it. Agree to their terms at {page}, then set your access token in the window, or as HF_TOKEN.</source>
      <translation>“{repository}”的作者想知道谁在使用它。请在 {page} 同意其条款，然后在窗口中或通过 HF_TOKEN 设置您的访问令牌。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} does not know this access token. Make a new one at {page}, and set it in the window, or as HF_TOKEN.</source>
      <translation>{host} 不认识此访问令牌。请在 {page} 新建一个，并在窗口中或通过 HF_TOKEN 设置。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} refused this (error {status}). Try again later, or choose another model.</source>
      <translation>{host} 拒绝了此请求（错误 {status}）。请稍后再试，或选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} is busy or limits how often it is asked. What was downloaded is kept; go on in a few minutes.</source>
      <translation>{host} 正忙或限制了访问频率。已下载的内容会保留；请过几分钟再继续。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} answered, but not as the Hub does. Check HF_ENDPOINT and the proxy, or sign in to this network first.</source>
      <translation>{host} 有应答，但不是 Hub 的应答。请检查 HF_ENDPOINT 和代理，或先登录此网络。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>What came of "{name}" has another size than the Hub says. Try again later, or choose another file.</source>
      <translation>收到的“{name}”大小与 Hub 所说的不同。请稍后再试，或选择其他文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>There is no GGUF file in "{repository}" that could be written with. Choose another repository, one with GGUF in its name for instance.</source>
      <translation>“{repository}”中没有可用于写作的 GGUF 文件。请选择其他仓库，例如名称中带有 GGUF 的仓库。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{wanted}" could be {count} files of "{repository}". Give the whole name.</source>
      <translation>“{wanted}”可能是“{repository}”中的 {count} 个文件。请给出完整名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The name "{name}" could lead out of the folder for models, so the file was not downloaded.</source>
      <translation>名称“{name}”可能指向模型文件夹之外，因此未下载该文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" is being downloaded by another program. Wait until that is done, or stop it there.</source>
      <translation>另一个程序正在下载“{name}”。请等它完成，或在那里停止它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{name}" was damaged on its way and was thrown away. Download it again.</source>
      <translation>“{name}”在传输中损坏，已被丢弃。请重新下载。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The disk with "{path}" is full, so the download stopped. What came is kept: free some space, then try again.</source>
      <translation>“{path}”所在的磁盘已满，下载已停止。已下载的部分会保留：请释放一些空间，然后重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{path}" has {free:bytes} free; the download needs {need:bytes} more and leaves some room for your text. Free {missing:bytes}, or set HF_HOME to a larger disk.</source>
      <translation>“{path}”剩余 {free:bytes}；下载还需要 {need:bytes}，并要为您的文本留出一些空间。请释放 {missing:bytes}，或将 HF_HOME 设到更大的磁盘。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This computer has no keyring that could keep a key. Install one (GNOME Keyring or KWallet), or set the Hub's token as HF_TOKEN before you start the program.</source>
      <translation>此计算机没有可保存密钥的密钥环。请安装一个（GNOME Keyring 或 KWallet），或在启动程序前将 Hub 令牌设为 HF_TOKEN。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The keyring is locked, so no key can be kept there. Unlock it, then try again.</source>
      <translation>密钥环已锁定，无法在其中保存密钥。请解锁后再试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The model process could not be started. Install the program again.</source>
      <translation>无法启动模型进程。请重新安装程序。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The catalogue of models {path} cannot be read ({detail}). Correct it, or take it away.</source>
      <translation>无法读取模型目录 {path}（{detail}）。请更正或移走它。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Entry {entry} in the catalogue of models {path} is left out: its "{field}" cannot be used.</source>
      <translation>模型目录 {path} 的第 {entry} 项已略过：其中的“{field}”无法使用。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{path} cannot be deleted ({detail}). See who else uses it, and try again.</source>
      <translation>无法删除 {path}（{detail}）。请查看是否有其他程序正在使用它，然后重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The starter model belongs to the program and stays.</source>
      <translation>入门模型是程序自带的，不能删除。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Ollama keeps an account of its files. Delete this one with the command "ollama rm {name}".</source>
      <translation>Ollama 自行管理其文件。请用命令“ollama rm {name}”删除此文件。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{path} lies in none of the folders for models, so it is not deleted.</source>
      <translation>{path} 不在任何模型文件夹中，因此不会删除。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>"{address}" is not the address of a server. Type one like http://localhost:8080/v1.</source>
      <translation>“{address}”不是服务器地址。请输入类似 http://localhost:8080/v1 的地址。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} cannot be reached. See whether the server runs and whether this computer is online, then try again. Your text is saved.</source>
      <translation>无法连接 {host}。请检查服务器是否在运行、本机是否联网，然后重试。您的文字已保存。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The certificate of {host} is not valid, so nothing was sent there. Check the address, or ask whoever runs the server.</source>
      <translation>{host} 的证书无效，因此没有向其发送任何内容。请检查地址，或询问服务器的管理者。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} has not answered for minutes. Try again, or choose a smaller model.</source>
      <translation>{host} 已有几分钟没有回应。请重试，或选择较小的模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} answers, but not as a model server does at this address. Check the address; most end in /v1.</source>
      <translation>{host} 有回应，但此地址上不是模型服务器。请检查地址；多数以 /v1 结尾。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The server at {host} points to another address, "{address}", and nothing was sent there. If you trust it, type that address instead.</source>
      <translation>{host} 上的服务器指向另一个地址“{address}”，没有向那里发送任何内容。如果您信任它，请改为输入该地址。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} does not take this key. Type it again, or make a new one there.</source>
      <translation>{host} 不接受此密钥。请重新输入，或在那里新建一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} wants a key. Type it in this server's settings.</source>
      <translation>{host} 需要密钥。请在此服务器的设置中输入。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The key of "{name}" ({host}) is not here any more: without a keyring, or with one that is locked, it is kept only until you quit. Type it again to write with this server.</source>
      <translation>“{name}”（{host}）的密钥已不在：没有密钥环或密钥环被锁定时，密钥只保留到退出程序为止。请再次输入，以便用这台服务器写作。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} has no model "{model}". Choose another one in this server's settings.</source>
      <translation>{host} 没有模型“{model}”。请在此服务器的设置中另选一个。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} offers no model. Load one there, or type its name in this server's settings.</source>
      <translation>{host} 没有提供模型。请在那里加载一个，或在此服务器的设置中输入其名称。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>What you have paid for at {host} is used up. Look at your account there, or choose another model.</source>
      <translation>您在 {host} 的额度已用完。请查看您在那里的账户，或选择其他模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} takes no more requests for now; it asks to wait {seconds:,} seconds. Try again then, or write with another model.</source>
      <translation>{host} 暂时不再接受请求，要求等待 {seconds:,} 秒。请到时再试，或换一个模型来写。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} is too busy to answer. Try again in a minute.</source>
      <translation>{host} 太忙，无法回应。请一分钟后重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>This is longer than the model at {host} can read. Type a smaller context in this server's settings, so that less is sent.</source>
      <translation>内容超出了 {host} 上的模型所能读取的长度。请在此服务器的设置中输入较小的上下文，以减少发送的内容。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} failed: {detail}. Your text is saved. Try again.</source>
      <translation>{host} 出错：{detail}。您的文字已保存。请重试。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} did not take the request: {detail}. Check this server's settings.</source>
      <translation>{host} 没有接受请求：{detail}。请检查此服务器的设置。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} sent no text. Its model may have thought until its limit, or been given more than it can read. Type a smaller context in this server's settings, or choose another model.</source>
      <translation>{host} 没有发来任何文字。模型可能一直思考到了上限，或收到的内容超出了它能读取的长度。请在该服务器的设置中填写较小的上下文，或选择另一个模型。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>The connection to {host} was lost, and again when it was tried anew. What came until then is kept.</source>
      <translation>与 {host} 的连接已断开，重试后再次断开。此前收到的内容已保留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>{host} withheld the rest of the answer because of its rules. What came until then is kept.</source>
      <translation>{host} 因其规则没有给出其余的回答。此前收到的内容已保留。</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>cut at its last sentence, at the length limit</source>
      <translation>到达字数上限，已在最后一句处截断</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>the model kept repeating itself; the repetition was removed</source>
      <translation>模型不断重复，重复部分已删去</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>the model's context was full</source>
      <translation>模型的上下文已满</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>interrupted; the text until then was kept</source>
      <translation>被中断，此前的文字已保留</translation>
    </message>
    <message>
      <location filename="../../longwriter_desktop/app/messages.py" />
      <source>Finished.</source>
      <translation>已完成。</translation>
    </message>
  </context>
</TS>
