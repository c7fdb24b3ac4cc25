"""Notes lead to what they cite: in full, in short, by author alone, ibid.; interviews and words of explanation too."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.reading.citations.fresh import names_of
from armillary.reading.citations.notes import Citations, read_citations
from armillary.reading.citations.works import read_entry
from armillary.reading.citations.written import date_in, key_of, pages_of, surnames
from armillary.reading.formats import read_document
from armillary.reading.splitter import split

BIBLIOGRAPHY = """
- Adams, Ruth. "Guests of the Valley." *The Daily Post*, August 20, 2021. <https://example.org/guests>.
- ———. "Who Feeds the Guests?" *The Daily Post*, August 31, 2021.
- Baker, Omar, and Lina Cole. "Songs of the Northern Road." London: Road Institute, September 2021.
- Dunn, Per, Ana Eck, and Li Fong. *Hills and Men: A History*. Oslo: Hill Press, 2002.
- Ministry of Roads. "Yearly Report 2022," January 5, 2023. <https://example.org/roads>.
- United Nations Security Council. "Letter Dated 19 May 2020 from the Chair," May 19, 2020.
- . "Letter Dated 23 January 2024 from the Chair," January 29, 2024.
- Accord of the Two Rivers, February 29, 2020. <https://example.org/accord>.
"""


def cite(*notes: str) -> Citations:
    """What these notes cite, in a document with the bibliography above."""
    calls = " ".join(f"Said here.<sup>{number}</sup>" for number in range(1, len(notes) + 1))
    listed = "\n".join(f"{number}. {note}" for number, note in enumerate(notes, 1))
    return read_citations(split(f"# Introduction\n\n{calls}\n\n# References\n{BIBLIOGRAPHY}\n# Notes\n\n{listed}\n"))


def shown(*notes: str) -> list[str]:
    """Each thing cited as `note kind how work pages`, blanks left out."""
    return [
        " ".join(filter(None, (str(c.note), c.kind, c.how, c.work, c.speaker, c.date, c.pages)))
        for c in cite(*notes, "The end.").notes[:-1]
    ]


def test_the_bibliography_becomes_works() -> None:
    works = {work.id: work for work in cite("x y").works}
    assert list(works) == [
        "adams-2021",
        "adams-2021b",
        "baker-2021",
        "dunn-2002",
        "ministry-roads-2023",
        "united-nations-security-2020",
        "united-nations-security-2024",
        "accord-two-rivers-2020",
    ]
    adams, second = works["adams-2021"], works["adams-2021b"]
    assert (adams.title, adams.container, adams.date) == ("Guests of the Valley", "The Daily Post", "2021-08-20")
    assert adams.url == "https://example.org/guests"
    assert second.authors == adams.authors == "Adams, Ruth"
    assert works["baker-2021"].names == ["Baker", "Cole"]
    assert works["dunn-2002"].names == ["Dunn", "Eck", "Fong"]
    assert works["dunn-2002"].title == "Hills and Men: A History"
    assert works["ministry-roads-2023"].names == ["Ministry of Roads"]
    assert works["accord-two-rivers-2020"].authors == ""


def test_short_titles_lead_to_their_work() -> None:
    assert shown(
        'Adams, "Who Feeds the Guests?" 4.', 'Baker and Cole, "Songs," 12–13.', "Dunn, Eck, and Fong, Hills, 7."
    ) == [
        "1 work title adams-2021b 4",
        "2 work title baker-2021 12–13",
        "3 work title dunn-2002 7",
    ]


def test_an_author_alone_means_the_work_of_that_author_cited_last() -> None:
    assert shown(
        'Adams, "Guests of the Valley."', "Adams.", 'Adams, "Who Feeds."', "Adams, 9.", "Baker and Cole, 3."
    ) == [
        "1 work title adams-2021",
        "2 work author adams-2021",
        "3 work title adams-2021b",
        "4 work author adams-2021b 9",
        "5 work author baker-2021 3",
    ]


def test_an_author_of_several_works_none_of_them_cited_leads_nowhere() -> None:
    assert shown("Adams.") == ["1 unresolved"]


def test_ibid_op_cit_and_above() -> None:
    assert shown(
        'Baker and Cole, "Songs," 2.',
        "Ibid., 5.",
        "Ibid.",
        "Dunn et al., Hills.",
        "Baker and Cole, op. cit., 8.",
        "See above, n. 4, 11.",
    ) == [
        "1 work title baker-2021 2",
        "2 work ibid baker-2021 5",
        "3 work ibid baker-2021",
        "4 work title dunn-2002",
        "5 work author baker-2021 8",
        "6 work above dunn-2002 11",
    ]


def test_several_works_in_one_note_and_words_before_them() -> None:
    assert shown(
        'See Adams, "Guests of the Valley"; cf. Baker and Cole, "Songs of the Northern Road," 4; Ministry of Roads, 2.'
    ) == [
        "1 work title adams-2021",
        "1 work title baker-2021 4",
        "1 work author ministry-roads-2023 2",
    ]
    assert shown('The road was closed that year. Adams, "Guests of the Valley." It opened later.') == [
        "1 work title adams-2021"
    ]


def test_a_body_by_another_spelling_of_its_name() -> None:
    assert shown('UN Security Council, "Letter Dated 19 May 2020," 3.', "U.N. Security Council.") == [
        "1 work title united-nations-security-2020 3",
        "2 work author united-nations-security-2020",
    ]


def test_a_work_that_goes_by_its_title() -> None:
    assert shown("Accord of the Two Rivers.") == ["1 work author accord-two-rivers-2020"]


def test_a_work_that_no_bibliography_lists_is_new_and_known_from_then_on() -> None:
    found = cite(
        'Grey, "The Fords," June 4, 2019, https://example.org/fords.',
        "Grey, 2.",
        "Council of Elders, Circular no. 7, dated 12 March 2020.",
    )
    assert [(c.how, c.work) for c in found.notes[:2]] == [("new", "grey-2019"), ("author", "grey-2019")]
    grey = next(work for work in found.works if work.id == "grey-2019")
    assert (grey.entry, grey.title, grey.date, grey.url) == (0, "The Fords", "2019-06-04", "https://example.org/fords")
    assert found.notes[2].how == "new"
    assert found.notes[2].work == "council-elders-2020"


def test_interviews_and_letters_are_primary_sources() -> None:
    assert shown(
        "Interviewee 10, September 6, 2024",
        "Interviewee 4, June 5, 2024; Interviewee 12, 16 September 2024",
        "Author's interview with an official, August 30th, 2024.",
        "Email correspondence with an expert, Oct. 23, 2024",
    ) == [
        "1 interview 10 2024-09-06",
        "2 interview 4 2024-06-05",
        "2 interview 12 2024-09-16",
        "3 interview 2024-08-30",
        "4 correspondence 2024-10-23",
    ]


def test_words_that_cite_nothing_are_an_explanation() -> None:
    assert shown("These figures are estimates.") == ["1 explanatory"]
    assert cite("These figures are estimates.").unresolved == []
    assert cite("Zz", "a b").unresolved == [1]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Amir, Rahim, and Ash Jack", ["Amir", "Jack"]),
        ("Hash, Sayed Z., Rahim Fa, Lo C. Bal, and Jo Kraus", ["Hash", "Fa", "Bal", "Kraus"]),
        ("U.S. Department of State", ["U.S. Department of State"]),
        ("Institute for War, Peace and Roads", ["Institute for War, Peace and Roads"]),
        ("Handle [@real] (نام)", ["Handle"]),
    ],
)
def test_the_names_of_authors(authors: str, names: list[str]) -> None:
    assert surnames(authors) == names


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("August 31, 2021", "2021-08-31"),
        ("31 Aug. 2021", "2021-08-31"),
        ("10, no. 2 (May 4, 2018): 138–57", "2018-05-04"),
        ("September 2021", "2021-09"),
        ("Oslo, 2002", "2002"),
        ("Accessed September 12, 2024", ""),
        ("March 1, 2020. Accessed September 12, 2024", "2020-03-01"),
        ("no date", ""),
    ],
)
def test_dates_in_citations(text: str, date: str) -> None:
    assert date_in(text) == date


def test_small_readings() -> None:
    assert [pages_of(text) for text in ("12.", "pp. 3–4", "para. 17", "xii", "Hills", "")] == [
        "12",
        "3–4",
        "17",
        "xii",
        None,
        None,
    ]
    assert (
        key_of("U.N. Security Council")
        == key_of("United Nations security council")
        == "united nations security council"
    )
    assert read_entry("—", "", 1, set()) is None


def test_the_shipped_paper(shared: Path) -> None:
    """Of its 143 notes none is left unresolved, and each of its sixty entries is a work."""
    found = read_citations(read_document(shared / "sources" / "new-jihadi-sphere.md"))
    assert sum(work.entry > 0 for work in found.works) == 60
    assert len({cited.note for cited in found.notes}) == 143
    assert found.unresolved == []
    kinds = [cited.kind for cited in found.notes]
    assert (kinds.count("work"), kinds.count("interview"), kinds.count("correspondence")) == (122, 26, 2)
    assert {cited.note for cited in found.notes if cited.kind == "explanatory"} == {63, 81, 88, 128}
    assert sum(not work.entry for work in found.works) == 4


CHICAGO = """
[^1]: Jane Smith and Karim Osman, *The Long Valley: Groups after Withdrawal* (London: Hurst, 2022), 45–47.
[^2]: Peter Berg, "The Return of the Network," *Foreign Roads* 101, no. 3 (2022): 88.
[^3]: Smith and Osman, *Long Valley*, 51.
[^4]: Ibid., 52.
[^5]: Berg, "Return of the Network," 90; Smith and Osman, *Long Valley*, 60.
[^6]: See Berg, "Return of the Network," 91–92; cf. Smith and Osman, *Long Valley*.
[^7]: Osman, op. cit., 12.
[^8]: Council of Elders, *Report on the Fords*, S/2023/95, February 13, 2023, para. 14.
[^9]: Ana Noor, Li Fong, and Per Dunn, Ledger of War (Oxford: Hill Press, 2019), 3.
[^10]: https://www.example.org/news/2023/05/12/a-statement
[^11]: https://web.archive.org/web/20220101000000/https://example.com/a (accessed 5 May 2023).
[^12]: See https://www.example.org/news/2023/05/12/a-statement.
"""


def footnoted(notes: str) -> Citations:
    count = notes.count("]:")
    calls = " ".join(f"Said here.[^{number}]" for number in range(1, count + 1))
    return read_citations(split(f"# A paper\n\n## Introduction\n\n{calls}\n{notes}"))


def told(found: Citations) -> list[str]:
    return [" ".join(filter(None, (str(c.note), c.kind, c.how, c.work, c.pages))) for c in found.notes]


def test_notes_that_give_works_in_full_need_no_bibliography() -> None:
    found = footnoted(CHICAGO)
    assert told(found) == [
        "1 work new smith-2022 45–47",
        "2 work new berg-2022 88",
        "3 work title smith-2022 51",
        "4 work ibid smith-2022 52",
        "5 work title berg-2022 90",
        "5 work title smith-2022 60",
        "6 work title berg-2022 91–92",
        "6 work title smith-2022",
        "7 work author smith-2022 12",
        "8 work new council-elders-2023",
        "9 work new noor-2019 3",
        "10 work new example-org-2023",
        "11 work new example-com-undated",
        "12 work title example-org-2023",
    ]
    works = {work.id: work for work in found.works}
    assert works["smith-2022"].names == ["Smith", "Osman"]
    assert works["smith-2022"].title == "The Long Valley: Groups after Withdrawal"
    assert works["council-elders-2023"].title == "Report on the Fords"
    assert works["noor-2019"].names == ["Noor", "Fong", "Dunn"]
    assert works["example-org-2023"].date == "2023-05-12"
    assert works["example-com-undated"].url.endswith("https://example.com/a")


def test_british_notes_with_single_quotation_marks_and_latin_short_forms() -> None:
    found = footnoted("""
