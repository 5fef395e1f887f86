"""Names in other alphabets, in Latin letters.

Only alphabets whose letters stand for sounds one by one: Cyrillic, Greek, Arabic,
Hebrew, Georgian and Armenian. The tables are ours, after the usual newspaper spelling
(not a scholarly one), because names are compared with what newspapers print. Anything
else is left as it is.
"""

from __future__ import annotations

_CYRILLIC = (
    "а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f"
    " х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya і i ї yi є ye ґ g ў u ј j љ lj њ nj"
    " ћ c ђ dj џ dz қ q ғ g ң ng ө o ү u ұ u ә a һ h ѓ g ќ k ѕ dz"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y"
    " φ f χ ch ψ ps ω o"
)
_ARABIC = (
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f"
    " ق q ك k ل l م m ن n ه h و u ي i ى a ة a ء _ پ p چ ch ژ zh گ g ک k ی i"
)
_HEBREW = (
    "א a ב b ג g ד d ה h ו v ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f"
    " צ ts ץ ts ק k ר r ש sh ת t"
)
_GEORGIAN = (
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p"
    " ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h"
)
_ARMENIAN = (
    "ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m"
    " յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f"
)
# Latin letters that Unicode does not take apart.
_LATIN = "ß ss æ ae œ oe ø o đ d ð d þ th ł l ı i ŋ ng ħ h"


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for letters in (_CYRILLIC, _GREEK, _ARABIC, _HEBREW, _GEORGIAN, _ARMENIAN, _LATIN):
        items = letters.split()
        pairs = zip(items[::2], items[1::2], strict=True)
        table |= {ord(letter): "" if latin == "_" else latin for letter, latin in pairs}
    return table


_TABLE = _table()


def latin(text: str) -> str:
    """`text`, already in small letters and without accents, in Latin letters as far as
    its alphabet is known here."""
    return text if text.isascii() else text.translate(_TABLE)
