"""Bytes to text whatever the page claims about itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean.decode import decode

HANT = "<p>運輸署表示，渡輪票價未來一年維持不變，市民普遍歡迎這項決定，碼頭乘客希望增加班次。</p>\n"
HANS = "<p>运输署表示，渡轮票价未来一年维持不变，市民普遍欢迎这项决定，码头乘客希望增加班次。</p>\n"
PT = "<p>A população não são só números: há ligações à noite, e o preço é económico.</p>\n"
CLAIMS = ["", "utf-8", "big5", "gb2312", "gbk", "iso-8859-1", "nonsense", "base64", "utf-7"]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HANT, "big5"),
        (HANT, "gb18030"),
        (HANT, "utf-8"),
        (HANT + "<p>灣仔嘅街坊喺度，佢哋話冇問題啫</p>\n", "big5hkscs"),
        (HANS, "gb2312"),
        (HANS + "<p>镕𠮷</p>\n", "gb18030"),
        (HANS, "utf-8"),
        (PT, "cp1252"),
        (PT, "utf-8"),
    ],
)
def test_a_false_claim_is_seen_through(text: str, encoding: str, claim: str) -> None:
    plain = text.encode(encoding)
    assert decode(plain, f"text/html; charset={claim}") == text
    meta = f'<meta charset="{claim}">\n'
    assert decode(meta.encode() + plain) == meta + text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(HANT.encode(encoding), "text/html; charset=big5") == HANT


def test_a_page_cut_in_a_character_keeps_its_encoding() -> None:
    assert decode((HANT * 9).encode()[:-7]).startswith(HANT)
    assert decode((HANT * 9).encode("big5")[:-6]).startswith(HANT)


def test_stray_bytes_in_a_utf8_page_are_forgiven() -> None:
    assert decode((HANT * 9).encode() + b"\xff\xfe" + HANT.encode()).endswith(HANT)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8", "ignore")) == text.encode("utf-8", "ignore").decode()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=500), st.text(max_size=30))
def test_any_bytes_become_text(html: bytes, content_type: str) -> None:
    decode(html, content_type).encode("utf-8")