[^1]: A. Gius, Kites, Kettles, and Ladders (New York: Hill Press, 2008), p. 34.
[^2]: Ibid.
[^3]: T. Rutt, 'How tribal are the Hill's People?', Roads Network, 29 June 2010, p. 5.
[^4]: Gius, op. cit., p. 90.
[^5]: Rutt, loc. cit.
[^6]: Gius, Kites, Kettles, and Ladders, op. cit., p. 91; Rutt, op. cit., p. 9.
[^7]: See also Rutt, 'How tribal', p. 7.
""")
    assert told(found) == [
        "1 work new gius-2008 34",
        "2 work ibid gius-2008",
        "3 work new rutt-2010 5",
        "4 work author gius-2008 90",
        "5 work author rutt-2010",
        "6 work author gius-2008 91",
        "6 work author rutt-2010 9",
        "7 work title rutt-2010 7",
    ]


def test_a_short_form_that_stands_for_nothing_leads_nowhere() -> None:
    assert told(footnoted("[^1]: Ibid., p. 4.\n[^2]: Nobody, op. cit., 3.\n")) == ["1 unresolved", "2 unresolved"]


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("Jane Smith", ["Smith"]),
        ("T. H. Rutt & Ana de Noor", ["Rutt", "Noor"]),
        ("The Arab Weekly", ["The Arab Weekly"]),
        ("Human Rights Watch", ["Human Rights Watch"]),
        ("Ministry of Roads", ["Ministry of Roads"]),
        ("", []),
    ],
)
def test_names_as_a_note_gives_them(who: str, names: list[str]) -> None:
    assert names_of(who) == names


BY_YEAR = {
    "Chicago": """
