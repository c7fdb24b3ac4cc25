"""Actors of other theatres, as casebooks of them would begin, and spellings that their sources use."""

from __future__ import annotations

from armillary.casebook.records import Actor
from tests.proposing.small import make_actor

_GROUPS = {
    "jnim": ("Jama'at Nusrat al-Islam wal-Muslimin", "JNIM", "جماعة نصرة الإسلام والمسلمين"),
    "isgs": ("Islamic State in the Greater Sahara", "ISGS"),
    "katiba-macina": ("Katiba Macina",),
    "ansarul-islam": ("Ansaroul Islam",),
    "aqim": ("Al-Qaeda in the Islamic Maghreb", "AQIM"),
    "al-qaeda": ("Al-Qaeda", "القاعدة"),
    "islamic-state": ("Islamic State", "IS", "داعش", "الدولة الإسلامية"),
    "abu-sayyaf": ("Abu Sayyaf Group", "ASG", "Abu Sayyaf"),
    "jemaah-islamiyah": ("Jemaah Islamiyah", "JI"),
    "arakan-army": ("Arakan Army", "AA"),
    "kachin-army": ("Kachin Independence Army", "KIA"),
    "adf": ("Allied Democratic Forces", "ADF"),
    "hamas": ("Hamas", "حماس"),
    "lashkar-e-jhangvi": ("Lashkar-e-Jhangvi", "LeJ", "لشکر جھنگوی"),
    "sipah-e-sahaba": ("Sipah-e-Sahaba Pakistan", "سپاہ صحابہ"),
    "jaish": ("Jaish-e-Mohammed", "JeM", "جیش محمد"),
    "lashkar-e-taiba": ("Lashkar-e-Taiba", "LeT", "لشکر طیبہ"),
    "hezb": ("Hezb-e Islami Gulbuddin", "HIG"),
    "al-shabaab": ("Harakat al-Shabaab al-Mujahideen", "Al-Shabaab", "حركة الشباب المجاهدين"),
}
_PERSONS = {
    "droukdel": ("Abdelmalek Droukdel",),
    "hekmatyar": ("Gulbuddin Hekmatyar", "گلبدین حکمتیار"),
    "noor-wali": ("Nur Wali Mehsud", "نور ولی محسود"),
    "zarqawi": ("Abu Musab al-Zarqawi",),
    "jalaluddin": ("Jalaluddin Haqqani",),
}
ACTORS: dict[str, Actor] = {
    name: make_actor(name, kind, *names)
    for kind, held in (("group", _GROUPS), ("person", _PERSONS))
    for name, names in held.items()
}

SPELLINGS = {
    "Jamaat Nosrat al-Islam wal-Mouslimine": "jnim",
    "Jama'a Nusrat ul-Islam wa al-Muslimin": "jnim",
    "Jamaatu Nusratul Islam wal Muslimin": "jnim",
    "نصرة الإسلام والمسلمين": "jnim",
    "Islamic State in Greater Sahara": "isgs",
    "Katibat Macina": "katiba-macina",
    "Ansar ul-Islam": "ansarul-islam",
    "Ansarul Islam": "ansarul-islam",
    "al-Qaida in Islamic Maghreb": "aqim",
    "تنظيم القاعدة": "al-qaeda",
    "الدوله الاسلاميه": "islamic-state",
    "بداعش": "islamic-state",
    "Abou Sayyaf": "abu-sayyaf",
    "Abu Sayaf": "abu-sayyaf",
    "Jamaah Islamiyah": "jemaah-islamiyah",
    "وحماس": "hamas",
    "حركة حماس": "hamas",
    "Lashkar-i-Jangvi": "lashkar-e-jhangvi",
    "Laskar e Jhangvi": "lashkar-e-jhangvi",
    "لشكر جهنگوی": "lashkar-e-jhangvi",
    "Sipah-i-Sahaba Pakistan": "sipah-e-sahaba",
    "Sipah-i-Sahaba": "sipah-e-sahaba",
    "Jaysh Muhammad": "jaish",
    "Jaish-i-Mohammad": "jaish",
    "Lashkar-i-Toiba": "lashkar-e-taiba",
    "Lashkar e Tayyaba": "lashkar-e-taiba",
    "Hizb-i Islami Gulbudin": "hezb",
    "Harakat al Chabab al Moudjahidine": "al-shabaab",
    "Al Shabab": "al-shabaab",
    "حركة شباب المجاهدين": "al-shabaab",
    "Abd al-Malik Drukdal": "droukdel",
    "Abdul Malek Droukdel": "droukdel",
    "Gulbudin Hikmatyar": "hekmatyar",
    "حكمتيار": "hekmatyar",
    "Noor Wali Mahsud": "noor-wali",
    "Abou Moussab al-Zarkaoui": "zarqawi",
    "Zarkaoui": "zarqawi",
    "Jallalouddine Haqani": "jalaluddin",
    "Jalal ud-Din Haqqani": "jalaluddin",
}
