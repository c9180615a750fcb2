// What programs put on the clipboard as HTML, shortened but true to life: Word's and Excel's own markup, a page's scripts,
// and all else that must not reach the public page.

// What Word 2019 puts on the clipboard, shortened: its styles, wrapped lines, conditional comments, faked lists, a table
// with merged cells, a deletion under revision, a comment, hidden text.
const marker = (sign, font = '') =>
  `<![if !supportLists]><span lang=EN-US style='font-size:16.0pt;${font}'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>`;
const faked = (list, level, sign, font, words) => `<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;
mso-char-indent-count:0;mso-list:l${list} level${level} lfo${list}'>${marker(sign, font)}<span style='font-family:
仿宋_GB2312'>${words}</span><span lang=EN-US><o:p></o:p></span></p>`;
const cell = (words, spans = '') =>
  `<td width=138 ${spans} valign=top style='width:103.7pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal align=center style='text-align:center'><span lang=EN-US>${words}<o:p></o:p></span></p></td>`;
const WINGDINGS = 'font-family:Wingdings;mso-bidi-font-family:Wingdings';
export const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {mso-style-unhide:no; margin:0cm; font-family:等线;} @list l0 {mso-list-id:1;} --></style>
</head><body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word'><!--StartFragment-->
<h1 style='mso-list:l2 level1 lfo3'>${marker('一、', 'font-family:黑体')}<b><span style='font-family:黑体'>总体要求</span></b><span lang=EN-US><o:p></o:p></span></h1>
<h2><span style='font-family:楷体_GB2312'>（一）工作目标</span></h2>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;font-family:
仿宋_GB2312'>　　为深入贯彻落实《中华人民共和国政府信息公开条例》，
进一步推进基层政务公开，现就有关事项通知如下。<span lang=EN-US><o:p></o:p></span></span></p>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-family:楷体'>（一）加强组织领导。</span></b><span>各单位要明确责任人，按<b>《条例》</b>办理，比例为3~5%，以7~9天计。</span><del cite="mailto:%E5%BC%A0" datetime="2024-01-01T09:00"><span>删去的话</span></del><ins cite="mailto:%E5%BC%A0" datetime="2024-01-01T09:00"><span>新写的话。</span></ins><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[张1]</a></span></p>
<p class=MsoNormal style='mso-list:l4 level1 lfo5'>${marker('第一条')}<span>为了规范公开工作，制定本办法。</span></p>
${faked(0, 1, 'l', WINGDINGS, '主动公开目录')}
${faked(0, 2, 'n', WINGDINGS, '公开时限')}
${faked(0, 1, 'l', WINGDINGS, '公开指南')}
<p class=MsoNormal><span>按下列顺序办理：</span></p>
${faked(1, 1, '1.', '', '登记')}
${faked(1, 1, '2.', '', '答复')}
<p class=MsoNormal><span lang=EN-US>1. </span><span>手写的编号，CO<sub>2</sub>排放</span><span style='display:none;mso-hide:all'>隐藏的文字</span><br>
联系电话：0379-67910000，网址<a href="https://www.gov.cn/a_b?x=1&amp;y=2"><span lang=EN-US>中国政府网</span></a></p>
<p class=MsoNormal><span lang=EN-US><![if !vml]><img width=200 height=100 src="file:///C:/Users/x/clip_image002.png" v:shapes="图片_x0020_1"><![endif]></span></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>${cell('<b>表1　办理情况</b>', 'colspan=4')}</tr>
<tr>${cell('<b>单位</b>', 'rowspan=2')}${cell('事项', 'rowspan=2')}${cell('2024年', 'colspan=2')}</tr>
<tr>${cell('受理')}${cell('办结')}</tr>
<tr>${cell('孟津区', 'rowspan=2')}${cell('公开|答复')}${cell('120', 'rowspan=2')}${cell('60')}</tr>
<tr>${cell('复议</span></p><p class=MsoNormal><span>诉讼')}${cell('<o:p>&nbsp;</o:p>')}</tr>
<tr style='mso-yfti-lastrow:yes'>${cell('合计', 'colspan=2')}${cell('120')}${cell('60')}</tr>
</table>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>批注的内容</p></div></div>
<!--EndFragment--></body></html>`;

// Excel: a merged title, a line with the unit alone, a hidden row, an empty column beside, a note below.
export const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700; mso-number-format:"\\#\\,\\#\\#0";}--></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=300 style='border-collapse:collapse;width:225pt'><!--StartFragment-->
<col width=72 style='width:54pt'><col width=72 span=3>
<tr height=19 style='height:14.0pt'><td colspan=4 height=19 class=xl65 style='height:14.0pt'>2024年依申请公开情况</td></tr>
<tr><td></td><td></td><td class=xl65 align=right>单位：件</td><td></td></tr>
<tr><td class=xl65>项目</td><td class=xl65>数量</td><td class=xl65>占比</td><td></td></tr>
<tr><td>予以公开</td><td class=xl66 align=right x:num="1024">1,024</td><td align=right>85.3%</td><td></td></tr>
<tr height=0 style='display:none;mso-height-source:userset'><td>内部核对</td><td>9</td><td>9</td><td></td></tr>
<tr><td>不予公开*注</td><td align=right>176</td><td align=right>14.7%</td><td></td></tr>
<tr><td colspan=4>注：数据截至2024年12月31日。</td></tr>
<!--EndFragment--></table></body></html>`;

export const WEB = `<meta charset='utf-8'><style>p { color: red }</style><script>alert(1)</script><div class="TRS_Editor" style="color: rgb(51, 51, 51)" onclick="steal()">
<h1>政策解读</h1><h2 style="font-weight: 400">一、背景</h2>
　　第一段，<span style="font-weight: 700" onmouseover="x()">重要。</span><br>　　第二段见<a href="https://www.henan.gov.cn/x.html" onclick="x()"target="_blank" title="a>b style=c onclick=d">原文</a>和<a href="javascript:down()">附件</a>。
<p style="text-indent: 2em">第三段 &lt;b&gt;不是标记&lt;/b&gt; &amp;lt; 完。<img src="https://www.henan.gov.cn/a.png" onerror="x()"></p>
<ul><li><a>甲</a></li><li>乙</li></ul><blockquote><p>引用的话</p></blockquote>
<div hidden>隐藏</div><iframe src="https://example.com"></iframe><button/onclick=x()>打印</button></div>`;

export const PLAIN = '第一行 *原样* 1. #\n　　第二行\n\n- 第三行';
