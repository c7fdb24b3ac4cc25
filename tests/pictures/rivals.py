"""A casebook whose speakers disagree about numbers, a stance, and an incident."""

from __future__ import annotations

RIVALS = {
    "armillary.toml": 'format = 1\ntitle = "Rivals"\nas_of = "2024-06-30"\n',
    "actors/all.yaml": """
actors:
  - {id: red-band, kind: group, name: Red Band, aliases: [الراية الحمراء]}
  - {id: grey-column, kind: group, name: Grey Column}
  - {id: north-wing, kind: faction, name: North Wing, part_of: red-band}
  - {id: south-wing, kind: faction, name: South Wing, part_of: red-band}
""",
    "speakers/all.yaml": """
speakers:
  - {id: panel, kind: institution, name: Panel of Experts, grade: B, grade_reason: It shows its grounds.}
  - {id: institute, kind: research_body, name: Institute of Peace, grade: A, grade_reason: Long record.}
  - {id: daily, kind: outlet, name: The Daily, grade: C, grade_reason: Careful as a rule.}
  - {id: gazette, kind: outlet, name: The Gazette of the Northern Provinces and Districts, grade: D,
     grade_reason: Prints.}
  - {id: herald, kind: party, name: سخنگوی گروه, grade: D, grade_reason: A party., speaks_for: red-band}
""",
    "sources/all.yaml": """
sources:
  - {id: panel-2023, kind: report, title: Report, speaker: panel, date: 2023-12-01, read: true}
  - {id: institute-2024, kind: report, title: Survey, speaker: institute, date: 2024-01-15, read: true}
  - {id: daily-2023, kind: article, title: In the hills, speaker: daily, date: 2023-12-10, read: true}
  - {id: gazette-2023, kind: article, title: Numbers, speaker: gazette, date: 2023-12-12, read: true}
  - {id: herald-2024, kind: statement, title: Statement, speaker: herald, date: 2024-01-20, read: true}
""",
    "claims/panel-2023.yaml": """
source: panel-2023
claims:
  - {id: panel-2023/1, at: ¶1, quantity: red-band strength, value: 6000..6500 fighters, when: 2023-11,
     text: Its estimate.}
  - {id: panel-2023/2, at: ¶2, quantity: red-band change_percent, value: 51 %, of: attacks, when: 2023, text: A rise.}
  - {id: panel-2023/3, at: ¶3, position: red-band opposes peace-talks, when: 2023-11, text: It is against talks.}
  - id: panel-2023/4
    at: ¶4
    incident: red-band attacks grey-column
    type: bombing
    event: market-2023
    when: 2023-05-03
    where: kabul
    deaths: {total: 24}
    text: A bomb in a market.
  - {id: panel-2023/5, at: ¶5, quantity: red-band attacks, value: 45, when: 2023, where: afghanistan, text: All.}
  - {id: panel-2023/6, at: ¶5, quantity: red-band attacks, value: 50, when: 2022, where: afghanistan, text: Before.}
  - {id: panel-2023/7, at: ¶6, tie: red-band attacks grey-column, when: 2023, text: It fights on.}
  - {id: panel-2023/8, at: ¶7, quantity: red-band change_percent, value: 51 %, of: attacks, when: 2023,
     where: afghanistan, text: A rise.}
  - id: panel-2023/9
    at: ¶8
    tie: red-band attacks grey-column
    modality: predicted
    horizon: 2024-03
    text: It will strike by spring.
  - id: panel-2023/10
    at: ¶8
    tie: red-band controls kabul
    modality: predicted
    horizon: 2025-12
    text: It will hold the city by the end of 2025.
  - {id: panel-2023/11, at: ¶9, quantity: red-band losses, value: 45, when: 2023, lists: [north-wing,
     south-wing], text: Both.}
""",
    "claims/institute-2024.yaml": """
source: institute-2024
claims:
  - {id: institute-2024/1, at: p. 3, quantity: red-band strength, value: ~6200 fighters, when: 2023-12,
     text: Its count.}
  - {id: institute-2024/2, at: p. 4, position: red-band conditional peace-talks, when: 2023-12,
     text: With conditions.}
  - id: institute-2024/3
    at: p. 9
    incident: red-band attacks grey-column
    type: bombing
    event: market-2023
    when: 2023-05
    where: afghanistan
    deaths: {traders: 20, police: 11}
    injured: {total: ~80}
    text: It counts the dead by who they were.
  - {id: institute-2024/4, at: p. 5, tie: red-band attacks grey-column, when: 2024-01, text: It fights.}
""",
    "claims/daily-2023.yaml": """
source: daily-2023
claims:
  - {id: daily-2023/1, at: ¶1, quantity: red-band strength, value: ">=4000 fighters", when: 2023-12, text: Thousands.}
  - {id: daily-2023/2, at: ¶2, quantity: red-band strength, value: 6000..6500 fighters, when: 2023-11,
     credit: panel-2023, text: The panel.}
  - {id: daily-2023/3, at: ¶3, quantity: red-band strength, value: 800 fighters, when: 2023-12, where: kabul,
     text: In town.}
  - {id: daily-2023/4, at: ¶4, incident: red-band attacks grey-column, type: attack, event: market-2023,
     when: 2023-05-03,
     where: kabul, deaths: {total: ~30}, text: About thirty dead.}
  - {id: daily-2023/5, at: ¶5, tie: red-band attacks grey-column, when: 2023-12, text: It fights.}
""",
    "claims/gazette-2023.yaml": """
source: gazette-2023
claims:
  - {id: gazette-2023/1, at: ¶1, quantity: red-band strength, value: 25 thousand fighters, when: 2023-12, text: Many.}
  - {id: gazette-2023/2, at: ¶2, incident: red-band attacks grey-column, type: attack, event: market-2023,
     when: 2023-05-04, where: ghazni, deaths: {total: 90}, text: Ninety dead.}
  - {id: gazette-2023/3, at: ¶3, quantity: south-wing losses, value: 18, when: 2023, text: Of the one.}
  - {id: gazette-2023/4, at: ¶3, quantity: north-wing losses, value: 24, when: 2023, text: Of the other.}
""",
    "claims/herald-2024.yaml": """
source: herald-2024
claims:
  - id: herald-2024/1
    at: ¶1
    statement: herald denies
    about: {quantity: red-band strength, value: 25 thousand fighters, when: 2023-12}
    when: 2024-01
    text: Nobody has so many.
  - id: herald-2024/2
    at: ¶2
    statement: herald claims
    about: {position: red-band supports peace-talks, when: 2023-12}
    when: 2024-01
    text: It wants peace.
  - {id: herald-2024/3, at: ¶3, quantity: red-band change_percent, value: -90 %, of: attacks, when: 2023,
     text: A fall.}
""",
}
