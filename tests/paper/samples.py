"""Invented names and small sheets for the tests of paper."""

from __future__ import annotations

from casedesk.paper.blocks import Block, Sheet

NAMES = {
    "Dutch": "Joke van der Hühnerbein-IJsselstein",
    "Polish": "Łukasz Wójcik-Żółć",
    "Romanian": "Ștefan Țurcanu, București",
    "Bulgarian": "Димитър Йорданов Щерев",
    "Ukrainian": "Олександр Ґалаґан, Київ, Їжак",
    "Arabic": "محمد عبد الله المصري",
    "Persian": "زهرا می‌خواهم گچ پژ",
    "Hebrew": "דוד בן שלום",
    "Georgian": "გიორგი მაისურაძე",
    "Armenian": "Արամ Հակոբյան",
    "Vietnamese": "Nguyễn Thị Hường, Đặng Văn Lợi",
    "Yoruba": "Ọláyínká Adéṣọlá, Ẹ̀bùn Ọ̀ṣun",
    "Chinese": "王小明，广州手机号",
    "Japanese": "田中さくら カタカナ",
    "Korean": "김철수",
    "Amharic": "ሰላም ተስፋዬ ግርማ",
    "Tigrinya": "ኣብርሃም ገብረ",
    "Thai": "สมชาย ใจดี น้ำ",
    "Lao": "ສົມຈິດ",
    "Khmer": "ស្រីមុំ ភ្នំពេញ",
    "Burmese": "အောင်ဆန်း မြန်မာ",
    "Bengali": "মোহাম্মদ রহমান ক্ষমা",
    "Hindi": "प्रिया शर्मा क्षत्रिय",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Tamil": "முருகன் ஸ்ரீ",
    "Sinhala": "සුනිල් ශ්‍රී",
}

PROSE = (
    "Mevrouw verblijft sinds 12-03-2026 op een veilige plek. Zij werkt mee aan gesprekken, maar "
    "wil geen contact met de politie. De coördinator belt alleen op werkdagen. "
)


def sheet(*blocks: Block, watermark: str | None = None) -> Sheet:
    return Sheet(
        "Overdracht 2026-0012",
        "nl",
        "VERTROUWELIJK · versie 1",
        "Pagina {page} van {pages}",
        watermark,
        blocks,
    )
