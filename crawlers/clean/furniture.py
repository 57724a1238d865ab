"""Lines that stand in articles without being of them: adverts' labels, calls to subscribe, to
share, to download, and headings of what else there is to read.

Kept to what no sentence of an article says, and to whole lines. What one site alone repeats is for
its YAML (`extraction.drop_lines`) or its learned template.
"""

import re

MOST = 200
"""Characters of the longest line that can be furniture."""

_LINES = (
    # what is advertised, and where
    r"(advertisement|advertising|sponsored( content)?|story continues below( advertisement)?|"
    r"article continues (below|after)( this)?( ad(vertisement)?)?|skip advertisement|"
    r"continue reading( below)?|paid (content|post)|ad)",
    r"(publicidade|anúncio|patrocinado|continua (depois|após|apos) (da|a) publicidade|"
    r"publicidade (do|da) parceir[oa] .{0,40}|conteúdo patrocinado)",
    r"(廣告|广告|ad|贊助內容|赞助内容|推廣|推广)",
    # subscribe, follow, share, download
    r"(sign up|subscribe|register)( now| here| today| free)?( for| to)\b.{0,80}"
    r"(newsletter|newsletters|podcast|channel|alerts?|inbox|updates)\b.{0,40}",
    r"(follow|like|join|find|connect with) us (on|at)\b.{0,80}",
    r"download (the|our) .{0,40}\bapp\b.{0,60}",
    r"(share|tweet|email|print|copy link|share (this|on).{0,40}|"
    r"click to (share|print|email).{0,60})",
    r"(receba|assine|inscreva-se|cadastre-se|siga|participe)\b.{0,90}"
    r"(telegram|whatsapp|newsletter|e-?mail|instagram|facebook|twitter|canal|notícias)\b.{0,90}",
    r"(fique por dentro!?|compartilhe( (esta|essa) (notícia|matéria))?|compartilhar|copiar link)",
    r".{0,60}(立即|即刻|免費|免费|按此|點擊|点击|掃碼|扫码|馬上)"
    r"(下載|下载|訂閱|订阅|追蹤|關注|关注|收看|登記|加入|報名|睇片).{0,80}",
    r".{0,30}(追蹤|關注|关注|follow)(我們|我们|本報|本报).{0,60}",
    r"(請|请)?(按此|點此|点此|按這裡)(了解|查看|閱讀|阅读|瀏覽|觀看|收看).{0,60}",
    r"[▼▲►▶↓↑※★☆●■◆\s]*(點擊|点击|按)(圖|图|相|圖片|图片|相片|看|放大).{0,20}",
    r".{0,12}(下載|下载).{0,24}(app|客戶端|客户端|應用程式).{0,40}",
    # what else there is
    r"[-–—▼►▶>\s]*(閱讀更多|阅读更多|繼續閱讀|继续阅读|查看更多|展開全文|展开全文|全文閱讀|收起全文)[-–—▼►▶<\s]*",
    r"(往下看更多文章|你或有興趣的文章|你可能(也|會|还)?(有興趣|喜歡|感兴趣|喜欢|想看).{0,12})",
    r"(同場加映|延伸閱讀|延伸阅读|相關(報道|報導|新聞|文章|連結|影片|專題)|相关(报道|新闻|文章|链接|阅读)|"
    r"最新影片推介|熱門文章|热门文章|更多(新聞|新闻|內容|内容|精彩).{0,10}|編輯推介|編輯推薦|猜你喜歡)[:：]?",
    r"(also read|read also|read more|see also|related|watch|must read|recommended)\s*[:：].{0,150}",
    r"(leia (também|mais)|veja (também|mais)|saiba mais|assista|confira)\s*[:：].{0,150}",
    # counters and clocks, which change when nothing was written
    r"(瀏覽|浏览|點擊|点击|閱讀|阅读|讚好|點讚|点赞|分享|留言|評論|评论|收藏)(次數|次数|數|数|量|率|人數|人数)?"
    r"\s*[:：]?\s*[\d,.]+\s*[萬万次人kK]?",
    r"[\d,.]+[kKmM]?\s*(views?|comments?|shares?|likes?|reads?|visualizações|comentários|partilhas)",
    r"(views?|comments?|shares?|likes?|reads?|visitas|comentários)\s*[:：(]?\s*[\d,.]+[kKmM]?",
    r"(最後|最后)?更新(時間|时间|日期|於|于)?\s*[:：]?\s*\d{2,4}.{4,20}",
    r"((last|page) )?updated( on| at)?\s*[:：]?\s*.{0,24}\d{4}.{0,20}",
    r"(última )?atualiza(do|da|ção)( em| às)?\s*[:：]?\s*.{0,20}\d{4}.{0,16}",
    r"0",
    # what is said of pictures where nothing else tells that it is
    r"[▲△▼▽◀▶↑↓⬆⬇]\s*\S.{0,90}",
    r"[(（〔【]?(圖片|图片|相片|照片|圖|图|摄影|攝影|影片|视频|視頻)((来源|來源|提供|攝|摄)?)?\s*[:：/／].{1,40}",
    r"[(（〔【]?.{0,20}(資料圖片|资料图片|網上圖片|网上图片|網絡圖片|网络图片|視頻截圖|视频截图|影片截圖)[)）〕】]?",
    r"(photo|photos|image|images|picture|foto|fotos|photography|illustration)"
    r"( credit| by|s by|:)\s*:?.{1,70}",
    r"(show|load|see|view) (more|less|all)( .{0,20})?",
    r"follow .{1,40} on (twitter|facebook|instagram|threads|linkedin|x)\b.{0,60}",
    r".{0,60}\bcan be reached at .{0,20}\S+@\S+",
    # of the trade
    r"(all rights reserved|©|copyright ©).{0,120}",
    r"(版權所有|版权所有|未經授權|未经授权|不得轉載|不得转载|版權聲明).{0,80}",
    r"(責任編輯|责任编辑|編輯|编辑|責編|责编|校對|校对|監製|审核|审校|排版|统筹)\s*[:：/／]\s*.{1,16}",
    r"(来源|來源|稿源|轉自|转自|文章来源|新聞來源)\s*[:：].{1,40}",
    r"(免責聲明|免责声明|版权声明|特别声明|特別聲明)\s*[:：].{0,190}",
    r"[(（]?原(标题|標題)\s*[:：].{1,120}",
    r".{0,40}(掃描|扫描|長按|长按|識別|识别).{0,10}(二維碼|二维码).{0,80}",
)
_RULE = re.compile(r"[\s\W_]*(?:" + "|".join(f"(?:{line})" for line in _LINES) + r")[\s\W_]*", re.I)


def is_furniture(line: str) -> bool:
    """Whether a line is one that stands in articles without being of them.

    >>> is_furniture("▼點擊圖片放大"), is_furniture("Follow us on Twitter for more")
    (True, True)
    >>> is_furniture("He was told to follow us on foot.")
    False
    """
    return len(line) <= MOST and _RULE.fullmatch(line) is not None