Bell, Anna. 2018. "Roads and Rents." *Journal of Roads* 12 (2): 1–20.

Haidari, Mina, Omar Latif, and Sue Grey. 2022. *Ledger of War*. Oxford: Hill Press.

Osman, Karim, and Leyla Karimi. 2020. "Smuggling." *Border Studies* 4 (1): 33–51. https://doi.org/10.1234/abcd

Ministry of Roads. 2021. *Yearly Report 2020*. London: Hill Press.

Smith, John. 2021a. *Taxing the Valley*. London: Hill Press.

Smith, John. 2021b. "Customs Posts." Working paper 14, Hill Institute.
""",
    "APA": """
Bell, A. (2018). Roads and rents. Journal of Roads, 12(2), 1–20.

Haidari, M. R., Latif, O., & Grey, S. (2022). Ledger of war. Hill Press.

Osman, K., & Karimi, L. (2020, March 4). Smuggling. Border Studies, 4(1), 33–51. https://doi.org/10.1234/abcd

Ministry of Roads. (2021). Yearly report 2020. London.

Smith, J. R. (2021a). Taxing the valley. Hill Press.

Smith, J. R. (2021b). Customs posts. Hill Institute.
""",
}


@pytest.mark.parametrize("style", BY_YEAR)
def test_author_and_year_in_the_text(style: str) -> None:
    text = (
        "Taxes matter (Smith 2021a, 12). Others say roads do (Osman and Karimi, 2020; Bell 2018, pp. 4–6). As Bell’s "
        "(2018: 9) and the Ministry of Roads (2021) argue, both do (see Haidari et al. 2022, 3; Smith 2021b). Haidari, "
        "Latif, & Grey (2022) doubt it. In Kabul (2020) the law (Act 2004) changed; so did Smith (2021)."
    )
    found = read_citations(split(f"# A paper\n\n## Introduction\n\n{text}\n\n## References\n{BY_YEAR[style]}"))
    by_entry = {work.id: work.entry for work in found.works}
    assert sorted(by_entry.values()) == [1, 2, 3, 4, 5, 6]
    [*led, either] = found.notes
    assert (either.kind, either.work, [by_entry[work] for work in either.others]) == ("ambiguous", "", [5, 6])
    assert {cited.how for cited in found.notes} == {"year"}
    assert {cited.ordinal for cited in found.notes} == {1}
    assert [(by_entry[cited.work], cited.pages) for cited in led] == [
        (5, "12"),
        (3, ""),
        (1, "4–6"),
        (1, "9"),
        (4, ""),
        (2, "3"),
        (6, ""),
        (2, ""),
    ]
